import HTTP
public import Invoicing

extension FatooraOutcome {
    /// What happened, for a person.
    public var message: Bilingual { words.message }

    /// What to do now.
    public var remedy: Bilingual { words.remedy }

    private var words: Words {
        switch self {
        case .neverSent(let failure): failure.wordsNeverSent
        case .unknown(let reason): reason.words
        case .csidIssued, .csidNeedsCompliance: csidWords
        case .csidRefused(let refusals): .joined(refusals.map(\.words))
        case .accepted, .acceptedWithWarnings, .alreadyAccepted, .clearedWithoutCopy,
            .stepAlreadyPassed:
            acceptedWords
        case .rejected, .clearanceOff, .requestRefused: refusedWords
        case .unauthorised, .forbidden, .versionRefused, .tooLarge: gatewayWords
        case .tooManyRequests, .serverTrouble, .redirected, .unexpectedStatus: troubleWords
        }
    }

    private var csidWords: Words {
        if case .csidNeedsCompliance = self {
            return Words(
                "the authority wants the compliance checks again before it renews",
                "تطلب الهيئة اجتياز فحوص الالتزام من جديد قبل التجديد",
                do: "run the same command again: it goes on with the checks",
                "شغّل الأمر نفسه مرة أخرى وسيكمل الفحوص")
        }
        return Words(
            "the authority issued the certificate", "أصدرت الهيئة الشهادة",
            do: "nothing more is needed", "لا يلزم شيء آخر")
    }

    private var acceptedWords: Words {
        let nothing = Bilingual(en: "nothing more is needed", ar: "لا يلزم شيء آخر")
        switch self {
        case .acceptedWithWarnings(let warnings):
            let list = warnings.summary
            return Words(
                "the authority accepted the document with warnings\(list.en)",
                "قبلت الهيئة المستند مع تحذيرات\(list.ar)",
                do: "do not send it again; mend the cause for the documents to come",
                "لا ترسله مرة أخرى، وأصلح السبب في المستندات القادمة")
        case .alreadyAccepted:
            return Words(
                Bilingual(
                    en: "the authority had accepted this very document before",
                    ar: "سبق أن قبلت الهيئة هذا المستند نفسه"), nothing)
        case .clearedWithoutCopy:
            return Words(
                "the authority cleared the document, but its stamped copy was not in the answer",
                "اعتمدت الهيئة المستند لكن نسخته المختومة لم تصل مع الرد",
                do: "within 24 hours send the same document again: the answer may bring the copy; "
                    + "keep this record and never make the document anew",
                "أرسل المستند نفسه مرة أخرى خلال 24 ساعة فقد تصل النسخة مع الرد، "
                    + "واحتفظ بهذا السجل ولا تُنشئ المستند من جديد")
        case .stepAlreadyPassed:
            return Words(
                Bilingual(
                    en: "this kind of document has passed the compliance checks before",
                    ar: "سبق أن اجتاز هذا النوع من المستندات فحوص الالتزام"), nothing)
        default:
            return Words(
                Bilingual(en: "the authority accepted the document", ar: "قبلت الهيئة المستند"),
                nothing)
        }
    }

    private var refusedWords: Words {
        switch self {
        case .clearanceOff:
            return Words(
                "the authority has switched clearing off for now",
                "أوقفت الهيئة اعتماد الفواتير مؤقتًا",
                do: "report this document instead, and keep the authority's answer as evidence",
                "أبلغ عن هذا المستند بدل اعتماده، واحتفظ برد الهيئة دليلًا")
        case .requestRefused(let messages):
            let list = messages.summary
            return Words(
                "the authority refused the request without judging the document\(list.en)",
                "رفضت الهيئة الطلب دون أن تفحص المستند\(list.ar)",
                do: "check that the program is current; the document stays as it is and can be "
                    + "sent again",
                "تأكد من أن البرنامج محدَّث، والمستند باق كما هو ويمكن إرساله مرة أخرى")
        case .rejected(let errors):
            let list = errors.summary
            return Words(
                "the authority rejected the document\(list.en)", "رفضت الهيئة المستند\(list.ar)",
                do: "correct the cause and issue a successor; the rejected document keeps its "
                    + "counter and stays in the ledger",
                "صحح السبب وأصدر مستندًا بديلًا، أما المرفوض فيحتفظ بعدّاده ويبقى في السجل")
        default: preconditionFailure("no refusal: \(code)")
        }
    }

    private var gatewayWords: Words {
        switch self {
        case .unauthorised:
            Words(
                "the authority does not accept this unit's certificate and secret (401)",
                "لا تقبل الهيئة شهادة هذه الوحدة وسرها (401)",
                do: "see in the portal whether the certificate was revoked or has ended, and "
                    + "enrol anew; sending has stopped",
                "راجع في البوابة هل أُلغيت الشهادة أو انتهت، ثم سجّل الوحدة من جديد، "
                    + "وقد توقف الإرسال")
        case .forbidden:
            Words(
                "the gateway lets nothing through from this network (403)",
                "بوابة الهيئة لا تسمح بالمرور من هذه الشبكة (403)",
                do: "send from another network or ask your provider for an address inside the "
                    + "Kingdom; nothing is lost",
                "أرسل من شبكة أخرى أو اطلب من مزود الخدمة عنوانًا داخل المملكة، ولم يضع شيء")
        case .versionRefused:
            Words(
                "the authority no longer answers the interface version \(Self.version) (406)",
                "لم تعد الهيئة تجيب على إصدار الواجهة \(Self.version) (406)",
                do: "install a newer Sijil; nothing is lost",
                "ثبّت إصدارًا أحدث من سجل، ولم يضع شيء"
            )
        case .tooLarge:
            Words(
                "the document is too large for the gateway and did not arrive (413)",
                "المستند أكبر مما تقبله البوابة ولم يصل (413)",
                do: "split the sale into several invoices", "قسّم البيع على عدة فواتير")
        default: preconditionFailure("no answer of the gateway: \(code)")
        }
    }

    private var troubleWords: Words {
        let wait = Bilingual(
            en: "wait; the same document is sent again, nothing is lost",
            ar: "انتظر، وسيرسل المستند نفسه مرة أخرى ولم يضع شيء")
        switch self {
        case .tooManyRequests(let after):
            let time = after.map(\.words) ?? Bilingual(en: "", ar: "")
            return Words(
                Bilingual(
                    en: "the gateway had too many requests (429)\(time.en)",
                    ar: "تلقت البوابة طلبات أكثر من اللازم (429)\(time.ar)"), wait)
        case .serverTrouble(let status, _):
            return Words(
                Bilingual(
                    en: "the authority's server is in trouble (\(status))",
                    ar: "خادم الهيئة متعطل (\(status))"), wait)
        case .redirected(let status):
            return Words(
                "something between here and the authority sent us elsewhere (\(status)); "
                    + "redirects are never followed",
                "جهة بيننا وبين الهيئة تحوّلنا إلى عنوان آخر (\(status))، والتحويل لا يُتبع أبدًا",
                do: "log in to your network, or have the proxy let the authority's address through",
                "سجّل الدخول إلى شبكتك، أو اطلب من مسؤولها السماح بعنوان الهيئة عبر الوكيل")
        case .unexpectedStatus(let status):
            return Words(
                "the answer has the status \(status), which means nothing here",
                "حالة الرد \(status) ولا معنى لها هنا",
                do: "install the newest Sijil, or where it is an emulator see that the ledger was "
                    + "made with the address that it prints, path and all; then run the same "
                    + "command again: nothing is lost",
                "ثبّت أحدث إصدار من سجل، أو تحقق في المحاكي من أن السجل أُنشئ بالعنوان الذي يطبعه "
                    + "كاملا مع مساره؛ ثم أعد الأمر نفسه: لم يضع شيء")
        default: preconditionFailure("no trouble: \(code)")
        }
    }

    private static let version = FatooraEnvironmentProfile.acceptVersion
}

extension RetryAfter {
    fileprivate var words: Bilingual {
        switch self {
        case .seconds(let count):
            Bilingual(
                en: "; it asks to wait \(count) s", ar: "، وتطلب الانتظار \(count) ثانية")
        case .at(let instant):
            Bilingual(
                en: "; it asks to wait until \(instant)", ar: "، وتطلب الانتظار حتى \(instant)")
        }
    }
}

/// A message and its remedy, in both languages.
struct Words {
    let message: Bilingual
    let remedy: Bilingual

    init(_ message: Bilingual, _ remedy: Bilingual) {
        self.message = message
        self.remedy = remedy
    }

    init(_ en: String, _ ar: String, do doEn: String, _ doAr: String) {
        self.init(Bilingual(en: en, ar: ar), Bilingual(en: doEn, ar: doAr))
    }

    /// Several at once, each remedy only once.
    static func joined(_ all: [Words]) -> Words {
        var remedies: [Bilingual] = []
        for one in all where !remedies.contains(one.remedy) { remedies.append(one.remedy) }
        return Words(
            Bilingual(
                en: all.map(\.message.en).joined(separator: "; "),
                ar: all.map(\.message.ar).joined(separator: "؛ ")),
            Bilingual(
                en: remedies.map(\.en).joined(separator: "; "),
                ar: remedies.map(\.ar).joined(separator: "؛ ")))
    }
}

extension [FatooraMessage] {
    /// The first three, in the authority's own words; begins with a colon unless empty.
    fileprivate var summary: Bilingual {
        guard !isEmpty else { return Bilingual(en: "", ar: "") }
        let shown = prefix(3).map { message in
            [message.code, message.text.isEmpty ? nil : String(message.text.prefix(200))]
                .compactMap { $0 }.joined(separator: " ")
        }
        let more = count - shown.count
        return Bilingual(
            en: ": " + shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : ""),
            ar: ": " + shown.joined(separator: "، ") + (more > 0 ? " و\(more) غيرها" : ""))
    }
}
