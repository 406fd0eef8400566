import Invoicing
import Sheets
import Testing

@Suite("numbers as people write them")
struct WrittenNumberTests {
    struct Row: Sendable {
        let text: String
        let expected: String
        let mark: DecimalMark?

        init(_ text: String, _ expected: String, mark: DecimalMark? = nil) {
            self.text = text
            self.expected = expected
            self.mark = mark
        }
    }

    /// The number, `%` where it is one, the currency; or the word of the refusal.
    private static func shown(_ text: String, _ mark: DecimalMark?) -> String {
        switch WrittenNumber.read(text, mark: mark) {
        case .success(let number):
            number.text + (number.isPercent ? "%" : "") + (number.currency.map { " " + $0 } ?? "")
        case .failure(let trouble): trouble.code
        }
    }

    static let rows: [Row] = [
        Row("12", "12"), Row("12.5", "12.5"), Row("12,50", "12.50"), Row("0.125", "0.125"),
        Row("1,150.00", "1150.00"), Row("1.150,50", "1150.50"), Row("1,234,567", "1234567"),
        Row("1.234.567", "1234567"), Row("12.3456", "12.3456"), Row(".5", "0.5"),
        Row("١٬١٥٠٫٥٠", "1150.50"), Row("١٢٫٥", "12.5"), Row("١٬٢٣٤", "1234"), Row("۱۲۳", "123"),
        Row("٣٫١٤١٥", "3.1415"), Row("١٢،٥", "12.5"), Row("1 150.00", "1150.00"),
        Row("1\u{A0}150,00", "1150.00"), Row("1'150.00", "1150.00"),
        Row("-5", "-5"), Row("\u{2212}5", "-5"), Row("5-", "-5"), Row("(500.00)", "-500.00"),
        Row("+5", "5"), Row("-0.00", "0.00"), Row("\u{200F}-\u{200F}5", "-5"),
        Row("15%", "15%"), Row("١٥٪", "15%"), Row("% 15", "15%"), Row("(15%)", "-15%"),
        Row("SAR 99.90", "99.90 SAR"), Row("99.90 ر.س", "99.90 SAR"),
        Row("99.90 ر.س.", "99.90 SAR"),
        Row("٩٩٫٩٠ ريال", "99.90 SAR"), Row("\u{20C1} 99.90", "99.90 SAR"),
        Row("99.90\u{20C1}", "99.90 SAR"), Row("\u{FDFC}5", "5 SAR"), Row("$5.00", "5.00 USD"),
        Row("-SAR 5", "-5 SAR"), Row("(SAR 5.00)", "-5.00 SAR"), Row("100 ريال سعودي", "100 SAR"),
        Row("\u{202B}12.50\u{202C}", "12.50"), Row("12\u{200B}.50", "12.50"), Row(" 7 ", "7"),
        // In doubt without the column's word.
        Row("1.234", "decimal-mark-unknown"), Row("1,234", "decimal-mark-unknown"),
        Row("1.234", "1.234", mark: .point), Row("1.234", "1234", mark: .comma),
        Row("1,234", "1234", mark: .point), Row("1,234", "1.234", mark: .comma),
        Row("12.5", "decimal-mark-contradicted", mark: .comma),
        Row("1.150,50", "decimal-mark-contradicted", mark: .point),
        // No numbers.
        Row("1E3", "exponent"), Row("1.5e+3", "exponent"), Row("", "not-a-number"),
        Row("abc", "not-a-number"), Row("1.2.3", "not-a-number"), Row("1,23,456", "not-a-number"),
        Row("12 5", "not-a-number"), Row("1,234 567", "not-a-number"), Row("--5", "not-a-number"),
        Row("5 SAR USD", "not-a-number"), Row("12-5", "not-a-number"), Row("5.", "not-a-number"),
        Row("٫", "not-a-number"), Row("0x10", "not-a-number"), Row("½", "not-a-number"),
    ]

    @Test("each is read exactly, or refused", arguments: rows)
    func number(_ row: Row) {
        #expect(Self.shown(row.text, row.mark) == row.expected, "\(row.text)")
    }

    @Test("every number taken is one that drafts take", arguments: rows)
    func decimals(_ row: Row) {
        guard case .success(let number) = WrittenNumber.read(row.text, mark: row.mark) else {
            return
        }
        #expect(ExactDecimal(number.text) != nil)
    }

    struct Column: Sendable {
        let texts: [String]
        let expected: String
    }

    static let columns: [Column] = [
        Column(texts: ["1", "20"], expected: "not needed"),
        Column(texts: ["1.234", "12.5"], expected: "point because 12.5 in 2"),
        Column(texts: ["1.234", "12,5"], expected: "comma because 12,5 in 2"),
        Column(texts: ["1.234", "1.234.567"], expected: "comma because 1.234.567 in 2"),
        Column(texts: ["1,234", "5"], expected: "undecided: 1,234 in 1"),
        Column(texts: ["1,150.00", "1.150,00"], expected: "1,150.00 against 1.150,00"),
        Column(texts: ["٩٫٥", "1,234"], expected: "undecided: 1,234 in 2"),
        Column(texts: ["SAR 0.125"], expected: "point because SAR 0.125 in 1"),
    ]

    @Test(
        "a column decides its decimal mark by a cell that can be read in one way only",
        arguments: columns)
    func evidence(_ column: Column) {
        var evidence = WrittenNumber.MarkEvidence()
        for (index, text) in column.texts.enumerated() { evidence.note(text, row: index + 1) }
        let shown =
            switch evidence.reading {
            case .notNeeded: "not needed"
            case .decided(let mark, let because):
                "\(mark) because \(because.text) in \(because.row)"
            case .undecided(let example): "undecided: \(example.text) in \(example.row)"
            case .contradictory(let a, let b): "\(a.text) against \(b.text)"
            }
        #expect(shown == column.expected)
    }

    static let plain: [(String, String, String, Bool)] = [
        ("1E+3", "1000", "1000", false), ("2.5E-3", "0.0025", "0.0025", false),
        ("-.5", "-0.5", "-0.5", false), ("0.1", "0.1", "0.1", false), ("007", "7", "7", false),
        ("+12.50", "12.50", "12.50", false), ("0", "0", "0", false), ("0.0", "0.0", "0.0", false),
        ("1.5E+1", "15", "15", false), ("12345E-2", "123.45", "123.45", false),
        ("0.30000000000000004", "0.30000000000000004", "0.3", true),
        ("1150.4999999999998", "1150.4999999999998", "1150.5", true),
        ("9.9999999999999996E-2", "0.099999999999999996", "0.1", true),
        ("2.9999999999999998E-2", "0.029999999999999998", "0.03", true),
        ("999999999999999.9", "999999999999999.9", "1000000000000000", true),
        ("310122393500003", "310122393500003", "310122393500003", false),
    ]

    @Test("a number of the file keeps its digits, and fifteen of them are meant", arguments: plain)
    func keepsDigits(text: String, exact: String, fifteen: String, isRounded: Bool) {
        let number = SheetNumber(text: text)
        #expect(number.plain == exact)
        #expect(number.fifteenDigits.text == fifteen)
        #expect(number.fifteenDigits.wasRounded == isRounded)
    }

    static let codes: [(SheetValue, String?, Int?, String)] = [
        (.text("٣١٠١٢٢٣٩٣٥٠٠٠٠٣"), nil, 15, "310122393500003"),
        (.text(" INV\u{200E}-1 "), nil, nil, "INV-1"), (.text("0123"), nil, 4, "0123"),
        (.text("12E4"), nil, nil, "12E4"), (.text("3.00000000000003E+14"), nil, nil, "digits-lost"),
        (.text("3,1E+14"), nil, 15, "digits-lost"),
        (.number(SheetNumber(text: "310122393500003")), nil, 15, "310122393500003"),
        (.number(SheetNumber(text: "3.10122393500003E+14")), nil, 15, "310122393500003"),
        (.number(SheetNumber(text: "3101223935000030")), nil, nil, "digits-lost"),
        (.number(SheetNumber(text: "1234")), nil, 5, "zeros-lost"),
        (.number(SheetNumber(text: "1234")), "01234", 5, "01234"),
        (.number(SheetNumber(text: "12.0")), nil, nil, "12"),
        (.number(SheetNumber(text: "12.5")), nil, nil, "not-a-code"),
        (.boolean(true), nil, nil, "wrong-kind"), (.error("#REF!"), nil, nil, "wrong-kind"),
    ]

    @Test("codes survive spreadsheets, or are refused", arguments: codes)
    func code(value: SheetValue, shown: String?, digits: Int?, expected: String) {
        let cell = SheetCell(value: value, shown: shown, column: 1)
        switch WrittenCode.read(cell, digits: digits) {
        case .success(let code): #expect(code == expected)
        case .failure(let trouble): #expect(trouble.code == expected)
        }
    }

    static let rates: [(SheetValue, String)] = [
        (.number(SheetNumber(text: "0.15")), "15"), (.number(SheetNumber(text: "15")), "15"),
        (.number(SheetNumber(text: "0.15", isPercent: true)), "15"),
        (.number(SheetNumber(text: "0.15000000000000002")), "15"),
        (.number(SheetNumber(text: "15", isPercent: true)), "vat-rate-unknown"),
        (.number(SheetNumber(text: "0")), "0"), (.number(SheetNumber(text: "0.05")), "5"),
        (.number(SheetNumber(text: "14")), "vat-rate-unknown"), (.text("15%"), "15"),
        (.text("١٥٪"), "15"), (.text("0.15"), "15"), (.text("٠٫١٥"), "15"),
        (.text("15.00 %"), "15"),
        (.text("0.15%"), "vat-rate-unknown"), (.text("0%"), "0"),
        (.text("-15"), "vat-rate-unknown"),
        (.text("15 SAR"), "vat-rate-unknown"), (.text("exempt"), "not-a-number"),
        (.boolean(true), "wrong-kind"),
    ]

    @Test("a VAT rate is 0, 5 or 15, however it is written", arguments: rates)
    func rate(value: SheetValue, expected: String) {
        switch WrittenRate.read(SheetCell(value: value, column: 1), mark: .point) {
        case .success(let rate): #expect(rate == expected)
        case .failure(let trouble): #expect(trouble.code == expected)
        }
    }

    @Test("names lose what nobody sees, and keep what joins letters")
    func names() {
        #expect(WrittenText.tidy("\u{202B} شركة\u{A0}\u{A0}النور\r\n ") == "شركة النور")
        #expect(WrittenText.tidy("می\u{200C}شود") == "می\u{200C}شود")
        #expect(WrittenText.plain("٠١ ۲۳") == "01 23")
    }
}
