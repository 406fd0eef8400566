import GRDB
public import Invoicing

/// The word of somebody of the firm that the authority's portal shows a document as accepted, whose
/// answer was lost. It is no answer of the authority.
public struct SettlementRecord: Hashable, Sendable {
    public let id: Int64
    public let documentID: Int64
    /// What was seen, when and by whom, in the words of the firm.
    public let seen: String
    public let recordedAt: Instant
}

extension SettlementRecord {
    /// Whose word it is, and since when.
    public func words(number: String) -> Bilingual {
        Bilingual(
            en: "the firm recorded on \(recordedAt) that the authority's portal shows \(number) as "
                + "accepted: \(seen)",
            ar: "قيّدت المنشأة في \(recordedAt) أن بوابة الهيئة تُظهر \(number) مقبولًا: \(seen)")
    }
}

/// What came of recording that a document is in the portal.
public enum SettlementOutcome: Hashable, Sendable {
    /// Stored now.
    case settled(SettlementRecord)
    /// Stored before, with these or other words.
    case existing(SettlementRecord)
    /// An answer judged it, it was never sent, or a request about it has no end yet.
    case notOpen
}

extension Ledger {
    /// Records that the authority's portal shows a document as accepted whose answer was lost.
    ///
    /// Nothing about it is sent any more. That the authority does not know it again by itself, so
    /// that sending it again would not settle it, is the caller's to know.
    ///
    /// - Parameters:
    ///   - seen: In a line; it stays on record.
    ///   - copy: The document as the authority cleared it, from the portal. Its hash is that of
    ///     ours.
    /// - Throws: ``LedgerError/unfit(table:column:)`` for words that ``mayBeReason(_:)`` does not
    ///   take.
    public func recordSettlement(
        of document: DocumentRecord, seen: String, copy: [UInt8]? = nil,
        now: @autoclosure () -> Instant
    ) throws(LedgerError) -> SettlementOutcome {
        guard Self.mayBeReason(seen) else { throw .unfit(table: "settlement", column: "seen") }
        return try store.write { db throws(LedgerError) in
            if let first = try SettlementSQL.record(of: document.id, db) {
                return .existing(first)
            }
            guard try Self.isOpen(document.id, db) else { return .notOpen }
            let now = try Self.time(now(), db)
            var log = try LogWriter(db)
            try db.step(
                """
                INSERT INTO settlement (document_id, seen, recorded_at)
                VALUES (:document_id, :seen, :recorded_at)
                """,
                [.integer(document.id), .text(seen), .text(now.description)])
            let id = db.lastInsertedRowID
            try log.appendRow(.settlement, id: id)
            if let copy {
                try Self.insert(
                    NewCleared(document: document, xml: copy), answer: nil, now: now, db: db,
                    log: &log)
            }
            return .settled(
                SettlementRecord(
                    id: id, documentID: document.id, seen: seen, recordedAt: now))
        }
    }

    /// Stores the portal's copy of a document that is settled, or was cleared by an answer, without
    /// one.
    ///
    /// - Returns: False where it is neither, or a copy is stored already.
    public func addPortalCopy(
        _ xml: [UInt8], of document: DocumentRecord, now: @autoclosure () -> Instant
    ) throws(LedgerError) -> Bool {
        try store.write { db throws(LedgerError) in
            let settlement = try SettlementSQL.record(of: document.id, db)
            let isCleared = try Self.lastAttempt(document.id, db)?.isCleared ?? false
            guard settlement != nil || isCleared, try Self.clearedID(document.id, db) == nil else {
                return false
            }
            let now = try Self.time(now(), db)
            var log = try LogWriter(db)
            try Self.insert(
                NewCleared(document: document, xml: xml), answer: nil, now: now, db: db, log: &log)
            return true
        }
    }

    /// Perhaps taken in, judged by no answer, and no request about it is without an end.
    private static func isOpen(_ document: Int64, _ db: Database) throws(LedgerError) -> Bool {
        let against = try db.first(
            """
            SELECT 1
            FROM attempt
            LEFT JOIN answer ON answer.attempt_id = attempt.id
            WHERE attempt.document_id = :id AND (answer.id IS NULL OR answer.outcome IN (\(final)))
            LIMIT 1
            """, [.integer(document)]
        ) { $0.integer(0) }
        guard against == nil else { return false }
        return try mayBeKnown(document, db)
    }

    /// Documents that are accepted by the firm's word alone.
    public struct SettlementCount: Hashable, Sendable {
        public let documents: Int64
        /// Of these, standard ones whose copy by the authority is not here.
        public let withoutCopy: Int64
    }

    /// Of a unit; of every unit where none is named.
    public func settlementCount(unit: String? = nil) throws(LedgerError) -> SettlementCount {
        try store.perform { db throws(LedgerError) in
            try db.first(
                """
                SELECT count(*), coalesce(sum(
                  document.kind = 'standard'
                  AND NOT EXISTS (SELECT 1 FROM cleared WHERE cleared.document_id = document.id)
                  AND coalesce((
                    SELECT endpoint
                    FROM attempt
                    WHERE attempt.document_id = document.id
                    ORDER BY attempt.id DESC
                    LIMIT 1), 'clearance') <> 'reporting'), 0)
                FROM settlement
                -- In this order: there are few settlements, and many documents.
                CROSS JOIN document ON document.id = settlement.document_id
                JOIN chain ON chain.id = document.chain_id
                JOIN unit ON unit.id = chain.unit_id
                WHERE :unit IS NULL OR unit.name = :unit
                """, [SQLValue(unit)]
            ) { SettlementCount(documents: $0.integer(0), withoutCopy: $0.integer(1)) }
                ?? SettlementCount(documents: 0, withoutCopy: 0)
        }
    }
}

/// Table `settlement` of migrations/0006_settlement.sql.
enum SettlementSQL {
    static func record(
        of document: Int64, _ db: Database
    ) throws(LedgerError) -> SettlementRecord? {
        try db.first(
            "SELECT id, document_id, seen, recorded_at FROM settlement WHERE document_id = :id",
            [.integer(document)]
        ) { row throws(LedgerError) in try record(row, at: 0) }
    }

    /// - Parameter first: The first of four columns: id, document, words, time.
    static func record(_ row: SQLRow, at first: Int32) throws(LedgerError) -> SettlementRecord {
        let id = row.integer(first)
        guard let at = Instant(row.text(first + 3) ?? "") else {
            throw .badRow(table: "settlement", id: id, column: "recorded_at")
        }
        return SettlementRecord(
            id: id, documentID: row.integer(first + 1), seen: row.text(first + 2) ?? "",
            recordedAt: at)
    }
}
