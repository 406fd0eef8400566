/// Rational arithmetic: the tests' own way to compute, which shares nothing with the product's
/// decimals.
struct Fraction: Comparable {
    let numerator: Int128
    let denominator: Int128

    init(_ numerator: Int128, _ denominator: Int128 = 1) {
        var (a, b) = (numerator.magnitude, denominator.magnitude)
        while b != 0 { (a, b) = (b, a % b) }
        let divisor = Int128(max(a, 1)) * (denominator < 0 ? -1 : 1)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    /// Takes decimal text.
    init(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        var denominator: Int128 = 1
        if parts.count > 1 { for _ in parts[1] { denominator *= 10 } }
        guard let numerator = Int128(parts.joined()) else { preconditionFailure("a decimal") }
        self.init(numerator, denominator)
    }

    static func + (a: Self, b: Self) -> Self {
        Fraction(
            a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator
        )
    }
    static prefix func - (a: Self) -> Self { Fraction(-a.numerator, a.denominator) }
    static func - (a: Self, b: Self) -> Self { a + -b }
    static func * (a: Self, b: Self) -> Self {
        Fraction(a.numerator * b.numerator, a.denominator * b.denominator)
    }
    static func / (a: Self, b: Self) -> Self {
        Fraction(a.numerator * b.denominator, a.denominator * b.numerator)
    }
    static func < (a: Self, b: Self) -> Bool { (a - b).numerator < 0 }

    static let zero = Fraction(0)

    /// The largest whole number not above it.
    var floor: Int128 {
        let quotient = numerator / denominator
        return numerator % denominator < 0 ? quotient - 1 : quotient
    }

    /// Half up to two decimals.
    var rounded: Fraction { Fraction((self * Fraction(100) + Fraction(1, 2)).floor, 100) }
}

extension Sequence<Fraction> {
    var sum: Fraction { reduce(.zero, +) }
}
