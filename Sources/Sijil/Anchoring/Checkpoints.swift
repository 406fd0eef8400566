public import Cryptography
import Encoding
import Invoicing
import KeyStore
import Ledger
public import MerkleLog

extension Workplace {
    /// The public key of this ledger's log: what an auditor puts into a policy, and a witness
    /// trusts.
    public func logKey() throws -> NoteKey {
        guard let origin = KeyName(ledger.header.origin),
            let key = Ed25519PublicKey(ledger.header.logKey)
        else { preconditionFailure("the ledger's row has a name and a key") }
        return NoteKey(name: origin, kind: .log, publicKey: key)
    }

    /// How many entries the log has.
    public func logSize() throws -> Int64 { try ledger.logSize() }

    var anchors: AnchorFolder { AnchorFolder(ledger: ledger.path) }

    /// A checkpoint that was signed and kept.
    public struct KeptCheckpoint: Sendable {
        public let checkpoint: Checkpoint
        /// Where it is; the second in the folder that was asked for.
        public let paths: [String]
    }

    /// Signs what the log is now, and keeps it in the folder beside the ledger and in `folder`.
    ///
    /// Nothing is signed that does not continue the newest checkpoint kept before.
    public func checkpoint(passphrase: SecretBytes, also folder: String?) throws -> KeptCheckpoint {
        let origin = try logKey().name
        let size = try ledger.logSize()
        let folders = [anchors] + (folder.map { [AnchorFolder(path: $0)] } ?? [])
        let newest = try folders.flatMap { try $0.checkpoints() }
            .filter { $0.checkpoint.origin == origin }
            .max { $0.checkpoint.size < $1.checkpoint.size }
        var tree = MerkleTree()
        var continues = newest.map { $0.checkpoint.size == 0 } ?? true
        let isWhole = try ledger.forEachLeaf(upTo: size) { leaf in
            tree.push(leaf)
            if let old = newest?.checkpoint, tree.size == old.size {
                continues = tree.root() == old.root
            }
        }
        guard isWhole, continues else {
            throw AnchorError.rolledBack(size: size, signed: newest?.checkpoint.size ?? 0)
        }
        let key = try ownLogKey(in: keyStore(), passphrase: passphrase)
        let signed = SignedCheckpoint(
            Checkpoint(origin: origin, size: size, root: tree.root()), by: key)
        let paths = try folders.map { try $0.keep(signed) }
        return KeptCheckpoint(checkpoint: signed.checkpoint, paths: paths)
    }

    /// The proof that a document is in the log: under the newest checkpoint that a witness
    /// cosigned, if one covers it, else under the newest that covers it.
    ///
    /// - Throws: ``AnchorError/notCovered(number:)`` where no checkpoint reaches it, and
    ///   ``AnchorError/rolledBack(size:signed:)`` where those that do are of another log.
    public func receipt(number: String) throws -> LogProof {
        let record = try find(number: number, key: nil)
        let place = try ledger.logPlace(of: record)
        let origin = try logKey().name
        let covering = try anchors.checkpoints().filter {
            $0.checkpoint.origin == origin && $0.checkpoint.size > place.index
        }
        guard let newest = covering.last else { throw AnchorError.notCovered(number: number) }
        let cosigned = covering.filter { $0.note.signatures.count > 1 }
        for checkpoint in cosigned.reversed() + covering.reversed() {
            // One that the log was not at is of another log, or of one that was given up.
            guard let proof = try inclusion(of: place.index, in: checkpoint.checkpoint) else {
                continue
            }
            return LogProof(proof, checkpoint: checkpoint, extra: place.row.map(Self.extra))
        }
        throw AnchorError.rolledBack(size: try ledger.logSize(), signed: newest.checkpoint.size)
    }

    /// - Returns: `nil` where the checkpoint is not of this log.
    private func inclusion(of index: Int64, in checkpoint: Checkpoint) throws -> InclusionProof? {
        var builder = ProofBuilder(inclusionOf: index, in: checkpoint.size)
        var (position, leaf) = (Int64(0), SHA256Digest?.none)
        let isWhole = try ledger.forEachLeaf(upTo: checkpoint.size) { hash in
            if position == index { leaf = hash }
            position += 1
            builder.push(hash)
        }
        guard isWhole, let leaf else { return nil }
        let proof = InclusionProof(
            index: index, size: checkpoint.size, hashes: builder.hashes())
        return proof.root(from: leaf) == checkpoint.root ? proof : nil
    }

    /// Where the document of a receipt stands with the authority; the receipt does not say it.
    public func submissionState(number: String) throws -> SubmissionState {
        SubmissionState(try ledger.submission(of: find(number: number, key: nil)))
    }

    /// What a reader needs beside the XML to make the leaf: the other columns of the row. It proves
    /// nothing; a wrong one gives a wrong leaf.
    private static func extra(_ row: JSONValue) -> [UInt8] {
        CanonicalJSON.encode(.object([.init("cleared", row)]))
    }

    /// What to ask a witness: that the newest checkpoint continues the one it cosigned last.
    ///
    /// - Parameter from: Entries in the one it cosigned last; 0 if it never did; `nil` for the
    ///   largest one with a cosignature under it.
    public func witnessRequest(from: Int64?) throws -> WitnessRequest {
        let origin = try logKey().name
        let kept = try anchors.checkpoints().filter { $0.checkpoint.origin == origin }
        guard let newest = kept.last else { throw AnchorError.noCheckpoint }
        let size = newest.checkpoint.size
        let cosigned = kept.last { $0.note.signatures.count > 1 }
        let old = from ?? cosigned?.checkpoint.size ?? 0
        guard old <= size else { throw AnchorError.rolledBack(size: size, signed: old) }
        var builder = ProofBuilder(consistencyFrom: old, to: size)
        guard try ledger.forEachLeaf(upTo: size, { builder.push($0) }) else {
            throw AnchorError.rolledBack(size: try ledger.logSize(), signed: size)
        }
        return WitnessRequest(
            ConsistencyProof(oldSize: old, newSize: size, hashes: builder.hashes()),
            checkpoint: newest)
    }

    /// Takes a witness's answer: its signature is put under the checkpoint that it is for.
    ///
    /// - Parameter witness: The witness's key as one line of text.
    public func addCosignature(_ answer: [UInt8], witness: String) throws -> KeptCheckpoint {
        let key = try Self.witnessKey(witness)
        if let size = Self.sizeAlone(answer) { throw AnchorError.otherSize(size) }
        let signatures = (try? NoteSignature.read(lines: answer)) ?? []
        for checkpoint in try anchors.checkpoints().reversed() {
            for signature in signatures {
                guard let signed = checkpoint.adding(signature, by: key) else { continue }
                return KeptCheckpoint(
                    checkpoint: signed.checkpoint, paths: [try anchors.keep(signed)])
            }
        }
        throw AnchorError.noCosignature(witness: key.name.text)
    }

    static func witnessKey(_ text: String) throws -> NoteKey {
        guard let key = try? NoteKey.read(text.utf8), key.kind == .witness else {
            throw AnchorError.witnessKey(text)
        }
        return key
    }

    /// A witness that expected another size answers with that size on one line.
    static func sizeAlone(_ answer: [UInt8]) -> Int64? {
        guard answer.last == UInt8(ascii: "\n"), answer.count <= 20 else { return nil }
        guard answer.dropLast().allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(String(decoding: answer.dropLast(), as: UTF8.self))
    }
}
