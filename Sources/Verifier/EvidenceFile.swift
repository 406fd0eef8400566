import Glibc

/// The file under audit as SQLite is to see it: itself where it lies at rest, else a private copy.
///
/// Nothing in or beside the file is ever changed. A journal that must be rolled back and a
/// write-ahead log are such changes waiting to happen (SQLite makes them when it opens the file),
/// so both are let happen in the copy only.
final class EvidenceFile {
    /// What connections open.
    let path: String
    let mode: EvidenceConnection.Mode
    /// What the file and its neighbours told before their content was read.
    let findings: [Finding]
    private let folder: String?

    private init(path: String, mode: EvidenceConnection.Mode, findings: [Finding], folder: String?)
    {
        self.path = path
        self.mode = mode
        self.findings = findings
        self.folder = folder
    }

    deinit { if let folder { PrivateFolder.remove(folder) } }

    static func open(_ named: String, temporaryFolder: String) throws(AuditError) -> EvidenceFile {
        let header = try FileHeader.read(named)
        let wal = FileSize.of(named + "-wal")
        if header.isWAL || wal != nil {
            return try replayed(named, wal: wal, temporaryFolder: temporaryFolder)
        }
        do {
            let mode = try tryOpening(named)
            return EvidenceFile(path: named, mode: mode, findings: [], folder: nil)
        } catch {
            if error.isBusy { throw .busy(path: named) }
            guard error.needsCopy else {
                throw .notOpened(named, error)
            }
            return try rolledBack(named, temporaryFolder: temporaryFolder)
        }
    }

    /// Finds the gentlest mode in which SQLite reads the file at all.
    private static func tryOpening(_ path: String) throws(SQLiteFailure) -> EvidenceConnection.Mode
    {
        do {
            try probe(path, .plain)
            return .plain
        } catch {
            guard error.isDamage, !error.needsCopy else { throw error }
            try probe(path, .salvage)
            return .salvage
        }
    }

    /// Why SQLite does not open the file as it stands; `nil` where it does.
    var refusal: SQLiteFailure? {
        do throws(SQLiteFailure) {
            try Self.probe(path, .plain)
            return nil
        } catch { return error }
    }

    private static func probe(_ path: String, _ mode: EvidenceConnection.Mode) throws(SQLiteFailure)
    {
        let connection = try EvidenceConnection(path, mode)
        try connection.read { db in
            let scan = try RowScan(db, "SELECT type FROM sqlite_schema LIMIT 1")
            _ = try scan.next()
        }
    }

    private static func rolledBack(_ named: String, temporaryFolder: String) throws(AuditError)
        -> EvidenceFile
    {
        let folder = try PrivateFolder.make(in: temporaryFolder, for: named)
        let copy = folder + "/copy.sijil"
        try PrivateFolder.copy(named, to: copy, for: named)
        var findings: [Finding] = []
        if let size = FileSize.of(named + "-journal"), size > 0 {
            try PrivateFolder.copy(named + "-journal", to: copy + "-journal", for: named)
            let pages = RollbackJournal.pages(of: named + "-journal")
            findings.append(
                Finding(
                    .journalRecovered, expected: "0",
                    found: "\(pages.count): "
                        + pages.prefix(20).map(String.init).joined(separator: " ")))
        }
        let mode = try recover(copy, named: named, folder: folder)
        return EvidenceFile(path: copy, mode: mode, findings: findings, folder: folder)
    }

    private static func replayed(
        _ named: String, wal: Int64?, temporaryFolder: String
    ) throws(AuditError) -> EvidenceFile {
        let folder = try PrivateFolder.make(in: temporaryFolder, for: named)
        let copy = folder + "/copy.sijil"
        try PrivateFolder.copy(named, to: copy, for: named)
        guard let wal, wal > 0 else {
            let missing = Finding(.walMissing, expected: "rollback", found: "WAL")
            let mode = try recover(copy, named: named, folder: folder)
            return EvidenceFile(path: copy, mode: mode, findings: [missing], folder: folder)
        }
        try PrivateFolder.copy(named + "-wal", to: copy + "-wal", for: named)
        let found = Finding(.walFound, expected: "0", found: String(wal))
        let together = Result { () throws(AuditError) in
            let mode = try recover(copy, named: named, folder: folder)
            // Together they may be no ledger at all.
            _ = try FileHeader.read(copy)
            return mode
        }
        let path = folder + "/alone.sijil"
        try PrivateFolder.copy(named, to: path, for: named)
        let mode = try recover(path, named: named, folder: folder)
        let (whole, alone) = (View(copy), View(path))
        let isOwn = !alone.isSound || (whole.isSound && whole.uuid == alone.uuid)
        if case .success(let mode) = together, isOwn {
            return EvidenceFile(path: copy, mode: mode, findings: [found], folder: folder)
        }
        // Only without it is the file sound, or this ledger: the log is another file's.
        var words = whole.isSound ? whole.uuid : whole.words
        if case .failure(let error) = together { words = error.code }
        let foreign = Finding(.walForeign, expected: "SIJL", found: words)
        return EvidenceFile(path: path, mode: mode, findings: [foreign], folder: folder)
    }

    /// What SQLite says of the pages of a private copy, and which ledger it is.
    private struct View {
        let isSound: Bool
        let words: String
        let uuid: String

        init(_ path: String) {
            do throws(SQLiteFailure) {
                let connection = try EvidenceConnection(path, .plain)
                (words, uuid) = try connection.read { db in
                    let pages = try RowScan(db, "PRAGMA integrity_check(1)")
                    let words = try pages.next() ? pages.text(0) : ""
                    let ledger = try RowScan(db, "SELECT uuid FROM ledger LIMIT 1")
                    return (words, try ledger.next() ? ledger.text(0) : "")
                }
                isSound = words == "ok"
            } catch {
                (words, uuid) = (error.message, "")
                isSound = false
            }
        }
    }

    /// Lets SQLite do in the copy what it would do in the original.
    private static func recover(
        _ copy: String, named: String, folder: String
    ) throws(AuditError) -> EvidenceConnection.Mode {
        do {
            let connection = try EvidenceConnection(copy, .recovery)
            try connection.leaveWAL()
        } catch {
            // What cannot be recovered is left to salvage.
            guard error.isDamage else {
                throw .notOpened(named, error)
            }
        }
        do {
            return try tryOpening(copy)
        } catch {
            throw .notOpened(named, error)
        }
    }
}

enum FileSize {
    /// In bytes; `nil` if there is no such file.
    static func of(_ path: String) -> Int64? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Int64(status.st_size)
    }
}
