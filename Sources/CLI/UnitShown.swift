import Encoding
import Invoicing
import Sijil

/// A unit as it is printed.
extension UnitView {
    var json: JSONValue {
        [
            "unit": .string(name), "serial": .string(serial), "branch": .string(branch),
            "documents": .string(documents), "location": .string(location),
            "industry": .string(industry), "on_renewal": .string(onRenewal),
            "certificates": .array(certificates.map(\.json)),
            "epochs": .array(
                epochs.map {
                    [
                        "epoch": JSONValue($0.epoch), "icv": JSONValue($0.icv),
                        "hash": JSONValue($0.hash),
                    ]
                }),
            "expires_in_days": life.map { JSONValue($0.days) } ?? nil,
            "enrolment": pending.map {
                [
                    "stage": .string($0.stage.rawValue), "renewal": .bool($0.isRenewal),
                    "checks_passed": JSONValue($0.passed), "checks_needed": JSONValue($0.needed),
                    "command": .string($0.command),
                ]
            } ?? nil,
            "unsubmitted": JSONValue(unsubmitted), "missing": .array(missing.map(\.json)),
        ]
    }

    var facts: [(Bilingual, Bilingual)] {
        let texts: [(Bilingual, String)] = [
            (Bilingual(en: "unit", ar: "الوحدة"), name),
            (Bilingual(en: "serial", ar: "الرقم التسلسلي"), serial),
            (Bilingual(en: "branch or TIN", ar: "الفرع أو الرقم المميز"), branch),
            (Bilingual(en: "documents", ar: "المستندات"), documents),
            (Bilingual(en: "location", ar: "الموقع"), location),
            (Bilingual(en: "industry", ar: "النشاط"), industry),
        ]
        let renewal = Bilingual(
            en: onRenewal, ar: onRenewal == "restart" ? "يبدأ العداد من جديد" : "يستمر العداد")
        return texts.map { ($0, Bilingual(en: $1, ar: $1)) }
            + [(Bilingual(en: "on renewal", ar: "عند التجديد"), renewal)]
    }

    var lines: [Bilingual] {
        var lines = epochs.map { epoch in
            let hash = epoch.hash.map { ", \($0)" } ?? ""
            return Bilingual(
                en: "epoch \(epoch.epoch): counter \(epoch.icv)\(hash)",
                ar: "الحقبة \(epoch.epoch): العداد \(epoch.icv)\(hash)")
        }
        lines += missing.map { gap in
            Bilingual(
                en: "not in this file: epoch \(gap.epoch), counters \(gap.first) to \(gap.last)",
                ar: "ليس في هذا الملف: الحقبة \(gap.epoch)، العدادات من \(gap.first) إلى "
                    + "\(gap.last)")
        }
        if let life {
            lines.append(
                Bilingual(
                    en: "the certificate in use ends in \(life.days) days, at \(life.notAfter)",
                    ar: "تنتهي الشهادة المستعملة بعد \(life.days) يومًا، في \(life.notAfter)"))
        } else if pending == nil {
            lines.append(
                Bilingual(
                    en: "no certificate is in use: sijil cert enrol --unit "
                        + ShellText.quoted(name),
                    ar: "لا شهادة مستعملة: sijil cert enrol --unit " + ShellText.quoted(name)))
        }
        if let pending { lines.append(pending.text) }
        let more = unsubmitted == UnitView.unsubmittedLimit ? "≥ " : ""
        lines.append(
            Bilingual(
                en: "documents not submitted: \(more)\(unsubmitted)",
                ar: "مستندات لم تُرسل: \(more)\(unsubmitted)"))
        return lines
    }
}

extension CertificateView {
    var line: Bilingual {
        Bilingual(
            en: "certificate \(serial): \(className), \(state), \(notBefore) … \(notAfter)",
            ar: "الشهادة \(serial): \(classWords.ar)، \(stateWords.ar)، "
                + "\(notBefore) … \(notAfter)")
    }
}
