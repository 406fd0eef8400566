extension FindingExample {
    /// About what passed with the authority, and returns to older copies.
    static let ofAuthority: [FindingCode: FindingText.Pair] = [
        .requestMismatch: (
            "The request that is stored carries the document before its alteration.",
            "في الطلب المخزن المستند كما كان قبل تعديله."
        ),
        .attemptUnit: (
            "A request was moved to the row of another unit.",
            "نُقل طلب إلى صف وحدة أخرى."
        ),
        .answerCertificate: (
            "The answer to a renewal brought another certificate than the one in use.",
            "جاء رد التجديد بشهادة غير المستعملة."
        ),
        .answerDuplicate: (
            "A second answer was put in, which says accepted.",
            "أُدخل رد ثان يقول إن المستند قُبل."
        ),
        .answerOutcome: (
            "A rejected invoice was marked as accepted.",
            "وُسمت فاتورة مرفوضة بأنها مقبولة."
        ),
        .incidentEnd: (
            "A login page of the network answered, and the outage was recorded as over.",
            "ردت صفحة دخول في الشبكة فقُيّد أن العطل انتهى."
        ),
        .clearedMismatch: (
            "The cleared copy of another invoice was stored.",
            "خُزنت النسخة المعتمدة من فاتورة أخرى."
        ),
        .clearedStamp: (
            "A copy was made by hand to pass for a cleared one.",
            "صُنعت نسخة يدويًا لتبدو معتمدة."
        ),
        .outcomeUnknown: (
            "The line broke after sending, and nobody ran submit for two days.",
            "انقطع الخط بعد الإرسال ولم يشغّل أحد submit يومين."
        ),
        .notSubmitted: (
            "The invoices of the last hour were not sent yet.",
            "لم تُرسل فواتير الساعة الأخيرة بعد."
        ),
        .reportLate: (
            "The shop was offline over a long weekend.",
            "كان المحل بلا اتصال في عطلة طويلة."
        ),
        .successorUnfounded: (
            "A second INV-118 was issued though the first one was never rejected.",
            "صدرت INV-118 ثانية مع أن الأولى لم تُرفض."
        ),
        .closingMismatch: (
            "An invoice that was never sent was recorded as rejected and called off.",
            "قُيّدت فاتورة لم تُرسل قط على أنها رُفضت وأُلغي بيعها."
        ),
        .settlementMismatch: (
            "An invoice that was never sent was recorded as seen in the authority's portal.",
            "قُيّدت فاتورة لم تُرسل قط على أنها شوهدت في بوابة الهيئة."
        ),
        .settledWithoutCopy: (
            "The portal showed INV-204 as cleared, and nobody downloaded its XML.",
            "أظهرت البوابة INV-204 معتمدة ولم ينزّل أحد ملفها."
        ),
        .incidentMismatch: (
            "An outage that never was explains why a week of receipts came late.",
            "عطل لم يكن يعلل تأخر إيصالات أسبوع."
        ),
        .clearedMissing: (
            "The cleared copy was removed, so that print gives the firm's own stamp again.",
            "حُذفت النسخة المعتمدة كي تُطبع الفاتورة بختم المنشأة."
        ),
        .reportedUncleared: (
            "An invoice to a company was given the answer to a receipt.",
            "أُعطيت فاتورة لشركة رد إيصال مبسط."
        ),
        .secretStored: (
            "A script stored the whole answer of an enrolment, its secret too.",
            "خزّن برنامج رد التسجيل كاملًا مع سره."
        ),
        .restoreMismatch: (
            "The record of a restore was edited to hide what was lost.",
            "عُدّل قيد الاستعادة لإخفاء ما ضاع."
        ),
        .epochRetired: (
            "After a restore somebody went on with the old counters.",
            "تابع أحدهم بالعدادات القديمة بعد استعادة."
        ),
        .numberLost: (
            "A sale of which the restored copy knew nothing was issued and reported once more.",
            "بيع لا تعرفه النسخة المستعادة صدر وأُبلغ عنه مرة أخرى."
        ),
    ]
}
