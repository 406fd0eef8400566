import CSQLite
import Cryptography
import Encoding
import GRDB

/// The tables of what passes between the firm and the authority. Their rows can be many and large,
/// so they are read one at a time, and nothing of a row is kept but what other checks need.
enum AuthorityTable: CaseIterable {
    case complianceDocument
    case attempt
    case answer
    case cleared

    static let all = allCases
    static let mostRows = 20_000_000
    /// Longest request or answer, in bytes.
    static let largestExchange: Int64 = 20_971_520

    /// The kind of its log entries.
    var kind: String {
        switch self {
        case .complianceDocument: "compliance-document"
        case .attempt: "attempt"
        case .answer: "answer"
        case .cleared: "cleared"
        }
    }

    private var newestRow: StaticString {
        switch self {
        case .complianceDocument: "SELECT coalesce(max(id), 0) FROM compliance_document"
        case .attempt: "SELECT coalesce(max(id), 0) FROM attempt"
        case .answer: "SELECT coalesce(max(id), 0) FROM answer"
        case .cleared: "SELECT coalesce(max(id), 0) FROM cleared"
        }
    }

    /// Rows after the first and up to the second number.
    var list: StaticString {
        switch self {
        case .complianceDocument:
            """
            SELECT id
            FROM compliance_document NOT INDEXED
            WHERE id > ? AND id <= ?
            ORDER BY id
            LIMIT 20000
            """
        case .attempt:
            """
            SELECT id FROM attempt NOT INDEXED WHERE id > ? AND id <= ? ORDER BY id LIMIT 20000
            """
        case .answer:
            """
            SELECT id FROM answer NOT INDEXED WHERE id > ? AND id <= ? ORDER BY id LIMIT 20000
            """
        case .cleared:
            """
            SELECT id FROM cleared NOT INDEXED WHERE id > ? AND id <= ? ORDER BY id LIMIT 20000
            """
        }
    }

    func newest(_ db: Database) throws -> Int64 {
        let scan = try RowScan(db, newestRow)
        return try scan.next() ? scan.integer(0) : 0
    }
}

/// RFC 8785 JSON of a row whose first columns are all of its table in the order of their names.
struct RowPayload {
    private var text: [UInt8] = []

    mutating func digest(_ scan: RowScan, columns: Int32) -> SHA256Digest {
        text.removeAll(keepingCapacity: true)
        for column in 0..<columns {
            text.append(UInt8(ascii: column == 0 ? "{" : ","))
            append(quoted: Array(scan.name(column).utf8))
            text.append(UInt8(ascii: ":"))
            switch scan.type(column) {
            case SQLITE_NULL: text += "null".utf8
            case SQLITE_INTEGER: text += String(scan.integer(column)).utf8
            case SQLITE_BLOB: append(quoted: Base64.encodeToBytes(scan.blob(column)))
            default: text += CanonicalJSON.encode(.string(scan.text(column)))
            }
        }
        text.append(UInt8(ascii: "}"))
        return SHA256.hash(text)
    }

    /// For bytes that need no escape.
    private mutating func append(quoted bytes: [UInt8]) {
        text.append(UInt8(ascii: "\""))
        text += bytes
        text.append(UInt8(ascii: "\""))
    }
}

extension RowScan {
    func isNull(_ column: Int32) -> Bool { type(column) == SQLITE_NULL }

    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
}

extension LogIndex {
    /// Compares a row of one of the large tables with its entry in the log.
    func symptoms(of key: RecordKey, at place: FindingPlace, payload: SHA256Digest) -> [Symptom] {
        guard let logged = entry(of: key)?.payload else {
            return [
                Symptom(
                    .recordNotLogged, at: place, expected: "an entry",
                    found: "\(key.kind) \(key.id)", key: .record(key), follows: [.file])
            ]
        }
        if logged == payload || isEntryEdited(key, payload: payload) { return [] }
        return [
            Symptom(
                .recordChanged, at: place, expected: logged.base64,
                found: "\(payload.base64) (\(key.kind) \(key.id))",
                key: .record(key),
                follows: badLeaves[key].map { [.entry($0.seq)] } ?? [])
        ]
    }

    /// Number of the entry of a document.
    func entry(ofDocument row: Int64) -> Int64? {
        documents.entry(of: row)?.seq
    }
}
