import Cryptography
import EGS
import Fatoora
import Invoicing
import KeyStore
import Ledger

/// How far a unit has come on its way to a certificate, read from the ledger's rows: there is no
/// state that could disagree with them.
enum EnrolmentStage {
    /// No CSID is under way; the key waits for one if an earlier run made it.
    case requestCSID(openKey: SigningKeyRecord?)
    /// A compliance CSID is there; `passed` of its checks are done.
    case runChecks(ComplianceCSID)

    /// A compliance CSID in use.
    struct ComplianceCSID {
        let certificate: CertificateRecord
        let key: SigningKeyRecord
        let requestID: ComplianceRequestID
        let credential: CSIDCredential
        let passed: Set<ComplianceStep>
        let occasion: Ledger.Occasion
    }
}

extension AuthorityDesk {
    func stage() throws -> EnrolmentStage {
        let attempts = try ledger.attempts(unit: unit.name)
        let keys = try ledger.signingKeys(unit: unit.name)
        if let csid = try complianceCSID(keys, attempts) { return .runChecks(csid) }
        let open = keys.last { !$0.hasCertificate && store.hasKey(spki: $0.spki) }
        return .requestCSID(openKey: open)
    }

    /// The newest compliance CSID that can still be used: not ended, not run out, its secret here.
    private func complianceCSID(
        _ keys: [SigningKeyRecord], _ attempts: [AttemptRecord]
    ) throws -> EnrolmentStage.ComplianceCSID? {
        let certificates = try ledger.certificates().filter { $0.unit == unit.name }
        guard let newest = certificates.last(where: { $0.class == .compliance }), !newest.isEnded
        else { return nil }
        let parsed = try StampingCertificate(der: newest.der)
        guard parsed.certificate.notAfter >= surroundings.now().secondsSince1970,
            let key = keys.first(where: { $0.spki == parsed.publicKey.spkiDER }),
            store.hasKey(spki: key.spki), let credential = try credential(newest),
            let source = attempts.last(where: { $0.answer?.certificateID == newest.id }),
            let id = source.answer?.requestID.flatMap(ComplianceRequestID.init)
        else { return nil }
        return EnrolmentStage.ComplianceCSID(
            certificate: newest, key: key, requestID: id, credential: credential,
            passed: try ledger.passedSteps(of: newest, attempts),
            occasion: occasion(of: source, attempts))
    }

    /// The newest document of a step that the authority has not judged yet: it is sent again as it
    /// is.
    func unjudged(
        _ step: ComplianceStep, of certificate: CertificateRecord
    ) throws -> ComplianceDocumentRecord? {
        let documents = try ledger.complianceDocuments(certificateID: certificate.id)
        guard let newest = documents.last(where: { $0.step == step.rawValue }) else { return nil }
        let answers = try ledger.attempts(unit: unit.name)
            .filter { $0.complianceDocumentID == newest.id }.compactMap(\.answer)
        let judged = Ledger.passing.union(["rejected", "request-refused"])
        return answers.contains { judged.contains($0.outcome) } ? nil : newest
    }
}

extension Ledger {
    fileprivate static let passing: Set<String> = [
        "accepted", "accepted-with-warnings", "already-accepted", "step-already-passed",
    ]

    /// The checks that a compliance certificate has passed.
    func passedSteps(
        of certificate: CertificateRecord, _ attempts: [AttemptRecord]
    ) throws -> Set<ComplianceStep> {
        let accepted = Set(
            attempts.filter { $0.answer.map { Self.passing.contains($0.outcome) } ?? false }
                .compactMap(\.complianceDocumentID))
        let documents = try complianceDocuments(certificateID: certificate.id)
        return Set(
            documents.filter { accepted.contains($0.id) }
                .compactMap { ComplianceStep(rawValue: $0.step) })
    }
}

extension ComplianceStep {
    /// The steps of a document map: three for each kind.
    static func needed(for documents: String) -> [ComplianceStep] {
        let map = Array(documents.utf8)
        return allCases.filter { step in
            map.count == 4 && map[step.isStandard ? 0 : 1] == UInt8(ascii: "1")
        }
    }

    var isStandard: Bool {
        switch self {
        case .standardInvoice, .standardCreditNote, .standardDebitNote: true
        case .simplifiedInvoice, .simplifiedCreditNote, .simplifiedDebitNote: false
        }
    }

    /// The draft's word for its type.
    var draftType: String {
        switch self {
        case .standardInvoice, .simplifiedInvoice: "invoice"
        case .standardCreditNote, .simplifiedCreditNote: "credit-note"
        case .standardDebitNote, .simplifiedDebitNote: "debit-note"
        }
    }
}
