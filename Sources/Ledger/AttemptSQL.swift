import GRDB
import Invoicing

/// The queries over `attempt` and `answer`, all with the same columns.
enum AttemptSQL {
    static let insert = """
        INSERT INTO attempt
          (unit_id, endpoint, signing_key_id, certificate_id, compliance_document_id, document_id,
           profile, recorded_at, request)
        VALUES
          (:unit_id, :endpoint, :signing_key_id, :certificate_id, :compliance_document_id,
           :document_id, :profile, :recorded_at, :request)
        """

    private static let rows = """
        SELECT
          attempt.id, unit.name, attempt.endpoint, attempt.signing_key_id, attempt.certificate_id,
          attempt.compliance_document_id, attempt.document_id, attempt.profile,
          attempt.recorded_at, answer.id, answer.outcome, answer.status, answer.bytes_sent,
          answer.started_at, answer.finished_at, answer.request_id, answer.certificate_id,
          answer.recorded_at
        FROM attempt
        JOIN unit ON unit.id = attempt.unit_id
        LEFT JOIN answer ON answer.attempt_id = attempt.id
        """

    private static let byID = """
        \(rows)
        WHERE attempt.id = :id
        """

    private static let byUnit = """
        \(rows)
        WHERE attempt.unit_id = :unit_id
          AND attempt.document_id IS NULL
        ORDER BY attempt.id
        """

    private static let byDocument = """
        \(rows)
        WHERE attempt.document_id = :document_id
        ORDER BY attempt.id
        """

    private static let unanswered = """
        \(rows)
        WHERE attempt.unit_id = :unit_id
          AND answer.id IS NULL
        ORDER BY attempt.id
        """

    private static let openByUnit = """
        \(rows)
        WHERE attempt.unit_id = :unit_id
          AND attempt.endpoint IN ('compliance-csid', 'production-csid', 'renewal')
          AND answer.id IS NULL
        ORDER BY attempt.id
        LIMIT 1
        """

    /// The unit's request for a certificate of which nobody knows what came.
    static func open(unitID: Int64, _ db: Database) throws(LedgerError) -> AttemptRecord? {
        try db.first(openByUnit, [.integer(unitID)]) { row throws(LedgerError) in try record(row) }
    }

    /// - Parameter open: Only those without an answer, those about documents too.
    static func records(
        unitID: Int64, open: Bool = false, _ db: Database
    ) throws(LedgerError) -> [AttemptRecord] {
        var records: [AttemptRecord] = []
        try db.each(open ? unanswered : byUnit, [.integer(unitID)]) { row throws(LedgerError) in
            records.append(try record(row))
            return true
        }
        return records
    }

    static func records(documentID: Int64, _ db: Database) throws(LedgerError) -> [AttemptRecord] {
        var records: [AttemptRecord] = []
        try db.each(byDocument, [.integer(documentID)]) { row throws(LedgerError) in
            records.append(try record(row))
            return true
        }
        return records
    }

    static func record(id: Int64, _ db: Database) throws(LedgerError) -> AttemptRecord {
        let found = try db.first(byID, [.integer(id)]) { row throws(LedgerError) in
            try record(row)
        }
        guard let found else { throw .unknownAttempt(id: id) }
        return found
    }

    private static func record(_ row: SQLRow) throws(LedgerError) -> AttemptRecord {
        let id = row.integer(0)
        guard let recordedAt = Instant(row.text(8) ?? "") else {
            throw .badRow(table: "attempt", id: id, column: "recorded_at")
        }
        return AttemptRecord(
            id: id, unit: row.text(1) ?? "", endpoint: row.text(2) ?? "",
            signingKeyID: row.optionalInteger(3), certificateID: row.optionalInteger(4),
            complianceDocumentID: row.optionalInteger(5), documentID: row.optionalInteger(6),
            profile: Int(row.integer(7)), recordedAt: recordedAt, answer: try answer(row))
    }

    private static func answer(_ row: SQLRow) throws(LedgerError) -> AnswerRecord? {
        guard let id = row.optionalInteger(9) else { return nil }
        func instant(_ index: Int32, _ column: String) throws(LedgerError) -> Instant {
            guard let instant = Instant(row.text(index) ?? "") else {
                throw .badRow(table: "answer", id: id, column: column)
            }
            return instant
        }
        return AnswerRecord(
            id: id, outcome: row.text(10) ?? "", status: row.optionalInteger(11).map { Int($0) },
            bytesSent: row.optionalInteger(12).map { Int($0) },
            startedAt: try instant(13, "started_at"),
            finishedAt: try instant(14, "finished_at"), requestID: row.text(15),
            certificateID: row.optionalInteger(16), recordedAt: try instant(17, "recorded_at"))
    }
}

/// The queries over `signing_key`.
enum KeySQL {
    static let idBySPKI = """
        SELECT id, unit_id
        FROM signing_key
        WHERE spki = :spki
        """

    private static let byUnit = """
        SELECT
          signing_key.id, unit.name, signing_key.spki, signing_key.recorded_at,
          EXISTS (SELECT 1 FROM certificate WHERE certificate.signing_key_id = signing_key.id)
        FROM signing_key
        JOIN unit ON unit.id = signing_key.unit_id
        WHERE signing_key.unit_id = :unit_id
        ORDER BY signing_key.id
        """

    static func keys(unitID: Int64, _ db: Database) throws(LedgerError) -> [SigningKeyRecord] {
        var keys: [SigningKeyRecord] = []
        try db.each(byUnit, [.integer(unitID)]) { row throws(LedgerError) in
            guard let recordedAt = Instant(row.text(3) ?? "") else {
                throw .badRow(table: "signing_key", id: row.integer(0), column: "recorded_at")
            }
            keys.append(
                SigningKeyRecord(
                    id: row.integer(0), unit: row.text(1) ?? "", spki: row.blob(2),
                    recordedAt: recordedAt, hasCertificate: row.integer(4) != 0))
            return true
        }
        return keys
    }
}

extension SQLRow {
    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
}

extension SQLValue {
    init(_ integer: Int64?) { self = integer.map { .integer($0) } ?? .null }
}
