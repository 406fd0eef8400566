import Cryptography
import Encoding
import Invoicing

/// The returns to an older copy: what they say of the log before them, and what may not happen
/// after them.
struct RestoreCheck {
    private(set) var symptoms: [Symptom] = []
    private(set) var restores: [AuditReport.Restore] = []
    /// By chain: the counters from `first` on were given once already, and none is given after the
    /// entry.
    private var retired: [Int64: Retired] = [:]

    /// By the fingerprints of a number's first revisions: it is given to no other document.
    private var lost: [UInt64: Lost] = [:]

    private struct Lost {
        let restore: RecordKey
        let entry: Int64
        let document: AuditReport.LostDocument
    }

    private struct Retired {
        let restore: RecordKey
        let entry: Int64?
        let first: Int64
    }

    init(records: LedgerRecords, log: LogIndex) {
        for row in records.restores.sorted(by: { $0.id < $1.id }) {
            checkPrefix(row, log)
            guard let missing = Self.missing(row.text("missing")) else {
                symptoms.append(
                    Symptom(
                        .valueMalformed,
                        expected: "[{documents, epoch, icv_first, icv_last, unit}]",
                        found: "restore \(row.id): missing", key: .record(row.key)))
                continue
            }
            restores.append(
                AuditReport.Restore(
                    recordedAt: row.text("recorded_at"), size: row.integer("size"),
                    missing: missing))
            for run in missing { retire(run, by: row, records, log) }
            guard let entry = log.records[row.key]?.seq else { continue }
            for document in missing.flatMap(\.documents) {
                for revision in 0...DocumentLink.mostRevisions {
                    let number = DocumentLink.fingerprint(document.number, revision)
                    lost[number] =
                        lost[number] ?? Lost(restore: row.key, entry: entry, document: document)
                }
            }
        }
    }

    /// Size and root are those of the log as it stood before the row.
    private mutating func checkPrefix(_ row: RecordRow, _ log: LogIndex) {
        let size = row.integer("size")
        // Where entries are gone or edited, that is why the root differs.
        let causes =
            log.gaps.map { CauseKey.entry($0.before) }
            + log.badLeaves.values.map(\.seq).sorted().map { .entry($0) } + [.file]
        func add(_ expected: String, _ found: String) {
            symptoms.append(
                Symptom(
                    .restoreMismatch, expected: expected, found: "restore \(row.id): \(found)",
                    key: .record(row.key), follows: causes))
        }
        if let entry = log.records[row.key]?.seq, size != entry &- 1 {
            add("\(entry &- 1)", "\(size)")
            return
        }
        let root = log.prefixRoots[size]?.bytes
        let found = row.blob("root") ?? []
        if root != found { add(root.map { Base64.encode($0) } ?? "–", Base64.encode(found)) }
    }

    private mutating func retire(
        _ run: AuditReport.MissingRun, by row: RecordRow, _ records: LedgerRecords, _ log: LogIndex
    ) {
        let chain = records.chains.values.first {
            $0.epoch == run.epoch && records.units[$0.unit]?.name == run.unit
        }
        guard let chain, retired[chain.id] == nil else { return }
        let entry = log.records[row.key]?.seq
        // The copy may lack the whole epoch; then one of the same number was begun anew.
        let begun = log.records[RecordKey(kind: "chain", id: chain.id)]?.seq
        if let entry, let begun, begun > entry { return }
        retired[chain.id] = Retired(restore: row.key, entry: entry, first: run.first)
    }

    /// A document that came after a return, and has what one has that the file lacks: a counter,
    /// or the number.
    func symptoms(of link: DocumentLink, records: LedgerRecords, log: LogIndex) -> [Symptom] {
        guard !retired.isEmpty || !lost.isEmpty else { return [] }
        let entry = log.entry(ofDocument: link.id)
        return [counterSymptom(link, entry, records), numberSymptom(link, entry, records)]
            .compactMap(\.self)
    }

    private func numberSymptom(
        _ link: DocumentLink, _ entry: Int64?, _ records: LedgerRecords
    ) -> Symptom? {
        guard let lost = lost[link.number], let entry, entry > lost.entry else { return nil }
        return Symptom(
            .numberLost, at: records.place(link), expected: "≠ \(lost.document.number)",
            found: "\(lost.document.number), ICV \(lost.document.icv)",
            key: .record(.document(link.id)), follows: [.record(lost.restore)])
    }

    private func counterSymptom(
        _ link: DocumentLink, _ entry: Int64?, _ records: LedgerRecords
    ) -> Symptom? {
        guard let retired = retired[link.chain] else { return nil }
        let isAfter = entry.flatMap { entry in retired.entry.map { entry > $0 } } ?? false
        guard isAfter || link.icv >= retired.first else { return nil }
        return Symptom(
            .epochRetired, at: records.place(link), expected: "< ICV \(retired.first)",
            found: "ICV \(link.icv)", key: .epoch(link.chain),
            follows: [.record(retired.restore), .record(.document(link.id))])
    }

    /// - Returns: `nil` if the text is not RFC 8785 JSON of an array of such objects.
    private static func missing(_ text: String) -> [AuditReport.MissingRun]? {
        let bytes = Array(text.utf8)
        guard let value = try? JSONReader.read(bytes), case .array(let items) = value,
            CanonicalJSON.encode(value) == bytes
        else { return nil }
        var runs: [AuditReport.MissingRun] = []
        for item in items {
            func number(_ name: String) -> Int64? {
                guard case .number(let text)? = item[name] else { return nil }
                return Int64(text)
            }
            guard case .string(let unit)? = item["unit"], let epoch = number("epoch"),
                let first = number("icv_first"), let last = number("icv_last"), first <= last
            else { return nil }
            guard let documents = lost(item["documents"]),
                documents.allSatisfy({ (first...last).contains($0.icv) })
            else { return nil }
            runs.append(
                AuditReport.MissingRun(
                    unit: unit, epoch: epoch, first: first, last: last, documents: documents))
        }
        return runs
    }

    /// - Parameter value: `nil` in a row from before version 5.
    private static func lost(_ value: JSONValue?) -> [AuditReport.LostDocument]? {
        guard let value else { return [] }
        guard case .array(let items) = value else { return nil }
        let documents = items.compactMap { item -> AuditReport.LostDocument? in
            guard case .number(let icv)? = item["icv"], let icv = Int64(icv),
                case .string(let number)? = item["number"], case .string(let hash)? = item["hash"]
            else { return nil }
            return AuditReport.LostDocument(icv: icv, number: number, hash: hash)
        }
        return documents.count == items.count ? documents : nil
    }
}
