import Invoicing
import Testing

@testable import Rules

/// The rule set as a value: complete, dated by its release, in both languages.
@Suite("the rule set is complete")
struct RuleSetTests {
    /// Every id of release R3.4.8; `!` an error, `~` hidden in the official stylesheet, `#` never
    /// reached behind the schema.
    static let official = """
        BR-52 BR-31!# BR-32! BR-DEC-01 BR-DEC-02 BR-36# BR-37 BR-DEC-06 BR-DEC-05 BR-43#
        BR-DEC-27 BR-DEC-28 BR-13 BR-14! BR-15!# BR-CO-10 BR-CO-11! BR-CO-12! BR-CO-13 BR-CO-16
        BR-DEC-09 BR-DEC-10 BR-DEC-11 BR-DEC-12 BR-DEC-14 BR-DEC-16 BR-DEC-17 BR-DEC-18 BR-02
        BR-KSA-F-06-C1 BR-KSA-F-06-C2 BR-03!# BR-04! BR-05! BR-06 BR-KSA-F-06-C10 BR-KSA-F-06-C8
        BR-08 BR-KSA-F-06-C27 BR-16!# BR-53 BR-KSA-F-06-C17! BR-KSA-F-06-C30 BR-KSA-F-06-C31
        BR-KSA-F-06-C20 BR-CO-15! BR-CO-18! BR-E-01 BR-O-01 BR-S-01 BR-Z-01 BR-Z-07! BR-E-07!
        BR-KSA-F-06-C18 BR-KSA-F-06-C19 BR-KSA-F-C-01 BR-21 BR-22! BR-24!# BR-25 BR-26!
        BR-CO-04! BR-DEC-23 BR-41!~ BR-DEC-24~ BR-DEC-25~ BR-54! BR-49# BR-55! BR-09 BR-CO-14!
        BR-45! BR-46!# BR-47! BR-48! BR-CO-17 BR-DEC-19 BR-DEC-20 BR-E-08 BR-E-09! BR-O-08
        BR-O-09! BR-Z-08 BR-Z-09! BR-E-06! BR-E-05! BR-S-08 BR-S-09 BR-S-10 BR-S-06! BR-S-07
        BR-Z-06! BR-Z-05! BR-DEC-13 BR-DEC-15 BR-CL-01! BR-CL-03! BR-CL-04! BR-CL-05! BR-CL-14
        BR-CL-16 BR-CL-18! BR-S-05 BR-KSA-F-06-C3 BR-KSA-98 BR-KSA-F-06-C5 BR-KSA-03! BR-KSA-27
        BR-CL-KSA-14! BR-KSA-33! BR-KSA-92! BR-KSA-34! BR-CUSTOM-VALIDATION-01! BR-KSA-39!
        BR-KSA-08 BR-KSA-61 BR-KSA-68! BR-KSA-CL-06 BR-KSA-70! BR-KSA-80 BR-KSA-79 BR-KSA-74!
        BR-KSA-82! BR-KSA-73 BR-KSA-75 BR-KSA-DEC-06 BR-KSA-76 BR-KSA-77 BR-KSA-78 BR-KSA-49!
        BR-KSA-04! BR-KSA-05! BR-KSA-06! BR-KSA-F-06-C40 BR-KSA-F-08 BR-KSA-F-09 BR-KSA-F-12
        BR-KSA-F-13 BR-KSA-14! BR-KSA-F-07 BR-KSA-F-10 BR-KSA-F-11 BR-KSA-F-06-C4 BR-KSA-09
        BR-KSA-F-06-C11 BR-KSA-F-06-C7 BR-KSA-F-06-C6 BR-KSA-66 BR-KSA-26 BR-KSA-28! BR-KSA-29
        BR-KSA-30! BR-KSA-35 BR-KSA-36 BR-KSA-37 BR-KSA-40! BR-KSA-42 BR-KSA-51 BR-KSA-18!
        BR-KSA-F-06-C16 BR-KSA-63 BR-KSA-F-06-C28 BR-KSA-F-06-C29 BR-KSA-F-06-C9 BR-KSA-67
        BR-KSA-72! BR-KSA-52! BR-KSA-F-06-C23 BR-KSA-F-06-C25 BR-KSA-F-06-C32 BR-KSA-F-06-C12
        BR-KSA-53! BR-KSA-F-06-C14 BR-KSA-F-06-C24 BR-KSA-F-06-C26 BR-KSA-16 BR-KSA-10
        BR-KSA-F-06-C15 BR-KSA-15 BR-KSA-17! BR-KSA-F-06-C13 BR-KSA-56 BR-KSA-F-06-C22!
        BR-KSA-25 BR-KSA-31! BR-KSA-60 BR-KSA-71 BR-KSA-07! BR-KSA-99 BR-KSA-44! BR-KSA-DEC-01!
        BR-KSA-19 BR-KSA-21 BR-KSA-F-06-C33 BR-KSA-20 BR-KSA-22 BR-KSA-F-06-C34 BR-KSA-F-06-C35
        BR-KSA-11! BR-KSA-12 BR-KSA-13 BR-KSA-F-06-C36 BR-KSA-81 BR-KSA-DEC-02! BR-KSA-DEC-03
        BR-KSA-DEC-04 BR-KSA-CL-01! BR-KSA-CL-02! BR-KSA-CL-03! BR-KSA-83 BR-KSA-CL-04 BR-KSA-24
        BR-KSA-23 BR-KSA-69 BR-KSA-84! BR-KSA-93 BR-KSA-94 BR-KSA-95 BR-KSA-96 BR-KSA-CL-07
        BR-KSA-F-06-C39 BR-KSA-F-01! BR-KSA-F-05# BR-KSA-F-02!# BR-KSA-F-04! BR-KSA-EN16931-01!
        BR-KSA-EN16931-08 BR-KSA-97 BR-KSA-EN16931-02! BR-KSA-EN16931-09 BR-KSA-EN16931-03
        BR-KSA-EN16931-05 BR-KSA-EN16931-04 BR-KSA-EN16931-06! BR-KSA-EN16931-11 BR-KSA-F-06-C21
        BR-KSA-EN16931-12! BR-KSA-EN16931-07! BR-KSA-85 BR-KSA-F-06-C37 BR-KSA-F-06-C38
        BR-KSA-87 BR-KSA-88! BR-KSA-89! BR-KSA-90!
        """

    private struct Expected {
        let id: String
        let isError: Bool
        let state: Rule.State

        init(_ word: Substring) {
            id = String(word.filter { $0 != "!" && $0 != "~" && $0 != "#" })
            isError = word.contains("!")
            state = word.contains("~") ? .dead : word.contains("#") ? .structural : .live
        }
    }

    @Test("each official id has a rule with its severity and state, and there is no other")
    func completeness() throws {
        let expected = Self.official.split(whereSeparator: \.isWhitespace).map(Expected.init)
        #expect(expected.count == 245)
        #expect(Set(expected.map(\.id)) == Set(RuleID.allCases.map(\.rawValue)))
        for entry in expected {
            let rule = try #require(RuleSet.current.rule(named: entry.id), "\(entry.id)")
            #expect((rule.severity == .error) == entry.isError, "\(entry.id)")
            #expect(rule.state == entry.state, "\(entry.id)")
        }
    }

    @Test("every live rule is raised by a row of the verdict tables, or by a row of its own")
    func coverage() throws {
        var raised: Set<RuleID> = []
        for row in VerdictRow.all {
            let document = try RuleDocument.read(row.document.bytes)
            let report = RuleSet.current.judge(document, at: VerdictTests.now)
            raised.formUnion(report.findings.map(\.rule.id))
        }
        let missing = RuleSet.current.rules.filter { $0.state == .live && !raised.contains($0.id) }
        #expect(missing.map(\.id.rawValue) == [])
    }

    @Test("no rule that is dead is ever raised", arguments: VerdictRow.all)
    func dead(_ row: VerdictRow) throws {
        let report = RuleSet.current.judge(
            try RuleDocument.read(row.document.bytes), at: VerdictTests.now)
        #expect(report.findings.allSatisfy { $0.rule.state != .dead })
    }

    @Test("each rule says what is wrong and how to mend it, in English and in Arabic")
    func words() {
        for rule in RuleSet.current.rules {
            for text in [rule.message, rule.mend, rule.appliesTo] {
                #expect(!text.en.isEmpty, "\(rule.id)")
                #expect(text.en.first?.isUppercase != true || text.en.hasPrefix("BT"), "\(rule.id)")
                #expect(!text.en.hasSuffix("."), "\(rule.id)")
                let isArabic = text.ar.unicodeScalars.contains {
                    (0x0600...0x06FF).contains($0.value)
                }
                #expect(isArabic, "\(rule.id)")
            }
        }
        let messages = RuleSet.current.rules.map(\.message.en)
        #expect(Set(messages).count > 220)
    }

    @Test("the set names its release")
    func release() { #expect(RuleSet.current.release == "R3.4.8") }

    @Test("a finding has its place, what was found and what was expected")
    func evidence() throws {
        var sample = SampleDocument.standard
        sample.set("cbc:LineExtensionAmount", "200.02", at: 2)
        let report = RuleSet.current.judge(
            try RuleDocument.read(sample.bytes), at: VerdictTests.now)
        let finding = try #require(report.findings.first { $0.id == "BR-KSA-EN16931-11" })
        #expect(finding.path == "/Invoice/cac:InvoiceLine[1]")
        #expect(finding.found == "200.02")
        #expect(finding.expected == "200.00")
        #expect(finding.severity == .warning)
        #expect(report.passes)
    }

    @Test("five mistakes give five findings, each with a place and a mend")
    func fiveMistakes() throws {
        var sample = SampleDocument.standard
        sample.set("cbc:CompanyID", "310122393500001")
        sample.set("cbc:PaymentMeansCode", "69")
        sample.set("cbc:PostalZone", "1234", at: 2)
        sample.set("cbc:Name", "AB")
        sample.set("cbc:PayableAmount", "287.51")
        let report = RuleSet.current.judge(
            try RuleDocument.read(sample.bytes), at: VerdictTests.now)
        #expect(report.errors == ["BR-KSA-40"])
        #expect(report.findings.count == 5)
        #expect(!report.passes)
        for finding in report.findings {
            #expect(finding.path.hasPrefix("/Invoice"))
            #expect(finding.found != nil)
            #expect(!finding.mend.ar.isEmpty)
        }
    }

    @Test("of one rule at most a hundred findings are kept")
    func cap() throws {
        var sample = SampleDocument.standard
        let notes = String(
            repeating:
                "<cac:PaymentMeans><cbc:PaymentMeansCode>69</cbc:PaymentMeansCode>"
                + "</cac:PaymentMeans>",
            count: 500)
        sample.insert(notes, before: "cac:PaymentMeans")
        let report = RuleSet.current.judge(
            try RuleDocument.read(sample.bytes), at: VerdictTests.now)
        #expect(report.findings.count == 100)
        #expect(report.warnings == ["BR-KSA-16"])
    }
}
