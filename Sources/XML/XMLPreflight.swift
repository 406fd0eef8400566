/// Checks of a whole byte string before any parser sees it.
enum XMLPreflight {
    /// What the bytes are, where they may be read at all.
    struct Encoding {
        let hasByteOrderMark: Bool
        let hasCarriageReturn: Bool
    }

    /// Finds other encodings than UTF-8, bad UTF-8, and characters that XML 1.0 forbids.
    static func checkEncoding(_ bytes: XMLBytes) throws(XMLError) -> Encoding {
        let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
        if let name = otherEncoding(bytes) { throw error(.encoding(found: name), bytes, 0) }
        var hasReturn = false
        var index = hasMark ? 3 : 0
        while index < bytes.count {
            index = skipPlain(bytes, from: index)
            guard index < bytes.count else { break }
            let byte = bytes[index]
            if byte < 0x20 {
                if byte == 0x0D {
                    hasReturn = true
                } else if byte != 0x0A && byte != 0x09 {
                    throw error(.forbiddenCharacter(UInt32(byte)), bytes, index)
                }
                index += 1
            } else if byte < 0x80 {
                index += 1
            } else {
                index += try checkSequence(bytes, at: index)
            }
        }
        let start = hasMark ? 3 : 0
        let isUsual = bytes[start...].starts(with: usualDeclaration)
        if !isUsual, let name = declaredEncoding(bytes, from: start), !isUTF8(name) {
            throw error(.encoding(found: name), bytes, 0)
        }
        return Encoding(hasByteOrderMark: hasMark, hasCarriageReturn: hasReturn)
    }

    private static let usualDeclaration = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>".utf8)

    /// The name of an encoding other than UTF-8 that the first bytes of a text show or declare.
    static func foreignEncoding(_ bytes: XMLBytes) -> String? {
        if let name = otherEncoding(bytes) { return name }
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        guard let name = declaredEncoding(bytes, from: hasMark ? 3 : 0) else { return nil }
        return isUTF8(name) ? nil : name
    }

    /// Past what is plain ASCII text, line feeds included, 32 bytes at a time and then eight.
    @inline(__always)
    private static func skipPlain(_ bytes: XMLBytes, from start: Int) -> Int {
        guard let base = bytes.baseAddress else { return start }
        let raw = UnsafeRawPointer(base)
        var index = start
        while index + 32 <= bytes.count {
            var words = SIMD4<UInt64>()
            for lane in 0..<4 {
                words[lane] = raw.loadUnaligned(fromByteOffset: index + 8 * lane, as: UInt64.self)
            }
            if hasOther(words) { break }
            index += 32
        }
        let high: UInt64 = 0x8080_8080_8080_8080
        let blank: UInt64 = 0x2020_2020_2020_2020
        while index + 8 <= bytes.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let low = (word &- blank) & ~word & high
            if (word & high) | low != 0 {
                return index + ((word & high) | low).trailingZeroBitCount / 8
            }
            index += 8
        }
        return index
    }

    /// Whether any byte is neither printable ASCII nor a line feed. No sum carries from one byte
    /// into the next, because the high bits are taken out before.
    @inline(__always)
    private static func hasOther(_ words: SIMD4<UInt64>) -> Bool {
        let low = SIMD4<UInt64>(repeating: 0x7F7F_7F7F_7F7F_7F7F)
        let printable = (words & low) &+ 0x6060_6060_6060_6060
        let lineFeed = ((words ^ 0x0A0A_0A0A_0A0A_0A0A) & low) &+ low
        let other = words | (~printable & lineFeed)
        return (other[0] | other[1] | other[2] | other[3]) & 0x8080_8080_8080_8080 != 0
    }

    /// The length of the UTF-8 sequence at `index`, whose first byte is 0x80 or more.
    private static func checkSequence(_ bytes: XMLBytes, at index: Int) throws(XMLError) -> Int {
        let first = bytes[index]
        let length: Int
        var value: UInt32
        switch first {
        case 0xC2...0xDF: (length, value) = (2, UInt32(first & 0x1F))
        case 0xE0...0xEF: (length, value) = (3, UInt32(first & 0x0F))
        case 0xF0...0xF4: (length, value) = (4, UInt32(first & 0x07))
        default: throw error(.badUTF8, bytes, index)
        }
        guard index + length <= bytes.count else { throw error(.badUTF8, bytes, index) }
        for next in bytes[(index + 1)..<(index + length)] {
            guard next & 0xC0 == 0x80 else { throw error(.badUTF8, bytes, index) }
            value = value << 6 | UInt32(next & 0x3F)
        }
        // Longer than needed, a surrogate, or beyond the last character.
        let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x1_0000
        if value < least || value > 0x10_FFFF || (0xD800...0xDFFF).contains(value) {
            throw error(.badUTF8, bytes, index)
        }
        if value == 0xFFFE || value == 0xFFFF {
            throw error(.forbiddenCharacter(value), bytes, index)
        }
        return length
    }

    /// The name of an encoding whose mark, or whose way of writing `<`, starts the bytes.
    private static func otherEncoding(_ bytes: XMLBytes) -> String? {
        // None of the marks begins so.
        guard bytes.count >= 2, bytes[0] != 0x3C || bytes[1] == 0 else { return nil }
        let marks: [([UInt8], String)] = [
            ([0x00, 0x00, 0xFE, 0xFF], "UTF-32BE"), ([0xFF, 0xFE, 0x00, 0x00], "UTF-32LE"),
            ([0x00, 0x00, 0x00, 0x3C], "UTF-32BE"), ([0x3C, 0x00, 0x00, 0x00], "UTF-32LE"),
            ([0xFE, 0xFF], "UTF-16BE"), ([0xFF, 0xFE], "UTF-16LE"),
            ([0x00, 0x3C], "UTF-16BE"), ([0x3C, 0x00], "UTF-16LE"),
            ([0x4C, 0x6F, 0xA7, 0x94], "EBCDIC"), ([0x2B, 0x2F, 0x76], "UTF-7"),
        ]
        return marks.first { bytes.starts(with: $0.0) }?.1
    }

    /// The value of `encoding` in the XML declaration, if there is one.
    private static func declaredEncoding(_ bytes: XMLBytes, from start: Int) -> String? {
        let opening = Array("<?xml".utf8)
        guard bytes[start...].starts(with: opening) else { return nil }
        let window = bytes[start..<min(bytes.count, start + 400)]
        guard let end = window.indices.first(where: { bytes[$0] == UInt8(ascii: ">") }) else {
            return nil
        }
        let word = Array("encoding".utf8)
        var index = start + opening.count
        while index + word.count < end {
            if bytes[index...].starts(with: word) {
                index += word.count
                while index < end, bytes[index] != 0x22, bytes[index] != 0x27 { index += 1 }
                guard index < end else { return nil }
                let quote = bytes[index]
                let value = bytes[(index + 1)..<end].prefix { $0 != quote }
                return String(decoding: value, as: UTF8.self)
            }
            index += 1
        }
        return nil
    }

    private static func isUTF8(_ name: String) -> Bool {
        let lower = name.lowercased()
        return lower == "utf-8" || lower == "utf8"
    }

    static func error(_ kind: XMLError.Kind, _ bytes: XMLBytes, _ offset: Int) -> XMLError {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return XMLError(kind: kind, line: line, column: before.count - lineStart + 1)
    }
}
