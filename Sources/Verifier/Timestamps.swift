import Cryptography
public import Invoicing
import MerkleLog

/// A time stamp's file as somebody outside kept it, not judged yet.
public struct KeptStamp: Sendable {
    /// The file it was read from, to be named in a report.
    public let name: String
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// The time stamps of an audit, and whom the auditor believes.
public struct TimestampEvidence: Sendable {
    public var stamps: [KeptStamp] = []
    /// Certificates that the auditor trusts, in DER; without any, no stamp proves anything.
    public var roots: [[UInt8]] = []
    /// The policies that the auditor accepts; any, if this is empty.
    public var policies: Set<String> = []
    /// When the stamps are judged: one whose certificates have ended by then must itself have been
    /// stamped before. `nil` leaves that out.
    public var at: Instant?

    public init() {}
}

/// That the first entries of the log existed at a moment, by the word of a time-stamping authority
/// whom the auditor trusts.
public struct StampedTime: Hashable, Sendable {
    /// Entries of the log that the stamp covers.
    public let size: Int64
    /// The authority's time; what it covers existed then.
    public let at: Instant
    /// The stamp's file.
    public let source: String
    /// The authority's policy.
    public let policy: String
}

/// Holds time stamps against the checkpoints that the log agrees with.
struct TimestampCheck {
    /// A clock that is off by less than this says nothing.
    static let toleranceSeconds: Int64 = 60

    private(set) var proofs: [StampedTime] = []
    private(set) var symptoms: [Symptom] = []

    private struct Read {
        let place: Int
        let name: String
        let token: TimestampToken
        let subject: Subject
    }

    private enum Subject {
        /// A checkpoint that the log agrees with.
        case entries(Int64)
        /// Another stamp, by its place.
        case stamp(Int)
        /// A checkpoint of another log, or one with a finding of its own.
        case other
    }

    private let evidence: TimestampEvidence
    /// The checkpoints, with the log's own signature alone and as they were read.
    private let checkpoints: [(bytes: [UInt8], subject: Subject)]
    /// What has a digest, by the algorithm.
    private var digests: [TimestampToken.ImprintAlgorithm: [[UInt8]: Subject]] = [:]
    private var stamps: [Read] = []
    /// Whether a stamp still proves something, by places: one may stand over many, and under many.
    private var good: [Int: Bool] = [:]

    /// - Parameters:
    ///   - agreed: Sizes of the checkpoints whose root the log has.
    ///   - newest: The latest time that is claimed for one of the first so many entries, in seconds
    ///     since 1970.
    init(
        _ evidence: TimestampEvidence, anchors: [Anchor], agreed: Set<Int64>, ownKey: NoteKey?,
        newest: (Int64) -> Int64?
    ) {
        self.evidence = evidence
        checkpoints = anchors.flatMap { anchor in
            let checkpoint = anchor.checkpoint.checkpoint
            let isOwn = checkpoint.origin == ownKey?.name && agreed.contains(checkpoint.size)
            let subject: Subject = isOwn ? .entries(checkpoint.size) : .other
            return ([anchor.checkpoint] + anchor.checkpoint.signedAlone).map { ($0.bytes, subject) }
        }
        for (place, stamp) in evidence.stamps.enumerated() { read(stamp, place) }
        for stamp in stamps { judge(stamp, newest) }
    }

    /// What a token is over; a checkpoint rather than a stamp, should it be both.
    private mutating func subject(of token: TimestampToken) -> Subject? {
        let algorithm = token.imprintAlgorithm
        if digests[algorithm] == nil {
            let stamps = evidence.stamps.enumerated().map { ($1.bytes, Subject.stamp($0)) }
            let all = (checkpoints + stamps).map { (algorithm.hash($0.bytes), $0.subject) }
            digests[algorithm] = Dictionary(all) { first, _ in first }
        }
        return digests[algorithm]?[token.imprint]
    }

    private mutating func read(_ stamp: KeptStamp, _ place: Int) {
        let token: TimestampToken
        do throws(TimestampError) {
            token = try TimestampToken.read(stamp.bytes)
        } catch {
            return add(.timestampInvalid, place, found: "\(stamp.name): \(error.shortText)")
        }
        guard evidence.policies.isEmpty || evidence.policies.contains(token.policy) else {
            let accepted = evidence.policies.sorted().joined(separator: ", ")
            return add(
                .timestampInvalid, place, expected: accepted,
                found: "\(stamp.name): policy \(token.policy)")
        }
        guard let found = subject(of: token) else {
            return add(
                .timestampInvalid, place, expected: "a checkpoint or a stamp that was given",
                found: "\(stamp.name): over something else")
        }
        stamps.append(Read(place: place, name: stamp.name, token: token, subject: found))
    }

    private mutating func judge(_ stamp: Read, _ newest: (Int64) -> Int64?) {
        guard case .entries(let size) = stamp.subject else { return }
        let time = stamp.token.genTime
        let latest = time + stamp.token.accuracySeconds + Self.toleranceSeconds
        if let claimed = newest(size), claimed > latest {
            add(
                .timestampOrder, stamp.place,
                expected: Instant(secondsSince1970: claimed).description,
                found: "\(stamp.name): \(Instant(secondsSince1970: time))")
        }
        guard !evidence.roots.isEmpty else { return }
        guard stamp.token.leads(to: evidence.roots, at: time) else {
            return add(
                .timestampUnproven, stamp.place, expected: "an authority that the auditor trusts",
                found: "\(stamp.name): \(Instant(secondsSince1970: time))")
        }
        guard isGood(stamp, at: evidence.at?.secondsSince1970) else {
            return add(
                .timestampUnproven, stamp.place,
                expected: evidence.at.map { "certificates valid at \($0), or a later stamp" },
                found: "\(stamp.name): \(Instant(secondsSince1970: time))")
        }
        proofs.append(
            StampedTime(
                size: size, at: Instant(secondsSince1970: time), source: stamp.name,
                policy: stamp.token.policy))
    }

    /// Whether a stamp still proves something at a moment: by its own certificates, or because a
    /// stamp over it that does was made while they were good.
    private mutating func isGood(_ stamp: Read, at seconds: Int64?) -> Bool {
        guard let seconds else { return true }
        if let known = good[stamp.place] { return known }
        let isGood = isGoodByItself(stamp, at: seconds) || isRenewed(stamp, at: seconds)
        good[stamp.place] = isGood
        return isGood
    }

    private func isGoodByItself(_ stamp: Read, at seconds: Int64) -> Bool {
        stamp.token.leads(to: evidence.roots, at: seconds)
    }

    private mutating func isRenewed(_ stamp: Read, at seconds: Int64) -> Bool {
        for later in stamps {
            guard case .stamp(stamp.place) = later.subject else { continue }
            let time = later.token.genTime
            if time >= stamp.token.genTime, isGoodByItself(stamp, at: time),
                isGoodByItself(later, at: time), isGood(later, at: seconds)
            {
                return true
            }
        }
        return false
    }

    private mutating func add(
        _ code: FindingCode, _ place: Int, expected: String? = nil, found: String
    ) {
        symptoms.append(Symptom(code, expected: expected, found: found, key: .stamp(place)))
    }
}

extension TimestampError {
    fileprivate var shortText: String {
        switch self {
        case .malformed: "no reply to a time-stamp query"
        case .refused(let status, let words): "refused (\(status)): \(words)"
        case .imprintAlgorithm(let oid): "over a digest by \(oid)"
        case .signature(let reason): reason
        }
    }
}

extension LogIndex {
    /// For each of these sizes, the latest time at which a document among the first so many entries
    /// claims to have been recorded, in seconds since 1970.
    func newestClaims(_ links: Pieces<DocumentLink>, under sizes: Set<Int64>) -> [Int64: Int64] {
        var newest: [Int64: Int64] = [:]
        guard !sizes.isEmpty else { return newest }
        for link in links {
            guard let entry = entry(ofDocument: link.id) else { continue }
            for size in sizes where entry <= size {
                newest[size] = max(newest[size] ?? .min, link.recordedAt)
            }
        }
        return newest
    }
}
