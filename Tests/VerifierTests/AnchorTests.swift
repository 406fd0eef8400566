import Cryptography
import Encoding
import Invoicing
import Ledger
import MerkleLog
import TestSupport
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
    /// The file as it was when there were three documents.
    let early: [UInt8]

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
        var states: [[UInt8]] = []
        for count in [3, 3, 2] {
            try maker.issue(count, unit: SampleLedger.riyadh)
            let tree = try #require(try maker.ledger.logTree())
            checkpoints.append(
                SignedCheckpoint(
                    Checkpoint(origin: origin, size: tree.size, root: tree.root()), by: logKey))
            states.append(try File.read(folder.file("made.sijil")))
        }
        checkpoints.removeLast()
        early = states[0]
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
        requires: Set<AuditRequirement> = [], clock: Int64? = nil
    ) throws -> AuditReport {
        var options = AuditOptions(workers: 2, temporaryFolder: folder.path)
        options.anchors = anchors ?? self.anchors()
        options.policy = policy
        options.requires = requires
        options.clock = clock.map { Instant(secondsSince1970: $0) }
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

    func cosigned(
        _ checkpoint: SignedCheckpoint, at seconds: Int64 = 1_772_500_000
    ) throws -> SignedCheckpoint {
        checkpoint.adding(
            .witness(
                checkpoint.checkpoint.text, at: seconds, name: try witness.name,
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

    @Test("B6: copied without its write-ahead log lacks what was in that, and a checkpoint tells")
    func withoutLog() throws {
        let kept = try Kept()
        try File.write(try File.read(kept.path), to: kept.folder.file("whole"))
        try File.write(kept.early, to: kept.path)
        try kept.harm("PRAGMA journal_mode = WAL;")
        // Five more documents come through the write-ahead log, and the program is killed.
        let script = """
            .dbconfig enable_trigger off
            PRAGMA wal_autocheckpoint = 0;
            ATTACH '\(kept.folder.file("whole"))' AS whole;
            BEGIN;
            INSERT INTO document SELECT * FROM whole.document WHERE id > 3;
            INSERT INTO entry
            SELECT * FROM whole.entry
            WHERE kind IN ('document', 'issuance') AND row_id > 3 ORDER BY seq;
            COMMIT;
            .system kill -9 $PPID

            """
        let file = kept.folder.file("wal.sql")
        try File.write(Array(script.utf8), to: file)
        try shell("sqlite3 '\(kept.path)' < '\(file)'")
        try #require(try shell("test -s '\(kept.path)-wal'").status == 0)
        let both = try kept.audit()
        #expect(codes(both) == [.walFound])
        #expect(both.checked.soundDocuments == 8)
        #expect(both.anchoredTo?.size == kept.checkpoints[1].checkpoint.size)

        try shell("rm '\(kept.path)-wal' '\(kept.path)-shm'")
        let alone = try kept.audit()
        #expect(Set(codes(alone)) == [.walMissing, .ledgerShorter])
        #expect(alone.verdict == .findings)
        #expect(alone.checked.soundDocuments == 3)
        // Nobody who kept nothing can know what was in it.
        #expect(codes(try kept.audit([])) == [.walMissing])
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

    struct Cosigned: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Seconds by which each witness's time lies ahead of the audit's clock.
        let ahead: [Int64]
        /// Whether the audit has a clock.
        var hasClock = true
        let early: Int
        /// The time that is proven, as the seconds above.
        let proven: Int64?
    }

    static let cosignings = [
        Cosigned(testDescription: "in the past", ahead: [-60, -30], early: 0, proven: -60),
        Cosigned(testDescription: "five minutes ahead", ahead: [300], early: 0, proven: 300),
        Cosigned(testDescription: "a second more", ahead: [301], early: 1, proven: nil),
        Cosigned(testDescription: "a year ahead", ahead: [31_536_000], early: 1, proven: nil),
        Cosigned(
            testDescription: "one of two a year ahead", ahead: [31_536_000, -30], early: 1,
            proven: -30),
        Cosigned(
            testDescription: "nobody asks", ahead: [301], hasClock: false, early: 0, proven: 301),
    ]

    @Test(
        "H9: cosignatures of a time to come are a warning, and prove no time",
        arguments: cosignings)
    func early(_ row: Cosigned) throws {
        let kept = try Kept()
        let clock: Int64 = 1_772_500_000
        var lines = "log \(kept.log.text)\n"
        var checkpoint = kept.checkpoints[1]
        for (index, ahead) in row.ahead.enumerated() {
            let key = Ed25519PrivateKey.generate()
            let name = try #require(KeyName("witness-\(index).example"))
            let note = NoteKey(name: name, kind: .witness, publicKey: key.publicKey)
            lines += "witness w\(index) \(note.text)\n"
            checkpoint = checkpoint.adding(
                .witness(
                    kept.checkpoints[1].checkpoint.text, at: clock + ahead, name: name, by: key))
        }
        let names = row.ahead.indices.map { "w\($0)" }.joined(separator: " ")
        lines += "group all-of-them 1 \(names)\nquorum all-of-them\n"
        let policy = try TrustPolicy.read(Array(lines.utf8))
        let report = try kept.audit(
            kept.anchors([checkpoint]), policy: policy, clock: row.hasClock ? clock : nil)
        #expect(codes(report) == Array(repeating: .cosignatureEarly, count: row.early))
        // The tree is anchored all the same; only the time is not believed.
        #expect(report.verdict == .sound)
        #expect(report.anchoredTo?.size == checkpoint.checkpoint.size)
        #expect(
            report.anchoredTo?.at
                == row.proven.map { Instant(secondsSince1970: clock + $0) })
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
