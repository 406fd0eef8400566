/// A point of secp256k1 that is not the neutral one. Only public points pass here: times depend on
/// the values.
struct AffinePoint {
    var x: CurveField
    var y: CurveField

    static let generator = AffinePoint(
        x: CurveField(
            CurveWords(
                word0: 0x59F2_815B_16F8_1798, word1: 0x029B_FCDB_2DCE_28D9,
                word2: 0x55A0_6295_CE87_0B07, word3: 0x79BE_667E_F9DC_BBAC)),
        y: CurveField(
            CurveWords(
                word0: 0x9C47_D08F_FB10_D4B8, word1: 0xFD17_B448_A685_5419,
                word2: 0x5DA4_FBFC_0E11_08A8, word3: 0x483A_DA77_26A3_C465)))
}

/// A point as `x = X/Z^2, y = Y/Z^3` (Jacobian), so that adding takes no division.
///
/// Additions are the general ones alone: adding a point to itself or to its negative ends in Z = 0,
/// and Z stays zero whatever is added after. Who adds must look at ``isUndefined`` in the end.
struct JacobianPoint {
    /// Tidy.
    private(set) var x: CurveField
    /// A sum of at most three tidy ones.
    private(set) var y: CurveField
    /// Tidy.
    private(set) var z: CurveField

    @inline(__always) init(_ point: AffinePoint) {
        x = point.x
        y = point.y
        z = .one
    }

    /// The neutral point, or what nobody knows because a special case was met on the way.
    var isUndefined: Bool { z.isZero }

    /// - Parameter point: its x tidy, its y at most two tidy ones.
    @inline(__always) mutating func add(_ point: AffinePoint) {
        let zz = z.squared()
        let h = CurveField.difference(point.x * zz, x, parts: 1)
        let r = CurveField.difference(point.y * (z * zz), y, parts: 3)
        let hh = h.squared()
        let hhh = h * hh
        let v = x * hh
        x =
            (CurveField.difference(
                CurveField.difference(r.squared(), hhh, parts: 1), v + v, parts: 2)).tidied
        y = CurveField.difference(r * CurveField.difference(v, x, parts: 1), y * hhh, parts: 1)
        z = z * h
    }

    mutating func double() {
        let yy = y.squared()
        let s = (x * yy).tidied
        let fourS = (s + s) + (s + s)
        let xx = x.squared()
        let m = xx + xx + xx
        let yyyy = yy.squared()
        let eight = ((yyyy + yyyy) + (yyyy + yyyy)).tidied
        z = (y * z)
        z = (z + z).tidied
        x = CurveField.difference(m.squared(), fourS + fourS, parts: 8).tidied
        y =
            CurveField.difference(
                m * CurveField.difference(fourS.tidied, x, parts: 1), eight + eight, parts: 2
            ).tidied
    }

    /// Whether the point's x, taken as a number below p, is r modulo n.
    func hasX(_ r: CurveScalar) -> Bool {
        let zz = z.squared()
        if CurveField.difference(CurveField(r.words) * zz, x, parts: 1).isZero { return true }
        // x may be n or more: once in 2^128.
        let (sum, carry) = r.words.addingReportingCarry(CurveScalar.order)
        guard !carry, sum < CurveField.prime else { return false }
        return CurveField.difference(CurveField(sum) * zz, x, parts: 1).isZero
    }

    /// The points with Z = 1, by one division for all of them.
    ///
    /// - Precondition: none is undefined.
    static func affine(_ points: [JacobianPoint]) -> [AffinePoint] {
        // before[i]: the product of every Z before i.
        var before: [CurveField] = []
        before.reserveCapacity(points.count)
        var product = CurveField.one
        for point in points {
            before.append(product)
            product = product * point.z
        }
        var inverse = product.inverted()
        var affine = [AffinePoint](repeating: .generator, count: points.count)
        for index in points.indices.reversed() {
            let point = points[index]
            let own = inverse * before[index]
            inverse = inverse * point.z
            let square = own.squared()
            affine[index] = AffinePoint(x: point.x * square, y: point.y * (own * square))
        }
        return affine
    }
}
