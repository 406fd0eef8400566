import EGS
public import Invoicing

extension FatooraError: ExplainedError {
    public var code: String {
        switch self {
        case .oneTimeCodeMalformed: "one-time-code-malformed"
        case .endpointMissing: "endpoint-missing"
        case .endpointNotAllowed: "endpoint-not-allowed"
        case .endpointMalformed: "endpoint-malformed"
        case .endpointNotSafe: "endpoint-not-safe"
        case .endpointIsAuthority: "endpoint-is-authority"
        case .tokenNotBase64: "token-not-base64"
        case .tokenEncodedOnce: "token-encoded-once"
        case .tokenNoCertificate: "token-no-certificate"
        case .certificateForOtherKey: "certificate-for-other-key"
        case .certificateForOtherVAT: "certificate-for-other-vat"
        case .certificateEnded: "certificate-ended"
        case .failed(_, let outcome): outcome.code
        }
    }

    public var problem: Bilingual { words.message }
    public var remedy: Bilingual { words.remedy }

    public var mayRetry: Bool {
        guard case .failed(_, let outcome) = self else { return false }
        switch outcome.next {
        case .retry, .settle: return true
        default: return false
        }
    }

    private var words: Words {
        switch self {
        case .oneTimeCodeMalformed:
            Words(
                "a one-time code is \(OneTimeCode.length) digits",
                "رمز التحقق \(OneTimeCode.length) أرقام",
                do: "type the code as the portal shows it", "اكتب الرمز كما تعرضه البوابة")
        case .endpointMissing, .endpointNotAllowed, .endpointMalformed, .endpointNotSafe,
            .endpointIsAuthority:
            endpointWords
        case .tokenNotBase64, .tokenEncodedOnce, .tokenNoCertificate: tokenWords
        case .certificateForOtherKey, .certificateForOtherVAT, .certificateEnded:
            certificateWords
        case .failed(_, let outcome): Words(outcome.message, outcome.remedy)
        }
    }

    private var endpointWords: Words {
        let give = Bilingual(
            en: "give --endpoint http://127.0.0.1:PORT/e-invoicing/emulator as sijil emulator "
                + "prints it",
            ar: "أعطِ ‎--endpoint http://127.0.0.1:PORT/e-invoicing/emulator كما يطبعه الأمر "
                + "sijil emulator")
        switch self {
        case .endpointMissing:
            return Words(
                Bilingual(
                    en: "the ledger was made without the emulator's address and sends nothing",
                    ar: "أُنشئ السجل دون عنوان المحاكي فلا يخرج منه شيء"),
                Bilingual(
                    en: "make one with sijil init --environment emulator --endpoint "
                        + "http://127.0.0.1:PORT/e-invoicing/emulator, as sijil emulator prints it",
                    ar: "أنشئ سجلا بالأمر sijil init --environment emulator --endpoint "
                        + "http://127.0.0.1:PORT/e-invoicing/emulator كما يطبعه sijil emulator"))
        case .endpointNotAllowed(let environment, let endpoint):
            return Words(
                "the environment \(environment.rawValue) has its own address, so \(endpoint) "
                    + "cannot be given",
                "للبيئة \(environment.rawValue) عنوانها، فلا يُقبل \(endpoint)",
                do: "leave out --endpoint, or choose the environment emulator",
                "احذف ‎--endpoint أو اختر البيئة emulator")
        case .endpointMalformed(let text):
            return Words(
                Bilingual(
                    en: "\(text) is no address of an emulator", ar: "\(text) ليس عنوان محاكٍ"),
                give)
        case .endpointNotSafe(let host):
            return Words(
                "plain http to \(host) would show secrets to the network",
                "الاتصال بـ \(host) عبر http دون تشفير يكشف الأسرار للشبكة",
                do: "use https, or an emulator on this computer",
                "استعمل https أو محاكيًا على هذا الحاسوب")
        case .endpointIsAuthority(let host):
            return Words(
                "\(host) is the authority itself, not an emulator",
                "\(host) هو خادم الهيئة نفسه لا محاكٍ",
                do: "choose the environment sandbox, simulation or production",
                "اختر البيئة sandbox أو simulation أو production")
        default: preconditionFailure("no fault of an address")
        }
    }

    private var tokenWords: Words {
        let keep = Bilingual(
            en: "nothing was installed; fetch a new one-time code and ask again, and if it stays, "
                + "show the stored answer to the authority's support",
            ar: "لم يُثبَّت شيء، فاطلب رمز تحقق جديدًا وأعد الطلب، "
                + "فإن تكرر فاعرض الرد المحفوظ على دعم الهيئة")
        switch self {
        case .tokenNotBase64(.outer):
            return Words(
                Bilingual(
                    en: "the answer's token is not base64 (outer layer)",
                    ar: "رمز الشهادة في الرد ليس base64 (الطبقة الخارجية)"), keep)
        case .tokenNotBase64(.inner):
            return Words(
                Bilingual(
                    en: "the text inside the answer's token is not base64 (inner layer)",
                    ar: "النص داخل رمز الشهادة ليس base64 (الطبقة الداخلية)"), keep)
        case .tokenEncodedOnce:
            return Words(
                Bilingual(
                    en: "the answer's token is encoded once instead of twice",
                    ar: "رمز الشهادة في الرد مرمّز مرة واحدة بدل مرتين"), keep)
        case .tokenNoCertificate(let error):
            return Words(
                Bilingual(
                    en: "the answer's token holds no usable certificate: \(error.problem.en)",
                    ar: "لا يحوي رمز الشهادة شهادة صالحة: \(error.problem.ar)"), keep)
        default: preconditionFailure("no fault of a token")
        }
    }

    private var certificateWords: Words {
        switch self {
        case .certificateForOtherKey(let ours, let found):
            return Words(
                "the certificate is for another key: ours begins \(ours), its key \(found)",
                "الشهادة لمفتاح آخر: مفتاحنا يبدأ بـ \(ours) ومفتاحها بـ \(found)",
                do: "nothing was installed; check the environment and ask again with a new "
                    + "one-time code",
                "لم يُثبَّت شيء، فتحقق من البيئة وأعد الطلب برمز تحقق جديد")
        case .certificateForOtherVAT(let ours, let found):
            return Words(
                "the certificate is for the VAT number \(found ?? "(none)"), the ledger for "
                    + "\(ours)",
                "الشهادة للرقم الضريبي \(found ?? "(لا شيء)") والسجل للرقم \(ours)",
                do: "nothing was installed; fetch the one-time code while logged in for \(ours)",
                "لم يُثبَّت شيء، فاطلب رمز التحقق بعد الدخول إلى البوابة بالرقم \(ours)")
        case .certificateEnded(let end, let now):
            return Words(
                "the certificate ended at \(end); by this computer's clock it is \(now)",
                "انتهت الشهادة في \(end) والوقت بساعة هذا الحاسوب \(now)",
                do: "check this computer's clock; if it is right, ask again with a new one-time "
                    + "code",
                "تحقق من ساعة هذا الحاسوب، فإن كانت صحيحة فأعد الطلب برمز تحقق جديد")
        default: preconditionFailure("no fault of a certificate")
        }
    }
}
