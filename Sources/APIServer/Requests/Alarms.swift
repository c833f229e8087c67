import Synchronization

/// Things to be done at a time, of which hardly any ever is.
///
/// A sleep for each would leave a timer behind for as long as it would have slept, also when it is cancelled: for a minute's limit
/// and a thousand requests a second sixty thousand of them. Here one task sleeps until the earliest alarm.
final class Alarms: Sendable {
    struct Ticket: Hashable, Sendable {
        fileprivate let number: UInt64
    }

    private struct State {
        var alarms: [Ticket: (time: ContinuousClock.Instant, action: @Sendable () -> Void)] = [:]
        var lastNumber: UInt64 = 0
        /// When somebody wakes next, and looks.
        var nextLook: ContinuousClock.Instant?
    }

    static let shared = Alarms()

    private let state = Mutex(State())

    /// Has `action` done once the time is over, unless it is stopped before.
    func set(after limit: Duration, _ action: @escaping @Sendable () -> Void) -> Ticket {
        let time = ContinuousClock.now + limit
        return state.withLock { state in
            state.lastNumber += 1
            let ticket = Ticket(number: state.lastNumber)
            state.alarms[ticket] = (time, action)
            if state.nextLook.map({ time < $0 }) ?? true {
                state.nextLook = time
                Task { await self.look(at: time) }
            }
            return ticket
        }
    }

    func stop(_ ticket: Ticket) {
        state.withLock { _ = $0.alarms.removeValue(forKey: ticket) }
    }

    /// Waits for a time, does what is due, and goes on while there are alarms, unless somebody looks earlier.
    private func look(at first: ContinuousClock.Instant) async {
        var time = first
        while true {
            try? await Task.sleep(until: time, clock: .continuous)
            let (due, next) = state.withLock { state in
                let due = state.alarms.filter { $0.value.time <= .now }
                for ticket in due.keys { state.alarms[ticket] = nil }
                guard state.nextLook == time else { return (due, nil as ContinuousClock.Instant?) }
                state.nextLook = state.alarms.values.map(\.time).min()
                return (due, state.nextLook)
            }
            for alarm in due.values { alarm.action() }
            guard let next else { return }
            time = next
        }
    }
}
