import CSQLite
import GRDB

/// What SQLite answered when it could not go on.
struct SQLiteFailure: Error, Hashable {
    /// The extended result code.
    let code: Int32
    let message: String

    init(code: Int32, message: String) {
        self.code = code
        self.message = code == SQLITE_INTERRUPT ? StepBudget.words : message
    }

    init(_ error: any Error) {
        if let failure = error as? SQLiteFailure {
            self = failure
        } else if let error = error as? DatabaseError {
            let code = error.extendedResultCode.rawValue
            let message = error.message ?? String(cString: sqlite3_errstr(code))
            self.init(code: code, message: message)
        } else {
            self.init(code: SQLITE_INTERNAL, message: "\(error)")
        }
    }

    /// Says nothing about the file.
    var isOutOfMemory: Bool { code & 0xFF == SQLITE_NOMEM || code == Self.readWithoutMemory }

    /// `SQLITE_IOERR_NOMEM`; Swift does not import such macros.
    private static let readWithoutMemory: Int32 = 10 | 12 << 8

    /// Pages are missing or hold something else, or reading them would not end.
    var isDamage: Bool {
        guard !isOutOfMemory else { return false }
        return switch code & 0xFF {
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_IOERR, SQLITE_INTERRUPT: true
        default: false
        }
    }

    var isTooBig: Bool { code & 0xFF == SQLITE_TOOBIG }
    var isBusy: Bool { code & 0xFF == SQLITE_BUSY }

    /// A journal that must be rolled back, or a medium that does not lock: only a copy can be read.
    var needsCopy: Bool {
        switch code & 0xFF {
        case SQLITE_READONLY, SQLITE_CANTOPEN: true
        case SQLITE_IOERR: code == lockFailure
        default: false
        }
    }

    /// SQLITE_IOERR_LOCK, which is a macro that Swift does not see.
    private var lockFailure: Int32 { SQLITE_IOERR | (15 << 8) }
}

/// A read-only connection to a file that nobody trusts, with the settings that SQLite's manual
/// gives for such files.
final class EvidenceConnection {
    enum Mode: Sendable {
        case plain
        /// Opens what plain mode refuses, a file with pages missing or a schema that cannot be
        /// parsed. It needs `writable_schema`, so the connection is not "defensive"; it is
        /// read-only all the same.
        case salvage
        /// A private copy, opened for writing once so that SQLite rolls back or replays what lies
        /// beside it.
        case recovery
    }

    /// Room for the longest request or answer that a ledger may keep, with the rest of its row.
    static let largestValue: Int32 = 22_020_096
    private let queue: DatabaseQueue
    private let budget: StepBudget

    init(_ path: String, _ mode: Mode) throws(SQLiteFailure) {
        var configuration = Configuration()
        configuration.readonly = mode != .recovery
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(10)
        let budget = StepBudget(path)
        self.budget = budget
        configuration.prepareDatabase { db in
            try Self.harden(db, mode)
            budget.watch(db)
        }
        do {
            // A name that begins with "file:" would be taken for an address.
            queue = try DatabaseQueue(
                path: path.hasPrefix("/") ? path : "./" + path, configuration: configuration)
        } catch {
            throw SQLiteFailure(error)
        }
    }

    /// Runs `body` inside one read transaction, so that all that it reads is of one moment.
    ///
    /// The transaction is rolled back, not committed: after a damaged page SQLite refuses even a
    /// COMMIT that has nothing to write.
    func read<T>(_ body: (Database) throws -> T) throws(SQLiteFailure) -> T {
        do {
            return try queue.unsafeRead { db in
                // Prepared first: without memory it could not be when it is wanted.
                let end = try db.cachedStatement(sql: "ROLLBACK").sqliteStatement
                let code = sqlite3_exec(db.sqliteConnection, "BEGIN", nil, nil, nil)
                guard code == SQLITE_OK else {
                    throw SQLiteFailure(code: code, message: String(cString: sqlite3_errstr(code)))
                }
                defer {
                    sqlite3_step(end)
                    sqlite3_reset(end)
                }
                return try body(db)
            }
        } catch {
            throw SQLiteFailure(error)
        }
    }

    /// Leaves WAL mode in a private copy, so that later connections can be plain.
    func leaveWAL() throws(SQLiteFailure) {
        do {
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
            }
        } catch {
            throw SQLiteFailure(error)
        }
    }

    private static func harden(_ db: Database, _ mode: Mode) throws {
        guard let connection = db.sqliteConnection else {
            preconditionFailure("an open connection")
        }
        let raw = UnsafeMutableRawPointer(connection)
        var settings = [
            (sijil_dbconfig_trusted_schema, Int32(0)), (sijil_dbconfig_enable_trigger, 0),
            (sijil_dbconfig_enable_view, 0), (sijil_dbconfig_enable_load_extension, 0),
        ]
        if mode != .salvage { settings.append((sijil_dbconfig_defensive, 1)) }
        for (option, value) in settings {
            guard sijil_sqlite_db_config(raw, option, value) == SQLITE_OK else {
                throw SQLiteFailure(code: SQLITE_MISUSE, message: "setting \(option) was refused")
            }
        }
        let limits: [(Int32, Int32)] = [
            (SQLITE_LIMIT_LENGTH, largestValue), (SQLITE_LIMIT_SQL_LENGTH, 100_000),
            (SQLITE_LIMIT_COLUMN, 100), (SQLITE_LIMIT_EXPR_DEPTH, 100),
            (SQLITE_LIMIT_COMPOUND_SELECT, 10),
            (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_TRIGGER_DEPTH, 10),
            (SQLITE_LIMIT_WORKER_THREADS, 0),
        ]
        for (limit, value) in limits { _ = sqlite3_limit(connection, limit, value) }
        if mode == .salvage { try db.execute(sql: "PRAGMA writable_schema = ON") }
        try db.execute(
            sql: """
                PRAGMA cell_size_check = ON;
                PRAGMA mmap_size = 0;
                PRAGMA temp_store = MEMORY;
                """)
    }
}
