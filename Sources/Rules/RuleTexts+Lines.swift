extension RuleTexts {
    /// Lines.
    static let lines: [RuleText] = [
        blank(.br21, .lineNumber), missing(.br24, .lineNet), blank(.br25, .itemName),
        missing(.br26, .price), missing(.co04, .lineCategory), blank(.ksa52, .lineVAT),
        blank(.ksa53, .lineGross),
        RuleText(
            .br22, "\(Term.quantity.en) is missing or written as 0",
            "\(Term.quantity.ar): مفقودة أو مكتوبة 0",
            mend: "write the quantity; a line for a prepayment has 0.00",
            "اكتب الكمية، وسطر الدفعة المقدمة كميته 0.00"),
        RuleText(
            .br54, "an item's property has no name or no value", "خاصية صنف بلا اسم أو بلا قيمة",
            mend: "write both, or take the property away", "اكتبهما معًا أو احذف الخاصية"),
        RuleText(
            .ksaFC01, "\(Term.itemName.en) has digits alone", "\(Term.itemName.ar): أرقام فقط",
            mend: "name the goods or services in words", "سمِّ السلعة أو الخدمة بالكلمات"),
        RuleText(
            .en11, "\(Term.lineNet.en) is not quantity times price with its charges and allowances",
            "\(Term.lineNet.ar): ليس الكمية مضروبة في السعر مع رسومه وخصوماته",
            mend: "multiply, round to two decimals, add charges and take allowances away",
            "اضرب وقرّب إلى منزلتين ثم أضف الرسوم واطرح الخصومات"),
        RuleText(
            .ksa51, "\(Term.lineGross.en) is not net amount plus VAT",
            "\(Term.lineGross.ar): ليس الصافي زائدًا الضريبة",
            mend: "add BT-131 and KSA-11 exactly", "اجمع BT-131 وKSA-11 بدقة"),
        RuleText(
            .en12, "\(Term.baseQuantity.en) is not above 0",
            "\(Term.baseQuantity.ar): ليست أكبر من 0",
            mend: "write a positive quantity, or leave it out for 1",
            "اكتب كمية موجبة أو احذفها فتكون 1"),
        RuleText(
            .en06, "a price has a charge", "سعر عليه رسم",
            mend: "only a discount may stand in a price; write a charge on the line",
            "لا يجوز في السعر غير الخصم، فاكتب الرسم على السطر"),
        RuleText(
            .en07, "\(Term.price.en) is not the gross price (BT-148) less its discount (BT-147)",
            "\(Term.price.ar): ليس السعر الإجمالي (BT-148) ناقصًا خصمه (BT-147)",
            mend: "take BT-147 from BT-148, exactly", "اطرح BT-147 من BT-148 بدقة"),
    ]

    /// Lines that settle a prepayment.
    static let prepayments: [RuleText] = [
        RuleText(
            .ksa80, "\(Term.prepaid.en) is not what the lines of prepayments say",
            "\(Term.prepaid.ar): ليس مجموع سطور الدفعات المقدمة",
            mend: "BT-113 is all KSA-31 and KSA-32; ordinary lines carry no cac:TaxSubtotal",
            "BT-113 هو مجموع KSA-31 وKSA-32، والسطور العادية بلا cac:TaxSubtotal"),
        RuleText(
            .ksa79, "a prepayment's VAT (KSA-32) is not its taxable amount times its rate",
            "ضريبة الدفعة المقدمة (KSA-32) ليست وعاءها مضروبًا في نسبتها",
            mend: "multiply KSA-31 by KSA-34 and round to two decimals",
            "اضرب KSA-31 في KSA-34 وقرّب إلى منزلتين"),
        RuleText(
            .ksa74, "the type of a prepayment's document (KSA-30) is not 386",
            "نوع مستند الدفعة المقدمة (KSA-30) ليس 386",
            mend: "write 386", "اكتب 386"),
        RuleText(
            .ksa82, "a line for a prepayment has amounts of its own",
            "سطر الدفعة المقدمة له مبالغ خاصة به",
            mend: "write 0.00 as net, VAT, total and price of that line",
            "اكتب 0.00 صافيًا وضريبة وإجماليًا وسعرًا لهذا السطر"),
        RuleText(
            .ksa73, "a prepayment's document is not named in full",
            "مستند الدفعة المقدمة غير مكتمل البيانات",
            mend: "give number, date, time and the type 386 (KSA-26, -28, -29, -30)",
            "اذكر الرقم والتاريخ والوقت والنوع 386 ‏(KSA-26 و28 و29 و30)"),
        RuleText(
            .ksa75, "a line for a prepayment lacks amount, VAT, category or rate",
            "سطر دفعة مقدمة بلا وعاء أو ضريبة أو فئة أو نسبة",
            mend: "add a cac:TaxSubtotal with KSA-31 to KSA-34",
            "أضف cac:TaxSubtotal فيه KSA-31 إلى KSA-34"),
        RuleText(
            .ksaF05, "the time of a prepayment's document (KSA-29) is no time",
            "وقت مستند الدفعة المقدمة (KSA-29) ليس وقتًا",
            mend: "write HH:mm:ss", "اكتبه HH:mm:ss"),
    ]

    /// Allowances and charges.
    static let allowances: [RuleText] = [
        missing(.br31, .documentAllowance), missing(.br36, .documentCharge),
        missing(.br41, .lineAllowance), missing(.br43, .lineCharge),
        RuleText(
            .br32, "\(Term.documentAllowanceCategory.en) is missing, or its scheme is not VAT",
            "\(Term.documentAllowanceCategory.ar): مفقودة أو نظامها ليس VAT",
            mend: "add cac:TaxCategory with category, rate and the scheme VAT",
            "أضف cac:TaxCategory فيه الفئة والنسبة والنظام VAT"),
        missing(.br37, .documentChargeCategory), blank(.ksa19, .documentChargeCode),
        blank(.ksa21, .documentChargeReason), blank(.ksa20, .lineChargeCode),
        blank(.ksa22, .lineChargeReason),
        RuleText(
            .ksaF02, "whether it is an allowance or a charge is neither true nor false",
            "مؤشر الخصم أو الرسم ليس true ولا false",
            mend: "write false for an allowance, true for a charge",
            "اكتب false للخصم و true للرسم"),
        RuleText(
            .en03, "an allowance or charge is not its percentage of the base",
            "خصم أو رسم ليس النسبة من الأساس",
            mend: "compute it again, or leave percentage and base out together",
            "أعد حسابه أو احذف النسبة والأساس معًا"),
        RuleText(
            .en04, "an allowance or charge has a percentage and no base",
            "خصم أو رسم له نسبة دون أساس",
            mend: "add the base amount, or take the percentage away",
            "أضف مبلغ الأساس أو احذف النسبة"),
        RuleText(
            .en05, "an allowance or charge has a base and no percentage",
            "خصم أو رسم له أساس دون نسبة",
            mend: "add the percentage, or take the base away",
            "أضف النسبة أو احذف الأساس"),
    ]
}
