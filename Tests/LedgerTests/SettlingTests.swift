import Cryptography
import EGS
import Glibc
import Invoicing
import TestSupport
import Testing

@testable import Ledger

@Suite("settling a request")
struct SettlingTests {
    let shop: Shop
    let key = Secp256k1PrivateKey.generate()

    init() throws { shop = try Shop() }

    private func history(_ id: Int64) throws -> [CertificateRecord.Event] {
        try #require(try shop.ledger.certificates().first { $0.id == id }).history.map(\.event)
    }

    @Test("an enrolment: the compliance certificate works, then makes way for the production one")
    func enrolment() throws {
        try shop.issue(count: 2)
        let compliance = try shop.complianceCSID(key: key)
        #expect(try history(compliance) == [.installed])
        #expect(try shop.ledger.activeCertificate(unit: "Riyadh-1")?.id == 1)
        try shop.addComplianceDocument(certificate: compliance, key: key)
        let attempt = try shop.begin("production-csid", key: key, certificate: compliance)
        let settled = try shop.ledger.settle(
            attempt.id, with: shop.answer(), bringing: try shop.given(.production, key: key),
            now: shop.now)
        let production = try #require(settled.answer?.certificateID)
        #expect(try history(compliance) == [.installed, .superseded])
        #expect(try history(1) == [.installed, .activated, .superseded])
        #expect(try history(production) == [.installed, .activated])
        #expect(try shop.ledger.activeCertificate(unit: "Riyadh-1")?.id == production)
        #expect(try shop.ledger.chainHead(unit: "Riyadh-1")?.epoch == 2)
        #expect(try shop.ledger.documents(limit: 10).count == 2)
    }

    /// What the unit's chain does on renewal, whether checks are asked for anew, and the epoch
    /// after it.
    static let renewals: [(UnitRecord.Renewal, Bool, Int)] = [
        (.restart, false, 2), (.restart, true, 2), (.continue, false, 1), (.continue, true, 1),
    ]

    @Test("a renewal, at once or through the checks", arguments: renewals)
    func renewal(onRenewal: UnitRecord.Renewal, throughChecks: Bool, epoch: Int) throws {
        let shop = try Shop(onRenewal: onRenewal)
        try shop.issue(count: 2)
        try shop.ledger.recordKey(spki: key.publicKey.spkiDER, unit: "Riyadh-1", now: shop.now)
        var attempt = try shop.begin("renewal", key: key, certificate: 1)
        if throughChecks {
            let first = try shop.ledger.settle(
                attempt.id, with: shop.answer("csid-needs-compliance", status: 428),
                bringing: try shop.given(.compliance, key: key, for: .renewal), now: shop.now)
            let compliance = try #require(first.answer?.certificateID)
            #expect(try shop.ledger.activeCertificate(unit: "Riyadh-1")?.id == 1)
            attempt = try shop.begin("production-csid", key: key, certificate: compliance)
        }
        try shop.ledger.settle(
            attempt.id, with: shop.answer(),
            bringing: try shop.given(.production, key: key, for: .renewal), now: shop.now)
        let head = try #require(try shop.ledger.chainHead(unit: "Riyadh-1"))
        #expect(head.epoch == epoch)
        #expect(head.next.icv.rawValue == (epoch == 1 ? 3 : 1))
        let histories = try shop.ledger.certificates().map { $0.history.map(\.event) }
        #expect(histories.first == [.installed, .activated, .superseded])
        #expect(histories.last == [.installed, .activated])
        if throughChecks { #expect(histories[1] == [.installed, .superseded]) }
    }

    @Test("a compliance certificate that was ended before is not ended twice")
    func endedBefore() throws {
        let id = try shop.complianceCSID(key: key)
        let attempt = try shop.begin("production-csid", key: key, certificate: id)
        let record = try #require(try shop.ledger.certificates().first { $0.id == id })
        try shop.ledger.endCertificate(
            record, by: .compromised, effectiveAt: shop.now, note: nil, now: shop.now)
        try shop.ledger.settle(
            attempt.id, with: shop.answer(), bringing: try shop.given(.production, key: key),
            now: shop.now)
        #expect(try history(id) == [.installed, .compromised])
    }

    @Test("the answer is stored once")
    func twice() throws {
        try shop.complianceCSID(key: key)
        let size = try shop.ledger.logSize()
        do {
            try shop.ledger.settle(1, with: shop.answer("unknown"), now: shop.now)
            Issue.record("settled twice")
        } catch {
            guard case .attemptSettled(1, "csid-issued") = error else { throw error }
        }
        #expect(
            code { try shop.ledger.settle(9, with: shop.answer(), now: shop.now) }
                == "unknown-attempt")
        #expect(try shop.ledger.logSize() == size)
    }

    struct Bad: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let change: @Sendable (inout NewAnswer) -> Void

        init(_ testDescription: String, change: @escaping @Sendable (inout NewAnswer) -> Void) {
            self.testDescription = testDescription
            self.change = change
        }
    }

    static let bad = [
        Bad("no outcome") { $0.outcome = "" },
        Bad("an outcome of 41 letters") { $0.outcome = String(repeating: "a", count: 41) },
        Bad("an outcome with a capital") { $0.outcome = "Unknown" },
        Bad("an outcome in Arabic") { $0.outcome = "مجهول" },
        Bad("status 99") { $0.status = 99 },
        Bad("status 1000") { $0.status = 1_000 },
        Bad("a negative count") { $0.bytesSent = -1 },
        Bad("an empty request id") { $0.requestID = "" },
        Bad("a request id of 21 digits") { $0.requestID = String(repeating: "1", count: 21) },
        Bad("a request id with a letter") { $0.requestID = "12a" },
        Bad("a request id in Arabic digits") { $0.requestID = "١٢" },
        Bad("a response of more than 20 MiB") {
            $0.response = [UInt8](repeating: 32, count: 20_971_521)
        },
    ]

    @Test("an answer that does not fit is refused, and the request stays open", arguments: bad)
    func refuse(_ bad: Bad) throws {
        try shop.ledger.recordKey(spki: key.publicKey.spkiDER, unit: "Riyadh-1", now: shop.now)
        let attempt = try shop.begin("compliance-csid", key: key)
        var answer = shop.answer()
        bad.change(&answer)
        #expect(
            code { try shop.ledger.settle(attempt.id, with: answer, now: shop.now) }
                == "record-unfit")
        #expect(try shop.ledger.attempt(id: attempt.id) == attempt)
    }

    @Test("a refused certificate leaves nothing behind; the answer goes in without it")
    func refusedCertificate() throws {
        let compliance = try shop.complianceCSID(key: key)
        let attempt = try shop.begin("production-csid", key: key, certificate: compliance)
        let before = try sqlite(shop.path, ".dump").output
        let good = try shop.given(.production, key: key)
        var unreadable = good
        unreadable.der.removeLast()
        var known = good
        known.der = try #require(try shop.ledger.certificates().first { $0.id == compliance }).der
        var foreign = good
        foreign.der = try shop.certificate(for: Sample.unit(), key: key, vat: "310000000000003")
        var ofTests = good
        ofTests.class = .compliance
        let cases: [(String, NewCertificate)] = [
            ("certificate-unreadable", unreadable),
            ("certificate-of-other-key", try shop.given(.production, key: .generate())),
            ("certificate-of-other-taxpayer", foreign),
            ("certificate-taken", known),
            ("certificate-unasked", ofTests),
        ]
        for (expected, given) in cases {
            let found = code {
                try shop.ledger.settle(
                    attempt.id, with: shop.answer(), bringing: given, now: shop.now)
            }
            #expect(found == expected)
            #expect(try sqlite(shop.path, ".dump").output == before)
        }
        let settled = try shop.ledger.settle(attempt.id, with: shop.answer(), now: shop.now)
        #expect(settled.answer?.certificateID == nil)
    }

    @Test(
        "only a request for a certificate brings one, and the one that it asked for",
        arguments: [
            ("compliance-csid", CertificateClass.production), ("compliance-check", .compliance),
            ("compliance-check", .production), ("production-csid", .compliance),
            ("reporting", .production), ("clearance", .compliance),
        ])
    func unasked(endpoint: String, given: CertificateClass) throws {
        try shop.issue(count: 1)
        let compliance = try shop.complianceCSID(key: key)
        let document = try shop.addComplianceDocument(certificate: compliance, key: key)
        let attempt: AttemptRecord =
            switch endpoint {
            case "compliance-csid": try shop.begin(endpoint, key: key)
            case "compliance-check":
                try shop.begin(endpoint, certificate: compliance, complianceDocument: document.id)
            case "production-csid": try shop.begin(endpoint, key: key, certificate: compliance)
            default: try shop.begin(endpoint, certificate: 1, document: 1)
            }
        let found = code {
            try shop.ledger.settle(
                attempt.id, with: shop.answer(), bringing: try shop.given(given, key: key),
                now: shop.now)
        }
        #expect(found == "certificate-unasked")
        #expect(try shop.ledger.attempt(id: attempt.id).answer == nil)
    }

    @Test("a full disk stores neither answer nor certificate; the next try stores both")
    func fullDisk() throws {
        let compliance = try shop.complianceCSID(key: key)
        let attempt = try shop.begin("production-csid", key: key, certificate: compliance)
        let before = try sqlite(shop.path, ".dump").output
        let given = try shop.given(.production, key: key)
        let answer = shop.answer(response: [UInt8](repeating: 32, count: 100_000))
        try shop.ledger.store.perform { db throws(LedgerError) in
            let pages = try db.first("PRAGMA page_count") { $0.integer(0) } ?? 0
            try db.step("PRAGMA max_page_count = \(pages + 2)")
        }
        let found = code {
            try shop.ledger.settle(attempt.id, with: answer, bringing: given, now: shop.now)
        }
        #expect(found == "disk-full")
        #expect(try sqlite(shop.path, ".dump").output == before)
        try shop.ledger.store.perform { db throws(LedgerError) in
            try db.step("PRAGMA max_page_count = 1000000")
        }
        try shop.ledger.settle(attempt.id, with: answer, bringing: given, now: shop.now)
        #expect(try shop.ledger.chainHead(unit: "Riyadh-1")?.epoch == 2)
    }
}
