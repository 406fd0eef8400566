import XML

/// The common texts of a workbook, one behind the other in one piece of memory.
struct SharedTexts {
    fileprivate(set) var bytes: [UInt8] = []
    fileprivate(set) var ends: [UInt32] = []

    var byteCount: Int { bytes.count + ends.count * 4 }
    var count: Int { ends.count }

    /// - Returns: `nil` for a number that no text has.
    subscript(index: Int) -> String? {
        guard index >= 0, index < ends.count else { return nil }
        let start = index == 0 ? 0 : Int(ends[index - 1])
        let end = Int(ends[index])
        return bytes.withUnsafeBufferPointer {
            String(decoding: UnsafeBufferPointer(rebasing: $0[start..<end]), as: UTF8.self)
        }
    }
}

/// Reads the part of common texts: plain ones, and those in runs of different fonts, without the
/// pronunciation that Japanese ones carry.
final class SharedTextsHandler: XMLStreamHandler {
    private(set) var texts = SharedTexts()
    private(set) var hasGiantText = false
    private let cellBytes: Int
    private var text: [UInt8] = []
    private var isInItem = false
    private var isInText = false
    private var pronunciationDepth = 0

    init(cellBytes: Int) { self.cellBytes = cellBytes }

    func startElement(_ name: Int, attributes: UnsafeBufferPointer<XMLStreamAttribute>) {
        switch XLSXNames.element(name) {
        case .si:
            isInItem = true
            text.removeAll(keepingCapacity: true)
        case .rPh: pronunciationDepth += 1
        case .t: isInText = isInItem && pronunciationDepth == 0
        default: break
        }
    }

    func endElement(_ name: Int) {
        switch XLSXNames.element(name) {
        case .si:
            EscapedText.decode(&text)
            texts.bytes.append(contentsOf: text)
            texts.ends.append(UInt32(clamping: texts.bytes.count))
            isInItem = false
        case .rPh: pronunciationDepth -= 1
        case .t: isInText = false
        default: break
        }
    }

    func characters(_ bytes: XMLBytes) {
        guard isInText else { return }
        if text.count + bytes.count > cellBytes {
            hasGiantText = true
            return
        }
        text.append(contentsOf: bytes)
    }
}

/// Characters that XML cannot hold are written `_x000D_` in a workbook's texts, and `_x005F_`
/// before what only looks like that (ECMA-376 part 1, 22.9.2.19).
enum EscapedText {
    static func decode(_ text: inout [UInt8]) {
        guard var index = text.firstIndex(of: UInt8(ascii: "_")) else { return }
        var out: [UInt8]?
        var copied = 0
        var high: UInt32?
        while index + 7 <= text.count {
            guard let code = escape(text, at: index) else {
                index += 1
                continue
            }
            var built = out ?? []
            if index > copied { high = nil }
            built.append(contentsOf: text[copied..<index])
            if (0xD800...0xDBFF).contains(code) {
                high = code
            } else if let first = high, (0xDC00...0xDFFF).contains(code) {
                append(0x1_0000 + (first - 0xD800) << 10 + (code - 0xDC00), to: &built)
                high = nil
            } else {
                append(code, to: &built)
            }
            out = built
            index += 7
            copied = index
        }
        guard var built = out else { return }
        built.append(contentsOf: text[copied...])
        text = built
    }

    private static func append(_ code: UInt32, to text: inout [UInt8]) {
        let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
        text.append(contentsOf: String(Character(scalar)).utf8)
    }

    /// Whether what begins at an index would be read as an escape.
    static func isEscape(_ text: [UInt8], at index: Int) -> Bool {
        index + 7 <= text.count && escape(text, at: index) != nil
    }

    private static func escape(_ text: [UInt8], at index: Int) -> UInt32? {
        let underscore = UInt8(ascii: "_")
        guard text[index] == underscore, text[index + 1] == UInt8(ascii: "x"),
            text[index + 6] == underscore
        else { return nil }
        var code: UInt32 = 0
        for byte in text[(index + 2)..<(index + 6)] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): code = code << 4 | UInt32(byte - 0x30)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): code = code << 4 | UInt32(byte - 55)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): code = code << 4 | UInt32(byte - 87)
            default: return nil
            }
        }
        return code
    }
}
