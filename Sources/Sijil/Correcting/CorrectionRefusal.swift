public import Invoicing
import Ledger

/// Why a document cannot be corrected in the way that was asked for. Nothing was written.
public enum CorrectionRefusal: ExplainedError, Equatable {
    case noteOfNote(number: String)
    case rejected(number: String)
    case notCleared(number: String)
    case noSuchLine(number: String, line: Int, lines: Int)
    case numberTooLong(number: String)
    case unreadable(number: String)
    case notRejected(number: String, state: SubmissionState)
    /// The sale was called off; in words, when and why.
    case closed(Bilingual)
    /// Another document took its place, so that one tells what became of the sale.
    case replaced(number: String, by: String, icv: Int64)
    /// No reason that a record can hold.
    case reasonUnfit(characters: Int)
    case severalDrafts(count: Int)
    /// It has several exemption reasons of these VAT categories, and no line says which is its own.
    case exemptionsUnclear(number: String, categories: [String])
    /// What it came to was credited before, all of it.
    case nothingLeft(number: String, room: CreditRoom, currency: String)

    public var code: String {
        switch self {
        case .noteOfNote: "note-of-note"
        case .rejected: "document-rejected"
        case .notCleared: "not-cleared"
        case .noSuchLine: "line-unknown"
        case .numberTooLong: "number-too-long"
        case .unreadable: "document-unreadable"
        case .notRejected: "not-rejected"
        case .closed: "document-closed"
        case .replaced: "replaced-before"
        case .reasonUnfit: "reason-unfit"
        case .severalDrafts: "several-drafts"
        case .exemptionsUnclear: "exemptions-unclear"
        case .nothingLeft: "nothing-left"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .noteOfNote(let number):
            Bilingual(
                en: "\(number) is a credit or debit note itself; a note is about an invoice",
                ar: "المستند \(number) إشعار دائن أو مدين؛ والإشعار يكون عن فاتورة")
        case .rejected(let number):
            Bilingual(
                en: "the authority rejected \(number): there is nothing that a note could correct",
                ar: "رفضت الهيئة \(number): فلا شيء يصححه إشعار")
        case .notCleared(let number):
            Bilingual(
                en: "standard invoice \(number) is not cleared, so it is not out yet",
                ar: "الفاتورة الضريبية \(number) لم تُعتمد، فهي لم تصدر للمشتري بعد")
        case .noSuchLine(let number, let line, let lines):
            Bilingual(
                en: "\(number) has no line \(line); its lines are 1 to \(lines)",
                ar: "ليس في \(number) سطر \(line)؛ سطورها من 1 إلى \(lines)")
        case .numberTooLong(let number):
            Bilingual(
                en: "\(number) is too long to make the note's number from it",
                ar: "الرقم \(number) أطول من أن يُشتق منه رقم الإشعار")
        case .unreadable(let number):
            Bilingual(
                en: "the stored bytes of \(number) cannot be read as an invoice",
                ar: "تعذرت قراءة البايتات المخزنة للمستند \(number) كفاتورة")
        case .notRejected(let number, let state):
            Bilingual(
                en: "\(number) was not rejected (\(state.name.en)): only a rejected document is "
                    + "reissued or closed",
                ar: "المستند \(number) لم يُرفض (\(state.name.ar)): لا يُصدر خلف ولا يُغلق إلا "
                    + "المستند المرفوض")
        case .closed(let words): words
        case .replaced(let number, let other, let icv):
            Bilingual(
                en: "\(other), counter \(icv), took the place of \(number): the sale went on",
                ar: "حل المستند \(other) بالعداد \(icv) محل \(number): فالبيع مستمر")
        case .reasonUnfit(let characters):
            Bilingual(
                en: "a reason has 1 to \(Ledger.longestReason) characters, not only blanks, "
                    + "and no control characters; this one has \(characters)",
                ar: "السبب من 1 إلى \(Ledger.longestReason) حرف، ليس فراغات فقط ولا رموز "
                    + "تحكم؛ وفي هذا \(characters)")
        case .severalDrafts(let count):
            Bilingual(
                en: "the file holds \(count) drafts; one document has one successor",
                ar: "في الملف \(count) مسودات؛ وللمستند خلف واحد")
        case .exemptionsUnclear(let number, let categories):
            Bilingual(
                en: "\(number) has several exemption reasons of VAT category "
                    + "\(categories.joined(separator: ", ")) and does not say which line has which",
                ar: "في المستند \(number) عدة أسباب إعفاء لفئة الضريبة "
                    + "\(categories.joined(separator: "، ")) ولا يبين سبب كل سطر")
        case .nothingLeft(let number, let room, let currency):
            Bilingual(
                en: "nothing of \(number) is left to credit: \(room.words(currency).en)",
                ar: "لم يبق من \(number) ما يُشعر به: \(room.words(currency).ar)")
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .noteOfNote:
            Bilingual(
                en: "name the invoice that the note is about; a wrong credit note is balanced by a "
                    + "debit note for that invoice",
                ar: "اذكر الفاتورة التي يخصها الإشعار؛ والإشعار الدائن الخطأ يوازنه إشعار مدين "
                    + "للفاتورة نفسها")
        case .rejected(let number):
            Bilingual(
                en:
                    "issue its successor: sijil reissue \(ShellText.quoted(number)) DRAFT, or, "
                    + "where its stamp alone was rejected, sijil reissue --unchanged "
                    + "\(ShellText.quoted(number)); " + OpenMatterWords.close(number).en,
                ar: "أصدر خلفه: sijil reissue \(ShellText.quoted(number)) DRAFT، أو إن رُفض ختمه "
                    + "وحده sijil reissue --unchanged \(ShellText.quoted(number))؛ "
                    + OpenMatterWords.close(number).ar)
        case .notCleared(let number):
            Bilingual(
                en: "have it cleared first: sijil submit \(ShellText.quoted(number))",
                ar: "احصل على اعتمادها أولًا: sijil submit \(ShellText.quoted(number))")
        case .noSuchLine: Bilingual(en: "name one of these", ar: "اختر أحدها")
        case .numberTooLong:
            Bilingual(
                en: "give the note's number: --note-number N",
                ar: "حدد رقم الإشعار: \u{200E}--note-number N\u{200E}")
        case .unreadable:
            Bilingual(
                en: "run sijil audit and see what it finds", ar: "شغّل sijil audit لترى ما يجده")
        case .notRejected(let number, let state):
            state.isSettled
                ? Bilingual(
                    en: "correct it with a note: sijil draft \(ShellText.quoted(number)) --as "
                        + "credit-note --reason TEXT",
                    ar: "صححه بإشعار: sijil draft \(ShellText.quoted(number)) --as credit-note "
                        + "--reason TEXT")
                : Bilingual(
                    en: "submit it first, then its state tells what can be done: sijil submit "
                        + ShellText.quoted(number),
                    ar: "أرسله أولًا، وحالته بعدها تبين ما يمكن: sijil submit "
                        + ShellText.quoted(number))
        case .nothingLeft(_, let room, _) where !room.settledIn.isEmpty:
            Bilingual(
                en: "an advance is credited with the invoice that settles it, once: "
                    + room.settledIn.joined(separator: ", "),
                ar: "الدفعة المقدمة تُرد مع الفاتورة التي خصمتها، مرة واحدة: "
                    + room.settledIn.joined(separator: "، "))
        case .nothingLeft(let number, _, _):
            Bilingual(
                en: "if a credit note was wrong, balance it first: sijil draft "
                    + "\(ShellText.quoted(number)) --as debit-note --reason TEXT",
                ar: "إن كان إشعار دائن خطأ فوازنه أولًا: sijil draft "
                    + "\(ShellText.quoted(number)) --as debit-note --reason TEXT")
        case .closed: ClosingRecord.remedy
        case .replaced(_, let other, _):
            Bilingual(
                en: "see how it stands: sijil show \(ShellText.quoted(other))",
                ar: "انظر حاله: \u{200E}sijil show \(ShellText.quoted(other))\u{200E}")
        case .reasonUnfit:
            Bilingual(
                en: "say in one line why the sale was called off",
                ar: "اذكر في سطر واحد لماذا أُلغي البيع")
        case .exemptionsUnclear(let number, _): ReissueWords.byDraft(number)
        case .severalDrafts:
            Bilingual(en: "give one draft, a JSON object", ar: "أعط مسودة واحدة، كائن JSON")
        }
    }
}
