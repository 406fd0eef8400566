/// The parts of a written workbook that hold no rows.
enum XLSXParts {
    /// The places in the list of cell formats.
    enum Style {
        static let plain = 0
        static let header = 1
        static let amount = 2
        static let date = 3
        static let dateTime = 4
        static let time = 5
        static let percent = 6
        /// A text that Excel leaves alone even when the cell is edited.
        static let inert = 7
        static let text = 8
    }

    private static let declaration =
        #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"
    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"
    private static let type = "application/vnd.openxmlformats-officedocument.spreadsheetml."

    static func fixed(_ sheets: [SheetOut]) -> [(name: String, text: String)] {
        [
            ("[Content_Types].xml", contentTypes(sheets.count)),
            ("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", workbook(sheets)),
            (
                "xl/_rels/workbook.xml.rels",
                relations(
                    sheets.indices.map { ("worksheet", "worksheets/sheet\($0 + 1).xml") }
                        + [("styles", "styles.xml")])
            ),
            ("xl/styles.xml", styles),
        ]
    }

    private static func contentTypes(_ count: Int) -> String {
        let sheets = (1...count).map {
            #"<Override PartName="/xl/worksheets/sheet\#($0).xml" "#
                + #"ContentType="\#(type)worksheet+xml"/>"#
        }
        return declaration + #"<Types xmlns="\#(package)/content-types">"#
            + #"<Default Extension="rels" ContentType="application/vnd.openxmlformats-"#
            + #"package.relationships+xml"/>"#
            + #"<Default Extension="xml" ContentType="application/xml"/>"#
            + #"<Override PartName="/xl/workbook.xml" ContentType="\#(type)sheet.main+xml"/>"#
            + #"<Override PartName="/xl/styles.xml" ContentType="\#(type)styles+xml"/>"#
            + sheets.joined() + "</Types>"
    }

    private static func relations(_ targets: [(type: String, target: String)]) -> String {
        let list = targets.enumerated().map { index, relation in
            #"<Relationship Id="rId\#(index + 1)" Type="\#(office)/\#(relation.type)" "#
                + #"Target="\#(relation.target)"/>"#
        }
        return declaration + #"<Relationships xmlns="\#(package)/relationships">"#
            + list.joined() + "</Relationships>"
    }

    private static func workbook(_ sheets: [SheetOut]) -> String {
        var taken: Set<String> = []
        let list = sheets.enumerated().map { index, sheet in
            var name = sheetName(sheet.name, index)
            // Excel calls a workbook damaged if two sheets' names differ by case only.
            if !taken.insert(name.lowercased()).inserted { name = "Sheet\(index + 1)" }
            taken.insert(name.lowercased())
            let id = index + 1
            return #"<sheet name="\#(escaped(name))" sheetId="\#(id)" r:id="rId\#(id)"/>"#
        }
        return declaration + #"<workbook xmlns="\#(main)" xmlns:r="\#(office)"><sheets>"#
            + list.joined() + "</sheets></workbook>"
    }

    private static func sheetName(_ name: String, _ index: Int) -> String {
        let forbidden: Set<Character> = ["[", "]", ":", "*", "?", "/", "\\"]
        var out = ""
        for character in WrittenText.tidy(name) {
            let kept = forbidden.contains(character) ? "-" : character
            if out.utf16.count + String(kept).utf16.count > 31 { break }
            out.append(kept)
        }
        let isQuoted = out.hasPrefix("'") || out.hasSuffix("'")
        return out.isEmpty || isQuoted ? "Sheet\(index + 1)" : out
    }

    static func escaped(_ text: String) -> String {
        var out: [UInt8] = []
        XLSXSheetWriter.append(text, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// In the order of `Style`.
    private static let styles =
        declaration + #"<styleSheet xmlns="\#(main)"><numFmts count="3">"#
        + #"<numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/>"#
        + #"<numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/>"#
        + #"<numFmt numFmtId="166" formatCode="hh:mm:ss"/></numFmts>"#
        + #"<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>"#
        + #"<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>"#
        + #"<fills count="2"><fill><patternFill patternType="none"/></fill>"#
        + #"<fill><patternFill patternType="gray125"/></fill></fills>"#
        + #"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border>"#
        + "</borders>"
        + #"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>"#
        + #"</cellStyleXfs><cellXfs count="9">"#
        + format(0) + format(49, font: 1) + format(4) + format(164) + format(165) + format(166)
        + format(10) + format(49, more: #" quotePrefix="1""#) + format(49)
        + #"</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>"#
        + "</cellStyles></styleSheet>"

    private static func format(_ number: Int, font: Int = 0, more: String = "") -> String {
        #"<xf numFmtId="\#(number)" fontId="\#(font)" fillId="0" borderId="0" xfId="0" "#
            + #"applyNumberFormat="1" applyFont="1"\#(more)/>"#
    }
}
