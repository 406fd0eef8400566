/// Text laid out for a screen of fixed columns.
enum TerminalText {
    /// Breaks a text at blanks into lines of at most `columns`; a longer word stands alone,
    /// unbroken, so that it can still be copied.
    static func wrapped(
        _ text: String, columns: Int, first: String = "", rest: String = ""
    ) -> [String] {
        var lines: [String] = []
        var line = first
        var used = width(first)
        var isEmpty = true
        for word in text.split(separator: " ") {
            let wide = width(word)
            if !isEmpty, used + 1 + wide > columns {
                lines.append(line)
                line = rest
                used = width(rest)
                isEmpty = true
            }
            if !isEmpty {
                line += " "
                used += 1
            }
            line += word
            used += wide
            isEmpty = false
        }
        return lines + [line]
    }

    /// Columns that a text takes: marks that sit on a letter and direction marks take none.
    static func width(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { sum, scalar in
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format, .control: sum
            default: sum + 1
            }
        }
    }
}
