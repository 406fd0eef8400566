/// An exact decimal number: `digits` / 10^`scale`. Prices (BT-146…148), quantities (BT-129, BT-149)
/// and rates use it.
///
/// Read from text it has at most 14 digits before the point and 14 after it; it keeps the scale it
/// was written with and compares by value (`15` equals `15.00`). Arithmetic that would pass 38
/// digits gives `nil`, never a trap.
public struct ExactDecimal: Sendable, CustomStringConvertible {
    public let digits: Int128
    public let scale: Int

    /// - Precondition: `scale` is 0…38.
    public init(digits: Int128, scale: Int) {
        precondition((0...38).contains(scale), "a decimal has 0 to 38 places")
        self.digits = digits
        self.scale = scale
    }

    public init(_ money: Money) { self.init(digits: Int128(money.hundredths), scale: 2) }

    /// Takes an optional minus, digits, and optionally a point and digits; no exponent, no blanks,
    /// no plus.
    public init?(_ text: some StringProtocol) {
        var digits: Int128 = 0
        // The first eighteen digits fit a machine word, and hardly a number has more.
        var low: Int64 = 0
        var count = 0
        var scale = 0
        var seenPoint = false
        var seenDigitSincePoint = false
        var negative = false
        var isFirst = true
        for character in text.utf8 {
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = character - UInt8(ascii: "0")
                if count < 18 {
                    low = low * 10 + Int64(digit)
                } else {
                    if count == 18 { digits = Int128(low) }
                    digits = digits * 10 + Int128(digit)
                }
                seenDigitSincePoint = true
                if count > 0 || digit > 0 { count += 1 }
                if seenPoint { scale += 1 }
                guard count - scale <= 14, scale <= 14 else { return nil }
            case UInt8(ascii: "."):
                guard !seenPoint, seenDigitSincePoint else { return nil }
                seenPoint = true
                seenDigitSincePoint = false
            case UInt8(ascii: "-") where isFirst: negative = true
            default: return nil
            }
            isFirst = false
        }
        guard seenDigitSincePoint else { return nil }
        let magnitude = count <= 18 ? Int128(low) : digits
        self.init(digits: negative ? -magnitude : magnitude, scale: scale)
    }

    public var isZero: Bool { digits == 0 }
    public var isNegative: Bool { digits < 0 }

    /// The same value with the fewest decimals: `12.50` becomes `12.5`, `100` stays.
    public var normalized: ExactDecimal {
        if scale == 0 { return self }
        var digits = digits
        var scale = scale
        if let small = Int64(exactly: digits) {
            var small = small
            while scale > 0, small % 10 == 0 {
                small /= 10
                scale -= 1
            }
            return ExactDecimal(digits: Int128(small), scale: scale)
        }
        while scale > 0, digits % 10 == 0 {
            digits /= 10
            scale -= 1
        }
        return ExactDecimal(digits: digits, scale: scale)
    }

    /// As many decimals as the scale says.
    public var description: String {
        var text: [UInt8] = []
        write(into: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the same text as `description`.
    public func write(into out: inout [UInt8]) {
        // 39 digits, or as many zeros as the scale asks for; sign and point.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(39, scale + 1) + 2) { text in
            var start = text.count
            var written = 0
            func put(_ byte: UInt8) {
                start -= 1
                text.initializeElement(at: start, to: byte)
            }
            // From the last digit to the first.
            func putDigit(_ digit: UInt8) {
                if written == scale, scale > 0 { put(UInt8(ascii: ".")) }
                put(UInt8(ascii: "0") + digit)
                written += 1
            }
            var magnitude = digits.magnitude
            while magnitude > UInt128(UInt64.max) {
                putDigit(UInt8(magnitude % 10))
                magnitude /= 10
            }
            var low = UInt64(magnitude)
            // One digit before the point, and as many after it as the scale says, are always
            // written.
            while low > 0 || written <= scale {
                putDigit(UInt8(low % 10))
                low /= 10
            }
            if digits < 0 { put(UInt8(ascii: "-")) }
            out.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
        }
    }
}

extension ExactDecimal: Hashable, Comparable {
    public static func == (a: Self, b: Self) -> Bool {
        if a.scale == b.scale { return a.digits == b.digits }
        let (a, b) = (a.normalized, b.normalized)
        return a.scale == b.scale && a.digits == b.digits
    }

    public func hash(into hasher: inout Hasher) {
        let least = normalized
        hasher.combine(least.digits)
        hasher.combine(least.scale)
    }

    public static func < (a: Self, b: Self) -> Bool {
        let (a, b) = (a.normalized, b.normalized)
        if a.scale <= b.scale {
            let (widened, overflow) = a.digits.multipliedReportingOverflow(
                by: powerOfTen(b.scale - a.scale))
            // What does not fit is larger than anything that does.
            return overflow ? a.digits < 0 : widened < b.digits
        }
        let (widened, overflow) = b.digits.multipliedReportingOverflow(
            by: powerOfTen(a.scale - b.scale))
        return overflow ? b.digits > 0 : a.digits < widened
    }
}

extension ExactDecimal {
    /// - Returns: `nil` past 38 digits.
    public func adding(_ other: ExactDecimal) -> ExactDecimal? {
        let scale = max(self.scale, other.scale)
        let (a, aOverflow) = digits.multipliedReportingOverflow(by: powerOfTen(scale - self.scale))
        let (b, bOverflow) = other.digits.multipliedReportingOverflow(
            by: powerOfTen(scale - other.scale))
        let (sum, overflow) = a.addingReportingOverflow(b)
        return aOverflow || bOverflow || overflow ? nil : ExactDecimal(digits: sum, scale: scale)
    }

    /// - Returns: `nil` past 38 digits.
    public func subtracting(_ other: ExactDecimal) -> ExactDecimal? {
        adding(ExactDecimal(digits: -other.digits, scale: other.scale))
    }

    /// - Returns: `nil` past 38 digits.
    public func multiplied(by other: ExactDecimal) -> ExactDecimal? {
        let (a, b) = (normalized, other.normalized)
        let (product, overflow) = a.digits.multipliedReportingOverflow(by: b.digits)
        guard !overflow, a.scale + b.scale <= 38 else { return nil }
        return ExactDecimal(digits: product, scale: a.scale + b.scale)
    }

    /// The quotient, rounded half up to `scale` decimals.
    ///
    /// - Returns: `nil` for a divisor of zero and past 38 digits.
    public func divided(by other: ExactDecimal, scale: Int) -> ExactDecimal? {
        let (a, b) = (normalized, other.normalized)
        guard b.digits != 0 else { return nil }
        let shift = scale + b.scale - a.scale
        guard (-38...38).contains(shift) else { return nil }
        var (numerator, denominator) = (a.digits, b.digits)
        var overflow = false
        if shift >= 0 {
            (numerator, overflow) = numerator.multipliedReportingOverflow(by: powerOfTen(shift))
        } else {
            (denominator, overflow) = denominator.multipliedReportingOverflow(
                by: powerOfTen(-shift))
        }
        guard !overflow else { return nil }
        return ExactDecimal(digits: roundedQuotient(numerator, denominator), scale: scale)
    }

    /// Rounded half up (a tie goes toward plus infinity, as the official rules' own rounding does).
    public func rounded(scale: Int) -> ExactDecimal {
        guard self.scale > scale else { return self }
        return ExactDecimal(
            digits: roundedQuotient(digits, powerOfTen(self.scale - scale)), scale: scale)
    }

    /// Rounded half up to two decimals.
    ///
    /// - Returns: `nil` past 14 digits (`Money.limit`).
    public var money: Money? {
        let rounded = rounded(scale: 2)
        let (hundredths, overflow) = rounded.digits.multipliedReportingOverflow(
            by: powerOfTen(2 - rounded.scale))
        guard !overflow, let narrow = Int64(exactly: hundredths) else { return nil }
        guard narrow.magnitude <= Money.limit.hundredths.magnitude else { return nil }
        return Money(hundredths: narrow)
    }

    /// Whether two decimals suffice.
    public var hasAtMostTwoDecimals: Bool { scale <= 2 || normalized.scale <= 2 }
}

/// Floor of `numerator` / `denominator` + 1/2.
func roundedQuotient(_ numerator: Int128, _ denominator: Int128) -> Int128 {
    let (n, d) = denominator < 0 ? (-numerator, -denominator) : (numerator, denominator)
    var (quotient, remainder) = n.quotientAndRemainder(dividingBy: d)
    if remainder < 0 {
        quotient -= 1
        remainder += d
    }
    return remainder >= d - remainder ? quotient + 1 : quotient
}

private let powersOfTen: [Int128] = {
    var powers: [Int128] = [1]
    while powers.count < 39 { powers.append(powers[powers.count - 1] * 10) }
    return powers
}()

private func powerOfTen(_ exponent: Int) -> Int128 { powersOfTen[exponent] }
