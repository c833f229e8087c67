import Logging
import Metrics
import ServiceLifecycle

/// Sees to it that no task is forgotten; one runs in every process, API included.
///
/// At each sweep it takes tasks from workers that fell silent (``SilenceWatch``) and queues them again, or fails those that
/// crashed too often; and when the queue is empty while the store has tasks that wait, it pushes their ids, for a
/// broker may lose what it was given. It judges nobody by a look at which it couldn't write itself: where the disk is
/// full, no heartbeat can be written either. The broker's state has no say in who is silent.
public struct RecoveryLoop: Service {
    private let store: any TaskStore
    private let queue: any TaskQueue
    private let work: LakewrightConfiguration.Work
    private let batchLimit: Int
    private let logger: Logger
    private let requeued = Counter(.tasksRecovered, [("outcome", "requeued")])
    private let failed = Counter(.tasksRecovered, [("outcome", "failed")])
    private let repushed = Counter(.tasksRepushed)

    public init(
        store: any TaskStore, queue: any TaskQueue, work: LakewrightConfiguration.Work, batchLimit: Int = 500,
        logger: Logger = Logger(label: "lakewright.recovery")
    ) {
        self.store = store
        self.queue = queue
        self.work = work
        self.batchLimit = batchLimit
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            // Side by side: a broker that answers nobody takes seconds to ask, and a watch with gaps judges nobody.
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await watchForSilence() }
                group.addTask { await watchForForgotten() }
            }
        }
    }

    private func watchForSilence() async {
        var watch = SilenceWatch(lease: work.lease, longestGap: max(work.sweep * 2, work.lease / 2))
        await sweepAgainAndAgain("the sweep for silent tasks can't be made") {
            do {
                try await recoverSilent(&watch)
            } catch {
                watch.startAfresh()
                throw error
            }
        }
    }

    private func watchForForgotten() async {
        /// Waiting tasks that the last sweep saw while the queue was empty: a fresh one may still be on its way.
        var forgotten: Set<TaskID> = []
        await sweepAgainAndAgain("the sweep for forgotten tasks can't be made") {
            try await pushForgotten(&forgotten)
        }
    }

    private func sweepAgainAndAgain(_ complaint: Logger.Message, _ sweep: () async throws -> Void) async {
        var couldNot = false
        while !Task.isCancelled {
            do {
                try await sweep()
                couldNot = false
            } catch {
                if !couldNot && !Task.isCancelled { logger.warning(complaint, metadata: ["reason": "\(error)"]) }
                couldNot = true
            }
            try? await Task.sleep(for: work.sweep)
        }
    }

    private func recoverSilent(_ watch: inout SilenceWatch) async throws {
        let pulses = try await store.pulses()
        if !pulses.isEmpty { try await store.confirmWritable() }
        let silent = watch.look(at: pulses, now: .now)
        // Side by side, so that the store can write a batch in one go.
        for start in stride(from: 0, to: silent.count, by: batchLimit) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for pulse in silent[start..<min(start + batchLimit, silent.count)] {
                    group.addTask { try await recover(pulse) }
                }
                try await group.waitForAll()
            }
        }
    }

    private func recover(_ pulse: TaskPulse) async throws {
        let metadata: Logger.Metadata = ["task": "\(pulse.lease.id)", "token": "\(pulse.lease.token)"]
        switch try await store.recover(pulse, crashLimit: work.crashLimit) {
        case .requeued:
            requeued.increment()
            logger.warning("a worker fell silent; its task is queued again", metadata: metadata)
            queue.push(pulse.lease.id, priority: pulse.priority)
        case .failed(let failure):
            failed.increment()
            logger.error("a task is given up and set aside: \(failure.message)", metadata: metadata)
        case .unchanged: break
        }
    }

    private func pushForgotten(_ forgotten: inout Set<TaskID>) async throws {
        // While ids wait on a list, those that wait in the store are taken to be among them; workers look into the
        // store as well, so one that isn't comes up all the same.
        guard let depths = try? await queue.depths(), depths.values.allSatisfy({ $0 == 0 }) else {
            forgotten = []
            return
        }
        let waiting = try await store.queued(limit: batchLimit, tenantLimit: work.tenantConcurrency)
        for task in waiting where forgotten.contains(task.id) {
            repushed.increment()
            logger.info("a waiting task is on no list; its id is pushed again", metadata: ["task": "\(task.id)"])
            queue.push(task.id, priority: task.priority)
        }
        forgotten = Set(waiting.map(\.id))
    }
}
