import Encoding
import Foundation
import TestSupport
import Testing

@Suite("A renewal whose answer was lost: what is said and done until it is finished", .serialized)
struct LostRenewalTests {
    private static let pass = ["--passphrase-file", "pass"]
    private static let command = "sijil cert renew --unit Riyadh-1 --with-pending"
    /// The authority has done it, or never saw it.
    private static let done = #"{"kind": "drop", "processed": true}"#
    private static let undone = #"{"kind": "drop"}"#
    private static let otherKey = #"{"kind": "other-key"}"#

    /// A way in which a renewal ends without an end.
    struct Loss: Sendable, CustomTestStringConvertible {
        let name: String
        let scenario: String
        var testDescription: String { name }

        static let all = [
            Loss(name: "done, at once", scenario: LostRenewalTests.rule("renewal", done)),
            Loss(name: "not done", scenario: LostRenewalTests.rule("renewal", undone)),
            Loss(
                name: "done, after an error",
                scenario: LostRenewalTests.rule(
                    "renewal", #"{"kind": "status", "status": 500, "processed": true}"#)),
            Loss(
                name: "done, for another key",
                scenario: LostRenewalTests.rule("renewal", otherKey)),
            Loss(name: "done, after the checks", scenario: checked(done)),
            Loss(name: "done, after the checks, for another key", scenario: checked(otherKey)),
        ]

        /// The fault comes at the last step of a renewal that wants the checks.
        private static func checked(_ fault: String) -> String {
            #"{"renewal": "not-compliant", "#
                + LostRenewalTests.rule("production-csid", fault).dropFirst()
        }
    }

    /// The rules of a scenario in which an endpoint always has a fault.
    private static func rule(_ endpoint: String, _ fault: String, more: String = "") -> String {
        #"{"rules": [{"endpoint": "\#(endpoint)", "fault": \#(fault)}\#(more)]}"#
    }

    private func submit(_ town: Town) throws -> Outcome {
        try town.bench.sijil(["submit", "--json"] + Self.pass)
    }

    private func status(_ town: Town) throws -> (exit: Int32, json: JSONValue) {
        let outcome = try town.bench.sijil(["status", "--json"])
        return (outcome.status, try #require(outcome.json().last))
    }

    private func troubles(_ json: JSONValue) -> [String?] {
        json["troubles"]?.items.map { $0["code"]?.text } ?? []
    }

    /// A town with one document, submitted; its renewal is then lost.
    private func lost(_ scenario: String) throws -> Town {
        let town = try Way.renewAtOnce.town()
        try town.scenario(scenario)
        let renewed = try town.certify("renew")
        #expect(renewed.status == 2, "\(renewed.output)\(renewed.talk)")
        try town.scenario("{}")
        return town
    }

    /// The same, with a document that waits.
    private func lostWithPending(_ fault: String) throws -> Town {
        let town = try Way.renewAtOnce.town()
        try town.scenario(Self.rule("renewal", fault))
        let renewed = try town.certify("renew", "--with-pending")
        #expect(renewed.status == 2, "\(renewed.output)\(renewed.talk)")
        try town.scenario("{}")
        try town.keep("lost")
        return town
    }

    @Test(
        "nothing is stamped, and every command names the one that finishes it", arguments: Loss.all)
    func told(_ loss: Loss) throws {
        let town = try lost(loss.scenario)
        let refused = try town.issue().outcome
        #expect(refused.status == 2)
        #expect(refused.errorCode == "renewal-unsettled", "\(refused.output)")
        #expect(refused.output.contains(Self.command), "\(refused.output)")
        try BadAnswer.checkWords(refused, loss.name)
        #expect(try town.bench.must("list", "--json").lines.count == 1)

        let (exit, json) = try status(town)
        #expect(exit == 1)
        #expect(troubles(json) == ["renewal-unsettled"])
        for language in ["en", "ar"] {
            let shown = try town.bench.sijil(["status", "--lang", language])
            #expect(shown.status == 1)
            #expect(shown.output.contains(Self.command), "\(shown.output)")
        }
        let doctor = try town.bench.sijil(["doctor"])
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("fail  request: "), "\(doctor.output)")
        #expect(doctor.output.contains(Self.command), "\(doctor.output)")
        let unit = try #require(town.bench.must("unit", "show", "--json").json().last)
        #expect(unit["enrolment"]?["stage"]?.text == "renewal-unsettled")
        #expect(unit["enrolment"]?["command"]?.text == Self.command)

        let again = try town.certify("renew")
        #expect(again.status == 0, "\(again.output)\(again.talk)")
        #expect(try town.issue().outcome.status == 0)
        #expect(try submit(town).status == 0)
        #expect(try status(town).exit == 0)
        let healthy = try town.bench.sijil(["doctor"])
        #expect(!healthy.output.contains("fail  request"), "\(healthy.output)")
    }

    @Test("an enrolment does not say that there is nothing to do")
    func enrol() throws {
        let town = try lost(Self.rule("renewal", Self.done))
        let refused = try town.certify("enrol")
        #expect(refused.status == 2)
        #expect(refused.errorCode == "renewal-unsettled", "\(refused.output)")
        #expect(refused.output.contains(Self.command))
    }

    @Test("a rejected document gets no successor that would be rejected too")
    func reissue() throws {
        let town = try Shopfront.town()
        try town.scenario(Self.rule("reporting", #""reject""#))
        #expect(try submit(town).status == 1)
        try town.scenario(Self.rule("renewal", Self.done))
        #expect(try town.certify("renew").status == 2)
        let number = Shopfront.number(.simplified)
        try town.bench.write(Shopfront.draft(.simplified, number), to: "new.json")
        let arguments = ["reissue", number, "new.json", "--json"] + Self.pass
        let refused = try town.bench.sijil(arguments)
        #expect(refused.status == 2)
        #expect(refused.errorCode == "renewal-unsettled", "\(refused.output)")
        try town.scenario("{}")
        #expect(try town.certify("renew").status == 0)
        #expect(try town.bench.sijil(arguments).status == 0)
        #expect(try submit(town).status == 0)
    }

    @Test("a sheet is previewed, and issued after the renewal is finished")
    func imported() throws {
        let town = try lost(Self.rule("renewal", Self.done))
        try town.bench.write(
            "Invoice No,Item,Price before VAT\nA-1,Tea set,10.00\n", to: "sales.csv")
        #expect(try town.bench.sijil(["import", "sales.csv"]).status == 0)
        let arguments = ["import", "sales.csv", "--commit", "--json"] + Self.pass
        let refused = try town.bench.sijil(arguments)
        #expect(refused.status == 2)
        #expect(refused.errorCode == "renewal-unsettled", "\(refused.output)")
        #expect(try town.certify("renew", "--with-pending").status == 0)
        let issued = try town.bench.sijil(arguments)
        #expect(issued.status == 0, "\(issued.output)\(issued.talk)")
    }

    @Test("what waits and cannot be sent any more does not hold up the way out")
    func pending() throws {
        let town = try lostWithPending(Self.done)
        let sent = try submit(town)
        #expect(sent.status == 2, "\(sent.output)\(sent.talk)")
        let line = try #require(sent.json().first)
        #expect(line["message"]?["en"]?.text?.contains("(401)") == true, "\(sent.output)")
        for language in ["en", "ar"] {
            #expect(line["remedy"]?[language]?.text?.contains(Self.command) == true)
            let talk = try town.bench.sijil(["submit", "--lang", language] + Self.pass).talk
            #expect(talk.contains(Self.command), "\(talk)")
        }
        let (exit, json) = try status(town)
        #expect(exit == 1)
        #expect(troubles(json) == ["renewal-unsettled"])
        let remedy = json["due"]?.items.first?["remedy"]?["en"]?.text
        #expect(remedy?.contains(Self.command) == true, "\(json.serialized())")
        for more in [[], ["--with-pending"]] {
            try town.putBack("lost")
            let renewed = try town.certify("renew", withPending: !more.isEmpty)
            #expect(renewed.status == 0, "\(more): \(renewed.output)\(renewed.talk)")
            #expect(try town.issue().outcome.status == 0, "\(more)")
        }
    }

    @Test("a renewal that never arrived: what waits is sent with the old certificate first")
    func notDone() throws {
        for more in [[], ["--with-pending"]] {
            let town = try lostWithPending(Self.undone)
            let renewed = try town.certify("renew", withPending: !more.isEmpty)
            #expect(renewed.status == 0, "\(more): \(renewed.output)\(renewed.talk)")
            let audit = try town.bench.sijil(["audit", "shop.sijil", "--require", "submitted"])
            #expect(audit.status == 0, "\(more): \(audit.output)")
        }
    }

    @Test("an authority that calls the replaced certificate invalid is asked for a new one")
    func refused() throws {
        let town = try lost(Self.rule("renewal", Self.done))
        let calls = Locked(0)
        town.gate.react { request in
            guard request.method == "PATCH" else { return .pass }
            calls.withLock { $0 += 1 }
            return .answer(
                Forger.http(
                    400, #"{"errors": [{"code": "Invalid-currentCSID", "message": "replaced"}]}"#))
        }
        let renewed = try town.certify("renew")
        #expect(renewed.status == 0, "\(renewed.output)\(renewed.talk)")
        #expect(calls.now == 1)
        #expect(renewed.talk.contains("can no longer be renewed"), "\(renewed.talk)")
        #expect(try town.issue().outcome.status == 0)
    }

    @Test("a document that is accepted afterwards shows that the old certificate is in force")
    func proven() throws {
        let town = try lostWithPending(Self.undone)
        #expect(try town.issue().outcome.errorCode == "renewal-unsettled")
        #expect(try submit(town).status == 0)
        #expect(try status(town).exit == 0)
        #expect(try town.issue().outcome.status == 0)
        #expect(try town.bench.sijil(["doctor"]).output.contains("fail  request") == false)
    }

    @Test("where documents are held back by something else, the refusal names the whole command")
    func heldBack() throws {
        let town = try lostWithPending(Self.done)
        try town.scenario(Self.rule("reporting", Self.undone))
        let held = try town.certify("renew")
        #expect(held.status == 2)
        #expect(held.errorCode == "documents-pending", "\(held.output)")
        #expect(held.output.contains(Self.command), "\(held.output)")
        try BadAnswer.checkWords(held, "held back")
        let renewed = try town.certify("renew", "--with-pending")
        #expect(renewed.status == 0, "\(renewed.output)\(renewed.talk)")
    }
}
