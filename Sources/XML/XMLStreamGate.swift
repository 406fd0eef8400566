import Glibc

/// Walks markup that comes in pieces, before libxml2 sees it, to find a document type declaration
/// and whatever passes the limits: what ``XMLShape`` does for a whole text.
///
/// Whatever is not well-formed passes without a word: the parser that follows names it.
struct XMLStreamGate {
    private enum State {
        case text
        /// Behind `<`.
        case opened
        /// Behind `<!`, with as many bytes of `[CDATA[`, `--` or `DOCTYPE` as came.
        case declared
        case startTag
        case value(quote: UInt8)
        case endTag
        case comment
        case cdata
        case instruction
    }

    private let limits: XMLStreamLimits
    private var state = State.text
    private var depth = 0
    private var tagLength = 0
    private var attributes = 0
    /// The last two bytes, for ends that have three (`-->`, `]]>`), and for `/>`.
    private var last: (UInt8, UInt8) = (0, 0)
    private var opening: [UInt8] = []

    init(limits: XMLStreamLimits) { self.limits = limits }

    /// - Returns: What this piece of the text passes, if anything.
    mutating func firstFault(in bytes: XMLBytes) -> XMLError.Kind? {
        guard let base = bytes.baseAddress else { return nil }
        var index = 0
        while index < bytes.count {
            if case .text = state {
                guard let found = memchr(base + index, 0x3C, bytes.count - index) else { break }
                index = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
                state = .opened
                continue
            }
            if let fault = take(bytes[index]) { return fault }
            index += 1
        }
        return nil
    }

    @inline(__always)
    private mutating func take(_ byte: UInt8) -> XMLError.Kind? {
        switch state {
        case .text: break
        case .opened: open(byte)
        case .declared: return declare(byte)
        case .startTag: return inStartTag(byte)
        case .value(let quote):
            if byte == quote { state = .startTag }
            return lengthen()
        case .endTag:
            if byte == UInt8(ascii: ">") {
                depth -= 1
                state = .text
            }
        case .comment: endAfter(UInt8(ascii: "-"), UInt8(ascii: "-"), byte)
        case .cdata: endAfter(UInt8(ascii: "]"), UInt8(ascii: "]"), byte)
        case .instruction:
            if byte == UInt8(ascii: ">"), last.1 == UInt8(ascii: "?") { state = .text }
            last.1 = byte
        }
        return nil
    }

    private mutating func open(_ byte: UInt8) {
        last = (0, byte)
        switch byte {
        case UInt8(ascii: "!"):
            opening.removeAll(keepingCapacity: true)
            state = .declared
        case UInt8(ascii: "?"):
            last = (0, 0)
            state = .instruction
        case UInt8(ascii: "/"): state = .endTag
        default:
            tagLength = 1
            attributes = 0
            state = .startTag
        }
    }

    private mutating func declare(_ byte: UInt8) -> XMLError.Kind? {
        opening.append(byte)
        if opening.elementsEqual("--".utf8) {
            last = (0, 0)
            state = .comment
        } else if opening.elementsEqual("[CDATA[".utf8) {
            last = (0, 0)
            state = .cdata
        } else if opening[0] != UInt8(ascii: "-") && opening[0] != UInt8(ascii: "[") {
            // Nothing but a document type begins so.
            return .documentType
        } else if opening.count > 7 {
            return .malformed(code: 0)
        }
        return nil
    }

    @inline(__always)
    private mutating func inStartTag(_ byte: UInt8) -> XMLError.Kind? {
        if byte == UInt8(ascii: ">") {
            if last.1 != UInt8(ascii: "/") {
                depth += 1
                if depth > limits.depth { return .limit(.depth) }
            }
            state = .text
            return nil
        }
        if byte == 0x22 || byte == 0x27 {
            attributes += 1
            if attributes > limits.attributes { return .limit(.attributes) }
            state = .value(quote: byte)
        }
        last.1 = byte
        return lengthen()
    }

    @inline(__always)
    private mutating func lengthen() -> XMLError.Kind? {
        tagLength += 1
        return tagLength > limits.tagLength ? .limit(.attributeValue) : nil
    }

    @inline(__always)
    private mutating func endAfter(_ first: UInt8, _ second: UInt8, _ byte: UInt8) {
        if byte == UInt8(ascii: ">"), last.0 == first, last.1 == second { state = .text }
        last = (last.1, byte)
    }
}
