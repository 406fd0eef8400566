public import XML

/// An element with all that is in it, for reading or showing a document's content once; checks read
/// events, and decide before anything is stored.
public final class UBLElement {
    /// The local name.
    public let name: String
    /// By local name.
    public let attributes: [String: String]
    fileprivate(set) var children: [UBLElement] = []
    fileprivate var textBytes: [UInt8] = []

    fileprivate init(name: String, attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    /// The characters directly in the element, as they stand.
    public var text: String { String(decoding: textBytes, as: UTF8.self) }

    /// The elements at the end of a path of local names, divided by `/`, in document order.
    public func all(_ path: String) -> [UBLElement] {
        path.split(separator: "/").reduce([self]) { elements, name in
            elements.flatMap { $0.children.filter { $0.name == name } }
        }
    }

    /// The first child of each name of the path in turn.
    public func first(_ path: String) -> UBLElement? {
        path.split(separator: "/").reduce(self as UBLElement?) { element, name in
            element?.children.first { $0.name == name }
        }
    }

    public func text(_ path: String) -> String? { first(path)?.text }

    /// Reads a whole document.
    ///
    /// - Throws: `XMLError` where the text is no XML that may be read.
    public static func read(_ xml: [UInt8]) throws(XMLError) -> UBLElement {
        let builder = TreeBuilder()
        let reader = XMLReader(vocabulary: XMLVocabulary(namespaces: [], names: []))
        var failure: XMLError?
        xml.withUnsafeBufferPointer { bytes in
            do throws(XMLError) {
                _ = try reader.read(bytes, handler: builder)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        guard let root = builder.root else { preconditionFailure("a document has a root") }
        return root
    }
}

private final class TreeBuilder: XMLHandler {
    private(set) var root: UBLElement?
    private var open: [UBLElement] = []

    func restart() {
        root = nil
        open = []
    }

    func startElement(_ element: XMLStartElement) -> Bool {
        var attributes: [String: String] = [:]
        for attribute in element.attributes {
            attributes[Self.text(attribute.local)] = Self.text(attribute.value)
        }
        let made = UBLElement(name: Self.text(element.local), attributes: attributes)
        if let parent = open.last { parent.children.append(made) } else { root = made }
        open.append(made)
        return false
    }

    func endElement(_ element: XMLEndElement) { open.removeLast() }

    func characters(_ bytes: XMLBytes, fromCDATA: Bool) {
        open.last?.textBytes.append(contentsOf: bytes)
    }

    func comment(_ bytes: XMLBytes) {}
    func instruction(target: XMLBytes, content: XMLBytes) {}

    private static func text(_ bytes: XMLBytes) -> String { String(decoding: bytes, as: UTF8.self) }
}
