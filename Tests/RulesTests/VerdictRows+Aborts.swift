extension VerdictRow {
    /// Shapes that the official stylesheets cannot evaluate: the stage fails as a whole.
    static let aborts: [VerdictRow] = [
        VerdictRow("two seller numbers", "KSA-ABORT") { $0.twice("cac:PartyIdentification") },
        VerdictRow("two buyer numbers", "KSA-ABORT") {
            $0.buyerNumber("OTH", "1")
            $0.twice("cac:PartyIdentification", at: 2)
        },
        VerdictRow("two seller tax schemes", "KSA-ABORT") { $0.twice("cac:PartyTaxScheme") },
        VerdictRow("two seller names", "EN-ABORT") { $0.twice("cac:PartyLegalEntity") },
        VerdictRow("two buyer names", "KSA-ABORT") { $0.twice("cac:PartyLegalEntity", at: 2) },
        VerdictRow("two supply dates", "KSA-ABORT") { $0.twice("cac:Delivery") },
        VerdictRow("two counters", "KSA-ABORT") { $0.twice("cac:AdditionalDocumentReference") },
        VerdictRow("two QR codes", "KSA-ABORT") {
            $0.twice("cac:AdditionalDocumentReference", at: 3)
        },
        VerdictRow("two tax totals in a line", "KSA-ABORT") { $0.twice("cac:TaxTotal", at: 3) },
        VerdictRow("base quantity 0", "KSA-ABORT") { $0.base("0", price: "100.00") },
        VerdictRow("simplified issue date with a zone", "KSA-ABORT", base: .simplified) {
            $0.set("cbc:IssueDate", "2026-03-01Z")
        },
        VerdictRow("currency that is no pattern", "KSA-ABORT BR-CL-03") {
            $0.set("cbc:LineExtensionAmount", attribute: "currencyID", "(", at: 2)
        },
        VerdictRow("two means of payment", "") { $0.twice("cac:PaymentMeans") },
    ]
}

extension SampleDocument {
    mutating func twice(_ element: String, at position: Int = 1) {
        change(element, at: position) { $0 + $0 }
    }
}
