extension AwkwardFile {
    private static let three = [
        "A1 رقم الفاتورة", "B1 العميل", "C1 السعر", "A2 INV-1", "B2 شركة النور", "C2 12,50",
        "A3 INV-2", "B3 مؤسسة الأمل", "C3 7,00",
    ]

    static let csv: [AwkwardFile] = [
        AwkwardFile("Windows-1256 by Python's codec", fixture: "arabic-1256.csv", .cells(three)),
        AwkwardFile("UTF-8 with its mark", fixture: "arabic-utf8-bom.csv", .cells(three)),
        AwkwardFile("Excel's \"Unicode text\"", fixture: "arabic-utf16le-bom.csv", .cells(three)),
        AwkwardFile("UTF-16 without its mark", fixture: "arabic-utf16be.csv", .cells(three)),
        AwkwardFile(
            "French in Windows-1252", fixture: "french-1252.csv",
            .cells([
                "A1 Numéro", "B1 Client", "C1 Prix", "A2 1", "B2 Café Éclair", "C2 12,50",
            ])),
        AwkwardFile(
            "LF, CR and CRLF mixed", "a.csv", text: "a,b\n1,2\r3,4\r\n5,6",
            .cells(["A1 a", "B1 b", "A2 1", "B2 2", "A3 3", "B3 4", "A4 5", "B4 6"])),
        AwkwardFile(
            "a line that declares the separator", "a.csv", text: "sep=;\r\na;b\r\n1,5;2\r\n",
            .cells(["A1 a", "B1 b", "A2 1,5", "B2 2"])),
        AwkwardFile(
            "decimal commas between semicolons", "a.csv", text: "n;p\n1;1,5\n2;2,5\n3;3,25\n",
            .cells(["A1 n", "B1 p", "A2 1", "B2 1,5", "A3 2", "B3 2,5", "A4 3", "B4 3,25"])),
        AwkwardFile(
            "tabs", "a.tsv", text: "a\tb,c\n1\t2\n", .cells(["A1 a", "B1 b,c", "A2 1", "B2 2"])),
        AwkwardFile(
            "strokes", "a.txt", text: "a|b\n1|2\n", .cells(["A1 a", "B1 b", "A2 1", "B2 2"])),
        AwkwardFile(
            "line ends and doubled quotes within quotes", "a.csv",
            text: "a,b\n\"x\r\ny\",\"he said \"\"hi\"\"\"\n",
            .cells(["A1 a", "B1 b", "A2 x\r\ny", "B2 he said \"hi\""])),
        AwkwardFile(
            "quotes inside an unquoted field", "a.csv", text: "a,b\n5\" pipe,2\n",
            .cells(["A1 a", "B1 b", "A2 5\" pipe", "B2 2"])),
        AwkwardFile(
            "ragged rows, trailing separators, blank lines", "a.csv",
            text: "a,b,,\n\n1,2,,\n3\n4,5,6,7,8\n",
            .cells([
                "A1 a", "B1 b", "A3 1", "B3 2", "A4 3", "A5 4", "B5 5", "C5 6", "D5 7", "E5 8",
            ])),
        AwkwardFile("one column", "a.csv", text: "a\nb\n", .cells(["A1 a", "A2 b"])),
        AwkwardFile(
            "a quote that never closes", "a.csv", text: "a,b\n1,2\n3,\"x\n4,5\n",
            .refused("sheet-bad-text", "line 3")),
        AwkwardFile(
            "a quote that never closes, in a long file", "a.csv",
            text: "a,b\n\"x,1\n" + String(repeating: "row,1\n", count: 30_000),
            .refused("sheet-bad-text", "line 2")),
        AwkwardFile(
            "text behind a closing quote", "a.csv", text: "a,b\n\"1\" x,2\n",
            .refused("sheet-bad-text", "line 2")),
        AwkwardFile(
            "a byte 0", "a.csv", [0x61, 0x2C, 0x62, 0x0A, 0x31, 0x2C, 0, 0x32] + filler,
            .refused("sheet-bad-text", "line 2 of a.csv holds a byte 0")),
        AwkwardFile(
            "UTF-8 with one bad byte", "a.csv",
            Array("اسم,سعر\nقهوة عربية,1\nشاي".utf8) + [0xFF] + Array(",2\n".utf8),
            .refused("sheet-bad-text", "line 3")),
        AwkwardFile(
            "UTF-16 with half a pair", "a.csv", [0xFF, 0xFE, 0x61, 0, 0x00, 0xD8, 0x62, 0],
            .refused("sheet-bad-text", "UTF-16")),
        AwkwardFile(
            "a giant cell", "a.csv", text: "a,b\n" + String(repeating: "x", count: 50_000) + ",1\n",
            .refused("sheet-limit", "40000 bytes in one cell")),
        AwkwardFile(
            "more columns than any program has", "a.csv",
            text: String(repeating: "x,", count: 16_400), .refused("sheet-limit", "16384 columns")),
        AwkwardFile("nothing", "a.csv", [], .refused("sheet-empty", "a.csv is empty")),
    ]

    private static let filler = Array(String(repeating: "plain text, ", count: 20).utf8)
}
