import Encoding
import Invoicing
import Sheets

/// The rows of one invoice as they are gathered.
struct OpenInvoice {
    /// Values of one line, or of the invoice, as texts of the draft.
    typealias Values = [SheetField: CellReading.Value]

    let number: String?
    private let layout: Layout
    private var rows: [MappedDraft.Row] = []
    private var sums: [MappedDraft.Sums] = []
    private var whole: [SheetField: (value: CellReading.Value, row: Int)] = [:]
    private var lines: [Values] = []
    private var prepayments: [(values: Values, row: MappedDraft.Row)] = []
    var problems: [SheetProblem] = []

    init(number: String?, layout: Layout) {
        self.number = number
        self.layout = layout
    }

    var firstRow: Int { rows.first?.number ?? 0 }

    /// - Parameter fromCells: The fields whose value stands in a cell of this row.
    mutating func add(
        _ row: SheetRow, _ values: Values, fromCells: Set<SheetField>,
        sums rowSums: MappedDraft.Sums
    ) {
        rows.append(.init(number: row.number, line: row.line))
        sums.append(rowSums)
        var line: Values = [:]
        var prepayment: Values = [:]
        for (field, value) in values {
            if field.isOfPrepayment {
                prepayment[field] = value
            } else if field.isOfLine {
                line[field] = value
            } else if let known = whole[field] {
                guard known.value != value, fromCells.contains(field) else { continue }
                problems.append(
                    SheetFault.differs(field, first: known.value.shown, firstRow: known.row)
                        .problem(
                            at: layout.place(row, column: layout.columns[field]),
                            value: value.shown))
            } else {
                whole[field] = (value, row.number)
            }
        }
        lines.append(line)
        // Where the rows of an invoice repeat what is the invoice's, they mean one advance.
        if !prepayment.isEmpty, !prepayments.contains(where: { $0.values == prepayment }) {
            prepayments.append((prepayment, .init(number: row.number, line: row.line)))
        }
    }

    func draft(index: Int) -> MappedDraft {
        MappedDraft(
            index: index, number: number, json: json, problems: problems + unclearAdvances,
            rows: rows, prepaymentRows: prepayments.map(\.row), sums: sums, layout: layout)
    }

    // MARK: The draft's JSON

    private func text(_ field: SheetField) -> String? {
        if case .text(let text)? = whole[field]?.value { text } else { nil }
    }

    private func date(_ field: SheetField) -> String? {
        if case .moment(let moment)? = whole[field]?.value { moment.date?.description } else { nil }
    }

    private var json: JSONValue {
        var draft = Members()
        let key = layout.rules.key
        if !key.isEmpty, key != [.number] {
            let parts = key.map { text($0) ?? date($0) ?? "" }
            draft.add("key", parts.joined(separator: "|"))
            draft.add("number", text(.number) ?? parts.joined(separator: "-"))
        } else {
            draft.add("key", text(.key))
            draft.add("number", text(.number) ?? text(.key))
        }
        for field in [SheetField.unit, .kind, .type] { draft.add(field, text(field)) }
        draft.add("issued_at", issuedAt)
        draft.add("supply_date", date(.supplyDate))
        draft.add("supply_end_date", date(.supplyEndDate))
        draft.add(.currency, text(.currency))
        for field in [
            SheetField.exchangeRate, .purchaseOrder, .contract, .note, .rounding, .paymentMeans,
            .reason,
        ] { draft.add(field, text(field)) }
        if layout.rules.pricesIncludeVAT == true {
            draft.members.append(.init("prices_include_vat", true))
        }
        draft.add("buyer", buyer)
        draft.members.append(.init("lines", .array(lines.map { line($0) })))
        if let amount = text(.documentDiscount), ExactDecimal(amount)?.isZero != true {
            var allowance = Members()
            allowance.add("amount", amount)
            reason(of: lines.first ?? [:], &allowance)
            // Of lines with different VAT each takes its part: the draft then names none.
            if vats.count == 1 { allowance.add("vat", vats.first) }
            draft.members.append(.init("allowances", .array([.object(allowance.members)])))
        }
        let advances = prepayments.map { prepayment($0.values) }
        if !advances.isEmpty { draft.members.append(.init("prepayments", .array(advances))) }
        if let number = text(.reference) {
            var reference = Members()
            reference.add("number", number)
            reference.add("date", date(.referenceDate))
            draft.members.append(.init("references", .array([.object(reference.members)])))
        }
        if case .list(let flags)? = whole[.flags]?.value {
            draft.members.append(.init("flags", .array(flags.map { .string($0) })))
        }
        return .object(draft.members)
    }

    /// BT-97: an allowance needs a reason, and most sheets give none.
    private static let discountReason = "خصم"

    private func reason(of values: Values, _ allowance: inout Members) {
        var given: [SheetField: String] = [:]
        for field in [SheetField.discountReason, .discountReasonCode] {
            if case .text(let text)? = values[field] { given[field] = text }
        }
        allowance.add("reason", given[.discountReason] ?? Self.discountReason)
        allowance.add("reason_code", given[.discountReasonCode])
    }

    /// The VAT of its lines, each once.
    private var vats: [JSONValue] {
        var vats: [JSONValue] = []
        for vat in lines.map({ vat($0) }) where !vats.contains(vat) { vats.append(vat) }
        return vats
    }

    /// An advance has the VAT of the invoice that settles it; of several, the one by which its net
    /// amount gives its VAT.
    ///
    /// - Returns: `nil` where none does, or more than one.
    private func advanceVAT(_ values: Values) -> JSONValue? {
        let vats = vats
        guard vats.count > 1 else { return vats.first }
        guard case .text(let net)? = values[.prepaymentNet],
            case .text(let tax)? = values[.prepaymentVAT],
            let net = ExactDecimal(net), let tax = ExactDecimal(tax)
        else { return nil }
        let fitting = vats.filter { Self.gives(tax, of: net, $0) }
        return fitting.count == 1 ? fitting.first : nil
    }

    /// Whether an advance of this VAT has the tax; a halala is lost by rounding (BR-KSA-79).
    private static func gives(_ tax: ExactDecimal, of net: ExactDecimal, _ vat: JSONValue) -> Bool {
        var rate = ExactDecimal(.zero)
        if vat["category"] == .string("S") {
            guard case .string(let text)? = vat["rate"], let given = ExactDecimal(text) else {
                return false
            }
            rate = given
        }
        guard rate > ExactDecimal(.zero) else { return tax.isZero }
        let percent = ExactDecimal(digits: 1, scale: 2)
        guard !tax.isZero,
            let exact = net.multiplied(by: rate)?.multiplied(by: percent)?.rounded(scale: 2),
            let difference = tax.subtracting(exact)
        else { return false }
        let halala = ExactDecimal(Money(hundredths: 1))
        return difference <= halala && ExactDecimal(Money(hundredths: -1)) <= difference
    }

    /// Advances whose VAT nothing tells.
    private var unclearAdvances: [SheetProblem] {
        guard !prepayments.isEmpty, vats.count > 1 else { return [] }
        return prepayments.compactMap { values, row in
            guard advanceVAT(values) == nil else { return nil }
            let field = [SheetField.prepaymentVAT, .prepayment].first { layout.columns[$0] != nil }
            var place = layout.place(column: field.flatMap { layout.columns[$0] })
            place.row = row.number
            place.line = row.line == row.number ? nil : row.line
            return SheetFault.advanceVATUnknown.problem(
                at: place, value: values[.prepaymentVAT]?.shown)
        }
    }

    private func prepayment(_ values: Values) -> JSONValue {
        var prepayment = Members()
        for field in [SheetField.prepayment, .prepaymentNet, .prepaymentVAT] {
            if case .text(let text)? = values[field] { prepayment.add(field, text) }
        }
        if case .moment(let moment)? = values[.prepaymentDate], let date = moment.date {
            let clock = CellReading.clock(moment.secondOfDay ?? 0)
            prepayment.add("issued_at", "\(date)T\(clock)")
        }
        prepayment.add("vat", advanceVAT(values))
        return .object(prepayment.members)
    }

    private var issuedAt: String? {
        guard case .moment(let moment)? = whole[.date]?.value, let date = moment.date else {
            return nil
        }
        var second = moment.secondOfDay
        if case .moment(let time)? = whole[.time]?.value, let given = time.secondOfDay {
            // A time of its own column, unless it is only the rules' constant.
            if second == nil || layout.columns[.time] != nil { second = given }
        }
        return "\(date)T\(CellReading.clock(second ?? 0))"
    }

    private var buyer: JSONValue? {
        var buyer = Members()
        buyer.add("name", text(.buyerName))
        buyer.add("vat", text(.buyerVAT))
        if let id = text(.buyerID) {
            var member = Members()
            member.add("scheme", text(.buyerIDScheme) ?? "")
            member.add("value", id)
            buyer.members.append(.init("ids", .array([.object(member.members)])))
        }
        var address = Members()
        let parts: [SheetField] = [
            .street, .building, .additionalNumber, .district, .city, .postalCode,
        ]
        for field in parts { address.add(field, text(field)) }
        let isKnown = !buyer.members.isEmpty || !address.members.isEmpty
        guard isKnown else { return nil }
        // A country alone is a constant of the rules, and no address.
        if !address.members.isEmpty { address.add(.country, text(.country)) }
        if !address.members.isEmpty {
            buyer.members.append(.init("address", .object(address.members)))
        }
        return .object(buyer.members)
    }

    private func line(_ values: Values) -> JSONValue {
        func text(_ field: SheetField) -> String? {
            if case .text(let text)? = values[field] { text } else { nil }
        }
        var line = Members()
        line.add("name", text(.item))
        line.add("note", text(.lineNote))
        let quantity = text(.quantity)
        line.add("quantity", quantity)
        line.add("unit", text(.measure))
        let price = text(.price) ?? text(.priceWithVAT)
        if let price {
            line.add("price", price)
        } else if let amount = rowAmount(values) {
            // The row's amount is the price of as many as were sold.
            line.add("price", amount)
            if let quantity, quantity != "1" { line.add("base_quantity", quantity) }
        }
        line.add("vat", vat(values))
        if let allowance = discount(values, price: price, quantity: quantity) {
            line.members.append(.init("allowances", .array([allowance])))
        }
        if let code = text(.itemCode) {
            line.members.append(.init("item_ids", ["seller": .string(code)]))
        }
        return .object(line.members)
    }

    private func rowAmount(_ values: Values) -> String? {
        let fields: [SheetField] =
            layout.rules.pricesIncludeVAT == true
            ? [.lineTotal, .total] : [.lineNet, .net]
        for field in fields {
            if case .text(let text)? = values[field] { return text }
        }
        return nil
    }

    private func discount(
        _ values: Values, price: String?, quantity: String?
    ) -> JSONValue? {
        var allowance = Members()
        if case .text(let amount)? = values[.discount] {
            if ExactDecimal(amount)?.isZero == true { return nil }
            allowance.add("amount", amount)
        } else if case .text(let percent)? = values[.discountPercent] {
            if ExactDecimal(percent)?.isZero == true { return nil }
            allowance.add("percent", percent)
            let base = price.flatMap { ExactDecimal($0) }?.multiplied(
                by: quantity.flatMap { ExactDecimal($0) } ?? ExactDecimal(digits: 1, scale: 0))
            allowance.add("base", base?.rounded(scale: 2).description)
        } else {
            return nil
        }
        reason(of: values, &allowance)
        return .object(allowance.members)
    }

    private func vat(_ values: Values) -> JSONValue {
        func text(_ field: SheetField) -> String? {
            if case .text(let text)? = values[field] { text } else { nil }
        }
        var vat = Members()
        let rate = text(.vatRate)
        let category = text(.vatCategory) ?? (rate == "0" || rate == nil ? nil : "S")
        vat.add("category", category)
        // The rules' usual rate is not that of lines without VAT.
        if category == nil || category == "S" || layout.columns[.vatRate] != nil {
            vat.add("rate", rate)
        }
        vat.add("exemption_code", text(.exemptionCode))
        vat.add("exemption_reason", text(.exemptionReason))
        return .object(vat.members)
    }

    /// Members of an object; what is absent is left out.
    private struct Members {
        var members: [JSONValue.Member] = []

        mutating func add(_ name: String, _ text: String?) {
            if let text { members.append(.init(name, .string(text))) }
        }

        mutating func add(_ name: String, _ value: JSONValue?) {
            if let value { members.append(.init(name, value)) }
        }

        /// Under the last part of the field's pointer.
        mutating func add(_ field: SheetField, _ text: String?) {
            guard let text, let slash = field.pointer.lastIndex(of: "/") else { return }
            let name = String(field.pointer[field.pointer.index(after: slash)...])
            members.append(.init(name, .string(text)))
        }
    }
}

extension CellReading.Value {
    var shown: String {
        switch self {
        case .text(let text): text
        case .list(let words): words.joined(separator: " ")
        case .moment(let moment):
            [moment.date?.description, moment.secondOfDay.map { CellReading.clock($0) }]
                .compactMap { $0 }.joined(separator: " ")
        }
    }
}
