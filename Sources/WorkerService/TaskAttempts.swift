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
        Counter(label: "lakewright_attempts_total", dimensions: [("outcome", outcome.rawValue)]).increment()
        Timer(label: "lakewright_attempt_seconds").record(duration: took)
        logger.info("task ended here", metadata: ["outcome": "\(outcome.rawValue)", "took": "\(took)"])
    }

    // MARK: - Running

    private enum Ending: Sendable {
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
            id: task.id, request: request, token: task.lease.token, attempt: task.attempts, logger: logger)
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

    /// Writes progress down, at most a few times a second.
    private func relay(_ reports: AsyncStream<TaskProgress>, of lease: TaskLease) async -> Event {
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

    // MARK: - Settling

    private enum Outcome: String {
        case done, failed, retried, released
        case leaseLost = "lease_lost"
    }

    private func settle(_ task: ClaimedTask, _ ending: Ending, logger: Logger) async -> Outcome {
        switch ending {
        case .leaseLost: return .leaseLost
        case .interrupted:
            let outcome = await insist(.released, logger) { try await store.release(task.lease) }
            if outcome == .released { queue.push(task.id, priority: task.request.options.priority) }
            return outcome
        case .result(let result):
            return await insist(.done, logger) {
                do {
                    try await store.complete(task.lease, with: result)
                } catch let error as EncodingError {
                    throw RunnerError(
                        TaskFailure(
                            code: "internal_error", message: "the result can't be written as JSON; please report it"),
                        isRetryable: false, meta: result.meta.withoutExtra(because: error))
                }
            } orElse: { error in
                await settle(task, .error(error), logger: logger)
            }
        case .error(let error):
            return await settle(task, error: RunnerError(any: error, logger: logger), logger: logger)
        }
    }

    private func settle(_ task: ClaimedTask, error: RunnerError, logger: Logger) async -> Outcome {
        // Crashes are counted apart: an attempt that ended in one is none that failed.
        let failedAttempts = task.attempts - task.crashes
        guard error.isRetryable, failedAttempts < work.attemptLimit else {
            logger.warning("task failed", metadata: ["reason": "\(error)"])
            return await insist(.failed, logger) {
                try await store.fail(task.lease, with: error.failure, meta: error.meta)
            }
        }
        let delay = max(
            Backoff.delay(attempt: failedAttempts, first: .seconds(2), longest: .seconds(60)), error.retryAfter ?? .zero
        )
        logger.warning("task failed and will be tried again", metadata: ["reason": "\(error)", "delay": "\(delay)"])
        return await insist(.retried, logger) {
            try await store.retry(task.lease, after: delay, because: error.failure)
        }
    }

    /// Writes until it is written or is not ours to write any more. A process that ends meanwhile leaves the task to
    /// recovery.
    private func insist(
        _ outcome: Outcome, _ logger: Logger, _ write: () async throws -> Void,
        orElse: (RunnerError) async -> Outcome = { _ in .leaseLost }
    ) async -> Outcome {
        var backoff = Backoff(first: .milliseconds(100), longest: .seconds(2))
        while true {
            do {
                try await write()
                return outcome
            } catch TaskStoreError.leaseLost {
                return .leaseLost
            } catch let error as RunnerError {
                return await orElse(error)
            } catch {
                logger.error("the end of a task can't be written; it is tried again", metadata: ["reason": "\(error)"])
                let pause = backoff.next()
                // Also when the calling task is cancelled: there is no other chance to write it.
                await Task { try? await Task.sleep(for: pause) }.value
            }
        }
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

extension RunnerError {
    /// Makes one of any error. What is unknown is named by its type alone, for its text may hold a secret.
    fileprivate init(any error: any Error, logger: Logger) {
        switch error {
        case let error as RunnerError: self = error
        case is CancellationError:
            self.init(
                TaskFailure(code: "interrupted", message: "the run was interrupted; send the task again"),
                isRetryable: true)
        default:
            let type = String(reflecting: type(of: error))
            self.init(
                TaskFailure(code: "internal_error", message: "an unexpected error (\(type)); please report it"),
                isRetryable: false)
        }
    }
}

extension ResultMeta {
    /// The token count alone: whatever else is in there may be what can't be written.
    fileprivate func withoutExtra(because _: EncodingError) -> ResultMeta {
        ResultMeta(tokensUsed: tokensUsed)
    }
}
