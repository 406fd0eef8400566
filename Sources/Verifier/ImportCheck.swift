import Invoicing

/// The imports of sheets: each names documents that stand one after the other in the log and in one
/// chain, and its own entry comes next.
///
/// So nothing that was issued before or after can be said to come from a sheet.
struct ImportCheck {
    private(set) var symptoms: [Symptom] = []
    private let log: LogIndex
    private let links: Pieces<DocumentLink>

    init(records: LedgerRecords, log: LogIndex, links: Pieces<DocumentLink>) {
        self.log = log
        self.links = links
        for row in records.imports.sorted(by: { $0.id < $1.id }) { check(row) }
    }

    private mutating func check(_ row: RecordRow) {
        // A row that is not in the log at all is told elsewhere.
        guard let own = log.records[row.key]?.seq else { return }
        let (first, last) = (row.integer("first_document_id"), row.integer("last_document_id"))
        let place = "document \(first)-\(last)"
        guard first <= last, let begin = log.entry(ofDocument: first) else {
            add(row, expected: "entries of \(place)", found: "none of document \(first)")
            return
        }
        // In the order of the log a document has two entries, the second its issuance.
        var (id, expected) = (first, begin)
        while id <= last {
            let entries = (log.entry(ofDocument: id), log.issuances.entry(of: id)?.seq)
            guard entries == (expected, expected &+ 1) else {
                let found = entries.0.map { "entry \($0)" } ?? "none"
                add(row, expected: "document \(id): entry \(expected)", found: found)
                return
            }
            (id, expected) = (id &+ 1, expected &+ 2)
        }
        if own != expected {
            add(row, expected: "entry \(expected)", found: "entry \(own)")
            return
        }
        let ends = [first, last].compactMap { row in
            links.index(ofRow: row).map { links[$0] }
        }
        guard ends.count == 2 else { return }
        if ends[0].chain != ends[1].chain {
            add(
                row, expected: "one chain", found: "chains \(ends[0].chain), \(ends[1].chain)",
                ends: ends)
        }
        let time = Instant(row.text("recorded_at"))?.secondsSince1970
        if time != ends[1].recordedAt {
            let expected = Instant(secondsSince1970: ends[1].recordedAt).description
            add(row, expected: expected, found: row.text("recorded_at"), ends: ends)
        }
    }

    /// - Parameter ends: The documents whose rows say otherwise, where it is about rows.
    private mutating func add(
        _ row: RecordRow, expected: String, found: String, ends: [DocumentLink] = []
    ) {
        // Where entries are gone, that is why they do not follow each other.
        let gaps = log.gaps.map { CauseKey.entry($0.before) }
        symptoms.append(
            Symptom(
                .importMismatch, expected: expected, found: "import \(row.id): \(found)",
                key: .record(row.key),
                follows: ends.map { .record(.document($0.id)) } + gaps + [.file]))
    }
}
