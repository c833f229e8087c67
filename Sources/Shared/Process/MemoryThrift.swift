import CPlatform

/// How the process's allocator is told to be sparing.
public enum MemoryThrift {
    /// Once, at the start of a program, before it makes threads.
    ///
    /// glibc gives each thread an arena of its own, up to eight a processor, and keeps in each what was freed there: with a
    /// dozen threads that wait most of the time, memory that nobody uses. Small blocks come from a cache that each thread has in any
    /// case, so that one arena serves all of them, and free memory goes back to the system from 256 KiB on.
    public static func begin() {
        lakewright_be_sparing(1, 256 << 10)
    }
}
