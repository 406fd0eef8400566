/// Where the children of a document's root element stand in its bytes.
///
/// Only for documents that the strict reader has read: what is not well-formed is not looked for
/// here. The result is trusted only after the edited document has been read again.
struct RootScanner {
    struct Child {
        /// Without prefix.
        let name: String
        /// From `<` to behind the last `>`.
        let range: Range<Int>
        /// Elements inside, at any depth, by name without prefix: where their content stands.
        var inner: [(name: String, content: Range<Int>)] = []

        func content(of name: String) -> Range<Int>? { inner.first { $0.name == name }?.content }
    }

    private(set) var children: [Child] = []
    /// Right behind the root's start tag.
    private(set) var contentStart = 0
    private let bytes: [UInt8]
    private var position = 0

    /// - Returns: `nil` where the markup does not nest.
    init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        guard scan() else { return nil }
    }

    private mutating func scan() -> Bool {
        var open: [(name: String, start: Int, contentStart: Int)] = []
        var inner: [(name: String, content: Range<Int>)] = []
        while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            position = start
            if skip("<!--", to: "-->") || skip("<![CDATA[", to: "]]>") || skip("<?", to: "?>") {
                continue
            }
            guard let end = tagEnd() else { return false }
            let isEnd = bytes[start + 1] == UInt8(ascii: "/")
            let isEmpty = bytes[end - 2] == UInt8(ascii: "/")
            let name = name(from: start + (isEnd ? 2 : 1))
            position = end
            if isEnd || isEmpty {
                if isEmpty { open.append((name, start, end)) }
                guard let element = open.popLast(), element.name == name else { return false }
                let contentEnd = isEmpty ? end : start
                if open.count == 1 {
                    children.append(Child(name: name, range: element.start..<end, inner: inner))
                    inner = []
                } else if open.count > 1 {
                    inner.append((name, element.contentStart..<contentEnd))
                }
            } else {
                if open.isEmpty { contentStart = end }
                open.append((name, start, end))
            }
        }
        return open.isEmpty
    }

    /// Passes over a section that starts here; to the end where it never ends.
    private mutating func skip(_ opening: StaticString, to closing: StaticString) -> Bool {
        guard starts(with: opening, at: position) else { return false }
        var end = position + opening.utf8CodeUnitCount
        while end < bytes.count, !starts(with: closing, at: end) { end += 1 }
        position = min(bytes.count, end + closing.utf8CodeUnitCount)
        return true
    }

    private func starts(with text: StaticString, at index: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard index + count <= bytes.count else { return false }
        return text.withUTF8Buffer { bytes[index..<index + count].elementsEqual($0) }
    }

    /// Behind the `>` of the tag that starts here; one inside quotes does not count.
    private func tagEnd() -> Int? {
        var quote: UInt8?
        for index in position..<bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return index + 1
            }
        }
        return nil
    }

    private func name(from start: Int) -> String {
        let ends: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "/"), UInt8(ascii: ">")]
        let whole = bytes[start...].prefix { !ends.contains($0) }
        let local = whole.split(separator: UInt8(ascii: ":")).last ?? whole
        return String(decoding: local, as: UTF8.self)
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
