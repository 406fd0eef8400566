private func long(_ count: Int) -> String { String(repeating: "x", count: count) }

extension VerdictRow {
    /// Kinds of documents.
    static let kinds: [VerdictRow] = [
        VerdictRow("name 0300000", "06") { $0.replace("0100000", "0300000") },
        VerdictRow("name 010000", "06 C40") { $0.replace("0100000", "010000") },
        VerdictRow("name 0100000000", "06 C40") { $0.replace("0100000", "0100000000") },
        VerdictRow("name 01000000", "") { $0.replace("0100000", "01000000") },
        VerdictRow("name 010000001 without contract", "92") { $0.replace("0100000", "010000001") },
        VerdictRow("name 010000001 with contract", "") {
            $0.replace("0100000", "010000001")
            $0.insert(
                "<cac:ContractDocumentReference><cbc:ID>C-1</cbc:ID>"
                    + "</cac:ContractDocumentReference>",
                before: "cac:AdditionalDocumentReference")
        },
        VerdictRow("export and self-billed", "07") { $0.replace("0100000", "0100101") },
        VerdictRow("self-billed", "") { $0.replace("0100000", "0100001") },
        VerdictRow("type 999", "BR-CL-01 05") { $0.set("cbc:InvoiceTypeCode", "999") },
        VerdictRow("type 380", "05") { $0.set("cbc:InvoiceTypeCode", "380") },
        VerdictRow("type empty", "BR-04 BR-CL-01") { $0.set("cbc:InvoiceTypeCode", "") },
        VerdictRow("type missing", "BR-04") { $0.drop("cbc:InvoiceTypeCode") },
        VerdictRow("type 386 without supply date", "") {
            $0.set("cbc:InvoiceTypeCode", "386")
            $0.drop("cac:Delivery")
        },
        VerdictRow("type 388 without supply date", "15") { $0.drop("cac:Delivery") },
        VerdictRow("credit note without reference and reason", "17 56") {
            $0.set("cbc:InvoiceTypeCode", "381")
        },
        VerdictRow("credit note with both and without supply date", "") {
            $0.note("OLD-1", "Returned")
            $0.drop("cac:Delivery")
        },
        VerdictRow("credit note without means of payment", "17") {
            $0.note("OLD-1", "Returned")
            $0.drop("cac:PaymentMeans")
        },
        VerdictRow("credit note with an empty reference", "BR-55 56 C22") {
            $0.note("", "Returned")
        },
        VerdictRow("credit note with a reference of 5001", "C22") {
            $0.note(long(5_001), "Returned")
        },
        VerdictRow("debit note with an empty reason", "C13") { $0.note("OLD-1", "", type: "383") },
        VerdictRow("debit note with a reason of 1001", "C13") {
            $0.note("OLD-1", long(1_001), type: "383")
        },
        VerdictRow("supply ends before it begins", "36") {
            $0.insert(
                "<cbc:LatestDeliveryDate>2026-02-01</cbc:LatestDeliveryDate>",
                after: "cbc:ActualDeliveryDate")
        },
        VerdictRow("supply ends and does not begin", "35 15") {
            $0.insert(
                "<cbc:LatestDeliveryDate>2026-03-01</cbc:LatestDeliveryDate>",
                after: "cbc:ActualDeliveryDate")
            $0.drop("cbc:ActualDeliveryDate")
        },
        VerdictRow("simplified and self-billed", "31", base: .simplified) {
            $0.replace("0200000", "0200001")
        },
        VerdictRow("simplified export", "", base: .simplified) { $0.replace("0200000", "0200100") },
        VerdictRow("simplified summary with an empty buyer", "71", base: .simplified) {
            $0.replace("0200000", "0200010")
        },
        VerdictRow(
            "simplified code that holds a standard one", "C23 C25 10 81", base: .simplified
        ) { $0.replace("0200000", "020100000") },
        VerdictRow("simplified, two days old", "98", base: .simplified) {
            $0.set("cbc:IssueDate", "2026-02-28")
        },
        VerdictRow("simplified without QR", "27", base: .simplified) {
            $0.drop("cac:AdditionalDocumentReference", at: 3)
        },
        VerdictRow("simplified without extension", "28 29", base: .simplified) {
            $0.drop("ext:UBLExtensions")
        },
        VerdictRow("simplified without signature", "29 30 60", base: .simplified) {
            $0.drop("cac:Signature")
        },
        VerdictRow("simplified lines without tax totals", "", base: .simplified) {
            $0.drop("cac:TaxTotal", at: 4)
            $0.drop("cac:TaxTotal", at: 3)
        },
        VerdictRow("standard lines without tax totals", "52 53") {
            $0.drop("cac:TaxTotal", at: 4)
            $0.drop("cac:TaxTotal", at: 3)
        },
        VerdictRow(
            "simplified summary with a Saudi buyer and without dates", "72", base: .simplified
        ) {
            $0.replace("0200000", "0200010")
            $0.drop("cac:Delivery")
            $0.replace(
                "<cac:AccountingCustomerParty>",
                "<cac:AccountingCustomerParty><cac:Party><cac:PostalAddress><cac:Country>"
                    + "<cbc:IdentificationCode>SA</cbc:IdentificationCode></cac:Country>"
                    + "</cac:PostalAddress><cac:PartyLegalEntity><cbc:RegistrationName>B"
                    + "</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>")
        },
        VerdictRow("simplified with a buyer of 1001 characters", "C32 C24", base: .simplified) {
            $0.replace(
                "<cac:AccountingCustomerParty>",
                "<cac:AccountingCustomerParty><cac:Party><cac:PostalAddress><cbc:StreetName>"
                    + "\(long(1_001))</cbc:StreetName></cac:PostalAddress><cac:PartyLegalEntity>"
                    + "<cbc:RegistrationName>\(long(1_001))</cbc:RegistrationName>"
                    + "</cac:PartyLegalEntity></cac:Party>")
        },
        VerdictRow("simplified for a citizen without a name", "25 49", base: .simplified) {
            $0.rated("Z", code: "VATEX-SA-HEA", text: "x")
        },
    ]

    /// Numbers, dates, attachments.
    static let identities: [VerdictRow] = [
        VerdictRow("number empty", "BR-02") { $0.set("cbc:ID", "") },
        VerdictRow("number of 127", "") { $0.set("cbc:ID", long(127)) },
        VerdictRow("number of 128", "C1") { $0.set("cbc:ID", long(128)) },
        VerdictRow("process reporting 2.0", "EN16931-01") {
            $0.set("cbc:ProfileID", "reporting:2.0")
        },
        VerdictRow("identifier of marks", "03") { $0.set("cbc:UUID", "!!!") },
        VerdictRow("identifier that only begins well", "") { $0.set("cbc:UUID", "a!!! b") },
        VerdictRow("counter A23", "34") { $0.set("cbc:UUID", "A23", at: 2) },
        VerdictRow("no counter", "33") { $0.drop("cac:AdditionalDocumentReference") },
        VerdictRow("no previous hash", "61") { $0.drop("cac:AdditionalDocumentReference", at: 2) },
        VerdictRow("previous hash of an image type", "26 61") {
            $0.set("cbc:EmbeddedDocumentBinaryObject", attribute: "mimeCode", "image/png")
        },
        VerdictRow("previous hash of an unknown type", "26 61 CL-03") {
            $0.set("cbc:EmbeddedDocumentBinaryObject", attribute: "mimeCode", "foo/bar")
        },
        VerdictRow("QR of 1004 characters", "BR-CL-KSA-14") {
            $0.set(
                "cbc:EmbeddedDocumentBinaryObject", String(repeating: "AAAA", count: 251), at: 2)
        },
        VerdictRow("supporting reference with an empty number", "BR-52") {
            $0.insert(
                "<cac:AdditionalDocumentReference><cbc:ID></cbc:ID>"
                    + "</cac:AdditionalDocumentReference>",
                before: "cac:Signature")
        },
        VerdictRow("issue date with a zone", "F-01") { $0.set("cbc:IssueDate", "2026-03-01Z") },
        VerdictRow("issue date in 1999", "F-01") { $0.set("cbc:IssueDate", "1999-01-01") },
        VerdictRow("issue date tomorrow", "04") { $0.set("cbc:IssueDate", "2026-03-03") },
        VerdictRow("issue time with a fraction", "70") { $0.set("cbc:IssueTime", "12:21:28.5") },
        VerdictRow("issue time with an offset", "70") { $0.set("cbc:IssueTime", "12:21:28+03:00") },
        VerdictRow("issue time 24:00:00", "70") { $0.set("cbc:IssueTime", "24:00:00") },
        VerdictRow("issue time with Z", "") { $0.set("cbc:IssueTime", "12:21:28Z") },
        VerdictRow("note of 1001 characters", "C2") {
            $0.insert("<cbc:Note>\(long(1_001))</cbc:Note>", after: "cbc:InvoiceTypeCode")
        },
        VerdictRow("note of 1001 characters divided by a comment", "") {
            $0.insert(
                "<cbc:Note>\(long(500))<!-- -->\(long(501))</cbc:Note>",
                after: "cbc:InvoiceTypeCode")
        },
        VerdictRow("order and contract of 128", "C3 C5") {
            $0.insert(
                "<cac:OrderReference><cbc:ID>\(long(128))</cbc:ID></cac:OrderReference>"
                    + "<cac:ContractDocumentReference><cbc:ID>\(long(128))</cbc:ID>"
                    + "</cac:ContractDocumentReference>",
                before: "cac:AdditionalDocumentReference")
        },
        VerdictRow("payment means 69", "16") { $0.set("cbc:PaymentMeansCode", "69") },
        VerdictRow("payment means 99", "16 BR-CL-16") { $0.set("cbc:PaymentMeansCode", "99") },
        VerdictRow("payment account of 128 and note of 1001", "C15 C14") {
            $0.insert(
                "<cac:PayeeFinancialAccount><cbc:ID>\(long(128))</cbc:ID><cbc:PaymentNote>"
                    + "\(long(1_001))</cbc:PaymentNote></cac:PayeeFinancialAccount>",
                after: "cbc:PaymentMeansCode")
        },
    ]

    /// Currencies.
    static let currencies: [VerdictRow] = [
        VerdictRow("no tax currency", "68") { $0.drop("cbc:TaxCurrencyCode") },
        VerdictRow("tax currency USD", "EN16931-02 BR-53") { $0.set("cbc:TaxCurrencyCode", "USD") },
        VerdictRow("tax currency XYZ", "BR-CL-05 EN16931-02 BR-53") {
            $0.set("cbc:TaxCurrencyCode", "XYZ")
        },
        VerdictRow("tax currency sar", "BR-CL-05 BR-53") { $0.set("cbc:TaxCurrencyCode", "sar") },
        VerdictRow("document currency missing", "BR-05 CL-02") {
            $0.drop("cbc:DocumentCurrencyCode")
        },
        VerdictRow("document currency XYZ", "BR-CL-04 CL-01 CL-02 BR-CO-15 97") {
            $0.set("cbc:DocumentCurrencyCode", "XYZ")
        },
        VerdictRow("whole document in MRU", "BR-CL-03 BR-CL-04 CL-01 BR-53 97") {
            $0.replace("\"SAR\"", "\"MRU\"")
            $0.set("cbc:DocumentCurrencyCode", "MRU")
        },
        VerdictRow("line net in dollars", "CL-02") {
            $0.set("cbc:LineExtensionAmount", attribute: "currencyID", "USD", at: 2)
        },
        VerdictRow("currency written as a pattern", "BR-CL-03") {
            $0.set("cbc:LineExtensionAmount", attribute: "currencyID", "S.R", at: 2)
        },
        VerdictRow("invoice in dollars with the same VAT in riyals", "97") { $0.inDollars() },
        VerdictRow("invoice in dollars", "") {
            $0.inDollars()
            $0.set("cbc:TaxAmount", "140.63", at: 3)
        },
        VerdictRow("exchange rate from euros", "88") { $0.rate("EUR", "SAR", "3.75") },
        VerdictRow("exchange rate to dollars", "89") { $0.rate("USD", "USD", "3.75") },
        VerdictRow("exchange rate without rate", "87") { $0.rate("USD", "SAR", nil) },
        VerdictRow("exchange rate of 15 characters", "90") {
            $0.rate("USD", "SAR", "3.7500000000001")
        },
        VerdictRow("exchange rate of 14 characters", "") {
            $0.rate("USD", "SAR", "3.750000000001")
        },
        VerdictRow("negative exchange rate", "F-04") { $0.rate("USD", "SAR", "-3.75") },
    ]
}

extension SampleDocument {
    mutating func note(_ reference: String, _ reason: String, type: String = "381") {
        set("cbc:InvoiceTypeCode", type)
        insert(
            "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>\(reference)</cbc:ID>"
                + "</cac:InvoiceDocumentReference></cac:BillingReference>",
            before: "cac:AdditionalDocumentReference")
        insert(
            "<cbc:InstructionNote>\(reason)</cbc:InstructionNote>", after: "cbc:PaymentMeansCode")
    }

    mutating func inDollars() {
        replace("\"SAR\"", "\"USD\"")
        set("cbc:DocumentCurrencyCode", "USD")
        set("cbc:TaxAmount", attribute: "currencyID", "SAR", at: 3)
    }

    mutating func rate(_ source: String, _ target: String, _ rate: String?) {
        inDollars()
        set("cbc:TaxAmount", "140.63", at: 3)
        let value = rate.map { "<cbc:CalculationRate>\($0)</cbc:CalculationRate>" } ?? ""
        insert(
            "<cac:TaxExchangeRate><cbc:SourceCurrencyCode>\(source)</cbc:SourceCurrencyCode>"
                + "<cbc:TargetCurrencyCode>\(target)</cbc:TargetCurrencyCode>\(value)"
                + "</cac:TaxExchangeRate>", before: "cac:TaxTotal")
    }
}
