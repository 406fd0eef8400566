public import Encoding
public import Invoicing

/// What a document says, as the members of a draft that would say the same again.
///
/// Read from the stored bytes, since a ledger keeps no drafts. Prices are without VAT, as the
/// document has them, whatever the draft was written in.
public struct DocumentContent: Sendable {
    public let kind: InvoiceKind
    public let type: InvoiceType
    public let number: String
    public let issueDate: String
    public let currency: String
    /// BT-112.
    public let total: Money
    /// Members of a draft that every document of the same sale shares: kind, currency, buyer, flags
    /// and so on.
    public let common: [JSONValue.Member]
    /// Members that only the very same document has again: its time of issue, its references and
    /// reason, its note, the advances that it settles.
    public let own: [JSONValue.Member]
    public let lines: [Line]
    public let allowances: [Part]
    public let charges: [Part]
    /// BT-114 as text.
    public let rounding: String?
    /// VAT categories that stand with several reasons of exemption: which line has which is not in
    /// the document, so their lines come without one.
    public let unclearCategories: [String]

    /// A line as in a draft.
    public struct Line: Sendable {
        public let json: JSONValue
        /// BT-131.
        public let net: Money
        /// Category and rate, which tell to which allowances of the document it belongs.
        let group: String
    }

    /// An allowance or charge of the document.
    public struct Part: Sendable {
        public let json: JSONValue
        public let amount: Money
        let group: String
        let reason: [JSONValue.Member]
        let vat: JSONValue
    }

    /// - Returns: `nil` where the bytes are no document that this program could have written.
    public static func read(_ xml: [UInt8]) -> DocumentContent? {
        (try? UBLElement.read(xml)).flatMap { ContentReader(root: $0).content() }
    }
}

extension DocumentContent {
    /// The share of the document's allowances and charges that belongs to one line: by its part of
    /// the net amounts of the same VAT group. The shares of all lines sum up exactly.
    ///
    /// - Parameter index: Of the line, from 0.
    public func shares(of parts: [Part], line index: Int) -> [JSONValue] {
        let group = lines[index].group
        func sum(_ range: some Sequence<Int>) -> Int128 {
            range.filter { lines[$0].group == group }
                .reduce(0) { $0 + Int128(lines[$1].net.hundredths) }
        }
        let whole = sum(lines.indices)
        guard whole > 0 else { return [] }
        let (before, after) = (sum(0..<index), sum(0...index))
        return parts.filter { $0.group == group }.compactMap { part in
            func rounded(_ reached: Int128) -> Int128 {
                (2 * Int128(part.amount.hundredths) * reached + whole) / (2 * whole)
            }
            let share = Int64(rounded(after) - rounded(before))
            guard share > 0 else { return nil }
            let amount = JSONValue.string(Money(hundredths: share).description)
            return .object([.init("amount", amount)] + part.reason + [.init("vat", part.vat)])
        }
    }
}

/// Takes a document's elements apart.
private struct ContentReader {
    let root: UBLElement

    func content() -> DocumentContent? {
        guard let code = root.first("InvoiceTypeCode"),
            let type = InvoiceType.allCases.first(where: { $0.code == code.text }),
            let number = root.text("ID"), let date = root.text("IssueDate"),
            let currency = root.text("DocumentCurrencyCode"),
            let total = money(root.text("LegalMonetaryTotal/TaxInclusiveAmount"))
        else { return nil }
        let transaction = Array((code.attributes["name"] ?? "").utf8)
        let kind: InvoiceKind = transaction.starts(with: "01".utf8) ? .standard : .simplified
        // A line that settles an advance adds nothing and is none of the sale.
        let lines = root.all("InvoiceLine").filter { $0.first("DocumentReference") == nil }
        let read = lines.compactMap(line)
        guard read.count == lines.count, !read.isEmpty else { return nil }
        let parts = root.all("AllowanceCharge").map { ($0.text("ChargeIndicator"), part($0)) }
        let allowances = parts.filter { $0.0 != "true" }.compactMap(\.1)
        let charges = parts.filter { $0.0 == "true" }.compactMap(\.1)
        guard allowances.count + charges.count == parts.count else { return nil }
        return DocumentContent(
            kind: kind, type: type, number: number, issueDate: date, currency: currency,
            total: total, common: common(kind, currency, transaction), own: own, lines: read,
            allowances: allowances, charges: charges,
            rounding: root.text("LegalMonetaryTotal/PayableRoundingAmount"),
            unclearCategories: unclearCategories)
    }

    private func common(
        _ kind: InvoiceKind, _ currency: String, _ transaction: [UInt8]
    ) -> [JSONValue.Member] {
        var members = Members()
        members.add("kind", kind.rawValue)
        members.add("supply_date", root.text("Delivery/ActualDeliveryDate"))
        members.add("supply_end_date", root.text("Delivery/LatestDeliveryDate"))
        members.add("currency", currency)
        members.add("exchange_rate", root.text("TaxExchangeRate/CalculationRate"))
        members.add("purchase_order", root.text("OrderReference/ID"))
        members.add("contract", root.text("ContractDocumentReference/ID"))
        members.add("payment_means", root.text("PaymentMeans/PaymentMeansCode"))
        if let party = root.first("AccountingCustomerParty/Party") {
            members.all.append(.init("buyer", buyer(party)))
        }
        let flags = flags(transaction)
        if !flags.isEmpty {
            members.all.append(.init("flags", .array(flags.map { .string($0.rawValue) })))
        }
        return members.all
    }

    private var own: [JSONValue.Member] {
        var members = Members()
        members.add("issued_at", time(of: root))
        let references = root.all("BillingReference/InvoiceDocumentReference").map { reference in
            var named = Members()
            named.add("number", reference.text("ID"))
            named.add("date", reference.text("IssueDate"))
            return JSONValue.object(named.all)
        }
        if !references.isEmpty { members.all.append(.init("references", .array(references))) }
        members.add("reason", root.text("PaymentMeans/InstructionNote"))
        members.add("note", root.text("Note"))
        let settled = root.all("InvoiceLine").compactMap(prepayment)
        if !settled.isEmpty { members.all.append(.init("prepayments", .array(settled))) }
        return members.all
    }

    private func time(of element: UBLElement) -> String? {
        guard let date = element.text("IssueDate"), let time = element.text("IssueTime") else {
            return nil
        }
        return "\(date)T\(time)"
    }

    /// An advance that a line settles (KSA-26 to KSA-34); `nil` of any other line.
    private func prepayment(_ line: UBLElement) -> JSONValue? {
        guard let reference = line.first("DocumentReference"),
            let subtotal = line.first("TaxTotal/TaxSubtotal"),
            let category = subtotal.first("TaxCategory")
        else { return nil }
        var members = Members()
        members.add("number", reference.text("ID"))
        members.add("issued_at", time(of: reference))
        members.add("uuid", reference.text("UUID"))
        members.add("taxable", subtotal.text("TaxableAmount"))
        members.add("tax", subtotal.text("TaxAmount"))
        members.all.append(.init("vat", vat(category, exemption: category)))
        return .object(members.all)
    }

    /// Positions 3 to 9 of KSA-2.
    private func flags(_ transaction: [UInt8]) -> [DraftFlag] {
        let order: [DraftFlag] = [
            .thirdParty, .nominal, .export, .summary, .selfBilled, .continuousSupply, .b2g,
        ]
        return zip(order, transaction.dropFirst(2)).filter { $0.1 == UInt8(ascii: "1") }.map(\.0)
    }

    private func buyer(_ party: UBLElement) -> JSONValue {
        var members = Members()
        members.add("name", party.text("PartyLegalEntity/RegistrationName"))
        members.add("legal_form", party.text("PartyLegalEntity/CompanyLegalForm"))
        members.add("vat", party.text("PartyTaxScheme/CompanyID"))
        if let id = party.first("PartyIdentification/ID") {
            let scheme = JSONValue.string(id.attributes["schemeID"] ?? "")
            members.all.append(
                .init("ids", .array([["scheme": scheme, "value": .string(id.text)]])))
        }
        if let address = party.first("PostalAddress") {
            var place = Members()
            place.add("street", address.text("StreetName"))
            place.add("building", address.text("BuildingNumber"))
            place.add("additional_number", address.text("PlotIdentification"))
            place.add("district", address.text("CitySubdivisionName"))
            place.add("city", address.text("CityName"))
            place.add("postal_code", address.text("PostalZone"))
            place.add("country", address.text("Country/IdentificationCode"))
            members.all.append(.init("address", .object(place.all)))
        }
        return .object(members.all)
    }

    // MARK: Lines and parts

    private func line(_ line: UBLElement) -> DocumentContent.Line? {
        guard let quantity = line.first("InvoicedQuantity"), let item = line.first("Item"),
            let net = money(line.text("LineExtensionAmount")),
            let category = item.first("ClassifiedTaxCategory")
        else { return nil }
        var members = Members()
        members.add("name", item.text("Name"))
        members.add("note", line.text("Note"))
        members.add("quantity", quantity.text)
        members.add("unit", quantity.attributes["unitCode"])
        if let discount = line.first("Price/AllowanceCharge") {
            members.add("gross_price", discount.text("BaseAmount"))
            members.add("price_discount", discount.text("Amount"))
        } else {
            members.add("price", line.text("Price/PriceAmount"))
        }
        members.add("base_quantity", line.text("Price/BaseQuantity"))
        members.all.append(.init("vat", vat(category)))
        for (name, flag) in [("allowances", "false"), ("charges", "true")] {
            let parts = line.all("AllowanceCharge").filter { $0.text("ChargeIndicator") == flag }
            if !parts.isEmpty {
                members.all.append(
                    .init(name, .array(parts.map { .object(amount($0) + reason($0)) })))
            }
        }
        var ids = Members()
        ids.add("seller", item.text("SellersItemIdentification/ID"))
        ids.add("buyer", item.text("BuyersItemIdentification/ID"))
        ids.add("standard", item.text("StandardItemIdentification/ID"))
        if !ids.all.isEmpty { members.all.append(.init("item_ids", .object(ids.all))) }
        return DocumentContent.Line(json: .object(members.all), net: net, group: group(category))
    }

    private func part(_ part: UBLElement) -> DocumentContent.Part? {
        guard let category = part.first("TaxCategory"), let sum = money(part.text("Amount")) else {
            return nil
        }
        let (vat, reason) = (vat(category), reason(part))
        return DocumentContent.Part(
            json: .object(amount(part) + reason + [.init("vat", vat)]), amount: sum,
            group: group(category), reason: reason, vat: vat)
    }

    /// A percentage with its base says more than the amount that follows from them.
    private func amount(_ part: UBLElement) -> [JSONValue.Member] {
        var members = Members()
        if let percent = part.text("MultiplierFactorNumeric"), let base = part.text("BaseAmount") {
            members.add("percent", percent)
            members.add("base", base)
        } else {
            members.add("amount", part.text("Amount"))
        }
        return members.all
    }

    private func reason(_ part: UBLElement) -> [JSONValue.Member] {
        var members = Members()
        members.add("reason", part.text("AllowanceChargeReason"))
        members.add("reason_code", part.text("AllowanceChargeReasonCode"))
        return members.all
    }

    // MARK: VAT

    private func group(_ category: UBLElement) -> String {
        "\(category.text("ID") ?? "") \(category.text("Percent") ?? "")"
    }

    /// Of the breakdown.
    private var categories: [UBLElement] {
        root.all("TaxTotal").flatMap { $0.all("TaxSubtotal") }.compactMap {
            $0.first("TaxCategory")
        }
    }

    private var unclearCategories: [String] {
        let all = categories
        let unclear = all.filter { one in all.count { group($0) == group(one) } > 1 }
        return Set(unclear.compactMap { $0.text("ID") }).sorted()
    }

    /// The reason of an exemption stands in the breakdown only.
    private func vat(_ category: UBLElement) -> JSONValue {
        let same = categories.filter { group($0) == group(category) }
        return vat(category, exemption: same.count == 1 ? same.first : nil)
    }

    private func vat(_ category: UBLElement, exemption: UBLElement?) -> JSONValue {
        var members = Members()
        members.add("category", category.text("ID"))
        members.add("rate", category.text("Percent"))
        members.add("exemption_code", exemption?.text("TaxExemptionReasonCode"))
        members.add("exemption_reason", exemption?.text("TaxExemptionReason"))
        return .object(members.all)
    }

    private func money(_ text: String?) -> Money? {
        guard let text, let decimal = ExactDecimal(text) else { return nil }
        return decimal.money
    }
}

private struct Members {
    var all: [JSONValue.Member] = []

    mutating func add(_ name: String, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        all.append(.init(name, .string(text)))
    }
}
