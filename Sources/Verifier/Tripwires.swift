import Invoicing
import MerkleLog

/// Traces that a change leaves outside the records themselves.
extension LogIndex {
    /// More writes than the log can explain: each of ours adds at least one entry, and a document
    /// adds its two in one.
    ///
    /// Only a bound can be had: the file does not say which entries were written together. A copy
    /// made by SQLite counts from 1 again, so a low count tells nothing.
    func foreignWrites(counted: Int64) -> [Symptom] {
        // An incomplete log allows for too little; what is missing is told already.
        guard gaps.isEmpty else { return [] }
        // The row of a new file, its first migrations and its first unit are one write.
        let unit = records.filter { $0.key.kind == "unit" }.map(\.value.seq).min() ?? 0
        let first = records.values.count { $0.seq < unit }
        // A certificate comes with its event, as a document with its issuance.
        let pairs = issuances.all.count + records.keys.count { $0.kind == "certificate" }
        let most = count - Int64(pairs) - Int64(first)
        guard counted > most else { return [] }
        return [
            Symptom(.foreignWrite, expected: "≤ \(most)", found: "\(counted)", key: .writes)
        ]
    }
}

extension AnchorCheck {
    /// Checkpoints that the auditor holds, that agree with the log, and that the firm's own folder
    /// does not have.
    func omissions(from own: [Anchor]?) -> [Symptom] {
        guard let own else { return [] }
        let kept = Set(own.map(\.checkpoint.checkpoint.size))
        let missing = agreeing.filter { !kept.contains($0.size) }.map(\.size).sorted()
        guard !missing.isEmpty else { return [] }
        let sizes = missing.prefix(10).map(String.init).joined(separator: ", ")
        return [
            Symptom(
                .anchorsOmitted, expected: "\(agreeing.count)",
                found: "\(missing.count): \(sizes)\(missing.count > 10 ? ", …" : "")",
                key: .omissions)
        ]
    }
}

extension AuditOptions {
    /// What is left open about certificates.
    var uncheckedOverTime: [Bilingual] {
        guard let judgement else { return [Phrase.trust, Phrase.expiry] }
        return judgement.trust.lists.isEmpty ? [Phrase.lists] : []
    }
}
