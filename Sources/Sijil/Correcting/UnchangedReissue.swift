public import Cryptography
import Encoding
import Invoicing
import Ledger

/// One run of `reissue --unchanged`: rejected documents in, successors that say the same out.
///
/// For documents of which the authority took the content and not the stamp: because of its
/// certificate, or of the document's place in the chain. Each stands alone, as in JSON Lines: what
/// may not be issued is told, the others are issued in committed groups, in the order in which they
/// were issued first, but behind the documents that they correct or settle.
public struct UnchangedReissue {
    private let workplace: Workplace
    private let units: IssuingUnits
    private let keepsCertificate: Bool

    /// - Parameter keepsCertificate: Documents are issued again also where the unit still has the
    ///   certificate whose stamp was not taken.
    /// - Throws: As `Issuing`.
    public init(
        _ workplace: Workplace, passphrase: SecretBytes, keepsCertificate: Bool
    ) throws {
        self.workplace = workplace
        self.keepsCertificate = keepsCertificate
        units = try IssuingUnits(workplace, passphrase: passphrase, unit: nil)
    }

    /// Issues the successors, calling `tell` with the results of each committed group.
    ///
    /// - Parameter numbers: Of rejected documents. Without any, all that wait for their successor;
    ///   those whose content was found wrong, or that may have been accepted, are left out, and
    ///   told as not attempted at the end.
    public func run(numbers: [String], _ tell: ([IssueResult]) throws -> Void) throws {
        var last = 0
        func place() -> Int {
            last += 1
            return last
        }
        let (work, refused) = numbers.isEmpty ? (try open(), []) : try named(numbers)
        let leavesOut = numbers.isEmpty
        let groups = Self.groups(Self.ordered(work.filter { !leavesOut || !$0.staysBehind }))
        // Whatever keeps a unit from stamping is told before anything is issued.
        for group in groups { try units.open(group[0].record.unit) }
        if !refused.isEmpty {
            try tell(
                refused.map { number, problem in
                    IssueResult(
                        place: place(), key: nil, number: number, status: .refused, receipt: nil,
                        problems: [problem])
                })
        }
        for group in groups {
            var items: [DraftSource.Item] = []
            for work in group {
                let place = place()
                do {
                    items.append(try item(work, place: place))
                } catch let error as CorrectionRefusal {
                    let problem = error.asProblem(work.number)
                    try tell([Self.result(work.record, place, .refused, problem)])
                }
            }
            if !items.isEmpty { try units.issue(items, allOrNothing: false, tell) }
        }
        let wrong = work.filter { leavesOut && $0.staysBehind }
        if !wrong.isEmpty {
            try tell(
                wrong.map { Self.result($0.record, place(), .notAttempted, $0.refusal) })
        }
    }

    // MARK: What to issue

    /// A rejected document.
    private struct Work {
        let record: DocumentRecord
        /// Its content, and not only its stamp, was found wrong, or the portal must be asked.
        let staysBehind: Bool
        let refusal: Problem?
        /// Numbers of the documents that it corrects or settles.
        let named: Set<String>

        var number: String { record.number.text }
    }

    private func work(_ submission: SubmissionRecord) throws -> Work {
        let (record, words) = (submission.document, StoredWords(ledger: workplace.ledger))
        let (number, cause) = (record.number.text, try words.cause(of: submission))
        let refusal: Problem? =
            switch cause {
            case .perhapsTaken: ReissueWords.perhapsTaken(number)
            case .content:
                ReissueWords.content(number, codes: try words.errorCodes(of: submission))
            case .presentCertificate where !keepsCertificate:
                ReissueWords.presentCertificate(number, unit: record.unit)
            case .presentCertificate, .stamp: nil
            }
        var named: Set<String> = []
        do {
            named = try SuccessorDraft(of: record, in: workplace.ledger).named
        } catch is CorrectionRefusal {
            // Told in its turn.
        }
        return Work(
            record: record, staysBehind: cause == .content || cause == .perhapsTaken,
            refusal: refusal, named: named)
    }

    private typealias Found = (work: [Work], refused: [(number: String, problem: Problem)])

    private func open() throws -> [Work] {
        let names = try workplace.ledger.units().map(\.name)
        return try workplace.openRecords(units: names)
            .filter { SubmissionState($0) == .rejected }.map(work)
    }

    private func named(_ numbers: [String]) throws -> Found {
        var found: Found = ([], [])
        var told: Set<String> = []
        for number in numbers where told.insert(number).inserted {
            do {
                found.work.append(try work(rejected(number)))
            } catch let error as CorrectionRefusal {
                found.refused.append((number, error.asProblem(number)))
            } catch let error as SijilError {
                found.refused.append((number, error.asProblem(number)))
            }
        }
        return found
    }

    /// The newest document of a number, or where that is a successor, the one whose place it took:
    /// an earlier run may have issued it.
    private func rejected(_ number: String) throws -> SubmissionRecord {
        let newest = try workplace.find(number: number, key: nil)
        let submission = try workplace.ledger.submission(of: newest)
        if let closing = submission.closing {
            throw CorrectionRefusal.closed(closing.words(number: number))
        }
        let state = SubmissionState(submission)
        if state == .rejected { return submission }
        guard let old = try workplace.ledger.predecessor(of: newest) else {
            throw CorrectionRefusal.notRejected(number: number, state: state)
        }
        return try workplace.ledger.submission(of: old)
    }

    private func item(_ work: Work, place: Int) throws -> DraftSource.Item {
        let draft = try SuccessorDraft(of: work.record, in: workplace.ledger)
        guard draft.unclearCategories.isEmpty else {
            throw CorrectionRefusal.exemptionsUnclear(
                number: work.number, categories: draft.unclearCategories)
        }
        return DraftSource.Item(
            place: place, json: .success(draft.json),
            succession: Succession(
                of: work.record,
                unchanged: Succession.Unchanged(
                    xml: draft.unchanged.xml, movedUUIDs: draft.unchanged.movedUUIDs,
                    refusal: work.refusal)))
    }

    // MARK: In which order

    private static func ordered(_ work: [Work]) -> [Work] {
        let numbers = Dictionary(work.map { ($0.number, $0) }) { $1 }
        var order: [Work] = []
        var done: Set<Int64> = []
        func add(_ one: Work) {
            guard done.insert(one.record.id).inserted else { return }
            for number in one.named.sorted() { numbers[number].map(add) }
            order.append(one)
        }
        for one in work.sorted(by: { $0.record.id < $1.record.id }) { add(one) }
        return order
    }

    /// Each of one unit, and of documents that do not name each other: what is named is stored
    /// before the draft of what names it is made.
    private static func groups(_ work: [Work]) -> [[Work]] {
        var groups: [[Work]] = []
        var numbers: Set<String> = []
        for one in work {
            let isSame =
                groups.last?.first?.record.unit == one.record.unit
                && numbers.count < Issuing.groupSize && numbers.isDisjoint(with: one.named)
            if !isSame {
                groups.append([])
                numbers = []
            }
            groups[groups.count - 1].append(one)
            numbers.insert(one.number)
        }
        return groups
    }

    private static func result(
        _ record: DocumentRecord, _ place: Int, _ status: IssueResult.Status, _ problem: Problem?
    ) -> IssueResult {
        IssueResult(
            place: place, key: record.key.text, number: record.number.text, status: status,
            receipt: nil, problems: [problem].compactMap(\.self))
    }
}
