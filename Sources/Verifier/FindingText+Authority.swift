import Invoicing

extension FindingText {
    /// Findings about what passed between the firm and the authority, and about certificates and
    /// copies over time.
    static let ofAuthority: [FindingText] = [
        FindingText(
            .certificateEnded, ref: "E18", .fail, next: .portal,
            title: (
                "the document was stamped after its certificate had ended",
                "خُتم المستند بعد انتهاء العمل بشهادته"
            ),
            cause: (
                """
                The certificate was superseded, retired, revoked or compromised before this \
                document was recorded; whoever still had the key stamped it.
                """,
                """
                استُبدلت الشهادة أو أُوقفت أو أُلغيت أو كُشف مفتاحها قبل قيد هذا المستند، \
                وختمه من بقي المفتاح عنده.
                """
            ),
            about: (
                """
                The ledger keeps what happened to each certificate and from when it holds. A \
                certificate stamps nothing after its end.
                """,
                """
                يحفظ السجل ما حدث لكل شهادة ومنذ متى يسري. ولا تختم شهادة شيئًا بعد انتهاء \
                العمل بها.
                """
            ),
            expected: (
                "the last moment of the certificate, and what ended it",
                "آخر لحظة للشهادة وما أنهاها"
            ),
            found: (
                "when the document was recorded",
                "وقت قيد المستند"
            )),
        FindingText(
            .certificateEarly, ref: "E4", .fail, next: .portal,
            title: (
                "the document was stamped before its certificate was activated",
                "خُتم المستند قبل تفعيل شهادته"
            ),
            cause: (
                "The time of the document or of an event of the certificate was edited.",
                "عُدّل وقت المستند أو وقت حدث من أحداث الشهادة."
            ),
            about: (
                """
                A certificate stamps from its activation, which the ledger and its log keep.
                """,
                "تختم الشهادة منذ تفعيلها، والسجل ودفتره يحفظان ذلك."
            ),
            expected: (
                "the first moment of the certificate",
                "أول لحظة للشهادة"
            ),
            found: (
                "when the document was recorded",
                "وقت قيد المستند"
            )),
        FindingText(
            .requestMismatch, ref: "K3", .fail, next: .compare,
            title: (
                "a stored request does not carry what its row names",
                "طلب مخزن لا يحمل ما يسميه صفه"
            ),
            cause: (
                """
                The request was made for another document or key, or its row was edited.
                """,
                "كان الطلب لمستند آخر أو مفتاح آخر، أو عُدّل صفه."
            ),
            about: (
                """
                A request holds the hash, the UUID and the exact bytes of the document that it \
                is about, or the key that a certificate is asked for.
                """,
                """
                يحمل الطلب تجزئة المستند المقصود ومعرفه الفريد وبايتاته بعينها، أو المفتاح \
                الذي تُطلب له الشهادة.
                """
            ),
            expected: (
                "hash, UUID and SHA-256 of the document, or the key",
                "تجزئة المستند ومعرفه وبصمة SHA-256 له، أو المفتاح"
            ),
            found: (
                "what the request carries",
                "ما يحمله الطلب"
            )),
        FindingText(
            .attemptUnit, ref: "E8", .fail, next: .compare,
            title: (
                "a request names a certificate, key or document of another unit",
                "طلب يسمي شهادة أو مفتاحًا أو مستندًا لوحدة أخرى"
            ),
            cause: (
                "The row of the request was edited or put in by another program.",
                "عُدّل صف الطلب أو أدخله برنامج آخر."
            ),
            about: (
                "A unit asks with its own certificate, for its own keys and documents.",
                "تطلب الوحدة بشهادتها هي، لمفاتيحها ومستنداتها هي."
            ),
            expected: (
                "the unit that asks",
                "الوحدة الطالبة"
            ),
            found: (
                "the unit of what is named",
                "وحدة ما سُمّي"
            )),
        FindingText(
            .answerCertificate, ref: "E12", .fail, next: .portal,
            title: (
                "a certificate did not come with the answer that is said to have brought it",
                "شهادة لم تأت مع الرد الذي يُقال إنه جاء بها"
            ),
            cause: (
                """
                The certificate was swapped or comes from elsewhere, or the answer was edited.
                """,
                "استُبدلت الشهادة أو جاءت من مكان آخر، أو عُدّل الرد."
            ),
            about: (
                """
                The authority sends a certificate inside the token of its answer, for the key \
                that was asked for.
                """,
                "ترسل الهيئة الشهادة داخل رمز ردها، للمفتاح الذي طُلبت له."
            ),
            expected: (
                "SHA-256 of the certificate that the answer names, or its key",
                "بصمة SHA-256 للشهادة التي يسميها الرد، أو مفتاحها"
            ),
            found: (
                "SHA-256 of the certificate in the token, or the key asked for",
                "بصمة SHA-256 للشهادة في الرمز، أو المفتاح المطلوب له"
            )),
        FindingText(
            .answerDuplicate, ref: "A9", .fail, next: .compare,
            title: (
                "a request has two answers",
                "لطلب واحد ردان"
            ),
            cause: (
                "An answer was put in by another program.",
                "أدخل برنامج آخر ردًا."
            ),
            about: (
                "What came of a request is recorded once.",
                "يُقيد ما آل إليه الطلب مرة واحدة."
            ),
            expected: (
                "the first answer",
                "الرد الأول"
            ),
            found: (
                "both answers",
                "الردان"
            )),
        FindingText(
            .clearedMismatch, ref: "K4", .fail, next: .receipt,
            title: (
                "a cleared document is not ours, or not the one that the answer brought",
                "مستند معتمد ليس مستندنا، أو ليس الذي جاء به الرد"
            ),
            cause: (
                "The authority's copy was swapped or edited, or came for another document.",
                "استُبدلت نسخة الهيئة أو عُدّلت، أو جاءت لمستند آخر."
            ),
            about: (
                """
                The authority stamps a standard document anew and sends it back. Its hash and \
                UUID stay those of ours, and the answer keeps the exact bytes.
                """,
                """
                تختم الهيئة المستند الضريبي من جديد وتعيده. وتبقى تجزئته ومعرفه كما في مستندنا، \
                ويحفظ الرد بايتاته بعينها.
                """
            ),
            expected: (
                "hash and UUID of our document, bytes of the cleared one",
                "تجزئة مستندنا ومعرفه، وبايتات المعتمد"
            ),
            found: (
                "hash and UUID of the cleared one, bytes in the answer",
                "تجزئة المعتمد ومعرفه، والبايتات في الرد"
            )),
        FindingText(
            .secretStored, ref: "J6", .fail, next: .secret,
            title: (
                "a secret was left in a stored request or answer",
                "بقي سر في طلب أو رد مخزن"
            ),
            cause: (
                """
                The row was written by another program, or by a fault of the one that stored it.
                """,
                "كتب الصف برنامج آخر، أو فيه خلل من البرنامج الذي خزنه."
            ),
            about: (
                """
                One-time codes and API secrets are never kept in a ledger, since ledgers are \
                handed to others.
                """,
                "لا تُحفظ في السجل رموز المرة الواحدة ولا أسرار الربط، فالسجل يُسلَّم لغيرك."
            ),
            expected: (
                "what stands in its place",
                "ما يقوم مقامه"
            ),
            found: (
                "the row, and the name of the line or member",
                "الصف واسم السطر أو العضو"
            )),
        FindingText(
            .restoreMismatch, ref: "A12", .fail, next: .compare,
            title: (
                "a return to an older copy does not fit the log before it",
                "استعادة نسخة أقدم لا توافق الدفتر قبلها"
            ),
            cause: (
                "Entries before it were rewritten since, or the record was edited.",
                "أُعيدت كتابة قيود قبلها بعد ذلك، أو عُدّل القيد."
            ),
            about: (
                """
                The record of a return names the size and the root of the log as the copy had \
                it.
                """,
                "يسمي قيد الاستعادة حجم الدفتر وجذره كما كانا في النسخة."
            ),
            expected: (
                "size or root of the log before it",
                "حجم الدفتر أو جذره قبلها"
            ),
            found: (
                "what the record says",
                "ما يقوله القيد"
            )),
        FindingText(
            .importMismatch, ref: "A25", .fail, next: .compare,
            title: (
                "the record of an import does not fit the documents it names",
                "قيد استيراد لا يوافق المستندات التي يسميها"
            ),
            cause: (
                "Someone who could rewrite the log edited the record or its documents.",
                "عدّل القيدَ من يقدر على إعادة كتابة الدفتر، أو عُدّلت مستنداته."
            ),
            about: (
                """
                The documents of an imported sheet are issued one after the other in one \
                transaction, and the record that names the first and the last comes next in \
                the log.
                """,
                """
                تصدر مستندات الجدول المستورد متتالية في عملية واحدة، ويليها في الدفتر القيد الذي \
                يسمي أولها وآخرها.
                """
            ),
            expected: (
                "where the entry, the chain or the time must be",
                "الموضع أو السلسلة أو الوقت الواجب"
            ),
            found: (
                "what the log or the record says",
                "ما يقوله الدفتر أو القيد"
            )),
        FindingText(
            .numberLost, ref: "A13", .fail, next: .compare,
            title: (
                "a number was given again that a lost document has",
                "أُعطي رقم مستند مفقود مرة أخرى"
            ),
            cause: (
                """
                The ledger was put back to an older copy, and a sale whose document that copy \
                lacks was issued a second time.
                """,
                "أُعيد السجل إلى نسخة أقدم، وصدر مرة ثانية بيع ينقص مستنده تلك النسخة."
            ),
            about: (
                """
                A return records the numbers of the documents that it lacks, as far as they are \
                known. The buyer or the authority may have them, so no other document gets such a \
                number.
                """,
                """
                تقيّد الاستعادة أرقام المستندات التي تنقصها بقدر ما تُعرف. وقد تكون عند المشتري أو \
                الهيئة، فلا يأخذ رقمها مستند آخر.
                """
            ),
            expected: (
                "another number",
                "رقم آخر"
            ),
            found: (
                "number and counter of the document that was lost",
                "رقم المستند المفقود وعداده"
            )),
        FindingText(
            .epochRetired, ref: "A13", .fail, next: .compare,
            title: (
                "a document stands in an epoch that was given up",
                "مستند في حقبة تُركت"
            ),
            cause: (
                """
                The ledger was put back to an older copy, and documents were issued in an \
                epoch whose later counters were already given.
                """,
                "أُعيد السجل إلى نسخة أقدم، وصدرت مستندات في حقبة أُعطيت عداداتها التالية من قبل."
            ),
            about: (
                """
                After a return the unit begins a new epoch, so that no counter is given to two \
                documents.
                """,
                "تبدأ الوحدة بعد الاستعادة حقبة جديدة كي لا يُعطى عداد لمستندين."
            ),
            expected: (
                "counters before those that are missing",
                "العدادات قبل المفقودة"
            ),
            found: (
                "counter of the document",
                "عداد المستند"
            )),
    ]
}
