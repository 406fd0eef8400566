public import Invoicing
import XML

/// A document as rules ask for it: elements by number, in one array, with their text in another.
///
/// The text of an element, that of the elements in it included, is one run of `text`: what XPath
/// calls its string value. Comments and instructions leave no trace but the seams between texts.
public struct RuleDocument: Sendable {
    struct Node: Sendable {
        /// `Element.rawValue` or a higher code of the grammar; 0 for any other element.
        var name: UInt16
        var attributeCount: UInt16 = 0
        var firstAttribute: Int32 = 0
        var parent: Int32
        var firstChild: Int32 = -1
        var nextSibling: Int32 = -1
        /// The next element of this name in the document.
        var nextOfName: Int32 = -1
        var textStart: Int32
        var textEnd: Int32 = 0
    }

    struct Attribute: Sendable {
        /// Of `AttributeName`; `schemaInstance` for `xsi:…`.
        var name: UInt8
        var start: Int32
        var end: Int32

        static let schemaInstance: UInt8 = 255
    }

    /// In document order; the first is the root.
    var nodes: [Node] = []
    var attributes: [Attribute] = []
    var text: [UInt8] = []
    var attributeText: [UInt8] = []
    /// The first element of each name.
    var firstOfName: [Int32]
    /// Offsets in `text` where a comment or an instruction divides a run of characters.
    var seams: [Int32] = []
    /// Some element's `name` holds `01` and five digits: a standard document, as the official
    /// stylesheets tell it.
    var isStandard = false
    /// Some element's `name` holds `02` and five digits.
    var isSimplified = false
    /// Some element's `name` holds `02`, three digits, `1` and a digit.
    var isSimplifiedSummary = false

    init() { firstOfName = [Int32](repeating: -1, count: SchemaGrammar.shared.names.count) }

    /// Reads one document with a new reader.
    public static func read(_ bytes: [UInt8]) throws(RuleDocumentError) -> RuleDocument {
        try RuleReader().read(bytes)
    }
}

/// Why a document could not be read for the rules; nothing is known of it then.
public struct RuleDocumentError: Error, Hashable, Sendable {
    /// From 1.
    public let line: Int
    /// From 1; 0 where unknown.
    public let column: Int
    /// What was found, in the words of the parser.
    public let detail: String
}

extension RuleDocumentError: ExplainedError {
    public var code: String { "not-xml" }

    public var problem: Bilingual {
        Bilingual(
            en: "the document is no XML that may be read: \(detail) at \(line):\(column)",
            ar: "المستند ليس XML يمكن قراءته: ‏\(detail) عند \(line):\(column)")
    }

    public var remedy: Bilingual {
        Bilingual(
            en: "take the document from its source again, as UTF-8 without a document type",
            ar: "أعد أخذ المستند من مصدره، بترميز UTF-8 ودون تعريف DOCTYPE")
    }
}

/// Reads documents for the rules. One reader serves one thread; keep it for many documents.
public final class RuleReader {
    private let xml = XMLReader(vocabulary: SchemaGrammar.shared.vocabulary)
    private let events = RuleReaderEvents()

    public init() {}

    public func read(_ bytes: [UInt8]) throws(RuleDocumentError) -> RuleDocument {
        let failure = bytes.withUnsafeBufferPointer { buffer -> XMLError? in
            do throws(XMLError) {
                _ = try xml.read(buffer, handler: events)
                return nil
            } catch {
                return error
            }
        }
        if let failure {
            throw RuleDocumentError(
                line: failure.line, column: failure.column, detail: "\(failure.kind)")
        }
        return events.take()
    }
}

/// Builds the document from the parser's events.
///
/// Its state is plain memory: the events are many, and each would be checked for exclusive access.
private final class RuleReaderEvents: XMLHandler {
    private let state = UnsafeMutablePointer<DocumentBuilder>.allocate(capacity: 1)

    init() { state.initialize(to: DocumentBuilder()) }

    deinit {
        state.deinitialize(count: 1)
        state.deallocate()
    }

    func restart() { state.pointee.restart() }

    func take() -> RuleDocument { state.pointee.take() }

    func startElement(_ element: XMLStartElement) -> Bool {
        state.pointee.startElement(element)
        // The canonical form of nothing here is asked for.
        return true
    }

    func endElement(_ element: XMLEndElement) { state.pointee.endElement() }

    func characters(_ bytes: XMLBytes, fromCDATA: Bool) { state.pointee.characters(bytes) }

    func comment(_ bytes: XMLBytes) { state.pointee.divide() }

    func instruction(target: XMLBytes, content: XMLBytes) { state.pointee.divide() }
}

private struct DocumentBuilder {
    private var document = RuleDocument()
    /// The open elements, and the last child of each.
    private var open: [(node: Int32, lastChild: Int32)] = []
    private var lastOfName = [Int32](repeating: -1, count: SchemaGrammar.shared.names.count)

    mutating func restart() {
        document = RuleDocument()
        document.nodes.reserveCapacity(512)
        document.attributes.reserveCapacity(256)
        document.text.reserveCapacity(16_384)
        document.attributeText.reserveCapacity(2_048)
        open.removeAll(keepingCapacity: true)
        for index in lastOfName.indices { lastOfName[index] = -1 }
    }

    mutating func take() -> RuleDocument {
        defer { document = RuleDocument() }
        return document
    }

    mutating func startElement(_ element: XMLStartElement) {
        let index = Int32(document.nodes.count)
        let parent = open.last?.node ?? -1
        var node = RuleDocument.Node(
            name: UInt16(element.name), parent: parent, textStart: Int32(document.text.count))
        node.firstAttribute = Int32(document.attributes.count)
        for attribute in element.attributes { append(attribute) }
        node.attributeCount = UInt16(document.attributes.count - Int(node.firstAttribute))
        document.nodes.append(node)
        if parent >= 0 {
            let last = open[open.count - 1].lastChild
            if last < 0 {
                document.nodes[Int(parent)].firstChild = index
            } else {
                document.nodes[Int(last)].nextSibling = index
            }
            open[open.count - 1].lastChild = index
        }
        let before = lastOfName[element.name]
        if before < 0 {
            document.firstOfName[element.name] = index
        } else {
            document.nodes[Int(before)].nextOfName = index
        }
        lastOfName[element.name] = index
        open.append((index, -1))
    }

    private mutating func append(_ attribute: XMLAttribute) {
        var code: UInt8 = 0
        if attribute.prefix.count == 0 {
            code = AttributeName.code(attribute.local)
        } else if attribute.uri.elementsEqual(Self.schemaInstance) {
            code = RuleDocument.Attribute.schemaInstance
        }
        let start = Int32(document.attributeText.count)
        document.attributeText.append(contentsOf: attribute.value)
        document.attributes.append(
            RuleDocument.Attribute(
                name: code, start: start, end: Int32(document.attributeText.count)))
        if code == AttributeName.name { classify(attribute.value) }
    }

    private static let schemaInstance = Array("http://www.w3.org/2001/XMLSchema-instance".utf8)

    /// The official tests look for the pattern anywhere in any `name` attribute.
    private mutating func classify(_ value: XMLBytes) {
        let scalars = Array(String(decoding: value, as: UTF8.self).unicodeScalars)
        guard scalars.count >= 7 else { return }
        for start in 0...(scalars.count - 7) where scalars[start] == "0" {
            guard scalars[(start + 2)..<(start + 7)].allSatisfy(Characters.isDigit) else {
                continue
            }
            if scalars[start + 1] == "1" { document.isStandard = true }
            guard scalars[start + 1] == "2" else { continue }
            document.isSimplified = true
            if scalars[start + 5] == "1" { document.isSimplifiedSummary = true }
        }
    }

    mutating func endElement() {
        let ended = open.removeLast()
        document.nodes[Int(ended.node)].textEnd = Int32(document.text.count)
    }

    mutating func characters(_ bytes: XMLBytes) {
        if !open.isEmpty { document.text.append(contentsOf: bytes) }
    }

    mutating func divide() {
        if !open.isEmpty { document.seams.append(Int32(document.text.count)) }
    }
}
