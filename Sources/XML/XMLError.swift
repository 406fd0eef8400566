/// Why a text was not read as XML, and where.
///
/// Nothing was read from the network or the disk in any case.
public struct XMLError: Error, Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Not UTF-8: another encoding was declared or is evident from the first bytes.
        case encoding(found: String)
        /// A byte sequence that UTF-8 does not have.
        case badUTF8
        /// A byte 0, or another character that XML 1.0 forbids.
        case forbiddenCharacter(UInt32)
        /// A document type declaration; reading stopped there, before anything it declares.
        case documentType
        /// One of `XMLLimits` was passed.
        case limit(Limit)
        /// Something other than white space after the end of the root element.
        case contentAfterRoot
        /// Not well-formed; the number is libxml2's.
        case malformed(code: Int)
    }

    public enum Limit: String, Hashable, Sendable {
        case size, depth, elements, attributes, attributeValue, namespacesInScope
    }

    public let kind: Kind
    /// From 1.
    public let line: Int
    /// Bytes from the start of the line, from 1; 0 where unknown.
    public let column: Int

    public init(kind: Kind, line: Int, column: Int) {
        self.kind = kind
        self.line = line
        self.column = column
    }
}

/// How much a text may ask for. Every count is checked before libxml2 sees a byte, because some of
/// its own checks take time that grows with the square of the count.
public struct XMLLimits: Sendable {
    /// Bytes of the whole text.
    public var size = 10_000_000
    /// Elements inside one another.
    public var depth = 100
    /// Elements in all.
    public var elements = 500_000
    /// Attributes of one element, namespace declarations among them.
    public var attributes = 64
    /// Bytes of one attribute's value as written.
    public var attributeValue = 1_000_000
    /// Namespace declarations of an element and all its ancestors.
    public var namespacesInScope = 128

    public init() {}
}
