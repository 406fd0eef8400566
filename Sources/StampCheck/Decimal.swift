/// A decimal number as a document writes it, for adding up anew what its writer added up: digits /
/// 10^scale.
///
/// The checker's own; the writer's sums are none of its business. At most 20 digits are read, 14 of
/// them after the point (a price without VAT may have thirteen). What grows beyond 10^37 on the way
/// stays there: it agrees with nothing that a document can say.
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
        let read = text.withUnsafeBufferPointer { Self.read($0) }
        guard let read else { return nil }
        self = read
    }

    private static func read(_ text: UnsafeBufferPointer<UInt8>) -> Decimal? {
        var start = 0
        var end = text.count
        while start < end, isSpace(text[start]) { start += 1 }
        while end > start, isSpace(text[end - 1]) { end -= 1 }
        let isNegative = start < end && text[start] == UInt8(ascii: "-")
        if isNegative || (start < end && text[start] == UInt8(ascii: "+")) { start += 1 }
        // The first 18 digits fit into a machine word.
        var word: UInt64 = 0
        var digits: Int128 = 0
        var scale = 0
        var count = 0
        var hasDigit = false
        var hasPoint = false
        for index in start..<end {
            let byte = text[index]
            let digit = byte &- UInt8(ascii: "0")
            if digit > 9 {
                guard byte == UInt8(ascii: "."), !hasPoint else { return nil }
                hasPoint = true
                continue
            }
            hasDigit = true
            if count > 0 || digit > 0 { count += 1 }
            if hasPoint { scale += 1 }
            guard count <= 20, scale <= 14 else { return nil }
            if count <= 18 {
                word = word * 10 + UInt64(digit)
            } else {
                if count == 19 { digits = Int128(word) }
                digits = digits * 10 + Int128(digit)
            }
        }
        guard hasDigit else { return nil }
        if count <= 18 { digits = Int128(word) }
        return Decimal(digits: isNegative ? -digits : digits, scale: scale)
    }

    private static let most = powerOfTen(37)

    private static func bounded(_ digits: Int128) -> Int128 { min(max(digits, -most), most) }

    private func digits(at wanted: Int) -> Int128 {
        if wanted == scale { return digits }
        let (raised, isTooLarge) = digits.multipliedReportingOverflow(
            by: powerOfTen(wanted - scale))
        return isTooLarge ? digits.signum() * Self.most : Self.bounded(raised)
    }

    private static func combine(
        _ a: Decimal, _ b: Decimal, _ operation: (Int128, Int128) -> Int128
    ) -> Decimal {
        let scale = max(a.scale, b.scale)
        return Decimal(
            digits: bounded(operation(a.digits(at: scale), b.digits(at: scale))), scale: scale)
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
        return Decimal(digits: bounded(floorDivide(raised, divisor)), scale: 3)
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
