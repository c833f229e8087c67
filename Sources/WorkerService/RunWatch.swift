import Logging
import ServiceLifecycle
import Shared

/// Watches over a run and its task's lease, until the end of the task is written down: keeps the lease alive, writes progress down,
/// and stops the run where it must not go on.
struct RunWatch: Sendable {
    let store: any TaskStore
    let work: LakewrightConfiguration.Work
    let memory: MemoryGuard

    /// What a runner that was told to stop gets to do so, before its task is given away without it.
    private static let stopPatience: Duration = .seconds(5)

    /// Watches until the calling task is cancelled.
    func watch(_ run: Run, logger: Logger) async {
        await withTaskGroup(of: RunStop?.self) { group in
            group.addTask { await isLeaseLost(run, logger) ? .leaseLost : nil }
            group.addTask { await relayProgress(of: run) }
            group.addTask { await graceIsOver() }
            group.addTask { await deadlineIsOver(of: run) }
            group.addTask { await memory.waitsForStop() ? .failure(memory.failure) : nil }
            for await stop in group {
                guard let stop else { continue }
                run.stop(because: stop)
                group.addTask {
                    guard (try? await Task.sleep(for: Self.stopPatience)) != nil else { return nil }
                    if run.giveUp() {
                        logger.error("the runner doesn't heed cancellation; its task is given away without it")
                    }
                    return nil
                }
            }
        }
    }

    /// Beats the heart. It beats on while the end is written down: were it silent while that is tried again and again, another worker
    /// would take the task up.
    private func isLeaseLost(_ run: Run, _ logger: Logger) async -> Bool {
        await Heartbeat(
            store: store, lease: run.task.lease, interval: work.heartbeat, statements: run.statements, logger: logger
        ).run()
    }

    /// Writes progress down, at most a few times a second.
    private func relayProgress(of run: Run) async -> RunStop? {
        while !Task.isCancelled {
            guard let progress = run.takeProgress() else {
                try? await Task.sleep(for: .milliseconds(20))
                continue
            }
            do {
                try await store.report(progress, for: run.task.lease)
            } catch TaskStoreError.leaseLost {
                return .leaseLost
            } catch {
                // The next report, or the end, will tell.
            }
            try? await Task.sleep(for: .milliseconds(200))
        }
        return nil
    }

    /// Waits until a shutdown's grace time is over.
    private func graceIsOver() async -> RunStop? {
        guard (try? await gracefulShutdown()) != nil, (try? await Task.sleep(for: work.grace)) != nil else {
            return nil
        }
        return .shutdown
    }

    /// Stops a run that doesn't keep its own deadline.
    private func deadlineIsOver(of run: Run) async -> RunStop? {
        let seconds = run.task.request.options.deadlineSeconds
        let end = run.began + .seconds(min(seconds, 1e8)) + work.deadlineMargin
        while ContinuousClock.now < end {
            // A sleep that is cancelled leaves its timer behind until it would have ended, so no sleep is long.
            guard (try? await Task.sleep(for: min(end - .now, .seconds(20)))) != nil else { return nil }
        }
        return .failure(
            RunnerError(
                TaskFailure(
                    code: "deadline_exceeded",
                    message: "the task didn't end within its deadline of \(seconds) s; "
                        + "raise options.deadline_seconds, or submit fewer queries at once"),
                isRetryable: false))
    }
}
