/// The fields of a certificate as our own reader finds them.
struct CertificateParts {
    let serialDecimal: String
    let issuer: DistinguishedName
    let subject: DistinguishedName
    let notBefore: Int64
    let notAfter: Int64
    let spkiDER: [UInt8]
    let signature: [UInt8]
    let signatureAlgorithm: String
    let tbsDER: [UInt8]
    let extensions: CertificateExtensions

    static func read(_ buffer: UnsafeRawBufferPointer) throws(CertificateError) -> Self {
        guard buffer.count <= Certificate.maximumBytes else {
            throw .notDER(offset: 0, reason: DERError.Reason.hugeLength.rawValue)
        }
        do throws(DERError) {
            try DERReader.checkWhole(buffer)
        } catch {
            throw CertificateError(error)
        }
        // From here on the bytes are sound DER; what is missing is shape.
        var reader = DERReader(buffer)
        var certificate = try field("certificate") { () throws(DERError) in
            try reader.enter(DERReader.Tag.sequence)
        }
        let tbs = try field("tbsCertificate") { () throws(DERError) in
            try certificate.next(DERReader.Tag.sequence)
        }
        let outer = try field("signatureAlgorithm") { () throws(DERError) in
            try certificate.next(DERReader.Tag.sequence)
        }
        let bits = try field("signatureValue") { () throws(DERError) in
            let bits = try certificate.next(DERReader.Tag.bitString)
            try certificate.finish()
            return bits
        }
        guard buffer[bits.content.lowerBound] == 0 else {
            throw .malformed(field: "signatureValue")
        }
        return try signedPart(
            certificate, tbs, outer: outer,
            signature: Array(certificate.bytes(bits.content).dropFirst()))
    }

    private static func signedPart(
        _ certificate: DERReader, _ whole: DERReader.Element, outer: DERReader.Element,
        signature: [UInt8]
    ) throws(CertificateError) -> Self {
        var tbs = certificate.inside(whole)
        try field("version") { () throws(DERError) in
            var version = try tbs.enter(DERReader.Tag.context(0))
            guard try version.nextSmallInteger() == 2 else { throw version.fail(.unexpected) }
            try version.finish()
        }
        let serial = try field("serialNumber") { () throws(DERError) in
            try tbs.next(DERReader.Tag.integer)
        }
        let serialDecimal = try decimal(tbs.bytes(serial.content))
        let algorithm = try field("signature") { () throws(DERError) in
            let inner = try tbs.next(DERReader.Tag.sequence)
            // RFC 5280, 4.1.1.2: both statements of the algorithm must be the same.
            guard tbs.equals(inner.whole, tbs.bytes(outer.whole)) else {
                throw tbs.fail(.unexpected)
            }
            var parts = tbs.inside(inner)
            return try parts.nextOID()
        }
        let issuer = try field("issuer") { () throws(DERError) in
            try DistinguishedName(next: &tbs)
        }
        let validity = try field("validity") { () throws(DERError) in
            var validity = try tbs.enter(DERReader.Tag.sequence)
            let times = (try validity.nextTime(), try validity.nextTime())
            try validity.finish()
            return times
        }
        let subject = try field("subject") { () throws(DERError) in
            try DistinguishedName(next: &tbs)
        }
        let spki = try field("subjectPublicKeyInfo") { () throws(DERError) in
            try tbs.next(DERReader.Tag.sequence)
        }
        let extensions = try CertificateExtensions.read(&tbs)
        return CertificateParts(
            serialDecimal: serialDecimal, issuer: issuer, subject: subject, notBefore: validity.0,
            notAfter: validity.1, spkiDER: tbs.bytes(spki.whole), signature: signature,
            signatureAlgorithm: algorithm, tbsDER: tbs.bytes(whole.whole), extensions: extensions)
    }

    /// Decimal text of a serial number, which RFC 5280 limits to 20 octets and wants positive.
    static func decimal(_ bigEndian: [UInt8]) throws(CertificateError) -> String {
        if bigEndian[0] >= 0x80 { throw .negativeSerial }
        if bigEndian == [0] { throw .zeroSerial }
        guard bigEndian.count <= 21 else { throw .malformed(field: "serialNumber") }
        // Groups of nine digits, least significant first.
        var groups: [UInt64] = [0]
        for byte in bigEndian {
            var carry = UInt64(byte)
            for index in groups.indices {
                let value = groups[index] << 8 + carry
                groups[index] = value % 1_000_000_000
                carry = value / 1_000_000_000
            }
            if carry > 0 { groups.append(carry) }
        }
        var text = String(groups[groups.count - 1])
        for group in groups.dropLast().reversed() {
            let digits = String(group)
            text += String(repeating: "0", count: 9 - digits.count) + digits
        }
        return text
    }
}

/// Names the field in which reading stopped.
func field<R>(_ name: String, _ read: () throws(DERError) -> R) throws(CertificateError) -> R {
    do throws(DERError) {
        return try read()
    } catch {
        throw .malformed(field: name)
    }
}

/// What the extensions say that somebody here acts on.
struct CertificateExtensions {
    private(set) var sanDirectoryName: DistinguishedName?
    private(set) var isAuthority = false
    /// How many issuers may stand between this one and a certificate that issues nothing.
    private(set) var pathLength: Int?
    private(set) var mayIssue = true
    private(set) var maySignLists = true

    /// Extensions that may be critical because they are understood.
    private static let known: Set<String> = [
        OID.basicConstraints, OID.keyUsage, OID.subjectAltName,
    ]

    static func read(_ tbs: inout DERReader) throws(CertificateError) -> Self {
        var result = CertificateExtensions()
        guard !tbs.isAtEnd else { return result }
        var list = try field("extensions") { () throws(DERError) in
            // The two unique identifiers of version 2 are refused with the rest: nobody issues
            // them.
            var outer = try tbs.enter(DERReader.Tag.context(3))
            try tbs.finish()
            let list = try outer.enter(DERReader.Tag.sequence)
            try outer.finish()
            return list
        }
        var seen: Set<String> = []
        while !list.isAtEnd {
            let (oid, isCritical, value) = try field("extensions") { () throws(DERError) in
                try nextExtension(&list)
            }
            guard seen.insert(oid).inserted else { throw .malformed(field: "extension \(oid)") }
            if isCritical, !known.contains(oid) { throw .unknownCriticalExtension(oid: oid) }
            try field("extension \(oid)") { () throws(DERError) in
                try result.take(oid, list, value)
            }
        }
        return result
    }

    static func nextExtension(
        _ list: inout DERReader
    ) throws(DERError) -> (oid: String, isCritical: Bool, value: Range<Int>) {
        var item = try list.enter(DERReader.Tag.sequence)
        let oid = try item.nextOID()
        var isCritical = false
        if let flag = try item.nextIf(DERReader.Tag.boolean) {
            isCritical = item.buffer[flag.content.lowerBound] != 0
        }
        let value = try item.next(DERReader.Tag.octetString)
        try item.finish()
        return (oid, isCritical, value.content)
    }

    private mutating func take(
        _ oid: String, _ list: DERReader, _ value: Range<Int>
    ) throws(DERError) {
        switch oid {
        case OID.subjectAltName:
            sanDirectoryName = try Self.directoryName(list.buffer, value)
        case OID.basicConstraints:
            try DERReader.checkWhole(UnsafeRawBufferPointer(rebasing: list.buffer[value]))
            var reader = DERReader(list.buffer, in: value)
            var constraints = try reader.enter(DERReader.Tag.sequence)
            if let flag = try constraints.nextIf(DERReader.Tag.boolean) {
                isAuthority = list.buffer[flag.content.lowerBound] != 0
            }
            if !constraints.isAtEnd { pathLength = try constraints.nextCappedInteger() }
            try constraints.finish()
        case OID.keyUsage:
            try DERReader.checkWhole(UnsafeRawBufferPointer(rebasing: list.buffer[value]))
            var reader = DERReader(list.buffer, in: value)
            let bits = reader.bytes(try reader.next(DERReader.Tag.bitString).content)
            let first = bits.count > 1 ? bits[1] : 0
            // keyCertSign is bit 5 and cRLSign bit 6, counted from the highest.
            (mayIssue, maySignLists) = (first & 0x04 != 0, first & 0x02 != 0)
        default:
            break
        }
    }

    /// The first `[4] directoryName` of GeneralNames.
    static func directoryName(
        _ buffer: UnsafeRawBufferPointer, _ range: Range<Int>
    ) throws(DERError) -> DistinguishedName? {
        try DERReader.checkWhole(UnsafeRawBufferPointer(rebasing: buffer[range]))
        var reader = DERReader(buffer, in: range)
        var names = try reader.enter(DERReader.Tag.sequence)
        while !names.isAtEnd {
            let name = try names.next()
            guard name.tag == DERReader.Tag.context(4) else { continue }
            var explicit = names.inside(name)
            let directory = try DistinguishedName(next: &explicit)
            try explicit.finish()
            return directory
        }
        return nil
    }
}

extension DERReader {
    /// UTCTime or GeneralizedTime in the only form that DER and RFC 5280 allow, as seconds since
    /// 1970.
    mutating func nextTime() throws(DERError) -> Int64 {
        let element = try next()
        let bad = DERError(offset: element.whole.lowerBound, reason: .unexpected)
        var digits = bytes(element.content)
        guard digits.popLast() == UInt8(ascii: "Z") else { throw bad }
        guard digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { throw bad }
        func number(_ range: Range<Int>) -> Int {
            digits[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        let year: Int
        switch (element.tag, digits.count) {
        case (Tag.utcTime, 12):
            year = number(0..<2) < 50 ? 2000 + number(0..<2) : 1900 + number(0..<2)
        case (Tag.generalizedTime, 14):
            year = number(0..<4)
        default:
            throw bad
        }
        digits = Array(digits.suffix(10))
        let (month, day) = (number(0..<2), number(2..<4))
        let (hour, minute, second) = (number(4..<6), number(6..<8), number(8..<10))
        guard (1...12).contains(month), hour < 24, minute < 60, second < 60 else { throw bad }
        guard day >= 1, day <= CivilCalendar.daysIn(month: month, year: year) else { throw bad }
        let days = CivilCalendar.daysSince1970(year: year, month: month, day: day)
        return Int64(days) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    }
}

/// The proleptic Gregorian calendar, as far as certificates need it.
enum CivilCalendar {
    static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    static func daysIn(month: Int, year: Int) -> Int {
        [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        // Days before the year, by the leap rule, then days before the month.
        let past = year - 1
        let before = past * 365 + past / 4 - past / 100 + past / 400
        let months = (1..<month).reduce(0) { $0 + daysIn(month: $1, year: year) }
        return before + months + day - 1 - 719_162
    }
}
