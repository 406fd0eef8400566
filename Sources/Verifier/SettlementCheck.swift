import GRDB
import Invoicing

/// The records that the authority's portal shows a document as accepted: each is of a document that
/// may have been taken in without an answer more than a day before, that no answer judged, and of
/// which nothing was sent afterwards.
///
/// Such a record stands where an answer of the authority should, so none may be made up to hide one
/// or to stop a document from being sent.
struct SettlementCheck {
    private(set) var symptoms: [Symptom] = []
    /// Documents whose record holds, with their rows.
    private(set) var founded: [Int64: RecordKey] = [:]
    private let records: LedgerRecords
    private let log: LogIndex
    /// Rows of requests and answers that the log knows and the file does not have.
    private let gone: [CauseKey]
    private var exchanges: [Int64: [ExchangeSummary]] = [:]

    /// - Parameter gone: Rows that the log knows and the file does not have.
    init(
        records: LedgerRecords, log: LogIndex, links: Pieces<DocumentLink>,
        exchanges: [ExchangeSummary], gone: [RecordKey]
    ) {
        self.records = records
        self.log = log
        self.gone = gone.filter { ["attempt", "answer"].contains($0.kind) }.map { .record($0) }
        guard !records.settlements.isEmpty else { return }
        let wanted = Set(records.settlements.map { $0.integer("document_id") })
        for exchange in exchanges {
            guard let document = exchange.attempt.document, wanted.contains(document) else {
                continue
            }
            self.exchanges[document, default: []].append(exchange)
        }
        var first: [Int64: RecordRow] = [:]
        for row in records.settlements.sorted(by: { $0.id < $1.id }) {
            let document = row.integer("document_id")
            if let earlier = first[document] {
                add(row, "none after settlement \(earlier.id)", "document \(document)", nil)
                continue
            }
            first[document] = row
            // A document that is not there is told as a reference to nothing.
            guard let index = links.index(ofRow: document) else { continue }
            check(row, links[index])
        }
    }

    private mutating func check(_ row: RecordRow, _ link: DocumentLink) {
        let own = log.records[row.key]?.seq ?? .max
        if let wrong = contradiction(link, own) ?? badTime(row, link, own) {
            add(row, wrong.expected, wrong.found, link)
        } else {
            founded[link.id] = row.key
        }
    }

    /// An answer that judged the document, or a request that was made after the record.
    private func contradiction(
        _ link: DocumentLink, _ own: Int64
    ) -> (expected: String, found: String)? {
        for (attempt, answer) in exchanges[link.id] ?? [] {
            if let answer, answer.verdict == .accepted || answer.verdict == .rejected {
                let word = answer.verdict == .accepted ? "accepted" : "rejected"
                return ("no answer about it", "\(word), answer \(answer.id)")
            }
            if isLater(attempt, than: own) {
                return ("nothing sent after it", "attempt \(attempt.id)")
            }
        }
        return nil
    }

    /// One that is not in the log at all is told elsewhere.
    private func isLater(_ attempt: AttemptSummary, than own: Int64) -> Bool {
        (log.attempts.entry(of: attempt.id)?.seq ?? 0) > own
    }

    /// That it was never sent, or that the authority still knew it again when the row was written.
    private func badTime(
        _ row: RecordRow, _ link: DocumentLink, _ own: Int64
    ) -> (expected: String, found: String)? {
        let known = exchanges[link.id] ?? []
        var perhaps = known.filter { ($0.answer?.verdict ?? .unknown) == .unknown }
            .map(\.attempt.recordedAt)
        let entry = log.entry(ofDocument: link.id) ?? .max
        let isRestored = records.restores.contains { restore in
            restore.integer("size") >= entry && (log.records[restore.key]?.seq ?? .max) < own
        }
        if isRestored { perhaps.append(link.recordedAt) }
        guard let since = perhaps.min() else {
            return ("a document that was perhaps sent", "document \(link.id)")
        }
        let latest = known.map { max($0.attempt.recordedAt, $0.answer?.recordedAt ?? 0) }.max()
        let earliest = max(since + SubmissionCheck.limitSeconds + 1, latest ?? 0)
        let time = Instant(row.text("recorded_at"))?.secondsSince1970 ?? .max
        guard time < earliest else { return nil }
        return ("≥ \(Instant(secondsSince1970: earliest))", row.text("recorded_at"))
    }

    private mutating func add(
        _ row: RecordRow, _ expected: String, _ found: String, _ link: DocumentLink?
    ) {
        let document = row.integer("document_id")
        let about = (exchanges[document] ?? []).flatMap { attempt, answer in
            [RecordKey(kind: "attempt", id: attempt.id)]
                + (answer.map { [RecordKey(kind: "answer", id: $0.id)] } ?? [])
        }
        let restores = records.restores.map { CauseKey.record($0.key) }
        symptoms.append(
            Symptom(
                .settlementMismatch, at: link.map { records.place($0) } ?? .file,
                expected: expected, found: "settlement \(row.id): \(found)", key: .record(row.key),
                follows: [.record(.document(document))] + about.map { .record($0) } + restores
                    + gone + [.file]))
    }
}

extension SettlementCheck {
    /// Standard documents whose record holds and whose copy by the authority is not in the file.
    ///
    /// What was last sent for reporting, since clearing was switched off, has no copy.
    func withoutCopy(_ links: Pieces<DocumentLink>, copies: Set<Int64>) -> Set<Int64> {
        Set(
            founded.keys.filter { document in
                guard let index = links.index(ofRow: document), links[index].isStandard,
                    !copies.contains(document)
                else { return false }
                return exchanges[document]?.last?.attempt.isReport != true
            })
    }
}

extension AuditPass {
    /// What the report lists of them, right or wrong: findings tell which is which.
    func settlements(
        _ connection: EvidenceConnection, _ records: LedgerRecords, _ links: Pieces<DocumentLink>,
        withoutCopy: Set<Int64>
    ) -> [AuditReport.Settlement] {
        records.settlements.sorted { $0.id < $1.id }.map { row in
            let document = row.integer("document_id")
            let link = links.index(ofRow: document).map { links[$0] }
            let place = link.map { records.place($0) } ?? .file
            return AuditReport.Settlement(
                number: documentNumber(connection, document), unit: place.unit,
                epoch: place.epoch, icv: place.icv, recordedAt: row.text("recorded_at"),
                seen: row.text("seen"), lacksCopy: withoutCopy.contains(document))
        }
    }
}
