/// A request and the first answer to it.
typealias ExchangeSummary = (attempt: AttemptSummary, answer: AnswerSummary?)

/// What became of each document at the authority, from the stored requests and answers alone: which
/// are late, missing or open, and whether each successor follows a rejected document.
struct SubmissionCheck {
    /// Simplified documents are reported within 24 hours of their issue; the authority knows a
    /// document again for as long.
    static let limitSeconds: Int64 = 86_400

    /// A document that took the place of a rejected one.
    struct Successor: Sendable {
        let id: Int64
        /// Of its number and key with the revision before.
        let numberBefore: UInt64
        let keyBefore: UInt64
    }

    private let records: LedgerRecords
    private let links: Pieces<DocumentLink>
    /// When a document was taken in, in the order of the links; 0 where it was not.
    private var accepted: [Int64]
    private var rejected: Set<Int64> = []
    /// Documents of which the authority said that they are to be reported instead of cleared.
    private var clearingOff: Set<Int64> = []
    /// Standard documents that were taken in by reporting all the same, in order.
    private var uncleared: [Int] = []
    /// When the first request was sent of which nobody knows, by document.
    private var unknownSince: [Int64: Int64] = [:]
    /// The newest moment that the ledger knows of.
    private var newest: Int64 = 0
    private(set) var symptoms: [Symptom] = []

    init(
        records: LedgerRecords, links: Pieces<DocumentLink>, exchanges: [ExchangeSummary]
    ) {
        self.records = records
        self.links = links
        accepted = Array(repeating: 0, count: links.count)
        for link in links { newest = max(newest, link.recordedAt) }
        for (attempt, answer) in exchanges {
            newest = max(newest, attempt.recordedAt, answer?.finishedAt ?? 0)
            if let document = attempt.document { note(document, attempt, answer) }
        }
    }

    private mutating func note(
        _ document: Int64, _ attempt: AttemptSummary, _ answer: AnswerSummary?
    ) {
        switch answer?.verdict ?? .unknown {
        case .accepted:
            guard let index = links.index(ofRow: document), accepted[index] == 0 else { return }
            if attempt.isReport, links[index].isStandard, !clearingOff.contains(document) {
                uncleared.append(index)
                return
            }
            // No answer comes before its request, whatever its row says.
            accepted[index] = max(answer?.finishedAt ?? 0, attempt.recordedAt)
        case .rejected: rejected.insert(document)
        case .clearingOff: clearingOff.insert(document)
        case .unknown:
            unknownSince[document] = min(unknownSince[document] ?? .max, attempt.recordedAt)
        case .nothing: return
        }
    }

    /// - Parameters:
    ///   - closed: Rejected documents whose sale was called off.
    ///   - settled: Documents that the firm saw accepted in the portal: its word, and no proof.
    ///   - demandsAll: Whether each document is to be shown as accepted, itself or in its
    ///     successor, and in time.
    mutating func run(
        successors: [Successor], closed: Set<Int64>, settled: Set<Int64>, demandsAll: Bool
    ) {
        let replaced = Set(successors.flatMap { [$0.numberBefore, $0.keyBefore] })
        for (index, link) in links.enumerated() where accepted[index] == 0 {
            if rejected.contains(link.id) {
                // A successor is asked about for itself, and so is its own.
                let hasSuccessor = replaced.contains(link.number) || replaced.contains(link.key)
                if demandsAll, !hasSuccessor, !closed.contains(link.id) {
                    add(.notSubmitted, link, nil, "rejected")
                }
                continue
            }
            if settled.contains(link.id) {
                if demandsAll { add(.notSubmitted, link, nil, "settled") }
                continue
            }
            if let since = unknownSince[link.id], newest - since > Self.limitSeconds {
                add(.outcomeUnknown, link, "< 24 h", "\((newest - since) / 3_600) h")
            } else if demandsAll {
                add(.notSubmitted, link, nil, nil)
            }
        }
        if demandsAll {
            for (index, link) in links.enumerated() where accepted[index] > link.deadline {
                let hours = (accepted[index] - link.deadline + Self.limitSeconds) / 3_600
                add(.reportLate, link, "24 h", "\(hours) h")
            }
        }
        for index in uncleared where accepted[index] == 0 {
            add(.reportedUncleared, links[index], "clearance", "reporting")
        }
        check(successors)
    }

    /// A successor follows a rejected document whose number or key it keeps.
    private mutating func check(_ successors: [Successor]) {
        guard !successors.isEmpty else { return }
        let wanted = Set(successors.flatMap { [$0.numberBefore, $0.keyBefore] })
        var rows: [UInt64: Int64] = [:]
        for link in links {
            for print in [link.number, link.key] where wanted.contains(print) {
                rows[print] = link.id
            }
        }
        for successor in successors {
            let before = [rows[successor.numberBefore], rows[successor.keyBefore]]
                .compactMap(\.self)
            let isFounded = before.contains { $0 < successor.id && rejected.contains($0) }
            guard !isFounded, let index = links.index(ofRow: successor.id) else { continue }
            add(.successorUnfounded, links[index], nil, nil)
        }
    }

    private mutating func add(
        _ code: FindingCode, _ link: DocumentLink, _ expected: String?, _ found: String?
    ) {
        symptoms.append(
            Symptom(
                code, at: records.place(link), expected: expected, found: found,
                key: .submission(code, chain: link.chain),
                follows: [.record(.document(link.id)), .file]))
    }
}

extension Pieces<DocumentLink> {
    func index(ofRow row: Int64) -> Int? {
        let index = firstIndex(notBelow: row, by: \.id)
        return index < endIndex && self[index].id == row ? index : nil
    }
}
