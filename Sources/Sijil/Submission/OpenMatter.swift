public import Encoding
public import Invoicing
import Ledger

/// A document that the authority has judged and that wants a person's hand: it was rejected, has
/// no successor and its sale was not called off, or it was cleared and the authority's copy of it
/// is not here.
public struct OpenMatter: Sendable {
    public let number: String
    public let unit: String
    public let kind: String
    public let type: String
    public let icv: Int64
    public let revision: Int
    public let uuid: String
    /// Riyadh civil time.
    public let issuedAt: String
    public let total: String
    public let vat: String
    public let currency: String
    /// `rejected` or `clearedWithoutCopy`.
    public let state: SubmissionState
    /// When that request was sent.
    public let judgedAt: String
    /// What the authority said, errors first.
    public let messages: [AuthorityMessage]
    /// Whether content or stamp was rejected; `nil` of what was cleared.
    private let cause: RejectionCause?
    /// What is wrong; the messages are not in it.
    public let problem: Bilingual
    public let remedy: Bilingual

    init(_ record: SubmissionRecord, in ledger: Ledger) throws {
        let document = record.document
        let words = StoredWords(ledger: ledger)
        number = document.number.text
        unit = document.unit
        kind = document.kind.rawValue
        type = document.type.rawValue
        icv = document.icv.rawValue
        revision = document.revision
        uuid = document.uuid.description
        issuedAt = document.issuedAt.description
        total = document.total.description
        vat = document.vat.description
        currency = document.currency
        state = SubmissionState(record)
        judgedAt = record.last?.at.description ?? ""
        messages = try record.last.map { try words.messages(attempt: $0.id) } ?? []
        if state == .rejected {
            problem = OpenMatterWords.rejected
            let cause = try words.cause(of: record)
            remedy = try OpenMatterWords.reissue(record, cause, in: ledger)
            self.cause = cause
        } else {
            let isOther =
                try record.last.map { try words.hasOtherCopy(attempt: $0.id, of: document) }
                ?? false
            problem = isOther ? OutboxWords.otherCopy.message : OpenMatterWords.withoutCopy
            remedy = OpenMatterWords.fetchCopy(number)
            cause = nil
        }
    }

    public var json: JSONValue {
        [
            "number": .string(number), "unit": .string(unit), "kind": .string(kind),
            "type": .string(type), "icv": JSONValue(icv), "revision": JSONValue(revision),
            "uuid": .string(uuid), "state": .string(state.rawValue),
            "issued_at": .string(issuedAt), "judged_at": .string(judgedAt),
            "total": .string(total), "vat": .string(vat), "currency": .string(currency),
            "cause": JSONValue(cause?.rawValue), "messages": .array(messages.map(\.json)),
            "message": problem.json,
            "remedy": remedy.json,
        ]
    }
}

enum OpenMatterWords {
    static let rejected = Bilingual(
        en: "the authority rejected it and it has no successor yet",
        ar: "رفضته الهيئة ولا خلف له بعد")

    static let withoutCopy = Bilingual(
        en: "the authority cleared it, but the answer brought no copy with the authority's stamp",
        ar: "اعتمدته الهيئة لكن الرد لم يأت بالنسخة المختومة بختمها")

    /// What leads to the successor of a rejected document.
    static func reissue(_ record: SubmissionRecord, in ledger: Ledger) throws -> Bilingual {
        try reissue(record, StoredWords(ledger: ledger).cause(of: record), in: ledger)
    }

    static func reissue(
        _ record: SubmissionRecord, _ cause: RejectionCause, in ledger: Ledger
    ) throws -> Bilingual {
        let (number, unit) = (record.document.number.text, record.document.unit)
        switch cause {
        case .perhapsTaken:
            let (look, off) = (ReissueWords.lookFirst(number), close(number))
            return Bilingual(en: "\(look.en); \(off.en)", ar: "\(look.ar)؛ \(off.ar)")
        case .content:
            let sheet = try ledger.sheetImport(of: record.document)
            return corrected(number, sheet: sheet?.file.name)
        case .stamp:
            let again = unchanged(number)
            return Bilingual(
                en: "only its stamp was not taken: \(again.en)",
                ar: "لم يُرفض إلا ختمه: \(again.ar)")
        case .presentCertificate:
            let (other, again) = (ReissueWords.otherCertificate(unit), unchanged(number))
            return Bilingual(
                en: "only its stamp was not taken: \(other.en); then \(again.en)",
                ar: "لم يُرفض إلا ختمه: \(other.ar)؛ ثم \(again.ar)")
        }
    }

    private static func unchanged(_ number: String) -> Bilingual {
        let command = "sijil reissue --unchanged \(ShellText.quoted(number))"
        let off = close(number)
        return Bilingual(
            en: "issue it again as it is: \(command) (without a number: all such documents); "
                + off.en,
            ar: "أصدره من جديد كما هو: \u{200E}\(command)\u{200E} (وبلا رقم: كل المستندات "
                + "المماثلة)؛ \(off.ar)")
    }

    /// - Parameter sheet: The file that the document came from, if it came from one.
    private static func corrected(_ number: String, sheet: String?) -> Bilingual {
        let quoted = ShellText.quoted(number)
        let command = "sijil reissue \(quoted) DRAFT"
        let off = close(number)
        let written = "sijil draft \(quoted) --as successor"
        guard let sheet else {
            return Bilingual(
                en: "correct the cause in its draft (\(written) writes it), then: \(command); "
                    + off.en,
                ar: "صحح السبب في مسودته (يكتبها \u{200E}\(written)\u{200E}) ثم: "
                    + "\u{200E}\(command)\u{200E}؛ \(off.ar)")
        }
        return Bilingual(
            en: "correct its row in \(sheet) and import the sheet again; or correct its draft "
                + "(\(written) writes it): \(command); \(off.en)",
            ar: "صحح سطره في \(sheet) واستورد الجدول من جديد؛ أو صحح مسودته (يكتبها "
                + "\u{200E}\(written)\u{200E}): \u{200E}\(command)\u{200E}؛ \(off.ar)")
    }

    /// The way out where nothing is left to correct.
    static func close(_ number: String) -> Bilingual {
        let command = "sijil close \(ShellText.quoted(number)) --reason TEXT"
        return Bilingual(
            en: "if the sale was called off: \(command)",
            ar: "وإن أُلغي البيع: \u{200E}\(command)\u{200E}")
    }

    static func fetchCopy(_ number: String) -> Bilingual {
        let command = "sijil submit \(ShellText.quoted(number))"
        let later = SettlementWords.addCopy(number)
        return Bilingual(
            en: "do not hand it out; within 24 hours the same document again brings the copy: "
                + "\(command); later, \(later.en)",
            ar: "لا تسلّمه؛ وإرسال المستند نفسه خلال 24 ساعة يأتي بالنسخة: "
                + "\u{200E}\(command)\u{200E}؛ وبعدها \(later.ar)")
    }

    static func count(_ count: Int) -> Bilingual {
        Bilingual(
            en: "documents that wait for you (rejected and neither reissued nor closed, or cleared "
                + "without the authority's copy): \(count); sijil status says which and why",
            ar: "مستندات تنتظرك (مرفوضة لم يُصدر خلفها ولم تُغلق، أو معتمدة بلا نسخة الهيئة): "
                + "\(count)؛ الأمر sijil status يبينها وأسبابها")
    }
}

extension Workplace {
    /// The documents of these units that want a hand although the authority has judged them.
    public func openMatters(units: [String]) throws -> [OpenMatter] {
        try openRecords(units: units).map { try OpenMatter($0, in: ledger) }
    }

    /// What `submit` says where some documents want a hand although nothing of them is to be sent.
    public func openMattersWarning(units: [String]) throws -> Bilingual? {
        let count = try openRecords(units: units).count
        return count == 0 ? nil : OpenMatterWords.count(count)
    }

    func openRecords(units: [String]) throws -> [SubmissionRecord] {
        try units.flatMap { unit in
            var all: [SubmissionRecord] = []
            while true {
                let page = try ledger.openMatters(
                    unit: unit, after: all.last?.document.id ?? 0, limit: 500)
                all += page
                guard page.count == 500 else { return all }
            }
        }
    }
}
