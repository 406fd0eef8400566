import Invoicing
import Ledger
import TestSupport
import Testing

extension Shop {
    /// Sends a document and stores what came of it.
    func submit(_ document: DocumentRecord, _ outcome: String, status: Int? = 400) throws {
        let active = try #require(try ledger.activeCertificate(unit: document.unit))
        let attempt = try begin(
            "reporting", unit: document.unit, certificate: active.id, document: document.id)
        try ledger.settle(attempt.id, with: answer(outcome, status: status), now: now)
    }

    func document(_ number: String) throws -> DocumentRecord {
        let number = try #require(InvoiceNumber(number))
        return try #require(try ledger.document(number: number))
    }

    /// One more document, rejected, whose sale was called off.
    func closeRejected(_ number: String) throws {
        try issue([try Self.request(number)])
        try submit(document(number), "rejected")
        let outcome = try ledger.close(document(number), reason: "ألغى العميل الطلب", now: now)
        try #require(outcome.word == "closed")
    }

    func successor(
        of number: String, named other: String? = nil, content: String = "corrected"
    ) throws -> IssueRequest {
        let old = try document(number)
        var request = try Self.request(other ?? number, key: old.key.text, content: content)
        request.replacing = old
        return request
    }
}

extension ClosingOutcome {
    var word: String {
        switch self {
        case .closed: "closed"
        case .existing: "existing"
        case .notRejected: "not-rejected"
        case .replaced: "replaced"
        }
    }
}

@Suite("sales that were called off")
struct ClosingTests {
    /// A shop with INV-1, which the authority rejected.
    private func rejected() throws -> Shop {
        let shop = try Shop()
        try shop.issue(count: 1)
        try shop.submit(shop.document("INV-1"), "rejected")
        return shop
    }

    /// What became of INV-1 before, and what closing it comes to.
    static let rows: [(before: [String], closed: String, isOpen: Bool)] = [
        ([], "not-rejected", false),
        (["unknown"], "not-rejected", false),
        (["accepted"], "not-rejected", false),
        (["request-refused"], "not-rejected", false),
        (["rejected"], "closed", true),
        (["unknown", "rejected"], "closed", true),
        (["rejected", "request-refused"], "closed", true),
        (["rejected", "already-accepted"], "not-rejected", false),
        (["rejected", "close"], "existing", false),
        (["rejected", "reissue"], "replaced", false),
        (["rejected", "reissue-number"], "replaced", false),
        (["rejected", "reissue", "rejected-successor"], "replaced", false),
    ]

    @Test("only what is rejected now and has no successor is closed", arguments: 0..<rows.count)
    func refusals(_ index: Int) throws {
        let (steps, expected, isOpen) = Self.rows[index]
        let shop = try Shop()
        try shop.issue(count: 1)
        let first = try shop.document("INV-1")
        for step in steps {
            switch step {
            case "close": _ = try shop.ledger.close(first, reason: "first", now: shop.now)
            case "reissue": try shop.issue([try shop.successor(of: "INV-1")])
            case "reissue-number":
                try shop.issue([try shop.successor(of: "INV-1", named: "INV-1B")])
            case "rejected-successor": try shop.submit(shop.document("INV-1"), "rejected")
            default: try shop.submit(first, step)
            }
        }
        let open = try shop.ledger.openMatters(unit: "Riyadh-1", limit: 9)
        #expect(open.contains { $0.document == first } == isOpen)
        let before = try fingerprint(shop.path)
        let size = try shop.ledger.logSize()
        let outcome = try shop.ledger.close(first, reason: "second", now: shop.now)
        #expect(outcome.word == expected)
        let isClosed = expected == "closed"
        #expect(try shop.ledger.logSize() == size + (isClosed ? 1 : 0))
        #expect(try (fingerprint(shop.path) != before) == isClosed)
        if case .existing(let closing) = outcome { #expect(closing.reason == "first") }
    }

    @Test("a closed document waits for nobody, and its record comes back with it")
    func closed() throws {
        let shop = try rejected()
        try shop.issue(count: 2, from: 2)
        try shop.submit(shop.document("INV-3"), "rejected")
        #expect(try shop.ledger.openRejections() == 2)
        let record = try shop.document("INV-1")
        shop.now = Instant(secondsSince1970: shop.now.secondsSince1970 + 7)
        let reason = "ألغى العميل \"الطلب\""
        let outcome = try shop.ledger.close(record, reason: reason, now: shop.now)
        guard case .closed(let closing) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(closing.documentID == record.id && closing.reason == reason)
        #expect(closing.recordedAt == shop.now)
        #expect(try shop.ledger.lastRecordedAt() == shop.now)
        #expect(try shop.ledger.submission(of: record).closing == closing)
        #expect(try shop.ledger.submission(of: shop.document("INV-3")).closing == nil)
        #expect(try shop.ledger.openRejections() == 1)
        let open = try shop.ledger.openMatters(unit: "Riyadh-1", limit: 9)
        #expect(open.map(\.document.number.text) == ["INV-3"])
        #expect(try shop.ledger.unsubmitted(unit: "Riyadh-1", limit: 9).map(\.closing) == [nil])
        #expect(try shop.ledger.closingCount() == 1)
        #expect(try shop.ledger.closingCount(unit: "Riyadh-1") == 1)
        #expect(try shop.ledger.closingCount(unit: "Jeddah-1") == 0)
        let again = try shop.ledger.close(record, reason: reason, now: shop.now)
        #expect(again == .existing(closing))
    }

    @Test("no document takes the place of a closed one, by number or by key")
    func successors() throws {
        let shop = try rejected()
        let successors = [
            try shop.successor(of: "INV-1"), try shop.successor(of: "INV-1", named: "INV-1B"),
        ]
        _ = try shop.ledger.close(shop.document("INV-1"), reason: "العميل ألغى", now: shop.now)
        let before = try fingerprint(shop.path)
        for successor in successors {
            let outcome = try #require(try shop.issue([successor]).first)
            #expect(outcome.word == "document-closed")
            guard case .refused(let refusal) = outcome else { continue }
            for words in [refusal.problem.en, refusal.problem.ar] {
                for value in ["INV-1", "\(shop.now)", "العميل ألغى"] {
                    #expect(words.contains(value), "\(words)")
                }
            }
            #expect(refusal.remedy.en.contains("new sale"))
        }
        // A new sale under the number or the key of a closed one is a new sale all the same.
        let taken = [
            (try Shop.request("INV-1", key: "other"), "number-taken"),
            (try Shop.request("INV-2", key: "INV-1"), "key-taken"),
        ]
        for (request, word) in taken { #expect(try shop.issue([request]).first?.word == word) }
        #expect(try fingerprint(shop.path) == before)
        // The very same draft is answered with its receipt, as ever.
        #expect(try shop.issue([try Shop.request("INV-1")]).first?.word == "existing")
    }

    static let badReasons = [
        "", " ", "\u{A0}\t ", "a\nb", "a\u{0}b", "\u{85}", String(repeating: "ا", count: 1_001),
    ]

    @Test("a reason that its column would not take, or show, is refused", arguments: badReasons)
    func reasons(reason: String) throws {
        let shop = try rejected()
        let before = try fingerprint(shop.path)
        #expect(!Ledger.mayBeReason(reason))
        let error = #expect(throws: LedgerError.self) {
            _ = try shop.ledger.close(shop.document("INV-1"), reason: reason, now: shop.now)
        }
        #expect(error?.code == "record-unfit")
        #expect(try fingerprint(shop.path) == before)
        let longest = String(repeating: "ا", count: 1_000)
        #expect(
            try shop.ledger.close(shop.document("INV-1"), reason: longest, now: shop.now).word
                == "closed")
    }

    @Test("a clock that was set back closes nothing")
    func clock() throws {
        let shop = try rejected()
        let early = Instant(secondsSince1970: shop.now.secondsSince1970 - 1)
        let before = try fingerprint(shop.path)
        let error = #expect(throws: LedgerError.self) {
            _ = try shop.ledger.close(shop.document("INV-1"), reason: "r", now: early)
        }
        #expect(error?.code == "clock-behind")
        #expect(try fingerprint(shop.path) == before)
    }
}
