import CLibXML2

/// Reads XML 1.0 in UTF-8 from hostile hands, by libxml2's SAX2 interface, one whole text at a
/// time.
///
/// There is no document type, no entity but the five of XML itself and character references, no
/// network and no file. One reader serves one thread and is best used for many texts: its parser,
/// its name table and its buffers are kept.
public final class XMLReader {
    public let vocabulary: XMLVocabulary
    public let limits: XMLLimits

    /// The parser; made anew when its name table has grown beyond `largestNameTable`.
    private var parser: SAXParser
    private var scanner: CanonicalScanner
    /// The canonical part of the text itself, where the scanner read it.
    private var scanned: XMLBytes?
    fileprivate var handler: (any XMLHandler)?
    fileprivate var writer = CanonicalWriter()
    fileprivate var declarations: [XMLNamespaceDeclaration] = []
    fileprivate var attributes: [XMLAttribute] = []
    fileprivate var depth = 0
    fileprivate var rootEnded = false
    fileprivate var sawDocumentType = false
    fileprivate var contentAfterRoot = false

    /// Names stay in libxml2's table from text to text; hostile texts must not make it grow for
    /// ever.
    private static let largestNameTable = 1_000_000

    public init(vocabulary: XMLVocabulary, limits: XMLLimits = XMLLimits()) {
        self.vocabulary = vocabulary
        self.limits = limits
        self.parser = SAXParser(vocabulary: vocabulary)
        self.scanner = CanonicalScanner(vocabulary: vocabulary, limits: limits)
    }

    /// The canonical text of what was read last, valid until the next `read` and as long as the
    /// bytes given to it.
    public var canonicalText: XMLBytes { scanned ?? writer.bytes }

    /// True if what was read last was in canonical form already and no parser was needed.
    public var wasCanonical: Bool { scanned != nil }

    /// Which way a text is read. The answers are the same, which tests compare.
    public enum Way: Sendable {
        /// The scanner first, and the parser for what is not canonical already.
        case fastest
        case parserOnly
    }

    /// Reads the whole text and calls the handler for each event.
    ///
    /// - Returns: True if the text began with a byte order mark (which is read over).
    /// - Throws: ``XMLError``, at once for what can be seen before parsing. The handler may have
    ///   had events before.
    public func read(
        _ bytes: XMLBytes, handler: some XMLHandler, by way: Way = .fastest
    ) throws(XMLError) -> Bool {
        if bytes.count > limits.size {
            throw XMLError(kind: .limit(.size), line: 1, column: 1)
        }
        let encoding = try XMLPreflight.checkEncoding(bytes)
        let text = XMLBytes(rebasing: bytes[(encoding.hasByteOrderMark ? 3 : 0)...])
        scanned = nil
        if way == .fastest && !encoding.hasCarriageReturn {
            handler.restart()
            if scanner.scan(text, handler: handler) {
                scanned = XMLBytes(rebasing: text[scanner.rootStart..<scanner.rootEnd])
                return encoding.hasByteOrderMark
            }
        }
        try readBySAX(text, handler: handler)
        return encoding.hasByteOrderMark
    }

    private func readBySAX(_ text: XMLBytes, handler: any XMLHandler) throws(XMLError) {
        try XMLShape.check(text, from: 0, limits: limits)
        if parser.nameTableSize > Self.largestNameTable {
            parser = SAXParser(vocabulary: vocabulary)
        }
        reset()
        handler.restart()
        self.handler = handler
        defer { self.handler = nil }
        let outcome = parser.parse(text, events: Unmanaged.passUnretained(self).toOpaque())
        if sawDocumentType { throw outcome.error(.documentType) }
        if contentAfterRoot { throw outcome.error(.contentAfterRoot) }
        if !outcome.isWellFormed {
            let kind: XMLError.Kind =
                rootEnded ? .contentAfterRoot : .malformed(code: outcome.code)
            throw outcome.error(kind)
        }
        if !outcome.hasSoundNamespaces { throw outcome.error(.malformed(code: outcome.code)) }
    }

    private func reset() {
        writer.reset()
        depth = 0
        rootEnded = false
        sawDocumentType = false
        contentAfterRoot = false
    }
}

// MARK: - Events from libxml2

extension XMLReader {
    fileprivate func startElement(
        local: UnsafePointer<xmlChar>, prefix: UnsafePointer<xmlChar>?,
        uri: UnsafePointer<xmlChar>?, namespaceCount: Int, namespaces: SAXStrings?,
        attributeCount: Int, attributes values: SAXStrings?
    ) {
        collectDeclarations(namespaceCount, namespaces)
        collectAttributes(attributeCount, values)
        let (name, namespace) = parser.codes(local: local, uri: uri)
        let start = writer.count
        let localBytes = bytes(of: local)
        let prefixBytes = bytes(of: prefix)
        declarations.withUnsafeBufferPointer { declarations in
            attributes.withUnsafeBufferPointer { attributes in
                writer.startElement(
                    prefix: prefixBytes, local: localBytes, declarations: declarations,
                    attributes: attributes)
                let element = XMLStartElement(
                    name: name, namespace: namespace, prefix: prefixBytes, local: localBytes,
                    uri: bytes(of: uri), declarations: declarations, attributes: attributes,
                    start: start, contentStart: writer.count)
                _ = handler?.startElement(element)
            }
        }
        depth += 1
    }

    private func collectDeclarations(_ count: Int, _ strings: SAXStrings?) {
        declarations.removeAll(keepingCapacity: true)
        guard let strings else { return }
        for index in 0..<count {
            declarations.append(
                XMLNamespaceDeclaration(
                    prefix: bytes(of: strings[2 * index]), uri: bytes(of: strings[2 * index + 1])))
        }
    }

    /// Each attribute is five pointers: name, prefix, namespace, and the ends of its value.
    private func collectAttributes(_ count: Int, _ strings: SAXStrings?) {
        attributes.removeAll(keepingCapacity: true)
        guard let strings else { return }
        for index in 0..<count {
            let base = strings + 5 * index
            var value = XMLBytes(start: nil, count: 0)
            if let from = base[3], let to = base[4] {
                value = XMLBytes(start: from, count: to - from)
            }
            attributes.append(
                XMLAttribute(
                    prefix: bytes(of: base[1]), local: bytes(of: base[0]), uri: bytes(of: base[2]),
                    value: value))
        }
    }

    fileprivate func endElement(
        local: UnsafePointer<xmlChar>, prefix: UnsafePointer<xmlChar>?
    ) {
        let contentEnd = writer.count
        let localBytes = bytes(of: local)
        let prefixBytes = bytes(of: prefix)
        writer.endElement(prefix: prefixBytes, local: localBytes)
        depth -= 1
        if depth == 0 { rootEnded = true }
        handler?.endElement(
            XMLEndElement(
                prefix: prefixBytes, local: localBytes, contentEnd: contentEnd, end: writer.count,
                canonicalText: writer.bytes))
    }

    fileprivate func characters(_ text: XMLBytes, fromCDATA: Bool) {
        writer.text(text)
        handler?.characters(text, fromCDATA: fromCDATA)
    }

    fileprivate func comment(_ text: XMLBytes) {
        if rootEnded { contentAfterRoot = true }
        handler?.comment(text)
    }

    fileprivate func instruction(target: XMLBytes, content: XMLBytes) {
        if rootEnded { contentAfterRoot = true }
        writer.instruction(target: target, content: content)
        handler?.instruction(target: target, content: content)
    }

    fileprivate func documentType() { sawDocumentType = true }
}

func bytes(of string: UnsafePointer<xmlChar>?) -> XMLBytes {
    guard let string else { return XMLBytes(start: nil, count: 0) }
    return XMLBytes(start: string, count: strlen(UnsafeRawPointer(string)))
}

private func strlen(_ pointer: UnsafeRawPointer) -> Int {
    Int(xmlStrlen(pointer.assumingMemoryBound(to: xmlChar.self)))
}

// MARK: - The functions that libxml2 calls

typealias SAXStrings = UnsafeMutablePointer<UnsafePointer<xmlChar>?>

private func withReader(_ context: UnsafeMutableRawPointer?, _ body: (XMLReader) -> Void) {
    guard let context else { return }
    Unmanaged<XMLReader>.fromOpaque(context)._withUnsafeGuaranteedRef(body)
}

extension SAXParser {
    /// Only these; everything else that libxml2 could report is left null and therefore not done.
    static func install(on sax: UnsafeMutablePointer<xmlSAXHandler>) {
        sax.pointee = xmlSAXHandler()
        sax.pointee.initialized = UInt32(XML_SAX2_MAGIC)
        sax.pointee.startElementNs = {
            context, local, prefix, uri, namespaceCount, namespaces, attributeCount, _, values in
            guard let local else { return }
            withReader(context) {
                $0.startElement(
                    local: local, prefix: prefix, uri: uri, namespaceCount: Int(namespaceCount),
                    namespaces: namespaces, attributeCount: Int(attributeCount),
                    attributes: values)
            }
        }
        sax.pointee.endElementNs = { context, local, prefix, _ in
            guard let local else { return }
            withReader(context) { $0.endElement(local: local, prefix: prefix) }
        }
        installText(on: sax)
        sax.pointee.comment = { context, text in
            withReader(context) { $0.comment(bytes(of: text)) }
        }
        sax.pointee.processingInstruction = { context, target, content in
            withReader(context) {
                $0.instruction(target: bytes(of: target), content: bytes(of: content))
            }
        }
        // XMLShape has refused it before; this is the second lock on the same door.
        sax.pointee.internalSubset = { context, _, _, _ in
            withReader(context) { $0.documentType() }
        }
    }

    private static func installText(on sax: UnsafeMutablePointer<xmlSAXHandler>) {
        let characters: charactersSAXFunc = { context, text, count in
            let bytes = XMLBytes(start: text, count: Int(count))
            withReader(context) { $0.characters(bytes, fromCDATA: false) }
        }
        sax.pointee.characters = characters
        // The same function, so that libxml2 does not judge for itself which blanks matter.
        sax.pointee.ignorableWhitespace = characters
        sax.pointee.cdataBlock = { context, text, count in
            let bytes = XMLBytes(start: text, count: Int(count))
            withReader(context) { $0.characters(bytes, fromCDATA: true) }
        }
    }
}
