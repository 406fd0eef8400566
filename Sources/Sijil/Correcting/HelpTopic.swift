public import Invoicing

/// What `explain` tells beside the codes of findings.
public enum HelpTopic: String, CaseIterable, Sendable {
    case correctAnInvoice = "correct-an-invoice"

    public var title: Bilingual {
        Bilingual(
            en: "how a mistake in an issued invoice is corrected",
            ar: "كيف يُصحح خطأ في فاتورة صادرة")
    }

    public var paragraphs: [Bilingual] {
        [
            Bilingual(
                en: "Nothing that was issued can be deleted or edited, by nobody. Each document "
                    + "holds the hash of the one before it, so one that is taken out or changed "
                    + "shows for ever; the law forbids it, and forbids resetting the counter.",
                ar: "لا يمكن لأحد حذف ما صدر ولا تعديله. ففي كل مستند تجزئة الذي قبله، فما يُنزع "
                    + "أو يُغير يظهر أثره دائمًا؛ والنظام يمنع ذلك ويمنع إعادة العداد."),
            Bilingual(
                en: "The invoice is accepted and too much was charged, goods came back, or the "
                    + "sale is off: issue a credit note. "
                    + "sijil draft NUMBER --as credit-note --reason TEXT | sijil issue -",
                ar: "قُبلت الفاتورة وكان المبلغ زائدًا، أو أُعيدت البضاعة، أو أُلغي البيع: أصدر "
                    + "إشعارًا دائنًا. "
                    + "sijil draft NUMBER --as credit-note --reason TEXT | sijil issue -"),
            Bilingual(
                en: "Too little was charged: issue a debit note, --as debit-note. One line only: "
                    + "--line N. A wrong buyer or date: credit the whole and issue a new invoice.",
                ar:
                    "كان المبلغ ناقصًا: أصدر إشعارًا مدينًا ‎--as debit-note. سطر واحد فقط: "
                    + "‎--line N. مشترٍ خطأ أو تاريخ خطأ: ألغِها كلها بإشعار دائن "
                    + "وأصدر فاتورة جديدة."),
            Bilingual(
                en: "The authority rejected the document: it stays with its counter, and its "
                    + "successor is a new document that may keep the number. "
                    + "sijil draft NUMBER --as successor writes what it says, to be corrected, and "
                    + "sijil reissue NUMBER DRAFT issues that. Where the sale is off, no document "
                    + "follows, and that is put on record: sijil close NUMBER --reason TEXT",
                ar: "رفضت الهيئة المستند: يبقى بعداده، وخلفه مستند جديد يجوز أن يحمل الرقم نفسه. "
                    + "sijil draft NUMBER --as successor يكتب محتواه لتصحيحه، و"
                    + "sijil reissue NUMBER DRAFT يصدره. فإن أُلغي البيع فلا خلف له ويُقيّد ذلك: "
                    + "sijil close NUMBER --reason TEXT"),
            Bilingual(
                en: "It was rejected for its stamp alone, as when its certificate was revoked: "
                    + "get the unit another certificate (sijil cert renew; where it was revoked, "
                    + "sijil cert retire --as revoked and then sijil cert enrol) and issue the "
                    + "same content again. sijil reissue --unchanged NUMBER, or without a number "
                    + "all such documents.",
                ar: "رُفض لختمه وحده، كما يحدث إذا أُلغيت شهادته: احصل للوحدة على شهادة أخرى "
                    + "(sijil cert renew، وإن أُلغيت sijil cert retire --as revoked ثم "
                    + "sijil cert enrol) وأصدر المحتوى نفسه من جديد. "
                    + "sijil reissue --unchanged NUMBER، وبلا رقم كل المستندات المماثلة."),
            Bilingual(
                en: "The outcome is unknown: never issue it anew. sijil submit settles it with the "
                    + "same bytes, within 24 hours of the sending. Later only the portal can tell. "
                    + "It is not there: sijil submit NUMBER --resend. It is there, accepted: "
                    + "sijil settle NUMBER --seen-in-portal TEXT, for a standard invoice with "
                    + "--cleared-copy FILE, the cleared XML from the portal.",
                ar: "النتيجة غير معروفة: لا تُصدره من جديد أبدًا. الأمر sijil submit يحسمه "
                    + "بالبايتات نفسها خلال 24 ساعة من إرساله. وبعدها لا تعلم إلا البوابة. ليس "
                    + "فيها: sijil submit NUMBER --resend. فيها مقبولًا: sijil settle NUMBER "
                    + "--seen-in-portal TEXT، وللفاتورة الضريبية --cleared-copy FILE وهو ملف XML "
                    + "المعتمد من البوابة."),
        ]
    }
}
