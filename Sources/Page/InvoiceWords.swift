import Invoicing

/// The words printed on an invoice.
enum InvoiceWords {
    /// What the document is, by its kind and type code (BT-3).
    static func title(isStandard: Bool, typeCode: String) -> Bilingual {
        switch (typeCode, isStandard) {
        case ("381", true):
            Bilingual(en: "Credit note to a tax invoice", ar: "إشعار دائن للفاتورة الضريبية")
        case ("381", false):
            Bilingual(
                en: "Credit note to a simplified tax invoice",
                ar: "إشعار دائن للفاتورة الضريبية المبسطة")
        case ("383", true):
            Bilingual(en: "Debit note to a tax invoice", ar: "إشعار مدين للفاتورة الضريبية")
        case ("383", false):
            Bilingual(
                en: "Debit note to a simplified tax invoice",
                ar: "إشعار مدين للفاتورة الضريبية المبسطة")
        case ("386", true):
            Bilingual(en: "Tax invoice for a prepayment", ar: "فاتورة ضريبية لدفعة مقدمة")
        case ("386", false):
            Bilingual(
                en: "Simplified tax invoice for a prepayment",
                ar: "فاتورة ضريبية مبسطة لدفعة مقدمة")
        case (_, true): Bilingual(en: "Tax invoice", ar: "فاتورة ضريبية")
        case (_, false): Bilingual(en: "Simplified tax invoice", ar: "فاتورة ضريبية مبسطة")
        }
    }

    /// What the flags of KSA-2 say, from its third character on.
    static let flags: [Bilingual] = [
        Bilingual(en: "issued by a third party", ar: "صادرة عن طرف ثالث"),
        Bilingual(en: "nominal supply", ar: "توريد اعتباري"),
        Bilingual(en: "export", ar: "تصدير"),
        Bilingual(en: "summary invoice", ar: "فاتورة ملخصة"),
        Bilingual(en: "self-billed", ar: "فوترة ذاتية"),
        Bilingual(en: "continuous supply", ar: "توريد مستمر"),
        Bilingual(en: "supply to a government body", ar: "توريد لجهة حكومية"),
    ]

    /// VAT categories (BT-118).
    static func category(_ code: String) -> Bilingual {
        switch code {
        case "S": Bilingual(en: "standard rate", ar: "النسبة الأساسية")
        case "Z": Bilingual(en: "zero rate", ar: "نسبة الصفر")
        case "E": Bilingual(en: "exempt", ar: "معفى")
        case "O": Bilingual(en: "outside the scope of VAT", ar: "خارج نطاق الضريبة")
        default: Bilingual(en: code, ar: code)
        }
    }

    /// Means of payment (BT-81).
    static func payment(_ code: String) -> Bilingual {
        switch code {
        case "10": Bilingual(en: "cash", ar: "نقدًا")
        case "30": Bilingual(en: "credit", ar: "آجل")
        case "42": Bilingual(en: "bank transfer", ar: "تحويل بنكي")
        case "48": Bilingual(en: "bank card", ar: "بطاقة بنكية")
        default: Bilingual(en: "other (\(code))", ar: "أخرى (\(code))")
        }
    }

    static let number = Bilingual(en: "Number", ar: "الرقم")
    static let issueDate = Bilingual(en: "Issue date", ar: "تاريخ الإصدار")
    static let supplyDate = Bilingual(en: "Date of supply", ar: "تاريخ التوريد")
    static let supplyEnd = Bilingual(en: "End of supply", ar: "نهاية التوريد")
    static let reference = Bilingual(en: "For invoice", ar: "عن الفاتورة")
    static let reason = Bilingual(en: "Reason", ar: "السبب")
    static let purchaseOrder = Bilingual(en: "Purchase order", ar: "أمر الشراء")
    static let contract = Bilingual(en: "Contract", ar: "العقد")
    static let means = Bilingual(en: "Payment", ar: "الدفع")
    static let note = Bilingual(en: "Note", ar: "ملاحظة")
    static let particular = Bilingual(en: "Particulars", ar: "صفة الفاتورة")
    static let seller = Bilingual(en: "Seller", ar: "البائع")
    static let buyer = Bilingual(en: "Buyer", ar: "المشتري")
    static let name = Bilingual(en: "Name", ar: "الاسم")
    static let legalForm = Bilingual(en: "Legal form", ar: "الشكل القانوني")
    static let vatNumber = Bilingual(en: "VAT number", ar: "الرقم الضريبي")
    static let otherID = Bilingual(en: "Other ID", ar: "معرف آخر")
    static let address = Bilingual(en: "Address", ar: "العنوان")
    static let item = Bilingual(en: "Item", ar: "الصنف")
    static let quantity = Bilingual(en: "Quantity", ar: "الكمية")
    static let price = Bilingual(en: "Unit price", ar: "سعر الوحدة")
    static let discount = Bilingual(en: "Discount", ar: "الخصم")
    static let charge = Bilingual(en: "Charge", ar: "الرسوم")
    static let net = Bilingual(en: "Net", ar: "الصافي")
    static let rate = Bilingual(en: "VAT rate", ar: "نسبة الضريبة")
    static let vat = Bilingual(en: "VAT", ar: "الضريبة")
    static let gross = Bilingual(en: "Total with VAT", ar: "الإجمالي شامل الضريبة")
    static let prepayments = Bilingual(
        en: "Prepayments deducted", ar: "الدفعات المقدمة المخصومة")
    static let summary = Bilingual(en: "VAT by category", ar: "الضريبة حسب الفئة")
    static let category = Bilingual(en: "Category", ar: "الفئة")
    static let taxable = Bilingual(en: "Taxable amount", ar: "المبلغ الخاضع للضريبة")
    static let exemption = Bilingual(en: "Reason for no VAT", ar: "سبب عدم فرض الضريبة")
    static let lineTotal = Bilingual(en: "Sum of lines", ar: "مجموع البنود")
    static let withoutVAT = Bilingual(en: "Total without VAT", ar: "الإجمالي دون الضريبة")
    static let withVAT = Bilingual(en: "Total with VAT", ar: "الإجمالي شامل الضريبة")
    static let vatTotal = Bilingual(en: "VAT total", ar: "مجموع الضريبة")
    static let vatInRiyals = Bilingual(en: "VAT in riyals", ar: "الضريبة بالريال")
    static let prepaid = Bilingual(en: "Paid in advance", ar: "المدفوع مقدمًا")
    static let rounding = Bilingual(en: "Rounding", ar: "التقريب")
    static let payable = Bilingual(en: "Amount due", ar: "المبلغ المستحق")
    static let scan = Bilingual(
        en: "scan with the authority's app", ar: "امسح الرمز بتطبيق الهيئة")
}
