import Invoicing

/// The text of a CSV, for files and for standard output.
public enum CSVText {
    /// The byte order mark, the rows above the header, and the header.
    public static func start(_ titles: [String], above: [[SheetOutCell]] = []) -> [UInt8] {
        var out: [UInt8] = [0xEF, 0xBB, 0xBF]
        for row in above { append(row, to: &out) }
        append(titles.map { .text($0) }, to: &out)
        return out
    }

    /// One row with its line end.
    public static func append(_ row: [SheetOutCell], to out: inout [UInt8]) {
        for (index, cell) in row.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            switch cell {
            case .empty: break
            case .text(let text): append(inert(text), to: &out)
            case .number(let number):
                out.append(contentsOf: number.plain.utf8)
            case .amount(let money): money.write(into: &out)
            case .date(let moment): out.append(contentsOf: moment.text.utf8)
            case .boolean(let value): out.append(contentsOf: (value ? "TRUE" : "FALSE").utf8)
            }
        }
        out.append(contentsOf: [0x0D, 0x0A])
    }

    /// A text that no spreadsheet takes for a formula (OWASP's list, full-width forms included).
    static func inert(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return text }
        let active: Set<Unicode.Scalar> = [
            "=", "+", "-", "@", "\t", "\r", "\n", "\0", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}",
            "\u{FF20}",
        ]
        return active.contains(first) ? "'" + text : text
    }

    private static func append(_ text: String, to out: inout [UInt8]) {
        let needsQuotes =
            text.utf8.contains {
                $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D || $0 == 0x3B
            }
            || text.utf8.first == 0x20 || text.utf8.last == 0x20
        guard needsQuotes else { return out.append(contentsOf: text.utf8) }
        out.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { out.append(0x22) }
            out.append(byte)
        }
        out.append(0x22)
    }
}

extension SheetDateTime {
    /// `2026-03-01`, `2026-03-01 10:15:00` or `10:15:00`.
    public var text: String {
        var parts: [String] = []
        if let date { parts.append(date.description) }
        if let secondOfDay {
            let pairs = [secondOfDay / 3_600, secondOfDay / 60 % 60, secondOfDay % 60]
            parts.append(pairs.map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":"))
        }
        return parts.joined(separator: " ")
    }
}
