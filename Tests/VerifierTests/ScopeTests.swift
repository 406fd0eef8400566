import Cryptography
import Encoding
import Invoicing
import MerkleLog
import TestSupport
import Testing
import Verifier

/// Six of the eight documents of ``Kept`` stand under the checkpoint of an earlier audit.
@Suite("an audit that goes on from an earlier one")
struct SinceTests {
    private func audit(
        _ kept: Kept, since checkpoint: SignedCheckpoint? = nil, policy: TrustPolicy? = nil
    ) throws -> AuditReport {
        var options = AuditOptions(workers: 2, temporaryFolder: kept.folder.path)
        options.since = Anchor(
            name: "kept.checkpoint", checkpoint: checkpoint ?? kept.checkpoints[1])
        options.policy = policy
        return try Audit.run(kept.path, options)
    }

    private func codes(_ report: AuditReport) -> [FindingCode] { report.findings.map(\.code) }

    /// Changes an amount in the stored bytes of a document.
    private func alter(_ kept: Kept, document row: Int) throws {
        try kept.harm(
            """
            UPDATE document
            SET xml = CAST(replace(CAST(xml AS TEXT), '>115.00<', '>116.00<') AS BLOB)
            WHERE id = \(row);
            """)
    }

    @Test("reads what is new and the end of each chain, and says what it left out")
    func good() throws {
        let kept = try Kept()
        let report = try audit(kept)
        let size = kept.checkpoints[1].checkpoint.size
        #expect(report.verdict == .sound)
        #expect(codes(report) == [])
        #expect(report.scope.since == AuditScope.Since(size: size, documents: 5))
        #expect(report.checked.documents == 3)
        #expect(report.checked.soundDocuments == 3)
        #expect(report.anchoredTo?.size == size)
        #expect(report.unanchored == 2)
        #expect(report.units.first?.epochs.first?.first == 6)
        let shown = report.text(.english)
        #expect(shown.contains("sound (only what came after entry \(size))"))
        #expect(shown.contains("the rows of 5 documents up to entry \(size)"))
        #expect(report.text(.arabic).contains("صفوف مستندات عددها 5"))
        #expect(
            report.json["checked"]?["since"]
                == ["size": JSONValue(size), "documents_not_read": 5])
        // The whole log was gone through all the same: the roots are one.
        let whole = try kept.audit()
        #expect(report.checked.root == whole.checked.root)
        #expect(report.size == whole.size)
        #expect(whole.json["checked"]?["since"] == .null)
    }

    @Test("of the newest checkpoint reads the ends of the chains only")
    func nothingNew() throws {
        let kept = try Kept()
        try kept.harm("SELECT 1;")
        let all = try kept.audit([])
        let root = try #require(all.checked.root.flatMap { SHA256Digest($0.bytes) })
        let newest = SignedCheckpoint(
            Checkpoint(origin: kept.log.name, size: all.size, root: root), by: kept.logKey)
        let report = try audit(kept, since: newest)
        #expect(report.verdict == .sound)
        #expect(report.checked.documents == 1)
        #expect(report.unanchored == 0)
        #expect(report.unanchoredDays == nil)
    }

    @Test("is refused with the checkpoint of another ledger, by both names")
    func foreign() throws {
        let kept = try Kept()
        let stranger = try Kept(uuid: "6f0c9f9e-1df2-4a3b-8c5d-0e1f2a3b4c5e")
        let error = #expect(throws: AuditError.self) {
            try audit(kept, since: stranger.checkpoints[0])
        }
        #expect(error?.code == "checkpoint-foreign")
        #expect(error?.problem.en.contains(stranger.log.name.text) == true)
        #expect(error?.problem.ar.contains(kept.log.name.text) == true)
    }

    @Test("A11: reads everything where the past was rewritten, and says that it was")
    func rewritten() throws {
        let kept = try Kept()
        let other = try Kept()
        try File.write(try File.read(other.path), to: kept.path)
        let own = SignedCheckpoint(kept.checkpoints[1].checkpoint, by: other.logKey)
        let report = try audit(kept, since: own)
        #expect(codes(report) == [.anchorMismatch])
        #expect(report.scope.isWhole)
        #expect(report.checked.documents == 8)
        #expect(codes(try audit(kept)) == [.logKeyReplaced])
    }

    @Test("reads everything where the log is shorter than the checkpoint")
    func shorter() throws {
        let kept = try Kept()
        try kept.harm(
            """
            DELETE FROM entry WHERE kind IN ('document', 'issuance') AND row_id > 4;
            DELETE FROM document WHERE id > 4;
            """)
        let report = try audit(kept)
        #expect(codes(report).contains(.ledgerShorter))
        #expect(report.scope.isWhole)
    }

    @Test("does not see what was altered under the checkpoint, and says that it did not look")
    func before() throws {
        let kept = try Kept()
        try alter(kept, document: 2)
        let report = try audit(kept)
        #expect(report.verdict == .sound)
        #expect(report.notChecked.contains { $0.en.contains("5 documents up to entry") })
        #expect(codes(try kept.audit()) == [.documentChanged])
    }

    @Test("sees what was altered after the checkpoint and at the end of a chain", arguments: 6...8)
    func after(row: Int) throws {
        let kept = try Kept()
        try alter(kept, document: row)
        let report = try audit(kept)
        #expect(codes(report) == [.documentChanged])
        #expect(report.findings.first?.place.icv == Int64(row))
    }

    struct Harm: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let sql: String
        let code: FindingCode
    }

    /// Edits of the log under the checkpoint, of which the stored leaf hashes alone are read.
    static let harms = [
        Harm(
            testDescription: "a leaf hash",
            sql: """
                UPDATE entry SET leaf_hash = zeroblob(32)
                WHERE kind = 'document' AND row_id = 2;
                """, code: .leafMismatch),
        Harm(
            testDescription: "a kind that is not skipped",
            sql: "UPDATE entry SET kind = 'token' WHERE kind = 'document' AND row_id = 2;",
            code: .leafMismatch),
        Harm(
            testDescription: "the number of the last document's row",
            sql: "UPDATE entry SET row_id = 100000 WHERE kind = 'document' AND row_id = 6;",
            code: .leafMismatch),
        Harm(
            testDescription: "an entry that is gone",
            sql: "DELETE FROM entry WHERE kind = 'document' AND row_id = 2;", code: .logGap),
    ]

    @Test("sees what was done to the log under the checkpoint", arguments: harms)
    func log(harm: Harm) throws {
        let kept = try Kept()
        try kept.harm(harm.sql)
        let report = try audit(kept)
        let all = report.findings.flatMap { [$0.code] + $0.also.map(\.code) }
        #expect(report.verdict == .findings, "\(all)")
    }

    @Test("does not take the auditor's own checkpoint for one that the policy vouches for")
    func policy() throws {
        let kept = try Kept()
        let policy = try TrustPolicy.read(
            Array(
                "log \(kept.log.text)\nwitness auditor \(kept.witness.text)\nquorum auditor\n".utf8)
        )
        let report = try audit(kept, policy: policy)
        #expect(report.scope.since != nil)
        #expect(report.anchoredTo == nil)
        #expect(report.unanchored == 8)
    }
}

@Suite("an audit of a sample")
struct SampleTests {
    private func audit(_ path: String, _ sample: AuditSample?) throws -> AuditReport {
        var options = AuditOptions(workers: 2)
        options.sample = sample
        return try Audit.run(path, options)
    }

    @Test(
        "is refused unless it is a share of a whole",
        arguments: [
            "0/3", "4/3", "1/0", "1", "", "/", "1/", "/2", "1/2/3", "-1/2", "+1/2", " 1/2", "1/2 ",
            "1/1000001", "١/٣", "1/99999999999999999999", "1e0/2", "0x1/2",
            "1/2:", "1/2:a b", "1/2:a:b", "1/2:كلمة", "1/2:½", ":a",
            "1/2:" + String(repeating: "x", count: 65),
        ])
    func refused(text: String) { #expect(AuditSample(text) == nil) }

    @Test("of each share reads that share or so, and the whole ledger for the whole")
    func shares() throws {
        let evidence = try Evidence()
        for text in ["1/1", "1/2", "2/3", "1/1000000", "1/2:spring-4711"] {
            let sample = try #require(AuditSample(text))
            let report = try audit(evidence.path, sample)
            #expect(report.verdict == .sound)
            #expect(report.findings == [])
            let sampled = try #require(report.scope.sampled)
            #expect(report.checked.documents + sampled.documents == 13)
            #expect(report.checked.soundDocuments == report.checked.documents)
            #expect(report.text(.english).contains("sound (only a sample of \(text) of the"))
            #expect(report.json["checked"]?["sample"]?["of"] == .string(text))
            #expect(try audit(evidence.path, sample).json == report.json)
        }
        let whole = try audit(evidence.path, AuditSample("1/1"))
        #expect(whole.checked.documents == 13)
    }

    @Test("with a word is a part of its own, which is the SHA-256 of the word and the leaf hash")
    func words() throws {
        let evidence = try Evidence()
        let leaves = try evidence.sql(
            "SELECT hex(leaf_hash) FROM entry WHERE kind = 'document' ORDER BY seq;"
        ).split(separator: "\n")
        #expect(leaves.count == 13)
        var parts: Set<[Bool]> = []
        for word in ["a", "b", "c.d", "X_1", "spring-4711"] {
            let sample = try #require(AuditSample("1/2:\(word)"))
            let part = try leaves.map { leaf in
                let text = Hex.encode(Array(word.utf8)) + "00" + leaf.prefix(16)
                let digest = try shell(
                    "python3 -c 'import hashlib; b = bytes.fromhex(\"\(text)\"); "
                        + "print(hashlib.sha256(b).hexdigest())'"
                ).output.prefix(16)
                return try #require(UInt64(digest, radix: 16)) % 2 == 0
            }
            parts.insert(part)
            let report = try audit(evidence.path, sample)
            #expect(report.checked.documents == Int64(part.count { $0 }))
        }
        // Of 13 leaf hashes that differ each time, two words may by chance choose the same.
        #expect(parts.count > 1)
    }

    @Test("sees what was altered in its documents, and of the others their place in the chain")
    func seen() throws {
        let good = try Evidence()
        // Half of 13 leaf hashes that differ each time may by chance be all of them, or none.
        var (sample, sound) = (try #require(AuditSample("1/2")), AuditReport?.none)
        for word in 0..<9 where sound.map({ [0, 13].contains($0.checked.documents) }) ?? true {
            sample = try #require(AuditSample(word == 0 ? "1/2" : "1/2:\(word)"))
            sound = try audit(good.path, sample)
        }
        var seen: Int64 = 0
        for row in 1...13 {
            let evidence = try Evidence()
            try evidence.edit(row, ">115.00<", ">116.00<")
            let report = try audit(evidence.path, sample)
            if report.verdict == .findings { seen += 1 }
            #expect(try evidence.audit().verdict == .findings)
            let columns = try Evidence()
            try columns.sql("UPDATE document SET key = 'other' WHERE id = \(row);")
            #expect(try audit(columns.path, sample).verdict == .findings)
        }
        #expect(seen == sound?.checked.documents)
        #expect(seen > 0)
        #expect(seen < 13)
        let linked = try Evidence()
        try linked.sql("UPDATE document SET hash = zeroblob(32) WHERE id = 3;")
        #expect(try audit(linked.path, sample).verdict == .findings)
    }
}
