/// What goes into a certificate that a secp256k1 authority signs.
public struct CertificateTemplate: Sendable {
    /// Big-endian, positive.
    public var serial: [UInt8]
    public var issuer: DistinguishedName
    public var subject: DistinguishedName
    /// Seconds since 1970, UTC, both inclusive; years 1950 to 9999.
    public var notBefore: Int64
    public var notAfter: Int64
    public var subjectKey: Secp256k1PublicKey
    /// Written in this order.
    public var extensions: [CertificateExtension]

    public init(
        serial: [UInt8], issuer: DistinguishedName, subject: DistinguishedName, notBefore: Int64,
        notAfter: Int64, subjectKey: Secp256k1PublicKey, extensions: [CertificateExtension]
    ) {
        self.serial = serial
        self.issuer = issuer
        self.subject = subject
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.subjectKey = subjectKey
        self.extensions = extensions
    }

    /// The certificate in DER; the same bytes for the same template and key.
    public func signed(by key: Secp256k1PrivateKey) -> [UInt8] {
        let tbs = DER.sequence(
            DER.context(0, DER.integer(2)), DER.unsigned(serial), Signed.algorithm, issuer.der,
            DER.sequence(DER.time(notBefore), DER.time(notAfter)), subject.der, subjectKey.spkiDER,
            DER.context(3, DER.element(DERReader.Tag.sequence, extensions.flatMap(\.der))))
        return Signed.wrap(tbs, key)
    }
}

extension CertificateExtension {
    /// Bits of KeyUsage, most significant first as RFC 5280 numbers them.
    public enum Usage: Sendable { case digitalSignature, issuing }

    /// KeyUsage, critical: digitalSignature alone, or keyCertSign and cRLSign.
    public static func keyUsage(_ usage: Usage) -> CertificateExtension {
        let value: [UInt8] =
            switch usage {
            case .digitalSignature: [DERReader.Tag.bitString, 2, 7, 0x80]
            case .issuing: [DERReader.Tag.bitString, 2, 1, 0x06]
            }
        return CertificateExtension(oid: OID.keyUsage, isCritical: true, value: value)
    }

    /// BasicConstraints CA:TRUE, critical.
    public static let authority = CertificateExtension(
        oid: OID.basicConstraints, isCritical: true,
        value: DER.sequence([DERReader.Tag.boolean, 1, 0xFF]))

    /// ExtendedKeyUsage with these purposes.
    public static func purposes(_ oids: [String]) -> CertificateExtension {
        CertificateExtension(
            oid: "2.5.29.37",
            value: DER.element(DERReader.Tag.sequence, oids.flatMap { DER.oid($0) }))
    }

    public static func subjectKeyIdentifier(_ key: Secp256k1PublicKey) -> CertificateExtension {
        CertificateExtension(oid: OID.subjectKeyIdentifier, value: DER.octets(identifier(key)))
    }

    public static func authorityKeyIdentifier(_ key: Secp256k1PublicKey) -> CertificateExtension {
        CertificateExtension(
            oid: OID.authorityKeyIdentifier,
            value: DER.sequence(DER.element(0x80, identifier(key))))
    }

    /// The leftmost 160 bits of SHA-256 of the point (RFC 7093, method 1).
    private static func identifier(_ key: Secp256k1PublicKey) -> [UInt8] {
        Array(SHA256.hash(key.pointBytes).bytes.prefix(20))
    }
}

extension DER {
    /// UTCTime until 2049, GeneralizedTime from then on (RFC 5280, 4.1.2.5).
    static func time(_ secondsSince1970: Int64) -> [UInt8] {
        let days =
            secondsSince1970 >= 0 ? secondsSince1970 / 86_400 : (secondsSince1970 - 86_399) / 86_400
        let second = Int(secondsSince1970 - days * 86_400)
        let (year, month, day) = CivilCalendar.date(daysSince1970: Int(days))
        precondition((1950...9999).contains(year), "a certificate's years are 1950 to 9999")
        let parts = [month, day, second / 3_600, second / 60 % 60, second % 60]
        let rest = parts.map { two($0) }.joined() + "Z"
        let text = year < 2050 ? two(year % 100) + rest : two(year / 100) + two(year % 100) + rest
        let tag = year < 2050 ? DERReader.Tag.utcTime : DERReader.Tag.generalizedTime
        return element(tag, Array(text.utf8))
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension CivilCalendar {
    /// The date of a day, by counting years and months from an estimate that is never too late.
    static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        var year = 1970 + days / 366 - (days < 0 ? 2 : 0)
        while daysSince1970(year: year + 1, month: 1, day: 1) <= days { year += 1 }
        var rest = days - daysSince1970(year: year, month: 1, day: 1)
        var month = 1
        while rest >= daysIn(month: month, year: year) {
            rest -= daysIn(month: month, year: year)
            month += 1
        }
        return (year, month, rest + 1)
    }
}
