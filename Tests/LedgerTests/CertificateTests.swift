import Cryptography
import EGS
import Invoicing
import Ledger
import Signer
import TestCA
import TestSupport
import Testing

@Suite("certificates and epochs")
struct CertificateTests {
    @Test("the first one is installed, activated, and begins epoch 1")
    func first() throws {
        let shop = try Shop()
        let active = try #require(try shop.ledger.activeCertificate(unit: "Riyadh-1"))
        #expect(active.isActive)
        #expect(active.unit == "Riyadh-1")
        #expect(active.class == .production)
        #expect(active.der == shop.signers["Riyadh-1"]?.certificate.certificate.der)
        #expect(active.history.map(\.event) == [.installed, .activated])
        #expect(active.history.map(\.note) == ["production", nil])
        let head = try #require(try shop.ledger.chainHead(unit: "Riyadh-1"))
        #expect(head.epoch == 1)
        #expect(head.icv == nil)
        #expect(head.next == ChainPosition(icv: .first, pih: .initial))
    }

    /// What the unit's chain does on renewal, the occasion, and the epoch and counter of the next
    /// document.
    static let occasions: [(UnitRecord.Renewal, Ledger.Occasion, Int, Int64)] = [
        (.restart, .renewal, 2, 1),
        (.restart, .enrolment, 2, 1),
        (.continue, .renewal, 1, 4),
        (.continue, .enrolment, 2, 1),
    ]

    @Test("a second one supersedes the first; the chain restarts or goes on", arguments: occasions)
    func second(
        renewal: UnitRecord.Renewal, occasion: Ledger.Occasion, epoch: Int, icv: Int64
    ) throws {
        let shop = try Shop(onRenewal: renewal)
        let old = try shop.issue(count: 3)
        let unit = try shop.ledger.unit(named: "Riyadh-1")
        try shop.enrol(unit, for: occasion)
        let all = try shop.ledger.certificates()
        #expect(all.map(\.isActive) == [false, true])
        #expect(all[0].history.map(\.event) == [.installed, .activated, .superseded])
        let next = try #require(try shop.issue(count: 1, from: 4).first?.record)
        #expect(next.epoch == epoch)
        #expect(next.icv.rawValue == icv)
        let last = old[2].record.hash
        #expect(next.pih == (icv == 1 ? .initial : .hash(last)))
        let named = try sqlite(
            shop.path, "SELECT lower(hex(previous_hash)) FROM chain ORDER BY epoch;")
        let hex = last.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(named.output == (epoch == 2 ? "\n\(hex)\n" : "\n"))
        let heads = try shop.ledger.chainHeads(unit: "Riyadh-1")
        #expect(heads.map(\.epoch) == Array(1...epoch))
        #expect(heads.last?.icv == next.icv)
    }

    @Test("an epoch after an empty one names no hash")
    func afterEmpty() throws {
        let shop = try Shop()
        try shop.enrol(Sample.unit())
        #expect(try shop.ledger.chainHead(unit: "Riyadh-1")?.epoch == 2)
        let named = try sqlite(shop.path, "SELECT count(previous_hash) FROM chain;")
        #expect(named.output == "0\n")
    }

    @Test("a renewed certificate over the same key adds no key")
    func sameKey() throws {
        let shop = try Shop()
        let key = Secp256k1PrivateKey.generate()
        try shop.enrol(Sample.unit(), key: key)
        try shop.enrol(Sample.unit(), key: key, for: .renewal)
        #expect(try sqlite(shop.path, "SELECT count(*) FROM signing_key;").output == "2\n")
        #expect(try shop.ledger.certificates().count == 3)
    }

    @Test("a compliance certificate is kept, but neither activated nor given a chain")
    func compliance() throws {
        let shop = try Shop()
        let key = Secp256k1PrivateKey.generate()
        let stored = try shop.ledger.installCertificate(
            der: shop.certificate(for: Sample.unit(), key: key), class: .compliance,
            unit: "Riyadh-1", spki: key.publicKey.spkiDER, for: .enrolment, effectiveAt: shop.now,
            now: shop.now)
        #expect(stored.history.map(\.event) == [.installed])
        #expect(!stored.isActive)
        #expect(try shop.ledger.chainHead(unit: "Riyadh-1")?.epoch == 1)
        #expect(try shop.ledger.activeCertificate(unit: "Riyadh-1")?.id == 1)
    }

    @Test(
        "each ending event ends it",
        arguments: [
            CertificateRecord.Event.superseded, .revoked, .compromised, .retired,
        ])
    func ended(event: CertificateRecord.Event) throws {
        let shop = try Shop()
        let active = try #require(try shop.ledger.activeCertificate(unit: "Riyadh-1"))
        try shop.ledger.endCertificate(
            active, by: event, effectiveAt: Sample.now, note: "lost", now: shop.now)
        let after = try #require(try shop.ledger.certificates().first)
        #expect(!after.isActive)
        #expect(after.history.last?.note == "lost")
        #expect(code { try shop.issue(count: 1) } == "no-active-certificate")
    }

    @Test("what does not belong here is refused, and nothing is stored")
    func refusals() throws {
        let shop = try Shop()
        let key = Secp256k1PrivateKey.generate()
        let other = Secp256k1PrivateKey.generate()
        try shop.ledger.addUnit(Sample.unit("Jeddah-1"), now: shop.now)
        let good = try shop.certificate(for: Sample.unit(), key: key)
        let foreign = try shop.certificate(
            for: Sample.unit(), key: key, vat: "310000000000003")
        try shop.enrol(Sample.unit("Jeddah-1"), key: other)
        let of = try shop.certificate(for: Sample.unit(), key: other)
        let size = try shop.ledger.logSize()
        let cases: [(String, [UInt8], Secp256k1PrivateKey, String, Int64)] = [
            ("certificate-unreadable", [0x30, 0x00], key, "Riyadh-1", 0),
            ("certificate-unreadable", good + [0], key, "Riyadh-1", 0),
            ("certificate-of-other-key", good, other, "Riyadh-1", 0),
            ("certificate-of-other-taxpayer", foreign, key, "Riyadh-1", 0),
            ("unknown-unit", good, key, "Dammam-1", 0),
            ("clock-behind", good, key, "Riyadh-1", -1),
            ("key-of-other-unit", of, other, "Riyadh-1", 0),
        ]
        for (expected, der, key, unit, seconds) in cases {
            let now = Instant(secondsSince1970: shop.now.secondsSince1970 + seconds)
            let found = code {
                try shop.ledger.installCertificate(
                    der: der, class: .production, unit: unit, spki: key.publicKey.spkiDER,
                    for: .enrolment, effectiveAt: now, now: now)
            }
            #expect(found == expected)
        }
        #expect(try shop.ledger.logSize() == size)
        let installed = try #require(try shop.ledger.certificates().first)
        let twice = code {
            try shop.ledger.installCertificate(
                der: installed.der, class: .production, unit: "Riyadh-1",
                spki: try StampingCertificate(der: installed.der).certificate.spkiDER,
                for: .renewal, effectiveAt: shop.now, now: shop.now)
        }
        #expect(twice == "certificate-taken")
    }

    @Test("a production ledger takes no certificate of the test authority")
    func production() throws {
        let shop = try Shop()
        let folder = try TemporaryFolder()
        let ledger = try Ledger.create(
            at: folder.file("real.sijil"), header: Sample.header(environment: .production),
            unit: Sample.unit(), now: Sample.now)
        let key = Secp256k1PrivateKey.generate()
        let der = try shop.certificate(for: Sample.unit(), key: key)
        let found = code {
            try ledger.installCertificate(
                der: der, class: .production, unit: "Riyadh-1", spki: key.publicKey.spkiDER,
                for: .enrolment, effectiveAt: Sample.now, now: Sample.now)
        }
        #expect(found == "certificate-not-for-production")
    }
}
