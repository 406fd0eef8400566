import Cryptography
import Encoding
import Glibc
import MerkleLog
import Testing

@Suite("receipts in other hands")
struct OutsideProofTests {
    /// Reads a receipt by the words of the C2SP pages alone: fold the hashes, then check both kinds
    /// of signature with another library.
    private static let program = """
        import base64, hashlib, sys
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        h = lambda b: hashlib.sha256(b).digest()
        def vkey(text):
            name, identity, rest = text.split('+', 2)
            rest = base64.b64decode(rest, validate=True)
            assert h(name.encode() + b'\\n' + rest)[:4].hex() == identity
            key = Ed25519PublicKey.from_public_bytes(rest[1:])
            return name, bytes.fromhex(identity), rest[0], key
        receipt = open(sys.argv[1], 'rb').read().decode()
        leaf = bytes.fromhex(sys.argv[2])
        keys = [vkey(text) for text in sys.argv[3:]]
        head, text, marks = receipt.split('\\n\\n')
        lines = head.split('\\n')
        assert lines.pop(0) == 'c2sp.org/tlog-proof@v1'
        index = int(lines.pop(0).removeprefix('index '))
        path = [base64.b64decode(line, validate=True) for line in lines]
        text += '\\n'
        origin, size, root = text.rstrip('\\n').split('\\n')
        def fold(index, size, leaf, path):
            if size == 1:
                assert not path
                return leaf
            half = 1
            while half * 2 < size: half *= 2
            if index < half: return h(b'\\x01' + fold(index, half, leaf, path[:-1]) + path[-1])
            return h(b'\\x01' + path[-1] + fold(index - half, size - half, leaf, path[:-1]))
        assert fold(index, int(size), leaf, path) == base64.b64decode(root)
        for mark in marks.strip('\\n').split('\\n'):
            dash, name, value = mark.split(' ')
            value = base64.b64decode(value, validate=True)
            for known, identity, kind, key in keys:
                if (known, identity) != (name, value[:4]): continue
                if kind == 1:
                    key.verify(value[4:], text.encode())
                    print('log')
                else:
                    time = int.from_bytes(value[4:12], 'big')
                    key.verify(value[12:], f'cosignature/v1\\ntime {time}\\n{text}'.encode())
                    print('witness', time)
        """

    @Test("a receipt is verified by a program that knows only the published formats")
    func python() throws {
        let town = try Town()
        for index in 0..<3 {
            var builder = ProofBuilder(inclusionOf: Int64(index), in: 3)
            for leaf in town.leaves { builder.push(leaf) }
            let proof = LogProof(
                InclusionProof(index: Int64(index), size: 3, hashes: builder.hashes()),
                checkpoint: town.cosigned)
            #expect(proof.bytes.count <= 1_536)
            let said = try run(proof.bytes, town.leaves[index], [town.log, town.witness])
            #expect(said == "log\nwitness 1772000000\n")
        }
    }

    private func run(
        _ receipt: [UInt8], _ leaf: SHA256Digest, _ keys: [NoteKey]
    ) throws -> String {
        var template = Array("/tmp/sijil-receipt-XXXXXX".utf8CString)
        let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
        defer { for name in ["r", "p.py", ""] { remove("\(folder)/\(name)") } }
        for (name, bytes) in [("r", receipt), ("p.py", Array(Self.program.utf8))] {
            let file = try #require(fopen("\(folder)/\(name)", "w"))
            #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
            #expect(fclose(file) == 0)
        }
        let texts = keys.map { "'\($0.text)'" }.joined(separator: " ")
        let leafText = Hex.encode(leaf.bytes)
        return try output("python3 \(folder)/p.py \(folder)/r \(leafText) \(texts)")
    }
}

@Suite("proofs and requests that are none")
struct ProofRefusalTests {
    @Test("are refused with their line")
    func refusals() throws {
        let town = try Town()
        var builder = ProofBuilder(inclusionOf: 0, in: 3)
        for leaf in town.leaves { builder.push(leaf) }
        let proof = LogProof(
            InclusionProof(index: 0, size: 3, hashes: builder.hashes()),
            checkpoint: town.checkpoint)
        let good = String(decoding: proof.bytes, as: UTF8.self)
        let hash = Base64.encode(town.leaves[0].bytes)
        let many = String(repeating: hash + "\n", count: 64)
        let rows: [(String, NoteError)] = [
            (good.replacing("@v1", with: "@v2"), .line(1, expected: .format)),
            (good.replacing("index 0", with: "index 00"), .line(2, expected: .index)),
            (good.replacing("index 0", with: "index -1"), .line(2, expected: .index)),
            (good.replacing("index 0", with: "extra !\nindex 0"), .line(2, expected: .extra)),
            (good.replacing("index 0\n", with: ""), .line(2, expected: .index)),
            (good.replacing("index 0\n", with: "index 0\nAAAA\n"), .line(3, expected: .hash)),
            (good.replacing("index 0\n", with: "index 0\n\(many)"), .line(66, expected: .end)),
            (good.replacing("\n3\n", with: "\n3 \n"), .line(2, expected: .size)),
        ]
        for (text, error) in rows {
            #expect(throws: error, "\(text)") { try LogProof.read(Array(text.utf8)) }
        }
        let request = "old 3\n\n" + String(decoding: town.checkpoint.bytes, as: UTF8.self)
        #expect(throws: Never.self) { try WitnessRequest.read(Array(request.utf8)) }
        #expect(throws: NoteError.line(1, expected: .oldSize)) {
            try WitnessRequest.read(Array(("x" + request).utf8))
        }
        #expect(throws: NoteError.line(65, expected: .end)) {
            try WitnessRequest.read(Array(request.replacing("\n\n", with: "\n\(many)\n").utf8))
        }
    }

    @Test("an index beyond the tree proves nothing")
    func beyond() throws {
        let town = try Town()
        var builder = ProofBuilder(inclusionOf: 2, in: 3)
        for leaf in town.leaves { builder.push(leaf) }
        let proof = LogProof(
            InclusionProof(index: 2, size: 3, hashes: builder.hashes()),
            checkpoint: town.checkpoint)
        let text = String(decoding: proof.bytes, as: UTF8.self)
        for index in ["0", "1", "3", "9223372036854775807"] {
            let moved = try LogProof.read(
                Array(text.replacing("index 2", with: "index \(index)").utf8))
            #expect(!moved.proves(town.leaves[2]))
        }
    }
}
