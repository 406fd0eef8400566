import Cryptography
import Encoding
import MerkleLog
import Testing

/// The example of C2SP's signed-note page: its key and its note.
private let exampleKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
private let exampleNote = """
    This is an example message.

    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuw\
    HjG1Yu72IneyaQM=

    """

/// A log of three entries with its key, and a witness.
struct Town {
    let origin: KeyName
    let logKey = Ed25519PrivateKey.generate()
    let witnessName: KeyName
    let witnessKey = Ed25519PrivateKey.generate()
    let leaves = (0..<3).map { SHA256.hash([UInt8($0)]) }

    init() throws {
        origin = try #require(KeyName("sijil/399999999900003/00000000-0000-4000-8000-000000000001"))
        witnessName = try #require(KeyName("auditor.example/2026"))
    }

    var log: NoteKey { NoteKey(name: origin, kind: .log, publicKey: logKey.publicKey) }

    var witness: NoteKey {
        NoteKey(name: witnessName, kind: .witness, publicKey: witnessKey.publicKey)
    }

    var checkpoint: SignedCheckpoint {
        var tree = MerkleTree()
        for leaf in leaves { tree.push(leaf) }
        return SignedCheckpoint(
            Checkpoint(origin: origin, size: 3, root: tree.root()), by: logKey)
    }

    var cosigned: SignedCheckpoint {
        let checkpoint = checkpoint
        return checkpoint.adding(
            .witness(
                checkpoint.checkpoint.text, at: 1_772_000_000, name: witnessName, by: witnessKey))
    }
}

@Suite("notes and checkpoints")
struct NoteTests {
    @Test("the published example is read, verified and written as it is")
    func example() throws {
        let key = try NoteKey.read(exampleKey.utf8)
        #expect(key.text == exampleKey)
        #expect(key.kind == .log)
        let note = try SignedNote.read(Array(exampleNote.utf8))
        #expect(note.bytes == Array(exampleNote.utf8))
        #expect(note.signatures.map(\.keyID) == [key.id])
        #expect(key.publicKey.verify(note.signatures[0].bytes, of: note.text))
    }

    @Test("what is written is read again, byte for byte")
    func roundTrips() throws {
        let town = try Town()
        let checkpoint = town.cosigned
        #expect(try SignedCheckpoint(checkpoint.bytes) == checkpoint)
        #expect(checkpoint.isSigned(by: town.log))
        #expect(checkpoint.time(of: town.witness) == 1_772_000_000)
        var builder = ProofBuilder(inclusionOf: 1, in: 3)
        for leaf in town.leaves { builder.push(leaf) }
        let inclusion = InclusionProof(index: 1, size: 3, hashes: builder.hashes())
        for extra in [nil, [], Array("token".utf8)] as [[UInt8]?] {
            let proof = LogProof(inclusion, checkpoint: checkpoint, extra: extra)
            #expect(try LogProof.read(proof.bytes) == proof)
            #expect(proof.proves(town.leaves[1]))
            #expect(!proof.proves(town.leaves[0]))
        }
        let request = WitnessRequest(
            ConsistencyProof(oldSize: 0, newSize: 3, hashes: []), checkpoint: town.checkpoint)
        #expect(try WitnessRequest.read(request.bytes) == request)
    }

    @Test("a signature of somebody else's makes no difference; a known key's false one spoils all")
    func strangers() throws {
        let town = try Town()
        let stranger = Ed25519PrivateKey.generate()
        let text = town.checkpoint.checkpoint.text
        let name = try #require(KeyName("stranger.example"))
        let withStranger = town.cosigned.adding(
            .witness(text, at: 1, name: name, by: stranger))
        #expect(withStranger.isSigned(by: town.log))
        let sameName = town.cosigned.adding(
            .witness(text, at: 1, name: town.witnessName, by: stranger))
        #expect(sameName.time(of: town.witness) == 1_772_000_000)
        let policy = try TrustPolicy.read(policy(town, quorum: "auditor"))
        #expect(policy.judge(withStranger).isTrusted)
        #expect(policy.judge(sameName).isTrusted)
        #expect(!policy.judge(town.checkpoint).isTrusted)

        // The witness's own signature, but over another checkpoint.
        let other = Checkpoint(origin: town.origin, size: 4, root: SHA256.hash([9]))
        let forged = SignedCheckpoint(other, by: town.logKey).adding(
            .witness(text, at: 5, name: town.witnessName, by: town.witnessKey))
        #expect(forged.time(of: town.witness) == nil)
        let verdict = policy.judge(forged)
        #expect(verdict.forged == [town.witness])
        #expect(!verdict.isTrusted)
    }

    @Test("bytes that are no checkpoint are refused with their line", arguments: Refusal.all)
    func refusals(_ refusal: Refusal) throws {
        let good = try Town().cosigned.bytes
        let text = String(decoding: good, as: UTF8.self)
        let bad = refusal.harm(text)
        #expect(throws: refusal.error) { try SignedCheckpoint(bad) }
    }

    @Test("a key's text is read only as it is written")
    func keys() throws {
        let rows: [(String, NoteError)] = [
            ("", .keyForm), ("example.com/foo", .keyForm), ("+530d903a+AekyeRrm", .keyForm),
            (exampleKey.uppercased(), .keyForm),
            (exampleKey.replacing("530d903a", with: "530D903A"), .keyForm),
            (
                exampleKey.replacing("530d903a", with: "530d903b"),
                .keyID(told: 0x530d_903b, expected: 0x530d_903a)
            ),
            (exampleKey.replacing("+Aeky", with: "+Auky"), .keyKind(2)),
            (exampleKey + "=", .keyForm), (exampleKey + "+", .keyForm),
            (exampleKey.replacing("example.com", with: "example com"), .keyForm),
        ]
        for (text, error) in rows {
            #expect(throws: error, "\(text)") { try NoteKey.read(text.utf8) }
        }
    }

    private func policy(_ town: Town, quorum: String) -> [UInt8] {
        Array(
            "log \(town.log.text)\nwitness auditor \(town.witness.text)\nquorum \(quorum)\n".utf8)
    }
}

/// One harm to a good checkpoint, and what is said of it.
struct Refusal: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let error: NoteError
    let harm: @Sendable (String) -> [UInt8]

    static let all: [Refusal] = [
        .init(testDescription: "nothing", error: .unfinished) { _ in [] },
        .init(testDescription: "no last line end", error: .unfinished) {
            Array($0.utf8.dropLast())
        },
        .init(testDescription: "carriage returns", error: .controlCharacter(13, line: 1)) {
            Array($0.replacing("\n", with: "\r\n").utf8)
        },
        .init(testDescription: "a zero byte", error: .controlCharacter(0, line: 1)) {
            [0] + Array($0.utf8)
        },
        .init(testDescription: "not UTF-8", error: .notUTF8) { [0xFF] + Array($0.utf8) },
        .init(testDescription: "no empty line", error: .unfinished) {
            Array($0.replacing("\n\n", with: "\n").utf8)
        },
        .init(testDescription: "no signature", error: .unfinished) { text in
            Array((text.split(separator: "\n\n").first.map(String.init) ?? "").utf8) + [10, 10]
        },
        .init(testDescription: "a hyphen for the dash", error: .signatureForm(line: 5)) {
            Array($0.replacing("—", with: "-").utf8)
        },
        .init(testDescription: "two blanks in a signature", error: .signatureForm(line: 5)) {
            Array($0.replacing("— ", with: "—  ").utf8)
        },
        .init(testDescription: "a leading zero", error: .line(2, expected: .size)) {
            Array($0.replacing("\n3\n", with: "\n03\n").utf8)
        },
        .init(testDescription: "a sign", error: .line(2, expected: .size)) {
            Array($0.replacing("\n3\n", with: "\n+3\n").utf8)
        },
        .init(testDescription: "a size beyond 63 bits", error: .line(2, expected: .size)) {
            Array($0.replacing("\n3\n", with: "\n9223372036854775808\n").utf8)
        },
        .init(testDescription: "a root of 31 bytes", error: .line(3, expected: .root)) { text in
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let short = Base64.encode([UInt8](repeating: 1, count: 31))
            lines[2] = short[...]
            return Array(lines.joined(separator: "\n").utf8)
        },
        .init(testDescription: "an origin with a blank", error: .line(1, expected: .origin)) {
            Array(("sijil " + $0.dropFirst(6)).utf8)
        },
        .init(testDescription: "65 signatures", error: .tooManySignatures(limit: 64)) { text in
            let last = text.split(separator: "\n").last.map(String.init) ?? ""
            return Array((text + String(repeating: last + "\n", count: 63)).utf8)
        },
        .init(
            testDescription: "a quarter of a megabyte",
            error: .tooLong(bytes: 262_145, limit: 262_144)
        ) { _ in [UInt8](repeating: 65, count: 262_145) },
    ]
}
