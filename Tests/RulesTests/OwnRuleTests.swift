import Invoicing
import Testing

@testable import Rules

/// What Sijil alone warns of, where the official validator is silent.
@Suite("Sijil's own rules")
struct OwnRuleTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let title: String
        let rule: OwnRule?
        let expected: String?
        let change: @Sendable (inout SampleDocument) -> Void

        init(
            _ title: String, _ rule: OwnRule?, _ expected: String? = nil,
            _ change: @escaping @Sendable (inout SampleDocument) -> Void
        ) {
            self.title = title
            self.rule = rule
            self.expected = expected
            self.change = change
        }

        var testDescription: String { title }
    }

    static let rows: [Row] = [
        Row("nothing changed", nil) { _ in },
        Row("line VAT wrong and total adding up", .lineVAT, "30.00") {
            $0.set("cbc:TaxAmount", "10.00", at: 4)
            $0.set("cbc:RoundingAmount", "210.00")
        },
        Row("BT-111 differs in a riyal invoice", .riyalVAT, "37.50") {
            $0.set("cbc:TaxAmount", "99.99", at: 3)
        },
        Row("BT-111 differs in a dollar invoice", nil) {
            $0.inDollars()
            $0.set("cbc:TaxAmount", "140.63", at: 3)
        },
        Row("broken-down tax total in dollars", .taxCurrency, "SAR") {
            $0.set("cbc:TaxAmount", attribute: "currencyID", "USD")
        },
        Row("seller name of 64 Arabic letters", .sellerName, "127") {
            $0.set("cbc:RegistrationName", String(repeating: "ع", count: 64))
        },
        Row("seller name of 127 bytes", nil) {
            $0.set("cbc:RegistrationName", String(repeating: "x", count: 127))
        },
        Row("note after the 15th of the next month", .lateNote, "2026-02-15") {
            $0.note("OLD-1", "Returned")
            $0.insert("<cbc:IssueDate>2026-01-10</cbc:IssueDate>", after: "cbc:ID", at: 2)
        },
        Row("note in time, over the turn of a year", nil) {
            $0.note("OLD-1", "Returned")
            $0.set("cbc:IssueDate", "2026-01-15")
            $0.insert("<cbc:IssueDate>2025-12-31</cbc:IssueDate>", after: "cbc:ID", at: 2)
        },
        Row("note that gives no date of its invoice", nil) { $0.note("OLD-1", "Returned") },
    ]

    @Test("each row raises its own rule, and no official one", arguments: rows)
    func row(_ row: Row) throws {
        var sample = SampleDocument.standard
        row.change(&sample)
        let report = RuleSet.current.judge(
            try RuleDocument.read(sample.bytes), at: VerdictTests.now)
        #expect(report.ownFindings.map(\.rule) == [row.rule].compactMap { $0 })
        #expect(report.ownFindings.first?.expected == row.expected)
        #expect(report.findings.isEmpty)
        #expect(report.passes)
    }

    @Test("each has words in both languages")
    func words() {
        for rule in OwnRule.allCases {
            #expect(rule.rawValue.hasPrefix("SJL-"))
            for text in [rule.message, rule.mend] {
                #expect(!text.en.isEmpty)
                #expect(text.ar.unicodeScalars.contains { (0x0600...0x06FF).contains($0.value) })
            }
        }
    }
}
