public import Invoicing

extension SheetError {
    public var code: String {
        switch self {
        case .system: "sheet-system"
        case .empty: "sheet-empty"
        case .notASheet: "not-a-sheet"
        case .encrypted: "sheet-encrypted"
        case .badPackage(_, let fault):
            if case .overlapping = fault { "sheet-limit" } else { "sheet-damaged" }
        case .badXML: "sheet-damaged"
        case .limit: "sheet-limit"
        case .noSuchSheet: "sheet-missing"
        case .disordered: "sheet-disordered"
        case .badText: "sheet-bad-text"
        }
    }

    public var mayRetry: Bool { false }

    public var problem: Bilingual {
        switch self {
        case .system(let operation, let path, let errno):
            Bilingual(
                en: "\(operation) \(path) failed: \(SystemWords.of(errno).en)",
                ar: "فشلت العملية \(operation) على \(path): \(SystemWords.of(errno).ar)")
        case .empty(let name):
            Bilingual(en: "\(name) is empty", ar: "الملف \(name) فارغ")
        case .notASheet(let name, let found):
            Bilingual(
                en: "\(name) is no sheet that can be read: it is \(found.name.en)",
                ar: "الملف \(name) ليس جدولا يمكن قراءته، بل هو \(found.name.ar)")
        case .encrypted(let name):
            Bilingual(
                en: "\(name) is protected with a password", ar: "الملف \(name) محمي بكلمة مرور")
        case .badPackage(let name, let fault): fault.problem(name)
        case .badXML(let name, let part, let line, let fault):
            Bilingual(
                en: "\(part) in \(name) cannot be read at line \(line): \(fault)",
                ar: "تعذرت قراءة الجزء \(part) من \(name) عند السطر \(line): \(fault)")
        case .limit(let name, let part, let limit, let value):
            Bilingual(
                en: "\(part) in \(name) has more than \(value) \(limit.words.en)",
                ar: "الجزء \(part) من \(name) يتجاوز \(value) \(limit.words.ar)")
        case .noSuchSheet(let name, let sheet, let sheets):
            Bilingual(
                en: "\(name) has no sheet \(sheet); it has: \(sheets.joined(separator: ", "))",
                ar: "لا توجد في \(name) ورقة باسم \(sheet)؛ أوراقه: "
                    + sheets.joined(separator: "، "))
        case .disordered(let name, let sheet, let cell):
            Bilingual(
                en: "cell \(cell) of sheet \(sheet) in \(name) stands twice or out of its order",
                ar: "الخلية \(cell) في الورقة \(sheet) من \(name) مكررة أو في غير ترتيبها")
        case .badText(let name, let line, let fault): fault.problem(name, line)
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .system:
            Bilingual(
                en: "check that the file exists, that you may use it, and that the disk has room",
                ar: "تأكد من وجود الملف وصلاحية استخدامه وتوفر مساحة على القرص")
        case .empty:
            Bilingual(
                en: "give the file with the rows; an export may have failed",
                ar: "اختر الملف الذي يحتوي على الصفوف، فربما لم يكتمل التصدير")
        case .notASheet(_, let found): found.remedy
        case .encrypted:
            Bilingual(
                en: "open it with its password and save a copy without one (Save As, Tools,"
                    + " General Options), then import the copy",
                ar: "افتح الملف بكلمة مروره واحفظ نسخة بلا كلمة مرور، ثم استورد تلك النسخة")
        case .badPackage, .badXML, .disordered:
            Bilingual(
                en: "open it in Excel or LibreOffice, save it again as XLSX and import that file",
                ar: "افتح الملف في Excel أو LibreOffice واحفظه من جديد بصيغة XLSX ثم استورده")
        case .limit:
            Bilingual(
                en: "if the file is honest, delete what is not needed or split it, and save it as"
                    + " CSV; if it came from somebody else, do not trust it",
                ar: "إن كان الملف سليما فاحذف ما لا يلزم أو قسمه واحفظه بصيغة CSV، وإن جاءك من"
                    + " غيرك فلا تثق به")
        case .noSuchSheet:
            Bilingual(
                en: "name one of these sheets", ar: "اكتب اسم إحدى هذه الأوراق")
        case .badText(_, _, let fault): fault.remedy
        }
    }
}

extension SheetError.Limit {
    var words: Bilingual {
        switch self {
        case .parts: Bilingual(en: "parts", ar: "جزءا")
        case .unpackedBytes: Bilingual(en: "bytes unpacked", ar: "بايت بعد فك الضغط")
        case .packingRatio: Bilingual(en: "times its packed size", ar: "ضعفا من حجمه المضغوط")
        case .sharedText: Bilingual(en: "bytes of text", ar: "بايت من النصوص")
        case .smallPart: Bilingual(en: "bytes", ar: "بايت")
        case .mergedRanges: Bilingual(en: "merged ranges", ar: "نطاقا مدمجا")
        case .sheets: Bilingual(en: "sheets", ar: "ورقة")
        case .rows: Bilingual(en: "rows", ar: "صفا")
        case .columns: Bilingual(en: "columns", ar: "عمودا")
        case .cells: Bilingual(en: "cells", ar: "خلية")
        case .cellBytes: Bilingual(en: "bytes in one cell", ar: "بايت في خلية واحدة")
        case .rowBytes: Bilingual(en: "bytes in one row", ar: "بايت في صف واحد")
        case .xml:
            Bilingual(
                en: "levels, attributes or bytes in one tag", ar: "مستوى أو خاصية أو بايت في وسم")
        }
    }
}

extension SheetError.PackageFault {
    func problem(_ name: String) -> Bilingual {
        switch self {
        case .damaged(let detail):
            Bilingual(
                en: "\(name) is damaged or was not copied completely: \(detail)",
                ar: "الملف \(name) تالف أو لم يكتمل نسخه: \(detail)")
        case .missingPart(let part):
            Bilingual(
                en: "\(name) lacks the part \(part)", ar: "ينقص الملف \(name) الجزء \(part)")
        case .repeatedPart(let part):
            Bilingual(
                en: "\(name) holds the part \(part) twice",
                ar: "يحتوي الملف \(name) على الجزء \(part) مرتين")
        case .strayName(let part):
            Bilingual(
                en: "\(name) holds a part whose name leads elsewhere: \(part)",
                ar: "يحتوي الملف \(name) على جزء يشير اسمه إلى خارج الملف: \(part)")
        case .overlapping:
            Bilingual(
                en: "the parts of \(name) are together larger than the file: they overlap",
                ar: "أجزاء \(name) مجتمعة أكبر من الملف نفسه، فهي متداخلة")
        case .noSheets:
            Bilingual(en: "\(name) has no worksheet", ar: "لا توجد في \(name) ورقة عمل")
        }
    }
}

extension SheetError.TextFault {
    func problem(_ name: String, _ line: Int) -> Bilingual {
        switch self {
        case .openQuote:
            Bilingual(
                en: "line \(line) of \(name): a quotation mark opens here and is never closed",
                ar: "السطر \(line) من \(name): علامة اقتباس مفتوحة هنا ولا تغلق")
        case .textAfterQuote:
            Bilingual(
                en: "line \(line) of \(name): text follows a closing quotation mark",
                ar: "السطر \(line) من \(name): نص يلي علامة اقتباس مغلقة")
        case .nulByte:
            Bilingual(
                en: "line \(line) of \(name) holds a byte 0, which no text has",
                ar: "السطر \(line) من \(name) فيه بايت صفري لا يوجد في النصوص")
        case .brokenUTF8:
            Bilingual(
                en: "\(name) is text in UTF-8 with damaged characters, the first in line \(line)",
                ar: "الملف \(name) نص بترميز UTF-8 فيه محارف تالفة، أولها في السطر \(line)")
        case .brokenUTF16:
            Bilingual(
                en: "\(name) is text in UTF-16 with damaged characters, the first in line \(line)",
                ar: "الملف \(name) نص بترميز UTF-16 فيه محارف تالفة، أولها في السطر \(line)")
        }
    }

    var remedy: Bilingual {
        switch self {
        case .openQuote, .textAfterQuote:
            Bilingual(
                en: "write a quotation mark that belongs to the text twice, inside a field that is"
                    + " quoted as a whole, or export the file again",
                ar: "اكتب علامة الاقتباس التي هي جزء من النص مرتين داخل حقل مقتبس كله، أو صدر الملف"
                    + " من جديد")
        case .nulByte, .brokenUTF8, .brokenUTF16:
            Bilingual(
                en: "export or copy the file again; if it stays so, save it as XLSX",
                ar: "صدر الملف أو انسخه من جديد، فإن بقي كذلك فاحفظه بصيغة XLSX")
        }
    }
}
