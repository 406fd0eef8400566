import Testing

@testable import Rules

/// Documents that nobody sends in good faith: an answer in time, and no crash.
@Suite("hostile documents are answered")
struct HostileTests {
    @Test("what is no XML is refused with its place")
    func noXML() {
        for text in ["", "x", "<Invoice>", "<!DOCTYPE x><Invoice/>", "\u{0}"] {
            #expect(throws: RuleDocumentError.self) { try RuleDocument.read(Array(text.utf8)) }
        }
    }

    @Test(
        "many parts of one kind take time that grows with their number alone",
        .timeLimit(.minutes(1)),
        arguments: ["cac:TaxTotal", "cac:InvoiceLine", "cac:PaymentMeans", "cbc:InvoiceTypeCode"])
    func many(_ element: String) throws {
        var sample = SampleDocument.standard
        sample.change(element) { String(repeating: $0, count: 10_000) }
        let report = RuleSet.current.judge(
            try RuleDocument.read(sample.bytes), at: VerdictTests.now)
        #expect(report.schemaIsValid == (element != "cbc:InvoiceTypeCode"))
    }

    @Test("numbers of any length are taken, or end the stage")
    func longNumbers() throws {
        for length in [20, 40, 400, 100_000] {
            var sample = SampleDocument.standard
            let number = String(repeating: "9", count: length)
            sample.set("cbc:PayableAmount", number)
            let report = RuleSet.current.judge(
                try RuleDocument.read(sample.bytes), at: VerdictTests.now)
            let ids = report.warnings + report.aborts.map(\.id)
            #expect(ids == [length > 1_000 ? "EN-ABORT" : "BR-CO-16"])
            #expect(report.schemaIsValid)
        }
    }

    @Test("thousands of long numbers take seconds", .timeLimit(.minutes(1)))
    func manyLongNumbers() throws {
        var sample = SampleDocument.standard
        let (long, zeros) = (
            String(repeating: "8", count: 900), "1" + String(repeating: "0", count: 900)
        )
        for element in ["cbc:PriceAmount", "cbc:InvoicedQuantity"] { sample.set(element, long) }
        sample.set("cbc:LineExtensionAmount", zeros, at: 2)
        sample.change("cac:InvoiceLine") { String(repeating: $0, count: 500) }
        let report = RuleSet.current.judge(
            try RuleDocument.read(sample.bytes), at: VerdictTests.now)
        #expect(report.schemaIsValid)
        #expect(!report.warnings.isEmpty)
    }

    @Test("a byte changed anywhere gives a verdict or a refusal")
    func changedBytes() {
        let bytes = SampleDocument.simplified.bytes
        let reader = RuleReader()
        // The same positions and values each time.
        var state: UInt64 = 20_261_122
        for _ in 0..<2_000 {
            var changed = bytes
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                changed[Int(state >> 33) % changed.count] = UInt8(truncatingIfNeeded: state >> 20)
            }
            guard let document = try? reader.read(changed) else { continue }
            let report = RuleSet.current.judge(document, at: VerdictTests.now)
            #expect(report.findings.count < 10_000)
        }
    }
}
