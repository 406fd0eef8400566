/// The stage of the European norm: VAT, its categories and its breakdown.
extension Judge {
    private static let usedCategories: [(StaticString, RuleID)] = [
        ("E", .e01), ("O", .o01), ("S", .s01), ("Z", .z01),
    ]

    /// BR-x-01: a category that is used is in the breakdown. BR-Z-07, BR-E-07: see rules.csv.
    mutating func judgeBreakdownUse() throws(StageAbort) {
        for (category, rule) in Self.usedCategories {
            guard try isUsedAnywhere(category) else { continue }
            let isBrokenDown = try tree.any(
                root, Path(.cacTaxTotal, .cacTaxSubtotal, .cacTaxCategory)
            ) { node throws(StageAbort) in
                try hasCode(node, category)
            }
            if !isBrokenDown { raise(rule, root, value: nil, expected: category.description) }
        }
        for (category, rule) in [("Z", RuleID.z07), ("E", .e07)] as [(StaticString, RuleID)] {
            var charged: NodeID = Tree.none
            for charge in try allowances(of: root, areCharges: true) {
                for node in tree.children(charge, .cacTaxCategory)
                where try isCategory(node, category) {
                    if charged < 0, try isVAT(node) { charged = node }
                }
            }
            guard charged >= 0 else { continue }
            let hasZero = try tree.any(
                root, Path(.cacAllowanceCharge, .cacTaxCategory, .cbcPercent)
            ) { node throws(StageAbort) in
                try compared(node) == 0
            }
            if !hasZero { raise(rule, charged, found: tree.child(charged, .cbcPercent)) }
        }
    }

    /// `[VAT]/cbc:ID[normalize-space(.) = code]`
    private func hasCode(_ category: NodeID, _ code: StaticString) throws(StageAbort) -> Bool {
        guard try isVAT(category) else { return false }
        return tree.children(category, .cbcID).contains { tree.text($0).trimmedEquals(code) }
    }

    private func isUsedAnywhere(_ code: StaticString) throws(StageAbort) -> Bool {
        for charge in tree.all(.cacAllowanceCharge) {
            for category in tree.children(charge, .cacTaxCategory)
            where try hasCode(category, code) {
                return true
            }
        }
        for category in tree.all(.cacClassifiedTaxCategory) where try hasCode(category, code) {
            return true
        }
        return false
    }

    /// A document TaxTotal and its subtotals.
    mutating func judgeTaxTotal(_ total: NodeID) throws(StageAbort) {
        if tree.has(total, .cacTaxSubtotal) {
            let amount = try lone(total, .cbcTaxAmount)
            let given = try decimal(amount)
            let sum = try sum(tree.children(total, .cacTaxSubtotal), .cbcTaxAmount)
                .rounded(places: 2)
            if !isEqual(given, sum) {
                raise(.co14, total, found: amount, expected: sum.description)
            }
        }
        for amount in tree.children(total, .cbcTaxAmount) {
            guard tree.text(amount).decimals > 2 else { continue }
            if isIn(.cbcDocumentCurrencyCode, amount) { raise(.dec13, amount, found: amount) }
            if isIn(.cbcTaxCurrencyCode, amount) { raise(.dec15, amount, found: amount) }
        }
        for subtotal in tree.children(total, .cacTaxSubtotal) { try judgeSubtotal(subtotal) }
    }

    /// Whether the amount's currency is that of one such element anywhere.
    private func isIn(_ element: Element, _ amount: NodeID) -> Bool {
        guard let currency = tree.attribute(amount, AttributeName.currencyID) else { return false }
        return tree.all(element).contains { tree.text($0).equals(currency) }
    }

    private mutating func judgeSubtotal(_ subtotal: NodeID) throws(StageAbort) {
        if !tree.has(subtotal, .cbcTaxableAmount) { raise(.br45, subtotal) }
        if !tree.has(subtotal, .cbcTaxAmount) { raise(.br46, subtotal) }
        var hasCode = false
        var hasPercent = false
        var isOutOfScope = false
        for category in tree.children(subtotal, .cacTaxCategory) where try isVAT(category) {
            if tree.has(category, .cbcID) { hasCode = true }
            if tree.has(category, .cbcPercent) { hasPercent = true }
        }
        if !hasPercent {
            for category in tree.children(subtotal, .cacTaxCategory) where try isVAT(category) {
                if try isCategory(category, "O") { isOutOfScope = true }
            }
        }
        if !hasCode { raise(.br47, subtotal) }
        if !hasPercent && !isOutOfScope { raise(.br48, subtotal) }
        if let expected = try toleratedTax(subtotal) {
            raise(
                .co17, subtotal, found: tree.child(subtotal, .cbcTaxAmount),
                expected: expected.description)
        }
        try judgeDecimals(.dec19, subtotal, .cbcTaxableAmount)
        try judgeDecimals(.dec20, subtotal, .cbcTaxAmount)
    }

    /// The check of BR-CO-17 and BR-S-09, in binary64 but for its tolerance, which is binary32.
    ///
    /// - Returns: `nil` if the tax is within a hundredth for each line of what it should be; else
    ///   what it should be.
    private mutating func toleratedTax(_ subtotal: NodeID) throws(StageAbort) -> TwoDecimals? {
        let tax = try double(subtotal, .cbcTaxAmount)
        // Without a base the rate is not looked at.
        guard let base = try double(subtotal, .cbcTaxableAmount) else { return .missing }
        var percent = Found()
        for category in tree.children(subtotal, .cacTaxCategory) where try isVAT(category) {
            for node in tree.children(category, .cbcPercent) {
                if percent.count == 0 { percent.first = node }
                percent.count += 1
            }
        }
        guard let rate = try double(try lone(percent)) else { return .missing }
        let lines = known.lineCount ?? tree.all(.cacInvoiceLine).reduce(0) { count, _ in count + 1 }
        known.lineCount = lines
        let tolerance = Double(Float(ExactNumber(Int128(lines), scale: 2).description) ?? 0)
        let shown = TwoDecimals(base * (rate / 100))
        guard let read = shown.double else {
            throw StageAbort(reason: .notA("xs:double"), node: subtotal)
        }
        let exact = Binary64.round(read * 100) / 100
        let upper = Binary64.round((exact + tolerance) * 100) / 100
        let lower = Binary64.round((exact - tolerance) * 100) / 100
        guard let tax else { return shown }
        return (tax <= upper && tax >= lower) || tax == exact ? nil : shown
    }

    // MARK: - Breakdown

    /// BR-x-08, BR-x-09 and BR-S-10, for each category of a document subtotal.
    mutating func judgeBreakdown() throws(StageAbort) {
        var categories: [NodeID] = []
        tree.each(0, Path(.cacTaxTotal, .cacTaxSubtotal, .cacTaxCategory)) { node in
            categories.append(node)
            return false
        }
        for category in categories {
            if matches(category, "E") {
                try judgeOne(category, "E", sumRule: .e08, zeroRule: .e09)
            } else if matches(category, "O") {
                try judgeOne(category, "O", sumRule: .o08, zeroRule: .o09)
            } else if matches(category, "Z") {
                try judgeOne(category, "Z", sumRule: .z08, zeroRule: .z09)
            } else if matches(category, "S") {
                try judgeStandardRated(category, among: categories)
            }
        }
    }

    private mutating func judgeOne(
        _ category: NodeID, _ code: StaticString, sumRule: RuleID, zeroRule: RuleID
    ) throws(StageAbort) {
        let subtotal = tree.parent(category)
        let node = try lone(subtotal, .cbcTaxableAmount)
        if try !isUsedInDocument(code) {
            raise(sumRule, subtotal, found: node)
        } else {
            let sum = try categorySum(code)
            if !isEqual(try decimal(node), sum) {
                raise(sumRule, subtotal, found: node, expected: sum.description)
            }
        }
        let tax = try lone(subtotal, .cbcTaxAmount)
        if !isEqual(try decimal(tax), .zero) {
            raise(zeroRule, subtotal, found: tax, expected: "0.00")
        }
    }

    /// Whether a document allowance or charge or a line is of this category, under VAT.
    private mutating func isUsedInDocument(_ code: StaticString) throws(StageAbort) -> Bool {
        for used in known.usedCategories where isSame(used.category, code) { return used.isUsed }
        let isUsed = try isUsedByPart(code)
        known.usedCategories.append((code, isUsed))
        return isUsed
    }

    private func isSame(_ a: StaticString, _ b: StaticString) -> Bool {
        a.utf8Start.pointee == b.utf8Start.pointee
    }

    private func isUsedByPart(_ code: StaticString) throws(StageAbort) -> Bool {
        for charge in tree.children(0, .cacAllowanceCharge) {
            for category in tree.children(charge, .cacTaxCategory)
            where try hasCode(category, code) {
                return true
            }
        }
        return try tree.any(
            0, Path(.cacInvoiceLine, .cacItem, .cacClassifiedTaxCategory)
        ) { node throws(StageAbort) in
            try hasCode(node, code)
        }
    }

    /// Lines and charges less allowances of this category, whatever its scheme.
    private mutating func categorySum(_ code: StaticString) throws(StageAbort) -> ExactNumber {
        for entry in known.categorySums where isSame(entry.category, code) { return entry.sum }
        var sum = ExactNumber.zero
        for line in tree.children(0, .cacInvoiceLine) {
            let isMember = try tree.any(
                line, Path(.cacItem, .cacClassifiedTaxCategory)
            ) { node throws(StageAbort) in
                try isCategory(node, code)
            }
            guard isMember else { continue }
            if let net = try decimal(line, .cbcLineExtensionAmount) { sum = sum + net }
        }
        for areCharges in [true, false] {
            for charge in try allowances(of: 0, areCharges: areCharges) {
                var isMember = false
                for node in tree.children(charge, .cacTaxCategory)
                where try isCategory(node, code) {
                    isMember = true
                }
                guard isMember else { continue }
                if let amount = try decimal(charge, .cbcAmount) {
                    sum = areCharges ? sum + amount : sum - amount
                }
            }
        }
        known.categorySums.append((code, sum))
        return sum
    }

    /// For S the subtotals of one TaxTotal are compared together, whatever their rates.
    private mutating func judgeStandardRated(
        _ category: NodeID, among categories: [NodeID]
    ) throws(StageAbort) {
        let subtotal = tree.parent(category)
        let node = tree.child(subtotal, .cbcTaxableAmount)
        if try !isUsedInDocument("S") {
            raise(.s08, subtotal, found: node)
        } else {
            let given = try standardRatedSum(tree.parent(subtotal))
            let sum = try categorySum("S")
            if given != sum {
                raise(.s08, subtotal, found: node, expected: sum.description)
            }
        }
        let percent = try lone(category, .cbcPercent)
        if tree.text(percent).isBlank {
            raise(.s09, subtotal, found: percent)
        } else if let expected = try toleratedTax(subtotal) {
            raise(
                .s09, subtotal, found: tree.child(subtotal, .cbcTaxAmount),
                expected: expected.description)
        }
        guard hasPlainS(categories) else { return }
        for reason in [Element.cbcTaxExemptionReason, .cbcTaxExemptionReasonCode] {
            let found = tree.child(category, reason)
            if found >= 0 {
                raise(.s10, category, found: found)
                break
            }
        }
    }

    private mutating func standardRatedSum(_ total: NodeID) throws(StageAbort) -> ExactNumber {
        if let sum = known.standardRatedSums[total] { return sum }
        var sum = ExactNumber.zero
        for subtotal in tree.children(total, .cacTaxSubtotal) {
            var isMember = false
            for node in tree.children(subtotal, .cacTaxCategory) where try isCategory(node, "S") {
                isMember = true
            }
            guard isMember else { continue }
            if let base = try decimal(subtotal, .cbcTaxableAmount) { sum = sum + base }
        }
        known.standardRatedSums[total] = sum
        return sum
    }

    private mutating func hasPlainS(_ categories: [NodeID]) -> Bool {
        if let hasPlainS = known.hasPlainS { return hasPlainS }
        let hasPlainS = categories.contains { category in
            tree.children(category, .cbcID).contains { id in
                tree.textPieces(id).contains { $0.equals("S") }
            }
        }
        known.hasPlainS = hasPlainS
        return hasPlainS
    }

    // MARK: - Rates

    /// BR-E-06, BR-Z-06, BR-S-06, BR-S-07: rates of allowances and charges at any level.
    mutating func judgeAllowanceCategories() throws(StageAbort) {
        for charge in tree.all(.cacAllowanceCharge) {
            let isAllowance = matches(charge, isCharge: false)
            guard isAllowance || matches(charge, isCharge: true) else { continue }
            for category in tree.children(charge, .cacTaxCategory) {
                if matches(category, "S") {
                    try judgePositive(isAllowance ? .s06 : .s07, category)
                } else if isAllowance, matches(category, "E") {
                    try judgeZero(.e06, category)
                } else if isAllowance, matches(category, "Z") {
                    try judgeZero(.z06, category)
                }
            }
        }
    }

    /// BR-E-05, BR-Z-05, BR-S-05: rates of lines.
    mutating func judgeLineCategories() throws(StageAbort) {
        for category in tree.all(.cacClassifiedTaxCategory) {
            let item = tree.parent(category)
            guard tree.isNamed(item, .cacItem), tree.isNamed(tree.parent(item), .cacInvoiceLine)
            else { continue }
            if matches(category, "S") {
                try judgePositive(.s05, category)
            } else if matches(category, "E") {
                try judgeZero(.e05, category)
            } else if matches(category, "Z") {
                try judgeZero(.z05, category)
            }
        }
    }

    private mutating func judgePositive(_ rule: RuleID, _ category: NodeID) throws(StageAbort) {
        if try !anyNumber(category, .cbcPercent, { $0 > 0 }) {
            raise(rule, category, found: tree.child(category, .cbcPercent))
        }
    }

    private mutating func judgeZero(_ rule: RuleID, _ category: NodeID) throws(StageAbort) {
        let percent = try lone(category, .cbcPercent)
        if !isEqual(try decimal(percent), .zero) {
            raise(rule, category, found: percent, expected: "0.00")
        }
    }
}
