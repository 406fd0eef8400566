import Encoding
import Glibc
import Invoicing
import Signer
import TestSupport
import Testing
import UBL

@testable import Verifier

/// The audit of a folder of e-invoices: what was done to its files, and what is found.
@Suite("the audit of a folder")
struct FolderAuditTests {
    private func words(_ finding: Finding) -> String {
        "\(finding.severity.rawValue) \(finding.code.rawValue) \(finding.place.path ?? "–")"
    }

    @Test("a clean export has no finding", arguments: AuditOptions.Level.allCases)
    func clean(level: AuditOptions.Level) throws {
        let report = try InvoiceFolder().audit(level: level)
        #expect(report.findings.map(words) == [])
        #expect(report.verdict == .sound)
        #expect(report.isTest)
        #expect(report.checked.documents == 13)
        #expect(report.checked.soundDocuments == 13)
        #expect(report.checked.ruled == (level == .rules ? 13 : nil))
        let coverage = try #require(report.folder)
        #expect(coverage.sellers.map(\.vat) == [SampleLedger.vat])
        #expect(
            coverage.sellers[0].units.map(\.serial) == [
                "1-Sijil|2-1.0|3-Dammam-1", "1-Sijil|2-1.0|3-Jeddah-1", "1-Sijil|2-1.0|3-Riyadh-1",
            ])
        let runs = coverage.sellers[0].units.flatMap { unit in
            unit.chains.map { [$0.epoch, $0.first, $0.last, $0.documents] }
        }
        #expect(runs == [[1, 1, 1, 1], [1, 1, 2, 2], [1, 1, 7, 7], [2, 1, 3, 3]])
        #expect(coverage.sellers[0].units.allSatisfy { $0.chains.allSatisfy(\.missing.isEmpty) })
    }

    @Test("each harm is found, and named by its file", arguments: FolderHarm.all)
    func harm(_ harm: FolderHarm) throws {
        let folder = try InvoiceFolder()
        try harm.change(folder)
        let before = try shell("cd '\(folder.path)' && ls -lR --full-time").output
        let report = try folder.audit()
        #expect(report.findings.map(words) == harm.findings)
        let also = Set(report.findings.first?.also.map(\.code) ?? [])
        #expect(also.isSuperset(of: harm.also), "\(also)")
        let severities = Set(harm.findings.map { $0.prefix { $0 != " " } })
        let expected: AuditVerdict =
            !severities.isDisjoint(with: ["fail", "corrupt"])
            ? .findings : severities.contains("unproven") ? .unproven : .sound
        #expect(report.verdict == expected)
        #expect(try shell("cd '\(folder.path)' && ls -lR --full-time").output == before)
        for language in [ReportLanguage.english, .arabic] {
            let text = report.text(language)
            for finding in report.findings {
                #expect(text.contains(SafeText.shown(finding.place.path ?? "–")))
            }
        }
    }

    @Test("what is passed by is counted, and neither links nor pipes are opened")
    func passedBy() throws {
        let folder = try InvoiceFolder()
        try folder.run(
            """
            ln -s . loop && ln -s loop/loop x.xml && mkfifo pipe.xml && echo x > a.PDF \
            && echo y > b.pdf && echo z > README && echo '<a/>' > a.xml && mkdir e
            """)
        let coverage = try #require(try folder.audit().folder)
        #expect(coverage.files == 20)
        #expect(
            coverage.passedBy.map { "\($0.kind.word) \($0.count)" } == [
                ".pdf 2", "no-type 1", "other-xml 1", "link 2", "special 1",
            ])
        #expect(coverage.unread == 0)
    }

    @Test("copies are notes, and counted")
    func copies() throws {
        let folder = try InvoiceFolder()
        try folder.run("mkdir old && cp riyadh-1-*.xml old/")
        let report = try folder.audit()
        #expect(report.findings.map(words) == [])
        #expect(report.folder?.copies == 7)
        #expect(report.checked.documents == 20)
    }

    @Test("a cleared copy beside the document that was sent, or in its place")
    func cleared() throws {
        let folder = try InvoiceFolder()
        try folder.clear(3, number: "INV-3", icv: 3, to: "cleared.xml")
        let both = try folder.audit()
        #expect(both.findings.map(words) == [])
        #expect(both.folder?.restamped == 1)
        #expect(both.checked.cleared == 1)
        try folder.run("mv cleared.xml riyadh-1-3.xml")
        let legal = try folder.audit()
        #expect(legal.findings.map(words) == [])
        #expect(legal.folder?.restamped == 0)
        #expect(legal.checked.cleared == 1)
        #expect(
            legal.folder?.sellers
                == both.folder?.sellers.map { seller in
                    var seller = seller
                    seller.documents -= 1
                    return seller
                })
    }

    @Test("the order on the disk and the threads change nothing")
    func order() throws {
        let folder = try InvoiceFolder()
        try folder.run("rm riyadh-1-4.xml && mkdir a a-b && cp riyadh-1-6.xml a/1.xml")
        try folder.put("a-b/x.xml", icv: 5, after: 4)
        try folder.edit("jeddah-1-1.xml", ">115.00<", ">116.00<")
        let forward = try folder.audit(workers: 1)
        let other = folder.evidence.folder.file("other")
        try shell(
            "cd '\(folder.path)' && mkdir -p '\(other)/a' '\(other)/a-b' && "
                + "for f in $(find . -type f | sort -r); do cp $f '\(other)'/$f; done")
        var backward = try FolderAudit.run(other, AuditOptions(workers: 4))
        backward.file = forward.file
        #expect(forward.json.serialized() == backward.json.serialized())
        #expect(forward.text(.arabic) == backward.text(.arabic))
        let list = try shell(
            "cd '\(folder.path)' && find * -name '*.xml' | LC_ALL=C sort | xargs sha256sum "
                + "| sha256sum | cut -c1-64")
        #expect(forward.folder?.identity?.hex == String(list.output.prefix(64)))
    }

    @Test("another system's chain, and documents that a folder has no file of")
    func vectors() throws {
        let folder = try InvoiceFolder()
        let here = try #require("\(#filePath)".ranges(of: "VerifierTests").last)
        let vectors = "\(#filePath)"[..<here.lowerBound] + "Vectors"
        try shell(
            "mkdir '\(folder.path)/foreign' && cp '\(vectors)'/*.xml '\(folder.path)/foreign'")
        try folder.run("rm riyadh-1-4.xml")
        let report = try folder.audit()
        #expect(report.findings.map(words) == ["unproven icv-gap riyadh-1-5.xml"])
        let units = try #require(report.folder?.sellers.first?.units)
        #expect(units.count == 4)
        #expect(units.contains { $0.chains.map(\.documents) == [3] })
    }

    @Test("documents of several sellers stand in sections of their own")
    func sellers() throws {
        let folder = try InvoiceFolder()
        let signer = try #require(folder.evidence.sample.signers["Dammam-1"]?.first)
        var seller = try Sample.seller()
        seller.vat = VATNumber("310000000000003")
        let sealed = try signer.seal(
            try Sample.invoice(number: "INV-1", kind: .simplified), seller: seller,
            uuid: DocumentUUID(random: [UInt8](repeating: 7, count: 16)),
            at: ChainPosition(icv: .first, pih: .initial), signingTime: SampleLedger.start)
        try File.write(sealed.xml, to: folder.file("other.xml"))
        let report = try folder.audit()
        #expect(report.findings.map(words) == ["fail certificate-vat other.xml"])
        #expect(report.folder?.sellers.map(\.vat) == ["310000000000003", SampleLedger.vat])
        #expect(report.folder?.sellers.map(\.documents) == [1, 13])
    }

    @Test("a folder that is not there, and one that is empty")
    func nothing() throws {
        let folder = try TemporaryFolder()
        #expect(throws: AuditError.unreadable(path: "/no/such", reason: ENOENT)) {
            try FolderAudit.run("/no/such")
        }
        try File.write(Array("<a/>".utf8), to: folder.file("a.xml"))
        #expect(throws: AuditError.noDocuments(path: folder.path)) {
            try FolderAudit.run(folder.path)
        }
    }
}
