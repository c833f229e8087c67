import Foundation

/// A file system whose disk can be made to refuse some blocks, and to lose its power: ext4 on a loop device, which takes the right to
/// mount. Blocks are refused by an image with holes on a file system that has no room to fill them.
///
/// ```swift
/// let disk = try FailingDisk()
/// try disk.refuse(disk.folder.appendingPathComponent("file"), fromBlock: 2)
/// disk.recover()
/// let folder = try disk.afterPowerCut()
/// ```
public final class FailingDisk: Sendable {
    private let backing: SmallDisk
    private let mount: MountPoint
    /// Where the file system is mounted.
    public var folder: URL { mount.folder }
    private var image: URL { backing.folder.appendingPathComponent("disk.img") }

    private static let block = 4096
    private static let megabytes = 24

    /// Whether one can be made here, and refuses what it is told to.
    public static let isAvailable: Bool = (try? FailingDisk()) != nil

    public init() throws {
        backing = try SmallDisk(megabytes: 2 * Self.megabytes)
        let image = backing.folder.appendingPathComponent("disk.img")
        try Command.run("truncate", "-s", "\(Self.megabytes)M", image.path)
        try Command.run("mkfs.ext4", "-q", "-F", "-b", "\(Self.block)", "-J", "size=4", image.path)
        try Command.run("fallocate", "-l", "\(Self.megabytes)M", image.path)
        mount = try Self.mount(image)
    }

    /// Makes the disk refuse to write the blocks of a file from some block on.
    public func refuse(_ file: URL, fromBlock first: Int) throws {
        let text = try Command.run("filefrag", "-v", "-b\(Self.block)", file.path)
        for match in text.matches(of: /\d+:\s*(\d+)\.\.\s*(\d+):\s*(\d+)\.\./) {
            guard let start = Int(match.1), let end = Int(match.2), let place = Int(match.3) else { continue }
            for block in start...end where block >= first {
                let offset = (place + block - start) * Self.block
                try Command.run(
                    "fallocate", "--punch-hole", "--offset", "\(offset)", "--length", "\(Self.block)", image.path)
            }
        }
        try backing.fill()
    }

    /// Makes the disk take everything again.
    public func recover() {
        backing.makeRoom()
    }

    /// What a power cut at this moment would leave, as another file system.
    public func afterPowerCut() throws -> MountPoint {
        let copy = FileManager.default.temporaryDirectory.appendingPathComponent("lakewright-\(UUID().uuidString).img")
        try FileManager.default.copyItem(at: image, to: copy)
        defer { try? FileManager.default.removeItem(at: copy) }
        return try Self.mount(copy)
    }

    private static func mount(_ image: URL) throws -> MountPoint {
        try MountPoint { path in
            let device = try Command.run("losetup", "--find", "--show", image.path)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            // Once mounted, it goes with the mount.
            defer { try? Command.run("losetup", "--detach", device) }
            // A larger request that is refused in part isn't refused as a whole by every kernel.
            try "4".write(
                toFile: "/sys/block/\(device.split(separator: "/").last ?? "")/queue/max_sectors_kb", atomically: false,
                encoding: .utf8)
            try Command.run("mount", device, path)
        }
    }
}
