public import Cryptography
public import Invoicing

/// Why a witness's file could not be used. Nothing in it was changed.
public enum WitnessError: ExplainedError {
    /// The file is there already.
    case exists(path: String)
    /// There is no such file.
    case missing(path: String)
    /// SQLite could not read or write it; `reason` is its own word.
    case unusable(path: String, reason: String)
    /// The file belongs to another program, or to a newer version of this one.
    case foreign(path: String)
    /// No name for a key: blanks, plus signs and control characters are not taken.
    case name(String)
    /// The text is no key of a log.
    case logKey(String)
    /// A log of this origin is known, with another key.
    case logTaken(origin: String)
    /// The key did not open.
    case key(SealedSecretError)
    /// The address could not be taken; `reason` is the system's word.
    case address(port: Int, reason: String)

    public var code: String {
        switch self {
        case .exists: "witness-exists"
        case .missing: "witness-missing"
        case .unusable: "witness-unusable"
        case .foreign: "witness-foreign"
        case .name: "witness-name"
        case .logKey: "log-key"
        case .logTaken: "log-taken"
        case .key: "witness-key"
        case .address: "witness-address"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .exists(let path):
            Bilingual(en: "\(path) exists already", ar: "الملف \(path) موجود مسبقًا")
        case .missing(let path):
            Bilingual(en: "there is no witness file \(path)", ar: "لا يوجد ملف شاهد \(path)")
        case .unusable(let path, let reason):
            Bilingual(
                en: "the witness file \(path) cannot be used: \(reason)",
                ar: "تعذر استعمال ملف الشاهد \(path): \(reason)")
        case .foreign(let path):
            Bilingual(
                en: "\(path) is no witness file of this version",
                ar: "\(path) ليس ملف شاهد من هذا الإصدار")
        case .name(let name):
            Bilingual(
                en: "“\(name)” cannot be the name of a key",
                ar: "لا يصلح «\(name)» اسمًا لمفتاح")
        case .logKey(let text):
            Bilingual(en: "“\(text)” is no key of a log", ar: "«\(text)» ليس مفتاح سجل")
        case .logTaken(let origin):
            Bilingual(
                en: "the log \(origin) is known to this witness with another key",
                ar: "السجل \(origin) معروف لدى هذا الشاهد بمفتاح آخر")
        case .key:
            Bilingual(
                en: "the witness's key does not open: the passphrase is wrong, or the file damaged",
                ar: "لا يفتح مفتاح الشاهد: عبارة المرور غير صحيحة أو الملف تالف")
        case .address(let port, let reason):
            Bilingual(
                en: "the witness cannot listen on 127.0.0.1:\(port): \(reason)",
                ar: "تعذر على الشاهد الاستماع على 127.0.0.1:\(port): \(reason)")
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .exists:
            Bilingual(en: "choose another name", ar: "اختر اسمًا آخر")
        case .missing, .foreign:
            Bilingual(
                en: "name the file that `sijil witness init` made",
                ar: "سمِّ الملف الذي أنشأه `sijil witness init`")
        case .unusable:
            Bilingual(
                en: "see that the disk has room and the file may be written",
                ar: "تحقق من المساحة على القرص ومن صلاحية الكتابة")
        case .name:
            Bilingual(
                en: "take something like auditor.example/2026, without blanks or plus signs",
                ar: "استعمل ما يشبه auditor.example/2026، دون فراغات أو علامات زائد")
        case .logKey:
            Bilingual(
                en: "take the line that the firm's `sijil checkpoint --key` prints",
                ar: "استعمل السطر الذي يطبعه `sijil checkpoint --key` لدى المنشأة")
        case .logTaken:
            Bilingual(
                en: "ask the firm why: a ledger never changes its log key",
                ar: "اسأل المنشأة عن السبب: لا يتغير مفتاح السجل أبدًا")
        case .key:
            Bilingual(en: "give the passphrase again", ar: "أعد كتابة عبارة المرور")
        case .address:
            Bilingual(
                en: "choose another port, or 0 for any free one",
                ar: "اختر منفذًا آخر، أو 0 لأي منفذ حر")
        }
    }
}
