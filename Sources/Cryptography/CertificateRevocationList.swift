// A list of revoked certificates (RFC 5280, section 5), version 1 or 2, as DER:
//
//   CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm, signature BIT STRING }
//   tbsCertList ::= SEQUENCE { version 1 OPTIONAL, signature, issuer, thisUpdate, nextUpdate
//     OPTIONAL, revokedCertificates SEQUENCE OF { serial, date, extensions OPTIONAL } OPTIONAL,
//     [0] extensions OPTIONAL }
//
// Only whole lists by the issuer itself are read: one that says of itself that it is a difference
// to another list, or speaks for another issuer, does so in a critical extension and is refused.

import CLibCrypto

/// A list of revoked certificates, read strictly and once.
public struct CertificateRevocationList: Sendable {
    /// At most this many bytes are looked at: room for some three hundred thousand entries.
    public static let maximumBytes = 16_000_000

    /// Why a certificate was revoked, with the numbers of RFC 5280.
    public enum Reason: Int, Sendable {
        case unspecified = 0
        case keyCompromise, authorityCompromise, affiliationChanged, superseded, cessation
        /// May be taken back: a later list leaves the certificate out again.
        case hold
        case removed = 8
        case privilegeWithdrawn, attributeAuthorityCompromise
    }

    public struct Revocation: Hashable, Sendable {
        /// Seconds since 1970.
        public let at: Int64
        /// From when the key is no longer trusted, where the list says that it was before `at`.
        public let invalidFrom: Int64?
        public let reason: Reason?

        /// The earlier of both.
        public var holdsFrom: Int64 { min(at, invalidFrom ?? at) }
    }

    public let der: [UInt8]
    public let issuer: DistinguishedName
    /// Seconds since 1970.
    public let thisUpdate: Int64
    /// When the next list comes at the latest; `nil` where the list does not say.
    public let nextUpdate: Int64?
    /// CRLNumber in decimal.
    public let number: String?
    /// By serial number in decimal.
    public let revoked: [String: Revocation]
    private let tbsDER: [UInt8]
    private let signature: [UInt8]
    private let signatureAlgorithm: String

    /// Reads a list in DER, or in the armour `X509 CRL`.
    public init(pemOrDER bytes: [UInt8]) throws(CertificateError) {
        if bytes.first == 0x30 {
            try self.init(der: bytes)
        } else if let der = PEM.firstBlock(in: bytes, label: "X509 CRL") {
            try self.init(der: der)
        } else {
            throw .unknownEncoding
        }
    }

    public init(der: [UInt8]) throws(CertificateError) {
        let parts = try der.withUnsafeBufferPointer { (bytes) throws(CertificateError) in
            try RevocationListParts.read(UnsafeRawBufferPointer(bytes))
        }
        self.der = der
        issuer = parts.issuer
        thisUpdate = parts.thisUpdate
        nextUpdate = parts.nextUpdate
        number = parts.number
        revoked = parts.revoked
        tbsDER = parts.tbsDER
        signature = parts.signature
        signatureAlgorithm = parts.signatureAlgorithm
    }

    /// Whether the holder of this key signed the list. Dates are not looked at.
    public func isSigned(by issuerSPKI: [UInt8]) -> Bool {
        SignedPart(bytes: tbsDER, signature: signature, algorithm: signatureAlgorithm)
            .isSigned(by: issuerSPKI) { key in
                let list = der.withUnsafeBufferPointer { bytes in
                    var position = bytes.baseAddress
                    return d2i_X509_CRL(nil, &position, bytes.count)
                }
                guard let list else { return false }
                defer { X509_CRL_free(list) }
                return X509_CRL_verify(list, key) == 1
            }
    }
}

/// The fields of a list as they stand in its bytes.
private struct RevocationListParts {
    var issuer = DistinguishedName([])
    var thisUpdate: Int64 = 0
    var nextUpdate: Int64?
    var number: String?
    var revoked: [String: CertificateRevocationList.Revocation] = [:]
    var tbsDER: [UInt8] = []
    var signature: [UInt8] = []
    var signatureAlgorithm = ""

    static func read(_ buffer: UnsafeRawBufferPointer) throws(CertificateError) -> Self {
        guard buffer.count <= CertificateRevocationList.maximumBytes else {
            throw .notDER(offset: 0, reason: DERError.Reason.hugeLength.rawValue)
        }
        do throws(DERError) {
            try DERReader.checkWhole(buffer)
        } catch {
            throw CertificateError(error)
        }
        var parts = RevocationListParts()
        let (tbs, outer) = try field("certificateList") { () throws(DERError) in
            var whole = DERReader(buffer)
            var list = try whole.enter(DERReader.Tag.sequence)
            let tbs = try list.next(DERReader.Tag.sequence)
            let outer = try list.next(DERReader.Tag.sequence)
            let bits = try list.next(DERReader.Tag.bitString)
            try list.finish()
            guard buffer[bits.content.lowerBound] == 0 else { throw list.fail(.badBits) }
            parts.signature = Array(list.bytes(bits.content).dropFirst())
            parts.tbsDER = list.bytes(tbs.whole)
            return (list.inside(tbs), list.bytes(outer.whole))
        }
        try parts.readSigned(tbs, outer: outer)
        return parts
    }

    private mutating func readSigned(
        _ reader: DERReader, outer: [UInt8]
    ) throws(CertificateError) {
        var tbs = reader
        do throws(DERError) {
            if tbs.nextTag == DERReader.Tag.integer, try tbs.nextSmallInteger() != 1 {
                throw tbs.fail(.unexpected)
            }
            let inner = try tbs.next(DERReader.Tag.sequence)
            // RFC 5280, 5.1.1.2: both statements of the algorithm must be the same.
            guard tbs.equals(inner.whole, outer) else { throw tbs.fail(.unexpected) }
            var algorithm = tbs.inside(inner)
            signatureAlgorithm = try algorithm.nextOID()
            issuer = try DistinguishedName(next: &tbs)
            thisUpdate = try tbs.nextTime()
            if tbs.nextTag == DERReader.Tag.utcTime || tbs.nextTag == DERReader.Tag.generalizedTime
            {
                nextUpdate = try tbs.nextTime()
            }
        } catch {
            throw .malformed(field: "tbsCertList")
        }
        let entries = try field("revokedCertificates") { () throws(DERError) in
            try tbs.nextIf(DERReader.Tag.sequence)
        }
        if let entries { try readEntries(tbs.inside(entries)) }
        guard !tbs.isAtEnd else { return }
        var list = try field("crlExtensions") { () throws(DERError) in
            var outer = try tbs.enter(DERReader.Tag.context(0))
            try tbs.finish()
            let list = try outer.enter(DERReader.Tag.sequence)
            try outer.finish()
            return list
        }
        try Self.forEach(&list, known: [OID.crlNumber]) { oid, value throws(CertificateError) in
            guard oid == OID.crlNumber else { return }
            let digits = try field("cRLNumber") { () throws(DERError) in
                var value = value
                let number = try value.next(DERReader.Tag.integer)
                try value.checkInteger(number)
                return value.bytes(number.content)
            }
            number = digits == [0] ? "0" : try CertificateParts.decimal(digits)
        }
    }

    private mutating func readEntries(_ reader: DERReader) throws(CertificateError) {
        var reader = reader
        while !reader.isAtEnd {
            var entry = try field("revokedCertificate") { () throws(DERError) in
                try reader.enter(DERReader.Tag.sequence)
            }
            let (serial, at) = try field("revokedCertificate") { () throws(DERError) in
                let serial = try entry.next(DERReader.Tag.integer)
                return (entry.bytes(serial.content), try entry.nextTime())
            }
            var reason: CertificateRevocationList.Reason?
            var invalidFrom: Int64?
            if !entry.isAtEnd {
                var list = try field("crlEntryExtensions") { () throws(DERError) in
                    let list = try entry.enter(DERReader.Tag.sequence)
                    try entry.finish()
                    return list
                }
                try Self.forEach(&list, known: [OID.reasonCode, OID.invalidityDate]) {
                    oid, value throws(CertificateError) in
                    var value = value
                    try field("extension \(oid)") { () throws(DERError) in
                        if oid == OID.reasonCode {
                            let code = try value.next(Self.enumerated)
                            reason = value.bytes(code.content).first.flatMap {
                                CertificateRevocationList.Reason(rawValue: Int($0))
                            }
                        } else if oid == OID.invalidityDate {
                            invalidFrom = try value.nextTime()
                        }
                    }
                }
            }
            let decimal = try CertificateParts.decimal(serial)
            let new = CertificateRevocationList.Revocation(
                at: at, invalidFrom: invalidFrom, reason: reason)
            guard revoked.updateValue(new, forKey: decimal) == nil else {
                throw .malformed(field: "serial \(decimal) twice")
            }
        }
    }

    private static let enumerated: UInt8 = 0x0A

    /// Calls `take` with each extension and a reader of its value.
    private static func forEach(
        _ list: inout DERReader, known: Set<String>,
        _ take: (String, DERReader) throws(CertificateError) -> Void
    ) throws(CertificateError) {
        var seen: Set<String> = []
        while !list.isAtEnd {
            let (oid, isCritical, value) = try field("extensions") { () throws(DERError) in
                try CertificateExtensions.nextExtension(&list)
            }
            guard seen.insert(oid).inserted else { throw .malformed(field: "extension \(oid)") }
            if isCritical, !known.contains(oid) { throw .unknownCriticalExtension(oid: oid) }
            guard known.contains(oid) else { continue }
            try field("extension \(oid)") { () throws(DERError) in
                try DERReader.checkWhole(UnsafeRawBufferPointer(rebasing: list.buffer[value]))
            }
            try take(oid, DERReader(list.buffer, in: value))
        }
    }
}
