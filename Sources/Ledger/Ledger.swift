import Cryptography
import GRDB
public import Invoicing
import LedgerSchema

/// One ledger file, open for writing. The only writer there is.
///
/// All calls may be made from any thread and run one after the other. Each call that writes is one
/// transaction that waits for other programs up to the busy timeout. While a ledger is open,
/// nothing in the same process may open and close its file by other means: closing it would free
/// SQLite's locks.
public final class Ledger: Sendable {
    /// The file's absolute path, symbolic links resolved.
    public let path: String
    public let header: LedgerHeader
    let store: Store

    /// Makes a new ledger with its first unit. An existing file is never touched.
    ///
    /// - Throws: On any error no file is left behind.
    public static func create(
        at path: String, header: LedgerHeader, unit: UnitRecord, now: Instant,
        busyTimeoutSeconds: Int = 5
    ) throws(LedgerError) -> Ledger {
        Connection.prepareProcess()
        try check(header)
        try check(unit)
        let file = try LedgerFile(creating: path)
        do throws(LedgerError) {
            let queue = try Connection.open(file.path, busyTimeoutSeconds: busyTimeoutSeconds)
            let store = Store(queue: queue, busyTimeoutSeconds: busyTimeoutSeconds)
            try store.write { db throws(LedgerError) in
                try Schema.build(db, now: now)
                var log = try LogWriter(db)
                for migration in Migration.all {
                    try log.appendRow(.migration, id: Int64(migration.number))
                }
                try insert(header, now: now, db: db, log: &log)
                try insert(unit, now: now, db: db, log: &log)
            }
            return try Ledger(path: file.path, store: store)
        } catch {
            file.discard()
            throw error
        }
    }

    /// Opens an existing ledger of the newest schema version; anything else is refused untouched.
    ///
    /// Where nothing can be written it is opened for reading, and each call that writes is refused.
    public convenience init(
        opening path: String, busyTimeoutSeconds: Int = 5
    ) throws(LedgerError) {
        Connection.prepareProcess()
        let file = try LedgerFile(existing: path)
        let queue = try Connection.open(
            file.path, busyTimeoutSeconds: busyTimeoutSeconds,
            isForReading: file.unwritable != nil)
        let store = Store(
            queue: queue, busyTimeoutSeconds: busyTimeoutSeconds, unwritable: file.unwritable)
        try store.read { db throws(LedgerError) in try Schema.check(db, path: file.path) }
        try self.init(path: file.path, store: store)
    }

    private init(path: String, store: Store) throws(LedgerError) {
        self.path = path
        self.store = store
        header = try store.perform { db throws(LedgerError) in try Self.readHeader(db) }
    }

    // MARK: Units

    /// Adds an EGS unit.
    public func addUnit(
        _ unit: UnitRecord, now: @autoclosure () -> Instant
    ) throws(LedgerError) {
        try Self.check(unit)
        try store.write { db throws(LedgerError) in
            let now = try Self.time(now(), db)
            let taken = try db.first("SELECT id FROM unit WHERE name = :name", [.text(unit.name)]) {
                $0.integer(0)
            }
            guard taken == nil else { throw .unitTaken(name: unit.name) }
            var log = try LogWriter(db)
            try Self.insert(unit, now: now, db: db, log: &log)
        }
    }

    /// All units, in the order in which they were added.
    public func units() throws(LedgerError) -> [UnitRecord] {
        try store.perform { db throws(LedgerError) in
            var units: [UnitRecord] = []
            try db.each(
                """
                SELECT name, serial, branch, documents, location, industry, on_renewal, id
                FROM unit
                ORDER BY id
                """
            ) { row throws(LedgerError) in
                units.append(try Self.unit(row))
                return true
            }
            return units
        }
    }

    /// - Throws: ``LedgerError/unknownUnit(name:)``
    public func unit(named name: String) throws(LedgerError) -> UnitRecord {
        guard let unit = try units().first(where: { $0.name == name }) else {
            throw .unknownUnit(name: name)
        }
        return unit
    }

    /// The id of a unit's row.
    static func unitID(_ name: String, _ db: Database) throws(LedgerError) -> Int64 {
        let id = try db.first("SELECT id FROM unit WHERE name = :name", [.text(name)]) {
            $0.integer(0)
        }
        guard let id else { throw .unknownUnit(name: name) }
        return id
    }

    // MARK: Time

    /// When the newest record was written.
    public func lastRecordedAt() throws(LedgerError) -> Instant {
        try store.perform { db throws(LedgerError) in try Self.lastRecordedAt(db) }
    }

    static func lastRecordedAt(_ db: Database) throws(LedgerError) -> Instant {
        let text = try db.first(
            """
            SELECT max(
              coalesce((SELECT recorded_at FROM document ORDER BY id DESC LIMIT 1), ''),
              coalesce((SELECT recorded_at FROM certificate_event ORDER BY id DESC LIMIT 1), ''),
              coalesce((SELECT recorded_at FROM unit ORDER BY id DESC LIMIT 1), ''),
              coalesce((SELECT recorded_at FROM signing_key ORDER BY id DESC LIMIT 1), ''),
              coalesce((SELECT recorded_at FROM compliance_document ORDER BY id DESC LIMIT 1), ''),
              coalesce((SELECT recorded_at FROM attempt ORDER BY id DESC LIMIT 1), ''),
              coalesce((SELECT recorded_at FROM answer ORDER BY id DESC LIMIT 1), ''),
              coalesce((SELECT recorded_at FROM cleared ORDER BY id DESC LIMIT 1), ''),
              coalesce((SELECT recorded_at FROM restore ORDER BY id DESC LIMIT 1), ''),
              coalesce((SELECT recorded_at FROM incident ORDER BY id DESC LIMIT 1), ''),
              coalesce((SELECT recorded_at FROM closing ORDER BY id DESC LIMIT 1), ''),
              coalesce((SELECT recorded_at FROM settlement ORDER BY id DESC LIMIT 1), ''),
              coalesce((SELECT ran_at FROM migration ORDER BY id DESC LIMIT 1), ''))
            """
        ) { $0.text(0) }
        guard let text, let instant = Instant(text) else {
            throw .badRow(table: "document", id: 0, column: "recorded_at")
        }
        return instant
    }

    /// What the clock says, where that is no earlier than the newest record: `recorded_at` never
    /// runs backwards.
    ///
    /// The clock is to be asked inside the transaction. While a writer waits for its turn, others
    /// record later times than the one at which it began to wait.
    static func time(_ now: Instant, _ db: Database) throws(LedgerError) -> Instant {
        let last = try lastRecordedAt(db)
        guard now >= last else { throw .clockBehind(now: now, last: last) }
        return now
    }
}
