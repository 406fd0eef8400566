/// Column names, made alike for comparing.
public enum HeaderName {
    /// Without vowel marks, tatweel, punctuation, blanks at the ends and direction marks; forms of
    /// alef, ya, waw and ta marbuta folded; Latin letters small; digits Latin.
    public static func fold(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var owesBlank = false
        for scalar in text.lowercased().unicodeScalars {
            switch scalar.value {
            // Vowel marks, the small alef, Quranic marks, tatweel, combining accents.
            case 0x064B...0x065F, 0x0670, 0x06D6...0x06ED, 0x0640, 0x0300...0x036F: continue
            case 0x200B...0x200F, 0x061C, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF, 0xAD:
                continue
            default: break
            }
            guard let folded = folded(scalar) else {
                // An apostrophe is within a word, anything else between two.
                if scalar != "'" && scalar != "\u{2019}" && scalar != "\u{02BC}" {
                    owesBlank = !out.isEmpty
                }
                continue
            }
            if owesBlank { out.append(" ") }
            owesBlank = false
            out.append(folded)
        }
        return String(out)
    }

    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "أ", "إ", "آ", "ٱ": return "ا"
        case "ى", "ی", "ئ": return "ي"
        case "ة": return "ه"
        case "ؤ": return "و"
        case "ک": return "ك"
        case "%", "٪", "#", "№": return scalar == "٪" ? "%" : scalar == "№" ? "#" : scalar
        default: break
        }
        let digit = WrittenText.latinDigit(scalar)
        if digit != scalar { return digit }
        let properties = scalar.properties
        return properties.isAlphabetic || ("0"..."9").contains(scalar) ? scalar : nil
    }
}
