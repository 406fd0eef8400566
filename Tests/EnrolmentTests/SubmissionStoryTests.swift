import Encoding
import Foundation
import Invoicing
import Ledger
import Testing

@Suite("What a clerk sees of submission", .serialized)
struct SubmissionStoryTests {
    private func submit(_ town: Town, _ more: String..., shim: Shim = .cheap) throws -> Outcome {
        try town.bench.sijil(["submit", "--passphrase-file", "pass", "--json"] + more, shim: shim)
    }

    private func status(_ town: Town, shim: Shim = .cheap) throws -> (Outcome, JSONValue) {
        let outcome = try town.bench.sijil(["status", "--json"], shim: shim)
        return (outcome, try #require(outcome.json().last))
    }

    @Test("every command warns before a document is late, and then that it is")
    func late() throws {
        let town = try Shopfront.town()
        func talk(_ hours: Double) throws -> String {
            try town.bench.sijil(["list"], shim: Shim(clockSeconds: Int(hours * 3_600))).talk
        }
        #expect(try !talk(22.5).contains("to be reported"))
        #expect(try talk(23.5).contains("0 overdue, 1 due within the hour; run: sijil submit"))
        #expect(try talk(24.5).contains("1 overdue, 0 due within the hour"))
        let (outcome, json) = try status(town, shim: Shim(clockSeconds: 25 * 3_600))
        #expect(outcome.status == 1)
        #expect(json["overdue"] == .number("1"))
        #expect(json["count"] == .number("2"))
        let shown = try town.bench.sijil(["status"], shim: Shim(clockSeconds: 25 * 3_600))
        #expect(shown.output.contains("OVERDUE by 1 h 0 min"), "\(shown.output)")
        #expect(shown.output.contains("→ run: sijil submit"))
        #expect(try submit(town).status == 0)
        #expect(try !talk(25).contains("to be reported"))
        let (after, none) = try status(town, shim: Shim(clockSeconds: 25 * 3_600))
        #expect(after.status == 0)
        #expect(none["count"] == .number("0"))
    }

    @Test("an outage is recorded from the first request in vain to the first that came through")
    func incident() throws {
        let town = try Shopfront.town()
        town.gate.shut()
        for _ in 1...2 { #expect(try submit(town).status == 2) }
        let shown = try town.bench.sijil(["status"])
        #expect(shown.output.contains("no line to the authority since"), "\(shown.output)")
        try town.gate.open()
        #expect(try submit(town).status == 0)
        let ledger = try Ledger(opening: town.bench.path("shop.sijil"))
        let incidents = try ledger.incidents(unit: Town.unit)
        #expect(incidents.count == 1)
        #expect(incidents.first?.cause == .line)
        #expect(incidents.first?.ended != nil)
        let audit = try town.bench.sijil(["audit", "shop.sijil", "--require", "submitted"])
        #expect(audit.status == 0, "\(audit.output)")
    }

    @Test("an outage is not over because something on the way answers")
    func incidentGoesOn() throws {
        let town = try Shopfront.town()
        town.gate.shut()
        #expect(try submit(town).status == 2)
        let ledger = try Ledger(opening: town.bench.path("shop.sijil"))
        func isOpen() throws -> Bool { try ledger.openIncident(unit: Town.unit) != nil }
        #expect(try isOpen())
        try town.gate.open()
        let strangers = [(403, "X: y"), (302, "Location: http://127.0.0.1/"), (404, "X: y")]
        for (status, header) in strangers {
            town.gate.react { _ in .answer(Forger.http(status, "{}", header)) }
            #expect(try submit(town).status == 1, "\(status)")
            #expect(try isOpen(), "\(status)")
        }
        town.gate.react { _ in .pass }
        #expect(try submit(town).status == 0)
        #expect(try !isOpen())
        #expect(try ledger.incidents(unit: Town.unit).count == 1)
    }

    @Test("what may have arrived more than a day ago waits for a person")
    func forgotten() throws {
        let town = try Shopfront.town()
        let number = Shopfront.number(.simplified)
        try town.scenario(
            #"{"rules": [{"endpoint": "reporting", "fault": {"kind": "drop", "processed": true}}]}"#
        )
        #expect(try submit(town, number).status == 2)
        try town.scenario("{}")
        let before = try town.admin("GET", "/admin/exchanges").items.count
        let late = Shim(clockSeconds: 25 * 3_600)
        let asked = try submit(town, number, shim: late)
        #expect(asked.status == 1)
        #expect(asked.output.contains("may count twice"), "\(asked.output)")
        #expect(asked.output.contains("submit \(number) --resend"))
        #expect(try town.admin("GET", "/admin/exchanges").items.count == before)
        #expect(try status(town, shim: late).1["unknown_too_long"] == .number("1"))
        let forced = try submit(town, number, "--resend", shim: late)
        #expect(forced.status == 0, "\(forced.output)")
        #expect(try forced.json().last?["state"]?.text == "accepted-earlier")
    }

    @Test("documents that no certificate can send are listed with what the failure form asks for")
    func stranded() throws {
        let town = try Shopfront.town()
        try town.bench.must("cert", "retire", "--as", "revoked")
        let (outcome, json) = try status(town)
        #expect(outcome.status == 1)
        #expect(json["stranded"] == .number("2"), "\(outcome.output)")
        let first = try #require(json["due"]?.items.first)
        #expect(first["state"]?.text == "stranded")
        for name in ["number", "uuid", "issued_at", "total", "vat", "currency", "kind", "type"] {
            #expect(first[name]?.text?.isEmpty == false, "\(name)")
        }
        let shown = try town.bench.sijil(["status", "--lang", "ar"])
        #expect(shown.output.contains("نموذج الأعطال"), "\(shown.output)")
        let sent = try submit(town)
        #expect(sent.status == 1)
        #expect(sent.output.contains("stranded"), "\(sent.output)")
    }

    @Test("what the authority answered is under a checkpoint in a second folder too")
    func checkpoint() throws {
        let town = try Shopfront.town()
        func submit(to folder: String, _ more: String...) throws -> Outcome {
            try town.bench.sijil(
                ["submit", "--passphrase-file", "pass", "--checkpoint-to", folder] + more)
        }
        let issued = try Self.logSize(town)
        town.gate.shut()
        let inVain = try submit(to: "usb")
        #expect(inVain.status == 2, "\(inVain.talk)")
        // A request that did not get through is an attempt, and stands in the log.
        let tried = try Self.logSize(town)
        #expect(tried > issued)
        #expect(inVain.talk.contains("sijil: usb/\(Self.name(tried))\n"), "\(inVain.talk)")
        try town.gate.open()
        #expect(try submit(to: "usb").status == 0)
        let sent = try Self.logSize(town)
        #expect(sent > tried)
        #expect(try Self.kept("usb", town) == [Self.name(tried), Self.name(sent)])
        #expect(try Self.kept("shop.sijil.anchors", town) == [Self.name(tried), Self.name(sent)])
        let audit = try town.bench.sijil(["audit", "shop.sijil", "--anchors", "usb"])
        #expect(audit.output.contains("could be rewritten: 0"), "\(audit.output)\(audit.talk)")

        // Nothing new, nothing signed; a folder that cannot be written stops nothing.
        #expect(try submit(to: "other").status == 0)
        #expect(!FileManager.default.fileExists(atPath: town.bench.path("other")))
        for (language, words) in [
            ("en", "warning: no checkpoint was kept: pass/x cannot be written"),
            ("ar", "تنبيه: لم تُحفظ نقطة تحقق: تعذرت الكتابة إلى pass/x"),
        ] {
            try town.bench.write(Shopfront.draft(.simplified, "IN-\(language)"), to: "next.json")
            try town.bench.must("issue", "next.json", "--passphrase-file", "pass")
            let refused = try submit(to: "pass/x", "--lang", language)
            #expect(refused.status == 0, "\(refused.talk)")
            #expect(refused.talk.contains(words), "\(refused.talk)")
        }
    }

    private static func logSize(_ town: Town) throws -> Int64 {
        try Ledger(opening: town.bench.path("shop.sijil")).logSize()
    }

    private static func name(_ size: Int64) -> String {
        let digits = String(size)
        return String(repeating: "0", count: 12 - digits.count) + digits + ".checkpoint"
    }

    private static func kept(_ folder: String, _ town: Town) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: town.bench.path(folder)).sorted()
    }

    @Test("watch sends what is due and stops when it is asked to")
    func watch() throws {
        let town = try Shopfront.town()
        var shim = Shim()
        shim.waits = true
        let watched = try town.bench.sijil(
            ["submit", "--watch", "--passphrase-file", "pass", "--json", "--checkpoint-to", "usb"],
            shim: shim,
            limit: "{ (sleep 8; kill -TERM $$) & }")
        #expect(watched.status == 0, "\(watched.output)\(watched.talk)")
        #expect(try watched.json().map { $0["state"]?.text } == ["reported", "cleared"])
        #expect(watched.talk.contains("2 accepted, 0 rejected, 0 waiting"), "\(watched.talk)")
        #expect(try submit(town).output.isEmpty)
        // One round sent both; the empty ones after it sign nothing.
        #expect(try Self.kept("usb", town) == [Self.name(try Self.logSize(town))])
    }

    @Test(
        "a window that is closed ends a watch in order, and under nohup not at all",
        arguments: ["", "trap '' HUP; "])
    func closedWindow(ignoring: String) throws {
        let town = try Shopfront.town()
        var shim = Shim()
        shim.waits = true
        // Of a program that has ended the command line is empty.
        let look = "grep -q watch /proc/$$/cmdline && touch '\(town.bench.path("on"))'"
        let later = "sleep 8; kill -HUP $$; sleep 3; \(look); kill -TERM $$"
        let watched = try town.bench.sijil(
            ["submit", "--watch", "--passphrase-file", "pass", "--json"], shim: shim,
            limit: "\(ignoring){ (\(later)) & }")
        #expect(watched.status == 0, "\(watched.output)\(watched.talk)")
        #expect(watched.talk.contains("2 accepted, 0 rejected, 0 waiting"), "\(watched.talk)")
        let wentOn = FileManager.default.fileExists(atPath: town.bench.path("on"))
        #expect(wentOn == !ignoring.isEmpty)
    }

    @Test("watch bears a ledger that another program keeps locked, and goes on")
    func watchBearsLock() throws {
        let town = try Shopfront.town()
        #expect(try submit(town).status == 0)
        var shim = Shim()
        shim.waits = true
        // Longer than a lock is waited for; the document behind it comes through all the same.
        let lock = #"""
            import sqlite3, time
            time.sleep(3)
            c = sqlite3.connect("shop.sijil", isolation_level=None, timeout=9)
            c.execute("BEGIN EXCLUSIVE"); time.sleep(7); c.execute("ROLLBACK")
            """#
        try town.bench.write(lock, to: "lock.py")
        try town.bench.write(Shopfront.draft(.simplified, "AFTER-1"), to: "draft.json")
        let issue = "'\(Bench.program)' issue draft.json --passphrase-file pass >/dev/null 2>&1"
        let watched = try town.bench.sijil(
            ["submit", "--watch", "--passphrase-file", "pass", "--json"], shim: shim,
            limit: "{ (python3 lock.py; \(issue); sleep 20; kill -TERM $$) & }")
        #expect(watched.status == 0, "\(watched.output)\(watched.talk)")
        #expect(watched.talk.contains("kept the ledger locked"), "\(watched.talk)")
        #expect(watched.talk.contains("unit \(Town.unit): next try in"), "\(watched.talk)")
        #expect(try watched.json().map { $0["state"]?.text } == ["reported"])
    }

    @Test("an answer that comes while the clock is set back is kept")
    func clockSetBack() throws {
        let town = try Shopfront.town()
        let step = town.bench.path("step")
        town.gate.react { _ in
            _ = FileManager.default.createFile(atPath: step, contents: nil)
            return .pass
        }
        let number = Shopfront.number(.simplified)
        let sent = try submit(town, number, shim: Shim(step: step))
        #expect(try sent.json().first?["state"]?.text == "reported", "\(sent.output)\(sent.talk)")
        #expect(sent.status == 0, "\(sent.talk)")
        try FileManager.default.removeItem(atPath: step)
        town.gate.react { _ in .pass }
        // A clock that goes on as it was is ahead again after three seconds.
        #expect(try submit(town, shim: Shim(clockSeconds: 5)).status == 0)
        let ledger = try Ledger(opening: town.bench.path("shop.sijil"))
        let name = try #require(InvoiceNumber(number))
        let document = try #require(try ledger.document(number: name))
        let attempts = try ledger.attempts(about: document)
        #expect(attempts.map { $0.answer?.outcome } == ["accepted"])
        let answer = try #require(attempts.first?.answer)
        #expect(answer.finishedAt >= answer.startedAt)
        let audit = try town.bench.sijil(["audit", "shop.sijil", "--require", "submitted"])
        #expect(audit.status == 0, "\(audit.output)")
    }

    @Test("one document that is always refused keeps no other from being sent")
    func stuck() throws {
        let town = try Shopfront.town()
        try town.bench.write(Shopfront.draft(.simplified, "SECOND-1"), to: "second.json")
        try town.bench.must("issue", "second.json", "--passphrase-file", "pass")
        try town.scenario(
            #"""
            {"rules": [{"endpoint": "reporting", "nth": 1, "fault": "hang"},
                       {"endpoint": "clearance", "fault": {"kind": "status", "status": 500}}]}
            """#)
        let outcome = try submit(town, shim: Shim(deadlineMilliseconds: 250))
        let states = try outcome.json().reduce(into: [String: String]()) {
            $0[$1["number"]?.text ?? ""] = $1["state"]?.text
        }
        #expect(states[Shopfront.number(.simplified)] == "reported", "\(outcome.output)")
        #expect(states["SECOND-1"] == "reported")
        #expect(states[Shopfront.number(.standard)] == "unknown")
        #expect(outcome.status == 1, "\(outcome.talk)")
    }
}
