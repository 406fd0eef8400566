import Cryptography
import Encoding
import MerkleLog
import Testing

/// Keys whose seeds are 32 times one byte, so that a row can name them.
private func key(_ seed: UInt8, _ kind: NoteKey.Kind, name: String = "k.example") throws -> NoteKey
{
    let secret = SecretBytes(count: 32) { $0.copyBytes(from: [UInt8](repeating: seed, count: 32)) }
    let key = try #require(Ed25519PrivateKey(seed: secret))
    let name = try #require(KeyName(name))
    return NoteKey(name: name, kind: kind, publicKey: key.publicKey)
}

/// In a policy's text `L1` stands for the log key of seed 1, `W1` for the witness key.
private func filled(_ text: String) throws -> [UInt8] {
    var text = text
    for seed in UInt8(1)...7 {
        text.replace("<L\(seed)>", with: try key(seed, .log).text)
        text.replace("<W\(seed)>", with: try key(seed, .witness).text)
    }
    return Array(text.utf8)
}

@Suite("trust policies")
struct TrustPolicyTests {
    @Test("are refused with the line and the reason", arguments: PolicyRefusal.all)
    func refusals(_ row: PolicyRefusal) throws {
        let bytes = try filled(row.text)
        #expect(throws: row.error) { try TrustPolicy.read(bytes) }
    }

    @Test("remarks, blank lines, tabs and addresses are taken")
    func layout() throws {
        let policy = try TrustPolicy.read(
            filled(
                """
                # whom we trust

                \tlog\t<L1>  https://log.example/
                  witness مدقق <W2> https://w.example/
                quorum مدقق

                """))
        #expect(policy.logs.map(\.key) == [try key(1, .log)])
        #expect(policy.logs.map(\.address) == ["https://log.example/"])
        #expect(policy.witnesses.map(\.name) == ["مدقق"])
        #expect(policy.witnesses.map(\.address) == ["https://w.example/"])
    }

    /// The policy of the page's own example: 2 of X1 to X3, and one of Y1 to Y3.
    private static let nested = """
        log <L1>
        witness X1 <W2>
        witness X2 <W3>
        witness X3 <W4>
        group X 2 X1 X2 X3
        witness Y1 <W5>
        witness Y2 <W6>
        witness Y3 <W7>
        group Y any Y1 Y2 Y3
        group both all X Y
        quorum both

        """

    @Test("the quorum holds for just the right sets of witnesses", arguments: 0..<64)
    func quorum(set: Int) throws {
        let policy = try TrustPolicy.read(filled(Self.nested))
        let name = try #require(KeyName("k.example"))
        func secret(_ seed: UInt8) throws -> Ed25519PrivateKey {
            let bytes = [UInt8](repeating: seed, count: 32)
            return try #require(
                Ed25519PrivateKey(seed: SecretBytes(count: 32) { $0.copyBytes(from: bytes) }))
        }
        var checkpoint = SignedCheckpoint(
            Checkpoint(origin: name, size: 1, root: SHA256.hash([1])), by: try secret(1))
        for place in 0..<6 where set >> place & 1 == 1 {
            checkpoint = checkpoint.adding(
                .witness(
                    checkpoint.checkpoint.text, at: 7, name: name,
                    by: try secret(UInt8(place + 2))))
        }
        let first = (set & 7).nonzeroBitCount >= 2
        let second = set >> 3 != 0
        let verdict = policy.judge(checkpoint)
        #expect(verdict.hasQuorum == (first && second))
        #expect(verdict.isTrusted == (first && second))
        #expect(verdict.cosigned.count == set.nonzeroBitCount)
    }

    @Test("another log's checkpoint is trusted by nobody")
    func otherLog() throws {
        let policy = try TrustPolicy.read(filled("log <L1>\nquorum none\n"))
        let name = try #require(KeyName("k.example"))
        let stranger = SignedCheckpoint(
            Checkpoint(origin: name, size: 0, root: MerkleTree().root()), by: .generate())
        #expect(policy.judge(stranger).log == nil)
        #expect(!policy.judge(stranger).isTrusted)
    }
}

/// One bad policy.
struct PolicyRefusal: CustomTestStringConvertible, Sendable {
    let text: String
    let error: TrustPolicyError

    var testDescription: String { text.split(separator: "\n").joined(separator: "; ") }

    init(_ text: String, _ error: TrustPolicyError) {
        self.text = text
        self.error = error
    }

    static let all: [PolicyRefusal] = [
        .init("", .noQuorum),
        .init("# nothing\n", .noQuorum),
        .init("quorum none", .unfinished),
        .init("quorum none\r\n", .character(13, line: 1)),
        .init("quorum none\u{7F}\n", .character(0x7F, line: 1)),
        .init("quorum none\nquorum none\n", .secondQuorum(line: 2)),
        .init("quorum\n", .form(line: 1)),
        .init("quorum a b\n", .form(line: 1)),
        .init("quorum a\n", .unknownName("a", line: 1)),
        .init("trust <L1>\n", .word("trust", line: 1)),
        .init("log\n", .form(line: 1)),
        .init("log <L1> a b\n", .form(line: 1)),
        .init("log k.example\n", .key(.keyForm, line: 1)),
        .init("log <W1>\n", .wrongKind(line: 1)),
        .init("witness a <L1>\n", .wrongKind(line: 1)),
        .init("witness <W1>\n", .form(line: 1)),
        .init("log <L1>\nlog <L1>\n", .keyTwice(line: 2, first: 1)),
        .init("witness a <W1>\nwitness b <W1>\n", .keyTwice(line: 2, first: 1)),
        .init("witness none <W1>\n", .nameTwice("none", line: 1)),
        .init("witness a <W1>\nwitness a <W2>\n", .nameTwice("a", line: 2)),
        .init("witness a <W1>\ngroup a any a\n", .nameTwice("a", line: 2)),
        .init("group g any\n", .form(line: 1)),
        .init("group g any a\nwitness a <W1>\n", .unknownName("a", line: 1)),
        .init("witness a <W1>\ngroup g any none\n", .unknownName("none", line: 2)),
        .init("witness a <W1>\ngroup g any a a\n", .memberTwice("a", line: 2)),
        .init("witness a <W1>\ngroup g any a\ngroup h any a\n", .memberTwice("a", line: 3)),
        .init("witness a <W1>\ngroup g 0 a\n", .threshold("0", line: 2, members: 1)),
        .init("witness a <W1>\ngroup g 2 a\n", .threshold("2", line: 2, members: 1)),
        .init("witness a <W1>\ngroup g 01 a\n", .threshold("01", line: 2, members: 1)),
        .init("witness a <W1>\ngroup g most a\n", .threshold("most", line: 2, members: 1)),
        .init(
            String(repeating: "\n", count: 1_001) + "quorum none\n", .tooManyLines(limit: 1_000)),
        .init(
            String(repeating: "#", count: 65_536) + "\n", .tooLong(bytes: 65_537, limit: 65_536)),
    ]
}
