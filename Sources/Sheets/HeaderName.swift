import Invoicing

/// Column names, made alike for comparing.
public enum HeaderName {
    /// Without vowel marks, tatweel, punctuation, blanks at the ends and direction marks; forms of
    /// alef, ya, waw and ta marbuta folded; Latin letters small; digits Latin.
    public static func fold(_ text: String) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count)
        var owesBlank = false
        for scalar in text.unicodeScalars {
            let value = Int(scalar.value)
            switch value < common.count ? common[value] : meaning(of: scalar) {
            case .nothing: continue
            case .gap: owesBlank = !out.isEmpty
            case .letters(let letters):
                if owesBlank { out.append(UInt8(ascii: " ")) }
                owesBlank = false
                out += letters
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// What becomes of a scalar.
    private enum Meaning {
        case nothing
        /// It stands between two words.
        case gap
        /// UTF-8.
        case letters([UInt8])
    }

    /// Up to the end of the Arabic letters.
    private static let common: [Meaning] = (0..<0x700).map { value in
        Unicode.Scalar(UInt32(value)).map { meaning(of: $0) } ?? .nothing
    }

    private static func meaning(of capital: Unicode.Scalar) -> Meaning {
        var letters: [UInt8] = []
        var isGap = false
        for scalar in capital.properties.lowercaseMapping.unicodeScalars {
            if SearchText.isMark(scalar) { continue }
            if let folded = folded(scalar) {
                letters += Array(String(folded).utf8)
            } else if scalar != "'" && scalar != "\u{2019}" && scalar != "\u{02BC}" {
                // An apostrophe is within a word, anything else between two.
                isGap = true
            }
        }
        if !letters.isEmpty { return .letters(letters) }
        return isGap ? .gap : .nothing
    }

    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        let letter = SearchText.letter(scalar)
        if letter != scalar { return letter }
        switch scalar {
        case "%", "٪", "#", "№": return scalar == "٪" ? "%" : scalar == "№" ? "#" : scalar
        default: break
        }
        let digit = WrittenText.latinDigit(scalar)
        if digit != scalar { return digit }
        let properties = scalar.properties
        return properties.isAlphabetic || ("0"..."9").contains(scalar) ? scalar : nil
    }
}
