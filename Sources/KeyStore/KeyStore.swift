public import Cryptography
import Encoding
public import Invoicing

/// The private keys and API secrets of one ledger, in `LEDGER.keys/` beside it.
///
/// | File | Content |
/// |---|---|
/// | `key-<16 hex>.p8` | a unit's key: PKCS#8 behind the passphrase, named by its SPKI's SHA-256 |
/// | `log.p8` | the Ed25519 key of the ledger's log, likewise |
/// | `secret-<id>.cms` | an API secret: CMS data behind the passphrase |
/// | `pending-<attempt>.cms` | an answer that the ledger has not settled yet, likewise |
/// | `<file>.sha256` | `<64 hex>  <file>` and a line end, which `sha256sum -c` reads |
/// | `place` | where the folder was made, written once; see ``checkPlace()`` |
/// | `backup` | see ``BackupNote`` |
/// | `keys.lock` | empty; locked while a file above comes, changes or goes |
/// | `tip`, `tip.lock` | see ``Tip`` |
/// | `line-<16 hex>.lock` | empty; see ``LineLock`` |
/// | `*.next`, `change` | a change of passphrase under way |
/// | `room` | empty space, see ``keepRoom()`` |
/// | `.new-*` | a file being written; what a crash left of one is never read |
///
/// The folder has mode 0700, each file 0600; anything wider is refused. Nothing is ever overwritten
/// but the tip, the backup's note and, all together, the files behind a changed passphrase. One
/// passphrase opens everything. The SHA-256 is of the encrypted bytes: it tells a damaged file from
/// a wrong passphrase, and nothing about the key.
public final class KeyStore: Sendable {
    public static let minimumPassphraseCharacters = 8

    let folder: KeyFolder
    /// The ledger beside the folder, where the caller knows it.
    let ledger: DocumentUUID?
    /// Rounds of key derivation for new files.
    let iterations: Int
    let proven = ProvenFiles()
    public var directory: String { folder.path }

    private init(_ folder: KeyFolder, _ ledger: DocumentUUID?, _ iterations: Int) {
        self.folder = folder
        self.ledger = ledger
        self.iterations = iterations
    }

    /// Makes the folder, which must not be there yet, for the ledger with this UUID.
    public static func create(
        directory: String, ledger uuid: DocumentUUID
    ) throws(KeyStoreError) -> KeyStore {
        try create(
            directory: directory, ledger: uuid, iterations: EncryptedPKCS8.defaultIterations)
    }

    static func create(
        directory: String, ledger uuid: DocumentUUID, iterations: Int
    ) throws(KeyStoreError) -> KeyStore {
        let folder = try KeyFolder.create(directory)
        do throws(KeyStoreError) {
            try folder.writeNew(Place.fileName, try folder.place(ledger: uuid).bytes)
        } catch {
            folder.discard(Place.fileName)
            throw error
        }
        return KeyStore(folder, uuid, iterations)
    }

    /// Opens the folder. A change of passphrase that a crash cut short is finished or undone.
    ///
    /// - Parameter uuid: The ledger beside the folder. Without it the folder is not compared with
    ///   a ledger, and one from before there was a place file gets none.
    public static func open(
        directory: String, ledger uuid: DocumentUUID? = nil
    ) throws(KeyStoreError) -> KeyStore {
        try open(directory: directory, ledger: uuid, iterations: EncryptedPKCS8.defaultIterations)
    }

    static func open(
        directory: String, ledger uuid: DocumentUUID?, iterations: Int
    ) throws(KeyStoreError) -> KeyStore {
        let store = KeyStore(try KeyFolder(directory), uuid, iterations)
        if try store.hasUnfinishedChange() { try store.exclusively {} }
        return store
    }

    // MARK: Units' keys

    public static func fileName(spki: [UInt8]) -> String {
        "key-\(Hex.encode(Array(SHA256.hash(spki).bytes.prefix(8)))).p8"
    }

    public func hasKey(spki: [UInt8]) -> Bool { folder.exists(Self.fileName(spki: spki)) }

    /// The files with units' keys, in the order of their names.
    public func keyFiles() throws(KeyStoreError) -> [String] {
        try folder.names().filter(Self.isUnitKey)
    }

    /// Stores a key durably. A key that is there already is an error, even if it is the same; a
    /// copied folder takes no key, since it would not give it out again.
    public func store(
        key: Secp256k1PrivateKey, passphrase: SecretBytes
    ) throws(KeyStoreError) {
        try checkPlace()
        try store(Self.fileName(spki: key.publicKey.spkiDER), key.pkcs8(), passphrase)
    }

    /// Opens the private key that belongs to a public one.
    ///
    /// - Throws: ``KeyStoreError/keysCopied(directory:sign:)`` in a folder that is a copy.
    public func key(
        spki: [UInt8], passphrase: SecretBytes
    ) throws(KeyStoreError) -> Secp256k1PrivateKey {
        let name = Self.fileName(spki: spki)
        let key = try unitKey(name, passphrase)
        guard key.publicKey.spkiDER == spki else {
            throw .keyMismatch(path: folder.fullPath(name))
        }
        return key
    }

    /// Opens a key by its file, to find the unit of one that a crash left without its row.
    ///
    /// - Parameter name: One of ``keyFiles()``.
    /// - Throws: ``KeyStoreError/keysCopied(directory:sign:)`` in a folder that is a copy.
    public func openKeyFile(
        _ name: String, passphrase: SecretBytes
    ) throws(KeyStoreError) -> Secp256k1PrivateKey {
        guard Self.isUnitKey(name) else { throw .nameRefused(name: name) }
        return try unitKey(name, passphrase)
    }

    private func unitKey(
        _ name: String, _ passphrase: SecretBytes
    ) throws(KeyStoreError) -> Secp256k1PrivateKey {
        try checkPlace()
        let opened = try open(name, passphrase)
        let mismatch = KeyStoreError.keyMismatch(path: folder.fullPath(name))
        let key: Secp256k1PrivateKey
        do throws(PrivateKeyError) {
            key = try Secp256k1PrivateKey.read(pemOrDER: opened)
        } catch {
            throw mismatch
        }
        guard Self.fileName(spki: key.publicKey.spkiDER) == name else { throw mismatch }
        try adoptPlace()
        return key
    }

    // MARK: The log's key

    public static let logName = "log.p8"

    public var hasLogKey: Bool { folder.exists(Self.logName) }

    public func storeLogKey(
        _ key: Ed25519PrivateKey, passphrase: SecretBytes
    ) throws(KeyStoreError) {
        try store(Self.logName, key.pkcs8(), passphrase)
    }

    public func logKey(passphrase: SecretBytes) throws(KeyStoreError) -> Ed25519PrivateKey {
        let opened = try open(Self.logName, passphrase)
        guard let key = Ed25519PrivateKey.read(pkcs8: opened) else {
            throw .keyMismatch(path: folder.fullPath(Self.logName))
        }
        return key
    }
}
