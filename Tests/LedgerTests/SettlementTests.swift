import Encoding
import Invoicing
import Ledger
import TestSupport
import Testing

extension Shop {
    /// One more document whose answer was lost, and that somebody saw in the portal.
    func settleLost(_ number: String) throws {
        try issue([try Self.request(number)])
        try settleLost(document(number))
    }

    func settleLost(_ document: DocumentRecord) throws {
        try submit(document, "unknown", status: nil)
        let outcome = try ledger.recordSettlement(of: document, seen: "مقبول، رآه سالم", now: now)
        try #require(outcome.word == "settled")
    }
}

extension SettlementOutcome {
    var word: String {
        switch self {
        case .settled: "settled"
        case .existing: "existing"
        case .notOpen: "not-open"
        }
    }
}

@Suite("documents that were seen in the portal")
struct SettlementTests {
    /// A shop with INV-1, whose answer was lost.
    private func lost() throws -> Shop {
        let shop = try Shop()
        try shop.issue(count: 1)
        try shop.submit(shop.document("INV-1"), "unknown", status: nil)
        return shop
    }

    /// What became of INV-1 before, and what settling it comes to.
    static let rows: [(before: [String], settled: String)] = [
        ([], "not-open"),
        (["never-sent"], "not-open"),
        (["request-refused"], "not-open"),
        (["too-many-requests"], "not-open"),
        (["unknown"], "settled"),
        (["server-trouble"], "settled"),
        (["unexpected-status"], "settled"),
        (["unknown", "never-sent"], "settled"),
        (["unknown", "request-refused"], "settled"),
        (["unknown", "begun"], "not-open"),
        (["begun"], "not-open"),
        (["unknown", "accepted"], "not-open"),
        (["unknown", "already-accepted"], "not-open"),
        (["unknown", "rejected"], "not-open"),
        (["unknown", "rejected", "close"], "not-open"),
        (["restore"], "settled"),
        (["restore", "never-sent"], "settled"),
        (["restore", "rejected"], "not-open"),
        (["restore-nothing-lost"], "not-open"),
        (["unknown", "settle"], "existing"),
    ]

    @Test("only what was perhaps sent and judged by nobody is settled", arguments: 0..<rows.count)
    func refusals(_ index: Int) throws {
        let (steps, expected) = Self.rows[index]
        let shop = try Shop(endpoint: "http://127.0.0.1:1")
        try shop.issue(count: 1)
        let first = try shop.document("INV-1")
        for step in steps { try take(step, shop, first) }
        let before = try fingerprint(shop.path)
        let size = try shop.ledger.logSize()
        let outcome = try shop.ledger.recordSettlement(of: first, seen: "second", now: shop.now)
        #expect(outcome.word == expected)
        let isSettled = expected == "settled"
        #expect(try shop.ledger.logSize() == size + (isSettled ? 1 : 0))
        #expect(try (fingerprint(shop.path) != before) == isSettled)
        if case .existing(let settlement) = outcome { #expect(settlement.seen == "first") }
    }

    private func take(_ step: String, _ shop: Shop, _ document: DocumentRecord) throws {
        switch step {
        case "close": _ = try shop.ledger.close(document, reason: "off", now: shop.now)
        case "settle":
            _ = try shop.ledger.recordSettlement(of: document, seen: "first", now: shop.now)
        case "begun":
            let active = try #require(try shop.ledger.activeCertificate(unit: document.unit))
            try shop.begin("reporting", certificate: active.id, document: document.id)
        case "restore":
            try shop.ledger.recordRestore(missing: [], retiring: [], note: nil, now: shop.now)
        case "restore-nothing-lost":
            try shop.ledger.recordRestore(
                missing: [], retiring: [], note: RestoreRecord.nothingLost, now: shop.now)
        default: try shop.submit(document, step, status: nil)
        }
    }

    @Test("a settled document is sent no more, and its record comes back with it")
    func settled() throws {
        let shop = try lost()
        try shop.issue(count: 2, from: 2)
        #expect(try shop.ledger.unjudgedCount() == 3)
        let record = try shop.document("INV-1")
        shop.now = Instant(secondsSince1970: shop.now.secondsSince1970 + 7)
        let seen = "معتمدة في البوابة، رآها \"سالم\""
        let outcome = try shop.ledger.recordSettlement(of: record, seen: seen, now: shop.now)
        guard case .settled(let settlement) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(settlement.documentID == record.id && settlement.seen == seen)
        #expect(settlement.recordedAt == shop.now)
        #expect(try shop.ledger.lastRecordedAt() == shop.now)
        #expect(try shop.ledger.submission(of: record).settlement == settlement)
        #expect(try shop.ledger.submission(of: shop.document("INV-2")).settlement == nil)
        #expect(try shop.ledger.unjudgedCount() == 2)
        #expect(try shop.ledger.newestUnjudged(most: 9, span: 9).count == 2)
        let waiting = try shop.ledger.unsubmitted(unit: "Riyadh-1", limit: 9)
        #expect(waiting.map(\.document.number.text) == ["INV-2", "INV-3"])
        let active = try #require(try shop.ledger.activeCertificate(unit: "Riyadh-1"))
        #expect(throws: LedgerError.self) {
            try shop.begin("reporting", certificate: active.id, document: record.id)
        }
        let count = try shop.ledger.settlementCount(unit: "Riyadh-1")
        #expect(count.documents == 1 && count.withoutCopy == 0)
        #expect(try shop.ledger.settlementCount() == count)
        #expect(try shop.ledger.settlementCount(unit: "Jeddah-1").documents == 0)
        let again = try shop.ledger.recordSettlement(of: record, seen: seen, now: shop.now)
        #expect(again == .existing(settlement))
    }

    @Test(
        "a copy alone is for what an answer cleared",
        arguments: [
            ("clearance", "cleared-without-copy", true), ("clearance", "already-accepted", true),
            ("clearance", "rejected", false), ("clearance", "unknown", false),
            ("reporting", "accepted", false),
        ])
    func copyAlone(endpoint: String, outcome: String, isTaken: Bool) throws {
        let shop = try Shop()
        try shop.issue([Shop.request("INV-1", kind: .standard)])
        let document = try shop.document("INV-1")
        let active = try #require(try shop.ledger.activeCertificate(unit: "Riyadh-1"))
        let attempt = try shop.begin(endpoint, certificate: active.id, document: document.id)
        try shop.ledger.settle(
            attempt.id, with: shop.answer(outcome, status: outcome == "unknown" ? nil : 200),
            now: shop.now)
        let copy = Array("<Invoice/>".utf8)
        #expect(try shop.ledger.addPortalCopy(copy, of: document, now: shop.now) == isTaken)
        #expect(try shop.ledger.clearedXML(of: document) == (isTaken ? copy : nil))
    }

    @Test("the portal's copy is stored with the record, or later, once")
    func copies() throws {
        let shop = try Shop()
        try shop.issue(["INV-1", "INV-2"].map { try Shop.request($0, kind: .standard) })
        let (first, second) = (try shop.document("INV-1"), try shop.document("INV-2"))
        let copy = Array("<Invoice/>".utf8)
        #expect(try !shop.ledger.addPortalCopy(copy, of: first, now: shop.now))
        for document in [first, second] {
            let active = try #require(try shop.ledger.activeCertificate(unit: "Riyadh-1"))
            let attempt = try shop.begin(
                "clearance", certificate: active.id, document: document.id)
            try shop.ledger.settle(
                attempt.id, with: shop.answer("unknown", status: nil), now: shop.now)
        }
        let size = try shop.ledger.logSize()
        _ = try shop.ledger.recordSettlement(
            of: first, seen: "seen", copy: copy, now: shop.now)
        #expect(try shop.ledger.logSize() == size + 2)
        #expect(try shop.ledger.clearedXML(of: first) == copy)
        _ = try shop.ledger.recordSettlement(of: second, seen: "seen", now: shop.now)
        #expect(try shop.ledger.clearedXML(of: second) == nil)
        let count = try shop.ledger.settlementCount()
        #expect(count.documents == 2 && count.withoutCopy == 1)
        #expect(try shop.ledger.addPortalCopy(copy, of: second, now: shop.now))
        #expect(try !shop.ledger.addPortalCopy(copy, of: second, now: shop.now))
        #expect(try shop.ledger.settlementCount().withoutCopy == 0)
        // What a receipt needs beside the copy to make its leaf.
        #expect(try shop.ledger.logPlace(of: first).row?["answer_id"] == .null)
    }

    @Test("words that their column would not take, or show, are refused")
    func words() throws {
        let shop = try lost()
        let record = try shop.document("INV-1")
        let before = try fingerprint(shop.path)
        for seen in ClosingTests.badReasons {
            let error = #expect(throws: LedgerError.self) {
                _ = try shop.ledger.recordSettlement(of: record, seen: seen, now: shop.now)
            }
            #expect(error?.code == "record-unfit")
        }
        let early = Instant(secondsSince1970: shop.now.secondsSince1970 - 1)
        let error = #expect(throws: LedgerError.self) {
            _ = try shop.ledger.recordSettlement(of: record, seen: "seen", now: early)
        }
        #expect(error?.code == "clock-behind")
        #expect(try fingerprint(shop.path) == before)
    }
}
