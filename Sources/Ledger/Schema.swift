import Cryptography
import GRDB
import Invoicing
import LedgerSchema

/// Makes the schema, and compares a file's with it.
enum Schema {
    /// Runs all migrations on an empty file, in the caller's transaction.
    static func build(_ db: Database, now: Instant) throws(LedgerError) {
        try db.step("PRAGMA application_id = \(LedgerFormat.applicationID)")
        for migration in Migration.all {
            try run(migration, db)
            try record(migration, db, now: now)
        }
    }

    /// Notes in the file that a migration ran.
    static func record(
        _ migration: Migration, _ db: Database, now: Instant
    ) throws(LedgerError) {
        try db.step(
            """
            INSERT INTO migration (id, name, sha256, ran_at)
            VALUES (:id, :name, :sha256, :ran_at)
            """,
            [
                .integer(Int64(migration.number)), .text(migration.name),
                .blob(SHA256.hash(migration.sql).bytes), .text(now.description),
            ])
        try db.step("PRAGMA user_version = \(migration.number)")
    }

    /// Refuses a file whose version is not the newest, or whose schema is not word for word what
    /// the migrations make: a trigger taken away, or one that somebody added, changes what a write
    /// does.
    static func check(_ db: Database, path: String) throws(LedgerError) {
        let newest = LedgerFormat.newestVersion
        let version = try version(db)
        if version > newest { throw .newer(path: path, found: version, newest: newest) }
        if version < newest { throw .older(path: path, found: version, newest: newest) }
        try compare(db, with: version, path: path)
    }

    /// Refuses a file that no migration can bring forward: one that is newer or newest, or whose
    /// schema and history are not those published as its version.
    ///
    /// - Returns: Its version.
    static func checkOlder(_ db: Database, path: String) throws(LedgerError) -> Int {
        let newest = LedgerFormat.newestVersion
        let version = try version(db)
        guard version < newest else {
            try check(db, path: path)
            throw .current(path: path, version: version)
        }
        guard version >= 1 else { throw .schemaDiffers(path: path, objects: ["user_version"]) }
        try compare(db, with: version, path: path)
        var history: [String] = []
        try db.each("SELECT name, sha256 FROM migration ORDER BY id") { row in
            history.append("\(row.text(0) ?? "") \(row.blob(1))")
            return true
        }
        let expected = Migration.all.prefix(version).map {
            "\($0.name) \(SHA256.hash($0.sql).bytes)"
        }
        guard history == expected else {
            throw .schemaDiffers(path: path, objects: ["migration"])
        }
        return version
    }

    private static func version(_ db: Database) throws(LedgerError) -> Int {
        Int(try db.first("PRAGMA user_version") { $0.integer(0) } ?? 0)
    }

    private static func compare(
        _ db: Database, with version: Int, path: String
    ) throws(LedgerError) {
        let found = try objects(db)
        let expected = try published(version)
        var differing = Set(found.keys).symmetricDifference(expected.keys)
        for (name, text) in found where expected[name] != nil && expected[name] != text {
            differing.insert(name)
        }
        guard differing.isEmpty else {
            throw .schemaDiffers(path: path, objects: differing.sorted())
        }
    }

    /// A migration alone may widen the text of a table (0005_closing.sql, 0006_settlement.sql).
    static func run(_ migration: Migration, _ db: Database) throws(LedgerError) {
        Connection.setDefensive(false, db)
        defer { Connection.setDefensive(true, db) }
        do { try db.execute(sql: String(decoding: migration.sql, as: UTF8.self)) } catch {
            throw LedgerError(error, sql: migration.name)
        }
    }

    private static func published(_ version: Int) throws(LedgerError) -> [String: String] {
        let queue: DatabaseQueue
        do { queue = try DatabaseQueue() } catch { throw LedgerError(error, sql: "open") }
        return try Store(queue: queue, busyTimeoutSeconds: 0).perform { db throws(LedgerError) in
            for migration in Migration.all.prefix(version) { try run(migration, db) }
            return try objects(db)
        }
    }

    /// Type, name, table and text of everything in the schema but SQLite's own.
    private static func objects(_ db: Database) throws(LedgerError) -> [String: String] {
        var objects: [String: String] = [:]
        try db.each(
            """
            SELECT type, name, tbl_name, sql
            FROM sqlite_schema
            WHERE sql IS NOT NULL
            ORDER BY name
            """
        ) { row in
            let name = row.text(1) ?? ""
            objects[name] = [row.text(0), row.text(2), row.text(3)].map { $0 ?? "" }
                .joined(separator: "\n")
            return true
        }
        return objects
    }
}
