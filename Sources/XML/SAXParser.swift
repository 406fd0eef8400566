import CLibXML2

/// One libxml2 parser context with its table of names, kept from text to text.
final class SAXParser {
    private let context: xmlParserCtxtPtr
    private let names: NameTable

    /// How a parse ended.
    struct Outcome {
        let isWellFormed: Bool
        /// Every prefix is declared.
        let hasSoundNamespaces: Bool
        let code: Int
        let line: Int
        let column: Int

        func error(_ kind: XMLError.Kind) -> XMLError {
            XMLError(kind: kind, line: max(line, 1), column: max(column, 0))
        }
    }

    /// libxml2 wants this once, before threads use it.
    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    init(vocabulary: XMLVocabulary) {
        precondition(Self.isReady)
        guard let context = xmlNewParserCtxt(), let sax = context.pointee.sax else {
            preconditionFailure("out of memory")
        }
        self.context = context
        Self.install(on: sax)
        names = NameTable(vocabulary: vocabulary, dictionary: context.pointee.dict)
    }

    deinit { xmlFreeParserCtxt(context) }

    /// Bytes that the parser's names take.
    var nameTableSize: Int { Int(xmlDictGetUsage(context.pointee.dict)) }

    func parse(_ text: XMLBytes, events: UnsafeMutableRawPointer) -> Outcome {
        // NOENT replaces the five entities in values at once; without a document type there are no
        // others.
        let options =
            XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
            | XML_PARSE_NOWARNING.rawValue | XML_PARSE_IGNORE_ENC.rawValue
        context.pointee.userData = events
        let characters = UnsafeRawPointer(text.baseAddress)?.assumingMemoryBound(to: CChar.self)
        let tree = xmlCtxtReadMemory(
            context, characters, Int32(text.count), nil, "UTF-8", Int32(options))
        if let tree { xmlFreeDoc(tree) }
        let last = context.pointee.lastError
        return Outcome(
            isWellFormed: context.pointee.wellFormed == 1,
            hasSoundNamespaces: context.pointee.nsWellFormed == 1, code: Int(context.pointee.errNo),
            line: Int(last.line),
            column: Int(last.int2))
    }

    @inline(__always)
    func codes(
        local: UnsafePointer<xmlChar>, uri: UnsafePointer<xmlChar>?
    ) -> (name: Int, namespace: Int) {
        names.codes(local: local, uri: uri)
    }
}

/// Codes of the vocabulary's names, found by the addresses that libxml2's dictionary gives each
/// text once.
struct NameTable {
    private struct Entry {
        var local: UnsafePointer<xmlChar>?
        var uri: UnsafePointer<xmlChar>?
        var name: UInt16 = 0
        var namespace: UInt16 = 0
    }

    private var entries: [Entry]
    private let mask: Int
    private var namespaces: [UnsafePointer<xmlChar>?]

    init(vocabulary: XMLVocabulary, dictionary: xmlDictPtr?) {
        var size = 64
        while size < vocabulary.names.count * 4 { size *= 2 }
        entries = [Entry](repeating: Entry(), count: size)
        mask = size - 1
        namespaces = vocabulary.namespaces.map { Self.intern($0, dictionary) }
        for (index, name) in vocabulary.names.enumerated() {
            guard let space = vocabulary.namespaces.firstIndex(of: name.namespace) else { continue }
            var entry = Entry(local: Self.intern(name.local, dictionary), uri: namespaces[space])
            entry.name = UInt16(index + 1)
            entry.namespace = UInt16(space + 1)
            var slot = Self.hash(entry.local, entry.uri) & mask
            while entries[slot].local != nil { slot = (slot + 1) & mask }
            entries[slot] = entry
        }
    }

    private static func intern(_ text: String, _ dictionary: xmlDictPtr?) -> UnsafePointer<xmlChar>?
    {
        let bytes = Array(text.utf8)
        return xmlDictLookup(dictionary, bytes, Int32(bytes.count))
    }

    private static func hash(
        _ local: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?
    ) -> Int {
        let mixed = UInt(bitPattern: local) &* 0x9E37_79B9_7F4A_7C15 ^ UInt(bitPattern: uri)
        return Int(truncatingIfNeeded: mixed >> 17)
    }

    func codes(
        local: UnsafePointer<xmlChar>, uri: UnsafePointer<xmlChar>?
    ) -> (name: Int, namespace: Int) {
        var slot = Self.hash(local, uri) & mask
        while let known = entries[slot].local {
            if known == local && entries[slot].uri == uri {
                return (Int(entries[slot].name), Int(entries[slot].namespace))
            }
            slot = (slot + 1) & mask
        }
        guard let uri else { return (0, 0) }
        for (index, known) in namespaces.enumerated() where known == uri {
            return (0, index + 1)
        }
        return (0, 0)
    }
}
