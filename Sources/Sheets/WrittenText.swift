/// Texts as people leave them in cells, made fit to be read.
public enum WrittenText {
    /// A name or a note: blanks at the ends and doubled blanks go, as do marks of writing
    /// direction, which nobody sees; ends of lines, tabs and no-break spaces become blanks.
    ///
    /// What joins and separates letters (U+200C, U+200D) is part of a word and stays.
    public static func tidy(_ text: String) -> String {
        isTidy(text) ? text : squeezed(text, keepsJoiners: true)
    }

    /// Whether it is plainly tidy, as most cells are: ASCII and Arabic letters with single blanks
    /// between. Where this is not plain, the scalars are looked at.
    private static func isTidy(_ text: String) -> Bool {
        let blank = UInt8(ascii: " ")
        var before = blank
        for byte in text.utf8 {
            switch byte {
            case blank: if before == blank { return false }
            case 0x21...0x7E, 0x80...0xBF: break
            // U+0600 to U+06FF.
            case 0xD8...0xDB: break
            default: return false
            }
            // The Arabic letter mark, U+061C.
            if before == 0xD8, byte == 0x9C { return false }
            before = byte
        }
        return text.isEmpty || before != blank
    }

    /// A number, a date, a code: as `tidy`, without anything of no width, and with Latin digits for
    /// Arabic, Persian and full-width ones.
    public static func plain(_ text: String) -> String {
        // Most cells are plain ASCII without blanks at the ends.
        let bytes = text.utf8
        if bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return text }
        return squeezed(text, keepsJoiners: false)
    }

    private static func squeezed(_ text: String, keepsJoiners: Bool) -> String {
        var out = String.UnicodeScalarView()
        var owesBlank = false
        for scalar in text.unicodeScalars {
            if isBlank(scalar) {
                owesBlank = !out.isEmpty
                continue
            }
            if isInvisible(scalar, keepsJoiners: keepsJoiners) { continue }
            if owesBlank { out.append(" ") }
            owesBlank = false
            out.append(keepsJoiners ? scalar : latinDigit(scalar))
        }
        return String(out)
    }

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
            0x3000:
            true
        default: false
        }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar, keepsJoiners: Bool) -> Bool {
        switch scalar.value {
        case 0x200C, 0x200D: !keepsJoiners
        // Soft hyphen, Arabic letter mark, zero width space, direction marks, embeddings and
        // isolates, word joiner, byte order mark.
        case 0xAD, 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2064,
            0x2066...0x206F,
            0xFEFF:
            true
        default: false
        }
    }

    static func latinDigit(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let zero: UInt32
        switch scalar.value {
        case 0x0660...0x0669: zero = 0x0660
        case 0x06F0...0x06F9: zero = 0x06F0
        case 0xFF10...0xFF19: zero = 0xFF10
        default: return scalar
        }
        return Unicode.Scalar(UInt8(scalar.value - zero) + 0x30)
    }
}
