import Invoicing
import Ledger
import UBL

/// Why a rejected document is not issued again as it is.
enum ReissueWords {
    static func content(_ number: String, codes: [String]) -> Problem {
        let list = codes.isEmpty ? "-" : codes.joined(separator: ", ")
        return Problem(
            rule: "SJL-REISSUE-CONTENT", path: "/number", value: number,
            message: Bilingual(
                en: "the authority found fault with more than the stamp of \(number): \(list)",
                ar: "لم تعترض الهيئة على ختم \(number) وحده: \(list)"),
            remedy: Bilingual(
                en: "\(byDraft(number).en); \(OpenMatterWords.close(number).en)",
                ar: "\(byDraft(number).ar)؛ \(OpenMatterWords.close(number).ar)"))
    }

    /// The way for what cannot go again as it is.
    static func byDraft(_ number: String) -> Bilingual {
        let quoted = ShellText.quoted(number)
        let write = "sijil draft \(quoted) --as successor > draft.json"
        let issue = "sijil reissue \(quoted) draft.json"
        return Bilingual(
            en: "write its draft, correct that and issue it: \(write), then: \(issue)",
            ar: "اكتب مسودته وصححها وأصدرها: \u{200E}\(write)\u{200E} ثم "
                + "\u{200E}\(issue)\u{200E}")
    }

    static func presentCertificate(_ number: String, unit: String) -> Problem {
        Problem(
            rule: "SJL-REISSUE-CERTIFICATE", path: "/number", value: number,
            message: Bilingual(
                en: "the authority did not take the stamp of \(number), and unit \(unit) stamps "
                    + "with the same certificate still: its successor would be rejected too",
                ar: "لم تقبل الهيئة ختم \(number)، وما زالت الوحدة \(unit) تختم بالشهادة نفسها: "
                    + "فسيُرفض خلفه أيضًا"),
            remedy: Bilingual(
                en: "\(otherCertificate(unit).en); if the authority has put the certificate right: "
                    + "--same-certificate",
                ar: "\(otherCertificate(unit).ar)؛ وإن صححت الهيئة وضع الشهادة: "
                    + "\u{200E}--same-certificate\u{200E}"))
    }

    /// How a unit comes by another certificate.
    static func otherCertificate(_ unit: String) -> Bilingual {
        let unit = ShellText.quoted(unit)
        return Bilingual(
            en: "get the unit another certificate first: sijil cert renew --unit \(unit), or, if "
                + "it was revoked, sijil cert retire --unit \(unit) --as revoked and then "
                + "sijil cert enrol --unit \(unit)",
            ar: "احصل للوحدة على شهادة أخرى أولًا: \u{200E}sijil cert renew --unit \(unit)\u{200E}"
                + "، وإن كانت ملغاة \u{200E}sijil cert retire --unit \(unit) --as revoked\u{200E} "
                + "ثم \u{200E}sijil cert enrol --unit \(unit)\u{200E}")
    }

    static func differs(_ difference: DocumentDifference, _ number: String) -> Problem {
        let quoted = ShellText.quoted(number)
        let term = difference.term.map { "\($0), " } ?? ""
        func shown(_ text: String?) -> String { text.map { "\"\($0.prefix(80))\"" } ?? "-" }
        let (before, now) = (shown(difference.before), shown(difference.now))
        return Problem(
            rule: "SJL-REISSUE-DIFFERS", path: difference.path, value: difference.now,
            message: Bilingual(
                en: "the successor would not say the same (\(term)\(difference.path)): "
                    + "\(before) before, \(now) now",
                ar: "لن يقول الخلف ما قاله المرفوض (\(term)\(difference.path)): كان \(before) "
                    + "وصار \(now)"),
            remedy: Bilingual(
                en: "look at its draft, and if that is right, issue it: sijil draft \(quoted) --as "
                    + "successor | sijil reissue \(quoted) -",
                ar: "انظر مسودته، فإن صحّت فأصدرها: \u{200E}sijil draft \(quoted) --as successor "
                    + "| sijil reissue \(quoted) -\u{200E}"))
    }
}

extension ExplainedError {
    /// The same about one document of several.
    func asProblem(_ number: String? = nil) -> Problem {
        Problem(
            rule: "SJL-" + code.uppercased(), path: "/number", value: number, message: problem,
            remedy: remedy)
    }
}
