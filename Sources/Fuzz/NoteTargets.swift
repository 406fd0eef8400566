import MerkleLog

extension FuzzTarget {
    /// Checkpoints, proofs and policies: what is accepted is written as it was read.
    static let notes = [
        FuzzTarget(name: "note") { bytes in
            if let note = try? SignedNote.read(bytes) {
                require(note.bytes == bytes, "a note is written as it was read")
            }
            if let checkpoint = try? SignedCheckpoint(bytes) {
                require(checkpoint.bytes == bytes, "a checkpoint is written as it was read")
            }
        },
        FuzzTarget(name: "proof") { bytes in
            if let proof = try? LogProof.read(bytes) {
                require(proof.bytes == bytes, "a receipt is written as it was read")
            }
            if let request = try? WitnessRequest.read(bytes) {
                require(request.bytes == bytes, "a request is written as it was read")
            }
        },
        FuzzTarget(name: "policy") { bytes in
            _ = try? TrustPolicy.read(bytes)
            _ = try? NoteKey.read(bytes)
        },
    ]
}
