import Invoicing

/// What a rule says to people.
struct RuleText {
    let message: Bilingual
    let mend: Bilingual
}

enum RuleTexts {
    static func text(of id: RuleID) -> RuleText {
        RuleText(
            message: Bilingual(en: id.rawValue, ar: id.rawValue), mend: Bilingual(en: "", ar: ""))
    }
}
