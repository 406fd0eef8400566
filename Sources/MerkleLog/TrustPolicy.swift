// Whom an auditor trusts (C2SP "tlog-policy"), a file of lines. Words are divided by blanks or
// tabs; a line that begins with # is a remark.
//
//   log <key> [<address>]
//   witness <name> <key> [<address>]
//   group <name> all|any|<number> <name> …
//   quorum <name>|none
//
// A name must stand on an earlier line than its use, and may be a member once. There is exactly one
// quorum. The same public key twice among the logs, or among the witnesses, is refused, whatever
// its names: it would be counted twice. Limits: 64 KiB, 1,000 lines.

/// The logs and witnesses somebody trusts, and how many witnesses he wants.
///
/// It comes from the one who checks, never from a ledger.
public struct TrustPolicy: Hashable, Sendable {
    public struct Witness: Hashable, Sendable {
        /// The name within the policy.
        public let name: String
        public let key: NoteKey
        public let address: String?
    }

    public struct Log: Hashable, Sendable {
        public let key: NoteKey
        public let address: String?
    }

    /// Who must have cosigned.
    enum Quorum: Hashable {
        case witness(Int)
        case group(need: Int, [Quorum])
    }

    public internal(set) var logs: [Log] = []
    public internal(set) var witnesses: [Witness] = []
    /// `nil` for `quorum none`.
    var quorum: Quorum?

    /// Reads a policy file.
    public static func read(_ bytes: [UInt8]) throws(TrustPolicyError) -> TrustPolicy {
        try TrustPolicyReader.read(bytes)
    }

    /// What this policy makes of a checkpoint.
    ///
    /// - Parameter latest: Seconds since 1970 after which nobody can have signed yet: a cosignature
    ///   that says so still stands under the checkpoint, but proves no time.
    public func judge(
        _ checkpoint: SignedCheckpoint, latest: Int64 = .max
    ) -> TrustVerdict {
        var verdict = TrustVerdict()
        for log in logs where log.key.name == checkpoint.checkpoint.origin {
            switch checkpoint.note.verdict(of: log.key) {
            case .signed: verdict.log = verdict.log ?? log.key
            case .forged: verdict.forged.append(log.key)
            case .absent: break
            }
        }
        var cosigned: Set<Int> = []
        for (place, witness) in witnesses.enumerated() {
            switch checkpoint.note.verdict(of: witness.key) {
            case .signed(let time):
                cosigned.insert(place)
                verdict.cosigned.append((witness, time ?? 0))
            case .forged: verdict.forged.append(witness.key)
            case .absent: break
            }
        }
        verdict.hasQuorum = quorum.map { Self.holds($0, cosigned) } ?? true
        let timely = verdict.cosigned.filter { $0.seconds <= latest }
        verdict.early = verdict.cosigned.filter { $0.seconds > latest }
        verdict.quorumSeconds = timely.map(\.seconds).sorted().first { time in
            let early = timely.filter { $0.seconds <= time }.map(\.witness)
            let places = witnesses.indices.filter { early.contains(witnesses[$0]) }
            return quorum.map { Self.holds($0, Set(places)) } ?? true
        }
        return verdict
    }

    private static func holds(_ quorum: Quorum, _ cosigned: Set<Int>) -> Bool {
        switch quorum {
        case .witness(let place): cosigned.contains(place)
        case .group(let need, let members):
            members.count { holds($0, cosigned) } >= need
        }
    }
}

/// What a policy makes of a checkpoint.
public struct TrustVerdict: Sendable {
    /// The log key that signed; `nil` if none of the policy's did.
    public internal(set) var log: NoteKey?
    /// The witnesses that cosigned, with their times in seconds since 1970.
    public internal(set) var cosigned: [(witness: TrustPolicy.Witness, seconds: Int64)] = []
    /// Those of them whose time had not come when the policy judged.
    public internal(set) var early: [(witness: TrustPolicy.Witness, seconds: Int64)] = []
    /// Known keys under whose name and ID stands a signature that they did not make.
    public internal(set) var forged: [NoteKey] = []
    /// Whether enough witnesses cosigned.
    public internal(set) var hasQuorum = false
    /// When the last of as many witnesses as are wanted had cosigned: one that lies about the time
    /// moves it no earlier than the others allow. `nil` without enough that are not ``early``.
    public internal(set) var quorumSeconds: Int64?

    /// Whether the checkpoint may be relied on. One forged signature of a known key spoils it.
    public var isTrusted: Bool { log != nil && hasQuorum && forged.isEmpty }
}
