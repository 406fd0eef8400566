import Encoding
import Invoicing
import Testing

@testable import Rules

/// What `explain` shows of a rule is what the rule does.
@Suite("the examples of the rules")
struct RuleExampleTests {
    static func judge(_ example: RuleExample, _ text: String) throws -> RuleReport {
        var document = ExampleDocument.of(example.kind)
        try document.replace(path: example.path, with: expanded(text))
        return RuleSet.current.judge(try RuleDocument.read(document.bytes), at: VerdictTests.now)
    }

    /// With `⟨1001 × A⟩` written out.
    static func expanded(_ text: String) -> String {
        guard let open = text.firstIndex(of: "⟨"), let close = text.firstIndex(of: "⟩") else {
            return text
        }
        let words = text[text.index(after: open)..<close].split(separator: " ")
        let run = String(repeating: String(words[2]), count: Int(words[0]) ?? 0)
        return text[..<open] + run + text[text.index(after: close)...]
    }

    @Test("the document of each kind has no finding", arguments: RuleExample.Kind.allCases)
    func documents(_ kind: RuleExample.Kind) throws {
        let bytes = ExampleDocument.of(kind).bytes
        let report = RuleSet.current.judge(try RuleDocument.read(bytes), at: VerdictTests.now)
        #expect(report.findings.map(\.id) == [])
        #expect(report.ownFindings.map(\.rule) == [])
        #expect(report.schemaFaults == [])
        #expect(report.aborts == [])
        #expect(RuleSet.current.rules.contains { $0.example.kind == kind })
    }

    @Test(
        "the right text has no finding, and the wrong one raises its rule",
        arguments: RuleSet.current.rules)
    func official(_ rule: Rule) throws {
        let example = rule.example
        let right = try Self.judge(example, example.right)
        #expect(right.findings.map(\.id) == [], "\(rule.id)")
        #expect(right.schemaFaults == [], "\(rule.id)")
        #expect(right.aborts == [], "\(rule.id)")
        let wrong = try Self.judge(example, example.wrong)
        switch rule.state {
        case .live:
            #expect(wrong.findings.contains { $0.rule == rule }, "\(rule.id)")
            #expect(wrong.schemaFaults == [], "\(rule.id)")
            #expect(example.remark == nil)
        case .structural:
            #expect(wrong.schemaFaults != [], "\(rule.id)")
            #expect(example.remark != nil)
        case .dead:
            #expect(!wrong.findings.contains { $0.rule == rule }, "\(rule.id)")
            #expect(example.remark != nil)
        }
    }

    @Test("the same for Sijil's own rules", arguments: OwnRule.allCases)
    func own(_ rule: OwnRule) throws {
        let example = rule.example
        let right = try Self.judge(example, example.right)
        #expect(right.ownFindings.map(\.rule) == [])
        #expect(right.findings.map(\.id) == [])
        let wrong = try Self.judge(example, example.wrong)
        #expect(wrong.ownFindings.contains { $0.rule == rule } != rule.needsLedger)
        #expect((example.remark != nil) == rule.needsLedger)
    }

    @Test("each id has its own example, and no other id has one")
    func complete() {
        let ids = RuleID.allCases.map(\.rawValue) + OwnRule.allCases.map(\.rawValue)
        #expect(Set(RuleExample.byID.keys) == Set(ids))
        let rows = [
            RuleExample.documentRows, RuleExample.partyRows, RuleExample.totalRows,
            RuleExample.lineRows,
        ]
        let heads = rows.joined(separator: "\n").split(separator: "\n").filter {
            !$0.hasPrefix("+ ") && !$0.hasPrefix("- ")
        }
        #expect(heads.count == ids.count)
        for rule in RuleSet.current.rules {
            #expect(rule.example.right != rule.example.wrong)
            let name = rule.example.path.split(separator: "/").last?.prefix { $0 != "[" } ?? ""
            #expect(rule.example.right.hasPrefix("<\(name)"), "\(rule.id)")
        }
    }
}
