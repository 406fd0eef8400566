public import Cryptography
public import Invoicing

/// Why no time stamp was kept. What is kept already is as it was.
public enum TimestampFailure: ExplainedError, Equatable {
    /// The checkpoint is not signed by this ledger's log.
    case notOurs(path: String)
    /// The text is no policy's identifier.
    case policy(String)
    /// The authority's refusal, in its own words.
    case refused(status: Int, words: String)
    /// What came back is no time stamp, or one whose signature is worth nothing.
    case unsound(path: String?, TimestampError)
    /// The stamp is over something else, or answers another query.
    case otherAnswer(TimestampQuery.Difference)
    /// No query waits that the reply answers.
    case notAsked
    /// The address answers no queries for time stamps.
    case noReply(address: String, status: Int)

    public var code: String {
        switch self {
        case .notOurs: "timestamp-not-ours"
        case .policy: "timestamp-policy"
        case .refused: "timestamp-refused"
        case .unsound: "timestamp-unsound"
        case .otherAnswer: "timestamp-other-answer"
        case .notAsked: "timestamp-not-asked"
        case .noReply: "timestamp-no-reply"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .notOurs(let path):
            Bilingual(
                en: "\(path) is no checkpoint that this ledger's log signed",
                ar: "\(path) ليس نقطة تحقق وقّعها هذا السجل")
        case .policy(let text):
            Bilingual(
                en: "“\(text)” is no policy: digits and dots, as 1.3.6.1.4.1.4146.2.3",
                ar: "«\(text)» ليس معرف سياسة: أرقام ونقاط، مثل 1.3.6.1.4.1.4146.2.3")
        case .refused(let status, let words):
            Bilingual(
                en: "the authority refused (status \(status)): \(words)",
                ar: "رفضت جهة الختم الزمني (الحالة \(status)): \(words)")
        case .unsound(let path, let error):
            Bilingual(
                en: "\(path ?? "the reply"): \(error.words.en)",
                ar: "\(path ?? "الرد"): \(error.words.ar)")
        case .otherAnswer(let difference): difference.words
        case .notAsked:
            Bilingual(
                en: "no query waits that this reply answers",
                ar: "لا طلب منتظرًا يجيب عنه هذا الرد")
        case .noReply(let address, let status):
            Bilingual(
                en: "\(address) gave no reply to a time-stamp query (status \(status))",
                ar: "لم يعطِ \(address) ردًا على طلب ختم زمني (الحالة \(status))")
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .notOurs:
            Bilingual(
                en: "name a file of LEDGER.anchors, or none for the newest checkpoint",
                ar: "سمِّ ملفًا من مجلد LEDGER.anchors، أو لا تسمِّ شيئًا لأحدث نقطة تحقق")
        case .policy:
            Bilingual(
                en: "leave the policy out, or take it from the authority's own description",
                ar: "اترك السياسة أو خذها من وصف جهة الختم")
        case .refused, .unsound, .noReply:
            Bilingual(
                en: "ask again, or another authority; stamps over a checkpoint do not contradict",
                ar: "أعد الطلب أو اسأل جهة أخرى؛ الأختام على نقطة تحقق لا تتناقض")
        case .otherAnswer, .notAsked:
            Bilingual(
                en: "make a query with `sijil timestamp --query FILE` and take the reply to it",
                ar: "أنشئ طلبًا باستعمال `sijil timestamp --query FILE` وخذ الرد عليه")
        }
    }

    /// The authority said no, or answered something else: exit 1.
    public var isRefusal: Bool {
        switch self {
        case .refused, .unsound, .otherAnswer, .notAsked: true
        case .notOurs, .policy, .noReply: false
        }
    }
}

extension TimestampError {
    fileprivate var words: Bilingual {
        switch self {
        case .malformed:
            Bilingual(
                en: "not the DER of a time-stamp reply (RFC 3161)",
                ar: "ليس رد ختم زمني بترميز DER (‏RFC 3161)")
        case .refused(let status, let words):
            Bilingual(en: "a refusal (\(status)): \(words)", ar: "رفض (\(status)): \(words)")
        case .imprintAlgorithm(let oid):
            Bilingual(
                en: "over a digest that is not of the SHA-2 family (\(oid))",
                ar: "على بصمة ليست من عائلة SHA-2 (‏\(oid))")
        case .signature(let reason):
            Bilingual(
                en: "its signature does not hold: \(reason)", ar: "توقيعه لا يصح: \(reason)")
        }
    }
}

extension TimestampQuery.Difference {
    fileprivate var words: Bilingual {
        switch self {
        case .imprint:
            Bilingual(en: "the stamp is over other data", ar: "الختم على بيانات أخرى")
        case .nonce:
            Bilingual(
                en: "the stamp answers another query: its nonce is another one",
                ar: "الختم رد على طلب آخر: رقمه العشوائي مختلف")
        case .policy:
            Bilingual(
                en: "the stamp was made under another policy than the one asked for",
                ar: "صدر الختم بسياسة غير المطلوبة")
        }
    }
}
