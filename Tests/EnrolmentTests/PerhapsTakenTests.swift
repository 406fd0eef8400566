import Encoding
import Foundation
import TestSupport
import Testing

/// Rejected documents of which the authority may have more than the ledger knows.
extension UnchangedReissueTests {
    /// None goes again by itself, and by its number neither: the portal is asked first.
    private func lookedUpFirst(
        _ town: Town, _ number: String, shim: Shim = .cheap
    ) throws {
        let size = try records(town).count
        let all = try reissue(town, shim: shim)
        #expect(all.status == 1, "\(all.output)\(all.talk)")
        #expect(try statuses(all) == [number: "not-attempted"], "\(all.output)")
        let named = try reissue(town, number, "--same-certificate", shim: shim)
        #expect(try statuses(named) == [number: "refused"], "\(named.output)")
        for outcome in [all, named] {
            let problem = try #require(outcome.json().last?["problems"]?.items.last)
            #expect(problem["rule"]?.text == "SJL-REISSUE-PORTAL")
            for language in ["en", "ar"] {
                let remedy = problem["remedy"]?[language]?.text
                #expect(remedy?.contains("sijil draft \(number) --as successor") == true)
            }
        }
        #expect(try records(town).count == size)
        let status = try town.bench.sijil(["status", "--json"], shim: shim)
        let open = try #require(status.json().last?["open"]?.items.first)
        #expect(open["cause"]?.text == "perhaps-taken")
        #expect(open["remedy"]?["en"]?.text?.contains("look in the portal first") == true)
        // Whoever looked can still issue it.
        let draft = try town.bench.must("draft", number, "--as", "successor")
        try town.bench.write(draft.output, to: "successor.json")
        let issued = try town.bench.sijil(
            ["reissue", number, "successor.json", "--json"] + Self.pass, shim: shim)
        #expect(issued.status == 0, "\(issued.output)\(issued.talk)")
    }

    @Test("what a backup says is rejected may have been reissued since")
    func restored() throws {
        let town = try town()
        try issue(town, [draft("CERT")])
        try reject(town, Self.certificate, "CERT")
        try town.bench.must("backup", "kept-copy")
        #expect(try reissue(town, "CERT", "--same-certificate").status == 0)
        #expect(try sijil(town, "submit").status == 0)
        // The file is gone, and with it the successor's number.
        try FileManager.default.removeItem(atPath: town.bench.path("shop.sijil"))
        try town.bench.must("restore", "kept-copy", "--ledger", "shop.sijil")
        let enrolled = try town.certify("enrol")
        try #require(enrolled.status == 0, "\(enrolled.output)\(enrolled.talk)")
        try lookedUpFirst(town, "CERT")
    }

    @Test("what was rejected more than a day after a lost answer may have been accepted by that")
    func lostAnswer() throws {
        let late = Shim(clockSeconds: 25 * 3_600)
        let town = try town()
        try issue(town, [draft("LOST")])
        try town.scenario(
            #"{"rules": [{"endpoint": "reporting", "fault": {"kind": "drop", "processed": true}}]}"#
        )
        #expect(try sijil(town, "submit").status != 0)
        try town.scenario(#"{"rules": [{"endpoint": "*", "fault": \#(Self.certificate)}]}"#)
        let sent = try town.bench.sijil(["submit", "LOST", "--resend"] + Self.pass, shim: late)
        #expect(sent.status == 1 && sent.output.contains("look in the portal"), "\(sent.output)")
        try town.scenario("{}")
        try lookedUpFirst(town, "LOST", shim: late)
    }

    @Test("what was rejected soon after a lost answer was not accepted by that")
    func answeredSoon() throws {
        let town = try town()
        try issue(town, [draft("SOON")])
        try town.scenario(#"{"rules": [{"endpoint": "reporting", "fault": "drop"}]}"#)
        #expect(try sijil(town, "submit").status != 0)
        try reject(town, Self.certificate, "SOON")
        try otherCertificate(town)
        #expect(try statuses(reissue(town)) == ["SOON": "issued"])
        try checkSound(town)
    }
}
