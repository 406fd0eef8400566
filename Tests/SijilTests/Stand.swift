import Cryptography
import EGS
import Encoding
import Glibc
import Invoicing
import KeyStore
import Synchronization
import TestCA
import Testing

@testable import Sijil

/// A ledger with one unit that may stamp, under a clock that the test moves.
final class Stand {
    let folder: String
    let clock = Clock()
    let passphrase: SecretBytes
    var path: String { folder + "/shop.sijil" }

    final class Clock: Sendable {
        private let seconds = Mutex<Int64>(1_772_400_000)

        var now: Instant { Instant(secondsSince1970: seconds.withLock { $0 }) }
        func move(_ by: Int64) { seconds.withLock { $0 += by } }
    }

    init() throws {
        folder = "/tmp/sijil-stand-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        try Files.makeFolder(folder)
        var secret = Array("a passphrase for tests".utf8)
        passphrase = SecretBytes(taking: &secret)
        let seller = try Setup.readSeller(Array(Self.seller.utf8), path: "seller")
        _ = try Setup.initialise(
            path, seller: seller, environment: .emulator, endpoint: nil, passphrase: passphrase,
            surroundings: surroundings)
        let key = Secp256k1PrivateKey.generate()
        let request = try CertificateSigningRequest.make(
            profile: seller.unit, vat: seller.vat, organization: seller.organization,
            environment: .emulator, key: key)
        let begin = Instant(secondsSince1970: clock.now.secondsSince1970 - 86_400)
        let end = Instant(secondsSince1970: clock.now.secondsSince1970 + 30 * 86_400)
        let authority = TestAuthority.generate(notBefore: begin, notAfter: end)
        let der = try authority.issue(csrDER: request.der, notBefore: begin, notAfter: end)
        try Files.writeNew(key.pkcs8().withBytes { Array($0) }, to: folder + "/key.der")
        try Files.writeNew(der, to: folder + "/certificate.der")
        _ = try workplace().installCertificate(
            keyPath: folder + "/key.der", certificatePath: folder + "/certificate.der",
            secretPath: nil, unit: nil, passphrase: passphrase)
    }

    deinit {
        for sub in ["shop.sijil.keys", "out", ""] {
            let place = "\(folder)/\(sub)"
            for name in (try? Files.names(in: place)) ?? [] { unlink("\(place)/\(name)") }
            rmdir(place)
        }
    }

    var surroundings: Surroundings {
        let clock = clock
        return Surroundings(
            now: { clock.now },
            newUUID: { DocumentUUID(random: SecureRandom.bytes(16)) }, pause: { _ in })
    }

    func workplace() throws -> Workplace {
        try Workplace(opening: path, surroundings: surroundings)
    }

    func keys() throws -> KeyStore { try KeyStore.open(directory: path + ".keys") }

    /// Issues one draft a number, as JSON Lines.
    @discardableResult
    func issue(_ numbers: String..., note: String = "") throws -> [IssueResult] {
        let drafts = folder + "/drafts"
        unlink(drafts)
        try Files.writeNew(
            numbers.flatMap { Array((Self.draft($0, note: note) + "\n").utf8) }, to: drafts)
        var results: [IssueResult] = []
        try Issuing(
            workplace(), passphrase: passphrase, unit: nil, isAtomic: false, from: drafts
        ).run { results += $0 }
        return results
    }

    static func draft(_ number: String, note: String) -> String {
        let note = note.isEmpty ? "" : "\"note\":\"\(note)\","
        return """
            {"kind":"simplified","type":"invoice","number":"\(number)",\(note)\
            "issued_at":"2026-03-01T10:15:00","payment_means":"10",\
            "lines":[{"name":"قهوة","quantity":"2","price":"12.50",\
            "vat":{"category":"S","rate":"15"}}]}
            """
    }

    static let seller = """
        {"name":"شركة النخيل للتجارة","vat":"399999999900003",
        "ids":[{"scheme":"CRN","value":"1010010000"}],
        "address":{"street":"طريق الأمير سلطان","building":"2322","district":"المربع",
        "city":"الرياض","postal_code":"23333","country":"SA"},
        "common_name":"Riyadh-1","serial":"1-Sijil|2-1|3-7f0c4f1e-2f5b-4d0a-9f0e-5c1d2b3a4e5f",
        "branch":"فرع الرياض","documents":"1100","location":"RRRD2929","industry":"Retail"}
        """
}
