import Encoding
import Foundation
import TestSupport
import Testing

@Suite("What waits for a person stays visible until it is done", .serialized)
struct OpenMatterTests {
    private static let pass = ["--passphrase-file", "pass"]

    private func submit(_ town: Town, _ more: String..., limit: String? = nil) throws -> Outcome {
        try town.bench.sijil(["submit", "--json"] + Self.pass + more, limit: limit)
    }

    private func status(_ town: Town) throws -> (Outcome, JSONValue) {
        let outcome = try town.bench.sijil(["status", "--json"])
        return (outcome, try #require(outcome.json().last))
    }

    private func reissue(_ town: Town, _ kind: Trouble.Kind, price: String) throws -> Outcome {
        let draft = Shopfront.draft(kind, Shopfront.number(kind)).replacing("12.50", with: price)
        try town.bench.write(draft, to: "new.json")
        return try town.bench.sijil(
            ["reissue", Shopfront.number(kind), "new.json", "--json"] + Self.pass)
    }

    /// Rejects the document of one kind, once.
    private func rejected(_ kind: Trouble.Kind) throws -> Town {
        let town = try Shopfront.town(rejecting: kind)
        let first = try submit(town)
        #expect(first.status == 1, "\(first.output)\(first.talk)")
        #expect(first.output.contains("sijil reissue \(Shopfront.number(kind)) DRAFT"))
        return town
    }

    @Test(
        "a rejected document waits, with the authority's words, until it is reissued",
        arguments: [Trouble.Kind.simplified, .standard])
    func rejection(_ kind: Trouble.Kind) throws {
        let town = try rejected(kind)
        let number = Shopfront.number(kind)
        let again = try submit(town)
        #expect(again.status == 1)
        #expect(again.output.isEmpty)
        #expect(again.talk.contains("documents that wait for you"), "\(again.talk)")
        let named = try submit(town, number)
        #expect(named.status == 1)
        #expect(named.output.contains("BR-KSA-99"), "\(named.output)")

        let (outcome, json) = try status(town)
        #expect(outcome.status == 1)
        #expect(json["count"] == .number("0"))
        #expect(json["open_count"] == .number("1"))
        let open = try #require(json["open"]?.items.first)
        #expect(open["number"]?.text == number)
        #expect(open["state"]?.text == "rejected")
        #expect(open["messages"]?.items.first?["code"]?.text == "BR-KSA-99")
        #expect(open["messages"]?.items.first?["text"]?.text == "rejected by the scenario")
        for language in ["en", "ar"] {
            let remedy = try #require(open["remedy"]?[language]?.text)
            #expect(remedy.contains("sijil reissue \(number) DRAFT"))
            #expect(remedy.contains("sijil close \(number) --reason TEXT"))
            let shown = try town.bench.sijil(["status", "--lang", language])
            #expect(shown.status == 1)
            #expect(shown.output.contains("BR-KSA-99: rejected by the scenario"))
            #expect(shown.output.contains("sijil reissue \(number) DRAFT"), "\(shown.output)")
        }
        try others(town, kind)

        #expect(try reissue(town, kind, price: "13.00").status == 0)
        #expect(try status(town).0.status == 0)
        #expect(try submit(town).status == 0)
        let audit = try town.bench.sijil(["audit", "shop.sijil", "--require", "submitted"])
        #expect(audit.status == 0, "\(audit.output)")
        let settled = try town.bench.sijil(["doctor"])
        #expect(settled.status == 0, "\(settled.output)")
    }

    /// Answers that turn a document away before it is judged, and what is said of it.
    static let turnedAway: [(fault: String, exit: Int32, message: String, remedy: String)] = [
        (#"{"kind": "status", "status": 401}"#, 2, "(401)", "enrol anew"),
        (#"{"kind": "status", "status": 413}"#, 1, "(413)", "split the sale"),
        (#"{"kind": "status", "status": 404}"#, 1, "status 404", "run the same command again"),
        (#""redirect""#, 1, "elsewhere (302)", "log in to your network"),
        (#"{"kind": "status", "status": 400}"#, 1, "Invalid-Request", "the program is current"),
    ]

    @Test(
        "what was turned away unread is told by status, with why and what to do", arguments: 0..<5)
    func unread(_ row: Int) throws {
        let (fault, exit, message, remedy) = Self.turnedAway[row]
        let town = try Shopfront.town()
        try town.scenario(#"{"rules": [{"endpoint": "*", "fault": \#(fault)}]}"#)
        let sent = try submit(town, Shopfront.number(.simplified))
        #expect(sent.status == exit, "\(sent.output)\(sent.talk)")
        let (outcome, json) = try status(town)
        #expect(outcome.status == 1)
        let number = Shopfront.number(.simplified)
        let due = try #require(json["due"]?.items.first { $0["number"]?.text == number })
        #expect(due["state"]?.text == "refused")
        #expect(due["message"]?["en"]?.text?.contains(message) == true, "\(outcome.output)")
        #expect(due["remedy"]?["en"]?.text?.contains(remedy) == true, "\(outcome.output)")
        #expect(due["remedy"]?["ar"]?.text?.isEmpty == false)
        let shown = try town.bench.sijil(["status"])
        #expect(shown.output.contains(message), "\(shown.output)")
        #expect(shown.output.contains("    → "), "\(shown.output)")

        try town.scenario("{}")
        _ = try submit(town)
        #expect(try status(town).0.status == 0)
    }

    @Test(
        "with the clock before its certificate a document waits for the clock, and is not stranded")
    func early() throws {
        let town = try Shopfront.town()
        let shim = Shim(clockSeconds: -86_400)
        let sent = try town.bench.sijil(["submit", "--json"] + Self.pass, shim: shim)
        #expect(sent.status == 1, "\(sent.output)\(sent.talk)")
        for line in try sent.json() {
            #expect(line["state"]?.text == "issued")
            #expect(line["message"]?["en"]?.text?.contains("begins at") == true, "\(sent.output)")
            #expect(line["remedy"]?["en"]?.text == "set the clock right, then: sijil submit")
        }
        #expect(try sent.json().count == 2)
        let shown = try town.bench.sijil(["status", "--json"], shim: shim)
        #expect(shown.status == 1)
        let json = try #require(try shown.json().last)
        #expect(json["stranded"] == .number("0"))
        #expect(
            json["troubles"]?.items.map { $0["code"]?.text } == ["certificate-not-yet-valid"])
        #expect(try submit(town).status == 0)
    }

    /// The other commands that tell of a document say that it was rejected.
    private func others(_ town: Town, _ kind: Trouble.Kind) throws {
        let number = Shopfront.number(kind)
        let doctor = try town.bench.sijil(["doctor"])
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("fail  judged: "), "\(doctor.output)")
        let audit = try town.bench.sijil(
            ["audit", "shop.sijil", "--require", "submitted", "--json"])
        #expect(audit.status == 3, "\(audit.output)")
        let finding = try #require(try audit.json().last?["findings"]?.items.first)
        #expect(finding["code"]?.text == "not-submitted")
        #expect(finding["number"]?.text == number)
        #expect(finding["found"]?.text == "rejected")
        #expect(try town.bench.sijil(["audit", "shop.sijil"]).status == 0)
        let listed = try town.bench.must("list")
        #expect(
            listed.talk.contains("rejected by the authority, neither reissued nor closed: 1"),
            "\(listed.talk)")
        let list = listed.lines
        #expect(list.contains { $0.contains(number) && $0.contains("rejected by the authority") })
        let shown = try town.bench.must("show", number)
        #expect(
            shown.output.contains("authority: error BR-KSA-99: rejected by the scenario"),
            "\(shown.output)")
        let exchange = try town.bench.must("show", number, "--json").json().last?["exchanges"]
        #expect(
            exchange?.items.last?["messages"]?.items.first?["code"]?.text == "BR-KSA-99")
        try handingOut(town, kind)
    }

    /// A picture of it is refused or marked, in both languages.
    private func handingOut(_ town: Town, _ kind: Trouble.Kind) throws {
        let number = Shopfront.number(kind)
        var flag: [String] = []
        if kind == .standard {
            flag = ["--uncleared"]
            for command in ["print", "qr"] {
                let refused = try town.bench.sijil([command, number, "--json"])
                #expect(refused.status == 1)
                #expect(refused.errorCode == "document-rejected", "\(refused.output)")
                #expect(refused.output.contains("sijil reissue \(number) DRAFT"))
                #expect(!refused.output.contains("sijil submit"))
            }
        }
        let page = try town.bench.sijil(["print", number] + flag)
        #expect(page.status == 0)
        for mark in ["rejected by the authority", "رفضته الهيئة"] {
            #expect(page.output.contains(mark))
            let picture = try town.bench.sijil(["qr", number, "--format", "svg"] + flag)
            #expect(picture.output.contains(mark), "\(mark)")
        }
        let text = try town.bench.sijil(["qr", number, "--lang", "ar"] + flag)
        #expect(text.talk.contains("رفضته الهيئة"), "\(text.talk)")
    }

    @Test("of a chain of rejected documents the newest is the open one")
    func twice() throws {
        let town = try rejected(.simplified)
        #expect(try reissue(town, .simplified, price: "13.00").status == 0)
        try town.scenario(#"{"rules": [{"endpoint": "reporting", "fault": "reject"}]}"#)
        #expect(try submit(town).status == 1)
        let open = try #require(try status(town).1["open"]?.items)
        #expect(open.map { $0["revision"] } == [.number("1")])
        try town.scenario("{}")
        #expect(try reissue(town, .simplified, price: "14.00").status == 0)
        #expect(try submit(town).status == 0)
        #expect(try status(town).0.status == 0)
    }

    @Test(
        "a copy that is another document is told until the right one is here"
    )
    func otherCopy() throws {
        let town = try Shopfront.town()
        let number = Shopfront.number(.standard)
        let fault = #"{"endpoint": "clearance", "fault": "altered-copy""#
        try town.scenario(#"{"rules": [\#(fault)}]}"#)
        let sent = try submit(town)
        #expect(sent.status == 1)
        #expect(sent.output.contains("is not this document"), "\(sent.output)")
        let (outcome, json) = try status(town)
        #expect(outcome.status == 1)
        let open = try #require(json["open"]?.items.first)
        #expect(open["state"]?.text == "cleared-without-copy")
        #expect(open["message"]?["en"]?.text?.contains("is not this document") == true)
        #expect(open["remedy"]?["ar"]?.text?.contains("sijil submit \(number)") == true)
        #expect(try submit(town).status == 1)
        #expect(try town.bench.must("show", number).output.contains("is not this document"))
        try town.scenario("{}")
        let fetched = try submit(town, number)
        #expect(fetched.status == 0, "\(fetched.output)")
        #expect(try status(town).0.status == 0)
    }

    @Test("a wrong copy that the next answer makes good is told all the same")
    func otherCopyOnce() throws {
        let town = try Shopfront.town()
        try town.scenario(
            #"{"rules": [{"endpoint": "clearance", "fault": "altered-copy", "times": 1}]}"#)
        let sent = try submit(town)
        #expect(sent.status == 0, "\(sent.output)\(sent.talk)")
        #expect(sent.output.contains("an earlier answer brought a copy"), "\(sent.output)")
        #expect(try status(town).0.status == 0)
    }

    @Test("what is said cannot be written: everything is sent all the same")
    func reader() throws {
        let town = try Shopfront.town()
        let sent = try submit(town, limit: "exec >/dev/full")
        #expect(sent.status == 2)
        #expect(sent.talk.contains("was sent all the same"), "\(sent.talk)")
        #expect(try status(town).1["count"] == .number("0"))
    }

    @Test("keys that are not here are told as such, not as stranded documents")
    func keys() throws {
        let town = try Shopfront.town()
        let folder = town.bench.path("shop.sijil.keys")
        func trouble() throws -> String? {
            let (outcome, json) = try status(town)
            #expect(outcome.status == 1)
            #expect(json["stranded"] == .number("0"))
            #expect(json["due"]?.items.allSatisfy { $0["state"]?.text == "issued" } == true)
            let shown = try town.bench.sijil(["status", "--lang", "ar"])
            #expect(!shown.output.contains("عالق"), "\(shown.output)")
            #expect(!shown.output.contains("sijil submit"), "\(shown.output)")
            #expect(json["troubles"]?.items.count == 1, "\(json.serialized())")
            return json["troubles"]?.items.first?["code"]?.text
        }
        rename(folder, folder + "-away")
        #expect(try trouble() == "keys-missing")
        rename(folder + "-away", folder)
        chmod(folder, 0o755)
        #expect(try trouble() == "key-mode-too-open")
        chmod(folder, 0o700)
        let secrets = try town.keyFiles().filter { $0.hasPrefix("secret-") }
        for name in secrets { rename("\(folder)/\(name)", town.bench.path(name)) }
        #expect(try trouble() == "secret-missing")
        let sent = try submit(town)
        #expect(sent.status == 1)
        #expect(!sent.output.contains("stranded"), "\(sent.output)")
        for name in secrets { rename(town.bench.path(name), "\(folder)/\(name)") }
        #expect(try submit(town).status == 0)
    }

    @Test("an older file put back is noticed by status, submit and backup")
    func rolledBack() throws {
        let town = try Shopfront.town()
        #expect(
            try shell("cp \(town.bench.path("shop.sijil")) \(town.bench.path("old"))").status == 0)
        #expect(try town.issue().outcome.status == 0)
        let (ledger, newest) = (town.bench.path("shop.sijil"), town.bench.path("newest"))
        rename(ledger, newest)
        rename(town.bench.path("old"), ledger)
        let (outcome, json) = try status(town)
        #expect(outcome.status == 1)
        let trouble = try #require(json["troubles"]?.items.first)
        #expect(trouble["code"]?.text == "ledger-rolled-back")
        #expect(trouble["unit"]?.text == Town.unit)
        let before = try town.admin("GET", "/admin/exchanges").items.count
        let sent = try submit(town)
        #expect(sent.status == 2)
        #expect(sent.errorCode == "ledger-rolled-back", "\(sent.output)")
        #expect(try town.admin("GET", "/admin/exchanges").items.count == before)
        let backup = try town.bench.sijil(["backup", "copy", "--json"])
        #expect(backup.status == 2)
        #expect(backup.errorCode == "ledger-rolled-back", "\(backup.output)")
        #expect(!FileManager.default.fileExists(atPath: town.bench.path("copy")))
        rename(newest, ledger)
        #expect(try submit(town).status == 0)
        #expect(try town.bench.sijil(["backup", "copy"]).status == 0)
    }

    @Test("a long delay is told in days")
    func days() throws {
        let town = try Shopfront.town()
        let late = Shim(clockSeconds: 74 * 3_600 + 1_800)
        for (language, words) in [("en", "OVERDUE by 2 days 2 h"), ("ar", "متأخرة 2 يوم 2 س")] {
            let shown = try town.bench.sijil(["status", "--lang", language], shim: late)
            #expect(shown.output.contains(words), "\(shown.output)")
        }
    }
}
