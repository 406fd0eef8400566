import Cryptography
import Invoicing

/// What the standard for checking old signatures (ETSI EN 319 102-1) calls an answer.
public enum ValidationIndication: String, Sendable {
    case totalPassed = "TOTAL-PASSED"
    /// Evidence is missing; more of it may turn this into either of the others.
    case indeterminate = "INDETERMINATE"
    case totalFailed = "TOTAL-FAILED"
}

/// Why an answer is not ``ValidationIndication/totalPassed``, in the standard's words.
public enum ValidationReason: String, Sendable {
    case signature = "SIG_CRYPTO_FAILURE"
    case hash = "HASH_FAILURE"
    case noCertificate = "NO_SIGNING_CERTIFICATE_FOUND"
    case noChain = "NO_CERTIFICATE_CHAIN_FOUND"
    case expired = "EXPIRED"
    case notYetValid = "NOT_YET_VALID"
    case revoked = "REVOKED"
    case revokedNoProof = "REVOKED_NO_POE"
    case issuerRevokedNoProof = "REVOKED_CA_NO_POE"
    case outOfBounds = "OUT_OF_BOUNDS_NO_POE"
    case outOfBoundsNotRevoked = "OUT_OF_BOUNDS_NOT_REVOKED"
    case algorithm = "CRYPTO_CONSTRAINTS_FAILURE"
    case algorithmNoProof = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
    case tryLater = "TRY_LATER"

    public var indication: ValidationIndication {
        switch self {
        case .signature, .hash, .expired, .notYetValid, .revoked: .totalFailed
        default: .indeterminate
        }
    }
}

/// One answer about a certificate and the documents that were proven to exist by the same time.
struct CertificateStanding: Hashable, Sendable {
    /// `nil` for TOTAL-PASSED.
    let reason: ValidationReason?
    /// What would have been needed; an ISO time and what happened then.
    var expected: String?
    /// When the whole path ends, in seconds since 1970; `nil` without a path.
    var notAfter: Int64?

    fileprivate var weight: Int {
        switch reason?.indication {
        case nil, .totalPassed: 0
        case .indeterminate: 1
        case .totalFailed: 2
        }
    }
}

/// Judges certificates at one time, by an auditor's authorities and lists and by what the ledger
/// says against itself.
///
/// A document is judged at the time by which outside evidence shows that it existed, its best
/// signature time; without evidence, at the time of judging, the only one at which it surely did.
struct CertificateJudge: Sendable {
    let trust: TrustStore
    /// Seconds since 1970.
    let now: Int64
    /// When the ledger itself says that a certificate was revoked or its key known to others, by
    /// the SHA-256 of its DER.
    let confessed: [[UInt8]: Confession]

    struct Confession: Sendable {
        let at: Int64
        let word: String
    }

    /// - Parameter proven: The best signature time; `nil` without any outside evidence.
    func standing(of certificate: Certificate, provenBy proven: Int64?) -> CertificateStanding {
        let paths = trust.paths(from: certificate)
        let standings = paths.map { standing(on: $0, proven) }
        // Several ways up: the best counts, the first among equals.
        return standings.min { $0.weight < $1.weight }
            ?? CertificateStanding(
                reason: .noChain, expected: "a path to one of \(trust.rootCount) trusted roots")
    }

    private func standing(
        on path: CertificatePath, _ proven: Int64?
    ) -> CertificateStanding {
        var standing = CertificateStanding(reason: nil)
        if let fault = revocationFault(path, proven) ?? boundsFault(path, proven)
            ?? algorithmFault(proven) ?? freshnessFault(path, proven)
        {
            standing = CertificateStanding(reason: fault.reason, expected: fault.expected)
        }
        standing.notAfter = path.notAfter
        return standing
    }

    private typealias Fault = (reason: ValidationReason, expected: String)

    // MARK: - Revocation

    private func revocationFault(_ path: CertificatePath, _ proven: Int64?) -> Fault? {
        for (index, link) in path.links.enumerated() {
            guard let ended = revocation(of: link.certificate, by: link.issuer) else { continue }
            if let proven, proven < ended.at { continue }
            let expected = "< \(Self.time(ended.at)): \(ended.word)"
            // The issuer's end does not tell when its certificates were signed.
            if index > 0 { return (.issuerRevokedNoProof, expected) }
            return (proven == nil ? .revokedNoProof : .revoked, expected)
        }
        return nil
    }

    /// The earliest revocation that is known at the time of judging.
    private func revocation(
        of certificate: Certificate, by issuer: Certificate
    ) -> (at: Int64, word: String)? {
        var found: [(at: Int64, word: String)] = []
        let lists = usable(by: issuer)
        for (index, named) in lists.enumerated() {
            guard let entry = named.list.revoked[certificate.serialDecimal],
                entry.reason != .removed
            else { continue }
            // A hold may be lifted: only the newest list tells whether it stands.
            let isNewest = index == lists.count - 1
            if entry.reason == .hold, !isNewest { continue }
            let reason = entry.reason.map { " \($0)" } ?? ""
            found.append((entry.holdsFrom, "revoked\(reason), \(named.name)"))
        }
        if let confession = confessed[SHA256.hash(certificate.der).bytes], confession.at <= now {
            found.append((confession.at, "\(confession.word), certificate event"))
        }
        return found.min { ($0.at, $0.word) < ($1.at, $1.word) }
    }

    /// Genuine lists of an issuer that existed at the time of judging, the oldest first.
    private func usable(by issuer: Certificate) -> [TrustStore.NamedList] {
        trust.lists.filter { named in
            named.list.issuer.der == issuer.subject.der && named.list.thisUpdate <= now
                && issuer.maySignLists && named.list.isSigned(by: issuer.spkiDER)
        }.sorted { ($0.list.thisUpdate, $0.name) < ($1.list.thisUpdate, $1.name) }
    }

    // MARK: - Time

    private func boundsFault(_ path: CertificatePath, _ proven: Int64?) -> Fault? {
        let moment = proven ?? now
        if moment < path.notBefore { return (.notYetValid, "≥ \(Self.time(path.notBefore))") }
        guard moment > path.notAfter else { return nil }
        let expected = "≤ \(Self.time(path.notAfter))"
        if proven != nil { return (.expired, expected) }
        return (
            isCovered(path, at: path.notAfter) ? .outOfBoundsNotRevoked : .outOfBounds, expected
        )
    }

    private func algorithmFault(_ proven: Int64?) -> Fault? {
        guard let sunset = trust.firstSunset, now >= sunset.at else { return nil }
        if let proven, proven < sunset.at { return nil }
        return (
            proven == nil ? .algorithmNoProof : .algorithm,
            "< \(Self.time(sunset.at)): \(sunset.algorithm.rawValue)"
        )
    }

    private func freshnessFault(_ path: CertificatePath, _ proven: Int64?) -> Fault? {
        let moment = proven ?? now
        if isCovered(path, at: moment) { return nil }
        return (.tryLater, "a list of revoked certificates for \(Self.time(moment))")
    }

    /// Whether lists tell of every certificate but the root that it was not revoked at a moment.
    ///
    /// A list tells of a moment before it, and of the time until the next list. One that was made
    /// after a certificate ended need not name it any more.
    private func isCovered(_ path: CertificatePath, at moment: Int64) -> Bool {
        path.links.allSatisfy { link in
            usable(by: link.issuer).contains { named in
                let list = named.list
                guard list.thisUpdate <= link.certificate.notAfter else { return false }
                return list.thisUpdate >= moment || (list.nextUpdate ?? list.thisUpdate) >= moment
            }
        }
    }

    static func time(_ seconds: Int64) -> String {
        Instant(secondsSince1970: seconds).description
    }
}

/// What is wrong with the lists themselves.
extension CertificateJudge {
    func listSymptoms() -> [Symptom] {
        var symptoms: [Symptom] = []
        for named in trust.lists where named.list.thisUpdate <= now {
            let issuers = trust.authorities.filter { $0.subject.der == named.list.issuer.der }
            let isGenuine = issuers.contains {
                $0.maySignLists && named.list.isSigned(by: $0.spkiDER)
            }
            guard !isGenuine else { continue }
            symptoms.append(
                Symptom(
                    issuers.isEmpty ? .revocationListUnused : .revocationListForged,
                    expected: named.list.issuer.javaText, found: named.name,
                    key: .list(named.name)))
        }
        for issuer in trust.authorities { symptoms += staleSymptoms(usable(by: issuer)) }
        return symptoms
    }

    /// The newest list of an issuer ended before the time of judging, or counts lower than an
    /// older one.
    private func staleSymptoms(_ lists: [TrustStore.NamedList]) -> [Symptom] {
        guard let newest = lists.last else { return [] }
        func stale(_ expected: String, _ found: String) -> Symptom {
            Symptom(
                .revocationListStale, expected: expected, found: "\(newest.name): \(found)",
                key: .list(newest.name))
        }
        var symptoms: [Symptom] = []
        if let next = newest.list.nextUpdate, next < now {
            symptoms.append(stale("≥ \(Self.time(now))", Self.time(next)))
        }
        func isLower(_ a: String, _ b: String) -> Bool { (a.count, a) < (b.count, b) }
        guard let number = newest.list.number else { return symptoms }
        let higher = lists.dropLast().compactMap { named in
            named.list.number.flatMap { isLower(number, $0) ? (named.name, $0) : nil }
        }
        if let (name, other) = higher.max(by: { isLower($0.1, $1.1) }) {
            symptoms.append(stale("> \(other) (\(name))", number))
        }
        return symptoms
    }
}
