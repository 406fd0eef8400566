/// Why bytes are no certificate that may be used.
public enum CertificateError: Error, Hashable, Sendable {
    /// Not DER at `offset`: BER, indefinite or overlong lengths, cut short, or bytes after the end.
    case notDER(offset: Int, reason: String)
    /// DER, but not the shape of an X.509 version 3 certificate; `field` says where.
    case malformed(field: String)
    /// Explicit curve parameters, or a point that is at infinity, off its curve, or not in
    /// uncompressed form.
    case badPublicKey(reason: String)
    /// An extension that says "refuse me if you do not know me", and is not known.
    case unknownCriticalExtension(oid: String)
    case negativeSerial
    case zeroSerial
    /// The key is sound but not on secp256k1, which alone makes stamps.
    case notSecp256k1
    /// A request whose own signature does not verify with the key inside it.
    case badSelfSignature
    /// Neither PEM, DER, base64 nor a token (base64 of base64).
    case unknownEncoding

    init(_ error: DERError) {
        self = .notDER(offset: error.offset, reason: error.reason.rawValue)
    }
}
