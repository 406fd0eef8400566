import Cryptography
import Encoding
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    /// FIPS 180-4's examples, the empty message, and a million times `a`.
    static let known: [(message: [UInt8], digest: String)] = [
        ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (
            Array("abc".utf8),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        ),
        (
            Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ]

    @Test("published digests, whole and in pieces", arguments: known)
    func published(message: [UInt8], digest: String) throws {
        #expect(Hex.encode(SHA256.hash(message).bytes) == digest)
        var stream = SHA256Stream()
        // The second message of a stream must not feel the first.
        for _ in 0..<2 {
            for start in stride(from: 0, to: message.count, by: 777) {
                stream.update(Array(message[start..<min(start + 777, message.count)]))
            }
            #expect(Hex.encode(stream.finish().bytes) == digest)
        }
    }

    @Test("threads do not disturb each other")
    func threads() async {
        let expected = Self.known[1].digest
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<2_000).allSatisfy { _ in
                        Hex.encode(SHA256.hash(Array("abc".utf8)).bytes) == expected
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test("a digest has 32 bytes")
    func size() {
        #expect(SHA256Digest([UInt8](repeating: 0, count: 31)) == nil)
        #expect(SHA256Digest([UInt8](repeating: 0, count: 32)) != nil)
    }
}
