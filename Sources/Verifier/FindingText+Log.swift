import Invoicing

extension FindingText {
    /// Findings about the log and the records under it.
    static let ofLog: [FindingText] = [
        FindingText(
            .documentChanged, ref: "A1", .fail, next: .receipt,
            title: (
                "a stored document is not the one that was logged",
                "المستند المخزن ليس الذي قُيد"
            ),
            cause: (
                "The XML was changed after it was issued.",
                "غُيّر ملف XML بعد إصداره."
            ),
            about: (
                """
                The log keeps the SHA-256 of the exact bytes of each document. SQLite does not \
                notice such an edit.
                """,
                """
                يحفظ الدفتر بصمة SHA-256 لبايتات كل مستند بعينها. ولا يلاحظ SQLite مثل هذا \
                التعديل.
                """
            ),
            expected: (
                "SHA-256 in the log",
                "بصمة SHA-256 في الدفتر"
            ),
            found: (
                "SHA-256 of the stored XML",
                "بصمة SHA-256 للملف المخزن"
            )),
        FindingText(
            .stampReplaced, ref: "A16", .fail, next: .receipt,
            title: (
                "the stamp of a document was replaced after it was issued",
                "استُبدل ختم مستند بعد إصداره"
            ),
            cause: (
                """
                The signature, the certificate or the QR code was changed; the invoice hash \
                does not cover them, the log does.
                """,
                """
                غُيّر التوقيع أو الشهادة أو رمز QR، وتجزئة الفاتورة لا تشملها والدفتر يشملها.
                """
            ),
            about: (
                """
                The hash chain stays whole when only the stamp changes. The log keeps the \
                exact bytes, so the change shows.
                """,
                """
                تبقى سلسلة التجزئة سليمة إذا تغيّر الختم وحده. والدفتر يحفظ البايتات بعينها \
                فيظهر التغيير.
                """
            ),
            expected: (
                "SHA-256 in the log",
                "بصمة SHA-256 في الدفتر"
            ),
            found: (
                "SHA-256 of the stored XML",
                "بصمة SHA-256 للملف المخزن"
            )),
        FindingText(
            .issuanceChanged, ref: "A25", .fail, next: .compare,
            title: (
                "the record of an issuance was changed",
                "غُيّر قيد إصدار"
            ),
            cause: (
                """
                Unit, epoch, counter, revision, recording time, key, draft digest or warnings \
                of this row were edited.
                """,
                """
                عُدّل في هذا الصف الوحدة أو الحقبة أو العداد أو المراجعة أو وقت القيد أو \
                المفتاح أو بصمة المسودة أو التنبيهات.
                """
            ),
            about: (
                """
                These columns are not in the XML; the log keeps them in an entry of their own.
                """,
                "هذه الأعمدة ليست في ملف XML، والدفتر يحفظها في قيد خاص بها."
            ),
            expected: (
                "SHA-256 in the log",
                "بصمة SHA-256 في الدفتر"
            ),
            found: (
                "SHA-256 of the row",
                "بصمة SHA-256 للصف"
            )),
        FindingText(
            .recordChanged, ref: "A1", .fail, next: .compare,
            title: (
                "a stored record is not the one that was logged",
                "القيد المخزن ليس الذي سُجل"
            ),
            cause: (
                """
                A row about the ledger, a unit, a key, a certificate or a chain was edited.
                """,
                "عُدّل صف يخص السجل أو وحدة أو مفتاحًا أو شهادة أو سلسلة."
            ),
            about: (
                "The log keeps the SHA-256 of every record of the file.",
                "يحفظ الدفتر بصمة SHA-256 لكل قيد في الملف."
            ),
            expected: (
                "SHA-256 in the log",
                "بصمة SHA-256 في الدفتر"
            ),
            found: (
                "SHA-256 of the row",
                "بصمة SHA-256 للصف"
            )),
        FindingText(
            .recordMissing, ref: "A3", .fail, next: .compare,
            title: (
                "a logged record is gone",
                "قيد مسجل في الدفتر مفقود"
            ),
            cause: (
                "The row was removed; its entry in the log is still there.",
                "حُذف الصف وبقي قيده في الدفتر."
            ),
            about: (
                "Every entry of the log belongs to one row of the file.",
                "لكل قيد في الدفتر صف واحد في الملف."
            ),
            expected: (
                "the row that the log names",
                "الصف الذي يسميه الدفتر"
            ),
            found: (
                "no such row",
                "لا صف كهذا"
            )),
        FindingText(
            .recordNotLogged, ref: "A24", .fail, next: .compare,
            title: (
                "a record is not in the log",
                "قيد غير مسجل في الدفتر"
            ),
            cause: (
                """
                The row was put in by another program, or its entry was removed from the log.
                """,
                "أدخل برنامج آخر الصف، أو حُذف قيده من الدفتر."
            ),
            about: (
                """
                Sijil writes a row and its log entry in one transaction; one never stands \
                without the other.
                """,
                "يكتب سجل الصف وقيده في معاملة واحدة، فلا يوجد أحدهما دون الآخر."
            ),
            expected: (
                "an entry in the log",
                "قيد في الدفتر"
            ),
            found: (
                "none",
                "لا شيء"
            )),
        FindingText(
            .logGap, ref: "A24", .fail, next: .compare,
            title: (
                "entries are missing from the log",
                "قيود مفقودة من الدفتر"
            ),
            cause: (
                "Entries were removed from the middle of the log.",
                "حُذفت قيود من وسط الدفتر."
            ),
            about: (
                "Entries are numbered from 1 without gaps.",
                "القيود مرقمة من 1 بلا فجوات."
            ),
            expected: (
                "the next entry",
                "القيد التالي"
            ),
            found: (
                "the entry that follows instead",
                "القيد الذي جاء بدله"
            )),
        FindingText(
            .leafMismatch, ref: "A24", .fail, next: .compare,
            title: (
                "a log entry does not match its own hash",
                "قيد في الدفتر لا يطابق تجزئته"
            ),
            cause: (
                "The entry was edited: its kind, payload digest or leaf hash.",
                "عُدّل القيد: نوعه أو بصمة محتواه أو تجزئة ورقته."
            ),
            about: (
                """
                The leaf hash follows from the kind and the payload digest alone, and the root \
                of the log from the leaf hashes.
                """,
                """
                تنتج تجزئة الورقة من النوع وبصمة المحتوى وحدهما، وجذر الدفتر من تجزئات \
                الأوراق.
                """
            ),
            expected: (
                "leaf hash computed from the entry",
                "تجزئة الورقة محسوبة من القيد"
            ),
            found: (
                "leaf hash stored",
                "تجزئة الورقة المخزنة"
            )),
        FindingText(
            .logKindUnknown, ref: "A24", .fail, next: .compare,
            title: (
                "a log entry is of a kind that this version does not have",
                "قيد في الدفتر من نوع لا يعرفه هذا الإصدار"
            ),
            cause: (
                "The entry was put in or edited by another program.",
                "أدخل برنامج آخر القيد أو عدّله."
            ),
            about: (
                "The kinds of log entries are a closed list.",
                "أنواع القيود قائمة مغلقة."
            ),
            expected: (
                "a kind of this version",
                "نوع من أنواع هذا الإصدار"
            ),
            found: (
                "the kind in the entry",
                "النوع في القيد"
            )),
        FindingText(
            .logDuplicate, ref: "A24", .fail, next: .compare,
            title: (
                "a record has two log entries",
                "لسجل واحد قيدان في الدفتر"
            ),
            cause: (
                "An entry was put in by another program.",
                "أدخل برنامج آخر قيدًا."
            ),
            about: (
                "Each record is logged once.",
                "يُقيد كل سجل مرة واحدة."
            ),
            expected: (
                "one entry",
                "قيد واحد"
            ),
            found: (
                "the second entry",
                "القيد الثاني"
            )),
        FindingText(
            .ledgerRow, ref: "A3", .fail, next: .compare,
            title: (
                "the file does not say what ledger it is",
                "الملف لا يبيّن أي سجل هو"
            ),
            cause: (
                "The one row of the table \"ledger\" was removed, edited or doubled.",
                "حُذف الصف الوحيد في جدول ledger أو عُدّل أو أُضيف إليه آخر."
            ),
            about: (
                """
                That row names the seller, the environment and the key of the log. The log's name \
                is sijil, the seller's VAT number and the ledger's UUID.
                """,
                """
                يسمي ذلك الصف البائع والبيئة ومفتاح الدفتر. واسم الدفتر sijil ثم الرقم الضريبي \
                للبائع ثم معرّف السجل.
                """
            ),
            expected: (
                "one row, or what its columns say together",
                "صف واحد، أو ما تقوله أعمدته معًا"
            ),
            found: (
                "rows found, or what one of them says",
                "الصفوف الموجودة، أو ما يقوله أحدها"
            )),
        FindingText(
            .logOrder, ref: "A24", .fail, next: .compare,
            title: (
                "an entry of the log does not stand where it can stand",
                "قيد في الدفتر ليس في موضع يصح له"
            ),
            cause: (
                "Rows or their numbers were exchanged, or the log was written in another order.",
                "بُدّلت صفوف أو أرقامها، أو أُعيدت كتابة الدفتر بترتيب آخر."
            ),
            about: (
                """
                Rows get their numbers and their entries as they come: a document's two entries \
                stand together, and an answer after its request, a request after its document. \
                The numbers of documents and certificates are in no leaf, so a checkpoint does \
                not hold them; the order does.
                """,
                """
                تأخذ الصفوف أرقامها وقيودها كما تأتي: قيدا المستند متتاليان، والرد بعد طلبه، \
                والطلب بعد مستنده. وأرقام المستندات والشهادات ليست في الأوراق فلا تحفظها نقطة \
                تحقق، بل يحفظها الترتيب.
                """
            ),
            expected: (
                "where the entry must stand",
                "الموضع الواجب للقيد"
            ),
            found: (
                "where it stands",
                "موضعه"
            )),
    ]
}
