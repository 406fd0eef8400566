import Encoding
import Foundation
import Invoicing
import Ledger
import TestSupport
import Testing

@Suite("Everything that can go wrong at submission, for both kinds of document", .serialized)
struct TroubleTests {
    /// Each row is killed at every call that changes bytes with SIJIL_MATRIX=all, which
    /// `tools/soak` sets, at a few places with SIJIL_MATRIX=rows; else three rows at a few places.
    private static let extent = ProcessInfo.processInfo.environment["SIJIL_MATRIX"]

    @Test("each outcome is settled, once, with every answer kept")
    func matrix() throws {
        let town = try Shopfront.town()
        var table: [String] = []
        for trouble in Trouble.all {
            for kind in trouble.kinds {
                let run = TroubleRun(town, trouble, kind)
                try town.putBack("start")
                let first = try run.first()
                let last = try run.second()
                try run.checkEnd(last ?? first)
                table.append(
                    "\(kind.rawValue) | \(trouble.name) | \(first) | \(last ?? first)")
            }
        }
        print("kind | trouble | after the first run | in the end")
        print(table.joined(separator: "\n"))
    }

    @Test("the same where the program is killed")
    func killed() throws {
        let town = try Shopfront.town()
        var kills = 0
        let few = ["no trouble", "dropped once after acceptance", "303: clearing is off"]
        for trouble in Trouble.all where Self.extent != nil || few.contains(trouble.name) {
            for kind in trouble.kinds { kills += try killed(TroubleRun(town, trouble, kind)) }
        }
        print("submission killed at \(kills) places")
        #expect(kills > 20)
    }

    private func killed(_ run: TroubleRun) throws -> Int {
        let log = run.town.bench.path("calls")
        try? FileManager.default.removeItem(atPath: log)
        try run.town.putBack("start")
        _ = try run.first(Shim(deadlineMilliseconds: run.trouble.deadline, log: log))
        let calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
            .filter { $0 != "derive" }
        let step = Self.extent == "all" ? 1 : max(1, calls.count / 5)
        var kills = 0
        for place in stride(from: 1, through: calls.count, by: step) {
            try run.town.putBack("start")
            try run.town.scenario(run.trouble.scenario(run.kind))
            let shim = Shim(
                kill: place, isTorn: place % 2 == 0, deadlineMilliseconds: run.trouble.deadline)
            let cut = try run.submit(shim)
            if cut.isKilled { kills += 1 }
            // The same command goes on, first in the same weather, then in good weather.
            _ = try run.submit(Shim(deadlineMilliseconds: run.trouble.deadline))
            try run.calm()
            let end = try run.submit()
            #expect(!end.isKilled)
            try run.checkSettled("killed at \(place) (\(calls[place - 1]))")
        }
        return kills
    }
}

/// Where documents of both kinds wait to be submitted.
enum Shopfront {
    static func number(_ kind: Trouble.Kind) -> String {
        kind == .standard ? "STANDARD-1" : "SIMPLIFIED-1"
    }

    static func draft(_ kind: Trouble.Kind, _ number: String) -> String {
        let buyer = """
            "buyer": {"name": "شركة المشتري", "vat": "399999999800003",
                      "address": {"street": "شارع الملك فهد", "building": "1234",
                                  "district": "العليا", "city": "الرياض",
                                  "postal_code": "12345", "country": "SA"}},
            "supply_date": "2026-01-05",
            """
        return """
            {"kind": "\(kind.rawValue)", "type": "invoice", "number": "\(number)",
             \(kind == .standard ? buyer : "")
             "lines": [{"name": "قهوة عربية", "quantity": "2", "price": "12.50",
                        "vat": {"category": "S", "rate": "15"}}], "payment_means": "10"}
            """
    }

    /// A town with one document of each kind, kept as `start`.
    static func town() throws -> Town {
        let town = try Town(documents: "1100")
        let enrolled = try town.certify("enrol")
        try #require(enrolled.status == 0, "\(enrolled.output)\(enrolled.talk)")
        for kind in [Trouble.Kind.simplified, .standard] {
            try town.bench.write(draft(kind, number(kind)), to: "draft.json")
            let issued = try town.bench.sijil(
                ["issue", "draft.json", "--passphrase-file", "pass"])
            try #require(issued.status == 0, "\(issued.output)\(issued.talk)")
        }
        try town.keep("start")
        return town
    }

    /// The same where the authority rejects the document of one kind, once.
    static func town(rejecting kind: Trouble.Kind) throws -> Town {
        let town = try town()
        let endpoint = kind == .standard ? "clearance" : "reporting"
        try town.scenario(
            #"{"rules": [{"endpoint": "\#(endpoint)", "fault": "reject", "times": 1}]}"#)
        return town
    }
}

extension Town {
    /// Two sales in `sales.csv`.
    func writeSheet(secondPrice price: String) throws {
        try bench.write(
            "Invoice No,Item,Price before VAT\nA-1,Tea set,10.00\nA-2,Tea set,\(price)\n",
            to: "sales.csv")
    }
}

/// One trouble and one kind of document.
struct TroubleRun {
    let town: Town
    let trouble: Trouble
    let kind: Trouble.Kind

    init(_ town: Town, _ trouble: Trouble, _ kind: Trouble.Kind) {
        self.town = town
        self.trouble = trouble
        self.kind = kind
    }

    private var place: String { "\(trouble.name), \(kind.rawValue)" }
    private var number: String { Shopfront.number(kind) }

    func submit(_ shim: Shim = .cheap) throws -> Outcome {
        try town.bench.sijil(
            ["submit", number, "--passphrase-file", "pass", "--json"], shim: shim)
    }

    /// Good weather; the clock of the authority stays as it was.
    func calm() throws {
        try town.scenario(trouble.switches.isEmpty ? "{}" : "{\(trouble.switches)}")
    }

    func first(_ shim: Shim? = nil) throws -> String {
        try town.scenario(trouble.scenario(kind))
        let outcome = try submit(shim ?? Shim(deadlineMilliseconds: trouble.deadline))
        let state = try state(outcome)
        #expect(state == named(trouble.first.state), "\(place): \(outcome.output)\(outcome.talk)")
        #expect(outcome.status == trouble.first.exit, "\(place): \(outcome.output)\(outcome.talk)")
        return state
    }

    func second() throws -> String? {
        guard let expected = trouble.last else { return nil }
        try calm()
        let outcome = try submit()
        let state = try state(outcome)
        #expect(state == named(expected), "\(place): \(outcome.output)\(outcome.talk)")
        #expect(outcome.status == 0, "\(place): \(outcome.output)\(outcome.talk)")
        return state
    }

    private func named(_ state: String) -> String { state == "done" ? Trouble.done(kind) : state }

    private func state(_ outcome: Outcome) throws -> String {
        let lines = try outcome.json()
        let line = try #require(lines.last, "\(place): \(outcome.talk)")
        return try #require(line["state"]?.text, "\(place): \(outcome.output)")
    }

    /// What `show` says in the end, and everything that must hold then.
    func checkEnd(_ state: String) throws {
        let shown = try town.bench.sijil(["show", number, "--json"])
        #expect(try shown.json().last?["status"]?.text == state, "\(place)")
        try checkSettled(place)
        let again = try submit()
        #expect(try self.state(again) == state, "\(place): a settled document was sent again")
    }

    func checkSettled(_ what: String) throws {
        let ledger = try Ledger(opening: town.bench.path("shop.sijil"))
        let name = try #require(InvoiceNumber(number))
        let document = try #require(try ledger.document(number: name))
        let attempts = try ledger.attempts(about: document)
        #expect(!attempts.contains { $0.answer == nil }, "\(place), \(what): no answer kept")
        let hash = document.hash.base64
        let count = try shell(
            "sqlite3 '\(town.bench.path("authority.db"))' "
                + "\"SELECT count(*) FROM accepted WHERE hash = '\(hash)'\"")
        #expect(
            count.output == "\(trouble.accepted)\n", "\(place), \(what): counted \(count.output)")
        if kind == .standard, trouble.accepted == 1, trouble.switches.isEmpty {
            #expect(try ledger.clearedXML(of: document) != nil, "\(place), \(what): no copy")
        }
        let audit = try town.bench.sijil(["audit", "shop.sijil", "--json"])
        let report = try audit.json().last
        let findings = report?["findings"]?.items.filter {
            $0["code"]?.text != "journal-recovered"
        }
        #expect(audit.status == 0, "\(place), \(what): \(audit.output)")
        #expect(findings?.isEmpty == true, "\(place), \(what): \(audit.output)")
    }
}
