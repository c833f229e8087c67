import CProcess

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Keeps the process's memory, in which passwords pass through, out of core dumps.
public enum CoreDumps {
    /// Why they can't be turned off.
    public struct StillOn: Error, CustomStringConvertible {
        public let description =
            "Core dumps could not be turned off, and they could hold passwords. See setrlimit(2) and prctl(2)."
    }

    /// Turns them off for this process, for good. The limit is for dumps into files; where the kernel hands dumps to a
    /// program the limit is not looked at, and the second call is what keeps them from being made.
    ///
    /// - Throws: ``StillOn``.
    public static func turnOff() throws {
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        #if canImport(Glibc)
        let code = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        #else
        let code = setrlimit(RLIMIT_CORE, &limit)
        #endif
        guard code == 0, lakewright_forbid_dumps() == 0 else { throw StillOn() }
    }

    /// Whether the kernel may write this process's memory.
    public static var areOn: Bool { lakewright_is_dumpable() != 0 }
}
