import Testing

@testable import Rules

/// Structure by UBL 2.1: each row breaks one thing.
@Suite("the schema is checked")
struct SchemaTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let title: String
        let kind: SchemaFault.Kind?
        let path: String
        let change: @Sendable (inout SampleDocument) -> Void

        init(
            _ title: String, _ kind: SchemaFault.Kind?, at path: String = "",
            _ change: @escaping @Sendable (inout SampleDocument) -> Void
        ) {
            self.title = title
            self.kind = kind
            self.path = path
            self.change = change
        }

        var testDescription: String { title }
    }

    static let rows: [Row] = [
        Row("nothing changed", nil) { _ in },
        Row("an element missing", .missingElement, at: "/Invoice") { $0.drop("cbc:ID") },
        Row("the lines missing", .missingElement, at: "/Invoice") {
            $0.drop("cac:InvoiceLine")
            $0.drop("cac:InvoiceLine")
        },
        Row("an element missing within a line", .missingElement, at: "/Invoice/cac:InvoiceLine[1]")
        {
            $0.drop("cac:Item")
        },
        Row("an element twice", .unexpectedElement, at: "/Invoice/cbc:ID[2]") {
            $0.change("cbc:ID") { $0 + $0 }
        },
        Row("elements in the wrong order", .unexpectedElement, at: "/Invoice/cbc:ProfileID") {
            $0.drop("cbc:ProfileID")
            $0.insert("<cbc:ProfileID>reporting:1.0</cbc:ProfileID>", after: "cbc:ID")
        },
        Row("an element of no schema", .unexpectedElement, at: "/Invoice/*") {
            $0.insert("<cbc:Nonsense/>", before: "cbc:ID")
        },
        Row("an element that UBL has and the authority does not use", nil) {
            $0.insert(
                "<cac:InvoicePeriod><cbc:StartDate>2026-01-01</cbc:StartDate></cac:InvoicePeriod>",
                after: "cbc:TaxCurrencyCode")
        },
        Row(
            "an amount without currency", .missingAttribute,
            at: "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount"
        ) {
            $0.set("cbc:PayableAmount", attribute: "currencyID", nil)
        },
        Row("an attribute of another type", .unexpectedAttribute, at: "/Invoice/cbc:ID") {
            $0.set("cbc:ID", attribute: "currencyID", "SAR")
        },
        Row(
            "an amount with an exponent", .badValue,
            at: "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount"
        ) {
            $0.set("cbc:PayableAmount", "2875e-1")
        },
        Row("an amount with signs and blanks", nil) { $0.set("cbc:PayableAmount", " +287.50 ") },
        Row("an empty amount", .badValue, at: "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount") {
            $0.set("cbc:PayableAmount", "")
        },
        Row("a day that does not exist", .badValue, at: "/Invoice/cbc:IssueDate") {
            $0.set("cbc:IssueDate", "2026-02-29")
        },
        Row("a day with a zone", nil) { $0.set("cbc:IssueDate", "2026-03-01+03:00") },
        Row("a time that does not exist", .badValue, at: "/Invoice/cbc:IssueTime") {
            $0.set("cbc:IssueTime", "12:60:00")
        },
        Row("the end of the day", nil) { $0.set("cbc:IssueTime", "24:00:00") },
        Row(
            "a truth value in letters", .badValue,
            at: "/Invoice/cac:AllowanceCharge/cbc:ChargeIndicator"
        ) {
            $0.allow("5.00")
            $0.set("cbc:ChargeIndicator", "yes")
        },
        Row("a truth value as a number", nil) {
            $0.allow("5.00")
            $0.set("cbc:ChargeIndicator", "0")
        },
        Row("base64 with an odd length", .badValue) {
            $0.set("cbc:EmbeddedDocumentBinaryObject", "AAA")
        },
        Row("text between elements", .unexpectedText, at: "/Invoice") {
            $0.insert("x", before: "cbc:ID")
        },
        Row("an element within a text", .unexpectedElement, at: "/Invoice/cbc:ID/cbc:ID") {
            $0.set("cbc:ID", "<cbc:ID>1</cbc:ID>")
        },
        Row("a comment between elements", nil) { $0.insert("<!-- x -->", before: "cbc:ID") },
        Row("another root", .root) {
            $0.replace("<Invoice ", "<Order ")
            $0.replace("</Invoice>", "</Order>")
        },
        Row("no extension content", .missingElement) {
            $0.insert(
                "<ext:UBLExtensions><ext:UBLExtension/></ext:UBLExtensions>",
                before: "cbc:ProfileID")
        },
        Row("anything in an extension", nil) {
            $0.insert(
                "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><x xmlns=\"urn:x\">"
                    + "<y z=\"1\">text</y></x></ext:ExtensionContent></ext:UBLExtension>"
                    + "</ext:UBLExtensions>", before: "cbc:ProfileID")
        },
    ]

    @Test("each row", arguments: rows)
    func row(_ row: Row) throws {
        var sample = SampleDocument.standard
        row.change(&sample)
        let report = RuleSet.current.judge(
            try RuleDocument.read(sample.bytes), at: VerdictTests.now)
        #expect(report.schemaFaults.first?.kind == row.kind)
        #expect(report.schemaIsValid == (row.kind == nil))
        if !row.path.isEmpty { #expect(report.schemaFaults.first?.path == row.path) }
    }

    @Test("the grammar is whole: every element that a sequence names is known")
    func grammar() {
        let grammar = SchemaGrammar.shared
        for sequence in grammar.sequences {
            for particle in sequence {
                let name = grammar.names[Int(particle.element)]
                if name.hasPrefix("xades:") { continue }
                var isKnown = true
                if case .unknown = grammar.rules[Int(particle.element)].content { isKnown = false }
                #expect(isKnown, "\(name)")
            }
        }
        #expect(grammar.names.count > 800)
    }
}
