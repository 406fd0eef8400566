/// How a text file's bytes are characters, and how sure that is.
public struct TextEncoding: Hashable, Sendable {
    public enum Name: String, Hashable, Sendable {
        case utf8 = "UTF-8"
        case utf16LittleEndian = "UTF-16LE"
        case utf16BigEndian = "UTF-16BE"
        case windows1256 = "Windows-1256"
        case windows1252 = "Windows-1252"
    }

    public enum Certainty: String, Hashable, Sendable {
        /// The file says so, or no other reading is possible.
        case certain
        /// Told from the bytes' statistics: the preview should show samples to be confirmed.
        case guessed
    }

    public let name: Name
    public let certainty: Certainty
    /// The file begins with a byte order mark, which is not part of the text.
    public let hasByteOrderMark: Bool

    public init(name: Name, certainty: Certainty, hasByteOrderMark: Bool) {
        self.name = name
        self.certainty = certainty
        self.hasByteOrderMark = hasByteOrderMark
    }
}

/// What the bytes of a text file look like as UTF-8, and otherwise.
struct TextSurvey {
    private(set) var count = 0
    /// Complete sequences of more than one byte.
    private(set) var sequences = 0
    private(set) var badBytes = 0
    private(set) var firstBadOffset: Int?
    private(set) var zerosAtEven = 0
    private(set) var zerosAtOdd = 0
    private(set) var firstZeroOffset: Int?
    private(set) var highBytes = 0
    /// Bytes over 0x7F next to another such byte, as in Arabic words; in French or German they
    /// stand alone.
    private(set) var highPairs = 0

    private var missing = 0
    private var value: UInt32 = 0
    private var least: UInt32 = 0
    private var sequenceStart = 0
    private var lastWasHigh = false

    mutating func take(_ bytes: UnsafeRawBufferPointer) {
        var index = 0
        while index < bytes.count {
            if missing == 0, index + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let high: UInt64 = 0x8080_8080_8080_8080
                // Eight ASCII characters at a time, none of them zero.
                let ones: UInt64 = 0x0101_0101_0101_0101
                if (word | (word &- ones)) & high == 0 {
                    lastWasHigh = false
                    index += 8
                    continue
                }
            }
            take(bytes[index], at: count + index)
            index += 1
        }
        count += bytes.count
    }

    private mutating func take(_ byte: UInt8, at offset: Int) {
        let isHigh = byte >= 0x80
        if isHigh {
            highBytes += 1
            if lastWasHigh { highPairs += 1 }
        }
        lastWasHigh = isHigh
        if byte == 0 {
            if offset & 1 == 0 { zerosAtEven += 1 } else { zerosAtOdd += 1 }
            if firstZeroOffset == nil { firstZeroOffset = offset }
        }
        if missing > 0 {
            guard byte & 0xC0 == 0x80 else {
                bad(sequenceStart)
                missing = 0
                return begin(byte, at: offset)
            }
            value = value << 6 | UInt32(byte & 0x3F)
            missing -= 1
            if missing == 0 {
                if value < least || value > 0x10_FFFF || (0xD800...0xDFFF).contains(value) {
                    bad(sequenceStart)
                } else {
                    sequences += 1
                }
            }
            return
        }
        begin(byte, at: offset)
    }

    private mutating func begin(_ byte: UInt8, at offset: Int) {
        sequenceStart = offset
        switch byte {
        case 0..<0x80: return
        case 0xC2...0xDF: (missing, value, least) = (1, UInt32(byte & 0x1F), 0x80)
        case 0xE0...0xEF: (missing, value, least) = (2, UInt32(byte & 0x0F), 0x800)
        case 0xF0...0xF4: (missing, value, least) = (3, UInt32(byte & 0x07), 0x1_0000)
        default: bad(offset)
        }
    }

    private mutating func bad(_ offset: Int) {
        badBytes += 1
        if firstBadOffset == nil { firstBadOffset = offset }
    }

    /// Says that no more bytes come.
    mutating func end() {
        if missing > 0 { bad(sequenceStart) }
        missing = 0
    }
}

extension TextEncoding {
    /// Looks at all bytes of a text file. The source is at its start afterwards.
    ///
    /// - Throws: ``SheetError/badText(name:line:fault:)`` for bytes that no encoding explains.
    static func detect(_ source: ByteSource) throws(SheetError) -> TextEncoding {
        let head = try source.head(4)
        if head.starts(with: [0xFF, 0xFE]) {
            return TextEncoding(.utf16LittleEndian, .certain, mark: true)
        }
        if head.starts(with: [0xFE, 0xFF]) {
            return TextEncoding(.utf16BigEndian, .certain, mark: true)
        }
        let survey = try survey(source)
        if let zero = survey.firstZeroOffset {
            let (even, odd) = (survey.zerosAtEven, survey.zerosAtOdd)
            // UTF-16 without its mark: blanks, digits, separators have their zero byte all on one
            // side.
            if even + odd >= survey.count / 10, even == 0 || odd == 0 {
                let name: Name = even == 0 ? .utf16LittleEndian : .utf16BigEndian
                return TextEncoding(name, .guessed, mark: false)
            }
            let line = try line(of: zero, in: source)
            throw .badText(name: source.name, line: line, fault: .nulByte)
        }
        let hasMark = head.starts(with: [0xEF, 0xBB, 0xBF])
        guard let offset = survey.firstBadOffset else {
            return TextEncoding(.utf8, .certain, mark: hasMark)
        }
        if hasMark || survey.sequences > survey.badBytes * 4 {
            let line = try line(of: offset, in: source)
            throw .badText(name: source.name, line: line, fault: .brokenUTF8)
        }
        let isArabic = survey.highPairs * 2 >= survey.highBytes
        return TextEncoding(isArabic ? .windows1256 : .windows1252, .guessed, mark: false)
    }

    private init(_ name: Name, _ certainty: Certainty, mark: Bool) {
        self.init(name: name, certainty: certainty, hasByteOrderMark: mark)
    }

    private static func survey(_ source: ByteSource) throws(SheetError) -> TextSurvey {
        var survey = TextSurvey()
        try forEachPiece(of: source) { survey.take($0) }
        survey.end()
        return survey
    }

    private static func line(of offset: Int, in source: ByteSource) throws(SheetError) -> Int {
        var line = 1
        var position = 0
        try forEachPiece(of: source) { piece in
            for byte in piece where position < offset {
                if byte == 0x0A { line += 1 }
                position += 1
            }
        }
        return line
    }

    private static func forEachPiece(
        of source: ByteSource, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(SheetError) {
        source.rewind()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 8)
        defer { buffer.deallocate() }
        while true {
            let taken = try source.read(into: buffer)
            if taken == 0 { break }
            body(UnsafeRawBufferPointer(rebasing: buffer[..<taken]))
        }
        source.rewind()
    }
}
