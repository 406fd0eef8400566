/// Texts made alike for finding one by another, as people write Arabic with and without hamza and
/// vowels.
public enum SearchText {
    /// Without vowel marks and tatweel; forms of alef, ya, waw and ta marbuta folded; letters
    /// small.
    public static func fold(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            for small in scalar.properties.lowercaseMapping.unicodeScalars where !isMark(small) {
                out.append(letter(small))
            }
        }
        return String(out)
    }

    /// Vowel marks, the small alef, Quranic marks, tatweel, combining accents; marks of direction.
    public static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x064B...0x065F, 0x0670, 0x06D6...0x06ED, 0x0640, 0x0300...0x036F: true
        case 0x200B...0x200F, 0x061C, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF, 0xAD: true
        default: false
        }
    }

    /// The letter that others are written for; itself where there is none.
    public static func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "أ", "إ", "آ", "ٱ": "ا"
        case "ى", "ی", "ئ": "ي"
        case "ة": "ه"
        case "ؤ": "و"
        case "ک": "ك"
        default: scalar
        }
    }
}
