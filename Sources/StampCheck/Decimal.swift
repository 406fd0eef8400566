/// A decimal number as a document writes it, for adding up anew what its writer added up: digits /
/// 10^scale.
///
/// The checker's own; the writer's sums are none of its business. At most 20 digits, 14 of them
/// after the point (a price without VAT may have thirteen), so that the sum of half a million of
/// them cannot overflow.
struct Decimal: Equatable, Comparable {
    let digits: Int128
    let scale: Int

    static let zero = Decimal(digits: 0, scale: 0)
    static let cent = Decimal(digits: 1, scale: 2)

    init(digits: Int128, scale: Int) {
        self.digits = digits
        self.scale = scale
    }

    /// Takes an optional sign, digits, and optionally a point and digits, with white space around;
    /// as `xs:decimal`.
    init?(_ text: ArraySlice<UInt8>) {
        var digits: Int128 = 0
        var scale = 0
        var count = 0
        var hasDigit = false
        var hasPoint = false
        var isNegative = false
        let text = trimmed(text)
        for (index, byte) in text.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: isNegative = true
            case UInt8(ascii: "+") where index == 0: break
            case UInt8(ascii: ".") where !hasPoint: hasPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
                hasDigit = true
                if digits != 0 { count += 1 }
                if hasPoint { scale += 1 }
                guard count <= 20, scale <= 14 else { return nil }
            default: return nil
            }
        }
        guard hasDigit else { return nil }
        self.init(digits: isNegative ? -digits : digits, scale: scale)
    }

    private func digits(at wanted: Int) -> Int128 { digits * powerOfTen(wanted - scale) }

    private static func combine(
        _ a: Decimal, _ b: Decimal, _ operation: (Int128, Int128) -> Int128
    ) -> Decimal {
        let scale = max(a.scale, b.scale)
        return Decimal(
            digits: operation(a.digits(at: scale), b.digits(at: scale)), scale: scale)
    }

    static func + (a: Decimal, b: Decimal) -> Decimal { combine(a, b, +) }
    static func - (a: Decimal, b: Decimal) -> Decimal { combine(a, b, -) }
    static func += (a: inout Decimal, b: Decimal) { a = a + b }

    static func < (a: Decimal, b: Decimal) -> Bool {
        let scale = max(a.scale, b.scale)
        return a.digits(at: scale) < b.digits(at: scale)
    }

    static func == (a: Decimal, b: Decimal) -> Bool {
        let scale = max(a.scale, b.scale)
        return a.digits(at: scale) == b.digits(at: scale)
    }

    /// Two decimals, halves upwards, as XPath rounds.
    var roundedToCents: Decimal {
        guard scale > 2 else { return self }
        let unit = powerOfTen(scale - 2)
        return Decimal(digits: floorDivide(2 * digits + unit, 2 * unit), scale: 2)
    }

    /// quantity x price / base, cut off below the third decimal as BR-KSA-EN16931-11 does; `nil` if
    /// it cannot be told.
    static func lineValue(quantity: Decimal, price: Decimal, base: Decimal?) -> Decimal? {
        let base = base ?? Decimal(digits: 1, scale: 0)
        guard base.digits > 0 else { return nil }
        let (product, first) = quantity.digits.multipliedReportingOverflow(by: price.digits)
        let (raised, second) = product.multipliedReportingOverflow(
            by: powerOfTen(3 + base.scale))
        let (divisor, third) = base.digits.multipliedReportingOverflow(
            by: powerOfTen(quantity.scale + price.scale))
        guard !first, !second, !third else { return nil }
        return Decimal(digits: floorDivide(raised, divisor), scale: 3)
    }
}

extension Decimal: CustomStringConvertible {
    var description: String {
        var text = String(digits.magnitude)
        if scale > 0 {
            while text.utf8.count <= scale { text = "0" + text }
            text.insert(".", at: text.index(text.endIndex, offsetBy: -scale))
        }
        return digits < 0 ? "-" + text : text
    }
}

private func powerOfTen(_ exponent: Int) -> Int128 {
    var power: Int128 = 1
    for _ in 0..<max(exponent, 0) { power *= 10 }
    return power
}

private func floorDivide(_ a: Int128, _ b: Int128) -> Int128 {
    let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
    return remainder < 0 ? quotient - 1 : quotient
}
