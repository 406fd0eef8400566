import EGS
import Encoding
import GRDB
import Invoicing

/// Rows of `ledger` and `unit`: into the file and out of it.
extension Ledger {
    /// The ranges that the schema states, so that a bad value is named and no transaction begins.
    static func check(_ header: LedgerHeader) throws(LedgerError) {
        try check(header.origin, 1...200, "origin")
        guard header.logKey.count == 32 else { throw .badRecord(field: "log_key") }
        if let endpoint = header.endpoint { try check(endpoint, 1...1_000, "endpoint") }
        let seller = Array(header.sellerJSON.utf8)
        guard let value = try? JSONReader.read(seller), case .object = value else {
            throw .badRecord(field: "seller")
        }
        guard CanonicalJSON.encode(value) == seller else { throw .badRecord(field: "seller") }
    }

    static func check(_ unit: UnitRecord) throws(LedgerError) {
        try check(unit.name, 1...64, "common_name")
        try check(unit.serial, 3...1_000, "serial")
        guard ["1-", "2-", "3-"].contains(where: { unit.serial.hasPrefix($0) }) else {
            throw .badRecord(field: "serial")
        }
        try check(unit.branch, 1...64, "branch")
        let documents = Array(unit.documents.utf8)
        let digits = [UInt8(ascii: "0"), UInt8(ascii: "1")]
        guard documents.count == 4, documents.allSatisfy(digits.contains),
            documents.contains(digits[1])
        else { throw .badRecord(field: "documents") }
        try check(unit.location, 1...200, "location")
        try check(unit.industry, 1...200, "industry")
    }

    private static func check(
        _ text: String, _ range: ClosedRange<Int>, _ field: String
    ) throws(LedgerError) {
        guard range.contains(text.unicodeScalars.count) else { throw .badRecord(field: field) }
        // SQLite's length() ends at a NUL.
        guard !text.utf8.contains(0) else { throw .badRecord(field: field) }
    }

    static func insert(
        _ header: LedgerHeader, now: Instant, db: Database, log: inout LogWriter
    ) throws(LedgerError) {
        try db.step(
            """
            INSERT INTO ledger
              (id, uuid, origin, log_key, environment, endpoint, vat, seller, recorded_at)
            VALUES
              (1, :uuid, :origin, :log_key, :environment, :endpoint, :vat, :seller, :recorded_at)
            """,
            [
                .text(header.uuid.description), .text(header.origin), .blob(header.logKey),
                .text(header.environment.rawValue), SQLValue(header.endpoint),
                .text(header.vat.text), .text(header.sellerJSON), .text(now.description),
            ])
        try log.appendRow(.ledger, id: 1)
    }

    static func readHeader(_ db: Database) throws(LedgerError) -> LedgerHeader {
        let header = try db.first(
            """
            SELECT uuid, origin, log_key, environment, endpoint, vat, seller
            FROM ledger
            WHERE id = 1
            """
        ) { row throws(LedgerError) -> LedgerHeader? in
            func bad(_ column: String) -> LedgerError {
                .badRow(table: "ledger", id: 1, column: column)
            }
            guard let uuid = DocumentUUID(row.text(0) ?? "") else { throw bad("uuid") }
            guard let environment = Environment(rawValue: row.text(3) ?? "") else {
                throw bad("environment")
            }
            guard let vat = VATNumber(row.text(5) ?? "") else { throw bad("vat") }
            return LedgerHeader(
                uuid: uuid, origin: row.text(1) ?? "", logKey: row.blob(2),
                environment: environment, endpoint: row.text(4), vat: vat,
                sellerJSON: row.text(6) ?? "")
        }
        guard let header else { throw .badRow(table: "ledger", id: 1, column: "id") }
        return header
    }

    static func insert(
        _ unit: UnitRecord, now: Instant, db: Database, log: inout LogWriter
    ) throws(LedgerError) {
        try db.step(
            """
            INSERT INTO unit
              (name, serial, branch, documents, location, industry, on_renewal, recorded_at)
            VALUES
              (:name, :serial, :branch, :documents, :location, :industry, :on_renewal, :recorded_at)
            """,
            [
                .text(unit.name), .text(unit.serial), .text(unit.branch), .text(unit.documents),
                .text(unit.location), .text(unit.industry), .text(unit.onRenewal.rawValue),
                .text(now.description),
            ])
        try log.appendRow(.unit, id: db.lastInsertedRowID)
    }

    /// Columns: name, serial, branch, documents, location, industry, on_renewal, id.
    static func unit(_ row: SQLRow) throws(LedgerError) -> UnitRecord {
        guard let onRenewal = UnitRecord.Renewal(rawValue: row.text(6) ?? "") else {
            throw .badRow(table: "unit", id: row.integer(7), column: "on_renewal")
        }
        return UnitRecord(
            name: row.text(0) ?? "", serial: row.text(1) ?? "", branch: row.text(2) ?? "",
            documents: row.text(3) ?? "", location: row.text(4) ?? "",
            industry: row.text(5) ?? "", onRenewal: onRenewal)
    }
}
