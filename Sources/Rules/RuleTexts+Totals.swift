extension RuleTexts {
    /// Amounts of the document.
    static let totals: [RuleText] = [
        missing(.br13, .totalWithoutVAT), missing(.br14, .totalWithVAT),
        missing(.br15, .payable),
        differs(
            .co10, .lineTotal, "the lines' net amounts (BT-131) together",
            "مجموع صوافي السطور (BT-131)"),
        differs(
            .co11, .allowanceTotal, "the document's allowances (BT-92) together",
            "مجموع خصومات المستند (BT-92)"),
        differs(
            .co12, .chargeTotal, "the document's charges (BT-99) together",
            "مجموع رسوم المستند (BT-99)"),
        differs(
            .co13, .totalWithoutVAT, "the lines less allowances and plus charges",
            "مجموع السطور ناقصًا الخصومات وزائدًا الرسوم"),
        differs(
            .co14, .totalVAT, "the VAT of the categories (BT-117) together",
            "مجموع ضرائب الفئات (BT-117)"),
        RuleText(
            .co15,
            "\(Term.totalWithVAT.en) is not BT-109 and the VAT of all categories, "
                + "or no total VAT is in the document's currency",
            "\(Term.totalWithVAT.ar): ليس BT-109 زائدًا ضرائب الفئات، "
                + "أو لا إجمالي ضريبة بعملة المستند",
            mend: "add BT-109 and every BT-117, and give BT-110 the currency of BT-5",
            "اجمع BT-109 وكل BT-117 واجعل عملة BT-110 هي BT-5"),
        differs(
            .co16, .payable, "BT-112 less what was prepaid (BT-113) and plus rounding (BT-114)",
            "BT-112 ناقصًا المدفوع مقدمًا (BT-113) وزائدًا التقريب (BT-114)"),
        RuleText(
            .co18, "the document has no VAT breakdown (BG-23)",
            "المستند بلا تفصيل للضريبة (BG-23)",
            mend: "add a cac:TaxSubtotal for each category and rate",
            "أضف cac:TaxSubtotal لكل فئة ونسبة"),
        RuleText(
            .en08, "there is not exactly one cac:TaxTotal with subtotals",
            "ليس في المستند cac:TaxTotal واحد فقط بتفصيل",
            mend: "put all subtotals into one cac:TaxTotal",
            "ضع كل التفاصيل في cac:TaxTotal واحد"),
        RuleText(
            .en09, "there is not exactly one cac:TaxTotal without subtotals",
            "ليس في المستند cac:TaxTotal واحد فقط دون تفصيل",
            mend: "add a second cac:TaxTotal with the VAT in riyals (BT-111) alone",
            "أضف cac:TaxTotal ثانيًا فيه الضريبة بالريال (BT-111) وحدها"),
        RuleText(
            .br53, "\(Term.totalVATInRiyals.en) is missing or in another currency than BT-6",
            "\(Term.totalVATInRiyals.ar): مفقود أو بعملة غير BT-6",
            mend: "give the amount of the cac:TaxTotal without subtotals the currency SAR",
            "اجعل عملة مبلغ cac:TaxTotal الذي بلا تفصيل SAR"),
        RuleText(
            .en02, "\(Term.taxCurrency.en) is not SAR", "\(Term.taxCurrency.ar): ليست SAR",
            mend: "write SAR; VAT is accounted for in riyals", "اكتب SAR، فالضريبة تحسب بالريال"),
        RuleText(
            .ksa97, "the VAT in riyals is the same number as in the foreign currency",
            "الضريبة بالريال تساوي رقمها بالعملة الأجنبية",
            mend: "convert the VAT at the rate of the day", "حوّل الضريبة بسعر صرف اليوم"),
        RuleText(
            .ksaF04, "an amount or a quantity is negative", "مبلغ أو كمية بقيمة سالبة",
            mend: "write it without a sign; a credit note has positive amounts too",
            "اكتبه دون إشارة، فمبالغ الإشعار الدائن موجبة أيضًا"),
        RuleText(
            .ksa87, "the exchange rate (KSA-36) is not whole", "سعر الصرف (KSA-36) ناقص",
            mend: "give source and target currency and the rate, or leave all out",
            "اذكر العملتين والسعر أو احذفها كلها"),
        RuleText(
            .ksa88, "the exchange rate's source (KSA-37) is not the document's currency",
            "العملة المصدر (KSA-37) ليست عملة المستند",
            mend: "write the currency of BT-5", "اكتب عملة BT-5"),
        RuleText(
            .ksa89, "the exchange rate's target (KSA-38) is not the tax currency",
            "العملة الهدف (KSA-38) ليست عملة الضريبة",
            mend: "write SAR", "اكتب SAR"),
        RuleText(
            .ksa90, "the exchange rate (KSA-39) has 15 characters or more",
            "سعر الصرف (KSA-39): 15 حرفًا أو أكثر",
            mend: "round it to 14 characters, the point included",
            "قرّبه إلى 14 حرفًا مع الفاصلة"),
    ]

    private static func differs(
        _ id: RuleID, _ term: Term, _ en: String, _ ar: String
    ) -> RuleText {
        RuleText(
            id, "\(term.en) is not \(en)", "\(term.ar): ليس \(ar)",
            mend: "add again, exactly, and round only the sum to two decimals",
            "أعد الجمع بدقة وقرّب المجموع وحده إلى منزلتين")
    }

    /// Codes and their lists.
    static let codes: [RuleText] = [
        unlisted(.cl01, .typeCode, "in the list of UNTDID 1001", "قائمة UNTDID 1001"),
        currency(.cl03, "an amount's currency", "عملة مبلغ"),
        currency(.cl04, Term.currency.en, Term.currency.ar),
        currency(.cl05, Term.taxCurrency.en, Term.taxCurrency.ar),
        currency(.ksaCL01, "a currency", "عملة"),
        RuleText(
            .ksaCL02, "an amount is not in the document's currency (BT-5)",
            "مبلغ بغير عملة المستند (BT-5)",
            mend: "give every amount the currency of BT-5; only BT-111 is in riyals",
            "اجعل كل المبالغ بعملة BT-5، و BT-111 وحده بالريال"),
        unlisted(
            .cl14, .sellerCountry, "a country code of two letters",
            "رموز البلدان ذات الحرفين"),
        unlisted(.cl16, .paymentMeans, "in the list of UNTDID 4461", "قائمة UNTDID 4461"),
        unlisted(
            .ksa16, .paymentMeans, "in the authority's list: 10, 30, 42, 48 or 1 are usual",
            "قائمة الهيئة، والمعتاد 10 أو 30 أو 42 أو 48 أو 1"),
        unlisted(
            .cl18, .category, "in the list AE L M E S Z G O K B",
            "القائمة AE L M E S Z G O K B"),
        unlisted(.ksa18, .category, "S, Z, E or O", "الفئات S أو Z أو E أو O"),
        RuleText(
            .ksaCL03, "an attachment is of a media type that is not taken",
            "مرفق من نوع وسائط غير مقبول",
            mend: "use text/plain, application/pdf, image/png, image/jpeg or another listed type",
            "استخدم text/plain أو application/pdf أو image/png أو image/jpeg أو نوعًا مدرجًا"),
        unlisted(
            .ksaCL04, .exemptionCode, "a code of its own VAT category",
            "رموز فئتها الضريبية"),
        unlisted(
            .ksaCL07, .prepaymentExemptionCode, "a code of its own VAT category",
            "رموز فئتها الضريبية"),
        unlisted(
            .ksaCL06, .documentChargeCode, "in the list of UNTDID 7161", "قائمة UNTDID 7161"),
    ]

    private static func currency(_ id: RuleID, _ en: String, _ ar: String) -> RuleText {
        RuleText(
            id, "\(en) is not in the list of currencies", "\(ar): ليست في قائمة العملات",
            mend: "use a code of ISO 4217 in capitals; the list is that of 2017",
            "استخدم رمزًا من ISO 4217 بأحرف كبيرة، والقائمة هي قائمة 2017")
    }
}
