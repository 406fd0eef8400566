extension VerdictRow {
    /// Totals and their arithmetic.
    static let amounts: [VerdictRow] = [
        VerdictRow("total with VAT and payable both one halala more", "BR-CO-15") {
            $0.set("cbc:TaxInclusiveAmount", "287.51")
            $0.set("cbc:PayableAmount", "287.51")
        },
        VerdictRow("payable one halala more", "BR-CO-16") { $0.set("cbc:PayableAmount", "287.51") },
        VerdictRow("BT-110 one halala more", "BR-CO-14") { $0.set("cbc:TaxAmount", "37.51") },
        VerdictRow("line net 200.01", "BR-S-08 BR-CO-10 51") {
            $0.set("cbc:LineExtensionAmount", "200.01", at: 2)
        },
        VerdictRow("line net 200.02", "BR-S-08 BR-CO-10 51 EN16931-11") {
            $0.set("cbc:LineExtensionAmount", "200.02", at: 2)
        },
        VerdictRow("amount with a blank behind it", "BR-DEC-12") {
            $0.set("cbc:TaxExclusiveAmount", "250.00 ")
        },
        VerdictRow("total without VAT missing", "BR-13 BR-CO-13 BR-CO-15") {
            $0.drop("cbc:TaxExclusiveAmount")
        },
        VerdictRow("total with VAT missing", "BR-14 BR-CO-15 BR-CO-16") {
            $0.drop("cbc:TaxInclusiveAmount")
        },
        VerdictRow("BT-112 with three decimals", "BR-DEC-14") {
            $0.set("cbc:TaxInclusiveAmount", "287.500")
        },
        VerdictRow("BT-115 with three decimals", "BR-DEC-18") {
            $0.set("cbc:PayableAmount", "287.500")
        },
        VerdictRow("BT-116 with three decimals", "BR-DEC-19") {
            $0.set("cbc:TaxableAmount", "250.000")
        },
        VerdictRow("BT-106 with three decimals", "BR-DEC-09") {
            $0.set("cbc:LineExtensionAmount", "250.000")
        },
        VerdictRow("rounding amount with three decimals and matching payable", "BR-DEC-17") {
            $0.insert(Self.riyals("PayableRoundingAmount", "-0.500"), before: "cbc:PayableAmount")
            $0.set("cbc:PayableAmount", "287.00")
        },
        VerdictRow("rounding amount -0.50 with matching payable", "") {
            $0.insert(Self.riyals("PayableRoundingAmount", "-0.50"), before: "cbc:PayableAmount")
            $0.set("cbc:PayableAmount", "287.00")
        },
        VerdictRow("rounding amount without adapting payable", "BR-CO-16") {
            $0.insert(Self.riyals("PayableRoundingAmount", "0.01"), before: "cbc:PayableAmount")
        },
        VerdictRow("prepaid amount 0.00", "") {
            $0.insert(Self.riyals("PrepaidAmount", "0.00"), before: "cbc:PayableAmount")
        },
        VerdictRow("prepaid amount with three decimals", "BR-DEC-16") {
            $0.insert(Self.riyals("PrepaidAmount", "0.000"), before: "cbc:PayableAmount")
        },
        VerdictRow("allowance total 0 without allowances", "") {
            $0.insert(Self.riyals("AllowanceTotalAmount", "0"), before: "cbc:PayableAmount")
        },
        VerdictRow("negative total without VAT", "BR-CO-13 BR-CO-15 F-04") {
            $0.set("cbc:TaxExclusiveAmount", "-250.00")
        },
        VerdictRow("VAT written as negative zero", "F-04 BR-CO-15 BR-CO-14 BR-CO-17 BR-S-09") {
            $0.set("cbc:TaxAmount", "-0.00", at: 2)
        },
        VerdictRow("no second tax total", "EN16931-09") { $0.drop("cac:TaxTotal", at: 2) },
        VerdictRow("second tax total differs in a riyal invoice", "") {
            $0.set("cbc:TaxAmount", "99.99", at: 3)
        },
        VerdictRow("second tax total in dollars", "BR-53") {
            $0.set("cbc:TaxAmount", attribute: "currencyID", "USD", at: 3)
        },
        VerdictRow("broken-down tax total in dollars beside one in riyals", "") {
            $0.set("cbc:TaxAmount", attribute: "currencyID", "USD")
        },
        VerdictRow("two tax totals with subtotals", "BR-CO-15 EN16931-08 EN16931-09") {
            let parts =
                "<cac:TaxSubtotal>\(riyals("TaxableAmount", "250.00"))"
                + "\(riyals("TaxAmount", "37.50"))<cac:TaxCategory><cbc:ID>S</cbc:ID>"
                + "<cbc:Percent>15</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID>"
                + "</cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>"
            $0.insert(parts, after: "cbc:TaxAmount", at: 3)
        },
        VerdictRow(
            "no subtotal at all", "BR-CO-15 BR-CO-18 BR-S-01 EN16931-08 EN16931-09"
        ) { $0.drop("cac:TaxSubtotal") },
        VerdictRow("three decimals in all VAT totals", "BR-DEC-20 BR-DEC-13 BR-DEC-15") {
            $0.replace("37.50", "37.500")
        },
        VerdictRow("allowance exists and its total is missing", "BR-CO-11 BR-CO-13") {
            $0.allow("5.00")
            $0.drop("cbc:AllowanceTotalAmount")
        },
        VerdictRow("charge exists and its total is missing", "BR-CO-12 BR-CO-13") {
            $0.charge("5.00")
            $0.drop("cbc:ChargeTotalAmount")
        },
        VerdictRow("a document allowance in a consistent document", "") { $0.allow("5.00") },
        VerdictRow("a document charge in a consistent document", "") { $0.charge("5.00") },
        VerdictRow("an allowance with three decimals", "BR-DEC-01 BR-DEC-10") {
            $0.allow("5.000")
        },
        VerdictRow("a charge with three decimals", "BR-DEC-05 BR-DEC-11") { $0.charge("5.000") },
    ]

    static func riyals(_ element: String, _ value: String) -> String {
        "<cbc:\(element) currencyID=\"SAR\">\(value)</cbc:\(element)>"
    }

    /// The VAT breakdown.
    static let taxes: [VerdictRow] = [
        VerdictRow("VAT 37.52 with totals adapted", "") { $0.taxes("37.52", total: "287.52") },
        VerdictRow("VAT 37.48 with totals adapted", "") { $0.taxes("37.48", total: "287.48") },
        VerdictRow("VAT 37.53 with totals adapted", "BR-CO-17 BR-S-09") {
            $0.taxes("37.53", total: "287.53")
        },
        VerdictRow("rate 15.99 everywhere on one of two lines' VAT", "BR-CO-17 BR-S-09") {
            $0.replace("15.00", "15.99")
        },
        VerdictRow("rate 15.999", "DEC-02 BR-CO-17 BR-S-09") { $0.replace("15.00", "15.999") },
        VerdictRow("rate 14.99, within the tolerance of two lines", "84") {
            $0.replace("15.00", "14.99")
        },
        VerdictRow("rate 101 on a line", "84 DEC-02") { $0.set("cbc:Percent", "101", at: 2) },
        VerdictRow("no rate on a line", "BR-S-05") { $0.drop("cbc:Percent", at: 2) },
        VerdictRow("no rate in the breakdown", "BR-48 BR-CO-17 BR-S-09") { $0.drop("cbc:Percent") },
        VerdictRow("S with a code of exemption", "BR-S-10") {
            $0.insert(
                "<cbc:TaxExemptionReasonCode>VATEX-SA-32</cbc:TaxExemptionReasonCode>",
                after: "cbc:Percent")
        },
        VerdictRow("category AE on a line", "18 BR-S-08") { $0.category("AE", at: 2) },
        VerdictRow("category X on a line", "BR-CL-18 18 BR-S-08") { $0.category("X", at: 2) },
        VerdictRow("empty category passes the substring test", "BR-CL-18 BR-S-08") {
            $0.category("", at: 2)
        },
        VerdictRow("tax scheme GST on a line", "BR-CO-04") { $0.scheme("GST", at: 4) },
        VerdictRow("tax scheme GST on all lines", "BR-CO-04 BR-S-08") {
            $0.scheme("GST", at: 4)
            $0.scheme("GST", at: 5)
        },
        VerdictRow("tax scheme GST in the breakdown", "BR-47 BR-48 BR-S-01 BR-CO-17") {
            $0.scheme("GST", at: 3)
        },
        VerdictRow("tax scheme vat in the breakdown", "") { $0.scheme(" vat ", at: 3) },
        VerdictRow("subtotal without taxable amount", "BR-45 BR-CO-17 BR-S-08 BR-S-09") {
            $0.drop("cbc:TaxableAmount")
        },
        VerdictRow("all Z without a code", "69") { $0.rated("Z") },
        VerdictRow("all E without a code", "23") { $0.rated("E") },
        VerdictRow("all O without a code", "24") { $0.rated("O") },
        VerdictRow("Z with code and text", "") { $0.rated("Z", code: "VATEX-SA-32", text: "x") },
        VerdictRow("Z with code and without text", "83") { $0.rated("Z", code: "VATEX-SA-32") },
        VerdictRow("Z with an E code", "CL-04") {
            $0.rated("Z", code: "VATEX-SA-29", text: "x")
        },
        VerdictRow("Z with a code in small letters", "CL-04") {
            $0.rated("Z", code: "vatex-sa-32", text: "x")
        },
        VerdictRow("Z with a new code", "") {
            $0.rated("Z", code: "VATEX-SA-ROYALDECREE", text: "x")
        },
        VerdictRow("Z for a citizen without national ID", "49") {
            $0.rated("Z", code: "VATEX-SA-EDU", text: "x")
        },
        VerdictRow("Z reason of 1001 characters", "C16") {
            $0.rated("Z", code: "VATEX-SA-32", text: String(repeating: "x", count: 1_001))
        },
        VerdictRow("Z reason of 1001 characters for a citizen is not looked at", "49") {
            $0.rated(
                "Z", code: "VATEX-SA-EDU", text: String(repeating: "x", count: 1_001))
        },
        VerdictRow("Z without rate anywhere", "BR-48 BR-Z-05 BR-CO-17") {
            $0.rated("Z", code: "VATEX-SA-32", text: "x")
            for _ in 0..<3 { $0.drop("cbc:Percent") }
        },
        VerdictRow("O without rate anywhere", "BR-CO-17") {
            $0.rated("O", code: "VATEX-SA-OOS", text: "x")
            for _ in 0..<3 { $0.drop("cbc:Percent") }
        },
        VerdictRow("E at 15 on a line", "BR-E-05") {
            $0.rated("E", code: "VATEX-SA-30", text: "x")
            $0.set("cbc:Percent", "15", at: 2)
        },
        VerdictRow("O at 15 on a line", "11") {
            $0.rated("O", code: "VATEX-SA-OOS", text: "x")
            $0.set("cbc:Percent", "15", at: 2)
        },
        VerdictRow("E breakdown off", "BR-E-08") {
            $0.rated("E", code: "VATEX-SA-30", text: "x")
            $0.set("cbc:TaxableAmount", "250.01")
        },
        VerdictRow("O breakdown off", "BR-O-08") {
            $0.rated("O", code: "VATEX-SA-OOS", text: "x")
            $0.set("cbc:TaxableAmount", "250.01")
        },
        VerdictRow("O with VAT", "BR-O-09 BR-CO-14 BR-CO-15 BR-CO-17") {
            $0.rated("O", code: "VATEX-SA-OOS", text: "x")
            $0.set("cbc:TaxAmount", "1.00", at: 2)
        },
        VerdictRow("E on a line and Z in the breakdown", "BR-E-01 BR-Z-08 CL-04") {
            $0.rated("E", code: "VATEX-SA-30", text: "x")
            $0.category("Z", at: 1)
        },
        VerdictRow("O on a line and Z in the breakdown", "BR-O-01 BR-Z-08 CL-04") {
            $0.rated("O", code: "VATEX-SA-OOS", text: "x")
            $0.category("Z", at: 1)
        },
        VerdictRow("S on lines and Z in the breakdown", "BR-S-01 BR-Z-08 BR-Z-09 69") {
            $0.category("Z", at: 1)
        },
        VerdictRow("E with VAT", "BR-E-09 BR-CO-14 BR-CO-15 BR-CO-17") {
            $0.rated("E", code: "VATEX-SA-30", text: "x")
            $0.set("cbc:TaxAmount", "1.00", at: 2)
        },
    ]
}

extension SampleDocument {
    /// The categories are those of the breakdown and of the two lines.
    mutating func category(_ code: String, at position: Int) {
        let element = position == 1 ? "cac:TaxCategory" : "cac:ClassifiedTaxCategory"
        replaceFirst("<cbc:ID>", within: element, at: position == 1 ? 1 : position - 1, code)
    }

    /// The schemes are those of seller, buyer, breakdown and the two lines.
    mutating func scheme(_ code: String, at position: Int) {
        replaceFirst("<cbc:ID>", within: "cac:TaxScheme", at: position, code)
    }

    private mutating func replaceFirst(
        _ tag: String, within element: String, at position: Int, _ text: String
    ) {
        change(element, at: position) { part in
            guard let open = part.range(of: tag),
                let close = part[open.upperBound...].range(of: "</cbc:ID>")
            else { return part }
            return part.replacing(open.upperBound..<close.lowerBound, text)
        }
    }

    /// VAT of the breakdown and of the totals, and the total.
    mutating func taxes(_ value: String, total: String) {
        for position in 1...3 { set("cbc:TaxAmount", value, at: position) }
        set("cbc:TaxInclusiveAmount", total)
        set("cbc:PayableAmount", total)
    }

    /// Both lines and the breakdown in this category at 0.
    mutating func rated(_ code: String, code reason: String? = nil, text: String? = nil) {
        replace("<cbc:ID>S</cbc:ID>", "<cbc:ID>\(code)</cbc:ID>")
        replace("15.00", "0.00")
        for position in 1...5 { set("cbc:TaxAmount", "0.00", at: position) }
        set("cbc:RoundingAmount", "200.00", at: 1)
        set("cbc:RoundingAmount", "50.00", at: 2)
        set("cbc:TaxInclusiveAmount", "250.00")
        set("cbc:PayableAmount", "250.00")
        var exemption = ""
        if let reason {
            exemption += "<cbc:TaxExemptionReasonCode>\(reason)</cbc:TaxExemptionReasonCode>"
        }
        if let text { exemption += "<cbc:TaxExemptionReason>\(text)</cbc:TaxExemptionReason>" }
        insert(exemption, after: "cbc:Percent")
    }

    /// A document allowance of 5, with consistent totals of 245.00 + 36.75.
    mutating func allow(_ amount: String, _ parts: String = "") {
        add(isCharge: false, amount, parts, net: "245.00", tax: "36.75", gross: "281.75")
    }

    /// A document charge of 5, with consistent totals of 255.00 + 38.25.
    mutating func charge(_ amount: String, _ parts: String? = nil) {
        let reason =
            "<cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode>"
            + "<cbc:AllowanceChargeReason>Freight</cbc:AllowanceChargeReason>"
        add(isCharge: true, amount, parts ?? reason, net: "255.00", tax: "38.25", gross: "293.25")
    }

    private mutating func add(
        isCharge: Bool, _ amount: String, _ parts: String, net: String, tax: String, gross: String
    ) {
        let category =
            "<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>15.00</cbc:Percent><cac:TaxScheme>"
            + "<cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>"
        let sum = isCharge ? "ChargeTotalAmount" : "AllowanceTotalAmount"
        insert(VerdictRow.riyals(sum, amount), after: "cbc:TaxInclusiveAmount")
        set("cbc:TaxExclusiveAmount", net)
        set("cbc:TaxableAmount", net)
        taxes(tax, total: gross)
        insert(
            "<cac:AllowanceCharge><cbc:ChargeIndicator>\(isCharge)</cbc:ChargeIndicator>\(parts)"
                + "\(VerdictRow.riyals("Amount", amount))\(category)</cac:AllowanceCharge>",
            before: "cac:TaxTotal")
    }
}

extension String {
    func replacing(_ range: Range<Index>, _ text: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: text)
        return copy
    }
}
