import Glibc
import Invoicing
import Sheets
import Testing

@Suite("sheets written")
struct WriterTests {
    private let folder: String = {
        var template = Array("/tmp/sijil-sheets.XXXXXX".utf8CString)
        return template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/tmp"
        }
    }()

    /// Texts that spreadsheets take for formulas or spoil, and values of each kind.
    private static let rows: [[SheetOutCell]] = [
        [
            .text("=HYPERLINK(\"http://x\",\"y\")"), .text("+1"), .text("-1"), .text("@SUM(A1)"),
            .text("\tx"), .text("\rx"),
        ],
        [
            .text("شركة النور, \"المحدودة\""), .text(" blanks "), .text("two\nlines"),
            .text("_x000D_ & <b>"), .text("00123"), .text("310122393500003"),
        ],
        [
            .number(SheetNumber(text: "-1150.50")),
            .number(SheetNumber(text: "12345678901234567890")),
            .amount(Money(hundredths: -1_234_567)), .boolean(true), .empty,
            .number(SheetNumber(text: "0.15", isPercent: true)),
        ],
        [
            .date(SheetDateTime(date: CivilDate("2026-03-01"), secondOfDay: nil)),
            .date(SheetDateTime(date: CivilDate("2026-03-01"), secondOfDay: 36_899)),
            .date(SheetDateTime(date: nil, secondOfDay: 1)),
        ],
    ]

    private func sheet(_ name: String = "نتائج") -> SheetOut {
        var rest = Self.rows[...]
        return SheetOut(
            name: name, isRightToLeft: true,
            columns: (1...6).map { SheetOut.Column(title: "C\($0)", width: 20) },
            nextRow: { rest.popFirst() })
    }

    private func read(_ path: String) throws -> [String] {
        let book = try Workbook(.file(path))
        var out: [String] = []
        for index in book.sheets.indices {
            let rows = try book.rows(ofSheet: index)
            while let row = try rows.next() {
                out += row.cells.map {
                    "\(row.address(ofColumn: $0.column)) \(AwkwardFile.shown($0))"
                }
            }
        }
        return out
    }

    @Test("rows above the header stand above it, in both formats")
    func above() throws {
        var rest: [[SheetOutCell]] = [[.text("x")], [], [.text("y")]]
        for format in ["xlsx", "csv"] {
            rest = [[.text("x")], [], [.text("y")]]
            let sheet = SheetOut(
                name: "s", isRightToLeft: false, columns: [.init(title: "T")],
                above: [[.text("=title")], [], [.empty, .text("b")]]
            ) { () throws(SheetError) in rest.isEmpty ? nil : rest.removeFirst() }
            let path = "\(folder)/above.\(format)"
            if format == "csv" {
                try sheet.writeCSV(to: path)
            } else {
                try SheetOut.writeXLSX([sheet], to: path)
            }
            let rows = try Workbook(.file(path)).rows(ofSheet: 0)
            var found: [String] = []
            while let row = try rows.next() {
                found += row.cells.map { "\(row.address(ofColumn: $0.column)) \($0.text ?? "")" }
            }
            let first = format == "csv" ? "'=title" : "=title"
            #expect(found == ["A1 \(first)", "B3 b", "A4 T", "A5 x", "A7 y"])
        }
    }

    @Test("a workbook reads back as it was written, nothing in it a formula")
    func workbook() throws {
        let path = folder + "/out.xlsx"
        try SheetOut.writeXLSX([sheet()], to: path)
        #expect(
            try read(path) == [
                "A1 C1", "B1 C2", "C1 C3", "D1 C4", "E1 C5", "F1 C6",
                "A2 =HYPERLINK(\"http://x\",\"y\")", "B2 +1", "C2 -1", "D2 @SUM(A1)", "E2 \tx",
                "F2 \rx", "A3 شركة النور, \"المحدودة\"", "B3  blanks ", "C3 two\nlines",
                "D3 _x000D_ & <b>", "E3 00123", "F3 310122393500003", "A4 #-1150.50",
                "B4 12345678901234567890", "C4 #-12345.67", "D4 true", "F4 #0.15 percent",
                "A5 @2026-03-01", "B5 @2026-03-01 10:14:59", "C5 @00:00:01",
            ])
    }

    @Test("the same content gives the same bytes, and names that Excel refuses are changed")
    func names() throws {
        let path = folder + "/names.xlsx"
        let long = String(repeating: "ا", count: 40)
        try SheetOut.writeXLSX(
            [sheet("a/b[c]"), sheet("A/B[C]"), sheet(long), sheet("")], to: path)
        let first = Fixture.contents(path)
        try SheetOut.writeXLSX(
            [sheet("a/b[c]"), sheet("A/B[C]"), sheet(long), sheet("")], to: path)
        #expect(Fixture.contents(path) == first)
        let names = try Workbook(.file(path)).sheets.map(\.name)
        #expect(names == ["a-b-c-", "Sheet2", String(repeating: "ا", count: 31), "Sheet4"])
    }

    @Test("a CSV has its mark, CRLF, and an apostrophe before what looks like a formula")
    func csv() throws {
        let path = folder + "/out.csv"
        try sheet().writeCSV(to: path)
        let expected =
            "\u{FEFF}C1,C2,C3,C4,C5,C6\r\n"
            + "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",'+1,'-1,'@SUM(A1),'\tx,\"'\rx\"\r\n"
            + "\"شركة النور, \"\"المحدودة\"\"\",\" blanks \",\"two\nlines\",_x000D_ & <b>,00123,"
            + "310122393500003\r\n-1150.50,12345678901234567890,-12345.67,TRUE,,0.15\r\n"
            + "2026-03-01,2026-03-01 10:14:59,00:00:01\r\n"
        #expect(String(decoding: Fixture.contents(path), as: UTF8.self) == expected)
        #expect(try read(path).count == 26)
    }

    @Test("a failure leaves the file that was there, and nothing beside it")
    func failure() throws {
        let path = folder + "/kept.xlsx"
        try SheetOut.writeXLSX([sheet()], to: path)
        let before = Fixture.contents(path)
        let failing = SheetOut(name: "x", isRightToLeft: false, columns: []) {
            () throws(SheetError) in throw .empty(name: "source")
        }
        #expect(throws: SheetError.empty(name: "source")) {
            try SheetOut.writeXLSX([failing], to: path)
        }
        #expect(throws: SheetError.empty(name: "source")) { try failing.writeCSV(to: path) }
        #expect(Fixture.contents(path) == before)
        #expect(entries().filter { $0.hasPrefix("kept") } == ["kept.xlsx"])
        #expect(throws: SheetError.self) {
            try SheetOut.writeXLSX([sheet()], to: folder + "/none/out.xlsx")
        }
    }

    private func entries() -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafeBytes(of: entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names
    }
}
