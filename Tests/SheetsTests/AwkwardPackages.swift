extension AwkwardFile {
    private static func broken(_ change: (inout ZipBuilder) -> Void) -> [UInt8] {
        var zip = XLSXBuilder(rows: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>").zip
        change(&zip)
        return zip.bytes
    }

    private static func sheet(_ xml: String) -> [UInt8] { XLSXBuilder(sheetXML: xml).bytes }

    static let packages: [AwkwardFile] = [
        AwkwardFile(
            "parts that share bytes (I1)", "a.xlsx",
            broken { zip in
                zip.parts[0].content = [UInt8](repeating: 0x20, count: 3_000)
                for index in 0..<3 {
                    var part = zip.parts[0]
                    part.name = "part\(index)"
                    part.overlapsFirst = true
                    zip.parts.append(part)
                }
            }, .refused("sheet-limit", "overlap")),
        AwkwardFile(
            "a part of four gigabytes (I1)", "a.xlsx",
            broken { $0.parts[0].statedSize = 4_000_000_000 },
            .refused("sheet-limit", "bytes unpacked")),
        AwkwardFile(
            "a part larger than it says (I1)", "a.xlsx",
            broken { zip in
                for index in zip.parts.indices where zip.parts[index].name.hasSuffix("sheet1.xml") {
                    zip.parts[index].statedSize = 10
                }
            }, .refused("sheet-damaged", "damaged")),
        AwkwardFile(
            "more parts than a workbook has (I1)", "a.xlsx",
            broken { zip in for index in 0..<60 { zip.add("part\(index)", "") } },
            .refused("sheet-limit", "50 parts")),
        AwkwardFile(
            "a name that leads out (I2)", "a.xlsx", broken { $0.add("xl/../../etc/passwd", "x") },
            .refused("sheet-damaged", "leads elsewhere")),
        AwkwardFile(
            "a name that leads out in Windows (I2)", "a.xlsx",
            broken { $0.add("..\\autoexec.bat", "x") },
            .refused("sheet-damaged", "leads elsewhere")),
        AwkwardFile(
            "two sheets of one name", "a.xlsx",
            broken { $0.add("XL/worksheets/Sheet1.xml", "x") },
            .refused("sheet-damaged", "twice")),
        AwkwardFile(
            "cut in the middle", "a.xlsx", Array(XLSXBuilder().bytes.dropLast(400)),
            .refused("sheet-damaged", "damaged")),
        AwkwardFile(
            "no list of sheets", "a.xlsx",
            broken { $0.parts.removeAll { $0.name.hasSuffix("book.xml") } },
            .refused("sheet-damaged", "lacks")),
        AwkwardFile(
            "an entity bomb (I2)", "a.xlsx",
            sheet("<!DOCTYPE a [<!ENTITY b \"cc\"><!ENTITY d \"&b;&b;\">]><a>&d;</a>"),
            .refused("sheet-damaged", "document type")),
        AwkwardFile(
            "XML two hundred levels deep", "a.xlsx",
            sheet(String(repeating: "<a>", count: 200) + String(repeating: "</a>", count: 200)),
            .refused("sheet-damaged", "depth")),
        AwkwardFile(
            "a tag of a thousand attributes", "a.xlsx",
            sheet("<a " + (0..<1_000).map { "b\($0)=\"\" " }.joined() + "/>"),
            .refused("sheet-damaged", "attributes")),
        AwkwardFile(
            "XML that stops", "a.xlsx",
            sheet("<worksheet xmlns=\"\(XLSXBuilder.main)\"><sheetData><row r=\"1\">"),
            .refused("sheet-damaged", "malformed")),
        AwkwardFile(
            "a sheet in UTF-16", "a.xlsx",
            sheet("<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet/>"),
            .refused("sheet-damaged", "UTF-16")),
        AwkwardFile(
            "a common text of fifty thousand characters", "a.xlsx",
            XLSXBuilder(texts: "<si><t>" + String(repeating: "x", count: 50_000) + "</t></si>")
                .bytes,
            .refused("sheet-limit", "40000 bytes in one cell")),
        AwkwardFile(
            "a megabyte of common texts", "a.xlsx",
            XLSXBuilder(
                texts: String(
                    repeating: "<si><t>" + String(repeating: "x", count: 30_000) + "</t></si>",
                    count: 40)
            ).bytes, .refused("sheet-limit", "1000000 bytes of text")),
    ]
}
