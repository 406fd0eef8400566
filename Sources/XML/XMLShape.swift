/// Walks the markup without understanding it, to find a document type declaration and counts beyond
/// the limits.
///
/// Whatever is not well-formed ends the walk without a word: the parser that follows names it.
struct XMLShape {
    private let bytes: XMLBytes
    private let limits: XMLLimits
    private var index: Int
    private var elements = 0
    /// Namespace declarations in scope, one entry an open element.
    private var scopes: [Int] = [0]

    static func check(_ bytes: XMLBytes, from start: Int, limits: XMLLimits) throws(XMLError) {
        var walk = XMLShape(bytes: bytes, limits: limits, index: start)
        while try walk.nextMarkup() {}
    }

    private init(bytes: XMLBytes, limits: XMLLimits, index: Int) {
        self.bytes = bytes
        self.limits = limits
        self.index = index
    }

    private mutating func nextMarkup() throws(XMLError) -> Bool {
        while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
        guard index + 1 < bytes.count else { return false }
        switch bytes[index + 1] {
        case UInt8(ascii: "?"): return skip(past: "?>")
        case UInt8(ascii: "/"):
            if scopes.count > 1 { scopes.removeLast() }
            return skip(past: ">")
        case UInt8(ascii: "!"):
            if isAt("<!--") {
                index += 4
                return skip(past: "-->")
            }
            if isAt("<![CDATA[") { return skip(past: "]]>") }
            if isAt("<!DOCTYPE") { throw XMLPreflight.error(.documentType, bytes, index) }
            return false
        default: return try startTag()
        }
    }

    private mutating func startTag() throws(XMLError) -> Bool {
        let start = index
        elements += 1
        if elements > limits.elements { throw limit(.elements, start) }
        var attributes = 0
        var namespaces = scopes[scopes.count - 1]
        var nameStart = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ">") {
                if bytes[index - 1] != UInt8(ascii: "/") {
                    scopes.append(namespaces)
                    if scopes.count - 1 > limits.depth { throw limit(.depth, start) }
                }
                index += 1
                return true
            }
            if byte <= 0x20 { nameStart = index + 1 }
            if byte == 0x22 || byte == 0x27 {
                attributes += 1
                if attributes > limits.attributes { throw limit(.attributes, start) }
                if bytes[nameStart...].starts(with: "xmlns".utf8) { namespaces += 1 }
                if namespaces > limits.namespacesInScope { throw limit(.namespacesInScope, start) }
                let valueStart = index
                index += 1
                while index < bytes.count, bytes[index] != byte { index += 1 }
                if index - valueStart - 1 > limits.attributeValue {
                    throw limit(.attributeValue, start)
                }
            }
            index += 1
        }
        return false
    }

    private func limit(_ limit: XMLError.Limit, _ offset: Int) -> XMLError {
        XMLPreflight.error(.limit(limit), bytes, offset)
    }

    private func isAt(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes[index...].starts(with: $0) }
    }

    private mutating func skip(past text: StaticString) -> Bool {
        text.withUTF8Buffer { mark in
            while index + mark.count <= bytes.count {
                if bytes[index] == mark[0], bytes[index..<(index + mark.count)].elementsEqual(mark)
                {
                    index += mark.count
                    return true
                }
                index += 1
            }
            return false
        }
    }
}
