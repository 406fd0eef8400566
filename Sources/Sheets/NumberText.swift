/// Numbers as files write them: digits with a point, perhaps a sign and an exponent.
enum NumberText {
    static func isNumber(_ text: String) -> Bool { isNumber(Array(text.utf8)) }

    static func isNumber(_ text: [UInt8]) -> Bool {
        var index = 0
        func digits() -> Int {
            let start = index
            while index < text.count, text[index] >= 0x30, text[index] <= 0x39 { index += 1 }
            return index - start
        }
        func sign() {
            if index < text.count, text[index] == 0x2D || text[index] == 0x2B { index += 1 }
        }
        sign()
        var count = digits()
        if index < text.count, text[index] == 0x2E {
            index += 1
            count += digits()
        }
        guard count > 0, count <= 400 else { return false }
        if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            sign()
            let exponent = digits()
            guard exponent > 0, exponent <= 3 else { return false }
        }
        return index == text.count
    }
}

extension SheetNumber {
    /// Exactly the same number without an exponent, a plus sign or needless zeros before it:
    /// `1E+3` is `1000`, `2.5E-3` is `0.0025`, `-.5` is `-0.5`.
    public var plain: String {
        let parts = Self.split(text)
        var digits = parts.digits
        // The point stands `point` digits from the left.
        var point = parts.point
        while let first = digits.first, first == 0x30, point > 1 || digits.count > point {
            if point <= 1 { break }
            digits.removeFirst()
            point -= 1
        }
        if point <= 0 {
            digits = [UInt8](repeating: 0x30, count: 1 - point) + digits
            point = 1
        }
        if digits.count < point {
            digits += [UInt8](repeating: 0x30, count: point - digits.count)
        }
        var out: [UInt8] = parts.isNegative ? [0x2D] : []
        out += digits[..<point]
        if digits.count > point { out += [0x2E] + digits[point...] }
        return String(decoding: out, as: UTF8.self)
    }

    /// The number as the spreadsheet program shows it with all its digits, which are fifteen: what
    /// binary arithmetic adds behind them (0.1 + 0.2 = 0.30000000000000004) is not meant.
    ///
    /// - Returns: Without an exponent; `wasRounded` is true where digits were dropped.
    public var fifteenDigits: (text: String, wasRounded: Bool) {
        let parts = Self.split(text)
        let zeros = parts.digits.prefix { $0 == 0x30 }.count
        var digits = Array(parts.digits[zeros...])
        var point = parts.point - zeros
        guard digits.count > 15 else { return (plain, false) }
        let roundsUp = digits[15] >= 0x35
        let dropped = digits[15...].contains { $0 != 0x30 }
        digits.removeLast(digits.count - 15)
        if roundsUp {
            var index = digits.count - 1
            while index >= 0, digits[index] == 0x39 {
                digits[index] = 0x30
                index -= 1
            }
            if index >= 0 {
                digits[index] += 1
            } else {
                digits.insert(0x31, at: 0)
                point += 1
            }
        }
        while digits.count > max(point, 1), digits.last == 0x30 { digits.removeLast() }
        let sign = parts.isNegative ? "-" : ""
        let exponent = point - digits.count
        let number = SheetNumber(
            text: sign + String(decoding: digits, as: UTF8.self) + "E" + String(exponent))
        return (number.plain, dropped)
    }

    /// The digits, and how many of them stand before the point.
    private static func split(_ text: String) -> (digits: [UInt8], point: Int, isNegative: Bool) {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        var isNegative = false
        var bytes = Array(text.utf8)[...]
        if let e = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            exponent = Int(String(decoding: bytes[(e + 1)...], as: UTF8.self)) ?? 0
            bytes = bytes[..<e]
        }
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): point = digits.count
            case 0x30...0x39: digits.append(byte)
            default: break
            }
        }
        if digits.isEmpty { digits = [0x30] }
        return (digits, (point ?? digits.count) + exponent, isNegative)
    }
}
