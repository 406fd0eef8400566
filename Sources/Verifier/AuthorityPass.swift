import Cryptography
import GRDB
import Invoicing
import StampCheck
import UBL

/// What the checks of requests and answers rest on.
struct AuthorityContext: Sendable {
    let records: LedgerRecords
    let log: LogIndex
    /// In the order of their rows.
    let links: Pieces<DocumentLink>
    let complianceDocuments: [Int64: ComplianceSummary]
    /// What ties a production certificate to the compliance certificate of this row.
    let requestIDs: [Int64: String]
    /// SHA-256 of the documents that somebody outside showed.
    let shown: Set<SHA256Digest>

    /// A document as a request has to carry it.
    struct Sent {
        let record: RecordKey
        let name: String
        let hash: SHA256Digest
        let uuid: UInt64
        /// SHA-256 of its bytes, as far as they are known.
        let xml: SHA256Digest?
    }

    func link(ofDocument row: Int64) -> DocumentLink? {
        links.index(ofRow: row).map { links[$0] }
    }

    func sent(document row: Int64) -> Sent? {
        guard let link = link(ofDocument: row) else { return nil }
        return Sent(
            record: .document(row), name: "document \(row)", hash: link.hash, uuid: link.uuid,
            xml: log.documents.entry(of: row)?.payload)
    }

    func sent(complianceDocument row: Int64) -> Sent? {
        guard let document = complianceDocuments[row] else { return nil }
        return Sent(
            record: document.record, name: "compliance-document \(row)", hash: document.hash,
            uuid: document.uuid, xml: document.xml)
    }
}

/// Reads and checks compliance documents, answers, requests and cleared documents, in this order:
/// each rests on what the ones before told.
struct AuthorityPass {
    let connection: EvidenceConnection
    let pass: RowPass
    let records: LedgerRecords
    let log: LogIndex
    let links: Pieces<DocumentLink>
    let lives: CertificateLives
    let newest: [String: Int64]
    private let successors: [SubmissionCheck.Successor]
    private let demandsAll: Bool
    private let shown: Set<SHA256Digest>

    private(set) var symptoms: [Symptom] = []
    private(set) var missing: [RecordKey] = []
    private(set) var damage: SQLiteFailure?
    private(set) var counts: [AuthorityTable: Int64] = [:]
    /// Cleared documents among those shown, and how many are under a known key of the authority.
    private(set) var shownCleared: Set<SHA256Digest> = []
    private(set) var clearedByKnownKey: Int64 = 0
    /// Standard documents that are settled by word, without the authority's copy.
    private(set) var settledWithoutCopy: Set<Int64> = []

    init(
        connection: EvidenceConnection, pass: RowPass, reading: LedgerReading,
        outcome: DocumentPass.Outcome, lives: CertificateLives, demandsAll: Bool,
        shown: Set<SHA256Digest>
    ) {
        self.shown = shown
        self.connection = connection
        self.pass = pass
        records = reading.records
        log = reading.log
        newest = reading.newestOfAuthority
        links = outcome.links
        successors = outcome.successors
        self.demandsAll = demandsAll
        self.lives = lives
    }

    mutating func run() throws(SQLiteFailure) {
        let documents = try readDocuments()
        let (requestIDs, answers) = try readAnswers()
        let context = AuthorityContext(
            records: records, log: log, links: links,
            complianceDocuments: Dictionary(
                documents.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
            requestIDs: requestIDs, shown: shown)
        let list = try rows(of: .attempt, logged: log.attempts.rows)
        let attempts = try pass.run(list) { AttemptCheck(context: context) }
        symptoms += attempts.symptoms
        damage = damage ?? attempts.damage
        finish(.attempt, found: attempts.kept.map(\.id), logged: log.attempts.rows)
        symptoms +=
            IncidentCheck(
                records: records, attempts: attempts.kept, answers: answers
            ).symptoms
        let exchanges = Self.exchanges(attempts.kept, answers)
        symptoms +=
            ExchangeTimes(records: records, links: links, exchanges: exchanges).symptoms
        let closings = ClosingCheck(
            records: records, log: log, links: links, exchanges: exchanges, successors: successors,
            gone: missing)
        symptoms += closings.symptoms
        let settlements = SettlementCheck(
            records: records, log: log, links: links, exchanges: exchanges, gone: missing)
        symptoms += settlements.symptoms
        var submissions = SubmissionCheck(records: records, links: links, exchanges: exchanges)
        submissions.run(
            successors: successors, closed: closings.founded,
            settled: Set(settlements.founded.keys), demandsAll: demandsAll)
        symptoms += submissions.symptoms
        let clearedRows = try rows(of: .cleared, logged: log.cleared.rows)
        let cleared = try pass.run(clearedRows) { ClearedCheck(context: context) }
        symptoms += cleared.symptoms
        damage = damage ?? cleared.damage
        finish(.cleared, found: cleared.kept.map(\.id), logged: log.cleared.rows)
        try addMissingCopies(cleared.kept, attempts.kept, answers)
        addMissingCopies(ofSettled: settlements, copies: Set(cleared.kept.map(\.document)))
        shownCleared = Set(cleared.kept.map(\.shown)).intersection(shown)
        clearedByKnownKey = Int64(cleared.kept.count(where: \.isByKnownKey))
    }

    private mutating func readDocuments() throws(SQLiteFailure) -> [ComplianceSummary] {
        let kind = AuthorityTable.complianceDocument.kind
        let logged = log.records.keys.filter { $0.kind == kind }.map(\.id).sorted()
        let list = try rows(of: .complianceDocument, logged: logged)
        let (records, log, lives) = (records, log, lives)
        let outcome = try pass.run(list) {
            ComplianceCheck(records: records, log: log, lives: lives)
        }
        symptoms += outcome.symptoms
        damage = damage ?? outcome.damage
        finish(.complianceDocument, found: outcome.kept.map(\.id), logged: logged)
        let gone = missing.filter { $0.kind == kind }.map(\.id)
        symptoms += ComplianceChains(outcome.kept, missing: gone).symptoms
        return outcome.kept
    }

    /// - Returns: Request ids by the certificates that came with them, and what all answers say, in
    ///   the order of their requests.
    private mutating func readAnswers() throws(SQLiteFailure)
        -> (requestIDs: [Int64: String], answers: [AnswerSummary])
    {
        let list = try rows(of: .answer, logged: log.answers.rows)
        let (records, log) = (records, log)
        let outcome = try pass.run(list) { AnswerCheck(records: records, log: log) }
        symptoms += outcome.symptoms
        damage = damage ?? outcome.damage
        finish(.answer, found: outcome.kept.map(\.id), logged: log.answers.rows)
        let order = outcome.kept.sorted { ($0.attempt, $0.id) < ($1.attempt, $1.id) }
        for (first, second) in zip(order, order.dropFirst()) where first.attempt == second.attempt {
            symptoms.append(
                Symptom(
                    .answerDuplicate, expected: "attempt \(first.attempt): answer \(first.id)",
                    found: "answers \(first.id), \(second.id)",
                    key: .record(RecordKey(kind: "answer", id: second.id))))
        }
        let issued = outcome.kept.compactMap(\.issued)
        let requestIDs = Dictionary(
            issued.map { ($0.certificate, $0.requestID) }, uniquingKeysWith: { first, _ in first })
        return (requestIDs, order)
    }

    /// - Parameter answers: In the order of their requests.
    private static func exchanges(
        _ attempts: [AttemptSummary], _ answers: [AnswerSummary]
    ) -> [ExchangeSummary] {
        var rest = answers[...]
        return attempts.sorted { $0.id < $1.id }.map { attempt in
            rest = rest.drop { $0.attempt < attempt.id }
            return (attempt, rest.first.flatMap { $0.attempt == attempt.id ? $0 : nil })
        }
    }

    /// Copies that an answer brought and that the ledger should have kept beside it.
    private mutating func addMissingCopies(
        _ cleared: [ClearedSummary], _ attempts: [AttemptSummary], _ answers: [AnswerSummary]
    ) throws(SQLiteFailure) {
        var known = Set(cleared.map(\.document))
        let documents = Dictionary(
            attempts.lazy.filter { !$0.isReport }.compactMap { attempt in
                attempt.document.map { (attempt.id, $0) }
            }, uniquingKeysWith: { first, _ in first })
        let gone = missing.filter { $0.kind == "cleared" }.map { CauseKey.record($0) }
        for answer in answers where answer.hasCopy && answer.verdict == .accepted {
            guard let row = documents[answer.attempt], !known.contains(row),
                let index = links.index(ofRow: row),
                try isCopy(inAnswer: answer.id, of: links[index])
            else { continue }
            known.insert(row)
            symptoms.append(
                Symptom(
                    .clearedMissing, at: records.place(links[index]),
                    expected: "the copy in answer \(answer.id)",
                    key: .record(RecordKey(kind: "answer", id: answer.id)), follows: gone + [.file])
            )
        }
    }

    /// Copies that were never fetched from the portal, of documents that were seen there.
    private mutating func addMissingCopies(
        ofSettled settlements: SettlementCheck, copies: Set<Int64>
    ) {
        settledWithoutCopy = settlements.withoutCopy(links, copies: copies)
        let gone = missing.filter { $0.kind == "cleared" }.map { CauseKey.record($0) }
        for document in settledWithoutCopy.sorted() {
            guard let index = links.index(ofRow: document), let key = settlements.founded[document]
            else { continue }
            symptoms.append(
                Symptom(
                    .settledWithoutCopy, at: records.place(links[index]),
                    found: "\(key.kind) \(key.id)",
                    key: .record(key), follows: gone + [.file]))
        }
    }

    /// Whether an answer brought this very document under another stamp.
    private func isCopy(
        inAnswer id: Int64, of link: DocumentLink
    ) throws(SQLiteFailure) -> Bool {
        let response = try connection.read { db -> [UInt8] in
            let scan = try RowScan(db, "SELECT response FROM answer NOT INDEXED WHERE id = ?", id)
            return try scan.next() && !scan.isNull(0) ? scan.blob(0) : []
        }
        guard let copy = StoredExchange(response).clearedDocument else { return false }
        let report = StampCheck.examine(copy)
        let uuid = report.document?.facts.uuid.map { DocumentLink.fingerprint($0) }
        return report.hash.map { SHA256Digest(orZero: $0.bytes) } == link.hash && uuid == link.uuid
    }

    /// Counts the rows of a table, and names those that the log knows and the file does not have.
    private mutating func finish(_ table: AuthorityTable, found: [Int64], logged: [Int64]) {
        counts[table] = Int64(found.count)
        var present = found.makeIterator()
        var row = present.next()
        for id in logged {
            while let next = row, next < id { row = present.next() }
            guard row != id else { continue }
            let key = RecordKey(kind: table.kind, id: id)
            // Rows that are gone were mostly removed together: they lead back to the first.
            let first = missing.first
            missing.append(key)
            symptoms.append(
                Symptom(
                    .recordMissing, expected: "\(table.kind) \(id)", key: .record(key),
                    follows: [.file, first.map { .record($0) }].compactMap(\.self)))
        }
    }

    /// Numbers of the rows of a table, in order.
    private mutating func rows(
        of table: AuthorityTable, logged: [Int64]
    ) throws(SQLiteFailure) -> [Int64] {
        let newest = newest[table.kind] ?? Int64.max
        var rows: [Int64] = []
        var reached = Int64.min
        while reached < newest {
            guard rows.count < AuthorityTable.mostRows else {
                var symptom = Symptom(
                    .tooManyRows, expected: "\(AuthorityTable.mostRows)",
                    found: "\(table.kind): ≥ \(rows.count)", key: .values)
                symptom.leads = true
                symptoms.append(symptom)
                return rows
            }
            let count = rows.count
            do {
                try connection.read { db in
                    let scan = try RowScan(db, table.list, reached, min(newest, Int64.max - 1))
                    while try scan.next(), scan.integer(0) > reached {
                        reached = scan.integer(0)
                        rows.append(reached)
                    }
                }
            } catch {
                guard error.isDamage || error.isTooBig else { throw error }
                damage = damage ?? error
                // The log names the rows; each is tried by itself.
                return Set(rows).union(logged).sorted()
            }
            if rows.count == count { break }
        }
        return rows
    }
}
