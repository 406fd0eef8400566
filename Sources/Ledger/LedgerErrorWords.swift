public import Invoicing

extension LedgerError {
    public var code: String { words.code }
    public var problem: Bilingual { words.problem }
    public var remedy: Bilingual { words.remedy }

    public var mayRetry: Bool {
        switch self {
        case .busy, .full, .outOfMemory, .clockBehind, .certificateChanged: true
        case .renewalUnsettled(let renewal): renewal.isOpen
        case .outside(let error): error.mayRetry
        default: false
        }
    }

    struct Words {
        let code: String
        let problem: Bilingual
        let remedy: Bilingual

        init(_ code: String, _ en: String, _ ar: String, do enRemedy: String, _ arRemedy: String) {
            self.code = code
            problem = Bilingual(en: en, ar: ar)
            remedy = Bilingual(en: enRemedy, ar: arRemedy)
        }

        init(of error: any ExplainedError) {
            code = error.code
            problem = error.problem
            remedy = error.remedy
        }
    }

    private var words: Words {
        fileWords ?? placeWords ?? storageWords ?? certificateWords ?? requestWords
            ?? authorityWords ?? complianceWords ?? copyWords ?? recordWords
    }

    /// Which file this is.
    private var fileWords: Words? {
        switch self {
        case .missing(let path):
            Words(
                "ledger-missing", "there is no file \(path)", "لا يوجد ملف \(path)",
                do: "check the path, or make a new ledger with sijil init",
                "تحقق من المسار، أو أنشئ سجلا جديدا بالأمر sijil init")
        case .exists(let path):
            Words(
                "ledger-exists", "\(path) exists already", "الملف \(path) موجود من قبل",
                do: "choose another name; an existing file is never overwritten",
                "اختر اسما آخر؛ لا يكتب فوق ملف موجود أبدا")
        case .notAFile(let path):
            Words(
                "ledger-not-a-file", "\(path) is not an ordinary file", "\(path) ليس ملفا عاديا",
                do: "name the ledger file itself", "اذكر ملف السجل نفسه")
        case .empty(let path):
            Words(
                "ledger-empty", "\(path) is empty", "الملف \(path) فارغ",
                do: "if sijil init was interrupted, delete the file and run it again; "
                    + "else restore a backup",
                "إن كان الأمر sijil init قد انقطع فاحذف الملف وأعد الأمر، وإلا فاستعد نسخة احتياطية"
            )
        case .notSQLite(let path):
            Words(
                "ledger-not-sqlite", "\(path) is no SQLite file",
                "الملف \(path) ليس من ملفات SQLite",
                do: "name the ledger file; if this is it, restore a backup",
                "اذكر ملف السجل؛ فإن كان هذا هو فاستعد نسخة احتياطية")
        case .notALedger(let path, let id):
            Words(
                "ledger-foreign",
                "\(path) belongs to another program: application_id \(id), "
                    + "a ledger has \(LedgerFile.applicationID)",
                "الملف \(path) لبرنامج آخر: application_id فيه \(id)، "
                    + "وفي السجل \(LedgerFile.applicationID)",
                do: "name a ledger file", "اذكر ملف سجل")
        case .newer(let path, let found, let newest):
            Words(
                "ledger-newer",
                "\(path) has schema version \(found), this program knows up to \(newest)",
                "إصدار مخطط الملف \(path) هو \(found)، وهذا البرنامج يعرف حتى \(newest)",
                do: "update sijil", "حدث البرنامج sijil")
        case .older(let path, let found, let newest):
            Words(
                "ledger-older", "\(path) has schema version \(found), this program needs \(newest)",
                "إصدار مخطط الملف \(path) هو \(found)، وهذا البرنامج يحتاج إلى \(newest)",
                do: "run sijil migrate", "نفذ الأمر sijil migrate")
        case .schemaDiffers(let path, let objects):
            Words(
                "ledger-schema-differs",
                "the schema of \(path) is not the published one: "
                    + objects.joined(separator: ", "),
                "مخطط الملف \(path) ليس المخطط المنشور: "
                    + objects.joined(separator: "، "),
                do: "somebody changed the file with another program: keep it, run sijil audit, "
                    + "restore a sound backup",
                "غير أحد الملف ببرنامج آخر: احتفظ به ونفذ sijil audit واستعد نسخة سليمة")
        default: nil
        }
    }

    /// Where it lies.
    private var placeWords: Words? {
        switch self {
        case .hardLinks(let path, let count):
            Words(
                "ledger-hard-links",
                "\(path) has \(count) names (hard links); "
                    + "under another name its journal would be missed",
                "للملف \(path) عدد \(count) من الأسماء (روابط صلبة)، وتحت اسم آخر يضيع ملف اليومية",
                do: "make a real copy, and remove the other names",
                "اصنع نسخة حقيقية واحذف الأسماء الأخرى")
        case .networkFileSystem(let path, let name):
            Words(
                "ledger-on-network",
                "\(path) lies on a network or shared file system (\(name)), "
                    + "where locks cannot be trusted",
                "الملف \(path) على نظام ملفات شبكي أو مشترك (\(name)) لا يوثق بأقفاله",
                do: "move the ledger to a disk of this computer",
                "انقل السجل إلى قرص في هذا الحاسوب")
        case .folderNotWritable(let path):
            Words(
                "ledger-folder-not-writable",
                "nothing can be written in the folder \(path), where the journal must stand",
                "لا يمكن الكتابة في المجلد \(path) الذي يوضع فيه ملف اليومية",
                do: "give yourself the right to write in that folder",
                "امنح نفسك حق الكتابة في ذلك المجلد")
        case .notPermitted(let path, let owner, let toRead):
            Words(
                "ledger-not-permitted",
                "you may not \(toRead ? "read" : "write") \(path)"
                    + (owner.map { ", which belongs to \($0)" } ?? ""),
                "لا يحق لك \(toRead ? "قراءة" : "الكتابة في") \(path)"
                    + (owner.map { " وهو ملك المستخدم \($0)" } ?? ""),
                do: "run sijil as the user whose ledger it is, or have that user give you the "
                    + "right to the file and its folder",
                "شغل sijil بحساب صاحب السجل، أو اطلب منه أن يمنحك حق الوصول إلى الملف ومجلده")
        case .system(let path, let operation, let errno):
            Words(
                "ledger-file", "\(operation) failed on \(path): \(SystemWords.of(errno).en)",
                "تعذرت العملية \(operation) على \(path): \(SystemWords.of(errno).ar)",
                do: "check the path, its permissions and the disk",
                "تحقق من المسار وصلاحياته ومن القرص")
        default: nil
        }
    }

    /// What SQLite answered.
    private var storageWords: Words? {
        switch self {
        case .busy(let seconds):
            Words(
                "ledger-busy", "another program kept the ledger locked for \(seconds) seconds",
                "أبقى برنامج آخر السجل مقفلا مدة \(seconds) ثانية",
                do: "let the other sijil finish, or close the database browser, and repeat",
                "انتظر انتهاء sijil الآخر أو أغلق متصفح قواعد البيانات ثم أعد المحاولة")
        case .full:
            Words(
                "disk-full", "the disk is full; what was to be written is not in the ledger",
                "القرص ممتلئ، وما كان يُراد كتابته ليس في السجل",
                do: "make room and repeat", "أفرغ مكانا ثم أعد المحاولة")
        case .readOnly:
            Words(
                "ledger-read-only", "the ledger cannot be written", "لا يمكن الكتابة في السجل",
                do: "check the permissions of the file and its folder, and how the disk is mounted",
                "تحقق من صلاحيات الملف ومجلده ومن طريقة وصل القرص")
        case .moved(let path):
            Words(
                "ledger-moved",
                "\(path) was moved, removed or replaced by another file while it was open; nothing "
                    + "was stored",
                "نُقل الملف \(path) أو حُذف أو حل محله ملف آخر وهو مفتوح، ولم يحفظ شيء",
                do: "keep programs that copy or synchronise files away from the ledger, see that "
                    + "the right file is there, then repeat the command",
                "أبعد برامج النسخ والمزامنة عن السجل وتأكد أن الملف الصحيح في مكانه ثم أعد الأمر")
        case .outOfMemory:
            Words(
                "out-of-memory", "the computer has too little memory free",
                "لا تكفي الذاكرة الخالية في الحاسوب",
                do: "close other programs, then repeat the command: what was stored is not issued "
                    + "twice",
                "أغلق البرامج الأخرى ثم أعد الأمر: ما حفظ لا يصدر مرتين")
        case .inputOutput(let code):
            Words(
                "ledger-io",
                "the disk failed while the ledger was read or written (SQLite \(code))",
                "تعطل القرص أثناء قراءة السجل أو كتابته (SQLite \(code))",
                do: "check the disk, run sijil audit, then repeat the command: "
                    + "what was stored is not issued twice",
                "افحص القرص ثم نفذ sijil audit ثم أعد الأمر: ما حفظ لا يصدر مرتين")
        case .corrupt(let code):
            Words(
                "ledger-corrupt", "the ledger file is damaged (SQLite \(code))",
                "ملف السجل تالف (SQLite \(code))",
                do: "keep the file as it is, run sijil audit, restore a sound backup",
                "احتفظ بالملف كما هو ونفذ sijil audit واستعد نسخة سليمة")
        case .sqlite(let code, let sql):
            Words(
                "ledger-sqlite", "SQLite refused with code \(code): \(sql)",
                "رفضت SQLite بالرمز \(code): \(sql)",
                do: "run sijil audit; if it is sound, report this as a fault of sijil",
                "نفذ sijil audit؛ فإن كان سليما فأبلغ عن هذا خللا في sijil")
        case .setting(let name, let wanted, let found):
            Words(
                "ledger-setting", "SQLite's \(name) is \(found) and must be \(wanted)",
                "الإعداد \(name) في SQLite قيمته \(found) ويجب أن تكون \(wanted)",
                do: "use the SQLite library of your system's packages, 3.37 or newer",
                "استخدم مكتبة SQLite من حزم نظامك، الإصدار 3.37 أو أحدث")
        default: nil
        }
    }
}

extension LedgerError {
    /// What is wrong with a unit's certificate.
    private var certificateWords: Words? {
        switch self {
        case .noActiveCertificate(let unit):
            Words(
                "no-active-certificate", "unit \(unit) has no active certificate",
                "ليس للوحدة \(unit) شهادة نشطة",
                do: "enrol it with sijil cert enrol, or install one with sijil cert install",
                "سجلها بالأمر sijil cert enrol أو ثبت شهادة بالأمر sijil cert install")
        case .certificateChanged(let unit):
            Words(
                "certificate-changed",
                "unit \(unit) was given a new certificate while this run was under way",
                "حصلت الوحدة \(unit) على شهادة جديدة أثناء هذا التشغيل",
                do: "run the same command again; what was issued is not issued twice",
                "أعد الأمر نفسه؛ ما صدر لا يصدر مرتين")
        case .certificateNotValid(let unit, let serial, let notBefore, let notAfter, let now):
            Words(
                "certificate-not-valid",
                "certificate \(serial) of unit \(unit) is valid from \(notBefore) to \(notAfter), "
                    + "and it is \(now)",
                "الشهادة \(serial) للوحدة \(unit) صالحة من \(notBefore) إلى \(notAfter)، "
                    + "والوقت الآن \(now)",
                do: "set the clock right, or renew with sijil cert renew",
                "اضبط الساعة، أو جدد الشهادة بالأمر sijil cert renew")
        case .certificateUnreadable:
            Words(
                "certificate-unreadable",
                "the certificate is no DER certificate with a secp256k1 key",
                "الشهادة ليست شهادة DER بمفتاح secp256k1",
                do: "give the certificate as the authority sent it",
                "قدم الشهادة كما أرسلتها الهيئة")
        case .certificateTaken(let serial):
            Words(
                "certificate-taken", "certificate \(serial) is installed already",
                "الشهادة \(serial) مثبتة من قبل",
                do: "nothing: see sijil cert list", "لا شيء: انظر sijil cert list")
        case .certificateOfOtherKey(let serial):
            Words(
                "certificate-of-other-key", "certificate \(serial) is not for the given key",
                "الشهادة \(serial) ليست للمفتاح المقدم",
                do: "give the key whose request the certificate answers",
                "قدم المفتاح الذي طلبت الشهادة به")
        case .certificateOfOtherTaxpayer(let serial, let vat, let ledgerVAT):
            Words(
                "certificate-of-other-taxpayer",
                "certificate \(serial) is for VAT number \(vat ?? "-"), "
                    + "the ledger for \(ledgerVAT)",
                "الشهادة \(serial) للرقم الضريبي \(vat ?? "-")، والسجل للرقم \(ledgerVAT)",
                do: "use the certificate of this taxpayer", "استخدم شهادة هذا المكلف")
        case .certificateNotForProduction(let serial, let issuer):
            Words(
                "certificate-not-for-production",
                "certificate \(serial) from \(issuer) is for tests; this is a production ledger",
                "الشهادة \(serial) من \(issuer) للاختبار، وهذا سجل إنتاجي",
                do: "install a production certificate, or make a ledger for tests",
                "ثبت شهادة إنتاج، أو أنشئ سجلا للاختبار")
        case .keyOfOtherUnit(let unit):
            Words(
                "key-of-other-unit", "this key belongs to unit \(unit)",
                "هذا المفتاح للوحدة \(unit)",
                do: "make a key of its own for each unit", "أنشئ لكل وحدة مفتاحا خاصا بها")
        default: nil
        }
    }

    /// What a call asked for.
    private var requestWords: Words? {
        switch self {
        case .unknownUnit(let name):
            Words(
                "unknown-unit", "the ledger has no unit \(name)",
                "لا توجد في السجل وحدة باسم \(name)",
                do: "see sijil unit list", "انظر sijil unit list")
        case .unitTaken(let name):
            Words(
                "unit-taken", "the ledger has a unit \(name) already",
                "في السجل وحدة باسم \(name) من قبل",
                do: "choose another name", "اختر اسما آخر")
        case .badRecord(let field):
            Words(
                "bad-record", "the value of \(field) is outside its range",
                "قيمة \(field) خارج نطاقها",
                do: "check the seller's file", "راجع ملف البائع")
        case .clockBehind(let now, let last):
            Words(
                "clock-behind",
                "the clock says \(now), but the ledger's newest record is of \(last)",
                "الساعة تقول \(now)، وآخر قيد في السجل في \(last)",
                do: "set the clock right, then run the same command again; if it is right now, the "
                    + "newest record was made while it was wrong, and nothing can be recorded "
                    + "before that time: wait for it, or go back to the newest backup from before "
                    + "with sijil restore",
                "اضبط الساعة ثم أعد الأمر نفسه؛ فإن كانت صحيحة الآن فآخر قيد كُتب وهي خاطئة، ولا "
                    + "يُقيَّد شيء قبل ذلك الوقت: انتظره، أو ارجع بالأمر sijil restore إلى أحدث "
                    + "نسخة احتياطية سبقته")
        case .outside(let error):
            Words(of: error)
        case .sealFailed(let type):
            Words(
                "seal-failed", "stamping failed: \(type)", "تعذر الختم: \(type)",
                do: "check the unit's key and certificate with sijil doctor",
                "تحقق من مفتاح الوحدة وشهادتها بالأمر sijil doctor")
        default: nil
        }
    }

    /// Where a stored record broke its promise.
    private var recordWords: Words {
        switch self {
        case .badRow(let table, let id, let column):
            Words(
                "ledger-bad-row", "\(table) \(id) holds an impossible \(column)",
                "في الجدول \(table) قيد \(id) قيمة مستحيلة للعمود \(column)",
                do: "keep the file, run sijil audit", "احتفظ بالملف ونفذ sijil audit")
        case .readBack(let what, let icv):
            Words(
                "read-back",
                "counter \(icv) read back from the file differs in \(what); nothing was issued",
                "العداد \(icv) المقروء من الملف يختلف في \(what)، ولم يصدر شيء",
                do: "check memory and disk; if they are sound, report this as a fault of sijil",
                "افحص الذاكرة والقرص؛ فإن كانا سليمين فأبلغ عن هذا خللا في sijil")
        default: preconditionFailure("every case has its words")
        }
    }
}
