import Invoicing

extension FindingText {
    /// Findings about business rules.
    static let ofRules: [FindingText] = [
        FindingText(
            .ruleError, ref: "F16", .fail, next: .correct,
            title: (
                "documents break a rule of the authority",
                "مستندات تخالف قاعدة من قواعد الهيئة"
            ),
            cause: (
                "The documents were issued by a program that did not check the rule.",
                "أصدر المستندات برنامج لم يفحص القاعدة."
            ),
            about: (
                """
                Each document is judged by the rules of its day, at the time when it was recorded. \
                The authority's validator gives the same verdict. Documents that break the same \
                rule are one finding.
                """,
                """
                يُحكم على كل مستند بقواعد يومه، في وقت تسجيله، وحكم مدقق الهيئة هو نفسه. \
                والمستندات التي تخالف القاعدة نفسها نتيجة واحدة.
                """
            ),
            expected: (
                "the rule, and what it would take where that can be said",
                "القاعدة، وما تقبله حيث يمكن ذكره"
            ),
            found: (
                "place and value in the document",
                "الموضع والقيمة في المستند"
            )),
        FindingText(
            .warningsDiffer, ref: "F16", .warning, next: .watch,
            title: (
                "the warnings stored with documents are not those of the rules",
                "التنبيهات المخزنة مع المستندات ليست تنبيهات القواعد"
            ),
            cause: (
                "The documents were issued by an older version, which checked fewer rules.",
                "صدرت المستندات بإصدار أقدم يفحص قواعد أقل."
            ),
            about: (
                """
                Rules that warn do not stop a document; their ids are stored when it is issued. \
                Judged anew, the same ones should come out.
                """,
                """
                القواعد المنبهة لا توقف المستند، بل تُخزن معرفاتها عند إصداره. وإعادة الحكم يجب \
                أن تعطي المعرفات نفسها.
                """
            ),
            expected: (
                "rules that warn of the document",
                "القواعد التي تنبه على المستند"
            ),
            found: (
                "rules stored with it",
                "القواعد المخزنة معه"
            )),
    ]
}
