public import Cryptography
import Encoding
public import HTTP
public import Invoicing

/// The six endpoints (C2).
public enum FatooraEndpoint: String, Hashable, Sendable, CaseIterable {
    case complianceCSID = "compliance-csid"
    case complianceCheck = "compliance-check"
    case productionCSID = "production-csid"
    case renewal = "renewal"
    case reporting = "reporting"
    case clearance = "clearance"

    public var method: HTTPRequest.Method { self == .renewal ? .patch : .post }

    /// Behind the profile's base address.
    public var path: String {
        switch self {
        case .complianceCSID: "/compliance"
        case .complianceCheck: "/compliance/invoices"
        case .productionCSID, .renewal: "/production/csids"
        case .reporting: "/invoices/reporting/single"
        case .clearance: "/invoices/clearance/single"
        }
    }

    /// Whether the answer judges a document; the others answer with a CSID.
    public var judgesDocument: Bool {
        switch self {
        case .complianceCheck, .reporting, .clearance: true
        case .complianceCSID, .productionCSID, .renewal: false
        }
    }
}

/// A stamped document as it is sent: the stored bytes, never made anew.
public struct FatooraDocument: Hashable, Sendable {
    public let hash: InvoiceHash
    public let uuid: DocumentUUID
    public let xml: [UInt8]

    public init(hash: InvoiceHash, uuid: DocumentUUID, xml: [UInt8]) {
        self.hash = hash
        self.uuid = uuid
        self.xml = xml
    }
}

/// What is asked of the authority.
public enum FatooraCall: Sendable {
    /// The request's PEM text, armour and line ends included.
    case complianceCSID(requestPEM: [UInt8], OneTimeCode)
    case complianceCheck(FatooraDocument, CSIDCredential)
    case productionCSID(ComplianceRequestID, CSIDCredential)
    case renewal(requestPEM: [UInt8], OneTimeCode, CSIDCredential)
    case reporting(FatooraDocument, CSIDCredential)
    case clearance(FatooraDocument, CSIDCredential)

    public var endpoint: FatooraEndpoint {
        switch self {
        case .complianceCSID: .complianceCSID
        case .complianceCheck: .complianceCheck
        case .productionCSID: .productionCSID
        case .renewal: .renewal
        case .reporting: .reporting
        case .clearance: .clearance
        }
    }

    fileprivate var code: OneTimeCode? {
        switch self {
        case .complianceCSID(_, let code), .renewal(_, let code, _): code
        default: nil
        }
    }

    fileprivate var credential: CSIDCredential? {
        switch self {
        case .complianceCSID: nil
        case .complianceCheck(_, let credential), .productionCSID(_, let credential),
            .renewal(_, _, let credential), .reporting(_, let credential),
            .clearance(_, let credential):
            credential
        }
    }

    fileprivate var body: JSONValue {
        switch self {
        case .complianceCSID(let pem, _), .renewal(let pem, _, _):
            ["csr": .string(Base64.encode(pem))]
        case .productionCSID(let request, _):
            // A string in the official description, although it arrives as a number.
            ["compliance_request_id": .string(request.text)]
        case .complianceCheck(let document, _), .reporting(let document, _),
            .clearance(let document, _):
            [
                "invoiceHash": .string(document.hash.base64),
                "uuid": .string(document.uuid.description),
                "invoice": .string(Base64.encode(document.xml)),
            ]
        }
    }
}

/// The language of the authority's messages.
public enum FatooraLanguage: String, Hashable, Sendable { case en, ar }

/// A call with its bytes fixed: what can be stored as an intent before it is sent.
public struct PreparedCall: Sendable {
    public let endpoint: FatooraEndpoint
    public let profile: FatooraEnvironmentProfile
    /// What may be stored: the request without the lines `OTP` and `Authorization`.
    public let storedBytes: [UInt8]
    /// SHA-256 of ``storedBytes``. Not of all bytes: six digits could be found from such a digest.
    public let storedDigest: SHA256Digest
    let request: HTTPRequest
    /// Everything that must not come back in a stored answer.
    let secrets: [SecretBytes]

    public init(
        _ call: FatooraCall, to profile: FatooraEnvironmentProfile, language: FatooraLanguage
    ) {
        endpoint = call.endpoint
        self.profile = profile
        var headers = [
            HTTPHeader("Accept-Version", FatooraEnvironmentProfile.acceptVersion),
            HTTPHeader("Accept-Language", language.rawValue),
            HTTPHeader("Accept", "application/json"),
            HTTPHeader("Content-Type", "application/json"),
            HTTPHeader("User-Agent", "sijil"),
        ]
        // On clearance a 0 would ask for reporting; on reporting either value works (C1).
        if endpoint == .reporting || endpoint == .clearance {
            headers.append(HTTPHeader("Clearance-Status", "1"))
        }
        var secrets: [SecretBytes] = []
        if let code = call.code {
            headers.append(HTTPHeader("OTP", secret: code.text))
            secrets.append(Self.secret(code.text))
        }
        if let credential = call.credential {
            let basic = credential.basicValue
            headers.append(HTTPHeader("Authorization", secret: basic))
            secrets += [credential.secret, Self.secret(String(basic.dropFirst("Basic ".count)))]
        }
        self.secrets = secrets
        request = HTTPRequest(
            endpoint.method, profile.url(of: endpoint), headers: headers,
            body: Array(call.body.serialized().utf8))
        storedBytes = request.bytesWithoutSecrets
        storedDigest = SHA256.hash(storedBytes)
    }

    private static func secret(_ text: String) -> SecretBytes {
        var bytes = Array(text.utf8)
        return SecretBytes(taking: &bytes)
    }
}

extension PreparedCall: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "\(endpoint.rawValue): \(request)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["call": description]) }
}
