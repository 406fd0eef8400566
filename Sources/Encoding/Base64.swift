/// Base64 of RFC 4648 section 4, with padding, on one line.
///
/// Reading is strict: no blanks, no line ends, padding present, unused bits zero. So each byte
/// string has exactly one text, and whatever decodes encodes back to the same text.
public enum Base64 {
    private static let alphabet: [UInt8] = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of each ASCII character, 0xFF where it is none of the alphabet's.
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 0xFF, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }()

    public static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: encodeToBytes(bytes), as: UTF8.self)
    }

    /// The ASCII text of `bytes`, as bytes.
    public static func encodeToBytes(_ bytes: [UInt8]) -> [UInt8] {
        let length = (bytes.count + 2) / 3 * 4
        return alphabet.withUnsafeBufferPointer { alphabet in
            [UInt8](unsafeUninitializedCapacity: length) { out, written in
                var from = 0
                var to = 0
                while from + 2 < bytes.count {
                    let group =
                        UInt32(bytes[from]) << 16 | UInt32(bytes[from + 1]) << 8
                        | UInt32(bytes[from + 2])
                    out[to] = alphabet[Int(group >> 18)]
                    out[to + 1] = alphabet[Int(group >> 12 & 63)]
                    out[to + 2] = alphabet[Int(group >> 6 & 63)]
                    out[to + 3] = alphabet[Int(group & 63)]
                    from += 3
                    to += 4
                }
                let padding = UInt8(ascii: "=")
                if bytes.count - from == 1 {
                    out[to] = alphabet[Int(bytes[from] >> 2)]
                    out[to + 1] = alphabet[Int(bytes[from] & 3) << 4]
                    out[to + 2] = padding
                    out[to + 3] = padding
                } else if bytes.count - from == 2 {
                    let group = UInt32(bytes[from]) << 8 | UInt32(bytes[from + 1])
                    out[to] = alphabet[Int(group >> 10)]
                    out[to + 1] = alphabet[Int(group >> 4 & 63)]
                    out[to + 2] = alphabet[Int(group & 15) << 2]
                    out[to + 3] = padding
                }
                written = length
            }
        }
    }

    /// The bytes behind a text, or `nil` if it is not the one canonical text of any byte string.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        decode(Array(text.utf8))
    }

    public static func decode(_ text: [UInt8]) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        if text.isEmpty { return [] }
        let padding = UInt8(ascii: "=")
        var padded = 0
        if text[text.count - 1] == padding { padded = text[text.count - 2] == padding ? 2 : 1 }
        let length = text.count / 4 * 3 - padded
        var sound = true
        let bytes = values.withUnsafeBufferPointer { values in
            [UInt8](unsafeUninitializedCapacity: length + 2) { out, written in
                var seen: UInt8 = 0
                var from = 0
                var to = 0
                let whole = padded == 0 ? text.count : text.count - 4
                while from < whole {
                    let a = values[Int(text[from])]
                    let b = values[Int(text[from + 1])]
                    let c = values[Int(text[from + 2])]
                    let d = values[Int(text[from + 3])]
                    seen |= a | b | c | d
                    out[to] = a << 2 | b >> 4
                    out[to + 1] = b << 4 | c >> 2
                    out[to + 2] = c << 6 | d
                    from += 4
                    to += 3
                }
                if padded > 0 {
                    let a = values[Int(text[from])]
                    let b = values[Int(text[from + 1])]
                    let c = padded == 1 ? values[Int(text[from + 2])] : 0
                    seen |= a | b | c
                    // The bits that no byte uses must be zero, else several texts would mean the
                    // same bytes.
                    let unused = padded == 1 ? c & 3 : b & 15
                    if unused != 0 { seen = 0xFF }
                    out[to] = a << 2 | b >> 4
                    if padded == 1 { out[to + 1] = b << 4 | c >> 2 }
                }
                sound = seen < 64
                written = length
            }
        }
        return sound ? bytes : nil
    }
}
