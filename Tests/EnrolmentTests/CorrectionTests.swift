import Encoding
import Foundation
import Invoicing
import Testing

@Suite("Corrections: successors of rejected documents, notes about invoices that are out")
struct CorrectionTests {
    private static let pass = ["--passphrase-file", "pass"]

    private func sijil(_ town: Town, _ arguments: String...) throws -> Outcome {
        try town.bench.sijil(arguments + Self.pass + ["--json"])
    }

    private func draft(_ number: String, price: String, more: String = "") -> String {
        """
        {"kind": "simplified", "type": "invoice", "number": "\(number)", \(more)
         "lines": [{"name": "قهوة عربية", "quantity": "2", "price": "\(price)",
                    "vat": {"category": "S", "rate": "15"}}], "payment_means": "10"}
        """
    }

    @Test("a rejected document keeps its place, its successor its number")
    func reissue() throws {
        let town = try Shopfront.town()
        let number = Shopfront.number(.simplified)
        try town.bench.write(draft(number, price: "13.00"), to: "new.json")
        let early = try sijil(town, "reissue", number, "new.json")
        #expect(early.status == 1)
        #expect(early.errorCode == "not-rejected", "\(early.output)")
        try BadAnswer.checkWords(early, "reissue")
        try town.scenario(#"{"rules": [{"endpoint": "reporting", "fault": "reject", "nth": 1}]}"#)
        #expect(try sijil(town, "submit", number).status == 1)
        let note = try town.bench.sijil(
            ["draft", number, "--as", "credit-note", "--reason", "x", "--json"])
        #expect(note.errorCode == "document-rejected", "\(note.output)")
        try town.bench.write(
            draft("OTHER-1", price: "13.00", more: #""key": "OTHER-1","#), to: "stray.json")
        let stray = try sijil(town, "reissue", number, "stray.json")
        #expect(stray.status == 1)
        #expect(stray.output.contains("SJL-SUCCESSOR-NOT-LINKED"), "\(stray.output)")
        let made = try sijil(town, "reissue", number, "new.json")
        #expect(made.status == 0, "\(made.output)\(made.talk)")
        let line = try #require(made.json().last)
        #expect(line["icv"] == .number("3"))
        #expect(line["status"]?.text == "issued")
        // The sale was when it was.
        let old = try town.bench.sijil(["show", "--key", number, "--json"]).json().last
        #expect(old?["revision"] == .number("1"))
        #expect(old?["replaces_icv"] == .number("1"), "\(old?.serialized() ?? "")")
        let again = try sijil(town, "reissue", number, "new.json")
        #expect(try again.json().last?["status"]?.text == "existing", "\(again.output)")
        try town.bench.write(draft(number, price: "14.00"), to: "third.json")
        let third = try sijil(town, "reissue", number, "third.json")
        #expect(third.errorCode == "not-rejected", "\(third.output)")
        let first = try town.bench.sijil(["issue", "new.json"] + Self.pass + ["--json"])
        #expect(try first.json().last?["status"]?.text == "existing", "\(first.output)")
        #expect(try sijil(town, "submit").status == 0)
        let audit = try town.bench.sijil(
            ["audit", "shop.sijil", "--require", "submitted", "--json"])
        #expect(audit.status == 0, "\(audit.output)")
        #expect(try audit.json().last?["findings"]?.items.isEmpty == true, "\(audit.output)")
    }

    @Test("a rejected document's receipt holds, and both sides are told what it leaves out (H11)")
    func receipt() throws {
        let town = try Shopfront.town()
        let number = Shopfront.number(.simplified)
        try town.scenario(#"{"rules": [{"endpoint": "reporting", "fault": "reject", "nth": 1}]}"#)
        #expect(try sijil(town, "submit", number).status == 1)
        try town.bench.must("checkpoint", "--passphrase-file", "pass")
        let given = try town.bench.must("receipt", number, "--out", "a.tlog-proof")
        #expect(given.talk.contains("\(number): rejected by the authority"), "\(given.talk)")
        let key = try town.bench.must("checkpoint", "--key").output
        try town.bench.write("log \(key)quorum none\n", to: "policy")
        try town.bench.must("export", "--to", "out")
        let files = try FileManager.default.contentsOfDirectory(atPath: town.bench.path("out"))
        let file = try #require(files.first { $0.contains(number) })
        for (language, words) in [
            ("en", "does not tell whether the authority accepted"),
            ("ar", "ولا يقول الإيصال هل قبلت الهيئة المستند"),
        ] {
            let checked = try town.bench.sijil([
                "verify", "out/" + file, "--receipt", "a.tlog-proof", "--policy", "policy",
                "--lang", language,
            ])
            #expect(checked.status == 0, "\(checked.output)\(checked.talk)")
            #expect(checked.output.contains(words), "\(checked.output)")
        }
    }

    @Test("a changed row of a sheet is the successor of its rejected document, once")
    func imported() throws {
        let town = try Town()
        let enrolled = try town.certify("enrol")
        try #require(enrolled.status == 0, "\(enrolled.output)")
        func answer(_ outcome: Outcome) throws -> JSONValue { try #require(outcome.json().last) }
        try town.writeSheet(secondPrice: "20.00")
        #expect(try town.bench.sijil(["import", "sales.csv"]).status == 0)
        let first = try sijil(town, "import", "sales.csv", "--commit")
        #expect(try answer(first)["issued"] == .number("2"), "\(first.output)")
        try town.scenario(#"{"rules": [{"endpoint": "reporting", "fault": "reject", "nth": 2}]}"#)
        #expect(try sijil(town, "submit").status == 1)
        // What was rejected and is as it was adds nothing.
        #expect(
            try answer(sijil(town, "import", "sales.csv", "--commit"))["existing"] == .number("2"))
        try countedOnce(town)
        try town.writeSheet(secondPrice: "21.00")
        let shown = try town.bench.sijil(["import", "sales.csv"])
        #expect(
            shown.output.contains(
                "row 3 becomes the successor of A-2, counter 2, which the authority rejected"),
            "\(shown.output)")
        let second = try answer(sijil(town, "import", "sales.csv", "--commit"))
        #expect(second["issued"] == .number("1"), "\(second.serialized())")
        #expect(second["successors"]?.items.first?["revision"] == .number("1"))
        #expect(second["icv_first"] == .number("3"))
        let made = try answer(try town.bench.sijil(["show", "A-2", "--json"]))
        #expect(made["revision"] == .number("1") && made["replaces_icv"] == .number("2"))
        // Neither the changed sheet nor the one before it adds anything again.
        for price in ["21.00", "20.00"] {
            try town.writeSheet(secondPrice: price)
            let again = try answer(sijil(town, "import", "sales.csv", "--commit"))
            #expect(again["existing"] == .number("2"), "\(again.serialized())")
            #expect(again["issued"] == .number("0"))
        }
        // A successor that stands is changed by a note only.
        try town.writeSheet(secondPrice: "22.00")
        let refused = try sijil(town, "import", "sales.csv", "--commit")
        #expect(refused.status == 1)
        #expect(refused.output.contains("SJL-KEY-TAKEN"))
        #expect(try sijil(town, "submit").status == 0)
        let audit = try town.bench.sijil(
            ["audit", "shop.sijil", "--require", "submitted", "--json"])
        #expect(audit.status == 0, "\(audit.output)")
        #expect(try answer(audit)["findings"]?.items.isEmpty == true, "\(audit.output)")
    }

    /// The rejected one of two sales is marked and in no sum, of the register as of the results.
    private func countedOnce(_ town: Town) throws {
        #expect(try town.bench.sijil(["export", "--sheet", "book.csv"]).status == 0)
        #expect(
            try sijil(town, "import", "sales.csv", "--commit", "--results", "out.csv").status == 0)
        func lines(_ file: String) throws -> [String] {
            try String(contentsOfFile: town.bench.folder + "/" + file, encoding: .utf8)
                .split(whereSeparator: \.isNewline).map(String.init)
        }
        let register = try lines("book.csv")
        try #require(register.count == 3)
        #expect(register[1].contains(",yes,SAR,10.00,1.50,11.50,,,1.50,10.00,1.50,,"))
        #expect(register[2].contains(",no,SAR,,,,,,,,,23.00,"), "\(register[2])")
        let summary = try lines("book-vat.csv")
        #expect(summary[1].hasSuffix(",S,15.00,1,10.00,1.50,0.00,0.00,10.00,1.50,10.00,1.50"))
        let results = try lines("out.csv")
        #expect(results[1].contains(",11.50,1.50,"))
        #expect(results[2].contains("\"issued, rejected\""), "\(results[2])")
        #expect(!results[2].contains("23.00"))
    }

    /// Sales whose parts make totals difficult, as members of a draft.
    static let sales = [
        """
        "lines": [{"name": "قهوة عربية", "quantity": "2", "price": "12.50", \(vat)}]
        """,
        """
        "lines": [{"name": "قهوة عربية", "quantity": "3", "price": "3.333", \(vat),
                   "allowances": [{"amount": "1.01", "reason": "خصم"}],
                   "charges": [{"percent": "5", "base": "9.99", "reason": "تغليف",
                               "reason_code": "PC"}]},
                  {"name": "شاي أخضر", "quantity": "7", "gross_price": "2.20",
                   "price_discount": "0.15", \(vat)}],
        "allowances": [{"amount": "5.00", "reason": "خصم الفاتورة", \(vat)}]
        """,
        """
        "lines": [{"name": "قهوة عربية", "quantity": "1", "price": "100", \(vat)},
                  {"name": "خدمة مالية", "quantity": "1", "price": "33.33",
                   "vat": {"category": "E", "rate": "0", "exemption_code": "VATEX-SA-29"}},
                  {"name": "شاي أخضر", "quantity": "0.5", "price": "9.99", "unit": "KGM", \(vat)}],
        "allowances": [{"percent": "10", "base": "105.00", "reason": "خصم", \(vat)}],
        "charges": [{"amount": "3.00", "reason": "توصيل", "reason_code": "DL", \(vat)}]
        """,
        """
        "prices_include_vat": true,
        "lines": [{"name": "قهوة عربية", "quantity": "3", "price": "9.95", \(vat)},
                  {"name": "شاي أخضر", "quantity": "1", "price": "0.99", \(vat)}]
        """,
    ]

    private static let vat = #""vat": {"category": "S", "rate": "15"}"#

    @Test("a note about the whole has the invoice's totals; notes about each line sum up to it")
    func notes() throws {
        let town = try Town()
        let enrolled = try town.certify("enrol")
        try #require(enrolled.status == 0, "\(enrolled.output)")
        for (index, sale) in Self.sales.enumerated() {
            let number = "SALE-\(index)"
            try town.bench.write(
                """
                {"kind": "simplified", "type": "invoice", "number": "\(number)", \(sale),
                 "payment_means": "10"}
                """, to: "sale.json")
            let issued = try sijil(town, "issue", "sale.json")
            try #require(issued.status == 0, "\(issued.output)\(issued.talk)")
            let invoice = try Sums(issued)
            let whole = try note(town, number, "--as", "credit-note")
            #expect(whole == invoice, "\(number): \(whole), \(invoice)")
            var net = Int64(0)
            for line in 1...sale.components(separatedBy: "\"quantity\"").count - 1 {
                let sums = try note(town, number, "--as", "debit-note", "--line", "\(line)")
                net += sums.total - sums.vat
            }
            #expect(net == invoice.total - invoice.vat, "\(number): lines come to \(net)")
        }
        let refusals = [
            (["draft", "SALE-0", "--as", "credit-note", "--line", "2"], "line-unknown"),
            (["draft", "SALE-0-CN1", "--as", "debit-note"], "note-of-note"),
            (["draft", "SALE-9", "--as", "debit-note"], "document-unknown"),
        ]
        for (arguments, code) in refusals {
            let refused = try town.bench.sijil(arguments + ["--reason", "رد", "--json"])
            #expect(refused.status == 1, "\(arguments)")
            #expect(refused.errorCode == code, "\(refused.output)")
            try BadAnswer.checkWords(refused, code)
        }
    }

    private struct Sums: Equatable {
        let total: Int64
        let vat: Int64

        init(_ outcome: Outcome) throws {
            let line = try #require(try? outcome.json().last)
            func sum(_ name: String) throws -> Int64 {
                let text = try #require(line[name]?.text, "\(outcome.output)")
                return try #require(ExactDecimal(text)?.money).hundredths
            }
            total = try sum("total")
            vat = try sum("vat")
        }
    }

    private func note(_ town: Town, _ number: String, _ more: String...) throws -> Sums {
        let drafted = try town.bench.sijil(["draft", number, "--reason", "رد البضاعة"] + more)
        try #require(drafted.status == 0, "\(drafted.output)\(drafted.talk)")
        try town.bench.write(drafted.output, to: "note.json")
        let issued = try sijil(town, "issue", "note.json")
        try #require(issued.status == 0, "\(drafted.output)\(issued.output)\(issued.talk)")
        return try Sums(issued)
    }

    @Test("a standard invoice that is not cleared is not out")
    func standard() throws {
        let town = try Shopfront.town()
        let number = Shopfront.number(.standard)
        let arguments = ["draft", number, "--as", "credit-note", "--reason", "رد"]
        let early = try town.bench.sijil(arguments + ["--json"])
        #expect(early.errorCode == "not-cleared", "\(early.output)")
        #expect(try sijil(town, "submit").status == 0)
        let drafted = try town.bench.sijil(arguments)
        try town.bench.write(drafted.output, to: "note.json")
        let issued = try sijil(town, "issue", "note.json")
        #expect(issued.status == 0, "\(drafted.output)\(issued.output)\(issued.talk)")
        #expect(try sijil(town, "submit").status == 0)
    }

    @Test("exported before it was cleared and again after: both texts are in the folder")
    func exportedTwice() throws {
        let town = try Shopfront.town()
        try town.bench.must("export", "--to", "out")
        func bytes(_ name: String) -> Data? {
            FileManager.default.contents(atPath: town.bench.path("out/\(name)"))
        }
        func names() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: town.bench.path("out")).sorted()
        }
        let before = try names()
        let name = try #require(
            before.first {
                $0.hasSuffix(
                    "_\(Shopfront.number(.standard).replacingOccurrences(of: "/", with: "-")).xml")
            })
        let own = try #require(bytes(name))
        #expect(try sijil(town, "submit").status == 0)
        for kept in [1, 0] {
            let again = try town.bench.sijil(["export", "--to", "out", "--json"])
            #expect(again.status == 0, "\(again.output)\(again.talk)")
            #expect(try again.json().last?["kept_uncleared"] == .number("\(kept)"))
            #expect(try names() == (before + [name + ".uncleared"]).sorted())
            #expect(bytes(name + ".uncleared") == own)
            #expect(bytes(name) != own)
        }
        #expect(try town.bench.sijil(["verify", "out/\(name)"]).status == 0)
        #expect(try town.bench.sijil(["audit", "out"]).status == 0)
        // Whatever else stands under one of the two names is nobody's to move.
        try own.write(to: URL(fileURLWithPath: town.bench.path("out/\(name)")))
        try town.bench.write("mine", to: "out/\(name).uncleared")
        let refused = try town.bench.sijil(["export", "--to", "out", "--json"])
        #expect(refused.errorCode == "file-exists", "\(refused.output)")
        #expect(bytes(name) == own)
    }

    @Test("a note about lines of several exemption reasons leaves them to its writer")
    func unclearExemptions() throws {
        let town = try Shopfront.town()
        let exempt = #""vat": {"category": "E", "exemption_code": "VATEX-SA-"#
        try town.bench.write(
            """
            {"kind": "simplified", "type": "invoice", "number": "TWO", "payment_means": "10",
             "buyer": {"name": "شركة المشتري", "legal_form": "شركة مساهمة"}, "lines": [
             {"name": "رسوم", "quantity": "1", "price": "10", \(exempt)29"}},
             {"name": "إيجار", "quantity": "1", "price": "20", \(exempt)30"}}]}
            """, to: "two.json")
        #expect(try sijil(town, "issue", "two.json").status == 0)
        let note = try town.bench.sijil(["draft", "TWO", "--as", "credit-note", "--reason", "رد"])
        #expect(note.talk.contains("several exemption reasons of VAT category E"), "\(note.talk)")
        #expect(!note.output.contains("VATEX-SA-29"), "\(note.output)")
        // What the draft says of its buyer stands in the document, and so in the note.
        #expect(note.output.contains("شركة مساهمة"), "\(note.output)")
        try town.bench.write(note.output, to: "note.json")
        let refused = try sijil(town, "issue", "note.json")
        #expect(refused.status == 1)
        #expect(refused.output.contains("/lines/1/vat/exemption_code"), "\(refused.output)")
    }

    @Test("why nothing can be deleted is told in both languages")
    func explain() throws {
        let bench = try Bench()
        let english = try bench.must("explain", "correct-an-invoice", "--lang", "en")
        let arabic = try bench.must("explain", "correct-an-invoice", "--lang", "ar")
        #expect(english.output.contains("Nothing that was issued can be deleted"))
        #expect(arabic.output.contains("لا يمكن لأحد حذف ما صدر"))
        #expect(try bench.must("explain").output.contains("correct-an-invoice"))
    }
}
