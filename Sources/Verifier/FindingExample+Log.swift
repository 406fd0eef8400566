extension FindingExample {
    /// About the log and the rows under it.
    static let ofLog: [FindingCode: FindingText.Pair] = [
        .documentChanged: (
            "In a stored invoice 115.00 was made 15.00 with a database editor.",
            "جُعل 115.00 في فاتورة مخزنة 15.00 بمحرر قواعد بيانات."
        ),
        .stampReplaced: (
            "The invoice was stamped anew with a renewed certificate.",
            "خُتمت الفاتورة من جديد بشهادة مجددة."
        ),
        .issuanceChanged: (
            "The recording time was moved into the month before.",
            "نُقل وقت التسجيل إلى الشهر السابق."
        ),
        .recordChanged: (
            "The name of a unit was edited in its row.",
            "عُدّل اسم وحدة في صفها."
        ),
        .recordMissing: (
            "One invoice was deleted from the table, and its entry was forgotten.",
            "حُذفت فاتورة من الجدول ونُسي قيدها."
        ),
        .recordNotLogged: (
            "An invoice was put in by a script that does not know of the log.",
            "أدخل فاتورةً برنامجٌ لا يعرف الدفتر."
        ),
        .logGap: (
            "Entries 118 and 119 were deleted together with their invoice.",
            "حُذف القيدان 118 و119 مع فاتورتهما."
        ),
        .leafMismatch: (
            "A digest in the log was made to fit an altered invoice.",
            "عُدّلت بصمة في الدفتر لتوافق فاتورة معدلة."
        ),
        .logKindUnknown: (
            "An entry of a made-up kind was put in to move the others.",
            "أُدخل قيد من نوع مختلق ليزيح غيره."
        ),
        .logDuplicate: (
            "A second entry for the same invoice was put in with another digest.",
            "أُدخل قيد ثان للفاتورة نفسها ببصمة أخرى."
        ),
        .logOrder: (
            "The numbers of two invoices were exchanged, so that they are listed the other way.",
            "بُدّل رقما صفي فاتورتين كي تُعرضا بترتيب آخر."
        ),
        .ledgerRow: (
            "The row that names the log key was deleted, so that no anchor fits.",
            "حُذف الصف الذي يسمي مفتاح الدفتر كي لا توافقه مرساة."
        ),
        .ledgerShorter: (
            "A backup of last week was put back, and a week of sales is gone.",
            "أُعيدت نسخة الأسبوع الماضي فضاعت مبيعات أسبوع."
        ),
        .anchorMismatch: (
            "The owner issued a whole year anew with the same keys, without one invoice.",
            "أعاد المالك إصدار سنة كاملة بالمفاتيح نفسها دون فاتورة."
        ),
        .logKeyReplaced: (
            "A new ledger was made in the place of the old one.",
            "صُنع سجل جديد مكان القديم."
        ),
        .notAnchored: (
            "No checkpoint left the shop since March.",
            "لم تخرج من المحل نقطة تحقق منذ مارس."
        ),
    ]
}
