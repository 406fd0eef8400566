import CLibCrypto

/// An X.509 version 3 certificate, read strictly and once. The bytes are kept as they came.
///
/// Two readers must agree: first a walk of our own that takes nothing but DER, then libcrypto's.
public struct Certificate: Sendable {
    /// At most this many bytes are looked at; genuine ones have about a thousand.
    public static let maximumBytes = 65_536

    public let der: [UInt8]
    /// The serial number in decimal; it has up to 49 digits.
    public let serialDecimal: String
    public let issuer: DistinguishedName
    public let subject: DistinguishedName
    /// Seconds since 1970, UTC, both inclusive.
    public let notBefore: Int64
    public let notAfter: Int64
    public let spkiDER: [UInt8]
    /// `nil` where the key is of another curve or algorithm.
    public let publicKey: Secp256k1PublicKey?
    /// The issuer's signature: the content of the BIT STRING without the count of unused bits.
    public let signature: [UInt8]
    /// The signed part.
    public let tbsDER: [UInt8]
    /// The first directory name among the subject's alternative names, by type; empty where there
    /// is none.
    public let sanDirectory: [String: String]
    /// The same name, with its order kept.
    public let sanDirectoryName: DistinguishedName?
    /// True for a certificate that says it may issue others.
    public let isAuthority: Bool
    /// How many more issuers may follow beneath it; `nil` for any number.
    public let pathLength: Int?
    /// Whether its key may sign certificates, and lists of revoked ones, as far as KeyUsage says.
    public let mayIssue: Bool
    public let maySignLists: Bool
    private let signatureAlgorithm: String

    public var issuerText: String { issuer.javaText }
    public var subjectCommonName: String? { subject["2.5.4.3"] }

    public init(der: [UInt8]) throws(CertificateError) {
        let parts = try der.withUnsafeBufferPointer { (bytes) throws(CertificateError) in
            try CertificateParts.read(UnsafeRawBufferPointer(bytes))
        }
        // Before libcrypto looks, so that a bad key is called that.
        publicKey = try checkedKey(parts.spkiDER)
        guard libcryptoReads(der) else { throw .malformed(field: "certificate") }
        self.der = der
        serialDecimal = parts.serialDecimal
        issuer = parts.issuer
        subject = parts.subject
        notBefore = parts.notBefore
        notAfter = parts.notAfter
        spkiDER = parts.spkiDER
        signature = parts.signature
        tbsDER = parts.tbsDER
        sanDirectoryName = parts.extensions.sanDirectoryName
        isAuthority = parts.extensions.isAuthority
        pathLength = parts.extensions.pathLength
        mayIssue = parts.extensions.isAuthority && parts.extensions.mayIssue
        maySignLists = parts.extensions.isAuthority && parts.extensions.maySignLists
        signatureAlgorithm = parts.signatureAlgorithm
        sanDirectory = Dictionary(
            (sanDirectoryName?.attributes ?? []).map { ($0.oid, $0.value) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Whether the holder of this key made the signature on the certificate. Dates are not looked
    /// at.
    public func isSigned(by issuerSPKI: [UInt8]) -> Bool {
        SignedPart(bytes: tbsDER, signature: signature, algorithm: signatureAlgorithm)
            .isSigned(by: issuerSPKI) { key in
                guard let certificate = decodedCertificate(der) else { return false }
                defer { X509_free(certificate) }
                return X509_verify(certificate, key) == 1
            }
    }
}

/// What an issuer signs of a certificate or a list of revoked ones, and the signature.
struct SignedPart {
    let bytes: [UInt8]
    let signature: [UInt8]
    /// The object identifier.
    let algorithm: String

    /// - Parameter verify: Asks libcrypto; called for every key but one of secp256k1.
    func isSigned(by issuerSPKI: [UInt8], otherwise verify: (OpaquePointer) -> Bool) -> Bool {
        if algorithm == OID.ecdsaWithSHA256, let key = Secp256k1PublicKey(spkiDER: issuerSPKI) {
            return key.verify(signature, of: bytes)
        }
        guard let key = decodedKey(issuerSPKI) else { return false }
        defer {
            EVP_PKEY_free(key)
            ERR_clear_error()
        }
        return verify(key)
    }
}

private func libcryptoReads(_ der: [UInt8]) -> Bool {
    guard let certificate = decodedCertificate(der) else { return false }
    X509_free(certificate)
    return true
}

private func decodedCertificate(_ der: [UInt8]) -> OpaquePointer? {
    der.withUnsafeBufferPointer { bytes in
        var position = bytes.baseAddress
        let certificate = d2i_X509(nil, &position, bytes.count)
        ERR_clear_error()
        return certificate
    }
}

func decodedKey(_ spki: [UInt8]) -> OpaquePointer? {
    spki.withUnsafeBufferPointer { bytes in
        var position = bytes.baseAddress
        let key = d2i_PUBKEY(nil, &position, bytes.count)
        ERR_clear_error()
        return key
    }
}

/// Refuses EC keys whose curve or point cannot be trusted; other algorithms are nobody's business
/// here.
private func checkedKey(_ spki: [UInt8]) throws(CertificateError) -> Secp256k1PublicKey? {
    let shape = try spki.withUnsafeBufferPointer { (bytes) throws(CertificateError) in
        do throws(DERError) {
            return try KeyShape.read(UnsafeRawBufferPointer(bytes))
        } catch {
            throw CertificateError(error)
        }
    }
    switch shape {
    case .otherAlgorithm:
        return nil
    case .explicitCurve:
        throw .badPublicKey(reason: "curve parameters are not a name")
    case .curve(let oid, let point):
        if point == [0] { throw .badPublicKey(reason: "point at infinity") }
        guard oid == OID.secp256k1 else {
            guard let key = decodedKey(spki) else {
                throw .badPublicKey(reason: "no point of curve \(oid)")
            }
            EVP_PKEY_free(key)
            return nil
        }
        guard point.count == 65, point[0] == 4 else {
            throw .badPublicKey(reason: "point not in uncompressed form")
        }
        guard let key = Secp256k1PublicKey(spkiDER: spki) else {
            throw .badPublicKey(reason: "point off the curve")
        }
        return key
    }
}

private enum KeyShape {
    case otherAlgorithm
    case explicitCurve
    case curve(oid: String, point: [UInt8])

    static func read(_ buffer: UnsafeRawBufferPointer) throws(DERError) -> KeyShape {
        var whole = DERReader(buffer)
        var key = try whole.enter(DERReader.Tag.sequence)
        var algorithm = try key.enter(DERReader.Tag.sequence)
        let bits = try key.next(DERReader.Tag.bitString)
        try key.finish()
        guard try algorithm.nextOID() == OID.ecPublicKey else { return .otherAlgorithm }
        guard algorithm.nextTag == DERReader.Tag.oid else { return .explicitCurve }
        let oid = try algorithm.nextOID()
        try algorithm.finish()
        return .curve(oid: oid, point: Array(key.bytes(bits.content).dropFirst()))
    }
}
