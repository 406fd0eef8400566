public import Invoicing

/// Why a guided setup cannot begin. Nothing was made.
public enum SetupRefusal: ExplainedError, Equatable {
    /// There is nobody to talk with.
    case noTerminal

    public var code: String { "setup-needs-terminal" }

    public var problem: Bilingual {
        Bilingual(
            en: "setup talks with a person, and this is no terminal",
            ar: "الأمر \u{200E}sijil setup\u{200E} يحاور شخصًا، وليست هنا طرفية")
    }

    public var remedy: Bilingual {
        Bilingual(
            en: "scripts use `sijil init` with a seller file, then `sijil cert enrol --otp -`",
            ar: "تستعمل البرامج الأمر \u{200E}sijil init\u{200E} مع ملف البائع ثم "
                + "\u{200E}sijil cert enrol --otp -\u{200E}")
    }
}
