import Invoicing

/// What is said of a unit whose key or secret is not on this computer.
enum KeyWords {
    private static func enrol(_ unit: String) -> String {
        "sijil cert enrol --unit \(ShellText.quoted(unit))"
    }

    static func elsewhere(_ unit: String) -> (problem: Bilingual, remedy: Bilingual) {
        (
            Bilingual(
                en: "the key of unit \(unit) is not on this computer: it issues elsewhere, or its "
                    + "key is lost",
                ar: "مفتاح الوحدة \(unit) ليس على هذا الحاسوب: فهي تصدر من غيره أو ضاع مفتاحها"),
            Bilingual(en: "if it is lost: \(enrol(unit))", ar: "إن ضاع: ‎\(enrol(unit))‎")
        )
    }

    static func noSecret(_ unit: String) -> (problem: Bilingual, remedy: Bilingual) {
        (
            Bilingual(
                en: "the secret of unit \(unit)'s certificate is not on this computer, and without "
                    + "it nothing can be sent",
                ar: "سر شهادة الوحدة \(unit) ليس على هذا الحاسوب، ولا يُرسل شيء من دونه"),
            Bilingual(
                en: "put its file back into the key folder; if it is lost: \(enrol(unit))",
                ar: "أعد ملفه إلى مجلد المفاتيح؛ فإن ضاع: ‎\(enrol(unit))‎")
        )
    }
}
