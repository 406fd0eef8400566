import XML

/// Reads one XML part of a package through a handler, piece by piece.
final class PartReader {
    private static let pieceBytes = 1 << 16

    private let part: ZipPart
    private let archive: ZipArchive
    private let stream: XMLStream
    private let piece: UnsafeMutableRawBufferPointer
    private(set) var isAtEnd = false

    init(
        _ name: String, of archive: ZipArchive, limit: Int, vocabulary: XMLVocabulary,
        handler: any XMLStreamHandler
    ) throws(SheetError) {
        self.archive = archive
        part = try archive.open(name, limit: limit)
        stream = XMLStream(vocabulary: vocabulary, handler: handler)
        piece = .allocate(byteCount: Self.pieceBytes, alignment: 8)
    }

    deinit { piece.deallocate() }

    /// Gives the handler the events of the next piece; at the end of the part `isAtEnd` is set.
    func advance() throws(SheetError) {
        let taken = try part.read(into: piece)
        do {
            if taken == 0 {
                isAtEnd = true
                try stream.finish()
            } else {
                let bytes = UnsafeRawBufferPointer(rebasing: piece[..<taken])
                try stream.feed(bytes.bindMemory(to: UInt8.self))
            }
        } catch {
            throw translated(error)
        }
    }

    /// - Parameter failure: What the handler found to stop at, asked after each piece.
    func readAll(unless failure: () -> SheetError? = { nil }) throws(SheetError) {
        while !isAtEnd {
            try advance()
            if let failure = failure() { throw failure }
        }
    }

    private func translated(_ error: XMLError) -> SheetError {
        let fault =
            switch error.kind {
            case .encoding(let found): "encoding \(found)"
            case .badUTF8: "bad UTF-8"
            case .forbiddenCharacter(let code): "character \(code)"
            case .documentType: "document type declaration"
            case .limit(let limit): "limit of \(limit.rawValue)"
            case .contentAfterRoot: "content after the end"
            case .malformed(let code): "malformed XML (\(code))"
            }
        return .badXML(name: archive.name, part: part.name, line: error.line, fault: fault)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The text of bytes that are known to be UTF-8.
    var string: String { String(decoding: self, as: UTF8.self) }

}

extension UnsafeBufferPointer<XMLStreamAttribute> {
    /// The value of an attribute without a namespace.
    func value(of name: StaticString) -> XMLBytes? {
        first { $0.name == 0 && $0.local.matches(name) }?.value
    }

    /// The value of an attribute of the vocabulary.
    func value(ofCode code: Int) -> XMLBytes? { first { $0.name == code }?.value }

    /// Whether an attribute says `1`, `true` or `on`.
    func isTrue(_ name: StaticString) -> Bool {
        guard let value = value(of: name) else { return false }
        return value.matches("1") || value.matches("true") || value.matches("on")
    }
}

extension UnsafeBufferPointer<UInt8> {
    @inline(__always)
    func matches(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        let start = text.utf8Start
        for index in 0..<count where self[index] != start[index] { return false }
        return true
    }

    /// A whole number of at most nine digits.
    var smallInteger: Int? {
        guard !isEmpty, count <= 9 else { return nil }
        var value = 0
        for byte in self {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }
}
