extension RuleTexts {
    /// VAT categories: their breakdown.
    static let breakdown: [RuleText] = [
        missing(.br45, .taxable), missing(.br46, .categoryVAT), missing(.br47, .category),
        missing(.br48, .categoryRate),
        notBrokenDown(.s01, "S"), notBrokenDown(.z01, "Z"), notBrokenDown(.e01, "E"),
        notBrokenDown(.o01, "O"),
        RuleText(
            .co17, "\(Term.categoryVAT.en) is not taxable amount times rate",
            "\(Term.categoryVAT.ar): ليست الوعاء مضروبًا في النسبة",
            mend: "multiply BT-116 by BT-119, round half up to two decimals; O needs the rate 0.00",
            "اضرب BT-116 في BT-119 وقرّب النصف لأعلى إلى منزلتين، والفئة O نسبتها 0.00"),
        RuleText(
            .s09, "the VAT of category S is not taxable amount times rate, or has no rate",
            "ضريبة الفئة S ليست الوعاء مضروبًا في النسبة أو هي بلا نسبة",
            mend: "write the rate and multiply again", "اكتب النسبة وأعد الضرب"),
        taxableDiffers(.s08, "S"), taxableDiffers(.z08, "Z"), taxableDiffers(.e08, "E"),
        taxableDiffers(.o08, "O"),
        notZero(.z09, "Z"), notZero(.e09, "E"), notZero(.o09, "O"),
        RuleText(
            .s10, "category S has a reason of exemption", "للفئة S سبب إعفاء",
            mend: "take BT-120 and BT-121 away, or use Z, E or O",
            "احذف BT-120 وBT-121 أو استخدم Z أو E أو O"),
    ]

    private static func notBrokenDown(_ id: RuleID, _ category: String) -> RuleText {
        RuleText(
            id, "category \(category) is used but is not in the VAT breakdown",
            "الفئة \(category) مستخدمة وليست في تفصيل الضريبة",
            mend: "add a cac:TaxSubtotal for \(category)", "أضف cac:TaxSubtotal للفئة \(category)")
    }

    private static func taxableDiffers(_ id: RuleID, _ category: String) -> RuleText {
        RuleText(
            id,
            "the taxable amount of category \(category) is not that of its lines, charges and "
                + "allowances",
            "وعاء الفئة \(category) ليس مجموع سطورها ورسومها ناقصًا خصوماتها",
            mend: "add the lines and charges of \(category), take its allowances away, exactly",
            "اجمع سطور \(category) ورسومها واطرح خصوماتها بدقة")
    }

    private static func notZero(_ id: RuleID, _ category: String) -> RuleText {
        RuleText(
            id, "category \(category) has VAT", "للفئة \(category) مبلغ ضريبة",
            mend: "write 0.00 as its VAT, or use category S",
            "اكتب 0.00 ضريبةً لها أو استخدم الفئة S")
    }

    /// Rates of VAT.
    static let rates: [RuleText] = [
        positive(.s05, "a line", "سطر"), positive(.s06, "an allowance", "خصم"),
        positive(.s07, "a charge", "رسم"),
        zero(.z05, "Z", "a line", "سطر"), zero(.z06, "Z", "an allowance", "خصم"),
        zero(.z07, "Z", "a document charge", "رسم على مستوى المستند"),
        zero(.e05, "E", "a line", "سطر"), zero(.e06, "E", "an allowance", "خصم"),
        zero(.e07, "E", "a document charge", "رسم على مستوى المستند"),
        zero(.ksa11, "O", "a line", "سطر"),
        zero(.ksa12, "O", "a document allowance", "خصم على مستوى المستند"),
        zero(.ksa13, "O", "a document charge", "رسم على مستوى المستند"),
        zero(.ksa76, "Z", "a prepayment", "دفعة مقدمة"),
        zero(.ksa77, "E", "a prepayment", "دفعة مقدمة"),
        zero(.ksa78, "O", "a prepayment", "دفعة مقدمة"),
        RuleText(
            .ksa84, "a rate of category S is neither 15 nor 5", "نسبة للفئة S ليست 15 ولا 5",
            mend: "write 15.00; 5.00 only for supplies before July 2020",
            "اكتب 15.00، و 5.00 فقط لتوريدات ما قبل يوليو 2020"),
        RuleText(
            .ksaDEC02, "a rate is not between 0 and 100 with two decimals at most",
            "نسبة ليست بين 0 و100 بمنزلتين على الأكثر",
            mend: "write the rate as 15.00, without a percent sign",
            "اكتب النسبة 15.00 دون علامة مئوية"),
        RuleText(
            .ksaDEC01, "an allowance's percentage is not between 0 and 100 with two decimals",
            "نسبة خصم ليست بين 0 و100 بمنزلتين على الأكثر",
            mend: "write it with two decimals, or give the amount alone",
            "اكتبها بمنزلتين أو اذكر المبلغ وحده"),
    ]

    private static func positive(_ id: RuleID, _ en: String, _ ar: String) -> RuleText {
        RuleText(
            id, "\(en) of category S has no rate above 0", "\(ar) من الفئة S بلا نسبة أكبر من 0",
            mend: "write the rate 15.00, or use another category",
            "اكتب النسبة 15.00 أو استخدم فئة أخرى")
    }

    private static func zero(
        _ id: RuleID, _ category: String, _ en: String, _ ar: String
    ) -> RuleText {
        RuleText(
            id, "\(en) of category \(category) has another rate than 0",
            "\(ar) من الفئة \(category) نسبته ليست 0",
            mend: "write the rate 0.00, or use category S", "اكتب النسبة 0.00 أو استخدم الفئة S")
    }

    /// Exemptions and their reasons.
    static let exemptions: [RuleText] = [
        noReason(.ksa69, "Z", .exemptionCode), noReason(.ksa23, "E", .exemptionCode),
        noReason(.ksa24, "O", .exemptionCode), noReason(.ksa93, "Z", .prepaymentExemptionCode),
        noReason(.ksa94, "E", .prepaymentExemptionCode),
        noReason(.ksa95, "O", .prepaymentExemptionCode),
        blank(.ksa83, .exemptionText), blank(.ksa96, .prepaymentExemptionText),
    ]

    private static func noReason(_ id: RuleID, _ category: String, _ term: Term) -> RuleText {
        RuleText(
            id, "category \(category) is used without \(term.en)",
            "الفئة \(category) مستخدمة دون \(term.ar)",
            mend: "add a code of the list for \(category), VATEX-SA-…",
            "أضف رمزًا من قائمة \(category) ‏VATEX-SA-…")
    }
}
