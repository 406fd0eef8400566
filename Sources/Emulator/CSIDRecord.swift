import Encoding
import GRDB
import Invoicing

/// A CSID that the emulator has issued.
struct CSIDRecord: Sendable {
    enum Class: String, Sendable { case compliance, production }

    let id: Int64
    let `class`: Class
    let requestID: Int64
    let token: String
    let secret: String
    let serial: String
    let vat: String
    let unit: String
    let documents: String
    let requestDER: [UInt8]
    let notAfter: Int64
    /// The production CSID that this one replaces once it is one itself.
    let renews: Int64?
    let isRevoked: Bool

    private static let columns = """
        SELECT id, class, request_id, token, secret, serial, vat, unit, documents, request,
               not_after, renews, revoked_at
        FROM csid
        """

    private init(_ row: Row) throws {
        guard let kind = Class(rawValue: row["class"]),
            let request = Base64.decode(row["request"] as String)
        else { throw DatabaseError(message: "a CSID's row is damaged") }
        id = row["id"]
        `class` = kind
        requestID = row["request_id"]
        token = row["token"]
        secret = row["secret"]
        serial = row["serial"]
        vat = row["vat"]
        unit = row["unit"]
        documents = row["documents"]
        requestDER = request
        notAfter = row["not_after"]
        renews = row["renews"]
        isRevoked = row["revoked_at"] != nil
    }

    static func with(token: String, in db: Database) throws -> CSIDRecord? {
        try Row.fetchOne(db, sql: columns + " WHERE token = ?", arguments: [token])
            .map(CSIDRecord.init)
    }

    static func with(serial: String, in db: Database) throws -> CSIDRecord? {
        try Row.fetchOne(db, sql: columns + " WHERE serial = ?", arguments: [serial])
            .map(CSIDRecord.init)
    }

    static func production(requestID: Int64, in db: Database) throws -> CSIDRecord? {
        try Row.fetchOne(
            db, sql: columns + " WHERE class = 'production' AND request_id = ?",
            arguments: [requestID]
        ).map(CSIDRecord.init)
    }

    static func all(in db: Database) throws -> [CSIDRecord] {
        try Row.fetchAll(db, sql: columns + " ORDER BY id").map(CSIDRecord.init)
    }

    static func revoke(_ id: Int64, now: Instant, in db: Database) throws {
        try db.execute(
            sql: "UPDATE csid SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
            arguments: [now.secondsSince1970, id])
    }

    /// What the record of certificates shows; no secret.
    var json: JSONValue {
        [
            "serial": .string(serial), "class": .string(`class`.rawValue),
            "request_id": JSONValue(requestID), "vat": .string(vat), "unit": .string(unit),
            "documents": .string(documents),
            "not_after": .string(Instant(secondsSince1970: notAfter).description),
            "revoked": .bool(isRevoked),
        ]
    }
}

/// The kinds of documents that must pass before a production CSID is given (C5).
enum ComplianceStep: String, CaseIterable, Sendable {
    case standardInvoice = "standard-compliant"
    case standardCreditNote = "standard-credit-note-compliant"
    case standardDebitNote = "standard-debit-note-compliant"
    case simplifiedInvoice = "simplified-compliant"
    case simplifiedCreditNote = "simplified-credit-note-compliant"
    case simplifiedDebitNote = "simplified-debit-note-compliant"

    /// The step that a document stands for; a prepayment for none.
    init?(isSimplified: Bool, typeCode: String?) {
        switch typeCode {
        case "388": self = isSimplified ? .simplifiedInvoice : .standardInvoice
        case "381": self = isSimplified ? .simplifiedCreditNote : .standardCreditNote
        case "383": self = isSimplified ? .simplifiedDebitNote : .standardDebitNote
        default: return nil
        }
    }

    /// The steps for a document map: three for each kind.
    static func needed(for documents: String) -> [ComplianceStep] {
        let map = Array(documents.utf8)
        return allCases.filter { step in
            let place = step.rawValue.hasPrefix("standard") ? 0 : 1
            return map.count == 4 && map[place] == UInt8(ascii: "1")
        }
    }

    static func passed(_ csid: Int64, in db: Database) throws -> Set<String> {
        try String.fetchSet(
            db, sql: "SELECT step FROM compliance_step WHERE csid = ?", arguments: [csid])
    }

    func record(_ csid: Int64, now: Instant, in db: Database) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO compliance_step (csid, step, passed_at) VALUES (?, ?, ?)",
            arguments: [csid, rawValue, now.secondsSince1970])
    }
}
