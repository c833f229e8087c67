import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Writes what a file holds over itself, so that the next sync has to bring it to the disk.
///
/// Linux reports a write that failed once, and counts the pages as written from then on: syncing again has no effect. Source:
/// fsync(2), and the discussion of PostgreSQL's developers in 2018 on what a failed fsync leaves behind.
enum FileRewriting {
    /// - Throws: ``TaskStoreError/unavailable(_:)``.
    static func descriptor(of path: String, as name: String) throws -> Int32 {
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(name, "can't be opened") }
        return descriptor
    }

    /// - Parameters:
    ///   - name: What the file is called in errors.
    ///   - from: Where to begin.
    ///   - bytes: How many.
    ///   - step: How many are read and written at a time.
    ///   - check: Sees the bytes of each step before they are written; throws where they can't be what was once written.
    /// - Throws: ``TaskStoreError/full(_:)``, ``TaskStoreError/unavailable(_:)``, and what `check` throws.
    static func copyOntoItself(
        _ descriptor: Int32, as name: String, from: Int = 0, bytes: Int = .max, step: Int = 1 << 20,
        check: (UnsafeRawBufferPointer) throws -> Void = { _ in }
    ) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: step, alignment: 16)
        defer { buffer.deallocate() }
        var copied = 0
        while copied < bytes {
            let place = off_t(from + copied)
            let count = pread(descriptor, buffer.baseAddress, min(step, bytes - copied), place)
            guard count >= 0 else { throw failure(name, "can't be read") }
            if count == 0 { return }
            let read = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            try check(read)
            guard pwrite(descriptor, read.baseAddress, count, place) == count else {
                throw failure(name, "can't be written anew")
            }
            copied += count
        }
    }

    /// What errno says, with what to do.
    static func failure(_ name: String, _ what: String) -> TaskStoreError {
        let (code, reason) = (errno, String(cString: strerror(errno)))
        let text = "\(name) \(what) (\(reason)); check the disk"
        return code == ENOSPC || code == EDQUOT ? .full(text) : .unavailable(text)
    }
}
