import Invoicing

extension FindingText {
    private static let recorded: Pair = ("the ledger's document", "مستند السجل")
    private static let shown: Pair = ("the document shown", "المستند المعروض")

    /// Findings about what others show, hold or left behind.
    static let ofShown: [FindingText] = [
        FindingText(
            .shownNotLogged, ref: "A29", .fail, next: .receipt,
            title: (
                "a document shown is stamped with a certificate of this ledger and is not in its "
                    + "log",
                "مستند معروض مختوم بشهادة من هذا السجل وليس في دفتره"
            ),
            cause: (
                "The document was issued outside the ledger, or the ledger was rewritten or cut "
                    + "since.",
                "صدر المستند خارج السجل، أو أعيدت كتابة السجل أو قُطع بعد ذلك."
            ),
            about: (
                """
                Its stamp verifies with the certificate, so whoever holds the unit's key made it. \
                Every document is entered into the log before it leaves.
                """,
                """
                يصح ختمه بالشهادة، فقد صنعه حامل مفتاح الوحدة. وكل مستند يُقيَّد في الدفتر قبل أن \
                يخرج.
                """
            ),
            expected: recorded, found: shown),
        FindingText(
            .shownDiffers, ref: "A13", .fail, next: .compare,
            title: (
                "a document shown is not the one that the ledger has in its place",
                "مستند معروض ليس هو ما في السجل مكانه"
            ),
            cause: (
                """
                The past was rewritten, two computers issued from copies of one ledger, or the \
                document was stamped a second time.
                """,
                "أعيدت كتابة الماضي، أو أصدر حاسوبان من نسختين لسجل واحد، أو خُتم المستند ثانية."
            ),
            about: (
                """
                Both have the same number, UUID or place in the chain, and the stamp on the shown \
                one is valid. Which of them came first, an older checkpoint can tell.
                """,
                """
                لهما الرقم أو UUID أو الموضع نفسه في السلسلة، وختم المعروض صحيح. أما أيهما أسبق \
                فتبينه نقطة تحقق أقدم.
                """
            ),
            expected: recorded, found: shown),
        FindingText(
            .shownAltered, ref: "A13", .warning, next: .receipt,
            title: (
                "a document shown names one of this ledger, and its stamp is not valid",
                "مستند معروض يسمي مستندًا من هذا السجل وختمه غير صحيح"
            ),
            cause: (
                "The copy was altered or damaged on its way, or was never issued like that.",
                "عُدّلت النسخة أو تلفت في طريقها، أو لم تصدر هكذا قط."
            ),
            about: (
                "Anybody can make such a file: it proves nothing against the ledger.",
                "يستطيع أي أحد صنع ملف كهذا، فلا يثبت شيئًا على السجل."
            ),
            expected: recorded, found: shown),
        FindingText(
            .anchorsOmitted, ref: "A27", .warning, next: .watch,
            title: (
                "the firm's folder of checkpoints lacks some that the auditor holds",
                "مجلد نقاط التحقق لدى المنشأة تنقصه نقاط بيد المدقق"
            ),
            cause: (
                "Files were removed from the folder beside the ledger, or it is an older copy.",
                "حُذفت ملفات من المجلد الذي بجانب السجل، أو هو نسخة أقدم."
            ),
            about: (
                "The checkpoints that are missing there still agree with the log: nothing is lost "
                    + "by it, but somebody may have tried.",
                "النقاط الناقصة هناك ما زالت توافق الدفتر: لم يضع شيء، لكن ربما حاول أحد."
            ),
            expected: (
                "checkpoints held that agree with the log",
                "نقاط محفوظة لدى المدقق توافق الدفتر"
            ),
            found: ("those that the folder lacks", "ما ينقص المجلد")),
        FindingText(
            .foreignWrite, ref: "A28", .warning, next: .watch,
            title: (
                "the file was written more often than Sijil can have written it",
                "كُتب الملف مرات أكثر مما يمكن أن يكتبه سجل"
            ),
            cause: (
                "Another program changed the file, and perhaps changed it back.",
                "غيّر برنامج آخر الملف، وربما أعاده كما كان."
            ),
            about: (
                """
                SQLite counts every write in the file's header, and each write of Sijil adds to \
                the log. A trace, no proof: where several documents were issued in one write, as \
                many foreign ones stay unseen, and a vacuum or a copy by SQLite counts anew.
                """,
                """
                يعدّ SQLite كل كتابة في رأس الملف، وكل كتابة من سجل تزيد الدفتر. هذا أثر لا دليل: \
                فحيث صدرت مستندات عدة في كتابة واحدة يخفى من الكتابات الأجنبية مثلها، والنسخ \
                بأداة SQLite يبدأ العدّ من جديد.
                """
            ),
            expected: ("writes that the log allows for", "الكتابات التي يسمح بها الدفتر"),
            found: ("writes counted in the file's header", "الكتابات المعدودة في رأس الملف")),
    ]
}
