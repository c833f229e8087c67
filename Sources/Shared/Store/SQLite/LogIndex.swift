import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What the index of a database's write-ahead log, the file `-shm`, says of the log.
///
/// Source: SQLite's documentation, "WAL-mode File Format": "WAL-Index File Format".
final class LogIndex: Sendable {
    struct Header {
        /// Pages in the log, each in a frame.
        let frames: Int
        /// How many of them, from the first, are in the database's file too.
        let folded: Int
        /// Bytes of a page.
        let page: Int
        /// Of the log's checksums.
        let isBigEndian: Bool
        /// The salt of each frame, and the checksum of the last.
        let salt: [UInt8]
        let checksum: [UInt32]

        /// - Parameter bytes: The index's first 100, or more.
        /// - Returns: nil for an index that isn't laid out as is known.
        fileprivate init?(_ bytes: [UInt8]) {
            func number<Number: FixedWidthInteger>(_ place: Int, _: Number.Type) -> Number {
                bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: Number.self) }
            }
            guard number(0, UInt32.self) == 3_007_000, bytes[12] == 1 else { return nil }
            let size = Int(number(14, UInt16.self))
            guard size == 1 || size >= 512 else { return nil }
            page = size == 1 ? 65_536 : size
            isBigEndian = bytes[13] == 1
            frames = Int(number(16, UInt32.self))
            salt = Array(bytes[32..<40])
            checksum = [number(24, UInt32.self), number(28, UInt32.self)]
            folded = Int(number(96, UInt32.self))
        }
    }

    private static let name = "the index of the database's log"
    private static let length = 100

    private let path: String
    /// Never closed, since that would drop the locks that SQLite has on the file in this process.
    private let descriptor = Mutex<Int32?>(nil)

    /// - Parameter database: Its path; the index is beside it.
    init(database: String) {
        path = database + "-shm"
    }

    /// What it says now, to whoever holds the write lock, which keeps it as it is.
    ///
    /// - Returns: nil for an index that isn't laid out as is known.
    /// - Throws: ``TaskStoreError/unavailable(_:)``.
    func header() throws -> Header? {
        let descriptor = try descriptor.withLock { descriptor in
            let opened = try descriptor ?? FileRewriting.descriptor(of: path, as: Self.name)
            descriptor = opened
            return opened
        }
        var bytes = [UInt8](repeating: 0, count: Self.length)
        guard pread(descriptor, &bytes, bytes.count, 0) == bytes.count else {
            throw FileRewriting.failure(Self.name, "can't be read")
        }
        return Header(bytes)
    }
}
