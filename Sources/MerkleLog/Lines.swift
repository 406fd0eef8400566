/// The lines of the text formats of this module.
enum Lines {
    static let end = UInt8(ascii: "\n")

    /// The lines of a whole text, without their ends.
    ///
    /// - Throws: ``NoteError`` if it is not UTF-8, holds another control character, or its last
    ///   line has no end.
    static func read(_ bytes: [UInt8]) throws(NoteError) -> [ArraySlice<UInt8>] {
        guard bytes.last == end else { throw .unfinished }
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
        let lines = bytes.dropLast().split(separator: end, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if let wrong = line.first(where: { $0 < 0x20 }) {
                throw .controlCharacter(wrong, line: index + 1)
            }
        }
        return lines
    }

    /// A number in ASCII digits without leading zeroes, up to 2^63 - 1.
    static func number(_ digits: some Collection<UInt8>) -> Int64? {
        let zero = UInt8(ascii: "0")
        guard !digits.isEmpty, digits.count == 1 || digits.first != zero else { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard digit >= zero, digit <= zero + 9 else { return nil }
            let (tens, isOver) = value.multipliedReportingOverflow(by: 10)
            let (sum, isOverToo) = tens.addingReportingOverflow(Int64(digit - zero))
            guard !isOver, !isOverToo else { return nil }
            value = sum
        }
        return value
    }
}
