public import Invoicing

extension SheetFlaw {
    /// A stable word for scripts (I7, I8).
    public var code: String {
        switch self {
        case .formulaWithoutValue: "formula-without-value"
        case .formulaNotComputed: "formula-not-computed"
        case .dateSerial: "no-such-date"
        case .unreadable: "cell-unreadable"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .formulaWithoutValue:
            Bilingual(
                en: "the formula in this cell has no stored result",
                ar: "الصيغة في هذه الخلية ليس لها نتيجة محفوظة")
        case .formulaNotComputed:
            Bilingual(
                en: "the formula's stored result is out of date: no spreadsheet program has"
                    + " computed this file",
                ar: "النتيجة المحفوظة للصيغة غير محدثة، فالملف لم يحسبه أي برنامج جداول")
        case .dateSerial(let text):
            Bilingual(
                en: "the cell is formatted as a date, and day number \(text) is no date",
                ar: "الخلية منسقة كتاريخ، ورقم اليوم \(text) ليس تاريخا")
        case .unreadable(let kind, let text):
            Bilingual(
                en: "the cell says that it holds a \(kind), and holds \(text)",
                ar: "الخلية معلمة بالنوع \(kind)، ومحتواها \(text)")
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .formulaWithoutValue, .formulaNotComputed:
            Bilingual(
                en: "open the file in Excel or LibreOffice, let it compute, and save it",
                ar: "افتح الملف في Excel أو LibreOffice ليحسب الصيغ ثم احفظه")
        case .dateSerial:
            Bilingual(
                en: "type the date anew, or change the cell's format if it is a number",
                ar: "اكتب التاريخ من جديد، أو غير تنسيق الخلية إن كانت رقما")
        case .unreadable:
            Bilingual(
                en: "type the value anew and save the file in Excel or LibreOffice",
                ar: "اكتب القيمة من جديد واحفظ الملف في Excel أو LibreOffice")
        }
    }
}
