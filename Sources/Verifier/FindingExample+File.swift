extension FindingExample {
    /// About the file and the traces in it.
    static let ofFile: [FindingCode: FindingText.Pair] = [
        .fileDamaged: (
            "A copy to a memory stick broke off half-way.",
            "انقطع النسخ إلى ذاكرة خارجية في منتصفه."
        ),
        .fileUnread: (
            "In the folder lay a file that only another user may read.",
            "كان في المجلد ملف لا يحق إلا لمستخدم آخر أن يقرأه."
        ),
        .indexDamaged: (
            "A failing disk spoilt one page that only an index used.",
            "أتلف قرص معطوب صفحة لا يستعملها إلا فهرس."
        ),
        .schemaDiffers: (
            "Somebody dropped the trigger that forbids edits, and changed a total.",
            "حذف أحدهم المشغّل الذي يمنع التعديل وغيّر مجموعًا."
        ),
        .migrationDiffers: (
            "A tool changed the tables, and wrote its own line among the migrations.",
            "غيّرت أداة الجداول وكتبت سطرًا لها بين الترقيات."
        ),
        .valueMalformed: (
            "A script wrote a date as a number where Sijil writes text.",
            "كتب برنامج تاريخًا كرقم حيث يكتب سجل نصًا."
        ),
        .valueTooLarge: (
            "A row of 200 MB was put in, so that the audit would run out of memory.",
            "أُدخل صف حجمه 200 ميغابايت كي تنفد ذاكرة التدقيق."
        ),
        .tooManyRows: (
            "A table was filled with millions of made-up rows.",
            "مُلئ جدول بملايين الصفوف المختلقة."
        ),
        .findingsCut: (
            "Every second document was altered in a file of many thousands.",
            "عُدّل مستند من كل اثنين في ملف فيه آلاف المستندات."
        ),
        .foreignKey: (
            "A certificate was deleted while documents still name it.",
            "حُذفت شهادة وما زالت مستندات تشير إليها."
        ),
        .journalRecovered: (
            "The power failed while an invoice was being issued.",
            "انقطع التيار أثناء إصدار فاتورة."
        ),
        .walFound: (
            "Somebody looked at the ledger with a database browser, which changed its mode.",
            "فتح أحدهم السجل بمتصفح قواعد بيانات فغيّر وضعه."
        ),
        .walForeign: (
            "Two ledgers of one name were copied into one folder, one over the other.",
            "نُسخ سجلان باسم واحد إلى مجلد واحد فوق بعضهما."
        ),
        .walMissing: (
            "Only the main file was sent by e-mail, without its -wal file.",
            "أُرسل الملف الرئيس وحده بالبريد دون ملف ‎-wal."
        ),
        .schemaCookie: (
            "A trigger was dropped, a row edited, and the trigger put back.",
            "حُذف مشغّل وعُدّل صف ثم أُعيد المشغّل."
        ),
        .freePages: (
            "Ten invoices were deleted; their pages are still in the file.",
            "حُذفت عشر فواتير وما زالت صفحاتها في الملف."
        ),
        .sequenceAhead: (
            "The last invoices and their entries were deleted; SQLite kept the count.",
            "حُذفت آخر الفواتير وقيودها وبقي العدّ عند SQLite."
        ),
    ]
}
