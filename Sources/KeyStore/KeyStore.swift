public import Cryptography
import Encoding

/// The private keys and API secrets of one ledger, in `LEDGER.keys/` beside it.
///
/// | File | Content |
/// |---|---|
/// | `key-<16 hex>.p8` | a unit's key: PKCS#8 behind the passphrase, named by its SPKI's SHA-256 |
/// | `log.p8` | the Ed25519 key of the ledger's log, likewise |
/// | `secret-<id>.cms` | an API secret: CMS data behind the passphrase |
/// | `<file>.sha256` | `<64 hex>  <file>` and a line end, which `sha256sum -c` reads |
/// | `keys.lock` | empty; locked while a key is stored |
/// | `tip`, `tip.lock` | see ``Tip`` |
///
/// The folder has mode 0700, each file 0600; anything wider is refused. Nothing is ever overwritten
/// but the tip. The SHA-256 is of the encrypted bytes: it tells a damaged file from a wrong
/// passphrase, and nothing about the key.
public final class KeyStore: Sendable {
    public static let minimumPassphraseCharacters = 8

    let folder: KeyFolder
    public var directory: String { folder.path }

    private init(_ folder: KeyFolder) { self.folder = folder }

    /// Makes the folder, which must not be there yet.
    public static func create(directory: String) throws(KeyStoreError) -> KeyStore {
        KeyStore(try KeyFolder.create(directory))
    }

    public static func open(directory: String) throws(KeyStoreError) -> KeyStore {
        KeyStore(try KeyFolder(directory))
    }

    // MARK: Units' keys

    public static func fileName(spki: [UInt8]) -> String {
        "key-\(Hex.encode(Array(SHA256.hash(spki).bytes.prefix(8)))).p8"
    }

    public func hasKey(spki: [UInt8]) -> Bool { folder.exists(Self.fileName(spki: spki)) }

    /// Stores a key durably. A key that is there already is an error, even if it is the same.
    public func store(
        key: Secp256k1PrivateKey, passphrase: SecretBytes
    ) throws(KeyStoreError) {
        let name = Self.fileName(spki: key.publicKey.spkiDER)
        try store(name, passphrase) {
            EncryptedPKCS8.seal(key: key.pkcs8(), passphrase: passphrase)
        }
    }

    /// Opens the private key that belongs to a public one.
    public func key(
        spki: [UInt8], passphrase: SecretBytes
    ) throws(KeyStoreError) -> Secp256k1PrivateKey {
        let name = Self.fileName(spki: spki)
        let opened = try open(name, passphrase, with: EncryptedPKCS8.open)
        do throws(PrivateKeyError) {
            let key = try Secp256k1PrivateKey.read(pemOrDER: opened)
            guard key.publicKey.spkiDER == spki else {
                throw PrivateKeyError.publicKeyMismatch
            }
            return key
        } catch {
            throw .keyMismatch(path: folder.fullPath(name))
        }
    }

    // MARK: The log's key

    private static let logName = "log.p8"

    public var hasLogKey: Bool { folder.exists(Self.logName) }

    public func storeLogKey(
        _ key: Ed25519PrivateKey, passphrase: SecretBytes
    ) throws(KeyStoreError) {
        try store(Self.logName, passphrase) {
            EncryptedPKCS8.seal(key: key.pkcs8(), passphrase: passphrase)
        }
    }

    public func logKey(passphrase: SecretBytes) throws(KeyStoreError) -> Ed25519PrivateKey {
        let opened = try open(Self.logName, passphrase, with: EncryptedPKCS8.open)
        guard let key = Ed25519PrivateKey.read(pkcs8: opened) else {
            throw .keyMismatch(path: folder.fullPath(Self.logName))
        }
        return key
    }

    // MARK: API secrets

    public func hasSecret(_ id: String) throws(KeyStoreError) -> Bool {
        folder.exists(try secretName(id))
    }

    /// - Parameter id: 1 to 64 ASCII letters, digits or dashes.
    public func storeSecret(
        _ secret: SecretBytes, id: String, passphrase: SecretBytes
    ) throws(KeyStoreError) {
        try store(try secretName(id), passphrase) {
            PasswordCMS.seal(secret, passphrase: passphrase)
        }
    }

    public func secret(_ id: String, passphrase: SecretBytes) throws(KeyStoreError) -> SecretBytes {
        try open(try secretName(id), passphrase, with: PasswordCMS.open)
    }

    private func secretName(_ id: String) throws(KeyStoreError) -> String {
        let isPlain = id.utf8.allSatisfy { character in
            switch character {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isPlain, (1...64).contains(id.utf8.count) else { throw .nameRefused(name: id) }
        return "secret-\(id).cms"
    }

    // MARK: Files

    private func store(
        _ name: String, _ passphrase: SecretBytes, seal: () -> [UInt8]
    ) throws(KeyStoreError) {
        try Passphrase.check(passphrase)
        guard !folder.exists(name) else { throw .exists(path: folder.fullPath(name)) }
        let bytes = seal()
        try folder.locked("keys.lock") { () throws(KeyStoreError) in
            guard !folder.exists(name) else { throw .exists(path: folder.fullPath(name)) }
            // The checksum first: whenever the key is there, so is what it is checked against. One
            // that a crash left behind without its key is replaced.
            let digest = Hex.encode(SHA256.hash(bytes).bytes)
            try folder.replace("\(name).sha256", Array("\(digest)  \(name)\n".utf8))
            try folder.writeNew(name, bytes)
        }
    }

    private func open(
        _ name: String, _ passphrase: SecretBytes,
        with unseal: ([UInt8], SecretBytes) throws(SealedSecretError) -> SecretBytes
    ) throws(KeyStoreError) -> SecretBytes {
        let path = folder.fullPath(name)
        guard let bytes = try folder.read(name) else { throw .keyMissing(path: path) }
        guard let line = try folder.read("\(name).sha256"), line.count == 67 + name.utf8.count,
            let stored = Hex.decode(String(decoding: line[..<64], as: UTF8.self))
        else { throw .checksumMissing(path: path) }
        guard stored == SHA256.hash(bytes).bytes else { throw .fileDamaged(path: path) }
        do throws(SealedSecretError) {
            return try unseal(bytes, passphrase)
        } catch {
            switch error {
            case .cannotDecrypt: throw .wrongPassphrase(path: path)
            case .costTooHigh(let iterations):
                throw .costTooHigh(path: path, iterations: iterations)
            case .unsupported(let algorithm): throw .unsupported(path: path, algorithm: algorithm)
            case .malformed: throw .fileDamaged(path: path)
            }
        }
    }
}
