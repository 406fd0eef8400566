import Encoding
import Foundation
import Invoicing
import Ledger
import TestSupport
import Testing

extension UnchangedReissueTests {
    /// What makes a draft a credit note.
    private static func note(_ number: String) -> String {
        #""type": "credit-note", "reason": "رد", "references": [{"number": "\#(number)"}],"#
    }

    @Test("of many documents those go again whose stamp alone was rejected; the others are told")
    func mixed() throws {
        let town = try town()
        try issue(town, ["CERT", "PIH", "WRONG", "GOOD", "CERT-2"].map { try draft($0) })
        try reject(town, Self.certificate, "CERT", "CERT-2")
        try reject(town, Self.content, "WRONG")
        try reject(town, Self.previousHash, "PIH")
        #expect(try sijil(town, "submit", "GOOD").status == 0)
        // The place in the chain is another one with the same certificate too.
        let first = try reissue(town)
        #expect(first.status == 1, "\(first.output)")
        #expect(
            try statuses(first) == [
                "CERT": "refused", "CERT-2": "refused", "PIH": "issued", "WRONG": "not-attempted",
            ], "\(first.output)")
        let problems = try first.json().flatMap { $0["problems"]?.items ?? [] }
        let rules = Set(problems.compactMap { $0["rule"]?.text })
        #expect(rules == ["SJL-REISSUE-CERTIFICATE", "SJL-REISSUE-CONTENT"])
        for language in ["en", "ar"] {
            for problem in problems {
                #expect(problem["message"]?[language]?.text?.isEmpty == false)
                let remedy = try #require(problem["remedy"]?[language]?.text)
                #expect(
                    remedy.contains("sijil cert renew --unit Riyadh-1")
                        || remedy.contains("sijil draft WRONG --as successor"))
            }
        }
        let before = try records(town).count
        let named = try reissue(town, "CERT", "WRONG", "GOOD", "NONE", "CERT")
        #expect(
            try statuses(named) == [
                "CERT": "refused", "WRONG": "refused", "GOOD": "refused", "NONE": "refused",
            ], "\(named.output)")
        #expect(try records(town).count == before)
        let insisted = try reissue(town, "CERT", "--same-certificate")
        #expect(try statuses(insisted) == ["CERT": "issued"], "\(insisted.output)")
        try otherCertificate(town)
        let last = try reissue(town)
        #expect(last.status == 1)
        #expect(
            try statuses(last) == ["CERT-2": "issued", "WRONG": "not-attempted"],
            "\(last.output)")
        let again = try reissue(town, "CERT", "CERT-2", "PIH")
        #expect(again.status == 0, "\(again.output)")
        #expect(Set(try statuses(again).values) == ["existing"], "\(again.output)")
        #expect(
            try town.bench.sijil(["close", "WRONG", "--reason", "x"]).status == 0)
        let closed = try reissue(town, "WRONG")
        #expect(
            try closed.json().last?["problems"]?.items.first?["rule"]?.text
                == "SJL-DOCUMENT-CLOSED", "\(closed.output)")
        let none = try reissue(town)
        #expect(none.status == 0 && none.output.isEmpty, "\(none.output)")
        #expect(try sijil(town, "submit").status == 0)
        #expect(try town.bench.sijil(["audit", "shop.sijil"]).status == 0)
    }

    @Test("what tells of a rejected document names the way that is open, in both languages")
    func words() throws {
        let town = try town()
        try issue(town, [draft("CERT"), draft("WRONG")])
        try reject(town, Self.certificate, "CERT")
        try reject(town, Self.content, "WRONG")
        func remedies(_ number: String, _ words: [String], not: String) throws {
            for language in ["en", "ar"] {
                for command in [["status"], ["submit", number] + Self.pass, ["show", number]] {
                    let told = try town.bench.sijil(command + ["--lang", language])
                    let line = try #require(
                        told.lines.first { $0.contains("sijil close \(number)") },
                        "\(command): \(told.output)")
                    for word in words { #expect(line.contains(word), "\(command): \(line)") }
                    #expect(!line.contains(not), "\(command): \(line)")
                }
            }
        }
        let (again, renew) = ("sijil reissue --unchanged CERT", "sijil cert renew --unit Riyadh-1")
        try remedies("CERT", [again, renew, "sijil cert enrol --unit Riyadh-1"], not: "DRAFT")
        try remedies(
            "WRONG", ["sijil reissue WRONG DRAFT", "sijil draft WRONG --as successor"],
            not: "--unchanged")
        try otherCertificate(town)
        try remedies("CERT", [again], not: renew)
        for language in ["en", "ar"] {
            let topic = try town.bench.must("explain", "correct-an-invoice", "--lang", language)
            #expect(topic.output.contains("sijil reissue --unchanged"))
        }
    }

    @Test("after the authority revoked the certificate: retired, enrolled anew, all issued again")
    func revoked() throws {
        let town = try town()
        let count = 80
        try issue(town, (1...count).map { try draft("R-\($0)") })
        let serial = try #require(try town.issued().last { $0.isProduction }?.serial)
        _ = try town.admin("POST", "/admin/revocations", #"{"serial": "\#(serial)"}"#)
        try town.bench.must("cert", "retire", "--as", "revoked")
        #expect(try town.certify("enrol").status == 0)
        #expect(try sijil(town, "submit").status == 1)
        let made = try reissue(town)
        #expect(made.status == 0, "\(made.output)")
        // In the unit's new chain, in the order of the old one.
        let lines = try made.json()
        #expect(lines.map { $0["number"]?.text } == (1...count).map { "R-\($0)" })
        #expect(lines.map { $0["icv"] } == (1...count).map { .number("\($0)") })
        #expect(lines.allSatisfy { $0["epoch"] == .number("2") && $0["total"]?.text == "28.75" })
        try checkSound(town)
    }

    @Test(
        "the sheet or the draft again is answered with the successor, which is the one that counts")
    func again() throws {
        let town = try town()
        try town.writeSheet(secondPrice: "20.00")
        #expect(try town.bench.sijil(["import", "sales.csv"]).status == 0)
        #expect(try sijil(town, "import", "sales.csv", "--commit").status == 0)
        try issue(town, [draft("D-1")])
        try reject(town, Self.certificate)
        // As it is, the sheet adds nothing.
        let early = try sijil(town, "import", "sales.csv", "--commit")
        #expect(try early.json().last?["existing"] == .number("2"), "\(early.output)")
        try otherCertificate(town)
        #expect(try reissue(town).status == 0)
        #expect(try sijil(town, "submit").status == 0)
        let late = try sijil(town, "import", "sales.csv", "--commit", "--results", "out.csv")
        #expect(try late.json().last?["existing"] == .number("2"), "\(late.output)")
        let results = try String(contentsOfFile: town.bench.path("out.csv"), encoding: .utf8)
        #expect(!results.contains("rejected"), "\(results)")
        let issued = try sijil(town, "issue", "drafts.jsonl")
        let line = try #require(try issued.json().last)
        #expect(line["status"]?.text == "existing")
        #expect(line["epoch"] == .number("2") && line["icv"] == .number("3"), "\(issued.output)")
        #expect(try town.bench.sijil(["export", "--sheet", "book.csv"]).status == 0)
        let register = try String(contentsOfFile: town.bench.path("book.csv"), encoding: .utf8)
        #expect(register.components(separatedBy: ",yes,SAR,").count == 4, "\(register)")
        #expect(try sijil(town, "reissue", "D-1", "drafts.jsonl").status == 0)
        try checkSound(town)
    }

    @Test("what would say something else is refused, with the term; its draft may be issued")
    func differs() throws {
        let town = try town()
        try issue(town, [draft("S-1")])
        try reject(town, Self.certificate)
        try otherCertificate(town)
        // As if the seller had moved: the stored documents have the address that was.
        let moved = """
            DROP TRIGGER ledger_no_update;
            UPDATE ledger SET seller = replace(seller, 'طريق الأمير سلطان', 'شارع آخر');
            CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
            BEGIN
              SELECT RAISE(ABORT, 'ledger: rows are never changed or removed');
            END;
            """
        try town.bench.write(moved, to: "moved.sql")
        let path = town.bench.path("shop.sijil")
        #expect(try shell("sqlite3 '\(path)' < '\(town.bench.path("moved.sql"))'").status == 0)
        let refused = try reissue(town)
        #expect(refused.status == 1, "\(refused.output)")
        let problems = try #require(refused.json().last?["problems"]?.items)
        #expect(problems.map { $0["rule"]?.text } == ["SJL-REISSUE-DIFFERS"])
        let message = try #require(problems.first?["message"]?["en"]?.text)
        #expect(message.contains("BG-4, AccountingSupplierParty/Party/PostalAddress/StreetName"))
        #expect(message.contains(#""طريق الأمير سلطان" before, "شارع آخر" now"#), "\(message)")
        #expect(try records(town).count == 1)
        let drafted = try town.bench.must("draft", "S-1", "--as", "successor")
        try town.bench.write(drafted.output, to: "draft.json")
        #expect(try sijil(town, "reissue", "S-1", "draft.json").status == 0)
    }

    @Test("stored bytes that are not those that were stamped are no source of a successor")
    func damaged() throws {
        let town = try town()
        try issue(town, [draft("S-1"), draft("S-2")])
        try reject(town, Self.certificate)
        try otherCertificate(town)
        let harm = """
            DROP TRIGGER document_no_update;
            UPDATE document SET xml = CAST(replace(CAST(xml AS TEXT), '>12.50<', '>11.50<') AS BLOB)
            WHERE number = 'S-1';
            """
        let path = town.bench.path("shop.sijil")
        let trigger = try shell(
            "sqlite3 '\(path)' \"SELECT sql || ';' FROM sqlite_schema "
                + "WHERE name = 'document_no_update'\"")
        try town.bench.write(harm + "\n" + trigger.output, to: "harm.sql")
        #expect(try shell("sqlite3 '\(path)' < '\(town.bench.path("harm.sql"))'").status == 0)
        let made = try reissue(town)
        #expect(try statuses(made) == ["S-1": "refused", "S-2": "issued"], "\(made.output)")
        #expect(made.output.contains("SJL-DOCUMENT-UNREADABLE"))
    }

    @Test("a unit without a certificate is told before anything is issued")
    func noCertificate() throws {
        let town = try town()
        try issue(town, [draft("S-1")])
        try reject(town, Self.certificate)
        try town.bench.must("cert", "retire", "--as", "revoked")
        let shown = try town.bench.must("show", "S-1", "--json").json().last
        let remedy = try #require(shown?["remedy"]?["en"]?.text)
        #expect(remedy.contains("sijil cert enrol --unit Riyadh-1"), "\(remedy)")
        let refused = try reissue(town)
        #expect(refused.status == 2)
        #expect(refused.errorCode != nil, "\(refused.output)")
        #expect(try records(town).count == 1)
    }

    @Test("exemptions that the document does not divide among its lines are asked for")
    func unclear() throws {
        let town = try town()
        let lines = ["VATEX-SA-32", "VATEX-SA-35"].map { code in
            """
            {"name": "دواء مؤهل", "quantity": "1", "price": "5",
             "vat": {"category": "Z", "rate": "0", "exemption_code": "\(code)"}}
            """
        }
        let text =
            #"{"kind": "simplified", "number": "Z-1", "lines": [\#(lines.joined(separator: ","))]}"#
        try issue(town, [try JSONReader.read(Array(text.utf8))])
        try reject(town, Self.certificate)
        try otherCertificate(town)
        let refused = try reissue(town)
        #expect(refused.status == 1)
        let problem = try #require(refused.json().last?["problems"]?.items.first)
        #expect(problem["rule"]?.text == "SJL-EXEMPTIONS-UNCLEAR", "\(refused.output)")
        #expect(problem["remedy"]?["ar"]?.text?.contains("sijil draft Z-1 --as successor") == true)
        let drafted = try town.bench.must("draft", "Z-1", "--as", "successor")
        #expect(drafted.talk.contains("several exemption reasons of VAT category Z"))
        #expect(!drafted.output.contains("VATEX"))
    }

    @Test("with two units each document goes again in its own unit's chain, a note behind all")
    func units() throws {
        let town = try town()
        let unit = """
            {"common_name": "Jeddah-1", "branch": "Jeddah", "documents": "1100",
             "location": "JJJJ1111", "industry": "Retail"}
            """
        try town.bench.write(unit, to: "unit.json")
        try town.bench.must("unit", "add", "unit.json", "--passphrase-file", "pass")
        #expect(try town.certify("enrol", "--unit", "Jeddah-1").status == 0)
        let (riyadh, jeddah) = (#""unit": "Riyadh-1","#, #""unit": "Jeddah-1","#)
        try issue(town, [draft("A-1", riyadh), draft("B-1", jeddah), draft("A-2", riyadh)])
        try issue(town, [draft("CN-1", jeddah + Self.note("A-1"))])
        try reject(town, Self.certificate)
        for name in ["Riyadh-1", "Jeddah-1"] {
            let renewed = try town.certify("renew", "--unit", name)
            #expect(renewed.status == 0, "\(renewed.output)")
            let made = try reissue(town)
            // What is of the other unit has the certificate still that was refused.
            #expect(made.status == (name == "Riyadh-1" ? 1 : 0), "\(made.output)")
        }
        let records = try records(town).filter { $0.revision == 1 }.sorted { $0.id < $1.id }
        #expect(records.map(\.number.text) == ["A-1", "A-2", "B-1", "CN-1"])
        #expect(records.map(\.unit) == ["Riyadh-1", "Riyadh-1", "Jeddah-1", "Jeddah-1"])
        try checkSound(town)
    }

    @Test("a note and a settlement go behind what they name, and name its successor (KSA-27)")
    func named() throws {
        let town = try town()
        let advance = #""type": "prepayment","#
        try issue(town, [draft("INV-1"), draft("ADV-1", advance), draft("ADV-2", advance)])
        let uuid = try #require(
            try records(town).first { $0.number.text == "ADV-1" }?.uuid.description)
        let issuedAt = try #require(try records(town).first?.issuedAt.description)
        let settled = [("ADV-1", #""uuid": "\#(uuid)","#), ("ADV-2", "")].map { number, uuid in
            """
            {"number": "\(number)", "issued_at": "\(issuedAt)", \(uuid) "taxable": "10.00",
             "tax": "1.50", "vat": {"category": "S", "rate": "15"}}
            """
        }
        try issue(
            town,
            [
                draft(
                    "CN-1",
                    Self.note("INV-1")),
                draft("INV-2", #""prepayments": [\#(settled.joined(separator: ","))],"#),
            ])
        // The invoice itself is rejected twice: its newest revision then stands behind its note.
        try reject(town, Self.certificate)
        try otherCertificate(town)
        #expect(try statuses(reissue(town, "INV-1")) == ["INV-1": "issued"])
        try reject(town, Self.certificate, "INV-1")
        try otherCertificate(town)
        let note = try reissue(town, "CN-1")
        #expect(
            try note.json().last?["problems"]?.items.first?["rule"]?.text
                == "SJL-REJECTED-REFERENCE", "\(note.output)")
        let made = try reissue(town)
        #expect(made.status == 0, "\(made.output)")
        #expect(
            try made.json().map { $0["number"]?.text } == [
                "ADV-1", "ADV-2", "INV-1", "CN-1", "INV-2",
            ]
        )
        let ledger = try Ledger(opening: town.bench.path("shop.sijil"))
        func newest(_ number: String) throws -> DocumentRecord {
            let name = try #require(InvoiceNumber(number))
            return try #require(try ledger.document(number: name))
        }
        let text = String(decoding: try ledger.xml(of: newest("INV-2")), as: UTF8.self)
        #expect(!text.contains(uuid))
        #expect(text.contains("<cbc:UUID>\(try newest("ADV-1").uuid.description)</cbc:UUID>"))
        try checkSound(town)
    }

    @Test("killed at any place it leaves nothing half; the same command finishes it")
    func killed() throws {
        let town = try town()
        try issue(
            town,
            [
                draft("INV-1"),
                draft(
                    "CN-1",
                    Self.note("INV-1")),
            ])
        try reject(town, Self.certificate)
        try otherCertificate(town)
        try town.keep("rejected")
        let log = town.bench.path("calls")
        _ = try reissue(town, shim: Shim(log: log))
        let calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
            .filter { $0 != "derive" }.count
        var kills = 0
        for place in stride(from: 1, through: calls, by: max(1, calls / 8)) {
            try town.putBack("rejected")
            let cut = try reissue(town, shim: Shim(kill: place, isTorn: place % 2 == 0))
            if cut.isKilled { kills += 1 }
            let rest = try reissue(town)
            #expect(rest.status == 0, "killed at \(place): \(rest.output)\(rest.talk)")
            let records = try records(town)
            #expect(records.count == 4, "killed at \(place)")
            #expect(records.count { $0.revision == 1 } == 2, "killed at \(place)")
            try checkSound(town)
        }
        #expect(kills > 4)
    }
}
