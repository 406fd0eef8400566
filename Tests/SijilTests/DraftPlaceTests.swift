import EGS
import Encoding
import Invoicing
import Testing

@testable import Sijil

@Suite("places in the document and in the draft")
struct DraftPlaceTests {
    static let places: [(path: String, pointer: String)] = [
        ("/Invoice/cbc:ID", "/number"), ("/Invoice/cbc:IssueTime", "/issued_at"),
        (
            "/Invoice/cac:BillingReference[2]/cac:InvoiceDocumentReference/cbc:IssueDate",
            "/references/1/date"
        ),
        ("/Invoice/cac:BillingReference", "/references/0"),
        (
            "/Invoice/cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:PostalZone",
            "/buyer/address/postal_code"
        ),
        (
            "/Invoice/cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID",
            "/buyer/vat"
        ),
        ("/Invoice/cac:AccountingCustomerParty", "/buyer"),
        ("/Invoice/cac:PaymentMeans/cbc:InstructionNote", "/reason"),
        ("/Invoice/cac:PaymentMeans/cbc:PaymentMeansCode", "/payment_means"),
        ("/Invoice/cac:Delivery/cbc:LatestDeliveryDate", "/supply_end_date"),
        ("/Invoice/cac:AllowanceCharge[1]/cbc:Amount", "/allowances/0/amount"),
        ("/Invoice/cac:AllowanceCharge[2]/cac:TaxCategory/cbc:Percent", "/charges/0/vat"),
        ("/Invoice/cac:InvoiceLine[1]", "/lines/0"),
        ("/Invoice/cac:InvoiceLine[2]/cac:Item/cbc:Name", "/lines/1/name"),
        (
            "/Invoice/cac:InvoiceLine[2]/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent",
            "/lines/1/vat"
        ),
        (
            "/Invoice/cac:InvoiceLine[2]/cac:AllowanceCharge/cbc:Amount",
            "/lines/1/allowances/0/amount"
        ),
        ("/Invoice/cac:InvoiceLine[1]/cac:Price/cbc:PriceAmount", "/lines/0/price"),
        ("/Invoice/cac:InvoiceLine[1]/cbc:LineExtensionAmount", "/lines/0"),
        ("/Invoice/cac:InvoiceLine[3]/cac:TaxTotal", "/prepayments/0"),
        // What no draft holds keeps its place in the document.
        ("/Invoice/cac:InvoiceLine[9]", "/Invoice/cac:InvoiceLine[9]"),
        (
            "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount",
            "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount"
        ),
        ("/Invoice/cac:AccountingSupplierParty", "/Invoice/cac:AccountingSupplierParty"),
        ("/Invoice", "/Invoice"), ("/", "/"),
    ]

    private static let draft = """
        {"kind":"simplified","type":"invoice","number":"A","issued_at":"2026-03-01T10:15:00",
        "payment_means":"10","allowances":[{"amount":"1.00","reason":"x",
        "vat":{"category":"S","rate":"15"}}],"charges":[{"amount":"2.00","reason":"y",
        "reason_code":"ADL","vat":{"category":"S","rate":"15"}}],
        "lines":[{"name":"Apples","quantity":"1","price":"50.00",
        "vat":{"category":"S","rate":"15"}},
        {"name":"Bread","quantity":"1","price":"50.00",
        "allowances":[{"amount":"1.00","reason":"x"}],
        "vat":{"category":"S","rate":"15"}}],
        "prepayments":[{"number":"P-1","issued_at":"2026-02-01T10:00:00","taxable":"10.00",
        "tax":"1.50","vat":{"category":"S","rate":"15"}}]}
        """

    @Test("each path leads to the member that it was made from")
    func pointers() throws {
        let now = try #require(IssueTime("2026-03-01T12:00:00"))
        let seller = try Setup.readSeller(Array(Stand.seller.utf8), path: "seller").party
        let draft = try InvoiceDraft.read(JSONReader.read(Array(Self.draft.utf8))).get()
        let invoice = try draft.checked(
            seller: seller, defaultIssuedAt: now, now: now
        ).get().invoice
        for (path, pointer) in Self.places {
            #expect(DraftPlace(invoice).pointer(path) == pointer, "\(path)")
        }
    }
}
