extension AwkwardFile {
    private static func compound(_ stream: String) -> [UInt8] {
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 504)
            + stream.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    }

    private static func zip(_ parts: (String, String)...) -> [UInt8] {
        var zip = ZipBuilder()
        for part in parts { zip.add(part.0, part.1) }
        return zip.bytes
    }

    private static let sheetType = "application/vnd.oasis.opendocument.spreadsheet"

    static let foreign: [AwkwardFile] = [
        AwkwardFile(
            "LibreOffice's own XLS", fixture: "old.xls", .refused("not-a-sheet", "XLS")),
        AwkwardFile(
            "an XLS called XLSX", "a.xlsx", compound("Workbook"),
            .refused("not-a-sheet", "old Excel workbook")),
        AwkwardFile(
            "an XLSX with a password", "a.xlsx", compound("EncryptedPackage"),
            .refused("sheet-encrypted", "password")),
        AwkwardFile(
            "an XLSX that msoffcrypto-tool put a password on", fixture: "password.xlsx",
            .refused("sheet-encrypted", "password")),
        AwkwardFile(
            "an old Word document", "a.doc", compound("WordDocument"),
            .refused("not-a-sheet", "old Office document")),
        AwkwardFile(
            "an ODS with a password", "a.ods",
            zip(
                ("mimetype", sheetType),
                ("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"),
                ("content.xml", "?")), .refused("sheet-encrypted", "password")),
        AwkwardFile(
            "an encrypted ZIP", "a.zip",
            {
                var zip = XLSXBuilder().zip
                for index in zip.parts.indices { zip.parts[index].isEncrypted = true }
                return zip.bytes
            }(), .refused("sheet-encrypted", "password")),
        AwkwardFile(
            "a Numbers document", "a.numbers", zip(("Index/Document.iwa", "x")),
            .refused("not-a-sheet", "Numbers")),
        AwkwardFile(
            "a binary workbook", "a.xlsb", zip(("xl/workbook.bin", "x")),
            .refused("not-a-sheet", "XLSB")),
        AwkwardFile(
            "a Word document", "a.xlsx", zip(("word/document.xml", "x")),
            .refused("not-a-sheet", "text document")),
        AwkwardFile(
            "a ZIP of something else", "a.xlsx", zip(("photo.jpg", "x")),
            .refused("not-a-sheet", "ZIP")),
        AwkwardFile(
            "a web page called XLS", "a.xls", text: "\n<html><table><tr><td>1</td></tr></table>",
            .refused("not-a-sheet", "web page")),
        AwkwardFile(
            "a table without a page called XLS", "a.xls", text: "<table border=1><tr><td>1</table>",
            .refused("not-a-sheet", "web page")),
        AwkwardFile(
            "XML of Excel 2003 called XLS", "a.xls",
            text: "<?xml version=\"1.0\"?><Workbook"
                + " xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>",
            .refused("not-a-sheet", "XML Spreadsheet 2003")),
        AwkwardFile(
            "an e-invoice", "a.xml",
            text: "<?xml version=\"1.0\"?><Invoice"
                + " xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"/>",
            .refused("not-a-sheet", "UBL")),
        AwkwardFile(
            "a web archive", "a.xls", text: "MIME-Version: 1.0\n",
            .refused("not-a-sheet", "MHTML")),
        AwkwardFile("a PDF", "a.csv", text: "%PDF-1.7\n", .refused("not-a-sheet", "PDF")),
        AwkwardFile(
            "a ledger", "a.csv", text: "SQLite format 3\0", .refused("not-a-sheet", "SQLite")),
        AwkwardFile(
            "drafts", "a.jsonl", text: "{\"kind\": \"simplified\"}\n",
            .refused("not-a-sheet", "JSON")),
    ]
}
