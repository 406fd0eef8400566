import Encoding
public import Invoicing

/// The text of the QR code (KSA-14): base64 of tagged values.
///
///     tag     1 byte, 1 to 9, each at most once, ascending
///     length  1 byte to 127; from 128 in BER long form: 81 nn, 82 nn nn
///     value
///
/// 1 seller's name, 2 VAT number, 3 date and time of issue, 4 total with VAT, 5 VAT total, 6
/// invoice hash, 7 signature, 8 public key, 9 the certificate's signature. The first five and the
/// seventh are the texts of the document; the sixth is the hash's base64 (44 characters, not 32
/// bytes); the last two are raw DER. A standard document has no 9.
///
/// Some software writes lengths from 128 to 255 as one plain byte. Both are read, and `lengthForm`
/// tells which it was.
public struct QRCode: Hashable, Sendable {
    public enum Tag: UInt8, Hashable, Sendable, CaseIterable {
        case sellerName = 1
        case vatNumber, issuedAt, total, vatTotal, invoiceHash, signature, publicKey
        case certificateSignature
    }

    public enum LengthForm: Hashable, Sendable {
        /// No value is longer than 127 bytes: both forms look the same.
        case short
        case ber
        case plainByte
    }

    /// In the order of the text.
    public let fields: [(tag: Tag, value: [UInt8])]
    public let lengthForm: LengthForm

    /// A text longer than this is refused (BR-CL-KSA-14).
    public static let limit = 1_000
    /// A text longer than this may be refused by readers that follow the published standard.
    public static let advisedLimit = 700

    /// The value of a tag; `nil` where the tag is not there.
    public func value(_ tag: Tag) -> [UInt8]? {
        for index in fields.indices where fields[index].tag == tag { return fields[index].value }
        return nil
    }

    public static func == (a: Self, b: Self) -> Bool {
        a.lengthForm == b.lengthForm && a.fields.elementsEqual(b.fields, by: ==)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(lengthForm)
        for field in fields {
            hasher.combine(field.tag)
            hasher.combine(field.value)
        }
    }
}

/// Why a text is no QR code, or may not become one.
public enum QRError: Error, Hashable, Sendable {
    case notBase64
    case empty
    /// `offset` is that of the tag, in bytes after decoding.
    case unknownTag(UInt8, offset: Int)
    /// The tag is the same as the one before it, or lower.
    case outOfOrder(QRCode.Tag, after: QRCode.Tag, offset: Int)
    /// The text ends before the length or the value does.
    case cutShort(QRCode.Tag, offset: Int)
    /// A length that is neither one byte nor the shortest BER form.
    case badLength(QRCode.Tag, offset: Int)
    /// `length` characters of base64, more than `QRCode.limit`.
    case tooLong(length: Int)
}

// MARK: Writing

extension QRCode {
    /// The base64 text of a stamped document's code.
    ///
    /// Here, and nowhere else, is decided which amounts are shown: tag 4 the payable amount
    /// (BT-115, as the authority's samples have it, not BT-112), tag 5 the VAT total in riyals
    /// (BT-111, the first `cac:TaxTotal`).
    ///
    /// - Parameters:
    ///   - signature: DER.
    ///   - publicKey: DER of the SubjectPublicKeyInfo.
    ///   - certificateSignature: DER of the authority's signature on the certificate; written for
    ///     simplified documents only.
    public static func encode(
        _ invoice: Invoice, seller: Party, hash: InvoiceHash, signature: [UInt8],
        publicKey: [UInt8], certificateSignature: [UInt8]
    ) throws(QRError) -> [UInt8] {
        var issuedAt = ByteWriter(capacity: 32)
        issuedAt.date(invoice.issuedAt.date)
        issuedAt.byte(UInt8(ascii: "T"))
        issuedAt.time(invoice.issuedAt)
        var total = ByteWriter(capacity: 32)
        total.money(invoice.totals.payable)
        var vatTotal = ByteWriter(capacity: 32)
        vatTotal.money(invoice.totals.taxInSAR)
        var fields: [(tag: Tag, value: [UInt8])] = [
            (.sellerName, Array((seller.name ?? "").utf8)),
            (.vatNumber, Array((seller.vat?.text ?? "").utf8)),
            (.issuedAt, issuedAt.bytes),
            (.total, total.bytes),
            (.vatTotal, vatTotal.bytes),
            (.invoiceHash, Base64.encodeToBytes(hash.bytes)),
            (.signature, Base64.encodeToBytes(signature)),
            (.publicKey, publicKey),
        ]
        if invoice.kind == .simplified {
            fields.append((.certificateSignature, certificateSignature))
        }
        return try encode(fields)
    }

    /// The base64 text of any fields, which the caller gives in ascending order, each tag once.
    public static func encode(
        _ fields: [(tag: Tag, value: [UInt8])]
    ) throws(QRError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        var previous: Tag?
        for (tag, value) in fields {
            if let previous, tag.rawValue <= previous.rawValue {
                throw .outOfOrder(tag, after: previous, offset: bytes.count)
            }
            previous = tag
            bytes.append(tag.rawValue)
            try appendLength(value.count, of: tag, to: &bytes)
            bytes.append(contentsOf: value)
        }
        if bytes.isEmpty { throw .empty }
        let text = Base64.encodeToBytes(bytes)
        guard text.count <= limit else { throw .tooLong(length: text.count) }
        return text
    }

    private static func appendLength(
        _ length: Int, of tag: Tag, to bytes: inout [UInt8]
    ) throws(QRError) {
        switch length {
        case ..<0x80: bytes.append(UInt8(length))
        case ..<0x100: bytes += [0x81, UInt8(length)]
        case ..<0x1_0000: bytes += [0x82, UInt8(length >> 8), UInt8(length & 0xFF)]
        default: throw .tooLong(length: (length + 2) / 3 * 4)
        }
    }
}

// MARK: Reading

extension QRCode {
    /// Takes exactly what `encode` writes, and the same with plain length bytes; nothing before,
    /// between or behind.
    ///
    /// A text over `limit` characters is still read: a checker wants to see what is in it.
    public static func decode(_ base64: [UInt8]) throws(QRError) -> QRCode {
        guard let bytes = Base64.decode(base64) else { throw .notBase64 }
        guard !bytes.isEmpty else { throw .empty }
        // The long form first. The two agree on where a value ends only if a plain length of 129
        // is followed by 0x80, and no text begins with that byte; elsewhere the wrong reading runs
        // out of step and fails.
        do {
            let fields = try read(bytes, as: .ber)
            let long = fields.contains { $0.value.count > 127 }
            return QRCode(fields: fields, lengthForm: long ? .ber : .short)
        } catch {
            guard let fields = try? read(bytes, as: .plainByte) else { throw error }
            return QRCode(fields: fields, lengthForm: .plainByte)
        }
    }

    private static func read(
        _ bytes: [UInt8], as form: LengthForm
    ) throws(QRError) -> [(tag: Tag, value: [UInt8])] {
        var fields: [(tag: Tag, value: [UInt8])] = []
        var offset = 0
        while offset < bytes.count {
            guard let tag = Tag(rawValue: bytes[offset]) else {
                throw .unknownTag(bytes[offset], offset: offset)
            }
            if let previous = fields.last?.tag, tag.rawValue <= previous.rawValue {
                throw .outOfOrder(tag, after: previous, offset: offset)
            }
            var end = offset + 1
            let length = try readLength(bytes, at: &end, of: tag, as: form)
            guard length <= bytes.count - end else { throw .cutShort(tag, offset: offset) }
            fields.append((tag, Array(bytes[end..<end + length])))
            offset = end + length
        }
        return fields
    }

    private static func readLength(
        _ bytes: [UInt8], at offset: inout Int, of tag: Tag, as form: LengthForm
    ) throws(QRError) -> Int {
        let start = offset - 1
        guard offset < bytes.count else { throw .cutShort(tag, offset: start) }
        let first = Int(bytes[offset])
        offset += 1
        if first < 0x80 || form == .plainByte { return first }
        // A text of base64 that a QR code can hold needs two length bytes at most.
        guard first == 0x81 || first == 0x82 else { throw .badLength(tag, offset: start) }
        var length = 0
        for _ in 0..<first & 0x7F {
            guard offset < bytes.count else { throw .cutShort(tag, offset: start) }
            length = length << 8 | Int(bytes[offset])
            offset += 1
        }
        guard length >= (first == 0x81 ? 0x80 : 0x100) else {
            throw .badLength(tag, offset: start)
        }
        return length
    }
}
