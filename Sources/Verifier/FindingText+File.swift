import Invoicing

extension FindingText {
    /// Findings about the file and the database.
    static let ofFile: [FindingText] = [
        FindingText(
            .fileDamaged, ref: "B1", .corrupt, next: .disk,
            title: (
                "the file is damaged",
                "الملف تالف"
            ),
            cause: (
                """
                Pages of the file are missing or hold something else: a cut copy, a failing \
                disk, or an edit outside SQLite.
                """,
                """
                صفحات من الملف مفقودة أو تحمل محتوى آخر: نسخة مبتورة أو قرص معطوب أو تعديل من \
                خارج SQLite.
                """
            ),
            about: (
                """
                SQLite could not read every page. What could still be read was checked and is \
                listed; the rest cannot be judged from this file.
                """,
                """
                لم يستطع SQLite قراءة كل الصفحات. ما أمكن قراءته فُحص وأُدرج، وأما الباقي فلا \
                يمكن الحكم عليه من هذا الملف.
                """
            ),
            expected: (
                "a file that SQLite reads from end to end",
                "ملف يقرؤه SQLite من أوله إلى آخره"
            ),
            found: (
                "what SQLite reported",
                "ما أبلغ عنه SQLite"
            )),
        FindingText(
            .fileUnread, ref: "B1", .corrupt, next: .source,
            title: (
                "a file of the folder could not be read",
                "تعذرت قراءة ملف من المجلد"
            ),
            cause: (
                "It may not be read, its medium fails, or it lies too deep in folders.",
                "قراءته غير مسموحة، أو وسيطه معطوب، أو هو في عمق مجلدات كثيرة."
            ),
            about: (
                """
                What could not be read was not judged; the other files were. Links are not \
                followed, and nothing but ordinary files is opened.
                """,
                """
                ما تعذرت قراءته لم يُحكم عليه، وأما الملفات الأخرى فحُكم عليها. ولا تُتبع الروابط \
                ولا يُفتح إلا الملفات العادية.
                """
            ),
            expected: (
                "a file that can be read",
                "ملف يمكن قراءته"
            ),
            found: (
                "what the system reported",
                "ما أبلغ عنه النظام"
            )),
        FindingText(
            .indexDamaged, ref: "B3", .corrupt, next: .disk,
            title: (
                "an index of the file does not match its table",
                "فهرس في الملف لا يطابق جدوله"
            ),
            cause: (
                """
                A page of an index is damaged, or rows were written with the index switched \
                off.
                """,
                "صفحة من فهرس تالفة، أو كُتبت صفوف والفهرس معطل."
            ),
            about: (
                """
                The tables themselves were read from end to end without their indexes, so the \
                documents below were judged in full.
                """,
                "قُرئت الجداول نفسها كاملة دون فهارسها، ولذلك حُكم على المستندات كلها."
            ),
            expected: (
                "indexes that agree with their tables",
                "فهارس تطابق جداولها"
            ),
            found: (
                "what SQLite reported",
                "ما أبلغ عنه SQLite"
            )),
        FindingText(
            .schemaDiffers, ref: "A22", .fail, next: .compare,
            title: (
                "the schema is not the published one",
                "مخطط قاعدة البيانات ليس المخطط المنشور"
            ),
            cause: (
                """
                A table, index, trigger or view was added, removed or changed by another \
                program.
                """,
                "أضاف برنامج آخر جدولًا أو فهرسًا أو مشغّلًا أو عرضًا، أو حذفه، أو غيّره."
            ),
            about: (
                """
                Each version of a ledger has one exact schema text. Where tables differ, \
                nothing else in the file is read, because a changed schema can run what it \
                likes.
                """,
                """
                لكل إصدار من السجل نص مخطط واحد بعينه. فإذا اختلفت الجداول لم يُقرأ من الملف \
                شيء آخر، لأن المخطط المغيّر قد ينفذ ما يشاء.
                """
            ),
            expected: (
                "the text of the published version",
                "نص الإصدار المنشور"
            ),
            found: (
                "the objects that differ",
                "الكائنات المختلفة"
            )),
        FindingText(
            .migrationDiffers, ref: "A22", .fail, next: .compare,
            title: (
                "the record of schema changes is not the published one",
                "سجل تغييرات المخطط ليس المنشور"
            ),
            cause: (
                "The table of migrations was edited, or another program changed the schema.",
                "عُدّل جدول الترحيلات، أو غيّر برنامج آخر المخطط."
            ),
            about: (
                """
                Each ledger keeps the SHA-256 of every schema change that it ran; it must be \
                that of the published text.
                """,
                """
                يحفظ كل سجل بصمة SHA-256 لكل تغيير طرأ على مخططه، ويجب أن تكون بصمة النص \
                المنشور.
                """
            ),
            expected: (
                "the published schema change",
                "تغيير المخطط المنشور"
            ),
            found: (
                "the row in the file",
                "الصف الموجود في الملف"
            )),
        FindingText(
            .valueMalformed, ref: "B15", .fail, next: .compare,
            title: (
                "a stored value has the wrong form",
                "قيمة مخزنة بصيغة خاطئة"
            ),
            cause: (
                """
                Another program wrote this row: the value has a type, an encoding or a form \
                that Sijil never writes.
                """,
                "كتب برنامج آخر هذا الصف: للقيمة نوع أو ترميز أو صيغة لا يكتبها سجل أبدًا."
            ),
            about: (
                """
                Columns have fixed types, texts are UTF-8 without NUL, and dates and numbers \
                have one form.
                """,
                """
                للأعمدة أنواع ثابتة، والنصوص بترميز UTF-8 بلا محرف NUL، وللتواريخ والأرقام \
                صيغة واحدة.
                """
            ),
            expected: (
                "the form that it has",
                "صيغتها"
            ),
            found: (
                "the value",
                "القيمة"
            )),
        FindingText(
            .valueTooLarge, ref: "B14", .fail, next: .compare,
            title: (
                "a document or value is larger than any that Sijil reads",
                "مستند أو قيمة أكبر مما يقرؤه سجل"
            ),
            cause: (
                """
                The row was written by another program, perhaps to exhaust whoever reads it.
                """,
                "كتب برنامج آخر هذا الصف، وربما قصد به إنهاك من يقرؤه."
            ),
            about: (
                """
                Documents are at most 10 MB and other values at most 16 MB. A larger one is \
                named and not read.
                """,
                """
                لا يزيد المستند على 10 ميغابايت ولا تزيد القيم الأخرى على 16 ميغابايت. وما زاد \
                على ذلك يُذكر ولا يُقرأ.
                """
            ),
            expected: (
                "the limit in bytes",
                "الحد بالبايت"
            ),
            found: (
                "the size in bytes",
                "الحجم بالبايت"
            )),
        FindingText(
            .tooManyRows, ref: "B14", .unproven, next: .ask,
            title: (
                "there are more rows or files than this program audits",
                "الصفوف أو الملفات أكثر مما يدققه هذا البرنامج"
            ),
            cause: (
                "The file is far larger than a ledger of one firm.",
                "الملف أكبر كثيرًا من سجل منشأة واحدة."
            ),
            about: (
                """
                The audit keeps a few bytes for each row, and stops at a fixed number of rows \
                rather than at the end of the memory.
                """,
                """
                يحتفظ التدقيق ببضعة بايتات لكل صف، ويتوقف عند عدد ثابت من الصفوف لا عند نفاد \
                الذاكرة.
                """
            ),
            expected: (
                "rows or files at most",
                "أقصى عدد للصفوف أو الملفات"
            ),
            found: (
                "how many there are",
                "عددها"
            )),
        FindingText(
            .findingsCut, ref: "B14", .unproven, next: .compare,
            title: (
                "more findings than are listed",
                "نتائج أكثر مما أُدرج"
            ),
            cause: (
                "The file is damaged or changed in very many places.",
                "الملف تالف أو مغيّر في مواضع كثيرة جدًا."
            ),
            about: (
                """
                The list stops at a fixed length; the count says how many findings there were.
                """,
                "تتوقف القائمة عند طول ثابت، والعدد يبين كم نتيجة وُجدت."
            ),
            expected: (
                "findings listed",
                "نتائج مدرجة"
            ),
            found: (
                "findings in all",
                "مجموع النتائج"
            )),
        FindingText(
            .foreignKey, ref: "B18", .fail, next: .compare,
            title: (
                "a row refers to another that is not there",
                "صف يشير إلى صف غير موجود"
            ),
            cause: (
                "A row was removed or changed while another still refers to it.",
                "حُذف صف أو غُيّر وما زال صف آخر يشير إليه."
            ),
            about: (
                """
                Every document names its chain and certificate, every chain its unit. A \
                reference into nothing cannot come from Sijil.
                """,
                """
                كل مستند يسمي سلسلته وشهادته، وكل سلسلة تسمي وحدتها. والإشارة إلى غير موجود لا \
                تصدر عن سجل.
                """
            ),
            expected: (
                "a row of the table named",
                "صف في الجدول المذكور"
            ),
            found: (
                "no such row",
                "لا صف كهذا"
            )),
    ]
}
