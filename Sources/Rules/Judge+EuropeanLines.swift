/// The stage of the European norm: lines.
extension Judge {
    mutating func judgeLine(_ line: NodeID) throws(StageAbort) {
        let number = try lone(line, .cbcID)
        if number >= 0 {
            let text = tree.text(number)
            if text.isEmpty || text.isLonger(than: 6) { raise(.ksaF06C17, line, found: number) }
        }
        let item = tree.child(line, .cacItem)
        if item >= 0 {
            try judgeItemNumber(.ksaF06C30, line, .cacBuyersItemIdentification)
            try judgeItemNumber(.ksaF06C31, line, .cacSellersItemIdentification)
            try judgeItemNumber(.ksaF06C20, line, .cacStandardItemIdentification)
        }
        try judgeUnit(line)
        try judgeItemName(line)
        if !hasText(line, .cbcID) { raise(.br21, line) }
        judgeQuantity(line)
        if !tree.has(line, .cbcLineExtensionAmount) { raise(.br24, line) }
        if !hasText(line, Path(.cacItem, .cbcName)) { raise(.br25, line) }
        if !tree.find(line, Path(.cacPrice, .cbcPriceAmount)).exists { raise(.br26, line) }
        let hasCategory = try tree.any(
            line, Path(.cacItem, .cacClassifiedTaxCategory)
        ) { category throws(StageAbort) in
            // Here the schemes are a list of truth values, of which there may be one.
            _ = try lone(category, .cacTaxScheme)
            guard try isVAT(category) else { return false }
            return tree.has(category, .cbcID)
        }
        if !hasCategory { raise(.co04, line) }
        try judgeDecimals(.dec23, line, .cbcLineExtensionAmount)
    }

    /// BR-KSA-F-06-C18. Of several quantities only those with a unit are looked at.
    private mutating func judgeUnit(_ line: NodeID) throws(StageAbort) {
        var seen: Text?
        for quantity in tree.children(line, .cbcInvoicedQuantity) {
            guard let unit = tree.attribute(quantity, AttributeName.unitCode) else { continue }
            if seen != nil { throw StageAbort(reason: .several, node: quantity) }
            seen = unit
        }
        if let seen, seen.isLonger(than: 127) { raise(.ksaF06C18, line, value: seen) }
    }

    /// BR-22.
    private mutating func judgeQuantity(_ line: NodeID) {
        for quantity in tree.children(line, .cbcInvoicedQuantity)
        where tree.textPieces(quantity).contains(where: { $0.equals("0") }) {
            return raise(.br22, line, found: quantity)
        }
        if !tree.has(line, .cbcInvoicedQuantity) { raise(.br22, line) }
    }

    private mutating func judgeItemNumber(
        _ rule: RuleID, _ line: NodeID, _ kind: Element
    ) throws(StageAbort) {
        let number = try lone(line, Path(.cacItem, kind, .cbcID))
        if tree.text(number).isLonger(than: 127) { raise(rule, line, found: number) }
    }

    /// BR-KSA-F-06-C19 and BR-KSA-F-C-01: 3 to 1,000 characters, not digits alone.
    private mutating func judgeItemName(_ line: NodeID) throws(StageAbort) {
        let node = try lone(line, Path(.cacItem, .cbcName))
        guard node >= 0 else { return }
        let name = tree.text(node)
        let isShort = name.count < 12 && name.length < 3
        if isShort || name.isLonger(than: 1_000) { raise(.ksaF06C19, line, found: node) }
        guard let first = name.first, first >= 0x30 && first <= 0x39 || first >= 0x80 else {
            return
        }
        if String(name).unicodeScalars.allSatisfy(Characters.isDigit) {
            raise(.ksaFC01, line, found: node)
        }
    }
}
