/// The name of a business term in both languages, with its number.
struct Term {
    let en: String
    let ar: String

    private init(_ en: String, _ ar: String, _ id: String) {
        self.en = "\(en) (\(id))"
        self.ar = "\(ar) (\(id))"
    }

    // Document
    static let number = Term("the invoice number", "رقم الفاتورة", "BT-1")
    static let uuid = Term("the unique identifier", "المعرّف الفريد", "KSA-1")
    static let issueDate = Term("the issue date", "تاريخ الإصدار", "BT-2")
    static let issueTime = Term("the issue time", "وقت الإصدار", "KSA-25")
    static let typeCode = Term("the type code", "رمز نوع الفاتورة", "BT-3")
    static let transactionCode = Term("the transaction code", "رمز المعاملة", "KSA-2")
    static let currency = Term("the document's currency", "عملة المستند", "BT-5")
    static let taxCurrency = Term("the tax currency", "عملة الضريبة", "BT-6")
    static let note = Term("a note", "ملاحظة", "BT-22")
    static let order = Term("the purchase order's number", "رقم أمر الشراء", "BT-13")
    static let contract = Term("the contract's number", "رقم العقد", "BT-12")
    static let counter = Term("the invoice counter", "عداد الفواتير", "KSA-16")
    static let previousHash = Term("the previous hash", "بصمة الفاتورة السابقة", "KSA-13")
    static let qr = Term("the QR code", "رمز الاستجابة السريعة", "KSA-14")
    static let attachmentNumber = Term(
        "the number of a supporting document", "رقم مستند مساند", "BT-122")
    static let correctedNumber = Term(
        "the number of the corrected invoice", "رقم الفاتورة المصححة", "BT-25")
    static let noteReason = Term("the reason of the note", "سبب الإشعار", "KSA-10")
    static let supplyDate = Term("the supply date", "تاريخ التوريد", "KSA-5")
    static let paymentMeans = Term("the means of payment", "وسيلة الدفع", "BT-81")
    static let paymentNote = Term("the terms of payment", "شروط الدفع", "KSA-22")
    static let paymentAccount = Term("the account's number", "رقم الحساب", "BT-84")

    // Parties
    static let sellerName = Term("the seller's name", "اسم البائع", "BT-27")
    static let sellerVAT = Term("the seller's VAT number", "الرقم الضريبي للبائع", "BT-31")
    static let sellerNumber = Term("the seller's other number", "المعرّف الآخر للبائع", "BT-29")
    static let sellerAddress = Term("the seller's address", "عنوان البائع", "BG-5")
    static let sellerStreet = Term("the seller's street", "شارع البائع", "BT-35")
    static let sellerSecondStreet = Term(
        "the seller's second street line", "السطر الثاني لشارع البائع", "BT-36")
    static let sellerBuilding = Term(
        "the seller's building number", "رقم مبنى البائع", "KSA-17")
    static let sellerDistrict = Term("the seller's district", "حي البائع", "KSA-3")
    static let sellerCity = Term("the seller's city", "مدينة البائع", "BT-37")
    static let sellerPostalCode = Term(
        "the seller's postal code", "الرمز البريدي للبائع", "BT-38")
    static let sellerRegion = Term("the seller's region", "منطقة البائع", "BT-39")
    static let sellerCountry = Term("the seller's country", "بلد البائع", "BT-40")
    static let buyerName = Term("the buyer's name", "اسم المشتري", "BT-44")
    static let buyerVAT = Term("the buyer's VAT number", "الرقم الضريبي للمشتري", "BT-48")
    static let buyerNumber = Term("the buyer's other number", "المعرّف الآخر للمشتري", "BT-46")
    static let buyerStreet = Term("the buyer's street", "شارع المشتري", "BT-50")
    static let buyerSecondStreet = Term(
        "the buyer's second street line", "السطر الثاني لشارع المشتري", "BT-51")
    static let buyerCity = Term("the buyer's city", "مدينة المشتري", "BT-52")
    static let buyerPostalCode = Term(
        "the buyer's postal code", "الرمز البريدي للمشتري", "BT-53")
    static let buyerRegion = Term("the buyer's region", "منطقة المشتري", "BT-54")
    static let buyerDistrict = Term("the buyer's district", "حي المشتري", "KSA-4")
    static let contactName = Term("the buyer's contact", "جهة اتصال المشتري", "BT-56")
    static let contactPhone = Term("the buyer's telephone", "هاتف المشتري", "BT-57")
    static let contactNote = Term("the contact's note", "ملاحظة جهة الاتصال", "KSA-35")

    // Totals
    static let lineTotal = Term("the sum of the lines", "مجموع السطور", "BT-106")
    static let allowanceTotal = Term("the sum of allowances", "مجموع الخصومات", "BT-107")
    static let chargeTotal = Term("the sum of charges", "مجموع الرسوم", "BT-108")
    static let totalWithoutVAT = Term(
        "the total without VAT", "الإجمالي دون الضريبة", "BT-109")
    static let totalVAT = Term("the total VAT", "إجمالي الضريبة", "BT-110")
    static let totalVATInRiyals = Term(
        "the total VAT in riyals", "إجمالي الضريبة بالريال", "BT-111")
    static let totalWithVAT = Term("the total with VAT", "الإجمالي شامل الضريبة", "BT-112")
    static let prepaid = Term("the prepaid amount", "المبلغ المدفوع مقدمًا", "BT-113")
    static let rounding = Term("the rounding amount", "مبلغ التقريب", "BT-114")
    static let payable = Term("the amount payable", "المبلغ المستحق", "BT-115")
    static let taxable = Term("a category's taxable amount", "الوعاء الضريبي للفئة", "BT-116")
    static let categoryVAT = Term("a category's VAT", "ضريبة الفئة", "BT-117")
    static let category = Term("a VAT category", "فئة الضريبة", "BT-118")
    static let categoryRate = Term("a category's rate", "نسبة الفئة", "BT-119")
    static let exemptionText = Term("the reason of exemption", "سبب الإعفاء", "BT-120")
    static let exemptionCode = Term(
        "the code of exemption", "رمز سبب الإعفاء", "BT-121")

    // Allowances and charges
    static let documentAllowance = Term(
        "a document allowance", "خصم على مستوى المستند", "BT-92")
    static let documentAllowanceBase = Term(
        "a document allowance's base", "أساس خصم المستند", "BT-93")
    static let documentAllowanceCategory = Term(
        "a document allowance's VAT category", "فئة ضريبة خصم المستند", "BT-95")
    static let documentAllowanceReason = Term(
        "a document allowance's reason", "سبب خصم المستند", "BT-97")
    static let documentCharge = Term("a document charge", "رسم على مستوى المستند", "BT-99")
    static let documentChargeBase = Term(
        "a document charge's base", "أساس رسم المستند", "BT-100")
    static let documentChargeCategory = Term(
        "a document charge's VAT category", "فئة ضريبة رسم المستند", "BT-102")
    static let documentChargeReason = Term(
        "a document charge's reason", "سبب رسم المستند", "BT-104")
    static let documentChargeCode = Term(
        "a document charge's reason code", "رمز سبب رسم المستند", "BT-105")
    static let lineAllowance = Term("a line allowance", "خصم على مستوى السطر", "BT-136")
    static let lineAllowanceBase = Term("a line allowance's base", "أساس خصم السطر", "BT-137")
    static let lineAllowanceReason = Term(
        "a line allowance's reason", "سبب خصم السطر", "BT-139")
    static let lineCharge = Term("a line charge", "رسم على مستوى السطر", "BT-141")
    static let lineChargeBase = Term("a line charge's base", "أساس رسم السطر", "BT-142")
    static let lineChargeReason = Term("a line charge's reason", "سبب رسم السطر", "BT-144")
    static let lineChargeCode = Term(
        "a line charge's reason code", "رمز سبب رسم السطر", "BT-145")

    // Lines
    static let lineNumber = Term("a line's number", "رقم السطر", "BT-126")
    static let quantity = Term("a line's quantity", "كمية السطر", "BT-129")
    static let quantityUnit = Term("the quantity's unit", "وحدة الكمية", "BT-130")
    static let lineNet = Term("a line's net amount", "صافي السطر", "BT-131")
    static let price = Term("a line's price", "سعر السطر", "BT-146")
    static let baseQuantity = Term("the price's quantity", "كمية أساس السعر", "BT-149")
    static let baseQuantityUnit = Term(
        "the unit of the price's quantity", "وحدة كمية أساس السعر", "BT-150")
    static let lineCategory = Term("a line's VAT category", "فئة ضريبة السطر", "BT-151")
    static let itemName = Term("an item's name", "اسم الصنف", "BT-153")
    static let sellersItemNumber = Term(
        "the seller's item number", "رقم الصنف لدى البائع", "BT-155")
    static let buyersItemNumber = Term(
        "the buyer's item number", "رقم الصنف لدى المشتري", "BT-156")
    static let standardItemNumber = Term(
        "the standard item number", "الرقم المعياري للصنف", "BT-157")
    static let lineVAT = Term("a line's VAT", "ضريبة السطر", "KSA-11")
    static let lineGross = Term("a line's total with VAT", "إجمالي السطر شامل الضريبة", "KSA-12")
    static let prepaymentAmounts = Term(
        "a prepayment's taxable amount or VAT", "وعاء الدفعة المقدمة أو ضريبتها",
        "KSA-31, KSA-32")
    static let prepaymentExemptionCode = Term(
        "a prepayment's code of exemption", "رمز سبب إعفاء الدفعة المقدمة", "KSA-41")
    static let prepaymentExemptionText = Term(
        "a prepayment's reason of exemption", "سبب إعفاء الدفعة المقدمة", "KSA-42")
}
