import Cryptography
import Encoding
import GRDB
import Invoicing
public import MerkleLog

/// The kinds of entry that this version writes, and how the payload of each is made.
///
/// The definition stands in the comments of the migrations, in table `entry` first; the checker has
/// its own code.
enum EntryKind: String {
    case ledger, unit, key, chain, certificate, document, issuance, migration
    case certificateEvent = "certificate-event"
    case complianceDocument = "compliance-document"
    case attempt, answer, cleared, restore, incident, closing, settlement
    case sheetImport = "import"

    /// The columns of a kind whose payload is the JSON of its row.
    var rowSQL: String? {
        switch self {
        case .ledger:
            """
            SELECT id, uuid, origin, log_key, environment, endpoint, vat, seller, recorded_at
            FROM ledger
            WHERE id = :id
            """
        case .unit:
            """
            SELECT id, name, serial, branch, documents, location, industry, on_renewal, recorded_at
            FROM unit
            WHERE id = :id
            """
        case .key:
            """
            SELECT id, unit_id, spki, recorded_at
            FROM signing_key
            WHERE id = :id
            """
        case .chain:
            """
            SELECT id, unit_id, epoch, certificate_id, previous_hash, recorded_at
            FROM chain
            WHERE id = :id
            """
        case .certificateEvent:
            """
            SELECT id, certificate_id, kind, effective_at, recorded_at, note
            FROM certificate_event
            WHERE id = :id
            """
        case .migration:
            """
            SELECT id, name, sha256, ran_at
            FROM migration
            WHERE id = :id
            """
        case .complianceDocument, .attempt, .answer, .cleared, .restore, .incident, .closing,
            .settlement:
            authorityRowSQL
        case .sheetImport: SheetImportSQL.row
        case .certificate, .document, .issuance: nil
        }
    }
}

extension EntryKind {
    /// The columns of the tables of migrations/0002_authority.sql, 0003_incident.sql,
    /// 0005_closing.sql and 0006_settlement.sql.
    private var authorityRowSQL: String? {
        switch self {
        case .complianceDocument:
            """
            SELECT id, certificate_id, step, icv, pih, hash, uuid, recorded_at, xml
            FROM compliance_document
            WHERE id = :id
            """
        case .attempt:
            """
            SELECT id, unit_id, endpoint, signing_key_id, certificate_id, compliance_document_id,
              document_id, profile, recorded_at, request
            FROM attempt
            WHERE id = :id
            """
        case .answer:
            """
            SELECT id, attempt_id, outcome, status, bytes_sent, started_at, finished_at, request_id,
              certificate_id, recorded_at, response
            FROM answer
            WHERE id = :id
            """
        case .cleared:
            """
            SELECT id, document_id, answer_id, recorded_at, xml
            FROM cleared
            WHERE id = :id
            """
        case .restore:
            """
            SELECT id, size, root, missing, recorded_at, note
            FROM restore
            WHERE id = :id
            """
        case .incident:
            """
            SELECT id, unit_id, event, cause, answer_id, effective_at, recorded_at, note
            FROM incident
            WHERE id = :id
            """
        case .closing:
            """
            SELECT id, document_id, reason, recorded_at
            FROM closing
            WHERE id = :id
            """
        case .settlement:
            """
            SELECT id, document_id, seen, recorded_at
            FROM settlement
            WHERE id = :id
            """
        default: nil
        }
    }
}

/// Adds entries to the log within one write transaction.
struct LogWriter {
    private let db: Database
    /// Entries so far.
    private(set) var size: Int64
    private let insert: PreparedSQL

    private static let insertSQL = """
        INSERT INTO entry (seq, kind, row_id, payload_sha256, leaf_hash)
        VALUES (:seq, :kind, :row_id, :payload_sha256, :leaf_hash)
        """

    init(_ db: Database) throws(LedgerError) {
        self.db = db
        insert = try PreparedSQL(Self.insertSQL, db)
        size = try Self.size(db)
    }

    static func size(_ db: Database) throws(LedgerError) -> Int64 {
        try db.first("SELECT coalesce(max(seq), 0) FROM entry") { $0.integer(0) } ?? 0
    }

    /// Adds the entry of a row whose payload is its JSON, as the row now stands in the file.
    mutating func appendRow(_ kind: EntryKind, id: Int64) throws(LedgerError) {
        guard let sql = kind.rowSQL else { preconditionFailure("\(kind) is no row's JSON") }
        let payload = try db.first(sql, [.integer(id)]) { row throws(LedgerError) in
            SHA256.hash(CanonicalJSON.encode(row.json))
        }
        guard let payload else { preconditionFailure("a row that was just written is there") }
        try append(kind, id: id, payload: payload)
    }

    mutating func append(
        _ kind: EntryKind, id: Int64, payload: SHA256Digest
    ) throws(LedgerError) {
        size += 1
        let leaf = LogLeaf.hash(kind: kind.rawValue, payload: payload)
        try db.step(
            insert,
            [
                .integer(size), .text(kind.rawValue), .integer(id), .blob(payload.bytes),
                .blob(leaf.bytes),
            ])
    }
}

extension Ledger {
    /// The log's RFC 6962 tree over its first entries.
    ///
    /// - Parameter size: How many; all that there are if `nil`. 100,000 leaves take some tens of
    ///   milliseconds.
    /// - Returns: `nil` if the log is shorter than `size`.
    public func logTree(size: Int64? = nil) throws(LedgerError) -> MerkleTree? {
        var tree = MerkleTree()
        let wanted: Int64
        if let size { wanted = size } else { wanted = try logSize() }
        let isWhole = try forEachLeaf(upTo: wanted) { tree.push($0) }
        return isWhole ? tree : nil
    }

    /// Entries in the log.
    public func logSize() throws(LedgerError) -> Int64 {
        try store.perform { db throws(LedgerError) in try LogWriter.size(db) }
    }

    /// Rows read under one lock: long reads would hold writers off.
    static let pageRows: Int64 = 1_000
}
