import Glibc
public import HTTP
public import Invoicing

extension HTTPFailure {
    /// What went wrong on the way. Whether the request was sent is not told here.
    public var message: Bilingual {
        switch self {
        case .invalidRequest, .authorityFileUnusable, .other: ownMessage
        case .nameNotFound, .proxyNameNotFound, .notReachable, .connectDeadline, .proxyRefused:
            connectMessage
        case .tls(let failure): failure.message
        case .deadline, .closedWithoutAnswer, .connectionLost, .answerCut: lostMessage
        case .answerTooLarge, .headersTooLarge, .answerNotHTTP: strangeMessage
        }
    }

    private var ownMessage: Bilingual {
        switch self {
        case .invalidRequest(let part):
            Bilingual(
                en: "this part of the request or the settings cannot be sent: \(part)",
                ar: "جزء من الطلب أو الإعدادات لا يمكن إرساله: \(part)")
        case .authorityFileUnusable(let path):
            Bilingual(
                en: "the file of trusted certificates cannot be used: \(path)",
                ar: "ملف الشهادات الموثوقة لا يصلح: \(path)")
        case .other(let code, let text):
            Bilingual(
                en: "the transfer failed: \(text) (\(code))",
                ar: "فشل الاتصال: \(text) (\(code))")
        default: preconditionFailure("no fault of ours")
        }
    }

    private var connectMessage: Bilingual {
        switch self {
        case .nameNotFound(let host):
            Bilingual(
                en: "the address of \(host) was not found", ar: "لم يُعثر على عنوان \(host)")
        case .proxyNameNotFound:
            Bilingual(
                en: "the address of the proxy was not found", ar: "لم يُعثر على عنوان الوكيل")
        case .notReachable(let number):
            Bilingual(
                en: "no connection could be made: \(Self.reason(number).en)",
                ar: "تعذر الاتصال: \(Self.reason(number).ar)")
        case .connectDeadline(let milliseconds):
            Bilingual(
                en: "no connection stood within \(Self.seconds(milliseconds)) s",
                ar: "لم يتم الاتصال خلال \(Self.seconds(milliseconds)) ثانية")
        case .proxyRefused(let status):
            Bilingual(
                en: "the proxy refused the connection" + (status.map { " (\($0))" } ?? ""),
                ar: "رفض الوكيل الاتصال" + (status.map { " (\($0))" } ?? ""))
        default: preconditionFailure("no fault of the connection")
        }
    }

    private var lostMessage: Bilingual {
        switch self {
        case .deadline(let milliseconds):
            Bilingual(
                en: "no whole answer came within \(Self.seconds(milliseconds)) s",
                ar: "لم يصل رد كامل خلال \(Self.seconds(milliseconds)) ثانية")
        case .closedWithoutAnswer:
            Bilingual(
                en: "the server closed the connection without an answer",
                ar: "أغلق الخادم الاتصال دون رد")
        case .connectionLost:
            Bilingual(en: "the connection broke", ar: "انقطع الاتصال")
        case .answerCut:
            Bilingual(
                en: "the answer broke off before its end", ar: "انقطع الرد قبل نهايته")
        default: preconditionFailure("no lost answer")
        }
    }

    private var strangeMessage: Bilingual {
        switch self {
        case .answerTooLarge(let limit):
            Bilingual(
                en: "the answer is larger than \(limit) bytes",
                ar: "الرد أكبر من \(limit) بايت")
        case .headersTooLarge(let limit):
            Bilingual(
                en: "the answer's headers are larger than \(limit) bytes",
                ar: "ترويسة الرد أكبر من \(limit) بايت")
        case .answerNotHTTP:
            Bilingual(
                en: "what answered does not speak HTTP", ar: "الطرف المجيب لا يتكلم HTTP")
        default: preconditionFailure("no strange answer")
        }
    }

    var wordsNeverSent: Words {
        Words(
            Bilingual(
                en: "nothing was sent: \(message.en)", ar: "لم يُرسل شيء: \(message.ar)"),
            remedyNeverSent)
    }

    private var remedyNeverSent: Bilingual {
        switch self {
        case .tls(let failure): failure.remedy
        case .authorityFileUnusable:
            Bilingual(
                en: "give a file of certificates in PEM that this user may read",
                ar: "أعطِ ملف شهادات بصيغة PEM يمكن لهذا المستخدم قراءته")
        case .proxyNameNotFound, .proxyRefused(status: _):
            Bilingual(
                en: "check the proxy's address, user and password with whoever runs the network",
                ar: "راجع عنوان الوكيل واسم المستخدم وكلمة المرور مع مسؤول الشبكة")
        case .invalidRequest:
            Bilingual(
                en: "correct the setting that is named and run the same command again",
                ar: "صحح الإعداد المذكور ثم أعد الأمر نفسه")
        default:
            Bilingual(
                en: "check this computer's connection and run the same command again",
                ar: "تحقق من اتصال هذا الحاسوب بالشبكة ثم أعد الأمر نفسه")
        }
    }

    private static func seconds(_ milliseconds: Int) -> String {
        let tenths = milliseconds / 100
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
    }

    private static func reason(_ number: Int32) -> Bilingual {
        switch number {
        case ECONNREFUSED:
            Bilingual(en: "nobody listens there", ar: "لا أحد يستقبل هناك")
        case ENETUNREACH, EHOSTUNREACH:
            Bilingual(en: "no way leads there", ar: "لا طريق إلى هناك")
        case ETIMEDOUT: Bilingual(en: "no reply", ar: "لا استجابة")
        case 0: Bilingual(en: "the system gave no reason", ar: "لم يذكر النظام سببًا")
        default: Bilingual(en: "system error \(number)", ar: "خطأ النظام \(number)")
        }
    }
}

extension TLSFailure {
    var message: Bilingual {
        switch self {
        case .notTrusted:
            Bilingual(
                en: "the server's certificate is signed by nobody whom this computer trusts",
                ar: "شهادة الخادم غير موقعة من جهة يثق بها هذا الحاسوب")
        case .expired:
            Bilingual(en: "the server's certificate has ended", ar: "انتهت صلاحية شهادة الخادم")
        case .notYetValid:
            Bilingual(
                en: "the server's certificate is not valid yet", ar: "شهادة الخادم لم تسر بعد")
        case .revoked:
            Bilingual(en: "the server's certificate was revoked", ar: "شهادة الخادم ملغاة")
        case .wrongName:
            Bilingual(
                en: "the server's certificate is for another name", ar: "شهادة الخادم لاسم آخر")
        case .certificate(let number):
            Bilingual(
                en: "the server's certificate cannot be accepted (reason \(number))",
                ar: "لا يمكن قبول شهادة الخادم (السبب \(number))")
        case .handshake(let detail):
            Bilingual(
                en: "no TLS connection could be agreed on: \(detail)",
                ar: "تعذر الاتفاق على اتصال TLS: \(detail)")
        }
    }

    var remedy: Bilingual {
        switch self {
        case .expired, .notYetValid:
            Bilingual(
                en: "check this computer's clock; if it is right, wait until the server's "
                    + "certificate is renewed",
                ar: "تحقق من ساعة هذا الحاسوب، فإن كانت صحيحة فانتظر تجديد شهادة الخادم")
        case .notTrusted:
            Bilingual(
                en: "if your network opens TLS by a proxy of its own, give the proxy's "
                    + "certificate file; if not, do not send from this network",
                ar: "إن كان وكيل شبكتك يفتح TLS فأعطِ ملف شهادته، وإلا فلا ترسل من هذه الشبكة")
        case .wrongName, .revoked, .certificate:
            Bilingual(
                en: "do not send from this network: something may stand in the authority's place",
                ar: "لا ترسل من هذه الشبكة فقد تكون جهة أخرى في مكان الهيئة")
        case .handshake:
            Bilingual(
                en: "check the address and the proxy; TLS 1.2 or newer is needed",
                ar: "تحقق من العنوان والوكيل، ويلزم TLS 1.2 أو أحدث")
        }
    }
}

extension UnknownReason {
    var words: Words {
        let remedy = Bilingual(
            en: "run the same command again: the same bytes settle it; never make the document "
                + "anew, and if a one-time code no longer works, fetch another",
            ar: "أعد الأمر نفسه فالبايتات نفسها تحسم الأمر، ولا تُنشئ المستند من جديد، "
                + "وإن لم يعد رمز التحقق صالحًا فاطلب غيره")
        switch self {
        case .transport(let failure):
            return Words(
                Bilingual(
                    en: "the request was sent, but what became of it is unknown: "
                        + failure.message.en,
                    ar: "أُرسل الطلب ولا يُعرف مصيره: " + failure.message.ar), remedy)
        case .unreadable(let status, let kind):
            return Words(
                Bilingual(
                    en: "an answer with status \(status) came that cannot be read: "
                        + kind.message.en,
                    ar: "وصل رد بالحالة \(status) لا يمكن قراءته: " + kind.message.ar), remedy)
        }
    }
}

extension UnreadableKind {
    var message: Bilingual {
        switch self {
        case .empty: Bilingual(en: "it is empty", ar: "الرد فارغ")
        case .page:
            Bilingual(
                en: "it is a web page, perhaps of a proxy or a login",
                ar: "الرد صفحة ويب لعلها من وكيل أو صفحة دخول")
        case .text: Bilingual(en: "it is plain text", ar: "الرد نص عادي")
        case .brokenJSON(let offset):
            Bilingual(
                en: "its JSON breaks at byte \(offset)", ar: "صيغة JSON معطوبة عند البايت \(offset)"
            )
        case .noObject:
            Bilingual(en: "it is no JSON object", ar: "الرد ليس كائن JSON")
        case .member(let name):
            Bilingual(
                en: "the value \(name) is missing or wrong", ar: "القيمة \(name) ناقصة أو خاطئة")
        case .contradiction:
            Bilingual(
                en: "its status and its content contradict each other", ar: "حالة الرد تناقض محتواه"
            )
        }
    }
}
