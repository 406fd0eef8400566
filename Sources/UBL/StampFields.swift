import Encoding
import XML

/// The text that is digested for the second reference of a stamp (E4): `xades:SignedProperties` as
/// dom4j prints it.
///
/// Not Canonical XML: each element declares its own prefix unless an element of this text around it
/// has, declarations stand before attributes, attributes keep their order, and an element without
/// content is one tag (`<a/>`).
struct SignedPropertiesText {
    private var text: [UInt8] = []
    private var depth = 0
    private(set) var isOpen = false
    private var isDone = false
    /// Prefixes declared in the text so far, with the namespaces, for each open element.
    private var bindings: [(prefix: XMLBytes, uri: XMLBytes)] = []
    private var marks: [Int] = []
    /// The last start tag still lacks its `>` or `/>`.
    private var isTagOpen = false

    /// Only the first one counts.
    mutating func open() {
        isOpen = !isDone
        if isOpen { text.reserveCapacity(2_048) }
    }

    mutating func startElement(_ element: XMLStartElement) {
        closeTag()
        depth += 1
        marks.append(bindings.count)
        text.append(UInt8(ascii: "<"))
        putName(element.prefix, element.local)
        declare(element.prefix, element.uri)
        for declaration in element.declarations { declare(declaration.prefix, declaration.uri) }
        for attribute in element.attributes {
            if attribute.prefix.count > 0 { declare(attribute.prefix, attribute.uri) }
            text.append(0x20)
            putName(attribute.prefix, attribute.local)
            text.append(contentsOf: "=\"".utf8)
            putEscaped(attribute.value, quotes: true)
            text.append(UInt8(ascii: "\""))
        }
        isTagOpen = true
    }

    mutating func text(_ bytes: XMLBytes) {
        if bytes.count == 0 { return }
        closeTag()
        putEscaped(bytes, quotes: false)
    }

    mutating func comment(_ bytes: XMLBytes) {
        closeTag()
        text.append(contentsOf: "<!--".utf8)
        text.append(contentsOf: bytes)
        text.append(contentsOf: "-->".utf8)
    }

    mutating func instruction(_ target: XMLBytes, _ content: XMLBytes) {
        closeTag()
        text.append(contentsOf: "<?".utf8)
        text.append(contentsOf: target)
        text.append(0x20)
        text.append(contentsOf: content)
        text.append(contentsOf: "?>".utf8)
    }

    /// - Returns: True if this was the end of the whole.
    mutating func endElement(_ element: XMLEndElement, isEmpty: Bool) -> Bool {
        if isTagOpen {
            text.append(contentsOf: "/>".utf8)
            isTagOpen = false
        } else {
            text.append(contentsOf: "</".utf8)
            putName(element.prefix, element.local)
            text.append(UInt8(ascii: ">"))
        }
        if let mark = marks.popLast() { bindings.removeSubrange(mark...) }
        depth -= 1
        guard depth == 0 else { return false }
        isOpen = false
        isDone = true
        return true
    }

    mutating func take() -> [UInt8] {
        defer { text = [] }
        return text
    }

    private mutating func closeTag() {
        if isTagOpen {
            text.append(UInt8(ascii: ">"))
            isTagOpen = false
        }
    }

    private mutating func declare(_ prefix: XMLBytes, _ uri: XMLBytes) {
        if isEqual(prefix, "xml") { return }
        if let known = bindings.last(where: { Bytes.areEqual($0.prefix, prefix) }) {
            if Bytes.areEqual(known.uri, uri) { return }
        } else if prefix.count == 0 && uri.count == 0 {
            return
        }
        text.append(contentsOf: " xmlns".utf8)
        if prefix.count > 0 {
            text.append(UInt8(ascii: ":"))
            text.append(contentsOf: prefix)
        }
        text.append(contentsOf: "=\"".utf8)
        putEscaped(uri, quotes: true)
        text.append(UInt8(ascii: "\""))
        bindings.append((prefix, uri))
    }

    private mutating func putName(_ prefix: XMLBytes, _ local: XMLBytes) {
        if prefix.count > 0 {
            text.append(contentsOf: prefix)
            text.append(UInt8(ascii: ":"))
        }
        text.append(contentsOf: local)
    }

    private mutating func putEscaped(_ bytes: XMLBytes, quotes: Bool) {
        var from = 0
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if byte < 0x22 || byte > 0x3E { continue }
            guard byte == 0x26 || byte == 0x3C || byte == 0x3E || (byte == 0x22 && quotes) else {
                continue
            }
            text.append(contentsOf: bytes[from..<index])
            switch byte {
            case 0x26: text.append(contentsOf: "&amp;".utf8)
            case 0x3C: text.append(contentsOf: "&lt;".utf8)
            case 0x3E: text.append(contentsOf: "&gt;".utf8)
            default: text.append(contentsOf: "&quot;".utf8)
            }
            from = index + 1
        }
        text.append(contentsOf: bytes[from...])
    }
}
