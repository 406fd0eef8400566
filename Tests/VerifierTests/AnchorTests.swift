import Cryptography
import Encoding
import Invoicing
import Ledger
import MerkleLog
import Testing
import Verifier

/// A ledger of eight documents, and the checkpoints that others kept when there were three and six.
final class Kept {
    let folder: TemporaryFolder
    let path: String
    let logKey: Ed25519PrivateKey
    let log: NoteKey
    let witnessKey = Ed25519PrivateKey.generate()
    private(set) var checkpoints: [SignedCheckpoint] = []

    /// - Parameter uuid: Of the ledger: another one is another log.
    init(uuid: String = "6f0c9f9e-1df2-4a3b-8c5d-0e1f2a3b4c5d") throws {
        folder = try TemporaryFolder()
        path = folder.file("shop.sijil")
        let maker = try LedgerMaker(
            path: folder.file("made.sijil"), units: [SampleLedger.riyadh], uuid: uuid)
        logKey = maker.logKey
        let origin = try #require(KeyName("sijil/\(SampleLedger.vat)/\(uuid)"))
        log = NoteKey(name: origin, kind: .log, publicKey: logKey.publicKey)
        try maker.enrol(SampleLedger.riyadh, key: .generate(), for: .enrolment)
        for count in [3, 3, 2] {
            try maker.issue(count, unit: SampleLedger.riyadh)
            let tree = try #require(try maker.ledger.logTree())
            checkpoints.append(
                SignedCheckpoint(
                    Checkpoint(origin: origin, size: tree.size, root: tree.root()), by: logKey))
        }
        checkpoints.removeLast()
        // The audit must not read a file that this process holds open.
        try File.write(try File.read(folder.file("made.sijil")), to: path)
    }

    func anchors(_ checkpoints: [SignedCheckpoint]? = nil) -> [Anchor] {
        (checkpoints ?? self.checkpoints).map {
            Anchor(name: "\($0.checkpoint.size).checkpoint", checkpoint: $0)
        }
    }

    func audit(
        _ anchors: [Anchor]? = nil, policy: TrustPolicy? = nil,
        requires: Set<AuditRequirement> = []
    ) throws -> AuditReport {
        var options = AuditOptions(workers: 2, temporaryFolder: folder.path)
        options.anchors = anchors ?? self.anchors()
        options.policy = policy
        options.requires = requires
        return try Audit.run(path, options)
    }

    /// Runs SQL as an attacker would, and leaves no trace in the schema.
    func harm(_ sql: String) throws {
        let script = folder.file("harm.sql")
        let text = ".dbconfig enable_trigger off\n.dbconfig defensive off\n\(sql)\n"
        try File.write(Array(text.utf8), to: script)
        #expect(try shell("sqlite3 -bail '\(path)' < '\(script)'").status == 0)
    }

    var witness: NoteKey {
        get throws {
            NoteKey(
                name: try #require(KeyName("auditor.example/2026")), kind: .witness,
                publicKey: witnessKey.publicKey)
        }
    }

    func cosigned(_ checkpoint: SignedCheckpoint) throws -> SignedCheckpoint {
        checkpoint.adding(
            .witness(
                checkpoint.checkpoint.text, at: 1_772_500_000, name: try witness.name,
                by: witnessKey))
    }
}

@Suite("a ledger held against checkpoints")
struct AnchorTests {
    private func codes(_ report: AuditReport) -> [FindingCode] { report.findings.map(\.code) }

    @Test("is as it was, and the documents after the newest one are counted")
    func good() throws {
        let kept = try Kept()
        let report = try kept.audit()
        #expect(report.verdict == .sound)
        #expect(report.anchoredTo?.size == kept.checkpoints[1].checkpoint.size)
        #expect(report.unanchored == 2)
        #expect(report.text(.english).contains("anchors: as it was at entry"))
        #expect(report.json["anchored_to"]?["signers"] == [.string(kept.log.name.text)])
        let alone = try kept.audit([])
        #expect(alone.anchoredTo == nil)
        #expect(alone.unanchored == 8)
    }

    @Test("A4: that lost its last documents is found out, however well that was hidden")
    func cut() throws {
        let kept = try Kept()
        try kept.harm(
            """
            DELETE FROM entry WHERE kind IN ('document', 'issuance') AND row_id > 4;
            DELETE FROM document WHERE id > 4;
            UPDATE sqlite_sequence SET seq = (SELECT max(seq) FROM entry) WHERE name = 'entry';
            VACUUM;
            """)
        // Without anchors nothing fails: A5.
        #expect(try kept.audit([]).verdict != .findings)
        let report = try kept.audit()
        #expect(codes(report).contains(.ledgerShorter))
        #expect(report.verdict == .findings)
        // What an older checkpoint covers is still as it was.
        #expect(report.anchoredTo?.size == kept.checkpoints[0].checkpoint.size)
        // A6: one old receipt says the same.
        let proof = LogProof(
            InclusionProof(
                index: 0, size: kept.checkpoints[1].checkpoint.size, hashes: []),
            checkpoint: kept.checkpoints[1])
        let receipt = try Anchor(name: "buyer.tlog-proof", bytes: proof.bytes)
        #expect(codes(try kept.audit([receipt])).contains(.ledgerShorter))
    }

    @Test("A11: that was made anew with all its keys agrees with itself, and not with them")
    func rewritten() throws {
        let kept = try Kept()
        let other = try Kept()
        try File.write(try File.read(other.path), to: kept.path)
        #expect(try kept.audit([]).verdict == .sound)
        // The same log key, had the owner kept it: only the root can tell.
        let signed = kept.checkpoints.map { SignedCheckpoint($0.checkpoint, by: other.logKey) }
        let report = try kept.audit(kept.anchors(signed))
        #expect(Set(codes(report)) == [.anchorMismatch])
        #expect(report.anchoredTo == nil)
        #expect(report.unanchored == 8)
    }

    @Test("A26: whose log key was replaced is found out by the key that the auditor knows")
    func replacedKey() throws {
        let kept = try Kept()
        let other = try Kept()
        try File.write(try File.read(other.path), to: kept.path)
        #expect(Set(codes(try kept.audit())) == [.logKeyReplaced])
        let policy = try TrustPolicy.read(Array("log \(kept.log.text)\nquorum none\n".utf8))
        #expect(Set(codes(try kept.audit(policy: policy))) == [.logKeyReplaced])
        #expect(
            Set(codes(try kept.audit(kept.anchors(other.checkpoints), policy: policy)))
                == [.logKeyReplaced])
    }

    @Test("is anchored as far as the policy's witnesses vouch for it, and no further")
    func witnesses() throws {
        let kept = try Kept()
        let policy = try TrustPolicy.read(
            Array(
                "log \(kept.log.text)\nwitness auditor \(kept.witness.text)\nquorum auditor\n".utf8)
        )
        let first = try kept.cosigned(kept.checkpoints[0])
        let report = try kept.audit(
            kept.anchors([first, kept.checkpoints[1]]), policy: policy)
        #expect(report.verdict == .sound)
        #expect(report.anchoredTo?.size == first.checkpoint.size)
        #expect(report.anchoredTo?.at == Instant(secondsSince1970: 1_772_500_000))
        #expect(report.unanchored == 5)
        let none = try kept.audit(policy: policy)
        #expect(codes(none) == [.notAnchored])
        #expect(none.verdict == .unproven)
    }

    @Test("is unproven where an anchor was asked for and its end has none")
    func required() throws {
        let kept = try Kept()
        #expect(try kept.audit(requires: [.anchored]).verdict == .unproven)
        #expect(try kept.audit([], requires: [.anchored]).verdict == .unproven)
        let stranger = try Kept(uuid: "6f0c9f9e-1df2-4a3b-8c5d-0e1f2a3b4c5e")
        let foreign = try kept.audit(stranger.anchors())
        #expect(codes(foreign) == [.notAnchored])
    }
}
