import CLibCrypto

/// The armour of RFC 7468: base64 in lines of 64 characters between `BEGIN` and `END`.
public enum PEM {
    public static func encode(_ der: [UInt8], label: String) -> [UInt8] {
        var out = Array("-----BEGIN \(label)-----\n".utf8)
        let text = der.withUnsafeBytes { base64($0) }
        for start in stride(from: 0, to: text.count, by: 64) {
            out += text[start..<min(start + 64, text.count)]
            out.append(UInt8(ascii: "\n"))
        }
        return out + Array("-----END \(label)-----\n".utf8)
    }

    /// The content of the first block with this label, or `nil`.
    public static func firstBlock(in text: [UInt8], label: String) -> [UInt8]? {
        text.withUnsafeBytes { text in
            guard let body = body(in: text, label: label) else { return nil }
            return decodeSecret(UnsafeRawBufferPointer(rebasing: text[body])).map(array)
        }
    }

    /// Base64 with padding, line ends and blanks between the characters allowed.
    public static func decodeBase64(_ text: [UInt8]) -> [UInt8]? {
        text.withUnsafeBytes { decodeSecret($0).map(array) }
    }

    private static func array(_ secret: SecretBytes) -> [UInt8] {
        secret.withBytes { Array($0) }
    }

    private static func base64(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return [] }
        return [UInt8](unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4 + 1) { out, written in
            written = Int(EVP_EncodeBlock(out.baseAddress, start, Int32(bytes.count)))
        }
    }
}

extension PEM {
    /// Where the text between the armour lines of the first block with this label stands.
    static func body(in text: UnsafeRawBufferPointer, label: String) -> Range<Int>? {
        let begin = Array("-----BEGIN \(label)-----".utf8)
        let end = Array("-----END \(label)-----".utf8)
        guard let opening = find(begin, in: text, from: 0) else { return nil }
        guard let closing = find(end, in: text, from: opening + begin.count) else { return nil }
        return (opening + begin.count)..<closing
    }

    static func find(_ needle: [UInt8], in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard text.count >= needle.count, start <= text.count - needle.count else { return nil }
        return (start...(text.count - needle.count)).first { position in
            text[position] == needle[0]
                && text[position..<(position + needle.count)].elementsEqual(needle)
        }
    }

    /// Decodes base64 without leaving a copy of the bytes in ordinary memory.
    ///
    /// - Returns: `nil` for a character of no alphabet, wrong padding, unused bits that are set, or
    ///   no bytes at all.
    static func decodeSecret(_ text: UnsafeRawBufferPointer) -> SecretBytes? {
        let significant = text.reduce(0) { $0 + (isBlank($1) ? 0 : 1) }
        let padding = text.reduce(0) { $0 + ($1 == UInt8(ascii: "=") ? 1 : 0) }
        guard significant > 0, significant % 4 == 0, padding <= 2 else { return nil }
        var sound = true
        let secret = SecretBytes(count: significant / 4 * 3 - padding) { out in
            sound = decode(text, characters: significant - padding, into: out)
        }
        return sound ? secret : nil
    }

    private static func decode(
        _ text: UnsafeRawBufferPointer, characters: Int, into out: UnsafeMutableRawBufferPointer
    ) -> Bool {
        var bits: UInt32 = 0
        var held = 0
        var read = 0
        var written = 0
        for character in text where !isBlank(character) {
            if read == characters {
                guard character == UInt8(ascii: "=") else { return false }
                continue
            }
            guard let value = value(character) else { return false }
            read += 1
            bits = bits << 6 | value
            held += 6
            guard held >= 8 else { continue }
            held -= 8
            out[written] = UInt8(truncatingIfNeeded: bits >> UInt32(held))
            written += 1
        }
        return bits & (1 << UInt32(held) - 1) == 0
    }

    static func isBlank(_ character: UInt8) -> Bool {
        character == 0x20 || character == 0x0A || character == 0x0D || character == 0x09
    }

    private static func value(_ character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character) - 0x41
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character) - 0x61 + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character) - 0x30 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
