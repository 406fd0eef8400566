public import Encoding

extension InvoiceDraft {
    /// The RFC 8785 form of the draft as given, for telling whether two drafts are the same.
    ///
    /// Decimals are strings without needless zeros (`12.50`, `"12.5"` and `12.5` are one), nothing
    /// is filled in, and a null member or an empty list counts as absent.
    public func canonicalJSON() -> [UInt8] { CanonicalJSON.encode(canonicalValue) }

    /// The same as a value, its members in canonical order.
    public var canonicalValue: JSONValue {
        var object = ObjectBuilder()
        object.list("allowances", allowances) { $0.canonicalValue }
        object.add("buyer", buyer?.canonicalValue)
        object.list("charges", charges) { $0.canonicalValue }
        object.add("contract", contract)
        object.add("currency", currency)
        object.add("exchange_rate", exchangeRate)
        object.add("expect_total", expectTotal)
        object.list("flags", flags) { .string($0.rawValue) }
        object.add("issued_at", issuedAt?.description)
        object.add("key", givenKey)
        object.add("kind", kind.rawValue)
        object.list("lines", lines) { $0.canonicalValue }
        object.add("note", note)
        object.add("number", number)
        object.add("payable_rounding", payableRounding)
        object.add("payment_means", paymentMeans)
        object.list("prepayments", prepayments) { $0.canonicalValue }
        object.add("prices_include_vat", pricesIncludeVAT.map { .bool($0) })
        object.add("purchase_order", purchaseOrder)
        object.add("reason", reason)
        object.list("references", references) { $0.canonicalValue }
        object.add("supply_date", supplyDate?.description)
        object.add("supply_end_date", supplyEndDate?.description)
        object.add("type", givenType?.rawValue)
        object.add("unit", unit)
        return object.value
    }
}

extension PartyDraft {
    fileprivate var canonicalValue: JSONValue {
        var object = ObjectBuilder()
        object.add("address", address?.canonicalValue)
        object.list("ids", ids) {
            .object([.init("scheme", .string($0.scheme)), .init("value", .string($0.value))])
        }
        object.add("legal_form", legalForm)
        object.add("name", name)
        object.add("vat", vat)
        return object.value
    }
}

extension Address {
    fileprivate var canonicalValue: JSONValue {
        var object = ObjectBuilder()
        object.add("additional_number", additionalNumber)
        object.add("building", building)
        object.add("city", city)
        object.add("country", country)
        object.add("district", district)
        object.add("postal_code", postalCode)
        object.add("street", street)
        return object.value
    }
}

extension LineDraft {
    fileprivate var canonicalValue: JSONValue {
        var object = ObjectBuilder()
        object.list("allowances", allowances) { $0.canonicalValue }
        object.add("base_quantity", baseQuantity)
        object.list("charges", charges) { $0.canonicalValue }
        object.add("gross_price", grossPrice)
        if sellersItemID != nil || buyersItemID != nil || standardItemID != nil {
            var ids = ObjectBuilder()
            ids.add("buyer", buyersItemID)
            ids.add("seller", sellersItemID)
            ids.add("standard", standardItemID)
            object.add("item_ids", ids.value)
        }
        object.add("name", name)
        object.add("note", note)
        object.add("price", price)
        object.add("price_discount", priceDiscount)
        object.add("quantity", quantity)
        object.add("unit", unit)
        object.add("vat", vat?.canonicalValue)
        return object.value
    }
}

extension VATDraft {
    fileprivate var canonicalValue: JSONValue {
        var object = ObjectBuilder()
        object.add("category", category?.rawValue)
        object.add("exemption_code", exemptionCode)
        object.add("exemption_reason", exemptionReason)
        object.add("rate", rate)
        return object.value
    }
}

extension AllowanceDraft {
    fileprivate var canonicalValue: JSONValue {
        var object = ObjectBuilder()
        object.add("amount", amount)
        object.add("base", base)
        object.add("percent", percent)
        object.add("reason", reason)
        object.add("reason_code", reasonCode)
        object.add("vat", vat?.canonicalValue)
        return object.value
    }
}

extension ReferenceDraft {
    fileprivate var canonicalValue: JSONValue {
        var object = ObjectBuilder()
        object.add("date", date?.description)
        object.add("number", number)
        return object.value
    }
}

extension PrepaymentDraft {
    fileprivate var canonicalValue: JSONValue {
        var object = ObjectBuilder()
        object.add("issued_at", issuedAt?.description)
        object.add("number", number)
        object.add("tax", tax)
        object.add("taxable", taxable)
        object.add("uuid", uuid?.description)
        object.add("vat", vat?.canonicalValue)
        return object.value
    }
}

/// An object that leaves out what is absent.
private struct ObjectBuilder {
    private var members: [JSONValue.Member] = []

    var value: JSONValue { .object(members) }

    mutating func add(_ name: String, _ value: JSONValue?) {
        if let value { members.append(.init(name, value)) }
    }

    mutating func add(_ name: String, _ text: String?) {
        if let text { members.append(.init(name, .string(text))) }
    }

    mutating func add(_ name: String, _ decimal: ExactDecimal?) {
        if let decimal { members.append(.init(name, .string(decimal.normalized.description))) }
    }

    mutating func list<Element>(
        _ name: String, _ elements: [Element], _ value: (Element) -> JSONValue
    ) {
        if !elements.isEmpty { members.append(.init(name, .array(elements.map(value)))) }
    }
}
