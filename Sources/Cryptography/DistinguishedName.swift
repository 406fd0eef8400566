/// One attribute of a name, such as `CN=eInvoicing`.
public struct NameAttribute: Hashable, Sendable {
    /// The dotted object identifier of its type.
    public let oid: String
    public let value: String

    public init(oid: String, value: String) {
        self.oid = oid
        self.value = value
    }
}

/// An X.501 name: relative names in the order of the file, most general first.
public struct DistinguishedName: Hashable, Sendable {
    public let relativeNames: [[NameAttribute]]
    /// The DER as read or written.
    public let der: [UInt8]

    public var attributes: [NameAttribute] { relativeNames.flatMap { $0 } }

    /// The first value of a type.
    public subscript(oid: String) -> String? {
        attributes.first { $0.oid == oid }?.value
    }
}

extension DistinguishedName {
    /// How an attribute's text is written.
    public enum TextType: Sendable { case utf8, printable, ia5 }

    /// A name to be written: one attribute in each relative name.
    public init(_ attributes: [(oid: String, type: TextType, value: String)]) {
        relativeNames = attributes.map { [NameAttribute(oid: $0.oid, value: $0.value)] }
        var content: [UInt8] = []
        for attribute in attributes {
            let tag: UInt8 =
                switch attribute.type {
                case .utf8: DERReader.Tag.utf8
                case .printable: DERReader.Tag.printable
                case .ia5: 0x16
                }
            let value = DER.element(tag, Array(attribute.value.utf8))
            content += DER.set(DER.sequence(DER.oid(attribute.oid), value))
        }
        der = DER.element(DERReader.Tag.sequence, content)
    }

    /// Reads the name that comes next.
    init(next reader: inout DERReader) throws(DERError) {
        let whole = try reader.next(DERReader.Tag.sequence)
        var names = reader.inside(whole)
        var relativeNames: [[NameAttribute]] = []
        while !names.isAtEnd {
            var parts = try names.enter(DERReader.Tag.set)
            var attributes: [NameAttribute] = []
            repeat {
                var part = try parts.enter(DERReader.Tag.sequence)
                let oid = try part.nextOID()
                let element = try part.next()
                guard let value = Self.text(part, element) else {
                    throw DERError(offset: element.whole.lowerBound, reason: .unexpected)
                }
                try part.finish()
                attributes.append(NameAttribute(oid: oid, value: value))
            } while !parts.isAtEnd
            relativeNames.append(attributes)
        }
        self.relativeNames = relativeNames
        der = reader.bytes(whole.whole)
    }

    /// The text of any of the string types that X.520 allows; `nil` for others and for broken
    /// encodings.
    private static func text(_ reader: DERReader, _ element: DERReader.Element) -> String? {
        let content = reader.buffer[element.content]
        switch element.tag {
        case DERReader.Tag.utf8:
            return String(validating: content, as: UTF8.self)
        case DERReader.Tag.printable, 0x12, 0x16, 0x1A:
            return content.allSatisfy { $0 < 0x80 } ? String(decoding: content, as: UTF8.self) : nil
        case 0x14:
            // Teletex in practice is Latin-1.
            return String(String.UnicodeScalarView(content.map { Unicode.Scalar($0) }))
        case 0x1E:
            guard content.count % 2 == 0 else { return nil }
            let units = stride(from: content.startIndex, to: content.endIndex, by: 2).map {
                UInt16(content[$0]) << 8 | UInt16(content[$0 + 1])
            }
            return String(validating: units, as: UTF16.self)
        default:
            return nil
        }
    }
}

extension DistinguishedName {
    /// The name as Java's `X500Name.toString` prints it, which is what stands in
    /// `ds:X509IssuerName`: most specific part first, joined by a comma and a blank.
    public var javaText: String {
        relativeNames.reversed().map { attributes in
            attributes.map { "\(Self.keyword($0.oid))=\(Self.quoted($0.value))" }
                .joined(separator: " + ")
        }.joined(separator: ", ")
    }

    private static let keywords: [String: String] = [
        "2.5.4.3": "CN", "2.5.4.4": "SURNAME", "2.5.4.5": "SERIALNUMBER", "2.5.4.6": "C",
        "2.5.4.7": "L", "2.5.4.8": "ST", "2.5.4.9": "STREET", "2.5.4.10": "O", "2.5.4.11": "OU",
        "2.5.4.12": "T", "2.5.4.42": "GIVENNAME", "2.5.4.43": "INITIALS",
        "2.5.4.44": "GENERATION", "2.5.4.46": "DNQ", "0.9.2342.19200300.100.1.1": "UID",
        "0.9.2342.19200300.100.1.25": "DC", "1.2.840.113549.1.9.1": "EMAILADDRESS",
    ]

    private static func keyword(_ oid: String) -> String { keywords[oid] ?? "OID." + oid }

    /// Quotes a value that holds a separator or blanks which would get lost.
    private static func quoted(_ value: String) -> String {
        let scalars = value.unicodeScalars
        let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\n" }
        let separators = Set<Unicode.Scalar>([",", "+", "=", "\n", "<", ">", "#", ";", "\\", "\""])
        let doubled = zip(scalars, scalars.dropFirst()).contains { isBlank($0) && isBlank($1) }
        let atEnds = [scalars.first, scalars.last].contains { $0.map(isBlank) ?? false }
        guard doubled || atEnds || scalars.contains(where: separators.contains) else {
            return value
        }
        var text = "\""
        for scalar in scalars {
            if scalar == "\\" || scalar == "\"" { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
