import CSQLite
import GRDB
import Glibc

/// A copy of a whole ledger file.
public struct BackupRecord: Hashable, Sendable {
    /// Absolute, symbolic links resolved.
    public let path: String
    /// Entries in the log of the copy.
    public let logSize: Int64
    /// The network or shared file system that the copy lies on, if it does: good enough for a
    /// copy, but no ledger may be opened there.
    public let sharedFileSystem: String?
}

extension Ledger {
    /// Copies the whole ledger as it stands between two transactions into a new file that only its
    /// owner may read. Other programs go on writing meanwhile.
    ///
    /// - Parameter path: A file that does not exist; an existing one is never overwritten.
    /// - Returns: What was copied, once it is durable under its name.
    /// - Throws: On any error no file is left under that name. Only a crash can leave an unfinished
    ///   copy, under a name that begins with a dot.
    @discardableResult
    public func backup(to path: String) throws(LedgerError) -> BackupRecord {
        try store.perform { db throws(LedgerError) in try LedgerCopy.make(of: db, at: path) }
    }
}

/// Makes a copy under a temporary name, and gives it its own name when all of it is on the disk.
struct LedgerCopy {
    /// Pages copied under one lock: 8 MiB, so that writers wait for milliseconds.
    private static let pagesPerStep: Int32 = 2_048
    /// A write by another program starts the copy anew. After so many the rest is copied under one
    /// lock, since a busy shop would never let it end.
    private static let restartsAllowed = 3

    private let folder: String
    private let path: String
    private let temporary: String
    /// Open until the end, to sync the file by it.
    private let descriptor: Int32

    static func make(
        of source: Database, at given: String,
        magic: LedgerFile.MagicLookup = SharedFileSystem.magic
    ) throws(LedgerError) -> BackupRecord {
        let copy = try LedgerCopy(at: given)
        defer { close(copy.descriptor) }
        do throws(LedgerError) {
            let logSize = try copy.fill(from: source)
            try copy.publish()
            return BackupRecord(
                path: copy.path, logSize: logSize,
                sharedFileSystem: magic(copy.folder).flatMap { SharedFileSystem.names[$0] })
        } catch {
            unlink(copy.temporary)
            throw error
        }
    }

    private init(at given: String) throws(LedgerError) {
        let (folder, name) = LedgerFile.split(given)
        guard let resolved = realpath(folder, nil) else {
            throw .backupFailed(path: given, operation: "realpath", code: errno)
        }
        defer { free(resolved) }
        self.folder = String(cString: resolved)
        path = self.folder + "/" + name
        var status = stat()
        guard lstat(path, &status) != 0 else { throw .exists(path: path) }
        // The name is random and the mode 0600.
        var template = Array("\(self.folder)/.\(name).XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else {
            throw .backupFailed(path: path, operation: "mkstemp", code: errno)
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        temporary = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// - Returns: The entries in the copy's log.
    private func fill(from source: Database) throws(LedgerError) -> Int64 {
        var target: OpaquePointer?
        defer { sqlite3_close_v2(target) }
        var code = sqlite3_open_v2(temporary, &target, SQLITE_OPEN_READWRITE, nil)
        // A copy that a crash cuts is thrown away; what is finished is synced as a whole.
        let settings = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"
        if code == SQLITE_OK { code = sqlite3_exec(target, settings, nil, nil, nil) }
        guard code == SQLITE_OK else { throw failed("sqlite3_open", code) }
        guard let backup = sqlite3_backup_init(target, "main", source.sqliteConnection, "main")
        else { throw failed("sqlite3_backup_init", sqlite3_extended_errcode(target)) }
        let copied = Self.run(backup)
        let finished = sqlite3_backup_finish(backup)
        for code in [copied, finished] where code != SQLITE_OK {
            switch code & 0xFF {
            case SQLITE_BUSY, SQLITE_LOCKED: throw .busy(timeoutSeconds: 0)
            case SQLITE_CORRUPT, SQLITE_NOTADB: throw .corrupt(code: code)
            default: throw failed("sqlite3_backup_step", code)
            }
        }
        return try logSize(target)
    }

    private static func run(_ backup: OpaquePointer) -> Int32 {
        var restarts = 0
        var remaining = Int32.max
        while true {
            let isPatient = restarts < restartsAllowed
            let code = sqlite3_backup_step(backup, isPatient ? pagesPerStep : -1)
            if code == SQLITE_DONE { return SQLITE_OK }
            guard code == SQLITE_OK else { return code }
            let now = sqlite3_backup_remaining(backup)
            if now >= remaining { restarts += 1 }
            remaining = now
        }
    }

    /// Read from the copy itself, so that it says what the copy holds.
    private func logSize(_ target: OpaquePointer?) throws(LedgerError) -> Int64 {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        let sql = "SELECT coalesce(max(seq), 0) FROM entry"
        var code = sqlite3_prepare_v2(target, sql, -1, &statement, nil)
        if code == SQLITE_OK { code = sqlite3_step(statement) }
        guard code == SQLITE_ROW else { throw failed("SELECT", code) }
        return sqlite3_column_int64(statement, 0)
    }

    private func publish() throws(LedgerError) {
        guard fsync(descriptor) == 0 else { throw failed("fsync", errno) }
        try rename()
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(directory) }
        guard directory >= 0, fsync(directory) == 0 else {
            let code = errno
            unlink(path)
            throw failed("fsync", code)
        }
    }

    /// Gives the copy its name unless the name was taken meanwhile.
    private func rename() throws(LedgerError) {
        if sijil_rename_without_replacing(temporary, path) == 0 { return }
        // FAT knows no links, and NFS no such renaming: between them they serve every disk.
        if errno == EINVAL || errno == ENOSYS, link(temporary, path) == 0 {
            unlink(temporary)
            return
        }
        // exFAT through FUSE knows neither. The name was free when the copy was begun.
        if errno == EPERM || errno == ENOTSUP || errno == ENOSYS {
            guard access(path, F_OK) != 0 else { throw .exists(path: path) }
            if Glibc.rename(temporary, path) == 0 { return }
        }
        if errno == EEXIST { throw .exists(path: path) }
        throw failed("rename", errno)
    }

    private func failed(_ operation: String, _ code: Int32) -> LedgerError {
        .backupFailed(path: path, operation: operation, code: code)
    }
}
