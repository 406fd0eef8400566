import Cryptography
import Encoding
import Invoicing
import Ledger
import Mapping
import Rules

/// Checks the invoices of one sheet: against the rules, and with what the ledger holds.
struct SheetJudging {
    /// What would become of one invoice.
    struct Judgement {
        let draft: MappedDraft
        var problems: [SheetProblem]
        var invoice: Invoice?
        /// Its document, if the ledger has it.
        var record: DocumentRecord?
        /// The rejected document whose successor it is.
        var replaced: DocumentRecord?
        /// Ids of the rules that warned before the document's own are asked.
        var known: [String] = []

        var isSound: Bool { !problems.contains(where: \.isError) }
        /// Its document would be made now.
        var isNew: Bool { isSound && invoice != nil && record == nil }
    }

    let ledger: Ledger
    let seller: Party
    let now: Instant
    /// `nil` where it is not known yet which one issues.
    let unit: UnitRecord?
    private let finals: FinalBytes
    private let lost: LostDocuments
    private let sheet = Sheet()

    /// What the sheet has so far: its invoices and notes are issued together.
    private final class Sheet {
        var documents = BatchDocuments()
        /// Every number, also of invoices that are refused: these are told of themselves.
        var numbers: Set<String> = []
        /// Numbers that notes were over before the sheet had come to them.
        var awaited: Set<String> = []
    }

    /// Of the numbers that were unknown when a note was over them, those that came later.
    var foundLater: Set<String> { sheet.awaited.intersection(sheet.numbers) }

    init(_ importing: Importing) throws {
        let workplace = importing.workplace
        ledger = workplace.ledger
        lost = try ledger.lostDocuments()
        seller = importing.seller
        now = workplace.surroundings.now()
        // A unit that is not named or not known is told before anything is issued.
        unit = try? workplace.unit(named: try importing.unitName())
        finals = FinalBytes(
            seller: seller, uuid: workplace.surroundings.newUUID(), now: now)
    }

    /// - Parameter finalBytes: Whether to ask the rules of the final bytes too, for all of them at
    ///   once on every core.
    func judge(_ drafts: [MappedDraft], finalBytes: Bool = true) throws -> [Judgement] {
        for case .string(let number)? in drafts.map({ $0.json["number"] }) {
            sheet.numbers.insert(number)
        }
        let checked = try drafts.map { try check($0) }
        for invoice in checked.compactMap(\.invoice) { sheet.documents.announce(invoice) }
        var judgements = try checked.map { try judgeNamed($0) }
        guard finalBytes else { return judgements }
        let new = judgements.indices.filter { judgements[$0].isNew }
        let found = finals.problems(
            new.compactMap { index in
                judgements[index].invoice.map { ($0, judgements[index].known) }
            })
        for (index, problems) in zip(new, found) { judgements[index].add(problems) }
        return judgements
    }

    /// A draft with what its own check said.
    private struct Checked {
        var judgement: Judgement
        var warnings: [Problem] = []
        var given: InvoiceDraft?
        var held = Held.nothing
        var invoice: Invoice? { judgement.invoice }
    }

    private func check(_ draft: MappedDraft) throws -> Checked {
        var checked = Checked(judgement: Judgement(draft: draft, problems: draft.problems))
        let given: InvoiceDraft
        switch InvoiceDraft.read(draft.json) {
        case .success(let value): given = value
        case .failure(let problems):
            checked.judgement.add(problems.all)
            return checked
        }
        let held = try held(given)
        (checked.given, checked.held) = (given, held)
        if case .rejected(let record) = held { checked.judgement.replaced = record }
        let time = IssueTime(now)
        // A successor is about the same sale, which was when it was.
        let issuedAt = checked.judgement.replaced?.issuedAt ?? time
        switch given.checked(seller: seller, defaultIssuedAt: issuedAt, now: time) {
        case .failure(let problems): checked.judgement.add(problems.all)
        case .success(let found):
            checked.judgement.invoice = found.invoice
            checked.warnings = found.warnings
            checked.judgement.add(found.warnings)
            checked.judgement.problems += draft.disagreements(with: found.invoice)
        }
        return checked
    }

    /// Asks what is held of the documents that it names, and counts it for those behind it.
    private func judgeNamed(_ checked: Checked) throws -> Judgement {
        var judgement = checked.judgement
        guard let given = checked.given, let invoice = checked.invoice else { return judgement }
        let known = try ledger.knownDocuments(named: invoice, beside: sheet.documents)
        let named = LedgerRules.problems(invoice, known, beside: sheet.numbers)
        for problem in named where problem.rule == OwnRule.unknownReference.rawValue {
            if let number = problem.value { sheet.awaited.insert(number) }
        }
        // What was issued before stands, whatever became of the documents that it names.
        let isIssued = if case .same = checked.held { true } else { false }
        judgement.add(isIssued ? named.warnings : named)
        judgement.known = (checked.warnings + named).map(\.rule)
        try compare(given, invoice, checked.held, &judgement)
        sheet.documents.count(invoice, isSuccessor: judgement.replaced != nil)
        return judgement
    }

    // MARK: With the ledger

    /// What the ledger has under a key.
    private enum Held {
        case nothing
        /// This very sale.
        case same(DocumentRecord)
        /// Another content, which the authority rejected.
        case rejected(DocumentRecord)
        case other(DocumentRecord, SubmissionState)
    }

    private func held(_ given: InvoiceDraft) throws -> Held {
        guard let key = IdempotencyKey(given.key), let newest = try ledger.document(key: key)
        else { return .nothing }
        let digest = SHA256.hash(given.canonicalJSON())
        if newest.draftDigest == digest { return .same(newest) }
        // An older copy of the sheet, from before a rejected document had its successor.
        if newest.revision > 0, let first = try ledger.document(key: key, draft: digest) {
            return .same(first)
        }
        let state = SubmissionState(try ledger.submission(of: newest))
        // The successor's place is in the chain of the unit whose document it was.
        let isOwn = unit.map { $0.name == newest.unit } ?? false
        return state == .rejected && isOwn ? .rejected(newest) : .other(newest, state)
    }

    private func compare(
        _ given: InvoiceDraft, _ invoice: Invoice, _ held: Held, _ judgement: inout Judgement
    ) throws {
        switch held {
        case .same(let record):
            judgement.record = record
            return
        case .other(let record, let state):
            judgement.add([ChangedRow.problem(record, state: state, now: invoice)], always: true)
            return
        case .rejected, .nothing: break
        }
        if let unit { judgement.add(Self.limits(unit, given), always: true) }
        if let record = try ledger.document(number: invoice.number),
            record.key != judgement.replaced?.key
        {
            let refusal = IssueRefusal.numberTaken(
                number: invoice.number, first: record, rejection: try ledger.rejection(of: record))
            judgement.add([refusal.asProblem(value: invoice.number.text)], always: true)
        } else if let lost = lost.numbers[invoice.number]
            ?? IdempotencyKey(given.key).flatMap({ lost.keys[$0] })
        {
            let refusal = IssueRefusal.numberLost(lost)
            judgement.add([refusal.asProblem(value: invoice.number.text)], always: true)
        }
    }

    /// What a unit does not issue.
    private static func limits(_ unit: UnitRecord, _ given: InvoiceDraft) -> [Problem] {
        if let named = given.unit, named != unit.name {
            return [IssuingDesk.unitProblem(named, unit: unit.name)]
        }
        let map = Array(unit.documents.utf8)
        let place = given.kind == .standard ? 0 : 1
        guard map.indices.contains(place), map[place] != UInt8(ascii: "1") else { return [] }
        let refusal = IssueRefusal.kindNotAllowed(kind: given.kind, unit: unit.name)
        return [refusal.asProblem(value: given.kind.rawValue)]
    }
}

extension SheetJudging.Judgement {
    /// Puts problems of the draft at their cells.
    ///
    /// - Parameter always: Also where something else is told of the same cell or row.
    mutating func add(_ found: [Problem], always: Bool = false) {
        problems += draft.located(found, always: always)
    }
}

extension MappedDraft {
    func located(_ found: [Problem], always: Bool = false) -> [SheetProblem] {
        // That a receipt is late is counted, not said a hundred times.
        let found = found.filter { $0.rule != "BR-KSA-98" }.map { locate($0) }
        if always || problems.isEmpty { return found }
        let told = Set(problems.map(\.place))
        let toldRows = Set(problems.compactMap(\.place.row))
        return found.filter { located in
            // A cell that could not be read is no missing value.
            let follows =
                located.place.column == nil
                && located.place.row.map { toldRows.contains($0) } == true
            return !told.contains(located.place) && !follows
        }
    }
}

/// A row whose number was issued with other content.
enum ChangedRow {
    static func problem(
        _ record: DocumentRecord, state: SubmissionState, now invoice: Invoice
    ) -> Problem {
        let total = "\(invoice.totals.taxInclusive) \(invoice.currency)"
        let first = "\(record.total) \(record.currency)"
        let message = Bilingual(
            en: "invoice \(record.number) was issued as counter \(record.icv) of \(record.unit) "
                + "with other content: then \(record.issuedAt), total \(first); now "
                + "\(invoice.issuedAt), total \(total)",
            ar: "صدرت الفاتورة \(record.number) بالعداد \(record.icv) للوحدة \(record.unit) "
                + "بمحتوى آخر: حينها \(record.issuedAt) والإجمالي \(first)، والآن "
                + "\(invoice.issuedAt) والإجمالي \(total)")
        return Problem(
            rule: "SJL-KEY-TAKEN", path: "/number", value: record.number.text, message: message,
            remedy: remedy(record, state))
    }

    private static func remedy(_ record: DocumentRecord, _ state: SubmissionState) -> Bilingual {
        switch state {
        case .rejected:
            Bilingual(
                en: "its document was rejected: import with --unit \(record.unit), and this row "
                    + "becomes its successor",
                ar: "رُفض مستندها: استورد بالخيار --unit \(record.unit) فيصدر هذا الصف خلفا له")
        case .closed:
            Bilingual(
                en: "its document was rejected and its sale called off: put the row back as it was "
                    + "issued, and give the new sale a new number",
                ar: "رُفض مستندها وأُلغي بيعها: أعد الصف كما صدر، وأعط البيع الجديد رقما جديدا")
        default:
            Bilingual(
                en: "put the row back as it was issued, give the new sale a new number, or issue "
                    + "a credit note",
                ar: "أعد الصف كما صدر، أو أعط البيع الجديد رقما جديدا، أو أصدر إشعارا دائنا")
        }
    }
}
