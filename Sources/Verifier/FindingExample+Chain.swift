extension FindingExample {
    /// About chains, columns and clocks.
    static let ofChain: [FindingCode: FindingText.Pair] = [
        .icvGap: (
            "Invoice 118 was deleted; 117 is followed by 119.",
            "حُذفت الفاتورة 118 فجاءت 119 بعد 117."
        ),
        .icvMismatch: (
            "The documents of two rows were exchanged.",
            "بُدّل مستندا صفين أحدهما بالآخر."
        ),
        .icvDuplicate: (
            "Two computers issued from two copies of one ledger.",
            "أصدر حاسوبان من نسختين لسجل واحد."
        ),
        .pihMismatch: (
            "Invoice 117 was altered after 118 had taken over its hash.",
            "عُدّلت الفاتورة 117 بعد أن أخذت 118 تجزئتها."
        ),
        .chainFork: (
            "Invoice 119 was made anew upon 117, as if 118 had never been.",
            "صُنعت 119 من جديد على 117 كأن 118 لم تكن."
        ),
        .chainStartPIH: (
            "The first invoices were cut off, and the next one numbered as the first.",
            "قُطعت أول الفواتير ورُقمت التالية كأنها الأولى."
        ),
        .chainStartICV: (
            "The chain begins with counter 40; the first 39 were deleted.",
            "تبدأ السلسلة بالعداد 40 فقد حُذفت أول 39."
        ),
        .epochLink: (
            "The last invoices before a new enrolment were deleted.",
            "حُذفت آخر الفواتير قبل تسجيل جديد."
        ),
        .epochGap: (
            "The row of epoch 2 was deleted; epoch 1 is followed by 3.",
            "حُذف صف الحقبة 2 فجاءت 3 بعد 1."
        ),
        .epochCertificate: (
            "An epoch was given to a certificate that was superseded before it began.",
            "نُسبت حقبة إلى شهادة استُبدلت قبل بدئها."
        ),
        .hashDuplicate: (
            "A document was copied over its neighbour to fill a gap.",
            "نُسخ مستند فوق جاره لسد فجوة."
        ),
        .uuidDuplicate: (
            "A script copied an invoice, and changed only its number.",
            "نسخ برنامج فاتورة وغيّر رقمها فقط."
        ),
        .numberDuplicate: (
            "A second invoice INV-118 was put in past Sijil.",
            "أُدخلت فاتورة ثانية بالرقم INV-118 من غير سجل."
        ),
        .keyDuplicate: (
            "A row was given the key of another, so that a sale seems issued.",
            "أُعطي صف مفتاح صف آخر كي يبدو البيع مفوترًا."
        ),
        .columnMismatch: (
            "The total in the column was edited, the invoice was not.",
            "عُدّل المجموع في العمود ولم تُعدّل الفاتورة."
        ),
        .clockBackwards: (
            "The clock was set back a day to issue as of yesterday.",
            "أُرجعت الساعة يومًا للإصدار بتاريخ الأمس."
        ),
    ]
}
