import Fatoora
import Invoicing
import Ledger

/// What is said about a document's turn.
enum OutboxWords {
    typealias Pair = (message: Bilingual, remedy: Bilingual)

    static func words(
        _ settled: AuthorityDesk.Settled, _ after: SubmissionRecord, in ledger: Ledger
    ) throws -> Pair? {
        let hasCopy = settled.validation.map { $0.clearedCopy != .none } ?? false
        if SubmissionState(after) == .clearedWithoutCopy, hasCopy { return otherCopy }
        return switch settled.outcome {
        case .accepted: nil
        case .rejected:
            (
                settled.outcome.message, try OpenMatterWords.reissue(after, in: ledger)
            )
        default: try words(settled.outcome, unit: after.document.unit, in: ledger)
        }
    }

    /// The words of an outcome, or where a lost renewal explains it, how that is finished.
    private static func words(
        _ outcome: FatooraOutcome, unit: String, in ledger: Ledger
    ) throws -> Pair {
        guard outcome == .unauthorised, let lost = try ledger.unsettledRenewal(unit: unit) else {
            return (outcome.message, outcome.remedy)
        }
        return (outcome.message, LedgerError.renewalUnsettled(lost).remedy)
    }

    /// What was said of a document that was turned away, judged or not, from its stored answer.
    static func words(stored record: SubmissionRecord, in ledger: Ledger) throws -> Pair? {
        let state = SubmissionState(record)
        if state.isByWord, let settlement = record.settlement {
            let number = record.document.number.text
            let words = settlement.words(number: number)
            guard state == .acceptedByWordWithoutCopy else {
                return (words, SettlementRefusal.settled(words).remedy)
            }
            let copy = SettlementWords.copyMissing
            return (
                Bilingual(en: "\(words.en); \(copy.en)", ar: "\(words.ar)؛ \(copy.ar)"),
                SettlementWords.addCopy(number)
            )
        }
        guard let last = record.last else { return nil }
        switch state {
        case .rejected, .closed: return try rejected(record, last, in: ledger)
        case .refused: return try turnedAway(record, last, in: ledger)
        default: return nil
        }
    }

    private static func turnedAway(
        _ record: SubmissionRecord, _ last: SubmissionRecord.LastAttempt, in ledger: Ledger
    ) throws -> Pair? {
        let attempt = try ledger.attempts(about: record.document).last { $0.id == last.id }
        guard let answer = attempt?.answer else { return nil }
        let response = try ledger.responseBytes(attempt: last.id) ?? []
        let outcome = FatooraOutcome(
            turnedAway: answer.outcome, status: answer.status,
            errors: StoredAnswer.refusals(in: response))
        return try outcome.map { try words($0, unit: record.document.unit, in: ledger) }
    }

    private static func rejected(
        _ record: SubmissionRecord, _ last: SubmissionRecord.LastAttempt, in ledger: Ledger
    ) throws -> Pair? {
        let number = record.document.number.text
        let errors = try StoredWords(ledger: ledger).validation(attempt: last.id)?.errors ?? []
        let message = FatooraOutcome.rejected(errors).message
        if let closing = record.closing {
            let words = closing.words(number: number)
            return (
                Bilingual(en: "\(message.en); \(words.en)", ar: "\(message.ar)؛ \(words.ar)"),
                ClosingRecord.remedy
            )
        }
        guard let successor = try ledger.successor(of: record.document) else {
            return (message, try OpenMatterWords.reissue(record, in: ledger))
        }
        let other = successor.number.text
        return (
            message,
            Bilingual(
                en: "its successor is \(other), counter \(successor.icv.rawValue)",
                ar: "خلفه \(other) بالعداد \(successor.icv.rawValue)")
        )
    }

    static func forgotten(_ record: SubmissionRecord) -> Pair {
        let document = record.document
        let since =
            record.last == nil
            ? Bilingual(
                en: "the ledger was restored from an older copy, and it may have been sent in "
                    + "between, more than 24 hours ago: the authority no longer knows it again, so "
                    + "a second sending may count twice",
                ar: "استُعيد السجل من نسخة أقدم وربما أُرسل بينهما قبل أكثر من 24 ساعة: لم تعد "
                    + "الهيئة تتعرف عليه، وقد يُحتسب إرساله ثانية مرتين")
            : Bilingual(
                en: "it was sent more than 24 hours ago and no answer came: the authority no "
                    + "longer knows it again, so a second sending may count twice",
                ar: "أُرسل قبل أكثر من 24 ساعة ولم يصل رد: لم تعد الهيئة تتعرف عليه، وقد يُحتسب "
                    + "إرساله ثانية مرتين")
        return (since, SettlementWords.look(document.number.text, document.kind))
    }

    /// A certificate that the clock says is yet to come.
    static func early(_ unit: String, begins: Instant, now: Instant) -> Pair {
        (
            Bilingual(
                en: "the certificate of unit \(unit) begins at \(begins); by this computer's "
                    + "clock it is \(now)",
                ar: "تبدأ شهادة الوحدة \(unit) في \(begins)، والوقت بساعة هذا الحاسوب \(now)"),
            Bilingual(
                en: "set the clock right, then: sijil submit",
                ar: "اضبط الساعة ثم: \u{200E}sijil submit\u{200E}")
        )
    }

    static let stranded: Pair = (
        Bilingual(
            en: "its certificate has ended and the unit has no other one with a secret on this "
                + "computer",
            ar: "انتهت شهادته وليست للوحدة شهادة أخرى مع سرها على هذا الحاسوب"),
        Bilingual(
            en: "enrol the unit again (sijil cert enrol); what cannot be sent then is told to the "
                + "authority by its failure form, whose data `sijil status --json` gives",
            ar: "سجّل الوحدة من جديد (sijil cert enrol)؛ وما يتعذر إرساله بعدها تُبلَّغ به الهيئة "
                + "بنموذج الأعطال، وبياناته في sijil status --json")
    )

    static let otherCopy: Pair = (
        Bilingual(
            en: "the copy in the authority's answer is not this document: its hash, UUID or number "
                + "differs; the answer is stored, the copy is not used",
            ar: "النسخة في رد الهيئة ليست هذا المستند: تجزئتها أو معرفها أو رقمها مختلف؛ حُفظ الرد "
                + "ولم تُستعمل النسخة"),
        Bilingual(
            en: "submit it again within 24 hours, which may bring the right copy; else report it "
                + "to the authority with the stored answer",
            ar: "أعد إرساله خلال 24 ساعة فقد تصل النسخة الصحيحة، وإلا فأبلغ الهيئة مع الرد المحفوظ")
    )

    static let otherCopyBefore: Pair = (
        Bilingual(
            en: "an earlier answer brought a copy that is not this document; the right one came "
                + "at the next sending and is the one that is kept",
            ar: "جاء رد سابق بنسخة ليست هذا المستند؛ ثم وصلت النسخة الصحيحة في الإرسال التالي وهي "
                + "المحفوظة"),
        Bilingual(
            en: "both answers are stored; if it happens again, report it to the authority",
            ar: "الردان محفوظان؛ فإن تكرر ذلك فأبلغ الهيئة")
    )
}
