/// What a number format says of a number: only it tells a date from a number.
struct NumberFormat: Hashable, Sendable {
    var hasDate = false
    var hasTime = false
    var isPercent = false
    /// Digits of a format that is nothing but zeros, as `00000` for postal codes: the number is
    /// shown with zeros before it. 0 for any other.
    var zeros = 0

    static let general = NumberFormat()

    var isMoment: Bool { hasDate || hasTime }

    private init() {}

    /// The format of an identifier that needs no definition (ECMA-376 part 1, 18.8.30).
    init(builtIn id: Int) {
        switch id {
        case 9, 10: isPercent = true
        case 14...17, 27...31, 36, 50...54, 57, 58: hasDate = true
        case 18...21, 32...35, 45, 47, 55, 56: hasTime = true
        case 22:
            hasDate = true
            hasTime = true
        default: break
        }
    }

    /// The format of a code, as `[$-2000401]dd/mm/yyyy` or `#,##0.00 "ر.س"`.
    ///
    /// Of its up to four sections the first counts, which is that of positive numbers. Hours within
    /// brackets are a duration, not a time of day.
    init(code: String) {
        let bytes = Array(code.utf8)
        var letters: [UInt8] = []
        var hasDuration = false
        var index = 0
        scanning: while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: ";"): break scanning
            case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): index += 1
            case UInt8(ascii: "\""):
                index += 1
                while index < bytes.count, bytes[index] != byte { index += 1 }
            case UInt8(ascii: "["):
                let start = index + 1
                while index < bytes.count, bytes[index] != UInt8(ascii: "]") { index += 1 }
                let inside = bytes[min(start, index)..<index].map { $0 | 0x20 }
                let units: Set<UInt8> = [UInt8(ascii: "h"), UInt8(ascii: "m"), UInt8(ascii: "s")]
                if !inside.isEmpty, Set(inside).isSubset(of: units), Set(inside).count == 1 {
                    hasDuration = true
                }
            default: letters.append(byte)
            }
            index += 1
        }
        read(letters, hasDuration: hasDuration)
    }

    private mutating func read(_ letters: [UInt8], hasDuration: Bool) {
        let lower = String(decoding: letters, as: UTF8.self).lowercased()
        if lower == "general" || lower == "standard" || lower == "@" { return }
        isPercent = lower.contains("%")
        if !lower.isEmpty, lower.utf8.allSatisfy({ $0 == 0x30 }), lower.utf8.count > 1 {
            zeros = lower.utf8.count
        }
        // AM/PM has an m that is no month, and the digits of a date are never # or ?.
        let clock = lower.replacing("am/pm", with: "h").replacing("a/p", with: "h")
        // Zeros stand in a date only as parts of a second: `SAR 0.00`, written without quotation
        // marks, is no time with seconds.
        let whole = clock.replacing("s.000", with: "s").replacing("s.00", with: "s")
            .replacing("s.0", with: "s")
        let isNumber = whole.contains { $0 == "#" || $0 == "?" || $0 == "%" || $0 == "0" }
        if isNumber || hasDuration { return }
        hasDate = clock.contains { $0 == "y" || $0 == "d" }
        hasTime = clock.contains { $0 == "h" || $0 == "s" }
        // A month alone; between hours and seconds the letter means minutes.
        if clock.contains("m"), !hasDate, !hasTime { hasDate = true }
        if clock.contains("mmm") { hasDate = true }
    }
}

extension String {
    /// The text with every occurrence of another replaced.
    fileprivate func replacing(_ old: String, with new: String) -> String {
        var out = ""
        var rest = self[...]
        while let start = rest.indices.first(where: { rest[$0...].hasPrefix(old) }) {
            out += rest[..<start] + new
            rest = rest[start...].dropFirst(old.count)
        }
        return out + rest
    }
}
