import GRDB
import Invoicing
import LedgerSchema

/// Whose ledger a file is, read without changing a byte in or beside it: for checks that need no
/// more than the seller.
public struct LedgerSeller: Sendable {
    public struct Unit: Sendable {
        public let name: String
        /// Four digits of 0 and 1: standard, simplified, two unused.
        public let documents: String
    }

    /// The seller as it was given, JSON.
    public let seller: String
    public let units: [Unit]

    /// - Throws: ``AuditError`` if the file is no ledger or cannot be read.
    public static func read(
        _ path: String, temporaryFolder: String = "/tmp"
    ) throws(AuditError) -> LedgerSeller {
        let evidence = try EvidenceFile.open(path, temporaryFolder: temporaryFolder)
        do throws(SQLiteFailure) {
            let connection = try EvidenceConnection(evidence.path, evidence.mode)
            return try connection.read { db in
                let ledger = try RowScan(db, "SELECT seller FROM ledger WHERE id = 1")
                let seller = try ledger.next() ? ledger.text(0) : ""
                let rows = try RowScan(db, "SELECT name, documents FROM unit ORDER BY id")
                var units: [Unit] = []
                while try rows.next() {
                    units.append(Unit(name: rows.text(0), documents: rows.text(1)))
                }
                return LedgerSeller(seller: seller, units: units)
            }
        } catch {
            if error.isBusy { throw .busy(path: path) }
            throw .notOpened(path, error)
        }
    }
}
