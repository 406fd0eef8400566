import Cryptography
import Encoding
import Glibc
import MerkleLog
import Testing
import Witness

/// A log that grows, and its witness in a file of its own.
final class Village {
    let path: String
    let origin: KeyName
    let logKey = Ed25519PrivateKey.generate()
    let passphrase = SecretBytes(count: 4) { $0.copyBytes(from: Array("pass".utf8)) }
    let witness: Witness

    init() throws {
        var template = Array("/tmp/sijil-witness-XXXXXX".utf8CString)
        let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
        path = folder + "/auditor.witness"
        origin = try #require(KeyName("sijil/399999999900003/1"))
        witness = try Witness.create(path, name: "auditor.example/2026", passphrase: passphrase)
        try witness.trust(NoteKey(name: origin, kind: .log, publicKey: logKey.publicKey).text)
    }

    deinit {
        remove(path)
        remove(path + "-journal")
        rmdir(String(path.dropLast("/auditor.witness".count)))
    }

    func leaves(_ count: Int, branch: UInt8 = 0) -> [SHA256Digest] {
        (0..<count).map { SHA256.hash([UInt8($0), $0 < 3 ? 0 : branch]) }
    }

    func request(
        from old: Int64, to size: Int, branch: UInt8 = 0, key: Ed25519PrivateKey? = nil,
        harm: ([SHA256Digest]) -> [SHA256Digest] = { $0 }
    ) -> [UInt8] {
        let leaves = leaves(size, branch: branch)
        var tree = MerkleTree()
        for leaf in leaves { tree.push(leaf) }
        let checkpoint = SignedCheckpoint(
            Checkpoint(origin: origin, size: Int64(size), root: tree.root()), by: key ?? logKey)
        var hashes: [SHA256Digest] = []
        if old <= Int64(size) {
            var builder = ProofBuilder(consistencyFrom: old, to: Int64(size))
            for leaf in leaves { builder.push(leaf) }
            hashes = builder.hashes()
        }
        let proof = ConsistencyProof(oldSize: old, newSize: Int64(size), hashes: harm(hashes))
        return WitnessRequest(proof, checkpoint: checkpoint).bytes
    }

    /// Inconsistent requests in the witness's file.
    func refused() throws -> Int {
        let query = "sqlite3 '\(path)' 'SELECT count(*) FROM refused'"
        let pipe = try #require(popen(query, "r"))
        defer { pclose(pipe) }
        var line = [CChar](repeating: 0, count: 32)
        try #require(fgets(&line, 32, pipe) != nil)
        return Int(atoi(line))
    }

    func status(_ request: [UInt8]) throws -> Int {
        try witness.answer(request, at: 1_772_000_000).status
    }
}

@Suite("a witness")
struct WitnessTests {
    @Test("cosigns what continues what it cosigned, and nothing else")
    func story() throws {
        let village = try Village()
        #expect(try village.status(village.request(from: 0, to: 3)) == 200)
        #expect(try village.status(village.request(from: 3, to: 5)) == 200)
        // The same again is vouched for again: a lost answer can be asked for.
        #expect(try village.status(village.request(from: 5, to: 5)) == 200)
        #expect(try village.status(village.request(from: 3, to: 7)) == 409)
        #expect(try village.status(village.request(from: 5, to: 4)) == 400)
        #expect(try village.status(village.request(from: 5, to: 9, branch: 1)) == 422)
        #expect(try village.status(village.request(from: 5, to: 5, branch: 1)) == 422)
        #expect(
            try village.status(village.request(from: 5, to: 9, harm: { $0.dropLast() })) == 422)
        #expect(try village.status(village.request(from: 5, to: 9)) == 200)
    }

    @Test("says which size it cosigned last")
    func lastSize() throws {
        let village = try Village()
        _ = try village.status(village.request(from: 0, to: 5))
        let answer = try village.witness.answer(village.request(from: 0, to: 9), at: 1)
        #expect(answer == .otherSize(last: 5))
        #expect(answer.body == Array("5\n".utf8))
        #expect(answer.contentType == "text/x.tlog.size")
    }

    @Test("gives a cosignature that its key verifies, and keeps the checkpoint with it")
    func cosignature() throws {
        let village = try Village()
        let request = village.request(from: 0, to: 5)
        let answer = try village.witness.answer(request, at: 1_772_000_000)
        let signed = try NoteSignature.read(lines: answer.body)
            .reduce(WitnessRequest.read(request).checkpoint) { $0.adding($1) }
        #expect(signed.time(of: village.witness.key) == 1_772_000_000)
        let hash = Hex.encode(SHA256.hash(village.origin.bytes).bytes)
        #expect(try village.witness.checkpoint(originHash: hash) == signed.bytes)
        #expect(try village.witness.checkpoint(originHash: hash.uppercased()) == nil)
    }

    @Test("refuses strangers and forgers in the order of the page")
    func refusals() throws {
        let village = try Village()
        #expect(try village.status(Array("old 0\n".utf8)) == 400)
        #expect(try village.status(village.request(from: 0, to: 3, key: .generate())) == 403)
        let other = try Village()
        let text = String(decoding: other.request(from: 0, to: 3), as: UTF8.self)
        let stranger = text.replacing("399999999900003/1", with: "399999999900003/2")
        #expect(try village.status(Array(stranger.utf8)) == 404)
        #expect(
            try village.status(
                village.request(
                    from: 0, to: 3,
                    harm: { _ in
                        [SHA256.hash([1])]
                    })) == 422)
    }

    @Test("keeps one checkpoint of a log as evidence once, however often it comes")
    func evidence() throws {
        let village = try Village()
        for proof in 0..<5 {
            let request = village.request(from: 0, to: 3) { _ in [SHA256.hash([UInt8(proof)])] }
            for _ in 0..<3 { #expect(try village.status(request) == 422) }
        }
        #expect(try village.refused() == 1)
        let other = village.request(from: 0, to: 4) { _ in [SHA256.hash([9])] }
        #expect(try village.status(other) == 422)
        #expect(try village.refused() == 2)
    }

    @Test("remembers over a restart, and opens with its passphrase only")
    func restart() throws {
        let village = try Village()
        #expect(try village.status(village.request(from: 0, to: 5)) == 200)
        let again = try Witness.open(village.path, passphrase: village.passphrase)
        #expect(again.key == village.witness.key)
        #expect(try again.answer(village.request(from: 0, to: 4), at: 2) == .otherSize(last: 5))
        let wrong = SecretBytes(count: 1) { $0.copyBytes(from: [65]) }
        #expect { try Witness.open(village.path, passphrase: wrong) } throws: { error in
            (error as? WitnessError)?.code == "witness-key"
        }
        #expect { try Witness.open(village.path + "x", passphrase: wrong) } throws: { error in
            (error as? WitnessError)?.code == "witness-missing"
        }
    }

    @Test("of two requests that race from one size, one is refused", arguments: 0..<20)
    func race(round: Int) async throws {
        let village = try Village()
        _ = try village.status(village.request(from: 0, to: 3))
        let requests = [UInt8(1), 2].map { village.request(from: 3, to: 6, branch: $0) }
        let witness = village.witness
        let answers = try await withThrowingTaskGroup(of: WitnessAnswer.self) { group in
            for request in requests {
                group.addTask { try witness.answer(request, at: 1) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.map(\.status).sorted() == [200, 409])
    }

    @Test("names and log keys that are none are refused")
    func names() throws {
        let village = try Village()
        func code(_ body: () throws -> Void) -> String? {
            do { try body() } catch { return (error as? WitnessError)?.code }
            return nil
        }
        #expect(
            code {
                _ = try Witness.create(
                    village.path + "2", name: "a b", passphrase: village.passphrase)
            } == "witness-name")
        #expect(
            code {
                _ = try Witness.create(
                    village.path, name: "a", passphrase: village.passphrase)
            } == "witness-exists")
        #expect(code { try village.witness.trust("x") } == "log-key")
        #expect(code { try village.witness.trust(village.witness.key.text) } == "log-key")
        let other = NoteKey(
            name: village.origin, kind: .log, publicKey: Ed25519PrivateKey.generate().publicKey)
        #expect(code { try village.witness.trust(other.text) } == "log-taken")
    }
}
