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
    let memory: MemoryGuard

    /// What a runner that was told to stop gets to do so, before its task is given away without it.
    private static let stopPatience: Duration = .seconds(5)
    /// How long a run goes on unwatched. What ends sooner needs nobody who waits beside it, nor has progress worth writing down.
    private static let unwatched: Duration = .milliseconds(50)

    /// Returns when the task is settled, or is somebody else's.
    func attempt(_ task: ClaimedTask, logger: Logger) async {
        logger.info("task started", metadata: ["attempt": "\(task.attempts)", "crashes": "\(task.crashes)"])
        let started = ContinuousClock.now
        let outcome = await runAndSettle(task, logger: logger)
        let took = ContinuousClock.now - started
        Counter(.attempts, [("outcome", outcome.rawValue)]).increment()
        Timer(.attemptSeconds).record(duration: took)
        logger.info("task ended here", metadata: ["outcome": "\(outcome.rawValue)", "took": "\(took)"])
    }

    private func runAndSettle(_ task: ClaimedTask, logger: Logger) async -> Outcome {
        let statements = StatementLedger(left: task.leftStatements)
        let heartbeat = Heartbeat(
            store: store, lease: task.lease, interval: work.heartbeat, statements: statements, logger: logger)
        let (losses, loss) = AsyncStream.makeStream(of: Void.self)
        // The heart beats on until the end is written down: were it silent while that is tried again and again, another
        // worker would take the task up.
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { if await heartbeat.run() { loss.finish() } }
            let ending = await run(task, statements: statements, losses: losses, logger: logger)
            let outcome = await settle(task, ending, logger: logger)
            group.cancelAll()
            return outcome
        }
    }

    /// How a run ended, before anything is written down.
    enum Ending: Sendable {
        case result(OptimizationResult)
        case error(any Error)
        case leaseLost
        /// The grace time is over, or the process is being torn down.
        case interrupted
    }

    /// Why a run is told to stop.
    private enum Stop: Sendable {
        case leaseLost, shutdown
        case failure(RunnerError)
    }

    private enum Event: Sendable {
        case ended(Result<OptimizationResult, any Error>)
        /// The run isn't over in a moment.
        case lasting
        case stop(Stop)
        case patienceOver
        case other
    }

    private func run(
        _ task: ClaimedTask, statements: StatementLedger, losses: AsyncStream<Void>, logger: Logger
    ) async -> Ending {
        let assignment: TaskAssignment
        do {
            assignment = try self.assignment(for: task, statements: statements, logger: logger)
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
            group.addTask { (try? await Task.sleep(for: Self.unwatched)) == nil ? .other : .lasting }
            var stop: Stop?
            for await event in group {
                switch event {
                case .ended(let result):
                    group.cancelAll()
                    return Self.ending(result, stop)
                case .lasting:
                    group.addTask { await end(of: losses) }
                    group.addTask { await relay(reports, of: task.lease) }
                    group.addTask { await graceIsOver() }
                    group.addTask { await deadlineIsOver(of: task.request) }
                    group.addTask { await memory.waitsForStop() ? .stop(.failure(memory.failure)) : .other }
                case .stop(let reason):
                    // What was lost stays lost; otherwise the first reason stands.
                    if case .leaseLost = reason { stop = reason } else { stop = stop ?? reason }
                    running.cancel()
                    group.addTask { await patience() }
                case .patienceOver:
                    logger.error("the runner doesn't heed cancellation; its task is given away without it")
                    group.cancelAll()
                    return Self.ending(.failure(CancellationError()), stop)
                case .other: break
                }
            }
            return .interrupted
        }
    }

    private static func ending(_ result: Result<OptimizationResult, any Error>, _ stop: Stop?) -> Ending {
        if case .leaseLost = stop { return .leaseLost }
        switch result {
        case .success(let result): return .result(result)
        case .failure(let error):
            if Task.isCancelled { return .interrupted }
            switch stop {
            case .failure(let reason): return .error(reason)
            case .shutdown: return .interrupted
            case .leaseLost: return .leaseLost
            case nil: return .error(error)
            }
        }
    }

    private func assignment(
        for task: ClaimedTask, statements: StatementLedger, logger: Logger
    ) throws -> TaskAssignment {
        var request = task.request
        do {
            request.url = try task.sealedURL.map { try sealer.open($0, for: task.id) }
        } catch {
            throw RunnerError(TaskFailure(code: "secret_unreadable", message: "\(error)"), isRetryable: false)
        }
        return TaskAssignment(
            id: task.id, request: request, reach: task.reach, token: task.lease.token, attempt: task.attempts,
            trace: task.trace, leftStatements: task.leftStatements, statements: statements, logger: logger)
    }

    /// Writes progress down, at most a few times a second.
    private func relay(_ reports: AsyncStream<TaskProgress>, of lease: TaskLease) async -> Event {
        for await progress in reports {
            do {
                try await store.report(progress, for: lease)
            } catch TaskStoreError.leaseLost {
                return .stop(.leaseLost)
            } catch {
                // The next report, or the end, will tell.
            }
            try? await Task.sleep(for: .milliseconds(200))
        }
        return .other
    }

    /// Waits until the heartbeat has found the lease to be over.
    private func end(of losses: AsyncStream<Void>) async -> Event {
        for await _ in losses {}
        return Task.isCancelled ? .other : .stop(.leaseLost)
    }

    /// Returns once a shutdown's grace time is over, or the process is being torn down.
    private func graceIsOver() async -> Event {
        // Throws on cancellation: of the whole worker, or of this group since the attempt has ended. The group doesn't
        // look at the answer in the second case.
        if (try? await gracefulShutdown()) != nil {
            try? await Task.sleep(for: work.grace)
        }
        return .stop(.shutdown)
    }

    /// Stops a run that doesn't keep its own deadline.
    private func deadlineIsOver(of request: OptimizationRequest) async -> Event {
        let seconds = request.options.deadlineSeconds
        let end = ContinuousClock.now + .seconds(min(seconds, 1e8)) + work.deadlineMargin
        while ContinuousClock.now < end {
            // A sleep that is cancelled leaves its timer behind until it would have ended, so no sleep is long.
            let left = min(end - .now, .seconds(20))
            guard (try? await Task.sleep(for: left)) != nil else { return .other }
        }
        return .stop(
            .failure(
                RunnerError(
                    TaskFailure(
                        code: "deadline_exceeded",
                        message: "the task didn't end within its deadline of \(seconds) s; "
                            + "raise options.deadline_seconds, or submit fewer queries at once"),
                    isRetryable: false)))
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
