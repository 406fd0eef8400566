import GRDB
import Invoicing

/// The records of sales that were called off: each is of a document that the authority had rejected
/// by then, and whose place no other took.
///
/// Such a record is what a firm shows where a rejected document has no successor, so none may be
/// made up.
struct ClosingCheck {
    private(set) var symptoms: [Symptom] = []
    /// Documents whose record holds.
    private(set) var founded: Set<Int64> = []
    private let records: LedgerRecords
    private let log: LogIndex
    private let links: Pieces<DocumentLink>
    /// Rows of requests and answers that the log knows and the file does not have.
    private let gone: [CauseKey]
    private var answers: [Int64: [AnswerSummary]] = [:]
    /// Who took the place of the document of a number or key.
    private var successors: [UInt64: Int64] = [:]

    /// - Parameter gone: Rows that the log knows and the file does not have.
    init(
        records: LedgerRecords, log: LogIndex, links: Pieces<DocumentLink>,
        exchanges: [ExchangeSummary], successors: [SubmissionCheck.Successor], gone: [RecordKey]
    ) {
        self.records = records
        self.log = log
        self.links = links
        self.gone = gone.filter { ["attempt", "answer"].contains($0.kind) }.map { .record($0) }
        guard !records.closings.isEmpty else { return }
        let wanted = Set(records.closings.map { $0.integer("document_id") })
        for (attempt, answer) in exchanges {
            guard let document = attempt.document, wanted.contains(document), let answer else {
                continue
            }
            answers[document, default: []].append(answer)
        }
        for successor in successors {
            self.successors[successor.numberBefore] = successor.id
            self.successors[successor.keyBefore] = successor.id
        }
        var first: [Int64: RecordRow] = [:]
        for row in records.closings.sorted(by: { $0.id < $1.id }) {
            let document = row.integer("document_id")
            if let earlier = first[document] {
                add(row, "none after closing \(earlier.id)", "document \(document)", nil)
                continue
            }
            first[document] = row
            // A document that is not there is told as a reference to nothing.
            guard let index = links.index(ofRow: document) else { continue }
            check(row, links[index])
        }
    }

    private mutating func check(_ row: RecordRow, _ link: DocumentLink) {
        let count = symptoms.count
        let own = log.records[row.key]?.seq ?? .max
        let before = (answers[link.id] ?? []).filter { answer in
            // One that is not in the log at all is told elsewhere.
            log.answers.entry(of: answer.id).map { $0.seq < own } ?? true
        }
        let rejection = before.first { $0.verdict == .rejected }
        if let accepted = before.first(where: { $0.verdict == .accepted }) {
            add(row, "a rejected document", "accepted, answer \(accepted.id)", link)
        } else if let rejection {
            checkTime(row, rejection, link)
        } else {
            add(row, "a rejected document", "document \(link.id)", link)
        }
        if let successor = successors[link.number] ?? successors[link.key] {
            let key = CauseKey.record(.document(successor))
            add(row, "no successor", "document \(successor)", link, [key])
        }
        if symptoms.count == count { founded.insert(link.id) }
    }

    /// No record is made at an earlier time than those before it.
    private mutating func checkTime(
        _ row: RecordRow, _ rejection: AnswerSummary, _ link: DocumentLink
    ) {
        let time = Instant(row.text("recorded_at"))?.secondsSince1970 ?? .max
        guard time < rejection.recordedAt else { return }
        let earliest = Instant(secondsSince1970: rejection.recordedAt)
        add(row, "≥ \(earliest)", row.text("recorded_at"), link)
    }

    private mutating func add(
        _ row: RecordRow, _ expected: String, _ found: String, _ link: DocumentLink?,
        _ causes: [CauseKey] = []
    ) {
        let document = row.integer("document_id")
        let answered = (answers[document] ?? []).map {
            CauseKey.record(RecordKey(kind: "answer", id: $0.id))
        }
        symptoms.append(
            Symptom(
                .closingMismatch, at: link.map { records.place($0) } ?? .file, expected: expected,
                found: "closing \(row.id): \(found)", key: .record(row.key),
                follows: [.record(.document(document))] + causes + answered + gone + [.file]))
    }
}

extension AuditPass {
    /// What the report lists of them, right or wrong: findings tell which is which.
    func closings(
        _ connection: EvidenceConnection, _ records: LedgerRecords, _ links: Pieces<DocumentLink>
    ) -> [AuditReport.Closing] {
        records.closings.sorted { $0.id < $1.id }.map { row in
            let document = row.integer("document_id")
            let link = links.index(ofRow: document).map { links[$0] }
            let place = link.map { records.place($0) } ?? .file
            return AuditReport.Closing(
                number: documentNumber(connection, document), unit: place.unit,
                epoch: place.epoch, icv: place.icv, recordedAt: row.text("recorded_at"),
                reason: row.text("reason"))
        }
    }

    /// As its column says; `nil` where there is no such row, or none that can be read.
    func documentNumber(_ connection: EvidenceConnection, _ id: Int64) -> String? {
        let number = try? connection.read { db -> String? in
            let scan = try RowScan(db, "SELECT number FROM document NOT INDEXED WHERE id = ?", id)
            return try scan.next() ? scan.text(0) : nil
        }
        return number ?? nil
    }
}
