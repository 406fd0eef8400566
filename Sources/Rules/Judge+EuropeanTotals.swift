/// The stage of the European norm: amounts of the document.
extension Judge {
    /// BR-31, BR-32, BR-36, BR-37 and the decimals of document allowances and charges.
    mutating func judgeDocumentAllowances() throws(StageAbort) {
        for charge in tree.children(root, .cacAllowanceCharge) {
            if matches(charge, isCharge: false) {
                if !tree.has(charge, .cbcAmount) { raise(.br31, charge) }
                if try !hasVATCategoryCode(charge) { raise(.br32, charge) }
                try judgeDecimals(.dec01, charge, .cbcAmount)
                try judgeDecimals(.dec02, charge, .cbcBaseAmount)
            } else if matches(charge, isCharge: true) {
                if !tree.has(charge, .cbcAmount) { raise(.br36, charge) }
                if !tree.find(charge, Path(.cacTaxCategory, .cbcID)).exists {
                    raise(.br37, charge)
                }
                try judgeDecimals(.dec06, charge, .cbcBaseAmount)
                try judgeDecimals(.dec05, charge, .cbcAmount)
            }
        }
    }

    private func hasVATCategoryCode(_ charge: NodeID) throws(StageAbort) -> Bool {
        for category in tree.children(charge, .cacTaxCategory) where try isVAT(category) {
            if hasText(category, .cbcID) { return true }
        }
        return false
    }

    mutating func judgeDecimals(
        _ rule: RuleID, _ node: NodeID, _ element: Element
    ) throws(StageAbort) {
        let amount = try lone(node, element)
        if tree.text(amount).decimals > 2 { raise(rule, amount, found: amount) }
    }

    /// Line charges. The same rules for line allowances (BR-41, BR-DEC-24, BR-DEC-25) never run in
    /// the official stylesheet: an empty context stands before them.
    mutating func judgeLineCharges() throws(StageAbort) {
        for line in tree.all(.cacInvoiceLine) {
            for charge in tree.children(line, .cacAllowanceCharge)
            where matches(charge, isCharge: true) {
                if !tree.has(charge, .cbcAmount) { raise(.br43, charge) }
                try judgeDecimals(.dec27, charge, .cbcAmount)
                try judgeDecimals(.dec28, charge, .cbcBaseAmount)
            }
        }
    }

    mutating func judgeTotals(_ total: NodeID) throws(StageAbort) {
        if !tree.has(total, .cbcTaxExclusiveAmount) { raise(.br13, total) }
        if !tree.has(total, .cbcTaxInclusiveAmount) { raise(.br14, total) }
        if !tree.has(total, .cbcPayableAmount) { raise(.br15, total) }

        let lineTotal = try decimal(total, .cbcLineExtensionAmount)
        let lineSum = try sum(tree.all(.cacInvoiceLine), .cbcLineExtensionAmount)
            .rounded(places: 2)
        if !isEqual(lineTotal, lineSum) {
            raise(
                .co10, total, found: tree.child(total, .cbcLineExtensionAmount),
                expected: lineSum.description)
        }
        let allowanceTotal = try judgeSum(
            .co11, total, .cbcAllowanceTotalAmount, areCharges: false)
        let chargeTotal = try judgeSum(.co12, total, .cbcChargeTotalAmount, areCharges: true)
        try judgeTotalWithoutVAT(
            total, allowances: allowanceTotal, charges: chargeTotal, lineTotal: lineTotal)
        try judgePayable(total)
        try judgeDecimals(.dec09, total, .cbcLineExtensionAmount)
        try judgeDecimals(.dec10, total, .cbcAllowanceTotalAmount)
        try judgeDecimals(.dec11, total, .cbcChargeTotalAmount)
        try judgeDecimals(.dec12, total, .cbcTaxExclusiveAmount)
        try judgeDecimals(.dec14, total, .cbcTaxInclusiveAmount)
        try judgeDecimals(.dec16, total, .cbcPrepaidAmount)
        try judgeDecimals(.dec17, total, .cbcPayableRoundingAmount)
        try judgeDecimals(.dec18, total, .cbcPayableAmount)
    }

    func isEqual(_ a: ExactNumber?, _ b: ExactNumber?) -> Bool {
        guard let a, let b else { return false }
        return a == b
    }

    /// BR-CO-11 and BR-CO-12: the total of allowances or charges is there if they are, and right.
    ///
    /// - Returns: The total as given.
    private mutating func judgeSum(
        _ rule: RuleID, _ total: NodeID, _ element: Element, areCharges: Bool
    ) throws(StageAbort) -> ExactNumber? {
        let node = try lone(total, element)
        if areCharges, node >= 0, tree.text(node).isBlank {
            raise(rule, total, found: node)
            return nil
        }
        let parts = try allowances(of: tree.parent(total), areCharges: areCharges)
        let sum = try sum(parts, .cbcAmount).rounded(places: 2)
        let given = try decimal(node)
        if !isEqual(given, sum), node >= 0 || !parts.isEmpty {
            raise(rule, total, found: node, expected: sum.description)
        }
        return given
    }

    /// BR-CO-13. Without allowance and charge totals it compares with BT-106 as written, else with
    /// the sum of the lines, which is added in binary64.
    private mutating func judgeTotalWithoutVAT(
        _ total: NodeID, allowances: ExactNumber?, charges: ExactNumber?, lineTotal: ExactNumber?
    ) throws(StageAbort) {
        let node = try lone(total, .cbcTaxExclusiveAmount)
        let chargeNode = tree.child(total, .cbcChargeTotalAmount)
        if chargeNode >= 0, tree.text(chargeNode).isBlank {
            raise(.co13, total, found: chargeNode)
            return
        }
        let given = try decimal(node)
        var expected = lineTotal
        if allowances != nil || charges != nil {
            expected =
                (try binarySumOfLines() + (charges ?? .zero) - (allowances ?? .zero))
                .rounded(places: 2)
        }
        if !isEqual(given, expected) {
            raise(.co13, total, found: node, expected: expected?.description)
        }
    }

    /// The exact value of the binary64 sum of the lines' net amounts.
    private func binarySumOfLines() throws(StageAbort) -> ExactNumber {
        var sum = 0.0
        var exact = ExactNumber.zero
        var magnitude = 0.0
        var count = 0
        var areSimple = true
        for line in tree.children(root, .cacInvoiceLine) {
            for amount in tree.children(line, .cbcLineExtensionAmount) {
                let value = try double(amount) ?? 0
                sum += value
                magnitude += value.magnitude
                count += 1
                if let decimal = ExactNumber(tree.text(amount)), decimal.scale <= 2 {
                    exact = exact + decimal
                } else {
                    areSimple = false
                }
            }
        }
        // Then the error of the binary sum is below a thousandth, and only cents are asked for.
        if areSimple, magnitude < 1e9, count < 5_000 { return exact }
        guard sum.isFinite else { throw StageAbort(reason: .notA("xs:decimal"), node: root) }
        return ExactNumber(sum)
    }

    /// BR-CO-16.
    private mutating func judgePayable(_ total: NodeID) throws(StageAbort) {
        let node = try lone(total, .cbcPayableAmount)
        guard let payable = try decimal(node) else {
            raise(.co16, total)
            return
        }
        let inclusive = try decimal(total, .cbcTaxInclusiveAmount)
        let prepaid = try decimal(total, .cbcPrepaidAmount)
        let rounding = try decimal(total, .cbcPayableRoundingAmount)
        var expected = inclusive
        if let inclusive, let prepaid { expected = (inclusive - prepaid).rounded(places: 2) }
        var given = payable
        if let rounding { given = (payable - rounding).rounded(places: 2) }
        if !isEqual(given, expected) {
            let sum = expected.map { $0 + (rounding ?? .zero) }
            raise(.co16, total, found: node, expected: sum?.description)
        }
    }

    /// BR-CO-15: BT-112 is BT-109 and the VAT of all subtotals, and some total is in the document's
    /// currency.
    mutating func judgeTotalWithVAT() throws(StageAbort) {
        for currency in tree.children(root, .cbcDocumentCurrencyCode) {
            // The sum is looked at first; the currencies only if it is right, or cannot be
            // computed: then they alone may decide.
            do throws(StageAbort) {
                guard try isTotalWithVATRight() else { return }
            } catch {
                if try hasTaxTotal(in: currency) { throw error }
            }
            if try !hasTaxTotal(in: currency) {
                raise(.co15, root, found: currency)
                return
            }
        }
    }

    private func hasTaxTotal(in currency: NodeID) throws(StageAbort) -> Bool {
        let code = tree.text(currency)
        var isThere = false
        for total in tree.children(root, .cacTaxTotal) {
            var node = Found()
            for amount in tree.children(total, .cbcTaxAmount) {
                guard let own = tree.attribute(amount, AttributeName.currencyID),
                    own.equals(code)
                else { continue }
                if node.count == 0 { node.first = amount }
                node.count += 1
            }
            if try decimal(try lone(node)) != nil { isThere = true }
        }
        return isThere
    }

    private mutating func isTotalWithVATRight() throws(StageAbort) -> Bool {
        var base = Found()
        for total in tree.children(root, .cacLegalMonetaryTotal) {
            let node = try lone(total, .cbcTaxExclusiveAmount)
            guard node >= 0 else { continue }
            if base.count == 0 { base.first = node }
            base.count += 1
        }
        var expected = try decimal(try lone(base))
        for taxTotal in tree.children(root, .cacTaxTotal) {
            let tax = try sum(tree.children(taxTotal, .cacTaxSubtotal), .cbcTaxAmount)
            expected = expected.map { $0 + tax }
        }
        expected = expected?.rounded(places: 2)
        var given: [(node: NodeID, value: ExactNumber)] = []
        for total in tree.children(root, .cacLegalMonetaryTotal) {
            let node = try lone(total, .cbcTaxInclusiveAmount)
            if let value = try decimal(node) { given.append((node, value)) }
        }
        guard let first = given.first else {
            raise(.co15, root)
            return false
        }
        if given.contains(where: { isEqual($0.value, expected) }) { return true }
        raise(.co15, root, found: first.node, expected: expected?.description)
        return false
    }
}
