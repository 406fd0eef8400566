import Foundation
import Encoding
import Invoicing
import Sheets
import Testing

@testable import Mapping

@Suite("Sheets as people keep them")
struct SheetTests {
    @Test("a plain English sheet needs no rules")
    func plain() throws {
        let bench = try Bench(
            """
            Invoice No,Date,Item,Qty,Price,VAT %,Total
            A-1,2026-03-01,Coffee,2,10.00,15%,23.00
            A-2,2026-03-02,Tea,1,"1,150.00",15,"1,322.50"
            """)
        #expect(bench.problems == [])
        #expect(bench.understanding.rules.pricesIncludeVAT == false)
        #expect(bench.understanding.rules.rowMeaning == .invoice)
        #expect(
            bench.json == [
                #"{"number":"A-1","kind":"simplified","issued_at":"2026-03-01T00:00:00","#
                    + #""lines":[{"name":"Coffee","quantity":"2","price":"10.00","#
                    + #""vat":{"category":"S","rate":"15"}}]}"#,
                #"{"number":"A-2","kind":"simplified","issued_at":"2026-03-02T00:00:00","#
                    + #""lines":[{"name":"Tea","quantity":"1","price":"1150.00","#
                    + #""vat":{"category":"S","rate":"15"}}]}"#,
            ])
    }
}

@Suite("A clerk's workbook")
struct ClerkTests {
    static func book() throws -> Workbook {
        let url = try #require(
            Bundle.module.url(
                forResource: "clerk", withExtension: "xlsx", subdirectory: "Fixtures"))
        return try Workbook(.file(url.path))
    }

    @Test("is understood without rules")
    func understood() throws {
        let bench = try Bench(try Self.book(), nil)
        #expect(bench.problems == [])
        #expect(bench.understanding.headerRow == 4)
        #expect(bench.understanding.leftOut.map(\.row) == [12, 14])
        #expect(bench.understanding.rules.pricesIncludeVAT == false)
        #expect(bench.understanding.rules.rowMeaning == .line)
        #expect(bench.drafts.map(\.rowNumbers) == [[5], [6], [7, 8], [9], [10]])
        let prices = bench.drafts.flatMap { draft -> [String] in
            guard case .array(let lines)? = draft.json["lines"] else { return [] }
            return lines.compactMap {
                if case .string(let text)? = $0["price"] { text } else { nil }
            }
        }
        #expect(prices == ["12.5", "8.25", "100.00", "1", "1250.50", "86.9565217391304"])
    }

    @Test("by the rules that were written on the first run it is the same")
    func rulesAreKept() throws {
        let first = try Bench(try Self.book(), nil)
        let rules = try RulesReader.read(
            Array(first.understanding.rulesText.utf8), file: "clerk.xlsx.rules")
        #expect(rules == first.understanding.rules)
        let second = try Bench(try Self.book(), rules)
        #expect(second.json == first.json)
        #expect(second.problems == [])
    }
}

@Suite("What is wrong with a draft, said of its sheet")
struct ColumnWordsTests {
    struct Row: Sendable {
        let header: String
        let path: String
        let remedy: Bilingual
        let expected: Bilingual
    }

    static let rows = [
        Row(
            header: "Original Invoice", path: "/references",
            remedy: Bilingual(
                en: "give references with the number of that document",
                ar: "اكتب رقم ذلك المستند في references"),
            expected: Bilingual(
                en: "fill in the column «Original Invoice» with the number of that document",
                ar: "اكتب رقم ذلك المستند في العمود «Original Invoice»")),
        Row(
            header: "سبب الإشعار", path: "/reason",
            remedy: Bilingual(en: "give reason", ar: "اكتب السبب في reason"),
            expected: Bilingual(
                en: "fill in the column «سبب الإشعار»", ar: "اكتب السبب في العمود «سبب الإشعار»")),
        Row(
            header: "Remark", path: "/issued_at",
            remedy: Bilingual(
                en: "correct issued_at. The reason counts", ar: "صحح issued_at؛ والسبب مهم"),
            expected: Bilingual(
                en: "correct the column «Date». The reason counts",
                ar: "صحح العمود «Date»؛ والسبب مهم")),
    ]

    @Test("the column stands where the member stood", arguments: rows)
    func replaced(_ row: Row) throws {
        let bench = try Bench(
            "Invoice No,Date,Item,Price before VAT,\(row.header)\n1,2026-03-01,Tea set,10,x")
        let draft = try #require(bench.drafts.first)
        let problem = Problem(
            rule: "X", severity: .error, path: row.path, value: nil,
            message: Bilingual(en: "m", ar: "م"), remedy: row.remedy)
        #expect(draft.locate(problem).problem.remedy == row.expected)
    }

    @Test("a column that is not there is called by a name that it may have")
    func missing() throws {
        let bench = try Bench("Invoice No,Date,Item,Price before VAT\n1,2026-03-01,Tea set,10")
        let draft = try #require(bench.drafts.first)
        let problem = Problem(
            rule: "X", severity: .error, path: "/references", value: nil,
            message: Bilingual(en: "m", ar: "م"),
            remedy: Bilingual(en: "give references", ar: "اكتبه في references"))
        let remedy = draft.locate(problem).problem.remedy
        let english = try #require(remedy.en.split(separator: "«").last?.dropLast())
        let arabic = try #require(remedy.ar.split(separator: "«").last?.dropLast())
        #expect(SheetField.named(String(english)) == .reference)
        #expect(SheetField.named(String(arabic)) == .reference)
    }
}
