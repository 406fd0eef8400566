extension AwkwardFile {
    private static func ods(_ body: String) -> [UInt8] {
        let space = "urn:oasis:names:tc:opendocument:xmlns:"
        let names = ["office", "table", "text", "style", "draw"].map {
            let end = $0 == "draw" ? "drawing" : $0
            return "xmlns:\($0)=\"\(space)\(end):1.0\""
        }
        var zip = ZipBuilder()
        zip.add("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        zip.add(
            "content.xml",
            "<office:document-content \(names.joined(separator: " "))><office:body>"
                + "<office:spreadsheet>\(body)</office:spreadsheet></office:body>"
                + "</office:document-content>")
        return zip.bytes
    }

    private static func table(_ rows: String) -> [UInt8] {
        ods("<table:table table:name=\"S\">\(rows)</table:table>")
    }

    private static let number =
        "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>"

    static let openDocument: [AwkwardFile] = [
        AwkwardFile(
            "repeated, covered, hidden cells by odfpy", fixture: "repeats.ods",
            .cells([
                "A1 نص {merged}", "C1 hidden {hidden}", "A5 #0.15 percent [15%]",
                "B5 #100 [100.00 ر.س]", "C5 x {hidden}", "D5 x", "E5 x",
                "A6 @2026-03-01 [01/03/26]", "B6 @14:30:00 [14:30]", "C6 true [TRUE] {hidden}",
                "A7 @2026-03-01 [01/03/26]", "B7 @14:30:00 [14:30]", "C7 true [TRUE] {hidden}",
                "A8 a   b\nsecond", "B8 error #REF! [#REF!] {formula}",
                "C8 !formula-without-value {formula hidden}",
            ])),
        AwkwardFile(
            "comments, drawings and inner tables are no value", "a.ods",
            table(
                "<table:table-row><table:table-cell office:value-type=\"string\">"
                    + "<office:annotation><text:p>comment</text:p></office:annotation>"
                    + "<text:p>v<text:span>al</text:span>"
                    + "ue</text:p><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box>"
                    + "</draw:frame><table:table><table:table-row>\(number)</table:table-row>"
                    + "</table:table></table:table-cell>\(number)</table:table-row>"),
            .cells(["A1 value", "B1 #1 []"])),
        AwkwardFile(
            "values that are none", "a.ods",
            table(
                "<table:table-row><table:table-cell office:value-type=\"float\"/>"
                    + "<table:table-cell office:value-type=\"date\""
                    + " office:date-value=\"2026-02-30\"/>"
                    + "<table:table-cell office:value-type=\"boolean\""
                    + " office:boolean-value=\"yes\"/>"
                    + "<table:table-cell office:value-type=\"void\"/></table:table-row>"),
            .cells([
                "A1 !cell-unreadable []", "B1 !cell-unreadable []", "C1 !cell-unreadable []",
                "D1 !cell-unreadable []",
            ])),
        AwkwardFile(
            "a row repeated beyond the last", "a.ods",
            table(
                "<table:table-row table:number-rows-repeated=\"999999999\">\(number)"
                    + "</table:table-row>"), .refused("sheet-limit", "1048576 rows")),
        AwkwardFile(
            "a million rows of one value", "a.ods",
            table(
                "<table:table-row table:number-rows-repeated=\"1048576\">\(number)"
                    + "</table:table-row>"), .refused("sheet-limit", "50000 cells")),
        AwkwardFile(
            "a cell repeated beyond the last column", "a.ods",
            table(
                "<table:table-row><table:table-cell table:number-columns-repeated=\"99999\""
                    + " office:value-type=\"float\" office:value=\"1\"/></table:table-row>"),
            .refused("sheet-limit", "16384 columns")),
        AwkwardFile(
            "a text of a hundred thousand blanks", "a.ods",
            table(
                "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>"
                    + "<text:s text:c=\"100000\"/></text:p></table:table-cell></table:table-row>"),
            .refused("sheet-limit", "40000 bytes in one cell")),
        AwkwardFile("no sheet", "a.ods", ods(""), .refused("sheet-damaged", "no worksheet")),
    ]
}
