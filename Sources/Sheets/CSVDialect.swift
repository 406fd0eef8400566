/// How a CSV is written.
public struct CSVDialect: Hashable, Sendable {
    public enum Certainty: String, Hashable, Sendable {
        /// A first line `sep=…` says so, or the caller did.
        case declared
        /// No other separator gives more than one column.
        case certain
        /// The most consistent of several.
        case guessed
    }

    public var encoding: TextEncoding
    /// `,` `;` tab or `|`.
    public var separator: Character
    public var separatorCertainty: Certainty

    static let separators: [UInt8] = [
        UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
    ]

    var separatorByte: UInt8 { separator.asciiValue ?? UInt8(ascii: ",") }

    /// Of the first line `sep=;`, quoted or not.
    ///
    /// - Returns: The separator and the length of the line with its end.
    static func declaration(_ sample: UnsafeBufferPointer<UInt8>) -> (
        separator: UInt8, length: Int
    )? {
        var index = 0
        let isQuoted = sample.first == 0x22
        if isQuoted { index = 1 }
        for expected in "sep=".utf8 {
            guard index < sample.count, sample[index] | 0x20 == expected | 0x20 else { return nil }
            index += 1
        }
        guard index < sample.count, separators.contains(sample[index]) else { return nil }
        let separator = sample[index]
        index += 1
        if isQuoted {
            guard index < sample.count, sample[index] == 0x22 else { return nil }
            index += 1
        }
        guard index < sample.count else { return (separator, index) }
        if sample[index] == 0x0A { return (separator, index + 1) }
        guard sample[index] == 0x0D else { return nil }
        let isPair = index + 1 < sample.count && sample[index + 1] == 0x0A
        return (separator, index + (isPair ? 2 : 1))
    }

    /// The separator by which most records have the same number of fields, more than one.
    static func sniff(
        _ sample: UnsafeBufferPointer<UInt8>, isWhole: Bool
    ) -> (separator: UInt8, certainty: Certainty) {
        var best: (separator: UInt8, share: Int, fields: Int)?
        var candidates = 0
        for separator in separators {
            guard let (share, fields) = consistency(sample, isWhole: isWhole, of: separator) else {
                continue
            }
            candidates += 1
            guard let known = best else {
                best = (separator, share, fields)
                continue
            }
            if share > known.share || (share == known.share && fields > known.fields) {
                best = (separator, share, fields)
            }
        }
        if let best { return (best.separator, candidates == 1 ? .certain : .guessed) }
        // One column, or damage in the first rows that the reader will name.
        let line = sample.prefix { $0 != 0x0A && $0 != 0x0D }
        let counts = separators.map { separator in line.count { $0 == separator } }
        let most = counts.max() ?? 0
        let index = counts.firstIndex(of: most) ?? 0
        return (separators[index], most == 0 ? .certain : .guessed)
    }

    /// - Returns: How many in a thousand records have the commonest number of fields, and that
    ///   number; `nil` if it is 1 or the quotation marks contradict the separator.
    private static func consistency(
        _ sample: UnsafeBufferPointer<UInt8>, isWhole: Bool, of separator: UInt8
    ) -> (share: Int, fields: Int)? {
        var parser = CSVParser(separator: separator, maximumFields: 16_384)
        var index = 0
        var records = 0
        var counts: [Int: Int] = [:]
        // A quotation mark within a field that does not begin with one: the separator may be wrong.
        var strayed = 0
        reading: while records < 200 {
            switch parser.parse(sample, from: index, isLast: isWhole) {
            case .record(let next):
                index = next
                let isBlank = parser.fields.allSatisfy { $0.start == $0.end }
                if isBlank { continue }
                records += 1
                counts[parser.fields.count, default: 0] += 1
                if parser.fields.contains(where: { isStrayed($0, in: sample) }) { strayed += 1 }
            case .end, .needsMore: break reading
            case .openQuote, .textAfterQuote, .tooManyFields: return nil
            }
        }
        // A title above the rows has one field.
        counts[1] = nil
        // More fields win where two numbers are as common.
        guard let (fields, count) = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
            count > strayed
        else { return nil }
        return ((count - strayed) * 1_000 / records, fields)
    }

    private static func isStrayed(
        _ field: CSVParser.Field, in sample: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let isQuoted = field.start > 0 && sample[field.start - 1] == 0x22
        return !isQuoted && sample[field.start..<field.end].contains(0x22)
    }
}
