import GRDB
public import Invoicing
import LedgerSchema

/// What a schema upgrade did.
public struct MigrationReport: Hashable, Sendable {
    public let path: String
    /// Schema version before and after.
    public let from: Int
    public let to: Int
    /// The copy of the file as it was.
    public let backup: BackupRecord
}

extension Ledger {
    /// Brings an older ledger to the newest schema version: copies it, then runs the missing
    /// migrations, each recorded and logged, in one transaction.
    ///
    /// On any error, and after a crash at any moment, the ledger is as it was. The copy is made
    /// last before the commit, so an error leaves one only if the disk fails at the commit itself.
    ///
    /// - Parameter backup: Where the copy of the file as it is goes; an existing file is never
    ///   overwritten.
    /// - Throws: ``LedgerError/current(path:version:)`` if there is nothing to do, and what opening
    ///   throws for a file that is newer or whose schema is not the one published as its version.
    @discardableResult
    public static func migrate(
        _ path: String, now: @autoclosure () -> Instant, backupTo backup: String,
        busyTimeoutSeconds: Int = 5
    ) throws(LedgerError) -> MigrationReport {
        Connection.prepareProcess()
        let file = try LedgerFile(existing: path)
        if let unwritable = file.unwritable { throw unwritable }
        let queue = try Connection.open(file.path, busyTimeoutSeconds: busyTimeoutSeconds)
        let store = Store(queue: queue, busyTimeoutSeconds: busyTimeoutSeconds)
        return try store.write { db throws(LedgerError) in
            let version = try Schema.checkOlder(db, path: file.path)
            let missing = Migration.all.dropFirst(version)
            for migration in missing { try Schema.run(migration, db) }
            let now = try time(now(), db)
            var log = try LogWriter(db)
            for migration in missing {
                try Schema.record(migration, db, now: now)
                try log.appendRow(.migration, id: Int64(migration.number))
            }
            try Schema.check(db, path: file.path)
            let copy = try Self.copy(
                file.path, to: backup, busyTimeoutSeconds: busyTimeoutSeconds)
            return MigrationReport(
                path: file.path, from: version, to: LedgerFormat.newestVersion, backup: copy)
        }
    }

    /// Copies through a connection of its own: the caller's, which keeps other writers off, may not
    /// be copied from in the middle of its transaction. Readers still see the file as it was.
    private static func copy(
        _ path: String, to backup: String, busyTimeoutSeconds: Int
    ) throws(LedgerError) -> BackupRecord {
        let queue = try Connection.open(path, busyTimeoutSeconds: busyTimeoutSeconds)
        let store = Store(queue: queue, busyTimeoutSeconds: busyTimeoutSeconds)
        return try store.perform { db throws(LedgerError) in
            try LedgerCopy.make(of: db, at: backup)
        }
    }
}
