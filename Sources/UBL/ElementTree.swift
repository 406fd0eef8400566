import XML

/// An element with all that is in it, for reading a document's content once; checks read events.
final class Element {
    let name: String
    let attributes: [String: String]
    fileprivate(set) var children: [Element] = []
    fileprivate(set) var textBytes: [UInt8] = []

    fileprivate init(name: String, attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    var text: String { String(decoding: textBytes, as: UTF8.self) }

    /// Children of this local name.
    func all(_ name: String) -> [Element] { children.filter { $0.name == name } }

    /// The first element at the end of a path of local names, separated by `/`.
    func first(_ path: String) -> Element? {
        path.split(separator: "/").reduce(self as Element?) { element, name in
            element?.children.first { $0.name == name }
        }
    }

    func text(_ path: String) -> String? { first(path)?.text }

    /// - Returns: `nil` where the text is no XML that may be read.
    static func read(_ xml: [UInt8]) -> Element? {
        let builder = TreeBuilder()
        let reader = XMLReader(vocabulary: XMLVocabulary(namespaces: [], names: []))
        let isRead = xml.withUnsafeBufferPointer { bytes in
            (try? reader.read(bytes, handler: builder)) != nil
        }
        return isRead ? builder.root : nil
    }
}

private final class TreeBuilder: XMLHandler {
    private(set) var root: Element?
    private var open: [Element] = []

    func restart() {
        root = nil
        open = []
    }

    func startElement(_ element: XMLStartElement) -> Bool {
        var attributes: [String: String] = [:]
        for attribute in element.attributes {
            attributes[Self.text(attribute.local)] = Self.text(attribute.value)
        }
        let made = Element(name: Self.text(element.local), attributes: attributes)
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
