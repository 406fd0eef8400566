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
            guard let refusal = document.refusal else { continue }
            out("    " + Visible.text(refusal.message(language), limit: 2_000))
            out("    → " + refusal.remedy(language))
        }
        if status.count > status.due.count {
            let more = status.count - status.due.count
            out(Bilingual(en: "  and \(more) more", ar: "  و\(more) غيرها"))
        }
        for matter in status.open { show(matter) }
        if status.openCount > status.open.count {
            let more = status.openCount - status.open.count
            out(Bilingual(en: "  and \(more) more", ar: "  و\(more) غيرها"))
        }
        if let text = status.byWord { out(text) }
        for incident in status.incidents { out(incident.text) }
        for trouble in status.troubles {
            out(trouble.problem)
            out("→ " + trouble.remedy(language))
        }
        for advice in status.advice { out(advice) }
        for life in status.lives { out(life.line) }
    }

    /// A document that was judged and wants a hand: its facts, what the authority said, what to do.
    private func show(_ matter: OpenMatter) {
        out("  \(Visible.text(matter.number))  \(matter.issuedAt)  \(matter.state.name(language))")
        out("    " + matter.problem(language))
        for message in matter.messages {
            out("    " + Visible.text(message.line(language), limit: 2_000))
        }
        out("    → " + matter.remedy(language))
    }
}

extension SubmissionStatus {
    var json: JSONValue {
        [
            "due": .array(due.map(\.json)), "count": JSONValue(count),
            "overdue": JSONValue(overdue), "due_within_hour": JSONValue(pressing),
            "stranded": JSONValue(stranded), "unknown_too_long": JSONValue(forgotten),
            "open": .array(open.map(\.json)), "open_count": JSONValue(openCount),
            "closed_count": JSONValue(closedCount), "by_word_count": JSONValue(byWordCount),
            "by_word_without_copy_count": JSONValue(byWordWithoutCopyCount),
            "troubles": .array(
                troubles.map {
                    [
                        "unit": JSONValue($0.unit), "code": .string($0.code),
                        "message": $0.problem.json, "remedy": $0.remedy.json,
                    ]
                }),
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
        let waiting = Bilingual(
            en: "waiting for you: \(openCount)", ar: "تنتظرك: \(openCount)")
        if count == 0 {
            guard openCount > 0 else { return Bilingual(en: "nothing is due", ar: "لا شيء مستحق") }
            return Bilingual(
                en: "nothing is left to send; \(waiting.en)",
                ar: "لا شيء بقي للإرسال؛ \(waiting.ar)")
        }
        let due = Bilingual(
            en: "to submit: \(count); overdue: \(overdue); due within the hour: \(pressing)",
            ar: "للإرسال: \(count)؛ متأخرة: \(overdue)؛ تستحق خلال ساعة: \(pressing)")
        guard openCount > 0 else { return due }
        return Bilingual(en: "\(due.en); \(waiting.en)", ar: "\(due.ar)؛ \(waiting.ar)")
    }

    /// What nobody but the firm says is accepted; `nil` where nothing is.
    fileprivate var byWord: Bilingual? {
        guard byWordCount > 0 else { return nil }
        let words = Bilingual(
            en: "accepted by the firm's word alone: \(byWordCount)",
            ar: "مقبولة بقول المنشأة وحده: \(byWordCount)")
        guard byWordWithoutCopyCount > 0 else { return words }
        return Bilingual(
            en: "\(words.en), without the authority's copy: \(byWordWithoutCopyCount) (sijil list "
                + "says which; fetch it from the portal: sijil settle NUMBER --cleared-copy FILE)",
            ar: "\(words.ar)، منها بلا نسخة الهيئة: \(byWordWithoutCopyCount) (يبينها sijil list؛ "
                + "نزّلها من البوابة: sijil settle NUMBER --cleared-copy FILE)")
    }

    /// What to do, the one command first.
    fileprivate var advice: [Bilingual] {
        var advice: [Bilingual] = []
        // A trouble comes first, with its own remedy.
        if count > stranded + forgotten, troubles.isEmpty {
            advice.append(Bilingual(en: "→ run: sijil submit", ar: "← شغّل: sijil submit"))
        }
        if forgotten > 0 {
            advice.append(
                Bilingual(
                    en: "→ \(forgotten) sent, or before a restore perhaps sent, more than 24 "
                        + "hours ago without an answer: look in the portal whether they arrived; "
                        + "one that is not there: sijil submit NUMBER --resend; one that is there, "
                        + "accepted: sijil settle NUMBER --seen-in-portal TEXT",
                    ar: "← \(forgotten) أُرسلت، أو ربما أُرسلت قبل استعادة، قبل أكثر من 24 "
                        + "ساعة بلا رد: تحقق في البوابة من وصولها؛ ما ليس فيها: sijil submit "
                        + "NUMBER --resend؛ وما هو فيها مقبولًا: sijil settle NUMBER "
                        + "--seen-in-portal TEXT"))
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
            "unknown_too_long": .bool(isForgotten), "message": refusal?.message.json ?? nil,
            "remedy": refusal?.remedy.json ?? nil,
        ]
    }

    /// Numbers first: where a terminal does not turn Arabic round, the line still reads.
    fileprivate func facts(_ language: Language) -> String {
        let kind = Bilingual(
            en: kind, ar: self.kind == "standard" ? "ضريبية" : "مبسطة")
        let parts = [issuedAt, left?(language), kind(language), state.name(language)]
        return parts.compactMap(\.self).joined(separator: "  ")
    }

    /// Hours and minutes; from two days on days and hours.
    private var left: Bilingual? {
        guard let secondsLeft else { return nil }
        let span = abs(secondsLeft)
        let (days, hours, minutes) = (span / 86_400, span / 3_600, span % 3_600 / 60)
        let time =
            hours < 48
            ? Bilingual(en: "\(hours) h \(minutes) min", ar: "\(hours) س \(minutes) د")
            : Bilingual(en: "\(days) days \(hours % 24) h", ar: "\(days) يوم \(hours % 24) س")
        return secondsLeft < 0
            ? Bilingual(en: "OVERDUE by \(time.en)", ar: "متأخرة \(time.ar)")
            : Bilingual(en: "\(time.en) left", ar: "بقي \(time.ar)")
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
