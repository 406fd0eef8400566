import GRDB
public import Invoicing

/// A renewal of the certificate in use of which nobody knows what came.
///
/// The authority takes the old certificate back when it gives the new one, so it may have done that
/// already, and may reject what the old one stamps from then on.
public struct UnsettledRenewal: Hashable, Sendable {
    public let unit: String
    /// When the authority was asked.
    public let since: Instant
    /// No end of it is stored: another program may be waiting for the answer at this moment.
    public let isOpen: Bool
}

extension Ledger {
    /// The renewal of the unit's certificate in use whose end nobody knows, if there is one: its
    /// answer is missing, or brought nothing that could be used.
    ///
    /// It is settled by a new certificate, by the end of the old one, and by a document that the
    /// authority accepts from the old one's login afterwards.
    public func unsettledRenewal(unit: String) throws(LedgerError) -> UnsettledRenewal? {
        try store.read { db throws(LedgerError) in
            let unitID = try Self.unitID(unit, db)
            guard let id = try ActiveCertificate.id(unitID: unitID, db) else { return nil }
            return try Self.unsettledRenewal(of: id, unitID: unitID, unit: unit, db)
        }
    }

    /// - Throws: ``LedgerError/renewalUnsettled(_:)``
    public func requireSettledRenewal(unit: String) throws(LedgerError) {
        if let lost = try unsettledRenewal(unit: unit) { throw .renewalUnsettled(lost) }
    }

    static func unsettledRenewal(
        of certificateID: Int64, unitID: Int64, unit: String, _ db: Database
    ) throws(LedgerError) -> UnsettledRenewal? {
        try db.first(
            newestWord, [.integer(unitID), .integer(certificateID)]
        ) { row throws(LedgerError) in
            guard row.integer(2) != 0 else { return nil }
            guard let since = Instant(row.text(1) ?? "") else {
                throw .badRow(table: "attempt", id: row.integer(0), column: "recorded_at")
            }
            return UnsettledRenewal(unit: unit, since: since, isOpen: row.integer(3) != 0)
        }
    }

    /// Backwards from the newest request to the first that says anything about the certificate, so
    /// that a long ledger is not read for each document. Where a renewal wanted the compliance
    /// checks, its last step is the request for the production certificate.
    private static let newestWord = """
        SELECT
          attempt.id, attempt.recorded_at,
          attempt.document_id IS NULL AND answer.certificate_id IS NULL, answer.id IS NULL
        FROM attempt
        LEFT JOIN answer ON answer.attempt_id = attempt.id
        WHERE attempt.unit_id = :unit_id
          AND (
            answer.certificate_id = :certificate_id
            OR attempt.document_id IS NOT NULL
              AND attempt.certificate_id = :certificate_id
              AND answer.outcome IN (\(accepted))
            OR attempt.endpoint IN ('renewal', 'production-csid')
              AND answer.certificate_id IS NULL
              AND (answer.id IS NULL
                OR answer.outcome IN ('unknown', 'server-trouble', 'csid-issued'))
              AND (attempt.certificate_id = :certificate_id
                OR :certificate_id IN (
                  SELECT renewal.certificate_id
                  FROM answer AS brought
                  JOIN attempt AS renewal ON renewal.id = brought.attempt_id
                  WHERE brought.certificate_id = attempt.certificate_id
                    AND renewal.endpoint = 'renewal')))
        ORDER BY attempt.id DESC
        LIMIT 1
        """
}
