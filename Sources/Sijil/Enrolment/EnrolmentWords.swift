import Fatoora
public import Invoicing

extension Enrolment.Step {
    /// What just happened, for a person.
    public var text: Bilingual {
        switch self {
        case .keyMade:
            Bilingual(
                en: "a new key was made and stored, encrypted", ar: "أُنشئ مفتاح جديد وحُفظ مشفرًا")
        case .keyWaited:
            Bilingual(
                en: "going on with the key that an earlier run made",
                ar: "يستمر العمل بالمفتاح الذي أنشأه تشغيل سابق")
        case .goesOn(let passed, let all):
            Bilingual(
                en: "going on where an earlier run stopped: the compliance certificate is there, "
                    + "\(passed) of \(all) checks have passed",
                ar: "يستمر العمل من حيث توقف تشغيل سابق: شهادة الالتزام موجودة واجتازت "
                    + "\(passed) من \(all) فحوص")
        case .complianceCSID:
            Bilingual(
                en: "the authority took the code and gave the compliance certificate",
                ar: "قبلت الهيئة الرمز وأعطت شهادة الالتزام")
        case .checkPassed(let step, let warnings):
            Bilingual(
                en: "passed: \(step.name.en)" + (warnings > 0 ? ", warnings: \(warnings)" : ""),
                ar: "اجتاز الفحص: \(step.name.ar)"
                    + (warnings > 0 ? "، التحذيرات: \(warnings)" : ""))
        case .renewedAtOnce:
            Bilingual(en: "the authority renewed at once", ar: "جددت الهيئة الشهادة مباشرة")
        case .checksWanted:
            Bilingual(
                en: "the authority wants the compliance checks again",
                ar: "تطلب الهيئة فحوص الالتزام من جديد")
        case .renewalBecameEnrolment:
            Bilingual(
                en: "the old certificate can no longer be renewed: going on as a new enrolment",
                ar: "لم يعد تجديد الشهادة القديمة ممكنًا، ويستمر العمل كتسجيل جديد")
        case .rehearsed:
            Bilingual(
                en:
                    "rehearsed: the sandbox hands out ready-made certificates that are for "
                    + "nobody's key, so nothing can be stamped in this ledger",
                ar:
                    "تمت التجربة: بيئة المطورين تعطي شهادات جاهزة ليست لمفتاح أحد، فلا يمكن ختم "
                    + "شيء في هذا السجل")
        case .alreadyConnected:
            Bilingual(
                en: "nothing to do: the unit is connected already; to replace its certificate, "
                    + "`sijil cert renew`, or end it first with `sijil cert retire`",
                ar: "لا شيء يلزم: الوحدة متصلة من قبل؛ ولاستبدال شهادتها `sijil cert renew`، أو "
                    + "أنهها أولًا بالأمر `sijil cert retire`")
        case .production:
            Bilingual(
                en: "the production certificate is stored and in use",
                ar: "حُفظت شهادة الإنتاج وهي قيد الاستعمال")
        }
    }
}
