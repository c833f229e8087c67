import Shared
import Synchronization

/// A run of a runner: it can be told to stop, and given up if it doesn't, and tells how it ended, once.
final class Run: Sendable {
    private struct State {
        var work: Task<Void, Never>?
        var stop: RunStop?
        var ending: RunEnding?
        var waiter: CheckedContinuation<RunEnding, Never>?
        var progress: TaskProgress?
    }

    let task: ClaimedTask
    let statements: StatementLedger
    let began = ContinuousClock.now
    private let state = Mutex(State())

    init(of task: ClaimedTask) {
        self.task = task
        statements = StatementLedger(left: task.leftStatements)
    }

    func report(_ progress: TaskProgress) {
        state.withLock { $0.progress = progress }
    }

    /// What the run has said of its progress since this was last asked: of several reports the last.
    func takeProgress() -> TaskProgress? { state.withLock { $0.progress.take() } }

    /// Has the runner do its work.
    func start(on threads: WorkThreads, _ body: @escaping @Sendable () async throws -> OptimizationResult) {
        // Nobody's child: it may have to be left behind.
        let work = Task(executorPreference: threads) {
            do {
                self.end(.success(try await body()))
            } catch {
                self.end(.failure(error))
            }
        }
        let isStopped = state.withLock { state in
            state.work = work
            return state.stop != nil
        }
        if isStopped { work.cancel() }
    }

    /// Tells the run to stop. What was lost stays lost; otherwise the first reason stands.
    func stop(because reason: RunStop) {
        let work = state.withLock { state in
            if case .leaseLost = reason { state.stop = reason } else { state.stop = state.stop ?? reason }
            return state.work
        }
        work?.cancel()
    }

    /// Ends the run for whoever waits for it, whatever its runner does.
    ///
    /// - Returns: Whether it hadn't ended yet.
    @discardableResult
    func giveUp() -> Bool { end(.failure(CancellationError())) }

    /// Ends a run that can't even begin.
    func fail(with error: any Error) { end(.failure(error)) }

    /// How the run ended, once it has. For one to wait; cancellation of the calling task interrupts the run at once.
    var ending: RunEnding {
        get async {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let ending = state.withLock { state in
                        if state.ending == nil { state.waiter = continuation }
                        return state.ending
                    }
                    if let ending { continuation.resume(returning: ending) }
                }
            } onCancel: {
                stop(because: .shutdown)
                giveUp()
            }
        }
    }

    /// Whether somebody waits for the end.
    var isAwaited: Bool { state.withLock { $0.waiter != nil } }

    @discardableResult
    private func end(_ result: Result<OptimizationResult, any Error>) -> Bool {
        let (ending, waiter) = state.withLock { state -> (RunEnding?, CheckedContinuation<RunEnding, Never>?) in
            guard state.ending == nil else { return (nil, nil) }
            state.ending = Self.ending(result, state.stop)
            return (state.ending, state.waiter.take())
        }
        guard let ending else { return false }
        // Not under the lock, which the waiter's cancellation takes too, with the waiter's own lock in hand.
        waiter?.resume(returning: ending)
        return true
    }

    private static func ending(_ result: Result<OptimizationResult, any Error>, _ stop: RunStop?) -> RunEnding {
        switch (stop, result) {
        case (.leaseLost, _): .leaseLost
        case (_, .success(let result)): .result(result)
        case (.failure(let reason), .failure): .error(reason)
        case (.shutdown, .failure): .interrupted
        case (nil, .failure(let error)): .error(error)
        }
    }
}
