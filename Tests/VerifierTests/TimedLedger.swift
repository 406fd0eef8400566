import Cryptography
import EGS
import Encoding
import Invoicing
import Ledger
import MerkleLog
import Signer
import TestCA
import TestSupport
import Testing
import UBL
import Verifier

/// A ledger of six documents of one certificate, valid from 2026 to 2030, under an issuing
/// authority under a root; checkpoints were signed after two and four of them.
final class TimedLedger: Sendable {
    static let shared = Result { try TimedLedger() }
    /// The same, where the firm recorded that the key was known to others from 2027 on.
    static let confessed = Result { try TimedLedger(compromisedAt: "2027-01-01T00:00:00Z") }

    let bytes: [UInt8]
    let log: NoteKey
    let checkpoints: [SignedCheckpoint]
    let witnessKey = Ed25519PrivateKey.generate()
    /// The unit's certificate.
    let leaf: Certificate
    let serial: [UInt8]
    let issuing: TestAuthority
    let root: TestAuthority
    /// Of the root itself, and of the issuing authority as the root made it.
    let rootDER: [UInt8]
    let issuingDER: [UInt8]
    let issuingSerial = TestAuthority.newSerial()
    /// Buyers' copies: XML by row, from 1.
    let documents: [[UInt8]]

    private init(compromisedAt: String? = nil) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("made.sijil")
        let maker = try LedgerMaker(path: path, units: [SampleLedger.riyadh])
        let origin = try #require(KeyName(maker.ledger.header.origin))
        log = NoteKey(name: origin, kind: .log, publicKey: maker.logKey.publicKey)
        try maker.enrol(SampleLedger.riyadh, key: .generate(), for: .enrolment)
        var checkpoints: [SignedCheckpoint] = []
        for _ in 0..<3 {
            try maker.issue(2, unit: SampleLedger.riyadh)
            let tree = try #require(try maker.ledger.logTree())
            checkpoints.append(
                SignedCheckpoint(
                    Checkpoint(origin: origin, size: tree.size, root: tree.root()),
                    by: maker.logKey))
        }
        if let compromisedAt {
            let record = try #require(
                try maker.ledger.activeCertificate(unit: SampleLedger.riyadh))
            let since: Instant = try #require(Instant(compromisedAt))
            try maker.ledger.endCertificate(
                record, by: .compromised, effectiveAt: since, note: nil, now: maker.now)
        }
        self.checkpoints = Array(checkpoints.dropLast())
        documents = (maker.unreported[SampleLedger.riyadh] ?? []).map(\.sealed.xml)
        leaf = try #require(maker.signers[SampleLedger.riyadh]?.first).certificate.certificate
        serial = try Self.serialBytes(leaf)
        issuing = maker.authority
        root = TestAuthority(
            key: .generate(), role: .root, notBefore: Self.time("2025-01-01"),
            notAfter: Self.time("2046-01-01"))
        rootDER = root.certificateDER
        issuingDER = root.certify(
            issuing, notBefore: Self.time("2025-06-01"), notAfter: Self.time("2040-01-01"),
            serial: issuingSerial)
        bytes = try File.read(path)
    }

    static func time(_ day: String) -> Instant {
        let date = CivilDate(day)
        return Instant(secondsSince1970: Int64(date?.daysSince1970 ?? 0) * 86_400)
    }

    /// The serial number as another program reads it.
    private static func serialBytes(_ certificate: Certificate) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        try File.write(certificate.der, to: folder.file("der"))
        let text = try shell(
            "openssl x509 -inform DER -in '\(folder.file("der"))' -noout -serial"
        ).output
        let hex = text.split(separator: "=").last.map { $0.filter { !$0.isWhitespace } }
        return try #require(Hex.decode(hex ?? ""))
    }

    // MARK: - What an auditor holds

    var witness: NoteKey {
        get throws {
            NoteKey(
                name: try #require(KeyName("auditor.example/2026")), kind: .witness,
                publicKey: witnessKey.publicKey)
        }
    }

    var policy: TrustPolicy {
        get throws {
            let text = "log \(log.text)\nwitness auditor \(try witness.text)\nquorum auditor\n"
            return try TrustPolicy.read(Array(text.utf8))
        }
    }

    /// The checkpoint after so many documents, cosigned on a day.
    func anchor(_ documents: Int, on day: String) throws -> Anchor {
        let checkpoint = checkpoints[documents / 2 - 1]
        let cosigned = checkpoint.adding(
            .witness(
                checkpoint.checkpoint.text, at: Self.time(day).secondsSince1970,
                name: try witness.name, by: witnessKey))
        return Anchor(name: "\(documents).checkpoint", checkpoint: cosigned)
    }
}
