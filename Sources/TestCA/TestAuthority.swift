public import Cryptography
public import Invoicing

/// Why the test authority issues no certificate. Nothing is kept in either case.
public enum TestAuthorityError: Error, Hashable, Sendable {
    /// The request is broken, or not signed by its own secp256k1 key.
    case request(CertificateError)
    /// The request has no directory name among its alternative names, so nothing tells whose unit
    /// it is.
    case noUnit
}

/// A small certificate authority on secp256k1 for demonstrations, tests and the emulator.
///
/// It knows no clock and keeps no list: times come from the caller, serial numbers are random. Its
/// name marks every certificate as having no tax value.
public final class TestAuthority: Sendable {
    private static let name = DistinguishedName([
        ("0.9.2342.19200300.100.1.25", .ia5, "test"), ("2.5.4.3", .utf8, "Sijil Test CA"),
    ])

    /// The authority's own, self-signed certificate.
    public let certificateDER: [UInt8]
    public let publicKey: Secp256k1PublicKey
    private let key: Secp256k1PrivateKey

    /// The same key and times give the same certificate.
    public init(key: Secp256k1PrivateKey, notBefore: Instant, notAfter: Instant) {
        self.key = key
        publicKey = key.publicKey
        let template = CertificateTemplate(
            serial: Self.positive(Array(SHA256.hash(key.publicKey.spkiDER).bytes.prefix(19))),
            issuer: Self.name, subject: Self.name, notBefore: notBefore.secondsSince1970,
            notAfter: notAfter.secondsSince1970, subjectKey: key.publicKey,
            extensions: [
                .authority, .keyUsage(.issuing), .subjectKeyIdentifier(key.publicKey),
            ])
        certificateDER = template.signed(by: key)
    }

    public static func generate(notBefore: Instant, notAfter: Instant) -> TestAuthority {
        TestAuthority(key: .generate(), notBefore: notBefore, notAfter: notAfter)
    }

    /// Nineteen random bytes, the first from 01 to 7F: a positive number of the length that the
    /// real authority uses.
    public static func newSerial() -> [UInt8] { positive(SecureRandom.bytes(19)) }

    /// Issues a certificate like a production CSID's: the request's subject and unit, its key, for
    /// stamping only.
    ///
    /// - Parameter serial: Big-endian and positive; no two certificates may have the same.
    public func issue(
        csrDER: [UInt8], notBefore: Instant, notAfter: Instant,
        serial: [UInt8] = TestAuthority.newSerial()
    ) throws(TestAuthorityError) -> [UInt8] {
        let request: CertificateRequest
        do throws(CertificateError) {
            request = try CertificateRequest(der: csrDER)
        } catch {
            throw .request(error)
        }
        guard let unit = request.sanDirectoryName else { throw .noUnit }
        let template = CertificateTemplate(
            serial: serial, issuer: Self.name, subject: request.subject,
            notBefore: notBefore.secondsSince1970, notAfter: notAfter.secondsSince1970,
            subjectKey: request.publicKey,
            extensions: [
                .alternativeName(unit), .subjectKeyIdentifier(request.publicKey),
                .authorityKeyIdentifier(publicKey), .keyUsage(.digitalSignature),
                // Code signing and client authentication, as the real ones have.
                .purposes(["1.3.6.1.5.5.7.3.3", "1.3.6.1.5.5.7.3.2"]),
            ])
        return template.signed(by: key)
    }

    private static func positive(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        bytes[0] = max(1, bytes[0] & 0x7F)
        return bytes
    }
}
