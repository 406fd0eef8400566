import Glibc
import LedgerSchema

/// The first 100 bytes of an SQLite file, read without SQLite: what is no ledger never reaches it.
struct FileHeader {
    // SQLite file format, section 1.3: byte 18 write version, 24 change counter, 60 user_version,
    // 68 application_id; big-endian.
    private static let magic = Array("SQLite format 3\0".utf8)

    let userVersion: Int
    /// Grows by one with every write of any program.
    let writes: Int64
    /// Write-ahead mode, which Sijil never uses.
    let isWAL: Bool

    static func read(_ path: String) throws(AuditError) -> FileHeader {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, reason: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        guard status.st_size > 0 else { throw .empty(path: path) }
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count >= 0 else { throw .unreadable(path: path, reason: errno) }
        guard count == bytes.count else { throw .notSQLite(path: path) }
        return try FileHeader(bytes, path: path)
    }

    private init(_ bytes: [UInt8], path: String) throws(AuditError) {
        guard Array(bytes[0..<16]) == Self.magic else { throw .notSQLite(path: path) }
        let applicationID = Self.word(bytes, at: 68)
        guard applicationID == UInt32(bitPattern: LedgerFormat.applicationID) else {
            throw .notALedger(path: path, applicationID: applicationID)
        }
        userVersion = Int(Self.word(bytes, at: 60))
        isWAL = bytes[18] == 2
        writes = Int64(Self.word(bytes, at: 24))
        guard userVersion <= LedgerFormat.newestVersion else {
            throw .newer(path: path, version: userVersion, newestKnown: LedgerFormat.newestVersion)
        }
    }

    private static func word(_ bytes: [UInt8], at index: Int) -> UInt32 {
        bytes[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
