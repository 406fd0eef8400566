/// Text of somebody else's file, made harmless for a terminal or a page (F14): controls, line ends
/// and characters that turn the writing direction are shown by their code, so that no name can
/// repaint a report.
public enum SafeText {
    /// Longest piece of foreign text in a report, in characters.
    private static let limit = 300

    public static func shown(_ text: String) -> String {
        var out = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < limit else { return out + "…" }
            count += 1
            if isHarmful(scalar) {
                out += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            true
        // Joiners (200C, 200D) belong to Arabic and Persian words; all other format characters are
        // invisible tricks.
        case .format: scalar.value != 0x200C && scalar.value != 0x200D
        default: false
        }
    }
}
