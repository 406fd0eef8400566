import CSQLite
import Cryptography
import Encoding
import GRDB

/// The small tables: everything but documents, what passes between firm and authority, and the log
/// itself.
///
/// Their log payload is RFC 8785 JSON of an object with one member a column (a certificate's is its
/// DER).
struct RecordTable: Sendable {
    /// The kind of its log entries.
    let kind: String
    /// The first version of the schema that has it.
    var version = 1
    let sql: StaticString

    private static let all = [
        RecordTable(
            kind: "ledger",
            sql: """
                SELECT id, uuid, origin, log_key, environment, endpoint, vat, seller, recorded_at
                FROM ledger NOT INDEXED
                """),
        RecordTable(
            kind: "migration", sql: "SELECT id, name, sha256, ran_at FROM migration NOT INDEXED"),
        RecordTable(
            kind: "unit",
            sql: """
                SELECT id, name, serial, branch, documents, location, industry, on_renewal,
                  recorded_at
                FROM unit NOT INDEXED
                """),
        RecordTable(
            kind: "key", sql: "SELECT id, unit_id, spki, recorded_at FROM signing_key NOT INDEXED"),
        RecordTable(
            kind: "certificate",
            sql: "SELECT id, signing_key_id, class, recorded_at, der FROM certificate NOT INDEXED"),
        RecordTable(
            kind: "certificate-event",
            sql: """
                SELECT id, certificate_id, kind, effective_at, recorded_at, note
                FROM certificate_event NOT INDEXED
                """),
        RecordTable(
            kind: "chain",
            sql: """
                SELECT id, unit_id, epoch, certificate_id, previous_hash, recorded_at
                FROM chain NOT INDEXED
                """),
        RecordTable(
            kind: "restore", version: 2,
            sql: "SELECT id, size, root, missing, recorded_at, note FROM restore NOT INDEXED"),
        RecordTable(
            kind: "incident", version: 3,
            sql: """
                SELECT id, unit_id, event, cause, answer_id, effective_at, recorded_at, note
                FROM incident NOT INDEXED
                """),
        RecordTable(
            kind: "import", version: 4,
            sql: """
                SELECT id, name, size, sha256, rules_sha256, sheet, rows, first_document_id,
                  last_document_id, recorded_at
                FROM import NOT INDEXED
                """),
        RecordTable(
            kind: "closing", version: 5,
            sql: "SELECT id, document_id, reason, recorded_at FROM closing NOT INDEXED"),
        RecordTable(
            kind: "settlement", version: 6,
            sql: "SELECT id, document_id, seen, recorded_at FROM settlement NOT INDEXED"),
    ]

    static func all(version: Int) -> [RecordTable] { all.filter { $0.version <= version } }

    /// Kinds of log entries that a version has tables for, documents apart.
    static func kinds(version: Int) -> Set<String> {
        let streamed = version < 2 ? [] : AuthorityTable.all.map(\.kind)
        return Set(all(version: version).map(\.kind) + streamed)
    }

    static let mostRows = 100_000
}

/// One row of a small table, its columns by name.
struct RecordRow: Sendable {
    enum Value: Hashable, Sendable {
        case null
        case integer(Int64)
        case text(String)
        case blob([UInt8])
    }

    let kind: String
    let columns: [(name: String, value: Value)]
    /// Columns with a type or encoding that no row can have.
    let malformed: [String]

    init(kind: String, _ scan: RowScan) {
        self.kind = kind
        columns = (0..<scan.columnCount).map { index in
            let name = scan.name(index)
            switch scan.type(index) {
            case SQLITE_NULL: return (name, .null)
            case SQLITE_INTEGER: return (name, .integer(scan.integer(index)))
            case SQLITE_BLOB: return (name, .blob(scan.blob(index)))
            default: return (name, .text(scan.text(index)))
            }
        }
        malformed = scan.malformed
    }

    var id: Int64 { integer("id") }
    var key: RecordKey { RecordKey(kind: kind, id: id) }

    func text(_ name: String) -> String {
        if case .text(let text) = self[name] { text } else { "" }
    }

    func integer(_ name: String) -> Int64 {
        if case .integer(let integer) = self[name] { integer } else { 0 }
    }

    func blob(_ name: String) -> [UInt8]? {
        if case .blob(let blob) = self[name] { blob } else { nil }
    }

    /// SHA-256 of what the log commits to.
    var payload: SHA256Digest {
        if kind == "certificate" { return SHA256.hash(blob("der") ?? []) }
        let members = columns.map { column -> JSONValue.Member in
            switch column.value {
            case .null: .init(column.name, .null)
            case .integer(let integer): .init(column.name, JSONValue(integer))
            case .text(let text): .init(column.name, .string(text))
            case .blob(let blob): .init(column.name, .string(Base64.encode(blob)))
            }
        }
        return SHA256.hash(CanonicalJSON.encode(.object(members)))
    }

    private subscript(name: String) -> Value? { columns.first { $0.name == name }?.value }
}
