/// The stage of the Saudi rules: currencies and signs of amounts.
extension Judge {
    mutating func judgeCurrencies() throws(StageAbort) {
        try judgeExchangeRate()
        for code in tree.all(.cbcDocumentCurrencyCode)
        where !CodeLists.currencies.holds(text: tree.text(code)) {
            raise(.ksaCL01, code, found: code)
        }
        for code in tree.all(.cbcTaxCurrencyCode) {
            if !tree.text(code).trimmedUppercaseEquals("SAR") {
                raise(.en02, code, found: code, expected: "SAR")
            }
            var count = 0
            for total in tree.children(tree.parent(code), .cacTaxTotal)
            where !tree.has(total, .cacTaxSubtotal) {
                count += 1
            }
            if count != 1 {
                raise(.en09, tree.parent(code), value: nil, expected: "1")
            }
        }
        var judged = JudgedCurrency()
        for amount in currencyAmounts { try judgeCurrency(of: amount, &judged) }
        for line in tree.all(.cacInvoiceLine) {
            for path in [
                Path(.cacTaxTotal, .cacTaxSubtotal, .cbcTaxAmount),
                Path(.cacTaxTotal, .cacTaxSubtotal, .cbcTaxableAmount),
            ] { judgeCurrencyCodes(line, path) }
        }
        for total in tree.all(.cacLegalMonetaryTotal) {
            judgeCurrencyCodes(total, Path(.cbcPayableRoundingAmount))
        }
    }

    private mutating func judgeCurrencyCodes(_ node: NodeID, _ path: Path) {
        var wrong: [(NodeID, Text)] = []
        tree.each(node, path) { amount in
            if let currency = tree.attribute(amount, AttributeName.currencyID),
                !CodeLists.currencies.holds(text: currency)
            {
                wrong.append((amount, currency))
            }
            return false
        }
        for (amount, currency) in wrong { raise(.ksaCL01, amount, value: currency) }
    }

    /// The amounts of BR-KSA-CL-02: all but those of the document's own tax totals.
    private var currencyAmounts: [NodeID] {
        var amounts: [NodeID] = []
        for element in Self.plainAmounts {
            for amount in tree.all(element) { amounts.append(amount) }
        }
        for element in [Element.cbcTaxableAmount, .cbcTaxAmount, .cbcRoundingAmount] {
            for amount in tree.all(element) where isOfSubtotalOrLine(amount, element) {
                amounts.append(amount)
            }
        }
        return amounts
    }

    private static let plainAmounts: [Element] = [
        .cbcAmount, .cbcBaseAmount, .cbcLineExtensionAmount, .cbcPriceAmount,
        .cbcTaxExclusiveAmount, .cbcTaxInclusiveAmount, .cbcAllowanceTotalAmount,
        .cbcChargeTotalAmount, .cbcPrepaidAmount, .cbcPayableRoundingAmount, .cbcPayableAmount,
    ]

    private func isOfSubtotalOrLine(_ amount: NodeID, _ element: Element) -> Bool {
        let holder = tree.parent(amount)
        if holder < 0 { return false }
        if tree.isNamed(holder, .cacTaxSubtotal) {
            let total = tree.parent(holder)
            guard element != .cbcRoundingAmount, tree.isNamed(total, .cacTaxTotal) else {
                return false
            }
            let owner = tree.parent(total)
            return tree.isNamed(owner, .cacInvoiceLine) || tree.isNamed(owner, .ublInvoice)
        }
        return element != .cbcTaxableAmount && tree.isNamed(holder, .cacTaxTotal)
            && tree.isNamed(tree.parent(holder), .cacInvoiceLine)
    }

    /// The currency that was right last, so that it need not be looked at for each amount.
    private struct JudgedCurrency {
        var right = Text(start: nil, count: 0)
    }

    private mutating func judgeCurrency(
        of amount: NodeID, _ judged: inout JudgedCurrency
    ) throws(StageAbort) {
        guard let currency = tree.attribute(amount, AttributeName.currencyID) else {
            raise(.ksaCL02, amount, value: nil)
            return
        }
        if !currency.isEmpty, currency.equals(judged.right) { return }
        let code = try documentCurrency(.cbcDocumentCurrencyCode)
        if try !matches(code, pattern: currency, at: amount) || currency.isEmpty {
            raise(.ksaCL02, amount, value: currency, expected: String(tree.text(code)))
        } else {
            judged.right = currency
        }
    }

    private func documentCurrency(_ element: Element) throws(StageAbort) -> NodeID {
        var found = Found()
        for code in tree.all(element) {
            if found.count == 0 { found.first = code }
            found.count += 1
        }
        return try lone(found)
    }

    /// `matches(normalize-space(code), pattern)`
    private func matches(
        _ code: NodeID, pattern: Text, at node: NodeID
    ) throws(StageAbort) -> Bool {
        let isPlain = pattern.allSatisfy {
            $0 >= 0x80 || $0 == 0x20 || ($0 >= 0x30 && $0 <= 0x39)
                || (($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A)
        }
        if isPlain {
            return tree.text(code).withNormalized { pattern.isWithin($0) }
        }
        let answer = Pattern(pattern).flatMap { pattern in
            tree.text(code).withNormalized { pattern.matches($0) }
        }
        guard let answer else { throw StageAbort(reason: .badPattern, node: node) }
        return answer
    }

    /// BR-KSA-87 to BR-KSA-90.
    private mutating func judgeExchangeRate() throws(StageAbort) {
        guard root >= 0, tree.has(root, .cacTaxExchangeRate) else { return }
        let rate = tree.child(root, .cacTaxExchangeRate)
        let isWhole = [
            Path(.cacTaxExchangeRate, .cbcSourceCurrencyCode),
            Path(.cacTaxExchangeRate, .cbcTargetCurrencyCode),
            Path(.cacTaxExchangeRate, .cbcCalculationRate),
        ].allSatisfy { hasText(root, $0) }
        if !isWhole { raise(.ksa87, rate) }
        for (part, currency, rule) in [
            (Element.cbcSourceCurrencyCode, Element.cbcDocumentCurrencyCode, RuleID.ksa88),
            (.cbcTargetCurrencyCode, .cbcTaxCurrencyCode, .ksa89),
        ] {
            guard hasText(root, Path(.cacTaxExchangeRate, part)) else { continue }
            let node = try lone(root, Path(.cacTaxExchangeRate, part))
            let code = try documentCurrency(currency)
            if try !matches(code, pattern: tree.text(node), at: node) {
                raise(rule, node, found: node, expected: String(tree.text(code)))
            }
        }
        guard hasText(root, Path(.cacTaxExchangeRate, .cbcCalculationRate)) else { return }
        let node = try lone(root, Path(.cacTaxExchangeRate, .cbcCalculationRate))
        let length = tree.text(node).withNormalized { $0.length }
        if length >= 15 { raise(.ksa90, node, found: node) }
    }

    // MARK: - Signs

    /// BR-KSA-F-04. Amounts that may be negative are not in the lists.
    mutating func judgeSigns() throws(StageAbort) {
        guard root >= 0 else { return }
        for path in Self.signed {
            var negative: [NodeID] = []
            _ = try tree.any(root, path) { amount throws(StageAbort) in
                if try isNegative(amount) { negative.append(amount) }
                return false
            }
            for amount in negative { raise(.ksaF04, amount, found: amount) }
        }
        for total in tree.children(root, .cacTaxTotal) {
            for subtotal in tree.children(total, .cacTaxSubtotal)
            where isNotOutOfScope(subtotal) {
                for amount in tree.children(subtotal, .cbcTaxableAmount)
                where try isNegative(amount) {
                    raise(.ksaF04, amount, found: amount)
                }
            }
        }
    }

    private func isNegative(_ amount: NodeID) throws(StageAbort) -> Bool {
        if tree.text(amount).isEmpty { return false }
        return !((try compared(amount) ?? 0) >= 0)
    }

    /// `[normalize-space(cac:TaxCategory/cbc:ID) != 'O']` in a context.
    private func isNotOutOfScope(_ subtotal: NodeID) -> Bool {
        do throws(StageAbort) {
            return try !text(subtotal, Path(.cacTaxCategory, .cbcID)).trimmedEquals("O")
        } catch {
            return false
        }
    }

    private static let signed: [Path] = [
        Path(.cacAllowanceCharge, .cbcAmount),
        Path(.cacAllowanceCharge, .cbcBaseAmount),
        Path(.cacTaxTotal, .cacTaxSubtotal, .cbcTaxAmount),
        Path(.cacLegalMonetaryTotal, .cbcLineExtensionAmount),
        Path(.cacLegalMonetaryTotal, .cbcTaxExclusiveAmount),
        Path(.cacLegalMonetaryTotal, .cbcTaxInclusiveAmount),
        Path(.cacLegalMonetaryTotal, .cbcAllowanceTotalAmount),
        Path(.cacLegalMonetaryTotal, .cbcChargeTotalAmount),
        Path(.cacLegalMonetaryTotal, .cbcPrepaidAmount),
        Path(.cacTaxTotal, .cbcTaxAmount),
        Path(.cacInvoiceLine, .cacAllowanceCharge, .cbcAmount),
        Path(.cacInvoiceLine, .cacAllowanceCharge, .cbcBaseAmount),
        Path(.cacInvoiceLine, .cacTaxTotal, .cbcTaxAmount),
        Path(.cacInvoiceLine, .cacPrice, .cbcPriceAmount),
        Path(.cacInvoiceLine, .cacPrice, .cacAllowanceCharge, .cbcAmount),
        Path(.cacInvoiceLine, .cacPrice, .cacAllowanceCharge, .cbcBaseAmount),
        Path(.cacInvoiceLine, .cbcInvoicedQuantity),
        Path(.cacInvoiceLine, .cacTaxTotal, .cacTaxSubtotal, .cbcTaxableAmount),
        Path(.cacInvoiceLine, .cacTaxTotal, .cacTaxSubtotal, .cbcTaxAmount),
        Path(.cacTaxExchangeRate, .cbcCalculationRate),
    ]
}
