/// The rows of a CSV.
final class CSVRows: RowSource {
    private static let pieceBytes = 1 << 18

    private let source: ByteSource
    private let limits: SheetLimits
    private var decoder: TextDecoder
    private var parser: CSVParser
    private let piece: UnsafeMutableRawBufferPointer
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// What of `buffer` is filled, and where the next record begins in it.
    private var filled = 0
    private var position = 0
    private var isAtEnd = false
    private var line = 1
    private var number = 0
    private var cells = 0
    private var scratch: [UInt8] = []

    /// Reads from the start of the source, past a line `sep=;`.
    init(_ source: ByteSource, dialect: CSVDialect, limits: SheetLimits) throws(SheetError) {
        self.source = source
        self.limits = limits
        decoder = TextDecoder(dialect.encoding)
        parser = CSVParser(separator: dialect.separatorByte, maximumFields: limits.columns)
        piece = .allocate(byteCount: Self.pieceBytes, alignment: 8)
        capacity = TextDecoder.capacity(for: Self.pieceBytes) + Self.pieceBytes
        buffer = .allocate(capacity: capacity)
        source.rewind()
        try fill()
        if let declared = CSVDialect.declaration(text) {
            position = declared.length
            line = 2
        }
    }

    deinit {
        piece.deallocate()
        buffer.deallocate()
    }

    private var text: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: buffer, count: filled)
    }

    /// The separator that a first line declares, or that the first rows tell.
    func separator() -> (separator: UInt8, certainty: CSVDialect.Certainty) {
        if let declared = CSVDialect.declaration(text) { return (declared.separator, .declared) }
        return CSVDialect.sniff(text, isWhole: source.isAtEnd)
    }

    /// Drops what is read and decodes one more piece behind what is left.
    private func fill() throws(SheetError) {
        let rest = filled - position
        if position > 0 {
            buffer.update(from: buffer + position, count: rest)
            filled = rest
            position = 0
        }
        let needed = rest + TextDecoder.capacity(for: Self.pieceBytes)
        if needed > capacity {
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: needed * 2)
            larger.update(from: buffer, count: rest)
            buffer.deallocate()
            buffer = larger
            capacity = needed * 2
        }
        let taken = try source.read(into: piece)
        if taken == 0 {
            isAtEnd = true
            guard decoder.isComplete else { throw broken() }
            return
        }
        let bytes = UnsafeRawBufferPointer(rebasing: piece[..<taken])
        guard let written = decoder.decode(bytes, into: buffer + filled) else { throw broken() }
        filled += written
    }

    /// The line is that of the record at which the bytes ran out: close enough to find it.
    private func broken() -> SheetError {
        .badText(name: source.name, line: line, fault: .brokenUTF16)
    }

    func next(into row: inout SheetRow) throws(SheetError) -> Bool {
        while true {
            switch parser.parse(text, from: position, isLast: isAtEnd) {
            case .end: return false
            case .needsMore:
                if filled - position > limits.rowBytes { throw tooLong() }
                try fill()
            case .openQuote(let offset): throw fault(.openQuote, at: offset)
            case .textAfterQuote(let offset): throw fault(.textAfterQuote, at: offset)
            case .tooManyFields: throw limit(.columns, limits.columns)
            case .record(let next):
                number += 1
                if number > limits.rows { throw limit(.rows, limits.rows) }
                let startLine = line
                line += lineEnds(position, next)
                let hasCells = try take(into: &row, line: startLine)
                position = next
                if hasCells { return true }
            }
        }
    }

    /// - Returns: False if all fields are empty.
    private func take(into row: inout SheetRow, line: Int) throws(SheetError) -> Bool {
        row.cells.removeAll(keepingCapacity: true)
        row.number = number
        row.line = line
        row.isHidden = false
        let fields = parser.fields
        row.width = fields.count
        for index in 0..<fields.count {
            let field = fields[index]
            let length = field.end - field.start
            if length == 0 { continue }
            if length > limits.cellBytes { throw limit(.cellBytes, limits.cellBytes) }
            let bytes = UnsafeBufferPointer(start: buffer + field.start, count: length)
            let string =
                field.hasDoubledQuotes
                ? undoubled(bytes) : String(decoding: bytes, as: UTF8.self)
            row.cells.append(SheetCell(value: .text(string), column: index + 1))
        }
        cells += row.cells.count
        if cells > limits.cells { throw limit(.cells, limits.cells) }
        return !row.cells.isEmpty
    }

    private func undoubled(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        scratch.removeAll(keepingCapacity: true)
        var index = 0
        while index < bytes.count {
            scratch.append(bytes[index])
            index += bytes[index] == 0x22 ? 2 : 1
        }
        return String(decoding: scratch, as: UTF8.self)
    }

    private func lineEnds(_ start: Int, _ end: Int) -> Int {
        // Only a quoted field can hold more line ends than the record's own.
        guard parser.fields.contains(where: { $0.start > 0 && buffer[$0.start - 1] == 0x22 }) else {
            return 1
        }
        var count = 0
        var index = start
        while index < end {
            if buffer[index] == 0x0A || (buffer[index] == 0x0D && !isFollowedByLineFeed(index)) {
                count += 1
            }
            index += 1
        }
        return count
    }

    private func isFollowedByLineFeed(_ index: Int) -> Bool {
        index + 1 < filled && buffer[index + 1] == 0x0A
    }

    private func tooLong() -> SheetError {
        // A record as long as this is nearly always a quotation mark that nobody closed.
        let quote = text[position...].firstIndex(of: 0x22)
        guard let quote else { return limit(.rowBytes, limits.rowBytes) }
        return fault(.openQuote, at: quote)
    }

    private func fault(_ fault: SheetError.TextFault, at offset: Int) -> SheetError {
        .badText(name: source.name, line: line + lineEndsBefore(offset), fault: fault)
    }

    private func lineEndsBefore(_ offset: Int) -> Int {
        var count = 0
        for index in position..<offset
        where buffer[index] == 0x0A || (buffer[index] == 0x0D && !isFollowedByLineFeed(index)) {
            count += 1
        }
        return count
    }

    private func limit(_ limit: SheetError.Limit, _ value: Int) -> SheetError {
        .limit(name: source.name, part: "line \(line)", limit: limit, value: value)
    }
}
