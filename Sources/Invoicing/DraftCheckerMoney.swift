extension DraftChecker {
    struct CheckedMoney {
        var lines: [InvoiceLine]
        var allowancesCharges: [AllowanceCharge]
        var prepayments: [PrepaymentSettlement]
        var breakdown: [VATSubtotal]
        var totals: InvoiceTotals
    }

    /// - Returns: `nil` where an amount is wrong; whatever else is wrong does not keep the totals
    /// from being checked.
    mutating func checkMoney() -> CheckedMoney? {
        let lines = checkLines()
        var groups: [Totals.Group]?
        if let lines {
            groups = Totals.groups(lines)
            if groups == nil { report("SJL-AMOUNT-RANGE", "lines", value: nil) }
        }
        let parts = checkDocumentParts(groups)
        let prepayments = checkPrepayments()
        var rounding: Money?
        if let given = draft.payableRounding {
            rounding = checkSignedAmount(given, "payable_rounding", "BR-DEC-17")
            if rounding == nil { return nil }
        }
        guard let lines, let groups, let parts, let prepayments else { return nil }
        var input = Totals.DocumentInput(
            lines: lines.map(\.line), groups: groups, allowancesCharges: parts.map(\.part),
            prepayments: prepayments, rounding: rounding)
        if includesVAT {
            input.shelfTotal = Totals.sum(lines.map(\.entered) + parts.map(\.entered))
        }
        if currency != "SAR" {
            guard let rate = draft.exchangeRate, rate > ExactDecimal(.zero) else { return nil }
            input.exchangeRate = rate
        }
        guard var result = Totals.document(input) else {
            report("SJL-AMOUNT-RANGE", nil, value: nil)
            return nil
        }
        if let moved = movedToTotal(lines, input, result) { (input, result) = moved }
        checkTotals(input, result)
        return CheckedMoney(
            lines: input.lines, allowancesCharges: input.allowancesCharges,
            prepayments: prepayments, breakdown: result.breakdown, totals: result.totals)
    }

    private mutating func checkTotals(
        _ input: Totals.DocumentInput, _ result: Totals.DocumentResult
    ) {
        let (breakdown, totals) = result
        for (index, subtotal) in breakdown.enumerated() {
            if subtotal.taxable < .zero {
                report(
                    "BR-KSA-F-04", "allowances", value: subtotal.taxable.description,
                    detail: subtotal.vat.category.rawValue)
            }
            // The official rules compare each subtotal with its whole category, so two reasons
            // always warn.
            let category = subtotal.vat.category
            let isRepeated = breakdown[..<index].contains { $0.vat.category == category }
            if category != .standardRated, isRepeated {
                warning("BR-\(category.rawValue)-08", "lines", value: subtotal.vat.exemptionCode)
            }
        }
        checkExpectedTotal(input, result)
        // A negative group already says why.
        let isSound = breakdown.allSatisfy { $0.taxable >= .zero }
        if isSound, totals.payable < .zero {
            report("SJL-PAYABLE-NEGATIVE", nil, value: totals.payable.description)
        }
        if let rounding = totals.payableRounding, rounding.hundredths.magnitude >= 100 {
            warning("SJL-ROUNDING-LARGE", "payable_rounding", value: rounding.description)
        }
        if currency != "SAR", totals.tax > .zero, totals.tax == totals.taxInSAR {
            // The law knows no second riyal; but a VAT of some halalas is the same in a currency
            // that is worth nearly one.
            if draft.exchangeRate == ExactDecimal(digits: 1, scale: 0) {
                report("BR-KSA-97", "exchange_rate", value: draft.exchangeRate?.description)
            } else {
                warning("BR-KSA-97", "exchange_rate", value: draft.exchangeRate?.description)
            }
        }
        if has(.export), let other = breakdown.first(where: { $0.vat.category != .zeroRated }) {
            warning("SJL-EXPORT-CATEGORY", "lines", value: other.vat.category.rawValue)
        }
    }

    // MARK: Allowances and charges of the document

    /// One of BG-20 or BG-21 and what it adds in the draft's own terms.
    typealias CheckedPart = (part: AllowanceCharge, entered: Money)

    private mutating func checkDocumentParts(_ groups: [Totals.Group]?) -> [CheckedPart]? {
        if draft.allowances.isEmpty, draft.charges.isEmpty { return [] }
        var parts: [CheckedPart] = []
        var isSound = true
        for (drafts, name, rules) in [
            (draft.allowances, "allowances" as StaticString, PartRules.documentAllowance),
            (draft.charges, "charges", .documentCharge),
        ] {
            place.enter(name)
            for (index, draft) in drafts.enumerated() {
                place.enter(index)
                if let resolved = checkDocumentPart(draft, rules, groups) {
                    parts += resolved
                } else {
                    isSound = false
                }
                place.leave()
            }
            place.leave()
        }
        return isSound ? balanced(parts, groups) : nil
    }

    /// Where prices include VAT an allowance may lose less to rounding than the lines do: what
    /// costs nothing, or something, in the draft's terms has no net amount below zero, and what
    /// costs nothing has none above it. The last allowance of the group makes up for it.
    private func balanced(_ parts: [CheckedPart], _ groups: [Totals.Group]?) -> [CheckedPart] {
        guard includesVAT, let groups else { return parts }
        var parts = parts
        for group in groups where group.vat.rateBasisPoints > 0 {
            let own = parts.indices.filter { parts[$0].part.vat == group.vat }
            guard let last = own.last(where: { parts[$0].part.direction == .allowance }),
                let entered = Totals.sum([group.entered] + own.map { parts[$0].entered }),
                let net = Totals.sum([group.lineNet] + own.map { parts[$0].part.signed }),
                entered == .zero ? net != .zero : entered > .zero && net < .zero
            else { continue }
            var part = parts[last].part
            part.amount = part.amount + net
            guard part.amount >= .zero else { continue }
            if let percent = part.percentBasisPoints, let base = part.base,
                !Totals.percentageHolds(part.amount, percent, base)
            {
                (part.percentBasisPoints, part.base) = (nil, nil)
            }
            parts[last].part = part
        }
        return parts
    }

    private mutating func checkDocumentPart(
        _ draft: AllowanceDraft, _ rules: PartRules, _ groups: [Totals.Group]?
    ) -> [CheckedPart]? {
        let use: VATUse = rules.direction == .allowance ? .allowance : .charge
        var target: Totals.Group?
        if draft.vat != nil {
            let given = treatment(draft.vat, use)
            if let given, let groups { target = group(of: given, among: groups, use) }
            if target == nil {
                // The amount is looked at all the same: its faults are other faults.
                _ = checkPart(draft, rules, base: nil)
                return nil
            }
        } else if let groups, groups.count == 1 {
            target = groups[0]
        } else if rules.direction == .charge {
            _ = checkPart(draft, rules, base: nil)
            if groups != nil { report("BR-37", "vat", value: nil) }
            return nil
        }
        let whole = groups.flatMap { Totals.sum($0.map(\.entered)) }
        if groups != nil, whole == nil { report("SJL-AMOUNT-RANGE", nil, value: nil) }
        guard let part = checkPart(draft, rules, base: target?.entered ?? whole) else { return nil }
        guard let groups else { return nil }
        if let target { return [finished(part, target.vat)] }
        return split(part, over: groups)
    }

    /// The group an allowance or charge belongs to: one of the lines', or one of its own.
    private mutating func group(
        of given: GivenTreatment, among groups: [Totals.Group], _ use: VATUse
    ) -> Totals.Group? {
        let candidates = groups.filter {
            $0.vat.category == given.vat.category
                && $0.vat.rateBasisPoints == given.vat.rateBasisPoints
                && (!given.hasCode || $0.vat.exemptionCode == given.vat.exemptionCode)
                && (!given.hasReason || $0.vat.exemptionReason == given.vat.exemptionReason)
        }
        if candidates.count == 1 { return candidates[0] }
        let category = given.vat.category
        let codes = ExemptionReason.codes(of: category)
        if candidates.count > 1 {
            report("SJL-VAT-GROUP", "vat", value: category.rawValue, detail: codes)
            return nil
        }
        if !given.hasCode {
            place.enter("vat")
            report(use.missingCodeRule(category), "exemption_code", value: nil, detail: codes)
            place.leave()
            return nil
        }
        return Totals.Group(vat: given.vat, entered: .zero, lineNet: .zero)
    }

    /// An allowance that names no group, spread over all of them (section 9.4).
    private mutating func split(
        _ part: AllowanceCharge, over groups: [Totals.Group]
    ) -> [CheckedPart]? {
        guard let shares = Totals.split(part.amount, over: groups) else {
            report("BR-KSA-F-04", "amount", value: part.amount.description)
            return nil
        }
        var parts: [CheckedPart] = []
        for (group, share) in zip(groups, shares) where share != .zero {
            var piece = part
            piece.amount = share
            piece.percentBasisPoints = nil
            piece.base = nil
            parts.append(finished(piece, group.vat))
        }
        return parts
    }

    private func finished(_ part: AllowanceCharge, _ vat: VATTreatment) -> CheckedPart {
        var net = includesVAT ? part.net(vat.rateBasisPoints) : part
        net.vat = vat
        return (net, part.signed)
    }

    // MARK: Advances

    private mutating func checkPrepayments() -> [PrepaymentSettlement]? {
        if draft.prepayments.isEmpty { return [] }
        if draft.type != .invoice {
            report("SJL-PREPAYMENT-TYPE", "prepayments", value: draft.type.rawValue)
        }
        var settled: [PrepaymentSettlement] = []
        place.enter("prepayments")
        for (index, prepayment) in draft.prepayments.enumerated() {
            place.enter(index)
            if let prepayment = checkPrepayment(prepayment) { settled.append(prepayment) }
            place.leave()
        }
        place.leave()
        return settled.count == draft.prepayments.count ? settled : nil
    }

    private mutating func checkPrepayment(_ draft: PrepaymentDraft) -> PrepaymentSettlement? {
        let number = given(draft.number)
        if number == nil { report("BR-KSA-73", "number", value: draft.number) }
        checkText(draft.number, "number", 127, "SJL-LENGTH")
        if let number, number == self.draft.number {
            report("SJL-OWN-REFERENCE", "number", value: number)
        }
        if draft.issuedAt == nil { report("BR-KSA-73", "issued_at", value: nil) }
        checkNotFuture(draft.issuedAt?.date, "issued_at")
        let vat = treatment(draft.vat, .prepayment)?.vat
        var taxable: Money?
        if let given = draft.taxable {
            taxable = checkAmount(given, "taxable", "BR-KSA-DEC-06")
            if taxable == .zero {
                report("BR-KSA-80", "taxable", value: given.description)
                taxable = nil
            }
        } else {
            report("BR-KSA-75", "taxable", value: nil)
        }
        var tax: Money?
        if let given = draft.tax {
            tax = checkAmount(given, "tax", "BR-KSA-DEC-06")
        } else if let vat, let taxable {
            tax = Totals.share(vat.rateBasisPoints, of: taxable)
        }
        guard let number, let issuedAt = draft.issuedAt, let vat, let taxable, let tax else {
            return nil
        }
        // The advance was rounded in its own document, so a halala more or less is no fault.
        let computed = Totals.share(vat.rateBasisPoints, of: taxable)
        let tolerance: UInt64 = vat.category == .standardRated ? 1 : 0
        if (tax - computed).hundredths.magnitude > tolerance {
            report("BR-KSA-79", "tax", value: tax.description, detail: computed.description)
            return nil
        }
        return PrepaymentSettlement(
            number: number, uuid: draft.uuid, issuedAt: issuedAt, taxable: taxable, tax: tax,
            vat: vat)
    }
}
