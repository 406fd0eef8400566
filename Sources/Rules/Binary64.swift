/// The rules that the official stylesheets compute in binary64, computed as they do.
enum Binary64 {
    /// Takes the lexical forms of `xs:double`, blanks around them.
    static func parse(_ text: Text) -> Double? {
        let text = text.trimmed
        guard text.count <= ExactNumber.mostDigits else { return nil }
        if let simple = simple(text) { return simple }
        if text.equals("INF") || text.equals("+INF") { return .infinity }
        if text.equals("-INF") { return -.infinity }
        if text.equals("NaN") { return .nan }
        guard isNumber(text) else { return nil }
        var word = String(text)
        // Swift wants a digit on both sides of the point.
        if let point = word.firstIndex(of: ".") {
            let after = word.index(after: point)
            if after == word.endIndex || !word[after].isNumber { word.insert("0", at: after) }
            if point == word.startIndex || !word[word.index(before: point)].isNumber {
                word.insert("0", at: point)
            }
        }
        return Double(word)
    }

    /// Fifteen digits at most: the quotient of two exact numbers is the nearest double.
    @inline(__always)
    private static func simple(_ text: Text) -> Double? {
        guard text.count <= 17 else { return nil }
        var digits: Int64 = 0
        var count = 0
        var scale = -1
        var isNegative = false
        for (index, byte) in text.enumerated() {
            let digit = byte &- 0x30
            if digit < 10 {
                digits = digits * 10 + Int64(digit)
                count += 1
                if scale >= 0 { scale += 1 }
            } else if byte == UInt8(ascii: "."), scale < 0 {
                scale = 0
            } else if byte == UInt8(ascii: "-"), index == 0 {
                isNegative = true
            } else {
                return nil
            }
        }
        guard count > 0, count <= 15 else { return nil }
        let value = scale > 0 ? Double(digits) / powers[scale] : Double(digits)
        return isNegative ? -value : value
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// Sign, digits with one point, and an exponent.
    private static func isNumber(_ text: Text) -> Bool {
        var rest = text[...]
        func skipSign() {
            if let sign = rest.first, sign == 0x2B || sign == 0x2D { rest = rest.dropFirst() }
        }
        func skipDigits() -> Int {
            let before = rest.count
            rest = rest.drop { $0 >= 0x30 && $0 <= 0x39 }
            return before - rest.count
        }
        skipSign()
        var digits = skipDigits()
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            digits += skipDigits()
        }
        guard digits > 0 else { return false }
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            skipSign()
            guard skipDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    /// `round()`: half up.
    static func round(_ value: Double) -> Double {
        if value.isNaN || value.isInfinite || value == 0 { return value }
        if value >= -0.5 && value < 0 { return -0.0 }
        let below = value.rounded(.down)
        return value - below >= 0.5 ? below + 1 : below
    }
}

/// A number as `format-number(…, '#.00')` writes it. Two of them are the same text or not.
///
/// Missing numbers are all alike, and a negative one keeps its sign even where it is shown as zero.
struct TwoDecimals: Equatable {
    private enum Kind: Equatable { case missing, infinite, number }

    private let kind: Kind
    private let isNegative: Bool
    /// Of the magnitude, where they fit.
    private let hundredths: Int64
    /// The magnitude's text, where they do not.
    private let long: String

    static let missing = TwoDecimals(.missing)

    private init(
        _ kind: Kind, isNegative: Bool = false, _ hundredths: Int64 = 0, _ long: String = ""
    ) {
        self.kind = kind
        self.isNegative = isNegative
        self.hundredths = hundredths
        self.long = long
    }

    init(_ value: ExactNumber?) {
        guard let value else {
            self = .missing
            return
        }
        let rounded = value.roundedHalfEven(places: 2) + ExactNumber(0, scale: 2)
        if let hundredths = rounded.hundredths, hundredths != .min {
            self.init(.number, isNegative: value.isNegative, abs(hundredths))
        } else {
            let text = rounded.isNegative ? (-rounded).description : rounded.description
            self.init(.number, isNegative: value.isNegative, 0, text)
        }
    }

    init(_ value: Double?) {
        guard let value, !value.isNaN else {
            self = .missing
            return
        }
        let isNegative = value.sign == .minus
        guard value.isFinite else {
            self.init(.infinite, isNegative: isNegative)
            return
        }
        let magnitude = value.magnitude
        let scaled = (magnitude * 100).rounded()
        // A decimal of at most 15 digits that gives this double is its shortest form.
        if scaled < 1e15, scaled / 100 == magnitude {
            self.init(.number, isNegative: isNegative, Int64(scaled))
            return
        }
        let shortest =
            Self.shortest(magnitude).roundedHalfEven(places: 2) + ExactNumber(0, scale: 2)
        if let hundredths = shortest.hundredths {
            self.init(.number, isNegative: isNegative, hundredths)
        } else {
            self.init(.number, isNegative: isNegative, 0, shortest.description)
        }
    }

    /// The decimal with the fewest digits that gives this double.
    private static func shortest(_ value: Double) -> ExactNumber {
        var word = value.description
        var exponent = 0
        if let mark = word.firstIndex(of: "e") {
            exponent = Int(word[word.index(after: mark)...]) ?? 0
            word = String(word[..<mark])
        }
        let number = word.withUTF8 { ExactNumber($0) } ?? .zero
        return exponent >= 0 ? number.shifted(exponent) : number.unshifted(-exponent)
    }

    /// Read back as a double, as the tolerance rules do.
    var double: Double? {
        guard kind == .number else { return kind == .missing ? .nan : nil }
        let magnitude: Double
        if long.isEmpty {
            magnitude =
                hundredths < 1_000_000_000_000_000
                ? Double(hundredths) / 100 : Self.read(hundredths)
        } else {
            magnitude = Double(long) ?? .infinity
        }
        return isNegative ? -magnitude : magnitude
    }

    private static func read(_ hundredths: Int64) -> Double {
        Double(ExactNumber(Int128(hundredths), scale: 2).description) ?? .nan
    }
}

extension TwoDecimals: CustomStringConvertible {
    var description: String {
        switch kind {
        case .missing: return "NaN"
        case .infinite: return isNegative ? "-INF" : "INF"
        case .number:
            let sign = isNegative ? "-" : ""
            if !long.isEmpty { return sign + long }
            return sign + ExactNumber(Int128(hundredths), scale: 2).description
        }
    }
}
