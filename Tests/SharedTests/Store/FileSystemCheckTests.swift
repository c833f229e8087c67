import Foundation
import Testing

@testable import Shared

@Suite struct FileSystemCheckTests {
    @Test(arguments: [
        (0x6969, "nfs4", "NFS"), (0xFF53_4D42, "cifs", "CIFS"), (0xFE53_4D42, "smb3", "SMB2"),
        (0x0102_1997, "9p", "9p"), (0x6573_5546, "fuse.sshfs", "fuse.sshfs"), (0x6573_5546, "virtiofs", "virtiofs"),
        (0x6573_5546, "fuse", "user space"), (0x00C3_6400, "ceph", "Ceph"), (0x786F_4256, "vboxsf", "VirtualBox"),
    ])
    func whatOtherKernelsShareIsRefused(_ magic: Int, _ name: String, _ words: String) throws {
        let objection = FileSystemCheck.objection(to: .init(magic: UInt32(magic), name: name))
        #expect(objection?.contains(words) == true)
    }

    @Test(arguments: [
        (0xEF53, "ext4"), (0x5846_5342, "xfs"), (0x9123_683E, "btrfs"), (0x0102_1994, "tmpfs"),
        (0x794C_7630, "overlay"), (0x2FC1_2FC1, "zfs"), (0x6573_5546, "fuseblk"), (0x6573_5546, "fuse.fuse-overlayfs"),
        (0x1234, "unknown"),
    ])
    func whatIsThisKernelsAloneIsTaken(_ magic: Int, _ name: String) throws {
        #expect(FileSystemCheck.objection(to: .init(magic: UInt32(magic), name: name)) == nil)
    }

    @Test func theNameIsThatOfTheMountWithTheSameDevice() {
        let mounts = """
            22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
            40 22 0:44 / /home/ann/remote rw,nosuid - fuse.sshfs ann@host: rw,user_id=1000
            41 22 0:45 / /tmp rw - tmpfs tmpfs rw,size=1k
            """
        #expect(FileSystemCheck.mountedName(device: "0:44", in: mounts) == "fuse.sshfs")
        #expect(FileSystemCheck.mountedName(device: "254:0", in: mounts) == "ext4")
        #expect(FileSystemCheck.mountedName(device: "9:9", in: mounts) == nil)
    }

    @Test func theFolderOfTheTestsIsTaken() throws {
        let folder = try TemporaryFolder()
        #expect(FileSystemCheck.kind(of: folder.path) != nil)
        try FileSystemCheck.check(folder: folder.path)
    }
}
