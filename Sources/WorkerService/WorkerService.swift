import Foundation
import Logging
import Metrics
import ServiceLifecycle
import Shared

/// Takes tasks and has them run, several at once, until it is told to stop.
///
/// Ids come from the queue; now and then, and whenever the queue has none, each slot looks into the store as well, so
/// that a broker's outage costs latency and nothing else. No task is taken whose tenant has as many running as it may, nor
/// any while there is too much in memory (``MemoryGuard``). On graceful shutdown no new task is taken; those in hand get
/// the grace time to finish and then go back to the queue.
public struct WorkerService: Service {
    private let store: any TaskStore
    private let queue: any TaskQueue
    private let attempts: TaskAttempts
    private let runs: RunsInHand
    private let pops = OpenPops()
    private let memory: MemoryGuard
    private let work: LakewrightConfiguration.Work
    private let name: String
    private let logger: Logger
    private let claimed = Counter(.tasksClaimed)
    private let busy = Meter(.busySlots)

    /// - Parameters:
    ///   - name: Stands in the store beside each task that this worker has; host and process id where nothing is said.
    public init(
        store: any TaskStore, queue: any TaskQueue, sealer: SecretSealer, runner: any TaskRunner,
        work: LakewrightConfiguration.Work = LakewrightConfiguration.Work(), name: String? = nil,
        logger: Logger = Logger(label: "lakewright.worker")
    ) {
        self.store = store
        self.queue = queue
        self.work = work
        self.name = name ?? "\(ProcessInfo.processInfo.hostName):\(ProcessInfo.processInfo.processIdentifier)"
        self.logger = logger
        memory = MemoryGuard(limit: work.memoryLimit, logger: logger)
        runs = RunsInHand(watch: RunWatch(store: store, work: work, memory: memory))
        attempts = TaskAttempts(store: store, queue: queue, sealer: sealer, runner: runner, work: work, runs: runs)
    }

    public func run() async throws {
        // One a slot for what runs there, and as many again as there are processors for what a run does side by side.
        let threads = WorkThreads(
            count: work.concurrency + ProcessInfo.processInfo.activeProcessorCount, name: "slot")
        defer { threads.finish() }
        logger.info("worker started", metadata: ["worker": "\(name)", "slots": "\(work.concurrency)"])
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await memory.run()
                return false
            }
            group.addTask {
                await runs.keepWatch()
                return false
            }
            group.addTask(executorPreference: threads) {
                await serveAll(on: threads)
                return true
            }
            for try await isOver in group where isOver { break }
            group.cancelAll()
        }
        logger.info("worker stopped", metadata: ["worker": "\(name)"])
    }

    private func serveAll(on threads: WorkThreads) async {
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { slots in
                for _ in 0..<work.concurrency {
                    slots.addTask { await serve(on: threads) }
                }
            }
        } onGracefulShutdown: {
            pops.callOff()
        }
    }

    private func serve(on threads: WorkThreads) async {
        var lastLook: SuspendingClock.Instant?
        var isStoreAway = false
        while !Task.isShuttingDownGracefully && !Task.isCancelled {
            guard memory.hasRoom else {
                await pause(.milliseconds(500))
                continue
            }
            do {
                let task = try await next(&lastLook, on: threads)
                if isStoreAway { logger.notice("the store is back") }
                isStoreAway = false
                if let task {
                    await process(task, on: threads)
                    // Its end may have made room for another of its tenant, whose id is on no list any more.
                    if work.tenantConcurrency != nil { lastLook = nil }
                }
            } catch {
                // What couldn't be claimed still waits in the store, and is found there again.
                if !isStoreAway { logger.warning("no task can be taken", metadata: ["reason": "\(error)"]) }
                isStoreAway = true
                await pause(.seconds(1))
            }
        }
    }

    /// Claims a task: now and then one that the store has, otherwise the next one off the queue. Nil when there is none, or
    /// when it is time to stop.
    private func next(_ lastLook: inout SuspendingClock.Instant?, on threads: WorkThreads) async throws -> ClaimedTask?
    {
        if lastLook.map({ SuspendingClock.now - $0 >= work.sweep }) ?? true {
            lastLook = .now
            // Several, for other slots and workers look at the same moment.
            let waiting = try await store.queued(
                limit: work.concurrency * 4, tenantLimit: work.tenantConcurrency)
            for waiting in waiting {
                if let task = try await claim(waiting.id) { return task }
            }
        }
        let started = ContinuousClock.now
        guard let popped = await pops.pop(from: queue, on: threads) else {
            // A broker that is away answers at once; don't ask in a tight circle.
            if ContinuousClock.now - started < .milliseconds(50) { await pause(.milliseconds(200)) }
            return nil
        }
        guard !Task.isShuttingDownGracefully && !Task.isCancelled else {
            queue.push(popped.id, priority: popped.priority)
            return nil
        }
        return try await claim(popped.id)
    }

    private func claim(_ id: TaskID) async throws -> ClaimedTask? {
        try await store.claim(id, worker: name, tenantLimit: work.tenantConcurrency)
    }

    private func process(_ task: ClaimedTask, on threads: WorkThreads) async {
        claimed.increment()
        busy.increment()
        defer { busy.decrement() }
        var logger = logger
        logger[metadataKey: "task"] = "\(task.id)"
        logger[metadataKey: "trace.id"] = task.trace.map { "\($0.traceID)" }
        logger[metadataKey: "token"] = "\(task.lease.token)"
        await attempts.attempt(task, on: threads, logger: logger)
    }

    private func pause(_ duration: Duration) async {
        await cancelWhenGracefulShutdown { try? await Task.sleep(for: duration) }
    }
}
