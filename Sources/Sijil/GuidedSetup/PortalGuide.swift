import EGS
import Fatoora
import Invoicing

/// The steps that only a person can take: the portal has no interface for programs.
struct PortalGuide {
    let environment: Environment
    let portal: String?

    init(_ profile: FatooraEnvironmentProfile) {
        environment = profile.environment
        portal = profile.portal
    }

    /// Asked before the steps, where one needs an account.
    var registered: SetupQuestion? {
        guard environment == .production || environment == .simulation else { return nil }
        return SetupQuestion(
            prompt: Bilingual(
                en: "Can you sign in there (yes/no)", ar: "هل تستطيع الدخول إليها (نعم/لا)"),
            why: [
                Bilingual(
                    en: "The one-time code comes from the Fatoora portal, where you sign in with "
                        + "the taxpayer's account at the authority: \(portal ?? "")",
                    ar:
                        "الرمز لمرة واحدة يأتي من بوابة فاتورة، "
                        + "ويُدخل إليها بحساب المكلف لدى الهيئة: "
                        + Marked.text(portal ?? ""))
            ])
    }

    /// What to do first where there is no account.
    static let registerFirst = Bilingual(
        en: "Register first: the taxpayer's account is made at https://zatca.gov.sa (VAT "
            + "registration); after a new registration Fatoora may take two working days to know "
            + "it.",
        ar: "سجّل أولًا: حساب المكلف يُنشأ في "
            + "\u{200E}https://zatca.gov.sa\u{200E} (التسجيل الضريبي)، "
            + "وقد يلزم بعد التسجيل الجديد يوما عمل حتى تعرفه فاتورة.")

    var steps: [Bilingual] {
        switch environment {
        case .production, .simulation: portalSteps
        case .sandbox:
            [
                Bilingual(
                    en: "The sandbox takes fixed codes, such as 123345.",
                    ar: "بيئة المطورين تقبل رموزًا ثابتة، مثل 123345.")
            ]
        case .emulator:
            [
                Bilingual(
                    en: "The emulator printed a code when it was started with --vat. Another one: "
                        + "start it again with --vat, or POST {\"vat\":…} to "
                        + "/admin/one-time-codes.",
                    ar:
                        "طبع المحاكي رمزًا عند تشغيله مع \u{200E}--vat\u{200E}. "
                        + "ولرمز آخر شغّله من جديد مع "
                        + "\u{200E}--vat\u{200E} أو أرسل \u{200E}POST {\"vat\":…}\u{200E} إلى "
                        + "\u{200E}/admin/one-time-codes\u{200E}.")
            ]
        }
    }

    private var portalSteps: [Bilingual] {
        let isTrial = environment == .simulation
        let address = portal ?? ""
        return [
            Bilingual(
                en: "1. Sign in at \(address)"
                    + (isTrial ? " and open the Fatoora simulation portal." : "."),
                ar: "1. ادخل إلى \(Marked.text(address))"
                    + (isTrial ? " وافتح بوابة محاكاة فاتورة." : ".")),
            Bilingual(
                en: "2. Choose to onboard a new solution unit (device).",
                ar: "2. اختر ربط وحدة حل تقني جديدة (جهاز)."),
            Bilingual(
                en: "3. Ask for one one-time code (OTP). It lives one hour.",
                ar: "3. اطلب رمزًا واحدًا لمرة واحدة (\u{200E}OTP\u{200E})، وهو صالح ساعة واحدة."),
        ]
    }

    static let code = SetupQuestion(
        prompt: Bilingual(
            en: "One-time code (6 digits, not shown)",
            ar: "الرمز لمرة واحدة (6 أرقام، لا تظهر)"))

    static let nothingToCorrect = SetupProblem(
        Bilingual(
            en: "the ledger is made, and there is no answer to go back to",
            ar: "السجل أُنشئ ولا جواب يُرجع إليه"),
        Bilingual(
            en: "answer, or q to leave", ar: "أجب، أو \u{200E}q\u{200E} للخروج"))

    static let wantsYesOrNo = SetupProblem(
        Bilingual(en: "that is neither yes nor no", ar: "ليس هذا نعم ولا لا"),
        Bilingual(en: "type yes or no", ar: "اكتب نعم أو لا"))

    static let asking = Bilingual(
        en: "Asking the authority; nothing is lost if this is cut short.",
        ar: "جارٍ سؤال الهيئة، ولا يضيع شيء إن انقطع هذا.")

    static let anotherCode = Bilingual(
        en: "nothing is lost: fetch another code the same way and type it here",
        ar: "لم يضع شيء: أحضر رمزًا آخر بالطريقة نفسها واكتبه هنا")

    static let tryAgain = SetupQuestion(
        prompt: Bilingual(
            en: "Enter tries again, q leaves",
            ar: "السطر الفارغ يعيد المحاولة، و\u{200E}q\u{200E} للخروج"))
}
