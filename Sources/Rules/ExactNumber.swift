/// An exact decimal as the official stylesheets compute with it (`xs:decimal`): `digits` /
/// 10^`scale`, of any size.
struct ExactNumber {
    /// Void where `wide` is set.
    private let digits: Int128
    let scale: Int
    /// The digits, where 128 bits do not hold them.
    private let wide: WideInteger?

    /// Longer numbers are refused: their arithmetic would take a document's writer nothing and us
    /// minutes.
    static let mostDigits = 1_000

    init(_ digits: Int128, scale: Int) {
        self.digits = digits
        self.scale = scale
        wide = nil
    }

    init(_ whole: Int) { self.init(Int128(whole), scale: 0) }

    private init(wide: WideInteger, scale: Int) {
        self.scale = scale
        if let narrow = wide.narrow {
            digits = narrow
            self.wide = nil
        } else {
            digits = 0
            self.wide = wide
        }
    }

    static let zero = ExactNumber(0)

    /// Takes the lexical forms of `xs:decimal`: a sign, digits, a point; blanks around them.
    init?(_ text: Text) {
        var text = text.trimmed
        var isNegative = false
        if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            text = Text(rebasing: text.dropFirst())
        }
        var low: Int64 = 0
        var count = 0
        var scale = -1
        for byte in text {
            if byte == UInt8(ascii: ".") {
                guard scale < 0 else { return nil }
                scale = 0
                continue
            }
            let digit = byte &- 0x30
            guard digit < 10 else { return nil }
            if count < 18 { low = low * 10 + Int64(digit) }
            count += 1
            if scale >= 0 { scale += 1 }
        }
        guard count > 0, count <= Self.mostDigits else { return nil }
        if count <= 18 {
            self.init(Int128(isNegative ? -low : low), scale: max(scale, 0))
        } else {
            let magnitude = WideInteger(digits: text.lazy.filter { $0 != UInt8(ascii: ".") })
            self.init(wide: isNegative ? -magnitude : magnitude, scale: max(scale, 0))
        }
    }

    /// The exact value of a binary number, all its decimals.
    ///
    /// - Precondition: `value` is finite.
    init(_ value: Double) {
        if let whole = Int64(exactly: value) {
            self.init(Int128(whole), scale: 0)
            return
        }
        let significand = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
        var exponent = Int(value.exponentBitPattern) - 1_075 + (value.isNormal ? 0 : 1)
        let zeros = significand.trailingZeroBitCount
        exponent += zeros
        var wide = WideInteger(Int128(significand >> UInt64(zeros)))
        wide = wide * WideInteger.power(exponent < 0 ? 5 : 2, abs(exponent))
        self.init(wide: value.sign == .minus ? -wide : wide, scale: max(-exponent, 0))
    }

    var isZero: Bool { wide == nil && digits == 0 }
    var isNegative: Bool { wide.map(\.isNegative) ?? (digits < 0) }

    private var all: WideInteger { wide ?? WideInteger(digits) }

    private func wideDigits(at scale: Int) -> WideInteger {
        scale == self.scale ? all : all * WideInteger.power(10, scale - self.scale)
    }

    /// The digits at a scale not below its own; `nil` where 128 bits do not hold them.
    @inline(__always)
    private func narrowDigits(at scale: Int) -> Int128? {
        guard wide == nil else { return nil }
        if scale == self.scale { return digits }
        guard scale - self.scale < 38 else { return digits == 0 ? 0 : nil }
        let (value, overflow) = digits.multipliedReportingOverflow(
            by: Self.powers[scale - self.scale])
        return overflow ? nil : value
    }

    private static let powers: [Int128] = {
        var powers: [Int128] = [1]
        while powers.count < 39 { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()

    static func + (a: Self, b: Self) -> Self {
        let scale = max(a.scale, b.scale)
        if let x = a.narrowDigits(at: scale), let y = b.narrowDigits(at: scale) {
            let (sum, overflow) = x.addingReportingOverflow(y)
            if !overflow { return ExactNumber(sum, scale: scale) }
        }
        return ExactNumber(
            wide: a.wideDigits(at: scale) + b.wideDigits(at: scale), scale: scale)
    }

    static prefix func - (a: Self) -> Self {
        if let wide = a.wide { return ExactNumber(wide: -wide, scale: a.scale) }
        return ExactNumber(-a.digits, scale: a.scale)
    }

    static func - (a: Self, b: Self) -> Self { a + -b }

    static func * (a: Self, b: Self) -> Self {
        if a.wide == nil, b.wide == nil {
            let (product, overflow) = a.digits.multipliedReportingOverflow(by: b.digits)
            if !overflow { return ExactNumber(product, scale: a.scale + b.scale) }
        }
        return ExactNumber(wide: a.all * b.all, scale: a.scale + b.scale)
    }

    static func == (a: Self, b: Self) -> Bool { (a - b).isZero }
    static func != (a: Self, b: Self) -> Bool { !(a == b) }
    static func < (a: Self, b: Self) -> Bool { (a - b).isNegative }
    static func <= (a: Self, b: Self) -> Bool { !(b < a) }

    /// Times 10 to the power of `places`, which is not negative.
    func shifted(_ places: Int) -> Self {
        if scale >= places {
            if let wide { return ExactNumber(wide: wide, scale: scale - places) }
            return ExactNumber(digits, scale: scale - places)
        }
        if let narrow = narrowDigits(at: places) { return ExactNumber(narrow, scale: 0) }
        return ExactNumber(wide: wideDigits(at: places), scale: 0)
    }

    /// Divided by 10 to the power of `places`, exactly.
    func unshifted(_ places: Int) -> Self {
        if let wide { return ExactNumber(wide: wide, scale: scale + places) }
        return ExactNumber(digits, scale: scale + places)
    }

    /// The largest multiple of 10^-`places` that is not above it.
    func floor(places: Int) -> Self {
        guard scale > places else { return self }
        let excess = scale - places
        if wide == nil, excess < 38 {
            let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: Self.powers[excess])
            return ExactNumber(remainder < 0 ? quotient - 1 : quotient, scale: places)
        }
        let (quotient, remainder) = all.divided(by: WideInteger.power(10, excess))
        let down = remainder.isNegative ? quotient + WideInteger(-1) : quotient
        return ExactNumber(wide: down, scale: places)
    }

    /// Half up, toward plus infinity: `round()` of XPath.
    func rounded(places: Int) -> Self {
        guard scale > places else { return self }
        return (self + ExactNumber(5, scale: places + 1)).floor(places: places)
    }

    /// Half to the even digit: `format-number()`.
    func roundedHalfEven(places: Int) -> Self {
        guard scale > places else { return self }
        let below = floor(places: places)
        let unit = ExactNumber(1, scale: places)
        let half = ExactNumber(5, scale: places + 1)
        let excess = self - below
        if excess == half { return below.isEven(places: places) ? below : below + unit }
        return excess < half ? below : below + unit
    }

    private func isEven(places: Int) -> Bool {
        let (_, remainder) = wideDigits(at: max(places, scale)).divided(by: WideInteger(2))
        return remainder.isZero
    }

    /// Without zeros at the end of its digits; the scale may then be negative.
    private var stripped: (digits: WideInteger, scale: Int) {
        var digits = all
        var scale = scale
        if digits.isZero { return (digits, 0) }
        // Nine zeros at a time, then the rest: a number may have a thousand.
        for (power, zeros) in [(WideInteger(1_000_000_000), 9), (WideInteger(10), 1)] {
            while case let (quotient, remainder) = digits.divided(by: power), remainder.isZero {
                digits = quotient
                scale -= zeros
            }
        }
        return (digits, scale)
    }

    /// The quotient to 18 decimals, or as many more as the dividend has above the divisor; a tie
    /// goes toward zero. This is the official processor's `div`.
    ///
    /// - Returns: `nil` for a divisor of zero.
    func divided(by divisor: Self) -> Self? {
        guard !divisor.isZero else { return nil }
        let (a, b) = (stripped, divisor.stripped)
        let scale = max(18, a.scale - b.scale + 18)
        // self / divisor = a.digits * 10^(b.scale - a.scale) / b.digits
        let numerator = a.digits * WideInteger.power(10, scale + b.scale - a.scale)
        let (quotient, remainder) = numerator.divided(by: b.digits)
        let twice = remainder + remainder
        let isAway = (Self.magnitude(twice) + -Self.magnitude(b.digits))
        let isRounded = !isAway.isZero && !isAway.isNegative
        let isNegative = numerator.isNegative != b.digits.isNegative
        let step = isRounded ? WideInteger(isNegative ? -1 : 1) : WideInteger(0)
        return ExactNumber(wide: quotient + step, scale: scale)
    }

    private static func magnitude(_ value: WideInteger) -> WideInteger {
        value.isNegative ? -value : value
    }

    /// The digits at two decimals, if they fit a word; for the fast ways.
    var hundredths: Int64? {
        guard scale <= 2, let digits = narrowDigits(at: 2) else { return nil }
        return Int64(exactly: digits)
    }
}

extension ExactNumber: CustomStringConvertible {
    var description: String {
        var digits: [UInt8] = []
        var rest = Self.magnitude(all)
        let billion = WideInteger(1_000_000_000)
        while !rest.isZero {
            let (quotient, remainder) = rest.divided(by: billion)
            var part = Int(remainder.narrow ?? 0)
            for _ in 0..<9 {
                digits.append(UInt8(0x30 + part % 10))
                part /= 10
            }
            rest = quotient
        }
        while digits.last == 0x30 { digits.removeLast() }
        while digits.count <= scale { digits.append(0x30) }
        var text = String(decoding: digits.reversed(), as: UTF8.self)
        if scale > 0 { text.insert(".", at: text.index(text.endIndex, offsetBy: -scale)) }
        return isNegative ? "-" + text : text
    }
}
