extension DraftChecker {
    /// The buyer as the document will name it (`zatca` section 11.3).
    mutating func checkBuyer() -> Party? {
        let given = draft.buyer
        place.enter("buyer")
        defer { place.leave() }
        checkWhoBuys(given ?? PartyDraft())
        guard let given else { return nil }
        var party = Party()
        party.name = self.given(given.name)
        checkText(
            given.name, "name", 1_000,
            draft.kind == .standard ? "BR-KSA-F-06-C12" : "BR-KSA-F-06-C32")
        party.legalForm = self.given(given.legalForm)
        checkText(given.legalForm, "legal_form", 1_000, "SJL-LENGTH")
        party.vat = checkBuyerVAT(given.vat)
        party.id = checkIDs(given.ids)
        party.address = checkAddress(given.address)
        return party
    }

    /// Name, and VAT number or another identification.
    private mutating func checkWhoBuys(_ buyer: PartyDraft) {
        if given(buyer.name) == nil {
            if meetsStandardRules {
                report("BR-KSA-42", "name", value: buyer.name)
            } else if has(.summary) {
                report("BR-KSA-71", "name", value: buyer.name)
            } else if isForCitizens {
                report("BR-KSA-25", "name", value: buyer.name)
            }
        }
        if isForCitizens, !buyer.ids.contains(where: { $0.scheme == "NAT" }) {
            report("BR-KSA-49", "ids", value: buyer.ids.first?.scheme)
        }
        guard meetsStandardRules else { return }
        if given(buyer.vat) == nil, !buyer.ids.contains(where: { !TextRules.isBlank($0.value) }) {
            report("BR-KSA-81", "vat", value: nil)
        }
        if buyer.address == nil { checkFullAddress(Address()) }
    }

    private mutating func checkBuyerVAT(_ text: String?) -> VATNumber? {
        guard let text = given(text) else { return nil }
        if has(.export) { report("BR-KSA-46", "vat", value: text) }
        guard let vat = VATNumber(text) else {
            report("BR-KSA-44", "vat", value: text)
            return nil
        }
        if vat == seller?.vat { report("BR-CUSTOM-VALIDATION-01", "vat", value: text) }
        return vat
    }

    // MARK: Identifications

    private mutating func checkIDs(_ ids: [PartyID]) -> PartyID? {
        guard !ids.isEmpty else { return nil }
        place.enter("ids")
        defer { place.leave() }
        for (index, id) in ids.enumerated() {
            place.enter(index)
            if !CodeLists.buyerSchemes.contains(id.scheme) {
                report(
                    "BR-KSA-14", "scheme", value: id.scheme,
                    detail: CodeLists.buyerSchemes.joined(separator: ", "))
            } else {
                checkPattern(id)
            }
            place.leave()
        }
        if ids.count > 1 { warning("SJL-SEVERAL-IDS", nil, value: nil) }
        return chosen(ids)
    }

    /// Two identifications make the official validator stop, so one is sent: the first in the
    /// official order, the national ID where a citizen's exemption demands it.
    private func chosen(_ ids: [PartyID]) -> PartyID? {
        if isForCitizens, let national = ids.first(where: { $0.scheme == "NAT" }) {
            return national
        }
        for scheme in CodeLists.buyerSchemes {
            if let id = ids.first(where: { $0.scheme == scheme }) { return id }
        }
        return nil
    }

    private mutating func checkPattern(_ id: PartyID) {
        if TextRules.isBlank(id.value) { return report("SJL-REQUIRED", "value", value: id.value) }
        checkText(id.value, "value", 127, "SJL-LENGTH")
        if id.value.utf8.first == 0x20 || id.value.utf8.last == 0x20 {
            return report("BR-KSA-F-12", "value", value: id.value)
        }
        let pattern: (rule: String, first: Character?)? =
            switch id.scheme {
            case "TIN": ("BR-KSA-F-07", "3")
            case "CRN": ("BR-KSA-F-08", nil)
            case "700": ("BR-KSA-F-09", "7")
            case "NAT": ("BR-KSA-F-10", "1")
            case "IQA": ("BR-KSA-F-11", "2")
            default: nil
            }
        if let pattern {
            let fits = pattern.first.map { id.value.first == $0 } ?? true
            if !fits || !TextRules.isDigits(id.value, count: 10) {
                return report(pattern.rule, "value", value: id.value)
            }
        }
        if looksInvented(id.value) { warning("BR-KSA-F-13", "value", value: id.value) }
    }

    /// BR-KSA-F-13: digits that count up or down or repeat eight times.
    private func looksInvented(_ value: String) -> Bool {
        let digits = Array(value.utf8)
        guard digits.count >= 8 else { return false }
        guard digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
            return false
        }
        let runs = ["01234567", "12345678", "23456789", "76543210", "87654321", "98765432"]
        for start in 0...(digits.count - 8) {
            let window = digits[start..<start + 8]
            if window.allSatisfy({ $0 == window[start] }) { return true }
            if runs.contains(where: { $0.utf8.elementsEqual(window) }) { return true }
        }
        return false
    }

    // MARK: Address

    private mutating func checkAddress(_ given: Address?) -> Address? {
        guard let given else { return nil }
        var address = Address()
        address.street = self.given(given.street)
        address.building = self.given(given.building)
        address.additionalNumber = self.given(given.additionalNumber)
        address.district = self.given(given.district)
        address.city = self.given(given.city)
        address.postalCode = self.given(given.postalCode)
        address.country = self.given(given.country)
        if meetsStandardRules { checkFullAddress(address) }
        place.enter("address")
        let isStandard = draft.kind == .standard
        checkText(
            given.street, "street", 1_000, isStandard ? "BR-KSA-F-06-C23" : "BR-KSA-F-06-C24")
        checkText(given.building, "building", 127, "SJL-LENGTH")
        checkText(given.additionalNumber, "additional_number", 127, "SJL-LENGTH")
        checkText(given.district, "district", 127, "BR-KSA-F-06-C29")
        checkText(given.city, "city", 127, "BR-KSA-F-06-C26")
        checkText(given.postalCode, "postal_code", 127, "SJL-LENGTH")
        if let country = address.country, country != "SA", !CodeLists.countries.contains(country) {
            report("BR-CL-14", "country", value: country)
        }
        place.leave()
        return address
    }

    /// What a standard document asks of the buyer's address: more where it is in the Kingdom.
    private mutating func checkFullAddress(_ address: Address) {
        place.enter("address")
        defer { place.leave() }
        if address.street == nil { report("BR-KSA-10", "street", value: nil) }
        if address.city == nil { report("BR-KSA-10", "city", value: nil) }
        guard let country = address.country else {
            return report("BR-KSA-10", "country", value: nil)
        }
        guard country == "SA" else { return }
        if address.building == nil { report("BR-KSA-63", "building", value: nil) }
        if address.district == nil { report("BR-KSA-63", "district", value: nil) }
        if let postalCode = address.postalCode {
            if !TextRules.isDigits(postalCode, count: 5) {
                report("BR-KSA-67", "postal_code", value: postalCode)
            }
        } else {
            report("BR-KSA-63", "postal_code", value: nil)
        }
    }
}
