import Encoding
import Foundation
import Ledger
import Testing

@Suite("What lies between two certificates", .serialized)
struct StoryTests {
    @Test("a certificate that ended is not renewed: the unit is enrolled anew")
    func ended() throws {
        let town = try Town()
        try town.scenario(#"{"certificate_seconds": 6}"#)
        let first = try town.certify("enrol")
        try #require(first.status == 0, "\(first.output)")
        try #require(try town.issue().outcome.status == 0)
        sleep(7)
        let refused = try town.issue()
        #expect(refused.outcome.errorCode == "certificate-expired", "\(refused.outcome.output)")
        try BadAnswer.checkWords(refused.outcome, "issue")
        try town.scenario("{}")
        let renewed = try town.certify("renew", "--with-pending")
        #expect(renewed.status == 0, "\(renewed.output)\(renewed.talk)")
        #expect(renewed.talk.contains("can no longer be renewed"))
        #expect(try renewed.json().last?["epoch"] == .number("2"))
        let next = try town.issue()
        #expect(next.line?["icv"] == .number("1"), "\(next.outcome.output)")
    }

    @Test("a compliance certificate that ended is replaced, which takes a new code")
    func complianceEnded() throws {
        let town = try Town()
        try town.scenario(
            #"""
            {"certificate_seconds": 4,
             "rules": [{"endpoint": "compliance-check", "fault": "drop", "times": 4}]}
            """#)
        let first = try town.certify("enrol")
        #expect(first.errorCode == "authority-unknown", "\(first.output)")
        sleep(5)
        try town.scenario("{}")
        let withoutCode = try town.certify("enrol", code: "000000")
        #expect(withoutCode.errorCode == "authority-csid-refused", "\(withoutCode.output)")
        let second = try town.certify("enrol")
        #expect(second.status == 0, "\(second.output)\(second.talk)")
        try Afterwards(town, .enrol, "ended").checkFinished()
    }

    @Test("documents that cannot be submitted are named, and wait for --with-pending")
    func pending() throws {
        let town = try Way.renewAtOnce.town()
        try town.scenario(#"{"rules": [{"endpoint": "reporting", "fault": "drop"}]}"#)
        let issued = try town.issue()
        let number = try #require(issued.line?["number"]?.text)
        let held = try town.certify("renew")
        #expect(held.status == 2)
        #expect(held.errorCode == "documents-pending", "\(held.output)")
        try BadAnswer.checkWords(held, "pending")
        #expect(held.output.contains(number))
        #expect(held.output.contains("--with-pending"))
        #expect(try town.issued().count == 2, "nothing was asked for")
        let all = try town.certify("renew", "--with-pending")
        #expect(all.status == 0, "\(all.output)\(all.talk)")
    }

    @Test("after the certificate's end documents that wait do not hold up the next one")
    func pendingAfterTheEnd() throws {
        let town = try Town()
        try town.scenario(#"{"certificate_seconds": 3600}"#)
        #expect(try town.certify("enrol").status == 0)
        #expect(try town.issue().outcome.status == 0)
        try town.scenario(#"{"clock_skew_seconds": 7200}"#)
        let later = Shim(clockSeconds: 7_200)
        let refused = try town.issue(shim: later).outcome
        #expect(refused.errorCode == "certificate-expired", "\(refused.output)")
        #expect(refused.output.contains("sijil cert enrol --unit Riyadh-1"))
        let renewed = try town.certify("renew", shim: later)
        #expect(renewed.status == 0, "\(renewed.output)\(renewed.talk)")
    }

    @Test("a clock half an hour behind costs nothing but setting it right")
    func clockBehind() throws {
        let town = try Town()
        try town.scenario(#"{"clock_skew_seconds": 1800}"#)
        let first = try town.certify("enrol")
        #expect(first.errorCode == "certificate-not-valid", "\(first.output)")
        try BadAnswer.checkWords(first, "clock")
        let second = try town.certify("enrol", code: "000000", shim: Shim(clockSeconds: 1_810))
        #expect(second.status == 0, "\(second.output)\(second.talk)")
        #expect(try town.issued().count == 2)
    }

    @Test("a unit that is connected needs no code and gets no second certificate")
    func again() throws {
        let town = try Way.renewAtOnce.town()
        let again = try town.certify("enrol", code: "000000")
        #expect(again.status == 0, "\(again.output)")
        #expect(again.talk.contains("connected already"))
        #expect(try town.issued().count == 2)
        // After its end on the portal the same command enrols anew.
        try town.bench.must("cert", "retire")
        let anew = try town.certify("enrol")
        #expect(anew.status == 0, "\(anew.output)")
        #expect(try anew.json().last?["epoch"] == .number("2"))
    }

    @Test("a whole enrolment derives no key more often than it seals")
    func derivations() throws {
        let town = try Town()
        let log = town.bench.path("calls")
        let outcome = try town.certify("enrol", shim: Shim(log: log))
        #expect(outcome.status == 0)
        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        // The passphrase is proven once; one key, two answers and two secrets are sealed.
        #expect(lines.count { $0 == "derive" } == 6)
    }
}
