/// Finds the fields of one record in bytes of UTF-8.
///
/// A record ends at LF, CR or CRLF, mixed as they come. A field that begins with a quotation mark
/// ends with one, and holds separators, line ends and doubled quotation marks; a mark anywhere else
/// is a character.
struct CSVParser {
    struct Field {
        /// Offsets of the content, without its quotation marks.
        var start: Int
        var end: Int
        var hasDoubledQuotes: Bool
    }

    enum Outcome {
        /// The record ends before this offset, its line end included.
        case record(next: Int)
        /// The bytes end within the record.
        case needsMore
        /// Nothing is left.
        case end
        /// Offset of the field's opening quotation mark.
        case openQuote(Int)
        case textAfterQuote(Int)
        case tooManyFields
    }

    let separator: UInt8
    let maximumFields: Int
    private(set) var fields: [Field] = []

    init(separator: UInt8, maximumFields: Int) {
        self.separator = separator
        self.maximumFields = maximumFields
    }

    /// - Parameter isLast: No bytes follow these.
    mutating func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isLast: Bool
    ) -> Outcome {
        fields.removeAll(keepingCapacity: true)
        var index = start
        let count = bytes.count
        if index >= count { return isLast ? .end : .needsMore }
        while true {
            var field = Field(start: index, end: index, hasDoubledQuotes: false)
            if index < count, bytes[index] == 0x22 {
                let quote = index
                field.start = quote + 1
                guard let close = Self.closingQuote(bytes, from: quote + 1, &field) else {
                    return isLast ? .openQuote(quote) : .needsMore
                }
                field.end = close
                index = close + 1
                if index == count, !isLast { return .needsMore }
                if index < count, bytes[index] != separator, !Self.isLineEnd(bytes[index]) {
                    return .textAfterQuote(quote)
                }
            } else {
                while index < count, bytes[index] != separator, !Self.isLineEnd(bytes[index]) {
                    index += 1
                }
                field.end = index
            }
            if fields.count >= maximumFields { return .tooManyFields }
            fields.append(field)
            if index >= count { return isLast ? .record(next: count) : .needsMore }
            if bytes[index] == separator {
                index += 1
                continue
            }
            if bytes[index] == 0x0A { return .record(next: index + 1) }
            // A carriage return, and perhaps a line feed that is not here yet.
            if index + 1 == count { return isLast ? .record(next: count) : .needsMore }
            return .record(next: bytes[index + 1] == 0x0A ? index + 2 : index + 1)
        }
    }

    @inline(__always)
    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private static func closingQuote(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ field: inout Field
    ) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == 0x22 {
                guard index + 1 < bytes.count, bytes[index + 1] == 0x22 else { return index }
                field.hasDoubledQuotes = true
                index += 1
            }
            index += 1
        }
        return nil
    }
}
