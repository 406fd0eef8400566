public import Invoicing

extension ForeignFormat {
    public var name: Bilingual {
        switch self {
        case .oldExcel:
            Bilingual(en: "an old Excel workbook (XLS)", ar: "مصنف Excel قديم (XLS)")
        case .oldOffice:
            Bilingual(en: "an old Office document", ar: "مستند Office قديم")
        case .binaryExcel:
            Bilingual(en: "a binary Excel workbook (XLSB)", ar: "مصنف Excel ثنائي (XLSB)")
        case .numbers: Bilingual(en: "an Apple Numbers document", ar: "مستند Apple Numbers")
        case .html:
            Bilingual(en: "a web page (HTML)", ar: "صفحة ويب (HTML)")
        case .webArchive: Bilingual(en: "a web archive (MHTML)", ar: "أرشيف ويب (MHTML)")
        case .spreadsheetXML:
            Bilingual(en: "an XML Spreadsheet 2003", ar: "جدول XML Spreadsheet 2003")
        case .flatODS:
            Bilingual(en: "a flat OpenDocument sheet (FODS)", ar: "جدول OpenDocument مسطح (FODS)")
        case .invoiceXML:
            Bilingual(en: "an e-invoice in XML (UBL)", ar: "فاتورة إلكترونية بصيغة XML (UBL)")
        case .otherXML: Bilingual(en: "an XML document", ar: "مستند XML")
        case .word: Bilingual(en: "a text document", ar: "مستند نصي")
        case .presentation: Bilingual(en: "a presentation", ar: "عرض تقديمي")
        case .otherZip:
            Bilingual(en: "a ZIP file without a sheet", ar: "ملف مضغوط ZIP لا جدول فيه")
        case .pdf: Bilingual(en: "a PDF document", ar: "مستند PDF")
        case .picture: Bilingual(en: "a picture", ar: "صورة")
        case .packed: Bilingual(en: "a packed file", ar: "ملف مضغوط")
        case .ledger: Bilingual(en: "a SQLite database", ar: "قاعدة بيانات SQLite")
        case .json: Bilingual(en: "JSON text", ar: "نص JSON")
        case .binary: Bilingual(en: "binary data", ar: "بيانات ثنائية")
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .oldExcel, .binaryExcel, .html, .webArchive, .spreadsheetXML, .flatODS:
            Bilingual(
                en: "open it in Excel or LibreOffice, choose Save As, Excel Workbook (.xlsx), and"
                    + " import that file; changing the name alone does not help",
                ar: "افتحه في Excel أو LibreOffice واختر «حفظ باسم» بصيغة مصنف Excel ‏(.xlsx) ثم"
                    + " استورد ذلك الملف؛ تغيير الاسم وحده لا يفيد")
        case .numbers:
            Bilingual(
                en: "in Numbers choose File, Export To, Excel or CSV, and import that file",
                ar: "اختر في Numbers «ملف» ثم «تصدير إلى» Excel أو CSV واستورد ذلك الملف")
        case .invoiceXML:
            Bilingual(
                en: "to check an e-invoice run `sijil verify`",
                ar: "لفحص فاتورة إلكترونية استخدم الأمر sijil verify")
        case .json:
            Bilingual(
                en: "to issue drafts run `sijil issue`",
                ar: "لإصدار المسودات استخدم الأمر sijil issue")
        case .ledger:
            Bilingual(
                en: "a ledger is given by --ledger; give the sheet here",
                ar: "يحدد السجل بالخيار --ledger؛ اكتب هنا اسم ملف الجدول")
        case .otherZip, .packed:
            Bilingual(
                en: "unpack it and import the sheet inside",
                ar: "فك ضغطه واستورد الجدول الذي بداخله")
        case .oldOffice, .otherXML, .word, .presentation, .pdf, .picture, .binary:
            Bilingual(
                en: "give the sheet itself, as XLSX, ODS or CSV",
                ar: "اختر ملف الجدول نفسه بصيغة XLSX أو ODS أو CSV")
        }
    }
}
