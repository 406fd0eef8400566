/// The one form of an ECDSA signature: DER `SEQUENCE { INTEGER r, INTEGER s }`, minimal, with r and
/// s from 1 to the order of the curve less one.
enum StrictSignature {
    /// Order of secp256k1 (SEC 2, section 2.4.1).
    private static let order: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFE,
        0xBA, 0xAE, 0xDC, 0xE6, 0xAF, 0x48, 0xA0, 0x3B, 0xBF, 0xD2, 0x5E, 0x8C, 0xD0, 0x36, 0x41,
        0x41,
    ]

    /// What is wrong with the form; `nil` if nothing is.
    static func fault(in der: [UInt8]) -> String? {
        guard der.count >= 8, der.count <= 72, der[0] == 0x30 else { return "no SEQUENCE" }
        guard Int(der[1]) == der.count - 2 else { return "length of the SEQUENCE" }
        guard let afterR = integerEnd(der, from: 2) else { return "r" }
        guard let afterS = integerEnd(der, from: afterR) else { return "s" }
        return afterS == der.count ? nil : "bytes after s"
    }

    /// Where the number that begins here ends; `nil` if it is not minimal or out of range.
    private static func integerEnd(_ der: [UInt8], from start: Int) -> Int? {
        guard start + 2 < der.count, der[start] == 0x02 else { return nil }
        let end = start + 2 + Int(der[start + 1])
        guard der[start + 1] > 0, der[start + 1] <= 33, end <= der.count else { return nil }
        var number = Array(der[start + 2..<end])
        guard number[0] & 0x80 == 0 else { return nil }
        if number[0] == 0 {
            guard number.count > 1, number[1] & 0x80 != 0 else { return nil }
            number.removeFirst()
        }
        guard number.count <= 32 else { return nil }
        let padded = [UInt8](repeating: 0, count: 32 - number.count) + number
        return padded.lexicographicallyPrecedes(order) ? end : nil
    }
}
