public import Cryptography
public import EGS
import Encoding
public import Invoicing

/// A CSID as it arrived, before its certificate is believed.
public struct IssuedCSID: Sendable {
    /// Ties the production CSID to this one; always there with a compliance CSID.
    public let requestID: ComplianceRequestID?
    /// Token and secret, for the calls that follow.
    public let credential: CSIDCredential

    public init(requestID: ComplianceRequestID?, credential: CSIDCredential) {
        self.requestID = requestID
        self.credential = credential
    }

    /// The certificate inside the token: DER, base64 of it, and base64 of that text.
    public func certificate() throws(FatooraError) -> StampingCertificate {
        try Self.certificate(inToken: credential.token)
    }

    /// Whether this CSID is what was asked for; if it is, its certificate.
    ///
    /// In the sandbox key and VAT number are not compared: its certificates are ready-made ones,
    /// which can rehearse the calls and stamp nothing.
    public func checked(
        key: Secp256k1PublicKey, vat: VATNumber, profile: FatooraEnvironmentProfile,
        now: Instant
    ) throws(FatooraError) -> StampingCertificate {
        let certificate = try certificate()
        if profile.answersWithOwnKey {
            guard certificate.publicKey == key else {
                throw .certificateForOtherKey(
                    ours: Self.fingerprint(key), found: Self.fingerprint(certificate.publicKey))
            }
            guard certificate.vat == vat.text else {
                throw .certificateForOtherVAT(ours: vat, found: certificate.vat)
            }
        }
        let end = Instant(secondsSince1970: certificate.certificate.notAfter)
        guard end > now else { throw .certificateEnded(at: end, now: now) }
        return certificate
    }

    static func certificate(inToken token: String) throws(FatooraError) -> StampingCertificate {
        guard let outer = Base64.decode(token), !outer.isEmpty else {
            throw .tokenNotBase64(layer: .outer)
        }
        let der: [UInt8]
        if let inner = PEM.decodeBase64(outer), !inner.isEmpty {
            der = inner
        } else {
            // A certificate begins with the tag of a sequence, which is no letter of base64.
            throw outer.first == 0x30 && (try? StampingCertificate(der: outer)) != nil
                ? .tokenEncodedOnce : .tokenNotBase64(layer: .inner)
        }
        do throws(CertificateError) {
            return try StampingCertificate(der: der)
        } catch {
            throw .tokenNoCertificate(error)
        }
    }

    /// The first 16 hexadecimal digits of SHA-256 over the key: enough to tell two apart.
    private static func fingerprint(_ key: Secp256k1PublicKey) -> String {
        Hex.encode(Array(SHA256.hash(key.spkiDER).bytes.prefix(8)))
    }
}

extension IssuedCSID: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "CSID of request \(requestID?.text ?? "unknown")" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// What a CSID's answer said.
enum CSIDReading {
    case issued(IssuedCSID)
    /// A new compliance CSID: the checks must be run again with it (A6).
    case notCompliant(IssuedCSID)
    case refused([CSIDRefusal])
    case unreadable(UnreadableKind)

    /// `dispositionMessage` decides, not the status: a CSID that still needs its checks has come
    /// with 200 and with 428.
    init(_ body: JSONValue, endpoint: FatooraEndpoint, status: Int) {
        guard let token = body.text("binarySecurityToken"), !token.isEmpty else {
            let refusals = CSIDRefusal.list(body)
            self =
                refusals.isEmpty
                ? .unreadable(.member("binarySecurityToken"))
                : .refused(refusals)
            return
        }
        guard token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }) else {
            self = .unreadable(.member("binarySecurityToken"))
            return
        }
        guard let text = body.text("secret"), !text.isEmpty else {
            self = .unreadable(.member("secret"))
            return
        }
        var secret = Array(text.utf8)
        let csid = IssuedCSID(
            requestID: body.text("requestID").flatMap(ComplianceRequestID.init),
            credential: CSIDCredential(token: token, secret: SecretBytes(taking: &secret)))
        let disposition = body.text("dispositionMessage")?.uppercased()
        let needsChecks = disposition == "NOT_COMPLIANT" || (disposition == nil && status == 428)
        // Without its number no production CSID can be asked for.
        if needsChecks || endpoint == .complianceCSID, csid.requestID == nil {
            self = .unreadable(.member("requestID"))
        } else if needsChecks {
            self = .notCompliant(csid)
        } else if disposition == "ISSUED" || disposition == nil {
            self = .issued(csid)
        } else {
            self = .unreadable(.member("dispositionMessage"))
        }
    }
}
