public import Cryptography
public import EGS
import Encoding
import Glibc
import Invoicing
import KeyStore
import Ledger

/// Making a new ledger with its keys.
public enum Setup {
    /// What `init` made.
    public struct Made: Sendable {
        public let path: String
        public let keys: String
        public let uuid: String
        public let vat: String
        public let unit: String
    }

    /// Where the keys of a ledger are.
    public static func keysFolder(of ledger: String) -> String { ledger + ".keys" }

    /// Reads a seller file with its unit.
    ///
    /// - Throws: ``SijilError/notJSON(path:line:column:detail:)``,
    ///   ``SijilError/sellerRefused(path:problems:)``.
    public static func readSeller(_ bytes: [UInt8], path: String) throws(SijilError)
        -> SellerProfile
    {
        let json: JSONValue
        do {
            json = try JSONReader.read(bytes)
        } catch {
            throw .notJSON(path: path, error)
        }
        switch SellerProfile.read(json) {
        case .success(let profile): return profile
        case .failure(let problems): throw .sellerRefused(path: path, problems: problems.all)
        }
    }

    /// Refuses names that are taken, before anybody is asked for a passphrase.
    public static func requireNew(_ path: String) throws(SijilError) {
        for name in [path, keysFolder(of: path)] where access(name, F_OK) == 0 {
            throw .fileExists(path: name)
        }
    }

    /// Makes the ledger and, beside it, its key folder with the log's key.
    ///
    /// - Throws: On any error neither the ledger nor the folder is left behind.
    public static func initialise(
        _ path: String, seller: SellerProfile, environment: Environment, endpoint: String?,
        onRenewal: RenewalPolicy = .restart, passphrase: SecretBytes,
        surroundings: Surroundings = .real
    ) throws -> Made {
        try requireNew(path)
        let folder = keysFolder(of: path)
        let uuid = surroundings.newUUID()
        let store = try KeyStore.create(directory: folder, ledger: uuid)
        do {
            let logKey = Ed25519PrivateKey.generate()
            try store.storeLogKey(logKey, passphrase: passphrase)
            let header = LedgerHeader(
                uuid: uuid, origin: "sijil/\(seller.vat)/\(uuid)", logKey: logKey.publicKey.bytes,
                environment: environment, endpoint: endpoint, vat: seller.vat,
                sellerJSON: String(decoding: CanonicalJSON.encode(seller.json), as: UTF8.self))
            let unit = UnitRecord(
                name: seller.unit.name, serial: seller.unit.serial, branch: seller.unit.branch,
                documents: seller.unit.documents, location: seller.unit.location,
                industry: seller.unit.industry,
                onRenewal: onRenewal == .continue ? .continue : .restart)
            _ = try Ledger.create(
                at: path, header: header, unit: unit, now: surroundings.now())
            return Made(
                path: path, keys: folder, uuid: uuid.description, vat: seller.vat.text,
                unit: unit.name)
        } catch {
            for name in (try? Files.names(in: folder)) ?? [] { unlink("\(folder)/\(name)") }
            rmdir(folder)
            throw error
        }
    }
}
