/// The tasks that wait in `pop`, first come first served. Each gets exactly one answer.
struct PopWaiters {
    typealias Continuation = CheckedContinuation<QueuedTask?, Never>

    private var entries: [(ticket: UInt64, continuation: Continuation)] = []
    private var lastTicket: UInt64 = 0

    var isEmpty: Bool { entries.isEmpty }

    mutating func makeTicket() -> UInt64 {
        lastTicket += 1
        return lastTicket
    }

    mutating func add(_ continuation: Continuation, ticket: UInt64) {
        entries.append((ticket, continuation))
    }

    /// The one that waits longest; whoever takes it must answer it.
    mutating func takeFirst() -> Continuation? {
        entries.isEmpty ? nil : entries.removeFirst().continuation
    }

    mutating func take(ticket: UInt64) -> Continuation? {
        guard let place = entries.firstIndex(where: { $0.ticket == ticket }) else { return nil }
        return entries.remove(at: place).continuation
    }

    mutating func takeAll() -> [Continuation] {
        defer { entries.removeAll() }
        return entries.map(\.continuation)
    }
}
