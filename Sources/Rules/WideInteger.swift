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
        // Nine digits at a time, as many as a limb holds.
        var (part, scale): (UInt32, UInt32) = (0, 1)
        for digit in digits {
            part = part * 10 + UInt32(digit - 0x30)
            scale *= 10
            guard scale == 1_000_000_000 else { continue }
            value.multiplyAdd(scale, part)
            (part, scale) = (0, 1)
        }
        if scale > 1 { value.multiplyAdd(scale, part) }
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
        // As high a power at a time as a limb holds.
        var (step, inStep): (UInt32, Int) = (1, 0)
        while case let (next, overflow) = step.multipliedReportingOverflow(by: base), !overflow,
            inStep < exponent
        {
            (step, inStep) = (next, inStep + 1)
        }
        guard inStep > 0 else { return value }
        for _ in 0..<exponent / inStep { value.multiplyAdd(step, 0) }
        for _ in 0..<exponent % inStep { value.multiplyAdd(base, 0) }
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
        if Self.isLess(limbs, divisor.limbs) { return (WideInteger(0), self) }
        let (quotient, remainder) =
            divisor.limbs.count == 1
            ? Self.divided(limbs, by: divisor.limbs[0]) : Self.divided(limbs, by: divisor.limbs)
        return (
            WideInteger(limbs: quotient, isNegative: isNegative != divisor.isNegative),
            WideInteger(limbs: remainder, isNegative: isNegative)
        )
    }

    private static func divided(
        _ limbs: [UInt32], by divisor: UInt32
    ) -> (quotient: [UInt32], remainder: [UInt32]) {
        var quotient = limbs
        var rest: UInt64 = 0
        for index in limbs.indices.reversed() {
            let (limb, remainder) = (rest << 32 | UInt64(limbs[index]))
                .quotientAndRemainder(dividingBy: UInt64(divisor))
            quotient[index] = UInt32(limb)
            rest = remainder
        }
        return (quotient, [UInt32(rest)])
    }

    /// Long division, limb by limb (Knuth's algorithm D).
    ///
    /// - Precondition: `divisor` has two limbs or more, and `limbs` is not less than it.
    private static func divided(
        _ limbs: [UInt32], by divisor: [UInt32]
    ) -> (quotient: [UInt32], remainder: [UInt32]) {
        let count = divisor.count
        // With the highest bit of the divisor set, a guess from two limbs is at most two too high.
        let shift = divisor[count - 1].leadingZeroBitCount
        let by = shifted(divisor, shift)
        var rest = shifted(limbs + [0], shift)
        let (high, low) = (UInt64(by[count - 1]), UInt64(by[count - 2]))
        var quotient = [UInt32](repeating: 0, count: limbs.count - count + 1)
        for place in quotient.indices.reversed() {
            let top = UInt64(rest[place + count]) << 32 | UInt64(rest[place + count - 1])
            var (guess, remainder) = top.quotientAndRemainder(dividingBy: high)
            while guess >> 32 > 0
                || guess * low > remainder << 32 | UInt64(rest[place + count - 2])
            {
                guess -= 1
                remainder += high
                if remainder >> 32 > 0 { break }
            }
            if !subtract(guess, times: by, from: &rest, at: place) {
                guess -= 1
                add(by, to: &rest, at: place)
            }
            quotient[place] = UInt32(guess)
        }
        rest.removeLast()
        return (quotient, unshifted(rest, shift))
    }

    /// - Returns: False where there was too little to take it from; the result then lacks one more
    ///   than all limbs hold.
    private static func subtract(
        _ factor: UInt64, times limbs: [UInt32], from rest: inout [UInt32], at place: Int
    ) -> Bool {
        var (carry, borrow): (UInt64, Int64) = (0, 0)
        for index in limbs.indices {
            let product = factor * UInt64(limbs[index]) + carry
            carry = product >> 32
            let value = Int64(rest[place + index]) - borrow - Int64(product & 0xFFFF_FFFF)
            rest[place + index] = UInt32(truncatingIfNeeded: value)
            borrow = value < 0 ? 1 : 0
        }
        let value = Int64(rest[place + limbs.count]) - borrow - Int64(carry)
        rest[place + limbs.count] = UInt32(truncatingIfNeeded: value)
        return value >= 0
    }

    private static func add(_ limbs: [UInt32], to rest: inout [UInt32], at place: Int) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let sum = UInt64(rest[place + index]) + UInt64(limbs[index]) + carry
            rest[place + index] = UInt32(truncatingIfNeeded: sum)
            carry = sum >> 32
        }
        rest[place + limbs.count] &+= UInt32(carry)
    }

    /// Toward the higher limbs, whose last has room for it.
    private static func shifted(_ limbs: [UInt32], _ bits: Int) -> [UInt32] {
        var carry: UInt32 = 0
        return limbs.map { limb in
            let value = UInt64(limb) << UInt64(bits) | UInt64(carry)
            carry = UInt32(value >> 32)
            return UInt32(truncatingIfNeeded: value)
        }
    }

    private static func unshifted(_ limbs: [UInt32], _ bits: Int) -> [UInt32] {
        limbs.indices.map { index in
            let above = index + 1 < limbs.count ? UInt64(limbs[index + 1]) : 0
            let value = above << 32 | UInt64(limbs[index])
            return UInt32(truncatingIfNeeded: value >> UInt64(bits))
        }
    }

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
