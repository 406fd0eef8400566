import Cryptography
import Glibc
import Invoicing
import Testing

@testable import Ledger

@Suite("requests to the authority")
struct AttemptTests {
    let shop: Shop
    let key = Secp256k1PrivateKey.generate()

    init() throws {
        shop = try Shop()
        try shop.ledger.recordKey(spki: key.publicKey.spkiDER, unit: "Riyadh-1", now: shop.now)
    }

    @Test("a key is recorded once, and is open until a certificate comes")
    func keys() throws {
        let again = try shop.ledger.recordKey(
            spki: key.publicKey.spkiDER, unit: "Riyadh-1",
            now: Instant(secondsSince1970: shop.now.secondsSince1970 - 100))
        #expect(try shop.ledger.signingKeys(unit: "Riyadh-1").count == 2)
        let open = try #require(try shop.ledger.signingKeys(unit: "Riyadh-1").last)
        #expect(open == again)
        #expect(open.spki == key.publicKey.spkiDER)
        #expect(!open.hasCertificate)
        #expect(open.recordedAt == shop.now)
        try shop.complianceCSID(key: key)
        #expect(
            try shop.ledger.signingKeys(unit: "Riyadh-1").map(\.hasCertificate) == [true, true])
    }

    @Test("a key that is none, or another unit's, is refused")
    func badKeys() throws {
        try shop.ledger.addUnit(Sample.unit("Jeddah-1"), now: shop.now)
        let size = try shop.ledger.logSize()
        let spki = key.publicKey.spkiDER
        let before = Instant(secondsSince1970: shop.now.secondsSince1970 - 1)
        let cases: [(String, [UInt8], String, Instant)] = [
            ("record-unfit", Array(spki.dropLast()), "Riyadh-1", shop.now),
            ("record-unfit", spki.dropLast() + [spki[87] ^ 1], "Riyadh-1", shop.now),
            ("unknown-unit", spki, "Dammam-1", shop.now),
            ("key-of-other-unit", spki, "Jeddah-1", shop.now),
            (
                "clock-behind", Secp256k1PrivateKey.generate().publicKey.spkiDER, "Riyadh-1",
                before
            ),
        ]
        for (expected, spki, unit, now) in cases {
            let found = code { try shop.ledger.recordKey(spki: spki, unit: unit, now: now) }
            #expect(found == expected)
        }
        #expect(try shop.ledger.logSize() == size)
    }

    @Test("a request and its answer come back as they were given, their bytes too")
    func roundTrip() throws {
        shop.now = Instant(secondsSince1970: Sample.now.secondsSince1970 + 60)
        let attempt = try shop.begin("compliance-csid", key: key)
        #expect(attempt.unit == "Riyadh-1")
        #expect(attempt.endpoint == "compliance-csid")
        #expect(attempt.signingKeyID == 2)
        #expect(attempt.certificateID == nil)
        #expect(attempt.profile == 1)
        #expect(attempt.recordedAt == shop.now)
        #expect(attempt.answer == nil)
        #expect(try shop.ledger.lastRecordedAt() == shop.now)
        #expect(try shop.ledger.requestBytes(attempt: attempt.id) == Shop.request)
        #expect(try shop.ledger.responseBytes(attempt: attempt.id) == nil)
        let finished = Instant(secondsSince1970: shop.now.secondsSince1970 + 5)
        let given = NewAnswer(
            outcome: "csid-refused", status: 400, bytesSent: 17, startedAt: shop.now,
            finishedAt: finished, requestID: "12345678901234567890", response: Shop.response)
        let settled = try shop.ledger.settle(attempt.id, with: given, now: finished)
        let answer = try #require(settled.answer)
        #expect(answer.outcome == "csid-refused")
        #expect(answer.status == 400)
        #expect(answer.bytesSent == 17)
        #expect(answer.startedAt == shop.now)
        #expect(answer.finishedAt == finished)
        #expect(answer.requestID == "12345678901234567890")
        #expect(answer.certificateID == nil)
        #expect(answer.recordedAt == finished)
        #expect(try shop.ledger.responseBytes(attempt: attempt.id) == Shop.response)
        #expect(try shop.ledger.attempts(unit: "Riyadh-1") == [settled])
        #expect(try shop.ledger.attempt(id: attempt.id) == settled)
        #expect(try shop.ledger.lastRecordedAt() == finished)
        #expect(code { _ = try shop.ledger.attempt(id: 9) } == "unknown-attempt")
        #expect(code { _ = try shop.ledger.requestBytes(attempt: 9) } == "unknown-attempt")
        #expect(code { _ = try shop.ledger.responseBytes(attempt: 9) } == "unknown-attempt")
    }

    /// What is wrong with a request, the change that makes it so, and the code of the refusal.
    struct Bad: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let code: String
        let change: @Sendable (inout NewAttempt) throws -> Void

        init(
            _ testDescription: String, code: String = "record-unfit",
            change: @escaping @Sendable (inout NewAttempt) throws -> Void
        ) {
            self.testDescription = testDescription
            self.code = code
            self.change = change
        }
    }

    static let bad = [
        Bad("an unknown unit", code: "unknown-unit") { $0.unit = "Dammam-1" },
        Bad("an unknown endpoint") { $0.endpoint = "compliance" },
        Bad("no key where a certificate is asked for") { $0.spki = nil },
        Bad("a key that is not recorded") {
            $0.spki = Secp256k1PrivateKey.generate().publicKey.spkiDER
        },
        Bad("a login before there is one") { $0.certificateID = 1 },
        Bad("no login") { $0.endpoint = "renewal" },
        Bad("a certificate that is not there") {
            $0.endpoint = "renewal"
            $0.certificateID = 99
        },
        Bad("another unit's certificate") {
            $0.endpoint = "renewal"
            $0.certificateID = 2
        },
        Bad("a key at a check") {
            $0.endpoint = "compliance-check"
            $0.certificateID = 1
            $0.complianceDocumentID = 1
        },
        Bad("no document at a check") {
            $0.endpoint = "compliance-check"
            $0.certificateID = 1
            $0.spki = nil
        },
        Bad("a compliance document that is not there") {
            $0.endpoint = "compliance-check"
            $0.certificateID = 1
            $0.spki = nil
            $0.complianceDocumentID = 99
        },
        Bad("a document where none is sent") { $0.documentID = 1 },
        Bad("no document to report") {
            $0.endpoint = "reporting"
            $0.certificateID = 1
            $0.spki = nil
        },
        Bad("another unit's document") {
            $0.endpoint = "clearance"
            $0.certificateID = 1
            $0.spki = nil
            $0.documentID = 1
        },
        Bad("profile 0") { $0.profile = 0 },
        Bad("an empty request") { $0.request = [] },
        Bad("a request of more than 20 MiB") {
            $0.request = [UInt8](repeating: 32, count: 20_971_521)
        },
    ]

    @Test("one that does not fit is refused, and nothing is stored", arguments: bad)
    func refuse(_ bad: Bad) throws {
        try shop.ledger.addUnit(Sample.unit("Jeddah-1"), now: shop.now)
        try shop.enrol(Sample.unit("Jeddah-1"))
        try shop.issue(count: 1, unit: "Jeddah-1")
        let size = try shop.ledger.logSize()
        var attempt = NewAttempt(
            unit: "Riyadh-1", endpoint: "compliance-csid", spki: key.publicKey.spkiDER, profile: 1,
            request: Shop.request)
        try bad.change(&attempt)
        #expect(code { _ = try shop.ledger.beginAttempt(attempt, now: shop.now) } == bad.code)
        #expect(try shop.ledger.logSize() == size)
        #expect(try shop.ledger.attempts(unit: "Riyadh-1") == [])
    }

    @Test("the sandbox gives a production certificate without a login")
    func sandbox() throws {
        let attempt = try shop.begin("production-csid", key: key)
        let settled = try shop.ledger.settle(
            attempt.id, with: shop.answer(), bringing: try shop.given(.production, key: key),
            now: shop.now)
        #expect(settled.certificateID == nil)
        #expect(try shop.ledger.activeCertificate(unit: "Riyadh-1")?.id == 2)
    }

    @Test("an answer that a crash cut off says that nobody knows what left")
    func cutOff() throws {
        let attempt = try shop.begin("compliance-csid", key: key)
        let unknown = NewAnswer(
            outcome: "unknown", status: nil, bytesSent: nil, startedAt: shop.now,
            finishedAt: shop.now, response: nil)
        let answer = try shop.ledger.settle(attempt.id, with: unknown, now: shop.now).answer
        #expect(answer?.bytesSent == nil)
        #expect(answer?.status == nil)
        #expect(try shop.ledger.responseBytes(attempt: attempt.id) == nil)
    }

    @Test("a clock that was set back begins nothing, and loses no answer that came")
    func clock() throws {
        let attempt = try shop.begin("compliance-csid", key: key)
        let newest = shop.now
        shop.now = Instant(secondsSince1970: newest.secondsSince1970 - 3)
        #expect(code { try shop.begin("compliance-csid", key: key) } == "clock-behind")
        let settled = try shop.ledger.settle(
            attempt.id, with: shop.answer(), bringing: try shop.given(.compliance, key: key),
            now: shop.now)
        #expect(settled.answer?.recordedAt == newest)
        // Neither its certificate nor what it is used for comes before the newest record.
        let certificates = try shop.ledger.certificates().filter { $0.unit == "Riyadh-1" }
        let events = try #require(certificates.last).history
        #expect(!events.isEmpty)
        #expect(events.allSatisfy { $0.recordedAt == newest && $0.effectiveAt == newest })
    }

    @Test("the clock is asked in the writer's turn, not while it waits for it")
    func clockInTurn() throws {
        let other = try Ledger(opening: shop.path, busyTimeoutSeconds: 0)
        var elsewhere: [String?] = []
        // Whoever else writes now would record a later time than one that was asked before.
        func turn() -> Instant {
            let late = Sample.unit("late")
            elsewhere.append(code { try other.addUnit(late, now: shop.now) })
            return shop.now
        }
        let (ledger, spki) = (shop.ledger, key.publicKey.spkiDER)
        try ledger.addUnit(Sample.unit("second"), now: turn())
        try ledger.recordKey(spki: spki, unit: "Riyadh-1", now: turn())
        let compliance = NewAttempt(
            unit: "Riyadh-1", endpoint: "compliance-csid", spki: spki, profile: 1,
            request: Shop.request)
        let attempt = try ledger.beginAttempt(compliance, now: turn())
        let settled = try ledger.settle(attempt.id, with: shop.answer("unknown"), now: shop.now)
        let answer = try #require(settled.answer)
        try ledger.beginIncident(
            unit: "Riyadh-1", cause: .line, answer: answer.id, began: shop.now, note: nil,
            now: turn())
        let incident = try #require(try ledger.openIncident(unit: "Riyadh-1"))
        try ledger.endIncident(incident, answer: answer.id, ended: shop.now, now: turn())
        let active = try #require(try ledger.activeCertificate(unit: "Riyadh-1"))
        try ledger.endCertificate(active, by: .retired, note: nil, now: turn())
        #expect(elsewhere == Array(repeating: "ledger-busy", count: 6))
        #expect(try ledger.certificates().first?.history.last?.effectiveAt == shop.now)
    }

    /// What begins while a request for a certificate is open, and whether it may.
    static let meanwhile: [(String, String?)] = [
        ("compliance-csid", "attempt-open"), ("renewal", "attempt-open"),
        ("compliance-check", "attempt-open"), ("production-csid", "attempt-open"),
        ("reporting", nil), ("clearance", nil),
    ]

    @Test("one enrolment of a unit at a time; documents go on", arguments: meanwhile)
    func open(endpoint: String, refusal: String?) throws {
        try shop.issue(count: 1)
        let compliance = try shop.complianceCSID(key: key)
        let document = try shop.addComplianceDocument(certificate: compliance, key: key)
        let open = try shop.begin("production-csid", key: key, certificate: compliance)
        func begin() throws {
            switch endpoint {
            case "compliance-csid": try shop.begin(endpoint, key: key)
            case "compliance-check":
                try shop.begin(
                    endpoint, certificate: compliance, complianceDocument: document.id)
            case "reporting", "clearance": try shop.begin(endpoint, certificate: 1, document: 1)
            default: try shop.begin(endpoint, key: key, certificate: 1)
            }
        }
        do {
            try begin()
            #expect(refusal == nil)
        } catch let error as LedgerError {
            #expect(error.code == refusal)
            guard case .attemptOpen(open.id, "Riyadh-1", "production-csid", shop.now) = error else {
                throw error
            }
        }
        // Another unit's enrolment is its own affair.
        let other = Secp256k1PrivateKey.generate()
        try shop.ledger.addUnit(Sample.unit("Jeddah-1"), now: shop.now)
        try shop.complianceCSID(key: other, unit: Sample.unit("Jeddah-1"))
        try shop.ledger.settle(
            open.id, with: shop.answer("unknown", status: nil, response: nil), now: shop.now)
        if refusal != nil { try begin() }
    }

    @Test("an open check of a document does not keep the next one from beginning")
    func openCheck() throws {
        let compliance = try shop.complianceCSID(key: key)
        for step in ["simplified-compliant", "standard-compliant"] {
            let document = try shop.addComplianceDocument(step, certificate: compliance, key: key)
            try shop.begin(
                "compliance-check", certificate: compliance, complianceDocument: document.id)
        }
        #expect(try shop.ledger.attempts(unit: "Riyadh-1").count { $0.answer == nil } == 2)
    }
}
