extension FindingExample {
    /// About the form of a document.
    static let ofDocument: [FindingCode: FindingText.Pair] = [
        .xmlMalformed: (
            "The last kilobyte of the XML is missing.",
            "ينقص آخر كيلوبايت من ملف XML."
        ),
        .xmlDoctype: (
            "The document declares an entity that reads a file.",
            "يعلن المستند كيانًا يقرأ ملفًا."
        ),
        .xmlInstruction: (
            "A style sheet is attached that shows other amounts.",
            "أُلحقت ورقة أنماط تعرض مبالغ أخرى."
        ),
        .xmlLimit: (
            "Elements are nested a hundred thousand deep.",
            "العناصر متداخلة مئة ألف مرة."
        ),
        .xmlEncoding: (
            "An editor saved the document in UTF-16.",
            "حفظ محرر المستند بترميز UTF-16."
        ),
        .xmlStructure: (
            "A second invoice is hidden in an extension.",
            "أُخفيت فاتورة ثانية داخل امتداد."
        ),
        .xmlDuplicate: (
            "The document has two counters; one reader takes the first, another the last.",
            "في المستند عدادان، يأخذ قارئ أولهما وآخر ثانيهما."
        ),
        .xmlComment: (
            "A comment splits the total: 1<!-- -->15.00.",
            "يقسم تعليق المجموع: 1<!-- -->15.00."
        ),
        .xmlReference: (
            "The signature covers a harmless part, and not the invoice.",
            "يغطي التوقيع جزءًا لا شأن له ولا يغطي الفاتورة."
        ),
        .xmlTransform: (
            "One more transform leaves the totals out of the hash.",
            "يُخرج تحويل زائد المجاميع من التجزئة."
        ),
        .xmlAlgorithm: (
            "The stamp names SHA-1.",
            "يسمي الختم خوارزمية SHA-1."
        ),
        .xmlNamespace: (
            "The prefix cbc is bound to another namespace half-way.",
            "رُبطت البادئة cbc بفضاء أسماء آخر في المنتصف."
        ),
        .xmlTrailing: (
            "Text stands behind the end of the document.",
            "بعد نهاية المستند نص."
        ),
        .fieldMissing: (
            "The counter (KSA-16) was taken out.",
            "حُذف العداد (KSA-16)."
        ),
        .importMismatch: (
            "The record of an import was changed so that it names documents typed in by hand.",
            "عُدّل قيد الاستيراد ليسمي مستندات أُدخلت يدويًا."
        ),
    ]
}
