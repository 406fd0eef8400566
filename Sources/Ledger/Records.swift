public import Cryptography
public import EGS
public import Invoicing

/// What a ledger is; fixed when it is made.
public struct LedgerHeader: Hashable, Sendable {
    public var uuid: DocumentUUID
    /// Name of the log: `sijil/VAT/uuid`, 1 to 200 characters.
    public var origin: String
    /// Ed25519 public key that signs checkpoints, 32 bytes.
    public var logKey: [UInt8]
    public var environment: Environment
    /// Where the authority is reached, if not at its usual place; 1 to 1,000 characters.
    public var endpoint: String?
    /// BT-31.
    public var vat: VATNumber
    /// The seller as given (BG-4), an object in RFC 8785 JSON.
    public var sellerJSON: String

    /// Made for the emulator and without its address: nothing can be sent.
    public var sendsNothing: Bool { environment == .emulator && endpoint == nil }

    public init(
        uuid: DocumentUUID, origin: String, logKey: [UInt8], environment: Environment,
        endpoint: String?, vat: VATNumber, sellerJSON: String
    ) {
        self.uuid = uuid
        self.origin = origin
        self.logKey = logKey
        self.environment = environment
        self.endpoint = endpoint
        self.vat = vat
        self.sellerJSON = sellerJSON
    }
}

/// An EGS unit: one system that numbers and stamps documents as one sequence.
public struct UnitRecord: Hashable, Sendable {
    /// What a unit's chain does when its certificate is renewed.
    public enum Renewal: String, Hashable, Sendable {
        /// A new epoch, counters from 1.
        case restart
        /// The same epoch goes on under the new certificate.
        case `continue`
    }

    /// Common name in its certificates, 1 to 64 characters.
    public var name: String
    /// `1-maker|2-model|3-serial`.
    public var serial: String
    public var branch: String
    /// Four digits of 0 and 1: standard, simplified, two unused.
    public var documents: String
    public var location: String
    public var industry: String
    public var onRenewal: Renewal

    public init(
        name: String, serial: String, branch: String, documents: String, location: String,
        industry: String, onRenewal: Renewal = .restart
    ) {
        self.name = name
        self.serial = serial
        self.branch = branch
        self.documents = documents
        self.location = location
        self.industry = industry
        self.onRenewal = onRenewal
    }
}

/// Which CSID a certificate belongs to.
public enum CertificateClass: String, Hashable, Sendable {
    /// For the enrolment's test documents only.
    case compliance
    /// For real documents, in whatever environment.
    case production
}

/// A certificate and what has happened to it.
public struct CertificateRecord: Sendable {
    /// The kinds of `certificate_event`.
    public enum Event: String, Hashable, Sendable {
        case installed, activated, superseded, revoked, compromised, retired

        /// Whether a certificate stamps no more after it.
        var ends: Bool { self != .installed && self != .activated }
    }

    public struct History: Hashable, Sendable {
        public let event: Event
        public let effectiveAt: Instant
        public let recordedAt: Instant
        public let note: String?
    }

    public let id: Int64
    public let unit: String
    public let `class`: CertificateClass
    public let der: [UInt8]
    public let recordedAt: Instant
    /// In the order in which they were recorded.
    public let history: [History]

    /// Whether its unit stamps with it now.
    public var isActive: Bool {
        guard let activated = history.lastIndex(where: { $0.event == .activated }) else {
            return false
        }
        return !history[activated...].contains { $0.event.ends }
    }
}

/// How far a chain has come.
public struct ChainHead: Hashable, Sendable {
    public let unit: String
    /// From 1.
    public let epoch: Int
    /// The last counter given; `nil` in a chain that has no document yet.
    public let icv: InvoiceCounterValue?
    /// The hash of the document with that counter.
    public let hash: InvoiceHash?
    /// Entries in the ledger's log at that moment.
    public let logSize: Int64

    /// What the next document gets.
    public var next: ChainPosition {
        ChainPosition(icv: icv?.next ?? .first, pih: hash.map { .hash($0) } ?? .initial)
    }
}

/// The row of one issued document, without its XML.
public struct DocumentRecord: Hashable, Sendable {
    /// In the order of issue, over all chains.
    public let id: Int64
    public let unit: String
    public let epoch: Int
    public let icv: InvoiceCounterValue
    public let pih: PreviousInvoiceHash
    public let hash: InvoiceHash
    public let uuid: DocumentUUID
    public let key: IdempotencyKey
    public let number: InvoiceNumber
    /// 0; successors of a rejected document count up.
    public let revision: Int
    /// SHA-256 of the draft's RFC 8785 form.
    public let draftDigest: SHA256Digest
    /// Ids of the rules that warned.
    public let warnings: [String]
    public let kind: InvoiceKind
    public let type: InvoiceType
    public let issuedAt: IssueTime
    public let recordedAt: Instant
    /// BT-44.
    public let buyerName: String?
    /// BT-48.
    public let buyerVAT: String?
    public let currency: String
    /// BT-112.
    public let total: Money
    /// BT-110.
    public let vat: Money
}

/// The receipt of a stored document; the only thing that may make its bytes leave.
public struct Issuance: Hashable, Sendable {
    public let record: DocumentRecord
    /// The base64 text of the QR code.
    public let qr: String
}

/// The caller's own name for one sale, for ever: 1 to 200 characters, no control characters.
public struct IdempotencyKey: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    public init?(_ text: String) {
        guard !text.isEmpty, text.unicodeScalars.count <= 200 else { return nil }
        let printable = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        guard printable else { return nil }
        self.text = text
    }

    public var description: String { text }
}
