/// Arabic text in UTF-8 that some program took for text of a single-byte encoding, and saved again:
/// `Ù…Ø¤Ø³Ø³Ø©` or `ظ…ط¤ط³ط³ط©` for مؤسسة.
public enum GarbledText {
    /// What the text was before; `nil` where it is as it should be.
    ///
    /// Every character must have a byte in the encoding, and all bytes together be UTF-8 with three
    /// Arabic letters at least: no text that means something is like that. A letter in four may be
    /// broken, since some programs drop what has no character in the encoding, as the second byte
    /// of ف.
    public static func meaning(of text: String) -> String? {
        guard let first = text.unicodeScalars.first(where: { $0.value >= 0x80 }) else { return nil }
        // The first of the two bytes of an Arabic letter, read as one character: U+0600 to U+06FF
        // begin with D8 to DB.
        switch first.value {
        case 0xD8...0xDB: return meaning(of: text, bytes: western)
        case 0x637...0x63A: return meaning(of: text, bytes: arabic)
        default: return nil
        }
    }

    private static func meaning(of text: String, bytes: [UInt32: UInt8]) -> String? {
        var raw: [UInt8] = []
        raw.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar.value < 0x80 {
                raw.append(UInt8(scalar.value))
            } else {
                guard let byte = bytes[scalar.value] else { return nil }
                raw.append(byte)
            }
        }
        let meant = String(decoding: raw, as: UTF8.self)
        let letters = meant.unicodeScalars.count { (0x0620...0x064A).contains($0.value) }
        let broken = meant.unicodeScalars.count { $0 == "\u{FFFD}" }
        return letters >= 3 && letters >= 3 * broken ? meant : nil
    }

    private static let western = bytes(CodePage.windows1252)
    private static let arabic = bytes(CodePage.windows1256)

    private static func bytes(_ page: [UInt16]) -> [UInt32: UInt8] {
        var bytes: [UInt32: UInt8] = [:]
        for (index, code) in page.enumerated() { bytes[UInt32(code)] = UInt8(0x80 + index) }
        return bytes
    }
}
