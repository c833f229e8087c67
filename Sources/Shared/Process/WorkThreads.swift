import Foundation

/// Threads of one's own for tasks that may block: what runs on them calls SQLite where it stands, in place of handing the call to
/// another thread and waiting to be handed the answer.
///
/// Passing work between threads is most of what a short task costs, the more so on a virtual machine, where waking a thread that
/// sleeps can take a millisecond. A job that one of the threads makes ready is therefore run by that same thread, next, and
/// wakes nobody; a second one goes to the others. The cooperative pool stays free of all that blocks, for what must
/// never wait: heartbeats, time limits.
///
/// ```swift
/// let threads = WorkThreads(count: 4, name: "requests")
/// await withTaskExecutorPreference(threads) { await serve() }
/// threads.finish()
/// ```
public final class WorkThreads: TaskExecutor {
    private struct Jobs {
        var waiting = JobQueue()
        var isFinishing = false
    }

    private let jobs = Monitor(Jobs())
    /// How many jobs in a row a thread takes from itself before the others get their turn.
    private static let turn = 32

    /// Starts the threads. They are kept, with what runs on them, until ``finish()``.
    public init(count: Int, name: String) {
        for number in 1...max(1, count) {
            let thread = Thread { self.work() }
            thread.name = "\(name)-\(number)"
            thread.start()
        }
    }

    /// Whether the calling thread is one of these, so that it may block.
    public static var isCurrentThread: Bool { Lane.current != nil }

    /// Has what the calling thread would run next run by another: for whoever is about to block the thread for longer than a moment.
    public static func willBlock() {
        guard let lane = Lane.current, let job = lane.next else { return }
        lane.next = nil
        lane.owner.jobs.change(waking: .one) { $0.waiting.append(job) }
    }

    /// Lets the threads end once nothing is left to run. What becomes ready after that is not run any more.
    public func finish() {
        jobs.change { $0.isFinishing = true }
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if let lane = Lane.current, lane.owner === self, lane.next == nil, lane.taken < Self.turn {
            lane.next = job
        } else {
            jobs.change(waking: .one) { $0.waiting.append(job) }
        }
    }

    private func work() {
        let lane = Lane(owner: self)
        lane.enter()
        while let job = nextJob(of: lane) {
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
        lane.leave()
    }

    private func nextJob(of lane: Lane) -> UnownedJob? {
        if let job = lane.next {
            lane.next = nil
            lane.taken += 1
            return job
        }
        lane.taken = 0
        return jobs.wait { jobs -> UnownedJob?? in
            if let job = jobs.waiting.popFirst() { return .some(job) }
            return jobs.isFinishing ? .some(nil) : nil
        } ?? nil
    }
}

/// First in, first out.
private struct JobQueue {
    private var incoming: [UnownedJob] = []
    /// The oldest is the last.
    private var outgoing: [UnownedJob] = []

    mutating func append(_ job: UnownedJob) { incoming.append(job) }

    mutating func popFirst() -> UnownedJob? {
        if outgoing.isEmpty {
            swap(&incoming, &outgoing)
            outgoing.reverse()
        }
        return outgoing.popLast()
    }
}

/// What a work thread has for itself.
private final class Lane {
    unowned let owner: WorkThreads
    /// What it runs next.
    var next: UnownedJob?
    /// How many jobs it took from here since it last asked the others'.
    var taken = 0

    /// Where each thread finds its own; nil where the system has no room for one, so that no thread is known to be one of these.
    private static let key: pthread_key_t? = {
        var key = pthread_key_t()
        return pthread_key_create(&key, nil) == 0 ? key : nil
    }()

    init(owner: WorkThreads) { self.owner = owner }

    static var current: Lane? {
        guard let key, let lane = pthread_getspecific(key) else { return nil }
        return Unmanaged<Lane>.fromOpaque(lane).takeUnretainedValue()
    }

    func enter() {
        guard let key = Self.key else { return }
        pthread_setspecific(key, Unmanaged.passUnretained(self).toOpaque())
    }

    func leave() {
        guard let key = Self.key else { return }
        pthread_setspecific(key, nil)
    }
}
