import Foundation

/// A folder of its own that something is mounted on, as long as this object lives.
public final class MountPoint: Sendable {
    public let folder: URL

    /// - Parameter mount: Mounts something there.
    init(_ mount: (_ path: String) throws -> Void) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("lakewright-disk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        do {
            try mount(folder.path)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
    }

    deinit {
        // Lazily: a process that still has a file open there is on its way out.
        try? Command.run("umount", "--lazy", folder.path)
        try? FileManager.default.removeItem(at: folder)
    }
}
