import Foundation

#if canImport(Glibc)
import CPlatform
import Glibc
#endif

/// What this process has in memory.
public enum ResidentMemory {
    /// Resident bytes, as /proc/self/statm counts them; nil on systems without it.
    public static var bytes: Int? {
        #if canImport(Glibc)
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii) else { return nil }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * sysconf(Int32(_SC_PAGESIZE))
        #else
        return nil
        #endif
    }

    /// Gives freed memory back to the system, which the allocator otherwise keeps for later.
    public static func giveBack() {
        #if canImport(Glibc)
        lakewright_trim_memory()
        #endif
    }
}
