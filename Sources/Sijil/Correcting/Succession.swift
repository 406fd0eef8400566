import Cryptography
import Invoicing
import Ledger
import UBL

/// The rejected document whose place a draft takes.
struct Succession: Sendable {
    let old: DocumentRecord
    /// Where nothing but the stamp is to be another.
    let unchanged: Unchanged?

    struct Unchanged: Sendable {
        /// The bytes of the rejected document.
        let xml: [UInt8]
        /// Advances that were reissued since have other UUIDs now (KSA-27), old to new.
        let movedUUIDs: [String: String]
        /// Why it should not be issued again as it is.
        let refusal: Problem?
    }

    init(of old: DocumentRecord, unchanged: Unchanged? = nil) {
        self.old = old
        self.unchanged = unchanged
    }

    /// Where nothing is said otherwise, the draft is the one of the rejected document: whoever
    /// issues or imports that again is answered with the receipt of the newest.
    var draftDigest: SHA256Digest? { unchanged == nil ? nil : old.draftDigest }

    /// What keeps an invoice from taking the place.
    func faults(of invoice: Invoice, seller: Party) -> [Problem] {
        guard let unchanged else { return [] }
        if let refusal = unchanged.refusal { return [refusal] }
        // Written with the UUID, the counter and the previous hash of the rejected document, one
        // that says the same is the same, byte by byte.
        let written = UBLWriter.write(
            invoice, seller: seller, uuid: old.uuid,
            at: ChainPosition(icv: old.icv, pih: old.pih))
        if written.hash == old.hash { return [] }
        guard let all = try? DocumentDifference.between(unchanged.xml, written.canonical) else {
            return [CorrectionRefusal.unreadable(number: old.number.text).asProblem()]
        }
        let other = all.filter { difference in
            difference.term != DocumentDifference.settledUUID
                || difference.before.flatMap { unchanged.movedUUIDs[$0] } != difference.now
        }
        return other.prefix(Self.mostShown).map { ReissueWords.differs($0, old.number.text) }
    }

    private static let mostShown = 20
}
