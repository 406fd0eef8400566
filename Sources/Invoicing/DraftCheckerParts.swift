/// The rules that speak of one sort of allowance or charge.
struct PartRules {
    let direction: AllowanceCharge.Direction
    let missingAmount: String
    let amountDecimals: String
    let baseDecimals: String
    let reasonLength: String
    /// Charges only.
    let missingCode: String?
    let missingReason: String?

    static let lineAllowance = PartRules(
        direction: .allowance, missingAmount: "BR-41", amountDecimals: "BR-DEC-24",
        baseDecimals: "BR-DEC-25", reasonLength: "BR-KSA-F-06-C36", missingCode: nil,
        missingReason: nil)
    static let lineCharge = PartRules(
        direction: .charge, missingAmount: "BR-43", amountDecimals: "BR-DEC-27",
        baseDecimals: "BR-DEC-28", reasonLength: "BR-KSA-F-06-C34", missingCode: "BR-KSA-20",
        missingReason: "BR-KSA-22")
    static let documentAllowance = PartRules(
        direction: .allowance, missingAmount: "BR-31", amountDecimals: "BR-DEC-01",
        baseDecimals: "BR-DEC-02", reasonLength: "BR-KSA-F-06-C35", missingCode: nil,
        missingReason: nil)
    static let documentCharge = PartRules(
        direction: .charge, missingAmount: "BR-36", amountDecimals: "BR-DEC-05",
        baseDecimals: "BR-DEC-06", reasonLength: "BR-KSA-F-06-C33", missingCode: "BR-KSA-19",
        missingReason: "BR-KSA-21")
}

extension DraftChecker {
    /// An allowance or charge in the draft's own terms: its amount, or its percentage of a base.
    ///
    /// - Parameter base: What a percentage is taken of where it names nothing; `nil` where that is
    /// not known.
    mutating func checkPart(
        _ draft: AllowanceDraft, _ rules: PartRules, base: Money?
    ) -> AllowanceCharge? {
        checkReason(draft, rules)
        guard draft.amount == nil || draft.percent == nil else {
            report("SJL-AMOUNT-OR-PERCENT", "amount", value: draft.amount?.description)
            return nil
        }
        var part = AllowanceCharge(direction: rules.direction, amount: .zero)
        part.reason = given(draft.reason)
        part.reasonCode = given(draft.reasonCode)
        if let percent = draft.percent {
            return checkPercent(percent, draft.base, rules, base, &part) ? part : nil
        }
        if let base = draft.base {
            report("BR-KSA-EN16931-05", "base", value: base.description)
        }
        guard let amount = draft.amount else {
            report(rules.missingAmount, "amount", value: nil)
            return nil
        }
        guard let money = checkAmount(amount, "amount", rules.amountDecimals) else { return nil }
        part.amount = money
        return draft.base == nil ? part : nil
    }

    private mutating func checkPercent(
        _ percent: ExactDecimal, _ givenBase: ExactDecimal?, _ rules: PartRules,
        _ defaultBase: Money?, _ part: inout AllowanceCharge
    ) -> Bool {
        var base = defaultBase
        if let givenBase {
            base = checkAmount(givenBase, "base", rules.baseDecimals)
            if base == nil { return false }
        }
        guard !percent.isNegative, percent <= ExactDecimal(digits: 100, scale: 0),
            percent.hasAtMostTwoDecimals, let basisPoints = percent.money?.hundredths
        else {
            report("BR-KSA-DEC-01", "percent", value: percent.description)
            return false
        }
        guard let base else { return false }
        part.amount = Totals.share(Int(basisPoints), of: base)
        // Where the official check, which computes in binary64, would see another amount, the
        // amount goes alone.
        if Totals.percentageHolds(part.amount, Int(basisPoints), base) {
            part.percentBasisPoints = Int(basisPoints)
            part.base = base
        }
        return true
    }

    private mutating func checkReason(_ draft: AllowanceDraft, _ rules: PartRules) {
        checkText(draft.reason, "reason", 1_000, rules.reasonLength)
        checkText(draft.reasonCode, "reason_code", 127, "SJL-LENGTH")
        if let rule = rules.missingReason, given(draft.reason) == nil {
            report(rule, "reason", value: draft.reason)
        }
        guard let rule = rules.missingCode else { return }
        if let code = given(draft.reasonCode) {
            if !CodeLists.chargeReasons.contains(code) {
                report("BR-KSA-CL-06", "reason_code", value: code)
            }
        } else {
            report(rule, "reason_code", value: draft.reasonCode)
        }
    }

    /// An amount of two decimals, not negative, within the limit.
    mutating func checkAmount(
        _ amount: ExactDecimal, _ name: StaticString, _ decimalsRule: String
    ) -> Money? {
        guard isNotNegative(amount, name) else { return nil }
        return checkSignedAmount(amount, name, decimalsRule)
    }

    mutating func checkSignedAmount(
        _ amount: ExactDecimal, _ name: StaticString, _ decimalsRule: String
    ) -> Money? {
        guard amount.hasAtMostTwoDecimals else {
            report(decimalsRule, name, value: amount.description)
            return nil
        }
        guard let money = amount.money else {
            report("SJL-AMOUNT-RANGE", name, value: amount.description)
            return nil
        }
        return money
    }
}
