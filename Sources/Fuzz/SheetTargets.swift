import Sheets

extension FuzzTarget {
    /// Sheets, with limits so small that the fuzzer reaches them too.
    static let sheets = [
        FuzzTarget(name: "csv") { bytes in readAll(.bytes(bytes, name: "sales.csv")) },
        FuzzTarget(name: "zip") { bytes in readAll(.bytes(bytes, name: "sales.xlsx")) },
        FuzzTarget(name: "xlsx") { bytes in
            let package = StoredZip.package(SheetPackage.workbook(sheet: bytes))
            readAll(.bytes(package, name: "sales.xlsx"))
        },
        FuzzTarget(name: "ods") { bytes in
            let package = StoredZip.package(SheetPackage.text(content: bytes))
            readAll(.bytes(package, name: "sales.ods"))
        },
    ]

    /// Rows come in order, and an end or an error stays one.
    private static func readAll(_ input: SheetInput) {
        guard let book = try? Workbook(input) else { return }
        for index in book.sheets.indices.prefix(4) {
            guard let rows = try? book.rows(ofSheet: index) else { continue }
            var last = 0
            var row = SheetRow()
            while let found = try? rows.next(into: &row), found {
                require(row.number > last, "rows come in order")
                last = row.number
            }
            let after = try? rows.next(into: &row)
            require(after != true, "nothing comes after the end")
        }
    }
}

/// The smallest packages around the part that is made up.
enum SheetPackage {
    private static let office = "http://schemas.openxmlformats.org/"

    static func workbook(sheet: [UInt8]) -> [(name: String, bytes: [UInt8])] {
        let types = """
            <Types xmlns="\(office)package/2006/content-types"><Override \
            PartName="/xl/workbook.xml" ContentType="application/\
            vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>
            """
        let roots = """
            <Relationships xmlns="\(office)package/2006/relationships"><Relationship Id="r1" \
            Type="\(office)officeDocument/2006/relationships/officeDocument" \
            Target="xl/workbook.xml"/></Relationships>
            """
        let book = """
            <workbook xmlns="\(office)spreadsheetml/2006/main" \
            xmlns:r="\(office)officeDocument/2006/relationships"><sheets>\
            <sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>
            """
        let parts = """
            <Relationships xmlns="\(office)package/2006/relationships"><Relationship Id="r1" \
            Type="\(office)officeDocument/2006/relationships/worksheet" \
            Target="worksheets/sheet1.xml"/></Relationships>
            """
        return [
            ("[Content_Types].xml", Array(types.utf8)), ("_rels/.rels", Array(roots.utf8)),
            ("xl/workbook.xml", Array(book.utf8)),
            ("xl/_rels/workbook.xml.rels", Array(parts.utf8)),
            ("xl/worksheets/sheet1.xml", sheet),
        ]
    }

    static func text(content: [UInt8]) -> [(name: String, bytes: [UInt8])] {
        [
            ("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8)),
            ("content.xml", content),
        ]
    }
}
