import Encoding
import Invoicing
import Sijil

/// What is due, as it is printed: the sum first, then one document a line, the most pressing first,
/// and at the end the one command to run.
extension Console {
    func show(_ status: SubmissionStatus) {
        out(status.summary)
        for document in status.due {
            out("  " + Visible.text(document.number) + "  " + document.facts(language))
        }
        if status.count > status.due.count {
            let more = status.count - status.due.count
            out(Bilingual(en: "  and \(more) more", ar: "  و\(more) غيرها"))
        }
        for incident in status.incidents { out(incident.text) }
        for advice in status.advice { out(advice) }
        for life in status.lives { out(life.line) }
    }
}

extension SubmissionStatus {
    var json: JSONValue {
        [
            "due": .array(due.map(\.json)), "count": JSONValue(count),
            "overdue": JSONValue(overdue), "due_within_hour": JSONValue(pressing),
            "stranded": JSONValue(stranded), "unknown_too_long": JSONValue(forgotten),
            "incidents": .array(
                incidents.map {
                    [
                        "unit": .string($0.unit), "since": .string($0.began.description),
                        "cause": .string($0.isLine ? "line" : "authority"),
                    ]
                }),
            "certificates": .array(
                lives.map {
                    [
                        "unit": .string($0.unit), "not_after": .string($0.notAfter.description),
                        "days": JSONValue($0.days), "level": .string($0.level.rawValue),
                    ]
                }),
        ]
    }

    fileprivate var summary: Bilingual {
        count == 0
            ? Bilingual(en: "nothing is due", ar: "لا شيء مستحق")
            : Bilingual(
                en: "to submit: \(count); overdue: \(overdue); due within the hour: \(pressing)",
                ar: "للإرسال: \(count)؛ متأخرة: \(overdue)؛ تستحق خلال ساعة: \(pressing)")
    }

    /// What to do, the one command first.
    fileprivate var advice: [Bilingual] {
        var advice: [Bilingual] = []
        if count > stranded + forgotten {
            advice.append(Bilingual(en: "→ run: sijil submit", ar: "← شغّل: sijil submit"))
        }
        if forgotten > 0 {
            advice.append(
                Bilingual(
                    en: "→ \(forgotten) sent more than 24 hours ago without an answer: look on the "
                        + "portal whether they arrived; if not: sijil submit NUMBER --resend",
                    ar: "← \(forgotten) أُرسلت قبل أكثر من 24 ساعة بلا رد: تحقق في البوابة من "
                        + "وصولها، فإن لم تصل: sijil submit NUMBER --resend"))
        }
        if stranded > 0 {
            advice.append(
                Bilingual(
                    en: "→ \(stranded) cannot be sent from here: enrol the unit (sijil cert "
                        + "enrol), then submit; if it cannot be enrolled, fill in the authority's "
                        + "failure form with: sijil status --json",
                    ar: "← \(stranded) يتعذر إرسالها من هنا: سجّل الوحدة (sijil cert enrol) ثم "
                        + "أرسل؛ فإن تعذر التسجيل فاملأ نموذج الأعطال لدى الهيئة من: "
                        + "sijil status --json"))
        }
        return advice
    }
}

extension SubmissionStatus.Due {
    /// With all that the authority's failure form asks for.
    fileprivate var json: JSONValue {
        [
            "number": .string(number), "unit": .string(unit), "kind": .string(kind),
            "type": .string(type), "icv": JSONValue(icv), "uuid": .string(uuid),
            "state": .string(state.rawValue), "issued_at": .string(issuedAt),
            "total": .string(total), "vat": .string(vat), "currency": .string(currency),
            "seconds_left": secondsLeft.map { JSONValue($0) } ?? nil,
            "unknown_too_long": .bool(isForgotten),
        ]
    }

    /// Numbers first: where a terminal does not turn Arabic round, the line still reads.
    fileprivate func facts(_ language: Language) -> String {
        let kind = Bilingual(
            en: kind, ar: self.kind == "standard" ? "ضريبية" : "مبسطة")
        let parts = [issuedAt, left?(language), kind(language), state.name(language)]
        return parts.compactMap(\.self).joined(separator: "  ")
    }

    private var left: Bilingual? {
        guard let secondsLeft else { return nil }
        let (hours, minutes) = (abs(secondsLeft) / 3_600, abs(secondsLeft) % 3_600 / 60)
        return secondsLeft < 0
            ? Bilingual(
                en: "OVERDUE by \(hours) h \(minutes) min",
                ar: "متأخرة \(hours) س \(minutes) د")
            : Bilingual(
                en: "\(hours) h \(minutes) min left", ar: "بقي \(hours) س \(minutes) د")
    }
}

extension SubmissionStatus.Incident {
    fileprivate var text: Bilingual {
        isLine
            ? Bilingual(
                en: "unit \(unit): no line to the authority since \(began)",
                ar: "الوحدة \(unit): لا اتصال بالهيئة منذ \(began)")
            : Bilingual(
                en: "unit \(unit): the authority is out of order since \(began)",
                ar: "الوحدة \(unit): خدمة الهيئة متعطلة منذ \(began)")
    }
}

extension CertificateLife {
    fileprivate var line: Bilingual {
        text
            ?? Bilingual(
                en: "the certificate of unit \(unit) ends at \(notAfter)",
                ar: "تنتهي شهادة الوحدة \(unit) في \(notAfter)")
    }
}
