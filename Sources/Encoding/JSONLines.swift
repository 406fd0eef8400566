/// JSON Lines: one JSON value a line.
public enum JSONLines {
    public struct Line: Equatable, Sendable {
        /// From 1, blank lines counted.
        public let number: Int
        /// Without its line end.
        public let range: Range<Int>
    }

    /// The lines that hold more than blanks; LF and CR LF both end a line, the last needs no end.
    public static func split(_ bytes: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var start = 0
        var number = 1
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            var last = end
            if last > start, bytes[last - 1] == 0x0D { last -= 1 }
            if bytes[start..<last].contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) {
                lines.append(Line(number: number, range: start..<last))
            }
            start = end + 1
            number += 1
        }
        return lines
    }
}
