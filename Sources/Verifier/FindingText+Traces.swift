import Invoicing

extension FindingText {
    /// Findings about what lies beside the file, and the traces that other programs leave in it.
    static let ofTraces: [FindingText] = [
        FindingText(
            .journalRecovered, ref: "B8", .warning, next: .owner,
            title: (
                "a write was cut off; the audit is of the recovered copy",
                "انقطعت عملية كتابة، والتدقيق للنسخة المستعادة"
            ),
            cause: (
                """
                The program or the computer stopped in the middle of a write. SQLite undoes it \
                when the owner next opens the file.
                """,
                """
                توقف البرنامج أو الحاسوب أثناء الكتابة. وسيتراجع SQLite عنها حين يفتح المالك \
                الملف.
                """
            ),
            about: (
                """
                A rollback journal lies beside the file. The file was not touched: a private \
                copy was recovered and audited.
                """,
                "بجانب الملف سجل تراجع. لم يُمس الملف، بل استُعيدت نسخة خاصة ودُققت."
            ),
            expected: (
                "no journal to roll back",
                "لا سجل تراجع"
            ),
            found: (
                "pages that the cut-off write had changed",
                "صفحات غيّرتها الكتابة المنقطعة"
            )),
        FindingText(
            .walFound, ref: "B7", .warning, next: .owner,
            title: (
                "a write-ahead log lies beside the file",
                "بجانب الملف سجل كتابة مسبقة"
            ),
            cause: (
                """
                Another program switched the file to WAL mode. Sijil never does, since such a \
                file is incomplete alone.
                """,
                """
                حوّل برنامج آخر الملف إلى وضع WAL. وسجل لا يفعل ذلك، لأن الملف وحده يصير \
                ناقصًا.
                """
            ),
            about: (
                "The audit is of a private copy of both files together.",
                "التدقيق لنسخة خاصة من الملفين معًا."
            ),
            expected: (
                "one file at rest",
                "ملف واحد ساكن"
            ),
            found: (
                "bytes in the -wal file",
                "بايتات ملف ‎-wal"
            )),
        FindingText(
            .walForeign, ref: "B7", .corrupt, next: .owner,
            title: (
                "the write-ahead log belongs to another file",
                "سجل الكتابة المسبقة يخص ملفًا آخر"
            ),
            cause: (
                "The -wal file of another database was put or left beside the ledger.",
                "وُضع ملف ‎-wal لقاعدة بيانات أخرى بجانب السجل أو تُرك عنده."
            ),
            about: (
                """
                With the -wal applied the file is no ledger, a damaged one or another one; \
                without it, SQLite finds it whole. The audit is of the file alone.
                """,
                "الملف مع ‎-wal ليس سجلًا أو هو سجل تالف أو سجل آخر، وبدونه تجده SQLite سليمًا. "
                    + "والتدقيق للملف وحده."
            ),
            expected: (
                "a ledger",
                "سجل"
            ),
            found: (
                "what the two files make together",
                "ما يؤلفه الملفان معًا"
            )),
        FindingText(
            .walMissing, ref: "B6", .warning, next: .owner,
            title: (
                "the file is in WAL mode and its -wal file is not here",
                "الملف في وضع WAL وملف ‎-wal غائب"
            ),
            cause: (
                """
                The file was copied without its -wal file, which may hold the newest \
                documents.
                """,
                "نُسخ الملف دون ملف ‎-wal الذي قد يحمل أحدث المستندات."
            ),
            about: (
                """
                Sijil never uses WAL mode. Documents that were only in the missing file leave \
                no trace in this one.
                """,
                """
                سجل لا يستعمل وضع WAL. والمستندات التي كانت في الملف الغائب وحده لا أثر لها \
                هنا.
                """
            ),
            expected: (
                "rollback journal mode",
                "وضع سجل التراجع"
            ),
            found: (
                "WAL mode",
                "وضع WAL"
            )),
        FindingText(
            .schemaCookie, ref: "A21", .warning, next: .watch,
            title: (
                "the schema was changed more often than Sijil changes it",
                "تغيّر المخطط مرات أكثر مما يغيّره سجل"
            ),
            cause: (
                """
                Triggers or indexes were dropped and put back, or the file was vacuumed, by \
                another program.
                """,
                "أزال برنامج آخر مشغّلات أو فهارس ثم أعادها، أو ضغط الملف."
            ),
            about: (
                """
                SQLite counts schema changes. This is a trace, no proof: it tells that \
                somebody was at the file.
                """,
                "يعدّ SQLite تغييرات المخطط. هذا أثر لا دليل: يدل على أن أحدًا عبث بالملف."
            ),
            expected: (
                "count after the published version",
                "العدد بعد الإصدار المنشور"
            ),
            found: (
                "count in the file",
                "العدد في الملف"
            )),
        FindingText(
            .freePages, ref: "A4", .warning, next: .watch,
            title: (
                "the file has free pages",
                "في الملف صفحات حرة"
            ),
            cause: (
                "Rows were removed: a ledger only grows and never frees a page.",
                "حُذفت صفوف: فالسجل ينمو فقط ولا يحرر صفحة."
            ),
            about: (
                "A trace, no proof: pages become free only when something is deleted.",
                "أثر لا دليل: لا تتحرر الصفحات إلا بالحذف."
            ),
            expected: (
                "free pages",
                "صفحات حرة"
            ),
            found: (
                "free pages",
                "صفحات حرة"
            )),
        FindingText(
            .sequenceAhead, ref: "A4", .warning, next: .watch,
            title: (
                "the log once had more entries than now",
                "كان في الدفتر قيود أكثر مما فيه الآن"
            ),
            cause: (
                "Entries at the end were removed.",
                "حُذفت قيود من آخر الدفتر."
            ),
            about: (
                """
                SQLite remembers the highest number it gave to a log entry. A trace, no proof; \
                a checkpoint or receipt kept elsewhere tells what is missing.
                """,
                """
                يتذكر SQLite أعلى رقم أعطاه لقيد. هذا أثر لا دليل، وتبيّن المفقودَ نقطةُ تحقق \
                أو إيصال محفوظ في مكان آخر.
                """
            ),
            expected: (
                "last entry in the log",
                "آخر قيد في الدفتر"
            ),
            found: (
                "highest entry ever given",
                "أعلى قيد أُعطي"
            )),
    ]
}
