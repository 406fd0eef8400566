import Invoicing
import Sheets

extension SheetFault {
    var message: Bilingual {
        switch self {
        case .written(let trouble): trouble.problem
        case .flaw(let flaw): flaw.problem
        case .errorCell(let text):
            Bilingual(
                en: "the cell holds the error \(text)", ar: "الخلية فيها الخطأ \(text)")
        case .unknownWord(let text, let field):
            Bilingual(
                en: "\(text) means nothing in a column of \(field.rawValue)",
                ar: "القيمة \(text) لا معنى لها في عمود \(field.rawValue)")
        case .badRate(let text):
            Bilingual(
                en: "\(text) is no VAT rate; there are 15, 5 and 0 per cent",
                ar: "القيمة \(text) ليست نسبة ضريبة؛ النسب 15 و5 و0 بالمئة")
        case .otherCurrency(let text, let found, let expected):
            Bilingual(
                en: "\(text) is in \(found), the invoice is in \(expected)",
                ar: "المبلغ \(text) بعملة \(found) والفاتورة بعملة \(expected)")
        case .noHeader:
            Bilingual(
                en: "no row with names of columns was found",
                ar: "لم يوجد صف بعناوين أعمدة معروفة")
        case .columnNotFound(let name, let nearest):
            Bilingual(
                en: "the rules name a column \(name), and the sheet has none"
                    + (nearest.map { "; the nearest is \($0)" } ?? ""),
                ar: "تذكر القواعد عمودا باسم \(name) وليس في الجدول"
                    + (nearest.map { "؛ أقرب عنوان \($0)" } ?? ""))
        case .columnMissing(let field, let nearest):
            Bilingual(
                en: "no column is known as \(field.rawValue)"
                    + (nearest.map { "; the nearest name is \($0)" } ?? ""),
                ar: "لا عمود معروف للحقل \(field.rawValue)"
                    + (nearest.map { "؛ أقرب عنوان \($0)" } ?? ""))
        case .twoColumns(let field, let first, let second):
            Bilingual(
                en: "two columns may be \(field.rawValue): \(first) and \(second)",
                ar: "عمودان قد يكونان \(field.rawValue): \(first) و\(second)")
        case .twoSheets(let names):
            Bilingual(
                en: "several sheets have a table: \(names.joined(separator: ", "))",
                ar: "في الملف أكثر من ورقة فيها جدول: \(names.joined(separator: "، "))")
        case .vatInPricesUnknown:
            Bilingual(
                en: "nothing in the sheet tells whether its prices include VAT",
                ar: "لا شيء في الجدول يبين هل الأسعار شاملة الضريبة")
        default: rowMessage
        }
    }

    private var rowMessage: Bilingual {
        switch self {
        case .contradictory(let first, let firstRow, let second, let secondRow):
            Bilingual(
                en: "\(first) in row \(firstRow) and \(second) in row \(secondRow) cannot be read"
                    + " in the same way",
                ar: "القيمة \(first) في الصف \(firstRow) والقيمة \(second) في الصف \(secondRow) لا"
                    + " تقرآن بالطريقة نفسها")
        case .mixedDates(let text, let row):
            Bilingual(
                en: "some cells are true dates and others texts like \(text) in row \(row): the"
                    + " spreadsheet may have turned day and month round in the true ones",
                ar: "بعض الخلايا تواريخ حقيقية وبعضها نصوص مثل \(text) في الصف \(row): ربما قلب"
                    + " برنامج الجداول اليوم والشهر في الحقيقية منها")
        case .noKey:
            Bilingual(
                en: "no column has the invoice's number, so a second import could issue twice",
                ar: "لا عمود لرقم الفاتورة، فقد يصدر الاستيراد الثاني الفواتير مرتين")
        case .noNumber:
            Bilingual(
                en: "the row has amounts and no invoice number",
                ar: "في الصف مبالغ وليس فيه رقم فاتورة")
        case .differs(let field, let first, let row):
            Bilingual(
                en: "the rows of one invoice differ in \(field.rawValue): row \(row) has \(first)",
                ar: "صفوف الفاتورة الواحدة تختلف في \(field.rawValue): في الصف \(row) القيمة"
                    + " \(first)")
        case .apart(let number, let row):
            Bilingual(
                en: "invoice \(number) began in row \(row), and others stand between its rows",
                ar: "بدأت الفاتورة \(number) في الصف \(row) وبين صفوفها فواتير أخرى")
        case .repeated(let number, let row):
            Bilingual(
                en: "invoice number \(number) stands in row \(row) already",
                ar: "رقم الفاتورة \(number) موجود في الصف \(row)")
        case .repeatedKey(let key, let row):
            Bilingual(
                en: "key \(key) stands in row \(row) already, for another invoice",
                ar: "المفتاح \(key) موجود في الصف \(row) لفاتورة أخرى")
        case .count(let expected, let found):
            Bilingual(
                en: "the rules expect \(expected) invoices, the sheet has \(found)",
                ar: "تتوقع القواعد \(expected) فاتورة وفي الجدول \(found)")
        case .total(let expected, let found):
            Bilingual(
                en: "the rules expect a total of \(expected), the invoices make \(found)",
                ar: "تتوقع القواعد إجمالي \(expected) ومجموع الفواتير \(found)")
        case .netDiffers(let sheet, let computed):
            Bilingual(
                en: "the sheet says \(sheet) before VAT, it comes to \(computed)",
                ar: "المبلغ قبل الضريبة في الجدول \(sheet) والمحسوب \(computed)")
        case .vatDiffers(let sheet, let computed):
            Bilingual(
                en: "the sheet says \(sheet) of VAT, it comes to \(computed)",
                ar: "الضريبة في الجدول \(sheet) والمحسوبة \(computed)")
        case .totalDiffers(let sheet, let computed):
            Bilingual(
                en: "the sheet says \(sheet) with VAT, it comes to \(computed)",
                ar: "الإجمالي مع الضريبة في الجدول \(sheet) والمحسوب \(computed)")
        case .sumDiffers(let sheet, let computed):
            Bilingual(
                en: "this row of sums says \(sheet), the rows above it make \(computed)",
                ar: "صف المجموع يقول \(sheet) ومجموع الصفوف فوقه \(computed)")
        case .advanceVATUnknown:
            Bilingual(
                en: "the invoice's lines have different VAT, and nothing tells which the advance "
                    + "had",
                ar: "بنود الفاتورة مختلفة الضريبة، ولا شيء يبين أيها كانت ضريبة الدفعة المقدمة")
        case .garbled(let meant):
            Bilingual(
                en: "the text was saved in a wrong encoding; it seems to mean \(meant)",
                ar: "حُفظ النص بترميز خاطئ؛ ويبدو أن المقصود \(meant)")
        default: preconditionFailure("every fault has its words")
        }
    }

    var remedy: Bilingual {
        switch self {
        case .written(let trouble): trouble.remedy
        case .flaw(let flaw): flaw.remedy
        case .errorCell:
            Bilingual(
                en: "mend the formula, or type the value", ar: "أصلح الصيغة أو اكتب القيمة")
        case .unknownWord(_, let field):
            Bilingual(
                en: "write one of: \(FieldWords.examples(of: field))",
                ar: "اكتب إحدى: \(FieldWords.examples(of: field))")
        case .badRate: Bilingual(en: "write 15, 5 or 0", ar: "اكتب 15 أو 5 أو 0")
        case .otherCurrency:
            Bilingual(
                en: "name the currency in a column or by `set currency`",
                ar: "اذكر العملة في عمود أو بالقاعدة `set currency`")
        case .noHeader:
            Bilingual(
                en: "give the columns names like those of `sijil import --template xlsx`, or say"
                    + " `header` and `field` in the rules file",
                ar: "سم الأعمدة كما في `sijil import --template xlsx`، أو حدد `header` و`field` في"
                    + " ملف القواعد")
        case .columnNotFound, .columnMissing:
            Bilingual(
                en: "correct the header, or name the column in the rules file (field)",
                ar: "صحح العنوان أو حدد العمود في ملف القواعد (field)")
        case .twoColumns:
            Bilingual(
                en: "keep the right one as `field` in the rules file",
                ar: "أبق الصحيح منهما في ملف القواعد (field)")
        case .twoSheets:
            Bilingual(
                en: "name one in the rules file (sheet)",
                ar: "حدد إحداها في ملف القواعد (sheet)")
        case .vatInPricesUnknown:
            Bilingual(
                en: "say it in the rules file: take the # off its line `prices-include-vat yes` or "
                    + "`prices-include-vat no`, or write it",
                ar: "حدد ذلك في ملف القواعد: احذف # من السطر `prices-include-vat yes` أو "
                    + "`prices-include-vat no`، أو اكتبه")
        default: rowRemedy
        }
    }

    private var rowRemedy: Bilingual {
        switch self {
        case .contradictory:
            Bilingual(
                en: "write the whole column in one way", ar: "اكتب العمود كله بطريقة واحدة")
        case .mixedDates:
            Bilingual(
                en: "compare some dates with the paper, and type the column anew as true dates",
                ar: "قارن بعض التواريخ بالأصل وأعد كتابة العمود كتواريخ حقيقية")
        case .noKey:
            Bilingual(
                en: "add a column with the number, or say in the rules file which fields make an"
                    + " invoice unique (key)",
                ar: "أضف عمودا للرقم، أو حدد في ملف القواعد ما يميز الفاتورة (key)")
        case .noNumber:
            Bilingual(
                en: "write the number in each row of the invoice, or leave the row out (skip)",
                ar: "اكتب الرقم في كل صف من الفاتورة، أو استثن الصف (skip)")
        case .differs:
            Bilingual(
                en: "make them alike, or leave them blank in all rows but the first",
                ar: "وحدها، أو اتركها فارغة إلا في الصف الأول")
        case .apart:
            Bilingual(
                en: "sort the sheet by the invoice's number, or correct the number",
                ar: "رتب الجدول حسب رقم الفاتورة، أو صحح الرقم")
        case .repeated:
            Bilingual(
                en: "correct the number, or say `rows line` if the rows are lines of one invoice",
                ar: "صحح الرقم، أو حدد `rows line` إن كانت الصفوف بنودا لفاتورة واحدة")
        case .repeatedKey:
            Bilingual(
                en: "correct the key, or name in the rules file (key) fields that are different "
                    + "for each invoice",
                ar: "صحح المفتاح، أو حدد في ملف القواعد (key) حقولا تختلف من فاتورة إلى أخرى")
        case .count, .total:
            Bilingual(
                en: "find the missing or doubled row, or correct the rules file",
                ar: "ابحث عن الصف الناقص أو المكرر، أو صحح ملف القواعد")
        case .netDiffers, .vatDiffers, .totalDiffers:
            Bilingual(
                en: "correct price, quantity, discount, VAT rate, or whether prices include VAT",
                ar: "صحح السعر أو الكمية أو الخصم أو نسبة الضريبة أو شمول الأسعار للضريبة")
        case .sumDiffers:
            Bilingual(
                en: "find the missing, doubled or changed row; if the sum is meant so, write "
                    + "`totals-rows ignore` in the rules file",
                ar: "ابحث عن الصف الناقص أو المكرر أو المعدل؛ وإن كان المجموع مقصودا فاكتب "
                    + "`totals-rows ignore` في ملف القواعد")
        case .advanceVATUnknown:
            Bilingual(
                en: "fill in the VAT of the advance (prepayment-vat), and give the part of each "
                    + "category in a row of its own; if that does not tell, issue the invoice "
                    + "from a draft",
                ar: "اكتب ضريبة الدفعة المقدمة (prepayment-vat)، ولكل فئة ضريبة جزؤها في صف "
                    + "مستقل؛ فإن لم يكف ذلك فأصدر الفاتورة من مسودة")
        case .garbled:
            Bilingual(
                en: "open the original file again, as UTF-8 where the program asks, and save it "
                    + "anew; or type the text",
                ar: "افتح الملف الأصلي من جديد بترميز UTF-8 إن سأل البرنامج واحفظه مرة أخرى، أو "
                    + "اكتب النص")
        default: preconditionFailure("every fault has its mend")
        }
    }
}
