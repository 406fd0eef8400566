import Fatoora
import Ledger

extension FatooraOutcome {
    /// Whether the authority does not take the certificate that a renewal logs in with.
    var deniesLogin: Bool {
        switch self {
        case .unauthorised: true
        case .csidRefused(let refusals): refusals.contains(.invalidProductionCSID)
        default: false
        }
    }
}

extension AuthorityDesk {
    /// Whether a renewal of this certificate may have been done although nobody here has what it
    /// brought.
    func hasLostRenewal(of certificate: CertificateRecord) throws -> Bool {
        if try ledger.unsettledRenewal(unit: unit.name) != nil { return true }
        let maybeDone: Set<String> = [
            "unknown", "csid-issued", "server-trouble", "unexpected-status",
        ]
        return try ledger.attempts(unit: unit.name).contains { attempt in
            attempt.endpoint == FatooraEndpoint.renewal.rawValue
                && attempt.certificateID == certificate.id
                && attempt.answer.map {
                    maybeDone.contains($0.outcome) && $0.certificateID == nil
                } ?? false
        }
    }
}
