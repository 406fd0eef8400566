public import Invoicing

extension CSIDRefusal {
    public var message: Bilingual { words.message }
    public var remedy: Bilingual { words.remedy }

    var words: Words {
        switch self {
        case .missingOneTimeCode, .invalidOneTimeCode: codeWords
        case .missingRequest, .invalidRequest: requestWords
        case .missingComplianceSteps(let steps): Self.stepWords(steps)
        case .missingComplianceRequestID, .invalidComplianceRequestID, .missingComplianceCSID,
            .invalidComplianceCSID:
            complianceWords
        case .missingProductionCSID, .invalidProductionCSID: productionWords
        case .unrecognised(let code, let text):
            Words(
                "the authority refused" + (code.map { " with \($0)" } ?? "") + ": "
                    + text.prefix(300),
                "رفضت الهيئة الطلب" + (code.map { " بالرمز \($0)" } ?? "") + ": "
                    + text.prefix(300),
                do: "run the same command again later; if it stays, show this answer to the "
                    + "authority's support",
                "أعد الأمر نفسه لاحقًا، فإن تكرر فاعرض هذا الرد على دعم الهيئة")
        }
    }

    private var codeWords: Words {
        if case .missingOneTimeCode = self {
            return Words(
                "the authority got no one-time code", "لم يصل رمز التحقق إلى الهيئة",
                do: "fetch a code on the portal and give it with --otp; if you did, see whether a "
                    + "proxy takes headers out",
                "اطلب رمزًا من البوابة وأدخله مع ‎--otp، فإن كنت فعلت فتحقق من وكيل يحذف الترويسات")
        }
        return Words(
            "the authority does not accept the one-time code: it is wrong, used, or older than "
                + "an hour",
            "لا تقبل الهيئة رمز التحقق: هو خاطئ أو مستعمل أو مضى عليه أكثر من ساعة",
            do: "fetch a new code on the portal of this environment, for this VAT number, and "
                + "run the same command again",
            "اطلب رمزًا جديدًا من بوابة هذه البيئة لهذا الرقم الضريبي ثم أعد الأمر نفسه")
    }

    private var requestWords: Words {
        if case .missingRequest = self {
            return Words(
                "the authority got no certificate request", "لم يصل طلب الشهادة إلى الهيئة",
                do: "run the same command again; if it stays, install a newer Sijil",
                "أعد الأمر نفسه، فإن تكرر فثبّت إصدارًا أحدث من سجل")
        }
        return Words(
            "the authority does not accept the certificate request",
            "لا تقبل الهيئة طلب الشهادة",
            do: "compare VAT number, names and document kinds with the portal by cert request, "
                + "and check that the ledger is for this environment",
            "قارن الرقم الضريبي والأسماء وأنواع المستندات بما في البوابة بالأمر cert request، "
                + "وتأكد من أن السجل لهذه البيئة")
    }

    private static func stepWords(_ steps: [ComplianceStep]) -> Words {
        let names = Bilingual(
            en: steps.map(\.name.en).joined(separator: ", "),
            ar: steps.map(\.name.ar).joined(separator: "، "))
        let list = steps.isEmpty ? Bilingual(en: "", ar: "") : names
        return Words(
            "the compliance checks are not complete" + (steps.isEmpty ? "" : ": \(list.en)"),
            "فحوص الالتزام غير مكتملة" + (steps.isEmpty ? "" : ": \(list.ar)"),
            do: "run the same command again: it sends the documents that are missing; if they "
                + "are of a kind that this unit does not issue, correct the document map",
            "أعد الأمر نفسه وسيرسل المستندات الناقصة، فإن كانت من نوع لا تصدره هذه الوحدة "
                + "فصحح أنواع المستندات")
    }

    private var complianceWords: Words {
        let again = Bilingual(
            en: "fetch a new one-time code and begin the enrolment again with the same command",
            ar: "اطلب رمز تحقق جديدًا وابدأ التسجيل من جديد بالأمر نفسه")
        return switch self {
        case .missingComplianceRequestID:
            Words(
                Bilingual(
                    en: "the number of the compliance request did not reach the authority",
                    ar: "لم يصل رقم طلب الالتزام إلى الهيئة"), again)
        case .invalidComplianceRequestID:
            Words(
                Bilingual(
                    en: "the authority does not know the number of the compliance request",
                    ar: "لا تعرف الهيئة رقم طلب الالتزام"), again)
        case .missingComplianceCSID:
            Words(
                Bilingual(
                    en: "the compliance certificate did not reach the authority",
                    ar: "لم تصل شهادة الالتزام إلى الهيئة"), again)
        default:
            Words(
                Bilingual(
                    en: "the authority does not accept the compliance certificate: it has ended, "
                        + "was replaced, or belongs to another environment",
                    ar: "لا تقبل الهيئة شهادة الالتزام: انتهت أو استُبدلت أو هي لبيئة أخرى"),
                again)
        }
    }

    private var productionWords: Words {
        if case .missingProductionCSID = self {
            return Words(
                "the certificate to renew did not reach the authority",
                "لم تصل الشهادة المراد تجديدها إلى الهيئة",
                do: "run the same command again; if it stays, see whether a proxy takes headers "
                    + "out",
                "أعد الأمر نفسه، فإن تكرر فتحقق من وكيل يحذف الترويسات")
        }
        return Words(
            "the authority does not renew this certificate: it has ended, was revoked, or "
                + "belongs to another environment",
            "لا تجدد الهيئة هذه الشهادة: انتهت أو أُلغيت أو هي لبيئة أخرى",
            do: "enrol the unit anew: a certificate can only be renewed before it ends",
            "سجّل الوحدة من جديد، فالشهادة لا تُجدد إلا قبل انتهائها")
    }
}
