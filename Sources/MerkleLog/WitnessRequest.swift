// What a log asks a witness (C2SP "tlog-witness", add-checkpoint): the size that the witness
// cosigned last, the proof that the log only grew since, and the new checkpoint.
//
//   old 20852014
//   base64 of a hash            0 to 63 lines
//
//   the signed checkpoint, as it is

import Cryptography
import Encoding

/// A request for a cosignature.
public struct WitnessRequest: Hashable, Sendable {
    /// The witness's last size of this log, 0 if it knows none.
    public let proof: ConsistencyProof
    public let checkpoint: SignedCheckpoint

    /// - Precondition: the proof leads into a tree of the checkpoint's size.
    public init(_ proof: ConsistencyProof, checkpoint: SignedCheckpoint) {
        precondition(proof.newSize == checkpoint.checkpoint.size, "one tree")
        self.proof = proof
        self.checkpoint = checkpoint
    }

    public var bytes: [UInt8] {
        var text = Array("old \(proof.oldSize)\n".utf8)
        for hash in proof.hashes { text += Base64.encodeToBytes(hash.bytes) + [Lines.end] }
        return text + [Lines.end] + checkpoint.bytes
    }

    public static func read(_ bytes: [UInt8]) throws(NoteError) -> WitnessRequest {
        guard bytes.count <= SignedNote.limitBytes else {
            throw .tooLong(bytes: bytes.count, limit: SignedNote.limitBytes)
        }
        let lines = try Lines.read(bytes)
        guard let old = LogProof.rest(of: lines, 0, after: "old ").flatMap({ Lines.number($0) })
        else { throw .line(1, expected: .oldSize) }
        let hashes = try LogProof.hashes(lines, from: 1)
        let divider = 1 + hashes.count
        guard divider < lines.count, lines[divider].isEmpty else { throw .unfinished }
        let checkpoint = try SignedCheckpoint(
            Array(bytes[lines[divider].endIndex...].dropFirst()))
        let proof = ConsistencyProof(
            oldSize: old, newSize: checkpoint.checkpoint.size, hashes: hashes)
        return WitnessRequest(proof, checkpoint: checkpoint)
    }
}
