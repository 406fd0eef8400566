import Crew
public import Invoicing
import Ledger
public import Mapping
import Rules
import Sheets
import Synchronization

/// What an import would do, with everything that keeps it from being done.
public struct ImportPreview: Sendable {
    /// Sums in one currency; credit notes count with a minus.
    public struct Totals: Hashable, Sendable {
        public let currency: String
        public internal(set) var net = Money.zero
        public internal(set) var vat = Money.zero
        public internal(set) var total = Money.zero
        /// What of `net` and `vat` was invoiced with the advances that the invoices settle.
        public internal(set) var advanceNet = Money.zero
        public internal(set) var advanceVAT = Money.zero

        public var hasAdvances: Bool { advanceNet != .zero || advanceVAT != .zero }
    }

    /// Invoices of the sheet.
    public internal(set) var invoices = 0
    public internal(set) var new = 0
    /// Issued before with the same content.
    public internal(set) var existing = 0
    /// Counters of those.
    public internal(set) var existingICV: ClosedRange<Int64>?
    public struct Kind: Hashable, Sendable {
        public let kind: InvoiceKind
        public let type: InvoiceType
    }

    public internal(set) var kinds: [Kind: Int] = [:]
    /// Of all invoices of the sheet.
    public internal(set) var totals: [Totals] = []
    /// New simplified documents whose 24 hours have passed: they will be reported late.
    public internal(set) var late = 0
    /// When the first of the new simplified documents that are not late must be reported.
    public internal(set) var dueBy: IssueTime?
    /// New standard documents, which are to be cleared before they are handed out.
    public internal(set) var toClear = 0
    /// At most ``mostShown``, errors and warnings.
    public private(set) var problems: [SheetProblem] = []
    /// The invoice that each is about, from 1; 0 where it is the sheet, the last place where it is
    /// the sums.
    private var places: [Int] = []
    public internal(set) var errors = 0
    public internal(set) var warnings = 0

    /// Numbers that notes are over and that stand behind them in the sheet.
    private(set) var foundLater: Set<String> = []
    /// New documents that take the place of rejected ones; at most ``mostShown``.
    public internal(set) var successors: [Successor] = []
    /// By the place of the invoice in the sheet, from 1: all of them.
    private(set) var replaced: [Int: DocumentRecord] = [:]
    public var successorCount: Int { replaced.count }

    /// A row that becomes the successor of a document that the authority rejected: under the same
    /// key, with the next counter and a UUID of its own.
    public struct Successor: Hashable, Sendable {
        /// The invoice's first row.
        public let row: Int
        /// Of the rejected document.
        public let number: String
        public let icv: Int64
        /// Of the successor, from 1.
        public let revision: Int
    }

    public static let mostShown = 1_000

    mutating func add(_ rejected: DocumentRecord, place: Int, row: Int) {
        replaced[place] = rejected
        guard successors.count < Self.mostShown else { return }
        successors.append(
            Successor(
                row: row, number: rejected.number.text, icv: rejected.icv.rawValue,
                revision: rejected.revision + 1))
    }

    mutating func add(_ problem: SheetProblem, place: Int) {
        if problem.isError { errors += 1 } else { warnings += 1 }
        guard problems.count < Self.mostShown else { return }
        problems.append(problem)
        places.append(place)
    }

    /// Takes back that notes are over unknown numbers: the sheet had them farther down.
    mutating func settle(foundLater numbers: Set<String>) {
        guard !numbers.isEmpty else { return }
        self.foundLater = numbers
        let kept = problems.indices.filter { index in
            let problem = problems[index].problem
            guard problem.rule == OwnRule.unknownReference.rawValue, let number = problem.value
            else { return true }
            return !numbers.contains(number)
        }
        warnings -= problems.count - kept.count
        places = kept.map { places[$0] }
        problems = kept.map { problems[$0] }
    }

    /// What another program issued between the preview and the commit is not new.
    mutating func settle(issued: Int, existing found: Int) {
        guard found > existing else { return }
        (new, existing, existingICV) = (issued, found, nil)
    }

    /// Adds what the final bytes showed when they were made, each behind what was known of its
    /// invoice.
    mutating func add(_ found: FinalWarnings.Found) {
        warnings += found.count
        let all =
            zip(places, problems).enumerated().map { ($1.0, $0, $1.1) }
            + found.first.enumerated().map { ($1.place, Self.mostShown + $0, $1.problem) }
        let sorted = all.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(Self.mostShown)
        problems = sorted.map(\.2)
        places = sorted.map(\.0)
    }

    mutating func add(_ invoice: Invoice) {
        let index =
            totals.firstIndex { $0.currency == invoice.currency }
            ?? {
                totals.append(Totals(currency: invoice.currency))
                return totals.count - 1
            }()
        let (type, sums) = (invoice.type, invoice.totals)
        totals[index].net = totals[index].net + type.signed(sums.taxExclusive)
        totals[index].vat = totals[index].vat + type.signed(sums.tax)
        totals[index].total = totals[index].total + type.signed(sums.taxInclusive)
        for advance in invoice.prepayments {
            totals[index].advanceNet = totals[index].advanceNet + type.signed(advance.taxable)
            totals[index].advanceVAT = totals[index].advanceVAT + type.signed(advance.tax)
        }
        kinds[Kind(kind: invoice.kind, type: invoice.type), default: 0] += 1
    }
}

extension Importing {
    /// Invoices that are judged at a time.
    private static let groupSize = 256
    /// Invoices that are read at a time: what is read ahead takes memory.
    private static let pieceSize = 50

    /// Checks every invoice of the sheet as it would be issued; writes nothing, and needs no key.
    ///
    /// - Parameter beforeCommit: ``commit(_:passphrase:progress:)`` comes next if nothing stands
    ///   against it. It judges the final bytes of every document, so that is left out here.
    public func preview(
        beforeCommit: Bool = false, progress: (Int) -> Void
    ) throws -> ImportPreview {
        var preview = ImportPreview()
        for problem in understanding.problems { preview.add(problem, place: 0) }
        let judging = try SheetJudging(self)
        let sums = try forEachGroup(of: Self.groupSize) { group in
            let judgements = try judging.judge(group, finalBytes: !beforeCommit)
            for judgement in judgements { take(judgement, judging.now, &preview) }
            progress(preview.invoices)
        }
        preview.settle(foundLater: judging.foundLater)
        for problem in sums { preview.add(problem, place: .max) }
        control(&preview)
        return preview
    }

    /// Hands on the sheet's invoices in groups, while a thread of its own reads the rows behind
    /// them.
    ///
    /// - Returns: What is wrong in rows that sum up others.
    func forEachGroup(
        of size: Int, _ body: ([MappedDraft]) throws -> Void
    ) throws -> [SheetProblem] {
        let sums = Mutex<[SheetProblem]>([])
        let reader = SheetReader(book: book)
        let pieces = ReadAhead<[MappedDraft]>(ahead: 4) { [understanding] deliver in
            var piece: [MappedDraft] = []
            let found = try understanding.forEachDraft(in: reader.book) { draft in
                piece.append(draft)
                guard piece.count == Self.pieceSize else { return true }
                defer { piece.removeAll(keepingCapacity: true) }
                return deliver(piece)
            }
            _ = piece.isEmpty || deliver(piece)
            sums.withLock { $0 = found }
        }
        defer { pieces.close() }
        var group: [MappedDraft] = []
        while let piece = try pieces.next() {
            group += piece
            guard group.count >= size else { continue }
            let next = Array(group[size...])
            try body(Array(group[..<size]))
            group = next
        }
        if !group.isEmpty { try body(group) }
        return sums.withLock { $0 }
    }

    /// The workbook for the thread that reads it: until that one ends nobody else does.
    private struct SheetReader: @unchecked Sendable {
        let book: Workbook
    }

    private func take(
        _ judgement: SheetJudging.Judgement, _ now: Instant, _ preview: inout ImportPreview
    ) {
        preview.invoices += 1
        let place = judgement.draft.index
        for problem in judgement.problems { preview.add(problem, place: place) }
        guard let invoice = judgement.invoice else { return }
        preview.add(invoice)
        guard judgement.isSound else { return }
        if let record = judgement.record {
            preview.existing += 1
            let icv = record.icv.rawValue
            let known = preview.existingICV ?? icv...icv
            preview.existingICV = min(known.lowerBound, icv)...max(known.upperBound, icv)
            return
        }
        preview.new += 1
        if let replaced = judgement.replaced {
            preview.add(replaced, place: place, row: judgement.draft.row)
        }
        note(invoice, now: now, &preview)
    }

    private func note(_ invoice: Invoice, now: Instant, _ preview: inout ImportPreview) {
        guard let due = SubmissionStatus.reportBy(invoice.kind, invoice.issuedAt) else {
            preview.toClear += 1
            return
        }
        if due < now {
            preview.late += 1
        } else if preview.dueBy.map({ due < $0.instant }) ?? true {
            preview.dueBy = IssueTime(due)
        }
    }

    /// The control totals of the rules.
    private func control(_ preview: inout ImportPreview) {
        if let problem = understanding.countProblem(found: preview.invoices) {
            preview.add(problem, place: .max)
        }
        let total = preview.totals.count == 1 ? preview.totals[0].total : nil
        if let problem = understanding.totalProblem(
            found: total?.description
                ?? preview.totals.map { "\($0.total) \($0.currency)" }.joined(
                    separator: " + "))
        {
            preview.add(problem, place: .max)
        }
    }
}
