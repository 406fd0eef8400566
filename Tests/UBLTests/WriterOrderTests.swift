import Invoicing
import Testing
import UBL

@Suite("elements stand in the order of the UBL 2.1 schema")
struct WriterOrderTests {
    /// Those of the schema's sequences that a Saudi invoice uses (UBL 2.1, `UBL-Invoice-2.1.xsd`
    /// and `UBL-CommonAggregateComponents-2.1.xsd`).
    static let sequences: [String: [String]] = [
        "Invoice": [
            "cbc:ProfileID", "cbc:ID", "cbc:UUID", "cbc:IssueDate", "cbc:IssueTime",
            "cbc:InvoiceTypeCode", "cbc:Note", "cbc:DocumentCurrencyCode", "cbc:TaxCurrencyCode",
            "cac:OrderReference", "cac:BillingReference", "cac:ContractDocumentReference",
            "cac:AdditionalDocumentReference", "cac:AccountingSupplierParty",
            "cac:AccountingCustomerParty", "cac:Delivery", "cac:PaymentMeans",
            "cac:AllowanceCharge", "cac:TaxExchangeRate", "cac:TaxTotal",
            "cac:LegalMonetaryTotal", "cac:InvoiceLine",
        ],
        "cac:InvoiceLine": [
            "cbc:ID", "cbc:Note", "cbc:InvoicedQuantity", "cbc:LineExtensionAmount",
            "cac:DocumentReference", "cac:AllowanceCharge", "cac:TaxTotal", "cac:Item", "cac:Price",
        ],
        "cac:Party": [
            "cac:PartyIdentification", "cac:PostalAddress", "cac:PartyTaxScheme",
            "cac:PartyLegalEntity", "cac:Contact",
        ],
        "cac:PostalAddress": [
            "cbc:StreetName", "cbc:AdditionalStreetName", "cbc:BuildingNumber",
            "cbc:PlotIdentification", "cbc:CitySubdivisionName", "cbc:CityName", "cbc:PostalZone",
            "cbc:CountrySubentity", "cac:Country",
        ],
        "cac:AllowanceCharge": [
            "cbc:ChargeIndicator", "cbc:AllowanceChargeReasonCode", "cbc:AllowanceChargeReason",
            "cbc:MultiplierFactorNumeric", "cbc:Amount", "cbc:BaseAmount", "cac:TaxCategory",
        ],
        "cac:TaxCategory": [
            "cbc:ID", "cbc:Percent", "cbc:TaxExemptionReasonCode", "cbc:TaxExemptionReason",
            "cac:TaxScheme",
        ],
        "cac:DocumentReference": [
            "cbc:ID", "cbc:UUID", "cbc:IssueDate", "cbc:IssueTime", "cbc:DocumentTypeCode",
        ],
        "cac:LegalMonetaryTotal": [
            "cbc:LineExtensionAmount", "cbc:TaxExclusiveAmount", "cbc:TaxInclusiveAmount",
            "cbc:AllowanceTotalAmount", "cbc:ChargeTotalAmount", "cbc:PrepaidAmount",
            "cbc:PayableRoundingAmount", "cbc:PayableAmount",
        ],
        "cac:Item": [
            "cbc:Name", "cac:BuyersItemIdentification", "cac:SellersItemIdentification",
            "cac:StandardItemIdentification", "cac:ClassifiedTaxCategory",
        ],
        "cac:TaxTotal": ["cbc:TaxAmount", "cbc:RoundingAmount", "cac:TaxSubtotal"],
        "cac:Price": ["cbc:PriceAmount", "cbc:BaseQuantity", "cac:AllowanceCharge"],
    ]

    /// For each parent element of a document, its children's names in order; the indentation tells
    /// the depth.
    static func children(_ document: UnstampedDocument) -> [(parent: String, names: [String])] {
        var open: [(parent: String, names: [String])] = []
        var closed: [(parent: String, names: [String])] = []
        for line in String(decoding: document.canonical, as: UTF8.self).split(separator: "\n") {
            let depth = line.prefix { $0 == " " }.count / 4
            let text = line.drop { $0 == " " }
            guard text.first == "<" else { continue }
            while open.count > depth { closed.append(open.removeLast()) }
            if text.hasPrefix("</") { continue }
            let name = String(text.dropFirst().prefix { $0 != ">" && $0 != " " })
            if depth > 0 { open[depth - 1].names.append(name) }
            open.append((name, []))
        }
        return closed + open
    }

    @Test("in every sample", arguments: try WriterSample.all())
    func order(sample: WriterSample) throws {
        var invoice = sample.invoice
        // A line end inside a text would look like an element's.
        invoice.note = invoice.note.map { _ in "note" }
        let document = try WriterTests.document(invoice)
        for (parent, names) in Self.children(document) {
            guard let sequence = Self.sequences[parent] else { continue }
            let places = names.map { sequence.firstIndex(of: $0) }
            #expect(!places.contains(nil), "\(parent): \(names)")
            let known = places.compactMap { $0 }
            #expect(known == known.sorted(), "\(parent): \(names)")
        }
    }

    @Test("the samples use every element of the sequences")
    func coverage() throws {
        var seen: [String: Set<String>] = [:]
        for sample in try WriterSample.all() {
            for (parent, names) in Self.children(try WriterTests.document(sample.invoice)) {
                seen[parent, default: []].formUnion(names)
            }
        }
        for (parent, sequence) in Self.sequences {
            #expect(Set(sequence).subtracting(seen[parent] ?? []).isEmpty, "\(parent)")
        }
    }

    @Test("an advance drawn on is a line of zeros behind the others, with the advance's own tax")
    func settlement() throws {
        let document = Cutter(
            bytes: try WriterTests.document(WriterSample.settlement()).canonical)
        let start = try document.index(of: "<cbc:ID>3</cbc:ID>")
        let expected: [(String, String)] = [
            ("<cbc:InvoicedQuantity unitCode=\"PCE\">", "0.00"),
            ("<cbc:LineExtensionAmount currencyID=\"SAR\">", "0.00"),
            ("<cac:DocumentReference>\n            <cbc:ID>", "A-4"),
            ("<cbc:UUID>", "6f1c0f2a-6d0e-4a57-9b2e-0c6a4b8d1e03"),
            ("<cbc:IssueDate>", "2025-05-02"),
            ("<cbc:IssueTime>", "08:00:00"),
            ("<cbc:DocumentTypeCode>", "386"),
            ("<cbc:TaxAmount currencyID=\"SAR\">", "0.00"),
            ("<cbc:RoundingAmount currencyID=\"SAR\">", "0.00"),
            ("<cbc:TaxableAmount currencyID=\"SAR\">", "1000.00"),
            ("<cbc:TaxAmount currencyID=\"SAR\">", "150.00"),
            ("<cbc:Percent>", "15.00"),
            ("<cbc:PriceAmount currencyID=\"SAR\">", "0.00"),
            ("<cac:InvoiceLine>\n        <cbc:ID>", "4"),
            ("<cac:DocumentReference>\n            <cbc:ID>", "A-4b"),
            ("<cbc:TaxableAmount currencyID=\"SAR\">", "100.00"),
            ("<cbc:TaxExemptionReasonCode>", "VATEX-SA-35"),
        ]
        var from = start
        for (tag, value) in expected {
            let range = try document.between(tag, "<", from: from)
            #expect(document.text(range) == value, "\(tag)")
            from = range.upperBound
        }
    }
}
