import Cryptography
import Encoding

/// The order of the log: rows are numbered as they come, a document's two entries stand together,
/// and no entry stands before those of the rows that its own row names.
///
/// The numbers of documents and certificates are in no leaf, so the order is what ties them to the
/// log; and what was moved from one row to another mostly stands before what it now rests on.
extension LogIndex {
    /// A row whose entry stands before that of a row that it names.
    ///
    /// - Returns: At most one symptom, about the first of them.
    func orderSymptoms(
        of key: RecordKey, naming rows: [RecordKey], at place: FindingPlace = .file
    ) -> [Symptom] {
        guard let own = entry(of: key)?.seq else { return [] }
        for row in rows {
            guard let other = entry(of: row)?.seq, other > own else { continue }
            let symptom = Symptom(
                .logOrder, at: place, expected: "after entry \(other) (\(row.kind) \(row.id))",
                found: "entry \(own) (\(key.kind) \(key.id))", key: .record(key),
                follows: [.record(row), .entry(own), .entry(other), .file])
            return [symptom]
        }
        return []
    }

    /// The entry of a row of any table.
    func entry(of key: RecordKey) -> (payload: SHA256Digest, seq: Int64)? {
        func entry(in entries: Entries) -> (payload: SHA256Digest, seq: Int64)? {
            entries.entry(of: key.id).map { ($0.payload, $0.seq) }
        }
        return switch key.kind {
        case "document": entry(in: documents)
        case "issuance": entry(in: issuances)
        case "attempt": entry(in: attempts)
        case "answer": entry(in: answers)
        case "cleared": entry(in: cleared)
        default: records[key]
        }
    }

    /// The entries of documents beside those of their issuance.
    ///
    /// - Parameter links: In the order of their rows.
    func pairSymptoms(_ links: Pieces<DocumentLink>, _ records: LedgerRecords) -> [Symptom] {
        var symptoms: [Symptom] = []
        let chains = records.chains.keys.reduce(into: [Int64: Int64]()) { chains, id in
            chains[id] = entry(of: RecordKey(kind: "chain", id: id))?.seq
        }
        var (documents, issuances) = (documents.all.makeIterator(), issuances.all.makeIterator())
        var (document, issuance) = (documents.next(), issuances.next())
        for link in links {
            while let row = document?.row, row < link.id { document = documents.next() }
            while let row = issuance?.row, row < link.id { issuance = issuances.next() }
            guard let own = document, own.row == link.id else { continue }
            if let begun = chains[link.chain], begun > own.seq {
                let chain = RecordKey(kind: "chain", id: link.chain)
                symptoms += orderSymptoms(
                    of: .document(link.id), naming: [chain], at: records.place(link))
            }
            guard let pair = issuance, pair.row == link.id, pair.seq != own.seq &+ 1 else {
                continue
            }
            symptoms.append(
                Symptom(
                    .logOrder, at: records.place(link), expected: "entry \(own.seq &+ 1)",
                    found: "entry \(pair.seq) (issuance \(link.id))",
                    key: .record(.document(link.id)),
                    follows: [.entry(own.seq), .entry(pair.seq), .file]))
        }
        return symptoms
    }
}

extension LedgerRecords {
    func place(_ link: DocumentLink) -> FindingPlace {
        var place = place(chain: link.chain)
        place.icv = link.icv
        return place
    }
}

extension RecordRow {
    /// The rows that the columns of this one name.
    var named: [RecordKey] {
        let kinds = [
            ("unit_id", "unit"), ("signing_key_id", "key"), ("certificate_id", "certificate"),
            ("answer_id", "answer"), ("document_id", "document"),
        ]
        return kinds.compactMap { column, kind in
            let id = integer(column)
            return id == 0 ? nil : RecordKey(kind: kind, id: id)
        }
    }
}

/// Rows of one kind that stand in the log in another order than their numbers.
struct RowOrder: Sendable {
    private static let most = 100
    private var last: [String: Int64] = [:]
    private var found: [(kind: String, row: Int64, before: Int64, seq: Int64)] = []

    mutating func note(_ kind: String, row: Int64, after before: Int64, seq: Int64) {
        // The issuances stand beside their documents, which is checked by itself.
        guard row < before, kind != "issuance", found.count < Self.most else { return }
        found.append((kind, row, before, seq))
    }

    mutating func note(_ kind: String, row: Int64, seq: Int64) {
        note(kind, row: row, after: last[kind] ?? row, seq: seq)
        last[kind] = row
    }

    /// - Parameter twice: Entries that are told as second ones.
    func symptoms(but twice: Set<Int64>) -> [Symptom] {
        found.filter { !twice.contains($0.seq) }.map { step in
            Symptom(
                .logOrder, expected: "\(step.kind) > \(step.before)",
                found: "entry \(step.seq) (\(step.kind) \(step.row))", key: .entry(step.seq),
                follows: [.record(RecordKey(kind: step.kind, id: step.row)), .file])
        }
    }
}
