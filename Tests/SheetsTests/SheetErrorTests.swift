import Glibc
import Invoicing
import Sheets
import Testing

@Suite("refusals of sheets")
struct SheetErrorTests {
    private static let address = CellAddress(row: 2, column: 28)

    static let errors: [SheetError] =
        [
            .system(operation: "reading", path: "a.csv", errno: 5), .empty(name: "a.csv"),
            .encrypted(name: "a.xlsx"),
            .badXML(name: "a.xlsx", part: "xl/x.xml", line: 3, fault: "malformed XML (4)"),
            .limit(name: "a.xlsx", part: "S", limit: .rows, value: 7),
            .noSuchSheet(name: "a.xlsx", sheet: "T", sheets: ["S", "U"]),
            .disordered(name: "a.xlsx", sheet: "S", cell: address),
        ]
        + ForeignFormat.allCases.map { .notASheet(name: "a.xls", found: $0) }
        + [
            .damaged(detail: "x"), .missingPart("x"), .repeatedPart("x"), .strayName("../x"),
            .overlapping, .noSheets,
        ].map { .badPackage(name: "a.xlsx", fault: $0) }
        + [.openQuote, .textAfterQuote, .nulByte, .brokenUTF8, .brokenUTF16].map {
            .badText(name: "a.csv", line: 9, fault: $0)
        }

    private func isArabic(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x0621...0x064A).contains($0.value) }
    }

    @Test("every error is worded in both languages, with its file", arguments: errors)
    func words(_ error: SheetError) {
        #expect(error.problem.en.contains("a."))
        #expect(error.problem.ar.contains("a.") && isArabic(error.problem.ar))
        #expect(!error.remedy.en.isEmpty && isArabic(error.remedy.ar))
        #expect(error.code.allSatisfy { $0 == "-" || ($0.isASCII && $0.isLowercase) })
    }

    static let troubles: [WrittenTrouble] = [
        .notANumber("x"), .decimalMarkUnknown("1,234"), .exponent("1E3"), .notADate("x"),
        .decimalMarkContradicted("1,5", mark: .point), .dateOrderUnknown("1/2/2026"),
        .noSuchDay("x"), .hijri("1447/01/01"), .hijriYear(1600), .dayNumber("46082", day: "x"),
        .notATime("x"), .digitsLost("3E+14"), .zerosLost("1", digits: 5), .wrongKind("x"),
        .rate("14"),
    ]

    @Test("every doubt about a cell is worded in both languages", arguments: troubles)
    func troubleWords(_ trouble: WrittenTrouble) {
        #expect(!trouble.problem.en.isEmpty && isArabic(trouble.problem.ar))
        #expect(!trouble.remedy.en.isEmpty && isArabic(trouble.remedy.ar))
    }

    @Test(
        "every flaw of a cell is worded in both languages",
        arguments: [
            SheetFlaw.formulaWithoutValue, .formulaNotComputed, .dateSerial("60"),
            .unreadable(kind: "number", text: "x"),
        ])
    func flaws(_ flaw: SheetFlaw) {
        #expect(!flaw.problem.en.isEmpty && isArabic(flaw.problem.ar))
        #expect(!flaw.remedy.en.isEmpty && isArabic(flaw.remedy.ar))
    }

    @Test(
        "what is no file is an error of the system, at once",
        arguments: [
            "/dev/null", "/tmp", "/tmp/there-is-no-such-file.csv",
        ])
    func noFile(path: String) {
        let error = #expect(throws: SheetError.self) { _ = try Workbook(.file(path)) }
        #expect(error?.code == "sheet-system")
    }

    @Test(
        "a package that unpacks to 200 times its size is refused before it is unpacked (I1)"
    )
    func packingRatio() {
        var zip = XLSXBuilder().zip
        zip.parts[0].statedSize = 1_000_000_000
        let error = #expect(throws: SheetError.self) {
            _ = try Workbook(.bytes(zip.bytes, name: "a.xlsx"))
        }
        #expect(
            error == .limit(name: "a.xlsx", part: "package", limit: .packingRatio, value: 200))
    }

    @Test("a sheet is found by its name, or the names are told")
    func sheetName() throws {
        let book = try Workbook(.bytes(XLSXBuilder().bytes, name: "a.xlsx"))
        #expect(try book.index(ofSheet: "s") == 0)
        #expect(throws: SheetError.noSuchSheet(name: "a.xlsx", sheet: "T", sheets: ["S"])) {
            try book.index(ofSheet: "T")
        }
    }

    @Test(
        "addresses are written as spreadsheets do",
        arguments: [
            ("A1", 1, 1), ("Z9", 9, 26), ("AA10", 10, 27), ("$AB$2", 2, 28),
            ("xfd1048576", 1_048_576, 16_384),
        ])
    func addressText(text: String, row: Int, column: Int) {
        let address = CellAddress(text)
        #expect(address == CellAddress(row: row, column: column))
        #expect(address?.description == text.uppercased().filter { $0 != "$" })
    }

    @Test(
        "what is no address is none",
        arguments: ["", "A", "1", "A0", "1A", "ABCD1", "A12345678", "A-1"])
    func noAddress(text: String) { #expect(CellAddress(text) == nil) }

    @Test("no text that a person can write makes the readers trap")
    func noise() {
        let alphabet: [String] = [
            "0", "1", "2", "9", "٣", "۴", ".", ",", "٫", "٬", "،", "/", "-", ":", " ", "T", "م",
            "ص", "هـ",
            "ر", "س", "E", "+", "%", "(", ")", "'", "\u{200F}", "\u{A0}", "مارس ", "رجب ", "$", "é",
            "😀",
        ]
        var random = Noise(seed: 1_447)
        for _ in 0..<20_000 {
            var text = ""
            for _ in 0..<random.next(below: 14) {
                text += alphabet[random.next(below: alphabet.count)]
            }
            if case .success(let number) = WrittenNumber.read(text, mark: .comma) {
                #expect(number.text.allSatisfy { "-.0123456789".contains($0) })
            }
            if case .success(let moment) = WrittenDate.read(
                text, order: .dayFirst, calendar: .ummAlQura)
            {
                #expect(moment.date != nil)
            }
            if case .success(let second) = WrittenTime.read(text) {
                #expect((0..<86_400).contains(second))
            }
            #expect(HeaderName.fold(HeaderName.fold(text)) == HeaderName.fold(text))
            #expect(WrittenText.plain(WrittenText.plain(text)) == WrittenText.plain(text))
        }
    }
}
