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
            .incidentMismatch, ref: "K8", .fail, next: .compare,
            title: (
                "the record of an outage is not what its request shows",
                "قيد عطل لا يوافق ما يبيّنه طلبه"
            ),
            cause: (
                "The record was made up or edited by someone who could rewrite the log.",
                "اختلق القيدَ أو عدّله من يقدر على إعادة كتابة الدفتر."
            ),
            about: (
                """
                An outage of a unit begins with a request in vain and ends with one that is \
                answered, each at the time of that request, and the next begins only after it.
                """,
                """
                يبدأ عطل الوحدة بطلب لم يُجب وينتهي بطلب أُجيب، وكل منهما في وقت ذلك الطلب، ولا \
                يبدأ التالي إلا بعده.
                """
            ),
            expected: ("what the request and the turn say", "ما يقوله الطلب والدور"),
            found: ("the row and what it says", "الصف وما يقوله")),
        FindingText(
            .clearedMissing, ref: "K2", .fail, next: .receipt,
            title: (
                "the authority's copy of a cleared document is not kept",
                "نسخة الهيئة من مستند معتمد غير محفوظة"
            ),
            cause: (
                "The row was removed by someone who could rewrite the log.",
                "حذف الصفَّ من يقدر على إعادة كتابة الدفتر."
            ),
            about: (
                """
                The copy in an answer, with the authority's stamp, is what buyers get. It is \
                stored as a row of its own in the transaction of the answer.
                """,
                """
                النسخة التي في الرد بختم الهيئة هي التي تُسلم للمشترين، وتُخزن في صف لها في عملية \
                الرد نفسها.
                """
            ),
            expected: ("where the copy still is", "حيث بقيت النسخة"),
            found: ("nothing", "لا شيء")),
        FindingText(
            .reportedUncleared, ref: "K9", .fail, next: .portal,
            title: (
                "a standard invoice was reported instead of cleared",
                "فاتورة ضريبية أُبلغ عنها بدل اعتمادها"
            ),
            cause: (
                "A clearance that never was is covered up by a report.",
                "غُطي اعتماد لم يكن بإبلاغ."
            ),
            about: (
                """
                Only where the authority answers a clearance with 303, clearing is switched off, \
                does the document go to reporting. No such answer is stored for this one, so it \
                does not count as accepted.
                """,
                """
                لا يُبلّغ عن المستند إلا إذا ردت الهيئة على طلب اعتماده بالرمز 303، أي أن الاعتماد \
                موقوف. ولا رد كهذا مخزن له فلا يعد مقبولًا.
                """
            ),
            expected: ("where it is sent", "إلى أين يُرسل"),
            found: ("where it was sent", "إلى أين أُرسل")),
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
                that a second sending might count twice, so a person has to look in the portal: \
                what is not there is sent again, what is there is recorded as seen.
                """,
                """
                المستند الذي ضاع رده يُعاد إرساله بالبايتات نفسها. وبعد ذلك قد يُحتسب الإرسال \
                مرتين، فلا بد أن ينظر شخص في البوابة: ما ليس فيها يُرسل ثانية، وما هو فيها \
                يُقيّد أنه شوهد.
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
                "It was not submitted, or in vain, or rejected and neither reissued nor closed.",
                "لم يُرسل، أو أُرسل بلا جدوى، أو رُفض ولم يُصدر خلفه ولم يُغلق."
            ),
            about: (
                """
                Told only where the audit is asked to show that all was submitted. A rejected \
                document is made good by a successor that is accepted, or by the record that its \
                sale was called off. That the firm saw it in the portal proves nothing.
                """,
                """
                يُذكر فقط حين يُطلب من التدقيق إثبات أن كل شيء أُرسل. والمستند المرفوض يُستدرك \
                بخلف مقبول أو بقيد إلغاء بيعه. أما مشاهدة المنشأة له في البوابة فلا تثبت شيئًا.
                """
            ),
            expected: ("nothing", "لا شيء"),
            found: (
                "rejected by the authority, or settled by the firm's word; else nothing",
                "rejected إن رفضته الهيئة، وsettled إن شوهد بقول المنشأة، وإلا فلا شيء"
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
        FindingText(
            .closingMismatch, ref: "K6", .fail, next: .compare,
            title: (
                "a sale is recorded as called off, and its document does not bear that out",
                "قُيّد إلغاء بيع ولا يوافقه حال مستنده"
            ),
            cause: (
                "The record was made up or edited by someone who could rewrite the log.",
                "اختلق القيدَ أو عدّله من يقدر على إعادة كتابة الدفتر."
            ),
            about: (
                """
                Only of a document that the authority rejected, and that has no successor, can it \
                be recorded that its sale was called off: once, after the rejection.
                """,
                """
                لا يُقيّد إلغاء البيع إلا لمستند رفضته الهيئة ولا خلف له: مرة واحدة وبعد الرفض.
                """
            ),
            expected: ("what such a document is", "ما يكون عليه مثل هذا المستند"),
            found: ("the record and what stands against it", "القيد وما يخالفه")),
        FindingText(
            .settlementMismatch, ref: "K7", .fail, next: .compare,
            title: (
                "a document is recorded as seen in the portal, and what is stored contradicts that",
                "قُيّد أن مستندًا شوهد في البوابة ويخالف ذلك ما هو مخزن"
            ),
            cause: (
                "The record was made up or edited by someone who could rewrite the log.",
                "اختلق القيدَ أو عدّله من يقدر على إعادة كتابة الدفتر."
            ),
            about: (
                """
                Only of a document that was perhaps sent, more than 24 hours before, and that no \
                answer judged, can it be recorded that the portal shows it: once, and nothing of \
                it is sent afterwards.
                """,
                """
                لا يُقيّد أن البوابة تُظهر مستندًا إلا إن كان ربما أُرسل قبل أكثر من 24 ساعة ولم \
                يحكم فيه رد: مرة واحدة، ولا يُرسل بعدها.
                """
            ),
            expected: ("what such a document is", "ما يكون عليه مثل هذا المستند"),
            found: ("the record and what stands against it", "القيد وما يخالفه")),
        FindingText(
            .settledWithoutCopy, ref: "K7", .warning, next: .asked,
            title: (
                "the authority's copy of an invoice that was seen in the portal is not here",
                "نسخة الهيئة من فاتورة شوهدت في البوابة ليست هنا"
            ),
            cause: (
                "Nobody fetched it from the portal.",
                "لم ينزّلها أحد من البوابة."
            ),
            about: (
                """
                A standard invoice is handed out as the authority cleared it, with its stamp. The \
                answer that brought this copy was lost; the portal may still have it.
                """,
                """
                تُسلم الفاتورة الضريبية كما اعتمدتها الهيئة وبختمها. والرد الذي جاء بهذه النسخة \
                ضاع، وقد تكون في البوابة.
                """
            ),
            expected: ("nothing", "لا شيء"),
            found: ("the record that it was seen", "قيد مشاهدتها")),
    ]
}
