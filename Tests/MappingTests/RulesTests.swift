import Foundation
import Invoicing
import Sheets
import Testing

@testable import Mapping

@Suite("The rules file")
struct RulesTests {
    static let whole = """
        # remark
        sheet "Sales 2026"   # another
        encoding windows-1256
        separator tab
        header 3
        skip 4
        skip 20-24
        hidden-rows skip
        totals-rows ignore
        rows line
        key date buyer-name
        date-order d/m/y
        calendar umm-al-qura
        decimal-mark ,
        prices-include-vat yes
        expect-count 412
        expect-total 123456.78
        field number "رقم الفاتورة"
        field price column F
        field item "the ""best"" item"
        set kind simplified
        set currency SAR
        if "Customer" matches "Co\\.$"
          set kind standard
        if column H equals "cancelled"
          skip
        if Notes not-empty
          set type credit-note
          set reason "returned goods"
        """

    @Test("is read as it says")
    func reads() throws {
        let rules = try RulesReader.read(Array(Self.whole.utf8), file: "x.rules")
        #expect(rules.sheet == "Sales 2026")
        #expect(rules.encoding == .windows1256)
        #expect(rules.separator == "\t")
        #expect(rules.header == .row(3))
        #expect(rules.skippedRows == [4...4, 20...24])
        #expect(rules.hiddenRows == .skip)
        #expect(rules.totalsRows == .ignore)
        #expect(rules.key == [.date, .buyerName])
        #expect(rules.calendar == .ummAlQura)
        #expect(rules.decimalMark == .comma)
        #expect(rules.expectedTotal == "123456.78")
        #expect(rules.mappings[1] == .init(field: .price, column: .at(6)))
        #expect(rules.mappings[2].column == .named("the \"best\" item"))
        #expect(
            rules.conditions.map(\.test) == [.matches("Co\\.$"), .equals("cancelled"), .isNotEmpty])
        #expect(rules.conditions[1].skips)
        #expect(rules.conditions[2].sets.count == 2)
    }

    @Test("written and read again it is the same")
    func roundTrip() throws {
        let rules = try RulesReader.read(Array(Self.whole.utf8), file: "x.rules")
        let text = RulesWriter.text(
            rules, file: "x", samples: [.price: ["1\n2", "a # b"], .number: ["\"7\""]])
        #expect(try RulesReader.read(Array(text.utf8), file: "x.rules") == rules)
        #expect(text.contains("كيف يقرأ"))
    }

    /// A line, and what is said of it.
    static let faults: [(String, String)] = [
        ("feild number A", "there is no rule feild; the nearest is field"),
        ("field numbr A", "there is no field numbr; the nearest is number"),
        ("field number", "number needs a column: its header, or `column F`"),
        ("field number column 7", "7 is not allowed here; write column F"),
        ("field number A B", "nothing may follow here: B"),
        ("header zero", "zero is not allowed here; write 3, none"),
        ("skip 9-2", "9-2 is not allowed here; write 2, 20-24"),
        ("date-order y/m/d", "y/m/d is not allowed here; write d/m/y, m/d/y"),
        ("decimal-mark x", "x is not allowed here; write ., ,"),
        ("expect-total many", "many is not allowed here; write 123456.78"),
        ("sheet \"Sales", "the quotation mark is never closed: sheet \"Sales"),
        ("  set kind standard", "the line is indented and no `if` stands above it"),
        ("if A empty", "below `if` an indented line must say what then holds"),
        ("if A matches \"(\"\n  skip", "( is no regular expression"),
        (
            "if A resembles B",
            "resembles is not allowed here; write empty, not-empty, equals, contains, matches"
        ),
        ("sheet A\nsheet B", "sheet was said before, in line 1"),
    ]

    @Test("faults are told with their line", arguments: faults)
    func refuses(text: String, words: String) throws {
        let error = #expect(throws: RulesError.self) {
            try RulesReader.read(Array(text.utf8), file: "sales.csv.rules")
        }
        let fault = try #require(error?.faults.first)
        #expect(fault.problem.en == words)
        #expect(!fault.problem.ar.isEmpty)
        #expect(error?.problem.en.hasPrefix("sales.csv.rules:\(fault.line): ") == true)
    }

    @Test("all faults are told at once, in both languages")
    func allAtOnce() throws {
        let error = #expect(throws: RulesError.self) {
            try RulesReader.read(Array("colour red\nrows many\n".utf8), file: "a.rules")
        }
        #expect(error?.faults.map(\.line) == [1, 2])
        #expect(error?.problem.ar.contains("a.rules:2:") == true)
    }

    @Test("what is no UTF-8 is refused")
    func notText() {
        #expect(throws: RulesError.self) {
            try RulesReader.read([0x73, 0xE1, 0x20], file: "a.rules")
        }
    }
}

@Suite("What only whoever knows the sheet can tell")
struct RulesQuestionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let sheet: String
        let lines: [String]
        /// What the sheet is refused for.
        let rule: String
        var testDescription: String { lines.joined(separator: " | ") }
    }

    static let rows = [
        Row(
            sheet: "Invoice No,Date,Item,Qty,Price\n1,2026-03-01,Tea set,1,10",
            lines: ["prices-include-vat yes", "prices-include-vat no"],
            rule: "SJL-SHEET-VAT-IN-PRICES"),
        Row(
            sheet: "Invoice No,Date,Item,Price before VAT\n1,03/04/2026,Tea set,10",
            lines: ["date-order d/m/y", "date-order m/d/y"],
            rule: "SJL-SHEET-DATE-ORDER-UNKNOWN"),
        Row(
            sheet: "Invoice No,Date,Item,Price before VAT\n1,2026-03-01,Tea set,1.234",
            lines: ["decimal-mark .", "decimal-mark ,"],
            rule: "SJL-SHEET-DECIMAL-MARK-UNKNOWN"),
        Row(
            sheet: "Invoice No,Date,Item,Price before VAT\n1,1447/09/12,Tea set,10",
            lines: ["calendar umm-al-qura"], rule: "SJL-SHEET-HIJRI-DATE"),
    ]

    @Test("has a commented line for each answer, and each answer is one", arguments: rows)
    func asked(_ row: Row) throws {
        let first = try Bench(row.sheet)
        #expect(first.problems.contains { $0.hasPrefix(row.rule) }, "\(first.problems)")
        let text = first.understanding.rulesText
        for line in row.lines {
            #expect(text.contains("\n# \(line)\n"))
            let answered = text.replacingOccurrences(of: "\n# \(line)\n", with: "\n\(line)\n")
            #expect(try Bench(row.sheet, rules: answered).problems == [])
        }
        // A message names the lines.
        let problem = (first.understanding.problems + first.drafts.flatMap(\.problems)).first {
            $0.problem.rule == row.rule
        }
        let name = row.lines[0].split(separator: " ")[0]
        #expect(problem?.problem.remedy.en.contains(name) == true)
        #expect(problem?.problem.remedy.ar.contains(name) == true)
    }

    @Test("assumes a kind only where no type tells it")
    func kinds() throws {
        let header = "Invoice No,Date,Type,Item,Price before VAT\n"
        let told = try Bench(
            header + "1,2026-03-01,Simplified,Tea set,10\n2,2026-03-01,Credit Note,Tea set,10")
        #expect(
            told.understanding.assumed.first?.en
                == "where the type does not tell, all invoices are simplified")
        let untold = try Bench(header + "1,2026-03-01,Invoice,Tea set,10")
        #expect(untold.understanding.assumed.first?.en == "all invoices are simplified")
    }

    @Test("asks nothing that the sheet tells")
    func silent() throws {
        let bench = try Bench(
            "Invoice No,Date,Item,Price before VAT\n1,2026-03-01,Tea set,10\n"
                + "2,13/04/2026,Tea set,10.50")
        #expect(!bench.understanding.rulesText.contains("\n# date-order"))
        #expect(!bench.understanding.rulesText.contains("\n# prices-include-vat"))
        #expect(!bench.understanding.rulesText.contains("\n# decimal-mark"))
    }
}
