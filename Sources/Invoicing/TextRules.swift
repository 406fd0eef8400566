/// What any text of a draft must satisfy before it may stand in XML, in a QR code and in a log.
enum TextRules {
    /// Whether a text is free of control characters (C0, DEL, C1) and of code points that are no
    /// characters.
    static func isClean(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            for byte in bytes {
                if byte < 0x20 || byte == 0x7F { return false }
                // C1 begins with C2, noncharacters with EF and F0…F4: rare, so looked at in detail
                // below.
                if byte == 0xC2 || byte >= 0xEF { return isCleanScalarByScalar(bytes) }
            }
            return true
        }
    }

    private static func isCleanScalarByScalar(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
            let code = $0.value
            if code < 0x20 || (0x7F...0x9F).contains(code) { return false }
            return code & 0xFFFE != 0xFFFE && !(0xFDD0...0xFDEF).contains(code)
        }
    }

    /// Whether a text has more code points than `limit`, the way the official rules count.
    static func isLonger(_ text: String, than limit: Int) -> Bool {
        text.utf8.count > limit && text.unicodeScalars.count > limit
    }

    /// Empty or white space only.
    static func isBlank(_ text: String) -> Bool {
        if let first = text.utf8.first, first > 0x20, first < 0x7F { return false }
        return text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
    }

    static func isDigits(_ text: String, count: Int) -> Bool {
        text.utf8.count == count
            && text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }

    /// BR-KSA-F-C-01 counts the decimal digits of every script.
    static func isDigitsOfAnyScript(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.generalCategory == .decimalNumber }
    }
}
