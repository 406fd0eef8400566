import Sheets
import Testing

@Suite("encodings and separators")
struct TextEncodingTests {
    @Test(
        "the file tells its encoding, with how sure that is",
        arguments: [
            ("arabic-1256.csv", TextEncoding.Name.windows1256, TextEncoding.Certainty.guessed),
            ("french-1252.csv", .windows1252, .guessed), ("arabic-utf8-bom.csv", .utf8, .certain),
            ("arabic-utf16le-bom.csv", .utf16LittleEndian, .certain),
            ("arabic-utf16be.csv", .utf16BigEndian, .guessed),
        ])
    func detected(name: String, encoding: TextEncoding.Name, certainty: TextEncoding.Certainty)
        throws
    {
        let book = try Workbook(.file(Fixture.path(name)))
        guard case .csv(let dialect) = book.format else {
            Issue.record("no CSV")
            return
        }
        #expect(dialect.encoding.name == encoding)
        #expect(dialect.encoding.certainty == certainty)
        #expect(dialect.separator == ";")
    }

    @Test("every byte of Windows-1256 is the character that Python's codec has")
    func windows1256() throws {
        let bytes = Fixture.bytes("windows-1256-all.bin")
        #expect(bytes.count == 128)
        let book = try Workbook(.bytes(bytes, name: "a.csv"), encoding: .windows1256)
        let text = try book.rows(ofSheet: 0).next()?[1]?.text
        #expect(text == String(decoding: Fixture.bytes("windows-1256-all.txt"), as: UTF8.self))
    }

    @Test("the user's word goes before what the bytes look like")
    func stated() throws {
        let bytes: [UInt8] = Array("a;b,c\n1;2,3\n".utf8) + [0xC7]
        let book = try Workbook(
            .bytes(bytes, name: "a.csv"), encoding: .windows1252, separator: ",")
        let rows = try book.rows(ofSheet: 0)
        #expect(try rows.next()?[1]?.text == "a;b")
        #expect(try rows.next()?[1]?.text == "1;2")
        #expect(try rows.next()?[1]?.text == "Ç")
        #expect(try rows.next() == nil)
    }

    @Test(
        "separators are declared, certain or guessed",
        arguments: [
            ("sep=|\na|b\n", Character("|"), CSVDialect.Certainty.declared),
            ("\"sep=;\"\na;b\n", ";", .declared), ("a,b\n1,2\n", ",", .certain),
            ("a\nb\n", ",", .certain),
            ("a;b\n1;1,5\n2;3,5\n", ";", .guessed), ("title\n\na;b;c\n1;2;3\n", ";", .certain),
            ("a\t\"b,c\"\n1\t\"2,3\"\n", "\t", .certain),
        ])
    func separator(text: String, separator: Character, certainty: CSVDialect.Certainty) throws {
        let book = try Workbook(.bytes(Array(text.utf8), name: "a.csv"))
        guard case .csv(let dialect) = book.format else {
            Issue.record("no CSV")
            return
        }
        #expect(dialect.separator == separator)
        #expect(dialect.separatorCertainty == certainty)
    }

    @Test("rows keep their numbers and lines")
    func lines() throws {
        let text = "sep=,\r\na,b\r\n\r\n\"x\r\ny\",2\r\n3,4,\r\n"
        let rows = try Workbook(.bytes(Array(text.utf8), name: "a.csv")).rows(ofSheet: 0)
        var seen: [[Int]] = []
        while let row = try rows.next() { seen.append([row.number, row.line, row.width]) }
        #expect(seen == [[1, 2, 2], [3, 4, 2], [4, 6, 3]])
    }

    @Test("a text of a hundred thousand rows is read whole, wherever its pieces end")
    func long() throws {
        var text = "n,name\n"
        for index in 0..<100_000 { text += "\(index),\"قهوة \"\"\(index)\"\"\"\r\n" }
        for name in [TextEncoding.Name.utf8, .utf16LittleEndian] {
            let bytes =
                name == .utf8
                ? Array(text.utf8)
                : [0xFF, 0xFE]
                    + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
            let rows = try Workbook(.bytes(bytes, name: "a.csv")).rows(ofSheet: 0)
            var row = SheetRow()
            var count = 0
            while try rows.next(into: &row) {
                if count > 0, row[2]?.text != "قهوة \"\(count - 1)\"" { break }
                count += 1
            }
            #expect(count == 100_001, "\(name)")
        }
    }

    @Test("half a sheet is never taken for all of it")
    func failure() throws {
        let rows = try Workbook(.bytes(Array("a\n\"b\n".utf8), name: "a.csv")).rows(ofSheet: 0)
        #expect(try rows.next()?[1]?.text == "a")
        for _ in 0..<3 { #expect(throws: SheetError.self) { try rows.next() } }
    }
}
