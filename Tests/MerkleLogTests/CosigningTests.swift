import Cryptography
import MerkleLog
import Testing

@Suite("a checkpoint and its signatures")
struct CosigningTests {
    private let logKey = Ed25519PrivateKey.generate()
    private let witnessKey = Ed25519PrivateKey.generate()

    private func checkpoint(_ size: Int64 = 7) throws -> SignedCheckpoint {
        let origin = try #require(KeyName("sijil/1/2"))
        return SignedCheckpoint(
            Checkpoint(origin: origin, size: size, root: SHA256.hash([1])), by: logKey)
    }

    private func log() throws -> NoteKey {
        NoteKey(
            name: try checkpoint().checkpoint.origin, kind: .log, publicKey: logKey.publicKey)
    }

    private func witness(_ name: String = "w.example") throws -> NoteKey {
        NoteKey(
            name: try #require(KeyName(name)), kind: .witness, publicKey: witnessKey.publicKey)
    }

    private func signature(
        _ checkpoint: SignedCheckpoint, at seconds: Int64 = 5, name: String = "w.example"
    ) throws -> NoteSignature {
        .witness(
            checkpoint.checkpoint.text, at: seconds, name: try witness(name).name, by: witnessKey)
    }

    @Test("takes the signature of that witness for that checkpoint, and no other")
    func taken() throws {
        let checkpoint = try checkpoint()
        let key = try witness()
        let good = try signature(checkpoint)
        let signed = try #require(checkpoint.adding(good, by: key))
        #expect(signed.time(of: key) == 5)
        #expect(try checkpoint.adding(good, by: witness("other.example")) == nil)
        #expect(try checkpoint.adding(good, by: log()) == nil)
        #expect(try checkpoint.adding(signature(self.checkpoint(8)), by: key) == nil)
        // A stranger's signature is no more taken where the witness's own stands already.
        let stranger = try signature(checkpoint, name: "other.example")
        #expect(signed.adding(stranger, by: key) == nil)
    }

    @Test("keeps the first time of a witness that is asked again and again")
    func again() throws {
        let checkpoint = try checkpoint()
        let key = try witness()
        var signed = checkpoint
        for seconds in 5..<105 as Range<Int64> {
            signed = try #require(
                signed.adding(signature(checkpoint, at: seconds), by: key))
        }
        #expect(signed.time(of: key) == 5)
        #expect(try SignedCheckpoint(signed.bytes) == signed)
    }

    @Test("alone it has the same bytes whoever cosigned")
    func alone() throws {
        let checkpoint = try checkpoint()
        let signed = try #require(checkpoint.adding(signature(checkpoint), by: witness()))
        #expect(try signed.alone(signedBy: log())?.bytes == checkpoint.bytes)
        #expect(try checkpoint.alone(signedBy: log())?.bytes == checkpoint.bytes)
        #expect(signed.signedAlone.map(\.bytes) == [checkpoint.bytes])
        let other = NoteKey(
            name: checkpoint.checkpoint.origin, kind: .log,
            publicKey: Ed25519PrivateKey.generate().publicKey)
        #expect(signed.alone(signedBy: other) == nil)
    }
}
