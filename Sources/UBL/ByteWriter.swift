import Invoicing

/// A growing run of bytes to which XML is written in canonical form (C14N 1.1): what leaves it
/// needs no canonicaliser.
///
/// In text `&`, `<`, `>` and CR are escaped; in attribute values `&`, `<`, `"`, TAB, LF and CR.
/// Nothing else is.
struct ByteWriter: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        precondition(capacity > 0, "a writer begins with some room")
        base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit { base.deallocate() }

    /// All bytes so far.
    var bytes: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let roomy = max(capacity * 2, count + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: roomy)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = roomy
    }

    // MARK: As it is

    mutating func raw(_ text: StaticString) {
        precondition(text.hasPointerRepresentation, "a piece of XML is longer than one character")
        raw(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func raw(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let from = bytes.baseAddress else { return }
        reserve(bytes.count)
        (base + count).update(from: from, count: bytes.count)
        count += bytes.count
    }

    mutating func raw(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { raw($0) }
    }

    mutating func raw(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBufferPointer { raw($0) }
    }

    mutating func byte(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count += 1
    }

    // MARK: Tags

    /// LF and four spaces a level.
    mutating func indent(_ depth: Int) {
        reserve(1 + depth * 4)
        putIndent(depth)
    }

    /// LF, four spaces a level, and the start tag.
    mutating func open(_ name: StaticString, depth: Int) {
        reserve(3 + depth * 4 + name.utf8CodeUnitCount)
        putIndent(depth)
        put(UInt8(ascii: "<"))
        put(name)
        put(UInt8(ascii: ">"))
    }

    /// The end tag, behind what was written last.
    mutating func end(_ name: StaticString) {
        reserve(3 + name.utf8CodeUnitCount)
        put(UInt8(ascii: "<"))
        put(UInt8(ascii: "/"))
        put(name)
        put(UInt8(ascii: ">"))
    }

    // Below, the room is already there.

    private mutating func putIndent(_ depth: Int) {
        put(UInt8(ascii: "\n"))
        for _ in 0..<depth {
            // Four blanks at once.
            UnsafeMutableRawPointer(base + count)
                .storeBytes(of: 0x2020_2020, as: UInt32.self)
            count += 4
        }
    }

    private mutating func put(_ name: StaticString) {
        (base + count).update(from: name.utf8Start, count: name.utf8CodeUnitCount)
        count += name.utf8CodeUnitCount
    }

    private mutating func put(_ byte: UInt8) {
        base[count] = byte
        count += 1
    }

    // MARK: Escaped

    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { escape($0, as: .text) }
    }

    mutating func attribute(_ value: String) {
        var value = value
        value.withUTF8 { escape($0, as: .attribute) }
    }

    private enum Place { case text, attribute }

    private mutating func escape(_ bytes: UnsafeBufferPointer<UInt8>, as place: Place) {
        // Nearly every text is plain: one look without a branch decides, then one copy.
        var marks: UInt8 = 0
        for byte in bytes {
            let isMark =
                byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<")
                || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"") || byte < 0x20
            marks |= isMark ? 1 : 0
        }
        if marks == 0 { return raw(bytes) }
        for byte in bytes {
            switch (byte, place) {
            case (UInt8(ascii: "&"), _): raw("&amp;")
            case (UInt8(ascii: "<"), _): raw("&lt;")
            case (UInt8(ascii: ">"), .text): raw("&gt;")
            case (0x0D, _): raw("&#xD;")
            case (UInt8(ascii: "\""), .attribute): raw("&quot;")
            case (0x09, .attribute): raw("&#x9;")
            case (0x0A, .attribute): raw("&#xA;")
            default:
                precondition(
                    byte >= 0x20 || byte == 0x09 || byte == 0x0A,
                    "a text of a checked invoice holds no control character")
                self.byte(byte)
            }
        }
    }

    // MARK: Values

    mutating func decimal(_ value: UInt64) {
        reserve(20)
        var divisor: UInt64 = 1
        while value / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            put(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }

    /// Two digits of a value below 100.
    private mutating func pair(_ value: Int) {
        reserve(2)
        put(UInt8(ascii: "0") + UInt8(value / 10))
        put(UInt8(ascii: "0") + UInt8(value % 10))
    }

    /// Two decimals always, as `Money.description` writes it.
    mutating func money(_ amount: Money) {
        let magnitude = amount.hundredths.magnitude
        if amount.hundredths < 0 { byte(UInt8(ascii: "-")) }
        decimal(magnitude / 100)
        byte(UInt8(ascii: "."))
        pair(Int(magnitude % 100))
    }

    /// `YYYY-MM-DD`.
    mutating func date(_ date: CivilDate) {
        pair(date.year / 100)
        pair(date.year % 100)
        byte(UInt8(ascii: "-"))
        pair(date.month)
        byte(UInt8(ascii: "-"))
        pair(date.day)
    }

    /// `HH:mm:ss`, without a zone (KSA-25).
    mutating func time(_ time: IssueTime) {
        pair(time.secondOfDay / 3_600)
        byte(UInt8(ascii: ":"))
        pair(time.secondOfDay / 60 % 60)
        byte(UInt8(ascii: ":"))
        pair(time.secondOfDay % 60)
    }

    /// 36 characters, lower case.
    mutating func uuid(_ uuid: DocumentUUID) {
        for (index, byte) in uuid.bytes.enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 {
                self.byte(UInt8(ascii: "-"))
            }
            hexDigit(byte >> 4)
            hexDigit(byte & 15)
        }
    }

    private mutating func hexDigit(_ value: UInt8) {
        byte(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10)
    }
}
