/// The stage of the Saudi rules: lines and prepayments.
extension Judge {
    // MARK: - Prepayments

    /// BR-KSA-80: what was prepaid is what the prepayment lines say, and ordinary lines have no
    /// breakdown.
    mutating func judgePrepaidAmount() throws(StageAbort) {
        let node = try lone(root, Path(.cacLegalMonetaryTotal, .cbcPrepaidAmount))
        let prepaid = try decimal(node) ?? .zero
        let (taxable, taxableNode) = try sumOfLines(.cbcTaxableAmount)
        let (tax, taxNode) = try sumOfLines(.cbcTaxAmount)
        let total = TwoDecimals(taxable + tax)
        var isWrong = prepaid.isZero && (taxableNode >= 0 || taxNode >= 0)
        if !isWrong, !prepaid.isZero, taxable > 0, tax > 0 {
            isWrong = tree.each(
                root, Path(.cacInvoiceLine, .cacDocumentReference, .cbcDocumentTypeCode)
            ) { !tree.text($0).equals("386") }
        }
        if isWrong || TwoDecimals(prepaid) != total {
            raise(.ksa80, root, found: node, expected: total.description)
        }
    }

    /// The binary64 sum over all line subtotals, and the first of them.
    private func sumOfLines(_ element: Element) throws(StageAbort) -> (Double, NodeID) {
        // Not from 0: the sum of one negative zero is one.
        var sum: Double?
        var first = Tree.none
        for line in tree.children(root, .cacInvoiceLine) {
            for total in tree.children(line, .cacTaxTotal) {
                for subtotal in tree.children(total, .cacTaxSubtotal) {
                    for amount in tree.children(subtotal, element) {
                        if first < 0 { first = amount }
                        let value = try double(amount) ?? 0
                        sum = sum.map { $0 + value } ?? value
                    }
                }
            }
        }
        return (sum ?? 0, first)
    }

    /// Whether the document has a positive prepaid amount; `nil` where it is no number.
    private var hasPrepaid: Bool? {
        do throws(StageAbort) {
            return try tree.any(
                root, Path(.cacLegalMonetaryTotal, .cbcPrepaidAmount)
            ) { node throws(StageAbort) in
                (try double(node) ?? 0) > 0
            }
        } catch {
            return nil
        }
    }

    mutating func judgePrepaymentLines() throws(StageAbort) {
        guard let hasPrepaid else { return }
        for line in tree.children(root, .cacInvoiceLine) {
            try judgePrepaymentLine(line, hasPrepaid: hasPrepaid)
        }
    }

    private mutating func judgePrepaymentLine(
        _ line: NodeID, hasPrepaid: Bool
    ) throws(StageAbort) {
        if hasPrepaid {
            try judgePrepaymentReferences(line)
            try judgePrepaymentCategories(line)
        }
        for total in tree.children(line, .cacTaxTotal) {
            for subtotal in tree.children(total, .cacTaxSubtotal) {
                try judgePrepaymentTax(subtotal)
            }
        }
    }

    private mutating func judgePrepaymentReferences(_ line: NodeID) throws(StageAbort) {
        for reference in tree.children(line, .cacDocumentReference) {
            let isOther = tree.children(reference, .cbcDocumentTypeCode).contains {
                !tree.text($0).equals("386")
            }
            if isOther {
                let code = try lone(reference, .cbcDocumentTypeCode)
                if !tree.text(code).trimmedEquals("386") { raise(.ksa74, code, found: code) }
            } else if try !isAllZero(line) {
                raise(.ksa82, line)
            }
        }
        let hasReference =
            known.hasLineReference
            ?? tree.find(root, Path(.cacInvoiceLine, .cacDocumentReference)).exists
        known.hasLineReference = hasReference
        guard hasReference else {
            raise(.ksa73, line)
            return
        }
        let parts: [Element] = [.cbcID, .cbcIssueDate, .cbcIssueTime, .cbcDocumentTypeCode]
        let hasBreakdown = [
            Path(.cacTaxTotal, .cacTaxSubtotal, .cbcTaxAmount),
            Path(.cacTaxTotal, .cacTaxSubtotal, .cacTaxCategory, .cbcPercent),
            Path(.cacTaxTotal, .cacTaxSubtotal, .cbcTaxableAmount),
            Path(.cacTaxTotal, .cacTaxSubtotal, .cacTaxCategory, .cbcID),
        ].allSatisfy { tree.find(line, $0).exists }
        for reference in tree.children(line, .cacDocumentReference) {
            if !parts.allSatisfy({ tree.has(reference, $0) }) { raise(.ksa73, reference) }
            if !hasBreakdown { raise(.ksa75, reference) }
        }
    }

    /// BR-KSA-82: a line for a prepayment adds nothing.
    private func isAllZero(_ line: NodeID) throws(StageAbort) -> Bool {
        for path in [
            Path(.cbcLineExtensionAmount), Path(.cacTaxTotal, .cbcTaxAmount),
            Path(.cacTaxTotal, .cbcRoundingAmount), Path(.cacPrice, .cbcPriceAmount),
        ] where try !isAnyZero(line, path) {
            return false
        }
        guard tree.has(line, .cacAllowanceCharge) else { return true }
        return try isAnyZero(line, Path(.cacAllowanceCharge, .cbcAmount))
    }

    private func isAnyZero(_ line: NodeID, _ path: Path) throws(StageAbort) -> Bool {
        try tree.any(line, path) { node throws(StageAbort) in try compared(node) == 0 }
    }

    private mutating func judgePrepaymentCategories(_ line: NodeID) throws(StageAbort) {
        for total in tree.children(line, .cacTaxTotal) {
            for subtotal in tree.children(total, .cacTaxSubtotal) {
                let base = try lone(subtotal, .cbcTaxableAmount)
                let tax = try lone(subtotal, .cbcTaxAmount)
                if tree.text(base).decimals > 2 {
                    raise(.ksaDEC06, base, found: base)
                } else if tree.text(tax).decimals > 2 {
                    raise(.ksaDEC06, tax, found: tax)
                }
                for (code, rule) in Self.zeroRated where try isMember(subtotal, code) {
                    let percent = try lone(subtotal, Path(.cacTaxCategory, .cbcPercent))
                    if !isEqual(try decimal(percent), .zero) {
                        raise(rule, subtotal, found: percent, expected: "0.00")
                    }
                }
            }
        }
    }

    private static let zeroRated: [(StaticString, RuleID)] = [
        ("Z", .ksa76), ("E", .ksa77), ("O", .ksa78),
    ]

    /// `cac:TaxCategory[normalize-space(cbc:ID) = code][VAT]`
    private func isMember(_ subtotal: NodeID, _ code: StaticString) throws(StageAbort) -> Bool {
        for category in tree.children(subtotal, .cacTaxCategory)
        where try isCategory(category, code) {
            if try isVAT(category) { return true }
        }
        return false
    }

    /// BR-KSA-79. In the zero-rated branch the amounts are exact, in the other binary64 with a bias
    /// of a hundredth of a halala.
    private mutating func judgePrepaymentTax(_ subtotal: NodeID) throws(StageAbort) {
        let percentNode = try lone(subtotal, Path(.cacTaxCategory, .cbcPercent))
        let isPercentBlank = tree.text(percentNode).isBlank
        var codes: (s: Bool, o: Bool, zero: Bool) = (false, false, false)
        for category in tree.children(subtotal, .cacTaxCategory) {
            if try isCategory(category, "S") { codes.s = true }
            if try isCategory(category, "O") { codes.o = true }
            if try isCategory(category, "E") { codes.zero = true }
            if try isCategory(category, "Z") { codes.zero = true }
        }
        let taxNode = try lone(subtotal, .cbcTaxAmount)
        let tax = TwoDecimals(try double(taxNode))
        let isZeroRated = (codes.o && percentNode < 0) || codes.zero || isPercentBlank
        if !codes.s && isZeroRated {
            let base = try decimal(subtotal, .cbcTaxableAmount)
            if tax != TwoDecimals(base.map { _ in ExactNumber.zero }) {
                raise(.ksa79, subtotal, found: taxNode, expected: "0.00")
                return
            }
            var expected: ExactNumber?
            if let base, let percent = try decimal(percentNode) {
                expected = (base * percent).unshifted(2).rounded(places: 2)
            }
            if tax != TwoDecimals(expected) {
                raise(
                    .ksa79, subtotal, found: taxNode, expected: TwoDecimals(expected).description)
            }
            return
        }
        guard !isPercentBlank else {
            raise(.ksa79, subtotal, found: taxNode)
            return
        }
        var rate = Found()
        for category in tree.children(subtotal, .cacTaxCategory) where try isVAT(category) {
            for node in tree.children(category, .cbcPercent) {
                if rate.count == 0 { rate.first = node }
                rate.count += 1
            }
        }
        let baseNode = try lone(subtotal, .cbcTaxableAmount)
        guard let base = try double(baseNode), try decimal(try lone(rate)) != nil,
            let percent = try double(rate.first)
        else {
            if tax != .missing { raise(.ksa79, subtotal, found: taxNode) }
            return
        }
        let exact = Binary64.round(base * percent / 100 * 100 + 0.01) / 100
        let expected = TwoDecimals(exact)
        if tax != expected, tax != TwoDecimals(exact - 0.01), tax != TwoDecimals(exact + 0.01) {
            raise(.ksa79, subtotal, found: taxNode, expected: expected.description)
        }
    }

    // MARK: - All lines

    mutating func judgeSaudiLines() throws(StageAbort) {
        for line in tree.all(.cacInvoiceLine) {
            for total in tree.children(line, .cacTaxTotal) { try judgeLineTotal(line, total) }
            let tax = try lone(line, Path(.cacTaxTotal, .cbcTaxAmount))
            if tree.text(tax).decimals > 2 { raise(.ksaDEC03, tax, found: tax) }
            let gross = try lone(line, Path(.cacTaxTotal, .cbcRoundingAmount))
            if tree.text(gross).decimals > 2 { raise(.ksaDEC04, gross, found: gross) }
            try judgeLineNet(line)
            let quantity = try lone(line, Path(.cacPrice, .cbcBaseQuantity))
            if let unit = tree.attribute(quantity, AttributeName.unitCode),
                unit.isLonger(than: 127)
            {
                raise(.ksaF06C21, quantity, value: unit)
            }
            for price in tree.children(line, .cacPrice) { try judgePrice(price) }
        }
    }

    /// BR-KSA-51, in binary64 and without tolerance.
    private mutating func judgeLineTotal(_ line: NodeID, _ total: NodeID) throws(StageAbort) {
        let gross = try lone(total, .cbcRoundingAmount)
        let given = TwoDecimals(try double(gross))
        var sum: Double?
        if let tax = try double(total, .cbcTaxAmount),
            let net = try double(line, .cbcLineExtensionAmount)
        {
            sum = Binary64.round((tax + net) * 100) / 100
        }
        let expected = TwoDecimals(sum)
        if given != expected {
            raise(.ksa51, total, found: gross, expected: expected.description)
        }
    }

    /// BR-KSA-EN16931-11: quantity times price is cut to three decimals before charges and
    /// allowances, the sum rounded to two, and one hundredth more or less is taken.
    private mutating func judgeLineNet(_ line: NodeID) throws(StageAbort) {
        let node = try lone(line, .cbcLineExtensionAmount)
        let net = try decimal(node)
        let quantity = try decimal(line, .cbcInvoicedQuantity)
        var price = try decimal(line, Path(.cacPrice, .cbcPriceAmount))
        let baseNode = try lone(line, Path(.cacPrice, .cbcBaseQuantity))
        // Where a factor is missing, the division is not reached.
        if net != nil, quantity != nil, let whole = price, let base = try decimal(baseNode) {
            guard let part = whole.divided(by: base) else {
                throw StageAbort(reason: .divisionByZero, node: baseNode)
            }
            price = part
        }
        guard let net, let quantity, let price else {
            raise(.en11, line, found: node)
            return
        }
        let charges = try sum(try allowances(of: line, areCharges: true), .cbcAmount)
        let reductions = try sum(try allowances(of: line, areCharges: false), .cbcAmount)
        let cut = (quantity * price).floor(places: 3) + ExactNumber(1, scale: 13)
        let expected = (cut + charges - reductions).rounded(places: 2)
        let cent = ExactNumber(1, scale: 2)
        if net != expected, net != expected + cent, net != expected - cent {
            raise(.en11, line, found: node, expected: expected.description)
        }
    }

    private mutating func judgePrice(_ price: NodeID) throws(StageAbort) {
        for quantity in tree.children(price, .cbcBaseQuantity) {
            let text = tree.text(quantity)
            // What is no number is not greater than 0 either.
            if !text.isEmpty, (Binary64.parse(text) ?? .nan) > 0 { continue }
            if !text.isEmpty { raise(.en12, quantity, found: quantity) }
        }
        for discount in tree.children(price, .cacAllowanceCharge) {
            if try indicator(of: discount, is: true) { raise(.en06, discount) }
            for gross in tree.children(discount, .cbcBaseAmount) {
                let net = try lone(price, .cbcPriceAmount)
                var expected: ExactNumber?
                if let base = try decimal(gross), let amount = try decimal(discount, .cbcAmount) {
                    expected = base - amount
                }
                if !isEqual(try decimal(net), expected) {
                    raise(.en07, discount, found: net, expected: expected?.description)
                }
            }
        }
    }
}
