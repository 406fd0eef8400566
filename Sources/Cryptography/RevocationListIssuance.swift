/// What goes into a list of revoked certificates that a secp256k1 authority signs.
public struct RevocationListTemplate: Sendable {
    /// One revoked certificate.
    public struct Entry: Sendable {
        /// Big-endian, positive.
        public var serial: [UInt8]
        /// Seconds since 1970, UTC.
        public var at: Int64
        public var reason: CertificateRevocationList.Reason?

        public init(
            serial: [UInt8], at: Int64, reason: CertificateRevocationList.Reason? = nil
        ) {
            self.serial = serial
            self.at = at
            self.reason = reason
        }

        fileprivate var der: [UInt8] {
            let base = DER.unsigned(serial) + DER.time(at)
            guard let reason else { return DER.element(DERReader.Tag.sequence, base) }
            let code = CertificateExtension(
                oid: OID.reasonCode, value: DER.element(0x0A, [UInt8(reason.rawValue)]))
            return DER.element(DERReader.Tag.sequence, base + DER.sequence(code.der))
        }
    }

    public var issuer: DistinguishedName
    public var issuerKey: Secp256k1PublicKey
    /// Seconds since 1970, UTC.
    public var thisUpdate: Int64
    public var nextUpdate: Int64
    /// CRLNumber, which grows with each list.
    public var number: Int
    public var entries: [Entry]

    public init(
        issuer: DistinguishedName, issuerKey: Secp256k1PublicKey, thisUpdate: Int64,
        nextUpdate: Int64, number: Int, entries: [Entry]
    ) {
        self.issuer = issuer
        self.issuerKey = issuerKey
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
        self.number = number
        self.entries = entries
    }

    /// The list in DER; the same bytes for the same template and key.
    public func signed(by key: Secp256k1PrivateKey) -> [UInt8] {
        let revoked =
            entries.isEmpty
            ? [] : DER.element(DERReader.Tag.sequence, entries.flatMap(\.der))
        let extensions = DER.sequence(
            CertificateExtension.authorityKeyIdentifier(issuerKey).der,
            CertificateExtension(oid: OID.crlNumber, value: DER.integer(number)).der)
        let tbs = DER.sequence(
            DER.integer(1), Signed.algorithm, issuer.der, DER.time(thisUpdate),
            DER.time(nextUpdate), revoked, DER.context(0, extensions))
        return Signed.wrap(tbs, key)
    }
}
