/// Where a VAT category stands decides which official rule speaks of it.
enum VATUse {
    case line, allowance, charge, prepayment

    func rateRule(_ category: VATCategory) -> String {
        switch (self, category) {
        case (_, .standardRated): "BR-KSA-84"
        case (.line, .zeroRated): "BR-Z-05"
        case (.line, .exempt): "BR-E-05"
        case (.line, .outOfScope): "BR-KSA-11"
        case (.allowance, .zeroRated): "BR-Z-06"
        case (.allowance, .exempt): "BR-E-06"
        case (.allowance, .outOfScope): "BR-KSA-12"
        case (.charge, .zeroRated): "BR-Z-07"
        case (.charge, .exempt): "BR-E-07"
        case (.charge, .outOfScope): "BR-KSA-13"
        case (.prepayment, .zeroRated): "BR-KSA-76"
        case (.prepayment, .exempt): "BR-KSA-77"
        case (.prepayment, .outOfScope): "BR-KSA-78"
        }
    }

    var missingRateRule: String {
        switch self {
        case .line: "BR-S-05"
        case .allowance: "BR-S-06"
        case .charge: "BR-S-07"
        case .prepayment: "BR-KSA-75"
        }
    }

    var missingCategoryRule: String {
        switch self {
        case .line: "BR-CO-04"
        case .allowance: "BR-32"
        case .charge: "BR-37"
        case .prepayment: "BR-KSA-75"
        }
    }

    func missingCodeRule(_ category: VATCategory) -> String {
        switch (self, category) {
        case (.prepayment, .zeroRated): "BR-KSA-93"
        case (.prepayment, .exempt): "BR-KSA-94"
        case (.prepayment, _): "BR-KSA-95"
        case (_, .exempt): "BR-KSA-23"
        case (_, .outOfScope): "BR-KSA-24"
        case (_, _): "BR-KSA-69"
        }
    }
}

/// A treatment as given: of an allowance or a charge the exemption may be left to its group.
struct GivenTreatment {
    var vat: VATTreatment
    var hasCode: Bool
    var hasReason: Bool
}

extension DraftChecker {
    /// - Returns: `nil` where something in it is wrong, which is reported.
    mutating func treatment(_ draft: VATDraft?, _ use: VATUse) -> GivenTreatment? {
        guard let draft else {
            report(use.missingCategoryRule, "vat", value: nil)
            return nil
        }
        place.enter("vat")
        defer { place.leave() }
        guard let category = draft.category else {
            report(use.missingCategoryRule, "category", value: nil)
            return nil
        }
        let rate = rate(draft.rate, category, use)
        guard category != .standardRated else {
            if let code = draft.exemptionCode ?? draft.exemptionReason {
                let name: StaticString =
                    draft.exemptionCode == nil ? "exemption_reason" : "exemption_code"
                report("BR-S-10", name, value: code)
                return nil
            }
            return rate.map {
                GivenTreatment(
                    vat: VATTreatment(category: category, rateBasisPoints: $0), hasCode: true,
                    hasReason: true)
            }
        }
        return exemption(draft, category, use, rate)
    }

    private mutating func rate(
        _ rate: ExactDecimal?, _ category: VATCategory, _ use: VATUse
    ) -> Int? {
        guard let rate else {
            if category != .standardRated { return 0 }
            report(use.missingRateRule, "rate", value: nil)
            return nil
        }
        if category == .standardRated, rate.hasAtMostTwoDecimals {
            // 15, and 5 for what belongs to the time before July 2020.
            if rate == ExactDecimal(digits: 15, scale: 0) { return 1_500 }
            if rate == ExactDecimal(digits: 5, scale: 0) { return 500 }
        } else if rate.isZero {
            return 0
        }
        let rule = rate.hasAtMostTwoDecimals ? use.rateRule(category) : "BR-KSA-DEC-02"
        report(rule, "rate", value: rate.description)
        return nil
    }

    private mutating func exemption(
        _ draft: VATDraft, _ category: VATCategory, _ use: VATUse, _ rate: Int?
    ) -> GivenTreatment? {
        var isSound = rate != nil
        var vat = VATTreatment(category: category, rateBasisPoints: 0)
        vat.exemptionReason = given(draft.exemptionReason)
        let hasReason = vat.exemptionReason != nil
        let limitRule = use == .prepayment ? "BR-KSA-F-06-C39" : "BR-KSA-F-06-C16"
        checkText(draft.exemptionReason, "exemption_reason", 1_000, limitRule)
        guard let code = given(draft.exemptionCode) else {
            if use == .line || use == .prepayment {
                report(
                    use.missingCodeRule(category), "exemption_code", value: nil,
                    detail: ExemptionReason.codes(of: category))
                return nil
            }
            return isSound ? GivenTreatment(vat: vat, hasCode: false, hasReason: hasReason) : nil
        }
        vat.exemptionCode = code
        guard let reason = ExemptionReason.find(code), reason.category == category,
            use != .prepayment || !reason.isForBreakdownOnly
        else {
            report(
                use == .prepayment ? "BR-KSA-CL-07" : "BR-KSA-CL-04", "exemption_code", value: code,
                detail: ExemptionReason.codes(of: category))
            return nil
        }
        if reason.isForCitizens { isForCitizens = true }
        if !hasReason {
            vat.exemptionReason = reason.text
            if reason.text == nil {
                report(
                    use == .prepayment ? "BR-KSA-96" : "BR-KSA-83", "exemption_reason", value: nil)
                isSound = false
            }
        }
        return isSound ? GivenTreatment(vat: vat, hasCode: true, hasReason: hasReason) : nil
    }
}
