public import Cryptography
import Encoding
import GRDB
public import Invoicing

/// Which documents to list; all of them where nothing is set.
public struct DocumentFilter: Hashable, Sendable {
    /// First and last day of issue (BT-2), both included.
    public var from: CivilDate?
    public var to: CivilDate?
    /// The buyer's whole VAT number, or a part of the name, whatever its hamzas and vowels.
    public var buyer: String?
    public var unit: String?

    public init(
        from: CivilDate? = nil, to: CivilDate? = nil, buyer: String? = nil, unit: String? = nil
    ) {
        self.from = from
        self.to = to
        self.buyer = buyer
        self.unit = unit
    }
}

extension Ledger {
    /// One page of documents, by their time of issue, then in the order in which they were issued.
    ///
    /// - Parameters:
    ///   - last: The last document of the page before.
    ///   - limit: At most so many.
    public func documents(
        matching filter: DocumentFilter = DocumentFilter(), after last: DocumentRecord? = nil,
        limit: Int
    ) throws(LedgerError) -> [DocumentRecord] {
        try store.perform { db throws(LedgerError) in
            var page: [DocumentRecord] = []
            try db.each(
                DocumentSQL.page, Self.values(filter, after: last, limit: limit)
            ) { row throws(LedgerError) in
                if let record = try DocumentSQL.record(row) { page.append(record) }
                return true
            }
            return page
        }
    }

    /// Hands each matching document with its stored bytes to `body`, in the order of
    /// ``documents(matching:after:limit:)``, until it answers false.
    ///
    /// Reads page by page: memory stays flat, and no writer waits longer than for one page.
    public func forEachDocument(
        matching filter: DocumentFilter = DocumentFilter(),
        _ body: (DocumentRecord, [UInt8]) -> Bool
    ) throws(LedgerError) {
        var last: DocumentRecord?
        while true {
            let page = try documents(matching: filter, after: last, limit: 100)
            for record in page {
                guard body(record, try xml(of: record)) else { return }
            }
            guard let end = page.last else { return }
            last = end
        }
    }

    /// The document that was issued last; `nil` where there is none. Its row is the count of all.
    public func newestDocument() throws(LedgerError) -> DocumentRecord? {
        try store.perform { db throws(LedgerError) in
            try db.first(DocumentSQL.newest, [], DocumentSQL.record)
        }
    }

    /// The newest document with this number (BT-1).
    public func document(number: InvoiceNumber) throws(LedgerError) -> DocumentRecord? {
        try store.perform { db throws(LedgerError) in
            try db.first(DocumentSQL.byNumber, [.text(number.text)], DocumentSQL.record)
        }
    }

    /// The newest document with this key.
    public func document(key: IdempotencyKey) throws(LedgerError) -> DocumentRecord? {
        try store.perform { db throws(LedgerError) in
            try db.first(DocumentSQL.byKey, [.text(key.text)], DocumentSQL.record)
        }
    }

    /// The document that this draft made under its key; the newest may be a successor of it.
    public func document(
        key: IdempotencyKey, draft: SHA256Digest
    ) throws(LedgerError) -> DocumentRecord? {
        try store.perform { db throws(LedgerError) in
            try db.first(
                DocumentSQL.byKeyAndDraft, [.text(key.text), .blob(draft.bytes)],
                DocumentSQL.record)
        }
    }

    /// The rejected document that this one took the place of.
    public func predecessor(of record: DocumentRecord) throws(LedgerError) -> DocumentRecord? {
        guard record.revision > 0 else { return nil }
        return try store.perform { db throws(LedgerError) in
            try db.first(
                DocumentSQL.before,
                [
                    .text(record.number.text), .text(record.key.text),
                    .integer(Int64(record.revision - 1)),
                ], DocumentSQL.record)
        }
    }

    /// The document that took the place of this rejected one.
    public func successor(of record: DocumentRecord) throws(LedgerError) -> DocumentRecord? {
        try store.perform { db throws(LedgerError) in
            try db.first(
                DocumentSQL.before,
                [
                    .text(record.number.text), .text(record.key.text),
                    .integer(Int64(record.revision + 1)),
                ], DocumentSQL.record)
        }
    }

    /// The stored bytes of a document, exactly as they were sealed.
    public func xml(of record: DocumentRecord) throws(LedgerError) -> [UInt8] {
        try store.perform { db throws(LedgerError) in try DocumentSQL.xml(id: record.id, db) }
    }

    private static func values(
        _ filter: DocumentFilter, after last: DocumentRecord?, limit: Int
    ) -> [SQLValue] {
        [
            filter.from.map { .text("\($0)T00:00:00") } ?? .text(""),
            // Greater than any time of that day.
            filter.to.map { .text("\($0)T~") } ?? .text("~"),
            .text(last?.issuedAt.description ?? ""),
            .integer(last?.id ?? 0),
            SQLValue(filter.unit),
            SQLValue(filter.buyer),
            SQLValue(filter.buyer.map { SearchText.fold($0) }.flatMap { $0.isEmpty ? nil : $0 }),
            .integer(Int64(limit)),
        ]
    }
}

/// The queries over `document`, all with the same columns.
enum DocumentSQL {
    private static let columns = """
        SELECT
          document.id, unit.name, chain.epoch, icv, pih, hash, uuid, key, number, revision,
          draft_sha256, warnings, kind, type, issued_at, document.recorded_at, buyer_name,
          buyer_vat, currency, total, vat
        """

    private static let tables = """
        FROM document
        JOIN chain ON chain.id = document.chain_id
        JOIN unit ON unit.id = chain.unit_id
        """

    private static let rows = "\(columns)\n\(tables)"

    static let page = """
        \(rows)
        WHERE issued_at >= :from
          AND issued_at <= :to
          AND (issued_at, document.id) > (:last_issued_at, :last_id)
          AND (:unit IS NULL OR unit.name = :unit)
          AND (
            :buyer IS NULL OR buyer_vat = :buyer OR instr(sijil_fold(buyer_name), :folded) > 0)
        ORDER BY issued_at, document.id
        LIMIT :limit
        """

    static let newest = """
        \(rows)
        WHERE document.id = (SELECT max(id) FROM document)
        """

    static let byNumber = """
        \(rows)
        WHERE number = :number
        ORDER BY revision DESC
        LIMIT 1
        """

    static let byKey = """
        \(rows)
        WHERE key = :key
        ORDER BY revision DESC
        LIMIT 1
        """

    static let byKeyAndDraft = """
        \(rows)
        WHERE key = :key AND draft_sha256 = :draft_sha256
        ORDER BY revision DESC
        LIMIT 1
        """

    static let byUUID = """
        \(rows)
        WHERE uuid = :uuid
        """

    /// Another revision of a document that keeps its number, its key or both.
    static let before = """
        \(rows)
        WHERE (number = :number OR key = :key) AND revision = :revision
        ORDER BY document.id
        LIMIT 1
        """

    static let byID = """
        \(rows)
        WHERE document.id = :id
        """

    /// A row with its stored bytes, which are copied out once.
    static let byIDWithXML = """
        \(columns), xml
        \(tables)
        WHERE document.id = :id
        """

    static func recordWithXML(
        _ row: SQLRow
    ) throws(LedgerError) -> (DocumentRecord, xml: [UInt8])? {
        guard let record = try record(row) else { return nil }
        return (record, row.blob(21))
    }

    static func xml(id: Int64, _ db: Database) throws(LedgerError) -> [UInt8] {
        let xml = try db.first("SELECT xml FROM document WHERE id = :id", [.integer(id)]) {
            $0.blob(0)
        }
        guard let xml else { throw .badRow(table: "document", id: id, column: "xml") }
        return xml
    }

    /// Reads a row of the columns above; a value that no document can have is an error, not a
    /// guess.
    static func record(_ row: SQLRow) throws(LedgerError) -> DocumentRecord? {
        let id = row.integer(0)
        func known<T>(_ value: T?, _ column: String) throws(LedgerError) -> T {
            guard let value else { throw .badRow(table: "document", id: id, column: column) }
            return value
        }
        func text(_ column: Int32) -> String { row.text(column) ?? "" }
        return DocumentRecord(
            id: id,
            unit: text(1),
            epoch: Int(row.integer(2)),
            icv: try known(InvoiceCounterValue(row.integer(3)), "icv"),
            pih: try known(PreviousInvoiceHash(text: text(4)), "pih"),
            hash: try known(InvoiceHash(row.blob(5)), "hash"),
            uuid: try known(DocumentUUID(text(6)), "uuid"),
            key: try known(IdempotencyKey(text(7)), "key"),
            number: try known(InvoiceNumber(text(8)), "number"),
            revision: Int(row.integer(9)),
            draftDigest: try known(SHA256Digest(row.blob(10)), "draft_sha256"),
            warnings: try known(Warnings.read(text(11)), "warnings"),
            kind: try known(InvoiceKind(rawValue: text(12)), "kind"),
            type: try known(InvoiceType(code: text(13)), "type"),
            issuedAt: try known(IssueTime(text(14)), "issued_at"),
            recordedAt: try known(Instant(text(15)), "recorded_at"),
            buyerName: row.text(16),
            buyerVAT: row.text(17),
            currency: text(18),
            total: Money(hundredths: row.integer(19)),
            vat: Money(hundredths: row.integer(20)))
    }
}

/// The column `warnings`: a JSON array of rule ids.
enum Warnings {
    static func text(_ ids: [String]) -> String {
        if ids.isEmpty { return "[]" }
        let bytes = CanonicalJSON.encode(.array(ids.map { .string($0) }))
        return String(decoding: bytes, as: UTF8.self)
    }

    static func read(_ text: String) -> [String]? {
        if text == "[]" { return [] }
        guard let value = try? JSONReader.read(Array(text.utf8)) else { return nil }
        guard case .array(let elements) = value else { return nil }
        var ids: [String] = []
        for element in elements {
            guard case .string(let id) = element else { return nil }
            ids.append(id)
        }
        return ids
    }
}

extension InvoiceType {
    /// From the code of `cbc:InvoiceTypeCode`.
    init?(code: String) {
        guard let type = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = type
    }
}
