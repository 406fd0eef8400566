/// Why bytes are no acceptable JSON, and where.
public struct JSONError: Error, Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        /// More bytes than the limit allows; nothing was read.
        case tooLarge(bytes: Int, limit: Int)
        /// Arrays and objects nested deeper than the limit.
        case tooDeep(limit: Int)
        /// U+FEFF at the start: RFC 8259 section 8.1 forbids writers to add it.
        case byteOrderMark
        /// The input ends where something must follow (an empty input too).
        case unexpectedEnd
        /// A byte that cannot stand here.
        case unexpectedByte(UInt8)
        /// Something after the one value.
        case trailingByte(UInt8)
        /// A string that is not UTF-8.
        case invalidUTF8
        /// A character below U+0020 that is not escaped.
        case controlCharacter(UInt8)
        /// A backslash followed by something that is no escape.
        case invalidEscape
        /// `\uD800`…`\uDFFF` that is no pair.
        case loneSurrogate
        /// A number against the grammar: leading zero or plus, no digit after the point, ….
        case invalidNumber
        /// A number beyond binary64, or written with more than 400 characters.
        case numberOutOfRange
        /// A name that stands twice in one object.
        case repeatedName(String)
    }

    public let kind: Kind
    /// From 0.
    public let offset: Int
    /// From 1; lines end with LF.
    public let line: Int
    /// From 1, in bytes.
    public let column: Int
    /// The JSON Pointer (RFC 6901) of the value being read.
    public let pointer: String
}

/// How much JSON is accepted.
public struct JSONLimits: Equatable, Sendable {
    public var bytes: Int
    public var depth: Int

    public init(bytes: Int, depth: Int) {
        self.bytes = bytes
        self.depth = depth
    }

    /// A draft or a seller file: 1 MiB, 32 levels.
    public static let draft = JSONLimits(bytes: 1 << 20, depth: 32)
}

/// JSON Pointers (RFC 6901).
public enum JSONPointer {
    /// `~` and `/` of a member's name, escaped for use in a pointer.
    public static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") })
        else {
            return name
        }
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
