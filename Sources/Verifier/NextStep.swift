import Invoicing

/// What to do about a finding; a few steps serve all of them.
enum NextStep: Sendable {
    case disk
    case compare
    case receipt
    case watch
    case owner
    case portal
    case correct
    case secret
    case asked
    case ask
    case anchor
    case time
    case lists
    case stamp
    case clock
    case collect
    case source

    var text: Bilingual {
        switch self {
        case .disk:
            Bilingual(
                en: """
                    Copy the file from its medium once more. If the damage stays, take the \
                    newest backup whose audit is sound, and have the disk checked.
                    """,
                ar: """
                    انسخ الملف من وسيطه مرة أخرى. فإن بقي التلف فخذ أحدث نسخة احتياطية تدقيقها \
                    سليم، وافحص القرص.
                    """)
        case .compare:
            Bilingual(
                en: """
                    Keep this file as it is. Audit the newest backup, and compare the two; \
                    overwrite neither.
                    """,
                ar: """
                    احفظ هذا الملف كما هو. دقّق أحدث نسخة احتياطية وقارن بينهما، ولا تكتب فوق \
                    أي منهما.
                    """)
        case .receipt:
            Bilingual(
                en: """
                    Keep this file as it is. Ask the buyer or the authority for their copy of \
                    this document, or take it from the newest sound backup, and compare byte \
                    by byte.
                    """,
                ar: """
                    احفظ هذا الملف كما هو. اطلب من المشتري أو الهيئة نسختهما من هذا المستند، \
                    أو خذها من أحدث نسخة احتياطية سليمة، وقارن بايتًا ببايت.
                    """)
        case .watch:
            Bilingual(
                en: """
                    Ask who opened the file with another program. Compare the ledger with a \
                    backup, receipt or checkpoint kept elsewhere.
                    """,
                ar: """
                    اسأل من فتح الملف ببرنامج آخر. وقارن السجل بنسخة احتياطية أو إيصال أو نقطة \
                    تحقق محفوظة في مكان آخر.
                    """)
        case .owner:
            Bilingual(
                en: """
                    Ask the owner for the file together with everything beside it, copied \
                    while Sijil was not running.
                    """,
                ar: "اطلب من المالك الملف مع كل ما بجانبه، منسوخًا وسجل متوقف.")
        case .portal:
            Bilingual(
                en: """
                    Ask the owner for the list of certificates in the Fatoora portal, and \
                    compare it with this ledger.
                    """,
                ar: "اطلب من المالك قائمة الشهادات في بوابة فاتورة، وقارنها بهذا السجل.")
        case .correct:
            Bilingual(
                en: """
                    The document cannot be changed. Correct it with a credit or debit note, \
                    and find out which program computed it.
                    """,
                ar: """
                    لا يمكن تغيير المستند. صححه بإشعار دائن أو مدين، وابحث عن البرنامج الذي \
                    حسبه.
                    """)
        case .secret:
            Bilingual(
                en: """
                    Renew the unit's certificate, so that what was left in the file opens \
                    nothing any more, and keep the file from others until then.
                    """,
                ar: """
                    جدّد شهادة الوحدة كي لا يفتح ما بقي في الملف شيئًا، ولا تسلّم الملف لأحد \
                    قبل ذلك.
                    """)
        case .asked:
            Bilingual(
                en: """
                    Ask the owner for the record of these documents in the Fatoora portal, and \
                    for the note of the outage if there was one.
                    """,
                ar: """
                    اطلب من المالك سجل هذه المستندات في بوابة فاتورة، وإشعار العطل إن كان.
                    """)
        case .ask:
            Bilingual(
                en: """
                    Ask the owner how the file came to be so large, and whether it is a ledger \
                    of theirs at all.
                    """,
                ar: "اسأل المالك كيف بلغ الملف هذا الحجم، وهل هو سجل له أصلًا.")
        case .time:
            Bilingual(
                en: """
                    Collect time-stamp tokens and cosigned checkpoints that cover these documents, \
                    and audit again with them. From now on have each checkpoint cosigned or \
                    stamped soon: `sijil witness request`, `sijil timestamp`.
                    """,
                ar: """
                    اجمع الأختام الزمنية ونقاط التحقق الموقعة من الشهود التي تشمل هذه المستندات \
                    وأعد التدقيق بها. واجعل كل نقطة تحقق من الآن موقعة أو مختومة سريعًا: \
                    `sijil witness request` و`sijil timestamp`.
                    """)
        case .lists:
            Bilingual(
                en: """
                    Get the certificates and lists of revoked ones from the authority itself, put \
                    them into the folder given with --trust, and audit again.
                    """,
                ar: """
                    احصل على الشهادات وقوائم الإلغاء من الجهة نفسها، وضعها في المجلد المعطى \
                    بالخيار --trust، ثم أعد التدقيق.
                    """)
        case .stamp:
            Bilingual(
                en: """
                    Ask whoever kept the stamp for the file as the authority sent it, and for the \
                    authority's certificates. Until then the stamp proves no time.
                    """,
                ar: """
                    اطلب ممن حفظ الختم ملفه كما أرسلته الجهة وشهادات تلك الجهة. وإلى ذلك الحين لا \
                    يثبت الختم وقتًا.
                    """)
        case .clock:
            Bilingual(
                en: """
                    Compare the clock of this computer with another. If it is right, tell the \
                    witness, and have the checkpoint cosigned again once its clock is mended.
                    """,
                ar: """
                    قارن ساعة هذا الحاسوب بغيرها. فإن كانت صحيحة فأخبر الشاهد، واطلب توقيع نقطة \
                    التحقق من جديد حين تُصلح ساعته.
                    """)
        case .collect:
            Bilingual(
                en: """
                    Ask the seller for these documents, put them into the folder, and audit it \
                    again.
                    """,
                ar: "اطلب من البائع هذه المستندات وضعها في المجلد وأعد تدقيقه.")
        case .source:
            Bilingual(
                en: """
                    Keep the files as they are. Ask the seller, and the buyer or the authority, \
                    for their copies of these documents, and compare byte by byte.
                    """,
                ar: """
                    احفظ الملفات كما هي. اطلب من البائع، ومن المشتري أو الهيئة، نسخهم من هذه \
                    المستندات وقارن بايتًا ببايت.
                    """)
        case .anchor:
            Bilingual(
                en: """
                    Collect older checkpoints, and receipts that buyers hold, and audit again with \
                    them. From now on keep a checkpoint outside the firm: `sijil checkpoint`.
                    """,
                ar: """
                    اجمع نقاط تحقق أقدم والإيصالات التي لدى المشترين وأعد التدقيق بها. واحفظ من \
                    الآن نقطة تحقق خارج المنشأة: `sijil checkpoint`.
                    """)
        }
    }
}
