import Invoicing
import Testing
import UBL

@Suite("what the writer adds so that the official rules hold")
struct WriterRuleTests {
    static func text(_ invoice: Invoice) throws -> String {
        let uuid = try #require(DocumentUUID("6f1c0f2a-6d0e-4a57-9b2e-0c6a4b8d1e01"))
        let document = UBLWriter.write(
            invoice, seller: WriterSample.seller(), uuid: uuid,
            at: ChainPosition(icv: .first, pih: .initial))
        return String(decoding: document.canonical, as: UTF8.self)
    }

    static func count(_ part: String, in text: String) -> Int {
        text.split(separator: part, omittingEmptySubsequences: false).count - 1
    }

    @Test("out of scope of VAT has the rate 0.00, since a missing one is reported (BR-CO-17)")
    func outOfScope() throws {
        let text = try Self.text(WriterSample.outOfScope())
        let categories = Self.count("<cbc:ID>O</cbc:ID>", in: text)
        #expect(categories > 1)
        let rated = text.split(separator: "<cbc:ID>O</cbc:ID>").dropFirst().filter {
            $0.drop { $0 == " " || $0 == "\n" }.hasPrefix("<cbc:Percent>0.00</cbc:Percent>")
        }
        #expect(rated.count == categories)
    }

    @Test("the counter is the only reference with a UUID, and digits only (BR-KSA-34)")
    func counter() throws {
        for sample in try WriterSample.all() {
            let text = try Self.text(sample.invoice)
            let references = text.split(separator: "<cac:AdditionalDocumentReference>").dropFirst()
                .map { $0.split(separator: "</cac:AdditionalDocumentReference>")[0] }
            let withUUID = references.filter { $0.contains("<cbc:UUID>") }
            #expect(withUUID.count == 1)
            #expect(withUUID.first?.contains("<cbc:UUID>1</cbc:UUID>") == true)
        }
    }

    @Test("VAT is accounted for in SAR, whatever the document's currency (BR-KSA-EN16931-02)")
    func taxCurrency() throws {
        for sample in try WriterSample.all() {
            let text = try Self.text(sample.invoice)
            #expect(Self.count("<cbc:TaxCurrencyCode>SAR</cbc:TaxCurrencyCode>", in: text) == 1)
        }
    }
}
