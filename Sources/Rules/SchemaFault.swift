/// Something that the UBL 2.1 schema does not allow.
public struct SchemaFault: Hashable, Sendable {
    public enum Kind: String, Sendable {
        /// The root is no UBL invoice.
        case root
        /// An element that has no business there, or comes too late or too often.
        case unexpectedElement = "unexpected-element"
        case missingElement = "missing-element"
        case unexpectedAttribute = "unexpected-attribute"
        case missingAttribute = "missing-attribute"
        /// Text between elements.
        case unexpectedText = "unexpected-text"
        /// A text that is not of the element's type.
        case badValue = "bad-value"
    }

    public let kind: Kind
    public let path: String
    /// The element, attribute or text that was found; `nil` where something is missing.
    public let found: String?
    /// The elements, the attribute or the type that would do.
    public let expected: String?
}
