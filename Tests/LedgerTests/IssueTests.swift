import Cryptography
import EGS
import Encoding
import Invoicing
import Ledger
import Signer
import StampCheck
import TestSupport
import Testing
import UBL

@Suite("issuing")
struct IssueTests {
    let shop: Shop

    init() throws { shop = try Shop() }

    /// Fails if anything was stored or any counter used since `before`.
    private func expectUnchanged(since before: ChainHead?) throws {
        #expect(try shop.ledger.chainHead(unit: "Riyadh-1") == before)
    }

    @Test("documents get the next counters, each with the hash of the one before")
    func chain() throws {
        let receipts = try shop.issue(count: 3)
        #expect(receipts.map(\.record.icv.rawValue) == [1, 2, 3])
        #expect(receipts[0].record.pih == .initial)
        #expect(receipts[1].record.pih == .hash(receipts[0].record.hash))
        #expect(receipts[2].record.pih == .hash(receipts[1].record.hash))
        let head = try #require(try shop.ledger.chainHead(unit: "Riyadh-1"))
        #expect(head.icv == receipts[2].record.icv)
        #expect(head.hash == receipts[2].record.hash)
        #expect(head.epoch == 1)
        // six migrations, ledger, unit; key, certificate, installed, activated, chain; two for
        // each document
        #expect(head.logSize == 8 + 5 + 6)
    }

    @Test("the receipt says what the stored bytes say", arguments: InvoiceKind.allCases)
    func receipt(kind: InvoiceKind) throws {
        let request = try Shop.request("INV-1", kind: kind, warnings: ["BR-KSA-08", "SJL-W-\"1\""])
        let receipt = try #require(try shop.issue([request]).first?.issuance)
        let record = receipt.record
        let xml = try shop.ledger.xml(of: record)
        let report = StampCheck.examine(xml)
        #expect(report.hash == record.hash)
        #expect(report.checks.signature == true)
        #expect(report.document?.facts.qr == receipt.qr)
        #expect(record.unit == "Riyadh-1")
        #expect(record.uuid == request.uuid)
        #expect(record.warnings == request.warnings)
        #expect(record.draftDigest == request.draftDigest)
        #expect(record.recordedAt == shop.now)
        #expect(record.issuedAt.description == "2026-03-01T10:15:00")
        #expect(record.total.description == "115.00")
        #expect(record.vat.description == "15.00")
        #expect(record.buyerName == (kind == .standard ? "Buyer & Sons <Ltd>" : nil))
        #expect(try shop.ledger.document(number: record.number) == record)
        #expect(try shop.ledger.document(key: record.key) == record)
        #expect(try shop.ledger.receipt(of: record) == receipt)
        // Another program's view of the same bytes.
        let hex = try sqlite(shop.path, "SELECT hex(xml) FROM document;").output.dropLast()
        #expect(Hex.decode(hex) == xml)
    }

    @Test("the same sale again gets the first receipt, even late, with no certificate in force")
    func idempotent() throws {
        let request = try Shop.request("INV-1")
        let first = try #require(try shop.issue([request]).first?.issuance)
        let before = try shop.ledger.chainHead(unit: "Riyadh-1")
        shop.now = try #require(Instant("2040-01-01T00:00:00Z"))
        var again = request
        again.uuid = DocumentUUID(random: SecureRandom.bytes(16))
        let outcomes = try shop.issue([again, again], mode: .each)
        #expect(outcomes.map(\.word) == ["existing", "existing"])
        #expect(outcomes.map(\.issuance) == [first, first])
        try expectUnchanged(since: before)
    }

    /// A second batch after INV-1 (key and number the same) was issued, and what becomes of each
    /// request.
    struct Batch: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// Number, key, content.
        let requests: [(String, String, String)]
        let each: [String]
        let allOrNothing: [String]
    }

    static let batches = [
        Batch(
            testDescription: "all new", requests: [("A", "A", ""), ("B", "B", "")],
            each: ["issued", "issued"], allOrNothing: ["issued", "issued"]),
        Batch(
            testDescription: "one issued before",
            requests: [("INV-1", "INV-1", ""), ("B", "B", "")],
            each: ["existing", "issued"], allOrNothing: ["existing", "issued"]),
        Batch(
            testDescription: "the key with other content",
            requests: [("INV-1", "INV-1", "changed"), ("B", "B", "")],
            each: ["key-taken", "issued"], allOrNothing: ["key-taken", "not-attempted"]),
        Batch(
            testDescription: "the key with another number",
            requests: [("INV-2", "INV-1", ""), ("B", "B", "")],
            each: ["key-taken", "issued"], allOrNothing: ["key-taken", "not-attempted"]),
        Batch(
            testDescription: "the number under another key",
            requests: [("INV-1", "other", ""), ("B", "B", "")],
            each: ["number-taken", "issued"], allOrNothing: ["number-taken", "not-attempted"]),
        Batch(
            testDescription: "one sale twice", requests: [("A", "A", ""), ("A", "A", "")],
            each: ["issued", "existing"], allOrNothing: ["issued", "existing"]),
        Batch(
            testDescription: "one key twice, two contents",
            requests: [("A", "A", ""), ("A", "A", "changed"), ("B", "B", "")],
            each: ["issued", "key-repeated", "issued"],
            allOrNothing: ["not-attempted", "key-repeated", "not-attempted"]),
        Batch(
            testDescription: "one number twice, two keys",
            requests: [("A", "A", ""), ("A", "other", ""), ("B", "B", "")],
            each: ["issued", "number-repeated", "issued"],
            allOrNothing: ["not-attempted", "number-repeated", "not-attempted"]),
        Batch(
            testDescription: "every refusal is told at once",
            requests: [("INV-1", "x", ""), ("INV-1", "INV-1", "changed"), ("B", "B", "")],
            each: ["number-taken", "key-taken", "issued"],
            allOrNothing: ["number-taken", "key-taken", "not-attempted"]),
        Batch(testDescription: "nothing", requests: [], each: [], allOrNothing: []),
    ]

    @Test("a batch is decided whole or request by request", arguments: batches)
    func batch(_ batch: Batch) throws {
        for (mode, expected) in [(IssueMode.each, batch.each), (.allOrNothing, batch.allOrNothing)]
        {
            let shop = try Shop()
            try shop.issue([try Shop.request("INV-1")])
            let before = try shop.ledger.chainHead(unit: "Riyadh-1")
            let requests = try batch.requests.map {
                try Shop.request($0.0, key: $0.1, content: $0.2)
            }
            let outcomes = try shop.issue(requests, mode: mode)
            #expect(outcomes.map(\.word) == expected)
            let issued = expected.count { $0 == "issued" }
            let head = try #require(try shop.ledger.chainHead(unit: "Riyadh-1"))
            #expect(head.icv?.rawValue == 1 + Int64(issued))
            #expect(head.logSize == (before?.logSize ?? 0) + 2 * Int64(issued))
        }
    }

    @Test("a UUID that is taken, or stands twice in a batch, is refused")
    func uuidTaken() throws {
        let first = try Shop.request("A")
        var second = try Shop.request("B")
        second.uuid = first.uuid
        #expect(
            try shop.issue([first, second], mode: .each).map(\.word) == ["issued", "uuid-repeated"])
        #expect(try shop.issue([second], mode: .each).map(\.word) == ["uuid-taken"])
    }

    @Test("a refusal shows both sides in both languages")
    func refusalWords() throws {
        let first = try Shop.request("INV-1", content: "first")
        let second = try Shop.request("INV-1", content: "second")
        try shop.issue([first])
        guard case .refused(let refusal) = try shop.issue([second], mode: .each)[0] else {
            Issue.record("the second content was not refused")
            return
        }
        for text in [refusal.problem.en, refusal.problem.ar] {
            #expect(text.contains(Hex.encode(Array(first.draftDigest.bytes.prefix(4)))))
            #expect(text.contains(Hex.encode(Array(second.draftDigest.bytes.prefix(4)))))
            #expect(text.contains("INV-1"))
            #expect(text.contains("115.00"))
        }
    }

    @Test("a clock behind the newest record issues nothing and names both times")
    func clockBehind() throws {
        try shop.issue(count: 1)
        let before = try shop.ledger.chainHead(unit: "Riyadh-1")
        shop.now = Instant(secondsSince1970: Sample.now.secondsSince1970 - 1)
        do {
            try shop.issue(count: 1, from: 2)
            Issue.record("issued in the past")
        } catch let error as LedgerError {
            #expect(error.code == "clock-behind")
            #expect(error.mayRetry)
            #expect(error.problem.en.contains(shop.now.description))
            #expect(error.problem.en.contains(Sample.now.description))
        }
        try expectUnchanged(since: before)
    }

    @Test(
        "a certificate that is over issues nothing",
        arguments: [
            "2031-01-01T00:00:01Z", "2040-01-01T00:00:00Z",
        ])
    func certificateOver(time: String) throws {
        let before = try shop.ledger.chainHead(unit: "Riyadh-1")
        shop.now = try #require(Instant(time))
        #expect(code { try shop.issue(count: 1) } == "certificate-not-valid")
        try expectUnchanged(since: before)
    }

    @Test("a kind that the certificate does not name is refused")
    func kindNotAllowed() throws {
        let shop = try Shop(documents: "0100")
        let batch = [try Shop.request("A", kind: .standard), try Shop.request("B")]
        #expect(try shop.issue(batch, mode: .each).map(\.word) == ["kind-not-allowed", "issued"])
    }

    @Test("a unit without an active certificate issues nothing")
    func noCertificate() throws {
        let active = try #require(try shop.ledger.activeCertificate(unit: "Riyadh-1"))
        try shop.ledger.endCertificate(
            active, by: .retired, effectiveAt: shop.now, note: nil, now: shop.now)
        #expect(try shop.ledger.activeCertificate(unit: "Riyadh-1") == nil)
        #expect(code { try shop.issue(count: 1) } == "no-active-certificate")
        try shop.ledger.addUnit(Sample.unit("Jeddah-1"), now: shop.now)
        let never = code {
            _ = try shop.ledger.issue(
                [], unit: "Jeddah-1", mode: .each, clock: { shop.now }, guardTip: { _ in },
                seal: { _, _, _ in throw Refused() })
        }
        #expect(never == "no-active-certificate")
    }

    @Test("the guard sees the head inside the transaction, and its refusal uses no counter")
    func tipGuard() throws {
        try shop.issue(count: 2)
        let before = try #require(try shop.ledger.chainHead(unit: "Riyadh-1"))
        var seen: [ChainHead] = []
        let refused = code {
            _ = try shop.issue([try Shop.request("X")]) { head in
                seen.append(head)
                throw Refused()
            }
        }
        #expect(refused == "older-than-tip")
        #expect(seen == [before])
        try expectUnchanged(since: before)
        #expect(try shop.issue(count: 1, from: 3).first?.record.icv.rawValue == 3)
    }

    @Test(
        "a seal that fails half-way rolls the whole batch back",
        arguments: [
            IssueMode.allOrNothing, .each,
        ])
    func sealFails(mode: IssueMode) throws {
        let before = try shop.ledger.chainHead(unit: "Riyadh-1")
        let signer = try #require(shop.signers["Riyadh-1"])
        let seller = try Shop.seller()
        var sealed = 0
        let batch = try (1...5).map { try Shop.request("INV-\($0)") }
        let found = code {
            _ = try shop.ledger.issue(
                batch, unit: "Riyadh-1", mode: mode, clock: { shop.now }, guardTip: { _ in }
            ) { request, position, time in
                if sealed == 3 { throw Refused() }
                sealed += 1
                return .sealed(
                    try signer.seal(
                        request.invoice, seller: seller, uuid: request.uuid, at: position,
                        signingTime: time),
                    warnings: [])
            }
        }
        #expect(found == "older-than-tip")
        #expect(sealed == 3)
        try expectUnchanged(since: before)
    }

    // MARK: Refused when stamped

    private static let broken = Problem(
        rule: "BR-KSA-04", path: "/issued_at", value: "2026-03-02",
        message: Bilingual(en: "too late", ar: "متأخر"),
        remedy: Bilingual(en: "wait", ar: "انتظر"))

    /// Issues `INV-1` to `INV-5`; whoever stamps refuses those numbers.
    private func issue(refusing refused: Set<String>, mode: IssueMode) throws -> [IssueOutcome] {
        let signer = try #require(shop.signers["Riyadh-1"])
        let seller = try Shop.seller()
        let batch = try (1...5).map { try Shop.request("INV-\($0)") }
        return try shop.ledger.issue(
            batch, unit: "Riyadh-1", mode: mode, clock: { shop.now }, guardTip: { _ in }
        ) { request, position, time in
            if refused.contains(request.invoice.number.text) { return .refused([Self.broken]) }
            let sealed = try signer.seal(
                request.invoice, seller: seller, uuid: request.uuid, at: position,
                signingTime: time)
            return .sealed(sealed, warnings: ["BR-KSA-16"])
        }
    }

    @Test("a document refused when stamped uses no counter, and the others go on in the chain")
    func refusedEach() throws {
        let outcomes = try issue(refusing: ["INV-2", "INV-3"], mode: .each)
        #expect(
            outcomes.map(\.word)
                == ["issued", "rules-broken", "rules-broken", "issued", "issued"])
        let records = outcomes.compactMap { $0.issuance?.record }
        #expect(records.map(\.icv.rawValue) == [1, 2, 3])
        #expect(records[1].pih == .hash(records[0].hash))
        guard case .refused(.rulesBroken(let problems)) = outcomes[1] else { throw Refused() }
        #expect(problems == [Self.broken])
        #expect(try shop.issue(count: 1, from: 2).first?.record.icv.rawValue == 4)
    }

    @Test("all or nothing: one refused when stamped, nothing is stored, and all refusals are told")
    func refusedAll() throws {
        let before = try shop.ledger.chainHead(unit: "Riyadh-1")
        let outcomes = try issue(refusing: ["INV-2", "INV-5"], mode: .allOrNothing)
        #expect(
            outcomes.map(\.word) == [
                "not-attempted", "rules-broken", "not-attempted", "not-attempted", "rules-broken",
            ])
        try expectUnchanged(since: before)
        #expect(try shop.issue(count: 1).first?.record.icv.rawValue == 1)
    }

    @Test("warnings of the stamped document are stored behind the draft's own")
    func storedWarnings() throws {
        let issuance = try #require(try issue(refusing: [], mode: .each)[0].issuance)
        #expect(issuance.record.warnings == (try Shop.request("INV-1").warnings) + ["BR-KSA-16"])
        let again = try shop.issue([try Shop.request("INV-1")])[0].issuance
        #expect(again?.record.warnings == issuance.record.warnings)
    }
}

/// What a caller's closure may throw.
struct Refused: ExplainedError {
    let code = "older-than-tip"
    let problem = Bilingual(en: "older", ar: "أقدم")
    let remedy = Bilingual(en: "recover", ar: "استعد")
}
