/// One thing about a document's markup that no honest invoice needs and that an attacker may: found
/// while reading, beside its values. Whether it condemns the document is the judgement of whoever
/// asked.
public struct DocumentFault: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        // The text as a whole: nothing else could be read (all but `byteOrderMark`).
        /// A document type declaration, with all that it could bring.
        case documentType = "document-type"
        /// A count or size beyond what is read.
        case limit
        /// Not UTF-8, or characters that XML does not have.
        case encoding
        /// The text begins with a UTF-8 byte order mark; the rest was read.
        case byteOrderMark = "byte-order-mark"
        case notWellFormed = "not-well-formed"
        /// Something other than white space after the root element.
        case contentAfterRoot = "content-after-root"

        // The body.
        /// A processing instruction, XInclude, or `xml:base`.
        case inclusion
        /// An element where the official layout has none: signature wrapping, a hidden part, a fake
        /// root.
        case unexpectedStructure = "unexpected-structure"
        /// A second one of what may stand once; the first was taken.
        case duplicate
        /// A value in pieces: a comment or an instruction inside it, or plain text beside CDATA.
        case splitValue = "split-value"
        /// An element in a namespace that no invoice uses, or a fixed prefix bound to another
        /// namespace.
        case namespace

        // The stamp.
        /// Two elements with one Id, or a reference to something other than this document and its
        /// properties.
        case reference
        /// A transform, or a canonical form, other than the official ones.
        case transform
        /// A signature or digest method other than the official ones, or a missing reference.
        case algorithm
        /// A digest in another form than the one that belongs there.
        case digestEncoding = "digest-encoding"
    }

    public let kind: Kind
    /// Where: names from the root, or line and column.
    public let place: String
    public let expected: String?
    public let found: String?
    /// True if only the stamp is concerned, which on a standard document is nobody's condition.
    public let isInStamp: Bool

    public init(
        _ kind: Kind, place: String, expected: String? = nil, found: String? = nil,
        isInStamp: Bool = false
    ) {
        self.kind = kind
        self.place = place
        self.expected = expected
        self.found = found
        self.isInStamp = isInStamp
    }
}

/// Why nothing could be read from a text. The fault says what; there is no hash.
public struct DocumentError: Error, Hashable, Sendable {
    public let fault: DocumentFault
}
