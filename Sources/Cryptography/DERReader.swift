/// What keeps bytes from being DER, and where.
struct DERError: Error, Equatable {
    enum Reason: String {
        case truncated = "cut short"
        case trailing = "bytes after the end"
        case indefinite = "indefinite length"
        case longLength = "length not in the shortest form"
        case hugeLength = "length beyond every limit"
        case highTag = "tag number above 30"
        case zeroTag = "end-of-contents tag"
        case unexpected = "another element expected here"
        case badInteger = "integer not in the shortest form"
        case badBoolean = "boolean neither 00 nor FF"
        case badNull = "null with content"
        case badBits = "bit string with unused bits set"
        case badOID = "object identifier not in the shortest form"
        case constructed = "primitive type in constructed form"
        case primitive = "constructed type in primitive form"
        case depth = "nested too deeply"
    }

    let offset: Int
    let reason: Reason
}

/// Walks the elements of one level of DER (X.690), in bytes that the caller lends.
///
/// Lengths must be definite and in their shortest form; tag numbers above 30 do not occur in what
/// we read.
struct DERReader {
    enum Tag {
        static let boolean: UInt8 = 0x01
        static let integer: UInt8 = 0x02
        static let bitString: UInt8 = 0x03
        static let octetString: UInt8 = 0x04
        static let null: UInt8 = 0x05
        static let oid: UInt8 = 0x06
        static let utf8: UInt8 = 0x0C
        static let printable: UInt8 = 0x13
        static let utcTime: UInt8 = 0x17
        static let generalizedTime: UInt8 = 0x18
        static let sequence: UInt8 = 0x30
        static let set: UInt8 = 0x31
        static func context(_ number: UInt8, constructed: Bool = true) -> UInt8 {
            (constructed ? 0xA0 : 0x80) | number
        }
    }

    /// One element; ranges are offsets into the whole buffer.
    struct Element {
        let tag: UInt8
        let whole: Range<Int>
        let content: Range<Int>
    }

    let buffer: UnsafeRawBufferPointer
    private(set) var position: Int
    let end: Int

    init(_ buffer: UnsafeRawBufferPointer) {
        self.init(buffer, in: 0..<buffer.count)
    }

    init(_ buffer: UnsafeRawBufferPointer, in range: Range<Int>) {
        self.buffer = buffer
        position = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { position == end }
    var nextTag: UInt8? { isAtEnd ? nil : buffer[position] }

    func fail(_ reason: DERError.Reason) -> DERError { DERError(offset: position, reason: reason) }

    mutating func next() throws(DERError) -> Element {
        guard end - position >= 2 else { throw fail(.truncated) }
        let tag = buffer[position]
        guard tag & 0x1F != 0x1F else { throw fail(.highTag) }
        guard tag != 0 else { throw fail(.zeroTag) }
        var length = Int(buffer[position + 1])
        var start = position + 2
        if length >= 0x80 {
            let octets = length & 0x7F
            guard octets > 0 else { throw fail(.indefinite) }
            // Three octets already say 16 MiB, more than anything read here may have.
            guard octets <= 3 else { throw fail(.hugeLength) }
            guard end - start >= octets else { throw fail(.truncated) }
            length = 0
            for offset in 0..<octets { length = length << 8 | Int(buffer[start + offset]) }
            guard length >= 0x80, length >> ((octets - 1) * 8) > 0 else { throw fail(.longLength) }
            start += octets
        }
        guard end - start >= length else { throw fail(.truncated) }
        let element = Element(
            tag: tag, whole: position..<(start + length), content: start..<(start + length))
        position = start + length
        return element
    }

    mutating func next(_ tag: UInt8) throws(DERError) -> Element {
        let start = position
        let element = try next()
        guard element.tag == tag else { throw DERError(offset: start, reason: .unexpected) }
        return element
    }

    /// The next element if it has this tag; else nothing is read.
    mutating func nextIf(_ tag: UInt8) throws(DERError) -> Element? {
        nextTag == tag ? try next() : nil
    }

    mutating func enter(_ tag: UInt8) throws(DERError) -> DERReader {
        inside(try next(tag))
    }

    func inside(_ element: Element) -> DERReader { DERReader(buffer, in: element.content) }

    func finish() throws(DERError) {
        guard isAtEnd else { throw fail(.trailing) }
    }

    func bytes(_ range: Range<Int>) -> [UInt8] { [UInt8](buffer[range]) }

    func equals(_ range: Range<Int>, _ other: [UInt8]) -> Bool {
        buffer[range].elementsEqual(other)
    }

    /// The text of an object identifier, `1.2.840.…`.
    mutating func nextOID() throws(DERError) -> String {
        let element = try next(Tag.oid)
        return oidText(element.content)
    }

    /// An INTEGER from 0 to 2^53.
    mutating func nextSmallInteger() throws(DERError) -> Int {
        let element = try next(Tag.integer)
        try checkInteger(element)
        guard element.content.count <= 7, buffer[element.content.lowerBound] < 0x80 else {
            throw DERError(offset: element.whole.lowerBound, reason: .hugeLength)
        }
        return buffer[element.content].reduce(0) { $0 << 8 | Int($1) }
    }

    /// A non-negative INTEGER; `Int.max` stands for all that is larger than fits.
    mutating func nextCappedInteger() throws(DERError) -> Int {
        let element = try next(Tag.integer)
        try checkInteger(element)
        guard buffer[element.content.lowerBound] < 0x80 else {
            throw DERError(offset: element.whole.lowerBound, reason: .unexpected)
        }
        guard element.content.count <= 7 else { return .max }
        return buffer[element.content].reduce(0) { $0 << 8 | Int($1) }
    }

    func checkInteger(_ element: Element) throws(DERError) {
        let bad = DERError(offset: element.whole.lowerBound, reason: .badInteger)
        guard let first = buffer[element.content].first else { throw bad }
        guard element.content.count > 1 else { return }
        let second = buffer[element.content.lowerBound + 1]
        if first == 0, second < 0x80 { throw bad }
        if first == 0xFF, second >= 0x80 { throw bad }
    }

    func oidText(_ range: Range<Int>) -> String {
        var arcs: [UInt64] = []
        var value: UInt64 = 0
        for byte in buffer[range] {
            value = value << 7 | UInt64(byte & 0x7F)
            if byte & 0x80 != 0 { continue }
            if arcs.isEmpty {
                let top = min(value / 40, 2)
                arcs = [top, value - top * 40]
            } else {
                arcs.append(value)
            }
            value = 0
        }
        return arcs.map(String.init).joined(separator: ".")
    }
}

extension DERReader {
    /// Refuses anything in the buffer that is not one DER element, however deep.
    static func checkWhole(_ buffer: UnsafeRawBufferPointer) throws(DERError) {
        var reader = DERReader(buffer)
        try reader.checkNext(depth: 0)
        try reader.finish()
    }

    private mutating func checkNext(depth: Int) throws(DERError) {
        guard depth < 24 else { throw fail(.depth) }
        let element = try next()
        let isConstructed = element.tag & 0x20 != 0
        if element.tag & 0xC0 == 0 { try checkUniversal(element) }
        guard isConstructed else { return }
        var inner = inside(element)
        while !inner.isAtEnd { try inner.checkNext(depth: depth + 1) }
    }

    private func checkUniversal(_ element: Element) throws(DERError) {
        let offset = element.whole.lowerBound
        let content = buffer[element.content]
        let mustNest = element.tag & 0x1F == 0x10 || element.tag & 0x1F == 0x11
        let nests = element.tag & 0x20 != 0
        if mustNest, !nests { throw DERError(offset: offset, reason: .primitive) }
        if !mustNest, nests { throw DERError(offset: offset, reason: .constructed) }
        switch element.tag {
        case Tag.boolean:
            guard content.count == 1, content.first == 0 || content.first == 0xFF else {
                throw DERError(offset: offset, reason: .badBoolean)
            }
        case Tag.integer:
            try checkInteger(element)
        case Tag.null:
            guard content.isEmpty else { throw DERError(offset: offset, reason: .badNull) }
        case Tag.bitString:
            try checkBits(element)
        case Tag.oid:
            try checkOID(element)
        default:
            break
        }
    }

    private func checkBits(_ element: Element) throws(DERError) {
        let bad = DERError(offset: element.whole.lowerBound, reason: .badBits)
        let content = buffer[element.content]
        guard let unused = content.first, unused < 8 else { throw bad }
        guard unused > 0 else { return }
        guard content.count > 1, let last = content.last else { throw bad }
        guard last & (1 << unused - 1) == 0 else { throw bad }
    }

    private func checkOID(_ element: Element) throws(DERError) {
        let bad = DERError(offset: element.whole.lowerBound, reason: .badOID)
        var atStart = true
        var arcLength = 0
        guard !element.content.isEmpty else { throw bad }
        for byte in buffer[element.content] {
            if atStart, byte == 0x80 { throw bad }
            arcLength = atStart ? 1 : arcLength + 1
            // Nine groups of seven bits are what 64 bits hold.
            guard arcLength <= 9 else { throw bad }
            atStart = byte & 0x80 == 0
        }
        guard atStart else { throw bad }
    }
}
