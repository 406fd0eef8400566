import Encoding
import Glibc
import Invoicing
import Testing

@testable import Sijil

@Suite("checking without issuing")
struct CheckingTests {
    private let stand: Stand

    init() throws { stand = try Stand() }

    private func check(_ text: String, ledger: Bool = true) throws -> [IssueResult] {
        let path = stand.folder + "/drafts"
        unlink(path)
        try Files.writeNew(Array(text.utf8), to: path)
        var results: [IssueResult] = []
        let checking = try Checking(
            ledger: ledger ? stand.path : nil, surroundings: stand.surroundings)
        try checking.run(path) { results.append($0) }
        return results
    }

    @Test("a good draft is valid, with what it would come to; nothing is changed")
    func valid() throws {
        let before = try Files.read(stand.path, limitBytes: 1 << 24)
        let result = try #require(try check(Stand.draft("A", note: "")).first)
        #expect(result.status == .valid)
        #expect(result.problems.isEmpty)
        #expect(
            result.json.serialized()
                == #"{"key":"A","number":"A","status":"valid","issued_at":"2026-03-01T10:15:00","#
                + #""total":"28.75","vat":"3.75","problems":[]}"#)
        #expect(try Files.read(stand.path, limitBytes: 1 << 24) == before)
        // What is checked is not issued.
        #expect(try stand.issue("A").first?.receipt?.icv == 1)
    }

    @Test("objects, arrays and JSON Lines are each checked draft by draft")
    func shapes() throws {
        let good = Stand.draft("A", note: "")
        let bad = good.replacing("12.50", with: "12,50")
        #expect(try check(good).map(\.status) == [.valid])
        #expect(try check("[\(bad),\(good)]").map(\.status) == [.refused, .valid])
        #expect(try check(bad + "\n" + good + "\n{\n").map(\.place) == [1, 2, 3])
    }

    @Test("what only the document shows is told in the draft's places")
    func documentRules() throws {
        let note = """
            {"kind":"simplified","type":"credit-note","number":"CN-1","payment_means":"10",
            "issued_at":"2026-03-01T10:15:00",
            "references":[{"number":"OLD","date":"2026-01-10"}],
            "reason":"returned","lines":[{"name":"قهوة","quantity":"2","price":"12.50",
            "vat":{"category":"S","rate":"15"}}]}
            """
        let result = try #require(try check(note).first)
        #expect(result.status == .valid)
        #expect(result.problems.map(\.rule) == ["SJL-UNKNOWN-REFERENCE", "SJL-LATE-NOTE"])
        #expect(result.problems.map(\.path) == ["/references/0/number", "/issued_at"])
    }

    @Test("the ledger gives the seller and the units; without one, neither is judged")
    func ledger() throws {
        let own = Stand.draft("A", note: "").replacing(
            #""lines""#, with: #""buyer":{"vat":"399999999900003"},"lines""#)
        #expect(
            try check(own).first?.problems.contains { $0.rule == "BR-CUSTOM-VALIDATION-01" }
                == true)
        #expect(
            try check(own, ledger: false).first?.problems.contains {
                $0.rule == "BR-CUSTOM-VALIDATION-01"
            } == false)
        let unit = Stand.draft("A", note: "").replacing(
            #""kind""#, with: #""unit":"Jeddah-1","kind""#)
        #expect(try check(unit).first?.problems.map(\.rule) == ["SJL-UNIT"])
        #expect(try check(unit, ledger: false).map(\.status) == [.valid])
        let alone = try Checking(ledger: nil, surroundings: stand.surroundings)
        #expect(alone.notChecked == [Checking.stamp, Checking.taken, Checking.noSeller])
    }

    @Test("a number or a key that issuing would refuse is refused here with the same id")
    func taken() throws {
        let first = Stand.draft("A", note: "")
        #expect(try stand.issue(text: first + "\n").map(\.status) == [.issued])
        let same = try #require(try check(first).first)
        #expect(same.status == .existing)
        #expect(same.receipt?.icv == 1)
        let otherContent = first.replacing("12.50", with: "13.50")
        let otherKey = otherContent.replacing(#""kind""#, with: #""key":"K","kind""#)
        for (draft, rule) in [
            (otherContent, "SJL-KEY-TAKEN"), (otherKey, "SJL-NUMBER-TAKEN"),
        ] {
            let checked = try #require(try check(draft).first)
            #expect(checked.status == .refused)
            #expect(checked.problems.map(\.rule) == [rule])
            let issued = try #require(try stand.issue(text: draft + "\n").first)
            #expect(issued.problems == checked.problems)
            #expect(try check(draft, ledger: false).map(\.status) == [.valid])
        }
    }

    @Test("what the ledger knows of a note's invoice is told before the note is issued")
    func references() throws {
        _ = try stand.issue(text: Stand.draft("A", note: "") + "\n")
        func note(_ number: String, over invoice: String) -> String {
            """
            {"kind":"simplified","type":"credit-note","number":"\(number)","payment_means":"10",\
            "references":[{"number":"\(invoice)","date":"2026-02-28"}],"reason":"returned",\
            "lines":[{"name":"قهوة","quantity":"2","price":"12.50",\
            "vat":{"category":"S","rate":"15"}}]}

            """
        }
        #expect(
            try check(note("CN-1", over: "A")).flatMap(\.problems).map(\.rule)
                == ["SJL-REFERENCE-DATE"])
        #expect(
            try check(note("CN-1", over: "OLD")).flatMap(\.problems).map(\.rule)
                == ["SJL-UNKNOWN-REFERENCE"])
        // An invoice and its notes in one file count for each other, wherever they stand.
        let together =
            note("CN-B", over: "B") + Stand.draft("B", note: "").replacing("\n", with: "") + "\n"
            + note("CN-C", over: "B")
        let expected = [
            ["SJL-REFERENCE-DATE"], [], ["SJL-REFERENCE-DATE", "SJL-OVER-CREDIT"],
        ]
        #expect(try check(together).map { $0.problems.map(\.rule) } == expected)
        #expect(try stand.issue(text: together).map { $0.problems.map(\.rule) } == expected)
        _ = try stand.issue(text: note("CN-1", over: "A"))
        #expect(
            try check(note("CN-2", over: "A")).flatMap(\.problems).map(\.rule)
                == ["SJL-REFERENCE-DATE", "SJL-OVER-CREDIT"])
    }

    @Test("a kind that the unit is not enrolled for is refused")
    func kind() throws {
        try stand.addUnit("Jeddah-1")
        let draft = Stand.draft("A", note: "").replacing(
            #""kind":"simplified""#, with: #""unit":"Jeddah-1","kind":"standard""#)
        #expect(
            try check(draft).first?.problems.map(\.rule) == ["SJL-KIND-NOT-ALLOWED"])
        let simplified = Stand.draft("A", note: "").replacing(
            #""kind""#, with: #""unit":"Jeddah-1","kind""#)
        #expect(try check(simplified).map(\.status) == [.valid])
    }

    @Test(
        "XML is told from drafts by its beginning",
        arguments: [
            ("<Invoice/>", true), ("\u{FEFF}<?xml?>", true), (" \n<a/>", true), ("{}", false),
            ("[]", false), ("", false), ("x<", false),
        ])
    func kinds(text: String, isXML: Bool) {
        #expect(Checking.isXML(Array(text.utf8)) == isXML)
    }
}
