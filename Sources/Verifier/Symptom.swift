import Invoicing

/// A row by the name that the log gives its table.
struct RecordKey: Hashable, Sendable {
    /// `document`, `certificate`, `key` and so on.
    let kind: String
    let id: Int64

    static func document(_ id: Int64) -> RecordKey { RecordKey(kind: "document", id: id) }
}

/// What symptoms can have in common.
enum CauseKey: Hashable, Sendable {
    /// One row was changed, removed or put in.
    case record(RecordKey)
    /// Rows are missing before this document in its chain; its row id.
    case gap(before: Int64)
    /// An epoch is missing or does not connect; row id of its chain.
    case epoch(Int64)
    /// The step from the document before to this one; its row id.
    case link(Int64)
    /// One log entry, by its number.
    case entry(Int64)
    /// Documents stamped with a certificate that the ledger does not have, by its SHA-256.
    case stranger([UInt8])
    /// Documents that do not fit the certificate of this row.
    case misuse(Int64)
    /// A second document with the number of another, by its row or file.
    case number(Int64)
    /// Documents that break the same rule, by its id.
    case rule(String)
    /// Documents of one chain that the authority has not judged, or judged late.
    case submission(FindingCode, chain: Int64)
    /// The log is not the one that somebody outside remembers.
    case anchor
    /// Documents of one chain whose certificate is judged alike, from this counter on.
    case judgement(FindingCode, chain: Int64, icv: Int64)
    /// A list of revoked certificates, by its file.
    case list(String)
    /// A document that somebody outside shows, by its file.
    case shown(String)
    /// One time stamp, by its place among those that were given.
    case stamp(Int)
    /// What one witness of the policy says of the time, by its name there.
    case cosignature(String)
    case references
    case clock
    case values
    case index
    case schema
    case file
    case traces
    /// Writes that the log does not explain.
    case writes
    /// Checkpoints that the firm does not have any more.
    case omissions
}

/// One check that failed, before causes are sought.
struct Symptom: Sendable {
    var code: FindingCode
    var place: FindingPlace
    var expected: String?
    var found: String?
    /// What went wrong if nothing else explains this.
    var key: CauseKey
    /// What explains this if something went wrong there too; the first that did counts.
    var follows: [CauseKey] = []
    /// This symptom names its group, whatever else is in it.
    var leads = false
    /// What most likely happened, if more is known than the code says.
    var knownCause: Bilingual?
    /// What to do, if it is not what the code says.
    var knownNext: NextStep?
    /// How much it weighs, if not what the code says.
    var severity: FindingSeverity?

    var weight: FindingSeverity { severity ?? code.severity }

    init(
        _ code: FindingCode, at place: FindingPlace = .file, expected: String? = nil,
        found: String? = nil,
        key: CauseKey, follows: [CauseKey] = []
    ) {
        self.code = code
        self.place = place
        self.expected = expected
        self.found = found
        self.key = key
        self.follows = follows
    }

    /// The document row that the place is about, if there is one.
    var documentRow: Int64? {
        switch key {
        case .record(let record): record.kind == "document" ? record.id : nil
        case .link(let row): row
        default: nil
        }
    }

    /// The document row whose number says most to a person: its own, else the one that it follows
    /// from, as with those that are told together for a whole chain.
    var namedRow: Int64? {
        if let documentRow { return documentRow }
        guard case .submission = key else { return nil }
        return follows.lazy.compactMap { cause in
            guard case .record(let record) = cause, record.kind == "document" else { return nil }
            return record.id
        }.first
    }
}
