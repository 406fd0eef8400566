public import Cryptography
import GRDB
public import Invoicing

/// The file of a spreadsheet whose documents are issued all or none.
public struct ImportedSheet: Hashable, Sendable {
    /// The file's own name, without its folder.
    public var name: String
    /// Bytes of the file, at least 1.
    public var size: Int64
    /// SHA-256 of those bytes.
    public var digest: SHA256Digest
    /// SHA-256 of the text of the rules that it is read by.
    public var rulesDigest: SHA256Digest
    /// Empty for a file that has no sheets.
    public var sheet: String
    /// Rows with data, at least 1.
    public var rows: Int

    public init(
        name: String, size: Int64, digest: SHA256Digest, rulesDigest: SHA256Digest, sheet: String,
        rows: Int
    ) {
        self.name = name
        self.size = size
        self.digest = digest
        self.rulesDigest = rulesDigest
        self.sheet = sheet
        self.rows = rows
    }
}

/// What the ledger keeps of an import; it was stored with its documents.
public struct SheetImportRecord: Hashable, Sendable {
    public let id: Int64
    public let file: ImportedSheet
    public let unit: String
    public let epoch: Int
    public let icvFirst: InvoiceCounterValue
    public let icvLast: InvoiceCounterValue
    public let recordedAt: Instant
    /// Its entry in the log, from 1.
    public let entry: Int64
}

extension Ledger {
    /// The import that a document came with; `nil` where it came otherwise.
    public func sheetImport(
        of document: DocumentRecord
    ) throws(LedgerError) -> SheetImportRecord? {
        try store.read { db throws(LedgerError) in
            try db.first(SheetImportSQL.ofDocument, [.integer(document.id)], SheetImportSQL.record)
        }
    }
}

/// Table `import` of migrations/0004_import.sql.
enum SheetImportSQL {
    /// What its log entry commits to.
    static let row = """
        SELECT id, name, size, sha256, rules_sha256, sheet, rows, first_document_id,
          last_document_id, recorded_at
        FROM import
        WHERE id = :id
        """

    static let ofDocument = """
        SELECT import.id, import.name, size, sha256, rules_sha256, sheet, rows,
          unit.name, chain.epoch, first.icv, last.icv, import.recorded_at, entry.seq
        FROM import
          JOIN document AS first ON first.id = first_document_id
          JOIN document AS last ON last.id = last_document_id
          JOIN chain ON chain.id = first.chain_id
          JOIN unit ON unit.id = chain.unit_id
          JOIN entry ON entry.kind = 'import' AND entry.row_id = import.id
        WHERE :document BETWEEN first_document_id AND last_document_id
        """

    private static let insert = """
        INSERT INTO import
          (name, size, sha256, rules_sha256, sheet, rows, first_document_id, last_document_id,
           recorded_at)
        VALUES
          (:name, :size, :sha256, :rules_sha256, :sheet, :rows, :first, :last, :recorded_at)
        """

    /// Adds the row and its entry, after those of the documents.
    static func add(
        _ file: ImportedSheet, documents: ClosedRange<Int64>, at now: Instant, _ db: Database
    ) throws(LedgerError) -> SheetImportRecord {
        var log = try LogWriter(db)
        try db.step(
            insert,
            [
                .text(file.name), .integer(file.size), .blob(file.digest.bytes),
                .blob(file.rulesDigest.bytes), .text(file.sheet), .integer(Int64(file.rows)),
                .integer(documents.lowerBound), .integer(documents.upperBound),
                .text(now.description),
            ])
        let id = db.lastInsertedRowID
        try log.appendRow(.sheetImport, id: id)
        let values: [SQLValue] = [.integer(documents.lowerBound)]
        guard let record = try db.first(ofDocument, values, record) else {
            preconditionFailure("a row that was just written is there")
        }
        return record
    }

    static func record(_ row: SQLRow) throws(LedgerError) -> SheetImportRecord {
        let id = row.integer(0)
        func bad(_ column: String) -> LedgerError {
            .badRow(table: "import", id: id, column: column)
        }
        guard let digest = SHA256Digest(row.blob(3)) else { throw bad("sha256") }
        guard let rules = SHA256Digest(row.blob(4)) else { throw bad("rules_sha256") }
        guard let first = InvoiceCounterValue(row.integer(9)) else {
            throw bad("first_document_id")
        }
        guard let last = InvoiceCounterValue(row.integer(10)) else {
            throw bad("last_document_id")
        }
        guard let time = Instant(row.text(11) ?? "") else { throw bad("recorded_at") }
        return SheetImportRecord(
            id: id,
            file: ImportedSheet(
                name: row.text(1) ?? "", size: row.integer(2), digest: digest, rulesDigest: rules,
                sheet: row.text(5) ?? "", rows: Int(row.integer(6))),
            unit: row.text(7) ?? "", epoch: Int(row.integer(8)), icvFirst: first, icvLast: last,
            recordedAt: time, entry: row.integer(12))
    }
}
