import Encoding
import Foundation
import Invoicing
import Ledger
import TestSupport
import Testing

@testable import Sijil

@Suite("Documents whose stamp alone was rejected are issued again as they are", .serialized)
struct UnchangedReissueTests {
    static let pass = ["--passphrase-file", "pass"]

    /// Rejected as documents are that were stamped with a certificate that is revoked.
    static let certificate =
        #"{"kind": "reject", "code": "invalid-signing-certificate", "#
        + #""category": "CERTIFICATE_ERRORS"}"#
    static let previousHash = #"{"kind": "reject", "code": "KSA-13", "category": "PIH"}"#
    static let content = #""reject""#

    func sijil(_ town: Town, _ arguments: String...) throws -> Outcome {
        try town.bench.sijil(arguments + Self.pass + ["--json"])
    }

    func reissue(_ town: Town, _ more: String..., shim: Shim = .cheap) throws -> Outcome {
        try town.bench.sijil(
            ["reissue", "--unchanged"] + more + Self.pass + ["--json"], shim: shim)
    }

    func statuses(_ outcome: Outcome) throws -> [String: String] {
        var all: [String: String] = [:]
        for line in try outcome.json() { all[line["number"]?.text ?? ""] = line["status"]?.text }
        return all
    }

    func town() throws -> Town {
        let town = try Town(documents: "1100")
        let enrolled = try town.certify("enrol")
        try #require(enrolled.status == 0, "\(enrolled.output)\(enrolled.talk)")
        return town
    }

    func otherCertificate(_ town: Town) throws {
        let renewed = try town.certify("renew")
        try #require(renewed.status == 0, "\(renewed.output)\(renewed.talk)")
    }

    func issue(_ town: Town, _ drafts: [JSONValue]) throws {
        let lines = drafts.map { $0.serialized() + "\n" }.joined()
        try town.bench.write(lines, to: "drafts.jsonl")
        let issued = try sijil(town, "issue", "drafts.jsonl")
        try #require(issued.status == 0, "\(issued.output)\(issued.talk)")
    }

    /// Submits one document, or all, which the authority then turns down.
    func reject(_ town: Town, _ fault: String, _ numbers: String...) throws {
        try town.scenario(#"{"rules": [{"endpoint": "*", "fault": \#(fault)}]}"#)
        for number in numbers.isEmpty ? [[]] : numbers.map({ [$0] }) {
            let sent = try town.bench.sijil(["submit", "--json"] + number + Self.pass)
            #expect(sent.status == 1, "\(sent.output)\(sent.talk)")
        }
        try town.scenario("{}")
    }

    func checkSound(_ town: Town) throws {
        let sent = try sijil(town, "submit")
        #expect(sent.status == 0, "\(sent.output)\(sent.talk)")
        let audit = try town.bench.sijil(
            ["audit", "shop.sijil", "--require", "submitted", "--level", "rules", "--json"])
        #expect(audit.status == 0, "\(audit.output)")
        let findings = try #require(audit.json().last?["findings"]?.items)
        #expect(findings.allSatisfy { $0["severity"]?.text == "warning" }, "\(audit.output)")
    }

    func draft(_ number: String, _ more: String = "") throws -> JSONValue {
        try JSONReader.read(
            Array(
                """
                {"kind": "simplified", "number": "\(number)", \(more)
                 "lines": [{"name": "قهوة عربية", "quantity": "2", "price": "12.50",
                            "vat": {"category": "S", "rate": "15"}}]}
                """.utf8))
    }

    // MARK: Everything that a draft can say

    enum Sales: String, CaseIterable, Sendable { case examples, demo, parts }

    private func drafts(_ sales: Sales) throws -> [JSONValue] {
        switch sales {
        case .examples:
            let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "tools/examples").path
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            return try names.filter { $0.hasSuffix(".json") && $0 != "seller.json" }.map { name in
                let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder + "/" + name)))
                return try JSONReader.read(bytes)
            }
        case .demo:
            let today = IssueTime(Town.now).date
            return DemoDrafts(
                lastDay: CivilDate(daysSince1970: today.daysSince1970 - 1)
            ).all
        case .parts:
            let more = [
                #""payment_means": "1", "note": "سطر < & > \"آخر\"","#,
                #""key": "K-1", "payment_means": "48","#,
                #""purchase_order": "PO 1", "buyer": {"name": "سارة", "legal_form": "x"},"#,
            ]
            return try CorrectionTests.sales.enumerated().map { index, sale in
                try JSONReader.read(
                    Array(#"{"kind": "simplified", "number": "SALE-\#(index)", \#(sale)}"#.utf8))
            } + more.enumerated().map { try draft("MORE-\($0.offset)", $0.element) }
        }
    }

    /// What no two documents share is taken out; the rest is compared as canonical XML by another
    /// program.
    private static let comparison = #"""
        import sys, glob
        import xml.etree.ElementTree as T
        def said(path):
            root = T.parse(path).getroot()
            for child in list(root):
                name = child.tag.split("}")[1]
                if name in ("UBLExtensions", "Signature", "UUID", "AdditionalDocumentReference"):
                    root.remove(child)
            return T.canonicalize(T.tostring(root, encoding="unicode"), strip_text=True)
        olds = sorted(glob.glob("old-*.xml"))
        same = [said(old) == said("new" + old[3:]) for old in olds]
        ids = [open("new" + old[3:]).read() != open(old).read() for old in olds]
        print(len(olds), sum(same), sum(ids))
        """#

    @Test(
        "every kind, type and category of document says the same again", arguments: Sales.allCases)
    func same(_ sales: Sales) throws {
        let town = try town()
        let drafts = try drafts(sales)
        try issue(town, drafts)
        try reject(town, Self.certificate)
        let early = try reissue(town)
        #expect(early.status == 1, "\(early.output)\(early.talk)")
        #expect(
            try early.json().allSatisfy {
                $0["problems"]?.items.last?["rule"]?.text == "SJL-REISSUE-CERTIFICATE"
            }, "\(early.output)")
        try otherCertificate(town)
        let olds = try records(town)
        let made = try reissue(town)
        #expect(made.status == 0, "\(made.output)\(made.talk)")
        #expect(try made.json().count == drafts.count)
        #expect(try made.json().allSatisfy { $0["status"]?.text == "issued" })
        try write(town, olds)
        try town.bench.write(Self.comparison, to: "compare.py")
        let compared = try shell("cd '\(town.bench.folder)' && python3 compare.py")
        #expect(compared.output == "\(drafts.count) \(drafts.count) \(drafts.count)\n")
        #expect(try reissue(town).json().isEmpty)
        try checkSound(town)
    }

    func records(_ town: Town) throws -> [DocumentRecord] {
        try Ledger(opening: town.bench.path("shop.sijil")).documents(limit: 1_000)
    }

    /// Each document and its successor, which has the key and all that a list shows.
    private func write(_ town: Town, _ olds: [DocumentRecord]) throws {
        let ledger = try Ledger(opening: town.bench.path("shop.sijil"))
        var last: Int64 = 0
        for old in olds.sorted(by: { $0.id < $1.id }) {
            let new = try #require(try ledger.document(number: old.number))
            #expect(new.revision == 1 && new.key == old.key && new.total == old.total)
            #expect(new.issuedAt == old.issuedAt && new.uuid != old.uuid)
            #expect(new.id > last, "out of the old order")
            last = new.id
            try town.bench.write(try ledger.xml(of: old), to: "old-\(old.id).xml")
            try town.bench.write(try ledger.xml(of: new), to: "new-\(old.id).xml")
        }
    }

    @Test("the draft of a successor, piped as it is or edited, makes the successor")
    func draftOfSuccessor() throws {
        let town = try town()
        let number = "S 'one'"
        try issue(town, [draft("A-1"), draft(number, #""key": "K-9","#)])
        let early = try town.bench.sijil(["draft", number, "--as", "successor", "--json"])
        #expect(early.errorCode == "not-rejected", "\(early.output)")
        try reject(town, Self.certificate)
        for (name, more) in [("A-1", ""), (number, "13.00")] {
            let drafted = try town.bench.must("draft", name, "--as", "successor")
            let json = try #require(try? JSONReader.read(Array(drafted.output.utf8)))
            #expect(json["expect_total"]?.text == "28.75")
            #expect(json["issued_at"] != nil)
            let text =
                more.isEmpty
                ? drafted.output
                : drafted.output.replacing("12.50", with: more).replacing("28.75", with: "29.90")
            try town.bench.write(text, to: "draft.json")
            let made = try sijil(town, "reissue", name, "draft.json")
            #expect(made.status == 0, "\(made.output)\(made.talk)")
            let line = try #require(try made.json().last)
            #expect(line["total"]?.text == (more.isEmpty ? "28.75" : "29.90"))
            #expect(line["key"]?.text == (more.isEmpty ? name : "K-9"))
        }
        try checkSound(town)
        let usage = [
            ["draft", number, "--as", "successor", "--reason", "x"],
            ["draft", number, "--as", "credit-note"], ["reissue", number],
            ["reissue", number, "a", "b"], ["reissue", number, "a", "--same-certificate"],
            ["draft", number, "--as", "successor", "--line", "1"],
        ]
        for arguments in usage {
            #expect(try town.bench.sijil(arguments).status == 64, "\(arguments)")
        }
    }
}
