/// An extension of a certificate or a request.
public struct CertificateExtension: Hashable, Sendable {
    public let oid: String
    public let isCritical: Bool
    /// The DER inside the OCTET STRING.
    public let value: [UInt8]

    public init(oid: String, isCritical: Bool = false, value: [UInt8]) {
        self.oid = oid
        self.isCritical = isCritical
        self.value = value
    }

    /// A subjectAltName with one directory name and nothing else.
    public static func alternativeName(_ name: DistinguishedName) -> CertificateExtension {
        CertificateExtension(
            oid: OID.subjectAltName, value: DER.sequence(DER.context(4, name.der)))
    }

    var der: [UInt8] {
        let flag: [UInt8] = isCritical ? [DERReader.Tag.boolean, 1, 0xFF] : []
        return DER.sequence(DER.oid(oid), flag, DER.octets(value))
    }
}

/// A PKCS#10 request for a certificate of a secp256k1 key (RFC 2986), signed with ECDSA and
/// SHA-256.
public struct CertificateRequest: Sendable {
    public let der: [UInt8]
    /// The signed part, CertificationRequestInfo.
    public let infoDER: [UInt8]
    public let subject: DistinguishedName
    public let publicKey: Secp256k1PublicKey
    /// What is asked for by the one extensionRequest attribute, in its order.
    public let extensions: [CertificateExtension]
    /// The first directory name of the alternative names asked for.
    public let sanDirectoryName: DistinguishedName?

    /// Makes and signs a request.
    public init(
        subject: DistinguishedName, extensions: [CertificateExtension], key: Secp256k1PrivateKey
    ) {
        let requested = DER.element(DERReader.Tag.sequence, extensions.flatMap(\.der))
        let attribute = DER.sequence(DER.oid(OID.extensionRequest), DER.set(requested))
        infoDER = DER.sequence(
            DER.integer(0), subject.der, key.publicKey.spkiDER, DER.context(0, attribute))
        der = Signed.wrap(infoDER, key)
        self.subject = subject
        self.extensions = extensions
        publicKey = key.publicKey
        sanDirectoryName = extensions.first { $0.oid == OID.subjectAltName }.flatMap(Self.directory)
    }

    /// Reads a request strictly and checks that it is signed by the key it carries.
    public init(der: [UInt8]) throws(CertificateError) {
        let parts = try der.withUnsafeBufferPointer { (bytes) throws(CertificateError) in
            try RequestParts.read(UnsafeRawBufferPointer(bytes))
        }
        guard parts.algorithm == OID.ecdsaWithSHA256 else {
            throw .malformed(field: "signatureAlgorithm")
        }
        guard let key = Secp256k1PublicKey(spkiDER: parts.spkiDER) else { throw .notSecp256k1 }
        guard key.verify(parts.signature, of: parts.infoDER) else { throw .badSelfSignature }
        self.der = der
        infoDER = parts.infoDER
        subject = parts.subject
        publicKey = key
        extensions = parts.extensions
        let names = extensions.first { $0.oid == OID.subjectAltName }
        sanDirectoryName = names.flatMap(Self.directory)
        if names != nil, sanDirectoryName == nil {
            throw .malformed(field: "extension \(OID.subjectAltName)")
        }
    }

    /// The armoured text, which is what the authority wants to have.
    public var pem: [UInt8] { PEM.encode(der, label: "CERTIFICATE REQUEST") }

    private static func directory(_ names: CertificateExtension) -> DistinguishedName? {
        names.value.withUnsafeBufferPointer { bytes in
            do throws(DERError) {
                return try CertificateExtensions.directoryName(
                    UnsafeRawBufferPointer(bytes), 0..<bytes.count)
            } catch {
                return nil
            }
        }
    }
}

private struct RequestParts {
    let infoDER: [UInt8]
    let subject: DistinguishedName
    let spkiDER: [UInt8]
    let extensions: [CertificateExtension]
    let algorithm: String
    let signature: [UInt8]

    static func read(_ buffer: UnsafeRawBufferPointer) throws(CertificateError) -> RequestParts {
        guard buffer.count <= Certificate.maximumBytes else {
            throw .notDER(offset: 0, reason: DERError.Reason.hugeLength.rawValue)
        }
        do throws(DERError) {
            try DERReader.checkWhole(buffer)
        } catch {
            throw CertificateError(error)
        }
        let (info, whole, algorithm, signature) = try field("request") { () throws(DERError) in
            var reader = DERReader(buffer)
            var request = try reader.enter(DERReader.Tag.sequence)
            let info = try request.next(DERReader.Tag.sequence)
            var algorithm = try request.enter(DERReader.Tag.sequence)
            let name = try algorithm.nextOID()
            let bits = try request.next(DERReader.Tag.bitString)
            try request.finish()
            let signature = Array(request.bytes(bits.content).dropFirst())
            return (request.inside(info), request.bytes(info.whole), name, signature)
        }
        return try field("certificationRequestInfo") { () throws(DERError) in
            var info = info
            guard try info.nextSmallInteger() == 0 else { throw info.fail(.unexpected) }
            let subject = try DistinguishedName(next: &info)
            let spki = try info.next(DERReader.Tag.sequence)
            let attributes = try info.enter(DERReader.Tag.context(0))
            try info.finish()
            return RequestParts(
                infoDER: whole, subject: subject, spkiDER: info.bytes(spki.whole),
                extensions: try requested(attributes), algorithm: algorithm, signature: signature)
        }
    }

    /// The content of the extensionRequest attribute. Others are passed over.
    private static func requested(
        _ attributes: DERReader
    ) throws(DERError) -> [CertificateExtension] {
        var attributes = attributes
        var found: [CertificateExtension] = []
        while !attributes.isAtEnd {
            var attribute = try attributes.enter(DERReader.Tag.sequence)
            guard try attribute.nextOID() == OID.extensionRequest else { continue }
            guard found.isEmpty else { throw attribute.fail(.unexpected) }
            var values = try attribute.enter(DERReader.Tag.set)
            var list = try values.enter(DERReader.Tag.sequence)
            try values.finish()
            while !list.isAtEnd {
                let (oid, isCritical, value) = try CertificateExtensions.nextExtension(&list)
                found.append(
                    CertificateExtension(
                        oid: oid, isCritical: isCritical, value: list.bytes(value)))
            }
        }
        return found
    }
}

/// The frame that requests and certificates share: signed part, algorithm, signature.
enum Signed {
    static let algorithm = DER.sequence(DER.oid(OID.ecdsaWithSHA256))

    static func wrap(_ content: [UInt8], _ key: Secp256k1PrivateKey) -> [UInt8] {
        DER.sequence(content, algorithm, DER.bits(key.sign(content)))
    }
}
