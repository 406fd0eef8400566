import Cryptography
import Encoding
import Glibc
import Invoicing
import Ledger
import Synchronization
import Testing
import Verifier

@testable import Sijil

@Suite("every rule on the final bytes, before they are stored")
struct RulesOnIssuingTests {
    /// A clock that somebody sets back between the check of a draft and its stamping: the draft's
    /// own check cannot see that its time is then in the future.
    private func issueWhileSetBack(
        _ text: String, on stand: Stand, isAtomic: Bool
    ) throws -> [IssueResult] {
        let start = stand.clock.now.secondsSince1970
        let asked = Mutex(0)
        // Riyadh's day ends at 21:00 UTC; the ledger asks last.
        let midnight = start - start % 86_400 + 86_400 + 21 * 3_600
        let drafts = text.split(separator: "\n").count
        let surroundings = Surroundings(
            now: {
                let count = asked.withLock { count in
                    count += 1
                    return count
                }
                return Instant(
                    secondsSince1970: count <= 1 + drafts ? midnight + 60 : midnight - 60)
            },
            newUUID: { DocumentUUID(random: SecureRandom.bytes(16)) }, pause: { _ in })
        let path = stand.folder + "/set-back"
        unlink(path)
        try Files.writeNew(Array(text.utf8), to: path)
        var results: [IssueResult] = []
        try Issuing(
            Workplace(opening: stand.path, surroundings: surroundings),
            passphrase: stand.passphrase, unit: nil, isAtomic: isAtomic, from: path
        ).run { results += $0 }
        return results
    }

    private static func draft(_ number: String, issuedAt: String? = nil) -> String {
        let time = issuedAt.map { #""issued_at":"\#($0)","# } ?? ""
        return """
            {"kind":"simplified","type":"invoice","number":"\(number)",\(time)\
            "payment_means":"10","lines":[{"name":"قهوة","quantity":"2","price":"12.50",\
            "vat":{"category":"S","rate":"15"}}]}

            """
    }

    @Test("a document that breaks a rule when stamped is refused; the other lines are issued")
    func refusedLine() throws {
        let stand = try Stand()
        let text =
            Self.draft("A", issuedAt: "2026-03-02T10:00:00") + Self.draft("B")
            + Self.draft("C", issuedAt: "2026-03-02T10:00:00")
        let results = try issueWhileSetBack(text, on: stand, isAtomic: false)
        #expect(results.map(\.status) == [.issued, .refused, .issued])
        #expect(results.compactMap { $0.receipt?.icv } == [1, 2])
        let problem = try #require(results[1].problems.first)
        #expect(results[1].problems.count == 1)
        #expect(problem.rule == "BR-KSA-04")
        #expect(problem.severity == .error)
        #expect(problem.path == "/issued_at")
        #expect(problem.value?.hasPrefix("2026-03-03") == true)
        #expect(!problem.remedy.en.isEmpty && !problem.remedy.ar.isEmpty)
        let report = try Audit.run(stand.path, AuditOptions(level: .rules))
        #expect(report.findings.isEmpty)
        #expect(report.checked.documents == 2)
    }

    @Test("all or nothing: one that breaks a rule keeps the file as it was, byte for byte")
    func refusedAll() throws {
        let stand = try Stand()
        let before = try Files.read(stand.path, limitBytes: 1 << 24)
        let text = Self.draft("A", issuedAt: "2026-03-02T10:00:00") + Self.draft("B")
        let results = try issueWhileSetBack(text, on: stand, isAtomic: true)
        #expect(results.map(\.status) == [.notAttempted, .refused])
        #expect(results[1].problems.map(\.rule) == ["BR-KSA-04"])
        #expect(try Files.read(stand.path, limitBytes: 1 << 24) == before)
    }

    private static let lateNote = """
        {"kind":"simplified","type":"credit-note","number":"CN-1","payment_means":"10",\
        "issued_at":"2026-03-01T10:15:00","references":[{"number":"OLD","date":"2026-01-10"}],\
        "reason":"returned","lines":[{"name":"قهوة","quantity":"2","price":"12.50",\
        "vat":{"category":"S","rate":"15"}}]}

        """

    @Test("a rule that warns is told with the receipt, stored, shown, and told again")
    func warned() throws {
        let stand = try Stand()
        let first = try #require(try stand.issue(text: Self.lateNote).first)
        #expect(first.status == .issued)
        // The invoice is of an older system.
        #expect(
            first.problems.map(\.rule).sorted() == ["SJL-LATE-NOTE", "SJL-UNKNOWN-REFERENCE"])
        let problem = try #require(first.problems.first { $0.rule == "SJL-LATE-NOTE" })
        #expect(problem.rule == "SJL-LATE-NOTE")
        #expect(problem.severity == .warning)
        #expect(problem.path == "/issued_at")
        #expect(problem.value?.contains("2026-02-15") == true)
        let document = try #require(try stand.workplace().documents(number: "CN-1", key: nil).first)
        #expect(
            document.json["warnings"]?.serialized() == #"["SJL-UNKNOWN-REFERENCE","SJL-LATE-NOTE"]"#
        )
        let again = try #require(try stand.issue(text: Self.lateNote).first)
        #expect(again.status == .existing)
        #expect(
            again.problems.map(\.rule).sorted() == ["SJL-LATE-NOTE", "SJL-UNKNOWN-REFERENCE"])
        #expect(again.problems.contains { $0.message == problem.message })
        let report = try Audit.run(stand.path, AuditOptions(level: .rules))
        #expect(report.findings.isEmpty)
    }

    private static func credit(_ number: String, over invoice: String) -> String {
        """
        {"kind":"simplified","type":"credit-note","number":"\(number)","payment_means":"10",\
        "references":[{"number":"\(invoice)"}],"reason":"returned",\
        "lines":[{"name":"قهوة","quantity":"2","price":"12.50",\
        "vat":{"category":"S","rate":"15"}}]}

        """
    }

    @Test("a second credit over the whole invoice is warned of, and once issued not again")
    func overCredit() throws {
        let stand = try Stand()
        #expect(try stand.issue(text: Self.draft("A")).map(\.status) == [.issued])
        let first = try stand.issue(text: Self.credit("CN-1", over: "A"))
        #expect(first.flatMap(\.problems) == [])
        let second = try #require(try stand.issue(text: Self.credit("CN-2", over: "A")).first)
        #expect(second.status == .issued)
        #expect(second.problems.map(\.rule) == ["SJL-OVER-CREDIT"])
        #expect(second.problems.first?.message.en.contains("A: 28.75 credited before") == true)
        let document = try #require(try stand.workplace().documents(number: "CN-2", key: nil).first)
        #expect(document.json["warnings"]?.serialized() == #"["SJL-OVER-CREDIT"]"#)
        // The same sale again, and a credit for an invoice of another system.
        let again = try #require(try stand.issue(text: Self.credit("CN-1", over: "A")).first)
        #expect(again.status == .existing)
        let other = try stand.issue(text: Self.credit("CN-3", over: "OLD-SYSTEM"))
        #expect(other.flatMap(\.problems).map(\.rule) == ["SJL-UNKNOWN-REFERENCE"])
        #expect(try Audit.run(stand.path, AuditOptions(level: .rules)).findings.isEmpty)
    }

    @Test("two credits over an invoice see each other in one run, and again warn of nothing new")
    func overCreditTogether() throws {
        let stand = try Stand()
        let text =
            Self.credit("CN-1", over: "A") + Self.credit("CN-2", over: "A")
            + Self.draft("A").replacing("\n", with: "") + "\n"
        let results = try stand.issue(text: text)
        #expect(results.map(\.status) == [.issued, .issued, .issued])
        #expect(results.map { $0.problems.map(\.rule) } == [[], ["SJL-OVER-CREDIT"], []])
        let again = try stand.issue(text: text)
        #expect(again.map(\.status) == [.existing, .existing, .existing])
        #expect(try Audit.run(stand.path, AuditOptions(level: .rules)).findings.isEmpty)
    }

    @Test("what the draft's own check warned of is told once, in its words")
    func once() throws {
        let stand = try Stand()
        stand.clock.move(2 * 86_400)
        let result = try #require(try stand.issue("A").first)
        #expect(result.problems.map(\.rule) == ["BR-KSA-98"])
        #expect(result.problems.first?.path == "/issued_at")
        let document = try #require(try stand.workplace().documents(number: "A", key: nil).first)
        #expect(document.json["warnings"]?.serialized() == #"["BR-KSA-98"]"#)
        #expect(try Audit.run(stand.path, AuditOptions(level: .rules)).findings.isEmpty)
    }
}
