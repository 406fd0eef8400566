import Invoicing

extension FindingText {
    /// Findings about chains, columns and clocks.
    static let ofChain: [FindingText] = [
        FindingText(
            .icvGap, ref: "A3", .fail, next: .receipt,
            title: (
                "counters are missing from a chain",
                "عدادات مفقودة من سلسلة"
            ),
            cause: (
                "Documents were removed from the chain.",
                "حُذفت مستندات من السلسلة."
            ),
            about: (
                """
                The counter (KSA-16) rises by one with each document, whatever became of it. A \
                gap is a removed document.
                """,
                """
                يزيد العداد (KSA-16) واحدًا مع كل مستند أيًا كان مصيره. والفجوة مستند محذوف.
                """
            ),
            expected: (
                "the next counter",
                "العداد التالي"
            ),
            found: (
                "the counter that follows instead",
                "العداد الذي جاء بدله"
            )),
        FindingText(
            .icvMismatch, ref: "A7", .fail, next: .compare,
            title: (
                "the document in this place has another counter",
                "للمستند في هذا الموضع عداد آخر"
            ),
            cause: (
                "The XML of two rows was swapped, or one was copied over another.",
                "بُدل ملفا XML لصفين أحدهما بالآخر، أو نُسخ أحدهما فوق الآخر."
            ),
            about: (
                """
                The counter stands in the document itself (KSA-16) and must be that of its \
                row in a ledger, and one more than that of the document it follows.
                """,
                """
                العداد مكتوب في المستند نفسه (KSA-16) ويجب أن يطابق عداد صفه في السجل، وأن يزيد \
                واحدًا على عداد المستند الذي يتبعه.
                """
            ),
            expected: (
                "the counter of this place",
                "عداد هذا الموضع"
            ),
            found: (
                "KSA-16 of the document there",
                "KSA-16 في المستند الذي فيه"
            )),
        FindingText(
            .icvDuplicate, ref: "A8", .fail, next: .receipt,
            title: (
                "two documents have the same counter",
                "مستندان لهما العداد نفسه"
            ),
            cause: (
                """
                A document was put in beside the one that was issued, or two computers issued \
                from one copy.
                """,
                "أُدخل مستند إلى جانب الصادر، أو أصدر حاسوبان من نسخة واحدة."
            ),
            about: (
                """
                A unit gives each counter of a chain once; of two documents with one counter \
                only one belongs to it.
                """,
                """
                تعطي الوحدة كل عداد في السلسلة مرة واحدة، ومن مستندين بعداد واحد لا ينتمي إليها \
                إلا أحدهما.
                """
            ),
            expected: (
                "the one document",
                "المستند الواحد"
            ),
            found: (
                "both documents",
                "المستندان"
            )),
        FindingText(
            .pihMismatch, ref: "A2", .fail, next: .compare,
            title: (
                "the previous-invoice hash does not match",
                "تجزئة الفاتورة السابقة لا تطابق"
            ),
            cause: (
                """
                The document before was changed after this one was issued, or one was \
                replaced.
                """,
                "غُيّر المستند السابق بعد إصدار هذا، أو استُبدل أحدهما."
            ),
            about: (
                """
                Each document carries the hash of the one before it (KSA-13), so that none can \
                change alone.
                """,
                "يحمل كل مستند تجزئة سابقه (KSA-13) فلا يتغير واحد وحده."
            ),
            expected: (
                "hash of the document before, from its stored XML",
                "تجزئة المستند السابق من ملفه المخزن"
            ),
            found: (
                "KSA-13 of this document",
                "KSA-13 في هذا المستند"
            )),
        FindingText(
            .chainFork, ref: "A10", .fail, next: .receipt,
            title: (
                "a second document follows the same one",
                "مستند ثانٍ يتبع المستند نفسه"
            ),
            cause: (
                """
                Whoever holds the key put in a document, or two computers issued from one \
                copy.
                """,
                "أدخل حامل المفتاح مستندًا، أو أصدر حاسوبان من نسخة واحدة."
            ),
            about: (
                "A chain is one line: each document has one successor.",
                "السلسلة خط واحد: لكل مستند تالٍ واحد."
            ),
            expected: (
                "hash of the document before",
                "تجزئة المستند السابق"
            ),
            found: (
                "KSA-13: the hash of a document that already has a successor",
                "KSA-13: تجزئة مستند له تالٍ"
            )),
        FindingText(
            .chainStartPIH, ref: "A14", .fail, next: .compare,
            title: (
                "the first document of a chain does not begin it",
                "أول مستند في سلسلة لا يفتتحها"
            ),
            cause: (
                "Documents before it were removed, or it was taken from another chain.",
                "حُذفت مستندات قبله، أو أُخذ من سلسلة أخرى."
            ),
            about: (
                """
                The first previous-invoice hash of a chain is a fixed text, the base64 of the \
                hexadecimal SHA-256 of "0".
                """,
                """
                أول تجزئة سابقة في السلسلة نص ثابت: ترميز base64 للصيغة الست عشرية لبصمة \
                SHA-256 للرقم 0.
                """
            ),
            expected: (
                "the fixed first value",
                "القيمة الأولى الثابتة"
            ),
            found: (
                "KSA-13 of the first document",
                "KSA-13 في المستند الأول"
            )),
        FindingText(
            .chainStartICV, ref: "A15", .fail, next: .compare,
            title: (
                "a chain does not begin with counter 1",
                "سلسلة لا تبدأ بالعداد 1"
            ),
            cause: (
                "The first documents of the chain are not in the file.",
                "أوائل مستندات السلسلة ليست في الملف."
            ),
            about: (
                "In each epoch the counter (KSA-16) begins at 1.",
                "يبدأ العداد (KSA-16) من 1 في كل حقبة."
            ),
            expected: (
                "counter 1",
                "العداد 1"
            ),
            found: (
                "the first counter",
                "العداد الأول"
            )),
        FindingText(
            .epochLink, ref: "A14", .fail, next: .compare,
            title: (
                "an epoch does not continue the one before",
                "حقبة لا تتصل بسابقتها"
            ),
            cause: (
                """
                Documents at the end of the earlier epoch were removed or changed, or the \
                record of the epoch was edited.
                """,
                "حُذفت أو غُيّرت مستندات في آخر الحقبة السابقة، أو عُدّل قيد الحقبة."
            ),
            about: (
                "Each epoch keeps the hash of the last document of the epoch before it.",
                "تحفظ كل حقبة تجزئة آخر مستند في سابقتها."
            ),
            expected: (
                "hash of the last document of the epoch before",
                "تجزئة آخر مستند في الحقبة السابقة"
            ),
            found: (
                "hash that this epoch names",
                "التجزئة التي تسميها هذه الحقبة"
            )),
        FindingText(
            .epochGap, ref: "A3", .fail, next: .compare,
            title: (
                "an epoch of a unit is missing",
                "حقبة من حقب وحدة مفقودة"
            ),
            cause: (
                "The record of a chain was removed.",
                "حُذف قيد سلسلة."
            ),
            about: (
                "The epochs of a unit are numbered from 1 without gaps.",
                "حقب الوحدة مرقمة من 1 بلا فجوات."
            ),
            expected: (
                "the next epoch",
                "الحقبة التالية"
            ),
            found: (
                "the epoch that follows instead",
                "الحقبة التي جاءت بدلها"
            )),
        FindingText(
            .hashDuplicate, ref: "A9", .fail, next: .receipt,
            title: (
                "one document is stored twice",
                "مستند مخزن مرتين"
            ),
            cause: (
                "A document was copied into another place.",
                "نُسخ مستند إلى موضع آخر."
            ),
            about: (
                "No two documents have the same invoice hash.",
                "لا مستندان لهما تجزئة الفاتورة نفسها."
            ),
            expected: (
                "one document with this hash",
                "مستند واحد بهذه التجزئة"
            ),
            found: (
                "both documents",
                "المستندان"
            )),
        FindingText(
            .uuidDuplicate, ref: "A9", .fail, next: .receipt,
            title: (
                "two documents have the same UUID",
                "مستندان لهما المعرّف UUID نفسه"
            ),
            cause: (
                "A document was put in by another program.",
                "أدخل برنامج آخر مستندًا."
            ),
            about: (
                "The UUID (KSA-1) is given once.",
                "يُعطى المعرّف (KSA-1) مرة واحدة."
            ),
            expected: (
                "one document with this UUID",
                "مستند واحد بهذا المعرّف"
            ),
            found: (
                "both documents",
                "المستندان"
            )),
        FindingText(
            .numberDuplicate, ref: "A9", .fail, next: .receipt,
            title: (
                "two documents have the same number",
                "مستندان لهما الرقم نفسه"
            ),
            cause: (
                "A document was put in by another program.",
                "أدخل برنامج آخر مستندًا."
            ),
            about: (
                """
                A number (BT-1) is used once; only the successor of a rejected document keeps \
                it, with the next revision.
                """,
                """
                يُستعمل الرقم (BT-1) مرة واحدة، ولا يحتفظ به إلا خلف مستند مرفوض بمراجعة \
                تالية.
                """
            ),
            expected: (
                "one document with this number",
                "مستند واحد بهذا الرقم"
            ),
            found: (
                "both documents",
                "المستندان"
            )),
        FindingText(
            .keyDuplicate, ref: "A9", .fail, next: .compare,
            title: (
                "two documents have the same key and revision",
                "مستندان لهما المفتاح والمراجعة نفسهما"
            ),
            cause: (
                "A row was put in or edited by another program.",
                "أدخل برنامج آخر صفًا أو عدّله."
            ),
            about: (
                "The key of a draft stands for one document for ever.",
                "مفتاح المسودة يدل على مستند واحد إلى الأبد."
            ),
            expected: (
                "one document with this key",
                "مستند واحد بهذا المفتاح"
            ),
            found: (
                "both documents",
                "المستندان"
            )),
        FindingText(
            .columnMismatch, ref: "A25", .fail, next: .compare,
            title: (
                "a column does not match the document",
                "عمود لا يطابق المستند"
            ),
            cause: (
                "The column was edited; the document itself is as it was logged.",
                "عُدّل العمود، والمستند نفسه كما قُيد."
            ),
            about: (
                """
                Number, date, buyer, totals and hash are kept beside the document to be found \
                quickly; each must follow from the XML.
                """,
                """
                يُحفظ الرقم والتاريخ والمشتري والمجاميع والتجزئة بجانب المستند لسرعة الوصول، \
                ويجب أن ينتج كل منها من ملف XML.
                """
            ),
            expected: (
                "value in the XML",
                "القيمة في ملف XML"
            ),
            found: (
                "value in the column",
                "القيمة في العمود"
            )),
        FindingText(
            .clockBackwards, ref: "A30", .warning, next: .watch,
            title: (
                "the times of documents run backwards",
                "أوقات المستندات تسير إلى الوراء"
            ),
            cause: (
                "The clock of the computer was set back, or the recording time was edited.",
                "أُرجعت ساعة الحاسوب، أو عُدّل وقت القيد."
            ),
            about: (
                """
                Documents are recorded and stamped one after the other, so the machine's time \
                in them does not fall.
                """,
                "تُقيد المستندات وتُختم واحدًا بعد آخر فلا يرجع وقت الجهاز فيها."
            ),
            expected: (
                "not before",
                "ليس قبل"
            ),
            found: (
                "recorded or stamped at",
                "وقت القيد أو الختم"
            )),
    ]
}
