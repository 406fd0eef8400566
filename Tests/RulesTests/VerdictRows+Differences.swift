extension VerdictRow {
    /// Found by comparing random documents with the official stylesheets; most are refused by the
    /// schema, but their ids are known all the same.
    static let differences: [VerdictRow] = [
        VerdictRow("two quantities without a unit", "KSA-ABORT") {
            $0.twice("cbc:InvoicedQuantity")
            $0.set("cbc:InvoicedQuantity", attribute: "unitCode", nil, at: 1)
            $0.set("cbc:InvoicedQuantity", attribute: "unitCode", nil, at: 2)
        },
        VerdictRow("two quantities with a unit", "EN-ABORT KSA-ABORT") {
            $0.twice("cbc:InvoicedQuantity")
        },
        VerdictRow("two sets of totals", "EN-ABORT") { $0.twice("cac:LegalMonetaryTotal") },
        VerdictRow(
            "two sets of totals and a currency that no tax total has", "BR-CO-15 BR-53"
        ) {
            $0.twice("cac:LegalMonetaryTotal")
            for position in [1, 3] {
                $0.set("cbc:TaxAmount", attribute: "currencyID", "USD", at: position)
            }
        },
        VerdictRow("a second seller number without scheme beside an unknown scheme", "08") {
            $0.set("cbc:ID", attribute: "schemeID", "crn", at: 6)
            $0.insert(
                "<cac:PartyIdentification><cbc:ID>55</cbc:ID></cac:PartyIdentification>",
                after: "cac:PartyIdentification")
        },
        VerdictRow("a second seller number without scheme beside a known one", "KSA-ABORT") {
            $0.insert(
                "<cac:PartyIdentification><cbc:ID>55</cbc:ID></cac:PartyIdentification>",
                after: "cac:PartyIdentification")
        },
        VerdictRow("total VAT in riyals that is no number, without subtotals", "KSA-ABORT BR-53") {
            $0.set("cbc:TaxAmount", attribute: "currencyID", "USD", at: 3)
            $0.set("cbc:TaxAmount", "--1", at: 3)
        },
        VerdictRow(
            "no base and a rate that is no number", "BR-45 BR-CO-17 KSA-ABORT BR-S-08 BR-S-09"
        ) {
            $0.drop("cbc:TaxableAmount")
            $0.set("cbc:Percent", "x")
        },
        VerdictRow("two rates on a line, one of them 5", "") {
            $0.change("cbc:Percent", at: 2) { "<cbc:Percent>5</cbc:Percent>" + $0 }
        },
        VerdictRow("base quantity 0 and no quantity", "BR-22 EN16931-11 EN16931-12") {
            $0.base("0", price: "100.00")
            $0.drop("cbc:InvoicedQuantity")
        },
        VerdictRow("payable missing", "BR-15 BR-CO-16") { $0.drop("cbc:PayableAmount") },
        VerdictRow("two tax schemes in a line's category", "EN-ABORT") {
            $0.change("cac:TaxScheme", at: 4) { $0 + $0 }
        },
        VerdictRow("prepayment at a blank rate", "KSA-ABORT") {
            $0.prepay("100.00", "15.00")
            $0.set("cbc:Percent", " ", at: 4)
        },
        VerdictRow("prepayment's time that is no time", "F-05") {
            $0.prepay("100.00", "15.00")
            $0.set("cbc:IssueTime", "noon", at: 2)
        },
        VerdictRow("two amounts in a line charge and no price", "EN-ABORT EN16931-11 20 22") {
            $0.part("true", "", "1.00", price: "99.50")
            $0.change("cbc:Amount") { $0 + $0 }
            $0.drop("cac:Price")
        },
        VerdictRow("rate of a line with letters as its third decimal", "DEC-02 BR-CL-18 18 BR-S-08")
        {
            $0.category("X", at: 2)
            $0.set("cbc:Percent", "0.00x", at: 2)
        },
        VerdictRow("rate of an O line as negative zero", "11") {
            $0.rated("O", code: "VATEX-SA-OOS", text: "x")
            $0.set("cbc:Percent", "-0.00", at: 2)
        },
    ]
}
