import Invoicing

/// The fixed words of a report for people.
enum Phrase {
    static let expected = Bilingual(en: "expected", ar: "المتوقع")
    static let found = Bilingual(en: "found   ", ar: "الموجود")
    static let cause = Bilingual(en: "cause   ", ar: "السبب")
    static let also = Bilingual(en: "also    ", ar: "وأيضًا")
    static let next = Bilingual(en: "next    ", ar: "التالي")
    static let unit = Bilingual(en: "unit", ar: "الوحدة")
    static let epoch = Bilingual(en: "epoch", ar: "الحقبة")
    static let notChecked = Bilingual(en: "not checked: ", ar: "لم يُفحص: ")

    static let businessRules = Bilingual(
        en: "business rules other than totals", ar: "قواعد الأعمال عدا المجاميع")
    static let trust = Bilingual(
        en:
            "whether the authority issued the certificates (no trusted authorities were given)",
        ar: "صدور الشهادات عن الهيئة (لم تُعطَ قائمة بالجهات الموثوقة)")
    static let folderAnchors = Bilingual(
        en:
            "anchors: none; a folder has no log: whoever holds the keys could have rewritten it "
            + "all, and documents may exist that are not in it",
        ar:
            "المراسي: لا شيء؛ ليس للمجلد دفتر: كان بوسع حامل المفاتيح أن يعيد كتابته كله، وقد توجد "
            + "مستندات ليست فيه")
    static let folderTail = Bilingual(
        en: "whether documents are missing after the last one of a chain",
        ar: "نقص مستندات بعد آخر مستند في سلسلة")
    static let folderSubmission = Bilingual(
        en: "whether documents were sent to the authority, and what it answered",
        ar: "إرسال المستندات إلى الهيئة وما ردت به")
    static let folderToday = Bilingual(
        en: "business rules that ask what day it is", ar: "قواعد الأعمال التي تسأل عن تاريخ اليوم")
    static let certificate = Bilingual(en: "certificate", ar: "الشهادة")
    static let restored = Bilingual(
        en: "restored from an older copy", ar: "استُعيد من نسخة أقدم")
    static let seenInPortal = Bilingual(
        en: "accepted by the firm's word, seen in the portal",
        ar: "مقبول بقول المنشأة، شوهد في البوابة")
    static let copyMissing = Bilingual(
        en: "the authority's copy is missing", ar: "نسخة الهيئة مفقودة")

    /// - Parameter count: Documents that are settled by word.
    static func byWord(_ count: Int) -> Bilingual {
        Bilingual(
            en: "whether the authority took in the documents that are accepted by the firm's word "
                + "alone (\(count))",
            ar: "قبول الهيئة للمستندات المقبولة بقول المنشأة وحده (عددها \(count))")
    }

    static let calledOff = Bilingual(
        en: "rejected, the sale called off", ar: "مرفوض أُلغي بيعه")
    static let entries = Bilingual(en: "log entries", ar: "قيود الدفتر")
    static let missing = Bilingual(en: "missing", ar: "المفقود")

    static let origin = Bilingual(
        en: "whether the stored answers are the authority's (nothing in them proves it)",
        ar: "صدور الردود المخزنة عن الهيئة (ليس فيها ما يثبته)")
    static let answers = Bilingual(
        en: "the authority's answers (this ledger version stores none)",
        ar: "ردود الهيئة (لا يخزنها هذا الإصدار من السجل)")
    static let tail = Bilingual(
        en: "whether documents are missing at the end (no checkpoint or receipt was given)",
        ar: "نقص مستندات في آخر السجل (لم تُعطَ نقطة تحقق ولا إيصال)")
    static let lists = Bilingual(
        en: "whether certificates were revoked (no list of revoked certificates was given)",
        ar: "إلغاء الشهادات (لم تُعطَ قائمة إلغاء)")
    static let ownAnchors = Bilingual(
        en: "the firm's own folder of checkpoints (it is not beside the file)",
        ar: "مجلد نقاط التحقق لدى المنشأة (ليس بجانب الملف)")

    /// - Parameter file: The ledger; its firm keeps the folder beside it.
    static func anchorsBeside(_ count: Int, of file: String) -> Bilingual {
        Bilingual(
            en: "the \(count) checkpoints beside the file (give them: --anchors \(file).anchors; "
                + "those that somebody else kept prove more)",
            ar: "نقاط التحقق بجانب الملف وعددها \(count) (أعطها: --anchors \(file).anchors؛ وما "
                + "احتفظ به غير صاحب الملف أقوى إثباتًا)")
    }

    static let unreadable = Bilingual(en: "unreadable", ar: "غير مقروء")
    static let notOfThisLedger = Bilingual(en: "not of this ledger", ar: "ليس لهذا السجل")
    static let stamps = Bilingual(
        en: "whose the time stamps are (no trusted authorities were given)",
        ar: "لمن الأختام الزمنية (لم تُعطَ قائمة بالجهات الموثوقة)")
    static let existed = Bilingual(en: "existed at", ar: "كان موجودًا في")
    static let contents = Bilingual(
        en: "everything but the schema, since its tables are not the published ones",
        ar: "كل شيء عدا المخطط، لأن جداوله ليست المنشورة")
    static let expiry = Bilingual(
        en:
            "whether certificates are valid today or revoked (no time, no revocation list given)",
        ar: "صلاحية الشهادات اليوم أو إلغاؤها (لم يُعطَ وقت ولا قائمة إلغاء)")
}
