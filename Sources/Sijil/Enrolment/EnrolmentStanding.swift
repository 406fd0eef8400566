public import Invoicing
import Ledger

/// Where an enrolment stands that is under way or was cut short, for a person who looks.
extension Workplace {
    /// One sentence for each unit that has no certificate in use, or is on its way to another one.
    /// Opens no key.
    public func enrolmentStandings() throws -> [Bilingual] {
        try ledger.units().compactMap { unit in
            if let pending = try pending(of: unit) {
                return Bilingual(
                    en: "unit \(unit.name): \(pending.text.en)",
                    ar: "الوحدة \(unit.name): \(pending.text.ar)")
            }
            guard try ledger.activeCertificate(unit: unit.name) == nil else { return nil }
            return Bilingual(
                en: "unit \(unit.name) has no certificate in use; next: a one-time code, then "
                    + "sijil cert enrol",
                ar: "ليس للوحدة \(unit.name) شهادة مستعملة؛ التالي: رمز لمرة واحدة ثم sijil cert "
                    + "enrol")
        }
    }
}
