import Logging
import Shared

extension TaskAttempts {
    /// What became of the task here.
    enum Outcome: String {
        case done, failed, retried, released, cancelled
        case leaseLost = "lease_lost"
        /// The process was torn down before the end could be written; recovery finds the task.
        case unwritten
    }

    /// Writes down how a run ended.
    func settle(_ task: ClaimedTask, _ ending: RunEnding, logger: Logger) async -> Outcome {
        switch ending {
        case .leaseLost: return await whyLost(task, logger)
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
                // An outage that lasted longer than the attempts: worth another try once it is over.
                try await store.fail(
                    task.lease, with: error.failure, meta: error.meta, isDeadLetter: error.isRetryable)
            }
        }
        // Drawn at random beyond what the other side asked for, so that those who were asked together don't return together.
        let delay =
            (error.retryAfter ?? .zero)
            + Backoff.delay(attempt: failedAttempts, first: .seconds(2), longest: .seconds(60))
        logger.warning("task failed and will be tried again", metadata: ["reason": "\(error)", "delay": "\(delay)"])
        return await insist(.retried, logger) {
            try await store.retry(task.lease, after: delay, because: error.failure)
        }
    }

    /// Whether a lease is over since the task was cancelled, or since another worker has it.
    private func whyLost(_ task: ClaimedTask, _ logger: Logger) async -> Outcome {
        let record = try? await store.record(of: task.id)
        if record?.failure?.code == TaskFailure.cancelled.code { return .cancelled }
        logger.warning("the lease is lost; somebody else has the task now")
        return .leaseLost
    }

    /// Writes until it is written or is not ours to write any more. A process that is torn down meanwhile leaves the task
    /// to recovery.
    private func insist(
        _ outcome: Outcome, _ logger: Logger, _ write: () async throws -> Void,
        orElse: (RunnerError) async -> Outcome = { _ in .leaseLost }
    ) async -> Outcome {
        var backoff = Backoff(first: .milliseconds(100), longest: .seconds(2))
        var lastChances = 3
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
                if Task.isCancelled { lastChances -= 1 }
                guard lastChances > 0 else { return .unwritten }
                let pause = backoff.next()
                // Also when the calling task is cancelled, whose own sleep would end at once.
                await Task { try? await Task.sleep(for: pause) }.value
            }
        }
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
