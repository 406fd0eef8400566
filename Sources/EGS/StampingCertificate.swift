public import Cryptography
import Encoding
public import Invoicing

/// A certificate that stamps invoices (the certificate of a CSID), with every text that a stamp
/// needs from it.
///
/// All is derived once: one certificate is asked for the same texts for each of many thousands of
/// documents.
public struct StampingCertificate: Sendable {
    /// Who issued it, as far as its issuer's name tells.
    public enum Class: String, Hashable, Sendable {
        /// A compliance CSID: good for the enrolment's test documents only.
        case compliance
        /// A production CSID of the sandbox, the simulation or the real thing; their issuers' names
        /// are not settled.
        case production
        /// From Sijil's own test authority.
        case emulator
    }

    /// The issuer of every compliance CSID.
    public static let complianceIssuer = "CN=eInvoicing"
    /// The issuer of every certificate from the test authority.
    public static let emulatorIssuer = "CN=Sijil Test CA, DC=test"

    public let certificate: Certificate
    public let publicKey: Secp256k1PublicKey
    /// The ASCII text of `ds:X509Certificate`: base64 of the DER on one line.
    public let base64: [UInt8]
    /// The 88 characters of the certificate's digest: base64 of the lower-case hexadecimal text of
    /// SHA-256 of
    /// `base64`. Not the digest of the DER.
    public let digestText: [UInt8]
    /// `ds:X509IssuerName` and `ds:X509SerialNumber`.
    public let issuerText: String
    public let serialDecimal: String
    /// The taxpayer's VAT number, from the subject's alternative name (UID).
    public let vat: String?
    /// The kinds of documents: four digits, standard first, simplified second (title).
    public let documents: String?
    /// `1-…|2-…|3-…` (surname, which OpenSSL prints as SN).
    public let unitSerial: String?
    public let `class`: Class

    public init(der: [UInt8]) throws(CertificateError) {
        try self.init(Certificate(der: der))
    }

    /// Takes a file or an answer in any form in which certificates travel: PEM, DER, the bare
    /// base64 of ZATCA's SDK, or a `binarySecurityToken`, which is base64 of that base64.
    public init(pemDEROrToken bytes: [UInt8]) throws(CertificateError) {
        guard let der = Self.unwrap(bytes) else { throw .unknownEncoding }
        try self.init(der: der)
    }

    public init(_ certificate: Certificate) throws(CertificateError) {
        guard let publicKey = certificate.publicKey else { throw .notSecp256k1 }
        self.certificate = certificate
        self.publicKey = publicKey
        base64 = Base64.encodeToBytes(certificate.der)
        digestText = Base64.encodeToBytes(Hex.encodeToBytes(SHA256.hash(base64).bytes))
        issuerText = certificate.issuerText
        serialDecimal = certificate.serialDecimal
        vat = certificate.sanDirectory[UnitAttribute.vat]
        documents = certificate.sanDirectory[UnitAttribute.documents]
        unitSerial = certificate.sanDirectory[UnitAttribute.serial]
        `class` =
            switch issuerText {
            case Self.complianceIssuer: .compliance
            case Self.emulatorIssuer: .emulator
            default: .production
            }
    }

    /// Whether the certificate's document map names this kind.
    public func allows(_ kind: InvoiceKind) -> Bool {
        guard let map = documents.map({ Array($0.utf8) }), map.count == 4 else { return false }
        return map[kind == .standard ? 0 : 1] == UInt8(ascii: "1")
    }

    /// Whether a stamp at this instant falls into the certificate's life.
    public func isValid(at instant: Instant) -> Bool {
        (certificate.notBefore...max(certificate.notBefore, certificate.notAfter))
            .contains(instant.secondsSince1970)
    }

    /// When its time begins, if that is yet to come.
    public func begins(after now: Instant) -> Instant? {
        let begin = Instant(secondsSince1970: certificate.notBefore)
        return begin > now ? begin : nil
    }

    private static func unwrap(_ bytes: [UInt8]) -> [UInt8]? {
        if bytes.first == 0x30 { return bytes }
        if let block = PEM.firstBlock(in: bytes, label: "CERTIFICATE") { return block }
        guard let inner = PEM.decodeBase64(bytes), let first = inner.first else { return nil }
        if first == 0x30 { return inner }
        guard let der = PEM.decodeBase64(inner), der.first == 0x30 else { return nil }
        return der
    }
}

/// The attributes of the directory name that a unit's request and certificate carry.
public enum UnitAttribute {
    /// Surname: OpenSSL's short name `SN` means this and not serialNumber.
    public static let serial = "2.5.4.4"
    public static let vat = "0.9.2342.19200300.100.1.1"
    public static let documents = "2.5.4.12"
    public static let location = "2.5.4.26"
    public static let industry = "2.5.4.15"
}
