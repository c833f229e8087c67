import CPlatform
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// How far the log of a database is synced, known to all processes that use it: spares who asks for the end of a task a sync of
/// the disk that another process has made.
///
/// Counters in a file beside the database, which each process maps. Commits are counted before they can be seen (`begun`)
/// and when they have been made (`ended`); a sync covers those that had been made when it began (`synced`). So who has read a row
/// and finds `synced` not behind `begun` knows that the row is on the disk. A process that dies between the two counts leaves the
/// mark behind, which costs a sync, until the next commit. After a power cut all that can be read is on the disk, whatever
/// the file says.
///
/// Syncs that failed are counted too (`failed`), and those of them after which the log was written anew (`mended`): whoever syncs
/// next has to do that first (``LogSync``). The same of folding the log into the file (`foldsFailed`, `foldsMended`).
final class SyncMark: Sendable {
    /// One page of memory, which nobody but the methods below touches, and they by atomic operations alone. Mapped
    /// for as long as this object lives.
    nonisolated(unsafe) private let counters: UnsafeMutablePointer<UInt64>
    /// No service lives long enough to make so many commits.
    private static let limit: UInt64 = 1 << 62
    private static let count = 7
    private static let length = count * MemoryLayout<UInt64>.stride

    private var begun: UnsafeMutablePointer<UInt64> { counters }
    private var ended: UnsafeMutablePointer<UInt64> { counters + 1 }
    private var synced: UnsafeMutablePointer<UInt64> { counters + 2 }
    private var failed: UnsafeMutablePointer<UInt64> { counters + 3 }
    private var mended: UnsafeMutablePointer<UInt64> { counters + 4 }
    private var foldsFailed: UnsafeMutablePointer<UInt64> { counters + 5 }
    private var foldsMended: UnsafeMutablePointer<UInt64> { counters + 6 }

    /// - Throws: ``TaskStoreError/full(_:)``, ``TaskStoreError/unusable(_:)``.
    init(database: String) throws {
        let path = database + ".synced"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.refusal(path, "opened") }
        defer { close(descriptor) }
        try Self.layOut(descriptor, path, beside: database)
        let page = mmap(nil, Self.length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let page, page != MAP_FAILED else { throw Self.refusal(path, "mapped") }
        let found = page.bindMemory(to: UInt64.self, capacity: Self.count)
        guard (0..<Self.count).allSatisfy({ lakewright_counter(found + $0) < Self.limit }) else {
            munmap(page, Self.length)
            throw TaskStoreError.unusable("\(path) is damaged; stop all that uses the database, and remove that file")
        }
        counters = found
    }

    deinit {
        munmap(counters, Self.length)
    }

    /// Whether all that was committed, and was to be synced, is on the disk.
    var isOnDisk: Bool { covers(lakewright_counter(begun)) }

    /// Whether a commit of this number, which has been made, is on the disk.
    func covers(_ number: UInt64) -> Bool { lakewright_counter(synced) >= number }

    /// To be called within a transaction that is to be synced: the write lock is what makes numbers unique.
    ///
    /// - Returns: The commit's number, for ``end(_:)``.
    func begin() -> UInt64 {
        // Whatever a damaged file says, the number is one that no sync has covered.
        let number = max(lakewright_counter(begun), lakewright_counter(ended), lakewright_counter(synced)) + 1
        lakewright_raise(begun, number)
        return number
    }

    /// To be called once that transaction is over, made or not.
    func end(_ number: UInt64) {
        lakewright_raise(ended, number)
    }

    /// Runs `sync`, which has all that is in the log on the disk when it returns. It is told whether a sync has failed, in any process,
    /// since the log was last written anew.
    func covering(_ sync: (_ afterFailure: Bool) throws -> Void) rethrows {
        let (made, failures) = (lakewright_counter(ended), lakewright_counter(failed))
        do {
            try sync(failures > lakewright_counter(mended))
        } catch {
            Self.countFailure(failed, mended)
            throw error
        }
        lakewright_raise(mended, failures)
        lakewright_raise(synced, made)
    }

    /// Runs `fold`, which brings what is in the log into the file and has it on the disk when it returns. It is told whether that
    /// has failed, in any process, since the file was last written anew.
    ///
    /// - Parameter leavesDoubt: Whether an error may have left something in log or file that only seems to be on the disk.
    func folding<Outcome>(
        leavesDoubt: (any Error) -> Bool, _ fold: (_ afterFailure: Bool) throws -> Outcome
    ) rethrows -> Outcome {
        let failures = lakewright_counter(foldsFailed)
        do {
            let outcome = try fold(failures > lakewright_counter(foldsMended))
            lakewright_raise(foldsMended, failures)
            return outcome
        } catch {
            if leavesDoubt(error) {
                // Which of the two files it was isn't told.
                Self.countFailure(failed, mended)
                Self.countFailure(foldsFailed, foldsMended)
            }
            throw error
        }
    }

    /// Not one more than when the sync began: others may have failed, and mended that, since. Two that fail now may count as one,
    /// for whoever reads the number comes after both.
    private static func countFailure(
        _ failed: UnsafeMutablePointer<UInt64>, _ mended: UnsafeMutablePointer<UInt64>
    ) {
        lakewright_raise(failed, max(lakewright_counter(failed), lakewright_counter(mended)) + 1)
    }

    /// Gives the counters their place on the disk, zeros in a new file: a page without one must not be touched once the disk is full.
    /// What another has counted stays as it is.
    private static func layOut(_ descriptor: Int32, _ path: String, beside database: String) throws {
        #if canImport(Glibc)
        let code = posix_fallocate(descriptor, 0, off_t(blockSize))
        guard code == 0 else {
            errno = code
            throw refusal(path, "given room")
        }
        #else
        guard ftruncate(descriptor, off_t(blockSize)) == 0 else { throw refusal(path, "given room") }
        #endif
        // The first to start may be an operator's command, run as root: the file is for whom the database is for, as SQLite's own are.
        var found = stat()
        if geteuid() == 0, stat(database, &found) == 0 { _ = fchown(descriptor, found.st_uid, found.st_gid) }
    }

    /// More than a file system keeps within its own records of a file.
    private static let blockSize = 4096

    private static func refusal(_ path: String, _ what: String) -> TaskStoreError {
        let (code, reason) = (errno, String(cString: strerror(errno)))
        if code == ENOSPC || code == EDQUOT { return .full("\(path) can't be \(what): \(reason); free some space") }
        return .unusable("\(path) can't be \(what): \(reason); check its access rights")
    }
}
