/// The stage of the Saudi rules: seller and buyer.
extension Judge {
    private static let vatNumber = Path(.cacParty, .cacPartyTaxScheme, .cbcCompanyID)
    private static let identification = Path(.cacParty, .cacPartyIdentification, .cbcID)

    /// BR-CUSTOM-VALIDATION-01, BR-KSA-39, BR-KSA-08.
    mutating func judgeSellerIdentity() throws(StageAbort) {
        let number = Path(.cacAccountingSupplierParty, .cacParty, .cacPartyTaxScheme, .cbcCompanyID)
        let buyerNumber = Path(
            .cacAccountingCustomerParty, .cacParty, .cacPartyTaxScheme, .cbcCompanyID)
        var twin = Tree.none
        var sellers: Set<String> = []
        tree.each(root, number) {
            sellers.insert(String(tree.text($0)))
            return false
        }
        tree.each(root, buyerNumber) { buyer in
            let text = tree.text(buyer)
            guard !text.isEmpty, sellers.contains(String(text)) else { return false }
            twin = buyer
            return true
        }
        if twin >= 0 { raise(.custom01, twin, found: twin) }

        var hasScheme = false
        let schemes = Path(
            .cacAccountingSupplierParty, .cacParty, .cacPartyTaxScheme, .cacTaxScheme)
        if hasText(root, number) {
            hasScheme = try tree.any(root, schemes) { scheme throws(StageAbort) in
                try text(scheme, .cbcID).trimmedEquals("VAT")
            }
        }
        if !hasScheme { raise(.ksa39, root) }

        try judgeSellerScheme()
    }

    /// BR-KSA-08. Several numbers end the stage only if the one scheme among them is known.
    private mutating func judgeSellerScheme() throws(StageAbort) {
        let path = Path(.cacAccountingSupplierParty, .cacParty, .cacPartyIdentification, .cbcID)
        let ids = tree.find(root, path)
        let scheme = try onlyScheme(root, path)
        let isKnown = scheme.withNormalized { $0.isWithin(CodeLists.sellerSchemes) }
        if ids.exists, isKnown {
            _ = try lone(ids)
            if scheme.withNormalized({ $0.length > 2 }) { return }
        }
        raise(.ksa08, root, value: scheme)
    }

    /// The only scheme of these numbers; empty if there is none.
    private func onlyScheme(_ node: NodeID, _ path: Path) throws(StageAbort) -> Text {
        var scheme = Text(start: nil, count: 0)
        var count = 0
        var first = Tree.none
        tree.each(node, path) { id in
            guard let own = tree.attribute(id, AttributeName.schemeID) else { return false }
            scheme = own
            count += 1
            if first < 0 { first = id }
            return false
        }
        if count > 1 { throw StageAbort(reason: .several, node: first) }
        return scheme
    }

    private func scheme(of id: NodeID) -> Text {
        tree.attribute(id, AttributeName.schemeID) ?? Text(start: nil, count: 0)
    }

    mutating func judgeParties() throws(StageAbort) {
        for seller in tree.all(.cacAccountingSupplierParty) {
            try judgePartyNumber(seller, schemes: CodeLists.sellerSchemeCodes)
            for party in tree.children(seller, .cacParty) {
                let building = try lone(party, Path(.cacPostalAddress, .cbcBuildingNumber))
                if !tree.text(building).isDigits(4) { raise(.ksa37, party, found: building) }
                for address in tree.children(party, .cacPostalAddress) {
                    try judgeSellerAddress(address)
                }
            }
        }
        try judgeSellerVAT()
        for buyer in tree.all(.cacAccountingCustomerParty) {
            try judgePartyNumber(buyer, schemes: CodeLists.buyerSchemeCodes)
            for party in tree.children(buyer, .cacParty) {
                if kind.isStandard,
                    !hasText(party, Path(.cacPartyLegalEntity, .cbcRegistrationName))
                {
                    raise(
                        .ksa42, party,
                        found: tree.find(party, Path(.cacPartyLegalEntity, .cbcRegistrationName))
                            .first)
                }
            }
            judgeBuyerNumbers(buyer)
        }
        try judgeBuyerVAT()
        try judgeContact()
        try judgeBuyerPresence()
    }

    /// The schemes and patterns of a party's other number (BT-29, BT-46).
    private mutating func judgePartyNumber(
        _ party: NodeID, schemes: CodeList
    ) throws(StageAbort) {
        let ids = tree.find(party, Self.identification)
        guard ids.exists else { return }
        let raw = try onlyScheme(party, Self.identification)
        if raw.trimmedEquals("CRN") {
            let number = try lone(ids)
            if !isTenDigits(tree.text(number), first: nil) {
                raise(.ksaF08, number, found: number)
            }
        }
        if raw.trimmedEquals("700") {
            let number = try lone(ids)
            if !isTenDigits(tree.text(number), first: UInt8(ascii: "7")) {
                raise(.ksaF09, number, found: number)
            }
        }
        if isCode(raw, of: schemes), raw.count != raw.trimmed.count {
            raise(.ksaF12, ids.first, value: raw)
        }
        var suspicious: [NodeID] = []
        tree.each(party, Self.identification) { id in
            if isCode(scheme(of: id), of: schemes), Self.isImplausible(tree.text(id).trimmed) {
                suspicious.append(id)
            }
            return false
        }
        for id in suspicious { raise(.ksaF13, id, found: id) }
    }

    /// Whether the upper-case form is one of the schemes.
    private func isCode(_ scheme: Text, of schemes: CodeList) -> Bool {
        let trimmed = scheme.trimmed
        guard !trimmed.isEmpty, trimmed.count < 16 else { return false }
        let capitals = Array(String(trimmed).uppercased().utf8)
        return capitals.withUnsafeBufferPointer { schemes.holds(text: $0) }
    }

    /// Ten characters when trimmed, and nothing but ASCII digits as written.
    private func isTenDigits(_ number: Text, first: UInt8?) -> Bool {
        guard number.isDigits(10) else { return false }
        return first.map { number[0] == $0 } ?? true
    }

    private static let runs: [StaticString] = [
        "01234567", "12345678", "23456789", "76543210", "87654321", "98765432", "00000000",
        "11111111", "22222222", "33333333", "44444444", "55555555", "66666666", "77777777",
        "88888888", "99999999",
    ]

    /// Digits alone, with eight in a row that count up, count down or are the same.
    private static func isImplausible(_ number: Text) -> Bool {
        guard number.count >= 8 else { return false }
        let isNumber = String(number).unicodeScalars.allSatisfy(Characters.isDigit)
        guard isNumber else { return false }
        return runs.contains { run in
            run.withUTF8Buffer { $0.isWithin(number) }
        }
    }

    private mutating func judgeSellerAddress(_ address: NodeID) throws(StageAbort) {
        let street = try lone(address, .cbcStreetName)
        if street >= 0 {
            let text = tree.text(street)
            if text.isEmpty || text.isLonger(than: 1_000) {
                raise(.ksaF06C4, street, found: street)
            }
        }
        let isWhole =
            [
                Element.cbcStreetName, .cbcBuildingNumber, .cbcCityName, .cbcPostalZone,
                .cbcCitySubdivisionName,
            ].allSatisfy { tree.has(address, $0) }
            && tree.find(address, Path(.cacCountry, .cbcIdentificationCode)).exists
        if !isWhole { raise(.ksa09, address) }
        let buyerStreet = try lone(
            tree.find(
                anywhere: .cacAccountingCustomerParty,
                Path(.cacParty, .cacPostalAddress, .cbcAdditionalStreetName)))
        if tree.text(buyerStreet).isLonger(than: 127) {
            raise(.ksaF06C11, buyerStreet, found: buyerStreet)
        }
        let city = try lone(address, .cbcCityName)
        if city >= 0 {
            let text = tree.text(city)
            if text.isEmpty || text.isLonger(than: 127) { raise(.ksaF06C7, city, found: city) }
        }
        let second = try lone(address, .cbcAdditionalStreetName)
        if tree.text(second).isLonger(than: 127) { raise(.ksaF06C6, second, found: second) }
        let zone = try lone(address, .cbcPostalZone)
        if !tree.text(zone).isDigits(5) { raise(.ksa66, address, found: zone) }
    }

    /// BR-KSA-40.
    private mutating func judgeSellerVAT() throws(StageAbort) {
        let number = tree.find(anywhere: .cacAccountingSupplierParty, Self.vatNumber)
        guard number.exists else { return }
        let hasScheme = tree.all(.cacAccountingSupplierParty).contains { seller in
            hasText(
                seller, equalTo: "VAT", Path(.cacParty, .cacPartyTaxScheme, .cacTaxScheme, .cbcID))
        }
        guard hasScheme else { return }
        let node = try lone(number)
        if !isVATNumber(tree.text(node)) { raise(.ksa40, node, found: node) }
    }

    private func hasText(_ node: NodeID, equalTo text: StaticString, _ path: Path) -> Bool {
        tree.each(node, path) { tree.text($0).equals(text) }
    }

    /// Fifteen digits, the first and the last 3.
    private func isVATNumber(_ text: Text) -> Bool {
        text.isDigits(15) && text[0] == UInt8(ascii: "3") && text[14] == UInt8(ascii: "3")
    }

    // MARK: - Buyer

    /// BR-KSA-14 and the patterns of the buyer's schemes.
    private mutating func judgeBuyerNumbers(_ buyer: NodeID) {
        var ids: [NodeID] = []
        tree.each(buyer, Self.identification) {
            ids.append($0)
            return false
        }
        for id in ids {
            let scheme = scheme(of: id)
            let isKnown = scheme.withNormalized {
                $0.length > 2 && $0.isWithin(CodeLists.buyerSchemes)
            }
            if !isKnown { raise(.ksa14, id, value: scheme) }
            let number = tree.text(id)
            for (code, first, rule) in Self.personSchemes where scheme.trimmedEquals(code) {
                if !isTenDigits(number, first: first) { raise(rule, id, found: id) }
            }
        }
    }

    private static let personSchemes: [(StaticString, UInt8, RuleID)] = [
        ("TIN", UInt8(ascii: "3"), .ksaF07), ("NAT", UInt8(ascii: "1"), .ksaF10),
        ("IQA", UInt8(ascii: "2"), .ksaF11),
    ]

    /// BR-KSA-99 and BR-KSA-44.
    private mutating func judgeBuyerVAT() throws(StageAbort) {
        let number = tree.find(anywhere: .cacAccountingCustomerParty, Self.vatNumber)
        guard number.exists else { return }
        let node = try lone(number)
        let text = tree.text(node)
        if kind.isStandard, text.isBlank { raise(.ksa99, node, found: node) }
        if !text.isEmpty, !isVATNumber(text) { raise(.ksa44, node, found: node) }
    }

    private mutating func judgeContact() throws(StageAbort) {
        let buyer = Element.cacAccountingCustomerParty
        guard tree.find(anywhere: buyer, Path(.cacParty, .cacContact)).exists else { return }
        let phone = try lone(
            tree.find(anywhere: buyer, Path(.cacParty, .cacContact, .cbcTelephone)))
        let text = tree.text(phone)
        if !text.isEmpty {
            let digits = Text(rebasing: text.dropFirst())
            let isNumber =
                (text[0] == UInt8(ascii: "0") || text[0] == UInt8(ascii: "+"))
                && (4...15).contains(digits.count) && digits.isASCIIDigits
            if !isNumber { raise(.ksa85, phone, found: phone) }
        }
        let name = try lone(tree.find(anywhere: buyer, Path(.cacParty, .cacContact, .cbcName)))
        if tree.text(name).isLonger(than: 1_000) { raise(.ksaF06C37, name, found: name) }
        let note = try lone(tree.find(anywhere: buyer, Path(.cacParty, .cacContact, .cbcNote)))
        if tree.text(note).isLonger(than: 1_000) { raise(.ksaF06C38, note, found: note) }
    }

    /// BR-KSA-81: a buyer of a standard invoice has some number.
    private mutating func judgeBuyerPresence() throws(StageAbort) {
        guard root >= 0, kind.isStandard else { return }
        let number = Path(
            .cacAccountingCustomerParty, .cacParty, .cacPartyTaxScheme, .cbcCompanyID)
        guard !tree.find(root, number).exists else { return }
        let id = try lone(
            root, Path(.cacAccountingCustomerParty, .cacParty, .cacPartyIdentification, .cbcID))
        if tree.text(id).isBlank { raise(.ksa81, root, found: id) }
    }

    /// The rules that run only where the buyer's country is `SA`: one of them is about the seller.
    mutating func judgeBuyerAddress() throws(StageAbort) {
        let buyer = Element.cacAccountingCustomerParty
        let country = Path(.cacParty, .cacPostalAddress, .cacCountry, .cbcIdentificationCode)
        let isSaudi = tree.all(buyer).contains { hasText($0, equalTo: "SA", country) }
        guard isSaudi else { return }
        let node = tree.find(anywhere: buyer, Path(.cacParty, .cacPostalAddress)).first
        if kind.isStandard {
            var isWhole = true
            for path in [
                Path(.cacParty, .cacPostalAddress, .cbcStreetName),
                Path(.cacParty, .cacPostalAddress, .cbcBuildingNumber),
                Path(.cacParty, .cacPostalAddress, .cbcPostalZone),
                Path(.cacParty, .cacPostalAddress, .cbcCityName),
                Path(.cacParty, .cacPostalAddress, .cbcCitySubdivisionName), country,
            ] where isWhole {
                isWhole = !tree.text(try lone(tree.find(anywhere: buyer, path))).isBlank
            }
            if !isWhole { raise(.ksa63, node) }
            let district = try lone(
                tree.find(
                    anywhere: buyer, Path(.cacParty, .cacPostalAddress, .cbcCitySubdivisionName)))
            let text = tree.text(district)
            if text.isEmpty { raise(.ksaF06C28, node, found: district) }
            if text.isLonger(than: 127) { raise(.ksaF06C29, district, found: district) }
            let zone = try lone(
                tree.find(anywhere: buyer, Path(.cacParty, .cacPostalAddress, .cbcPostalZone)))
            if !tree.text(zone).isDigits(5) { raise(.ksa67, node, found: zone) }
        }
        let sellerDistrict = try lone(
            tree.find(
                anywhere: .cacAccountingSupplierParty,
                Path(.cacParty, .cacPostalAddress, .cbcCitySubdivisionName)))
        if sellerDistrict >= 0 {
            let text = tree.text(sellerDistrict)
            if text.isEmpty || text.isLonger(than: 127) {
                raise(.ksaF06C9, sellerDistrict, found: sellerDistrict)
            }
        }
        if kind.isSimplifiedSummary {
            let dates = [Element.cbcActualDeliveryDate, .cbcLatestDeliveryDate]
            let hasBoth = dates.allSatisfy { tree.firstOfName[Int($0.rawValue)] >= 0 }
            if !hasBoth { raise(.ksa72, 0) }
        }
    }
}
