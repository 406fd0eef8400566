import Invoicing

extension FindingText {
    /// Findings about the form of a document.
    static let ofDocument: [FindingText] = [
        FindingText(
            .xmlMalformed, ref: "B9", .fail, next: .receipt,
            title: (
                "the document is not well-formed XML",
                "المستند ليس XML صحيح البناء"
            ),
            cause: (
                "The bytes were cut, overwritten, or never were a document.",
                "بُترت البايتات أو كُتب فوقها أو لم تكن مستندًا قط."
            ),
            about: (
                "Nothing in a document is believed before all of it can be read.",
                "لا يُصدق شيء في المستند قبل أن تمكن قراءته كله."
            ),
            expected: (
                "well-formed XML",
                "XML صحيح البناء"
            ),
            found: (
                "the fault and its place",
                "الخلل وموضعه"
            )),
        FindingText(
            .xmlDoctype, ref: "F1", .fail, next: .receipt,
            title: (
                "the document has a DOCTYPE",
                "في المستند إعلان DOCTYPE"
            ),
            cause: (
                "It was made to attack whoever reads it, or by a faulty program.",
                "صُنع لمهاجمة من يقرؤه، أو صنعه برنامج معيب."
            ),
            about: (
                """
                A DOCTYPE can fetch files and addresses or grow without end. It is refused \
                before anything of it is read.
                """,
                """
                قد يجلب DOCTYPE ملفات وعناوين أو يتضخم بلا نهاية. ولذلك يُرفض قبل قراءة شيء \
                منه.
                """
            ),
            expected: (
                "no DOCTYPE",
                "بلا DOCTYPE"
            ),
            found: (
                "the fault and its place",
                "الخلل وموضعه"
            )),
        FindingText(
            .xmlInstruction, ref: "F2", .fail, next: .receipt,
            title: (
                "the document has a processing instruction or inclusion",
                "في المستند تعليمة معالجة أو تضمين"
            ),
            cause: (
                "It was made to show one content and sign another.",
                "صُنع ليُظهر محتوى ويوقّع غيره."
            ),
            about: (
                """
                Stylesheets, inclusions and xml:base can make readers see what was not signed.
                """,
                "قد تُري أوراق الأنماط والتضمينات وxml:base القارئ ما لم يُوقع."
            ),
            expected: (
                "elements and text only",
                "عناصر ونصوص فقط"
            ),
            found: (
                "the fault and its place",
                "الخلل وموضعه"
            )),
        FindingText(
            .xmlLimit, ref: "F3", .fail, next: .receipt,
            title: (
                "the document passes a limit",
                "المستند يتجاوز حدًا"
            ),
            cause: (
                "It was made to exhaust whoever reads it.",
                "صُنع لإنهاك من يقرؤه."
            ),
            about: (
                """
                Size, depth and number of attributes are limited far above what an invoice \
                needs.
                """,
                "الحجم والعمق وعدد السمات محدودة بما يفوق حاجة الفاتورة كثيرًا."
            ),
            expected: (
                "the limit",
                "الحد"
            ),
            found: (
                "the fault and its place",
                "الخلل وموضعه"
            )),
        FindingText(
            .xmlEncoding, ref: "F4", .fail, next: .receipt,
            title: (
                "the document is not plain UTF-8",
                "المستند ليس UTF-8 خالصًا"
            ),
            cause: (
                "It was converted by another program, or made to be read in two ways.",
                "حوّله برنامج آخر، أو صُنع ليُقرأ على وجهين."
            ),
            about: (
                "Documents are UTF-8 without a byte order mark and without NUL.",
                "المستندات بترميز UTF-8 بلا علامة ترتيب بايت وبلا NUL."
            ),
            expected: (
                "UTF-8",
                "UTF-8"
            ),
            found: (
                "the fault and its place",
                "الخلل وموضعه"
            )),
        FindingText(
            .xmlStructure, ref: "F5", .fail, next: .receipt,
            title: (
                "the document has something in a place where nothing may be",
                "في المستند شيء في موضع لا يجوز فيه"
            ),
            cause: (
                """
                Content was hidden in a part that the hash leaves out, or a signed invoice was \
                wrapped in another.
                """,
                "أُخفي محتوى في جزء لا تشمله التجزئة، أو غُلفت فاتورة موقعة بأخرى."
            ),
            about: (
                """
                The hash leaves out the stamp and the QR code, so exactly these may stand \
                there and nothing else.
                """,
                "تستثني التجزئة الختم ورمز QR، فلا يجوز أن يكون هناك غيرهما."
            ),
            expected: (
                "the one structure",
                "البنية الوحيدة"
            ),
            found: (
                "the fault and its place",
                "الخلل وموضعه"
            )),
        FindingText(
            .xmlDuplicate, ref: "F6", .fail, next: .receipt,
            title: (
                "the document has something twice that it may have once",
                "في المستند شيء مكرر لا يجوز إلا مرة"
            ),
            cause: (
                "A second counter, hash, QR code or signature was put in to mislead.",
                "أُدخل عداد أو تجزئة أو رمز QR أو توقيع ثانٍ للتضليل."
            ),
            about: (
                "Where two values stand, two readers may take different ones.",
                "حيث توجد قيمتان قد يأخذ كل قارئ واحدة."
            ),
            expected: (
                "one",
                "واحد"
            ),
            found: (
                "the second one",
                "الثاني"
            )),
        FindingText(
            .xmlComment, ref: "F7", .fail, next: .receipt,
            title: (
                "the document has a comment",
                "في المستند تعليق"
            ),
            cause: (
                "A comment was put in to split a value.",
                "أُدخل تعليق لشق قيمة."
            ),
            about: (
                """
                The hash leaves comments out, and some readers take only the text before one.
                """,
                "تستثني التجزئة التعليقات، وبعض القراء يأخذ ما قبل التعليق فقط."
            ),
            expected: (
                "no comments",
                "بلا تعليقات"
            ),
            found: (
                "the fault and its place",
                "الخلل وموضعه"
            )),
        FindingText(
            .xmlReference, ref: "F8", .fail, next: .receipt,
            title: (
                "the stamp refers to something else",
                "الختم يشير إلى شيء آخر"
            ),
            cause: (
                "The stamp was edited to sign another part.",
                "عُدّل الختم ليوقّع جزءًا آخر."
            ),
            about: (
                """
                A stamp has two references: to the whole document and to its own properties.
                """,
                "للختم إشارتان: إلى المستند كله وإلى خصائصه."
            ),
            expected: (
                "the two references",
                "الإشارتان"
            ),
            found: (
                "the reference found",
                "الإشارة الموجودة"
            )),
        FindingText(
            .xmlTransform, ref: "F9", .fail, next: .receipt,
            title: (
                "the stamp names another transformation",
                "الختم يسمي تحويلًا آخر"
            ),
            cause: (
                "The stamp was edited to leave more out of the hash.",
                "عُدّل الختم ليستثني من التجزئة أكثر."
            ),
            about: (
                "Three exclusions and Canonical XML 1.1 are the only transformations.",
                "لا تحويلات إلا ثلاثة استثناءات وXML القانوني 1.1."
            ),
            expected: (
                "the one list",
                "القائمة الوحيدة"
            ),
            found: (
                "the transformation found",
                "التحويل الموجود"
            )),
        FindingText(
            .xmlAlgorithm, ref: "F10", .fail, next: .receipt,
            title: (
                "the stamp names another algorithm",
                "الختم يسمي خوارزمية أخرى"
            ),
            cause: (
                "The stamp was edited to be forged more easily.",
                "عُدّل الختم ليسهل تزويره."
            ),
            about: (
                "ECDSA with SHA-256 is the only method.",
                "لا طريقة إلا ECDSA مع SHA-256."
            ),
            expected: (
                "the one algorithm",
                "الخوارزمية الوحيدة"
            ),
            found: (
                "the algorithm found",
                "الخوارزمية الموجودة"
            )),
        FindingText(
            .xmlNamespace, ref: "F11", .fail, next: .receipt,
            title: (
                "the document binds a name to another namespace",
                "المستند يربط اسمًا بنطاق آخر"
            ),
            cause: (
                "It was made so that names do not mean what they say.",
                "صُنع بحيث لا تعني الأسماء ما تقول."
            ),
            about: (
                "Element names count only with their namespace.",
                "لا تُعتد أسماء العناصر إلا بنطاقاتها."
            ),
            expected: (
                "the namespaces of UBL",
                "نطاقات UBL"
            ),
            found: (
                "the fault and its place",
                "الخلل وموضعه"
            )),
        FindingText(
            .xmlTrailing, ref: "F13", .fail, next: .receipt,
            title: (
                "bytes follow the end of the document",
                "بعد نهاية المستند بايتات"
            ),
            cause: (
                "Something was appended.",
                "أُلحق به شيء."
            ),
            about: (
                "After the last tag only line ends may stand.",
                "لا يجوز بعد آخر وسم إلا نهايات الأسطر."
            ),
            expected: (
                "nothing",
                "لا شيء"
            ),
            found: (
                "the fault and its place",
                "الخلل وموضعه"
            )),
        FindingText(
            .fieldMissing, ref: "F6", .fail, next: .receipt,
            title: (
                "the document lacks a field that its place rests on",
                "ينقص المستند حقل يقوم عليه موضعه"
            ),
            cause: (
                "The field was removed, or the document is of another program.",
                "أُزيل الحقل، أو المستند من برنامج آخر."
            ),
            about: (
                """
                Counter (KSA-16), previous hash (KSA-13), UUID, number, date and totals are \
                needed to judge a document in its chain.
                """,
                """
                يلزم العداد (KSA-16) والتجزئة السابقة (KSA-13) والمعرّف والرقم والتاريخ \
                والمجاميع للحكم على مستند في سلسلته.
                """
            ),
            expected: (
                "the field",
                "الحقل"
            ),
            found: (
                "none",
                "لا شيء"
            )),
    ]
}
