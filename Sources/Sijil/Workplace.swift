public import Cryptography
public import EGS
import Encoding
import Glibc
public import Invoicing
import KeyStore
import Ledger

/// An open ledger with what lies beside it on this computer.
public final class Workplace {
    public let path: String
    let ledger: Ledger
    let surroundings: Surroundings

    /// - Throws: `LedgerError` where the file is no ledger, from a newer version, locked, or not to
    ///   be written.
    public init(opening path: String, surroundings: Surroundings = .real) throws {
        self.path = path
        self.surroundings = surroundings
        ledger = try Ledger(opening: path)
    }

    public var environment: Environment { ledger.header.environment }

    /// The folder with the keys, beside the file that a link leads to.
    var keysFolder: String { Setup.keysFolder(of: ledger.path) }

    /// - Throws: ``SijilError/keysMissing(folder:)`` on a computer that never had them.
    func keyStore() throws -> KeyStore {
        guard access(keysFolder, F_OK) == 0 else {
            throw SijilError.keysMissing(folder: keysFolder)
        }
        return try KeyStore.open(directory: keysFolder, ledger: ledger.header.uuid)
    }

    /// The unit of that name, or the only one.
    func unit(named name: String?) throws -> UnitRecord {
        let units = try ledger.units()
        guard let name else {
            guard units.count == 1 else { throw SijilError.unitNotNamed(units: units.map(\.name)) }
            return units[0]
        }
        guard let unit = units.first(where: { $0.name == name }) else {
            throw SijilError.unitUnknown(name: name, units: units.map(\.name))
        }
        return unit
    }

    /// The seller as the ledger has it.
    func sellerProfile() throws -> SellerProfile {
        guard let json = try? JSONReader.read(Array(ledger.header.sellerJSON.utf8)),
            case .success(let profile) = SellerProfile.read(json)
        else { throw SijilError.sellerRefused(path: path, problems: []) }
        return profile
    }

    /// Proves that this is the passphrase that the folder's files have: one passphrase opens
    /// everything. Only the log's key may come from an older folder with a passphrase of its own,
    /// so the units' keys decide where there are any.
    func prove(_ passphrase: SecretBytes, in store: KeyStore) throws {
        var failure: KeyStoreError?
        for name in try store.keyFiles() {
            do throws(KeyStoreError) {
                _ = try store.openKeyFile(name, passphrase: passphrase)
                return
            } catch {
                // A damaged file says nothing of the passphrase.
                if case .wrongPassphrase = error { throw error }
                failure = error
            }
        }
        if store.hasLogKey {
            _ = try store.logKey(passphrase: passphrase)
        } else if let failure {
            throw failure
        }
    }

    /// The key with which the log of this ledger began: no other signs its checkpoints.
    ///
    /// - Throws: `KeyStoreError.keyMismatch` where the folder has another ledger's.
    func ownLogKey(
        in store: KeyStore, passphrase: SecretBytes
    ) throws -> Ed25519PrivateKey {
        let key = try store.logKey(passphrase: passphrase)
        guard key.publicKey.bytes == ledger.header.logKey else {
            throw KeyStoreError.keyMismatch(path: "\(store.directory)/\(KeyStore.logName)")
        }
        return key
    }

    // MARK: Units and certificates

    public struct UnitSummary: Sendable {
        public let name: String
        public let serial: String
        public let documents: String
        public let epoch: Int?
        /// Documents in the present epoch.
        public let issued: Int64
    }

    public func units() throws -> [UnitSummary] {
        try ledger.units().map { unit in
            let head = try ledger.chainHead(unit: unit.name)
            return UnitSummary(
                name: unit.name, serial: unit.serial, documents: unit.documents, epoch: head?.epoch,
                issued: head?.icv?.rawValue ?? 0)
        }
    }

    public struct Installed: Sendable {
        public let unit: String
        public let serial: String
        public let notAfter: Instant
        public let epoch: Int
    }

    /// Takes a key and a production certificate obtained elsewhere into use; a new epoch begins.
    ///
    /// The key is stored first: a certificate whose key is nowhere would be of no use, a key
    /// without certificate does no harm and the same command goes on from it.
    public func installCertificate(
        keyPath: String, certificatePath: String, secretPath: String?, unit name: String?,
        passphrase: SecretBytes
    ) throws -> Installed {
        let unit = try unit(named: name)
        let certificate: StampingCertificate
        do {
            certificate = try StampingCertificate(
                pemDEROrToken: Files.read(certificatePath, limitBytes: 1 << 16))
        } catch is CertificateError {
            throw SijilError.certificateNotReadable(path: certificatePath)
        }
        let key: Secp256k1PrivateKey
        do {
            var bytes = try Files.read(keyPath, limitBytes: 1 << 16)
            key = try Secp256k1PrivateKey.read(pemOrDER: SecretBytes(taking: &bytes))
        } catch is PrivateKeyError {
            throw SijilError.privateKeyNotReadable(path: keyPath)
        }
        let now = surroundings.now()
        try CertificateFit(header: ledger.header, unit: unit, now: now).check(certificate)
        guard key.publicKey == certificate.publicKey else {
            throw SijilError.certificateKeyMismatch
        }
        let secret = try secretPath.map { try Passphrase.read(file: $0) }
        let store = try keyStore()
        let spki = key.publicKey.spkiDER
        if store.hasKey(spki: spki) {
            _ = try store.key(spki: spki, passphrase: passphrase)
        } else {
            try prove(passphrase, in: store)
            try store.store(key: key, passphrase: passphrase)
        }
        if let secret {
            let id = Hex.encode(Array(SHA256.hash(certificate.certificate.der).bytes.prefix(8)))
            if try !store.hasSecret(id) {
                try store.storeSecret(secret, id: id, passphrase: passphrase)
            }
        }
        try ledger.installCertificate(
            der: certificate.certificate.der, class: .production, unit: unit.name, spki: spki,
            for: .enrolment, now: surroundings.now())
        return Installed(
            unit: unit.name, serial: certificate.serialDecimal,
            notAfter: Instant(secondsSince1970: certificate.certificate.notAfter),
            epoch: try ledger.chainHead(unit: unit.name)?.epoch ?? 1)
    }
}
