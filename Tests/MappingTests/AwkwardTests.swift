import Encoding
import Invoicing
import Sheets
import Testing

@testable import Mapping

/// A sheet with one trap, and what is said of it.
struct Awkward: Sendable, CustomTestStringConvertible {
    let name: String
    let sheet: String
    var rules: String?
    /// Rule, cell, text of every problem.
    var problems: [String] = []
    /// Parts of the drafts that must come out.
    var drafts: [String] = []

    var testDescription: String { name }
}

@Suite("Awkward sheets")
struct AwkwardTests {
    static let header = "Invoice No,Date,Item,Qty,Price before VAT,VAT %\n"

    static let rows: [Awkward] = [
        Awkward(
            name: "dates by day first, told by one of them",
            sheet: header + "1,03/04/2026,Tea set,1,10,15\n2,25/04/2026,Tea set,1,10,15",
            drafts: [#""issued_at":"2026-04-03T00:00:00""#]),
        Awkward(
            name: "dates that no cell decides",
            sheet: header + "1,03/04/2026,Tea set,1,10,15",
            problems: ["SJL-SHEET-DATE-ORDER-UNKNOWN B2 03/04/2026"]),
        Awkward(
            name: "dates that the rules decide",
            sheet: header + "1,03/04/2026,Tea set,1,10,15",
            rules: given + "date-order m/d/y\n",
            drafts: [#""issued_at":"2026-03-04T00:00:00""#]),
        Awkward(
            name: "dates in two orders",
            sheet: header + "1,25/04/2026,Tea set,1,10,15\n2,04/25/2026,Tea set,1,10,15",
            problems: ["SJL-SHEET-CONTRADICTORY B"]),
        Awkward(
            name: "Hijri dates without a rule",
            sheet: header + "1,1447/09/12,Tea set,1,10,15",
            problems: ["SJL-SHEET-HIJRI-DATE B2 1447/09/12"]),
        Awkward(
            name: "Hijri dates with the rule",
            sheet: header + "1,1447/09/12,Tea set,1,10,15",
            rules: given + "calendar umm-al-qura\n",
            drafts: [#""issued_at":"2026-03-01T00:00:00""#]),
        Awkward(
            name: "a day number in a column of dates",
            sheet: header + "1,46082,Tea set,1,10,15",
            problems: ["SJL-SHEET-DAY-NUMBER B2 46082"]),
        Awkward(
            name: "a number that may be thousands",
            sheet: header + "1,2026-03-01,Tea set,1,1.234,15",
            problems: ["SJL-SHEET-DECIMAL-MARK-UNKNOWN E2 1.234"]),
        Awkward(
            name: "a comma that other cells prove to be decimal",
            sheet: "Invoice No;Date;Item;Qty;Price before VAT;VAT %\n"
                + "1;2026-03-01;Tea set;1;1.234;15\n2;2026-03-01;Tea set;1;1.150,50;15",
            drafts: [#""price":"1234""#, #""price":"1150.50""#]),
        Awkward(
            name: "an exponent in an amount",
            sheet: header + "1,2026-03-01,Tea set,1,1E3,15",
            problems: ["SJL-SHEET-EXPONENT E2 1E3"]),
        Awkward(
            name: "Arabic-Indic digits and marks",
            sheet: header + "١,2026-03-01,Tea set,٢,\"١٬٢٥٠٫٥٠\",١٥٪",
            drafts: [
                #""number":"1""#, #""quantity":"2","price":"1250.50""#, #""rate":"15""#,
            ]),
        Awkward(
            name: "another currency than the invoice's",
            sheet: header + "1,2026-03-01,Tea set,1,$10.00,15",
            problems: ["SJL-SHEET-CURRENCY E2 $10.00"]),
        Awkward(
            name: "a rate that is none",
            sheet: header + "1,2026-03-01,Tea set,1,10,14",
            problems: ["SJL-SHEET-RATE F2 14"]),
        Awkward(
            name: "rates in every form",
            sheet: header + "1,2026-03-01,Tea set,1,10,0.15\n2,2026-03-01,Tea set,1,10,15%\n"
                + "3,2026-03-01,Tea set,1,10,5",
            drafts: [#""rate":"15""#, #""rate":"15""#, #""rate":"5""#]),
        Awkward(
            name: "an error of the spreadsheet",
            sheet: header + "1,2026-03-01,Tea set,1,#REF!,15",
            problems: ["SJL-SHEET-NOT-A-NUMBER E2 #REF!"]),
        Awkward(
            name: "a VAT number that was shortened",
            sheet: "Invoice No,Date,VAT Number,Item,Price before VAT\n"
                + "1,2026-03-01,3.10122E+14,Tea set,10",
            problems: ["SJL-SHEET-DIGITS-LOST C2 3.10122E+14"]),
        Awkward(
            name: "a header that is misspelled",
            sheet: "Invoice No,Date,Itm,Qty,Price before VAT\n1,2026-03-01,Tea set,1,10",
            problems: ["SJL-SHEET-COLUMN-MISSING 1"]),
        Awkward(
            name: "a header that was renamed since the rules were written",
            sheet: "Invoice Nr,Date,Item,Qty,Price before VAT,VAT %\n1,2026-03-01,Tea set,1,10,15",
            rules: given,
            problems: [
                "SJL-SHEET-COLUMN-NOT-FOUND 1", "SJL-SHEET-KEY 1", "SJL-SHEET-NUMBER 2",
            ]),
        Awkward(
            name: "no number at all",
            sheet: "Date,Item,Qty,Price before VAT\n2026-03-01,Tea set,1,10",
            problems: ["SJL-SHEET-KEY 1", "SJL-SHEET-NUMBER 2"]),
        Awkward(
            name: "no number, and rules that say what is unique",
            sheet: "Date,Order,Item,Qty,Price before VAT\n2026-03-01,77,Tea set,1,10",
            rules: """
                field date Date
                field purchase-order Order
                field item Item
                field quantity Qty
                field price "Price before VAT"
                key date purchase-order
                prices-include-vat no
                set vat-rate 15
                set kind simplified

                """,
            drafts: [#""key":"2026-03-01|77","number":"2026-03-01-77""#]),
        Awkward(
            name: "no header",
            sheet: "1,2026-03-01,Tea set,1,10,15\n2,2026-03-01,Tea set,1,10,15",
            problems: ["SJL-SHEET-HEADER -"]),
        Awkward(
            name: "no header, and rules that name columns by letters",
            sheet: "1,2026-03-01,Tea set,1,10,15",
            rules: """
                header none
                field number column A
                field date column B
                field item column C
                field quantity column D
                field price column E
                field vat-rate column F
                prices-include-vat no
                set kind simplified

                """,
            drafts: [#""number":"1""#]),
    ]

    /// The rules for `header`.
    static let given = """
        field number "Invoice No"
        field date Date
        field item Item
        field quantity Qty
        field price "Price before VAT"
        field vat-rate "VAT %"
        prices-include-vat no
        set kind simplified
        set time 00:00:00

        """

    @Test(
        "each is refused at its cell, or read right",
        arguments: rows + more + totals + garbled + carried)
    func judged(row: Awkward) throws {
        let bench = try Bench(row.sheet, rules: row.rules)
        #expect(bench.problems == row.problems)
        for (index, part) in row.drafts.enumerated() {
            let all = bench.json.joined(separator: "\n")
            #expect(all.contains(part), "part \(index + 1): \(part) in \(all)")
        }
        for problem in bench.understanding.problems + bench.drafts.flatMap(\.problems) + bench.sums
        {
            #expect(problem.place.file == "sales.csv")
            #expect(!problem.problem.message.ar.isEmpty)
            #expect(!problem.problem.remedy.ar.isEmpty)
        }
    }
}
