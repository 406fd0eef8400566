/// Makes UTF-8 of a text file's bytes, piece by piece.
struct TextDecoder {
    private let encoding: TextEncoding.Name
    private let table: [UInt16]
    /// Bytes of the mark that are still to be dropped.
    private var markLength: Int
    /// The first byte of a unit that came without its second.
    private var halfUnit: UInt8?
    private var highSurrogate: UInt32?

    init(_ encoding: TextEncoding) {
        self.encoding = encoding.name
        table = encoding.name == .windows1256 ? CodePage.windows1256 : CodePage.windows1252
        let length = encoding.name == .utf8 ? 3 : 2
        markLength = encoding.hasByteOrderMark ? length : 0
    }

    /// The largest number of bytes that `count` bytes can become, and what was left before them.
    static func capacity(for count: Int) -> Int { count * 3 + 8 }

    /// - Returns: How many bytes were written; `nil` where UTF-16 is broken.
    mutating func decode(
        _ bytes: UnsafeRawBufferPointer, into out: UnsafeMutablePointer<UInt8>
    ) -> Int? {
        let skipped = min(markLength, bytes.count)
        markLength -= skipped
        let text = UnsafeRawBufferPointer(rebasing: bytes[skipped...])
        switch encoding {
        case .utf8:
            guard let base = text.baseAddress else { return 0 }
            UnsafeMutableRawPointer(out).copyMemory(from: base, byteCount: text.count)
            return text.count
        case .windows1256, .windows1252:
            var count = 0
            for byte in text {
                if byte < 0x80 {
                    out[count] = byte
                    count += 1
                } else {
                    put(UInt32(table[Int(byte) - 0x80]), out, &count)
                }
            }
            return count
        case .utf16LittleEndian, .utf16BigEndian: return decodeUTF16(text, out)
        }
    }

    private mutating func decodeUTF16(
        _ text: UnsafeRawBufferPointer, _ out: UnsafeMutablePointer<UInt8>
    ) -> Int? {
        var count = 0
        for byte in text {
            guard let first = halfUnit else {
                halfUnit = byte
                continue
            }
            halfUnit = nil
            let unit =
                encoding == .utf16LittleEndian
                ? UInt32(byte) << 8 | UInt32(first) : UInt32(first) << 8 | UInt32(byte)
            if let high = highSurrogate {
                guard (0xDC00...0xDFFF).contains(unit) else { return nil }
                put(0x1_0000 + (high - 0xD800) << 10 + (unit - 0xDC00), out, &count)
                highSurrogate = nil
            } else if (0xD800...0xDBFF).contains(unit) {
                highSurrogate = unit
            } else {
                guard !(0xDC00...0xDFFF).contains(unit) else { return nil }
                put(unit, out, &count)
            }
        }
        return count
    }

    /// False where the text ended within a character.
    var isComplete: Bool { halfUnit == nil && highSurrogate == nil }

    @inline(__always)
    private func put(_ code: UInt32, _ out: UnsafeMutablePointer<UInt8>, _ count: inout Int) {
        if code < 0x80 {
            out[count] = UInt8(code)
            count += 1
        } else if code < 0x800 {
            out[count] = 0xC0 | UInt8(code >> 6)
            out[count + 1] = 0x80 | UInt8(code & 0x3F)
            count += 2
        } else if code < 0x1_0000 {
            out[count] = 0xE0 | UInt8(code >> 12)
            out[count + 1] = 0x80 | UInt8(code >> 6 & 0x3F)
            out[count + 2] = 0x80 | UInt8(code & 0x3F)
            count += 3
        } else {
            out[count] = 0xF0 | UInt8(code >> 18)
            out[count + 1] = 0x80 | UInt8(code >> 12 & 0x3F)
            out[count + 2] = 0x80 | UInt8(code >> 6 & 0x3F)
            out[count + 3] = 0x80 | UInt8(code & 0x3F)
            count += 4
        }
    }
}
