import Foundation

/// A file system of its own that is small enough to be filled: a tmpfs, which takes the right to mount.
///
/// ```swift
/// let disk = try SmallDisk(megabytes: 4)
/// try disk.fill()
/// disk.makeRoom()
/// ```
public final class SmallDisk: Sendable {
    private let mount: MountPoint
    public var folder: URL { mount.folder }
    private var ballast: URL { folder.appendingPathComponent("ballast") }

    /// Whether one can be made here.
    public static let isAvailable: Bool = (try? SmallDisk(megabytes: 1)) != nil

    public init(megabytes: Int) throws {
        mount = try MountPoint { try Command.run("mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", $0) }
    }

    /// Writes until not a byte more goes in.
    public func fill() throws {
        if !FileManager.default.fileExists(atPath: ballast.path) {
            _ = FileManager.default.createFile(atPath: ballast.path, contents: nil)
        }
        let file = try FileHandle(forWritingTo: ballast)
        defer { try? file.close() }
        try file.seekToEnd()
        for size in [1 << 16, 1 << 12, 1] {
            let piece = Data(repeating: 0, count: size)
            while (try? file.write(contentsOf: piece)) != nil {}
        }
    }

    /// Takes away what `fill` wrote.
    public func makeRoom() {
        try? FileManager.default.removeItem(at: ballast)
    }
}
