import Cryptography
import Encoding
public import Invoicing
import Ledger
public import Mapping
import Rules

/// What an import would do, with everything that keeps it from being done.
public struct ImportPreview: Sendable {
    /// Sums in one currency; credit notes count with a minus.
    public struct Totals: Hashable, Sendable {
        public let currency: String
        public internal(set) var net = Money.zero
        public internal(set) var vat = Money.zero
        public internal(set) var total = Money.zero
    }

    /// Invoices of the sheet.
    public internal(set) var invoices = 0
    public internal(set) var new = 0
    /// Issued before with the same content.
    public internal(set) var existing = 0
    /// Counters of those.
    public internal(set) var existingICV: ClosedRange<Int64>?
    /// By kind and type, as `simplified credit-note`.
    public internal(set) var kinds: [String: Int] = [:]
    /// Of all invoices of the sheet.
    public internal(set) var totals: [Totals] = []
    /// New simplified documents whose 24 hours have passed: they will be reported late.
    public internal(set) var late = 0
    /// When the first of the new simplified documents that are not late must be reported.
    public internal(set) var dueBy: IssueTime?
    /// New standard documents, which are to be cleared before they are handed out.
    public internal(set) var toClear = 0
    /// At most ``mostShown``, errors and warnings.
    public internal(set) var problems: [SheetProblem] = []
    public internal(set) var errors = 0
    public internal(set) var warnings = 0

    public static let mostShown = 1_000

    mutating func add(_ problem: SheetProblem) {
        if problem.isError { errors += 1 } else { warnings += 1 }
        if problems.count < Self.mostShown { problems.append(problem) }
    }

    mutating func add(_ invoice: Invoice) {
        let sign: Int64 = invoice.type == .creditNote ? -1 : 1
        let index =
            totals.firstIndex { $0.currency == invoice.currency }
            ?? {
                totals.append(Totals(currency: invoice.currency))
                return totals.count - 1
            }()
        func signed(_ money: Money) -> Money { Money(hundredths: sign * money.hundredths) }
        totals[index].net = totals[index].net + signed(invoice.totals.taxExclusive)
        totals[index].vat = totals[index].vat + signed(invoice.totals.tax)
        totals[index].total = totals[index].total + signed(invoice.totals.taxInclusive)
        kinds["\(invoice.kind.rawValue) \(invoice.type.rawValue)", default: 0] += 1
    }
}

extension Importing {
    /// What would become of one invoice.
    struct Judgement {
        var problems: [SheetProblem]
        var invoice: Invoice?
        /// Its document, if the ledger has it.
        var record: DocumentRecord?

        var isSound: Bool { !problems.contains(where: \.isError) }
    }

    /// Checks every invoice of the sheet; writes nothing, and needs no key.
    public func preview(progress: (Int) -> Void) throws -> ImportPreview {
        var preview = ImportPreview()
        for problem in understanding.problems { preview.add(problem) }
        let now = workplace.surroundings.now()
        try understanding.forEachDraft(in: book) { draft in
            preview.invoices += 1
            if preview.invoices % 1_000 == 0 { progress(preview.invoices) }
            let judgement = try judge(draft, now: now)
            for problem in judgement.problems { preview.add(problem) }
            guard let invoice = judgement.invoice else { return true }
            preview.add(invoice)
            guard judgement.isSound else { return true }
            if let record = judgement.record {
                preview.existing += 1
                let icv = record.icv.rawValue
                let known = preview.existingICV ?? icv...icv
                preview.existingICV = min(known.lowerBound, icv)...max(known.upperBound, icv)
            } else {
                preview.new += 1
                note(invoice, now: now, &preview)
            }
            return true
        }
        control(&preview)
        return preview
    }

    private func note(_ invoice: Invoice, now: Instant, _ preview: inout ImportPreview) {
        guard invoice.kind == .simplified else {
            preview.toClear += 1
            return
        }
        let due = Instant(
            secondsSince1970: invoice.issuedAt.instant.secondsSince1970
                + SubmissionStatus.reportingSeconds)
        if due < now {
            preview.late += 1
        } else if preview.dueBy.map({ due < $0.instant }) ?? true {
            preview.dueBy = IssueTime(due)
        }
    }

    /// The control totals of the rules.
    private func control(_ preview: inout ImportPreview) {
        if let problem = understanding.countProblem(found: preview.invoices) {
            preview.add(problem)
        }
        let total = preview.totals.count == 1 ? preview.totals[0].total : nil
        if let problem = understanding.totalProblem(
            found: total?.description
                ?? preview.totals.map { "\($0.total) \($0.currency)" }.joined(
                    separator: " + "))
        {
            preview.add(problem)
        }
    }

    func judge(_ draft: MappedDraft, now: Instant) throws -> Judgement {
        var judgement = Judgement(problems: draft.problems)
        let told = Set(draft.problems.map(\.place))
        let toldRows = Set(draft.problems.compactMap(\.place.row))
        func add(_ problems: [Problem]) {
            // That a receipt is late is counted, not said a hundred times.
            for problem in problems where problem.rule != "BR-KSA-98" {
                let located = draft.locate(problem)
                // A cell that could not be read is no missing value.
                let follows =
                    located.place.column == nil
                    && located.place.row.map { toldRows.contains($0) } == true
                if !told.contains(located.place), !follows { judgement.problems.append(located) }
            }
        }
        let given: InvoiceDraft
        switch InvoiceDraft.read(draft.json) {
        case .success(let value): given = value
        case .failure(let problems):
            add(problems.all)
            return judgement
        }
        let time = IssueTime(now)
        switch given.checked(seller: seller, defaultIssuedAt: time, now: time) {
        case .failure(let problems): add(problems.all)
        case .success(let checked):
            judgement.invoice = checked.invoice
            add(checked.warnings)
            judgement.problems += draft.disagreements(with: checked.invoice)
            add(
                LedgerRules.problems(
                    checked.invoice,
                    try workplace.ledger.knownDocuments(named: checked.invoice)))
            try compare(draft, given, checked.invoice, &judgement)
        }
        return judgement
    }

    /// With what the ledger has under the same key and number.
    private func compare(
        _ draft: MappedDraft, _ given: InvoiceDraft, _ invoice: Invoice,
        _ judgement: inout Judgement
    ) throws {
        guard let key = IdempotencyKey(given.key) else { return }
        if let record = try workplace.ledger.document(key: key) {
            if record.draftDigest == SHA256.hash(given.canonicalJSON()) {
                judgement.record = record
                return
            }
            let state = SubmissionState(try workplace.ledger.submission(of: record))
            judgement.problems.append(
                draft.locate(ChangedRow.problem(record, state: state, now: invoice)))
        } else if let record = try workplace.ledger.document(number: invoice.number) {
            let refusal = IssueRefusal.numberTaken(number: invoice.number, first: record)
            judgement.problems.append(
                draft.locate(
                    Problem(
                        rule: "SJL-NUMBER-TAKEN", path: "/number", value: invoice.number.text,
                        message: refusal.problem, remedy: refusal.remedy)))
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
        let remedy: Bilingual =
            state == .rejected
            ? Bilingual(
                en: "its document was rejected: issue this row as its successor with `sijil "
                    + "reissue \(record.number)`, then import the others",
                ar: "رُفض مستندها: أصدر هذا الصف خلفا له بالأمر `sijil reissue "
                    + "\(record.number)` ثم استورد البقية")
            : Bilingual(
                en: "put the row back as it was issued, give the new sale a new number, or issue "
                    + "a credit note",
                ar: "أعد الصف كما صدر، أو أعط البيع الجديد رقما جديدا، أو أصدر إشعارا دائنا")
        return Problem(
            rule: "SJL-KEY-TAKEN", path: "/number", value: record.number.text, message: message,
            remedy: remedy)
    }
}
