extension JSONValue {
    /// JSON text: members in their order, numbers as they are, everything outside ASCII as itself.
    ///
    /// - Parameter pretty: Two blanks a level and a line for each member; no line end after the
    /// last.
    public func serialized(pretty: Bool = false) -> String {
        String(decoding: serializedBytes(pretty: pretty), as: UTF8.self)
    }

    func serializedBytes(pretty: Bool) -> [UInt8] {
        var out: [UInt8] = []
        // A line for an issued document has about 1,100 bytes.
        out.reserveCapacity(1_536)
        if pretty { writePretty(into: &out, level: 0) } else { write(into: &out) }
        return out
    }

    /// Appends the compact text.
    public func write(into out: inout [UInt8]) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let text): out.append(contentsOf: text.utf8)
        case .string(let text): JSONText.append(text, to: &out)
        case .array(let elements):
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                element.write(into: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                JSONText.append(member.name, to: &out)
                out.append(UInt8(ascii: ":"))
                member.value.write(into: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    private func writePretty(into out: inout [UInt8], level: Int) {
        switch self {
        case .array(let elements) where !elements.isEmpty:
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                Self.newLine(&out, level + 1, comma: index > 0)
                element.writePretty(into: &out, level: level + 1)
            }
            Self.newLine(&out, level, comma: false)
            out.append(UInt8(ascii: "]"))
        case .object(let members) where !members.isEmpty:
            out.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                Self.newLine(&out, level + 1, comma: index > 0)
                JSONText.append(member.name, to: &out)
                out.append(contentsOf: ": ".utf8)
                member.value.writePretty(into: &out, level: level + 1)
            }
            Self.newLine(&out, level, comma: false)
            out.append(UInt8(ascii: "}"))
        default: write(into: &out)
        }
    }

    private static func newLine(_ out: inout [UInt8], _ level: Int, comma: Bool) {
        if comma { out.append(UInt8(ascii: ",")) }
        out.append(0x0A)
        for _ in 0..<level * 2 { out.append(0x20) }
    }
}

/// The JSON form of a string, as RFC 8785 section 3.2.2.2 fixes it: only what must be escaped is.
enum JSONText {
    private static let hexadecimal: [UInt8] = Array("0123456789abcdef".utf8)

    static func append(_ text: String, to out: inout [UInt8]) {
        out.append(0x22)
        var text = text
        text.withUTF8 { bytes in
            // Nearly every text is plain: one look without a branch decides, then one copy.
            var marks: UInt8 = 0
            for byte in bytes { marks |= byte < 0x20 || byte == 0x22 || byte == 0x5C ? 1 : 0 }
            if marks == 0 {
                out.append(contentsOf: bytes)
            } else {
                for byte in bytes { append(byte, to: &out) }
            }
        }
        out.append(0x22)
    }

    private static func append(_ byte: UInt8, to out: inout [UInt8]) {
        switch byte {
        case 0x22: out.append(contentsOf: "\\\"".utf8)
        case 0x5C: out.append(contentsOf: "\\\\".utf8)
        case 0x08: out.append(contentsOf: "\\b".utf8)
        case 0x09: out.append(contentsOf: "\\t".utf8)
        case 0x0A: out.append(contentsOf: "\\n".utf8)
        case 0x0C: out.append(contentsOf: "\\f".utf8)
        case 0x0D: out.append(contentsOf: "\\r".utf8)
        case 0..<0x20:
            out.append(contentsOf: "\\u00".utf8)
            out.append(hexadecimal[Int(byte >> 4)])
            out.append(hexadecimal[Int(byte & 15)])
        default: out.append(byte)
        }
    }
}
