/// Why a file gives no private key.
public enum PrivateKeyError: Error, Hashable, Sendable {
    /// Neither PEM, DER nor bare base64.
    case unknownEncoding
    /// Protected by a passphrase; it must be opened first.
    case encrypted
    /// A key, but of another curve or algorithm.
    case notSecp256k1
    /// Key-like, but not the structure it should be at `offset`.
    case malformed(offset: Int, reason: String)
    /// The scalar is zero or not below the group's order.
    case scalarOutOfRange
    /// The file also names a public key, of another private key.
    case publicKeyMismatch
}

extension Secp256k1PrivateKey {
    /// Reads an unencrypted private key: PKCS#8 or SEC 1, as PEM, DER, or the bare base64 that
    /// ZATCA's SDK writes.
    public static func read(pemOrDER file: SecretBytes) throws(PrivateKeyError)
        -> Secp256k1PrivateKey
    {
        let der = try unwrap(file)
        let (scalar, claimed) = try der.withBytes { (buffer) throws(PrivateKeyError) in
            do throws(DERError) {
                try DERReader.checkWhole(buffer)
                var reader = DERReader(buffer)
                return try readKey(&reader)
            } catch {
                if error == Self.foreignKey { throw .notSecp256k1 }
                throw .malformed(offset: error.offset, reason: error.reason.rawValue)
            }
        }
        guard let key = Secp256k1PrivateKey(scalar: scalar) else { throw .scalarOutOfRange }
        if let claimed, claimed != key.publicKey.pointBytes { throw .publicKeyMismatch }
        return key
    }

    /// Stands for a curve or algorithm that is not ours; no real error has a negative offset.
    private static let foreignKey = DERError(offset: -1, reason: .unexpected)

    private static func unwrap(_ file: SecretBytes) throws(PrivateKeyError) -> SecretBytes {
        try file.withBytes { (text) throws(PrivateKeyError) in
            if text.first == 0x30 { return file }
            if PEM.body(in: text, label: "ENCRYPTED PRIVATE KEY") != nil { throw .encrypted }
            for label in ["PRIVATE KEY", "EC PRIVATE KEY"] {
                guard let body = PEM.body(in: text, label: label) else { continue }
                let inner = UnsafeRawBufferPointer(rebasing: text[body])
                // The old armour of SEC 1 keys carries its encryption in header lines.
                if PEM.find(Array("ENCRYPTED".utf8), in: inner, from: 0) != nil { throw .encrypted }
                guard let der = PEM.decodeSecret(inner) else { throw .unknownEncoding }
                return der
            }
            guard let der = PEM.decodeSecret(text) else { throw .unknownEncoding }
            return der
        }
    }

    private static func readKey(
        _ reader: inout DERReader
    ) throws(DERError) -> (scalar: SecretBytes, publicPoint: [UInt8]?) {
        var key = try reader.enter(DERReader.Tag.sequence)
        let version = try key.nextSmallInteger()
        if key.nextTag == DERReader.Tag.octetString {
            guard version == 1 else { throw key.fail(.unexpected) }
            return try readSEC1(&key, namedOutside: false)
        }
        guard version == 0 || version == 1 else { throw key.fail(.unexpected) }
        var algorithm = try key.enter(DERReader.Tag.sequence)
        guard try algorithm.nextOID() == OID.ecPublicKey else { throw foreignKey }
        guard algorithm.nextTag == DERReader.Tag.oid else { throw foreignKey }
        guard try algorithm.nextOID() == OID.secp256k1 else { throw foreignKey }
        try algorithm.finish()
        let wrapped = try key.next(DERReader.Tag.octetString)
        // Attributes and a public key may follow (RFC 5958); the inner structure says all we need.
        let inner = UnsafeRawBufferPointer(rebasing: key.buffer[wrapped.content])
        try DERReader.checkWhole(inner)
        var innerReader = DERReader(inner)
        var sec1 = try innerReader.enter(DERReader.Tag.sequence)
        guard try sec1.nextSmallInteger() == 1 else { throw sec1.fail(.unexpected) }
        return try readSEC1(&sec1, namedOutside: true)
    }

    /// Reads an ECPrivateKey (RFC 5915) behind its version.
    private static func readSEC1(
        _ key: inout DERReader, namedOutside: Bool
    ) throws(DERError) -> (scalar: SecretBytes, publicPoint: [UInt8]?) {
        let octets = try key.next(DERReader.Tag.octetString)
        if var parameters = try key.nextIf(DERReader.Tag.context(0)).map(key.inside) {
            guard parameters.nextTag == DERReader.Tag.oid else { throw foreignKey }
            guard try parameters.nextOID() == OID.secp256k1 else { throw foreignKey }
            try parameters.finish()
        } else if !namedOutside {
            throw foreignKey
        }
        guard octets.content.count == 32 else {
            throw DERError(offset: octets.whole.lowerBound, reason: .unexpected)
        }
        var point: [UInt8]?
        if var explicit = try key.nextIf(DERReader.Tag.context(1)).map(key.inside) {
            let bits = try explicit.next(DERReader.Tag.bitString)
            try explicit.finish()
            // A compressed point says no more than the scalar does.
            if bits.content.count == 66 { point = Array(explicit.bytes(bits.content).dropFirst()) }
        }
        try key.finish()
        let scalar = UnsafeRawBufferPointer(rebasing: key.buffer[octets.content])
        return (SecretBytes(copying: scalar), point)
    }
}
