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
        // The receipts of an import that was cut off before its tip leave with the tip recorded.
        let tip = try bench.must("cat shop.sijil.keys/tip && rm shop.sijil.keys/tip").output
        try bench.must("sijil import a.csv --results out2.csv")
        #expect(try bench.must("cat shop.sijil.keys/tip").output == tip)
        let issued = try bench.must("cat out2.csv").output
        #expect(issued.components(separatedBy: ",issued,").count == 3)
        #expect(try bench.read("out.xlsx").starts(with: Array("PK".utf8)))
    }

    @Test("the results stand row by row as the sheet does: titles, gaps, sums, nameless columns")
    func wholeResults() throws {
        let bench = try Shop.ready()
        let sheet = [
            "Sales of March,,,,", ",,,,", "Invoice No,Date,Item,Price before VAT,VAT Amount,",
            "R-1,2026-03-01,Tea set,10.00,1.50,paid", ",,,,", "R-2,2026-03-01,Cup set,20.00,3.00,",
            "Total,,,,4.50,", ",,,,", "Signed: the clerk,,,,",
        ]
        try bench.write(sheet.joined(separator: "\r\n") + "\r\n", to: "a.csv")
        for format in ["csv", "xlsx"] {
            try bench.must("sijil import a.csv --results out.\(format)")
        }
        let script = """
            import csv, xml.etree.ElementTree as tree, zipfile
            ours = list(csv.reader(open("out.csv", encoding="utf-8-sig")))
            theirs = list(csv.reader(open("a.csv")))
            width = max(len(row) for row in theirs)
            pad = lambda row: (row + [""] * width)[:width]
            def same(a, b):
                try: return float(a) == float(b)
                except ValueError: return a == b
            pairs = [pair for rows in zip(ours, theirs) for pair in zip(*map(pad, rows))]
            marked = [n for n, row in enumerate(ours, 1) if "".join(row[width:])]
            print(all(same(*pair) for pair in pairs), len(ours) == len(theirs), marked)
            main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
            sheet = tree.parse(zipfile.ZipFile("out.xlsx").open("xl/worksheets/sheet1.xml"))
            cells = {c.get("r"): "".join(c.itertext()) for c in sheet.iter(main + "c")}
            print([cells.get(a) for a in ["A1", "A3", "F4", "G4", "E7", "A8", "A9"]],
                  sheet.find(f".//{main}pane").get("topLeftCell"))
            """
        try bench.write(script, to: "compare.py")
        let said = try bench.must("python3 compare.py")
        #expect(
            said.output == """
                True True [3, 4, 6]
                ['Sales of March', 'Invoice No', 'paid', 'not issued', '4.50', None, \
                'Signed: the clerk'] A4

                """)
    }

    @Test("a sum that differs keeps the sheet from being issued, at its cell")
    func wrongSum() throws {
        let bench = try Shop.ready()
        try bench.write(
            "Invoice No,Item,Price before VAT,VAT Amount\nR-1,Tea set,10.00,1.50\nTotal,,,1.51\n",
            to: "a.csv")
        let first = try answer(try bench.run("sijil import a.csv --json"))
        #expect(first["problems"]?.items.map { $0["rule"]?.text } == ["SJL-SHEET-SUM"])
        #expect(first["problems"]?.items.first?["path"]?.text == "D3")
        let commit = "sijil import a.csv --commit --json \(Self.secret)"
        #expect(try answer(try bench.run(commit))["refused_for"] == "problems")
        #expect(try bench.must("sijil list").lines.isEmpty)
        try bench.must("echo 'totals-rows ignore' >> a.csv.rules")
        #expect(number(try answer(try bench.must(commit)), "issued") == "1")
    }

    @Test("the preview asks the rules of the final bytes, and tells them at their cells")
    func finalRules() throws {
        let bench = try Shop.ready()
        let header =
            "Number,Date,Type,Original Invoice,Original Invoice Date,Reason,Item,"
            + "Price before VAT\n"
        // Many more than one core takes at a time; one of them is a note that comes too late.
        let rows = (1...100).map { number in
            number == 77
                ? "CN-77,2026-03-01,credit note,OLD,2026-01-10,returned,Tea set,10\n"
                : "R-\(number),2026-03-01,invoice,,,,Tea set,10\n"
        }
        try bench.write(header + rows.joined(), to: "a.csv")
        for arguments in ["", "--commit --late \(Self.secret)"] {
            let answer = try answer(try bench.must("sijil import a.csv --json \(arguments)"))
            let problems = answer["problems"]?.items ?? []
            #expect(
                problems.map { $0["rule"]?.text } == ["SJL-UNKNOWN-REFERENCE", "SJL-LATE-NOTE"])
            #expect(problems.map { $0["path"]?.text } == ["D78", "B78"])
            #expect(number(answer, "warnings") == "2" && number(answer, "errors") == "0")
        }
    }

    @Test("what was imported is recorded with the file's digest, in the log")
    func recorded() throws {
        let bench = try reviewed()
        let done = try answer(
            try bench.must("sijil import clerk.xlsx --commit --late --json \(Self.secret)"))
        let entry = try #require(number(done, "log_entry"))
        let row = try bench.must(
            "sqlite3 shop.sijil \"SELECT name, size, lower(hex(sha256)), "
                + "lower(hex(rules_sha256)), rows, first_document_id, last_document_id, seq "
                + "FROM import JOIN entry ON kind = 'import' AND row_id = import.id\"")
        let size = try bench.must("stat -c %s clerk.xlsx").lines[0]
        let file = try bench.must("sha256sum < clerk.xlsx").output.prefix(64)
        let rules = try bench.must("sha256sum < clerk.xlsx.rules").output.prefix(64)
        #expect(row.output == "clerk.xlsx|\(size)|\(file)|\(rules)|6|1|5|\(entry)\n")
        let name = try #require(
            try answer(try bench.must("sijil list --json"))["number"]?.text)
        let shown = try answer(try bench.must("sijil show '\(name)' --json"))["import"]
        #expect(shown?["sha256"]?.text == String(file))
        #expect(shown?["log_entry"] == .number(entry))
        #expect(try bench.must("sijil show '\(name)'").output.contains("imported from"))
        // Nothing new: no second record.
        try bench.must("sijil import clerk.xlsx --commit")
        #expect(try bench.must("sqlite3 shop.sijil 'SELECT count(*) FROM import'").output == "1\n")
        try bench.must("sijil audit shop.sijil")
    }

    @Test("the template is itself a sheet that can be issued", arguments: ["csv", "xlsx"])
    func template(format: String) throws {
        let bench = try Shop.ready()
        for language in ["en", "ar"] {
            let name = "\(language).\(format)"
            try bench.must("sijil import --template \(format) \(name) --lang \(language)")
            #expect(try bench.run("sijil import --template \(format) \(name)").status == 2)
            let preview = try answer(try bench.run("sijil import \(name) --json"))
            #expect(number(preview, "invoices") == "8", "\(name)")
            #expect(number(preview, "errors") == "0", "\(name): \(preview.serialized())")
            let unused = preview["columns"]?.items.filter { $0["field"] == .null } ?? []
            #expect(unused.isEmpty, "\(name): \(unused)")
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
            for column in ["Net before VAT in SAR", "Net VAT in SAR"]:
                other = column.replace("before VAT", "taxable")
                print(total("book.csv", column), total("book-vat.csv", other, True))
            """
        try bench.write(script, to: "sum.py")
        for line in try bench.must("python3 sum.py").lines {
            let sums = line.split(separator: " ")
            #expect(sums.count == 2 && sums.first == sums.last)
            #expect(sums.first != "0.00")
        }
    }

    @Test("the VAT of an advance is due once; a rejected document and a note count as they should")
    func advances() throws {
        let bench = try Shop.ready()
        try bench.write(Self.bookDrafts, to: "drafts.jsonl")
        try bench.must("sijil issue drafts.jsonl --passphrase-file pass")
        try bench.must("sijil export --sheet book.csv")
        let script = """
            import csv
            for name, columns in [
                ("book.csv", ["Number", "Before VAT", "VAT", "Advances before VAT",
                    "Advances VAT", "Net before VAT in SAR", "Net VAT in SAR"]),
                ("book-vat.csv", ["Currency", "Category", "Rate", "Documents", "Taxable", "VAT",
                    "Advances taxable", "Advances VAT", "Net taxable", "Net VAT",
                    "Net taxable in SAR", "Net VAT in SAR"]),
            ]:
                for row in csv.DictReader(open(name, encoding="utf-8-sig")):
                    print(" ".join(row[column] or "-" for column in columns))
            """
        try bench.write(script, to: "rows.py")
        #expect(
            try bench.must("python3 rows.py").lines == [
                "ADV 1000.00 150.00 - - 1000.00 150.00",
                "INV 4000.00 600.00 1000.00 150.00 3000.00 450.00",
                "CN -100.00 -15.00 - - -100.00 -15.00",
                "USD 1000.00 150.00 - - 3750.00 562.50",
                "ZERO 200.00 0.00 - - 750.00 0.00",
                "SAR S 15.00 3 4900.00 735.00 1000.00 150.00 3900.00 585.00 3900.00 585.00",
                "USD S 15.00 1 1000.00 150.00 0.00 0.00 1000.00 150.00 3750.00 562.50",
                "USD Z 0.00 1 200.00 0.00 0.00 0.00 200.00 0.00 750.00 0.00",
                "- - - - - - - - - - 8400.00 1147.50",
            ])
        let ledger = try bench.must("sqlite3 shop.sijil 'SELECT sum(vat) FROM document'").output
        #expect(ledger == "91500\n")
    }

    /// An advance and the invoice that settles it, a note, and two invoices in dollars.
    private static let bookDrafts: String = {
        func draft(
            _ number: String, _ minute: Int, _ price: String, _ more: String = "",
            vat: String = #"{"category":"S","rate":"15"}"#
        ) -> String {
            let time = "2026-03-01T10:0\(minute):00"
            return """
                {"kind":"simplified","number":"\(number)","issued_at":"\(time)"\(more),\
                "payment_means":"10","lines":[{"name":"Service","quantity":"1",\
                "price":"\(price)","vat":\(vat)}]}

                """
        }
        let advance =
            #"{"number":"ADV","issued_at":"2026-03-01T10:00:00","taxable":"1000.00","#
            + #""tax":"150.00","vat":{"category":"S","rate":"15"}}"#
        let dollars = #","currency":"USD","exchange_rate":"3.75""#
        let export =
            #"{"category":"Z","rate":"0","exemption_code":"VATEX-SA-32","#
            + #""exemption_reason":"Export of goods"}"#
        return draft("ADV", 0, "1000.00", #","type":"prepayment""#)
            + draft("INV", 1, "4000.00", ",\"prepayments\":[\(advance)]")
            + draft(
                "CN", 2, "100.00",
                #","type":"credit-note","reason":"returned","references":[{"number":"INV"}]"#)
            + draft("USD", 3, "1000.00", dollars)
            + draft("ZERO", 4, "200.00", dollars, vat: export)
    }()
}

@Suite("An import that is killed", .serialized)
struct ImportKillTests {
    /// Writes a sheet of 300 invoices.
    ///
    /// - Returns: The command that issues it.
    private func commit(of300 file: String, _ bench: Workbench) throws -> String {
        var sheet = "Invoice No,Date,Item,Price before VAT\n"
        for number in 1...300 { sheet += "N-\(number),2026-03-01,Tea set,10.00\n" }
        try bench.write(sheet, to: file)
        return "sijil import \(file) --commit --late --no-progress --passphrase-file pass"
    }

    @Test("has issued all of its sheet or nothing, at fifty moments")
    func killed() throws {
        let bench = try Shop.ready()
        let commit = try commit(of300: "k.csv", bench)
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

    @Test("two that race with one sheet issue it once")
    func racing() throws {
        let bench = try Shop.ready()
        let commit = try commit(of300: "r.csv", bench)
        try bench.must("sijil import r.csv")
        let both = try bench.must("\(commit) > 1.txt & \(commit) > 2.txt; s=$?; wait $! && exit $s")
        #expect(both.status == 0)
        let issued = try bench.must("cat 1.txt 2.txt | grep '^issued:'").lines
        #expect(issued.count == 2)
        #expect(issued.count { $0.contains("300 new (ICV 1-300)") } == 1)
        // Whoever came second says that all of it exists.
        #expect(issued.count { $0.contains("0 new, 300 already issued") } == 1)
        let count = try bench.must("sqlite3 shop.sijil 'SELECT count(*) FROM document'")
        #expect(count.output == "300\n")
        try bench.must("sijil audit shop.sijil")
    }
}
