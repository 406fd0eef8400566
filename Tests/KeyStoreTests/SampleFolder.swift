import Cryptography
import Encoding
import Foundation
import Testing

@testable import KeyStore

/// A key folder with one file of each kind, cheap to open.
struct SampleFolder {
    static let old = KeyStoreTests.secret("the old passphrase")
    static let new = KeyStoreTests.secret("عبارة المرور الجديدة")
    static let answer = KeyStoreTests.secret("{\"secret\":\"Xlj15LyM+answer\"}")
    static let apiSecret = KeyStoreTests.secret("Xlj15LyMCgSC66ObnEO/qVPfhSbs3kDTjWnGheYhfSs=")

    let path: String
    let key = Secp256k1PrivateKey.generate()
    let logKey = Ed25519PrivateKey.generate()

    /// - Parameter iterations: Few, so that hundreds can be opened.
    init(_ path: String, iterations: Int = 2) throws {
        self.path = path
        let store = try KeyStore.create(
            directory: path, ledger: KeyStoreTests.ledger, iterations: iterations)
        try store.storeLogKey(logKey, passphrase: Self.old)
        try store.store(key: key, passphrase: Self.old)
        try store.storeSecret(Self.apiSecret, id: "PCSID-1", passphrase: Self.old)
        try store.storePending(Self.answer, attempt: 7, passphrase: Self.old)
    }

    static func open(_ path: String) throws -> KeyStore {
        try KeyStore.open(directory: path, ledger: KeyStoreTests.ledger, iterations: 2)
    }

    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
    }

    /// Each sealed file and each checksum.
    func sealedBytes() throws -> [String: [UInt8]] {
        let names = try names().filter { $0.hasSuffix(".p8") || $0.hasSuffix(".cms") }
        #expect(names.count == 4)
        var all: [String: [UInt8]] = [:]
        for name in names.flatMap({ [$0, $0 + ".sha256"] }) { all[name] = try bytes(name) }
        return all
    }

    enum State { case old, new }

    /// Which passphrase opens the folder, after it was opened once; all files open with the same
    /// one and hold what they held, and nothing of a change is left.
    func state(after what: String) throws -> State {
        try requireNothingPlain(what)
        let store = try Self.open(path)
        let left = try names().filter {
            $0.hasSuffix(".next") || $0 == "change" || $0.hasPrefix(".new-")
        }
        #expect(left == [], "\(what)")
        try requireNothingPlain(what)
        let isNew = (try? store.logKey(passphrase: Self.new)) != nil
        let (right, wrong) = isNew ? (Self.new, Self.old) : (Self.old, Self.new)
        try requireContents(store, right, what)
        for open in Self.openers(store, key.publicKey.spkiDER, wrong) {
            let error = #expect(throws: KeyStoreError.self, "\(what)") { try open() }
            #expect(error?.code == "wrong-passphrase", "\(what)")
        }
        return isNew ? .new : .old
    }

    func requireContents(_ store: KeyStore, _ passphrase: SecretBytes, _ what: String) throws {
        let spki = key.publicKey.spkiDER
        #expect(try store.key(spki: spki, passphrase: passphrase).publicKey.spkiDER == spki)
        #expect(try store.logKey(passphrase: passphrase).publicKey == logKey.publicKey, "\(what)")
        let secret = try store.secret("PCSID-1", passphrase: passphrase)
        #expect(secret.withBytes { Array($0) } == Self.apiSecret.withBytes { Array($0) })
        let kept = try #require(try store.pending(attempt: 7, passphrase: passphrase))
        #expect(kept.withBytes { Array($0) } == Self.answer.withBytes { Array($0) }, "\(what)")
    }

    private static func openers(
        _ store: KeyStore, _ spki: [UInt8], _ passphrase: SecretBytes
    ) -> [() throws -> Void] {
        [
            { _ = try store.key(spki: spki, passphrase: passphrase) },
            { _ = try store.logKey(passphrase: passphrase) },
            { _ = try store.secret("PCSID-1", passphrase: passphrase) },
            { _ = try store.pending(attempt: 7, passphrase: passphrase) },
        ]
    }

    /// No file holds a passphrase, an API secret or the secret part of a key, as bytes, as
    /// hexadecimal or as base64.
    func requireNothingPlain(_ what: String) throws {
        var secrets = [Self.old, Self.new, Self.answer, Self.apiSecret].map { secret in
            secret.withBytes { Array($0) }
        }
        // PKCS#8 holds the 32 bytes of the key after the octet string's tag and length.
        for der in [key.pkcs8(), logKey.pkcs8()] {
            let bytes = der.withBytes { Array($0) }
            let start = try #require(
                bytes.indices.dropLast(34).first { bytes[$0] == 4 && bytes[$0 + 1] == 32 }
                    ?? bytes.indices.dropLast(33).last { bytes[$0] == 4 && bytes[$0 + 1] == 32 })
            secrets.append(Array(bytes[(start + 2)..<(start + 34)]))
        }
        for name in try names() {
            let bytes = Data(try self.bytes(name))
            for secret in secrets {
                // Without the last characters, which depend on what follows.
                let base64 = Array(Base64.encode(secret).utf8.prefix(secret.count * 4 / 3 - 2))
                for form in [secret, Hex.encodeToBytes(secret), base64] {
                    #expect(bytes.range(of: Data(form)) == nil, "\(name) \(what)")
                }
            }
        }
    }
}
