import Invoicing

/// The stage of the Saudi rules, as far as the document itself goes.
extension Judge {
    mutating func judgeSaudi() throws(StageAbort) {
        if root >= 0 {
            try judgeIdentifiers()
            try judgeReferences()
            try judgeSellerIdentity()
            try judgeChargeReasons()
            try judgePrepaidAmount()
            try judgeSaudiAllowances()
            try judgeSaudiTotals()
            try judgePrepaymentLines()
        }
        try judgeKind()
        try judgeParties()
        try judgeBuyerAddress()
        judgeAttachments()
        try judgeStampReferences()
        judgeDates()
        try judgeDeliveries()
        try judgeNotes()
        try judgeSaudiLines()
        try judgePercents()
        try judgeSaudiBreakdown()
        try judgeExemptionOfCitizens()
        try judgeStandardRatedParts()
        try judgeCurrencies()
        try judgeSigns()
    }

    /// Numbers, times and the currency of the document.
    private mutating func judgeIdentifiers() throws(StageAbort) {
        let order = try lone(root, Path(.cacOrderReference, .cbcID))
        if tree.text(order).isLonger(than: 127) { raise(.ksaF06C3, root, found: order) }
        try judgeAge()
        let contract = try lone(root, Path(.cacContractDocumentReference, .cbcID))
        if tree.text(contract).isLonger(than: 127) { raise(.ksaF06C5, root, found: contract) }
        try judgeUUID()
        let isForGovernment = tree.all(.cbcInvoiceTypeCode).contains { code in
            guard let name = tree.attribute(code, AttributeName.name), name.length == 9 else {
                return false
            }
            return (name.starts(with: "01") || name.starts(with: "02"))
                && name.character(8).equals("1")
        }
        if isForGovernment, tree.text(contract).isBlank {
            raise(.ksa92, root, found: contract)
        }
        let counter = try lone(root, Path(.cacAdditionalDocumentReference, .cbcUUID))
        if !tree.text(counter).isASCIIDigits { raise(.ksa34, root, found: counter) }
        if !hasText(root, .cbcTaxCurrencyCode) { raise(.ksa68, root) }
        try judgeIssueTime()
        let profile = try lone(root, .cbcProfileID)
        let isKnown = tree.text(profile).withNormalized { $0.equals("reporting:1.0") }
        if !isKnown { raise(.en01, root, found: profile, expected: "reporting:1.0") }
    }

    /// BR-KSA-98: a simplified document is reported within a day.
    private mutating func judgeAge() throws(StageAbort) {
        let isSimplified = tree.children(root, .cbcInvoiceTypeCode).contains {
            tree.attribute($0, AttributeName.name)?.starts(with: "02") ?? false
        }
        guard isSimplified, tree.has(root, .cbcIssueDate), tree.has(root, .cbcIssueTime) else {
            return
        }
        let date = try lone(root, .cbcIssueDate)
        let time = try lone(root, .cbcIssueTime)
        let joined = Array(tree.text(date)) + [UInt8(ascii: "T")] + Array(tree.text(time))
        let moment = joined.withUnsafeBufferPointer { Lexical.dateTime($0) }
        guard let moment else { throw StageAbort(reason: .notA("xs:dateTime"), node: date) }
        let age = Double(now.secondsSince1970) - moment.seconds
        if age > 86_400 {
            raise(.ksa98, root, value: nil, expected: nil)
        }
    }

    /// BR-KSA-03 looks at the first character alone: its pattern has no end.
    private mutating func judgeUUID() throws(StageAbort) {
        guard hasText(root, .cbcUUID) else {
            raise(.ksa03, root)
            return
        }
        let node = try lone(root, .cbcUUID)
        guard let first = String(tree.text(node)).unicodeScalars.first else { return }
        if first != ".", first != "-", !Characters.isWord(first) {
            raise(.ksa03, root, found: node)
        }
    }

    private mutating func judgeIssueTime() throws(StageAbort) {
        guard hasText(root, .cbcIssueTime) else {
            raise(.ksa70, root)
            return
        }
        let node = try lone(root, .cbcIssueTime)
        var text = tree.text(node)
        if text.count == 9, text[8] == UInt8(ascii: "Z") { text = Text(rebasing: text[..<8]) }
        if !Lexical.isPlainTime(text) { raise(.ksa70, root, found: node) }
    }

    /// The references that hold counter, previous hash and QR.
    private mutating func judgeReferences() throws(StageAbort) {
        var icv = false
        var qr: [NodeID] = []
        var pih: [NodeID] = []
        for reference in tree.children(root, .cacAdditionalDocumentReference) {
            let id = try text(reference, .cbcID)
            if id.trimmedEquals("ICV") { icv = true }
            if id.trimmedEquals("QR") { qr.append(reference) }
            if id.trimmedEquals("PIH") { pih.append(reference) }
        }
        if kind.isSimplified { try judgeQRPresence(qr) }
        let object = Path(.cacAttachment, .cbcEmbeddedDocumentBinaryObject)
        var codes = Found()
        for reference in qr {
            let part = tree.find(reference, object)
            if codes.count == 0 { codes.first = part.first }
            codes.count += part.count
        }
        if codes.exists {
            let text = tree.text(try lone(codes))
            if text.isEmpty || text.isLonger(than: 1_000) {
                raise(.clKSA14, codes.first, value: nil)
            }
        }
        let hasCounter = tree.each(root, Path(.cacAdditionalDocumentReference, .cbcUUID)) {
            !tree.text($0).isEmpty
        }
        if !icv || !hasCounter { raise(.ksa33, root) }
        let hasHash = pih.contains { hasText($0, object) }
        let isPlain = pih.contains { reference in tree.each(reference, object) { isPlainText($0) } }
        if !hasHash || !isPlain { raise(.ksa61, root) }
    }

    /// BR-KSA-27. Part of it compares the ID as written, part of it without blanks.
    private mutating func judgeQRPresence(_ trimmed: [NodeID]) throws(StageAbort) {
        let object = Path(.cacAttachment, .cbcEmbeddedDocumentBinaryObject)
        guard trimmed.contains(where: { tree.find($0, object).exists }) else {
            raise(.ksa27, root)
            return
        }
        var objects: [NodeID] = []
        for reference in tree.children(root, .cacAdditionalDocumentReference) {
            let isExact = tree.children(reference, .cbcID).contains { tree.text($0).equals("QR") }
            guard isExact else { continue }
            tree.each(reference, object) {
                objects.append($0)
                return false
            }
        }
        if objects.count > 1 { throw StageAbort(reason: .several, node: objects[0]) }
        guard let code = objects.first, !tree.text(code).isBlank, isPlainText(code) else {
            raise(.ksa27, root)
            return
        }
    }

    func isPlainText(_ object: NodeID) -> Bool {
        tree.attribute(object, AttributeName.mimeCode)?.trimmedEquals("text/plain") ?? false
    }

    /// BR-KSA-CL-06 compares with a text, not a list: a part of it passes.
    private mutating func judgeChargeReasons() throws(StageAbort) {
        for charge in tree.all(.cacAllowanceCharge)
        where !tree.isNamed(tree.parent(charge), .cacPrice) {
            if try indicator(of: charge, is: true) {
                let code = try lone(charge, .cbcAllowanceChargeReasonCode)
                if !tree.text(code).isWithin(CodeLists.chargeReasons) {
                    raise(.ksaCL06, charge, found: code)
                }
            }
        }
    }

    /// BR-KSA-EN16931-08, BR-KSA-97 and the totals' reasons.
    private mutating func judgeSaudiTotals() throws(StageAbort) {
        var withParts = Found()
        var withoutParts = Found()
        for total in tree.children(root, .cacTaxTotal) {
            let isBrokenDown = tree.has(total, .cacTaxSubtotal)
            if isBrokenDown { withParts.count += 1 } else { withoutParts.count += 1 }
        }
        if withParts.count != 1 { raise(.en08, root, value: nil, expected: "1") }
        let isForeign = tree.children(root, .cbcDocumentCurrencyCode).contains {
            !tree.text($0).isEmpty && !tree.text($0).equals("SAR")
        }
        guard isForeign else { return }
        let foreign = try totalAmounts(brokenDown: true)
        let local = try totalAmounts(brokenDown: false)
        guard try isAnyPositive(foreign), try isAnyPositive(local) else { return }
        guard let a = try double(try lone(foreign)), let b = try double(try lone(local)) else {
            return
        }
        if Binary64.round(a * 100) / 100 == Binary64.round(b * 100) / 100 {
            raise(.ksa97, local.first, found: local.first)
        }
    }

    /// The amounts of the document's tax totals, with or without subtotals.
    private func totalAmounts(brokenDown: Bool) throws(StageAbort) -> Found {
        var found = Found()
        for total in tree.children(root, .cacTaxTotal)
        where tree.has(total, .cacTaxSubtotal) == brokenDown {
            for amount in tree.children(total, .cbcTaxAmount) {
                if found.count == 0 { found.first = amount }
                found.count += 1
            }
        }
        return found
    }

    private func isAnyPositive(_ found: Found) throws(StageAbort) -> Bool {
        guard found.exists else { return false }
        // All of them stand in tax totals of the same kind as the first one.
        let brokenDown = tree.has(tree.parent(found.first), .cacTaxSubtotal)
        for total in tree.children(root, .cacTaxTotal)
        where tree.has(total, .cacTaxSubtotal) == brokenDown {
            if try anyNumber(total, .cbcTaxAmount, { $0 > 0 }) { return true }
        }
        return false
    }
}
