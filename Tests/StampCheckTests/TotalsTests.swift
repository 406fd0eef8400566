import Encoding
import Invoicing
import Testing
import UBL

@testable import StampCheck

@Suite("adding a document's amounts up anew")
struct TotalsTests {
    /// The standard fixture has one line of 100.01 at 15 %, rounding -0.01 and a VAT total in
    /// riyals.
    private static func fixture(_ changes: [(String, String)]) throws -> DocumentFacts {
        let text = String(
            decoding: try StampFixtures.vector("standard-invoice-icv3.xml"), as: UTF8.self)
        var changed = text
        for (old, new) in changes {
            #expect(changed.contains(old), "the fixture holds \(old)")
            changed = StampFixtures.replace(old, by: new, in: changed)
        }
        return try DocumentReader.read(Array(changed.utf8)).facts
    }

    @Test("the fixtures add up", arguments: StampFixtures.names)
    func sound(_ name: String) throws {
        let facts = try DocumentReader.read(StampFixtures.vector(name)).facts
        #expect(TotalsCheck.disagreements(in: facts) == [])
    }

    @Test("what 128 bits do not hold is a disagreement")
    func tooLarge() throws {
        let large = String(repeating: "9", count: 17)
        let allowance = """
            <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>\
            <cbc:Amount currencyID="SAR">0.00000000000001</cbc:Amount></cac:AllowanceCharge>
            """
        let quantity = "unitCode=\"PCE\">1.000000</cbc:InvoicedQuantity>"
        let facts = try Self.fixture([
            (quantity, "unitCode=\"PCE\">\(large)</cbc:InvoicedQuantity>" + allowance),
            (
                "<cbc:PriceAmount currencyID=\"SAR\">100.01<",
                "<cbc:PriceAmount currencyID=\"SAR\">\(large)<"
            ),
        ])
        #expect(
            TotalsCheck.disagreements(in: facts).map(\.rule).contains("BR-KSA-EN16931-11"))
        let most = try #require(Decimal(Array(String(repeating: "9", count: 20).utf8)[...]))
        let least = try #require(Decimal(Array("0.00000000000001".utf8)[...]))
        var sum = least
        for _ in 0..<5_000 { sum += most }
        #expect(sum > most)
        #expect(sum.roundedToCents == sum)
        #expect(Decimal.zero - sum < .zero)
        #expect(Decimal.lineValue(quantity: sum, price: sum, base: least) == nil)
    }

    struct Change: Sendable {
        let old: String
        let new: String
        let rules: Set<String>
    }

    static let changes: [Change] = [
        Change(
            old:
                "<cbc:LineExtensionAmount currencyID=\"SAR\">100.01</cbc:LineExtensionAmount>"
                + "\n        <cbc:TaxExclusive",
            new:
                "<cbc:LineExtensionAmount currencyID=\"SAR\">100.02</cbc:LineExtensionAmount>"
                + "\n        <cbc:TaxExclusive",
            rules: ["BR-CO-10"]),
        Change(
            old: "<cbc:TaxExclusiveAmount currencyID=\"SAR\">100.01<",
            new: "<cbc:TaxExclusiveAmount currencyID=\"SAR\">100.02<",
            rules: ["BR-CO-13", "BR-CO-15"]),
        Change(
            old: "<cbc:TaxInclusiveAmount currencyID=\"SAR\">115.01<",
            new: "<cbc:TaxInclusiveAmount currencyID=\"SAR\">115.02<",
            rules: ["BR-CO-15", "BR-CO-16"]),
        Change(
            old: "<cbc:PayableAmount currencyID=\"SAR\">115.00<",
            new: "<cbc:PayableAmount currencyID=\"SAR\">115.01<", rules: ["BR-CO-16"]),
        Change(
            old: "<cbc:PayableAmount currencyID=\"SAR\">115.00<",
            new: "<cbc:PayableAmount currencyID=\"SAR\">1e2<", rules: ["BR-CO-16"]),
        Change(
            old: "<cbc:TaxableAmount currencyID=\"SAR\">100.01<",
            new: "<cbc:TaxableAmount currencyID=\"SAR\">100.00<", rules: ["BR-S-08"]),
        Change(
            old: "<cbc:RoundingAmount currencyID=\"SAR\">115.01<",
            new: "<cbc:RoundingAmount currencyID=\"SAR\">115.02<", rules: ["BR-KSA-51"]),
    ]

    @Test("each wrong number is found by its rule and no other", arguments: changes)
    func wrong(_ change: Change) throws {
        let facts = try Self.fixture([(change.old, change.new)])
        #expect(Set(TotalsCheck.disagreements(in: facts).map(\.rule)) == change.rules)
    }

    @Test("both numbers are told, with the line's place")
    func numbers() throws {
        let facts = try Self.fixture([
            (
                "<cbc:RoundingAmount currencyID=\"SAR\">115.01<",
                "<cbc:RoundingAmount currencyID=\"SAR\">115.02<"
            )
        ])
        let found = TotalsCheck.disagreements(in: facts)
        #expect(
            found == [
                TotalsDisagreement(
                    rule: "BR-KSA-51", place: "line 1", term: "KSA-12", expected: "115.01",
                    found: "115.02")
            ])
    }

    /// Rules that both the official validator and this check know.
    private static let shared: Set<String> = [
        "BR-CO-10", "BR-CO-11", "BR-CO-12", "BR-CO-13", "BR-CO-14", "BR-CO-15", "BR-CO-16",
        "BR-KSA-51", "BR-KSA-EN16931-11", "BR-S-08", "BR-Z-08", "BR-E-08", "BR-O-08",
    ]

    @Test("public documents fail the same rules as under the official validator")
    func corpus() throws {
        guard let corpus = try StampFixtures.corpus() else { return }
        for entry in corpus.index {
            guard case .string(let file) = entry["file"] else { continue }
            var theirs: Set<String> = []
            for list in ["errors", "warnings", "content_errors"] {
                guard case .array(let ids) = entry["expect"]?[list] else { continue }
                for case .string(let id) in ids where Self.shared.contains(id) { theirs.insert(id) }
            }
            let facts = try DocumentReader.read(
                StampFixtures.bytes(of: corpus.folder + "/" + file)
            ).facts
            let found = TotalsCheck.disagreements(in: facts)
            let ours = Set(found.map(\.rule)).intersection(Self.shared)
            #expect(ours == theirs, "\(file) \(found)")
        }
    }
}
