import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Files that are where they are said to be, also after a power cut.
enum DurableFile {
    /// Copies a file, for its owner alone.
    static func copy(_ source: String, to destination: String) throws {
        try? FileManager.default.removeItem(atPath: destination)
        DatabaseOpening.createPrivately(destination)
        do {
            let (input, output) = (
                try FileHandle(forReadingFrom: URL(fileURLWithPath: source)),
                try FileHandle(forWritingTo: URL(fileURLWithPath: destination))
            )
            defer {
                try? input.close()
                try? output.close()
            }
            while let piece = try input.read(upToCount: 1 << 20), !piece.isEmpty { try output.write(contentsOf: piece) }
            try output.synchronize()
        } catch {
            throw TaskStoreError.unusable(
                "\(source) can't be copied to \(destination) (\(error.localizedDescription)); "
                    + "check access rights and free space")
        }
    }

    /// Gives a file another name in the same file system, replacing what has that name.
    static func move(_ source: String, to destination: String) throws {
        try sync(source)
        guard rename(source, destination) == 0 else { throw failure(destination) }
        try sync(URL(fileURLWithPath: destination).deletingLastPathComponent().path)
    }

    private static func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(path) }
    }

    private static func failure(_ path: String) -> TaskStoreError {
        .unusable("\(path) can't be written: \(String(cString: strerror(errno)))")
    }
}
