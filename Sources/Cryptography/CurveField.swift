/// An integer modulo the prime of secp256k1, p = 2^256 - 0x1000003D1, in five limbs of 52 bits.
///
/// Limbs may hold more than their bits until the next multiplication brings them back: an element
/// is *tidy* (limbs of at most 52 bits and a little, the top one 48) or a sum of a few tidy ones.
/// Each operation says what it takes. Overflow is excluded by these bounds, so the arithmetic wraps
/// without asking. Only public data passes here: times depend on the values.
struct CurveField {
    var limb0: UInt64
    var limb1: UInt64
    var limb2: UInt64
    var limb3: UInt64
    var limb4: UInt64

    static let prime = CurveWords(
        word0: 0xFFFF_FFFE_FFFF_FC2F, word1: .max, word2: .max, word3: .max)
    static let one = CurveField(limb0: 1, limb1: 0, limb2: 0, limb3: 0, limb4: 0)

    private static let mask: UInt64 = 1 << 52 - 1
    private static let topMask: UInt64 = 1 << 48 - 1
    /// 2^256 modulo p.
    private static let excess: UInt64 = 0x1_0000_03D1
    /// 2^260 modulo p: what one unit beyond the fifth limb is worth.
    private static let wideExcess: UInt64 = excess << 4
}

// MARK: - Bytes

extension CurveField {
    /// - Parameter words: the value, its lowest 64 bits first; p and more are taken too.
    init(_ words: CurveWords) {
        limb0 = words.word0 & Self.mask
        limb1 = (words.word0 >> 52 | words.word1 << 12) & Self.mask
        limb2 = (words.word1 >> 40 | words.word2 << 24) & Self.mask
        limb3 = (words.word2 >> 28 | words.word3 << 36) & Self.mask
        limb4 = words.word3 >> 16
    }

    /// The one value below p, its lowest 64 bits first.
    var words: CurveWords {
        let reduced = reduced
        return CurveWords(
            word0: reduced.limb0 | reduced.limb1 << 52,
            word1: reduced.limb1 >> 12 | reduced.limb2 << 40,
            word2: reduced.limb2 >> 24 | reduced.limb3 << 28,
            word3: reduced.limb3 >> 36 | reduced.limb4 << 16)
    }

    /// Below p. Takes sums of up to twenty tidy ones.
    private var reduced: CurveField {
        var value = tidied.tidied
        // Now below 2^256. Adding what p lacks of 2^256 overflows exactly where p is reached.
        var probe = value
        probe.limb0 &+= Self.excess
        probe.carry()
        if probe.limb4 > Self.topMask {
            probe.limb4 &= Self.topMask
            value = probe
        }
        return value
    }

    private mutating func carry() {
        limb1 &+= limb0 >> 52
        limb0 &= Self.mask
        limb2 &+= limb1 >> 52
        limb1 &= Self.mask
        limb3 &+= limb2 >> 52
        limb2 &= Self.mask
        limb4 &+= limb3 >> 52
        limb3 &= Self.mask
    }

    /// Whether the value is a multiple of p.
    var isZero: Bool {
        let reduced = reduced
        return reduced.limb0 | reduced.limb1 | reduced.limb2 | reduced.limb3 | reduced.limb4 == 0
    }
}

// MARK: - Arithmetic

extension CurveField {
    /// The same value with limbs of their own size. Takes sums of up to twenty tidy ones.
    @inline(__always) var tidied: CurveField {
        var value = self
        value.limb0 &+= (value.limb4 >> 48) &* Self.excess
        value.limb4 &= Self.topMask
        value.carry()
        return value
    }

    @inline(__always) static func + (a: CurveField, b: CurveField) -> CurveField {
        CurveField(
            limb0: a.limb0 &+ b.limb0, limb1: a.limb1 &+ b.limb1, limb2: a.limb2 &+ b.limb2,
            limb3: a.limb3 &+ b.limb3, limb4: a.limb4 &+ b.limb4)
    }

    /// `a - b`, where `b` is a sum of at most `parts` tidy ones. It counts as 2 x `parts` tidy ones
    /// more than `a`.
    @inline(__always) static func difference(
        _ a: CurveField, _ b: CurveField, parts: UInt64
    ) -> CurveField {
        // Twice p is in each limb more than a tidy one can hold.
        let twice = parts &* 2
        return CurveField(
            limb0: a.limb0 &+ (mask &- excess &+ 1) &* twice &- b.limb0,
            limb1: a.limb1 &+ mask &* twice &- b.limb1,
            limb2: a.limb2 &+ mask &* twice &- b.limb2,
            limb3: a.limb3 &+ mask &* twice &- b.limb3,
            limb4: a.limb4 &+ topMask &* twice &- b.limb4)
    }

    @inline(__always) func negated() -> CurveField {
        Self.difference(
            CurveField(limb0: 0, limb1: 0, limb2: 0, limb3: 0, limb4: 0), self, parts: 1)
    }

    /// Tidy. The counts of tidy ones in the two, multiplied, may be at most 64.
    @inline(__always) static func * (a: CurveField, b: CurveField) -> CurveField {
        folded(
            product(a.limb0, b.limb0),
            product(a.limb0, b.limb1) &+ product(a.limb1, b.limb0),
            product(a.limb0, b.limb2) &+ product(a.limb1, b.limb1) &+ product(a.limb2, b.limb0),
            product(a.limb0, b.limb3) &+ product(a.limb1, b.limb2) &+ product(a.limb2, b.limb1)
                &+ product(a.limb3, b.limb0),
            product(a.limb0, b.limb4) &+ product(a.limb1, b.limb3) &+ product(a.limb2, b.limb2)
                &+ product(a.limb3, b.limb1) &+ product(a.limb4, b.limb0),
            product(a.limb1, b.limb4) &+ product(a.limb2, b.limb3) &+ product(a.limb3, b.limb2)
                &+ product(a.limb4, b.limb1),
            product(a.limb2, b.limb4) &+ product(a.limb3, b.limb3) &+ product(a.limb4, b.limb2),
            product(a.limb3, b.limb4) &+ product(a.limb4, b.limb3),
            product(a.limb4, b.limb4))
    }

    /// Tidy. Takes sums of up to eight tidy ones.
    @inline(__always) func squared() -> CurveField {
        let (double0, double1) = (limb0 &* 2, limb1 &* 2)
        let (double2, double3) = (limb2 &* 2, limb3 &* 2)
        return Self.folded(
            Self.product(limb0, limb0),
            Self.product(double0, limb1),
            Self.product(double0, limb2) &+ Self.product(limb1, limb1),
            Self.product(double0, limb3) &+ Self.product(double1, limb2),
            Self.product(double0, limb4) &+ Self.product(double1, limb3)
                &+ Self.product(limb2, limb2),
            Self.product(double1, limb4) &+ Self.product(double2, limb3),
            Self.product(double2, limb4) &+ Self.product(limb3, limb3),
            Self.product(double3, limb4),
            Self.product(limb4, limb4))
    }

    @inline(__always) private static func product(_ a: UInt64, _ b: UInt64) -> UInt128 {
        UInt128(truncatingIfNeeded: a) &* UInt128(truncatingIfNeeded: b)
    }

    @inline(__always) private static func low(_ column: UInt128) -> UInt64 {
        UInt64(truncatingIfNeeded: column) & mask
    }

    /// The nine columns of a product, each 52 bits above the one before, brought back to five
    /// limbs: first the upper ones carry, then each of their limbs comes down as a multiple of
    /// 2^260 mod p, then what is above 2^256.
    @inline(__always) private static func folded(
        _ column0: UInt128, _ column1: UInt128, _ column2: UInt128, _ column3: UInt128,
        _ column4: UInt128, _ column5: UInt128, _ column6: UInt128, _ column7: UInt128,
        _ column8: UInt128
    ) -> CurveField {
        let upper6 = column6 &+ (column5 &>> 52)
        let upper7 = column7 &+ (upper6 &>> 52)
        let upper8 = column8 &+ (upper7 &>> 52)
        let above = UInt64(truncatingIfNeeded: upper8 &>> 52)
        let sum0 = column0 &+ product(low(column5), wideExcess)
        let sum1 = column1 &+ product(low(upper6), wideExcess) &+ (sum0 &>> 52)
        let sum2 = column2 &+ product(low(upper7), wideExcess) &+ (sum1 &>> 52)
        let sum3 = column3 &+ product(low(upper8), wideExcess) &+ (sum2 &>> 52)
        let sum4 = column4 &+ product(above, wideExcess) &+ (sum3 &>> 52)
        let top = UInt64(truncatingIfNeeded: sum4 &>> 48)
        let last = product(top, excess) &+ UInt128(truncatingIfNeeded: low(sum0))
        return CurveField(
            limb0: low(last), limb1: low(sum1) &+ UInt64(truncatingIfNeeded: last &>> 52),
            limb2: low(sum2), limb3: low(sum3),
            limb4: UInt64(truncatingIfNeeded: sum4) & topMask)
    }

    /// The inverse, of zero zero: the power p - 2 (Fermat). For tables only: it takes 500
    /// multiplications.
    func inverted() -> CurveField {
        let two = CurveWords(word0: 2, word1: 0, word2: 0, word3: 0)
        let exponent = Self.prime.subtractingReportingBorrow(two).difference
        var power = CurveField.one
        for bit in (0..<256).reversed() {
            power = power.squared()
            if exponent.hasBit(bit) { power = power * self }
        }
        return power
    }
}
