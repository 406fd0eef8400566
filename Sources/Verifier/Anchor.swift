public import Cryptography
import Encoding
public import Invoicing
public import MerkleLog

/// A checkpoint that somebody outside kept: what the ledger is held against.
public struct Anchor: Sendable {
    /// The file it was read from, to be named in a report.
    public let name: String
    public let checkpoint: SignedCheckpoint

    public init(name: String, checkpoint: SignedCheckpoint) {
        self.name = name
        self.checkpoint = checkpoint
    }

    /// Reads a checkpoint, or the one in a receipt.
    public init(name: String, bytes: [UInt8]) throws(NoteError) {
        self.name = name
        if bytes.starts(with: "c2sp.org/tlog-proof@".utf8) {
            checkpoint = try LogProof.read(bytes).checkpoint
        } else {
            checkpoint = try SignedCheckpoint(bytes)
        }
    }
}

/// The newest anchor that the ledger agrees with.
public struct AnchoredTo: Hashable, Sendable {
    /// Entries of the log that can no longer be rewritten unseen.
    public let size: Int64
    public let root: SHA256Digest
    /// The names under it that were verified.
    public let signers: [String]
    /// When a witness of the policy first vouched for it.
    public let at: Instant?
}

/// Holds the log against the anchors.
struct AnchorCheck {
    /// A witness's clock may be ahead of the auditor's by so much.
    private static let toleranceSeconds: Int64 = 300
    /// Seconds since 1970 after which no cosignature can have been made yet.
    private let latest: Int64
    private let clock: Instant?
    /// The ledger's own key and name, as its file says.
    private let ownKey: NoteKey?
    private let policy: TrustPolicy?
    private let log: LogIndex
    private(set) var newest: AnchoredTo?
    private(set) var symptoms: [Symptom] = []
    /// What witnesses of the policy say of the time.
    private(set) var proofs: [ExistenceProof] = []
    /// Checkpoints that the log agrees with.
    private(set) var agreeing: [Checkpoint] = []

    init(
        _ anchors: [Anchor], policy: TrustPolicy?, ownKey: NoteKey?, log: LogIndex,
        clock: Instant?
    ) {
        self.clock = clock
        latest = clock.map { $0.secondsSince1970 + Self.toleranceSeconds } ?? .max
        self.ownKey = ownKey
        self.policy = policy
        self.log = log
        let own = anchors.filter { $0.checkpoint.checkpoint.origin == ownKey?.name }
        for anchor in own.sorted(by: { Self.size($0) < Self.size($1) }) { check(anchor) }
    }

    private static func size(_ anchor: Anchor) -> Int64 { anchor.checkpoint.checkpoint.size }

    private mutating func check(_ anchor: Anchor) {
        let checkpoint = anchor.checkpoint.checkpoint
        guard let trust = trust(in: anchor) else { return }
        let told =
            "\(checkpoint.size) entries, \(Base64.encode(checkpoint.root.bytes)) (\(anchor.name))"
        guard checkpoint.size <= log.count else {
            symptoms.append(
                Symptom(
                    .ledgerShorter, expected: told, found: "\(log.count) entries",
                    key: .anchor, follows: [.file]))
            return
        }
        let root =
            checkpoint.size == 0 ? MerkleTree().root() : log.prefixRoots[checkpoint.size]
        guard root == checkpoint.root else {
            let found = root.map { Base64.encode($0.bytes) }
            // Whatever was changed in the log before this size explains it.
            symptoms.append(
                Symptom(.anchorMismatch, expected: told, found: found, key: .anchor))
            return
        }
        if !agreeing.contains(checkpoint) { agreeing.append(checkpoint) }
        // Every log begins with nothing.
        guard trust.isEnough, checkpoint.size > 0 else { return }
        if let provenAt = trust.provenAt {
            proofs.append(
                ExistenceProof(
                    size: checkpoint.size, time: provenAt, source: .witness,
                    text: "\(trust.signers.dropFirst().joined(separator: ", ")) on checkpoint "
                        + "\(checkpoint.size) (\(anchor.name))"))
        }
        newest = AnchoredTo(
            size: checkpoint.size, root: checkpoint.root, signers: trust.signers, at: trust.at)
    }

    private struct Trust {
        let signers: [String]
        let at: Instant?
        /// When as many witnesses as the policy asks for had cosigned; seconds since 1970.
        var provenAt: Int64?
        /// What the policy asks for is there.
        let isEnough: Bool
    }

    /// Who vouches for an anchor; `nil` if that is said to be the log itself and is not.
    private mutating func trust(in anchor: Anchor) -> Trust? {
        guard let policy else {
            guard let ownKey, anchor.checkpoint.isSigned(by: ownKey) else {
                addKeyReplaced(anchor)
                return nil
            }
            return Trust(signers: [ownKey.name.text], at: nil, isEnough: true)
        }
        let verdict = policy.judge(anchor.checkpoint, latest: latest)
        guard let log = verdict.log, verdict.forged.isEmpty, log == ownKey else {
            addKeyReplaced(anchor)
            return nil
        }
        addEarly(verdict, anchor)
        let times = verdict.cosigned.map(\.seconds).filter { $0 <= latest }
        return Trust(
            signers: [log.name.text] + verdict.cosigned.map(\.witness.name),
            at: times.min().map { Instant(secondsSince1970: $0) },
            provenAt: verdict.quorumSeconds, isEnough: verdict.hasQuorum)
    }

    /// H9: such a time proves none, and says that a clock is wrong.
    private mutating func addEarly(_ verdict: TrustVerdict, _ anchor: Anchor) {
        for (witness, seconds) in verdict.early {
            let time = Instant(secondsSince1970: seconds)
            symptoms.append(
                Symptom(
                    .cosignatureEarly, expected: clock?.description,
                    found: "\(witness.name): \(time) (\(anchor.name))",
                    key: .cosignature(witness.name)))
        }
    }

    private mutating func addKeyReplaced(_ anchor: Anchor) {
        symptoms.append(
            Symptom(
                .logKeyReplaced, expected: "a signature by the ledger's log key",
                found: anchor.name, key: .anchor))
    }
}
