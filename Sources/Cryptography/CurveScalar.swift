/// An integer modulo the order n of secp256k1's group. Only public data passes here: times depend
/// on the values.
struct CurveScalar: Equatable {
    /// Below n.
    let words: CurveWords

    static let order = CurveWords(
        word0: 0xBFD2_5E8C_D036_4141, word1: 0xBAAE_DCE6_AF48_A03B,
        word2: 0xFFFF_FFFF_FFFF_FFFE, word3: 0xFFFF_FFFF_FFFF_FFFF)
    /// 2^256 - n.
    private static let excess: InlineArray<3, UInt64> = [
        0x402D_A173_2FC9_BEBF, 0x4551_2319_50B7_5FC4, 1,
    ]

    /// `words` modulo n.
    init(reducing words: CurveWords) {
        let (less, isSmaller) = words.subtractingReportingBorrow(Self.order)
        self.words = isSmaller ? words : less
    }

    /// - Returns: `nil` for n and more.
    init?(below words: CurveWords) {
        guard words < Self.order else { return nil }
        self.words = words
    }

    var isZero: Bool { words.isZero }

    /// n less this one; zero for zero.
    var negated: CurveScalar {
        isZero
            ? self : CurveScalar(reducing: Self.order.subtractingReportingBorrow(words).difference)
    }

    /// Whether it is more than half of n: then its negative is below 2^255.
    var isHigh: Bool { negated.words < words }

    static func * (a: CurveScalar, b: CurveScalar) -> CurveScalar {
        let (x, y) = (a.words.array, b.words.array)
        var product = InlineArray<8, UInt64>(repeating: 0)
        for i in 0..<4 {
            var carry: UInt64 = 0
            for j in 0..<4 { carry = add(x[i], y[j], carry, to: &product[i + j]) }
            product[i + 4] = carry
        }
        // What is above 2^256 comes down as a multiple of 2^256 - n, which has 129 bits: from 512
        // bits to at most 386, to 260, to 256 and a bit.
        for _ in 0..<3 {
            let upper: InlineArray<4, UInt64> = [product[4], product[5], product[6], product[7]]
            for index in 4..<8 { product[index] = 0 }
            for i in 0..<4 where upper[i] != 0 {
                var carry: UInt64 = 0
                for j in 0..<3 { carry = add(upper[i], excess[j], carry, to: &product[i + j]) }
                var index = i + 3
                while carry != 0 {
                    carry = add(carry, 1, 0, to: &product[index])
                    index += 1
                }
            }
        }
        let sum = CurveWords(
            word0: product[0], word1: product[1], word2: product[2], word3: product[3])
        if product[4] == 0 { return CurveScalar(reducing: sum) }
        // 2^256 more than the four words: n less than that is again below 2^256.
        return CurveScalar(reducing: sum.subtractingReportingBorrow(order).difference)
    }

    /// Adds `a * b + carry`; returns what goes to the next word.
    private static func add(
        _ a: UInt64, _ b: UInt64, _ carry: UInt64, to word: inout UInt64
    ) -> UInt64 {
        // (2^64 - 1)^2 + 2 (2^64 - 1) is 2^128 - 1: it always fits.
        let sum =
            UInt128(truncatingIfNeeded: a) &* UInt128(truncatingIfNeeded: b)
            &+ UInt128(truncatingIfNeeded: carry) &+ UInt128(truncatingIfNeeded: word)
        word = UInt64(truncatingIfNeeded: sum)
        return UInt64(truncatingIfNeeded: sum &>> 64)
    }
}

extension CurveWords {
    fileprivate var array: InlineArray<4, UInt64> { [word0, word1, word2, word3] }
}

// MARK: - Inverse

/// The inverse modulo n by Bernstein and Yang's division steps ("Fast constant-time gcd computation
/// and modular inversion", 2019), without their constant time: steps are counted off 62 at a time
/// on the lowest words alone, gathered in a matrix, and the matrix is applied to the whole numbers.
extension CurveScalar {
    /// - Precondition: it is not zero.
    func inverted() -> CurveScalar {
        precondition(!isZero, "zero has no inverse")
        var f = LimbNumber(Self.order)
        var g = LimbNumber(words)
        var d = LimbNumber(.zero)
        var e = LimbNumber(CurveWords(word0: 1, word1: 0, word2: 0, word3: 0))
        var steps = DivisionSteps()
        while !g.isZero {
            steps.run(f: f.lowest, g: g.lowest)
            (d, e) = (
                LimbNumber.combined(d, steps.u, e, steps.v, isModular: true),
                LimbNumber.combined(d, steps.q, e, steps.r, isModular: true)
            )
            (f, g) = (
                LimbNumber.combined(f, steps.u, g, steps.v, isModular: false),
                LimbNumber.combined(f, steps.q, g, steps.r, isModular: false)
            )
        }
        // f is 1 or -1 now, and d is f times the inverse, above -2n and below n.
        if f.isNegative { d.negate() }
        while d.isNegative { d.addOrder(times: 1) }
        var less = d
        less.addOrder(times: -1)
        return CurveScalar(reducing: (less.isNegative ? d : less).words)
    }
}

/// 62 division steps on the lowest 64 bits of f and g, gathered in a matrix `u v; q r`.
private struct DivisionSteps {
    private(set) var u: Int64 = 1
    private(set) var v: Int64 = 0
    private(set) var q: Int64 = 0
    private(set) var r: Int64 = 1
    /// The paper's delta, negated.
    private var eta: Int64 = -1

    mutating func run(f: UInt64, g: UInt64) {
        var (f, g) = (f, g)
        (u, v, q, r) = (1, 0, 0, 1)
        var left: Int64 = 62
        while true {
            // Even steps need no look: all at once, at most those that are left.
            let zeros = Int64(
                truncatingIfNeeded: (g | UInt64.max << UInt64(left)).trailingZeroBitCount)
            g &>>= UInt64(zeros)
            u &<<= zeros
            v &<<= zeros
            eta &-= zeros
            left &-= zeros
            if left == 0 { return }
            if eta < 0 {
                eta = -eta
                (f, g) = (g, 0 &- f)
                (u, q) = (q, 0 &- u)
                (v, r) = (r, 0 &- v)
            }
            // The next steps add f to g as often as makes its lowest bits zero, until eta turns:
            // with six bits of g, times -1/f modulo 64.
            let bits = min(min(eta &+ 1, left), 6)
            let mask = UInt64.max &>> UInt64(64 &- bits)
            let times = (f &* g &* (f &* f &- 2)) & mask
            g &+= f &* times
            q &+= u &* Int64(times)
            r &+= v &* Int64(times)
        }
    }
}

/// A signed number below 2^300 in five limbs of 62 bits, the lowest first; the top one signed.
private struct LimbNumber {
    private var limbs: InlineArray<5, Int64>

    private static let mask: Int64 = 1 << 62 - 1
    private static let order = LimbNumber(CurveScalar.order)
    /// 1/n modulo 2^62.
    private static let orderInverse: UInt64 = {
        // Newton: each round doubles the bits that are right; an odd number is its own inverse
        // modulo 8.
        let n = CurveScalar.order.word0
        var inverse = n
        for _ in 0..<5 { inverse = inverse &* (2 &- n &* inverse) }
        return inverse
    }()

    init(_ words: CurveWords) {
        let mask = UInt64(Self.mask)
        limbs = [
            Int64(words.word0 & mask),
            Int64((words.word0 >> 62 | words.word1 << 2) & mask),
            Int64((words.word1 >> 60 | words.word2 << 4) & mask),
            Int64((words.word2 >> 58 | words.word3 << 6) & mask),
            Int64(words.word3 >> 56),
        ]
    }

    /// - Precondition: the number is from 0 to 2^256 - 1.
    var words: CurveWords {
        func limb(_ index: Int) -> UInt64 { UInt64(bitPattern: limbs[index]) }
        return CurveWords(
            word0: limb(0) | limb(1) << 62, word1: limb(1) >> 2 | limb(2) << 60,
            word2: limb(2) >> 4 | limb(3) << 58, word3: limb(3) >> 6 | limb(4) << 56)
    }

    /// The number modulo 2^64.
    var lowest: UInt64 { UInt64(bitPattern: limbs[0] | limbs[1] << 62) }
    var isNegative: Bool { limbs[4] < 0 }
    var isZero: Bool { limbs[0] | limbs[1] | limbs[2] | limbs[3] | limbs[4] == 0 }

    mutating func negate() { self = Self.sum(self, -1, 0) }
    mutating func addOrder(times: Int64) { self = Self.sum(self, 1, times) }

    private static func sum(_ a: LimbNumber, _ factor: Int64, _ orders: Int64) -> LimbNumber {
        var result = a
        var carry: Int64 = 0
        for index in 0..<5 {
            carry &+= a.limbs[index] &* factor &+ order.limbs[index] &* orders
            result.limbs[index] = index == 4 ? carry : carry & mask
            carry &>>= 62
        }
        return result
    }

    /// `(a x + b y) / 2^62`, where the division is known to be exact, or, `isModular`, after as
    /// many times n were added as make it so: of numbers above -2n and below n again such a one,
    /// because |x| + |y| is at most 2^62.
    @inline(__always) static func combined(
        _ a: LimbNumber, _ x: Int64, _ b: LimbNumber, _ y: Int64, isModular: Bool
    ) -> LimbNumber {
        var orders: Int64 = 0
        if isModular {
            orders = (a.isNegative ? x : 0) &+ (b.isNegative ? y : 0)
            let lowest =
                UInt64(bitPattern: a.limbs[0]) &* UInt64(bitPattern: x)
                &+ UInt64(bitPattern: b.limbs[0]) &* UInt64(bitPattern: y)
            let excess = Int64(bitPattern: lowest &* orderInverse &+ UInt64(bitPattern: orders))
            orders &-= excess & mask
        }
        var result = a
        var carry: Int128 = 0
        for index in 0..<5 {
            carry &+= product(a.limbs[index], x) &+ product(b.limbs[index], y)
            if isModular { carry &+= product(order.limbs[index], orders) }
            if index > 0 { result.limbs[index - 1] = Int64(truncatingIfNeeded: carry) & mask }
            carry &>>= 62
        }
        result.limbs[4] = Int64(truncatingIfNeeded: carry)
        return result
    }

    @inline(__always) private static func product(_ a: Int64, _ b: Int64) -> Int128 {
        Int128(truncatingIfNeeded: a) &* Int128(truncatingIfNeeded: b)
    }
}
