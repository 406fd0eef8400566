private func long(_ count: Int) -> String { String(repeating: "x", count: count) }

private func reason(_ code: String?, _ text: String?) -> String {
    (code.map { "<cbc:AllowanceChargeReasonCode>\($0)</cbc:AllowanceChargeReasonCode>" } ?? "")
        + (text.map { "<cbc:AllowanceChargeReason>\($0)</cbc:AllowanceChargeReason>" } ?? "")
}

private func percentage(_ value: String) -> String {
    "<cbc:MultiplierFactorNumeric>\(value)</cbc:MultiplierFactorNumeric>"
}

extension VerdictRow {
    /// Allowances and charges of the document.
    static let allowances: [VerdictRow] = [
        VerdictRow("charge without code and reason", "19 21") { $0.charge("5.00", "") },
        VerdictRow("charge code QQQ", "CL-06") { $0.charge("5.00", reason("QQQ", "x")) },
        VerdictRow("charge code 95", "CL-06") { $0.charge("5.00", reason("95", "x")) },
        VerdictRow("charge code A, a part of the list's text", "") {
            $0.charge("5.00", reason("A", "x"))
        },
        // The official list joins these two into one word, in which both are found all the same.
        VerdictRow("charge code CAP", "") { $0.charge("5.00", reason("CAP", "x")) },
        VerdictRow("charge code CAQ", "") { $0.charge("5.00", reason("CAQ", "x")) },
        VerdictRow("allowance code QQQ", "") { $0.allow("5.00", reason("QQQ", "x")) },
        VerdictRow("charge reason of 1001", "C33") { $0.charge("5.00", reason("FC", long(1_001))) },
        VerdictRow("allowance reason of 1001", "C35") {
            $0.allow("5.00", reason(nil, long(1_001)))
        },
        VerdictRow("5 % of 100.00", "") {
            $0.allow("5.00", percentage("5"))
            $0.insert(riyals("BaseAmount", "100.00"), after: "cbc:Amount")
        },
        VerdictRow("5 % of 100.10", "EN16931-03") {
            $0.allow("5.00", percentage("5"))
            $0.insert(riyals("BaseAmount", "100.10"), after: "cbc:Amount")
        },
        VerdictRow("base with three decimals", "BR-DEC-02") {
            $0.allow("5.00", percentage("5"))
            $0.insert(riyals("BaseAmount", "100.000"), after: "cbc:Amount")
        },
        VerdictRow("charge base with three decimals", "BR-DEC-06") {
            $0.charge("5.00", reason("FC", "x") + percentage("5"))
            $0.insert(riyals("BaseAmount", "100.000"), after: "cbc:Amount")
        },
        VerdictRow("base without percentage", "EN16931-03 EN16931-05") {
            $0.allow("5.00")
            $0.insert(riyals("BaseAmount", "100.00"), after: "cbc:Amount")
        },
        VerdictRow("percentage without base", "EN16931-04") { $0.allow("5.00", percentage("5")) },
        VerdictRow("allowance percentage with three decimals", "DEC-01") {
            $0.allow("5.00", percentage("5.000"))
            $0.insert(riyals("BaseAmount", "100.00"), after: "cbc:Amount")
        },
        VerdictRow("charge percentage with three decimals", "") {
            $0.charge("5.00", reason("FC", "x") + percentage("5.000"))
            $0.insert(riyals("BaseAmount", "100.00"), after: "cbc:Amount")
        },
        VerdictRow("allowance scheme GST", "BR-32") {
            $0.allow("5.00")
            $0.scheme("GST", at: 3)
        },
        VerdictRow("charge without category", "BR-37 BR-S-08") {
            $0.charge("5.00")
            $0.drop("cac:TaxCategory")
        },
        VerdictRow("S allowance at 0", "BR-S-06 84") {
            $0.allow("5.00")
            $0.set("cbc:Percent", "0")
        },
        VerdictRow("S charge at 0", "BR-S-07 84") {
            $0.charge("5.00")
            $0.set("cbc:Percent", "0")
        },
        VerdictRow("O allowance at 15", "12 BR-O-01 BR-S-08") {
            $0.allow("5.00")
            $0.category("O", at: 1)
        },
        VerdictRow("O charge at 15", "13 BR-O-01 BR-S-08") {
            $0.charge("5.00")
            $0.category("O", at: 1)
        },
        VerdictRow("E allowance at 15", "BR-E-06 BR-E-01 BR-S-08") {
            $0.allow("5.00")
            $0.category("E", at: 1)
        },
        VerdictRow("Z allowance at 15", "BR-Z-06 BR-Z-01 BR-S-08") {
            $0.allow("5.00")
            $0.category("Z", at: 1)
        },
        VerdictRow("E charge at 15", "BR-E-07 BR-E-01 BR-S-08") {
            $0.charge("5.00")
            $0.category("E", at: 1)
        },
        VerdictRow("Z charge at 15", "BR-Z-07 BR-Z-01 BR-S-08") {
            $0.charge("5.00")
            $0.category("Z", at: 1)
        },
    ]

    /// Lines.
    static let lines: [VerdictRow] = [
        VerdictRow("quantity 0", "BR-22 EN16931-11") { $0.set("cbc:InvoicedQuantity", "0") },
        VerdictRow("quantity 0.00", "EN16931-11") { $0.set("cbc:InvoicedQuantity", "0.00") },
        VerdictRow("negative quantity", "F-04 EN16931-11") { $0.set("cbc:InvoicedQuantity", "-2") },
        VerdictRow("negative price", "F-04 EN16931-11") { $0.set("cbc:PriceAmount", "-100.00") },
        VerdictRow("unit code of 128", "C18") {
            $0.set("cbc:InvoicedQuantity", attribute: "unitCode", long(128))
        },
        VerdictRow("line number of 7", "C17") { $0.lineNumber("1234567") },
        VerdictRow("line number empty", "C17 BR-21") { $0.lineNumber("") },
        VerdictRow("item name AB", "C19") { $0.set("cbc:Name", "AB") },
        VerdictRow("item name of digits", "F-C-01") { $0.set("cbc:Name", "123") },
        VerdictRow("item name of Arabic digits", "F-C-01") { $0.set("cbc:Name", "٣٤٥") },
        VerdictRow("item name empty", "BR-25 C19") { $0.set("cbc:Name", "") },
        VerdictRow("three item numbers of 128", "C20 C30 C31") {
            let number = "<cbc:ID>\(long(128))</cbc:ID>"
            $0.insert(
                "<cac:BuyersItemIdentification>\(number)</cac:BuyersItemIdentification>"
                    + "<cac:SellersItemIdentification>\(number)</cac:SellersItemIdentification>"
                    + "<cac:StandardItemIdentification>\(number)</cac:StandardItemIdentification>",
                after: "cbc:Name")
        },
        VerdictRow("item property without value", "BR-54") {
            $0.insert(
                "<cac:AdditionalItemProperty><cbc:Name>n</cbc:Name></cac:AdditionalItemProperty>",
                after: "cac:ClassifiedTaxCategory")
        },
        VerdictRow("line without price", "BR-26 EN16931-11") { $0.drop("cac:Price") },
        VerdictRow("line net with three decimals", "BR-DEC-23") {
            $0.set("cbc:LineExtensionAmount", "200.000", at: 2)
        },
        VerdictRow("line VAT and total with three decimals", "DEC-03 DEC-04") {
            $0.set("cbc:TaxAmount", "30.000", at: 4)
            $0.set("cbc:RoundingAmount", "230.000")
        },
        VerdictRow("line VAT wrong and total adding up", "") {
            $0.set("cbc:TaxAmount", "10.00", at: 4)
            $0.set("cbc:RoundingAmount", "210.00")
        },
        VerdictRow("line total off", "51") { $0.set("cbc:RoundingAmount", "230.01") },
        VerdictRow("line total missing", "51 53") { $0.drop("cbc:RoundingAmount") },
        VerdictRow("base quantity 10 and price 1000", "") { $0.base("10", price: "1000.00") },
        VerdictRow("base quantity -1", "EN16931-12 EN16931-11") { $0.base("-1", price: "100.00") },
        VerdictRow("base quantity 3 and a recurring price", "") {
            $0.base("3", price: "300.00")
        },
        VerdictRow("unit of the base quantity of 128", "C21") {
            $0.base("1", price: "100.00", unit: long(128))
        },
        VerdictRow("price 100 = 120 - 20", "") { $0.discount("false", "20.00", "120.00") },
        VerdictRow("price 100 = 121 - 20", "EN16931-07") {
            $0.discount("false", "20.00", "121.00")
        },
        VerdictRow("price with a charge", "EN16931-06") { $0.discount("true", "20.00", "120.00") },
        VerdictRow("line charge without code and reason", "20 22") {
            $0.part("true", "", "1.00", price: "99.50")
        },
        VerdictRow("line charge with three decimals", "BR-DEC-27") {
            $0.part("true", reason("FC", "x"), "1.000", price: "99.50")
        },
        VerdictRow("line allowance with three decimals is not looked at", "") {
            $0.part("false", "", "1.000", price: "100.50")
        },
        VerdictRow("line charge base with three decimals", "BR-DEC-28") {
            $0.part("true", reason("FC", "x") + percentage("10"), "1.00", price: "99.50")
            $0.insert(riyals("BaseAmount", "10.000"), after: "cbc:Amount")
        },
        VerdictRow("line charge reason of 1001", "C34") {
            $0.part("true", reason("FC", long(1_001)), "1.00", price: "99.50")
        },
        VerdictRow("line allowance reason of 1001", "C36") {
            $0.part("false", reason(nil, long(1_001)), "1.00", price: "100.50")
        },
        VerdictRow("5 % of 43.10 is 2.15 in binary64", "") {
            $0.part("false", percentage("5"), "2.15", price: "101.075")
            $0.insert(riyals("BaseAmount", "43.10"), after: "cbc:Amount")
        },
        VerdictRow("5 % of 43.10 is not 2.16 in binary64", "EN16931-03") {
            $0.part("false", percentage("5"), "2.16", price: "101.08")
            $0.insert(riyals("BaseAmount", "43.10"), after: "cbc:Amount")
        },
    ]

    /// Prepayments.
    static let prepayments: [VerdictRow] = [
        VerdictRow("prepayment settled", "") { $0.prepay("100.00", "15.00") },
        VerdictRow("prepaid tax 15.01 and total unchanged", "80") {
            $0.prepay("100.00", "15.01")
        },
        VerdictRow("prepaid tax 15.01 and total adapted", "") {
            $0.prepay("100.00", "15.01", prepaid: "115.01")
        },
        VerdictRow("prepaid tax 15.02 and total adapted", "79") {
            $0.prepay("100.00", "15.02", prepaid: "115.02")
        },
        VerdictRow("prepaid amount without prepayment lines", "80 73") {
            $0.insert(riyals("PrepaidAmount", "115.00"), before: "cbc:PayableAmount")
            $0.set("cbc:PayableAmount", "172.50")
        },
        VerdictRow("prepayment quantity 0", "BR-22") {
            $0.prepay("100.00", "15.00")
            $0.set("cbc:InvoicedQuantity", "0", at: 3)
        },
        VerdictRow("prepayment price 5.00", "82") {
            $0.prepay("100.00", "15.00")
            $0.set("cbc:PriceAmount", "5.00", at: 3)
        },
        VerdictRow("prepayment of type 388", "74 80") {
            $0.prepay("100.00", "15.00")
            $0.set("cbc:DocumentTypeCode", "388")
        },
        VerdictRow("prepayment without time", "73") {
            $0.prepay("100.00", "15.00")
            $0.drop("cbc:IssueTime", at: 2)
        },
        VerdictRow("prepayment without breakdown", "75 80") {
            $0.prepay("100.00", "15.00")
            $0.drop("cac:TaxSubtotal", at: 2)
        },
        VerdictRow("prepayment with three decimals", "DEC-06") {
            $0.prepay("100.000", "15.000")
        },
        VerdictRow("prepayment at the former rate", "") {
            $0.prepay("100.00", "5.00", rate: "5", prepaid: "105.00")
        },
        VerdictRow("prepayment Z without code", "93") {
            $0.prepay("100.00", "0.00", "Z", rate: "0", prepaid: "100.00")
        },
        VerdictRow("prepayment E without code", "94") {
            $0.prepay("100.00", "0.00", "E", rate: "0", prepaid: "100.00")
        },
        VerdictRow("prepayment O without code", "95") {
            $0.prepay("100.00", "0.00", "O", rate: "0", prepaid: "100.00")
        },
        VerdictRow("prepayment Z with a new code", "CL-07 96") {
            $0.prepay("100.00", "0.00", "Z", rate: "0", prepaid: "100.00")
            $0.insert(
                "<cbc:TaxExemptionReasonCode>VATEX-SA-ROYALDECREE</cbc:TaxExemptionReasonCode>",
                after: "cbc:Percent", at: 4)
        },
        VerdictRow("prepayment reason of 1001", "C39") {
            $0.prepay("100.00", "0.00", "Z", rate: "0", prepaid: "100.00")
            $0.insert(
                "<cbc:TaxExemptionReasonCode>VATEX-SA-32</cbc:TaxExemptionReasonCode>"
                    + "<cbc:TaxExemptionReason>\(long(1_001))</cbc:TaxExemptionReason>",
                after: "cbc:Percent", at: 4)
        },
        VerdictRow("prepayment Z at 5", "76 79 93") {
            $0.prepay("100.00", "5.00", "Z", rate: "5", prepaid: "105.00")
        },
        VerdictRow("prepayment E at 5", "77 79 94") {
            $0.prepay("100.00", "5.00", "E", rate: "5", prepaid: "105.00")
        },
        VerdictRow("prepayment O at 5", "78 95") {
            $0.prepay("100.00", "5.00", "O", rate: "5", prepaid: "105.00")
        },
        VerdictRow("breakdown of a line without prepaid amount", "80") {
            $0.prepay("100.00", "15.00")
            $0.drop("cbc:PrepaidAmount")
            $0.set("cbc:PayableAmount", "287.50")
        },
    ]
}

extension SampleDocument {
    mutating func lineNumber(_ text: String) {
        replace("<cac:InvoiceLine><cbc:ID>1<", "<cac:InvoiceLine><cbc:ID>\(text)<")
    }

    mutating func base(_ quantity: String, price: String, unit: String = "PCE") {
        set("cbc:PriceAmount", price)
        insert(
            "<cbc:BaseQuantity unitCode=\"\(unit)\">\(quantity)</cbc:BaseQuantity>",
            after: "cbc:PriceAmount")
    }

    mutating func discount(_ isCharge: String, _ amount: String, _ gross: String) {
        insert(
            "<cac:AllowanceCharge><cbc:ChargeIndicator>\(isCharge)</cbc:ChargeIndicator>"
                + VerdictRow.riyals("Amount", amount) + VerdictRow.riyals("BaseAmount", gross)
                + "</cac:AllowanceCharge>", after: "cbc:PriceAmount")
    }

    /// An allowance or charge on the first line, whose price makes good for it.
    mutating func part(_ isCharge: String, _ parts: String, _ amount: String, price: String) {
        set("cbc:PriceAmount", price)
        insert(
            "<cac:AllowanceCharge><cbc:ChargeIndicator>\(isCharge)</cbc:ChargeIndicator>\(parts)"
                + VerdictRow.riyals("Amount", amount) + "</cac:AllowanceCharge>",
            after: "cbc:LineExtensionAmount", at: 2)
    }

    /// A line that settles a prepayment of `taxable` and `tax`.
    mutating func prepay(
        _ taxable: String, _ tax: String, _ category: String = "S", rate: String = "15",
        prepaid: String = "115.00"
    ) {
        let due = ["115.00": "172.50", "115.01": "172.49", "115.02": "172.48", "105.00": "182.50"]
        insert(VerdictRow.riyals("PrepaidAmount", prepaid), before: "cbc:PayableAmount")
        set("cbc:PayableAmount", due[prepaid] ?? "187.50")
        let code =
            "<cbc:ID>\(category)</cbc:ID><cbc:Percent>\(rate)</cbc:Percent><cac:TaxScheme>"
            + "<cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
        let item =
            "<cbc:ID>S</cbc:ID><cbc:Percent>15.00</cbc:Percent><cac:TaxScheme>"
            + "<cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
        let line =
            "<cac:InvoiceLine><cbc:ID>3</cbc:ID>"
            + "<cbc:InvoicedQuantity unitCode=\"PCE\">0.00</cbc:InvoicedQuantity>"
            + VerdictRow.riyals("LineExtensionAmount", "0.00")
            + "<cac:DocumentReference><cbc:ID>ADV-1</cbc:ID><cbc:IssueDate>2026-01-15"
            + "</cbc:IssueDate><cbc:IssueTime>10:00:00</cbc:IssueTime>"
            + "<cbc:DocumentTypeCode>386</cbc:DocumentTypeCode></cac:DocumentReference>"
            + "<cac:TaxTotal>" + VerdictRow.riyals("TaxAmount", "0.00")
            + VerdictRow.riyals("RoundingAmount", "0.00") + "<cac:TaxSubtotal>"
            + VerdictRow.riyals("TaxableAmount", taxable) + VerdictRow.riyals("TaxAmount", tax)
            + "<cac:TaxCategory>\(code)</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>"
            + "<cac:Item><cbc:Name>Prepayment</cbc:Name><cac:ClassifiedTaxCategory>\(item)"
            + "</cac:ClassifiedTaxCategory></cac:Item><cac:Price>"
            + VerdictRow.riyals("PriceAmount", "0.00") + "</cac:Price></cac:InvoiceLine>"
        insert(line, after: "cac:InvoiceLine", at: 2)
    }
}
