import Cryptography
import EGS
import Encoding
import Glibc
import Invoicing
import KeyStore
import Ledger
import Synchronization
import TestCA
import Testing

@testable import Sijil

/// A ledger with one unit that may stamp, under a clock that the test moves.
final class Stand: Sendable {
    let folder: String
    let clock = Clock()
    let passphrase: SecretBytes
    var path: String { folder + "/shop.sijil" }

    final class Clock: Sendable {
        private let seconds = Mutex<Int64>(1_772_400_000)

        var now: Instant { Instant(secondsSince1970: seconds.withLock { $0 }) }
        func move(_ by: Int64) { seconds.withLock { $0 += by } }
    }

    /// Making keys is slow, so it is done once and the files are copied into a key folder of each
    /// stand's own.
    private static let template: Result<Stand, any Error> = Result {
        atexit { Stand.removeTemplate() }
        return try Stand(isFresh: true)
    }

    private static func removeTemplate() {
        if case .success(let stand) = template { remove(stand.folder) }
    }

    /// - Parameters:
    ///   - isFresh: A ledger of its own; the others are copies of one, and have its UUID.
    ///   - endpoint: Of a fresh one; without it nothing is sent.
    init(isFresh: Bool = false, endpoint: String? = nil) throws {
        folder = "/tmp/sijil-stand-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        try Files.makeFolder(folder)
        var secret = Array("a passphrase for tests".utf8)
        passphrase = SecretBytes(taking: &secret)
        guard isFresh else {
            try copyTemplate()
            return
        }
        let seller = try Setup.readSeller(Array(Self.seller.utf8), path: "seller")
        _ = try Setup.initialise(
            path, seller: seller, environment: .emulator, endpoint: endpoint,
            passphrase: passphrase,
            surroundings: surroundings)
        try certify()
    }

    private func copyTemplate() throws {
        let template = try Self.template.get()
        try copy(template.path, path)
        _ = try KeyStore.create(
            directory: path + ".keys", ledger: try Ledger(opening: path).header.uuid)
        for name in try Files.names(in: template.path + ".keys") where name != "place" {
            try copy("\(template.path).keys/\(name)", "\(path).keys/\(name)")
        }
    }

    private func copy(_ from: String, _ to: String) throws {
        try Files.writeNew(Files.read(from, limitBytes: 1 << 24), to: to)
        chmod(to, 0o600)
    }

    /// Gets a unit a certificate with a fresh key: a new epoch begins.
    func certify(_ unit: String? = nil, passphrase other: SecretBytes? = nil) throws {
        let workplace = try workplace()
        let seller = try workplace.sellerProfile()
        let row = try workplace.unit(named: unit)
        let key = Secp256k1PrivateKey.generate()
        let request = try CertificateSigningRequest.make(
            profile: EGSUnitProfile(
                name: row.name, serial: row.serial, branch: row.branch, documents: row.documents,
                location: row.location, industry: row.industry),
            vat: seller.vat, organization: seller.organization, environment: .emulator, key: key)
        let begin = Instant(secondsSince1970: clock.now.secondsSince1970 - 86_400)
        let end = Instant(secondsSince1970: clock.now.secondsSince1970 + 30 * 86_400)
        let authority = TestAuthority.generate(notBefore: begin, notAfter: end)
        let der = try authority.issue(csrDER: request.der, notBefore: begin, notAfter: end)
        for name in ["key.der", "certificate.der"] { unlink("\(folder)/\(name)") }
        try Files.writeNew(key.pkcs8().withBytes { Array($0) }, to: folder + "/key.der")
        try Files.writeNew(der, to: folder + "/certificate.der")
        _ = try workplace.installCertificate(
            keyPath: folder + "/key.der", certificatePath: folder + "/certificate.der",
            secretPath: nil, unit: unit, passphrase: other ?? passphrase)
    }

    deinit { Self.remove(folder) }

    /// Removes a folder with all that is in it.
    static func remove(_ path: String) {
        for name in (try? Files.names(in: path)) ?? [] {
            let inner = "\(path)/\(name)"
            if unlink(inner) != 0 { remove(inner) }
        }
        rmdir(path)
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

    func addUnit(_ name: String) throws {
        let text = """
            {"common_name":"\(name)","branch":"فرع","documents":"0100","location":"JJJJ1111",\
            "industry":"Retail"}
            """
        let workplace = try workplace()
        let unit = try workplace.readUnit(Array(text.utf8), path: "unit")
        _ = try workplace.addUnit(unit) { passphrase }
    }

    /// A copy of the ledger in the stand's folder.
    @discardableResult
    func backup(_ name: String) throws -> String {
        let path = "\(folder)/\(name)"
        _ = try workplace().backup(to: path)
        return path
    }

    func keys() throws -> KeyStore { try KeyStore.open(directory: path + ".keys") }

    /// Issues one draft a number, as JSON Lines.
    @discardableResult
    func issue(
        _ numbers: String..., note: String = "", unit: String? = nil,
        passphrase other: SecretBytes? = nil
    ) throws -> [IssueResult] {
        let text = numbers.map { Self.draft($0, note: note) + "\n" }.joined()
        return try issue(text: text, unit: unit, passphrase: other)
    }

    func issue(
        text: String, unit: String? = nil, passphrase other: SecretBytes? = nil
    ) throws -> [IssueResult] {
        let drafts = folder + "/drafts"
        unlink(drafts)
        try Files.writeNew(Array(text.utf8), to: drafts)
        var results: [IssueResult] = []
        try Issuing(
            workplace(), passphrase: other ?? passphrase, unit: unit, isAtomic: false, from: drafts
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
