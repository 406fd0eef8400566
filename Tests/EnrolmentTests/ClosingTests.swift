import Encoding
import Foundation
import Ledger
import Testing

@Suite("A rejected document whose sale was called off waits for nobody", .serialized)
struct ClosingTests {
    private static let pass = ["--passphrase-file", "pass"]
    private static let reason = "ألغى العميل \"الطلب\""

    private func sijil(_ town: Town, _ arguments: String...) throws -> Outcome {
        try town.bench.sijil(arguments + Self.pass + ["--json"])
    }

    private func close(
        _ town: Town, _ number: String, _ reason: String = reason, _ shim: Shim = .cheap
    ) throws -> Outcome {
        try town.bench.sijil(["close", number, "--reason", reason, "--json"], shim: shim)
    }

    /// The document of one kind rejected, that of the other sent too.
    private func rejected(_ kind: Trouble.Kind) throws -> Town {
        let town = try Shopfront.town(rejecting: kind)
        #expect(try sijil(town, "submit").status == 1)
        return town
    }

    @Test(
        "nothing waits any more, and every command tells of it",
        arguments: [Trouble.Kind.simplified, .standard])
    func story(_ kind: Trouble.Kind) throws {
        let town = try rejected(kind)
        let number = Shopfront.number(kind)
        #expect(try town.bench.sijil(["status", "--json"]).status == 1)
        let closed = try close(town, number)
        #expect(closed.status == 0, "\(closed.output)\(closed.talk)")
        let line = try #require(closed.json().last)
        #expect(line["status"]?.text == "closed" && line["reason"]?.text == Self.reason)
        let again = try #require(try close(town, number).json().last)
        #expect(again["status"]?.text == "existing")
        #expect(again["recorded_at"] == line["recorded_at"])

        let status = try town.bench.sijil(["status", "--json"])
        #expect(status.status == 0, "\(status.output)")
        let json = try #require(status.json().last)
        #expect(json["open_count"] == .number("0") && json["closed_count"] == .number("1"))
        #expect(try sijil(town, "submit").status == 0)
        let named = try sijil(town, "submit", number)
        #expect(named.status == 0)
        #expect(try named.json().last?["state"]?.text == "closed", "\(named.output)")
        #expect(try town.bench.sijil(["doctor"]).status == 0)
        try audited(town, number)
        try listed(town, number)
        try handedOut(town, kind)
    }

    private func audited(_ town: Town, _ number: String) throws {
        let audit = try town.bench.sijil(
            ["audit", "shop.sijil", "--require", "submitted", "--json"])
        #expect(audit.status == 0, "\(audit.output)")
        let report = try #require(audit.json().last)
        #expect(report["findings"]?.items.isEmpty == true)
        let closing = try #require(report["closings"]?.items.first)
        #expect(closing["number"]?.text == number && closing["reason"]?.text == Self.reason)
        for (language, words) in [("en", "the sale called off"), ("ar", "أُلغي بيعه")] {
            let arguments = ["audit", "shop.sijil", "--lang", language]
            let text = try town.bench.sijil(arguments)
            #expect(text.output.contains("\(words): \(number) "), "\(text.output)")
            let page = try town.bench.sijil(arguments + ["--format", "html"])
            #expect(page.output.contains("\(words): \(number) "), "\(language)")
        }
    }

    private func listed(_ town: Town, _ number: String) throws {
        let list = try town.bench.must("list")
        #expect(list.talk.contains("neither reissued nor closed") == false, "\(list.talk)")
        #expect(list.lines.contains { $0.contains(number) && $0.contains("the sale called off") })
        let shown = try #require(try town.bench.must("show", number, "--json").json().last)
        #expect(shown["status"]?.text == "closed")
        #expect(shown["closing"]?["reason"]?.text == Self.reason)
        let words = try town.bench.must("show", number, "--lang", "ar").lines
        #expect(words.contains { $0.hasPrefix("أُلغي البيع: ") && $0.hasSuffix(Self.reason) })
        // It stays in the register, and in no sum.
        try town.bench.must("export", "--sheet", "book.csv")
        let register = try String(contentsOfFile: town.bench.path("book.csv"), encoding: .utf8)
        let row = try #require(register.split(separator: "\n").first { $0.contains(number) })
        #expect(row.contains(",no,SAR,,,,,,,,,28.75,"), "\(row)")
    }

    /// A picture of it is refused or marked.
    private func handedOut(_ town: Town, _ kind: Trouble.Kind) throws {
        let number = Shopfront.number(kind)
        let flag = kind == .standard ? ["--uncleared"] : []
        if kind == .standard {
            for command in ["print", "qr"] {
                let refused = try town.bench.sijil([command, number, "--json"])
                #expect(refused.status == 1)
                #expect(refused.errorCode == "document-closed", "\(refused.output)")
                try BadAnswer.checkWords(refused, command)
            }
        }
        let page = try town.bench.sijil(["print", number] + flag)
        let picture = try town.bench.sijil(["qr", number, "--format", "svg"] + flag)
        let marks = [
            "rejected by the authority", "رفضته الهيئة", "the sale was called off", "أُلغي البيع",
        ]
        for mark in marks {
            #expect(page.output.contains(mark), "\(mark)")
            #expect(picture.output.contains(mark), "\(mark)")
        }
        let pixels = ["qr", number, "--format", "png", "--out", "qr.png"]
        #expect(try town.bench.sijil(pixels + flag).status == 0)
    }

    @Test("only what is rejected is closed, once, and nothing takes its place then")
    func refusals() throws {
        let town = try rejected(.simplified)
        let (number, other) = (Shopfront.number(.simplified), Shopfront.number(.standard))
        try town.bench.write(
            Shopfront.draft(.simplified, number).replacing("12.50", with: "13.00"), to: "new.json")
        func expect(_ outcome: Outcome, _ code: String) throws {
            #expect(outcome.status == 1)
            #expect(outcome.errorCode == code, "\(outcome.output)\(outcome.talk)")
            try BadAnswer.checkWords(outcome, code)
        }
        try expect(close(town, other), "not-rejected")
        try expect(close(town, "SALE-9"), "document-unknown")
        for bad in ["", "  ", "a\nb", String(repeating: "س", count: 1_001)] {
            try expect(close(town, number, bad), "reason-unfit")
        }
        #expect(try town.bench.sijil(["status", "--json"]).status == 1)
        #expect(try close(town, number).status == 0)
        try expect(close(town, number, "another reason"), "document-closed")
        try expect(sijil(town, "reissue", number, "new.json"), "document-closed")
        try expect(
            town.bench.sijil(["draft", number, "--as", "credit-note", "--reason", "x", "--json"]),
            "document-closed")
        // The first draft again is answered with its receipt; it is no new sale.
        try town.bench.write(Shopfront.draft(.simplified, number), to: "first.json")
        let first = try sijil(town, "issue", "first.json")
        #expect(try first.json().last?["status"]?.text == "existing", "\(first.output)")
        let changed = try sijil(town, "issue", "new.json")
        #expect(changed.output.contains("SJL-KEY-TAKEN"), "\(changed.output)")
    }

    @Test("a successor that was issued is what is closed, not what it replaced")
    func successor() throws {
        let town = try rejected(.simplified)
        let number = Shopfront.number(.simplified)
        let draft = Shopfront.draft(.simplified, number).replacing("12.50", with: "13.00")
        try town.bench.write(
            draft.replacing("\"\(number)\"", with: "\"OTHER-1\", \"key\": \"\(number)\""),
            to: "new.json")
        #expect(try sijil(town, "reissue", number, "new.json").status == 0)
        let replaced = try close(town, number)
        #expect(replaced.errorCode == "replaced-before", "\(replaced.output)")
        try BadAnswer.checkWords(replaced, "replaced")
        #expect(replaced.output.contains("OTHER-1"))
        #expect(try close(town, "OTHER-1").errorCode == "not-rejected")
        try town.scenario(#"{"rules": [{"endpoint": "reporting", "fault": "reject"}]}"#)
        #expect(try sijil(town, "submit").status == 1)
        #expect(try close(town, "OTHER-1").status == 0)
        #expect(try town.bench.sijil(["status", "--json"]).status == 0)
        // The very draft of the closed one is answered with its receipt.
        let again = try sijil(town, "reissue", "OTHER-1", "new.json")
        #expect(try again.json().last?["status"]?.text == "existing", "\(again.output)")
        let audit = try town.bench.sijil(["audit", "shop.sijil", "--require", "submitted"])
        #expect(audit.status == 0, "\(audit.output)")
    }

    @Test("a changed row of a sheet is no successor of a closed document")
    func imported() throws {
        let town = try Town()
        #expect(try town.certify("enrol").status == 0)
        func answer(_ outcome: Outcome) throws -> JSONValue { try #require(outcome.json().last) }
        try town.writeSheet(secondPrice: "20.00")
        #expect(try town.bench.sijil(["import", "sales.csv"]).status == 0)
        #expect(try sijil(town, "import", "sales.csv", "--commit").status == 0)
        try town.scenario(#"{"rules": [{"endpoint": "reporting", "fault": "reject", "nth": 2}]}"#)
        #expect(try sijil(town, "submit").status == 1)
        #expect(try close(town, "A-2").status == 0)
        let same = try sijil(town, "import", "sales.csv", "--commit", "--results", "out.csv")
        #expect(try answer(same)["existing"] == .number("2"), "\(same.output)")
        let results = try String(contentsOfFile: town.bench.path("out.csv"), encoding: .utf8)
        let row = try #require(results.split(separator: "\n").first { $0.contains("A-2") })
        #expect(row.contains("issued, rejected") && !row.contains("23.00"), "\(row)")
        try town.writeSheet(secondPrice: "21.00")
        let refused = try sijil(town, "import", "sales.csv", "--commit")
        #expect(refused.status == 1, "\(refused.output)")
        #expect(refused.output.contains("SJL-KEY-TAKEN"))
        #expect(refused.output.contains("its sale called off"), "\(refused.output)")
        #expect(refused.output.contains("وأُلغي بيعها"))
        let shown = try town.bench.must("show", "A-2", "--json")
        #expect(try answer(shown)["revision"] == .number("0"))
    }

    @Test("killed at any call that changes bytes, the same command closes it, once")
    func killed() throws {
        let town = try rejected(.simplified)
        let number = Shopfront.number(.simplified)
        try town.keep("start")
        let log = town.bench.path("calls")
        #expect(try close(town, number, Self.reason, Shim(log: log)).status == 0)
        let calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count
        try #require(calls > 0)
        var statuses: Set<String> = []
        for place in 1...calls {
            try town.putBack("start")
            let shim = Shim(kill: place, isTorn: place % 2 == 0)
            #expect(try close(town, number, Self.reason, shim).isKilled, "call \(place)")
            let again = try close(town, number)
            #expect(again.status == 0, "call \(place): \(again.output)\(again.talk)")
            statuses.insert(try #require(again.json().last?["status"]?.text))
            let audit = try town.bench.sijil(
                ["audit", "shop.sijil", "--require", "submitted", "--json"])
            #expect(audit.status == 0, "call \(place): \(audit.output)")
            #expect(try audit.json().last?["closings"]?.items.count == 1, "call \(place)")
        }
        print("closing: killed at \(calls) calls, then \(statuses.sorted())")
        #expect(statuses == ["closed", "existing"])
    }

    @Test("an older copy of the ledger, which may lack the successor, closes nothing")
    func olderCopy() throws {
        let town = try rejected(.simplified)
        let ledger = town.bench.path("shop.sijil")
        try FileManager.default.copyItem(atPath: ledger, toPath: ledger + "-old")
        #expect(try town.issue().outcome.status == 0)
        try FileManager.default.removeItem(atPath: ledger)
        try FileManager.default.moveItem(atPath: ledger + "-old", toPath: ledger)
        let refused = try close(town, Shopfront.number(.simplified))
        #expect(refused.status == 2)
        #expect(refused.errorCode == "ledger-rolled-back", "\(refused.output)")
    }
}
