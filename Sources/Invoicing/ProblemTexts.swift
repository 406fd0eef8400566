/// The words of every problem a draft can have, in both languages, one entry a rule.
///
/// `{v}` in a sentence stands for the value as given, `{d}` for what it was compared with. Rules of
/// the official validator keep their ids; `SJL-…` are Sijil's own, and `ProblemTexts.rules` is
/// their closed list.
public enum ProblemTexts {
    struct Entry: Sendable {
        let message: Bilingual
        let remedy: Bilingual
    }

    /// Every rule id a problem of a draft can carry.
    public static let rules: [String] = entries.keys.sorted()

    /// What a rule says, with `…` in place of the values.
    public static func explanation(of rule: String) -> (message: Bilingual, remedy: Bilingual)? {
        guard let entry = entries[rule] else { return nil }
        return (filled(entry.message, "…", "…"), filled(entry.remedy, "…", "…"))
    }

    static func problem(
        _ rule: String, _ severity: Problem.Severity = .error, path: String, value: String?,
        detail: String = "", proposals: [Bilingual] = []
    ) -> Problem {
        guard let entry = entries[rule] else { preconditionFailure("no words for rule \(rule)") }
        // A huge value is shown by its beginning: the message must stay readable.
        var shown = value ?? ""
        if shown.unicodeScalars.count > 200 {
            shown = String(String.UnicodeScalarView(shown.unicodeScalars.prefix(200))) + "…"
        }
        return Problem(
            rule: rule, severity: severity, path: path, value: value == nil ? nil : shown,
            message: filled(entry.message, shown, detail),
            remedy: proposals.reduce(filled(entry.remedy, shown, detail)) {
                Bilingual(en: "\($0.en); \($1.en)", ar: "\($0.ar)؛ \($1.ar)")
            })
    }

    private static let entries: [String: Entry] = {
        var entries: [String: Entry] = [:]
        for row in formRows + headerRows + buyerRows + lineRows + vatRows + moneyRows {
            for rule in row.rules {
                precondition(entries[rule] == nil, "two texts for one rule")
                entries[rule] = Entry(message: row.message, remedy: row.remedy)
            }
        }
        return entries
    }()

    private static func filled(_ text: Bilingual, _ value: String, _ detail: String) -> Bilingual {
        Bilingual(en: filled(text.en, value, detail), ar: filled(text.ar, value, detail))
    }

    /// Looks at bytes: a late sheet has a warning for every row, and characters are costly to find.
    private static func filled(_ text: String, _ value: String, _ detail: String) -> String {
        var out = ""
        var rest = text[...]
        while let brace = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            out += rest[..<brace]
            let tail = rest[brace...]
            out += tail.utf8.dropFirst().first == UInt8(ascii: "v") ? value : detail
            rest = Substring(tail.utf8.dropFirst(3))
        }
        return out.isEmpty ? String(rest) : out + rest
    }
}

/// Some rules and their words.
struct ProblemRow: Sendable {
    let rules: [String]
    let message: Bilingual
    let remedy: Bilingual

    init(_ rules: String..., en: String, ar: String, do remedy: String, ar remedyInArabic: String) {
        self.rules = rules
        message = Bilingual(en: en, ar: ar)
        self.remedy = Bilingual(en: remedy, ar: remedyInArabic)
    }
}
