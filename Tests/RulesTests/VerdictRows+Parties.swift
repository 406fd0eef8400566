private func long(_ count: Int) -> String { String(repeating: "x", count: count) }

extension VerdictRow {
    /// The seller.
    static let parties: [VerdictRow] = [
        VerdictRow("seller scheme crn", "08") {
            $0.set("cbc:ID", attribute: "schemeID", "crn", at: 6)
        },
        VerdictRow("seller scheme TIN", "08") {
            $0.set("cbc:ID", attribute: "schemeID", "TIN", at: 6)
        },
        VerdictRow("no seller number", "08") { $0.drop("cac:PartyIdentification") },
        VerdictRow("seller scheme with a blank", "F-12") {
            $0.set("cbc:ID", attribute: "schemeID", " CRN", at: 6)
        },
        VerdictRow("seller scheme is a part of the list's text", "") {
            $0.set("cbc:ID", attribute: "schemeID", "M MLS", at: 6)
        },
        VerdictRow("seller registration of nine digits", "F-08") {
            $0.set("cbc:ID", "101001000", at: 6)
        },
        VerdictRow("seller registration that counts up", "F-13") {
            $0.set("cbc:ID", "1234567890", at: 6)
        },
        VerdictRow("seller registration in Arabic digits", "F-08") {
            $0.set("cbc:ID", "١٠١٠٠١٠٠٠٠", at: 6)
        },
        VerdictRow("seller 700 number not beginning with 7", "F-09") {
            $0.set("cbc:ID", attribute: "schemeID", "700", at: 6)
        },
        VerdictRow("seller MOM value AB-12", "") {
            $0.set("cbc:ID", "AB-12", at: 6)
            $0.set("cbc:ID", attribute: "schemeID", "MOM", at: 6)
        },
        VerdictRow("seller VAT number ends in 1", "40") {
            $0.set("cbc:CompanyID", "310122393500001")
        },
        VerdictRow("seller VAT number missing", "39") { $0.drop("cbc:CompanyID") },
        VerdictRow("seller scheme vat", "39") { $0.scheme("vat", at: 1) },
        VerdictRow("seller name missing", "BR-06") { $0.drop("cac:PartyLegalEntity") },
        VerdictRow("seller name of 1001 characters", "C10") {
            $0.set("cbc:RegistrationName", long(1_001))
        },
        VerdictRow("seller without address", "BR-08 37") { $0.drop("cac:PostalAddress") },
        VerdictRow("seller building 23221", "37") { $0.set("cbc:BuildingNumber", "23221") },
        VerdictRow("seller building in Arabic digits", "37") {
            $0.set("cbc:BuildingNumber", "١٢٣٤")
        },
        VerdictRow("seller postal code 1221A", "66") { $0.set("cbc:PostalZone", "1221A") },
        VerdictRow("seller street empty", "C4") { $0.set("cbc:StreetName", "") },
        VerdictRow("seller district missing", "09") { $0.drop("cbc:CitySubdivisionName") },
        VerdictRow("seller district of 128 and Saudi buyer", "C9") {
            $0.set("cbc:CitySubdivisionName", long(128))
        },
        VerdictRow("seller district of 128 and foreign buyer", "") {
            $0.set("cbc:CitySubdivisionName", long(128))
            $0.set("cbc:IdentificationCode", "US", at: 2)
        },
        VerdictRow("seller city of 128", "C7") { $0.set("cbc:CityName", long(128)) },
        VerdictRow("seller second street of 128", "C6") {
            $0.insert(
                "<cbc:AdditionalStreetName>\(long(128))</cbc:AdditionalStreetName>",
                after: "cbc:StreetName")
        },
        VerdictRow("seller region of 128", "C8") {
            $0.insert(
                "<cbc:CountrySubentity>\(long(128))</cbc:CountrySubentity>",
                after: "cbc:PostalZone")
        },
        VerdictRow("seller country empty", "BR-09 BR-CL-14") {
            $0.set("cbc:IdentificationCode", "")
        },
    ]

    /// The buyer.
    static let buyers: [VerdictRow] = [
        VerdictRow("no buyer party", "C23 C25 10 81") { $0.drop("cac:Party", at: 2) },
        VerdictRow("buyer without any number", "81") { $0.drop("cac:PartyTaxScheme", at: 2) },
        VerdictRow("buyer VAT number empty", "99") { $0.set("cbc:CompanyID", "", at: 2) },
        VerdictRow("foreign VAT number on an export", "44") {
            $0.set("cbc:CompanyID", "DE811", at: 2)
            $0.replace("0100000", "0100100")
        },
        VerdictRow("buyer VAT number is the seller's", "BR-CUSTOM-VALIDATION-01") {
            $0.set("cbc:CompanyID", "310122393500003", at: 2)
        },
        VerdictRow("Saudi buyer without building, district and postal code", "63 67 C28") {
            $0.drop("cbc:BuildingNumber", at: 2)
            $0.drop("cbc:CitySubdivisionName", at: 2)
            $0.drop("cbc:PostalZone", at: 2)
        },
        VerdictRow("buyer postal code 1234", "67") { $0.set("cbc:PostalZone", "1234", at: 2) },
        VerdictRow("buyer without address", "C23 C25 10") { $0.drop("cac:PostalAddress", at: 2) },
        VerdictRow("buyer without country", "10") { $0.drop("cac:Country", at: 2) },
        VerdictRow("buyer country sa", "BR-CL-14") {
            $0.set("cbc:IdentificationCode", "sa", at: 2)
        },
        VerdictRow("buyer name missing", "42") { $0.drop("cac:PartyLegalEntity", at: 2) },
        VerdictRow("buyer name empty", "42 C12") { $0.set("cbc:RegistrationName", "", at: 2) },
        VerdictRow("buyer district of 128", "C29") {
            $0.set("cbc:CitySubdivisionName", long(128), at: 2)
        },
        VerdictRow("buyer city of 128", "C26") { $0.set("cbc:CityName", long(128), at: 2) },
        VerdictRow("buyer street of 1001", "C23") { $0.set("cbc:StreetName", long(1_001), at: 2) },
        VerdictRow("buyer second street of 128", "C11") {
            $0.insert(
                "<cbc:AdditionalStreetName>\(long(128))</cbc:AdditionalStreetName>",
                after: "cbc:StreetName", at: 2)
        },
        VerdictRow("buyer region of 128", "C27") {
            $0.insert(
                "<cbc:CountrySubentity>\(long(128))</cbc:CountrySubentity>",
                after: "cbc:PostalZone", at: 2)
        },
        VerdictRow("buyer phone without prefix", "85") {
            $0.contact("<cbc:Telephone>966501234567</cbc:Telephone>")
        },
        VerdictRow("buyer phone with prefix", "") {
            $0.contact("<cbc:Telephone>+966501234567</cbc:Telephone>")
        },
        VerdictRow("contact name and note of 1001", "C37 C38") {
            $0.contact("<cbc:Name>\(long(1_001))</cbc:Name><cbc:Note>\(long(1_001))</cbc:Note>")
        },
        VerdictRow("buyer scheme XYZ", "14") { $0.buyerNumber("XYZ", "1") },
        VerdictRow("buyer scheme OT", "14") { $0.buyerNumber("OT", "1") },
        VerdictRow("buyer scheme TIN NAT", "") { $0.buyerNumber("TIN NAT", "1") },
        VerdictRow("buyer TIN beginning with 4", "F-07") { $0.buyerNumber("TIN", "4010293847") },
        VerdictRow("buyer TIN beginning with 3", "") { $0.buyerNumber("TIN", "3010293847") },
        VerdictRow("buyer national ID beginning with 2", "F-10") {
            $0.buyerNumber("NAT", "2010293847")
        },
        VerdictRow("buyer permit beginning with 1", "F-11") { $0.buyerNumber("IQA", "1010293847") },
        VerdictRow("buyer passport", "") { $0.buyerNumber("PAS", "P77") },
    ]
}

extension SampleDocument {
    mutating func contact(_ parts: String) {
        insert("<cac:Contact>\(parts)</cac:Contact>", after: "cac:PartyLegalEntity", at: 2)
    }

    mutating func buyerNumber(_ scheme: String, _ number: String) {
        insert(
            "<cac:PartyIdentification><cbc:ID schemeID=\"\(scheme)\">\(number)</cbc:ID>"
                + "</cac:PartyIdentification>", before: "cac:PostalAddress", at: 2)
    }
}
