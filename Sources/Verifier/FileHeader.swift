import Glibc
import LedgerSchema

/// The first 100 bytes of an SQLite file, read without SQLite: what is no ledger never reaches it.
struct FileHeader {
    // SQLite file format, section 1.3: byte 18 write version, 19 read version, 24 change counter,
    // 44 schema format, 56 text encoding, 60 user_version, 64 incremental vacuum, 68
    // application_id, 72 to 91 reserved; big-endian.
    private static let magic = Array("SQLite format 3\0".utf8)

    let userVersion: Int
    /// Grows by one with every write of any program.
    let writes: Int64
    /// Write-ahead mode, which Sijil never uses.
    let isWAL: Bool
    /// What stands in bytes that are the same in every file of ours, and that SQLite does not
    /// check.
    let oddities: [String]

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
        oddities = Self.oddities(bytes)
        guard userVersion <= LedgerFormat.newestVersion else {
            throw .newer(path: path, version: userVersion, newestKnown: LedgerFormat.newestVersion)
        }
    }

    private static func oddities(_ bytes: [UInt8]) -> [String] {
        var expected = [44: UInt8(0), 45: 0, 46: 0, 47: 4, 56: 0, 57: 0, 58: 0, 59: 1]
        for index in Array(64..<68) + Array(72..<92) { expected[index] = 0 }
        let odd = expected.filter { bytes[$0.key] != $0.value }.map(\.key)
        let versions = [18, 19].filter { bytes[$0] != 1 && bytes[$0] != 2 }
        return (versions + odd.sorted()).map { "byte \($0): \(bytes[$0])" }
    }

    var findings: [Finding] {
        guard !oddities.isEmpty else { return [] }
        return [
            Finding(
                .fileDamaged, expected: "ok", found: "header, " + oddities.joined(separator: "; "))
        ]
    }

    private static func word(_ bytes: [UInt8], at index: Int) -> UInt32 {
        bytes[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
