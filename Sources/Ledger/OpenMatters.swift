import Invoicing

/// Documents that the authority has judged and that want a person's hand all the same.
extension Ledger {
    /// A unit's documents that were rejected, have no successor and are not closed, and those that
    /// were cleared but whose copy by the authority is not here, in the order of their issue.
    ///
    /// A successor is a document of its own: what becomes of it is told of it.
    public func openMatters(
        unit: String, after id: Int64 = 0, limit: Int
    ) throws(LedgerError) -> [SubmissionRecord] {
        try submissions(
            unit: unit, after: id, limit: limit,
            where: """
                document.id IN (\(Self.openlyRejected)) OR document.id IN (\(Self.withoutCopy))
                """)
    }

    /// How many documents were rejected, have no successor and are not closed; looks at nothing but
    /// the rejections.
    public func openRejections() throws(LedgerError) -> Int64 {
        try store.perform { db throws(LedgerError) in
            try db.first("SELECT count(DISTINCT id) FROM (\(Self.openlyRejected))") {
                $0.integer(0)
            } ?? 0
        }
    }

    /// The list of all final outcomes stands there for SQLite, which else would not use the index
    /// of these answers.
    private static let openlyRejected = """
        SELECT refused.id
        FROM answer
        JOIN attempt ON attempt.id = answer.attempt_id
        JOIN document AS refused ON refused.id = attempt.document_id
        WHERE answer.outcome = 'rejected'
          AND answer.outcome IN (\(final))
          AND NOT EXISTS (
            SELECT 1
            FROM attempt AS other
            JOIN answer AS verdict ON verdict.attempt_id = other.id
            WHERE other.document_id = refused.id AND verdict.outcome IN (\(accepted)))
          AND NOT EXISTS (SELECT 1 FROM closing WHERE closing.document_id = refused.id)
          AND NOT EXISTS (
            SELECT 1
            FROM document AS successor
            WHERE successor.number = refused.number AND successor.revision > refused.revision)
          AND NOT EXISTS (
            SELECT 1
            FROM document AS successor
            WHERE successor.key = refused.key AND successor.revision > refused.revision)
        """

    private static let withoutCopy = """
        SELECT attempt.document_id
        FROM answer
        JOIN attempt ON attempt.id = answer.attempt_id
        WHERE attempt.endpoint = 'clearance'
          AND answer.outcome IN (\(accepted))
          AND answer.outcome IN (\(final))
          AND NOT EXISTS (SELECT 1 FROM cleared WHERE cleared.document_id = attempt.document_id)
        """
}
