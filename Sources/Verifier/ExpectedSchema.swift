import CSQLite
import GRDB
import LedgerSchema

/// One row of `sqlite_schema`.
struct SchemaObject: Hashable {
    let type: String
    let name: String
    var table: String
    /// `nil` for the indexes that SQLite makes itself.
    let sql: String?

    /// Byte for byte: to Swift, texts are the same in all their Unicode forms.
    private var bytes: [UInt8] {
        Array([type, name, table, sql ?? "\u{0}"].joined(separator: "\u{0}").utf8)
    }

    static func == (a: SchemaObject, b: SchemaObject) -> Bool { a.bytes == b.bytes }

    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

/// What a version of the ledger looks like, learnt by running its migrations in memory.
struct ExpectedSchema {
    let objects: Set<SchemaObject>
    /// SQLite's count of schema changes.
    let cookie: Int64

    /// - Parameter version: 1 to the newest.
    init(version: Int) throws(SQLiteFailure) {
        do {
            let queue = try DatabaseQueue()
            try queue.writeWithoutTransaction { db in
                for migration in Migration.all where migration.number <= version {
                    try db.execute(sql: String(decoding: migration.sql, as: UTF8.self))
                }
            }
            (objects, cookie) = try queue.read { db in
                (Set(try Self.objects(in: db)), try Self.cookie(in: db))
            }
        } catch {
            throw SQLiteFailure(error)
        }
    }

    static func objects(in db: Database) throws -> [SchemaObject] {
        let scan = try RowScan(
            db, "SELECT type, name, tbl_name, sql, rootpage, rowid FROM sqlite_schema")
        var objects: [SchemaObject] = []
        while try scan.next() {
            // A schema row of another form is an object that no version has.
            var object = SchemaObject(
                type: scan.text(0), name: scan.text(1), table: scan.text(2),
                sql: scan.optionalText(3))
            // Only tables and indexes have pages; rows count from 1. SQLite checks neither.
            let hasPages = object.type == "table" || object.type == "index"
            if hasPages != (scan.integer(4) > 0) || scan.integer(5) < 1 {
                object.table += ", row \(scan.integer(5)), page \(scan.integer(4))"
            }
            objects.append(object)
            if objects.count > 10_000 { break }
        }
        return objects
    }

    static func cookie(in db: Database) throws -> Int64 {
        let scan = try RowScan(db, "PRAGMA schema_version")
        return try scan.next() ? scan.integer(0) : 0
    }
}

/// How a file's schema differs from the published one.
struct SchemaDifference {
    /// `kind name: what`, in order.
    let objects: [String]
    /// True where only triggers and missing indexes differ: these run nothing and hide nothing in a
    /// read-only scan with triggers switched off, so the tables can still be read.
    let isReadable: Bool
    /// Names of the indexes that are not there.
    let missingIndexes: Set<String>

    init?(found: [SchemaObject], expected: Set<SchemaObject>) {
        let extra = found.filter { !expected.contains($0) }
        let present = Set(found)
        let missing = expected.filter { !present.contains($0) }
        guard !extra.isEmpty || !missing.isEmpty || found.count != expected.count else {
            return nil
        }
        var words: Set<String> = []
        for object in extra {
            let isKnown = missing.contains { $0.type == object.type && $0.name == object.name }
            words.insert("\(object.type) \(object.name): \(isKnown ? "changed" : "added")")
        }
        for object in missing
        where !extra.contains(where: { $0.type == object.type && $0.name == object.name }) {
            words.insert("\(object.type) \(object.name): missing")
        }
        objects = words.sorted()
        let extraIsHarmless = extra.allSatisfy { $0.type == "trigger" }
        let missingIsHarmless = missing.allSatisfy { $0.type == "trigger" || $0.type == "index" }
        let noneTwice = found.count == present.count
        isReadable = extraIsHarmless && missingIsHarmless && noneTwice
        missingIndexes = Set(missing.filter { $0.type == "index" }.map(\.name))
    }
}
