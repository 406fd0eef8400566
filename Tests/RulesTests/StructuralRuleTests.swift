import Invoicing
import Testing

@testable import Rules

/// The rules that the official validator never reaches: its schema refuses first whatever would
/// break them, and so does ours.
@Suite("structural rules stand behind the schema")
struct StructuralRuleTests {
    static let rows: [(rule: RuleID, change: @Sendable (inout SampleDocument) -> Void)] = [
        (.br31, { $0.dropAmount(ofCharge: "false") }),
        (.br36, { $0.dropAmount(ofCharge: "true") }),
        (
            .br43,
            {
                $0.part("true", "", "1.00", price: "1")
                $0.drop("cbc:Amount")
            }
        ),
        (.br15, { $0.drop("cbc:PayableAmount") }), (.br03, { $0.drop("cbc:IssueDate") }),
        (
            .br16,
            {
                $0.drop("cac:InvoiceLine")
                $0.drop("cac:InvoiceLine")
            }
        ),
        (.br24, { $0.drop("cbc:LineExtensionAmount", at: 2) }),
        (.br49, { $0.drop("cbc:PaymentMeansCode") }), (.br46, { $0.drop("cbc:TaxAmount", at: 2) }),
        (.ksaF05, { $0.insert(Self.settled, before: "cac:TaxTotal", at: 3) }),
        (
            .ksaF02,
            {
                $0.allow("5.00")
                $0.set("cbc:ChargeIndicator", "yes")
            }
        ),
    ]

    private static let settled = """
        <cac:DocumentReference><cbc:ID>1</cbc:ID><cbc:IssueTime>noon</cbc:IssueTime>\
        </cac:DocumentReference>
        """

    @Test("the rows are those of all structural rules")
    func complete() {
        let structural = RuleSet.current.rules.filter { $0.state == .structural }.map(\.id)
        #expect(Set(Self.rows.map(\.rule)) == Set(structural))
        #expect(Self.rows.count == structural.count)
    }

    @Test("what would break the rule, the schema refuses")
    func refused() throws {
        for row in Self.rows {
            var sample = SampleDocument.standard
            row.change(&sample)
            let report = RuleSet.current.judge(
                try RuleDocument.read(sample.bytes), at: VerdictTests.now)
            #expect(!report.schemaIsValid, "\(row.rule.rawValue)")
            #expect(!report.passes)
        }
    }
}

extension SampleDocument {
    fileprivate mutating func dropAmount(ofCharge indicator: String) {
        allow("5.00")
        set("cbc:ChargeIndicator", indicator)
        drop("cbc:Amount")
    }
}
