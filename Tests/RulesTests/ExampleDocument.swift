import Rules

/// The documents in which the examples of the rules stand, none with a finding.
enum ExampleDocument {
    static func of(_ kind: RuleExample.Kind) -> SampleDocument {
        switch kind {
        case .taxInvoice: rich
        case .simplified: .simplified
        case .summary: summary
        case .creditNote: creditNote
        case .government: government
        case .foreignCurrency: foreignCurrency
        case .citizen: citizen
        case .zeroRated: untaxed("Z", "VATEX-SA-32", "Export of goods", isCharge: false)
        case .zeroRatedCharge: untaxed("Z", "VATEX-SA-32", "Export of goods", isCharge: true)
        case .exempt: untaxed("E", "VATEX-SA-30", "Rent of a home", isCharge: false)
        case .exemptCharge: untaxed("E", "VATEX-SA-30", "Rent of a home", isCharge: true)
        case .outOfScope: untaxed("O", "VATEX-SA-OOS", "Not a supply", isCharge: false)
        case .outOfScopeCharge: untaxed("O", "VATEX-SA-OOS", "Not a supply", isCharge: true)
        case .settling: settling("S", nil, "")
        case .settlingZeroRated: settling("Z", "VATEX-SA-32", "Export of goods")
        case .settlingExempt: settling("E", "VATEX-SA-30", "Rent of a home")
        case .settlingOutOfScope: settling("O", "VATEX-SA-OOS", "Not a supply")
        }
    }

    /// A tax invoice with all that one may hold.
    private static var rich: SampleDocument {
        var sample = SampleDocument.standard
        sample.insert("<cbc:Note>Thank you</cbc:Note>", after: "cbc:InvoiceTypeCode")
        sample.insert(
            "<cac:OrderReference><cbc:ID>PO-7</cbc:ID></cac:OrderReference>" + contract,
            before: "cac:AdditionalDocumentReference")
        sample.insert(
            "<cac:AdditionalDocumentReference><cbc:ID>ANNEX-1</cbc:ID>"
                + "</cac:AdditionalDocumentReference>", before: "cac:Signature")
        sample.insert(
            "<cbc:LatestDeliveryDate>2026-03-01</cbc:LatestDeliveryDate>",
            after: "cbc:ActualDeliveryDate")
        sample.insert(
            "<cac:PayeeFinancialAccount><cbc:ID>SA0380000000608010167519</cbc:ID>"
                + "<cbc:PaymentNote>Within 30 days</cbc:PaymentNote></cac:PayeeFinancialAccount>",
            after: "cbc:PaymentMeansCode")
        enrichParties(&sample)
        enrichTotals(&sample)
        enrichLine(&sample)
        return sample
    }

    private static let contract =
        "<cac:ContractDocumentReference><cbc:ID>C-7</cbc:ID></cac:ContractDocumentReference>"

    private static func enrichParties(_ sample: inout SampleDocument) {
        for party in [1, 2] {
            sample.insert(
                "<cbc:AdditionalStreetName>Gate</cbc:AdditionalStreetName>",
                after: "cbc:StreetName", at: party)
            sample.insert(
                "<cbc:CountrySubentity>Riyadh Region</cbc:CountrySubentity>",
                after: "cbc:PostalZone", at: party)
        }
        sample.buyerNumber("CRN", "1010020000")
        sample.contact(
            "<cbc:Name>Sara</cbc:Name><cbc:Telephone>+966501234567</cbc:Telephone>"
                + "<cbc:Note>Call first</cbc:Note>")
    }

    /// An allowance and a charge of the same amount.
    private static func enrichTotals(_ sample: inout SampleDocument) {
        let category =
            "<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>15.00</cbc:Percent><cac:TaxScheme>"
            + "<cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>"
        sample.insert(
            allowance(false, factor: "2", "5.00", of: "250.00", category)
                + allowance(true, factor: "2", "5.00", of: "250.00", category),
            before: "cac:TaxTotal")
        sample.insert(
            VerdictRow.riyals("AllowanceTotalAmount", "5.00")
                + VerdictRow.riyals("ChargeTotalAmount", "5.00")
                + VerdictRow.riyals("PrepaidAmount", "0.00")
                + VerdictRow.riyals("PayableRoundingAmount", "0.00"),
            before: "cbc:PayableAmount")
    }

    private static func enrichLine(_ sample: inout SampleDocument) {
        sample.insert(
            allowance(false, factor: "5", "10.00", of: "200.00")
                + allowance(true, factor: "5", "10.00", of: "200.00"),
            after: "cbc:LineExtensionAmount", at: 2)
        sample.insert(
            "<cac:BuyersItemIdentification><cbc:ID>B-1</cbc:ID></cac:BuyersItemIdentification>"
                + "<cac:SellersItemIdentification><cbc:ID>S-1</cbc:ID>"
                + "</cac:SellersItemIdentification><cac:StandardItemIdentification>"
                + "<cbc:ID>6281000000007</cbc:ID></cac:StandardItemIdentification>",
            before: "cac:ClassifiedTaxCategory")
        sample.insert(
            "<cac:AdditionalItemProperty><cbc:Name>Weight</cbc:Name><cbc:Value>1 kg</cbc:Value>"
                + "</cac:AdditionalItemProperty>", after: "cac:ClassifiedTaxCategory")
        sample.discount("false", "20.00", "120.00")
        sample.insert(
            "<cbc:BaseQuantity unitCode=\"PCE\">1</cbc:BaseQuantity>", after: "cbc:PriceAmount")
    }

    private static func allowance(
        _ isCharge: Bool, factor: String, _ amount: String, of base: String,
        _ category: String = ""
    ) -> String {
        let reason =
            isCharge
            ? "<cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode>"
                + "<cbc:AllowanceChargeReason>Freight</cbc:AllowanceChargeReason>"
            : "<cbc:AllowanceChargeReason>Discount</cbc:AllowanceChargeReason>"
        return
            "<cac:AllowanceCharge><cbc:ChargeIndicator>\(isCharge)</cbc:ChargeIndicator>\(reason)"
            + "<cbc:MultiplierFactorNumeric>\(factor)</cbc:MultiplierFactorNumeric>"
            + VerdictRow.riyals("Amount", amount) + VerdictRow.riyals("BaseAmount", base)
            + "\(category)</cac:AllowanceCharge>"
    }

    // MARK: - Kinds

    private static var government: SampleDocument {
        var sample = SampleDocument.standard
        sample.replace("0100000", "010000001")
        sample.insert(contract, before: "cac:AdditionalDocumentReference")
        return sample
    }

    private static var foreignCurrency: SampleDocument {
        var sample = SampleDocument.standard
        sample.rate("USD", "SAR", "3.75")
        return sample
    }

    /// A note over one line.
    private static var creditNote: SampleDocument {
        var sample = SampleDocument.standard
        sample.note("OLD-1", "Returned")
        sample.insert("<cbc:IssueDate>2026-02-10</cbc:IssueDate>", after: "cbc:ID", at: 2)
        sample.drop("cac:InvoiceLine", at: 2)
        sample.set("cbc:LineExtensionAmount", "200.00")
        sample.set("cbc:TaxExclusiveAmount", "200.00")
        sample.set("cbc:TaxableAmount", "200.00")
        sample.taxes("30.00", total: "230.00")
        return sample
    }

    private static func addBuyer(_ number: String, to sample: inout SampleDocument) {
        sample.replace(
            "<cac:AccountingCustomerParty>",
            "<cac:AccountingCustomerParty><cac:Party>\(number)<cac:PostalAddress>"
                + "<cbc:StreetName>Queen Road</cbc:StreetName><cac:Country>"
                + "<cbc:IdentificationCode>SA</cbc:IdentificationCode></cac:Country>"
                + "</cac:PostalAddress><cac:PartyLegalEntity><cbc:RegistrationName>Buyer"
                + "</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>")
    }

    private static var summary: SampleDocument {
        var sample = SampleDocument.simplified
        sample.replace("0200000", "0200010")
        addBuyer("", to: &sample)
        sample.insert(
            "<cbc:LatestDeliveryDate>2026-03-01</cbc:LatestDeliveryDate>",
            after: "cbc:ActualDeliveryDate")
        return sample
    }

    private static var citizen: SampleDocument {
        var sample = SampleDocument.simplified
        sample.rated("Z", code: "VATEX-SA-HEA", text: "Private health care")
        addBuyer(
            "<cac:PartyIdentification><cbc:ID schemeID=\"NAT\">1010293847</cbc:ID>"
                + "</cac:PartyIdentification>", to: &sample)
        return sample
    }

    private static func untaxed(
        _ category: String, _ code: String, _ text: String, isCharge: Bool
    ) -> SampleDocument {
        var sample = SampleDocument.standard
        if isCharge { sample.charge("5.00") } else { sample.allow("5.00") }
        sample.rated(category, code: code, text: text)
        let total = isCharge ? "255.00" : "245.00"
        sample.set("cbc:TaxInclusiveAmount", total)
        sample.set("cbc:PayableAmount", total)
        // The reason was put at the first rate, which is the allowance's.
        sample.change("cac:AllowanceCharge") { part in
            part.removing(from: "<cbc:TaxExemptionReasonCode>", to: "</cbc:TaxExemptionReason>")
        }
        sample.insert(reason(code, text), after: "cbc:Percent", at: 2)
        return sample
    }

    private static func settling(
        _ category: String, _ code: String?, _ text: String
    ) -> SampleDocument {
        var sample = SampleDocument.standard
        guard let code else {
            sample.prepay("100.00", "15.00")
            sample.set("cbc:Percent", "15.00", at: 4)
            return sample
        }
        sample.prepay("100.00", "0.00", category, rate: "0.00", prepaid: "100.00")
        sample.insert(reason(code, text), after: "cbc:Percent", at: 4)
        return sample
    }

    private static func reason(_ code: String, _ text: String) -> String {
        "<cbc:TaxExemptionReasonCode>\(code)</cbc:TaxExemptionReasonCode>"
            + "<cbc:TaxExemptionReason>\(text)</cbc:TaxExemptionReason>"
    }
}

extension String {
    /// Without the first run that begins and ends with these texts.
    fileprivate func removing(from start: String, to end: String) -> String {
        guard let open = firstRange(of: start),
            let close = self[open.upperBound...].firstRange(of: end)
        else { return self }
        return replacing(open.lowerBound..<close.upperBound, "")
    }
}

extension SampleDocument {
    /// Puts a text in the place of the element at a path, as findings name it.
    mutating func replace(path: String, with text: String) throws {
        var range = xml.startIndex..<xml.endIndex
        for step in path.split(separator: "/").dropFirst() {
            range = try Self.child(step, in: xml[range])
        }
        replaceSubrange(range, with: text)
    }

    struct NoElement: Error { let step: String }

    /// The range of one child element; the text is that of its parent, or that of the document.
    private static func child(
        _ step: Substring, in parent: Substring
    ) throws -> Range<String.Index> {
        let parts = step.split(whereSeparator: { $0 == "[" || $0 == "]" })
        let position = parts.count > 1 ? Int(parts[1]) ?? 0 : 1
        let root = parent.firstRange(of: "<Invoice")
        var rest = parent[(root?.upperBound ?? parent.index(after: parent.startIndex))...]
        var depth = 0
        var count = 0
        var start = rest.startIndex
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let tag = rest[rest.index(after: open)..<close]
            rest = rest[rest.index(after: close)...]
            if tag.hasPrefix("/") {
                depth -= 1
                if depth == 0, tag.dropFirst() == parts[0] {
                    count += 1
                    if count == position { return start..<rest.startIndex }
                }
            } else {
                if depth == 0 { start = open }
                depth += 1
            }
        }
        throw NoElement(step: String(step))
    }
}
