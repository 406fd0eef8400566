/// Lines of text above a code, in modules.
///
/// The fonts of the reader are unknown, so the size is taken from the number of characters and is
/// meant to leave room; the quiet zone below stays white whatever happens.
struct SVGCaption {
    /// Whole modules; 0 without text.
    let height: Int
    /// One `<text>` a line, each ended by a line feed.
    let elements: String

    init(_ lines: [String], side: Int) {
        guard let longest = lines.map(\.count).max(), longest > 0 else {
            (height, elements) = (0, "")
            return
        }
        // In tenths of a module; letters of a bold font are up to seven tenths of its size wide.
        let size = min(side * 10 / 16, side * 100 / (longest * 7))
        let pitch = size * 5 / 4
        height = (lines.count * pitch + size / 2 + 9) / 10
        elements = lines.enumerated().map { index, line in
            let isRightToLeft = line.unicodeScalars.contains(where: Self.isRightToLeft)
            let direction =
                isRightToLeft ? " direction=\"rtl\" xml:lang=\"ar\"" : " xml:lang=\"en\""
            return
                "<text x=\"\(Self.decimal(side * 5))\" y=\"\(Self.decimal(pitch * (index + 1)))\""
                + " font-size=\"\(Self.decimal(size))\" font-family=\"sans-serif\""
                + " font-weight=\"bold\" text-anchor=\"middle\"\(direction)>"
                + Self.escaped(line) + "</text>\n"
        }.joined()
    }

    private static func decimal(_ tenths: Int) -> String { "\(tenths / 10).\(tenths % 10)" }

    /// Hebrew and Arabic with their presentation forms.
    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC: true
        default: false
        }
    }

    /// Text as XML 1.0 can carry it; other control characters have no place in a picture.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case _ where scalar.value < 0x20 || (0xFFFE...0xFFFF).contains(scalar.value):
                escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
