/// Writes DER (X.690): each call returns one complete element.
public enum DER {
    public static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var out = [tag]
        out.reserveCapacity(content.count + 5)
        if content.count < 0x80 {
            out.append(UInt8(content.count))
        } else {
            var octets: [UInt8] = []
            var rest = content.count
            while rest > 0 {
                octets.insert(UInt8(rest & 0xFF), at: 0)
                rest >>= 8
            }
            out.append(0x80 | UInt8(octets.count))
            out += octets
        }
        return out + content
    }

    public static func sequence(_ elements: [UInt8]...) -> [UInt8] {
        element(DERReader.Tag.sequence, elements.flatMap { $0 })
    }

    public static func set(_ elements: [UInt8]...) -> [UInt8] {
        element(DERReader.Tag.set, elements.flatMap { $0 })
    }

    /// `[number]`, constructed: explicit tagging, or implicit tagging of a constructed type.
    public static func context(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        element(DERReader.Tag.context(number), content)
    }

    /// A non-negative INTEGER from its big-endian bytes, leading zeros dropped.
    public static func unsigned(_ bigEndian: [UInt8]) -> [UInt8] {
        var digits = Array(bigEndian.drop { $0 == 0 })
        if digits.isEmpty || digits[0] >= 0x80 { digits.insert(0, at: 0) }
        return element(DERReader.Tag.integer, digits)
    }

    public static func integer(_ value: Int) -> [UInt8] {
        precondition(value >= 0, "no negative integer is written here")
        return unsigned((0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) })
    }

    public static func octets(_ content: [UInt8]) -> [UInt8] {
        element(DERReader.Tag.octetString, content)
    }

    /// A BIT STRING of whole octets.
    public static func bits(_ content: [UInt8]) -> [UInt8] {
        element(DERReader.Tag.bitString, [0] + content)
    }

    public static func utf8(_ text: String) -> [UInt8] {
        element(DERReader.Tag.utf8, Array(text.utf8))
    }

    public static func printable(_ text: String) -> [UInt8] {
        element(DERReader.Tag.printable, Array(text.utf8))
    }

    public static let null: [UInt8] = [DERReader.Tag.null, 0]

    /// An OBJECT IDENTIFIER from its dotted text, which must be a well-formed one of our own.
    public static func oid(_ text: String) -> [UInt8] {
        let arcs = text.split(separator: ".").compactMap { UInt64($0) }
        precondition(arcs.count >= 2 && arcs[0] <= 2, "no object identifier: \(text)")
        var content = base128(arcs[0] * 40 + arcs[1])
        for arc in arcs.dropFirst(2) { content += base128(arc) }
        return element(DERReader.Tag.oid, content)
    }

    private static func base128(_ value: UInt64) -> [UInt8] {
        var groups = [UInt8(value & 0x7F)]
        var rest = value >> 7
        while rest > 0 {
            groups.insert(0x80 | UInt8(rest & 0x7F), at: 0)
            rest >>= 7
        }
        return groups
    }
}

/// Object identifiers that this module writes or understands.
enum OID {
    static let ecPublicKey = "1.2.840.10045.2.1"
    static let secp256k1 = "1.3.132.0.10"
    static let ecdsaWithSHA256 = "1.2.840.10045.4.3.2"
    static let extensionRequest = "1.2.840.113549.1.9.14"
    static let subjectKeyIdentifier = "2.5.29.14"
    static let keyUsage = "2.5.29.15"
    static let subjectAltName = "2.5.29.17"
    static let basicConstraints = "2.5.29.19"
    static let crlNumber = "2.5.29.20"
    static let reasonCode = "2.5.29.21"
    static let invalidityDate = "2.5.29.24"
    static let authorityKeyIdentifier = "2.5.29.35"
    static let pbes2 = "1.2.840.113549.1.5.13"
    static let pbkdf2 = "1.2.840.113549.1.5.12"
    static let hmacWithSHA256 = "1.2.840.113549.2.9"
    static let sha256 = "2.16.840.1.101.3.4.2.1"
    static let aes256CBC = "2.16.840.1.101.3.4.1.42"
    static let data = "1.2.840.113549.1.7.1"
    static let envelopedData = "1.2.840.113549.1.7.3"
    static let pwriKEK = "1.2.840.113549.1.9.16.3.9"
    static let ed25519 = "1.3.101.112"
}
