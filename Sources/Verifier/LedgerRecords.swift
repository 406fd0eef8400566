import Cryptography
import EGS
import Encoding
import LedgerSchema
import MerkleLog

/// The small tables of a ledger, parsed, with everything that was wrong in them.
struct LedgerRecords: Sendable {
    struct Ledger: Sendable {
        let uuid: String
        /// The name of the log; a dash where name or key are none.
        var origin: String { logKey?.name.text ?? "–" }
        let environment: String
        let vat: String
        /// BT-31 in the seller as given, or in the column where that has none; a dash where the
        /// text is no object.
        let sellerVAT: String
        /// The name and the public key of the log; `nil` where the row holds none.
        let logKey: NoteKey?
    }

    struct Unit: Sendable {
        let id: Int64
        let name: String
        let serial: String
        let documents: String
    }

    struct Key: Sendable {
        let unit: Int64
        let spki: [UInt8]
    }

    struct StoredCertificate: Sendable {
        let id: Int64
        let key: Int64
        /// As it stands in its column, which no entry covers.
        let classText: String
        let recordedAt: String
        var isCompliance: Bool { classText == "compliance" }
        let sha256: [UInt8]
        /// `nil` if the bytes are no usable certificate.
        let stamping: StampingCertificate?
    }

    struct Chain: Sendable {
        let id: Int64
        let unit: Int64
        let epoch: Int64
        /// The one that began it.
        let certificate: Int64
        let previousHash: [UInt8]?
        let recordedAt: String
    }

    private(set) var ledger: Ledger?
    private(set) var units: [Int64: Unit] = [:]
    private(set) var keys: [Int64: Key] = [:]
    private(set) var certificates: [Int64: StoredCertificate] = [:]
    /// Certificate rows by the SHA-256 of their DER.
    private(set) var certificateIDs: [[UInt8]: Int64] = [:]
    private(set) var chains: [Int64: Chain] = [:]
    private(set) var migrations: [RecordRow] = []
    private(set) var events: [RecordRow] = []
    private(set) var restores: [RecordRow] = []
    private(set) var incidents: [RecordRow] = []
    private(set) var imports: [RecordRow] = []
    private(set) var closings: [RecordRow] = []
    private(set) var settlements: [RecordRow] = []
    private(set) var seen: Set<RecordKey> = []

    private static func sellerVAT(_ row: RecordRow) -> String {
        let seller = try? JSONReader.read(Array(row.text("seller").utf8))
        guard case .object? = seller else { return "–" }
        guard case .string(let vat)? = seller?["vat"] else { return row.text("vat") }
        return vat
    }

    private static func logKey(_ row: RecordRow) -> NoteKey? {
        guard let name = KeyName(row.text("origin")),
            let key = Ed25519PublicKey(row.blob("log_key") ?? [])
        else { return nil }
        return NoteKey(name: name, kind: .log, publicKey: key)
    }

    mutating func add(_ row: RecordRow) {
        seen.insert(row.key)
        switch row.kind {
        case "ledger":
            ledger = Ledger(
                uuid: row.text("uuid"), environment: row.text("environment"),
                vat: row.text("vat"), sellerVAT: Self.sellerVAT(row), logKey: Self.logKey(row))
        case "unit":
            units[row.id] = Unit(
                id: row.id, name: row.text("name"), serial: row.text("serial"),
                documents: row.text("documents"))
        case "key":
            keys[row.id] = Key(unit: row.integer("unit_id"), spki: row.blob("spki") ?? [])
        case "certificate": addCertificate(row)
        case "certificate-event": events.append(row)
        case "restore": restores.append(row)
        case "incident": incidents.append(row)
        case "import": imports.append(row)
        case "closing": closings.append(row)
        case "settlement": settlements.append(row)
        case "chain":
            chains[row.id] = Chain(
                id: row.id, unit: row.integer("unit_id"), epoch: row.integer("epoch"),
                certificate: row.integer("certificate_id"), previousHash: row.blob("previous_hash"),
                recordedAt: row.text("recorded_at"))
        default: migrations.append(row)
        }
    }

    private mutating func addCertificate(_ row: RecordRow) {
        let der = row.blob("der") ?? []
        let digest = SHA256.hash(der).bytes
        certificates[row.id] = StoredCertificate(
            id: row.id, key: row.integer("signing_key_id"),
            classText: row.text("class"), recordedAt: row.text("recorded_at"),
            sha256: digest, stamping: try? StampingCertificate(der: der))
        certificateIDs[digest] = row.id
    }

    /// Unit and epoch of a chain, for a finding.
    func place(chain id: Int64) -> FindingPlace {
        guard let chain = chains[id] else { return .file }
        return FindingPlace(unit: units[chain.unit]?.name, epoch: chain.epoch)
    }

    /// The unit that a certificate's key belongs to.
    func unit(ofCertificate id: Int64) -> Unit? {
        certificates[id].flatMap { keys[$0.key] }.flatMap { units[$0.unit] }
    }

    var certificatesInOrder: [StoredCertificate] { certificates.values.sorted { $0.id < $1.id } }
    var chainsInOrder: [Chain] {
        chains.values.sorted { ($0.unit, $0.epoch, $0.id) < ($1.unit, $1.epoch, $1.id) }
    }
}
