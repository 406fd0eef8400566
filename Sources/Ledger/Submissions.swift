import GRDB
public import Invoicing

/// A document and what the authority has said about it so far.
public struct SubmissionRecord: Sendable {
    public let document: DocumentRecord
    public let certificateID: Int64
    /// The attempt that settled it, else the newest; `nil` before the first.
    public let last: LastAttempt?
    /// When it was first sent so that it may have been taken in and nobody knows: from then on the
    /// authority may know it.
    public let mayBeKnownSince: Instant?
    /// Whether the ledger was put back since to a copy that may lack what became of it.
    public let isOlderThanRestore: Bool
    /// Whether the authority's own copy is stored.
    public let hasClearedCopy: Bool
    /// That its sale was called off, if it was.
    public let closing: ClosingRecord?
    /// That somebody of the firm saw it accepted in the portal, if anybody did.
    public let settlement: SettlementRecord?

    public struct LastAttempt: Hashable, Sendable {
        public let id: Int64
        public let endpoint: String
        /// `nil` while nobody knows.
        public let outcome: String?
        public let at: Instant

        /// Whether its answer says that the authority cleared the document.
        public var isCleared: Bool {
            endpoint == "clearance" && Ledger.acceptedOutcomes.contains(outcome ?? "")
        }
    }
}

/// A cleared document: the authority's copy of one of ours.
public struct ClearedRecord: Hashable, Sendable {
    public let id: Int64
    public let documentID: Int64
    public let answerID: Int64
    public let recordedAt: Instant
}

extension Ledger {
    static let acceptedOutcomes = [
        "accepted", "accepted-with-warnings", "already-accepted", "cleared-without-copy",
    ]
    static let accepted = acceptedOutcomes.map { "'\($0)'" }.joined(separator: ", ")

    /// Outcomes after which a document is never sent again as something new.
    static let final = "\(accepted), 'rejected'"

    /// Neither judged by the authority nor settled by the firm's word.
    private static let unjudged = """
        NOT EXISTS (
          SELECT 1
          FROM attempt
          JOIN answer ON answer.attempt_id = attempt.id
          WHERE attempt.document_id = document.id AND answer.outcome IN (\(final)))
        AND NOT EXISTS (SELECT 1 FROM settlement WHERE settlement.document_id = document.id)
        """

    /// Documents of a unit that are still to be settled, in the order of their issue.
    public func unsubmitted(
        unit: String, after id: Int64 = 0, limit: Int
    ) throws(LedgerError) -> [SubmissionRecord] {
        try submissions(unit: unit, after: id, limit: limit, where: Self.unjudged)
    }

    /// A unit's documents of which a condition holds, in the order of their issue.
    func submissions(
        unit: String, after id: Int64, limit: Int, where condition: String
    ) throws(LedgerError) -> [SubmissionRecord] {
        try submissions(
            """
            JOIN chain ON chain.id = document.chain_id
            JOIN unit ON unit.id = chain.unit_id
            WHERE unit.name = :unit
              AND document.id > :after
              AND (\(condition))
            ORDER BY document.id
            LIMIT :limit
            """, [.text(unit), .integer(id), .integer(Int64(limit))])
    }

    /// How many documents are still to be settled: counts indexes only, so that every command can
    /// ask.
    public func unjudgedCount() throws(LedgerError) -> Int64 {
        try store.perform { db throws(LedgerError) in
            // Ids have no gaps. Few documents were sent more than once, and few answers of these
            // words are about compliance documents. No document that is settled by word has one.
            try db.first(
                """
                SELECT (SELECT coalesce(max(id), 0) FROM document)
                  - (SELECT count(*) FROM answer WHERE outcome IN (\(Self.final)))
                  - (SELECT count(*) FROM settlement)
                  + (SELECT count(*)
                     FROM attempt
                     JOIN answer ON answer.attempt_id = attempt.id
                     WHERE attempt.compliance_document_id IS NOT NULL
                       AND answer.outcome IN (\(Self.final)))
                  + (SELECT coalesce(sum(answers - 1), 0)
                     FROM (
                       SELECT (
                         SELECT count(*)
                         FROM attempt
                         JOIN answer ON answer.attempt_id = attempt.id
                         WHERE attempt.document_id = sent.document_id
                           AND answer.outcome IN (\(Self.final))) AS answers
                       FROM (
                         SELECT document_id
                         FROM attempt
                         WHERE document_id IS NOT NULL
                         GROUP BY document_id
                         HAVING count(*) > 1) AS sent)
                     WHERE answers > 1)
                """
            ) { $0.integer(0) } ?? 0
        }
    }

    /// When and as what a document was issued.
    public struct Unjudged: Hashable, Sendable {
        public let kind: InvoiceKind
        public let issuedAt: IssueTime
    }

    /// The newest documents that are still to be settled.
    ///
    /// - Parameters:
    ///   - most: No more than so many.
    ///   - span: Looks no further back than so many documents.
    public func newestUnjudged(most: Int64, span: Int64) throws(LedgerError) -> [Unjudged] {
        try store.perform { db throws(LedgerError) in
            var found: [Unjudged] = []
            try db.each(
                """
                SELECT kind, issued_at, id
                FROM document
                WHERE id > (SELECT max(id) FROM document) - :span
                  AND \(Self.unjudged)
                ORDER BY id DESC
                LIMIT :most
                """, [.integer(span), .integer(most)]
            ) { row throws(LedgerError) in
                guard let kind = InvoiceKind(rawValue: row.text(0) ?? ""),
                    let issuedAt = IssueTime(row.text(1) ?? "")
                else { throw .badRow(table: "document", id: row.integer(2), column: "issued_at") }
                found.append(Unjudged(kind: kind, issuedAt: issuedAt))
                return true
            }
            return found
        }
    }

    /// The row of the newest document; 0 where there is none.
    public func newestDocumentID() throws(LedgerError) -> Int64 {
        try store.perform { db throws(LedgerError) in
            try db.first("SELECT coalesce(max(id), 0) FROM document") { $0.integer(0) } ?? 0
        }
    }

    /// What became of one document.
    public func submission(of document: DocumentRecord) throws(LedgerError) -> SubmissionRecord {
        let found = try submissions(
            "WHERE document.id = :id", [.integer(document.id)])
        guard let record = found.first else {
            throw .badRow(table: "document", id: document.id, column: "id")
        }
        return record
    }

    private typealias Row = (
        id: Int64, certificate: Int64, closing: ClosingRecord?, settlement: SettlementRecord?
    )

    /// Documents with what the authority said of each; `condition` follows `FROM document`.
    private func submissions(
        _ condition: String, _ values: [SQLValue]
    ) throws(LedgerError) -> [SubmissionRecord] {
        try store.read { db throws(LedgerError) in
            var rows: [Row] = []
            try db.each(
                """
                SELECT document.id, document.certificate_id, closing.id, closing.document_id,
                  closing.reason, closing.recorded_at, settlement.id, settlement.document_id,
                  settlement.seen, settlement.recorded_at
                FROM document
                LEFT JOIN closing ON closing.document_id = document.id
                LEFT JOIN settlement ON settlement.document_id = document.id
                \(condition)
                """, values
            ) { row throws(LedgerError) in
                let closing = row.integer(2) == 0 ? nil : try ClosingSQL.record(row, at: 2)
                let settlement = row.integer(6) == 0 ? nil : try SettlementSQL.record(row, at: 6)
                rows.append((row.integer(0), row.integer(1), closing, settlement))
                return true
            }
            var found: [SubmissionRecord] = []
            for row in rows {
                guard
                    let document = try db.first(
                        DocumentSQL.byID, [.integer(row.id)], DocumentSQL.record)
                else { throw .badRow(table: "document", id: row.id, column: "id") }
                let restored = try Self.perhapsSentSince(row.id, db)
                let since = [try Self.sentSince(row.id, db), restored].compactMap(\.self).min()
                found.append(
                    SubmissionRecord(
                        document: document, certificateID: row.certificate,
                        last: try Self.lastAttempt(row.id, db),
                        mayBeKnownSince: since, isOlderThanRestore: restored != nil,
                        hasClearedCopy: try Self.clearedID(row.id, db) != nil,
                        closing: row.closing, settlement: row.settlement))
            }
            return found
        }
    }

    static func lastAttempt(
        _ document: Int64, _ db: Database
    ) throws(LedgerError) -> SubmissionRecord.LastAttempt? {
        try db.first(
            """
            SELECT attempt.endpoint, answer.outcome, attempt.recorded_at, attempt.id
            FROM attempt
            LEFT JOIN answer ON answer.attempt_id = attempt.id
            WHERE attempt.document_id = :document_id
            ORDER BY
              coalesce(answer.outcome IN (\(accepted)), 0) DESC,
              coalesce(answer.outcome = 'rejected', 0) DESC,
              attempt.id DESC
            LIMIT 1
            """,
            [.integer(document)]
        ) { row throws(LedgerError) -> SubmissionRecord.LastAttempt? in
            guard let at = Instant(row.text(2) ?? "") else {
                throw .badRow(table: "attempt", id: row.integer(3), column: "recorded_at")
            }
            return SubmissionRecord.LastAttempt(
                id: row.integer(3), endpoint: row.text(0) ?? "", outcome: row.text(1), at: at)
        }
    }

    /// Whether the authority may have taken it in without a word that is stored.
    static func mayBeKnown(_ document: Int64, _ db: Database) throws(LedgerError) -> Bool {
        if try sentSince(document, db) != nil { return true }
        return try perhapsSentSince(document, db) != nil
    }

    /// The first attempt that may have been taken in. What was turned away before it was read is
    /// none.
    private static func sentSince(
        _ document: Int64, _ db: Database
    ) throws(LedgerError) -> Instant? {
        try db.first(
            """
            SELECT attempt.recorded_at
            FROM attempt
            LEFT JOIN answer ON answer.attempt_id = attempt.id
            WHERE attempt.document_id = :document_id
              AND coalesce(answer.outcome, 'unknown')
                IN ('unknown', 'server-trouble', 'unexpected-status')
            ORDER BY attempt.id
            LIMIT 1
            """,
            [.integer(document)]
        ) { row in Instant(row.text(0) ?? "") } ?? nil
    }

    /// Of a document that is older than the copy which the file was put back to: what became of it
    /// between the two, nobody here knows. A ledger without the emulator's address sends nothing.
    private static func perhapsSentSince(
        _ document: Int64, _ db: Database
    ) throws(LedgerError) -> Instant? {
        try db.first(
            """
            SELECT document.recorded_at
            FROM restore
            CROSS JOIN entry ON entry.kind = 'document' AND entry.row_id = :document_id
            JOIN document ON document.id = entry.row_id
            WHERE restore.size >= entry.seq AND restore.note IS NOT :nothing_lost
              AND NOT EXISTS (
                SELECT 1 FROM ledger WHERE environment = 'emulator' AND endpoint IS NULL)
            LIMIT 1
            """, [.integer(document), .text(RestoreRecord.nothingLost)]
        ) { row in Instant(row.text(0) ?? "") } ?? nil
    }

    /// Whether the authority rejected it, and never accepted it.
    static func isRejected(_ document: Int64, _ db: Database) throws(LedgerError) -> Bool {
        try lastAttempt(document, db)?.outcome == "rejected"
    }

    static func clearedID(_ document: Int64, _ db: Database) throws(LedgerError) -> Int64? {
        try db.first(
            "SELECT id FROM cleared WHERE document_id = :id", [.integer(document)]
        ) { $0.integer(0) }
    }

    /// Every request about a document with what came of it, the oldest first.
    public func attempts(about document: DocumentRecord) throws(LedgerError) -> [AttemptRecord] {
        try store.read { db throws(LedgerError) in
            try AttemptSQL.records(documentID: document.id, db)
        }
    }

    // MARK: The authority's copies

    /// Stores the document as the authority cleared it, byte by byte. Its hash is that of ours.
    public func addCleared(
        _ xml: [UInt8], of document: DocumentRecord, answer: Int64,
        now: @autoclosure () -> Instant
    ) throws(LedgerError) -> ClearedRecord {
        try store.write { db throws(LedgerError) in
            let now = try Self.time(now(), db)
            var log = try LogWriter(db)
            let cleared = NewCleared(document: document, xml: xml)
            let id = try Self.insert(cleared, answer: answer, now: now, db: db, log: &log)
            return ClearedRecord(
                id: id, documentID: document.id, answerID: answer, recordedAt: now)
        }
    }

    @discardableResult
    static func insert(
        _ cleared: NewCleared, answer: Int64?, now: Instant, db: Database, log: inout LogWriter
    ) throws(LedgerError) -> Int64 {
        try db.step(
            """
            INSERT INTO cleared (document_id, answer_id, recorded_at, xml)
            VALUES (:document_id, :answer_id, :recorded_at, :xml)
            """,
            [
                .integer(cleared.document.id), SQLValue(answer), .text(now.description),
                .blob(cleared.xml),
            ])
        let id = db.lastInsertedRowID
        try log.appendRow(.cleared, id: id)
        return id
    }

    /// The authority's copy of a document; `nil` if none is stored.
    public func clearedXML(of document: DocumentRecord) throws(LedgerError) -> [UInt8]? {
        try store.read { db throws(LedgerError) in
            try db.first(
                "SELECT xml FROM cleared WHERE document_id = :id", [.integer(document.id)]
            ) { $0.blob(0) }
        }
    }
}
