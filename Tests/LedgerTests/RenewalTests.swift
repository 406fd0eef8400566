import Cryptography
import Invoicing
import Ledger
import Testing

@Suite("a renewal of which nobody knows what came")
struct RenewalTests {
    let shop: Shop
    let key = Secp256k1PrivateKey.generate()

    init() throws {
        shop = try Shop()
        try shop.ledger.recordKey(spki: key.publicKey.spkiDER, unit: "Riyadh-1", now: shop.now)
    }

    private func unsettled() throws -> UnsettledRenewal? {
        try shop.ledger.unsettledRenewal(unit: "Riyadh-1")
    }

    /// A request with its outcome, which brings nothing; without one, it stays open.
    @discardableResult
    private func attempt(
        _ endpoint: String, _ outcome: String?, certificate: Int64 = 1, document: Int64? = nil
    ) throws -> AttemptRecord {
        let attempt = try shop.begin(
            endpoint, key: document == nil ? key : nil, certificate: certificate,
            document: document)
        guard let outcome else { return attempt }
        return try shop.ledger.settle(attempt.id, with: shop.answer(outcome), now: shop.now)
    }

    /// What came of a renewal, and whether the old certificate may be replaced by it.
    static let outcomes: [(String?, Bool)] = [
        (nil, true), ("unknown", true), ("server-trouble", true),
        // A certificate came that is for another key, or for somebody else.
        ("csid-issued", true),
        ("never-sent", false), ("csid-refused", false), ("unauthorised", false),
        ("too-many-requests", false), ("redirected", false),
    ]

    @Test("it keeps the old certificate from stamping", arguments: outcomes)
    func outcome(_ outcome: String?, isUnsettled: Bool) throws {
        let first = try shop.issue(count: 1)
        try attempt("renewal", outcome)
        let found = try unsettled()
        #expect((found != nil) == isUnsettled)
        if let found {
            #expect(found.since == shop.now)
            #expect(found.isOpen == (outcome == nil))
            let error = LedgerError.renewalUnsettled(found)
            #expect(error.mayRetry == (outcome == nil))
            for (problem, remedy) in [
                (error.problem.en, error.remedy.en), (error.problem.ar, error.remedy.ar),
            ] {
                #expect(problem.contains("Riyadh-1") && problem.contains("\(shop.now)"))
                #expect(remedy.contains("sijil cert renew --unit Riyadh-1 --with-pending"))
            }
        }
        let size = try shop.ledger.documents(limit: 10).count
        #expect(
            code { try shop.issue(count: 1, from: 2) } == (isUnsettled ? "renewal-unsettled" : nil))
        #expect(try shop.ledger.documents(limit: 10).count == size + (isUnsettled ? 0 : 1))
        // What was issued before is answered all the same.
        #expect(try shop.issue([Shop.request("INV-1")]).map(\.word) == ["existing"])
        #expect(first.count == 1)
    }

    /// What came of a document afterwards, and whether that shows the certificate in force.
    static let proofs: [(String?, Bool)] = [
        ("accepted", true), ("accepted-with-warnings", true), ("already-accepted", true),
        ("rejected", false), ("unauthorised", false), ("unknown", false), ("never-sent", false),
        (nil, false),
    ]

    @Test(
        "a document that is accepted afterwards shows the certificate in force", arguments: proofs)
    func proof(_ outcome: String?, isProof: Bool) throws {
        try shop.issue(count: 1)
        try attempt("reporting", "accepted", document: 1)
        try attempt("renewal", "unknown")
        #expect(try unsettled() != nil)
        try attempt("reporting", outcome, document: 1)
        #expect((try unsettled() == nil) == isProof)
        // Whatever was accepted between two renewals says nothing about the second.
        try attempt("renewal", "server-trouble")
        #expect(try unsettled() != nil)
        try attempt("renewal", "csid-refused")
        #expect(try unsettled() != nil)
    }

    @Test("the last step of a renewal through the checks counts, that of an enrolment does not")
    func checks() throws {
        let other = Secp256k1PrivateKey.generate()
        let enrolled = try shop.complianceCSID(key: other)
        try attempt("production-csid", "unknown", certificate: enrolled)
        #expect(try unsettled() == nil)
        let renewal = try shop.begin("renewal", key: key, certificate: 1)
        let settled = try shop.ledger.settle(
            renewal.id, with: shop.answer("csid-needs-compliance", status: 428),
            bringing: shop.given(.compliance, key: key, for: .renewal), now: shop.now)
        let compliance = try #require(settled.answer?.certificateID)
        #expect(try unsettled() == nil)
        try attempt("production-csid", "unknown", certificate: compliance)
        #expect(try unsettled() != nil)
        let last = try shop.begin("production-csid", key: key, certificate: compliance)
        #expect(try unsettled()?.isOpen == true)
        try shop.ledger.settle(
            last.id, with: shop.answer(),
            bringing: shop.given(.production, key: key, for: .renewal),
            now: shop.now)
        #expect(try unsettled() == nil)
    }

    @Test("a new certificate settles it, the end of the old one too, and each unit has its own")
    func ends() throws {
        try attempt("renewal", "unknown")
        let jeddah = Sample.unit("Jeddah-1")
        try shop.ledger.addUnit(jeddah, now: shop.now)
        try shop.enrol(jeddah)
        #expect(try shop.ledger.unsettledRenewal(unit: "Jeddah-1") == nil)
        try shop.issue(count: 1, unit: "Jeddah-1")
        let active = try #require(try shop.ledger.activeCertificate(unit: "Riyadh-1"))
        #expect(try unsettled() != nil)
        try shop.ledger.endCertificate(
            active, by: .retired, effectiveAt: shop.now, note: nil, now: shop.now)
        #expect(try unsettled() == nil)
        try shop.enrol(Sample.unit())
        #expect(try unsettled() == nil)
        try shop.issue(count: 1, from: 2)
    }
}
