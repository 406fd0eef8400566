import Cryptography
import Encoding
import Invoicing
import Ledger
import MerkleLog
import TestSupport
import Testing

@Suite("the return to an older copy")
struct RestoreTests {
    let shop: Shop

    /// Two units, each with an active certificate: 1 and 2.
    init() throws {
        shop = try Shop()
        try shop.ledger.addUnit(Sample.unit("Jeddah-1"), now: shop.now)
        try shop.enrol(Sample.unit("Jeddah-1"))
        try shop.issue(count: 2)
    }

    private static func gap(
        _ unit: String, epoch: Int = 1, _ first: Int64 = 3, _ last: Int64 = 5,
        lost: [Int64: String] = [:]
    ) throws -> MissingDocuments {
        let hash = try #require(InvoiceHash([UInt8](repeating: 0, count: 32)))
        return MissingDocuments(
            unit: unit, epoch: epoch, icvFirst: try #require(InvoiceCounterValue(first)),
            icvLast: try #require(InvoiceCounterValue(last)),
            documents: try lost.sorted { $0.key < $1.key }.map { icv, number in
                LostDocument(
                    icv: try #require(InvoiceCounterValue(icv)),
                    number: try #require(InvoiceNumber(number)),
                    key: icv == 3 ? IdempotencyKey("order 3") : nil, hash: hash)
            })
    }

    @Test("what is missing is named beside the log's root, and its certificates stamp no more")
    func record() throws {
        let before = try #require(try shop.ledger.logTree())
        let lost: [Int64: String] = [3: "LOST-3", 5: "فاتورة-٥"]
        let missing = [
            try Self.gap("Riyadh-1", lost: lost), try Self.gap("Dammam \"٩\"", epoch: 2, 1, 1),
        ]
        shop.now = Instant(secondsSince1970: shop.now.secondsSince1970 + 1)
        let record = try shop.ledger.recordRestore(
            missing: missing, retiring: [1], note: "القرص القديم", now: shop.now)
        #expect(record.size == before.size)
        #expect(record.root == before.root())
        #expect(record.missing == missing)
        #expect(record.recordedAt == shop.now)
        #expect(record.note == "القرص القديم")
        #expect(try shop.ledger.restores() == [record])
        #expect(try shop.ledger.lastRecordedAt() == shop.now)
        // The restore and the event, each with its entry.
        #expect(try shop.ledger.logSize() == before.size + 2)
        #expect(try shop.ledger.activeCertificate(unit: "Riyadh-1") == nil)
        #expect(try shop.ledger.activeCertificate(unit: "Jeddah-1")?.id == 2)
        #expect(code { try shop.issue(count: 1, from: 3) } == "no-active-certificate")
        let stored = try sqlite(shop.path, "SELECT missing, lower(hex(root)) FROM restore;").output
        let zeros = String(repeating: "A", count: 43) + "="
        let text =
            #"[{"documents":[{"hash":"\#(zeros)","icv":3,"key":"order 3","number":"LOST-3"},"#
            + #"{"hash":"\#(zeros)","icv":5,"key":null,"number":"فاتورة-٥"}],"#
            + #""epoch":1,"icv_first":3,"icv_last":5,"unit":"Riyadh-1"},"#
            + #"{"documents":[],"epoch":2,"icv_first":1,"icv_last":1,"unit":"Dammam \"٩\""}]"#
        #expect(stored == "\(text)|\(Hex.encode(before.root().bytes))\n")
        // A new enrolment begins a new epoch: no counter comes twice.
        try shop.enrol(Sample.unit())
        #expect(try shop.ledger.chainHead(unit: "Riyadh-1")?.epoch == 2)
        // Nor does a number that is known to have been given.
        let requests = try ["LOST-3", "INV-4", "فاتورة-٥"].map { try Shop.request($0) }
        let outcomes = try shop.issue(requests, mode: .each)
        #expect(outcomes.map(\.word) == ["number-lost", "issued", "number-lost"])
        let again = try shop.issue([Shop.request("INV-7", key: "order 3")], mode: .each)
        #expect(again.map(\.word) == ["number-lost"])
        #expect(
            try shop.ledger.lostDocuments().numbers.keys.map(\.text).sorted() == [
                "LOST-3", "فاتورة-٥",
            ])
        let second = try shop.ledger.recordRestore(
            missing: [], retiring: [], note: nil, now: shop.now)
        #expect(try shop.ledger.restores() == [record, second])
    }

    /// What is missing, what is to be retired, and the code of the refusal.
    struct Refusal: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let missing: @Sendable () throws -> [MissingDocuments]
        var retiring: [Int64] = []
        var note: String?
        var secondsLater: Int64 = 0
        let code: String
    }

    static let refusals = [
        Refusal(
            testDescription: "no name", missing: { [try gap("")] }, code: "record-unfit"),
        Refusal(
            testDescription: "a lost document outside the counters",
            missing: { [try gap("Riyadh-1", lost: [6: "INV-6"])] }, retiring: [1],
            code: "record-unfit"),
        Refusal(
            testDescription: "epoch 0", missing: { [try gap("Riyadh-1", epoch: 0)] },
            retiring: [1], code: "record-unfit"),
        Refusal(
            testDescription: "the last counter before the first",
            missing: { [try gap("Riyadh-1", 5, 3)] }, retiring: [1], code: "record-unfit"),
        Refusal(
            testDescription: "a note of 1,001 characters", missing: { [] },
            note: String(repeating: "ن", count: 1_001), code: "record-unfit"),
        Refusal(
            testDescription: "a clock behind", missing: { [] }, secondsLater: -1,
            code: "clock-behind"),
        Refusal(
            testDescription: "a certificate that is not there", missing: { [] }, retiring: [99],
            code: "unknown-certificate"),
        Refusal(
            testDescription: "a certificate named twice", missing: { [] }, retiring: [1, 1],
            code: "record-unfit"),
        Refusal(
            testDescription: "a certificate that has ended", missing: { [] }, retiring: [3],
            code: "record-unfit"),
        Refusal(
            testDescription: "the certificate would repeat counters",
            missing: { [try gap("Riyadh-1")] }, code: "restore-would-repeat"),
        Refusal(
            testDescription: "another unit's is retired instead",
            missing: { [try gap("Riyadh-1"), try gap("Jeddah-1", 1, 1)] }, retiring: [1],
            code: "restore-would-repeat"),
    ]

    @Test("one that would lose track is refused, and nothing is stored", arguments: refusals)
    func refuse(_ refusal: Refusal) throws {
        let key = Secp256k1PrivateKey.generate()
        let ended = try shop.complianceCSID(key: key)
        try #require(ended == 3)
        let record = try #require(try shop.ledger.certificates().last)
        try shop.ledger.endCertificate(
            record, by: .revoked, effectiveAt: shop.now, note: nil, now: shop.now)
        let before = try sqlite(shop.path, ".dump").output
        let now = Instant(secondsSince1970: shop.now.secondsSince1970 + refusal.secondsLater)
        let found = code {
            try shop.ledger.recordRestore(
                missing: try refusal.missing(), retiring: refusal.retiring, note: refusal.note,
                now: now)
        }
        #expect(found == refusal.code)
        #expect(try sqlite(shop.path, ".dump").output == before)
    }
}
