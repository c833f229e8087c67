#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Runs what nests deeply on a thread with a large stack of its own, while the caller waits.
enum DeepStack {
    /// Enough for ``Parser/maximumDepth`` levels in a debug build, several times over.
    private static let size = 8 << 20

    /// - Returns: nil where the system gives no thread; `body` has then not run.
    static func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> Result? {
        let job = Job(body)
        var attributes = pthread_attr_t()
        guard pthread_attr_init(&attributes) == 0 else { return nil }
        defer { pthread_attr_destroy(&attributes) }
        guard pthread_attr_setstacksize(&attributes, size) == 0 else { return nil }
        let argument = Unmanaged<AnyJob>.passRetained(job)
        #if canImport(Darwin)
        var thread: pthread_t?
        #else
        var thread = pthread_t()
        #endif
        let status = pthread_create(&thread, &attributes, start, argument.toOpaque())
        guard status == 0 else {
            argument.release()
            return nil
        }
        #if canImport(Darwin)
        guard let thread else { return nil }
        #endif
        pthread_join(thread, nil)
        return job.result
    }

    #if canImport(Darwin)
    private static let start: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { argument in
        Unmanaged<AnyJob>.fromOpaque(argument).takeRetainedValue().perform()
        return nil
    }
    #else
    private static let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
        if let argument { Unmanaged<AnyJob>.fromOpaque(argument).takeRetainedValue().perform() }
        return nil
    }
    #endif

    private class AnyJob {
        func perform() {}
    }

    private final class Job<Result: Sendable>: AnyJob {
        private let body: @Sendable () -> Result
        /// Written by the job's thread, and read only after that thread has been joined.
        private(set) var result: Result?

        init(_ body: @escaping @Sendable () -> Result) {
            self.body = body
        }

        override func perform() {
            result = body()
        }
    }
}
