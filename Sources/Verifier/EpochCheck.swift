import Invoicing

/// The certificates that the epochs name: each is the unit's own production certificate that was in
/// use when the epoch began.
struct EpochCheck {
    private(set) var symptoms: [Symptom] = []

    init(records: LedgerRecords, log: LogIndex, lives: CertificateLives) {
        for chain in records.chainsInOrder {
            guard let found = Self.fault(of: chain, records, log, lives) else { continue }
            let row = RecordKey(kind: "certificate", id: chain.certificate)
            symptoms.append(
                Symptom(
                    .epochCertificate, at: records.place(chain: chain.id),
                    expected: "a certificate in use, \(records.units[chain.unit]?.name ?? "–")",
                    found: "certificate \(chain.certificate): \(found)",
                    key: .record(RecordKey(kind: "chain", id: chain.id)),
                    follows: [.record(row), .misuse(chain.certificate), .file]))
        }
    }

    private static func fault(
        of chain: LedgerRecords.Chain, _ records: LedgerRecords, _ log: LogIndex,
        _ lives: CertificateLives
    ) -> String? {
        // A certificate that is not there is told as a reference to nothing.
        guard let certificate = records.certificates[chain.certificate] else { return nil }
        if let unit = records.unit(ofCertificate: chain.certificate), unit.id != chain.unit {
            return unit.name
        }
        if certificate.isCompliance { return "compliance" }
        guard let entry = log.records[RecordKey(kind: "chain", id: chain.id)]?.seq else {
            return nil
        }
        return lives.epochFault(of: chain.certificate, entry: entry)
    }
}
