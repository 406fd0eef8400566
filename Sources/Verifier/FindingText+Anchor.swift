import Invoicing

extension FindingText {
    /// Findings about checkpoints that somebody outside kept.
    static let ofAnchor: [FindingText] = [
        FindingText(
            .ledgerShorter, ref: "A4", .fail, next: .compare,
            title: (
                "the ledger has fewer entries than it had when a checkpoint was signed",
                "قيود السجل أقل مما كانت حين وُقِّعت نقطة تحقق"
            ),
            cause: (
                "Invoices were cut off at the end, or an older copy was put back.",
                "قُطعت فواتير من آخر السجل أو أعيدت نسخة أقدم."
            ),
            about: (
                """
                A checkpoint says how many entries the log had and what they were. A log only \
                grows, so a shorter one lost entries after that moment. Which invoices they were, \
                the other copies of the ledger or the buyers can say.
                """,
                """
                تقول نقطة التحقق كم كان عدد القيود وما هي. والسجل لا يزيد إلا نموًا، فالأقصر فقد \
                قيودًا بعد تلك اللحظة. أما أي الفواتير فتبينه نسخ السجل الأخرى أو المشترون.
                """
            ),
            expected: ("what the checkpoint says", "ما تقوله نقطة التحقق"),
            found: ("the log in this file", "السجل في هذا الملف")),
        FindingText(
            .anchorMismatch, ref: "A11", .fail, next: .compare,
            title: (
                "the ledger was rewritten since a checkpoint was signed",
                "أعيدت كتابة السجل بعد توقيع نقطة تحقق"
            ),
            cause: (
                "Somebody who holds the keys made another history, or put in, took out or changed "
                    + "entries.",
                "صنع حامل المفاتيح تاريخًا آخر أو أضاف قيودًا أو حذفها أو غيّرها."
            ),
            about: (
                """
                The root in a checkpoint commits to every entry before it. The audit computes the \
                root over as many entries of this file; another root means that at least one of \
                them is not what it was. It holds against the owner of all keys too.
                """,
                """
                يُلزم الجذر في نقطة التحقق بكل قيد قبلها. ويحسب التدقيق جذر العدد نفسه من قيود هذا \
                الملف؛ فإن اختلف فقيد منها على الأقل ليس كما كان. ويصح ذلك على مالك المفاتيح أيضًا.
                """
            ),
            expected: ("what the checkpoint says", "ما تقوله نقطة التحقق"),
            found: ("the root over the same number of entries", "جذر العدد نفسه من القيود")),
        FindingText(
            .logKeyReplaced, ref: "A26", .fail, next: .owner,
            title: (
                "a checkpoint for this ledger is not signed by its log key",
                "نقطة تحقق لهذا السجل غير موقعة بمفتاحه"
            ),
            cause: (
                "The log key in the file was replaced, or the checkpoint was forged.",
                "استُبدل مفتاح السجل في الملف أو زُوِّرت نقطة التحقق."
            ),
            about: (
                """
                A ledger has one log key from its first day. With a policy the key must be the \
                one that the policy names; without one, the key in the file is taken, which proves \
                less.
                """,
                """
                للسجل مفتاح واحد منذ يومه الأول. فإن أُعطيت سياسة وجب أن يكون المفتاح الذي تسميه؛ \
                ودونها يؤخذ المفتاح الذي في الملف، وهو إثبات أضعف.
                """
            ),
            expected: ("who must have signed", "من يجب أن يكون قد وقّع"),
            found: ("the checkpoint's file", "ملف نقطة التحقق")),
        FindingText(
            .notAnchored, ref: "A5", .unproven, next: .anchor,
            title: (
                "no outside anchor covers the end of the ledger",
                "لا مرساة خارجية تشمل آخر السجل"
            ),
            cause: (
                "No checkpoint was given, or documents were issued after the newest one.",
                "لم تُعطَ نقطة تحقق أو صدرت مستندات بعد أحدثها."
            ),
            about: (
                """
                Whoever holds all keys could rewrite what no checkpoint in other hands covers, and \
                nothing in the file would show it.
                """,
                """
                بوسع حامل المفاتيح كلها أن يعيد كتابة ما لا تشمله نقطة تحقق في يد غيره، ولن يُظهر \
                ذلك شيء في الملف.
                """
            ),
            expected: ("documents under an anchor", "المستندات المشمولة بمرساة"),
            found: ("documents under none", "مستندات بلا مرساة")),
    ]
}
