import Foundation

#if canImport(Darwin)
import Darwin
#else
import CPlatform
#endif

/// Refuses file systems on which SQLite's write-ahead log isn't safe: those that are reached over a network or shared
/// with another kernel. The log's index is memory that processes share, which only one kernel can share, and locks that
/// aren't kept lose commits.
enum FileSystemCheck {
    /// - Throws: ``TaskStoreError/unusable(_:)`` with what to do, for a folder on such a file system.
    static func check(folder: String) throws {
        guard let kind = kind(of: folder), let reason = objection(to: kind) else { return }
        throw TaskStoreError.unusable(
            "the folder \(folder) of the database is on \(reason), where SQLite can lose what it has committed; "
                + "put the database on a local disk of this host and name it in LAKEWRIGHT_DATABASE")
    }

    /// What a folder lies on: the number that the kernel gives each kind of file system, and its name where known.
    struct Kind: Sendable, Hashable {
        /// `f_type` of statfs(2); nil where the system has none.
        var magic: UInt32?
        /// As in /proc/self/mountinfo, or the system's own name: "ext4", "fuse.sshfs".
        var name: String
    }

    /// Why a kind isn't safe; nil for one that is taken to be.
    static func objection(to kind: Kind) -> String? {
        if let magic = kind.magic, let name = shared[magic] { return name }
        if kind.name.hasPrefix("fuse") || kind.magic == fuse {
            // A block device or an overlay behind FUSE is still this kernel's alone.
            let isLocal = ["fuseblk", "fuse.fuse-overlayfs"].contains(kind.name)
            return isLocal ? nil : "a file system in user space (\(kind.name)), such as sshfs or a shared folder"
        }
        if kind.name == "virtiofs" { return "a folder shared with this virtual machine (virtiofs)" }
        return ["nfs", "nfs4", "smbfs", "cifs", "smb3", "9p", "afpfs", "webdav"].contains(kind.name)
            ? "a network file system (\(kind.name))" : nil
    }

    private static let fuse: UInt32 = 0x6573_5546

    /// Sources: statfs(2) and linux/magic.h; VirtualBox's and VMware's drivers for the last two.
    private static let shared: [UInt32: String] = [
        0x6969: "a network file system (NFS)",
        0x517B: "a network file system (SMB)",
        0xFF53_4D42: "a network file system (CIFS)",
        0xFE53_4D42: "a network file system (SMB2)",
        0x0102_1997: "a folder shared from another kernel (9p)",
        0x00C3_6400: "a network file system (Ceph)",
        0x0BD0_0BD0: "a network file system (Lustre)",
        0x5346_414F: "a network file system (AFS)",
        0x6B41_4653: "a network file system (AFS)",
        0x7375_7245: "a network file system (Coda)",
        0x564C: "a network file system (NCP)",
        0x0116_1970: "a cluster file system (GFS2)",
        0x7461_636F: "a cluster file system (OCFS2)",
        0x4750_4653: "a cluster file system (GPFS)",
        0x786F_4256: "a folder shared from the host of this virtual machine (VirtualBox)",
        0xBACB_ACBC: "a folder shared from the host of this virtual machine (VMware)",
    ]

    /// What a folder lies on; nil where the system doesn't say.
    static func kind(of folder: String) -> Kind? {
        #if canImport(Darwin)
        var information = statfs()
        guard statfs(folder, &information) == 0 else { return nil }
        let name = withUnsafeBytes(of: information.f_fstypename) {
            String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        return Kind(magic: nil, name: name)
        #else
        let magic = lakewright_file_system_magic(folder)
        guard magic != 0 else { return nil }
        var (major, minor): (UInt32, UInt32) = (0, 0)
        let mounts = (try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)) ?? ""
        let name =
            lakewright_device(folder, &major, &minor) == 1
            ? mountedName(device: "\(major):\(minor)", in: mounts) : nil
        return Kind(magic: magic, name: name ?? "unknown")
        #endif
    }

    /// The type of the file system with this device, as major:minor, from the text of /proc/self/mountinfo; see proc(5).
    static func mountedName(device: String, in mounts: String) -> String? {
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 2, fields[2] == device, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count
            else { continue }
            return String(fields[dash + 1])
        }
        return nil
    }
}
