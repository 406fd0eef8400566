import Encoding
import Foundation
import Testing

@Suite("Import")
struct ImportTests {
    static let clerk = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("MappingTests/Fixtures/clerk.xlsx").path
    static let secret = "--passphrase-file pass"

    private func answer(_ outcome: Outcome) throws -> JSONValue {
        try #require(try outcome.json().first)
    }

    private func number(_ json: JSONValue, _ name: String) -> String? {
        if case .number(let text)? = json[name] { text } else { nil }
    }

    /// A folder with the clerk's workbook and its rules reviewed.
    private func reviewed() throws -> Workbench {
        let bench = try Shop.ready()
        try bench.must("cp '\(Self.clerk)' . && sijil import clerk.xlsx")
        return bench
    }

    @Test("a clerk's workbook: seen, issued once, sound, and never again")
    func clerk() throws {
        let bench = try Shop.ready()
        try bench.must("cp '\(Self.clerk)' .")
        let before = try bench.sum("shop.sijil")
        let preview = try answer(try bench.must("sijil import clerk.xlsx --json"))
        #expect(number(preview, "invoices") == "5")
        #expect(number(preview, "new") == "5")
        #expect(number(preview, "errors") == "0")
        #expect(number(preview, "late") == "5")
        #expect(try bench.sum("shop.sijil") == before, "a preview writes nothing to the ledger")
        let early = try bench.run("sijil import clerk.xlsx --commit --json \(Self.secret)")
        #expect(early.status == 1)
        #expect(try answer(early)["refused_for"] == "late")
        #expect(try bench.sum("shop.sijil") == before)
        let done = try answer(
            try bench.must("sijil import clerk.xlsx --commit --late --json \(Self.secret)"))
        #expect(number(done, "issued") == "5")
        #expect(number(done, "icv_last") == "5")
        try bench.must("sijil audit shop.sijil")
        let issued = try bench.sum("shop.sijil")
        let again = try answer(try bench.must("sijil import clerk.xlsx --commit --json"))
        #expect(number(again, "existing") == "5")
        #expect(number(again, "issued") == "0")
        #expect(try bench.sum("shop.sijil") == issued)
    }

    @Test("nothing is issued on a first run, whose rules nobody has seen")
    func firstRun() throws {
        let bench = try Shop.ready()
        try bench.must("cp '\(Self.clerk)' .")
        let outcome = try bench.run("sijil import clerk.xlsx --commit --late --json \(Self.secret)")
        #expect(outcome.status == 1)
        #expect(try answer(outcome)["refused_for"] == "rules-not-reviewed")
        #expect(try bench.must("sijil list").lines.isEmpty)
    }

    @Test("an overlapping file adds only what is new, and says what was there")
    func overlapping() throws {
        let bench = try Shop.ready()
        let header = "Invoice No,Date,Item,Price before VAT\n"
        let row = { (number: Int) in "R-\(number),2026-03-01,Tea set,10.00\n" }
        try bench.write(header + (1...3).map(row).joined(), to: "a.csv")
        try bench.must("sijil import a.csv; sijil import a.csv --commit --late \(Self.secret)")
        try bench.write(header + [5, 3, 2, 4].map(row).joined(), to: "b.csv")
        try bench.must("cp a.csv.rules b.csv.rules")
        let outcome = try bench.must("sijil import b.csv --commit --late \(Self.secret)")
        #expect(
            outcome.lines.suffix(3).first == "issued: 2 new (ICV 4-5), 2 already issued (ICV 2-3)")
        try bench.must("sijil audit shop.sijil")
    }

    @Test("the results are the user's sheet with what came of each row; formulas stay texts")
    func results() throws {
        let bench = try Shop.ready()
        try bench.write(
            "Invoice No,Date,Item,Price before VAT,Customer\n"
                + "R-1,2026-03-01,Tea set,10.00,\"=HYPERLINK(\"\"http://x\"\")\"\n"
                + "R-2,2026-03-01,Tea set,x,@SUM(A1)\n", to: "a.csv")
        #expect(try bench.run("sijil import a.csv --results out.csv").status == 1)
        let lines = try bench.must("cat out.csv").output.split(separator: "\r\n")
        #expect(lines.count == 3)
        #expect(lines[1].contains("'=HYPERLINK"))
        #expect(lines[1].contains("not issued"))
        #expect(lines[2].contains("'@SUM(A1)"))
        #expect(lines[2].contains("refused") && lines[2].contains("D3: "))
        try bench.must("sed -i 's/,x,/,5,/' a.csv")
        try bench.must(
            "sijil import a.csv --commit --late --results out.xlsx \(Self.secret)")
        try bench.must("sijil import a.csv --results out2.csv")
        let issued = try bench.must("cat out2.csv").output
        #expect(issued.components(separatedBy: ",issued,").count == 3)
        #expect(try bench.read("out.xlsx").starts(with: Array("PK".utf8)))
    }

    @Test("the template is itself a sheet that can be issued", arguments: ["csv", "xlsx"])
    func template(format: String) throws {
        let bench = try Shop.ready()
        for language in ["en", "ar"] {
            let name = "\(language).\(format)"
            try bench.must("sijil import --template \(format) \(name) --lang \(language)")
            #expect(try bench.run("sijil import --template \(format) \(name)").status == 2)
            let preview = try answer(try bench.run("sijil import \(name) --json"))
            #expect(number(preview, "invoices") == "6", "\(name)")
            #expect(number(preview, "errors") == "0", "\(name): \(preview.serialized())")
        }
        try bench.must("sijil import en.\(format) --commit --late \(Self.secret)")
        try bench.must("sijil audit shop.sijil")
    }

    @Test("the bookkeeper's sheet balances to the ledger")
    func bookkeeping() throws {
        let bench = try Shop.ready()
        try bench.must("sijil import --template csv t.csv; sijil import t.csv")
        try bench.must("sijil import t.csv --commit --late \(Self.secret)")
        try bench.must("sijil export --sheet book.csv; sijil export --sheet book.xlsx")
        let script = """
            import csv, decimal
            def total(name, column, last=False):
                rows = list(csv.DictReader(open(name, encoding="utf-8-sig")))
                rows = rows[-1:] if last else rows
                return sum(decimal.Decimal(row[column]) for row in rows if row[column])
            print(total("book.csv", "VAT in SAR"), total("book-vat.csv", "VAT in SAR", True))
            """
        try bench.write(script, to: "sum.py")
        let sums = try bench.must("python3 sum.py").output.split(separator: " ").map {
            $0.trimmingCharacters(in: .newlines)
        }
        #expect(sums.count == 2 && sums.first == sums.last)
        #expect(sums.first != "0.00")
    }
}

@Suite("An import that is killed", .serialized)
struct ImportKillTests {
    @Test("has issued all of its sheet or nothing, at fifty moments")
    func killed() throws {
        let bench = try Shop.ready()
        var sheet = "Invoice No,Date,Item,Price before VAT\n"
        for number in 1...300 { sheet += "K-\(number),2026-03-01,Tea set,10.00\n" }
        try bench.write(sheet, to: "k.csv")
        let commit = "sijil import k.csv --commit --late --no-progress --passphrase-file pass"
        try bench.must("sijil import k.csv; mkdir safe; cp -a shop.sijil shop.sijil.keys safe/")
        let start = Date()
        try bench.must(commit)
        let length = Date().timeIntervalSince(start)
        var finished = 0
        for _ in 0..<50 {
            try bench.must("rm -rf shop.sijil*; cp -a safe/* .; rm -f shop.sijil.keys/place")
            let moment = Double.random(in: 0.3...1.05) * length
            _ = try bench.run("timeout -s KILL \(moment) \(commit)")
            let count = try bench.must("sijil list").lines.count
            #expect(count == 0 || count == 300, "killed after \(moment) s of \(length)")
            if count == 300 { finished += 1 }
            try bench.must("sijil audit shop.sijil")
            let again = try bench.must(commit)
            #expect(again.output.contains(count == 0 ? "300 new (ICV 1-300)" : "0 new"))
        }
        print("killed 50 imports within \(length) s, \(finished) of them after the commit")
    }
}
