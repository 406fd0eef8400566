public import Invoicing

/// Why a text that a person wrote was not taken as a number, a date, a time or a code.
public enum WrittenTrouble: Error, Hashable, Sendable {
    case notANumber(String)
    /// `1.234` and the like, where the column does not tell the decimal mark.
    case decimalMarkUnknown(String)
    /// Digit groups or decimals that the column's decimal mark does not allow.
    case decimalMarkContradicted(String, mark: DecimalMark)
    /// `1E+3` as a text, which hides digits.
    case exponent(String)
    case notADate(String)
    /// `03/04/2026`, where the column does not tell the order.
    case dateOrderUnknown(String)
    case noSuchDay(String)
    /// A year of the Hijri calendar, and nothing says that it is Umm al-Qura.
    case hijri(String)
    /// Outside the years of the Umm al-Qura table.
    case hijriYear(Int)
    /// A bare number in a column of dates, which is this day if it is a spreadsheet's day number.
    case dayNumber(String, day: String)
    case notATime(String)
    /// An identifier that a spreadsheet turned into a number and shortened.
    case digitsLost(String)
    /// An identifier that a spreadsheet turned into a number, and with fewer digits than it must
    /// have.
    case zerosLost(String, digits: Int)
    /// A VAT rate other than 0, 5 and 15 per cent.
    case rate(String)
    /// A number with decimals, a date or the like where something is named.
    case notACode(String)
    /// No text, number or date where one is wanted.
    case wrongKind(String)
}

extension WrittenTrouble {
    /// A stable word for scripts.
    public var code: String {
        switch self {
        case .notANumber: "not-a-number"
        case .decimalMarkUnknown: "decimal-mark-unknown"
        case .decimalMarkContradicted: "decimal-mark-contradicted"
        case .exponent: "exponent"
        case .notADate: "not-a-date"
        case .dateOrderUnknown: "date-order-unknown"
        case .noSuchDay: "no-such-day"
        case .hijri: "hijri-date"
        case .hijriYear: "hijri-year"
        case .dayNumber: "day-number"
        case .notATime: "not-a-time"
        case .digitsLost: "digits-lost"
        case .zerosLost: "zeros-lost"
        case .rate: "vat-rate-unknown"
        case .notACode: "not-a-code"
        case .wrongKind: "wrong-kind"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .notANumber(let text):
            Bilingual(en: "\(text) is no number", ar: "القيمة \(text) ليست رقما")
        case .decimalMarkUnknown(let text):
            Bilingual(
                en: "\(text) can be read in two ways: its mark may part decimals or thousands",
                ar: "القيمة \(text) تقرأ بطريقتين: قد تكون علامتها عشرية أو فاصلة آلاف")
        case .decimalMarkContradicted(let text, let mark):
            Bilingual(
                en: "\(text) is no number where the decimal mark is \(mark.rawValue)",
                ar: "القيمة \(text) ليست رقما إذا كانت العلامة العشرية \(mark.rawValue)")
        case .exponent(let text):
            Bilingual(
                en: "\(text) is shortened to an exponent, so its digits cannot be trusted",
                ar: "القيمة \(text) مختصرة بالصيغة الأسية فلا يعتمد على أرقامها")
        case .notADate(let text):
            Bilingual(en: "\(text) is no date", ar: "القيمة \(text) ليست تاريخا")
        case .dateOrderUnknown(let text):
            Bilingual(
                en: "\(text) can be read as day and month or as month and day",
                ar: "التاريخ \(text) يقرأ يوما ثم شهرا أو شهرا ثم يوما")
        case .noSuchDay(let text):
            Bilingual(
                en: "\(text) is a day that does not exist", ar: "التاريخ \(text) غير موجود")
        case .hijri(let text):
            Bilingual(
                en: "\(text) is a date of the Hijri calendar", ar: "\(text) تاريخ هجري")
        case .hijriYear(let year):
            Bilingual(
                en: "the Hijri year \(year) is outside the Umm al-Qura table (1343 to 1500)",
                ar: "السنة الهجرية \(year) خارج تقويم أم القرى (1343 إلى 1500)")
        case .dayNumber(let text, let day):
            Bilingual(
                en: "\(text) is a bare number; as a spreadsheet's day number it is \(day)",
                ar: "القيمة \(text) رقم مجرد؛ وهو يقابل \(day) إن كان رقم يوم في برنامج الجداول")
        case .notATime(let text):
            Bilingual(en: "\(text) is no time of day", ar: "القيمة \(text) ليست وقتا")
        case .digitsLost(let text):
            Bilingual(
                en: "\(text) was turned into a number by the spreadsheet, and digits were lost",
                ar: "حول برنامج الجداول القيمة \(text) إلى رقم ففقدت بعض خاناتها")
        case .zerosLost(let text, let digits):
            Bilingual(
                en: "\(text) has fewer than \(digits) digits: zeros at its start may be lost",
                ar: "القيمة \(text) أقل من \(digits) خانات، فربما فقدت أصفارا من أولها")
        case .rate(let text):
            Bilingual(
                en: "\(text) is no VAT rate: 0, 5 and 15 per cent are known",
                ar: "القيمة \(text) ليست نسبة ضريبة معروفة: 0 أو 5 أو 15 بالمئة")
        case .notACode(let text):
            Bilingual(
                en: "\(text) is a number with decimals or a date; this column holds numbers that"
                    + " name something, such as an invoice's",
                ar: "القيمة \(text) عدد كسري أو تاريخ؛ وفي هذا العمود أرقام تعريف مثل رقم الفاتورة")
        case .wrongKind(let text):
            Bilingual(
                en: "\(text) is not of the kind that this column needs",
                ar: "القيمة \(text) ليست من النوع المطلوب في هذا العمود")
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .notANumber, .wrongKind:
            Bilingual(
                en: "write digits with a point, like 1150.50",
                ar: "اكتب الأرقام بنقطة عشرية مثل 1150.50")
        case .decimalMarkUnknown, .decimalMarkContradicted:
            Bilingual(
                en: "say in the rules file which mark parts decimals, by its line `decimal-mark .`"
                    + " or `decimal-mark ,`, or correct the cell",
                ar: "حدد العلامة العشرية في ملف القواعد بالسطر `decimal-mark .` أو"
                    + " `decimal-mark ,` أو صحح الخلية")
        case .notACode:
            Bilingual(
                en: "format the column as text and type the value anew, like INV-1001",
                ar: "نسق العمود كنص وأعد كتابة القيمة مثل INV-1001")
        case .exponent, .digitsLost:
            Bilingual(
                en: "format the column as text, or as a number without decimals, type the value"
                    + " anew and save again; as XLSX rather than CSV",
                ar: "نسق العمود كنص أو كرقم بلا كسور وأعد كتابة القيمة واحفظ الملف من جديد،"
                    + " ويفضل بصيغة XLSX لا CSV")
        case .zerosLost:
            Bilingual(
                en: "format the column as text and type the value with its zeros",
                ar: "نسق العمود كنص واكتب القيمة مع أصفارها")
        case .notADate, .noSuchDay, .dayNumber:
            Bilingual(
                en: "write the date like 2026-03-01", ar: "اكتب التاريخ مثل 2026-03-01")
        case .dateOrderUnknown:
            Bilingual(
                en: "say in the rules file which comes first: take the # off its line"
                    + " `date-order d/m/y` or `date-order m/d/y`, or write it",
                ar: "حدد ترتيب التاريخ في ملف القواعد: احذف # من السطر `date-order d/m/y` أو"
                    + " `date-order m/d/y`، أو اكتبه")
        case .hijri:
            Bilingual(
                en: "say in the rules file that dates are Umm al-Qura (calendar), or write the"
                    + " Gregorian date",
                ar: "حدد في ملف القواعد أن التواريخ بتقويم أم القرى (calendar) أو اكتب التاريخ"
                    + " الميلادي")
        case .hijriYear:
            Bilingual(en: "write the Gregorian date", ar: "اكتب التاريخ الميلادي")
        case .rate:
            Bilingual(en: "write 15, 5 or 0", ar: "اكتب 15 أو 5 أو 0")
        case .notATime:
            Bilingual(en: "write the time like 14:30", ar: "اكتب الوقت مثل 14:30")
        }
    }
}
