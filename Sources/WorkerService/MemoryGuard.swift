import Logging
import Shared
import Synchronization

/// Keeps a worker within its memory: above the limit no task is taken, and those in hand are stopped one by one, the
/// youngest first, until it is below.
///
/// A task that is stopped so is tried again later, as after any error that may pass.
final class MemoryGuard: Sendable {
    private struct State {
        /// By age, oldest first.
        var stops: [(ticket: Int, stop: AsyncStream<Void>.Continuation)] = []
        var tickets = 0
        var isFull = false
    }

    private let limit: Int?
    private let interval: Duration
    private let logger: Logger
    private let state = Mutex(State())
    private let measure: @Sendable () -> Int?

    /// - Parameters:
    ///   - limit: In bytes; nil is no limit.
    ///   - measure: How much the process has in memory; nil where that isn't known.
    init(
        limit: Int?, interval: Duration = .seconds(1), logger: Logger,
        measure: @escaping @Sendable () -> Int? = { ResidentMemory.bytes }
    ) {
        self.limit = limit
        self.interval = interval
        self.logger = logger
        self.measure = measure
    }

    /// Whether another task may be taken.
    var hasRoom: Bool { state.withLock { !$0.isFull } }

    /// How many tasks could be stopped.
    var tasksInHand: Int { state.withLock { $0.stops.count } }

    /// Waits until the task that asks is to be stopped: true; false once the calling task is cancelled.
    func waitsForStop() async -> Bool {
        let (stream, stop) = AsyncStream.makeStream(of: Void.self)
        let ticket = state.withLock { state in
            state.tickets += 1
            state.stops.append((state.tickets, stop))
            return state.tickets
        }
        defer { state.withLock { $0.stops.removeAll { $0.ticket == ticket } } }
        for await _ in stream { return true }
        return false
    }

    /// Why a task was stopped.
    var failure: RunnerError {
        RunnerError(
            TaskFailure(
                code: "memory_exceeded",
                message: "the worker came to its limit of \((limit ?? 0) >> 20) MB of memory and stopped this task; "
                    + "submit fewer queries at once, or raise \(Setting.memoryLimitMB.environmentVariable)"),
            isRetryable: true)
    }

    /// Why a worker can't go on.
    struct Exhausted: Error, CustomStringConvertible {
        let description: String
    }

    /// Watches until the calling task is cancelled.
    ///
    /// - Throws: ``Exhausted`` where memory stays above its limit with no task in hand.
    func run() async throws {
        guard let limit else { return }
        var idleLooks = 0
        while (try? await Task.sleep(for: interval)) != nil {
            guard var bytes = measure() else { return }
            if bytes > limit {
                ResidentMemory.giveBack()
                bytes = measure() ?? 0
            }
            guard bytes > limit else {
                idleLooks = 0
                if setFull(false) { logger.notice("memory is below its limit again; tasks are taken") }
                continue
            }
            idleLooks = stopYoungest(bytes: bytes, limit: limit) ? 0 : idleLooks + 1
            guard idleLooks < Self.patience else {
                throw Exhausted(
                    description: "\(bytes >> 20) MB are in memory with no task in hand, and the limit is "
                        + "\(limit >> 20) MB: start the worker again, or raise "
                        + Setting.memoryLimitMB.environmentVariable)
            }
        }
    }

    /// How many looks memory may stay above its limit without any task.
    private static let patience = 10

    /// - Returns: What held before.
    private func setFull(_ isFull: Bool) -> Bool {
        state.withLock { state in
            defer { state.isFull = isFull }
            return state.isFull
        }
    }

    /// - Returns: Whether there was a task to stop.
    private func stopYoungest(bytes: Int, limit: Int) -> Bool {
        _ = setFull(true)
        guard let youngest = state.withLock({ $0.stops.popLast()?.stop }) else { return false }
        logger.error(
            "too much memory is in use: the task begun last is stopped",
            metadata: ["megabytes": "\(bytes >> 20)", "limit": "\(limit >> 20)"])
        youngest.yield()
        return true
    }
}
