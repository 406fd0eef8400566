import CSQLite
import Glibc

/// File systems whose locks or syncs SQLite cannot rely on, by the magic number of statfs(2).
///
/// FUSE as a whole is among them: its number does not tell sshfs from a local driver.
enum SharedFileSystem {
    static let names: [UInt32: String] = [
        0x0000_6969: "NFS",
        0x0000_517B: "SMB",
        0xFF53_4D42: "CIFS",
        0xFE53_4D42: "SMB2",
        0x0102_1997: "9p",
        0x6573_5546: "FUSE",
        0x5346_414F: "AFS",
        0x6B41_4653: "AFS",
        0x7375_7245: "Coda",
        0x00C3_6400: "Ceph",
        0x0000_564C: "NCP",
        0x0BD0_0BD0: "Lustre",
        0x0116_1970: "GFS2",
        0x7461_636F: "OCFS2",
        0x786F_4256: "vboxsf",
        0x4750_4653: "GPFS",
        0x1983_0326: "BeeGFS",
        0xAAD7_AAEA: "PanFS",
    ]

    /// The magic number of the file system that holds `path`; `nil` if the system does not tell.
    static func magic(of path: String) -> UInt32? {
        UInt32(exactly: sijil_file_system_magic(path))
    }
}

/// What a system does with a disk that fails: it mounts it anew, for reading alone.
enum MountedDisk {
    /// Whether the disk that holds `path` can only be read now; a write only says that it failed.
    static func isReadOnly(_ path: String) -> Bool {
        var status = statvfs()
        return statvfs(path, &status) == 0 && status.f_flag & UInt(ST_RDONLY) != 0
    }
}
