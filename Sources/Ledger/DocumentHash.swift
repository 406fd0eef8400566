public import Invoicing

extension Ledger {
    /// The hash of the document that holds a place in a unit's chain; `nil` where there is none.
    public func invoiceHash(
        unit: String, epoch: Int, icv: InvoiceCounterValue
    ) throws(LedgerError) -> InvoiceHash? {
        try store.read { db throws(LedgerError) in
            try db.first(
                """
                SELECT document.hash
                FROM document
                JOIN chain ON chain.id = document.chain_id
                JOIN unit ON unit.id = chain.unit_id
                WHERE unit.name = :unit AND chain.epoch = :epoch AND document.icv = :icv
                """,
                [.text(unit), .integer(Int64(epoch)), .integer(icv.rawValue)]
            ) { row in InvoiceHash(row.blob(0)) }
        }
    }
}
