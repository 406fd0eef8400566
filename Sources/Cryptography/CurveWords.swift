/// A number below 2^256 in four words, the lowest first.
struct CurveWords: Equatable {
    var word0: UInt64
    var word1: UInt64
    var word2: UInt64
    var word3: UInt64

    static let zero = CurveWords(word0: 0, word1: 0, word2: 0, word3: 0)

    init(word0: UInt64, word1: UInt64, word2: UInt64, word3: UInt64) {
        self.word0 = word0
        self.word1 = word1
        self.word2 = word2
        self.word3 = word3
    }

    /// - Precondition: there are 32 bytes, the highest first.
    init(bigEndian bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count == 32)
        func word(_ offset: Int) -> UInt64 {
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        self.init(word0: word(24), word1: word(16), word2: word(8), word3: word(0))
    }

    /// Bit 0 is the lowest.
    func hasBit(_ index: Int) -> Bool { byte(index >> 3) >> (index & 7) & 1 == 1 }

    /// Byte 0 is the lowest.
    @inline(__always) func byte(_ index: Int) -> Int {
        let word =
            switch index >> 3 {
            case 0: word0
            case 1: word1
            case 2: word2
            default: word3
            }
        return Int(word >> UInt64((index & 7) * 8) & 0xFF)
    }

    var isZero: Bool { word0 | word1 | word2 | word3 == 0 }

    static func < (a: CurveWords, b: CurveWords) -> Bool { a.subtractingReportingBorrow(b).borrow }

    func subtractingReportingBorrow(_ other: CurveWords) -> (difference: CurveWords, borrow: Bool) {
        var borrow = false
        func less(_ a: UInt64, _ b: UInt64) -> UInt64 {
            let (first, over) = a.subtractingReportingOverflow(b)
            let (second, more) = first.subtractingReportingOverflow(borrow ? 1 : 0)
            borrow = over || more
            return second
        }
        let difference = CurveWords(
            word0: less(word0, other.word0), word1: less(word1, other.word1),
            word2: less(word2, other.word2), word3: less(word3, other.word3))
        return (difference, borrow)
    }

    func addingReportingCarry(_ other: CurveWords) -> (sum: CurveWords, carry: Bool) {
        var carry = false
        func more(_ a: UInt64, _ b: UInt64) -> UInt64 {
            let (first, over) = a.addingReportingOverflow(b)
            let (second, again) = first.addingReportingOverflow(carry ? 1 : 0)
            carry = over || again
            return second
        }
        let sum = CurveWords(
            word0: more(word0, other.word0), word1: more(word1, other.word1),
            word2: more(word2, other.word2), word3: more(word3, other.word3))
        return (sum, carry)
    }
}
