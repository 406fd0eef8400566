extension AwkwardFile {
    private static func rows(_ rows: String) -> [UInt8] { XLSXBuilder(rows: rows).bytes }

    static let workbooks: [AwkwardFile] = [
        AwkwardFile(
            "inline, shared, rich and spoken texts", "a.xlsx",
            XLSXBuilder(
                rows: "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&#x642;&#x647;&#x648;&#x629;"
                    + "</t></is></c><c r=\"B1\" t=\"s\"><v>0</v></c>"
                    + "<c r=\"C1\" t=\"s\"><v>1</v></c>"
                    + "<c r=\"D1\" t=\"inlineStr\"><is><r><t>in </t></r><r><t>runs</t></r></is></c>"
                    + "</row>",
                texts: "<si><r><rPr><b/></rPr><t>two </t></r><r><t>runs</t></r></si>"
                    + "<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>とうきょう</t></rPh></si>"
            ).bytes, .cells(["A1 قهوة", "B1 two runs", "C1 東京", "D1 in runs"])),
        AwkwardFile(
            "escaped characters, CDATA, blanks", "a.xlsx",
            rows(
                "<row><c t=\"inlineStr\"><is><t>a_x000D_b_x005F_x000D__xD83D__xDE00_</t></is></c>"
                    + "<c t=\"inlineStr\"><is><t><![CDATA[<&>]]></t></is></c>"
                    + "<c t=\"inlineStr\"><is><t xml:space=\"preserve\"> x </t></is></c></row>"),
            .cells(["A1 a\rb_x000D_😀", "B1 <&>", "C1  x "])),
        AwkwardFile(
            "numbers kept as they are written", "a.xlsx",
            rows(
                "<row r=\"1\"><c r=\"A1\"><v>1E+3</v></c><c r=\"B1\"><v>0.1</v></c>"
                    + "<c r=\"C1\"><v>0.30000000000000004</v></c><c r=\"D1\" t=\"n\"><v>-5</v></c>"
                    + "<c r=\"E1\"><v>1,5</v></c><c r=\"F1\"><v>NaN</v></c></row>"),
            .cells([
                "A1 #1E+3", "B1 #0.1", "C1 #0.30000000000000004", "D1 #-5", "E1 !cell-unreadable",
                "F1 !cell-unreadable",
            ])),
        AwkwardFile(
            "errors, booleans, bad places in the list of texts", "a.xlsx",
            rows(
                "<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#DIV/0!</v></c>"
                    + "<c r=\"B1\" t=\"b\"><v>1</v></c>"
                    + "<c r=\"C1\" t=\"b\"><v>0</v></c><c r=\"D1\" t=\"b\"><v>2</v></c>"
                    + "<c r=\"E1\" t=\"s\"><v>7</v></c><c r=\"F1\" t=\"s\"><v>-1</v></c></row>"),
            .cells([
                "A1 error #DIV/0!", "B1 true", "C1 false", "D1 !cell-unreadable",
                "E1 !cell-unreadable", "F1 !cell-unreadable",
            ])),
        AwkwardFile(
            "formulas with a value, without, with an empty text", "a.xlsx",
            rows(
                "<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\"><f>1+1</f></c>"
                    + "<c r=\"C1\"><f>1+1</f><v/></c><c r=\"D1\" t=\"str\"><f>\"\"</f><v></v></c>"
                    + "<c r=\"E1\" t=\"str\"><f>\"x\"</f><v>x</v></c>"
                    + "<c r=\"F1\"><f t=\"shared\" si=\"0\"/><v>3</v></c>"
                    + "<c r=\"G1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"
                    + "<c r=\"H1\" t=\"str\"><f>\"x\"</f></c></row>"),
            .cells([
                "A1 #2 {formula}", "B1 !formula-without-value {formula}",
                "C1 !formula-without-value {formula}", "E1 x {formula}", "F1 #3 {formula}",
                "G1 error #DIV/0! {formula}", "H1 !formula-without-value {formula}",
            ])),
        AwkwardFile(
            "formulas that nobody computed, by XlsxWriter", fixture: "never-computed.xlsx",
            .cells(["A1 #5", "B1 !formula-not-computed {formula}"])),
        AwkwardFile(
            "a byte order mark and two short pieces before the sheet", "a.xlsx",
            XLSXBuilder(
                sheetXML:
                    "\u{FEFF}<?xml version='1.0' encoding='utf-8'?><!-- x --><worksheet xmlns='"
                    + XLSXBuilder.main
                    + "'><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"
            ).bytes, .cells(["A1 #1"])),
        AwkwardFile(
            "cells and rows without addresses", "a.xlsx",
            rows(
                "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c r=\"C3\"><v>3</v></c>"
                    + "<c><v>4</v></c></row>"),
            .cells(["A1 #1", "B1 #2", "C3 #3", "D3 #4"])),
        AwkwardFile(
            "cells out of order", "a.xlsx",
            rows("<row r=\"2\"><c r=\"C2\"><v>3</v></c><c r=\"A2\"><v>1</v></c></row>"),
            .cells(["A2 #1", "C2 #3"])),
        AwkwardFile(
            "a cell twice", "a.xlsx",
            rows("<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"A2\"><v>9</v></c></row>"),
            .refused("sheet-disordered", "A2")),
        AwkwardFile(
            "rows out of order", "a.xlsx",
            rows("<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>9</v></c></row>"),
            .refused("sheet-disordered", "A1")),
        AwkwardFile(
            "a cell in another's row", "a.xlsx",
            rows("<row r=\"2\"><c r=\"A3\"><v>1</v></c></row>"),
            .refused("sheet-disordered", "A2")),
        AwkwardFile(
            "a row beyond the last", "a.xlsx", rows("<row r=\"1048577\"><c><v>1</v></c></row>"),
            .refused("sheet-limit", "1048576 rows")),
        AwkwardFile(
            "a column beyond the last", "a.xlsx",
            rows("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"),
            .refused("sheet-limit", "16384 columns")),
        AwkwardFile(
            "formatted rows to the last", "a.xlsx",
            XLSXBuilder(
                rows: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
                    + (2...9_999).map { "<row r=\"\($0)\"><c r=\"A\($0)\" s=\"1\"/></row>" }
                    .joined()
                    + "<row r=\"1048576\" s=\"1\" customFormat=\"1\"/>", formats: ["0.00"]
            ).bytes, .cells(["A1 #1"])),
        AwkwardFile(
            "merged, hidden and covered cells", "a.xlsx",
            XLSXBuilder(
                rows: "<row r=\"1\" hidden=\"1\"><c r=\"A1\"><v>1</v></c></row>"
                    + "<row r=\"2\"><c r=\"A2\"><v>2</v></c><c r=\"B2\"><v>3</v></c>"
                    + "<c r=\"C2\"><v>4</v></c></row><row r=\"3\"><c r=\"A3\"><v>5</v></c></row>",
                tail: "<mergeCells count=\"1\"><mergeCell ref=\"A2:B3\"/></mergeCells>",
                head: "<cols><col min=\"3\" max=\"4\" hidden=\"true\"/></cols>"
            ).bytes,
            .cells([
                "A1 #1 {hidden}", "A2 #2 {merged}", "B2 #3 {covered}", "C2 #4 {hidden}",
                "A3 #5 {covered}",
            ])),
        AwkwardFile(
            "strict Open XML with its ISO dates", "a.xlsx",
            XLSXBuilder(
                rows: "<row r=\"1\"><c r=\"A1\" t=\"d\"><v>2026-03-01T10:15:00</v></c>"
                    + "<c r=\"B1\" t=\"d\"><v>2026-02-30</v></c>"
                    + "<c r=\"C1\" s=\"1\"><v>46082</v></c>"
                    + "</row>", formats: ["dd/mm/yyyy"], isStrict: true
            ).bytes, .cells(["A1 @2026-03-01 10:15:00", "B1 !cell-unreadable", "C1 @2026-03-01"])),
        AwkwardFile(
            "other programs' names and attributes", "a.xlsx",
            XLSXBuilder(
                sheetXML: "<x:worksheet xmlns:x=\"\(XLSXBuilder.main)\" xmlns:x14ac="
                    + "\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac\">"
                    + "<x:sheetData>"
                    + "<x:row r=\"1\" spans=\"1:1\" x14ac:dyDescent=\"0.25\" x14ac:r=\"9\">"
                    + "<x:c r=\"A1\" x14ac:t=\"s\"><x:v>1</x:v></x:c></x:row></x:sheetData>"
                    + "<x:extLst><x:ext><x14ac:row r=\"1\"/></x:ext></x:extLst></x:worksheet>"
            ).bytes, .cells(["A1 #1"])),
        AwkwardFile(
            "number formats as openpyxl writes them", fixture: "formats.xlsx",
            .cells([
                "A1 @2026-03-01", "A2 @2026-03-01 12:00:00", "A3 @14:30:00", "A4 @2026-03-01",
                "A5 #46082", "A6 #46082", "A7 #0.15 percent", "A8 #1234 [01234]", "A9 @2026-03-01",
                "A10 #30.5", "A11 !no-such-date", "A12 @1900-03-01", "A13 @1900-02-28",
                "A14 !no-such-date", "A15 !no-such-date", "A16 @2026-03-01 23:59:59", "A17 #1",
                "A18 @2026-03-01", "A19 #0.3", "A20 #310122393500003",
            ])),
        AwkwardFile(
            "number formats that only look like dates", "a.xlsx",
            XLSXBuilder(
                rows: "<row r=\"1\">" + (1...6).map { "<c s=\"\($0)\"><v>46082</v></c>" }.joined()
                    + "</row>",
                formats: [
                    "SAR 0.00", "0.00 \\d\\a\\y\\s", "[$ر.س.-401] #,##0.00", "[Red]0;[Blue]-d",
                    "mm:ss.0", "_d0_y",
                ]
            ).bytes,
            .cells([
                "A1 #46082", "B1 #46082", "C1 #46082", "D1 #46082",
                "E1 @2026-03-01 00:00:00", "F1 #46082",
            ])),
        AwkwardFile(
            "the days of 1904", fixture: "epoch-1904.xlsx",
            .cells(["A1 @2026-03-01", "A2 @1904-01-01"])),
        AwkwardFile(
            "texts as openpyxl writes them, to the last cells", fixture: "texts.xlsx",
            .cells([
                "A1 شركة النور", "XFD1 last column", "A2   two  blanks  ", "A3 line 1\nline 2",
                "A4 \r & <b> \" '", "A5 true", "A6 error #REF!",
                "A7 !formula-without-value {formula}", "A8 '=1+1", "A9 3.00000000000003E+14",
                "B1048576 last row",
            ])),
    ]
}
