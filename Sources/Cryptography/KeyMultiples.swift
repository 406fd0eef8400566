import CSecp256k1

/// The multiples of one public key, ready to be added: signatures of a key that stamps thousands
/// of documents are verified in less than half of libsecp256k1's time, which must treat each key as
/// new.
///
/// A yes is this code's own: the sum of 64 points that stand in the tables has the x that the
/// signature states. Whatever it does not confirm, special cases of the addition among them, is
/// left to libsecp256k1, so every no is that library's. 330 KB and about a millisecond to make:
/// worth it from some hundred signatures of one key on.
public struct KeyMultiples: Sendable {
    public let key: Secp256k1PublicKey
    private let multiples: WindowTable

    public init(_ key: Secp256k1PublicKey) {
        self.key = key
        let point = key.pointBytes.withUnsafeBytes { bytes in
            AffinePoint(
                x: CurveField(CurveWords(bigEndian: .init(rebasing: bytes[1..<33]))),
                y: CurveField(CurveWords(bigEndian: .init(rebasing: bytes[33..<65]))))
        }
        multiples = WindowTable(point)
    }

    /// What ``Secp256k1PublicKey/verify(_:of:)`` says.
    public func verify(_ signatureDER: [UInt8], of message: [UInt8]) -> Bool {
        confirms(signatureDER, of: SHA256.hash(message)) || key.verify(signatureDER, of: message)
    }

    /// Whether the signature over the digest is right, as far as the tables can tell: `false` may
    /// also mean that they cannot.
    func confirms(_ signatureDER: [UInt8], of digest: SHA256Digest) -> Bool {
        guard let signature = ECDSASignature.read(signatureDER) else { return false }
        guard let r = CurveScalar(below: signature.r), !r.isZero else { return false }
        guard let s = CurveScalar(below: signature.s), !s.isZero else { return false }
        let z = digest.bytes.withUnsafeBytes { CurveScalar(reducing: CurveWords(bigEndian: $0)) }
        let inverse = s.inverted()
        var sum: JacobianPoint?
        WindowTable.generator.add(z * inverse, to: &sum)
        multiples.add(r * inverse, to: &sum)
        guard let sum, !sum.isUndefined else { return false }
        return sum.hasX(r)
    }
}

/// For each byte of a scalar the multiples 1 to 128 of a point, times 256 to the byte's place:
/// a multiple of the point is then the sum of at most 32 of them or their negatives.
private struct WindowTable: Sendable {
    private let points: [AffinePoint]

    static let generator = WindowTable(.generator)
    private static let windows = 32
    private static let multiples = 128

    init(_ point: AffinePoint) {
        var all: [JacobianPoint] = []
        all.reserveCapacity(Self.windows * Self.multiples)
        var base = point
        for _ in 0..<Self.windows {
            var multiple = JacobianPoint(base)
            all.append(multiple)
            // The general addition cannot double.
            multiple.double()
            all.append(multiple)
            for _ in 2..<Self.multiples {
                multiple.add(base)
                all.append(multiple)
            }
            multiple.double()
            base = JacobianPoint.affine([multiple])[0]
        }
        points = JacobianPoint.affine(all)
    }

    /// Adds the multiple of the point; `nil` is the neutral point.
    func add(_ scalar: CurveScalar, to sum: inout JacobianPoint?) {
        // The half of the scalars below 2^255 and their negatives: no digit is carried out on top.
        let isNegative = scalar.isHigh
        let words = (isNegative ? scalar.negated : scalar).words
        var carry = 0
        for window in 0..<Self.windows {
            // A digit is from -127 to 128.
            var digit = words.byte(window) &+ carry
            carry = digit > Self.multiples ? 1 : 0
            digit &-= carry &* 256
            guard digit != 0 else { continue }
            var point = points[window &* Self.multiples &+ abs(digit) &- 1]
            if (digit < 0) != isNegative { point.y = point.y.negated() }
            if sum == nil {
                sum = JacobianPoint(point)
            } else {
                sum?.add(point)
            }
        }
    }
}
