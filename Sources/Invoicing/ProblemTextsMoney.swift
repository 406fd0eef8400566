extension ProblemTexts {
    static let vatRows: [ProblemRow] = [
        ProblemRow(
            "BR-CO-04", "BR-32", "BR-37",
            en: "the VAT category is missing",
            ar: "فئة ضريبة القيمة المضافة غير موجودة",
            do: "give vat with a category: S standard, Z zero, E exempt, O outside the scope",
            ar: "اكتب الفئة في vat: S للنسبة الأساسية أو Z للصفرية أو E للمعفاة أو O لخارج النطاق"),
        ProblemRow(
            "BR-KSA-18",
            en: "{v} is no VAT category",
            ar: "القيمة {v} ليست فئة لضريبة القيمة المضافة",
            do: "use S for standard, Z for zero, E for exempt or O for outside the scope",
            ar: "استخدم S للنسبة الأساسية أو Z للصفرية أو E للمعفاة أو O لخارج النطاق"),
        ProblemRow(
            "BR-S-05", "BR-S-06", "BR-S-07",
            en: "the standard category needs its rate",
            ar: "الفئة الأساسية تحتاج إلى نسبة الضريبة",
            do: "give rate 15, or 5 for what belongs to the time before July 2020",
            ar: "اكتب النسبة 15، أو 5 لما يعود إلى ما قبل يوليو 2020"),
        ProblemRow(
            "BR-KSA-84",
            en: "the rate {v} is neither 15 nor 5",
            ar: "النسبة {v} ليست 15 ولا 5",
            do: "give 15, or 5 for what belongs to the time before July 2020",
            ar: "اكتب 15، أو 5 لما يعود إلى ما قبل يوليو 2020"),
        ProblemRow(
            "BR-KSA-DEC-02",
            en: "the rate {v} has more than two decimals",
            ar: "النسبة {v} فيها أكثر من خانتين عشريتين",
            do: "give 15, 5 or 0",
            ar: "اكتب 15 أو 5 أو 0"),
        ProblemRow(
            "BR-Z-05", "BR-Z-06", "BR-Z-07", "BR-E-05", "BR-E-06", "BR-E-07", "BR-KSA-11",
            "BR-KSA-12", "BR-KSA-13", "BR-KSA-76", "BR-KSA-77", "BR-KSA-78",
            en: "categories Z, E and O have the rate 0, not {v}",
            ar: "نسبة الفئات Z و E و O هي 0 وليست {v}",
            do: "give rate 0, or category S where VAT is charged",
            ar: "اكتب النسبة 0، أو الفئة S إن كانت الضريبة مستحقة"),
        ProblemRow(
            "BR-S-10",
            en: "the standard category carries no exemption",
            ar: "الفئة الأساسية لا يذكر معها سبب إعفاء",
            do: "remove {v}, or use category Z, E or O",
            ar: "احذف {v}، أو استخدم الفئة Z أو E أو O"),
        ProblemRow(
            "BR-KSA-23", "BR-KSA-24", "BR-KSA-69", "BR-KSA-93", "BR-KSA-94", "BR-KSA-95",
            en: "why no VAT is charged must be told by a code",
            ar: "سبب عدم احتساب الضريبة يجب أن يذكر برمز",
            do: "give exemption_code, one of: {d}",
            ar: "اكتب في exemption_code أحد الرموز: {d}"),
        ProblemRow(
            "BR-KSA-CL-04", "BR-KSA-CL-07",
            en: "the exemption code {v} does not belong to this category",
            ar: "رمز الإعفاء {v} لا يتبع هذه الفئة",
            do: "use one of: {d}",
            ar: "استخدم أحد الرموز: {d}"),
        ProblemRow(
            "BR-KSA-83", "BR-KSA-96",
            en: "a supply outside the scope of VAT needs the reason in words",
            ar: "التوريد خارج نطاق الضريبة يحتاج إلى سبب مكتوب",
            do: "give exemption_reason",
            ar: "اكتب سبب عدم الخضوع للضريبة في exemption_reason"),
        ProblemRow(
            "BR-Z-08", "BR-E-08", "BR-O-08",
            en: "one VAT category stands with several exemption reasons",
            ar: "فئة ضريبية واحدة ترد بأكثر من سبب إعفاء",
            do: "nothing need be done; the authority accepts the document with a warning",
            ar: "لا يلزم شيء؛ تقبل الهيئة المستند مع تنبيه"),
        ProblemRow(
            "SJL-VAT-GROUP",
            en: "several groups of category {v} stand in the lines",
            ar: "في البنود أكثر من مجموعة من الفئة {v}",
            do: "name the group by its exemption code and reason: {d}",
            ar: "حدد المجموعة برمز الإعفاء وسببه: {d}"),
        ProblemRow(
            "SJL-EXPORT-CATEGORY",
            en: "an export holds lines of category {v}",
            ar: "فاتورة التصدير فيها بنود من الفئة {v}",
            do: "check the flag export; exported goods and services are zero-rated",
            ar: "تحقق من علامة التصدير؛ السلع والخدمات المصدرة خاضعة لنسبة الصفر"),
    ]

    static let moneyRows: [ProblemRow] = [
        ProblemRow(
            "BR-31", "BR-36", "BR-41", "BR-43",
            en: "the allowance or charge has no amount",
            ar: "الخصم أو الرسم بلا مبلغ",
            do: "give amount, or percent",
            ar: "اكتب المبلغ amount أو النسبة percent"),
        ProblemRow(
            "SJL-AMOUNT-OR-PERCENT",
            en: "amount and percent are both given",
            ar: "المبلغ والنسبة مكتوبان معا",
            do: "remove one of them",
            ar: "احذف أحدهما"),
        ProblemRow(
            "BR-KSA-EN16931-05",
            en: "a base of {v} is given without a percentage",
            ar: "أساس الحساب {v} مكتوب دون نسبة",
            do: "give percent instead of amount, or remove base",
            ar: "اكتب النسبة percent بدل المبلغ، أو احذف base"),
        ProblemRow(
            "BR-KSA-DEC-01",
            en: "the percentage {v} is not 0 to 100 with at most two decimals",
            ar: "النسبة {v} ليست بين 0 و100 بخانتين عشريتين على الأكثر",
            do: "correct the percentage",
            ar: "صحح النسبة"),
        ProblemRow(
            "BR-DEC-01", "BR-DEC-02", "BR-DEC-05", "BR-DEC-06", "BR-DEC-17", "BR-DEC-24",
            "BR-DEC-25", "BR-DEC-27", "BR-DEC-28", "BR-KSA-DEC-06",
            en: "the amount {v} has more than two decimals",
            ar: "المبلغ {v} فيه أكثر من خانتين عشريتين",
            do: "round it to two decimals",
            ar: "قرب المبلغ إلى خانتين عشريتين"),
        ProblemRow(
            "BR-KSA-19", "BR-KSA-20",
            en: "a charge needs a reason code",
            ar: "الرسم الإضافي يحتاج إلى رمز السبب",
            do: "give reason_code, such as FC for freight or DL for delivery",
            ar: "اكتب الرمز في reason_code مثل FC للشحن أو DL للتوصيل"),
        ProblemRow(
            "BR-KSA-21", "BR-KSA-22",
            en: "a charge needs a reason in words",
            ar: "الرسم الإضافي يحتاج إلى سبب مكتوب",
            do: "give reason",
            ar: "اكتب السبب في reason"),
        ProblemRow(
            "BR-KSA-CL-06",
            en: "{v} is no reason code for a charge",
            ar: "الرمز {v} ليس من رموز أسباب الرسوم",
            do: "use a code of UNTDID 7161, such as FC for freight, DL for delivery or ZZZ for"
                + " other",
            ar: "استخدم رمزا من القائمة المعتمدة مثل FC للشحن أو DL للتوصيل أو ZZZ لغير ذلك"),
        ProblemRow(
            "SJL-EXPECT-TOTAL",
            en: "the draft expects a total with VAT of {v}; the lines give {d}",
            ar: "المسودة تتوقع إجماليا مع الضريبة قدره {v} بينما مجموع البنود {d}",
            do: "correct the lines or expect_total",
            ar: "صحح البنود أو القيمة expect_total"),
        ProblemRow(
            "SJL-TOTAL-REACHED",
            en: "for a total with VAT of exactly {v}, net amounts were moved by 0.01: {d}",
            ar: "ليكون الإجمالي مع الضريبة {v} تماما عدلت مبالغ صافية بمقدار 0.01: {d}",
            do: "nothing; without expect_total the rounding of the amount due (BT-114) takes the"
                + " difference",
            ar: "لا شيء؛ دون expect_total يأخذ تقريب المبلغ المستحق (BT-114) الفرق"),
        ProblemRow(
            "SJL-NO-PRICE",
            en: "no price of up to 14 decimals gives the net amount {v}; the nearest amount is {d}",
            ar: "لا يوجد سعر حتى 14 خانة عشرية يعطي المبلغ الصافي {v}؛ أقرب مبلغ هو {d}",
            do: "give the price for a larger base_quantity, or divide the quantity between lines",
            ar: "اكتب السعر لكمية أساس base_quantity أكبر، أو وزع الكمية على عدة بنود"),
        ProblemRow(
            "SJL-PAYABLE-NEGATIVE",
            en: "the amount due would be {v}",
            ar: "المبلغ المستحق سيكون {v}",
            do: "draw less on advances: refund the rest by a credit note for the advance",
            ar: "اخصم من الدفعات المقدمة مبلغا أقل، ورد الباقي بإشعار دائن لفاتورة الدفعة"),
        ProblemRow(
            "SJL-ROUNDING-LARGE",
            en: "the rounding of the amount due is {v}",
            ar: "تقريب المبلغ المستحق قيمته {v}",
            do: "check it; rounding is mostly less than one unit of the currency",
            ar: "تحقق منه؛ التقريب عادة أقل من وحدة واحدة من العملة"),
        ProblemRow(
            "SJL-PREPAYMENT-TYPE",
            en: "a document of type {v} draws on no advance",
            ar: "المستند من النوع {v} لا تخصم فيه دفعة مقدمة",
            do: "settle advances in the final invoice (type invoice)",
            ar: "اخصم الدفعات المقدمة في الفاتورة النهائية من النوع invoice"),
        ProblemRow(
            "BR-KSA-73",
            en: "an advance needs the number and the time of issue of its invoice",
            ar: "الدفعة المقدمة تحتاج إلى رقم فاتورتها ووقت إصدارها",
            do: "give number and issued_at",
            ar: "اكتب number و issued_at لفاتورة الدفعة"),
        ProblemRow(
            "BR-KSA-75",
            en: "an advance needs its taxable amount and its VAT category and rate",
            ar: "الدفعة المقدمة تحتاج إلى المبلغ الخاضع للضريبة وفئة الضريبة ونسبتها",
            do: "give taxable and vat",
            ar: "اكتب المبلغ الخاضع للضريبة في taxable وفئة الضريبة ونسبتها في vat"),
        ProblemRow(
            "BR-KSA-79",
            en: "the VAT of the advance is {v}; its rate gives {d}",
            ar: "ضريبة الدفعة المقدمة {v} بينما النسبة تعطي {d}",
            do: "copy taxable and tax from the advance's own invoice",
            ar: "انقل المبلغ والضريبة من فاتورة الدفعة نفسها"),
        ProblemRow(
            "BR-KSA-80",
            en: "the taxable amount of the advance is {v}",
            ar: "المبلغ الخاضع للضريبة في الدفعة المقدمة {v}",
            do: "give an amount above zero, or remove the advance",
            ar: "اكتب مبلغا أكبر من صفر، أو احذف الدفعة"),
    ]
}
