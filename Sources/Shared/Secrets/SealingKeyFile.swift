import Crypto
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The file that holds the sealing key: 32 bytes in base64 and a newline, readable by its owner alone.
///
/// API and workers may all find it missing at once. Each writes a key of its own into a temporary file and links that to
/// the real name, which succeeds for one of them; then all read the real name. So nobody reads half a key, or another.
struct SealingKeyFile {
    let path: String

    func loadOrCreate() throws -> SymmetricKey {
        if let key = try load() { return key }
        try create()
        if let key = try load() { return key }
        throw defect("was there a moment ago and is gone; keep other programs away from it")
    }

    private func load() throws -> SymmetricKey? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw systemDefect("can't be read")
        }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw systemDefect("can't be read") }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw defect("is not a regular file; name another one") }
        guard facts.st_mode & 0o077 == 0 else {
            let mode = String(facts.st_mode & 0o777, radix: 8)
            throw defect("can be read or written by others (mode \(mode)); run: chmod 600 '\(path)'")
        }
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw systemDefect("can't be read") }
        let text = String(decoding: bytes[..<count], as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let key = Data(base64Encoded: text), key.count == 32 else {
            throw defect(
                "doesn't hold 32 bytes in base64; restore it from a backup, or remove it to start with a new key "
                    + "(tasks that wait can't be opened then)")
        }
        return SymmetricKey(data: key)
    }

    private func create() throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw defect("can't be made, since its folder \(folder) can't; make the folder or name another file")
        }
        let temporary = "\(path).\(UUID().uuidString)"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw systemDefect("can't be made") }
        defer { unlink(temporary) }
        let text = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString() + "\n"
        let written = Array(text.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        let synced = fsync(descriptor)
        close(descriptor)
        guard written == text.utf8.count, synced == 0 else { throw systemDefect("can't be written") }
        guard link(temporary, path) == 0 || errno == EEXIST else { throw systemDefect("can't be made") }
        // A key that a power cut takes away takes every sealed URL with it: the name must be as durable as the bytes.
        let folderDescriptor = open(folder, O_RDONLY | O_CLOEXEC)
        if folderDescriptor >= 0 {
            fsync(folderDescriptor)
            close(folderDescriptor)
        }
    }

    private func defect(_ reason: String) -> SealingError { .badKeyFile(path: path, reason: reason) }

    private func systemDefect(_ what: String) -> SealingError {
        defect("\(what): \(String(cString: strerror(errno))); give this user access, or name another file")
    }
}
