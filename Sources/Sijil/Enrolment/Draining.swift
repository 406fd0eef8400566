import Cryptography
import EGS
public import Invoicing
import Ledger

/// Documents that would be left behind by a renewal.
public struct PendingDocuments: ExplainedError {
    public let unit: String
    /// Their numbers, at most a hundred of them.
    public let numbers: [String]
    public let count: Int

    public var code: String { "documents-pending" }

    public var problem: Bilingual {
        let list = numbers.prefix(10).joined(separator: ", ") + (count > 10 ? ", …" : "")
        return Bilingual(
            en: "\(count) documents of unit \(unit) could not be submitted before the renewal: "
                + list,
            ar: "\(count) من مستندات الوحدة \(unit) تعذر إرسالها قبل التجديد: \(list)")
    }

    public var remedy: Bilingual {
        Bilingual(
            en: "the authority may refuse or warn about them once their certificate is replaced; "
                + "`sijil submit` tells what holds each back; to renew all the same: "
                + "--with-pending",
            ar:
                "قد ترفضها الهيئة أو تحذر منها بعد استبدال شهادتها؛ الأمر `sijil submit` يبين ما "
                + "يمنع "
                + "كلًا منها؛ وللتجديد رغم ذلك: ‎--with-pending‎")
    }
}

extension Enrolment {
    /// Submits what is waiting, so that no document outlives its certificate unsent.
    ///
    /// After the certificate's end that is past mending: what waits can only be sent with the one
    /// that is about to come, which nothing is to hold up then.
    ///
    /// - Throws: ``PendingDocuments`` where some are left.
    public func drainOutbox() throws {
        guard let active = try desk.ledger.activeCertificate(unit: desk.unit.name),
            try StampingCertificate(der: active.der).certificate.notAfter
                >= desk.surroundings.now().secondsSince1970
        else { return }
        try Outbox(desk).pass { _ in }
        let left = try desk.ledger.unsubmitted(unit: desk.unit.name, limit: 10_000)
        guard !left.isEmpty else { return }
        throw PendingDocuments(
            unit: desk.unit.name, numbers: left.prefix(100).map(\.document.number.text),
            count: left.count)
    }
}
