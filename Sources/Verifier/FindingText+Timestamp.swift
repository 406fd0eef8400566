import Invoicing

extension FindingText {
    /// Findings about time stamps (RFC 3161) over checkpoints.
    static let ofTimestamp: [FindingText] = [
        FindingText(
            .timestampInvalid, ref: "E14", .fail, next: .stamp,
            title: (
                "a time stamp is no sound one, or not over a checkpoint that was given",
                "ختم زمني غير سليم أو ليس على نقطة تحقق أُعطيت"
            ),
            cause: (
                "The file was damaged, forged, put beside the wrong checkpoint, or made under "
                    + "another policy.",
                "تلف الملف أو زُوِّر أو وُضع عند نقطة تحقق غير نقطته أو صدر بسياسة أخرى."
            ),
            about: (
                """
                A token is signed by one certificate that is in it, that is for time stamps alone, \
                that the token names and that was valid at its moment; it is over the SHA-2 digest \
                of a checkpoint with the log's signature, or of another token. This one is not.
                """,
                """
                توقّع الختم شهادة واحدة فيه، مخصصة للأختام الزمنية وحدها، يسميها الختم وكانت صالحة \
                في وقته؛ وهو على بصمة SHA-2 لنقطة تحقق بتوقيع السجل أو لختم آخر. وليس هذا كذلك.
                """
            ),
            expected: ("what the stamp should be", "ما ينبغي أن يكون عليه الختم"),
            found: ("the stamp's file", "ملف الختم")),
        FindingText(
            .timestampUnproven, ref: "E13", .unproven, next: .stamp,
            title: (
                "a time stamp proves no time: its authority is not trusted, or no longer valid",
                "ختم زمني لا يثبت وقتًا: جهته غير موثوقة أو انتهت صلاحيتها"
            ),
            cause: (
                "The authority's root was not given, or its certificates ended and nothing later "
                    + "covers the stamp.",
                "لم تُعطَ شهادة الجهة الجذر أو انتهت شهاداتها ولا شيء بعدها يشمل الختم."
            ),
            about: (
                """
                A stamp holds as long as its certificates do. A stamp that was itself stamped \
                while they were good holds on (`sijil timestamp FILE.tsr`). Nothing is said \
                against the ledger here; only the time is not proven.
                """,
                """
                يصح الختم ما صحت شهاداته. والختم الذي خُتم هو نفسه وهي صالحة يبقى صحيحًا \
                (`sijil timestamp FILE.tsr`). ولا شيء هنا على السجل؛ لكن الوقت غير مثبت.
                """
            ),
            expected: ("what would make it count", "ما يجعله معتدًا به"),
            found: ("the stamp's file and its time", "ملف الختم ووقته")),
        FindingText(
            .timestampOrder, ref: "E15", .warning, next: .stamp,
            title: (
                "a time stamp is older than a document under it says of itself (order failure)",
                "ختم زمني أقدم مما يقوله مستند مشمول به عن نفسه"
            ),
            cause: (
                "The clock of the issuing computer was ahead.",
                "كانت ساعة الحاسوب المُصدر متقدمة."
            ),
            about: (
                """
                What a stamp covers existed when it was made. A document recorded later by its \
                own word has a wrong time (TIMESTAMP_ORDER_FAILURE in ETSI EN 319 102-1). A minute \
                is allowed for.
                """,
                """
                ما يشمله الختم كان موجودًا حين صدر. والمستند الذي يقول إنه سُجل بعده وقته خطأ \
                (TIMESTAMP_ORDER_FAILURE في ETSI EN 319 102-1). ويُتسامح في دقيقة.
                """
            ),
            expected: ("the latest time claimed under it", "أحدث وقت مذكور تحته"),
            found: ("the stamp's file and its time", "ملف الختم ووقته")),
        FindingText(
            .cosignatureEarly, ref: "H9", .warning, next: .clock,
            title: (
                "a witness says that it cosigned at a time that is still to come",
                "شاهد يقول إنه وقّع في وقت لم يحن بعد"
            ),
            cause: (
                "The witness's clock is ahead, or this computer's is behind.",
                "ساعة الشاهد متقدمة أو ساعة هذا الحاسوب متأخرة."
            ),
            about: (
                """
                The checkpoint counts: what it covers can no longer be rewritten unseen. Its time \
                does not: a witness with a wrong clock proves nothing about when, so certificates \
                are not judged by it. Five minutes are allowed for.
                """,
                """
                نقطة التحقق معتد بها: فما تشمله لم يعد تغييره خفيًّا ممكنًا. أما وقتها فلا: لا \
                يثبت شاهد ساعته خطأ متى كان الشيء، فلا تُقيَّم به الشهادات. ويُتسامح في خمس دقائق.
                """
            ),
            expected: ("this computer's clock", "ساعة هذا الحاسوب"),
            found: (
                "the witness, its time and the checkpoint's file", "الشاهد ووقته وملف نقطة التحقق"
            )),
    ]
}
