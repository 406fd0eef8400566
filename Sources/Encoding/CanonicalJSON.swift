/// RFC 8785, the JSON Canonicalization Scheme: one byte string for each JSON value, for hashing.
///
/// No blanks; members sorted by the UTF-16 code units of their names; strings with the fewest
/// escapes; numbers in the form ECMAScript gives their binary64 value. So `12.50` and `1.25e1` both
/// become `12.5`.
public enum CanonicalJSON {
    /// - Precondition: Every number is one `JSONReader` accepts: a finite binary64 value.
    public static func encode(_ value: JSONValue) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(512)
        append(value, to: &out)
        return out
    }

    private static func append(_ value: JSONValue, to out: inout [UInt8]) {
        switch value {
        case .null, .bool, .string: value.write(into: &out)
        case .number(let text): appendNumber(text, to: &out)
        case .array(let elements):
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                append(element, to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            for (index, member) in sorted(members).enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                JSONText.append(member.name, to: &out)
                out.append(UInt8(ascii: ":"))
                append(member.value, to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    /// Records are mostly built in order already, so the order is looked at before anything is
    /// sorted.
    private static func sorted(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
        guard members.count > 1 else { return members }
        let isSorted = (1..<members.count).allSatisfy {
            precedes(members[$0 - 1].name, members[$0].name)
        }
        return isSorted ? members : members.sorted { precedes($0.name, $1.name) }
    }

    /// UTF-16 order differs from the order of bytes only where a character beyond the basic plane,
    /// which begins with 0xF0 or more in UTF-8, meets one that begins with 0xEE or 0xEF.
    private static func precedes(_ a: String, _ b: String) -> Bool {
        var (left, right) = (a.utf8.makeIterator(), b.utf8.makeIterator())
        while let first = left.next() {
            guard let second = right.next() else { return false }
            if first == second { continue }
            if first < 0xEE || second < 0xEE { return first < second }
            return a.utf16.lexicographicallyPrecedes(b.utf16)
        }
        return right.next() != nil
    }

    private static func appendNumber(_ text: String, to out: inout [UInt8]) {
        // Up to 15 digits a whole number is its own binary64 value.
        let isPlain = text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        if isPlain, text.utf8.count <= 15 {
            out.append(contentsOf: text.utf8)
            return
        }
        guard let value = Double(text), value.isFinite else {
            preconditionFailure("a JSON number is a finite binary64 value")
        }
        out.append(contentsOf: ecmaScript(value).utf8)
    }

    /// `Number::toString` of ECMAScript: the shortest digits that read back as the same value, with
    /// an exponent below 1e-6 and from 1e21 on.
    static func ecmaScript(_ value: Double) -> String {
        if value == 0 { return "0" }
        let (digits, exponent) = shortestDigits(value.magnitude)
        let sign = value < 0 ? "-" : ""
        let count = digits.count
        // The value is 0.DIGITS times ten to the `exponent`.
        if exponent > 0, exponent <= 21 {
            if count <= exponent {
                return sign + digits + String(repeating: "0", count: exponent - count)
            }
            let cut = digits.index(digits.startIndex, offsetBy: exponent)
            return sign + digits[..<cut] + "." + digits[cut...]
        }
        if exponent <= 0, exponent > -6 {
            return sign + "0." + String(repeating: "0", count: -exponent) + digits
        }
        let power = exponent - 1
        let tail = "e" + (power < 0 ? "-" : "+") + String(power.magnitude)
        if count == 1 { return sign + digits + tail }
        let second = digits.index(after: digits.startIndex)
        return sign + digits[..<second] + "." + digits[second...] + tail
    }

    /// The digits of the standard library's shortest form, without leading and trailing zeros, and
    /// the power of ten that makes the value out of `0.DIGITS`.
    private static func shortestDigits(_ value: Double) -> (digits: String, exponent: Int) {
        var digits: [UInt8] = []
        var exponent = 0
        var pointAt: Int?
        let text = Array(value.description.utf8)
        let end = text.firstIndex(of: UInt8(ascii: "e")) ?? text.count
        if end < text.count {
            exponent = Int(String(decoding: text[(end + 1)...], as: UTF8.self)) ?? 0
        }
        for byte in text[..<end] {
            if byte == UInt8(ascii: ".") { pointAt = digits.count } else { digits.append(byte) }
        }
        exponent += pointAt ?? digits.count
        let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(leading)
        exponent -= leading
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (String(decoding: digits, as: UTF8.self), exponent)
    }
}
