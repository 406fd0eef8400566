public import Cryptography
import EGS
public import Fatoora
public import Invoicing
import KeyStore
import Ledger
import Signer

/// Takes one unit from wherever it stands to a production certificate.
///
/// Every step is stored before the next one begins, so the same command goes on after a crash, a
/// refusal or a lost answer. The certificate in use stays in use until its successor is stored with
/// its secret.
public struct Enrolment {
    public enum Purpose: Hashable, Sendable { case enrol, renew }

    /// What a person is told on the way.
    public enum Step: Sendable {
        case keyMade
        /// An earlier run made the key, and no certificate came for it.
        case keyWaited
        /// An earlier run got the compliance certificate.
        case goesOn(passed: Int, of: Int)
        case complianceCSID
        case checkPassed(ComplianceStep, warnings: Int)
        case renewedAtOnce
        case checksWanted
        /// A renewal found the old certificate no longer accepted and goes on as an enrolment.
        case renewalBecameEnrolment
        case rehearsed
        case production
        /// There is nothing to do: the unit has a certificate in force and its secret.
        case alreadyConnected
    }

    public struct Result: Sendable {
        public let unit: String
        public let serial: String
        public let notAfter: Instant
        public let epoch: Int
    }

    let workplace: Workplace
    let desk: AuthorityDesk
    let purpose: Purpose
    private let seller: SellerProfile

    public init(
        _ workplace: Workplace, unit name: String?, purpose: Purpose, passphrase: SecretBytes,
        line: AuthorityLine
    ) throws {
        self.workplace = workplace
        self.purpose = purpose
        let store = try workplace.keyStore()
        // One passphrase opens everything: a new key must not be sealed with a mistyped one.
        try workplace.prove(passphrase, in: store)
        seller = try workplace.sellerProfile()
        desk = try workplace.desk(
            unit: name, store: store, passphrase: passphrase, line: line)
    }

    /// Whether the next step spends a one-time code.
    public func needsCode() throws -> Bool {
        if try desk.settleInterrupted() { return false }
        guard case .requestCSID = try desk.stage() else { return false }
        return try !isConnected()
    }

    /// Whether an enrolment has nothing to do. A certificate that shall be replaced before its end
    /// is retired first, or renewed.
    private func isConnected() throws -> Bool {
        guard purpose == .enrol,
            let active = try desk.ledger.activeCertificate(unit: desk.unit.name)
        else { return false }
        return try StampingCertificate(der: active.der).isValid(at: desk.surroundings.now())
            && desk.store.hasSecret(AuthorityDesk.secretID(active.der))
    }

    /// Goes on until the unit has a new production certificate.
    ///
    /// - Parameter code: Asked only where a code is needed, once.
    /// - Returns: `nil` where the environment only rehearses.
    public func run(
        code: CodeSource, tell: (Step) -> Void
    ) throws -> Result? {
        let before = try productionCertificates()
        let isDone = try desk.settleInterrupted()
        try desk.store.tidy(known: knownKeyFiles())
        if isDone { return try result(after: before, tell) }
        if case .requestCSID(let open) = try desk.stage() {
            if try isConnected() {
                try desk.ledger.requireSettledRenewal(unit: desk.unit.name)
                tell(.alreadyConnected)
                return try result(after: before, tell)
            }
            if open != nil { tell(.keyWaited) }
            let key = try signingKey(open, tell)
            let request = try certificateRequest(key)
            if !desk.client.profile.answersWithOwnKey {
                try rehearse(request, key, try code.read(), tell)
                return nil
            }
            let isDone = try requestCSID(key, request, code: try code.read(), tell)
            if isDone { return try result(after: before, tell) }
        } else if case .runChecks(let csid) = try desk.stage() {
            let all = ComplianceStep.needed(for: desk.unit.documents).count
            tell(.goesOn(passed: csid.passed.count, of: all))
        }
        guard case .runChecks(let csid) = try desk.stage() else {
            // A crash just before the last row: the certificate is there already.
            return try result(after: before, tell)
        }
        try runChecks(csid, tell)
        try requestProduction(csid, tell)
        return try result(after: before, tell)
    }

    // MARK: Keys

    /// The key to ask a certificate for: one that an earlier run left, or a new one.
    func signingKey(
        _ open: SigningKeyRecord?, _ tell: (Step) -> Void
    ) throws -> Secp256k1PrivateKey {
        if let open { return try desk.key(spki: open.spki) }
        let key = try strayKey() ?? newKey(tell)
        _ = try desk.ledger.recordKey(
            spki: key.publicKey.spkiDER, unit: desk.unit.name, now: desk.surroundings.now())
        return key
    }

    /// The key whose certificate is under way, or one to begin with.
    func waitingKey() throws -> Secp256k1PrivateKey {
        try desk.settleInterrupted()
        switch try desk.stage() {
        case .requestCSID(let open): return try signingKey(open) { _ in }
        case .runChecks(let csid):
            return try desk.key(spki: csid.key.spki)
        }
    }

    private func newKey(_ tell: (Step) -> Void) throws -> Secp256k1PrivateKey {
        let key = Secp256k1PrivateKey.generate()
        try desk.store(key: key)
        tell(.keyMade)
        return key
    }

    /// A key that a crash left in the folder before the ledger knew of it.
    ///
    /// After a return to an older copy the folder may hold keys of certificates that the copy does
    /// not know: those have stamped, and are never asked a certificate for again.
    private func strayKey() throws -> Secp256k1PrivateKey? {
        guard try desk.ledger.restores().isEmpty else { return nil }
        let known = try knownKeyFiles()
        let stray = try desk.store.keyFiles().first { !known.contains($0) }
        return try stray.map { try desk.store.openKeyFile($0, passphrase: desk.passphrase) }
    }

    private func knownKeyFiles() throws -> Set<String> {
        var known: Set<String> = []
        for unit in try desk.ledger.units() {
            for key in try desk.ledger.signingKeys(unit: unit.name) {
                known.insert(KeyStore.fileName(spki: key.spki))
            }
        }
        return known
    }

    // MARK: Steps

    /// - Returns: Whether that was all: a renewal may bring the production certificate at once.
    private func requestCSID(
        _ key: Secp256k1PrivateKey, _ request: CertificateSigningRequest, code: OneTimeCode,
        _ tell: (Step) -> Void
    ) throws -> Bool {
        if purpose == .renew {
            switch try renew(key, request, code) {
            case .production: tell(.renewedAtOnce); return true
            case .checksWanted: tell(.checksWanted); return false
            case .enrolAnew: tell(.renewalBecameEnrolment)
            }
        }
        let settled = try desk.ask(
            .complianceCSID(requestPEM: request.pem, code),
            about: AuthorityDesk.Subject(spki: key.publicKey.spkiDER))
        guard settled.outcome == .csidIssued else {
            throw AuthorityRefusal(.complianceCSID, settled.outcome)
        }
        tell(.complianceCSID)
        return false
    }

    private enum Renewed { case production, checksWanted, enrolAnew }

    private func renew(
        _ key: Secp256k1PrivateKey, _ request: CertificateSigningRequest, _ code: OneTimeCode
    ) throws -> Renewed {
        guard let active = try desk.ledger.activeCertificate(unit: desk.unit.name) else {
            return .enrolAnew
        }
        let notAfter = try Certificate(der: active.der).notAfter
        // The authority renews only what is in force; afterwards one enrols anew (A6).
        guard notAfter >= desk.surroundings.now().secondsSince1970,
            let credential = try desk.credential(active)
        else { return .enrolAnew }
        let settled = try desk.ask(
            .renewal(requestPEM: request.pem, code, credential),
            about: AuthorityDesk.Subject(
                spki: key.publicKey.spkiDER, certificate: active.id, occasion: .renewal))
        switch settled.outcome {
        case .csidIssued: return .production
        case .csidNeedsCompliance: return .checksWanted
        // A renewal whose answer was lost, or was no use, has taken the old certificate back.
        case let outcome where try outcome.deniesLogin && desk.hasLostRenewal(of: active):
            return .enrolAnew
        default: throw AuthorityRefusal(.renewal, settled.outcome)
        }
    }

    func certificateRequest(
        _ key: Secp256k1PrivateKey
    ) throws -> CertificateSigningRequest {
        let unit = desk.unit
        do {
            return try CertificateSigningRequest.make(
                profile: EGSUnitProfile(
                    name: unit.name, serial: unit.serial, branch: unit.branch,
                    documents: unit.documents, location: unit.location, industry: unit.industry),
                vat: seller.vat, organization: seller.organization,
                environment: workplace.environment, key: key)
        } catch {
            throw SijilError.sellerRefused(path: workplace.path, problems: error.all)
        }
    }

    // MARK: Checks

    private func runChecks(
        _ csid: EnrolmentStage.ComplianceCSID, _ tell: (Step) -> Void
    ) throws {
        let steps = ComplianceStep.needed(for: desk.unit.documents)
        let signer = try signer(csid)
        for step in steps where !csid.passed.contains(step) {
            try runCheck(step, csid, signer, tell)
        }
    }

    private func signer(_ csid: EnrolmentStage.ComplianceCSID) throws -> Signer {
        let certificate = try StampingCertificate(der: csid.certificate.der)
        desk.awaitBeginning(of: certificate)
        return try Signer(key: desk.key(spki: csid.key.spki), certificate: certificate)
    }

    private func runCheck(
        _ step: ComplianceStep, _ csid: EnrolmentStage.ComplianceCSID, _ signer: Signer,
        _ tell: (Step) -> Void
    ) throws {
        let record =
            try desk.unjudged(step, of: csid.certificate) ?? newDocument(step, csid, signer)
        let document = FatooraDocument(
            hash: record.hash, uuid: record.uuid, xml: try desk.ledger.complianceXML(id: record.id))
        let settled = try desk.ask(
            .complianceCheck(document, csid.credential),
            about: AuthorityDesk.Subject(
                certificate: csid.certificate.id, complianceDocument: record.id))
        switch settled.outcome {
        case .accepted, .alreadyAccepted, .stepAlreadyPassed: tell(.checkPassed(step, warnings: 0))
        case .acceptedWithWarnings(let warnings):
            tell(.checkPassed(step, warnings: warnings.count))
        default: throw try failure(settled.outcome, of: csid, at: .complianceCheck)
        }
    }

    private func newDocument(
        _ step: ComplianceStep, _ csid: EnrolmentStage.ComplianceCSID, _ signer: Signer
    ) throws -> ComplianceDocumentRecord {
        let now = desk.surroundings.now()
        let drafts = ComplianceDrafts(
            seller: seller.party, sellerJSON: seller.json, attempt: csid.certificate.id,
            now: IssueTime(now))
        let invoice = try drafts.invoice(for: step)
        let uuid = desk.surroundings.newUUID()
        return try desk.ledger.addComplianceDocument(
            certificateID: csid.certificate.id, step: step.rawValue,
            now: desk.surroundings.now()
        ) { position in
            try signer.seal(
                invoice, seller: seller.party, uuid: uuid, at: position, signingTime: now)
        }
    }

    // MARK: Production

    private func requestProduction(
        _ csid: EnrolmentStage.ComplianceCSID, _ tell: (Step) -> Void
    ) throws {
        let settled = try askProduction(csid)
        if case .csidRefused(let refusals) = settled.outcome {
            let missing = refusals.flatMap { refusal -> [ComplianceStep] in
                if case .missingComplianceSteps(let steps) = refusal { steps } else { [] }
            }
            // The authority forgot some; they are shown to it once more.
            if !missing.isEmpty {
                let signer = try signer(csid)
                for step in missing { try runCheck(step, csid, signer, tell) }
                let again = try askProduction(csid)
                guard again.outcome == .csidIssued else {
                    throw try failure(again.outcome, of: csid, at: .productionCSID)
                }
                return
            }
        }
        guard settled.outcome == .csidIssued else {
            throw try failure(settled.outcome, of: csid, at: .productionCSID)
        }
    }

    private func askProduction(
        _ csid: EnrolmentStage.ComplianceCSID
    ) throws -> AuthorityDesk.Settled {
        try desk.ask(
            .productionCSID(csid.requestID, csid.credential),
            about: AuthorityDesk.Subject(
                spki: csid.key.spki, certificate: csid.certificate.id, occasion: csid.occasion))
    }

    /// A compliance CSID that the authority no longer takes is given up, so that the next run
    /// begins with a new one.
    private func failure(
        _ outcome: FatooraOutcome, of csid: EnrolmentStage.ComplianceCSID,
        at endpoint: FatooraEndpoint
    ) throws -> AuthorityRefusal {
        let refused: Bool =
            switch outcome {
            case .unauthorised: true
            case .csidRefused(let refusals):
                refusals.contains(.invalidComplianceCSID)
                    || refusals.contains(.invalidComplianceRequestID)
            default: false
            }
        if refused {
            try desk.ledger.endCertificate(
                csid.certificate, by: .retired, note: "refused by the authority",
                now: desk.surroundings.now())
        }
        return AuthorityRefusal(endpoint, outcome, beginsAnew: refused)
    }

    // MARK: Ends

    private func productionCertificates() throws -> Set<Int64> {
        Set(
            try desk.ledger.certificates()
                .filter { $0.unit == desk.unit.name && $0.class == .production }.map(\.id))
    }

    private func result(after before: Set<Int64>, _ tell: (Step) -> Void) throws -> Result? {
        guard let active = try desk.ledger.activeCertificate(unit: desk.unit.name) else {
            throw SijilError.noActiveCertificate(unit: desk.unit.name)
        }
        desk.awaitBeginning(of: try StampingCertificate(der: active.der))
        if !before.contains(active.id) { tell(.production) }
        let parsed = try Certificate(der: active.der)
        return Result(
            unit: desk.unit.name, serial: parsed.serialDecimal,
            notAfter: Instant(secondsSince1970: parsed.notAfter),
            epoch: try desk.ledger.chainHead(unit: desk.unit.name)?.epoch ?? 1)
    }

    /// The sandbox hands out ready-made certificates: its two CSID calls can be made and kept, and
    /// nothing can be stamped, the documents of the checks neither.
    private func rehearse(
        _ request: CertificateSigningRequest, _ key: Secp256k1PrivateKey, _ code: OneTimeCode,
        _ tell: (Step) -> Void
    ) throws {
        let spki = key.publicKey.spkiDER
        let first = try desk.ask(
            .complianceCSID(requestPEM: request.pem, code),
            about: AuthorityDesk.Subject(spki: spki))
        guard let csid = first.csid, let id = csid.requestID else {
            throw AuthorityRefusal(.complianceCSID, first.outcome)
        }
        tell(.complianceCSID)
        let second = try desk.ask(
            .productionCSID(id, csid.credential), about: AuthorityDesk.Subject(spki: spki))
        guard second.csid != nil else { throw AuthorityRefusal(.productionCSID, second.outcome) }
        tell(.rehearsed)
    }
}
