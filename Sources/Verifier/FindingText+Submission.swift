import Invoicing

extension FindingText {
    /// Findings about what the authority said of the documents.
    static let ofSubmission: [FindingText] = [
        FindingText(
            .answerOutcome, ref: "K8", .fail, next: .compare,
            title: (
                "what the ledger says of an answer is not what the answer says",
                "ما يقوله السجل عن رد ليس ما في الرد"
            ),
            cause: (
                "The outcome of a request was edited, so that a document seems accepted or not.",
                "عُدّلت نتيجة طلب كي يبدو مستند مقبولًا أو غير مقبول."
            ),
            about: (
                """
                Beside each stored answer stands one word for it, from which the document's state \
                follows. The audit reads the answer itself. That the answer is the authority's, \
                nothing in it proves.
                """,
                """
                بجانب كل رد مخزن كلمة تعبر عنه، ومنها تُعرف حالة المستند. والتدقيق يقرأ الرد نفسه. \
                أما كون الرد من الهيئة فليس فيه ما يثبته.
                """
            ),
            expected: ("what the stored answer says", "ما يقوله الرد المخزن"),
            found: ("the row and its word", "الصف وكلمته")),
        FindingText(
            .incidentEnd, ref: "K8", .warning, next: .compare,
            title: (
                "an outage is recorded as over by an answer that was not the authority's",
                "قُيّد انتهاء عطل برد ليس من الهيئة"
            ),
            cause: (
                """
                The outage may have lasted longer. Early versions of sijil took any answer for its \
                end, and a failed handshake too.
                """,
                """
                ربما دام العطل أطول. وكانت إصدارات sijil الأولى تعد أي رد نهاية له، وكذلك المصافحة \
                الفاشلة.
                """
            ),
            about: (
                """
                An outage ends with the first answer in which the authority says something of a \
                document. What a gateway or a proxy says, or a failed connection, shows nothing.
                """,
                """
                ينتهي العطل بأول رد تقول فيه الهيئة شيئًا عن مستند. أما ما تقوله بوابة أو خادم \
                وكيل أو اتصال فاشل فلا يثبت شيئًا.
                """
            ),
            expected: ("what ends an outage", "ما ينهي العطل"),
            found: ("the row and the answer that it names", "الصف والرد الذي يذكره")),
        FindingText(
            .clearedStamp, ref: "K5", .unproven, next: .receipt,
            title: (
                "a cleared document does not carry the authority's stamp",
                "مستند معتمد لا يحمل ختم الهيئة"
            ),
            cause: (
                "The stamp was taken off or replaced, or the copy never came from the authority.",
                "نُزع الختم أو استُبدل، أو لم تأت النسخة من الهيئة أصلًا."
            ),
            about: (
                """
                The authority stamps what it clears with a key of its own. That of the test \
                environments is known; that of production is not, so there only a missing stamp \
                and one of the ledger's own can be told.
                """,
                """
                تختم الهيئة ما تعتمده بمفتاحها. ومفتاح بيئات الاختبار معروف، أما مفتاح الإنتاج \
                فلا، فلا يُعرف هناك إلا ختم مفقود أو ختم من السجل نفسه.
                """
            ),
            expected: ("whose stamp should be there", "الختم المنتظر"),
            found: ("what is there", "الموجود")),
        FindingText(
            .outcomeUnknown, ref: "K7", .unproven, next: .asked,
            title: (
                "nobody knows whether the authority took the document in",
                "لا يُعرف هل استلمت الهيئة المستند"
            ),
            cause: (
                """
                It was sent, no answer was stored, and the authority no longer knows such a \
                document again: it remembers for 24 hours.
                """,
                """
                أُرسل ولم يُخزن رد، والهيئة لم تعد تتعرف على مثله: فهي تتذكر 24 ساعة.
                """
            ),
            about: (
                """
                A document whose answer was lost is sent again with the same bytes. Later than \
                that a second sending might count twice, so a person has to look on the portal.
                """,
                """
                المستند الذي ضاع رده يُعاد إرساله بالبايتات نفسها. وبعد ذلك قد يُحتسب الإرسال \
                مرتين، فلا بد أن ينظر شخص في البوابة.
                """
            ),
            expected: ("how soon it had to be settled", "المهلة لحسمه"),
            found: (
                "from the first sending to the newest moment in the ledger",
                "من أول إرسال إلى أحدث لحظة في السجل"
            )),
        FindingText(
            .notSubmitted, ref: "K7", .unproven, next: .asked,
            title: (
                "no stored answer of the authority accepts the document",
                "لا رد مخزنًا من الهيئة يقبل المستند"
            ),
            cause: (
                "It was not submitted, or only in vain, or it was rejected and never reissued.",
                "لم يُرسل، أو أُرسل بلا جدوى، أو رُفض ولم يُصدر خلفه."
            ),
            about: (
                """
                Told only where the audit is asked to show that all was submitted. A rejected \
                document is made good by a successor that is accepted.
                """,
                """
                يُذكر فقط حين يُطلب من التدقيق إثبات أن كل شيء أُرسل. والمستند المرفوض يُستدرك \
                بخلف مقبول.
                """
            ),
            expected: ("nothing", "لا شيء"),
            found: (
                "rejected, where the authority rejected it; else nothing",
                "rejected حيث رفضته الهيئة، وإلا فلا شيء"
            )),
        FindingText(
            .reportLate, ref: "K9", .warning, next: .asked,
            title: (
                "a simplified document was reported later than 24 hours after its issue",
                "أُبلغ عن مستند مبسط بعد أكثر من 24 ساعة من إصداره"
            ),
            cause: (
                "The line or the authority was down, or nobody submitted.",
                "انقطع الخط أو تعطلت خدمة الهيئة، أو لم يرسل أحد."
            ),
            about: (
                """
                The authority takes it in with a warning. The ledger's incidents tell when it \
                could not be reached.
                """,
                "تقبله الهيئة مع تحذير. وتبين الأعطال المقيدة في السجل متى تعذر الوصول إليها."
            ),
            expected: ("the time that is given", "المهلة"),
            found: ("the time that it took", "الوقت المستغرق")),
        FindingText(
            .successorUnfounded, ref: "K6", .fail, next: .compare,
            title: (
                "a document claims to take the place of one that was not rejected",
                "مستند يزعم أنه حل محل مستند لم يُرفض"
            ),
            cause: (
                "Its revision was edited, or the answer that rejected the first one is gone.",
                "عُدّل رقم مراجعته، أو فُقد الرد الذي رفض الأول."
            ),
            about: (
                """
                A rejected document keeps its counter and its place. Its successor is a new \
                document with the next revision that keeps the number, the key or both.
                """,
                """
                يبقى المستند المرفوض بعداده ومكانه. وخلفه مستند جديد بالمراجعة التالية يحمل الرقم \
                أو المفتاح أو كليهما.
                """
            ),
            expected: ("nothing", "لا شيء"), found: ("nothing", "لا شيء")),
    ]
}
