/// A whole number of any size, for the few amounts that 128 bits cannot hold.
///
/// It is here so that a document with absurd numbers gets the official verdict too; nothing on the
/// usual way uses it. Limbs are 32 bits, the lowest first, none of them a leading zero.
struct WideInteger: Equatable {
    private var limbs: [UInt32]
    private(set) var isNegative: Bool

    var isZero: Bool { limbs.isEmpty }

    private init(limbs: [UInt32], isNegative: Bool) {
        self.limbs = limbs
        while self.limbs.last == 0 { self.limbs.removeLast() }
        self.isNegative = isNegative && !self.limbs.isEmpty
    }

    init(_ value: Int128) {
        var magnitude = value.magnitude
        var limbs: [UInt32] = []
        while magnitude > 0 {
            limbs.append(UInt32(truncatingIfNeeded: magnitude))
            magnitude >>= 32
        }
        self.init(limbs: limbs, isNegative: value < 0)
    }

    /// - Parameter digits: ASCII digits only.
    init(digits: some Sequence<UInt8>) {
        var value = WideInteger(0)
        for digit in digits { value.multiplyAdd(10, UInt32(digit - 0x30)) }
        self = value
    }

    /// `nil` past 128 bits.
    var narrow: Int128? {
        guard limbs.count <= 4 else { return nil }
        var magnitude: UInt128 = 0
        for limb in limbs.reversed() { magnitude = magnitude << 32 | UInt128(limb) }
        guard magnitude <= UInt128(Int128.max) else { return nil }
        return isNegative ? -Int128(magnitude) : Int128(magnitude)
    }

    private mutating func multiplyAdd(_ factor: UInt32, _ addend: UInt32) {
        var carry = UInt64(addend)
        for index in limbs.indices {
            let product = UInt64(limbs[index]) * UInt64(factor) + carry
            limbs[index] = UInt32(truncatingIfNeeded: product)
            carry = product >> 32
        }
        if carry > 0 { limbs.append(UInt32(carry)) }
    }

    static func power(_ base: UInt32, _ exponent: Int) -> WideInteger {
        var value = WideInteger(1)
        for _ in 0..<exponent { value.multiplyAdd(base, 0) }
        return value
    }

    static prefix func - (value: Self) -> Self {
        WideInteger(limbs: value.limbs, isNegative: !value.isNegative)
    }

    static func + (a: Self, b: Self) -> Self {
        if a.isNegative == b.isNegative {
            return WideInteger(limbs: sum(a.limbs, b.limbs), isNegative: a.isNegative)
        }
        if isLess(a.limbs, b.limbs) {
            return WideInteger(limbs: difference(b.limbs, a.limbs), isNegative: b.isNegative)
        }
        return WideInteger(limbs: difference(a.limbs, b.limbs), isNegative: a.isNegative)
    }

    static func * (a: Self, b: Self) -> Self {
        guard !a.isZero, !b.isZero else { return WideInteger(0) }
        var limbs = [UInt32](repeating: 0, count: a.limbs.count + b.limbs.count)
        for (i, x) in a.limbs.enumerated() {
            var carry: UInt64 = 0
            for (j, y) in b.limbs.enumerated() {
                let product = UInt64(x) * UInt64(y) + UInt64(limbs[i + j]) + carry
                limbs[i + j] = UInt32(truncatingIfNeeded: product)
                carry = product >> 32
            }
            limbs[i + b.limbs.count] = UInt32(carry)
        }
        return WideInteger(limbs: limbs, isNegative: a.isNegative != b.isNegative)
    }

    /// Rounded toward zero; the remainder has the sign of `self`.
    ///
    /// - Precondition: `divisor` is not zero.
    func divided(by divisor: Self) -> (quotient: Self, remainder: Self) {
        precondition(!divisor.isZero, "division by zero")
        var quotient = [UInt32](repeating: 0, count: limbs.count)
        var remainder = WideInteger(0)
        // Bit by bit: the numbers are a few hundred bits, and few documents have one.
        for index in limbs.indices.reversed() {
            for bit in (0..<32).reversed() {
                remainder.double(adding: limbs[index] >> UInt32(bit) & 1)
                if !Self.isLess(remainder.limbs, divisor.limbs) {
                    remainder = WideInteger(
                        limbs: Self.difference(remainder.limbs, divisor.limbs),
                        isNegative: false)
                    quotient[index] |= 1 << UInt32(bit)
                }
            }
        }
        return (
            WideInteger(limbs: quotient, isNegative: isNegative != divisor.isNegative),
            WideInteger(limbs: remainder.limbs, isNegative: isNegative)
        )
    }

    private mutating func double(adding bit: UInt32) { multiplyAdd(2, bit) }

    private static func isLess(_ a: [UInt32], _ b: [UInt32]) -> Bool {
        if a.count != b.count { return a.count < b.count }
        for (x, y) in zip(a, b).reversed() where x != y { return x < y }
        return false
    }

    private static func sum(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
        var limbs: [UInt32] = []
        var carry: UInt64 = 0
        for index in 0..<max(a.count, b.count) {
            let x = index < a.count ? UInt64(a[index]) : 0
            let y = index < b.count ? UInt64(b[index]) : 0
            limbs.append(UInt32(truncatingIfNeeded: x + y + carry))
            carry = (x + y + carry) >> 32
        }
        if carry > 0 { limbs.append(1) }
        return limbs
    }

    /// - Precondition: `a` is not less than `b`.
    private static func difference(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
        var limbs: [UInt32] = []
        var borrow: Int64 = 0
        for index in a.indices {
            var value = Int64(a[index]) - borrow - (index < b.count ? Int64(b[index]) : 0)
            borrow = value < 0 ? 1 : 0
            if value < 0 { value += 1 << 32 }
            limbs.append(UInt32(value))
        }
        return limbs
    }
}
