public import Encoding
public import Invoicing

/// A seller file: the seller as its invoices show it, and its first unit.
///
/// One JSON object: `name`, `vat`, `ids` (array of `{"scheme","value"}`), `address` (`street`,
/// `building`, `district`,
/// `city`, `postal_code`, `country`), optionally `legal_form`; then the unit's `common_name`,
/// `serial`, `branch`,
/// `documents`, `location` and `industry`. No other members.
public struct SellerProfile: Sendable {
    public let party: Party
    public let vat: VATNumber
    public let unit: EGSUnitProfile
    /// The seller's name as a certificate request may hold it.
    public let organization: String
    /// As given.
    public let json: JSONValue

    /// - Returns: The seller, or all that is wrong with the file at once.
    public static func read(_ json: JSONValue) -> Result<SellerProfile, Problems> {
        var reader = SellerReader()
        let unit = reader.read(json)
        guard reader.problems.isEmpty, let vat = reader.party.vat else {
            return .failure(Problems(reader.problems))
        }
        let organization = CertificateSigningRequest.organization(from: reader.party.name ?? "")
        return .success(
            SellerProfile(
                party: reader.party, vat: vat, unit: unit, organization: organization, json: json))
    }
}

/// Takes a seller file apart and keeps on after each fault.
private struct SellerReader {
    var problems: [Problem] = []
    var party = Party()
    private var texts: [UnitField: String] = [:]

    mutating func read(_ json: JSONValue) -> EGSUnitProfile {
        guard case .object(let members) = json else {
            problems.append(SellerTexts.wrongType("", json, "{…}"))
            return unit()
        }
        var seen: Set<String> = []
        for member in members where member.value != .null {
            seen.insert(member.name)
            take(member)
        }
        for name in ["name", "vat", "ids", "address"] where !seen.contains(name) {
            problems.append(SellerTexts.missing("/\(name)", rule: SellerTexts.missingRule(name)))
        }
        let unit = unit()
        // A member of the wrong type is reported once, as that.
        let told = Set(problems.map(\.path))
        problems += unit.problems(vat: party.vat).filter { !told.contains($0.path) }
        return unit
    }

    private func unit() -> EGSUnitProfile {
        EGSUnitProfile(
            name: texts[.commonName] ?? "", serial: texts[.serial] ?? "",
            branch: texts[.branch] ?? "", documents: texts[.documents] ?? "",
            location: texts[.location] ?? "", industry: texts[.industry] ?? "")
    }

    private mutating func take(_ member: JSONValue.Member) {
        let path = "/" + Self.escaped(member.name)
        switch member.name {
        case "name":
            party.name = sizedText(member.value, path, rule: "BR-KSA-F-06-C10", limit: 1_000)
        case "legal_form": party.legalForm = text(member.value, path)
        case "vat":
            guard let text = text(member.value, path) else { return }
            party.vat = VATNumber(text)
            if party.vat == nil { problems.append(SellerTexts.vat(path, text)) }
        case "ids": takeIDs(member.value, path)
        case "address": takeAddress(member.value, path)
        case UnitField.organization.rawValue:
            problems.append(SellerTexts.unknown(path, member.name))
        default:
            guard let field = UnitField(rawValue: member.name) else {
                return problems.append(SellerTexts.unknown(path, member.name))
            }
            texts[field] = text(member.value, path)
        }
    }

    /// The first by the official order of schemes reaches the documents; two would make the
    /// validator stop.
    private static let schemes = ["CRN", "MOM", "MLS", "700", "SAG", "OTH"]

    private mutating func takeIDs(_ json: JSONValue, _ path: String) {
        guard case .array(let items) = json else {
            return problems.append(SellerTexts.wrongType(path, json, "[…]"))
        }
        if items.isEmpty { problems.append(SellerTexts.missing(path, rule: "BR-KSA-08")) }
        var ids: [PartyID] = []
        for (index, item) in items.enumerated() {
            if let id = partyID(item, "\(path)/\(index)") { ids.append(id) }
        }
        party.id =
            Self.schemes.lazy.compactMap { scheme in ids.first { $0.scheme == scheme } }.first
    }

    private mutating func partyID(_ json: JSONValue, _ path: String) -> PartyID? {
        guard case .object(let members) = json else {
            problems.append(SellerTexts.wrongType(path, json, "{…}"))
            return nil
        }
        var parts: [String: String] = [:]
        var wrong: Set<String> = []
        for member in members where member.value != .null {
            let place = "\(path)/\(Self.escaped(member.name))"
            guard member.name == "scheme" || member.name == "value" else {
                problems.append(SellerTexts.unknown(place, member.name))
                continue
            }
            parts[member.name] = text(member.value, place)
            if parts[member.name] == nil { wrong.insert(member.name) }
        }
        for name in ["scheme", "value"] where parts[name] == nil && !wrong.contains(name) {
            problems.append(SellerTexts.missing("\(path)/\(name)", rule: "BR-KSA-08"))
        }
        guard let scheme = parts["scheme"], let value = parts["value"] else { return nil }
        guard Self.schemes.contains(scheme) else {
            problems.append(SellerTexts.scheme("\(path)/scheme", scheme, Self.schemes))
            return nil
        }
        let isTen = EGSUnitProfile.isDigits(value, count: 10)
        if scheme == "CRN", !isTen {
            problems.append(SellerTexts.number("\(path)/value", value, "BR-KSA-F-08", "1010010000"))
        }
        if scheme == "700", !(isTen && value.hasPrefix("7")) {
            problems.append(SellerTexts.number("\(path)/value", value, "BR-KSA-F-09", "7000000000"))
        }
        return PartyID(scheme: scheme, value: value)
    }

    private mutating func takeAddress(_ json: JSONValue, _ path: String) {
        guard case .object(let members) = json else {
            return problems.append(SellerTexts.wrongType(path, json, "{…}"))
        }
        var address = Address()
        var seen: Set<String> = []
        for member in members where member.value != .null {
            let place = "\(path)/\(Self.escaped(member.name))"
            seen.insert(member.name)
            switch member.name {
            case "street":
                address.street = sizedText(
                    member.value, place, rule: "BR-KSA-F-06-C4", limit: 1_000)
            case "building":
                address.building = digits(member.value, place, rule: "BR-KSA-37", count: 4)
            case "district":
                address.district = sizedText(
                    member.value, place, rule: "BR-KSA-F-06-C9", limit: 127)
            case "city":
                address.city = sizedText(member.value, place, rule: "BR-KSA-F-06-C7", limit: 127)
            case "postal_code":
                address.postalCode = digits(member.value, place, rule: "BR-KSA-66", count: 5)
            case "country":
                address.country = text(member.value, place)
                if let country = address.country, country != "SA" {
                    problems.append(SellerTexts.country(place, country))
                }
            default: problems.append(SellerTexts.unknown(place, member.name))
            }
        }
        for name in ["street", "building", "district", "city", "postal_code", "country"]
        where !seen.contains(name) {
            problems.append(SellerTexts.missing("\(path)/\(name)", rule: "BR-KSA-09"))
        }
        party.address = address
    }

    private mutating func text(_ json: JSONValue, _ path: String) -> String? {
        guard case .string(let text) = json else {
            problems.append(SellerTexts.wrongType(path, json, "\"…\""))
            return nil
        }
        if text.allSatisfy(\.isWhitespace) {
            // The unit's own check tells of a blank unit text.
            if UnitField(rawValue: String(path.dropFirst())) == nil {
                problems.append(SellerTexts.missing(path, rule: "SJL-REQUIRED"))
            }
            return nil
        }
        if text.unicodeScalars.contains(where: {
            $0.value < 0x20 || (0x7F...0x9F).contains($0.value)
        }) {
            problems.append(SellerTexts.controlCharacter(path, text))
        }
        return text
    }

    private mutating func sizedText(
        _ json: JSONValue, _ path: String, rule: String, limit: Int
    ) -> String? {
        guard let text = text(json, path) else { return nil }
        if text.unicodeScalars.count > limit {
            problems.append(SellerTexts.tooLong(path, text, rule, limit))
        }
        return text
    }

    private mutating func digits(
        _ json: JSONValue, _ path: String, rule: String, count: Int
    ) -> String? {
        guard let text = text(json, path) else { return nil }
        if !EGSUnitProfile.isDigits(text, count: count) {
            problems.append(SellerTexts.digits(path, text, rule, count))
        }
        return text
    }

    /// A name as a step of a JSON Pointer (RFC 6901).
    private static func escaped(_ name: String) -> String {
        name.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }
}
