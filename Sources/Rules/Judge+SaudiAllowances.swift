/// The stage of the Saudi rules: allowances and charges.
extension Judge {
    mutating func judgeSaudiAllowances() throws(StageAbort) {
        for charge in tree.all(.cacAllowanceCharge)
        where !tree.isNamed(tree.parent(charge), .cacPrice) {
            if try indicator(of: charge, is: false) { try judgePercentage(charge) }
        }
        try judgeReasons(
            try allowances(of: root, areCharges: true), code: .ksa19, text: .ksa21,
            length: .ksaF06C33)
        try judgeReasons(
            try allowances(of: root, areCharges: false), code: nil, text: nil,
            length: .ksaF06C35)
        for line in tree.children(root, .cacInvoiceLine) {
            try judgeReasons(
                try allowances(of: line, areCharges: true), code: .ksa20, text: .ksa22,
                length: .ksaF06C34)
            try judgeReasons(
                try allowances(of: line, areCharges: false), code: nil, text: nil,
                length: .ksaF06C36)
        }
        try judgeOutOfScopeRates()
        try judgeBaseAmounts()
    }

    /// BR-KSA-DEC-01: of allowances alone.
    private mutating func judgePercentage(_ charge: NodeID) throws(StageAbort) {
        let node = try lone(charge, .cbcMultiplierFactorNumeric)
        let text = tree.text(node)
        guard !text.isEmpty else { return }
        // The decimals are counted first; only then is it read as a number.
        if text.decimals <= 2, let percentage = try decimal(node), !percentage.isNegative,
            percentage <= ExactNumber(100)
        {
            return
        }
        raise(.ksaDEC01, node, found: node)
    }

    private mutating func judgeReasons(
        _ charges: [NodeID], code: RuleID?, text: RuleID?, length: RuleID
    ) throws(StageAbort) {
        for charge in charges {
            if let code {
                let node = try lone(charge, .cbcAllowanceChargeReasonCode)
                if tree.text(node).isBlank { raise(code, charge, found: node) }
            }
            let node = try lone(charge, .cbcAllowanceChargeReason)
            let reason = tree.text(node)
            if let text, reason.isBlank { raise(text, charge, found: node) }
            if node >= 0, reason.isEmpty || reason.isLonger(than: 1_000) {
                raise(length, node, found: node)
            }
        }
    }

    /// BR-KSA-11, BR-KSA-12, BR-KSA-13: the rate of what is out of scope is 0 or missing.
    private mutating func judgeOutOfScopeRates() throws(StageAbort) {
        for line in tree.children(root, .cacInvoiceLine) {
            for item in tree.children(line, .cacItem) {
                for category in tree.children(item, .cacClassifiedTaxCategory)
                where try isCategory(category, "O") {
                    try judgeOutOfScope(.ksa11, category)
                }
            }
        }
        for (areCharges, rule) in [(false, RuleID.ksa12), (true, .ksa13)] {
            for charge in try allowances(of: root, areCharges: areCharges) {
                for category in tree.children(charge, .cacTaxCategory)
                where try isCategory(category, "O") {
                    try judgeOutOfScope(rule, category)
                }
            }
        }
    }

    private mutating func judgeOutOfScope(
        _ rule: RuleID, _ category: NodeID
    ) throws(StageAbort) {
        if try anyNumber(category, .cbcPercent, { $0 > 0 || $0 < 0 }) {
            raise(rule, category, found: tree.child(category, .cbcPercent), expected: "0.00")
        }
    }

    // MARK: - Percentage of a base

    private mutating func judgeBaseAmounts() throws(StageAbort) {
        let lines = tree.find(root, Path(.cacInvoiceLine, .cacAllowanceCharge, .cbcAmount))
        if tree.find(root, Path(.cacAllowanceCharge, .cbcAmount)).exists {
            for charge in tree.children(root, .cacAllowanceCharge) {
                try judgeShare(charge)
            }
        }
        if lines.exists {
            for line in tree.children(root, .cacInvoiceLine) {
                for charge in tree.children(line, .cacAllowanceCharge) {
                    try judgeShare(charge)
                }
            }
        }
        for charge in tree.all(.cacAllowanceCharge) {
            let parent = tree.parent(charge)
            let hasBase = tree.has(charge, .cbcBaseAmount)
            let hasPercentage = tree.has(charge, .cbcMultiplierFactorNumeric)
            let isOfDocument = parent == root || tree.isNamed(parent, .cacInvoiceLine)
            if hasBase, !hasPercentage, isOfDocument { raise(.en05, charge) }
            if hasPercentage, !hasBase { raise(.en04, charge) }
        }
    }

    /// BR-KSA-EN16931-03: the amount is the percentage of the base, in binary64, half up, without
    /// tolerance: 5 % of 43.10 is 2.15 here.
    private mutating func judgeShare(_ charge: NodeID) throws(StageAbort) {
        guard tree.has(charge, .cbcBaseAmount) else { return }
        let node = try lone(charge, .cbcAmount)
        let baseNode = try lone(charge, .cbcBaseAmount)
        guard !tree.text(node).isEmpty, !tree.text(baseNode).isEmpty else { return }
        let given = TwoDecimals(try double(node))
        var share: Double?
        if let base = try double(baseNode),
            let percentage = try double(charge, .cbcMultiplierFactorNumeric)
        {
            share = (base * percentage / 100 * 100 + 0.5).rounded(.down) / 100
        }
        let expected = TwoDecimals(share)
        if given != expected {
            raise(.en03, charge, found: node, expected: expected.description)
        }
    }
}
