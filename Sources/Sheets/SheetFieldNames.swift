extension SheetField {
    /// Gathered from the import templates and exports of the accounting programs in use in Saudi
    /// Arabia, and from the wording of the law's own lists of invoice fields.
    static let table: [SheetField: [String]] =
        documentNames
        .merging(buyerNames) { first, _ in first }
        .merging(lineNames) { first, _ in first }
        .merging(sumNames) { first, _ in first }

    private static let documentNames: [SheetField: [String]] = [
        .number: [
            "Invoice Number", "Invoice No", "Invoice #", "Inv No", "Invoice ID", "Invoice",
            "Document Number", "Doc No", "Bill Number", "Bill No", "Number",
            "رقم الفاتورة", "رقم فاتورة", "الفاتورة", "رقم المستند", "رقم الوثيقة", "رقم الاشعار",
            "رقم الفاتوره الضريبية", "مرجع الفاتورة",
        ],
        .date: [
            "Invoice Date", "Date", "Issue Date", "Document Date", "Issued At", "Date of Issue",
            "Bill Date", "تاريخ الفاتورة", "التاريخ", "تاريخ الاصدار", "تاريخ إصدار الفاتورة",
            "تاريخ المستند", "تاريخ", "تاريخ البيع",
        ],
        .time: [
            "Time", "Invoice Time", "Issue Time", "الوقت", "وقت الفاتورة", "وقت الاصدار",
            "وقت إصدار الفاتورة", "الساعة",
        ],
        .kind: [
            "Kind", "Invoice Kind", "Standard or Simplified", "نوع الفاتورة الضريبية",
            "ضريبية أو مبسطة", "فئة الفاتورة", "تصنيف الفاتورة",
        ],
        .type: [
            "Type", "Invoice Type", "Document Type", "Doc Type", "النوع", "نوع الفاتورة",
            "نوع المستند", "نوع الوثيقة",
        ],
        .key: ["Key", "Unique ID", "Row Key", "المفتاح", "المعرف الفريد"],
        .unit: ["EGS Unit", "Device", "Branch", "Till", "POS", "الفرع", "نقطة البيع", "الجهاز"],
        .supplyDate: [
            "Supply Date", "Date of Supply", "Delivery Date", "تاريخ التوريد", "تاريخ التسليم",
        ],
        .supplyEndDate: [
            "Supply End Date", "End of Supply", "تاريخ نهاية التوريد", "نهاية التوريد",
        ],
        .currency: ["Currency", "Currency Code", "العملة", "رمز العملة"],
        .exchangeRate: ["Exchange Rate", "Rate of Exchange", "سعر الصرف", "معدل الصرف"],
        .purchaseOrder: [
            "Purchase Order", "PO", "PO Number", "PO No", "Order Number", "Order No", "أمر الشراء",
            "رقم أمر الشراء", "رقم الطلب", "رقم طلب الشراء",
        ],
        .contract: ["Contract", "Contract Number", "Contract No", "رقم العقد", "العقد"],
        .note: [
            "Note", "Notes", "Remarks", "Comment", "Comments", "ملاحظة", "ملاحظات", "البيان العام",
        ],
        .reason: [
            "Reason", "Reason for Issuance", "Note Reason", "السبب", "سبب الاشعار", "سبب الاصدار",
            "سبب إصدار الاشعار", "سبب الارجاع", "سبب المرتجع",
        ],
        .reference: [
            "Reference", "Original Invoice", "Original Invoice Number", "Original Invoice No",
            "Reference Invoice", "Billing Reference", "Ref", "Ref No", "الفاتورة الأصلية",
            "رقم الفاتورة الأصلية", "رقم الفاتورة المرجعية", "الفاتورة المرجعية", "المرجع",
            "رقم المرجع",
        ],
        .referenceDate: [
            "Reference Date", "Original Invoice Date", "تاريخ الفاتورة الأصلية", "تاريخ المرجع",
        ],
        .paymentMeans: [
            "Payment Means", "Payment Method", "Payment", "Payment Type", "Paid By", "طريقة الدفع",
            "وسيلة الدفع", "طريقة السداد", "الدفع", "نوع الدفع",
        ],
        .flags: [
            "Flags", "Special Transaction", "Transaction Flags", "نوع المعاملة", "معاملة خاصة",
        ],
        .rounding: ["Rounding", "Rounding Amount", "التقريب", "مبلغ التقريب", "فرق التقريب"],
        .documentDiscount: [
            "Invoice Discount", "Document Discount", "Total Discount", "خصم الفاتورة",
            "إجمالي الخصم", "الخصم على الفاتورة",
        ],
        .prepayment: [
            "Prepayment Invoice", "Prepayment Invoice Number", "Advance Invoice",
            "Advance Invoice Number", "فاتورة الدفعة المقدمة", "رقم فاتورة الدفعة المقدمة",
        ],
        .prepaymentDate: [
            "Prepayment Date", "Prepayment Invoice Date", "Advance Invoice Date",
            "تاريخ الدفعة المقدمة", "تاريخ فاتورة الدفعة المقدمة",
        ],
        .prepaymentNet: [
            "Prepayment before VAT", "Prepayment Amount before VAT", "Prepayment Taxable Amount",
            "Advance before VAT", "الدفعة المقدمة قبل الضريبة",
            "مبلغ الدفعة المقدمة قبل الضريبة",
        ],
        .prepaymentVAT: [
            "Prepayment VAT", "Prepayment VAT Amount", "Advance VAT", "ضريبة الدفعة المقدمة",
            "مبلغ ضريبة الدفعة المقدمة",
        ],
    ]

    private static let buyerNames: [SheetField: [String]] = [
        .buyerName: [
            "Buyer", "Buyer Name", "Customer", "Customer Name", "Client", "Client Name",
            "Bill To", "Contact Name", "Account Name", "اسم العميل", "العميل", "اسم المشتري",
            "المشتري", "اسم الزبون", "الزبون", "السادة",
        ],
        .buyerVAT: [
            "VAT Number", "VAT No", "VAT ID", "Buyer VAT", "Buyer VAT Number", "Customer VAT",
            "Customer VAT Number", "Tax Number", "Tax ID", "TRN", "Tax Registration Number",
            "VAT Registration Number", "الرقم الضريبي", "الرقم الضريبي للعميل",
            "رقم ضريبي العميل", "الرقم الضريبي للمشتري", "رقم التسجيل الضريبي",
            "رقم ضريبة القيمة المضافة", "رقم تسجيل ضريبة القيمة المضافة",
        ],
        .buyerID: [
            "Buyer ID", "CR", "CR Number", "CR No", "CRN", "Commercial Registration", "National ID",
            "السجل التجاري", "رقم السجل التجاري", "رقم الهوية", "الهوية الوطنية", "معرف المشتري",
            "هوية المشتري",
        ],
        .buyerIDScheme: [
            "Buyer ID Type", "ID Type", "ID Scheme", "نوع المعرف", "نوع الهوية", "نوع معرف المشتري",
        ],
        .street: [
            "Street", "Street Name", "Buyer Street", "Address", "Address Line 1", "الشارع",
            "اسم الشارع", "العنوان",
        ],
        .building: [
            "Building", "Building Number", "Building No", "رقم المبنى", "المبنى", "رقم البناية",
        ],
        .additionalNumber: [
            "Additional Number", "Additional No", "Secondary Number", "الرقم الإضافي",
            "الرقم الفرعي",
        ],
        .district: ["District", "Neighborhood", "Neighbourhood", "الحي", "اسم الحي", "المنطقة"],
        .city: ["City", "Town", "City Name", "المدينة", "اسم المدينة"],
        .postalCode: [
            "Postal Code", "Post Code", "Postcode", "ZIP", "ZIP Code", "الرمز البريدي",
            "رمز بريدي",
        ],
        .country: ["Country", "Country Code", "الدولة", "البلد", "رمز الدولة"],
    ]

    private static let lineNames: [SheetField: [String]] = [
        .item: [
            "Item", "Item Name", "Product", "Product Name", "Description", "Item Description",
            "Item Desc", "Service", "Goods", "Line Name", "الصنف", "اسم الصنف", "المنتج",
            "اسم المنتج", "الوصف", "وصف الصنف", "البيان", "السلعة", "الخدمة", "السلعة أو الخدمة",
            "تفاصيل السلع أو الخدمات", "المادة",
        ],
        .itemCode: [
            "Item Code", "Item No", "SKU", "Product Code", "Barcode", "رمز الصنف", "كود الصنف",
            "رقم الصنف", "الباركود", "رمز المنتج",
        ],
        .quantity: ["Quantity", "Qty", "QTY.", "Count", "Pieces", "الكمية", "كمية", "العدد"],
        .measure: [
            "Unit", "Unit of Measure", "UOM", "Usage Unit", "Unit Code", "الوحدة", "وحدة القياس",
            "وحدة",
        ],
        .price: [
            "Price", "Unit Price", "Item Price", "Unit Cost", "Price before VAT",
            "Unit Price excl VAT", "Price Excluding VAT", "Net Price", "Rate", "السعر",
            "سعر الوحدة", "سعر الوحده", "سعر الافرادي", "السعر الإفرادي", "سعر القطعة",
            "السعر بدون ضريبة", "السعر قبل الضريبة", "سعر البيع", "سعر الوحدة بدون ضريبة",
        ],
        .priceWithVAT: [
            "Price with VAT", "Price incl VAT", "Price Including VAT", "Gross Price",
            "Unit Price incl VAT", "Price Inclusive of VAT", "السعر شامل الضريبة",
            "السعر مع الضريبة", "سعر الوحدة شامل الضريبة", "السعر الشامل", "السعر بعد الضريبة",
        ],
        .discount: [
            "Discount", "Discount Amount", "Line Discount", "Item Discount", "الخصم", "مبلغ الخصم",
            "قيمة الخصم", "التخفيض",
        ],
        .discountPercent: [
            "Discount %", "Discount Percent", "Discount Rate", "نسبة الخصم", "الخصم %",
            "خصم %", "نسبة التخفيض",
        ],
        .discountReason: [
            "Discount Reason", "Reason for Discount", "سبب الخصم", "سبب التخفيض",
        ],
        .discountReasonCode: [
            "Discount Reason Code", "Discount Code", "رمز سبب الخصم", "رمز الخصم",
        ],
        .vatRate: [
            "VAT Rate", "VAT %", "Tax Rate", "Tax %", "Item Tax %", "VAT Percent", "Tax Percent",
            "نسبة الضريبة", "الضريبة %", "ضريبة %", "معدل الضريبة", "نسبة ضريبة القيمة المضافة",
            "نسبة الضريبة المضافة",
        ],
        .vatCategory: [
            "VAT Category", "Tax Category", "Tax Code", "VAT Code", "Tax Type", "فئة الضريبة",
            "تصنيف الضريبة", "نوع الضريبة", "رمز الضريبة",
        ],
        .exemptionCode: [
            "Exemption Code", "VAT Exemption Code", "Exemption Reason Code", "VATEX", "رمز الاعفاء",
            "كود الاعفاء", "رمز سبب الاعفاء",
        ],
        .exemptionReason: [
            "Exemption Reason", "VAT Exemption Reason", "سبب الاعفاء", "سبب الاعفاء الضريبي",
            "سبب الإعفاء من الضريبة",
        ],
        .lineNote: ["Line Note", "Item Note", "ملاحظة السطر", "ملاحظات الصنف"],
    ]

    private static let sumNames: [SheetField: [String]] = [
        .lineNet: [
            "Line Net", "Net Amount", "Line Amount", "Amount before VAT", "Amount Excluding VAT",
            "Taxable Amount", "المبلغ قبل الضريبة", "المبلغ الخاضع للضريبة", "الصافي",
            "صافي المبلغ", "المبلغ بدون ضريبة", "القيمة قبل الضريبة",
        ],
        .lineVAT: [
            "Line VAT", "VAT Amount", "Tax Amount", "Item Tax", "VAT", "Tax", "مبلغ الضريبة",
            "قيمة الضريبة", "الضريبة", "ضريبة القيمة المضافة", "قيمة ضريبة القيمة المضافة",
            "مبلغ ضريبة القيمة المضافة",
        ],
        .lineTotal: [
            "Line Total", "Line Total with VAT", "Line Total incl VAT", "Item Total", "Amount",
            "إجمالي السطر", "إجمالي الصنف", "المبلغ", "القيمة", "المجموع شامل الضريبة للصنف",
        ],
        .net: [
            "Total excl VAT", "Total before VAT", "Total Excluding VAT", "Subtotal", "Sub Total",
            "Net Total", "الإجمالي قبل الضريبة", "الإجمالي بدون ضريبة", "المجموع الفرعي",
            "إجمالي المبلغ قبل الضريبة", "الإجمالي غير شامل الضريبة",
        ],
        .vat: [
            "Total VAT", "VAT Total", "Total Tax", "إجمالي الضريبة", "مجموع الضريبة",
            "إجمالي ضريبة القيمة المضافة",
        ],
        .total: [
            "Total with VAT", "Total", "Grand Total", "Total incl VAT", "Total Including VAT",
            "Invoice Total", "Amount Due", "Total Amount", "الإجمالي", "الإجمالي شامل الضريبة",
            "الإجمالي مع الضريبة", "إجمالي الفاتورة", "المجموع", "المجموع الكلي", "المبلغ الإجمالي",
            "الإجمالي النهائي", "صافي الفاتورة", "المبلغ شامل الضريبة",
        ],
        .rowNumber: ["#", "No", "S/N", "Sr", "Sr No", "Serial", "م", "مسلسل", "ت", "التسلسل"],
    ]
}
