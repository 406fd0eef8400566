import Encoding
import Foundation
import Ledger
import TestSupport
import Testing

@Suite("A document that the portal shows is told to the ledger", .serialized)
struct SettlementTests {
    private static let pass = ["--passphrase-file", "pass"]
    private static let seen = "مقبولة في البوابة، رآها \"سالم\""
    /// The authority knows nothing again any more.
    private static let late = Shim(clockSeconds: 25 * 3_600)

    private func sijil(
        _ town: Town, _ arguments: String..., shim: Shim = late
    ) throws -> Outcome {
        try town.bench.sijil(arguments + Self.pass + ["--json"], shim: shim)
    }

    private func settle(
        _ town: Town, _ arguments: String..., shim: Shim = late
    ) throws -> Outcome {
        try town.bench.sijil(["settle"] + arguments + ["--json"], shim: shim)
    }

    private func refuse(_ outcome: Outcome, _ code: String) throws {
        #expect(outcome.status == 1, "\(code): \(outcome.output)\(outcome.talk)")
        #expect(outcome.errorCode == code, "\(outcome.output)\(outcome.talk)")
        try BadAnswer.checkWords(outcome, code)
    }

    /// The authority takes in the document of one kind, and its answer is lost.
    private func lost(_ kind: Trouble.Kind) throws -> Town {
        let town = try Shopfront.town()
        let endpoint = kind == .standard ? "clearance" : "reporting"
        try town.scenario(
            """
            {"rules": [{"endpoint": "\(endpoint)",
                        "fault": {"kind": "drop", "processed": true}}]}
            """)
        let sent = try sijil(town, "submit", shim: .cheap)
        #expect(sent.status != 0, "\(sent.output)")
        try town.scenario("{}")
        return town
    }

    /// The document as the authority cleared it, from the authority's own record: what a person
    /// downloads from the portal.
    private func downloadCopy(_ town: Town, to file: String) throws {
        let database = town.bench.path("authority.db")
        let text = try shell(
            "sqlite3 -readonly '\(database)' 'SELECT cleared FROM accepted WHERE cleared "
                + "IS NOT NULL ORDER BY id LIMIT 1'"
        ).output
        let bytes = try #require(Base64.decode(Array(text.utf8.dropLast())))
        try town.bench.write(bytes, to: file)
    }

    @Test("the copy of a document that was cleared without it comes from the portal")
    func fetched() throws {
        let town = try Shopfront.town()
        let number = Shopfront.number(.standard)
        try town.scenario(
            #"{"rules": [{"endpoint": "clearance", "fault": "altered-copy"}]}"#)
        #expect(try town.bench.sijil(["submit"] + Self.pass).status == 1)
        try town.bench.must("export", "--to", "own")
        let own = try #require(
            try FileManager.default.contentsOfDirectory(atPath: town.bench.path("own"))
                .first { $0.contains(number) })
        try refuse(settle(town, number, "--cleared-copy", "own/\(own)"), "copy-not-cleared")
        try downloadCopy(town, to: "portal.xml")
        let word = try settle(
            town, number, "--seen-in-portal", Self.seen, "--cleared-copy", "portal.xml")
        try refuse(word, "document-judged")
        #expect(word.output.contains("sijil settle \(number) --cleared-copy FILE"))
        try refuse(sijilPlain(town, "print", number), "copy-missing")
        for status in ["copy-added", "existing"] {
            let settled = try settle(town, number, "--cleared-copy", "portal.xml")
            #expect(settled.status == 0, "\(settled.output)\(settled.talk)")
            let line = try #require(settled.json().last)
            #expect(line["status"]?.text == status)
            #expect(line["seen"] == .null && line["copy_missing"] == .bool(false))
        }
        try town.bench.must("export", "--to", "handed")
        #expect(try town.bench.read("handed/\(own)") == town.bench.read("portal.xml"))
        #expect(try town.bench.sijil(["status"]).status == 0)
        let audit = try town.bench.sijil(
            ["audit", "shop.sijil", "--require", "submitted", "--json"])
        #expect(audit.status == 0, "\(audit.output)")
        #expect(try audit.json().last?["findings"]?.items.isEmpty == true)
        let copy = String(decoding: try town.bench.read("portal.xml"), as: UTF8.self)
        try town.bench.write(copy + "\n", to: "other.xml")
        try refuse(settle(town, number, "--cleared-copy", "other.xml"), "copy-stored")
    }

    @Test(
        "nothing waits any more, and every command tells whose word it is",
        arguments: [Trouble.Kind.simplified, .standard])
    func story(_ kind: Trouble.Kind) throws {
        let town = try lost(kind)
        let number = Shopfront.number(kind)
        try refuse(
            settle(town, number, "--seen-in-portal", Self.seen, shim: .cheap), "settles-itself")
        try told(town, kind)
        let exchanges = try town.admin("GET", "/admin/exchanges").items.count
        let settled = try settle(town, number, "--seen-in-portal", Self.seen)
        #expect(settled.status == 0, "\(settled.output)\(settled.talk)")
        let line = try #require(settled.json().last)
        #expect(line["status"]?.text == "settled" && line["seen"]?.text == Self.seen)
        #expect(line["copy_missing"] == .bool(kind == .standard))
        #expect(settled.talk.contains("--cleared-copy FILE") == (kind == .standard))
        let again = try #require(
            try settle(town, number, "--seen-in-portal", Self.seen).json().last)
        #expect(again["status"]?.text == "existing")
        #expect(again["recorded_at"] == line["recorded_at"])
        try refuse(settle(town, number, "--seen-in-portal", "else"), "settled-before")
        try nothingWaits(town, kind)
        #expect(try town.admin("GET", "/admin/exchanges").items.count == exchanges)
        try listed(town, kind)
        try audited(town, kind, lacksCopy: kind == .standard)
        if kind == .standard { try copied(town) }
        let note = ["draft", number, "--as", "credit-note", "--reason", "إرجاع"]
        #expect(try town.bench.sijil(note, shim: Self.late).status == 0)
        try putBack(town, kind)
    }

    /// Before: `submit`, `status` and `explain` name both ways.
    private func told(_ town: Town, _ kind: Trouble.Kind) throws {
        let number = Shopfront.number(kind)
        let copy = kind == .standard ? " --cleared-copy FILE" : ""
        let asked = try sijil(town, "submit", number)
        #expect(asked.status == 1)
        for language in ["en", "ar"] {
            let remedy = try #require(asked.json().last?["remedy"]?[language]?.text)
            #expect(remedy.contains("sijil submit \(number) --resend"), "\(remedy)")
            #expect(
                remedy.contains("sijil settle \(number) --seen-in-portal TEXT\(copy)"), "\(remedy)")
            let status = try town.bench.sijil(["status", "--lang", language], shim: Self.late)
            #expect(status.status == 1)
            #expect(status.output.contains("sijil settle NUMBER --seen-in-portal TEXT"))
            let help = try town.bench.must("explain", "correct-an-invoice", "--lang", language)
            #expect(help.output.contains("sijil settle NUMBER --seen-in-portal TEXT"))
        }
    }

    private func nothingWaits(_ town: Town, _ kind: Trouble.Kind) throws {
        let number = Shopfront.number(kind)
        let state = kind == .standard ? "accepted-by-word-without-copy" : "accepted-by-word"
        let status = try town.bench.sijil(["status", "--json"], shim: Self.late)
        #expect(status.status == 0, "\(status.output)")
        let json = try #require(status.json().last)
        #expect(json["due"]?.items.isEmpty == true && json["unknown_too_long"] == .number("0"))
        #expect(json["by_word_count"] == .number("1"))
        let without = JSONValue.number(kind == .standard ? "1" : "0")
        #expect(json["by_word_without_copy_count"] == without)
        #expect(try sijil(town, "submit").status == 0)
        let named = try sijil(town, "submit", number)
        #expect(named.status == 0)
        #expect(try named.json().last?["state"]?.text == state, "\(named.output)")
        try refuse(sijil(town, "submit", number, "--resend"), "settled-before")
        #expect(try town.bench.sijil(["doctor"], shim: Self.late).status == 0)
    }

    private func listed(_ town: Town, _ kind: Trouble.Kind) throws {
        let number = Shopfront.number(kind)
        let list = try town.bench.must("list", shim: Self.late)
        #expect(!list.talk.contains("overdue"), "\(list.talk)")
        #expect(list.lines.contains { $0.contains(number) && $0.contains("by the firm's word") })
        let shown = try #require(
            try town.bench.must("show", number, "--json", shim: Self.late).json().last)
        #expect(shown["status"]?.text?.hasPrefix("accepted-by-word") == true)
        #expect(shown["settlement"]?["seen"]?.text == Self.seen)
        let words = try town.bench.must("show", number, "--lang", "ar", shim: Self.late).lines
        #expect(words.contains { $0.hasPrefix("شوهد في البوابة: ") && $0.hasSuffix(Self.seen) })
        // It is a sale like another in the register and its sums.
        try town.bench.must("export", "--sheet", "book.csv", shim: Self.late)
        let register = try String(contentsOfFile: town.bench.path("book.csv"), encoding: .utf8)
        let row = try #require(register.split(separator: "\n").first { $0.contains(number) })
        #expect(row.contains(",yes,SAR,25.00,"), "\(row)")
        try FileManager.default.removeItem(atPath: town.bench.path("book.csv"))
    }

    private func audited(_ town: Town, _ kind: Trouble.Kind, lacksCopy: Bool) throws {
        let number = Shopfront.number(kind)
        let audit = try town.bench.sijil(["audit", "shop.sijil", "--json"])
        #expect(audit.status == 0, "\(audit.output)")
        let report = try #require(audit.json().last)
        let codes = report["findings"]?.items.compactMap { $0["code"]?.text }
        #expect(codes == (lacksCopy ? ["settled-without-copy"] : []))
        let settlement = try #require(report["settlements"]?.items.first)
        #expect(settlement["number"]?.text == number && settlement["seen"]?.text == Self.seen)
        #expect(settlement["copy_missing"] == .bool(lacksCopy))
        for (language, words) in [
            ("en", "accepted by the firm's word, seen in the portal"),
            ("ar", "مقبول بقول المنشأة، شوهد في البوابة"),
        ] {
            let arguments = ["audit", "shop.sijil", "--lang", language]
            let text = try town.bench.sijil(arguments)
            #expect(text.output.contains("\(words): \(number) "), "\(text.output)")
            let page = try town.bench.sijil(arguments + ["--format", "html"])
            let escaped = words.replacing("'", with: "&#39;")
            #expect(page.output.contains("\(escaped): \(number) "), "\(language)")
        }
        // Somebody's word is no proof.
        let required = try town.bench.sijil(
            ["audit", "shop.sijil", "--require", "submitted", "--json"])
        #expect(required.status == 3, "\(required.output)")
    }

    /// The copy follows, and is what is handed out from then on.
    private func copied(_ town: Town) throws {
        let number = Shopfront.number(.standard)
        for command in ["print", "qr"] {
            try refuse(sijilPlain(town, command, number), "copy-missing")
        }
        try town.bench.must("export", "--to", "own", shim: Self.late)
        let own = try #require(
            try FileManager.default.contentsOfDirectory(atPath: town.bench.path("own"))
                .first { $0.contains(number) })
        try refuse(settle(town, number, "--cleared-copy", "own/\(own)"), "copy-not-cleared")
        try downloadCopy(town, to: "portal.xml")
        let copy = String(decoding: try town.bench.read("portal.xml"), as: UTF8.self)
        try town.bench.write(copy.replacing(number, with: "STANDARD-2"), to: "other.xml")
        try refuse(settle(town, number, "--cleared-copy", "other.xml"), "copy-differs")
        #expect(try settle(town, number, "--cleared-copy", "none.xml").status == 2)
        let added = try settle(town, number, "--cleared-copy", "portal.xml")
        #expect(added.status == 0, "\(added.output)")
        #expect(try added.json().last?["status"]?.text == "copy-added")
        let again = try settle(town, number, "--cleared-copy", "portal.xml")
        #expect(try again.json().last?["status"]?.text == "existing")
        #expect(try town.bench.sijil(["print", number], shim: Self.late).status == 0)
        let qr = try town.bench.must("qr", number, shim: Self.late).output
        #expect(copy.contains(qr.trimmingCharacters(in: .newlines)))
        try town.bench.must("export", "--to", "own", shim: Self.late)
        #expect(try town.bench.read("own/\(own)") == Array(copy.utf8))
        try audited(town, .standard, lacksCopy: false)
        let state = try sijil(town, "submit", number).json().last?["state"]?.text
        #expect(state == "accepted-by-word")
    }

    private func sijilPlain(_ town: Town, _ arguments: String...) throws -> Outcome {
        try town.bench.sijil(arguments + ["--json"], shim: Self.late)
    }

    /// A backup keeps the record, also where it is put back.
    private func putBack(_ town: Town, _ kind: Trouble.Kind) throws {
        try town.bench.must("backup", "kept-copy", shim: Self.late)
        try FileManager.default.removeItem(atPath: town.bench.path("shop.sijil"))
        let restored = try town.bench.sijil(
            ["restore", "kept-copy", "--ledger", "shop.sijil"], shim: Self.late)
        #expect(restored.status == 0, "\(restored.output)\(restored.talk)")
        let status = try town.bench.sijil(["status", "--json"], shim: Self.late)
        #expect(status.status == 0, "\(status.output)")
        #expect(try status.json().last?["by_word_count"] == .number("1"))
        let audit = try town.bench.sijil(["audit", "shop.sijil", "--json"])
        #expect(audit.status == 0, "\(audit.output)")
        #expect(try audit.json().last?["settlements"]?.items.count == 1)
    }

    /// What becomes of the document before, and the code of the refusal.
    private static let refusals: [(scenario: String?, then: [String], code: String)] = [
        (nil, [], "never-sent"),
        ("{}", [], "document-judged"),
        (#"{"rules": [{"endpoint": "reporting", "fault": "reject"}]}"#, [], "document-judged"),
        (
            #"{"rules": [{"endpoint": "reporting", "fault": "reject"}]}"#,
            ["close", "SIMPLIFIED-1", "--reason", "off"], "document-judged"
        ),
        (
            #"{"rules": [{"endpoint": "reporting", "fault": {"kind": "status", "status": 413}}]}"#,
            [], "never-sent"
        ),
    ]

    @Test("what an answer judged, or nobody sent, is not settled")
    func refusals() throws {
        let town = try Shopfront.town()
        let number = Shopfront.number(.simplified)
        for row in Self.refusals {
            try town.putBack("start")
            if let scenario = row.scenario {
                try town.scenario(scenario)
                _ = try sijil(town, "submit", number, shim: .cheap)
            }
            if !row.then.isEmpty { _ = try town.bench.sijil(row.then, shim: Self.late) }
            let before = try town.bench.read("shop.sijil")
            try refuse(settle(town, number, "--seen-in-portal", Self.seen), row.code)
            #expect(try town.bench.read("shop.sijil") == before)
        }
    }

    @Test("words and copies that do not fit are refused, and the ledger stays as it was")
    func unfit() throws {
        let town = try lost(.simplified)
        let number = Shopfront.number(.simplified)
        let before = try town.bench.read("shop.sijil")
        try refuse(settle(town, "SALE-9", "--seen-in-portal", "x"), "document-unknown")
        for bad in ["", "  ", "a\nb", String(repeating: "س", count: 1_001)] {
            try refuse(settle(town, number, "--seen-in-portal", bad), "seen-unfit")
        }
        #expect(try settle(town, number).status == 64)
        try town.bench.write("<x/>", to: "copy.xml")
        try refuse(settle(town, number, "--cleared-copy", "copy.xml"), "seen-missing")
        try refuse(
            settle(town, number, "--seen-in-portal", "x", "--cleared-copy", "copy.xml"),
            "copy-unwanted")
        #expect(try town.bench.read("shop.sijil") == before)
    }

    @Test("a sending that was cut short is ended first")
    func cutShort() throws {
        let town = try Shopfront.town()
        let number = Shopfront.number(.simplified)
        let log = town.bench.path("calls")
        _ = try sijil(town, "submit", number, shim: Shim(log: log))
        let calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count
        var found = 0
        for place in 1...calls {
            try town.putBack("start")
            _ = try sijil(town, "submit", number, shim: Shim(kill: place))
            let isOpen = try town.lookAtCopy {
                try !$0.openAttempts(unit: Town.unit).isEmpty
            }
            guard isOpen else { continue }
            found += 1
            try refuse(settle(town, number, "--seen-in-portal", Self.seen), "being-sent")
            let ended = try sijil(town, "submit", number)
            let state = try #require(try ended.json().last?["state"]?.text)
            let settled = try settle(town, number, "--seen-in-portal", Self.seen)
            if state == "unknown" {
                #expect(settled.status == 0, "call \(place): \(settled.output)")
                #expect(try town.bench.sijil(["audit", "shop.sijil"]).status == 0)
            } else {
                // The answer had been sealed before the program died.
                #expect(state == "reported", "call \(place)")
                try refuse(settled, "document-judged")
            }
        }
        #expect(found > 1)
    }

    @Test("killed at any call that changes bytes, the same command settles it, once")
    func killed() throws {
        let town = try lost(.standard)
        let number = Shopfront.number(.standard)
        try downloadCopy(town, to: "portal.xml")
        try town.keep("start")
        let arguments = [
            "settle", number, "--seen-in-portal", Self.seen, "--cleared-copy", "portal.xml",
            "--json",
        ]
        let log = town.bench.path("calls")
        var shim = Self.late
        shim.log = log
        #expect(try town.bench.sijil(arguments, shim: shim).status == 0)
        let calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count
        try #require(calls > 0)
        var statuses: Set<String> = []
        for place in 1...calls {
            try town.putBack("start")
            try downloadCopy(town, to: "portal.xml")
            var shim = Self.late
            shim.kill = place
            shim.isTorn = place % 2 == 0
            #expect(try town.bench.sijil(arguments, shim: shim).isKilled, "call \(place)")
            let again = try town.bench.sijil(arguments, shim: Self.late)
            #expect(again.status == 0, "call \(place): \(again.output)\(again.talk)")
            let line = try #require(again.json().last)
            statuses.insert(try #require(line["status"]?.text))
            #expect(line["copy_missing"] == .bool(false), "call \(place)")
            let audit = try town.bench.sijil(["audit", "shop.sijil", "--json"])
            #expect(audit.status == 0, "call \(place): \(audit.output)")
            #expect(try audit.json().last?["settlements"]?.items.count == 1, "call \(place)")
        }
        print("settling: killed at \(calls) calls, then \(statuses.sorted())")
        #expect(statuses == ["settled", "existing"])
    }

    @Test("what was perhaps sent since a backup that was put back is settled too")
    func restored() throws {
        let town = try Shopfront.town()
        let number = Shopfront.number(.simplified)
        try town.bench.must("backup", "kept-copy")
        let sent = try sijil(town, "submit", shim: .cheap)
        #expect(sent.status == 0, "\(sent.output)\(sent.talk)")
        for (language, way) in [("en", "sijil settle NUMBER"), ("ar", "sijil settle NUMBER")] {
            try? FileManager.default.removeItem(atPath: town.bench.path("shop.sijil"))
            let restored = try town.bench.sijil(
                ["restore", "kept-copy", "--ledger", "shop.sijil", "--lang", language])
            #expect(restored.status == 0, "\(restored.output)\(restored.talk)")
            #expect((restored.output + restored.talk).contains(way), "\(restored.output)")
        }
        try refuse(
            settle(town, number, "--seen-in-portal", Self.seen, shim: .cheap), "settles-itself")
        let settled = try settle(town, number, "--seen-in-portal", Self.seen)
        #expect(settled.status == 0, "\(settled.output)")
        let audit = try town.bench.sijil(["audit", "shop.sijil", "--json"])
        #expect(audit.status == 0, "\(audit.output)")
    }
}
