import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Tells processes that use the database from one that wants to replace it.
///
/// Each store holds a shared lock for as long as it lives, on a file of its own, since closing any descriptor of the
/// database would drop SQLite's own locks. The kernel lets it go when the process ends, however it ends.
final class UseLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``TaskStoreError/unusable(_:)`` while the database is being replaced.
    init(shared path: String) throws {
        descriptor = try Self.lock(
            path, LOCK_SH, otherwise: "the database \(path) is being restored; start again once that is done")
    }

    /// - Throws: ``TaskStoreError/unusable(_:)`` while any process uses the database.
    init(exclusive path: String) throws {
        descriptor = try Self.lock(
            path, LOCK_EX,
            otherwise: "the database \(path) is in use; stop the API, the workers and other commands first")
    }

    private static func lock(_ path: String, _ kind: Int32, otherwise refusal: String) throws -> Int32 {
        let descriptor = open(path + ".use", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw TaskStoreError.unusable(
                "\(path).use can't be opened: \(String(cString: strerror(errno))); check its access rights")
        }
        while flock(descriptor, kind | LOCK_NB) != 0 {
            let error = errno
            guard error != EINTR else { continue }
            close(descriptor)
            throw TaskStoreError.unusable(
                error == EWOULDBLOCK ? refusal : "\(path).use can't be locked: \(String(cString: strerror(error)))")
        }
        return descriptor
    }

    deinit {
        close(descriptor)
    }
}
