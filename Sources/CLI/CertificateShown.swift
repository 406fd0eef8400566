import Encoding
import Invoicing
import Sijil

/// A certificate as it is printed.
extension CertificateView {
    var json: JSONValue {
        [
            "unit": .string(unit), "serial": .string(serial), "issuer": .string(issuer),
            "class": .string(className), "state": .string(state), "key": .string(keyID),
            "not_before": .string(notBefore.description),
            "not_after": .string(notAfter.description),
            "events": .array(
                events.map {
                    [
                        "event": .string($0.name),
                        "effective_at": .string($0.effectiveAt.description),
                        "recorded_at": .string($0.recordedAt.description),
                        "note": JSONValue($0.note),
                    ]
                }),
            "documents": .array(
                uses.map {
                    [
                        "epoch": JSONValue($0.epoch), "icv_first": JSONValue($0.first),
                        "icv_last": JSONValue($0.last), "count": JSONValue($0.documents),
                    ]
                }),
        ]
    }

    var facts: [(Bilingual, Bilingual)] {
        func same(_ text: String) -> Bilingual { Bilingual(en: text, ar: text) }
        return [
            (Bilingual(en: "serial number", ar: "الرقم التسلسلي"), same(serial)),
            (Bilingual(en: "unit", ar: "الوحدة"), same(unit)),
            (Bilingual(en: "class", ar: "الصنف"), classWords),
            (Bilingual(en: "state", ar: "الحالة"), stateWords),
            (Bilingual(en: "issuer", ar: "المصدر"), same(issuer)),
            (Bilingual(en: "key", ar: "المفتاح"), same(keyID)),
            (Bilingual(en: "valid", ar: "الصلاحية"), same("\(notBefore) … \(notAfter)")),
        ]
    }

    var classWords: Bilingual {
        Bilingual(en: className, ar: className == "production" ? "إنتاجية" : "للامتثال")
    }

    var stateWords: Bilingual {
        let arabic =
            switch state {
            case "active": "مستعملة"
            case "installed", "stored": "محفوظة"
            case "activated": "بدأ استعمالها"
            case "superseded": "حلت أخرى محلها"
            case "revoked": "ملغاة"
            case "compromised": "مكشوفة المفتاح"
            default: "انتهى استعمالها"
            }
        return Bilingual(en: state, ar: arabic)
    }
}

extension CertificateView.Event {
    var text: Bilingual {
        let end = note.map { " (\($0))" } ?? ""
        return Bilingual(
            en: "\(name): effective \(effectiveAt), recorded \(recordedAt)\(end)",
            ar: "\(word): نافذ من \(effectiveAt)، سُجل في \(recordedAt)\(end)")
    }

    private var word: String {
        switch name {
        case "installed": "حُفظت"
        case "activated": "بدأ استعمالها"
        case "superseded": "حلت أخرى محلها"
        case "revoked": "أُلغيت"
        case "compromised": "انكشف مفتاحها"
        default: "أُنهي استعمالها"
        }
    }
}

extension Console {
    /// Says on standard error which certificates end soon.
    func warn(of workplace: Workplace, from level: CertificateLife.Level = .warning) {
        let levels: [CertificateLife.Level] =
            level == .notice ? [.notice, .warning, .urgent, .ended] : [.warning, .urgent, .ended]
        for life in (try? workplace.lives()) ?? [] where levels.contains(life.level) {
            if let text = life.text { note(text) }
        }
    }
}
