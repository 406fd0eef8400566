import CSQLite
import GRDB
import Invoicing
import LedgerSchema
import Synchronization

/// One connection to the ledger, with every setting stated and read back: a library built
/// otherwise, or a setting that silently did not take, must not write legal records.
enum Connection {
    /// Once in a process, before SQLite is first used: nobody asks how much memory it holds.
    static func prepareProcess() { _ = account }

    private static let account = sijil_sqlite_without_memory_account()

    /// - Parameter isForReading: Nothing can be written there, not even a journal.
    static func open(
        _ path: String, busyTimeoutSeconds: Int, isForReading: Bool = false
    ) throws(LedgerError) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.readonly = isForReading
        configuration.foreignKeysEnabled = true
        configuration.acceptsDoubleQuotedStringLiterals = false
        configuration.busyMode = .timeout(Double(busyTimeoutSeconds))
        configuration.publicStatementArguments = false
        let queue: DatabaseQueue
        do { queue = try DatabaseQueue(path: path, configuration: configuration) } catch {
            throw LedgerError(error, path: path, busyTimeoutSeconds: busyTimeoutSeconds)
        }
        let store = Store(queue: queue, busyTimeoutSeconds: busyTimeoutSeconds)
        try store.perform { db throws(LedgerError) in
            try settle(db, busyTimeoutSeconds: busyTimeoutSeconds, isForReading: isForReading)
        }
        return queue
    }

    /// What a buyer's name is found by.
    private static let fold = DatabaseFunction(
        "sijil_fold", argumentCount: 1, pure: true
    ) { values in
        values.first.flatMap { String.fromDatabaseValue($0) }.map { SearchText.fold($0) }
    }

    private static func settle(
        _ db: Database, busyTimeoutSeconds: Int, isForReading: Bool
    ) throws(LedgerError) {
        // A ledger at rest is one file, and a commit is durable without a directory sync.
        for (name, value, found) in [
            ("journal_mode", "TRUNCATE", "truncate"),
            ("synchronous", "EXTRA", "3"),
            ("fullfsync", "ON", "1"),
            ("foreign_keys", "ON", "1"),
            ("recursive_triggers", "ON", "1"),
            ("trusted_schema", "OFF", "0"),
            ("cell_size_check", "ON", "1"),
            ("mmap_size", "0", "0"),
            // What one statement would undo stays in memory: by default SQLite writes it to a
            // temporary file, six times the bytes of the document, outside the ledger's folder.
            ("temp_store", "MEMORY", "2"),
            ("cache_size", "-16384", "-16384"),
            ("locking_mode", "NORMAL", "normal"),
        ] {
            try db.step("PRAGMA \(name) = \(value)")
            try check(db, name, found)
        }
        try check(db, "busy_timeout", String(busyTimeoutSeconds * 1_000))
        try check(db, "encoding", "UTF-8")
        if !isForReading { try check(db, "query_only", "0") }
        let options: [(String, Int32, Int32)] = [
            ("DEFENSIVE", sijil_dbconfig_defensive, 1),
            ("TRUSTED_SCHEMA", sijil_dbconfig_trusted_schema, 0),
            ("ENABLE_TRIGGER", sijil_dbconfig_enable_trigger, 1),
            ("ENABLE_LOAD_EXTENSION", sijil_dbconfig_enable_load_extension, 0),
        ]
        db.add(function: fold)
        guard let connection = db.sqliteConnection else { preconditionFailure("GRDB is open") }
        let raw = UnsafeMutableRawPointer(connection)
        for (name, option, value) in options {
            _ = sijil_sqlite_db_config(raw, option, value)
            let found = sijil_sqlite_db_config_value(raw, option)
            guard found == value else {
                throw .setting(name: name, wanted: String(value), found: String(found))
            }
        }
    }

    /// Whether SQLite refuses what could corrupt a file, such as a write to its schema.
    static func setDefensive(_ isOn: Bool, _ db: Database) {
        guard let connection = db.sqliteConnection else { preconditionFailure("GRDB is open") }
        let raw = UnsafeMutableRawPointer(connection)
        _ = sijil_sqlite_db_config(raw, sijil_dbconfig_defensive, isOn ? 1 : 0)
    }

    private static func check(
        _ db: Database, _ name: String, _ wanted: String
    ) throws(LedgerError) {
        let found = try db.first("PRAGMA \(name)") { $0.text(0) }
        // `mmap_size` answers nothing where SQLite was built without it.
        if found == nil, name == "mmap_size" { return }
        guard found == wanted else {
            throw .setting(name: name, wanted: wanted, found: found ?? "nothing")
        }
    }
}

/// The ledger's one connection, its calls one after the other, its errors mapped in one place.
final class Store: Sendable {
    private let queue: DatabaseQueue
    private let busyTimeoutSeconds: Int
    /// Why nothing can be written; `nil` where it can.
    private let unwritable: LedgerError?
    /// The disk's first failure; from then on every call fails so.
    private let failed = Mutex<LedgerError?>(nil)

    init(queue: DatabaseQueue, busyTimeoutSeconds: Int, unwritable: LedgerError? = nil) {
        self.queue = queue
        self.busyTimeoutSeconds = busyTimeoutSeconds
        self.unwritable = unwritable
    }

    /// Runs `work` outside a transaction, or for a single read.
    func perform<T>(
        _ work: (Database) throws(LedgerError) -> T
    ) throws(LedgerError) -> T {
        if let error = failed.withLock({ $0 }) { throw error }
        let result: Result<T, LedgerError> = queue.inDatabase { db in
            do throws(LedgerError) { return .success(try work(db)) } catch {
                return .failure(placed(error))
            }
        }
        switch result {
        case .failure(let error):
            switch error {
            case .inputOutput, .readOnly: failed.withLock { $0 = error }
            default: break
            }
            throw error
        case .success(let value): return value
        }
    }

    /// Runs `work` in one write transaction that takes its lock at once: two writers that both had
    /// read could otherwise only be told apart at COMMIT.
    func write<T>(
        _ work: (Database) throws(LedgerError) -> T
    ) throws(LedgerError) -> T {
        try attempt { db throws(LedgerError) in (try work(db), .commit) }
    }

    /// Prepared before each transaction: without memory it could not be when it is wanted.
    private static let rollback = "ROLLBACK"

    /// What becomes of a transaction whose work was done.
    enum End { case commit, rollback }

    /// The same with work that may find out at its end that nothing of it is to be kept.
    func attempt<T>(
        _ work: (Database) throws(LedgerError) -> (T, End)
    ) throws(LedgerError) -> T {
        if let unwritable { throw unwritable }
        return try perform { db throws(LedgerError) in
            let rollback = try PreparedSQL(Self.rollback, db)
            try db.step("BEGIN IMMEDIATE")
            do throws(LedgerError) {
                let (value, end) = try work(db)
                switch end {
                case .commit: try db.step("COMMIT")
                case .rollback: try db.step(rollback, [])
                }
                return value
            } catch {
                // Some errors roll back by themselves; then there is nothing left to do.
                if db.isInsideTransaction { try? db.step(rollback, []) }
                throw error
            }
        }
    }

    /// Several reads that see one state of the file.
    func read<T>(
        _ work: (Database) throws(LedgerError) -> T
    ) throws(LedgerError) -> T {
        try perform { db throws(LedgerError) in
            let rollback = try PreparedSQL(Self.rollback, db)
            try db.step("BEGIN DEFERRED")
            defer { if db.isInsideTransaction { try? db.step(rollback, []) } }
            return try work(db)
        }
    }

    /// An error learns how long the connection waited, and for which file.
    private func placed(_ error: LedgerError) -> LedgerError {
        switch error {
        case .busy: .busy(timeoutSeconds: busyTimeoutSeconds)
        case .moved: .moved(path: queue.path)
        case .inputOutput where MountedDisk.isReadOnly(queue.path): .readOnly
        default: error
        }
    }
}
