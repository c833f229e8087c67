import CPlatform

/// How the process's allocator is told to be sparing.
public enum MemoryThrift {
    /// Once, at the start of a program, before it makes threads.
    ///
    /// glibc gives each thread an arena of its own, up to eight a processor, and keeps in each what was freed there: with a
    /// dozen threads that wait most of the time, memory that nobody uses. Small blocks come from a cache that each thread has in any
    /// case, so that one arena serves all of them. Blocks of 256 KiB and more go back to the system when they are freed; of what
    /// lies between, a MiB is kept: a worker that gave more of it back asked for it again with the next task, which cost
    /// a twelfth of the trivial tasks a second.
    public static func begin() {
        lakewright_be_sparing(1, 256 << 10, 2 << 20)
    }
}
