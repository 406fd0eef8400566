/// Reads a text that is in canonical form already, several times faster than a parser: the
/// canonical text is then a part of the text itself, and nothing has to be written.
///
/// It accepts less than XML and gives up at the first byte that it does not expect; the caller then
/// reads the whole text again with the real parser, which alone says what is wrong. Expected are:
/// ASCII names; no comment, CDATA, instruction or document type; namespaces declared on the root,
/// in order; attributes without prefix, in order, with one blank before each; the references of
/// Canonical XML and no others; both tags for empty elements. Inside elements that the handler has
/// no use for in canonical form, `<a/>` and namespace declarations in any order are accepted too.
///
/// Every read is before `count`, or goes through `byte`, which answers 0 beyond the end; a 0 never
/// occurs in the text (XMLPreflight). Lists are plain memory as large as the limits allow, because
/// arrays are checked for other owners at every change.
struct CanonicalScanner: ~Copyable {
    private struct Open {
        var nameStart: Int
        var nameCount: Int
        var prefixCount: Int
        /// Bindings there were before it.
        var bindings: Int
    }

    private var names: ScannedNames
    private let limits: XMLLimits
    private var input = XMLBytes(start: nil, count: 0)
    private var count = 0
    private var at = 0
    private let open: UnsafeMutablePointer<Open>
    private var openCount = 0
    private let declarations: UnsafeMutablePointer<XMLNamespaceDeclaration>
    private var declarationCount = 0
    private let attributes: UnsafeMutablePointer<XMLAttribute>
    /// For each byte, whether it may stand in a name behind the first.
    private let nameBytes: UnsafeMutablePointer<Bool>
    private var attributeCount = 0
    private var unescaped: [UInt8] = []
    private var elements = 0
    /// Depth of the element inside which canonical form is not asked for; 0 if none.
    private var excusedDepth = 0
    /// Whether the tag being read is as Canonical XML would write it.
    private var isCanonical = true
    private(set) var rootStart = 0
    private(set) var rootEnd = 0

    init(vocabulary: XMLVocabulary, limits: XMLLimits) {
        names = ScannedNames(vocabulary, mostBindings: limits.namespacesInScope)
        self.limits = limits
        open = .allocate(capacity: limits.depth + 1)
        declarations = .allocate(capacity: limits.attributes + 1)
        attributes = .allocate(capacity: limits.attributes + 1)
        nameBytes = .allocate(capacity: 256)
        nameBytes.initialize(repeating: false, count: 256)
        for byte in "-.0123456789_".utf8 { nameBytes[Int(byte)] = true }
        for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
            nameBytes[Int(letter)] = true
            nameBytes[Int(letter & ~0x20)] = true
        }
    }

    deinit {
        open.deallocate()
        declarations.deallocate()
        attributes.deallocate()
        nameBytes.deallocate()
    }

    /// - Returns: False if the text is something else than canonical; the events so far are then
    ///   void.
    mutating func scan(_ text: XMLBytes, handler: some XMLHandler) -> Bool {
        input = text
        count = text.count
        at = 0
        openCount = 0
        elements = 0
        excusedDepth = 0
        names.reset()
        guard skipProlog() else { return false }
        rootStart = at
        guard startTag(handler) else { return false }
        while openCount > 0 {
            guard characters(handler) else { return false }
            if byte(at + 1) == UInt8(ascii: "/") {
                guard endTag(handler) else { return false }
            } else {
                guard startTag(handler) else { return false }
            }
        }
        rootEnd = at
        skipBlanks()
        return at == count
    }

    @inline(__always)
    private func byte(_ index: Int) -> UInt8 { index < count ? input[index] : 0 }

    private func slice(_ start: Int, _ end: Int) -> XMLBytes {
        XMLBytes(rebasing: input[start..<end])
    }

    private mutating func skipBlanks() {
        while byte(at) == 0x20 || byte(at) == 0x0A || byte(at) == 0x09 { at += 1 }
    }

    private mutating func skipProlog() -> Bool {
        for prolog in Self.prologs where slice(0, count).starts(with: prolog) {
            at = prolog.count
            break
        }
        skipBlanks()
        return byte(at) == UInt8(ascii: "<")
    }

    private static let prologs = ["UTF-8", "utf-8"].map {
        Array("<?xml version=\"1.0\" encoding=\"\($0)\"?>".utf8)
    }

    // MARK: - Tags

    /// At `<`.
    private mutating func startTag(_ handler: some XMLHandler) -> Bool {
        let tagStart = at
        at += 1
        let nameStart = at
        let expected = names.expected(slice(at, count))
        if let expected { at += expected.count }
        guard let prefixCount = expected?.prefixCount ?? name() else { return false }
        let nameCount = at - nameStart
        elements += 1
        guard elements <= limits.elements, openCount < limits.depth else { return false }
        var entry = Open(
            nameStart: nameStart, nameCount: nameCount, prefixCount: prefixCount,
            bindings: names.bindingCount)
        isCanonical = true
        if byte(at) == 0x20 {
            guard attributeList() else { return false }
        } else {
            declarationCount = 0
            attributeCount = 0
        }
        var isEmptyTag = false
        if byte(at) == UInt8(ascii: "/") {
            isEmptyTag = true
            isCanonical = false
            at += 1
        }
        guard byte(at) == UInt8(ascii: ">") else { return false }
        at += 1
        if openCount > 0 && declarationCount > 0 { isCanonical = false }
        let read = slice(nameStart, nameStart + nameCount)
        let known = expected.flatMap { names.code(expected: $0.place) }
        guard let code = known ?? names.code(read, prefixCount) else { return false }
        let isOfNoUse = report(entry, code, tagStart, handler)
        open[openCount] = entry
        openCount += 1
        if isOfNoUse && excusedDepth == 0 { excusedDepth = openCount }
        guard isCanonical || excusedDepth > 0 else { return false }
        if isEmptyTag { close(&entry, contentEnd: at, handler) }
        return true
    }

    private func report(
        _ entry: Open, _ code: ScannedNames.Code, _ start: Int, _ handler: some XMLHandler
    ) -> Bool {
        let localStart = entry.prefixCount > 0 ? entry.prefixCount + 1 : 0
        return handler.startElement(
            XMLStartElement(
                name: code.name, namespace: code.namespace,
                prefix: slice(entry.nameStart, entry.nameStart + entry.prefixCount),
                local: slice(entry.nameStart + localStart, entry.nameStart + entry.nameCount),
                uri: code.uri,
                declarations: UnsafeBufferPointer(start: declarations, count: declarationCount),
                attributes: UnsafeBufferPointer(start: attributes, count: attributeCount),
                start: start - rootStart, contentStart: at - rootStart))
    }

    /// At `</`.
    private mutating func endTag(_ handler: some XMLHandler) -> Bool {
        guard openCount > 0 else { return false }
        var entry = open[openCount - 1]
        let tagStart = at
        at += 2
        guard count - at > entry.nameCount else { return false }
        let name = slice(entry.nameStart, entry.nameStart + entry.nameCount)
        guard isEqual(slice(at, at + entry.nameCount), name) else { return false }
        at += entry.nameCount
        guard byte(at) == UInt8(ascii: ">") else { return false }
        at += 1
        close(&entry, contentEnd: tagStart, handler)
        return true
    }

    private mutating func close(_ entry: inout Open, contentEnd: Int, _ handler: some XMLHandler) {
        if excusedDepth == openCount { excusedDepth = 0 }
        openCount -= 1
        let localStart = entry.prefixCount > 0 ? entry.prefixCount + 1 : 0
        handler.endElement(
            XMLEndElement(
                prefix: slice(entry.nameStart, entry.nameStart + entry.prefixCount),
                local: slice(entry.nameStart + localStart, entry.nameStart + entry.nameCount),
                contentEnd: contentEnd - rootStart, end: at - rootStart,
                canonicalText: slice(rootStart, at)))
        names.leave(to: entry.bindings)
    }

    /// Reads a name with at most one colon.
    ///
    /// - Returns: The length of the prefix, 0 without one.
    private mutating func name() -> Int? {
        guard isNameStart(byte(at)) else { return nil }
        let end = nameEnd(from: at)
        guard byte(end) == UInt8(ascii: ":") else {
            at = end
            return 0
        }
        guard isNameStart(byte(end + 1)) else { return nil }
        let prefixCount = end - at
        at = nameEnd(from: end + 1)
        return prefixCount
    }

    @inline(__always)
    private func nameEnd(from start: Int) -> Int {
        guard let bytes = input.baseAddress else { return start }
        let table = nameBytes
        let end = count
        var index = start
        while index < end, table[Int(bytes[index])] { index += 1 }
        return index
    }

    @inline(__always)
    private func isNameStart(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
    }

    // MARK: - Attributes

    /// At the blank behind the element's name.
    private mutating func attributeList() -> Bool {
        declarationCount = 0
        attributeCount = 0
        while byte(at) == 0x20 {
            at += 1
            let start = at
            guard let prefixCount = name() else { return false }
            let nameEnd = at
            guard byte(at) == UInt8(ascii: "="), byte(at + 1) == UInt8(ascii: "\"") else {
                return false
            }
            at += 2
            guard let value = attributeValue() else { return false }
            if isDeclaration(start, prefixCount, nameEnd) {
                guard declare(start, prefixCount, nameEnd, value) else { return false }
            } else {
                guard prefixCount == 0 else { return false }
                guard append(slice(start, nameEnd), value) else { return false }
            }
            if declarationCount + attributeCount > limits.attributes { return false }
        }
        return true
    }

    /// At the first byte of a value; ends behind the closing quote.
    private mutating func attributeValue() -> XMLBytes? {
        let start = at
        var end = plainValue(from: start)
        while true {
            let next = byte(end)
            if next == UInt8(ascii: "\"") { break }
            // References in values are rare enough for the parser; TAB and LF are not canonical.
            if next == UInt8(ascii: "&") || next == UInt8(ascii: "<") || next < 0x20 { return nil }
            end += 1
        }
        at = end
        if at - start > limits.attributeValue { return nil }
        at += 1
        return slice(start, at - 1)
    }

    /// Past what may stand in a value and does not end it, eight bytes at a time.
    private func plainValue(from start: Int) -> Int {
        guard let raw = UnsafeRawPointer(input.baseAddress) else { return start }
        var index = start
        while index + 8 <= count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let quote = zeros(word ^ 0x2222_2222_2222_2222)
            let ampersand = zeros(word ^ 0x2626_2626_2626_2626)
            let angle = zeros(word ^ 0x3C3C_3C3C_3C3C_3C3C)
            let control = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
            let found = quote | ampersand | angle | control
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        return index
    }

    private func isDeclaration(_ start: Int, _ prefixCount: Int, _ end: Int) -> Bool {
        let word = prefixCount > 0 ? prefixCount : end - start
        return word == 5 && isEqual(slice(start, start + 5), Self.xmlns)
    }

    private static let xmlns: StaticString = "xmlns"

    private mutating func declare(
        _ start: Int, _ prefixCount: Int, _ end: Int, _ value: XMLBytes
    ) -> Bool {
        let prefixStart = prefixCount > 0 ? start + 6 : end
        let declaration = XMLNamespaceDeclaration(prefix: slice(prefixStart, end), uri: value)
        // What undoes a default, or touches the two built-in prefixes, is for the parser.
        let isBuiltIn = isEqual(XMLBytes(rebasing: declaration.prefix.prefix(3)), "xml")
        if value.count == 0 || isBuiltIn { return false }
        if attributeCount > 0 { isCanonical = false }
        for index in 0..<declarationCount {
            let order = compare(declarations[index].prefix, declaration.prefix)
            if order == 0 { return false }
            if order > 0 { isCanonical = false }
        }
        guard names.bindingCount < limits.namespacesInScope else { return false }
        declarations[declarationCount] = declaration
        declarationCount += 1
        return names.enter(declaration)
    }

    private mutating func append(_ local: XMLBytes, _ value: XMLBytes) -> Bool {
        if attributeCount > 0, compare(attributes[attributeCount - 1].local, local) >= 0 {
            return false
        }
        let none = XMLBytes(start: nil, count: 0)
        attributes[attributeCount] = XMLAttribute(
            prefix: none, local: local, uri: none, value: value)
        attributeCount += 1
        return true
    }

    // MARK: - Text

    /// Reads up to the next `<`.
    private mutating func characters(_ handler: some XMLHandler) -> Bool {
        let start = at
        skipPlainText()
        if byte(at) != UInt8(ascii: "<") { return escapedText(from: start, handler) }
        if at > start { handler.characters(slice(start, at), fromCDATA: false) }
        return true
    }

    /// Moves to the next `<`, `>` or `&`, eight bytes at a time.
    private mutating func skipPlainText() {
        guard let raw = UnsafeRawPointer(input.baseAddress) else { return }
        var index = at
        defer { at = index }
        while index + 8 <= count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // `<` is 3C and `>` is 3E: one bit apart.
            let angle = (word | 0x0202_0202_0202_0202) ^ 0x3E3E_3E3E_3E3E_3E3E
            let ampersand = word ^ 0x2626_2626_2626_2626
            let found = zeros(angle) | zeros(ampersand)
            if found != 0 {
                index += found.trailingZeroBitCount / 8
                return
            }
            index += 8
        }
        while index < count {
            let next = input[index]
            if next == 0x3C || next == 0x3E || next == 0x26 { return }
            index += 1
        }
    }

    /// The high bit of each byte that is 0; only the lowest of them is sure.
    @inline(__always)
    private func zeros(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }

    private static let references: [(text: [UInt8], value: UInt8)] = [
        (Array("&amp;".utf8), 0x26), (Array("&lt;".utf8), 0x3C), (Array("&gt;".utf8), 0x3E),
        (Array("&#xD;".utf8), 0x0D),
    ]

    private mutating func escapedText(from start: Int, _ handler: some XMLHandler) -> Bool {
        unescaped.removeAll(keepingCapacity: true)
        unescaped.append(contentsOf: slice(start, at))
        while byte(at) == UInt8(ascii: "&") {
            let rest = slice(at, min(at + 5, count))
            guard let reference = Self.references.first(where: { rest.starts(with: $0.text) })
            else { return false }
            unescaped.append(reference.value)
            at += reference.text.count
            let from = at
            skipPlainText()
            unescaped.append(contentsOf: slice(from, at))
        }
        guard byte(at) == UInt8(ascii: "<") else { return false }
        unescaped.withUnsafeBufferPointer { handler.characters($0, fromCDATA: false) }
        return true
    }
}
