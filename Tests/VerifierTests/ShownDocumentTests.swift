import Cryptography
import EGS
import Encoding
import Invoicing
import Ledger
import MerkleLog
import Signer
import StampCheck
import TestCA
import TestSupport
import Testing
import UBL
import Verifier

/// One file that a buyer shows, and what becomes of it.
struct ShownCase: Sendable, CustomTestStringConvertible {
    enum Fate: Sendable { case recorded, differing, notLogged, foreign, unreadable }

    let ref: String
    let name: String
    let fate: Fate
    /// `code icv`; `nil` where it is no finding.
    var finding: String?
    let bytes: @Sendable (Evidence) throws -> [UInt8]

    var testDescription: String { "\(ref) \(name)" }

    private static func initial() throws -> PreviousInvoiceHash {
        try #require(PreviousInvoiceHash(text: PreviousInvoiceHash.initialText))
    }

    private static func edited(_ evidence: Evidence, _ old: String, _ new: String) throws
        -> [UInt8]
    {
        let text = String(decoding: try evidence.xml(2), as: UTF8.self)
        return Array(try evidence.replacing(old, new, in: text).utf8)
    }

    static let all: [ShownCase] = [
        ShownCase(ref: "A29", name: "the recorded bytes", fate: .recorded) { try $0.xml(2) },
        ShownCase(
            ref: "A29", name: "a new document under the unit's key", fate: .notLogged,
            finding: "shown-not-logged 90"
        ) {
            try $0.sealed(number: "EXTRA-1", icv: 90, pih: initial()).xml
        },
        ShownCase(
            ref: "A13", name: "another document of the same counter", fate: .differing,
            finding: "shown-differs 6"
        ) {
            // Certificate 1 of the maker's list stamped ICV 6 and 7.
            try $0.sealed(number: "EXTRA-2", icv: 6, pih: initial(), certificate: 1).xml
        },
        ShownCase(
            ref: "A13", name: "another document of the same number", fate: .differing,
            finding: "shown-differs 2"
        ) {
            try $0.sealed(number: "INV-2", icv: 91, pih: initial()).xml
        },
        ShownCase(
            ref: "A13", name: "another document of the same UUID", fate: .differing,
            finding: "shown-differs 2"
        ) {
            let facts = try #require(StampCheck.examine(try $0.xml(2)).document?.facts)
            let uuid = try #require(facts.uuid.flatMap { DocumentUUID($0) })
            return try $0.sealed(number: "EXTRA-3", icv: 92, pih: initial(), uuid: uuid).xml
        },
        ShownCase(
            ref: "A16", name: "the same document stamped a second time", fate: .differing,
            finding: "shown-differs 2"
        ) { evidence in
            let facts = try #require(
                StampCheck.examine(try evidence.xml(2)).document?.facts)
            let uuid = try #require(facts.uuid.flatMap { DocumentUUID($0) })
            let pih = try #require(facts.pih.flatMap { PreviousInvoiceHash(text: $0) })
            // Another claimed time, so another stamp.
            return try evidence.sealed(
                number: "INV-2", icv: 2, pih: pih, uuid: uuid, certificate: 0,
                at: Instant(secondsSince1970: SampleLedger.start.secondsSince1970 + 5_000)
            ).xml
        },
        ShownCase(
            ref: "A13", name: "a copy with another amount", fate: .differing,
            finding: "shown-altered 2"
        ) { try edited($0, ">115.00<", ">15.00<") },
        ShownCase(ref: "A29", name: "a document of another seller", fate: .foreign) {
            try edited($0, SampleLedger.vat, "310000000000003")
        },
        ShownCase(
            ref: "A29", name: "a document of a key that the ledger does not know",
            fate: .foreign
        ) { try stranger($0) },
        ShownCase(ref: "A29", name: "no XML", fate: .unreadable) { _ in Array("%PDF-1.7".utf8) },
        ShownCase(ref: "A29", name: "an empty file", fate: .unreadable) { _ in [] },
        ShownCase(ref: "A29", name: "other XML", fate: .unreadable) { _ in
            Array("<a xmlns=\"urn:x\"/>".utf8)
        },
        ShownCase(ref: "A29", name: "a document with a DOCTYPE", fate: .unreadable) {
            Array("<!DOCTYPE Invoice>".utf8) + (try $0.xml(2))
        },
    ]

    /// Of this seller, under a certificate of the same authority that the ledger does not have.
    private static func stranger(_ evidence: Evidence) throws -> [UInt8] {
        let key = Secp256k1PrivateKey.generate()
        let profile = EGSUnitProfile(
            name: "Elsewhere", serial: "1-Sijil|2-1.0|3-x", branch: "Main", documents: "1100",
            location: "RRRD2929", industry: "Retail")
        let request = try CertificateSigningRequest.make(
            profile: profile, vat: try #require(VATNumber(SampleLedger.vat)),
            organization: "Sijil Test", environment: .emulator, key: key)
        let certificate = try evidence.sample.certificate(for: request.der)
        let position = ChainPosition(
            icv: try #require(InvoiceCounterValue(1)), pih: try initial())
        return try Signer(key: key, certificate: certificate).seal(
            try Sample.invoice(number: "ELSE-1", kind: .simplified), seller: try Sample.seller(),
            uuid: DocumentUUID(random: SecureRandom.bytes(16)), at: position,
            signingTime: SampleLedger.start
        ).xml
    }
}

@Suite("documents that buyers show")
struct ShownDocumentTests {
    private func audit(
        _ evidence: Evidence, _ files: [(name: String, bytes: [UInt8]?)]
    ) throws -> AuditReport {
        var options = AuditOptions(workers: 2, temporaryFolder: evidence.folder.path)
        options.documents = files.map { file in ShownDocument(name: file.name) { file.bytes } }
        return try Audit.run(evidence.path, options)
    }

    @Test("each is looked up, and told as what it is", arguments: ShownCase.all)
    func shown(_ item: ShownCase) throws {
        let evidence = try Evidence()
        let report = try audit(evidence, [("from-buyer.xml", try item.bytes(evidence))])
        let shown = try #require(report.shown)
        let name = ["from-buyer.xml"]
        #expect(shown.files == 1)
        #expect(shown.recorded == (item.fate == .recorded ? 1 : 0))
        #expect(shown.differing == (item.fate == .differing ? 1 : 0))
        #expect(shown.notLogged == (item.fate == .notLogged ? 1 : 0))
        #expect(shown.notOfThisLedger == (item.fate == .foreign ? name : []))
        #expect(shown.unreadable == (item.fate == .unreadable ? name : []))
        #expect(report.findings.map(\.words) == (item.finding.map { [$0] } ?? []))
        for finding in report.findings {
            #expect(finding.found?.hasPrefix("from-buyer.xml: ") == true)
            #expect((finding.expected != nil) == (item.fate == .differing))
        }
        #expect(report.json["shown"]?["files"] == .number("1"))
        #expect(report.text(.english).contains("documents shown: 1;"))
        #expect(report.text(.arabic).contains("المستندات المعروضة: 1"))
    }

    @Test("what was removed from the ledger without a trace is found in a buyer's hands")
    func cutTail() throws {
        let evidence = try Evidence()
        let last = try evidence.xml(13)
        try evidence.sql(
            """
            DELETE FROM entry WHERE kind IN ('document', 'issuance') AND row_id = 13;
            DELETE FROM document WHERE id = 13;
            UPDATE sqlite_sequence SET seq = (SELECT max(seq) FROM entry) WHERE name = 'entry';
            VACUUM;
            """)
        let report = try audit(evidence, [("13.xml", last)])
        #expect(report.verdict == .findings)
        let finding = try #require(report.findings.first { $0.code == .shownNotLogged })
        #expect(finding.place.unit == "Dammam-1")
        #expect(finding.place.icv == 1)
    }

    @Test("the buyer's copy of an edited document is the one that was logged")
    func edited() throws {
        let evidence = try Evidence()
        let original = try evidence.xml(2)
        try evidence.edit(2, ">115.00<", ">15.00<")
        let report = try audit(evidence, [("2.xml", original)])
        #expect(report.shown?.recorded == 1)
        #expect(report.findings.first?.code == .documentChanged)
    }

    @Test("the authority's copy of a cleared document is recorded, as stored and as not stored")
    func cleared() throws {
        let evidence = try Evidence(SampleLedger.enrolled)
        let file = evidence.folder.file("cleared")
        try evidence.sql("SELECT writefile('\(file)', xml) FROM cleared WHERE id = 1;")
        let copy = try File.read(file)
        #expect(try audit(evidence, [("c.xml", copy)]).shown?.recorded == 1)
        // The same under one more key: nobody else stamps the same invoice.
        let other = String(decoding: copy, as: UTF8.self).replacing(
            "<xades:SigningTime>2026", with: "<xades:SigningTime>2027")
        let report = try audit(evidence, [("c.xml", Array(other.utf8))])
        #expect(report.shown?.recorded == 1)
    }

    @Test("several files are counted each, and one that cannot be read is named")
    func several() throws {
        let evidence = try Evidence()
        let report = try audit(
            evidence,
            [("1.xml", try evidence.xml(1)), ("2.xml", try evidence.xml(2)), ("gone.xml", nil)])
        #expect(report.shown?.files == 3)
        #expect(report.shown?.recorded == 2)
        #expect(report.shown?.unreadable == ["gone.xml"])
        #expect(report.verdict == .sound)
        #expect(try evidence.audit().shown == nil)
    }
}

@Suite("tripwires")
struct TripwireTests {
    static let names = [
        CaseName("A27", "checkpoints missing from the firm's folder"),
        CaseName("A28", "a row changed and changed back"),
    ]

    @Test("A27: checkpoints that the firm's folder lacks are counted where they still agree")
    func omitted() throws {
        let ledger = try TimedLedger.shared.get()
        let folder = try TemporaryFolder()
        try File.write(ledger.bytes, to: folder.file("shop.sijil"))
        let held = ledger.checkpoints.map {
            Anchor(name: "\($0.checkpoint.size).checkpoint", checkpoint: $0)
        }
        func audit(_ own: [Anchor]?) throws -> AuditReport {
            var options = AuditOptions(workers: 2, temporaryFolder: folder.path)
            options.anchors = held
            options.ownAnchors = own
            return try Audit.run(folder.file("shop.sijil"), options)
        }
        #expect(try audit(held).findings.map(\.words) == [])
        let one = try audit([held[1]])
        #expect(one.findings.map(\.words) == ["anchors-omitted"])
        #expect(one.findings.first?.found == "1: \(ledger.checkpoints[0].checkpoint.size)")
        #expect(one.verdict == .sound)
        #expect(try audit([]).findings.first?.found?.hasPrefix("2: ") == true)
        // A file that came alone is no trace; that the folder was not seen is told.
        let alone = try audit(nil)
        #expect(alone.findings.map(\.words) == [])
        #expect(alone.text(.english).contains("the firm's own folder of checkpoints"))
    }

    @Test("A28: a row changed and changed back leaves more writes than the log allows for")
    func foreignWrites() throws {
        let folder = try TemporaryFolder()
        let maker = try LedgerMaker(
            path: folder.file("made.sijil"), units: [SampleLedger.riyadh])
        try maker.enrol(SampleLedger.riyadh, key: .generate(), for: .enrolment)
        for _ in 0..<5 { try maker.issue(1, unit: SampleLedger.riyadh) }
        let path = folder.file("shop.sijil")
        try File.write(try File.read(folder.file("made.sijil")), to: path)
        let options = AuditOptions(workers: 2, temporaryFolder: folder.path)
        #expect(try Audit.run(path, options).findings.map(\.words) == [])
        let script = folder.file("harm.sql")
        let edit = """
            .dbconfig enable_trigger off
            UPDATE document SET key = 'x' || key WHERE id = 2;
            UPDATE document SET key = substr(key, 2) WHERE id = 2;

            """
        // What was written together with other rows hides as many writes.
        var seen: [[String]] = []
        for _ in 0..<5 {
            try File.write(Array(edit.utf8), to: script)
            try #require(try shell("sqlite3 -bail '\(path)' < '\(script)'").status == 0)
            seen.append(
                try Audit.run(path, options).findings.map(\.words).filter { $0 != "free-pages" })
        }
        #expect(seen.last == ["foreign-write"], "\(seen)")
        #expect(try Audit.run(path, options).verdict == .sound)
    }
}
