/// Text from documents and drafts as it may be shown on a terminal.
enum Visible {
    /// Control characters and bidirectional overrides become `\u{…}`, so that a name can neither
    /// move the cursor nor turn a line round; at most `limit` characters are shown.
    static func text(_ text: String, limit: Int = 300) -> String {
        var shown = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < limit else { return shown + "…" }
            count += 1
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF:
                shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// What to do, in our own words: whole, since it may end in a command, and with the marks
    /// between which commands stand in Arabic.
    static func remedy(_ text: String) -> String {
        let mark: Character = "\u{200E}"
        return text.split(separator: mark, omittingEmptySubsequences: false)
            .map { Self.text(String($0), limit: 2_000) }.joined(separator: String(mark))
    }
}
