import Cryptography
import EGS
import Encoding
import Foundation
import Invoicing
import TestCA
import Testing

/// Folders with a seller, drafts, keys and, where wanted, a ledger that is ready to issue.
enum Shop {
    static let passphrase = "correct horse battery staple"
    static let files = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Transcripts/files").path

    /// Drafts, a seller, a key and its certificate.
    static func bare() throws -> Workbench {
        let bench = try Workbench()
        try bench.must("cp '\(files)'/* .")
        try bench.write(passphrase + "\n", to: "pass")
        try bench.must("chmod 600 pass")
        let key = Secp256k1PrivateKey.generate()
        try bench.write(key.pkcs8().withBytes { Array($0) }, to: "key.der")
        try bench.write(try certificate(key: key), to: "certificate.pem")
        return bench
    }

    /// One ledger is made; the tests work on copies.
    private static let template = Result {
        atexit { Shop.removeTemplate() }
        let bench = try bare()
        let secret = "--passphrase-file pass"
        try bench.must(
            "sijil init shop.sijil --seller seller.json --environment emulator \(secret)")
        try bench.must("sijil cert install --key key.der --cert certificate.pem \(secret)")
        return bench
    }

    private static func removeTemplate() {
        guard case .success(let bench) = template else { return }
        try? FileManager.default.removeItem(atPath: bench.folder)
    }

    /// A ledger that is ready to issue its first document.
    static func ready() throws -> Workbench {
        let template = try Self.template.get()
        let bench = try Workbench()
        try bench.must("cp -a '\(template.folder)'/*.* '\(template.folder)'/pass .")
        try forgetPlace(bench, "shop.sijil.keys")
        return bench
    }

    /// A copied key folder gives out no key, unless it is one from before folders knew their place.
    static func forgetPlace(_ bench: Workbench, _ folder: String) throws {
        try bench.must("rm '\(folder)/place'")
    }

    /// What a certificate of the test authority says, and how it differs from the seller file.
    struct Changes {
        var vat = "399999999900003"
        var serial = "1-Sijil|2-1|3-7f0c4f1e-2f5b-4d0a-9f0e-5c1d2b3a4e5f"
        var documents = "1100"
        var beginsSecondsFromNow: Int64 = -3_600
        var endsSecondsFromNow: Int64 = 5 * 365 * 86_400
    }

    /// A certificate as PEM.
    static func certificate(
        key: Secp256k1PrivateKey, _ changes: Changes = Changes()
    ) throws -> [UInt8] {
        let unit = EGSUnitProfile(
            name: "Riyadh-1", serial: changes.serial, branch: "فرع الرياض",
            documents: changes.documents, location: "RRRD2929", industry: "Retail")
        let request = try CertificateSigningRequest.make(
            profile: unit, vat: try #require(VATNumber(changes.vat)), organization: "Sijil Test",
            environment: .emulator, key: key)
        let now = Int64(Date().timeIntervalSince1970)
        let authority = TestAuthority.generate(
            notBefore: Instant(secondsSince1970: now - 86_400 * 30),
            notAfter: Instant(secondsSince1970: now + 86_400 * 3_650))
        let der = try authority.issue(
            csrDER: request.der,
            notBefore: Instant(secondsSince1970: now + changes.beginsSecondsFromNow),
            notAfter: Instant(secondsSince1970: now + changes.endsSecondsFromNow))
        return PEM.encode(der, label: "CERTIFICATE")
    }
}

extension Outcome {
    /// Each line as JSON.
    func json() throws -> [JSONValue] {
        try lines.map { try JSONReader.read(Array($0.utf8)) }
    }
}

extension JSONValue {
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }
    var names: [String] { if case .object(let members) = self { members.map(\.name) } else { [] } }
}
