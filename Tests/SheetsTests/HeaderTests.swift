import Sheets
import Testing

@Suite("headers")
struct HeaderTests {
    @Test(
        "column names are compared without what people vary",
        arguments: [
            ("رَقْمُ الفاتورة", "رقم الفاتوره"), ("رقــم الفاتورة:", "رقم الفاتوره"),
            ("الإجمالى", "الاجمالي"), (" Invoice\u{A0}No. ", "invoice no"),
            ("INVOICE_NO", "invoice no"),
            ("العميل\u{200F}", "العميل"), ("مسؤول", "مسوول"), ("السعر ٢", "السعر 2"), ("٪", "%"),
        ])
    func fold(_ name: String, _ folded: String) {
        #expect(HeaderName.fold(name) == folded)
    }

    @Test(
        "names mean fields",
        arguments: [
            ("رقم الفاتورة", SheetField.number), ("Invoice No.", .number), ("INV-NO", .number),
            ("inv no", .number), ("تاريخ الفاتوره", .date), ("Invoice date", .date),
            ("الوقت", .time),
            ("اسم العميل", .buyerName), ("Customer", .buyerName),
            ("الرقم الضريبي للعميل", .buyerVAT),
            ("VAT No", .buyerVAT), ("TRN", .buyerVAT), ("الكميّـة", .quantity), ("QTY", .quantity),
            ("سعر الوحدة (ر.س)", .price), ("Unit Price SAR", .price), ("Price\nالسعر", .price),
            ("السعر شامل الضريبة", .priceWithVAT), ("نسبة الضريبة", .vatRate), ("VAT %", .vatRate),
            ("Tax", .lineVAT), ("الخصم", .discount), ("نسبة الخصم", .discountPercent),
            ("رمز الإعفاء", .exemptionCode), ("الإجمالي شامل الضريبة", .total),
            ("Grand Total", .total),
            ("العملة", .currency), ("سعر الصرف", .exchangeRate), ("الشارع", .street),
            ("رقم المبنى", .building), ("الحي", .district), ("المدينة", .city),
            ("الرمز البريدي", .postalCode), ("الدولة", .country), ("ملاحظات", .note),
            ("سبب الإشعار", .reason), ("رقم الفاتورة الأصلية", .reference),
            ("طريقة الدفع", .paymentMeans),
            ("buyer-vat", .buyerVAT), ("exchange-rate", .exchangeRate), ("Unit", .measure),
            ("م", .rowNumber),
            ("Weather", nil), ("", nil),
        ])
    func named(_ name: String, _ field: SheetField?) {
        #expect(SheetField.named(name) == field, "\(name)")
    }

    @Test("no name means two fields, and every field has names")
    func unambiguous() {
        var owners: [String: SheetField] = [:]
        for field in SheetField.allCases {
            #expect(!field.names.isEmpty, "\(field)")
            for name in field.names + [field.rawValue] {
                let folded = HeaderName.fold(name)
                let owner = owners[folded] ?? field
                #expect(owner == field, "\(name): \(owner) and \(field)")
                owners[folded] = field
            }
            #expect(
                field.names.contains { HeaderName.fold($0).utf8.first ?? 0 >= 0x80 || $0 == "م" })
        }
    }

    @Test(
        "a renamed column gets the nearest known name (I10)",
        arguments: [
            ("Invoise Number", SheetField.number), ("رقم الفاتوورة", .number),
            ("Quantityy", .quantity),
            ("السعرر", .price), ("Weather forecast", nil), ("xy", nil),
        ])
    func nearest(_ name: String, _ field: SheetField?) {
        #expect(SheetField.nearest(to: name)?.field == field, "\(name)")
    }

    private func rows(_ rows: [[String]]) -> [SheetRow] {
        rows.enumerated().map { index, texts in
            let cells = texts.enumerated().filter { !$0.element.isEmpty }.map {
                SheetCell(value: .text($0.element), column: $0.offset + 1)
            }
            return SheetRow(number: index + 1, line: index + 1, cells: cells, width: texts.count)
        }
    }

    @Test("the header is found beneath titles, and totals at the end are known")
    func find() throws {
        let sheet = rows([
            ["تقرير المبيعات", "", "التاريخ 2026-03-31"], ["Invoice", "", "Amounts"],
            ["رقم الفاتورة", "التاريخ", "العميل", "الإجمالي", "total"],
            ["INV-1", "2026-03-01", "Total", "5", ""], ["", "", "الإجمالي", "5", ""],
            ["المجموع:", "", "", "5", ""], ["INV-2", "2026-03-02", "x", "6", ""],
        ])
        let header = try #require(SheetHeader.find(in: sheet))
        #expect(header.row == 3)
        // The second column of one meaning means nothing.
        #expect(header.columns.map(\.field) == [.number, .date, .buyerName, .total, nil])
        #expect(header.column(of: .total)?.number == 4)
        #expect(sheet.filter(header.isTotals).map(\.number) == [5, 6])
        #expect(SheetHeader.find(in: rows([["a", "b"], ["1", "2"], ["total", "x"]])) == nil)
    }
}
