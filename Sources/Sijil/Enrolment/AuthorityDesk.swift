import Cryptography
import EGS
import Encoding
import Fatoora
import HTTP
import Invoicing
import KeyStore
import Ledger

/// How the authority is reached from this computer.
public struct AuthorityLine: Sendable {
    /// `environment`: as the variables of the process say; `none`: straight to the server.
    public enum Proxy: Hashable, Sendable {
        case environment, none
        case at(String)
    }

    public var proxy: Proxy
    /// A PEM file with the authorities to believe instead of the system's.
    public var trustedAuthorities: String?
    /// The language in which the authority is asked to answer.
    public var isArabic: Bool

    public init(
        proxy: Proxy = .environment, trustedAuthorities: String? = nil, isArabic: Bool = false
    ) {
        self.proxy = proxy
        self.trustedAuthorities = trustedAuthorities
        self.isArabic = isArabic
    }

    var settings: HTTPSettings {
        let chosen: HTTPProxy =
            switch proxy {
            case .environment: .environment
            case .none: .none
            case .at(let address): .at(address)
            }
        return HTTPSettings(
            proxy: chosen, authorities: trustedAuthorities.map { .file($0) } ?? .system)
    }

    var language: FatooraLanguage { isArabic ? .ar : .en }
}

/// Speaks with the authority for one unit: each request is a row before it leaves, and each answer
/// a row before anything is made of it.
struct AuthorityDesk {
    let ledger: Ledger
    let store: KeyStore
    let unit: UnitRecord
    let passphrase: SecretBytes
    let client: FatooraClient
    let language: FatooraLanguage
    let surroundings: Surroundings
    private let opened = OpenedFiles()

    init(
        ledger: Ledger, store: KeyStore, unit: UnitRecord, passphrase: SecretBytes,
        client: FatooraClient, language: FatooraLanguage, surroundings: Surroundings
    ) {
        self.ledger = ledger
        self.store = store
        self.unit = unit
        self.passphrase = passphrase
        self.client = client
        self.language = language
        self.surroundings = surroundings
    }

    /// What was opened from the key store once: each opening costs a good part of a second, and a
    /// pass over the outbox needs the same login for every document.
    private final class OpenedFiles {
        var logins: [String: CSIDCredential] = [:]
        var keys: [[UInt8]: Secp256k1PrivateKey] = [:]
        /// Certificates that an earlier run had asked for and this one found.
        var found: Set<Int64> = []
        /// Held from the first word with the authority on.
        var line: LineLock?
    }

    /// What a request is about, for its row.
    struct Subject {
        var spki: [UInt8]?
        var certificate: Int64?
        var complianceDocument: Int64?
        var document: Int64?
        /// Why a certificate comes, if the answer brings one.
        var occasion = Ledger.Occasion.enrolment
    }

    /// What became of a request, stored.
    struct Settled {
        let outcome: FatooraOutcome
        let attempt: AttemptRecord
        /// What the answer brought, believed or not.
        var csid: IssuedCSID?
        var validation: ValidationAnswer?
    }

    private static let tries = 4
    private static let leewaySeconds: Int64 = 3_600
    /// Waits for a lock, each of some seconds: five minutes in all.
    private static let longestWaits = 60
    /// Nobody waits longer than this at a terminal for one more try.
    static let longestPauseSeconds: Int64 = 60

    // MARK: Asking

    /// Asks once, or, where the same bytes may be sent again, a few times.
    func ask(_ call: FatooraCall, about subject: Subject) throws -> Settled {
        var wait: Int64 = 1
        for attempt in 1... {
            let settled = try askOnce(call, about: subject)
            let pause: Int64
            switch settled.outcome.next {
            case .retry(let after):
                let now = surroundings.now()
                let named = after.map {
                    $0.instant(from: now).secondsSince1970 - now.secondsSince1970
                }
                pause = max(wait, named ?? 0)
            // The code of such a call may be spent; a person has to fetch another one.
            case .settle where call.endpoint == .complianceCSID || call.endpoint == .renewal:
                return settled
            case .settle: pause = wait
            default: return settled
            }
            guard attempt < Self.tries, pause <= Self.longestPauseSeconds else { return settled }
            surroundings.pause(pause)
            wait *= 2
        }
        preconditionFailure("the loop ends by itself")
    }

    /// - Parameter copy: Tells whether what came with the answer is the authority's copy of the
    ///   document; it is then stored with the answer.
    func askOnce(
        _ call: FatooraCall, about subject: Subject,
        copy: (ValidationAnswer) -> NewCleared? = { _ in nil }
    ) throws -> Settled {
        let prepared = client.prepare(call, language: language)
        let mayBringSecret = !call.endpoint.judgesDocument
        if mayBringSecret { try store.keepRoom() }
        let attempt = try ledger.beginAttempt(
            NewAttempt(
                unit: unit.name, endpoint: call.endpoint.rawValue, spki: subject.spki,
                certificateID: subject.certificate,
                complianceDocumentID: subject.complianceDocument, documentID: subject.document,
                profile: FatooraEnvironmentProfile.version, request: prepared.storedBytes),
            now: surroundings.now())
        let exchange = client.send(prepared)
        // A clock that was set back meanwhile makes no answer come before its request.
        let finished = max(attempt.recordedAt, surroundings.now())
        let record = exchange.record(startedAt: attempt.recordedAt, finishedAt: finished)
        // Where this fails, the disk may still take what follows.
        if mayBringSecret { try? store.releaseRoom() }
        guard let csid = exchange.answer.csid else {
            let settled = try settlePatiently(
                attempt.id, NewAnswer(record, requestID: nil),
                clearing: exchange.answer.validation.flatMap(copy))
            return Settled(
                outcome: exchange.outcome, attempt: settled, validation: exchange.answer.validation)
        }
        let sealed = SealedAnswer(record, csid: csid)
        try store.storePending(sealed.sealed(), attempt: attempt.id, passphrase: passphrase)
        let settled = try take(sealed, of: attempt, occasion: subject.occasion)
        return Settled(outcome: exchange.outcome, attempt: settled, csid: csid)
    }

    /// Stores an answer also where another program keeps the ledger locked for longer than a lock
    /// is waited for: what the authority said comes only once. An answer with a CSID needs no such
    /// patience, since it was sealed before.
    private func settlePatiently(
        _ attempt: Int64, _ answer: NewAnswer, clearing copy: NewCleared?
    ) throws -> AttemptRecord {
        var waits = 0
        while true {
            do throws(LedgerError) {
                return try ledger.settle(
                    attempt, with: answer, bringing: nil, clearing: copy, now: surroundings.now())
            } catch {
                guard case .busy = error, waits < Self.longestWaits else { throw error }
                waits += 1
            }
        }
    }

    // MARK: Taking a CSID in

    /// Stores what a CSID's answer brought: its secret, then its certificate with the answer.
    ///
    /// May be repeated after a crash at any point.
    private func take(
        _ sealed: SealedAnswer, of attempt: AttemptRecord, occasion: Ledger.Occasion
    ) throws -> AttemptRecord {
        let now = surroundings.now()
        // The sandbox's certificates are ready-made: nothing can be stamped with them.
        guard client.profile.answersWithOwnKey else {
            return try close(attempt, with: sealed.answer, bringing: nil, now)
        }
        let isCompliance =
            attempt.endpoint == FatooraEndpoint.complianceCSID.rawValue
            || sealed.answer.outcome == FatooraOutcome.csidNeedsCompliance.code
        let certificate: StampingCertificate
        do {
            certificate = try checked(
                sealed.csid, of: attempt, isCompliance: isCompliance, now: now)
        } catch {
            // What came is kept, but it is no certificate of ours.
            _ = try close(attempt, with: sealed.answer, bringing: nil, now)
            try giveUp(after: attempt)
            throw error
        }
        let id = Self.secretID(certificate.certificate.der)
        if try !store.hasSecret(id) {
            try store.storeSecret(sealed.secret, id: id, passphrase: passphrase)
        }
        opened.logins[id] = sealed.csid.credential
        let brought = NewCertificate(
            der: certificate.certificate.der, class: isCompliance ? .compliance : .production,
            occasion: occasion, effectiveAt: now)
        return try close(attempt, with: sealed.answer, bringing: brought, now)
    }

    /// The authority would answer with the same production certificate again and again, so the
    /// next run begins with a new compliance certificate.
    private func giveUp(after attempt: AttemptRecord) throws {
        guard attempt.endpoint == FatooraEndpoint.productionCSID.rawValue,
            let login = try ledger.certificates().first(where: { $0.id == attempt.certificateID }),
            !login.isEnded
        else { return }
        try ledger.endCertificate(
            login, by: .retired, note: "it brought a production certificate that cannot be used",
            now: surroundings.now())
    }

    private func close(
        _ attempt: AttemptRecord, with answer: NewAnswer, bringing certificate: NewCertificate?,
        _ now: Instant
    ) throws -> AttemptRecord {
        let settled = try ledger.settle(attempt.id, with: answer, bringing: certificate, now: now)
        try store.removePending(attempt: attempt.id)
        return settled
    }

    private func checked(
        _ csid: IssuedCSID, of attempt: AttemptRecord, isCompliance: Bool, now: Instant
    ) throws -> StampingCertificate {
        guard
            let key = try ledger.signingKeys(unit: unit.name).first(where: {
                $0.id == attempt.signingKeyID
            }), let publicKey = Secp256k1PublicKey(spkiDER: key.spki)
        else { throw SijilError.noActiveCertificate(unit: unit.name) }
        let certificate = try csid.checked(
            key: publicKey, vat: ledger.header.vat, profile: client.profile, now: now)
        let fit = CertificateFit(
            header: ledger.header, unit: unit, now: now, leewaySeconds: Self.leewaySeconds)
        if isCompliance { try fit.checkUnit(certificate) } else { try fit.check(certificate) }
        return certificate
    }

    /// The name of a certificate's secret in the key store.
    static func secretID(_ der: [UInt8]) -> String {
        Hex.encode(Array(SHA256.hash(der).bytes.prefix(8)))
    }

    /// The login of a stored certificate; `nil` if its secret is not on this computer.
    func credential(_ certificate: CertificateRecord) throws -> CSIDCredential? {
        let id = Self.secretID(certificate.der)
        if let login = opened.logins[id] { return login }
        guard try store.hasSecret(id) else { return nil }
        let login = CSIDCredential(
            token: try token(certificate), secret: try store.secret(id, passphrase: passphrase))
        opened.logins[id] = login
        return login
    }

    /// A unit's private key.
    func key(spki: [UInt8]) throws -> Secp256k1PrivateKey {
        let key = try opened.keys[spki] ?? store.key(spki: spki, passphrase: passphrase)
        opened.keys[spki] = key
        return key
    }

    /// Stores a new key durably.
    func store(key: Secp256k1PrivateKey) throws {
        try store.store(key: key, passphrase: passphrase)
        opened.keys[key.publicKey.spkiDER] = key
    }

    /// As the authority sent it; made anew for a certificate that was installed by hand.
    private func token(_ certificate: CertificateRecord) throws -> String {
        let source = try ledger.attempts(unit: unit.name).last {
            $0.answer?.certificateID == certificate.id
        }
        if let source, let response = try ledger.responseBytes(attempt: source.id),
            let token = StoredAnswer.token(in: response)
        {
            return token
        }
        return Base64.encode(Base64.encodeToBytes(certificate.der))
    }

    /// Waits until a certificate has begun, where that is soon; else stamping tells what is wrong.
    func awaitBeginning(of certificate: StampingCertificate) {
        let wait =
            certificate.certificate.notBefore - surroundings.now().secondsSince1970
        if (1...Self.longestPauseSeconds).contains(wait) { surroundings.pause(wait) }
    }

    // MARK: After a crash

    /// Keeps other runs from speaking with the authority for this unit at the same time.
    private func takeLine() throws {
        guard opened.line == nil else { return }
        guard let line = try store.lockLine(unit: unit.name) else {
            throw LineTaken(unit: unit.name)
        }
        opened.line = line
    }

    /// Lets other runs speak until the next ``settleInterrupted()``.
    func leaveLine() { opened.line = nil }

    /// Gives every request that was cut short its end: by the answer that came, if it had been
    /// sealed before the crash, else as unknown.
    ///
    /// - Returns: Whether that took a production certificate into use, or an earlier run was cut
    ///   short right after it had: then what that run was to do is done.
    @discardableResult
    func settleInterrupted() throws -> Bool {
        try takeLine()
        let attempts = try ledger.attempts(unit: unit.name)
        for attempt in try ledger.openAttempts(unit: unit.name) {
            if let bytes = try store.pending(attempt: attempt.id, passphrase: passphrase),
                let sealed = SealedAnswer(bytes)
            {
                let settled = try take(
                    sealed, of: attempt, occasion: occasion(of: attempt, attempts))
                if let certificate = settled.answer?.certificateID {
                    opened.found.insert(certificate)
                }
                continue
            }
            let unknown = NewAnswer(
                outcome: "unknown", status: nil, bytesSent: nil, startedAt: attempt.recordedAt,
                finishedAt: max(attempt.recordedAt, surroundings.now()), requestID: nil,
                response: nil)
            _ = try ledger.settle(
                attempt.id, with: unknown, bringing: nil, now: surroundings.now())
        }
        // Removing the answer is the last thing that a run does: where a trace of it is left,
        // nobody was told of the certificate.
        let pending = try store.pendingTraces()
        for attempt in attempts where pending.contains(attempt.id) && attempt.answer != nil {
            if let certificate = attempt.answer?.certificateID { opened.found.insert(certificate) }
            try store.removePending(attempt: attempt.id)
        }
        try store.releaseRoom()
        let active = try ledger.activeCertificate(unit: unit.name)
        return active.map { opened.found.contains($0.id) } ?? false
    }

    /// Whether the certificate that an attempt asks for renews another one: the attempt itself does
    /// or the one that brought its compliance certificate did.
    func occasion(of attempt: AttemptRecord, _ all: [AttemptRecord]) -> Ledger.Occasion {
        let renewal = FatooraEndpoint.renewal.rawValue
        if attempt.endpoint == renewal { return .renewal }
        let isRenewal = all.contains {
            $0.endpoint == renewal && $0.answer?.certificateID != nil
                && $0.answer?.certificateID == attempt.certificateID
        }
        return isRenewal ? .renewal : .enrolment
    }
}

extension Workplace {
    /// The line to the authority for a unit.
    func desk(
        unit name: String?, store: KeyStore, passphrase: SecretBytes, line: AuthorityLine
    ) throws -> AuthorityDesk {
        let header = ledger.header
        let profile = try FatooraEnvironmentProfile(header.environment, endpoint: header.endpoint)
        return AuthorityDesk(
            ledger: ledger, store: store, unit: try unit(named: name), passphrase: passphrase,
            client: FatooraClient(profile: profile, settings: line.settings),
            language: line.language, surroundings: surroundings)
    }
}
