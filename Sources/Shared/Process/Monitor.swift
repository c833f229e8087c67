#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A value that threads share under a lock, and on whose changes they can wait.
///
/// For code on dedicated threads, which talk to blocking C libraries; tasks only ever take the lock for a moment. Waits
/// are measured by the monotonic clock: Foundation's `NSCondition` waits until a date, so that a wall clock that is set
/// back would keep its threads waiting for as long as it was set back by.
///
/// As with any lock, no continuation is resumed and no task cancelled under it: a task that is being cancelled is locked while its
/// cancellation handlers run, and resuming it wants that lock, so that with a handler that takes this one both wait for ever
/// (the documentation of `withTaskCancellationHandler` warns of it).
final class Monitor<Value>: @unchecked Sendable {
    // Safe to share: `value` is touched nowhere but between lock and unlock of the mutex, what a body returns has to be
    // Sendable, and the two pointers are constants, freed when nobody holds the monitor any more.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var value: Value

    init(_ value: sending Value) {
        self.value = value
        pthread_mutex_init(mutex, nil)
        #if canImport(Darwin)
        pthread_cond_init(condition, nil)
        #else
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
        #endif
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Who has to hear of a change.
    enum Listeners { case one, all }

    /// Looks at the value or changes it, and wakes those who wait.
    ///
    /// - Parameter listeners: `one` where any of them can do what is to be done, and the others would wake for nothing.
    func change<Answer: Sendable>(
        waking listeners: Listeners = .all, _ body: (inout Value) throws -> Answer
    ) rethrows -> Answer {
        let answer = try locked(body)
        // Not under the lock, which whoever wakes wants first.
        switch listeners {
        case .one: pthread_cond_signal(condition)
        case .all: pthread_cond_broadcast(condition)
        }
        return answer
    }

    private func locked<Answer>(_ body: (inout Value) throws -> Answer) rethrows -> Answer {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }

    /// Blocks this thread until `body` gives an answer, asking again after each change; nil once the time is over.
    func wait<Answer: Sendable>(atMost duration: Duration? = nil, for body: (inout Value) -> Answer?) -> Answer? {
        let end = duration.map { SuspendingClock.now + $0 }
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let answer = body(&value) { return answer }
            guard let end else {
                pthread_cond_wait(condition, mutex)
                continue
            }
            let left = end - .now
            guard left > .zero else { return nil }
            sleep(atMost: left)
        }
    }

    /// Gives the mutex up until a change or the end of the time, whichever comes first, or for no reason at all.
    private func sleep(atMost duration: Duration) {
        let (seconds, attoseconds) = duration.components
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        #if canImport(Darwin)
        pthread_cond_timedwait_relative_np(condition, mutex, &time)
        #else
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        time.tv_sec += now.tv_sec
        time.tv_nsec += now.tv_nsec
        if time.tv_nsec >= 1_000_000_000 {
            time.tv_sec += 1
            time.tv_nsec -= 1_000_000_000
        }
        pthread_cond_timedwait(condition, mutex, &time)
        #endif
    }
}
