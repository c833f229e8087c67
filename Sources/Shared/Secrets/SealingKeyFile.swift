import Crypto
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The file that holds the sealing keys: 32 bytes in base64 a line, the newest first, readable by its owner alone.
/// There is more than one while keys are being changed.
///
/// API and workers may all find it missing at once. Each writes a key of its own into a temporary file and links that to
/// the real name, which succeeds for one of them; then all read the real name. So nobody reads half a key, or another.
struct SealingKeyFile {
    let path: String

    /// Changes whenever the file does.
    struct Stamp: Equatable {
        let node: UInt64
        let size: Int64
        let seconds: Int
        let nanoseconds: Int
    }

    func loadOrCreate() throws -> [SymmetricKey] {
        if let keys = try load() { return keys }
        try create()
        if let keys = try load() { return keys }
        throw defect("was there a moment ago and is gone; keep other programs away from it")
    }

    /// Nil where the file isn't there.
    var stamp: Stamp? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        #if canImport(Glibc)
        let time = facts.st_mtim
        #else
        let time = facts.st_mtimespec
        #endif
        return Stamp(
            node: UInt64(facts.st_ino), size: Int64(facts.st_size), seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    }

    /// The keys, at least one; nil where the file isn't there.
    ///
    /// - Throws: ``SealingError/badKeyFile(path:reason:)``.
    func load() throws -> [SymmetricKey]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw systemDefect("can't be read")
        }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw systemDefect("can't be read") }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw defect("is not a regular file; name another one") }
        // defence: key-file-mode
        guard facts.st_mode & 0o077 == 0 else {
            let mode = String(facts.st_mode & 0o777, radix: 8)
            throw defect("can be read or written by others (mode \(mode)); run: chmod 600 '\(path)'")
        }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw systemDefect("can't be read") }
        let lines = String(decoding: bytes[..<count], as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let keys = lines.compactMap { Data(base64Encoded: String($0)) }.filter { $0.count == 32 }
        guard !keys.isEmpty, keys.count == lines.count else {
            throw defect(
                "doesn't hold 32 bytes in base64; restore it from a backup, or remove it to start with a new key "
                    + "(tasks that wait can't be opened then)")
        }
        return keys.map { SymmetricKey(data: $0) }
    }

    /// Puts a new key in front of those that the file has.
    ///
    /// - Throws: ``SealingError/badKeyFile(path:reason:)``.
    func addNewest() throws {
        let keys = try loadOrCreate()
        try replace(with: [SymmetricKey(size: .bits256)] + keys)
    }

    /// Drops every key but the newest.
    ///
    /// - Throws: ``SealingError/badKeyFile(path:reason:)``.
    func dropOlder() throws {
        guard let keys = try load(), keys.count > 1 else { return }
        // defence: older-sealing-keys
        try replace(with: [keys[0]])
    }

    /// Runs something while no other process changes the file's keys.
    ///
    /// - Throws: ``SealingError/badKeyFile(path:reason:)`` where one does; what `body` throws.
    func whileChanging<Value>(_ body: () async throws -> Value) async throws -> Value {
        let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw systemDefect("can't be locked") }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw defect("is being changed by another process; wait until that is done")
        }
        return try await body()
    }

    private func create() throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw defect("can't be made, since its folder \(folder) can't; make the folder or name another file")
        }
        try write([SymmetricKey(size: .bits256)]) { temporary in
            guard link(temporary, path) == 0 || errno == EEXIST else { throw systemDefect("can't be made") }
        }
    }

    private func replace(with keys: [SymmetricKey]) throws {
        try write(keys) { temporary in
            guard rename(temporary, path) == 0 else { throw systemDefect("can't be replaced") }
        }
    }

    /// Writes keys into a temporary file beside the real one, has that put in place, and makes it durable: a key that a
    /// power cut takes away takes every sealed URL with it.
    private func write(_ keys: [SymmetricKey], place: (String) throws -> Void) throws {
        let temporary = "\(path).\(UUID().uuidString)"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw systemDefect("can't be made") }
        defer { unlink(temporary) }
        let text = keys.map { $0.withUnsafeBytes { Data($0) }.base64EncodedString() + "\n" }.joined()
        let bytes = Array(text.utf8)
        let written = bytes.withUnsafeBytes { sendBytes(descriptor, $0) }
        let synced = fsync(descriptor)
        close(descriptor)
        guard written == bytes.count, synced == 0 else { throw systemDefect("can't be written") }
        try place(temporary)
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let folderDescriptor = open(folder, O_RDONLY | O_CLOEXEC)
        if folderDescriptor >= 0 {
            fsync(folderDescriptor)
            close(folderDescriptor)
        }
    }

    private func sendBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
        Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
        Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    private func defect(_ reason: String) -> SealingError { .badKeyFile(path: path, reason: reason) }

    private func systemDefect(_ what: String) -> SealingError {
        defect("\(what): \(String(cString: strerror(errno))); give this user access, or name another file")
    }
}
