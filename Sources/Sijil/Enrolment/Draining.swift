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
    /// An earlier renewal may have replaced the certificate already.
    let isRenewalUnsettled: Bool

    public var code: String { "documents-pending" }

    public var problem: Bilingual {
        let list = numbers.prefix(10).joined(separator: ", ") + (count > 10 ? ", …" : "")
        return Bilingual(
            en: "\(count) documents of unit \(unit) could not be submitted before the renewal: "
                + list,
            ar: "\(count) من مستندات الوحدة \(unit) تعذر إرسالها قبل التجديد: \(list)")
    }

    public var remedy: Bilingual {
        let flag =
            isRenewalUnsettled
            ? "sijil cert renew --unit \(ShellText.quoted(unit)) --with-pending"
            : "--with-pending"
        return Bilingual(
            en: "the authority may refuse or warn about them once their certificate is replaced; "
                + "`sijil submit` tells what holds each back; to renew all the same: \(flag)",
            ar:
                "قد ترفضها الهيئة أو تحذر منها بعد استبدال شهادتها؛ الأمر `sijil submit` يبين ما "
                + "يمنع كلًا منها؛ وللتجديد رغم ذلك: ‎\(flag)‎")
    }
}

extension Enrolment {
    /// Submits what is waiting, so that no document outlives its certificate unsent.
    ///
    /// After the certificate's end that is past mending: what waits can only be sent with the one
    /// that is about to come, which nothing is to hold up then. The same holds where the authority
    /// refuses the login after a renewal whose answer was lost.
    ///
    /// - Parameter leavesRest: Nothing is tried and nothing holds up the renewal; but after one
    ///   whose answer was lost what can be sent is sent, once: the next one replaces the
    ///   certificate in any case.
    /// - Throws: ``PendingDocuments`` where some are left.
    public func drainOutbox(leavesRest: Bool = false) throws {
        let unit = desk.unit.name
        guard let active = try desk.ledger.activeCertificate(unit: unit),
            try StampingCertificate(der: active.der).certificate.notAfter
                >= desk.surroundings.now().secondsSince1970
        else { return }
        if leavesRest, try desk.ledger.unsettledRenewal(unit: unit) == nil { return }
        var order = Outbox.Order()
        if leavesRest { order.rounds = 1 }
        let end = try Outbox(desk).pass(order) { _ in }
        if leavesRest || end == .loginRefused(isRenewalUnsettled: true) { return }
        let left = try desk.ledger.unsubmitted(unit: unit, limit: 10_000)
        guard !left.isEmpty else { return }
        throw PendingDocuments(
            unit: unit, numbers: left.prefix(100).map(\.document.number.text), count: left.count,
            isRenewalUnsettled: try desk.ledger.unsettledRenewal(unit: unit) != nil)
    }
}
