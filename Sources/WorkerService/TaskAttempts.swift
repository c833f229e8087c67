import Logging
import Metrics
import Shared

/// One attempt at one task after another: has it run and settles what came of it.
struct TaskAttempts: Sendable {
    let store: any TaskStore
    let queue: any TaskQueue
    let sealer: SecretSealer
    let runner: any TaskRunner
    let work: LakewrightConfiguration.Work
    let runs: RunsInHand

    /// Returns when the task is settled, or is somebody else's.
    ///
    /// - Parameter threads: Where it is run.
    func attempt(_ task: ClaimedTask, on threads: WorkThreads, logger: Logger) async {
        logger.info("task started", metadata: ["attempt": "\(task.attempts)", "crashes": "\(task.crashes)"])
        let run = Run(of: task)
        runs.begin(run, logger: logger)
        defer { runs.end(run) }
        start(run, on: threads, logger: logger)
        let outcome = await settle(task, await run.ending, logger: logger)
        let took = ContinuousClock.now - run.began
        Counter(.attempts, [("outcome", outcome.rawValue)]).increment()
        Timer(.attemptSeconds).record(duration: took)
        logger.info("task ended here", metadata: ["outcome": "\(outcome.rawValue)", "took": "\(took)"])
    }

    private func start(_ run: Run, on threads: WorkThreads, logger: Logger) {
        do {
            let assignment = try assignment(for: run, logger: logger)
            run.start(on: threads) {
                try await runner.run(assignment, progress: ProgressReporter { run.report($0) })
            }
        } catch {
            run.fail(with: error)
        }
    }

    private func assignment(for run: Run, logger: Logger) throws -> TaskAssignment {
        let task = run.task
        var request = task.request
        do {
            request.url = try task.sealedURL.map { try sealer.open($0, for: task.id) }
        } catch {
            throw RunnerError(TaskFailure(code: "secret_unreadable", message: "\(error)"), isRetryable: false)
        }
        return TaskAssignment(
            id: task.id, request: request, reach: task.reach, token: task.lease.token, attempt: task.attempts,
            trace: task.trace, leftStatements: task.leftStatements, statements: run.statements, logger: logger)
    }
}
