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
            try db.step(
                """
                INSERT INTO migration (id, name, sha256, ran_at)
                VALUES (:id, :name, :sha256, :ran_at)
                """,
                [
                    .integer(Int64(migration.number)), .text(migration.name),
                    .blob(SHA256.hash(migration.sql).bytes), .text(now.description),
                ])
        }
        try db.step("PRAGMA user_version = \(LedgerFormat.newestVersion)")
    }

    /// Refuses a file whose version is not the newest, or whose schema is not word for word what
    /// the migrations make: a trigger taken away, or one that somebody added, changes what a write
    /// does.
    static func check(_ db: Database, path: String) throws(LedgerError) {
        let newest = LedgerFormat.newestVersion
        let version = Int(try db.first("PRAGMA user_version") { $0.integer(0) } ?? 0)
        if version > newest { throw .newer(path: path, found: version, newest: newest) }
        if version < newest { throw .older(path: path, found: version, newest: newest) }
        let found = try objects(db)
        let expected = try published()
        var differing = Set(found.keys).symmetricDifference(expected.keys)
        for (name, text) in found where expected[name] != nil && expected[name] != text {
            differing.insert(name)
        }
        guard differing.isEmpty else {
            throw .schemaDiffers(path: path, objects: differing.sorted())
        }
    }

    private static func run(_ migration: Migration, _ db: Database) throws(LedgerError) {
        do { try db.execute(sql: String(decoding: migration.sql, as: UTF8.self)) } catch {
            throw LedgerError(error, sql: migration.name)
        }
    }

    private static func published() throws(LedgerError) -> [String: String] {
        let queue: DatabaseQueue
        do { queue = try DatabaseQueue() } catch { throw LedgerError(error, sql: "open") }
        return try Store(queue: queue, busyTimeoutSeconds: 0).perform { db throws(LedgerError) in
            for migration in Migration.all { try run(migration, db) }
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
