import Cryptography
import EGS
import Invoicing

/// Judges the certificate of every document at one time, and gathers what is judged alike.
struct ValidationPass {
    private let judge: CertificateJudge
    private let proofs: ExistenceProofs
    private let records: LedgerRecords
    private let log: LogIndex
    private(set) var report: ValidationReport
    private(set) var symptoms: [Symptom] = []

    /// What decides the answer for a document.
    private struct Case: Hashable {
        let certificate: Int64
        let proof: ExistenceProof?
        let broken: ValidationReason?
    }

    private struct GroupKey: Hashable {
        let chain: Int64
        let situation: Case
    }

    private var standings: [Case: CertificateStanding] = [:]
    private var places: [GroupKey: Int] = [:]
    private var groups: [(key: GroupKey, group: ValidationReport.Group)] = []
    /// Documents whose own stamp is broken, by their rows.
    private let broken: [Int64: ValidationReason]

    init(
        _ judgement: Judgement, proofs: [ExistenceProof], records: LedgerRecords, log: LogIndex,
        symptoms: [Symptom]
    ) {
        judge = CertificateJudge(
            trust: judgement.trust, now: judgement.at.secondsSince1970,
            confessed: Self.confessed(records))
        self.proofs = ExistenceProofs(proofs)
        self.records = records
        self.log = log
        report = ValidationReport(
            at: judgement.at, roots: judgement.trust.rootCount, lists: judgement.trust.lists.count)
        broken = Self.broken(symptoms)
    }

    /// What the ledger says against itself: a firm gains nothing by it.
    private static func confessed(
        _ records: LedgerRecords
    ) -> [[UInt8]: CertificateJudge.Confession] {
        var confessed: [[UInt8]: CertificateJudge.Confession] = [:]
        for event in records.events where ["revoked", "compromised"].contains(event.text("kind")) {
            guard let certificate = records.certificates[event.integer("certificate_id")],
                let at = Instant(event.text("effective_at"))?.secondsSince1970
            else { continue }
            if let known = confessed[certificate.sha256], known.at <= at { continue }
            confessed[certificate.sha256] = .init(at: at, word: event.text("kind"))
        }
        return confessed
    }

    private static func broken(_ symptoms: [Symptom]) -> [Int64: ValidationReason] {
        var broken: [Int64: ValidationReason] = [:]
        for symptom in symptoms {
            guard let row = symptom.documentRow else { continue }
            switch symptom.code {
            case .signatureInvalid, .signatureMalformed, .stampMissing,
                .signedPropertiesMismatch, .certificateDigestMismatch:
                broken[row] = broken[row] ?? .signature
            case .hashMismatch: broken[row] = .hash
            default: break
            }
        }
        return broken
    }

    mutating func run(_ links: Pieces<DocumentLink>) {
        for link in links { add(link) }
        symptoms = judge.listSymptoms()
        let order = groups.sorted {
            ($0.group.unit, $0.group.epoch, $0.group.first)
                < ($1.group.unit, $1.group.epoch, $1.group.first)
        }
        report.groups = order.map(\.group)
        for (key, group) in order { addSymptoms(key, group) }
    }

    private mutating func add(_ link: DocumentLink) {
        let entry = link.isChanged ? nil : log.entry(ofDocument: link.id)
        let proof = entry.flatMap { proofs.earliest(covering: $0) }
        let situation = Case(
            certificate: link.certificate, proof: proof, broken: broken[link.id])
        let key = GroupKey(chain: link.chain, situation: situation)
        if let index = places[key] {
            groups[index].group.first = min(groups[index].group.first, link.icv)
            groups[index].group.last = max(groups[index].group.last, link.icv)
            groups[index].group.documents += 1
            return
        }
        let standing = standing(situation)
        let place = records.place(chain: link.chain)
        places[key] = groups.count
        groups.append(
            (
                key,
                ValidationReport.Group(
                    unit: place.unit ?? "–", epoch: place.epoch ?? 0,
                    certificate: records.certificates[link.certificate]?.stamping?.serialDecimal,
                    reason: standing.reason,
                    existedBy: proof.map { Instant(secondsSince1970: $0.time) },
                    source: proof?.source.rawValue, sourceText: proof?.text, first: link.icv,
                    last: link.icv, documents: 1)
            ))
    }

    private mutating func standing(_ situation: Case) -> CertificateStanding {
        if let known = standings[situation] { return known }
        let standing: CertificateStanding
        if let broken = situation.broken {
            standing = CertificateStanding(reason: broken)
        } else if let stamping = records.certificates[situation.certificate]?.stamping {
            standing = judge.standing(
                of: stamping.certificate, provenBy: situation.proof?.time)
        } else {
            standing = CertificateStanding(reason: .noCertificate)
        }
        standings[situation] = standing
        return standing
    }

    // MARK: - Findings

    private mutating func addSymptoms(_ key: GroupKey, _ group: ValidationReport.Group) {
        guard let standing = standings[key.situation] else { return }
        var place = records.place(chain: key.chain)
        place.icv = group.first
        let documents =
            "ICV \(group.first)–\(group.last), \(group.documents) documents, certificate "
            + (group.certificate ?? "–")
        func add(_ code: FindingCode, _ expected: String?, _ found: String) {
            symptoms.append(
                Symptom(
                    code, at: place, expected: expected, found: "\(documents): \(found)",
                    key: .judgement(code, chain: key.chain, icv: group.first)))
        }
        let proof = group.existedBy.map { "\($0) (\(group.sourceText ?? ""))" } ?? "–"
        let isInTime = standing.reason == nil || standing.reason == .tryLater
        if isInTime, group.existedBy == nil, let end = standing.notAfter { addDue(end, add) }
        // What is wrong with a stamp itself is told where it was found.
        guard let reason = standing.reason, let code = reason.code else { return }
        add(code, standing.expected, "\(reason.rawValue); \(proof)")
    }

    private static let warningDays: [Int64] = [14, 60, 180]

    private func addDue(_ end: Int64, _ add: (FindingCode, String?, String) -> Void) {
        let days = (end - judge.now) / 86_400
        guard days >= 0, let warning = Self.warningDays.first(where: { days <= $0 }) else { return }
        add(.proofDue, "≤ \(CertificateJudge.time(end))", "\(days) days left (≤ \(warning))")
    }
}

extension ValidationReason {
    /// The finding that tells it; `nil` where another check told it already.
    var code: FindingCode? {
        switch self {
        case .signature, .hash, .noCertificate: nil
        case .noChain: .issuerUnknown
        case .expired: .certificateExpired
        case .notYetValid: .certificateNotYetValid
        case .revoked: .certificateRevoked
        case .revokedNoProof, .issuerRevokedNoProof: .revokedUnproven
        case .outOfBounds, .outOfBoundsNotRevoked: .expiredUnproven
        case .algorithm, .algorithmNoProof: .algorithmSunset
        case .tryLater: .revocationUnknown
        }
    }
}
