import Invoicing

/// Seller and buyer (BG-4, BG-7).
extension UBLWriter {
    /// The outer element is always there; a buyer of whom nothing is known leaves it empty.
    static func writeParty(_ party: Party, as role: StaticString, to out: inout ByteWriter) {
        out.open(role, depth: 1)
        guard !isBlank(party) else { return out.end(role) }
        out.open("cac:Party", depth: 2)
        if let id = party.id { writeIdentification(id, to: &out) }
        if let address = party.address, !isBlank(address) { writeAddress(address, to: &out) }
        if let vat = party.vat {
            out.open("cac:PartyTaxScheme", depth: 3)
            out.leaf("cbc:CompanyID", vat.text, depth: 4)
            writeTaxScheme(depth: 4, to: &out)
            out.close("cac:PartyTaxScheme", depth: 3)
        }
        if !isBlank(party.name) || !isBlank(party.legalForm) {
            out.open("cac:PartyLegalEntity", depth: 3)
            out.leaf("cbc:RegistrationName", party.name, depth: 4)
            out.leaf("cbc:CompanyLegalForm", party.legalForm, depth: 4)
            out.close("cac:PartyLegalEntity", depth: 3)
        }
        if hasContact(party) {
            out.open("cac:Contact", depth: 3)
            out.leaf("cbc:Name", party.contactName, depth: 4)
            out.leaf("cbc:Telephone", party.phone, depth: 4)
            out.leaf("cbc:Note", party.contactNote, depth: 4)
            out.close("cac:Contact", depth: 3)
        }
        out.close("cac:Party", depth: 2)
        out.close(role, depth: 1)
    }

    private static func writeIdentification(_ id: PartyID, to out: inout ByteWriter) {
        out.open("cac:PartyIdentification", depth: 3)
        out.raw("\n                <cbc:ID schemeID=\"")
        out.attribute(id.scheme)
        out.raw("\">")
        out.text(id.value)
        out.end("cbc:ID")
        out.close("cac:PartyIdentification", depth: 3)
    }

    private static func writeAddress(_ address: Address, to out: inout ByteWriter) {
        out.open("cac:PostalAddress", depth: 3)
        out.leaf("cbc:StreetName", address.street, depth: 4)
        out.leaf("cbc:AdditionalStreetName", address.additionalStreet, depth: 4)
        out.leaf("cbc:BuildingNumber", address.building, depth: 4)
        out.leaf("cbc:PlotIdentification", address.additionalNumber, depth: 4)
        out.leaf("cbc:CitySubdivisionName", address.district, depth: 4)
        out.leaf("cbc:CityName", address.city, depth: 4)
        out.leaf("cbc:PostalZone", address.postalCode, depth: 4)
        out.leaf("cbc:CountrySubentity", address.province, depth: 4)
        if let country = address.country, !country.isEmpty {
            out.open("cac:Country", depth: 4)
            out.leaf("cbc:IdentificationCode", country, depth: 5)
            out.close("cac:Country", depth: 4)
        }
        out.close("cac:PostalAddress", depth: 3)
    }

    private static func isBlank(_ party: Party) -> Bool {
        party.id == nil && party.vat == nil && isBlank(party.name) && isBlank(party.legalForm)
            && !hasContact(party) && (party.address.map { isBlank($0) } ?? true)
    }

    private static func isBlank(_ address: Address) -> Bool {
        isBlank(address.street) && isBlank(address.additionalStreet) && isBlank(address.building)
            && isBlank(address.additionalNumber) && isBlank(address.district)
            && isBlank(address.city) && isBlank(address.postalCode) && isBlank(address.province)
            && isBlank(address.country)
    }

    private static func hasContact(_ party: Party) -> Bool {
        !isBlank(party.contactName) || !isBlank(party.phone) || !isBlank(party.contactNote)
    }

    private static func isBlank(_ text: String?) -> Bool { text?.isEmpty ?? true }
}
