import CLibXML2

/// How much a text that comes in pieces may ask for. Its size is whatever the caller feeds.
public struct XMLStreamLimits: Sendable {
    /// Elements inside one another.
    public var depth = 100
    /// Attributes of one element, namespace declarations among them: libxml2 compares each with
    /// each.
    public var attributes = 256
    /// Bytes of one start tag.
    public var tagLength = 1_000_000

    public init() {}
}

public struct XMLStreamAttribute {
    /// 0 for a name without a namespace, else its code in the vocabulary, or -1 for any other.
    public let name: Int
    public let local: XMLBytes
    /// Normalised, with references replaced.
    public let value: XMLBytes
}

/// Takes the events of a text in its order, while it is still coming.
public protocol XMLStreamHandler: AnyObject {
    /// - Parameters:
    ///   - name: The name's code in the vocabulary, 0 for any other.
    ///   - attributes: In the order of the document, without namespace declarations.
    func startElement(_ name: Int, attributes: UnsafeBufferPointer<XMLStreamAttribute>)
    func endElement(_ name: Int)
    /// Character data, CDATA included; one run of text may come in several pieces.
    func characters(_ bytes: XMLBytes)
}

/// Reads one XML 1.0 text in UTF-8 from hostile hands, piece by piece, in memory that does not grow
/// with it.
///
/// As with ``XMLReader`` there is no document type, no entity but the five of XML itself and
/// character references, no network and no file. Events of a piece come before `feed` returns.
/// After an error the stream is of no more use.
public final class XMLStream {
    private let context: xmlParserCtxtPtr
    private let names: NameTable
    private unowned let handler: any XMLStreamHandler
    private var gate: XMLStreamGate
    private var attributes: [XMLStreamAttribute] = []
    private var head: [UInt8] = []
    private var headIsChecked = false
    private var failure: XMLError?

    /// libxml2 wants this once, before threads use it.
    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    /// - Parameter handler: Not kept alive by the stream; it must live as long.
    public init(
        vocabulary: XMLVocabulary, limits: XMLStreamLimits = XMLStreamLimits(),
        handler: any XMLStreamHandler
    ) {
        precondition(Self.isReady)
        guard let context = xmlCreatePushParserCtxt(nil, nil, nil, 0, nil),
            let sax = context.pointee.sax
        else { preconditionFailure("out of memory") }
        self.context = context
        self.handler = handler
        gate = XMLStreamGate(limits: limits)
        names = NameTable(vocabulary: vocabulary, dictionary: context.pointee.dict)
        let options =
            XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
            | XML_PARSE_NOWARNING.rawValue
        xmlCtxtUseOptions(context, Int32(options))
        Self.install(on: sax)
        context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
    }

    deinit {
        if let tree = context.pointee.myDoc { xmlFreeDoc(tree) }
        xmlFreeParserCtxt(context)
    }

    /// Takes the next bytes of the text.
    ///
    /// - Throws: ``XMLError`` as soon as what came so far cannot be the start of a sound text. The
    ///   line is known where libxml2 found the fault, else it is 1.
    public func feed(_ bytes: XMLBytes) throws(XMLError) {
        if headIsChecked { return try parse(bytes) }
        // The encoding shows in the first bytes, which may come one by one.
        head.append(contentsOf: bytes)
        if head.count >= 400 { try flushHead() }
    }

    /// Says that the text ends here.
    public func finish() throws(XMLError) {
        if !headIsChecked { try flushHead() }
        xmlParseChunk(context, nil, 0, 1)
        try check()
    }

    private func flushHead() throws(XMLError) {
        headIsChecked = true
        let start = head
        head = []
        // What follows is checked by libxml2, byte by byte.
        if let name = start.withUnsafeBufferPointer({ XMLPreflight.foreignEncoding($0) }) {
            throw XMLError(kind: .encoding(found: name), line: 1, column: 1)
        }
        let result = start.withUnsafeBufferPointer { bytes -> Result<Void, XMLError> in
            Result { () throws(XMLError) in try parse(bytes) }
        }
        try result.get()
    }

    private func parse(_ bytes: XMLBytes) throws(XMLError) {
        if let failure { throw failure }
        guard !bytes.isEmpty else { return }
        if let kind = gate.firstFault(in: bytes) {
            let fault = XMLError(
                kind: kind, line: max(Int(xmlSAX2GetLineNumber(context)), 1), column: 0)
            failure = fault
            throw fault
        }
        bytes.withMemoryRebound(to: CChar.self) { characters in
            _ = xmlParseChunk(context, characters.baseAddress, Int32(bytes.count), 0)
        }
        try check()
    }

    private func check() throws(XMLError) {
        if context.pointee.wellFormed == 1, context.pointee.nsWellFormed == 1 { return }
        let last = context.pointee.lastError
        let fault = XMLError(
            kind: .malformed(code: Int(context.pointee.errNo)), line: max(Int(last.line), 1),
            column: max(Int(last.int2), 0))
        failure = fault
        throw fault
    }
}

// MARK: - Events from libxml2

extension XMLStream {
    fileprivate func start(
        local: UnsafePointer<xmlChar>, uri: UnsafePointer<xmlChar>?, attributeCount: Int,
        attributes values: SAXStrings?
    ) {
        attributes.removeAll(keepingCapacity: true)
        if let values {
            for index in 0..<attributeCount {
                let base = values + 5 * index
                guard let local = base[0], let from = base[3], let to = base[4] else { continue }
                let code = base[2].map { attributeCode(local, $0) } ?? 0
                attributes.append(
                    XMLStreamAttribute(
                        name: code, local: bytes(of: local),
                        value: XMLBytes(start: from, count: to - from)))
            }
        }
        let code = names.codes(local: local, uri: uri).name
        attributes.withUnsafeBufferPointer { handler.startElement(code, attributes: $0) }
    }

    private func attributeCode(
        _ local: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>
    ) -> Int {
        let code = names.codes(local: local, uri: namespace).name
        return code == 0 ? -1 : code
    }

    fileprivate func end(local: UnsafePointer<xmlChar>, uri: UnsafePointer<xmlChar>?) {
        handler.endElement(names.codes(local: local, uri: uri).name)
    }

    fileprivate func text(_ text: XMLBytes) { handler.characters(text) }

    private static func install(on sax: UnsafeMutablePointer<xmlSAXHandler>) {
        sax.pointee = xmlSAXHandler()
        sax.pointee.initialized = UInt32(XML_SAX2_MAGIC)
        sax.pointee.startElementNs = { context, local, _, uri, _, _, count, _, values in
            guard let local else { return }
            withStream(context) {
                $0.start(local: local, uri: uri, attributeCount: Int(count), attributes: values)
            }
        }
        sax.pointee.endElementNs = { context, local, _, uri in
            guard let local else { return }
            withStream(context) { $0.end(local: local, uri: uri) }
        }
        let characters: charactersSAXFunc = { context, text, count in
            withStream(context) { $0.text(XMLBytes(start: text, count: Int(count))) }
        }
        sax.pointee.characters = characters
        sax.pointee.ignorableWhitespace = characters
        sax.pointee.cdataBlock = characters
    }
}

private func withStream(_ context: UnsafeMutableRawPointer?, _ body: (XMLStream) -> Void) {
    guard let context else { return }
    Unmanaged<XMLStream>.fromOpaque(context)._withUnsafeGuaranteedRef(body)
}
