/// Bytes of UTF-8. Names, prefixes and namespaces live until the whole text is read; anything else
/// as long as the call it is given to.
public typealias XMLBytes = UnsafeBufferPointer<UInt8>

/// A list of names that a reader's handler knows by number, so that it compares integers, not
/// texts.
public final class XMLVocabulary: Sendable {
    public struct Name: Hashable, Sendable {
        public let namespace: String
        public let local: String

        public init(namespace: String, local: String) {
            self.namespace = namespace
            self.local = local
        }
    }

    /// The name at index i has the code i + 1; the code 0 is every other name.
    public let names: [Name]
    /// The namespace at index i has the code i + 1; the code 0 is every other namespace, and none.
    public let namespaces: [String]

    public init(namespaces: [String], names: [Name]) {
        precondition(names.count < 0xFFFF, "a code is 16 bits")
        precondition(names.allSatisfy { namespaces.contains($0.namespace) }, "unlisted namespace")
        self.namespaces = namespaces
        self.names = names
    }
}

public struct XMLNamespaceDeclaration {
    /// Empty for the default namespace.
    public let prefix: XMLBytes
    /// Empty where a default namespace is undone.
    public let uri: XMLBytes
}

public struct XMLAttribute {
    public let prefix: XMLBytes
    public let local: XMLBytes
    /// Empty unless there is a prefix.
    public let uri: XMLBytes
    /// Normalised, with references replaced.
    public let value: XMLBytes
}

public struct XMLStartElement {
    /// The name's code in the vocabulary, 0 for any other.
    public let name: Int
    /// The namespace's code in the vocabulary, 0 for any other and for none.
    public let namespace: Int
    public let prefix: XMLBytes
    public let local: XMLBytes
    /// Empty if there is no namespace.
    public let uri: XMLBytes
    /// In the order of the document.
    public let declarations: UnsafeBufferPointer<XMLNamespaceDeclaration>
    /// In the order of the document.
    public let attributes: UnsafeBufferPointer<XMLAttribute>
    /// Offset of the start tag in the canonical text.
    public let start: Int
    /// Offset behind the start tag in the canonical text.
    public let contentStart: Int
}

public struct XMLEndElement {
    public let prefix: XMLBytes
    public let local: XMLBytes
    /// Offset of the end tag in the canonical text.
    public let contentEnd: Int
    /// Offset behind the end tag in the canonical text.
    public let end: Int
    /// The canonical text, at least up to here.
    public let canonicalText: XMLBytes
}

/// Takes the events of a text in its order.
///
/// Offsets are into the *canonical text*: the Canonical XML 1.1 form (inclusive, without comments)
/// of the whole text, which the reader holds until it reads again. A handler that cuts elements out
/// of a document notes their offsets.
public protocol XMLHandler: AnyObject {
    /// All events so far are void; the text is read again from its start.
    func restart()
    /// - Returns: True if the canonical text of this element, its tags included, is of no use to
    ///   the handler.
    func startElement(_ element: XMLStartElement) -> Bool
    func endElement(_ element: XMLEndElement)
    /// Character data; one run of text may come in several pieces.
    func characters(_ bytes: XMLBytes, fromCDATA: Bool)
    func comment(_ bytes: XMLBytes)
    func instruction(target: XMLBytes, content: XMLBytes)
}
