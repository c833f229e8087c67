import Logging
import Metrics
import ServiceLifecycle
import Shared

/// One attempt at one task after another: runs it while it keeps the lease alive, and settles what came of it.
struct TaskAttempts: Sendable {
    let store: any TaskStore
    let queue: any TaskQueue
    let sealer: SecretSealer
    let runner: any TaskRunner
    let work: LakewrightConfiguration.Work

    /// What a runner that was told to stop gets to do so, before its task is given away without it.
    private static let stopPatience: Duration = .seconds(5)

    /// Returns when the task is settled, or is somebody else's.
    func attempt(_ task: ClaimedTask, logger: Logger) async {
        logger.info("task started", metadata: ["attempt": "\(task.attempts)", "crashes": "\(task.crashes)"])
        let started = ContinuousClock.now
        let ending = await run(task, logger: logger)
        let outcome = await settle(task, ending, logger: logger)
        let took = ContinuousClock.now - started
        Counter(.attempts, [("outcome", outcome.rawValue)]).increment()
        Timer(.attemptSeconds).record(duration: took)
        logger.info("task ended here", metadata: ["outcome": "\(outcome.rawValue)", "took": "\(took)"])
    }

    /// How a run ended, before anything is written down.
    enum Ending: Sendable {
        case result(OptimizationResult)
        case error(any Error)
        case leaseLost
        /// The grace time is over, or the process is being torn down.
        case interrupted
    }

    private enum Event: Sendable {
        case ended(Result<OptimizationResult, any Error>)
        case leaseLost
        case toldToStop
        case patienceOver
        case other
    }

    private func run(_ task: ClaimedTask, logger: Logger) async -> Ending {
        let assignment: TaskAssignment
        do {
            assignment = try self.assignment(for: task, logger: logger)
        } catch {
            return .error(error)
        }
        let (reports, sender) = AsyncStream.makeStream(of: TaskProgress.self, bufferingPolicy: .bufferingNewest(1))
        let runner = runner
        // Not a child of the group: when the patience is over, the group must end without it.
        let running = Task { try await runner.run(assignment, progress: ProgressReporter { sender.yield($0) }) }
        defer {
            running.cancel()
            sender.finish()
        }
        return await withTaskGroup(of: Event.self) { group in
            group.addTask { .ended(await running.resultUnlessCancelled()) }
            group.addTask { await beat(task.lease, logger: logger) }
            group.addTask { await relay(reports, of: task.lease) }
            group.addTask { await graceIsOver() }
            var isStopping = false
            var isLost = false
            for await event in group {
                switch event {
                case .ended(.success(let result)):
                    group.cancelAll()
                    return isLost ? .leaseLost : .result(result)
                case .ended(.failure(let error)):
                    group.cancelAll()
                    return isLost ? .leaseLost : isStopping || Task.isCancelled ? .interrupted : .error(error)
                case .leaseLost:
                    isLost = true
                    running.cancel()
                    group.addTask { await patience() }
                case .toldToStop:
                    isStopping = true
                    running.cancel()
                    group.addTask { await patience() }
                case .patienceOver:
                    logger.error("the runner doesn't heed cancellation; its task is given away without it")
                    group.cancelAll()
                    return isLost ? .leaseLost : .interrupted
                case .other: break
                }
            }
            return .interrupted
        }
    }

    private func assignment(for task: ClaimedTask, logger: Logger) throws -> TaskAssignment {
        var request = task.request
        do {
            request.url = try task.sealedURL.map { try sealer.open($0, for: task.id) }
        } catch {
            throw RunnerError(TaskFailure(code: "secret_unreadable", message: "\(error)"), isRetryable: false)
        }
        return TaskAssignment(
            id: task.id, request: request, reach: task.reach, token: task.lease.token, attempt: task.attempts,
            trace: task.trace,
            logger: logger)
    }

    private func beat(_ lease: TaskLease, logger: Logger) async -> Event {
        var isUnheard = false
        // The claim was a sign of life, so the first beat can wait.
        while (try? await Task.sleep(for: work.heartbeat)) != nil {
            do {
                try await store.heartbeat(lease)
                isUnheard = false
            } catch TaskStoreError.leaseLost {
                logger.warning("the lease is lost; somebody else has the task now")
                return .leaseLost
            } catch {
                if !isUnheard { logger.warning("no heartbeat can be written", metadata: ["reason": "\(error)"]) }
                isUnheard = true
            }
        }
        return .other
    }

    /// Writes progress down, at most a few times a second, and nothing of a task that ends in a moment.
    private func relay(_ reports: AsyncStream<TaskProgress>, of lease: TaskLease) async -> Event {
        do {
            try await Task.sleep(for: .milliseconds(50))
        } catch {
            return .other
        }
        for await progress in reports {
            do {
                try await store.report(progress, for: lease)
            } catch TaskStoreError.leaseLost {
                return .leaseLost
            } catch {
                // The next report, or the end, will tell.
            }
            try? await Task.sleep(for: .milliseconds(200))
        }
        return .other
    }

    /// Returns once a shutdown's grace time is over, or the process is being torn down.
    private func graceIsOver() async -> Event {
        // Throws on cancellation: of the whole worker, or of this group since the attempt has ended. The group doesn't
        // look at the answer in the second case.
        if (try? await gracefulShutdown()) != nil {
            try? await Task.sleep(for: work.grace)
        }
        return .toldToStop
    }

    private func patience() async -> Event {
        (try? await Task.sleep(for: Self.stopPatience)) == nil ? .other : .patienceOver
    }
}

extension Task where Failure == any Error {
    /// The task's result; a caller that is cancelled first stops waiting, and gets a `CancellationError`.
    fileprivate func resultUnlessCancelled() async -> Result<Success, any Error> {
        let (results, sender) = AsyncStream.makeStream(of: Result<Success, any Error>.self)
        Task<Void, Never> {
            sender.yield(await result)
            sender.finish()
        }
        for await result in results { return result }
        return .failure(_Concurrency.CancellationError())
    }
}
