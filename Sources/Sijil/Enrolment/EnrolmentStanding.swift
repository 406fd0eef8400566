import Cryptography
import Fatoora
public import Invoicing
import Ledger

/// Where an enrolment stands that is under way or was cut short, for a person who looks.
extension Workplace {
    /// One sentence for each unit on its way to a certificate. Opens no key.
    public func enrolmentStandings() throws -> [Bilingual] {
        try ledger.units().compactMap { try standing(of: $0) }
    }

    private func standing(of unit: UnitRecord) throws -> Bilingual? {
        let attempts = try ledger.attempts(unit: unit.name)
        let newest = try ledger.certificates().last {
            $0.unit == unit.name && $0.class == .compliance
        }
        if let newest, !newest.isEnded,
            try Certificate(der: newest.der).notAfter >= surroundings.now().secondsSince1970
        {
            let done = try ledger.passedSteps(of: newest, attempts).count
            let all = ComplianceStep.needed(for: unit.documents).count
            return Bilingual(
                en: "unit \(unit.name) is on its way to a certificate: the compliance certificate "
                    + "is there, \(done) of \(all) checks have passed; go on with the same command",
                ar: "الوحدة \(unit.name) في طريقها إلى شهادة: شهادة الالتزام موجودة واجتازت "
                    + "\(done) من \(all) فحوص؛ أكمل بالأمر نفسه")
        }
        let open = try ledger.signingKeys(unit: unit.name).last { !$0.hasCertificate }
        guard let open else {
            guard try ledger.activeCertificate(unit: unit.name) == nil else { return nil }
            return Bilingual(
                en: "unit \(unit.name) has no certificate in use; next: a one-time code, then "
                    + "sijil cert enrol",
                ar: "ليس للوحدة \(unit.name) شهادة مستعملة؛ التالي: رمز لمرة واحدة ثم sijil cert "
                    + "enrol")
        }
        let last = attempts.last { $0.signingKeyID == open.id }
        let word = last.map { $0.answer?.outcome ?? "?" } ?? "-"
        let time = last?.recordedAt.description ?? "-"
        return Bilingual(
            en:
                "unit \(unit.name) has a key that waits for its certificate (last request: "
                + "\(time), \(word)); next: a one-time code, then the same command",
            ar: "للوحدة \(unit.name) مفتاح ينتظر شهادته (آخر طلب: \(time)، \(word))؛ التالي: رمز "
                + "لمرة واحدة ثم الأمر نفسه")
    }
}
