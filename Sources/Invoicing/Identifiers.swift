import Encoding

/// The seller's own number of a document (BT-1): 1 to 127 characters, no control characters.
public struct InvoiceNumber: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    public init?(_ text: String) {
        guard !text.isEmpty, text.unicodeScalars.count <= 127 else { return nil }
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            return nil
        }
        self.text = text
    }

    public var description: String { text }
}

/// Place of a document in its chain (KSA-16): from 1, no gaps.
public struct InvoiceCounterValue: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The counter itself; never below 1 nor above ``largest``.
    public let rawValue: Int64

    /// 2^53-1: the largest number that every program reads from JSON as it stands.
    public static let largest: Int64 = 9_007_199_254_740_991

    /// - Returns: `nil` unless `1 <= rawValue <= largest`.
    public init?(_ rawValue: Int64) {
        guard (1...Self.largest).contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    public static let first = InvoiceCounterValue(unchecked: 1)

    public var next: InvoiceCounterValue { InvoiceCounterValue(unchecked: rawValue + 1) }

    private init(unchecked rawValue: Int64) { self.rawValue = rawValue }

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    public var description: String { String(rawValue) }
}

/// SHA-256 of the canonical invoice (`zatca` section D1): 32 bytes, written as 44 characters of
/// base64.
public struct InvoiceHash: Hashable, Sendable, CustomStringConvertible {
    public let bytes: [UInt8]

    /// - Returns: `nil` unless there are exactly 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    public init?(base64 text: String) {
        guard let bytes = Base64.decode(text) else { return nil }
        self.init(bytes)
    }

    public var base64: String { Base64.encode(bytes) }
    public var description: String { base64 }
}

/// The hash of the document before this one (KSA-13).
public enum PreviousInvoiceHash: Hashable, Sendable {
    /// Before the first document of a chain: not 32 bytes, but a fixed text of 88 characters, the
    /// base64 of the hexadecimal text of SHA-256("0").
    case initial
    case hash(InvoiceHash)

    public static let initialText =
        "NWZlY2ViNjZmZmM4NmYzOGQ5NTI3ODZjNmQ2OTZjNzljMmRiYzIzOWRkNGU5MWI0NjcyOWQ3M2EyN2ZiNTdlOQ=="

    /// The text that stands in the document.
    public var text: String {
        switch self {
        case .initial: Self.initialText
        case .hash(let hash): hash.base64
        }
    }

    public init?(text: String) {
        if text == Self.initialText {
            self = .initial
        } else if let hash = InvoiceHash(base64: text) {
            self = .hash(hash)
        } else {
            return nil
        }
    }
}

/// The UUID of a document (KSA-1): 16 bytes, written as 36 lower-case characters.
public struct DocumentUUID: Hashable, Sendable, CustomStringConvertible {
    public let bytes: [UInt8]

    /// Makes a random (version 4) UUID of 16 bytes that the caller drew from the system's
    /// generator.
    public init(random bytes: [UInt8]) {
        precondition(bytes.count == 16, "a UUID is 16 bytes")
        var bytes = bytes
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        self.bytes = bytes
    }

    /// Takes the 36-character form, digits of either case.
    public init?(_ text: String) {
        guard text.utf8.count == 36 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        var high: UInt8?
        for (index, character) in text.utf8.enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard character == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Hex.value(character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        self.bytes = bytes
    }

    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, character) in Hex.encodeToBytes(bytes).enumerated() {
            if index == 8 || index == 12 || index == 16 || index == 20 {
                text.append(UInt8(ascii: "-"))
            }
            text.append(character)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// A VAT registration number (BT-31, BT-48): 15 digits, the first and the last of them 3
/// (BR-KSA-40, BR-KSA-44).
public struct VATNumber: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    public init?(_ text: String) {
        let characters = Array(text.utf8)
        guard characters.count == 15 else { return nil }
        guard characters.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
            return nil
        }
        guard characters[0] == UInt8(ascii: "3") else { return nil }
        guard characters[14] == UInt8(ascii: "3") else { return nil }
        self.text = text
    }

    public var description: String { text }
}
