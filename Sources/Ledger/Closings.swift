import GRDB
public import Invoicing

/// A sale that was called off after the authority rejected its document.
public struct ClosingRecord: Hashable, Sendable {
    public let id: Int64
    public let documentID: Int64
    /// In the words of the firm.
    public let reason: String
    public let recordedAt: Instant
}

extension ClosingRecord {
    /// That nothing more is made of that sale.
    public func words(number: String) -> Bilingual {
        Bilingual(
            en: "the sale of rejected document \(number) was called off on \(recordedAt): "
                + reason,
            ar: "أُلغي بيع المستند المرفوض \(number) في \(recordedAt): \(reason)")
    }

    public static let remedy = Bilingual(
        en: "a new sale gets a new document, with a number and a key of its own",
        ar: "البيع الجديد له مستند جديد برقم ومفتاح خاصين به")
}

/// What came of closing a document.
public enum ClosingOutcome: Hashable, Sendable {
    /// Stored now.
    case closed(ClosingRecord)
    /// Stored before, with this or another reason.
    case existing(ClosingRecord)
    /// The authority did not reject it, or took it in at another sending.
    case notRejected
    /// Another document took its place: that one tells what became of the sale.
    case replaced(by: DocumentRecord)
}

extension Ledger {
    public static let longestReason = 1_000

    /// Whether the column takes a reason, and a line of a report shows it as it is.
    public static func mayBeReason(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        return (1...longestReason).contains(scalars.count)
            && scalars.allSatisfy { $0.properties.generalCategory != .control }
            && !scalars.allSatisfy(\.properties.isWhitespace)
    }

    /// Records that the sale of a rejected document was called off: no other takes its place.
    ///
    /// - Throws: ``LedgerError/unfit(table:column:)`` for a reason that
    ///   ``mayBeReason(_:)`` does not take.
    public func close(
        _ document: DocumentRecord, reason: String, now: @autoclosure () -> Instant
    ) throws(LedgerError) -> ClosingOutcome {
        guard Self.mayBeReason(reason) else {
            throw .unfit(table: "closing", column: "reason")
        }
        return try store.write { db throws(LedgerError) in
            if let first = try ClosingSQL.record(of: document.id, db) { return .existing(first) }
            if let newer = try ClosingSQL.newer(than: document, db) { return .replaced(by: newer) }
            guard try Self.isRejected(document.id, db) else { return .notRejected }
            let now = try Self.time(now(), db)
            var log = try LogWriter(db)
            try db.step(
                """
                INSERT INTO closing (document_id, reason, recorded_at)
                VALUES (:document_id, :reason, :recorded_at)
                """,
                [.integer(document.id), .text(reason), .text(now.description)])
            let id = db.lastInsertedRowID
            try log.appendRow(.closing, id: id)
            return .closed(
                ClosingRecord(
                    id: id, documentID: document.id, reason: reason, recordedAt: now))
        }
    }

    /// That the authority rejected a document, and what became of its sale; `nil` where it did not.
    public func rejection(of document: DocumentRecord) throws(LedgerError) -> Rejection? {
        try store.read { db throws(LedgerError) in try Self.rejection(of: document, db) }
    }

    /// The same within a transaction that is open.
    static func rejection(
        of document: DocumentRecord, _ db: Database
    ) throws(LedgerError) -> Rejection? {
        guard try isRejected(document.id, db) else { return nil }
        if try ClosingSQL.record(of: document.id, db) != nil { return .closed }
        let newer = try ClosingSQL.newer(than: document, db)
        return newer.map { .replaced(by: $0.number.text) } ?? .open
    }

    /// How many of a unit's documents were closed; of every unit where none is named.
    public func closingCount(unit: String? = nil) throws(LedgerError) -> Int64 {
        try store.perform { db throws(LedgerError) in
            try db.first(
                """
                SELECT count(*)
                FROM closing
                -- In this order: there are few closings, and many documents.
                CROSS JOIN document ON document.id = closing.document_id
                JOIN chain ON chain.id = document.chain_id
                JOIN unit ON unit.id = chain.unit_id
                WHERE :unit IS NULL OR unit.name = :unit
                """, [SQLValue(unit)]
            ) { $0.integer(0) } ?? 0
        }
    }
}

/// Table `closing` of migrations/0005_closing.sql.
enum ClosingSQL {
    static func record(of document: Int64, _ db: Database) throws(LedgerError) -> ClosingRecord? {
        try db.first(
            "SELECT id, document_id, reason, recorded_at FROM closing WHERE document_id = :id",
            [.integer(document)]
        ) { row throws(LedgerError) in try record(row, at: 0) }
    }

    /// - Parameter first: The first of four columns: id, document, reason, time.
    static func record(_ row: SQLRow, at first: Int32) throws(LedgerError) -> ClosingRecord {
        let id = row.integer(first)
        guard let at = Instant(row.text(first + 3) ?? "") else {
            throw .badRow(table: "closing", id: id, column: "recorded_at")
        }
        return ClosingRecord(
            id: id, documentID: row.integer(first + 1), reason: row.text(first + 2) ?? "",
            recordedAt: at)
    }

    /// A later document of its number or its key.
    fileprivate static func newer(
        than document: DocumentRecord, _ db: Database
    ) throws(LedgerError) -> DocumentRecord? {
        for (sql, text) in [
            (DocumentSQL.byNumber, document.number.text), (DocumentSQL.byKey, document.key.text),
        ] {
            let newest = try db.first(sql, [.text(text)], DocumentSQL.record)
            if let newest, newest.revision > document.revision { return newest }
        }
        return nil
    }
}
