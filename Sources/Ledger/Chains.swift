import GRDB
import Invoicing

/// The newest chain of a unit, as the writer needs it.
struct Chain {
    let id: Int64
    let epoch: Int
    let renewal: UnitRecord.Renewal

    static func newest(unitID: Int64, _ db: Database) throws(LedgerError) -> Chain? {
        try db.first(
            """
            SELECT chain.id, chain.epoch, unit.on_renewal
            FROM chain
            JOIN unit ON unit.id = chain.unit_id
            WHERE chain.unit_id = :unit_id
            ORDER BY chain.epoch DESC
            LIMIT 1
            """,
            [.integer(unitID)]
        ) { row throws(LedgerError) -> Chain? in
            guard let renewal = UnitRecord.Renewal(rawValue: row.text(2) ?? "") else {
                throw .badRow(table: "unit", id: unitID, column: "on_renewal")
            }
            return Chain(id: row.integer(0), epoch: Int(row.integer(1)), renewal: renewal)
        }
    }

    /// Counter and hash of a chain's last document; `nil` if it has none.
    static func tail(
        _ chainID: Int64, _ db: Database
    ) throws(LedgerError) -> (icv: InvoiceCounterValue, hash: InvoiceHash)? {
        try db.first(
            """
            SELECT icv, hash, id
            FROM document
            WHERE chain_id = :chain_id
            ORDER BY icv DESC
            LIMIT 1
            """,
            [.integer(chainID)]
        ) { row throws(LedgerError) -> (icv: InvoiceCounterValue, hash: InvoiceHash)? in
            guard let icv = InvoiceCounterValue(row.integer(0)) else {
                throw .badRow(table: "document", id: row.integer(2), column: "icv")
            }
            guard let hash = InvoiceHash(row.blob(1)) else {
                throw .badRow(table: "document", id: row.integer(2), column: "hash")
            }
            return (icv, hash)
        }
    }
}

extension Ledger {
    /// The head of a unit's newest chain; `nil` before its first production certificate.
    public func chainHead(unit: String) throws(LedgerError) -> ChainHead? {
        try store.read { db throws(LedgerError) in
            let unitID = try Self.unitID(unit, db)
            guard let chain = try Chain.newest(unitID: unitID, db) else { return nil }
            return try Self.head(chainID: chain.id, epoch: chain.epoch, unit: unit, db)
        }
    }

    /// The heads of all epochs of a unit, the first epoch first.
    public func chainHeads(unit: String) throws(LedgerError) -> [ChainHead] {
        try store.read { db throws(LedgerError) in
            var chains: [(id: Int64, epoch: Int)] = []
            try db.each(
                """
                SELECT id, epoch
                FROM chain
                WHERE unit_id = :unit_id
                ORDER BY epoch
                """,
                [.integer(try Self.unitID(unit, db))]
            ) { row in
                chains.append((row.integer(0), Int(row.integer(1))))
                return true
            }
            var heads: [ChainHead] = []
            for chain in chains {
                heads.append(
                    try Self.head(chainID: chain.id, epoch: chain.epoch, unit: unit, db))
            }
            return heads
        }
    }

    static func head(
        chainID: Int64, epoch: Int, unit: String, _ db: Database
    ) throws(LedgerError) -> ChainHead {
        let tail = try Chain.tail(chainID, db)
        return ChainHead(
            unit: unit, epoch: epoch, icv: tail?.icv, hash: tail?.hash,
            logSize: try LogWriter.size(db))
    }
}
