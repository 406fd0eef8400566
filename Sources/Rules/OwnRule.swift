public import Invoicing

/// What Sijil looks at beyond the official rules, as far as one document shows it.
///
/// The official validator takes all of this, and the law does not always say it; so each but one
/// is a warning, under an id of Sijil's own, and no verdict on a document depends on it.
public enum OwnRule: String, CaseIterable, Sendable {
    /// A line's VAT (KSA-11) is not its net amount times its rate.
    case lineVAT = "SJL-LINE-VAT"
    /// In an invoice in riyals BT-111 is another number than BT-110.
    case riyalVAT = "SJL-RIYAL-VAT"
    /// The tax total with subtotals is in another currency than BT-5.
    case taxCurrency = "SJL-TAX-CURRENCY"
    /// The seller's name takes more bytes than most readers of the QR code expect.
    case sellerName = "SJL-SELLER-NAME"
    /// A note is dated after the 15th of the month that follows the invoice it names.
    case lateNote = "SJL-LATE-NOTE"
    /// The credit notes over an invoice come to more than it. Only a ledger can tell.
    case overCredit = "SJL-OVER-CREDIT"
    /// More is drawn on an advance than was paid. Only a ledger can tell.
    case overDrawn = "SJL-OVER-DRAWN"
    /// A note is over a number that the ledger does not have.
    case unknownReference = "SJL-UNKNOWN-REFERENCE"
    /// What an invoice settles is no advance that the ledger has.
    case unknownAdvance = "SJL-UNKNOWN-ADVANCE"
    /// A note gives the document that it is over another date than the ledger has.
    case referenceDate = "SJL-REFERENCE-DATE"
    /// What is corrected or settled was rejected by the authority. Only a ledger can tell.
    case rejectedReference = "SJL-REJECTED-REFERENCE"

    /// Whether one document is not enough to judge it: ``LedgerRules`` does.
    public var needsLedger: Bool {
        switch self {
        case .overCredit, .overDrawn, .unknownReference, .unknownAdvance, .referenceDate,
            .rejectedReference:
            true
        case .lineVAT, .riyalVAT, .taxCurrency, .sellerName, .lateNote: false
        }
    }

    /// An error keeps a draft from being issued: what would be taken back or deducted is in no sum.
    public var severity: Problem.Severity { self == .rejectedReference ? .error : .warning }

    public var message: Bilingual {
        switch self {
        case .lineVAT:
            Bilingual(
                en: "\(Term.lineVAT.en) is not net amount times rate",
                ar: "\(Term.lineVAT.ar): ليست الصافي مضروبًا في النسبة")
        case .riyalVAT:
            Bilingual(
                en: "\(Term.totalVATInRiyals.en) differs from BT-110 though all is in riyals",
                ar: "\(Term.totalVATInRiyals.ar): يختلف عن BT-110 مع أن الفاتورة بالريال")
        case .taxCurrency:
            Bilingual(
                en: "\(Term.totalVAT.en) is in another currency than the document",
                ar: "\(Term.totalVAT.ar): بعملة غير عملة المستند")
        case .sellerName:
            Bilingual(
                en: "\(Term.sellerName.en) takes more than 127 bytes in the QR code",
                ar: "\(Term.sellerName.ar): أكثر من 127 بايتًا في رمز الاستجابة السريعة")
        case .lateNote:
            Bilingual(
                en: "the note is dated after the 15th of the month after the invoice's",
                ar: "تاريخ الإشعار بعد اليوم 15 من الشهر التالي لشهر الفاتورة")
        case .overCredit:
            Bilingual(
                en: "the credit notes over an invoice come to more than its total",
                ar: "مجموع الإشعارات الدائنة على الفاتورة أكبر من إجماليها")
        case .overDrawn:
            Bilingual(
                en: "more is drawn on an advance than was paid",
                ar: "المخصوم من الدفعة المقدمة أكبر مما دفع")
        case .unknownReference:
            Bilingual(
                en: "the note is over a document that this ledger does not have",
                ar: "الإشعار عن مستند ليس في هذا السجل")
        case .unknownAdvance:
            Bilingual(
                en: "what is settled is no advance that this ledger has",
                ar: "ما خُصم ليس دفعة مقدمة في هذا السجل")
        case .referenceDate:
            Bilingual(
                en: "the note gives the document that it is over another date than the ledger has",
                ar: "تاريخ المستند المصحح في الإشعار غير تاريخه في السجل")
        case .rejectedReference:
            Bilingual(
                en: "the authority rejected the document that is corrected or settled: it is no "
                    + "sale",
                ar: "رفضت الهيئة المستند المصحح أو المخصوم، فليس بيعًا")
        }
    }

    public var mend: Bilingual {
        switch self {
        case .lineVAT:
            Bilingual(
                en: "multiply BT-131 by BT-152 and round half up to two decimals",
                ar: "اضرب BT-131 في BT-152 وقرّب النصف لأعلى إلى منزلتين")
        case .riyalVAT:
            Bilingual(en: "repeat BT-110 as BT-111", ar: "كرّر BT-110 في BT-111")
        case .taxCurrency:
            Bilingual(
                en: "give the amount the currency of BT-5", ar: "اجعل عملة المبلغ هي BT-5")
        case .sellerName:
            Bilingual(
                en: "shorten the name; an Arabic letter takes two bytes",
                ar: "اختصر الاسم، فالحرف العربي يأخذ بايتين")
        case .lateNote:
            Bilingual(
                en: "issue notes in time; keep the reason for the delay",
                ar: "أصدر الإشعارات في وقتها واحتفظ بسبب التأخير")
        case .overCredit:
            Bilingual(
                en: "credit no more than is left of the invoice",
                ar: "أصدر الإشعار بما لا يزيد على المتبقي من الفاتورة")
        case .overDrawn:
            Bilingual(
                en: "draw no more than is left of the advance",
                ar: "اخصم ما لا يزيد على المتبقي من الدفعة المقدمة")
        case .unknownReference:
            Bilingual(
                en: "check the number; it is right if the invoice is older than the ledger",
                ar: "تحقق من الرقم؛ وهو صحيح إن كانت الفاتورة أقدم من السجل")
        case .unknownAdvance:
            Bilingual(
                en: "give the number of the advance's own document; it is right if that is older "
                    + "than the ledger",
                ar: "اكتب رقم مستند الدفعة المقدمة نفسها؛ وهو صحيح إن كان أقدم من السجل")
        case .referenceDate:
            Bilingual(
                en: "give the date on which the document was issued, or leave it out",
                ar: "اكتب تاريخ صدور المستند أو احذف التاريخ")
        case .rejectedReference:
            Bilingual(
                en: "issue its successor first: sijil reissue NUMBER DRAFT, or sijil reissue "
                    + "--unchanged NUMBER where its stamp alone was rejected; or, if the sale was "
                    + "called off, sijil close NUMBER --reason TEXT, and nothing is left to "
                    + "correct or to settle",
                ar: "أصدر خلفه أولًا: \u{200E}sijil reissue NUMBER DRAFT\u{200E}، أو "
                    + "\u{200E}sijil reissue --unchanged NUMBER\u{200E} إن رُفض ختمه وحده؛ "
                    + "وإن أُلغي البيع فالأمر \u{200E}sijil close NUMBER --reason TEXT\u{200E}، "
                    + "ولا يبقى ما يصحح أو يخصم")
        }
    }
}

/// One breach of one of them.
public struct OwnFinding: Hashable, Sendable {
    public let rule: OwnRule
    public let path: String
    public let found: String?
    public let expected: String?
}
