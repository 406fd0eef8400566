import Cryptography
import Encoding
import Invoicing
import Ledger
import TestSupport
import Testing
import Verifier

@Suite("the audit at the level of the business rules")
struct RuleLevelTests {
    private let folder: TemporaryFolder
    private let maker: LedgerMaker

    init() throws {
        folder = try TemporaryFolder()
        maker = try LedgerMaker(path: folder.file("shop.sijil"), units: ["Riyadh-1"])
        try maker.enrol("Riyadh-1", key: Secp256k1PrivateKey.generate(), for: .enrolment)
    }

    private func audit(_ level: AuditOptions.Level) throws -> AuditReport {
        try Audit.run(
            maker.path, AuditOptions(level: level, workers: 2, temporaryFolder: folder.path))
    }

    /// Documents that a program without rules would issue; their stamps and totals are sound.
    private func issue(
        _ numbers: ClosedRange<Int>, warnings: [String] = [],
        _ change: (inout Invoice) -> Void = { _ in }
    ) throws {
        let batch = try numbers.map { number in
            var request = try Sample.request(number: "R-\(number)", kind: .simplified)
            request.warnings = warnings
            change(&request.invoice)
            return request
        }
        try maker.issue(batch, unit: "Riyadh-1")
    }

    @Test("documents that break one rule are one finding, which no other level has")
    func grouped() throws {
        try issue(1...1)
        // BR-KSA-17 is an error; BR-KSA-56 warns, and is stored.
        try issue(2...4, warnings: ["BR-KSA-56"]) { $0.type = .creditNote }
        #expect(try audit(.stamps).findings == [])
        let report = try audit(.rules)
        let finding = try #require(report.findings.first)
        #expect(report.findings.count == 1)
        #expect(finding.words == "rule-error 2")
        #expect(finding.expected == "BR-KSA-17")
        #expect(finding.found?.hasPrefix("/Invoice") == true)
        #expect(finding.cause.en.contains("KSA-10"))
        #expect(finding.also.map(\.words) == ["rule-error 3", "rule-error 4"])
        #expect(report.verdict == .findings)
    }

    @Test("two rules that are broken are two findings")
    func twoRules() throws {
        try issue(1...2, warnings: ["BR-KSA-56"]) { $0.type = .creditNote }
        try issue(3...3) { $0.lines[0].vat.rateBasisPoints = 700 }
        let rules = try audit(.rules).findings.filter { $0.code == .ruleError }.map(\.expected)
        #expect(rules.contains("BR-KSA-17"))
        #expect(rules.contains("BR-KSA-84"))
    }

    @Test("many documents of one rule are told as a run")
    func run() throws {
        try issue(1...30, warnings: ["BR-KSA-56"]) { $0.type = .creditNote }
        let finding = try #require(try audit(.rules).findings.first)
        #expect(finding.also.map(\.words) == ["rule-error 2 ×29"])
        #expect(finding.also[0].lastICV == 30)
    }

    @Test("what was done to a document leads over the rules that it breaks since")
    func harmed() throws {
        try issue(1...3)
        let evidence = try Evidence()
        try evidence.edit(3, ">388<", ">381<")
        let report = try evidence.audit(level: .rules)
        let finding = try #require(report.findings.first { $0.place.icv == 3 })
        #expect(finding.code == .documentChanged)
        #expect(finding.also.contains { $0.code == .ruleError })
        #expect(!report.findings.contains { $0.code == .ruleError })
    }

    @Test("stored warnings that are not those of the rules are a warning, and leave it sound")
    func warnings() throws {
        try issue(1...2)
        try issue(3...3, warnings: ["BR-KSA-09", "SJL-SUPPLY-FUTURE"])
        try issue(4...5, warnings: []) { $0.paymentMeans = "69" }
        try issue(6...6, warnings: ["BR-KSA-16"]) { $0.paymentMeans = "69" }
        let report = try audit(.rules)
        #expect(report.findings.map(\.words) == ["warnings-differ 3", "warnings-differ 4"])
        #expect(report.findings[0].found == "BR-KSA-09")
        #expect(report.findings[0].expected == "–")
        #expect(report.findings[1].expected == "BR-KSA-16")
        #expect(report.findings[1].also.map(\.words) == ["warnings-differ 5"])
        #expect(report.verdict == .sound)
    }

    @Test("the clock of the rules is the time at which the document was recorded")
    func clock() throws {
        // `recorded_at` is a minute after the start; a day later it would be late.
        try issue(1...1)
        #expect(try audit(.rules).findings == [])
        maker.now = Instant(secondsSince1970: maker.now.secondsSince1970 + 2 * 86_400)
        try issue(2...2)
        let finding = try #require(try audit(.rules).findings.first)
        #expect(finding.words == "warnings-differ 2")
        #expect(finding.expected == "BR-KSA-98")
    }

    @Test("the report says whether rules were run, on how many documents, and what was not checked")
    func coverage() throws {
        try issue(1...3)
        let stamps = try audit(.stamps)
        #expect(stamps.checked.ruled == nil)
        #expect(stamps.json["checked"]?["rules"] == .null)
        #expect(stamps.notChecked.contains { $0.en.hasPrefix("business rules") })
        let rules = try audit(.rules)
        #expect(rules.checked.ruled == 3)
        #expect(
            rules.json["checked"]?["rules"]?.serialized()
                == #"{"release":"R3.4.8","documents":3}"#)
        #expect(!rules.notChecked.contains { $0.en.hasPrefix("business rules") })
        #expect(rules.text(.english).contains("business rules on 3 documents"))
    }
}
