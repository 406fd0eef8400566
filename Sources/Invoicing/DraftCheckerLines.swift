extension DraftChecker {
    /// A line and what it costs in the terms the draft was written in.
    typealias CheckedLine = (line: InvoiceLine, entered: Money)

    var includesVAT: Bool { draft.pricesIncludeVAT ?? false }

    /// - Returns: `nil` where a line cannot be computed.
    mutating func checkLines() -> [CheckedLine]? {
        if draft.lines.isEmpty { report("BR-16", "lines", value: nil) }
        // BT-126 has six characters; each settled advance takes a line of its own.
        let count = draft.lines.count + draft.prepayments.count
        if count > 999_999 { report("BR-KSA-F-06-C17", "lines", value: String(count)) }
        var lines: [CheckedLine] = []
        lines.reserveCapacity(draft.lines.count)
        place.enter("lines")
        for (index, line) in draft.lines.enumerated() {
            place.enter(index)
            if let line = checkLine(line) { lines.append(line) }
            place.leave()
        }
        place.leave()
        return lines.count == draft.lines.count && !lines.isEmpty ? lines : nil
    }

    /// - Parameter move: What the solver adds to the net amount.
    mutating func checkLine(_ line: LineDraft, move: Int64 = 0) -> CheckedLine? {
        checkName(line.name)
        checkText(line.note, "note", 1_000, "SJL-LENGTH")
        checkText(line.unit, "unit", 127, "BR-KSA-F-06-C18")
        checkItemIDs(line)
        let vat = treatment(line.vat, .line)
        let quantity = checkQuantity(line.quantity)
        let prices = checkPrices(line)
        let base = checkBaseQuantity(line.baseQuantity)
        // What a percentage is taken of where it names no base: the line before allowances.
        var extended: Money?
        if let quantity, let prices, base.isSound {
            extended = Totals.extended(quantity, prices.net, base.value)
            if extended == nil {
                report("SJL-AMOUNT-RANGE", nil, value: nil)
                return nil
            }
        }
        let parts = checkLineParts(line, extended)
        guard let vat, let quantity, let prices, base.isSound, let parts else { return nil }
        let input = Totals.LineInput(
            quantity: quantity, price: prices.net, base: base.value, includesVAT: includesVAT,
            rateBasisPoints: vat.vat.rateBasisPoints, allowancesCharges: parts)
        guard let amounts = Totals.line(input, move: move) else {
            reportNoPrice(input)
            return nil
        }
        guard checkDigits(quantity: quantity, price: amounts.price, base: base.value) else {
            return nil
        }
        if amounts.net < .zero || amounts.entered < .zero {
            report("BR-KSA-F-04", nil, value: amounts.net.description)
            return nil
        }
        guard let total = Totals.sum([amounts.net, amounts.vat]) else {
            report("SJL-AMOUNT-RANGE", nil, value: nil)
            return nil
        }
        var checked = InvoiceLine(
            name: line.name ?? "", quantity: quantity.description, unit: given(line.unit) ?? "PCE",
            price: amounts.price.description, vat: vat.vat, netAmount: amounts.net,
            vatAmount: amounts.vat, amountWithVAT: total)
        checked.note = given(line.note)
        checked.baseQuantity = base.value?.description
        checked.allowancesCharges = amounts.allowancesCharges
        checked.sellersItemID = given(line.sellersItemID)
        checked.buyersItemID = given(line.buyersItemID)
        checked.standardItemID = given(line.standardItemID)
        setGrossPrice(&checked, prices, amounts.price, vat.vat.rateBasisPoints)
        return (checked, amounts.entered)
    }

    private mutating func reportNoPrice(_ input: Totals.LineInput) {
        guard includesVAT, let amount = Totals.extendedNet(input),
            let nearest = Solver.nearest(to: amount, input.quantity, input.base)
        else { return report("SJL-AMOUNT-RANGE", nil, value: nil) }
        report(
            "SJL-NO-PRICE", "price", value: amount.description, detail: nearest.description)
    }

    // MARK: Texts

    private mutating func checkName(_ name: String?) {
        guard let name, !TextRules.isBlank(name) else {
            return report("BR-25", "name", value: name)
        }
        let isShort = name.utf8.count < 12 && name.unicodeScalars.count < 3
        if isShort || TextRules.isLonger(name, than: 1_000) {
            report(
                "BR-KSA-F-06-C19", "name", value: name,
                detail: String(name.unicodeScalars.count))
        }
        if TextRules.isDigitsOfAnyScript(name) { report("BR-KSA-F-C-01", "name", value: name) }
        if !TextRules.isClean(name) { checkText(name, "name", .max, "SJL-LENGTH") }
    }

    private mutating func checkItemIDs(_ line: LineDraft) {
        place.enter("item_ids")
        checkText(line.sellersItemID, "seller", 127, "BR-KSA-F-06-C31")
        checkText(line.buyersItemID, "buyer", 127, "BR-KSA-F-06-C30")
        checkText(line.standardItemID, "standard", 127, "BR-KSA-F-06-C20")
        place.leave()
    }

    // MARK: Quantities and prices

    private mutating func checkQuantity(_ quantity: ExactDecimal?) -> ExactDecimal? {
        guard let quantity, !quantity.isZero else {
            report("BR-22", "quantity", value: quantity?.description)
            return nil
        }
        return isNotNegative(quantity, "quantity") ? quantity : nil
    }

    private mutating func checkBaseQuantity(
        _ base: ExactDecimal?
    ) -> (value: ExactDecimal?, isSound: Bool) {
        guard let base else { return (nil, true) }
        if base.isZero || base.isNegative {
            report("BR-KSA-EN16931-12", "base_quantity", value: base.description)
            return (nil, false)
        }
        return (base, true)
    }

    struct Prices {
        /// BT-146.
        var net: ExactDecimal
        /// BT-147.
        var discount: ExactDecimal?
    }

    /// BT-146 = BT-148 - BT-147, where the latter two are given; else the price itself.
    private mutating func checkPrices(_ line: LineDraft) -> Prices? {
        var isSound = true
        if let price = line.price, !isNotNegative(price, "price") { isSound = false }
        if let gross = line.grossPrice, !isNotNegative(gross, "gross_price") { isSound = false }
        if let discount = line.priceDiscount, !isNotNegative(discount, "price_discount") {
            isSound = false
        }
        if (line.grossPrice == nil) != (line.priceDiscount == nil) {
            report(
                "SJL-GROSS-PRICE", line.grossPrice == nil ? "gross_price" : "price_discount",
                value: nil)
            return nil
        }
        guard let gross = line.grossPrice, let discount = line.priceDiscount else {
            guard let price = line.price else {
                report("BR-26", "price", value: nil)
                return nil
            }
            return isSound ? Prices(net: price) : nil
        }
        guard isSound, let net = gross.subtracting(discount) else { return nil }
        if let price = line.price, price != net {
            report(
                "BR-KSA-EN16931-07", "price", value: price.description,
                detail: "\(gross) - \(discount) = \(net.normalized)")
            return nil
        }
        guard isNotNegative(net, "price_discount") else { return nil }
        return Prices(net: net, discount: discount)
    }

    /// Where prices include VAT the discount is brought to the same footing and the gross price
    /// follows, so that the three still agree exactly.
    private func setGrossPrice(
        _ line: inout InvoiceLine, _ prices: Prices, _ net: ExactDecimal, _ rateBasisPoints: Int
    ) {
        guard var discount = prices.discount else { return }
        if includesVAT, rateBasisPoints != 0 {
            let divisor = ExactDecimal(digits: Int128(10_000 + rateBasisPoints), scale: 4)
            discount = discount.divided(by: divisor, scale: max(2, net.scale)) ?? discount
        }
        line.priceDiscount = discount.description
        line.grossPrice = net.adding(discount)?.description
    }

    mutating func isNotNegative(_ value: ExactDecimal, _ name: StaticString) -> Bool {
        guard value.isNegative else { return true }
        report("BR-KSA-F-04", name, value: value.description)
        return false
    }

    // MARK: Allowances and charges of a line

    private mutating func checkLineParts(
        _ line: LineDraft, _ extended: Money?
    ) -> [AllowanceCharge]? {
        if line.allowances.isEmpty, line.charges.isEmpty { return [] }
        var parts: [AllowanceCharge] = []
        var isSound = true
        for (drafts, name, rules) in [
            (line.allowances, "allowances" as StaticString, PartRules.lineAllowance),
            (line.charges, "charges", .lineCharge),
        ] {
            place.enter(name)
            for (index, draft) in drafts.enumerated() {
                place.enter(index)
                if let part = checkPart(draft, rules, base: extended) {
                    parts.append(part)
                } else {
                    isSound = false
                }
                place.leave()
            }
            place.leave()
        }
        return isSound ? parts : nil
    }
}
