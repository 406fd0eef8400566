import Encoding
import Foundation
import Testing

@Suite("What a document says of one that the authority rejected", .serialized)
struct RejectedReferenceTests {
    private static let pass = ["--passphrase-file", "pass"]
    private static let rule = "SJL-REJECTED-REFERENCE"
    private static let number = Shopfront.number(.simplified)

    private func sijil(_ town: Town, _ arguments: String...) throws -> Outcome {
        try town.bench.sijil(arguments + Self.pass + ["--json"])
    }

    private func lines(_ outcome: Outcome, _ member: String = "status") throws -> [String] {
        try outcome.json().map { $0[member]?.text ?? "" }
    }

    private func credit(_ number: String, over other: String = number) -> String {
        """
        {"kind": "simplified", "type": "credit-note", "number": "\(number)", \
        "references": [{"number": "\(other)"}], "reason": "مرتجع", "payment_means": "10", \
        "lines": [{"name": "قهوة عربية", "quantity": "1", "price": "12.50", \
        "vat": {"category": "S", "rate": "15"}}]}

        """
    }

    private func sale(
        _ number: String, type: String = "invoice", price: String = "40", more: String = ""
    ) -> String {
        """
        {"kind": "simplified", "type": "\(type)", "number": "\(number)", \(more)\
        "payment_means": "10", "lines": [{"name": "قهوة عربية", "quantity": "1", \
        "price": "\(price)", "vat": {"category": "S", "rate": "15"}}]}

        """
    }

    private func reject(_ town: Town, _ number: String) throws {
        try town.scenario(
            #"{"rules": [{"endpoint": "reporting", "fault": "reject", "times": 1}]}"#)
        try #require(try sijil(town, "submit", number).status == 1)
    }

    /// The simplified invoice is rejected after the note CN-0 over it was issued.
    private func town() throws -> Town {
        let town = try Shopfront.town()
        try town.bench.write(credit("CN-0"), to: "early.json")
        let early = try sijil(town, "issue", "early.json")
        try #require(early.status == 0, "\(early.output)")
        try reject(town, Self.number)
        return town
    }

    @Test("a note over it is refused, before and when it is issued, until the successor is there")
    func note() throws {
        let town = try town()
        try town.bench.write(credit("CN-1") + sale("NEW-1"), to: "two.jsonl")
        let checked = try town.bench.sijil(["check", "two.jsonl", "--json"])
        #expect(try lines(checked).prefix(2) == ["refused", "valid"], "\(checked.output)")
        let issued = try sijil(town, "issue", "two.jsonl")
        #expect(issued.status == 1)
        #expect(try lines(issued).prefix(2) == ["refused", "issued"], "\(issued.output)")
        for outcome in [checked, issued] {
            let problem = try #require(outcome.json().first?["problems"]?.items.first)
            #expect(problem["rule"]?.text == Self.rule)
            #expect(problem["severity"]?.text == "error")
            #expect(problem["path"]?.text == "/references/0/number")
            #expect(problem["value"]?.text == Self.number)
            #expect(outcome.output.contains("sijil reissue NUMBER DRAFT"))
        }
        // No counter was used for it: the three that stand and the one beside it have 1 to 4.
        #expect(try issued.json().dropFirst().first?["icv"] == .number("4"))
        #expect(try sijil(town, "show", "CN-1").status != 0)
        try town.bench.write("[\(credit("CN-1")), \(sale("NEW-2"))]", to: "both.json")
        let both = try sijil(town, "issue", "both.json")
        #expect(try lines(both).prefix(2) == ["refused", "not-attempted"], "\(both.output)")
        // What was issued before stands.
        for command in ["check", "issue"] {
            let flags = command == "check" ? [] : Self.pass
            let again = try town.bench.sijil([command, "early.json", "--json"] + flags)
            #expect(again.status == 0)
            #expect(try lines(again).first == "existing", "\(again.output)")
            #expect(!again.output.contains(Self.rule))
        }
        try town.bench.write(sale(Self.number), to: "new.json")
        let made = try town.bench.sijil(["reissue", Self.number, "new.json"] + Self.pass)
        #expect(made.status == 0, "\(made.output)\(made.talk)")
        // The only one that was rejected has its successor now.
        #expect(!made.talk.contains("neither reissued"), "\(made.talk)")
        let after = try sijil(town, "issue", "two.jsonl")
        #expect(try lines(after).prefix(2) == ["issued", "existing"], "\(after.output)")
        let audit = try town.bench.sijil(["audit", "shop.sijil", "--json"])
        #expect(try audit.json().last?["findings"]?.items.isEmpty == true, "\(audit.output)")
    }

    @Test("a rejected advance is not settled, and one whose sale was called off never will be")
    func advance() throws {
        let town = try Shopfront.town()
        try town.bench.write(sale("ADV-1", type: "prepayment", price: "100"), to: "adv.json")
        #expect(try sijil(town, "issue", "adv.json").status == 0)
        try reject(town, "ADV-1")
        let settles = """
            "prepayments": [{"number": "ADV-1", "issued_at": "2026-02-01T08:52:00", \
            "taxable": "100.00", "tax": "15.00", "vat": {"category": "S", "rate": "15"}}], 
            """
        try town.bench.write(sale("F-1", price: "400", more: settles), to: "final.json")
        func refused(_ words: String) throws {
            let outcome = try sijil(town, "issue", "final.json")
            #expect(outcome.status == 1)
            let problem = try #require(outcome.json().first?["problems"]?.items.first)
            #expect(problem["rule"]?.text == Self.rule, "\(outcome.output)")
            #expect(problem["path"]?.text == "/prepayments/0/number")
            #expect(problem["remedy"]?["en"]?.text?.contains(words) == true)
        }
        try refused("sijil reissue NUMBER DRAFT")
        #expect(try town.bench.sijil(["close", "ADV-1", "--reason", "x"]).status == 0)
        try refused("its sale was called off")
    }

    @Test("of a taken key or number the remedy is the way that is open: reissue, or a new one")
    func taken() throws {
        let town = try town()
        try town.bench.write(sale(Self.number), to: "key.json")
        try town.bench.write(sale(Self.number, more: #""key": "K-1", "#), to: "number.json")
        func remedies(_ words: String) throws {
            for (file, rule) in [("key.json", "KEY"), ("number.json", "NUMBER")] {
                for command in ["check", "issue"] {
                    let flags = command == "check" ? [] : Self.pass
                    let outcome = try town.bench.sijil([command, file, "--json"] + flags)
                    #expect(outcome.status == 1)
                    let problem = outcome.output.contains("SJL-\(rule)-TAKEN")
                    #expect(problem && outcome.output.contains(words), "\(outcome.output)")
                    #expect(!outcome.output.contains("issue a credit note"))
                }
            }
        }
        try remedies("sijil reissue NUMBER DRAFT")
        #expect(try town.bench.sijil(["close", Self.number, "--reason", "x"]).status == 0)
        try remedies("a new sale gets a new document")
    }

    @Test("in a sheet it is told at the cell, and the successor above the note makes it right")
    func sheet() throws {
        let town = try Town()
        #expect(try town.certify("enrol").status == 0)
        let head = "Number,Type,Original Invoice,Reason,Item,Price before VAT\n"
        func row(_ price: String) -> String { "A-1,invoice,,,Tea set,\(price)\n" }
        let note = "CN-1,credit note,A-1,returned,Tea set,10\n"
        try town.bench.write(head + row("20"), to: "a.csv")
        #expect(try town.bench.sijil(["import", "a.csv"]).status == 0)
        #expect(try sijil(town, "import", "a.csv", "--commit").status == 0)
        try reject(town, "A-1")
        for rows in [row("20") + note, note + row("20"), note + row("21")] {
            try town.bench.write(head + rows, to: "a.csv")
            for flags in [[], ["--commit"] + Self.pass] {
                let refused = try town.bench.sijil(["import", "a.csv", "--json"] + flags)
                #expect(refused.status == 1, "\(refused.output)")
                let problem = try #require(refused.json().last?["problems"]?.items.first)
                #expect(problem["rule"]?.text == Self.rule, "\(refused.output)")
                #expect(problem["path"]?.text == (rows.hasPrefix("CN") ? "C2" : "C3"))
            }
        }
        try town.bench.write(head + row("21") + note, to: "a.csv")
        let preview = try town.bench.sijil(["import", "a.csv", "--json"])
        #expect(try preview.json().last?["errors"] == .number("0"), "\(preview.output)")
        let done = try sijil(town, "import", "a.csv", "--commit")
        #expect(try done.json().last?["issued"] == .number("2"), "\(done.output)")
        // Rejected again after its note was issued: the sheet as it stands adds nothing.
        try reject(town, "A-1")
        let again = try sijil(town, "import", "a.csv", "--commit")
        #expect(try again.json().last?["existing"] == .number("2"), "\(again.output)")
    }

    @Test("a standard invoice that was reported while clearing was off is handed out as it is")
    func reportedInstead() throws {
        let town = try Shopfront.town()
        let number = Shopfront.number(.standard)
        for command in ["print", "qr"] {
            let early = try town.bench.sijil([command, number, "--json"])
            #expect(early.errorCode == "not-cleared", "\(early.output)")
        }
        try town.scenario(#"{"clearance": "off"}"#)
        let sent = try sijil(town, "submit", number)
        #expect(try sent.json().last?["state"]?.text == "reported", "\(sent.output)")
        let page = try town.bench.must("print", number)
        let code = try town.bench.must("qr", number)
        let picture = try town.bench.must("qr", number, "--format", "svg")
        for output in [page.output, picture.output] {
            #expect(!output.contains("not cleared by the authority"))
            #expect(!output.contains("لم تعتمده الهيئة"))
        }
        let shown = try #require(try town.bench.must("show", number, "--json").json().last)
        #expect(shown["qr"]?.text == code.output.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    @Test("doctor says how a unit without a certificate gets one, with and without its keys")
    func doctor() throws {
        let town = try Town()
        let command = "→ sijil cert enrol --unit Riyadh-1"
        for isGone in [false, true] {
            if isGone {
                let keys = town.bench.path("shop.sijil.keys")
                try FileManager.default.moveItem(atPath: keys, toPath: keys + "-gone")
            }
            let lines = try town.bench.sijil(["doctor"]).lines
            let line = try #require(lines.first { $0.contains("no certificate in use") })
            #expect(line.hasSuffix(command + (isGone ? " --new-keys" : "")), "\(line)")
        }
    }
}
