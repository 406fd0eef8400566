import Glibc
import Invoicing
import Sheets

/// A sheet to begin with: the columns that Sijil knows by their names, and an invoice of each kind.
public enum SheetTemplate {
    public enum Format: String, CaseIterable, Sendable { case xlsx, csv }

    /// - Throws: ``SijilError/fileExists(path:)``: a file that is there is never replaced.
    public static func write(_ format: Format, to path: String, isArabic: Bool) throws {
        guard access(path, F_OK) != 0 else { throw SijilError.fileExists(path: path) }
        var rest = rows(isArabic: isArabic)[...]
        let sheet = SheetOut(
            name: isArabic ? "المبيعات" : "Sales", isRightToLeft: isArabic,
            columns: columns.map { .init(title: isArabic ? $0.ar : $0.en, width: 18) }
        ) { () throws(SheetError) in rest.popFirst() }
        switch format {
        case .xlsx: try SheetOut.writeXLSX([sheet], to: path)
        case .csv: try sheet.writeCSV(to: path)
        }
    }

    private static let columns: [(en: String, ar: String)] = [
        ("Invoice Number", "رقم الفاتورة"), ("Date", "التاريخ"), ("Time", "الوقت"),
        ("Kind", "فئة الفاتورة"), ("Type", "نوع المستند"), ("Customer", "اسم العميل"),
        ("VAT Number", "الرقم الضريبي"), ("Buyer ID Type", "نوع معرف المشتري"),
        ("Buyer ID", "معرف المشتري"), ("Street", "الشارع"), ("Building", "رقم المبنى"),
        ("District", "الحي"), ("City", "المدينة"), ("Postal Code", "الرمز البريدي"),
        ("Country", "الدولة"), ("Item", "الصنف"), ("Quantity", "الكمية"),
        ("Unit", "وحدة القياس"), ("Price before VAT", "السعر قبل الضريبة"),
        ("Discount", "الخصم"), ("VAT Category", "فئة الضريبة"), ("VAT Rate", "نسبة الضريبة"),
        ("Exemption Code", "رمز الاعفاء"), ("Currency", "العملة"),
        ("Exchange Rate", "سعر الصرف"), ("Original Invoice", "الفاتورة الأصلية"),
        ("Reason", "السبب"), ("Payment Method", "طريقة الدفع"),
        ("Additional Number", "الرقم الإضافي"), ("Discount Reason", "سبب الخصم"),
        ("Discount Reason Code", "رمز سبب الخصم"),
        ("Prepayment Invoice", "فاتورة الدفعة المقدمة"),
        ("Prepayment Date", "تاريخ فاتورة الدفعة المقدمة"),
        ("Prepayment before VAT", "الدفعة المقدمة قبل الضريبة"),
        ("Prepayment VAT", "ضريبة الدفعة المقدمة"),
    ]

    /// Two lines of one simplified invoice; a standard one; its credit note; a debit note; an
    /// exempt service; an export in dollars; an advance, and the invoice that settles it.
    private static func rows(isArabic: Bool) -> [[SheetOutCell]] {
        let buyer =
            isArabic
            ? "شركة المثال|300000000000003|||شارع العليا|1234|العليا|الرياض|12345|SA"
            : "Example Company|300000000000003|||Olaya Street|1234|Olaya|Riyadh|12345|SA"
        let abroad = "Example Trading Ltd||OTH|GB-1234567|High Street|0010|Center|London|00000|GB"
        let words =
            isArabic
            ? [
                "قهوة عربية", "كعك محلى", "استشارة تقنية", "قرض تمويلي", "خدمة برمجية", "ارتجاع",
                "عرض رمضان", "دفعة مقدمة", "تكييف مركزي",
            ]
            : [
                "Coffee", "Cake", "Consulting", "Loan fee", "Software", "returned",
                "Ramadan offer", "Advance payment", "Air conditioning",
            ]
        let lines = [
            "S-1001|2026-03-01|10:15:00|simplified|invoice|||||||||||\(words[0])|2|PCE|12.50||S|15"
                + "||||||10",
            "S-1001|2026-03-01|10:15:00|simplified|invoice|||||||||||\(words[1])|1|PCE|20|2|S|15"
                + "||||||10||\(words[6])|95",
            "T-2001|2026-03-01|11:00:00|standard|invoice|\(buyer)|\(words[2])|3|HUR|500||S|15"
                + "||||||42|5678",
            "CN-1|2026-03-02|09:00:00|standard|credit-note|\(buyer)|\(words[2])|1|HUR|500||S|15"
                + "||||T-2001|\(words[5])|42",
            "DN-1|2026-03-02|09:30:00|simplified|debit-note|||||||||||\(words[0])|1|PCE|2||S|15"
                + "||||S-1001|\(words[5])|10",
            "T-2002|2026-03-02|12:00:00|standard|invoice|\(buyer)|\(words[3])|1|PCE|100||E|0"
                + "|VATEX-SA-29|||||42",
            "T-2003|2026-03-02|13:00:00|standard|invoice|\(abroad)|\(words[4])|1|PCE|1000||Z|0"
                + "|VATEX-SA-33|USD|3.75|||42",
            "P-3001|2026-03-02|14:00:00|standard|prepayment|\(buyer)|\(words[7])|1|PCE|1000||S|15"
                + "||||||42",
            "T-2004|2026-03-03|10:00:00|standard|invoice|\(buyer)|\(words[8])|1|PCE|4000||S|15"
                + "||||||42||||P-3001|2026-03-02 14:00:00|1000|150",
        ]
        return lines.map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).enumerated().map {
                cell(String($1), column: $0)
            }
        }
    }

    private static func cell(_ text: String, column: Int) -> SheetOutCell {
        if text.isEmpty { return .empty }
        if column == 1, let date = CivilDate(text) {
            return .date(SheetDateTime(date: date, secondOfDay: nil))
        }
        // Quantity, price, discount, rate, rate of exchange, the amounts of an advance.
        if [16, 18, 19, 21, 24, 33, 34].contains(column) {
            return .number(SheetNumber(text: text))
        }
        return .text(text)
    }
}
