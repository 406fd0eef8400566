import Encoding

/// Takes the form of a draft and keeps on after each fault, so that all are found in one run.
struct DraftReader {
    private var found = ProblemList()
    private var place = Place()

    var problems: [Problem] { found.all }

    mutating func draft(_ json: JSONValue) -> InvoiceDraft {
        var draft = InvoiceDraft()
        var seenKind = false
        var seenNumber = false
        members(json) { reader, member in
            let value = member.value
            switch member.name {
            case "kind":
                if case .null = value { return }
                seenKind = true
                if let kind = reader.word(value, "kind", InvoiceKind.self) { draft.kind = kind }
            case "number":
                if case .null = value { return }
                seenNumber = true
                draft.number = reader.text(value, "number") ?? ""
            case "type": draft.givenType = reader.type(value)
            case "lines":
                // Nothing of a list that cannot be numbered is built.
                if case .array(let lines) = value, lines.count > 999_999 {
                    reader.report("BR-KSA-F-06-C17", "lines", value: String(lines.count))
                    return
                }
                draft.lines = reader.list(value, "lines") { $0.line($1) }
            case "key": draft.givenKey = reader.text(value, "key")
            case "unit": draft.unit = reader.text(value, "unit")
            case "issued_at": draft.issuedAt = reader.issueTime(value, "issued_at")
            case "buyer":
                if case .null = value { return }
                draft.buyer = reader.inside("buyer") { $0.party(value) }
            case "currency": draft.currency = reader.text(value, "currency")
            case "supply_date": draft.supplyDate = reader.date(value, "supply_date")
            case "reason": draft.reason = reader.text(value, "reason")
            case "flags":
                draft.flags = reader.list(value, "flags") {
                    $0.word($1, nil, DraftFlag.self)
                }.compactMap { $0 }
            case "charges": draft.charges = reader.list(value, "charges") { $0.allowance($1, true) }
            case "allowances":
                draft.allowances = reader.list(value, "allowances") { $0.allowance($1, true) }
            case "references":
                draft.references = reader.list(value, "references") { $0.reference($1) }
            case "prepayments":
                draft.prepayments = reader.list(value, "prepayments") { $0.prepayment($1) }
            default: reader.rare(member, into: &draft)
            }
        }
        guard case .object = json else { return draft }
        if !seenKind { report("SJL-REQUIRED", "kind", value: nil) }
        if !seenNumber { report("BR-02", "number", value: nil) }
        return draft
    }

    private mutating func rare(_ member: JSONValue.Member, into draft: inout InvoiceDraft) {
        let value = member.value
        switch member.name {
        // What `draft` told of the ledger when it made a note; issuing asks the ledger itself.
        case "credit": break
        case "note": draft.note = text(value, "note")
        case "contract": draft.contract = text(value, "contract")
        case "payment_means": draft.paymentMeans = text(value, "payment_means")
        case "expect_total": draft.expectTotal = decimal(value, "expect_total")
        case "exchange_rate": draft.exchangeRate = decimal(value, "exchange_rate")
        case "purchase_order": draft.purchaseOrder = text(value, "purchase_order")
        case "supply_end_date": draft.supplyEndDate = date(value, "supply_end_date")
        case "payable_rounding": draft.payableRounding = decimal(value, "payable_rounding")
        case "prices_include_vat":
            switch value {
            case .bool(let flag): draft.pricesIncludeVAT = flag
            case .null: break
            default: wrongType(value, "prices_include_vat", "true")
            }
        default: unknown(member)
        }
    }

    // MARK: Parts

    private mutating func line(_ json: JSONValue) -> LineDraft {
        var line = LineDraft()
        members(json) { reader, member in
            let value = member.value
            switch member.name {
            case "name": line.name = reader.text(value, "name")
            case "quantity": line.quantity = reader.decimal(value, "quantity")
            case "price": line.price = reader.decimal(value, "price")
            case "vat": line.vat = reader.vat(value)
            case "unit": line.unit = reader.text(value, "unit")
            case "note": line.note = reader.text(value, "note")
            case "allowances":
                line.allowances = reader.list(value, "allowances") { $0.allowance($1, false) }
            case "charges": line.charges = reader.list(value, "charges") { $0.allowance($1, false) }
            case "gross_price": line.grossPrice = reader.decimal(value, "gross_price")
            case "price_discount": line.priceDiscount = reader.decimal(value, "price_discount")
            case "base_quantity": line.baseQuantity = reader.decimal(value, "base_quantity")
            case "item_ids": reader.itemIDs(value, into: &line)
            default: reader.unknown(member)
            }
        }
        return line
    }

    private mutating func itemIDs(_ json: JSONValue, into line: inout LineDraft) {
        if case .null = json { return }
        inside("item_ids") { reader in
            reader.members(json) { reader, member in
                switch member.name {
                case "seller": line.sellersItemID = reader.text(member.value, "seller")
                case "buyer": line.buyersItemID = reader.text(member.value, "buyer")
                case "standard": line.standardItemID = reader.text(member.value, "standard")
                default: reader.unknown(member)
                }
            }
        }
    }

    private mutating func vat(_ json: JSONValue) -> VATDraft? {
        if case .null = json { return nil }
        var vat = VATDraft()
        inside("vat") { reader in
            reader.members(json) { reader, member in
                let value = member.value
                switch member.name {
                case "category": vat.category = reader.category(value)
                case "rate": vat.rate = reader.decimal(value, "rate")
                case "exemption_code": vat.exemptionCode = reader.text(value, "exemption_code")
                case "exemption_reason":
                    vat.exemptionReason = reader.text(value, "exemption_reason")
                default: reader.unknown(member)
                }
            }
        }
        return vat
    }

    private mutating func category(_ value: JSONValue) -> VATCategory? {
        guard let text = text(value, "category") else { return nil }
        if let category = VATCategory(rawValue: text) { return category }
        report("BR-KSA-18", "category", value: text)
        return nil
    }

    private mutating func type(_ value: JSONValue) -> InvoiceType? {
        guard let text = text(value, "type") else { return nil }
        if let type = InvoiceType(rawValue: text) { return type }
        report("BR-KSA-05", "type", value: text)
        return nil
    }

    /// - Parameter ofDocument: The document's own allowances and charges name a VAT group.
    private mutating func allowance(_ json: JSONValue, _ ofDocument: Bool) -> AllowanceDraft {
        var allowance = AllowanceDraft()
        members(json) { reader, member in
            let value = member.value
            switch member.name {
            case "amount": allowance.amount = reader.decimal(value, "amount")
            case "percent": allowance.percent = reader.decimal(value, "percent")
            case "base": allowance.base = reader.decimal(value, "base")
            case "reason": allowance.reason = reader.text(value, "reason")
            case "reason_code": allowance.reasonCode = reader.text(value, "reason_code")
            case "vat" where ofDocument: allowance.vat = reader.vat(value)
            default: reader.unknown(member)
            }
        }
        return allowance
    }

    private mutating func reference(_ json: JSONValue) -> ReferenceDraft {
        var reference = ReferenceDraft()
        members(json) { reader, member in
            switch member.name {
            case "number": reference.number = reader.text(member.value, "number")
            case "date": reference.date = reader.date(member.value, "date")
            default: reader.unknown(member)
            }
        }
        return reference
    }

    private mutating func prepayment(_ json: JSONValue) -> PrepaymentDraft {
        var prepayment = PrepaymentDraft()
        members(json) { reader, member in
            let value = member.value
            switch member.name {
            case "number": prepayment.number = reader.text(value, "number")
            case "issued_at": prepayment.issuedAt = reader.issueTime(value, "issued_at")
            case "taxable": prepayment.taxable = reader.decimal(value, "taxable")
            case "tax": prepayment.tax = reader.decimal(value, "tax")
            case "vat": prepayment.vat = reader.vat(value)
            case "uuid":
                guard let text = reader.text(value, "uuid") else { return }
                prepayment.uuid = DocumentUUID(text)
                if prepayment.uuid == nil { reader.report("SJL-UUID", "uuid", value: text) }
            default: reader.unknown(member)
            }
        }
        return prepayment
    }

    // MARK: The buyer

    private mutating func party(_ json: JSONValue) -> PartyDraft {
        var party = PartyDraft()
        members(json) { reader, member in
            let value = member.value
            switch member.name {
            case "name": party.name = reader.text(value, "name")
            case "vat": party.vat = reader.text(value, "vat")
            case "legal_form": party.legalForm = reader.text(value, "legal_form")
            case "ids":
                party.ids = reader.list(value, "ids") { $0.partyID($1) }.compactMap { $0 }
            case "address":
                if case .null = value { return }
                party.address = reader.inside("address") { $0.address(value) }
            default: reader.unknown(member)
            }
        }
        return party
    }

    private mutating func partyID(_ json: JSONValue) -> PartyID? {
        var scheme: String?
        var number: String?
        members(json) { reader, member in
            switch member.name {
            case "scheme": scheme = reader.text(member.value, "scheme")
            case "value": number = reader.text(member.value, "value")
            default: reader.unknown(member)
            }
        }
        guard case .object = json else { return nil }
        if scheme == nil { report("SJL-REQUIRED", "scheme", value: nil) }
        if number == nil { report("SJL-REQUIRED", "value", value: nil) }
        guard let scheme, let number else { return nil }
        return PartyID(scheme: scheme, value: number)
    }

    private mutating func address(_ json: JSONValue) -> Address {
        var address = Address()
        members(json) { reader, member in
            let value = member.value
            switch member.name {
            case "street": address.street = reader.text(value, "street")
            case "building": address.building = reader.text(value, "building")
            case "additional_number":
                address.additionalNumber = reader.text(value, "additional_number")
            case "district": address.district = reader.text(value, "district")
            case "city": address.city = reader.text(value, "city")
            case "postal_code": address.postalCode = reader.text(value, "postal_code")
            case "country": address.country = reader.text(value, "country")
            default: reader.unknown(member)
            }
        }
        return address
    }

    // MARK: Values

    private mutating func text(_ value: JSONValue, _ name: StaticString) -> String? {
        switch value {
        case .string(let text): return text
        case .null: return nil
        default:
            wrongType(value, name, "\"…\"")
            return nil
        }
    }

    private mutating func decimal(_ value: JSONValue, _ name: StaticString) -> ExactDecimal? {
        let text: String
        switch value {
        case .string(let string): text = string
        case .number(let number): text = number
        case .null: return nil
        default:
            wrongType(value, name, "\"12.50\"")
            return nil
        }
        if let decimal = ExactDecimal(text) { return decimal }
        report("SJL-DECIMAL", name, value: text)
        return nil
    }

    private mutating func date(_ value: JSONValue, _ name: StaticString) -> CivilDate? {
        guard let text = text(value, name) else { return nil }
        if let date = CivilDate(text) { return date }
        report("BR-KSA-F-01", name, value: text)
        return nil
    }

    private mutating func issueTime(_ value: JSONValue, _ name: StaticString) -> IssueTime? {
        guard let text = text(value, name) else { return nil }
        if let time = IssueTime(text) { return time }
        let isDayWrong = CivilDate(String(text.prefix(10))) == nil
        report(isDayWrong ? "BR-KSA-F-01" : "BR-KSA-70", name, value: text)
        return nil
    }

    private mutating func word<Word: RawRepresentable & CaseIterable>(
        _ value: JSONValue, _ name: StaticString?, _: Word.Type
    ) -> Word? where Word.RawValue == String {
        guard case .string(let text) = value else {
            wrongType(value, name, "\"…\"")
            return nil
        }
        if let word = Word(rawValue: text) { return word }
        let choices = Word.allCases.map(\.rawValue).joined(separator: ", ")
        report("SJL-CHOICE", name, value: text, detail: choices)
        return nil
    }

    private mutating func list<Element>(
        _ value: JSONValue, _ name: StaticString,
        _ element: (inout DraftReader, JSONValue) -> Element
    ) -> [Element] {
        if case .null = value { return [] }
        guard case .array(let values) = value else {
            wrongType(value, name, "[…]")
            return []
        }
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        place.enter(name)
        for (index, value) in values.enumerated() {
            place.enter(index)
            elements.append(element(&self, value))
            place.leave()
        }
        place.leave()
        return elements
    }

    private mutating func members(
        _ json: JSONValue, _ take: (inout DraftReader, JSONValue.Member) -> Void
    ) {
        guard case .object(let members) = json else { return wrongType(json, nil, "{…}") }
        for member in members { take(&self, member) }
    }

    private mutating func inside<Value>(
        _ name: StaticString, _ body: (inout DraftReader) -> Value
    ) -> Value {
        place.enter(name)
        defer { place.leave() }
        return body(&self)
    }

    // MARK: Faults

    private mutating func unknown(_ member: JSONValue.Member) {
        found.add(.error) {
            let path = place.pointer + "/" + JSONPointer.escaped(member.name)
            return ProblemTexts.problem("SJL-UNKNOWN-KEY", path: path, value: member.name)
        }
    }

    private mutating func wrongType(_ value: JSONValue, _ name: StaticString?, _ expected: String) {
        var shown = value.serialized()
        if shown.count > 80 { shown = shown.prefix(80) + "…" }
        report("SJL-TYPE", name, value: shown, detail: expected)
    }

    private mutating func report(
        _ rule: String, _ name: StaticString?, value: String?, detail: String = ""
    ) {
        found.add(.error) {
            ProblemTexts.problem(
                rule, path: place.pointer(to: name), value: value, detail: detail)
        }
    }
}
