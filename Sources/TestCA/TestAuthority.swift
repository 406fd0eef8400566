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
    /// Which of the authority's two certificates for a unit this one issues.
    public enum Role: Sendable {
        /// What a production CSID holds; the issuer's name is that of the test authority.
        case production
        /// What a compliance CSID holds: the issuer has the bare name that the real ones have, and
        /// the certificate nothing but the unit's name.
        case compliance
        /// Issues certificates of other authorities only.
        case root

        fileprivate var name: DistinguishedName {
            switch self {
            case .production:
                DistinguishedName([
                    ("0.9.2342.19200300.100.1.25", .ia5, "test"),
                    ("2.5.4.3", .utf8, "Sijil Test CA"),
                ])
            case .compliance: DistinguishedName([("2.5.4.3", .utf8, "eInvoicing")])
            case .root:
                DistinguishedName([
                    ("0.9.2342.19200300.100.1.25", .ia5, "test"),
                    ("2.5.4.3", .utf8, "Sijil Test Root"),
                ])
            }
        }
    }

    public let role: Role

    /// The authority's own, self-signed certificate.
    public let certificateDER: [UInt8]
    public let publicKey: Secp256k1PublicKey
    private let key: Secp256k1PrivateKey

    /// The same key and times give the same certificate.
    public init(
        key: Secp256k1PrivateKey, role: Role = .production, notBefore: Instant, notAfter: Instant
    ) {
        self.key = key
        self.role = role
        publicKey = key.publicKey
        let template = CertificateTemplate(
            serial: Self.positive(Array(SHA256.hash(key.publicKey.spkiDER).bytes.prefix(19))),
            issuer: role.name, subject: role.name, notBefore: notBefore.secondsSince1970,
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

    /// Issues a certificate like that of the role's CSID: the request's subject and unit, its key,
    /// for stamping only.
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
            serial: serial, issuer: role.name, subject: request.subject,
            notBefore: notBefore.secondsSince1970, notAfter: notAfter.secondsSince1970,
            subjectKey: request.publicKey, extensions: extensions(request.publicKey, unit))
        return template.signed(by: key)
    }

    /// Issues the certificate of another authority: its name and key, under this one's signature.
    public func certify(
        _ other: TestAuthority, notBefore: Instant, notAfter: Instant,
        serial: [UInt8] = TestAuthority.newSerial()
    ) -> [UInt8] {
        CertificateTemplate(
            serial: serial, issuer: role.name, subject: other.role.name,
            notBefore: notBefore.secondsSince1970, notAfter: notAfter.secondsSince1970,
            subjectKey: other.publicKey,
            extensions: [
                .authority, .keyUsage(.issuing), .subjectKeyIdentifier(other.publicKey),
                .authorityKeyIdentifier(publicKey),
            ]
        ).signed(by: key)
    }

    /// A list of revoked certificates.
    ///
    /// - Parameter number: Grows from list to list.
    public func revocationList(
        _ entries: [RevocationListTemplate.Entry], thisUpdate: Instant, nextUpdate: Instant,
        number: Int
    ) -> [UInt8] {
        RevocationListTemplate(
            issuer: role.name, issuerKey: publicKey, thisUpdate: thisUpdate.secondsSince1970,
            nextUpdate: nextUpdate.secondsSince1970, number: number, entries: entries
        ).signed(by: key)
    }

    private func extensions(
        _ key: Secp256k1PublicKey, _ unit: DistinguishedName
    ) -> [CertificateExtension] {
        switch role {
        case .production, .root:
            [
                .alternativeName(unit), .subjectKeyIdentifier(key),
                .authorityKeyIdentifier(publicKey), .keyUsage(.digitalSignature),
                // Code signing and client authentication, as the real ones have.
                .purposes(["1.3.6.1.5.5.7.3.3", "1.3.6.1.5.5.7.3.2"]),
            ]
        case .compliance:
            [
                // BasicConstraints CA:FALSE, which is the default and so is not written.
                CertificateExtension(oid: "2.5.29.19", isCritical: true, value: DER.sequence()),
                .alternativeName(unit),
            ]
        }
    }

    private static func positive(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        bytes[0] = max(1, bytes[0] & 0x7F)
        return bytes
    }
}
