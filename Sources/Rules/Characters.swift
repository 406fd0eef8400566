/// Questions about text as XPath asks them: characters are Unicode code points, blanks are those of
/// XML alone.
enum Characters {
    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }

    /// `\d`: a decimal digit of any script.
    static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar >= "0" && scalar <= "9" }
        return scalar.properties.generalCategory == .decimalNumber
    }

    /// `\w`: all but punctuation, separators and what is no character.
    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
            .initialPunctuation, .finalPunctuation, .otherPunctuation, .spaceSeparator,
            .lineSeparator, .paragraphSeparator, .control, .format, .surrogate, .privateUse,
            .unassigned:
            false
        default: true
        }
    }
}

extension Text {
    /// Length in code points.
    var length: Int {
        var count = 0
        for byte in self where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }

    /// Whether the length is at most `limit`; most texts are told by their bytes alone.
    func isLonger(than limit: Int) -> Bool { count > limit && length > limit }

    /// Without blanks at both ends.
    var trimmed: Text {
        var (start, end) = (0, count)
        while start < end, Characters.isBlank(self[start]) { start += 1 }
        while end > start, Characters.isBlank(self[end - 1]) { end -= 1 }
        return Text(rebasing: self[start..<end])
    }

    /// Whether `normalize-space` of it is empty.
    var isBlank: Bool { trimmed.isEmpty }

    func equals(_ other: StaticString) -> Bool {
        count == other.utf8CodeUnitCount && other.withUTF8Buffer { elementsEqual($0) }
    }

    func equals(_ other: Text) -> Bool { count == other.count && elementsEqual(other) }

    /// Whether `normalize-space` of it is `other`, which must be normal itself and hold no blank.
    func trimmedEquals(_ other: StaticString) -> Bool { trimmed.equals(other) }

    /// Whether `normalize-space(upper-case())` of it is `other`, which is of ASCII capitals.
    func trimmedUppercaseEquals(_ other: StaticString) -> Bool {
        let trimmed = trimmed
        if trimmed.count == other.utf8CodeUnitCount {
            return other.withUTF8Buffer { other in
                zip(trimmed, other).allSatisfy { byte, capital in
                    byte == capital || (byte == capital | 0x20 && capital >= 0x41)
                }
            }
        }
        // A few letters beyond ASCII have a capital within it.
        guard trimmed.contains(where: { $0 >= 0x80 }), trimmed.count < 16 else { return false }
        return String(trimmed).uppercased() == other.description
    }

    /// Characters behind the first point.
    var decimals: Int {
        guard let point = firstIndex(of: UInt8(ascii: ".")) else { return 0 }
        return Text(rebasing: self[(point + 1)...]).length
    }

    var isASCIIDigits: Bool { allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }

    /// `^[0-9]{n}$`
    func isDigits(_ count: Int) -> Bool { self.count == count && isASCIIDigits }

    /// Whether a normal form of it, with single blanks and none at the ends, is needed.
    private var isNormal: Bool {
        var wasBlank = true
        for byte in self {
            if byte == 0x20 {
                if wasBlank { return false }
                wasBlank = true
            } else {
                if Characters.isBlank(byte) { return false }
                wasBlank = false
            }
        }
        return isEmpty || !wasBlank
    }

    /// `normalize-space`, given to the body.
    func withNormalized<R>(_ body: (Text) throws -> R) rethrows -> R {
        if isNormal { return try body(self) }
        var bytes: [UInt8] = []
        for byte in self {
            if !Characters.isBlank(byte) {
                bytes.append(byte)
            } else if let last = bytes.last, last != 0x20 {
                bytes.append(0x20)
            }
        }
        if bytes.last == 0x20 { bytes.removeLast() }
        return try bytes.withUnsafeBufferPointer(body)
    }

    /// `contains(list, self)`.
    func isWithin(_ list: StaticString) -> Bool {
        list.withUTF8Buffer { isWithin($0) }
    }

    func isWithin(_ whole: Text) -> Bool {
        guard let first else { return true }
        guard whole.count >= count else { return false }
        for start in 0...(whole.count - count) where whole[start] == first {
            if whole[start..<(start + count)].elementsEqual(self) { return true }
        }
        return false
    }

    func starts(with prefix: StaticString) -> Bool {
        count >= prefix.utf8CodeUnitCount && prefix.withUTF8Buffer { starts(with: $0) }
    }

    /// The code point at `index`, from 0, as text; empty beyond the end.
    func character(_ index: Int) -> Text {
        var position = 0
        var start = 0
        for (offset, byte) in enumerated() where byte & 0xC0 != 0x80 {
            if position == index { start = offset }
            if position == index + 1 { return Text(rebasing: self[start..<offset]) }
            position += 1
        }
        return position == index + 1 ? Text(rebasing: self[start...]) : Text(rebasing: self[0..<0])
    }
}

extension String {
    init(_ text: Text) { self.init(decoding: text, as: UTF8.self) }
}
