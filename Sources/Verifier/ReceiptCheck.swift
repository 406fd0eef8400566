import Cryptography
public import Encoding
public import Invoicing
public import MerkleLog
import UBL

/// What a receipt proves of one document.
public struct ReceiptVerdict: Sendable {
    public enum Standing: String, Sendable {
        /// The document is in the log, and the policy trusts the log's checkpoint.
        case proven
        /// The document is in the tree of the checkpoint, but nobody trusted vouches for that.
        case unproven
        /// The receipt is none, or not this document's.
        case fail
    }

    /// Why a receipt fails, or what it lacks.
    public enum Reason: String, Sendable, CaseIterable {
        case malformed = "receipt-malformed"
        /// The index is not in the tree.
        case index = "receipt-index"
        /// The log is that of another seller's ledger.
        case origin = "receipt-origin"
        /// The document's leaf does not lead to the checkpoint's root.
        case notIncluded = "receipt-not-included"
        /// A signature under a trusted key's name is not that key's.
        case forged = "receipt-forged"
        /// No key of the policy signed the checkpoint.
        case logUntrusted = "receipt-log-untrusted"
        /// Too few of the policy's witnesses cosigned.
        case quorum = "receipt-quorum"
        /// No policy was given.
        case noPolicy = "receipt-no-policy"
    }

    public struct Witness: Hashable, Sendable {
        public let name: String
        public let at: Instant
        /// The time lies ahead of the reader's clock.
        public let isInFuture: Bool
    }

    public var standing: Standing
    public var reason: Reason?
    public var origin: String?
    public var index: Int64?
    public var size: Int64?
    /// The names under the checkpoint: what it says of itself, unless a policy vouches for it.
    public var signers: [String] = []
    /// Witnesses of the policy that cosigned.
    public var witnesses: [Witness] = []

    public var json: JSONValue {
        .object([
            .init("verdict", .string(standing.rawValue)),
            .init("reason", JSONValue(reason?.rawValue)), .init("origin", JSONValue(origin)),
            .init("index", index.map { JSONValue($0) } ?? .null),
            .init("size", size.map { JSONValue($0) } ?? .null),
            .init("signers", .array(signers.map { .string($0) })),
            .init(
                "witnesses",
                .array(
                    witnesses.map {
                        [
                            "name": .string($0.name), "at": .string($0.at.description),
                            "in_future": .bool($0.isInFuture),
                        ]
                    })),
        ])
    }
}

/// The check of a receipt (`.tlog-proof`) for one document, offline.
public enum ReceiptCheck {
    /// - Parameters:
    ///   - xml: The document as the reader holds it.
    ///   - policy: Whom the reader trusts; without one nothing is proven.
    ///   - now: The reader's clock, for times that lie ahead of it.
    public static func verdict(
        of receipt: [UInt8], for xml: [UInt8], policy: TrustPolicy?, at now: Instant
    ) -> ReceiptVerdict {
        var verdict = ReceiptVerdict(standing: .fail, reason: .malformed)
        guard let proof = try? LogProof.read(receipt) else { return verdict }
        let checkpoint = proof.checkpoint.checkpoint
        verdict.origin = checkpoint.origin.text
        verdict.index = proof.proof.index
        verdict.size = checkpoint.size
        verdict.signers = proof.checkpoint.note.signatures.map(\.name.text)
        guard let leaf = leaf(of: xml, extra: proof.extra) else { return verdict }
        verdict.reason = .index
        guard proof.proof.index < checkpoint.size else { return verdict }
        verdict.reason = .origin
        guard isLog(checkpoint.origin.text, ofSellerOf: xml) else { return verdict }
        verdict.reason = .notIncluded
        guard proof.proves(leaf) else { return verdict }
        judge(proof.checkpoint, policy, now, &verdict)
        return verdict
    }

    private static func judge(
        _ checkpoint: SignedCheckpoint, _ policy: TrustPolicy?, _ now: Instant,
        _ verdict: inout ReceiptVerdict
    ) {
        verdict.standing = .unproven
        verdict.reason = .noPolicy
        guard let policy else { return }
        let trust = policy.judge(checkpoint)
        verdict.witnesses = trust.cosigned.map { witness, seconds in
            .init(
                name: witness.name, at: Instant(secondsSince1970: seconds),
                isInFuture: seconds > now.secondsSince1970)
        }
        if !trust.forged.isEmpty {
            verdict.standing = .fail
            verdict.reason = .forged
        } else if trust.log == nil {
            verdict.reason = .logUntrusted
        } else if !trust.hasQuorum {
            verdict.reason = .quorum
        } else {
            verdict.standing = .proven
            verdict.reason = nil
        }
    }

    /// The leaf of a document: of its bytes alone, or, for the authority's copy, of the row that
    /// holds them, whose other columns the receipt brings.
    private static func leaf(of xml: [UInt8], extra: [UInt8]?) -> SHA256Digest? {
        guard let extra else { return LogLeaf.hash(kind: "document", payload: SHA256.hash(xml)) }
        guard let json = try? JSONReader.read(extra), case .object(let members) = json,
            members.count == 1, members[0].name == "cleared",
            case .object(let columns) = members[0].value,
            columns.map(\.name).sorted() == ["answer_id", "document_id", "id", "recorded_at"]
        else { return nil }
        let row = columns + [.init("xml", .string(Base64.encode(xml)))]
        return LogLeaf.hash(
            kind: "cleared", payload: SHA256.hash(CanonicalJSON.encode(.object(row))))
    }

    /// A ledger's origin names its seller: `sijil/<VAT number>/<UUID>`.
    private static func isLog(_ origin: String, ofSellerOf xml: [UInt8]) -> Bool {
        guard let vat = try? DocumentReader.read(xml).facts.text(.sellerVAT) else { return false }
        let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0] == "sijil" && parts[1] == vat
    }
}
