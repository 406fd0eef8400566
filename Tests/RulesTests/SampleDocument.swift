/// A document as text, to be changed in one place and judged.
struct SampleDocument {
    private(set) var xml: String

    var bytes: [UInt8] { Array(xml.utf8) }

    /// A tax invoice without any finding: two lines of 2 x 100.00 and 1 x 50.00, VAT 37.50, total
    /// 287.50; every element of a line stands on one text line.
    static let standard = SampleDocument(xml: head + references + parties + "</Invoice>\n")

    /// The same as a simplified invoice with an empty buyer and a stamp's outline.
    static let simplified: SampleDocument = {
        var sample = standard
        sample.replace("name=\"0100000\"", "name=\"0200000\"")
        sample.replace(
            "<cbc:ProfileID>", stampOutline + "<cbc:ProfileID>")
        sample.drop("cac:Party", at: 2)
        return sample
    }()

    // MARK: - Changes

    /// Replaces every occurrence.
    mutating func replace(_ old: String, _ new: String) {
        precondition(!old.isEmpty && xml.contains(old), "the sample has no \(old)")
        xml = xml.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }

    /// Sets the text of an element without children; the first is 1.
    mutating func set(_ element: String, _ text: String, at position: Int = 1) {
        let (start, end) = range(of: element, at: position)
        let tag = xml[start..<end]
        guard let open = tag.firstIndex(of: ">") else { return }
        let content = xml.index(after: open)
        let close = xml[content..<end].range(of: "</\(element)>")
        guard let close else { return }
        xml.replaceSubrange(content..<close.lowerBound, with: text)
    }

    /// Sets or, with `nil`, removes an attribute.
    mutating func set(
        _ element: String, attribute: String, _ value: String?, at position: Int = 1
    ) {
        let (start, end) = range(of: element, at: position)
        guard let tagEnd = xml[start..<end].firstIndex(of: ">") else { return }
        var tag = String(xml[start..<tagEnd])
        if let old = tag.range(of: " \(attribute)=\"") {
            let rest = tag[old.upperBound...]
            guard let quote = rest.firstIndex(of: "\"") else { return }
            tag.removeSubrange(old.lowerBound...quote)
        }
        if let value { tag += " \(attribute)=\"\(value)\"" }
        xml.replaceSubrange(start..<tagEnd, with: tag)
    }

    mutating func drop(_ element: String, at position: Int = 1) {
        let (start, end) = range(of: element, at: position)
        xml.removeSubrange(start..<end)
    }

    mutating func insert(_ text: String, before element: String, at position: Int = 1) {
        xml.insert(contentsOf: text, at: range(of: element, at: position).0)
    }

    mutating func insert(_ text: String, after element: String, at position: Int = 1) {
        xml.insert(contentsOf: text, at: range(of: element, at: position).1)
    }

    /// Gives the text of one element to the body and takes another.
    mutating func change(
        _ element: String, at position: Int = 1, _ body: (String) -> String
    ) {
        let (start, end) = range(of: element, at: position)
        xml.replaceSubrange(start..<end, with: body(String(xml[start..<end])))
    }

    /// The element from its start tag to its end tag; no element holds another of its own name.
    private func range(of element: String, at position: Int) -> (String.Index, String.Index) {
        var rest = xml.startIndex
        var count = 0
        while let found = xml[rest...].range(of: "<\(element)") {
            let after = xml[found.upperBound]
            rest = found.upperBound
            guard after == ">" || after == " " || after == "/" else { continue }
            count += 1
            guard count == position else { continue }
            let close = xml[found.upperBound...].range(of: "</\(element)>")
            return (found.lowerBound, close?.upperBound ?? found.upperBound)
        }
        preconditionFailure("the sample has no \(element) number \(position)")
    }

    mutating func replaceSubrange(_ range: Range<String.Index>, with text: String) {
        xml.replaceSubrange(range, with: text)
    }

    // MARK: - Text

    private static let namespace = "urn:oasis:names:specification:ubl:schema:xsd:"

    private static let head = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Invoice xmlns="\(namespace)Invoice-2"
         xmlns:cac="\(namespace)CommonAggregateComponents-2"
         xmlns:cbc="\(namespace)CommonBasicComponents-2"
         xmlns:ext="\(namespace)CommonExtensionComponents-2">
        <cbc:ProfileID>reporting:1.0</cbc:ProfileID>
        <cbc:ID>INV-1</cbc:ID>
        <cbc:UUID>8e6000cf-1a98-4174-b3e7-b5d5954bc10d</cbc:UUID>
        <cbc:IssueDate>2026-03-01</cbc:IssueDate>
        <cbc:IssueTime>12:21:28</cbc:IssueTime>
        <cbc:InvoiceTypeCode name="0100000">388</cbc:InvoiceTypeCode>
        <cbc:DocumentCurrencyCode>SAR</cbc:DocumentCurrencyCode>
        <cbc:TaxCurrencyCode>SAR</cbc:TaxCurrencyCode>

        """

    private static let plain = "<cbc:EmbeddedDocumentBinaryObject mimeCode=\"text/plain\">"

    private static let references = """
        <cac:AdditionalDocumentReference><cbc:ID>ICV</cbc:ID><cbc:UUID>12</cbc:UUID>\
        </cac:AdditionalDocumentReference>
        <cac:AdditionalDocumentReference><cbc:ID>PIH</cbc:ID><cac:Attachment>\
        \(plain)NWZlY2ViNjY=</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>\
        </cac:AdditionalDocumentReference>
        <cac:AdditionalDocumentReference><cbc:ID>QR</cbc:ID><cac:Attachment>\
        \(plain)AQNBQkM=</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>\
        </cac:AdditionalDocumentReference>
        <cac:Signature><cbc:ID>urn:oasis:names:specification:ubl:signature:Invoice</cbc:ID>\
        <cbc:SignatureMethod>urn:oasis:names:specification:ubl:dsig:enveloped:xades\
        </cbc:SignatureMethod></cac:Signature>

        """

    private static func address(_ street: String, _ building: String) -> String {
        """
        <cac:PostalAddress><cbc:StreetName>\(street)</cbc:StreetName>\
        <cbc:BuildingNumber>\(building)</cbc:BuildingNumber>\
        <cbc:CitySubdivisionName>Olaya</cbc:CitySubdivisionName>\
        <cbc:CityName>Riyadh</cbc:CityName><cbc:PostalZone>12345</cbc:PostalZone>\
        <cac:Country><cbc:IdentificationCode>SA</cbc:IdentificationCode></cac:Country>\
        </cac:PostalAddress>
        """
    }

    private static let scheme = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
    private static let standardRate =
        "<cbc:ID>S</cbc:ID><cbc:Percent>15.00</cbc:Percent>\(scheme)"

    private static func riyals(_ element: String, _ value: String) -> String {
        "<cbc:\(element) currencyID=\"SAR\">\(value)</cbc:\(element)>"
    }

    private static func line(
        _ number: Int, _ quantity: String, _ price: String, _ net: String,
        _ tax: String, _ gross: String
    ) -> String {
        """
        <cac:InvoiceLine><cbc:ID>\(number)</cbc:ID>\
        <cbc:InvoicedQuantity unitCode="PCE">\(quantity)</cbc:InvoicedQuantity>\
        \(riyals("LineExtensionAmount", net))\
        <cac:TaxTotal>\(riyals("TaxAmount", tax))\(riyals("RoundingAmount", gross))</cac:TaxTotal>\
        <cac:Item><cbc:Name>Coffee</cbc:Name>\
        <cac:ClassifiedTaxCategory>\(standardRate)</cac:ClassifiedTaxCategory></cac:Item>\
        <cac:Price>\(riyals("PriceAmount", price))</cac:Price></cac:InvoiceLine>

        """
    }

    private static let parties = """
        <cac:AccountingSupplierParty><cac:Party><cac:PartyIdentification>\
        <cbc:ID schemeID="CRN">1010010000</cbc:ID></cac:PartyIdentification>\
        \(address("King Road", "1234"))<cac:PartyTaxScheme>\
        <cbc:CompanyID>310122393500003</cbc:CompanyID>\(scheme)</cac:PartyTaxScheme>\
        <cac:PartyLegalEntity><cbc:RegistrationName>Seller</cbc:RegistrationName>\
        </cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
        <cac:AccountingCustomerParty><cac:Party>\
        \(address("Queen Road", "4321"))<cac:PartyTaxScheme>\
        <cbc:CompanyID>311111111111113</cbc:CompanyID>\(scheme)</cac:PartyTaxScheme>\
        <cac:PartyLegalEntity><cbc:RegistrationName>Buyer</cbc:RegistrationName>\
        </cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>
        <cac:Delivery><cbc:ActualDeliveryDate>2026-02-28</cbc:ActualDeliveryDate></cac:Delivery>
        <cac:PaymentMeans><cbc:PaymentMeansCode>10</cbc:PaymentMeansCode></cac:PaymentMeans>
        <cac:TaxTotal>\(riyals("TaxAmount", "37.50"))<cac:TaxSubtotal>\
        \(riyals("TaxableAmount", "250.00"))\(riyals("TaxAmount", "37.50"))\
        <cac:TaxCategory>\(standardRate)</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
        <cac:TaxTotal>\(riyals("TaxAmount", "37.50"))</cac:TaxTotal>
        <cac:LegalMonetaryTotal>\(riyals("LineExtensionAmount", "250.00"))\
        \(riyals("TaxExclusiveAmount", "250.00"))\(riyals("TaxInclusiveAmount", "287.50"))\
        \(riyals("PayableAmount", "287.50"))</cac:LegalMonetaryTotal>
        \(line(1, "2", "100.00", "200.00", "30.00", "230.00"))\
        \(line(2, "1", "50.00", "50.00", "7.50", "57.50"))
        """

    private static let stampOutline = """
        <ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>\
        <sig:UBLDocumentSignatures xmlns:sig="\(namespace)CommonSignatureComponents-2">\
        <sac:SignatureInformation xmlns:sac="\(namespace)SignatureAggregateComponents-2">\
        <cbc:ID>urn:oasis:names:specification:ubl:signature:1</cbc:ID>\
        <sbc:ReferencedSignatureID xmlns:sbc="\(namespace)SignatureBasicComponents-2">\
        urn:oasis:names:specification:ubl:signature:Invoice</sbc:ReferencedSignatureID>\
        </sac:SignatureInformation></sig:UBLDocumentSignatures></ext:ExtensionContent>\
        </ext:UBLExtension></ext:UBLExtensions>
        """
}

extension StringProtocol {
    /// The first occurrence of a text.
    func range(of text: String) -> Range<Index>? {
        self.firstRange(of: text)
    }
}
