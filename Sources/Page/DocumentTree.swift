import XML

/// An e-invoice as a tree of local names, for showing only.
///
/// Nothing is decided from it: what a document proves is the checkers' work, and what is shown here
/// has passed them before it was stored.
struct DocumentTree {
    private struct Node {
        let name: String
        var attributes: [String: String] = [:]
        var children: [Int] = []
        var text = ""
    }

    /// One element of the tree.
    struct Element {
        fileprivate let tree: DocumentTree
        fileprivate let index: Int

        var name: String { tree.nodes[index].name }

        /// The characters directly in the element, blanks at both ends left out.
        var text: String {
            var text = tree.nodes[index].text[...]
            while text.first?.isWhitespace == true { text.removeFirst() }
            while text.last?.isWhitespace == true { text.removeLast() }
            return String(text)
        }

        subscript(attribute name: String) -> String? { tree.nodes[index].attributes[name] }

        /// The elements at the end of a path of local names, divided by `/`, in document order.
        func all(_ path: String) -> [Element] {
            path.split(separator: "/").reduce([self]) { elements, name in
                elements.flatMap { element in
                    tree.nodes[element.index].children
                        .filter { tree.nodes[$0].name == name }
                        .map { Element(tree: tree, index: $0) }
                }
            }
        }

        func first(_ path: String) -> Element? { all(path).first }

        /// The text at the end of a path; `nil` where there is none.
        func text(_ path: String) -> String? {
            first(path).map(\.text).flatMap { $0.isEmpty ? nil : $0 }
        }
    }

    private var nodes: [Node] = []

    var root: Element { Element(tree: self, index: 0) }

    /// - Throws: `XMLError` for what is no XML; a document without elements does not exist.
    init(_ xml: [UInt8]) throws(XMLError) {
        let builder = Builder()
        let reader = XMLReader(vocabulary: XMLVocabulary(namespaces: [], names: []))
        var failure: XMLError?
        xml.withUnsafeBufferPointer { bytes in
            do throws(XMLError) {
                _ = try reader.read(bytes, handler: builder, by: .parserOnly)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        nodes = builder.nodes
    }

    private final class Builder: XMLHandler {
        var nodes: [Node] = []
        private var open: [Int] = []

        func restart() {
            nodes = []
            open = []
        }

        func startElement(_ element: XMLStartElement) -> Bool {
            var node = Node(name: String(decoding: element.local, as: UTF8.self))
            for attribute in element.attributes {
                node.attributes[String(decoding: attribute.local, as: UTF8.self)] =
                    String(decoding: attribute.value, as: UTF8.self)
            }
            if let parent = open.last { nodes[parent].children.append(nodes.count) }
            open.append(nodes.count)
            nodes.append(node)
            return true
        }

        func endElement(_ element: XMLEndElement) { open.removeLast() }

        func characters(_ bytes: XMLBytes, fromCDATA: Bool) {
            guard let last = open.last else { return }
            nodes[last].text += String(decoding: bytes, as: UTF8.self)
        }

        func comment(_ bytes: XMLBytes) {}

        func instruction(target: XMLBytes, content: XMLBytes) {}
    }
}
