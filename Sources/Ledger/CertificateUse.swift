import GRDB

/// Documents of one epoch that a certificate stamped.
public struct CertificateUse: Hashable, Sendable {
    public let epoch: Int
    public let icvFirst: Int64
    public let icvLast: Int64
    public let documents: Int64
}

extension Ledger {
    /// What a certificate stamped, by epoch.
    public func uses(ofCertificate id: Int64) throws(LedgerError) -> [CertificateUse] {
        try store.read { db throws(LedgerError) in
            var uses: [CertificateUse] = []
            try db.each(
                """
                SELECT chain.epoch, min(document.icv), max(document.icv), count(*)
                FROM document
                JOIN chain ON chain.id = document.chain_id
                WHERE document.certificate_id = :certificate_id
                GROUP BY chain.id
                ORDER BY chain.epoch
                """,
                [.integer(id)]
            ) { row in
                uses.append(
                    CertificateUse(
                        epoch: Int(row.integer(0)), icvFirst: row.integer(1),
                        icvLast: row.integer(2), documents: row.integer(3)))
                return true
            }
            return uses
        }
    }
}
