import Invoicing

/// What is said beside the result of a restore.
enum RestoringNotes {
    static let noKeys = Bilingual(
        en: "the ledger's keys are not on this computer, so nothing here remembers how far it had "
            + "come; documents issued after the copy was made may be missing without a trace",
        ar: "مفاتيح السجل ليست على هذا الحاسوب، فلا شيء هنا يدل على آخر ما صدر؛ وقد تنقص مستندات "
            + "صدرت بعد أخذ النسخة دون أثر")

    static func epochLost(unit: String, epoch: Int) -> Bilingual {
        Bilingual(
            en: "unit \(unit) had begun a later epoch than the copy knows; whether documents of "
                + "epoch \(epoch) are missing too, the key folder cannot tell",
            ar: "بدأت الوحدة \(unit) حقبة بعد التي تعرفها النسخة؛ ولا يدل مجلد المفاتيح على نقص "
                + "مستندات أخرى من الحقبة \(epoch)")
    }

    static func damaged(_ path: String, isSalvaged: Bool) -> Bilingual {
        isSalvaged
            ? Bilingual(
                en: "\(path) is damaged; it was read as far as it goes",
                ar: "الملف \(path) تالف، وقُرئ منه ما أمكن")
            : Bilingual(
                en: "\(path) is damaged beyond reading; nothing could be learnt from it",
                ar: "الملف \(path) تالف لا يُقرأ، ولم يُعرف منه شيء")
    }

    static func moreEntries(_ count: Int64) -> Bilingual {
        Bilingual(
            en: "the file moved aside has \(count) more entries in its log than the copy "
                + "(documents, certificates, answers of the authority): keep it",
            ar: "في سجل الملف المنقول قيود زائدة على النسخة عددها \(count) (مستندات وشهادات وردود "
                + "الهيئة): احتفظ به")
    }

    static func certificateLost(unit: String, serial: String) -> Bilingual {
        Bilingual(
            en: "certificate \(serial) of unit \(unit) came after the copy was made and is not in "
                + "it; enrol the unit again before you issue",
            ar: "الشهادة \(serial) للوحدة \(unit) جاءت بعد أخذ النسخة وليست فيها؛ سجّل الوحدة من "
                + "جديد قبل الإصدار")
    }

    static func ended(unit: String, serial: String, isLocked: Bool) -> Bilingual {
        isLocked
            ? Bilingual(
                en: "certificate \(serial) of unit \(unit) was revoked after the copy was made: it "
                    + "is retired in it too",
                ar: "أُلغيت الشهادة \(serial) للوحدة \(unit) بعد أخذ النسخة، فأُنهي استعمالها فيها "
                    + "أيضًا")
            : Bilingual(
                en: "certificate \(serial) of unit \(unit) was retired in the file moved aside and "
                    + "is in use again; if it was ended on the portal: sijil cert retire --unit "
                    + ShellText.quoted(unit),
                ar: "أُنهيت الشهادة \(serial) للوحدة \(unit) في الملف المنقول وعادت إلى الاستعمال؛ "
                    + "فإن كانت أُنهيت في البوابة: sijil cert retire --unit "
                    + ShellText.quoted(unit))
    }

    static func exportLost(_ path: String, number: String) -> Bilingual {
        Bilingual(
            en: "the index names document \(number), but \(path) is not there or was changed",
            ar: "الفهرس يذكر المستند \(number) لكن الملف \(path) غير موجود أو تغير")
    }

    static func anchorsLeft(_ error: any ExplainedError) -> Bilingual {
        Bilingual(
            en: "the checkpoints of what was given up were not set aside: \(error.problem.en); "
                + "mend that and run the same command again",
            ar: "لم تُنقل نقاط التحقق مما تُرك: \(error.problem.ar)؛ أصلح ذلك وأعد الأمر نفسه")
    }

    static func notOurs(_ path: String) -> Bilingual {
        Bilingual(
            en: "\(path) is no document that a unit stamped; it was passed over",
            ar: "الملف \(path) ليس مستندًا ختمته وحدة، فتُرك")
    }

    static func unplaced(_ path: String, number: String, icv: Int64, unit: String) -> Bilingual {
        Bilingual(
            en: "document \(number), counter \(icv) of unit \(unit), in \(path), bears a "
                + "certificate that the copy does not have",
            ar: "المستند \(number) بالعداد \(icv) للوحدة \(unit) في \(path) عليه شهادة ليست في "
                + "النسخة")
    }
}

/// What to do after a restore, in order.
struct RestoringSteps {
    let gaps: [RestoringGap]
    let retired: [Restoring.Retired]
    let hasKeys: Bool
    let movedAside: String?
    let path: String
    /// Documents of the copy that the authority has not judged, as far as the copy knows.
    let waiting: Int64
    /// Whether any unit of the restored file may stamp.
    let hasUnits: Bool

    var lines: [Bilingual] {
        var lines: [Bilingual] = []
        for ended in retired {
            lines.append(
                Bilingual(
                    en: "on the portal, end certificate \(ended.serial) of unit \(ended.unit) "
                        + "(list of solutions and devices); here it is retired already",
                    ar: "في البوابة أنهِ الشهادة \(ended.serial) للوحدة \(ended.unit) (قائمة "
                        + "الحلول والأجهزة)؛ وهي منتهية هنا من قبل"))
        }
        let units = Set(gaps.map(\.unit)).union(retired.map(\.unit)).sorted()
        for unit in units {
            let name = ShellText.quoted(unit)
            let flag = hasKeys ? "" : " --new-keys"
            lines.append(
                Bilingual(
                    en: "fetch a one-time code on the portal, then: sijil cert enrol --unit "
                        + "\(name)\(flag); a new epoch begins, document numbers go on",
                    ar: "أحضر رمزًا لمرة واحدة من البوابة ثم: sijil cert enrol --unit "
                        + "\(name)\(flag)؛ تبدأ حقبة جديدة وتستمر أرقام المستندات"))
        }
        if waiting > 0 { lines.append(waitingLine) }
        if !gaps.isEmpty { lines += booksLines }
        if !hasKeys, units.isEmpty { lines.append(Self.noKeys) }
        if gaps.isEmpty, waiting == 0, hasKeys, hasUnits {
            lines.append(
                Bilingual(
                    en: "nothing is missing: go on issuing",
                    ar: "لا ينقص شيء: تابع الإصدار"))
        }
        return lines
    }

    private var waitingLine: Bilingual {
        Bilingual(
            en: "\(waiting) documents were waiting when the copy was made and may have been sent "
                + "since: sijil submit sends those of the last 24 hours again, byte for byte, "
                + "which the authority knows again; look up the others in the portal: what did not "
                + "arrive is sent with sijil submit NUMBER --resend, what is there is recorded "
                + "with sijil settle NUMBER --seen-in-portal TEXT",
            ar: "مستندات عددها \(waiting) كانت تنتظر عند أخذ النسخة وربما أُرسلت بعدها: الأمر "
                + "sijil submit يعيد إرسال ما صدر في آخر 24 ساعة كما هو فتتعرف عليه الهيئة؛ "
                + "وابحث عن غيرها في البوابة: ما لم يصل يُرسل بالأمر sijil submit NUMBER --resend، "
                + "وما هو فيها يُقيّد بالأمر sijil settle NUMBER --seen-in-portal TEXT")
    }

    /// Missing documents of which nothing but the counter is known.
    private var unnamed: Int64 {
        gaps.reduce(0) { $0 + $1.last - $1.first + 1 - Int64($1.documents.count) }
    }

    private var hasNamed: Bool { gaps.contains { !$0.documents.isEmpty } }

    /// How the missing documents come back into the books.
    private var booksLines: [Bilingual] {
        var lines: [Bilingual] = []
        if let movedAside, hasNamed {
            lines.append(
                Bilingual(
                    en: "the missing documents that were found stay valid invoices: keep their "
                        + "files; sijil export --ledger \(ShellText.quoted(movedAside)) writes "
                        + "what that file still holds",
                    ar:
                        "تبقى المستندات الناقصة التي عُثر عليها فواتير صحيحة فاحتفظ بملفاتها؛ "
                        + "والأمر sijil export --ledger \(ShellText.quoted(movedAside)) يكتب ما "
                        + "بقي في ذلك الملف"))
        }
        lines.append(
            Bilingual(
                en: "enter the missing documents in the books from their XML, the buyers' copies "
                    + "or the portal's list; never issue one again that a buyer or the authority "
                    + "has: correct it by a credit note that names its number",
                ar: "قيّد المستندات الناقصة في الدفاتر من ملفات XML أو نسخ المشترين أو قائمة "
                    + "البوابة؛ ولا تصدر ثانية مستندًا عند مشترٍ أو عند الهيئة، بل صححه بإشعار "
                    + "دائن يذكر رقمه"))
        if hasNamed {
            lines.append(
                Bilingual(
                    en: "the numbers of the missing documents named above are refused from now on",
                    ar: "تُرفض من الآن أرقام المستندات الناقصة المذكورة أعلاه"))
        }
        if unnamed > 0 {
            lines.append(
                Bilingual(
                    en: "the numbers of \(unnamed) missing documents are not known here, so they "
                        + "cannot be refused: before you issue a sale of that time, make sure that "
                        + "nobody has its document",
                    ar: "أرقام مستندات ناقصة عددها \(unnamed) غير معروفة هنا فلا يمكن رفضها: قبل "
                        + "إصدار بيع من تلك المدة تأكد أن مستنده ليس عند أحد"))
        }
        lines.append(
            Bilingual(
                en: "a sale whose document reached nobody is issued again under a new number",
                ar: "البيع الذي لم يصل مستنده إلى أحد يصدر من جديد برقم جديد"))
        return lines
    }

    static let noKeys = Bilingual(
        en: "to issue on this computer, make it a unit of its own: sijil unit add FILE; or, if the "
            + "computer with the keys is gone for good: sijil cert enrol --new-keys",
        ar: "للإصدار من هذا الحاسوب اجعل له وحدة خاصة به: sijil unit add FILE؛ أو إن ضاع الحاسوب "
            + "الذي فيه المفاتيح نهائيًا: sijil cert enrol --new-keys")
}
