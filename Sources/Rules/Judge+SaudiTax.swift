/// The stage of the Saudi rules: VAT categories, exemptions, rates.
extension Judge {
    /// BR-KSA-49: education and health care of citizens need the buyer's national ID.
    mutating func judgeExemptionOfCitizens() throws(StageAbort) {
        var places: [NodeID] = []
        for total in tree.all(.cacTaxTotal) {
            tree.each(total, Path(.cacTaxSubtotal, .cacTaxCategory)) { category in
                if isOfCitizens(category) { places.append(category) }
                return false
            }
        }
        guard let first = places.first else { return }
        let hasNationalID = tree.all(.cacAccountingCustomerParty).contains { buyer in
            tree.each(buyer, Path(.cacParty, .cacPartyIdentification, .cbcID)) {
                tree.attribute($0, AttributeName.schemeID)?.equals("NAT") ?? false
            }
        }
        if !hasNationalID {
            raise(.ksa49, first, found: tree.child(first, .cbcTaxExemptionReasonCode))
        }
    }

    private func isOfCitizens(_ category: NodeID) -> Bool {
        tree.children(category, .cbcTaxExemptionReasonCode).contains {
            tree.text($0).equals("VATEX-SA-EDU") || tree.text($0).equals("VATEX-SA-HEA")
        }
    }

    /// BR-KSA-DEC-02.
    mutating func judgePercents() throws(StageAbort) {
        for percent in tree.all(.cbcPercent) where isRate(percent) {
            let text = tree.text(percent)
            guard !text.isBlank else { continue }
            // The decimals are counted first; only then is it read as a number.
            if text.decimals <= 2, let value = try decimal(percent), !value.isNegative,
                value <= ExactNumber(100)
            {
                continue
            }
            raise(.ksaDEC02, percent, found: percent)
        }
    }

    private func isRate(_ percent: NodeID) -> Bool {
        let category = tree.parent(percent)
        let holder = category < 0 ? Tree.none : tree.parent(category)
        guard holder >= 0 else { return false }
        if tree.isNamed(category, .cacClassifiedTaxCategory) {
            return tree.isNamed(holder, .cacItem)
                && tree.isNamed(tree.parent(holder), .cacInvoiceLine)
        }
        guard tree.isNamed(category, .cacTaxCategory) else { return false }
        return tree.isNamed(holder, .cacAllowanceCharge)
            || (tree.isNamed(holder, .cacTaxSubtotal)
                && tree.isNamed(tree.parent(holder), .cacTaxTotal))
    }

    // MARK: - Document breakdown

    mutating func judgeSaudiBreakdown() throws(StageAbort) {
        eachCategoryID { judge, id in
            if !judge.tree.text(id).isWithin(" S Z E O ") { judge.raise(.ksa18, id, found: id) }
        }
        var categories: [NodeID] = []
        tree.each(0, Path(.cacTaxTotal, .cacTaxSubtotal, .cacTaxCategory)) {
            categories.append($0)
            return false
        }
        for category in categories where matchesWithoutScheme(category, "Z", "E", "O") {
            let reason = tree.child(category, .cbcTaxExemptionReason)
            if reason >= 0, !isOfCitizens(category) {
                let text = tree.text(try lone(category, .cbcTaxExemptionReason))
                if text.isEmpty || text.isLonger(than: 1_000) {
                    raise(.ksaF06C16, reason, found: reason)
                }
            }
            guard root >= 0 else { continue }
            try judgeExemption(category)
        }
    }

    private mutating func judgeExemption(_ category: NodeID) throws(StageAbort) {
        let code = try lone(category, .cbcTaxExemptionReasonCode)
        if code >= 0 {
            let reason = try lone(category, .cbcTaxExemptionReason)
            if tree.text(reason).isBlank { raise(.ksa83, category, found: reason) }
        }
        let codeText = tree.text(code)
        let isZero = try isCategory(category, "Z")
        let isExempt = try isCategory(category, "E")
        let list =
            isZero
            ? CodeLists.zeroReasons
            : isExempt ? CodeLists.exemptReasons : CodeLists.outOfScopeReasons
        if code >= 0, !codeText.isBlank, !list.contains(where: { codeText.trimmedEquals($0) }) {
            raise(.ksaCL04, category, found: code)
        }
        if codeText.isBlank {
            raise(isZero ? .ksa69 : isExempt ? .ksa23 : .ksa24, category, found: code)
        }
    }

    // MARK: - Rules that run only where something is standard-rated

    mutating func judgeStandardRatedParts() throws(StageAbort) {
        guard hasStandardRate, root >= 0 else { return }
        for path in [
            Path(.cacAllowanceCharge, .cacTaxCategory),
            Path(.cacTaxTotal, .cacTaxSubtotal, .cacTaxCategory),
            Path(.cacInvoiceLine, .cacItem, .cacClassifiedTaxCategory),
            Path(.cacInvoiceLine, .cacTaxTotal, .cacTaxSubtotal, .cacTaxCategory),
        ] {
            for category in try members(path, "S") { try judgeStandardRate(category) }
        }
        let onLines = Path(.cacInvoiceLine, .cacTaxTotal, .cacTaxSubtotal, .cacTaxCategory)
        for (codes, rule, list) in Self.reasonRules {
            for category in try members(onLines, codes) {
                try judgeLineExemption(category, rule: rule, list: list)
            }
        }
    }

    private static let reasonRules: [(StaticString, RuleID, [StaticString])] = [
        ("Z", .ksa93, CodeLists.zeroReasonsOnLines), ("E", .ksa94, CodeLists.exemptReasons),
        ("O", .ksa95, CodeLists.outOfScopeReasons),
    ]

    /// Some category S under VAT, of an allowance, a charge, a subtotal or a line.
    private var hasStandardRate: Bool {
        for charge in tree.all(.cacAllowanceCharge)
        where matches(charge, isCharge: false) || matches(charge, isCharge: true) {
            if tree.children(charge, .cacTaxCategory).contains(where: { matches($0, "S") }) {
                return true
            }
        }
        for total in tree.all(.cacTaxTotal) {
            let path = Path(.cacTaxSubtotal, .cacTaxCategory)
            if tree.each(total, path, { matches($0, "S") }) { return true }
        }
        for line in tree.all(.cacInvoiceLine) {
            let path = Path(.cacItem, .cacClassifiedTaxCategory)
            if tree.each(line, path, { matches($0, "S") }) { return true }
        }
        return false
    }

    private func members(_ path: Path, _ code: StaticString) throws(StageAbort) -> [NodeID] {
        var found: [NodeID] = []
        _ = try tree.any(root, path) { category throws(StageAbort) in
            if try isCategory(category, code), try isVAT(category) { found.append(category) }
            return false
        }
        return found
    }

    /// BR-KSA-84: from 15 to below 16, or exactly 5; whether it is 5 is looked at first.
    private mutating func judgeStandardRate(_ category: NodeID) throws(StageAbort) {
        guard tree.has(category, .cbcPercent) else { return }
        if try anyNumber(category, .cbcPercent, { $0 == 5 }) { return }
        let node = try lone(category, .cbcPercent)
        if let value = Binary64.parse(tree.text(node)), value.rounded(.down) == 15 { return }
        raise(.ksa84, category, found: node, expected: "15.00")
    }

    private mutating func judgeLineExemption(
        _ category: NodeID, rule: RuleID, list: [StaticString]
    ) throws(StageAbort) {
        let code = try lone(category, .cbcTaxExemptionReasonCode)
        let codeText = tree.text(code)
        let reason = try lone(category, .cbcTaxExemptionReason)
        let reasonText = tree.text(reason)
        if codeText.isBlank { raise(rule, category, found: code) }
        if code >= 0, reasonText.isBlank { raise(.ksa96, category, found: reason) }
        if code >= 0, !codeText.isBlank, !list.contains(where: { codeText.trimmedEquals($0) }) {
            raise(.ksaCL07, category, found: code)
        }
        if reason >= 0, reasonText.isEmpty || reasonText.isLonger(than: 1_000) {
            raise(.ksaF06C39, reason, found: reason)
        }
    }
}
