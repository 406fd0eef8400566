import Glibc

/// Writes Canonical XML 1.1 (inclusive, without comments) of a whole document, event by event, into
/// one buffer that is used again for the next document.
///
/// A namespace declaration is written only where it changes what its prefix means; declarations
/// come first, by prefix, then attributes, by namespace and name. Empty elements get both tags. In
/// text `& < >` and CR are escaped, in values `& < "`, TAB, LF and CR. Processing instructions
/// outside the root stand on lines of their own.
struct CanonicalWriter: ~Copyable {
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0
    /// Bindings of all open elements, the innermost last.
    private var bindings: [XMLNamespaceDeclaration] = []
    /// For each open element, how many of `bindings` were there before it.
    private var marks: [Int] = []
    private var order: [Int] = []
    private var rootEnded = false

    init() {
        capacity = 32_768
        buffer = .allocate(capacity: capacity)
    }

    deinit { buffer.deallocate() }

    var bytes: XMLBytes { XMLBytes(start: buffer, count: count) }

    mutating func reset() {
        count = 0
        bindings.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
        rootEnded = false
    }

    mutating func startElement(
        prefix: XMLBytes, local: XMLBytes,
        declarations: UnsafeBufferPointer<XMLNamespaceDeclaration>,
        attributes: UnsafeBufferPointer<XMLAttribute>
    ) {
        marks.append(bindings.count)
        put(UInt8(ascii: "<"))
        putName(prefix, local)
        if declarations.count > 0 { putDeclarations(declarations) }
        if attributes.count == 1 {
            put(attributes[0])
        } else if attributes.count > 1 {
            fill(&order, attributes.count) { isBefore(attributes[$0], attributes[$1]) }
            for position in 0..<attributes.count { put(attributes[order[position]]) }
        }
        put(UInt8(ascii: ">"))
    }

    mutating func endElement(prefix: XMLBytes, local: XMLBytes) {
        put("</")
        putName(prefix, local)
        put(UInt8(ascii: ">"))
        if let mark = marks.popLast() { bindings.removeSubrange(mark...) }
        if marks.isEmpty { rootEnded = true }
    }

    mutating func text(_ text: XMLBytes) {
        var from = 0
        for index in 0..<text.count {
            let byte = text[index]
            guard byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x0D else { continue }
            put(XMLBytes(rebasing: text[from..<index]))
            switch byte {
            case 0x26: put("&amp;")
            case 0x3C: put("&lt;")
            case 0x3E: put("&gt;")
            default: put("&#xD;")
            }
            from = index + 1
        }
        put(XMLBytes(rebasing: text[from...]))
    }

    mutating func instruction(target: XMLBytes, content: XMLBytes) {
        if rootEnded { put(0x0A) }
        put("<?")
        put(target)
        if content.count > 0 {
            put(0x20)
            put(content)
        }
        put("?>")
        if marks.isEmpty && !rootEnded { put(0x0A) }
    }

    // MARK: - Parts of a start tag

    private mutating func putDeclarations(
        _ declarations: UnsafeBufferPointer<XMLNamespaceDeclaration>
    ) {
        let before = bindings.count
        fill(&order, declarations.count) {
            compare(declarations[$0].prefix, declarations[$1].prefix) < 0
        }
        for position in 0..<declarations.count {
            let declaration = declarations[order[position]]
            if isInScope(declaration, among: before) { continue }
            put(" xmlns")
            if declaration.prefix.count > 0 {
                put(UInt8(ascii: ":"))
                put(declaration.prefix)
            }
            put("=\"")
            putValue(declaration.uri)
            put(UInt8(ascii: "\""))
        }
        bindings.append(contentsOf: declarations)
    }

    private func isInScope(_ declaration: XMLNamespaceDeclaration, among count: Int) -> Bool {
        var index = count - 1
        while index >= 0 {
            if isEqual(bindings[index].prefix, declaration.prefix) {
                return isEqual(bindings[index].uri, declaration.uri)
            }
            index -= 1
        }
        return declaration.prefix.count == 0 && declaration.uri.count == 0
    }

    private mutating func put(_ attribute: XMLAttribute) {
        put(0x20)
        putName(attribute.prefix, attribute.local)
        put("=\"")
        putValue(attribute.value)
        put(UInt8(ascii: "\""))
    }

    private mutating func putValue(_ value: XMLBytes) {
        for byte in value {
            switch byte {
            case 0x26: put("&amp;")
            case 0x3C: put("&lt;")
            case 0x22: put("&quot;")
            case 0x09: put("&#x9;")
            case 0x0A: put("&#xA;")
            case 0x0D: put("&#xD;")
            default: put(byte)
            }
        }
    }

    // MARK: - Bytes

    private mutating func putName(_ prefix: XMLBytes, _ local: XMLBytes) {
        if prefix.count > 0 {
            put(prefix)
            put(UInt8(ascii: ":"))
        }
        put(local)
    }

    @inline(__always)
    private mutating func put(_ byte: UInt8) {
        if count == capacity { grow(1) }
        buffer[count] = byte
        count += 1
    }

    @inline(__always)
    private mutating func put(_ text: XMLBytes) {
        guard let from = text.baseAddress else { return }
        if count + text.count > capacity { grow(text.count) }
        (buffer + count).update(from: from, count: text.count)
        count += text.count
    }

    private mutating func put(_ text: StaticString) {
        put(XMLBytes(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func grow(_ needed: Int) {
        let larger = max(capacity * 2, count + needed)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: buffer, count: count)
        buffer.deallocate()
        buffer = moved
        capacity = larger
    }
}

/// Byte order, which for UTF-8 is the order of the characters' numbers, as Canonical XML asks.
func compare(_ a: XMLBytes, _ b: XMLBytes) -> Int {
    for index in 0..<min(a.count, b.count) where a[index] != b[index] {
        return a[index] < b[index] ? -1 : 1
    }
    return a.count - b.count
}

func isEqual(_ a: XMLBytes, _ b: XMLBytes) -> Bool {
    guard a.count == b.count else { return false }
    guard let first = a.baseAddress, let second = b.baseAddress, a.count > 0 else { return true }
    return first == second || memcmp(first, second, a.count) == 0
}

@inline(__always)
func isEqual(_ a: XMLBytes, _ b: StaticString) -> Bool {
    isEqual(a, XMLBytes(start: b.utf8Start, count: b.utf8CodeUnitCount))
}

private func isBefore(_ a: XMLAttribute, _ b: XMLAttribute) -> Bool {
    let spaces = compare(a.uri, b.uri)
    return spaces != 0 ? spaces < 0 : compare(a.local, b.local) < 0
}

/// Fills `order` with the indexes 0..<count in the given order (insertion sort: counts are small
/// and capped).
private func fill(_ order: inout [Int], _ count: Int, _ isBefore: (Int, Int) -> Bool) {
    order.removeAll(keepingCapacity: true)
    for index in 0..<count {
        var place = order.count
        while place > 0, isBefore(index, order[place - 1]) { place -= 1 }
        order.insert(index, at: place)
    }
}
