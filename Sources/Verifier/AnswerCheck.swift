import Cryptography
import Encoding
import Invoicing

/// What is kept of an answer.
struct AnswerSummary: Sendable {
    let id: Int64
    let attempt: Int64
    /// The certificate that it brought, and the number that ties the next one to it.
    let issued: (certificate: Int64, requestID: String)?
    let verdict: Verdict
    /// In it the authority says something of a document.
    let isWord: Bool
    /// It tells that nothing can be sent.
    let isInVain: Bool
    /// The authority's copy of the document is in it.
    let hasCopy: Bool
    /// Seconds since 1970.
    let startedAt: Int64
    let finishedAt: Int64
    let recordedAt: Int64

    /// What an answer says of the document in its request.
    enum Verdict: Sendable { case accepted, rejected, clearingOff, unknown, nothing }
}

/// The checks of what came of the requests.
struct AnswerCheck: RowChecking {
    let records: LedgerRecords
    let log: LogIndex
    private var payload = RowPayload()
    private var symptoms: [Symptom] = []
    private var kept: [AnswerSummary] = []

    init(records: LedgerRecords, log: LogIndex) {
        self.records = records
        self.log = log
    }

    /// The first eleven columns are all of the table in the order of their names: ``RowPayload``.
    static let range: StaticString = """
        SELECT answer.attempt_id AS attempt_id, answer.bytes_sent AS bytes_sent,
          answer.certificate_id AS certificate_id, answer.finished_at AS finished_at,
          answer.id AS id, answer.outcome AS outcome, answer.recorded_at AS recorded_at,
          answer.request_id AS request_id,
          CASE WHEN length(answer.response) <= 20971520 THEN answer.response END AS response,
          answer.started_at AS started_at, answer.status AS status,
          coalesce(length(answer.response), 0) AS size, attempt.unit_id AS unit,
          attempt.endpoint AS endpoint, attempt.signing_key_id AS signing_key
        FROM answer NOT INDEXED
        LEFT JOIN attempt NOT INDEXED ON attempt.id = answer.attempt_id
        WHERE answer.id BETWEEN ? AND ?
        ORDER BY answer.id
        """
    private static let columns: Int32 = 11
    private static let words: Set<String> = [
        "accepted", "accepted-with-warnings", "already-accepted", "cleared-without-copy",
        "step-already-passed", "rejected", "clearance-off", "request-refused",
    ]
    private static let troubles: Set<String> = [
        "never-sent", "unknown", "too-many-requests", "server-trouble",
    ]
    private static let judgingEndpoints: Set<String> = [
        "reporting", "clearance", "compliance-check",
    ]

    private struct Row {
        let id: Int64
        let attempt: Int64
        let outcome: String
        let status: Int64?
        let startedAt: Int64
        let finishedAt: Int64
        let recordedAt: Int64
        let certificate: Int64?
        let requestID: String?
        let response: [UInt8]?
        let size: Int64
        let unit: Int64?
        let endpoint: String?
        let key: Int64?
        let malformed: [String]

        init(_ scan: RowScan) {
            attempt = scan.integer(0)
            _ = scan.optionalInteger(1)
            certificate = scan.optionalInteger(2)
            for column in [Int32(3), 6, 9] {
                let time = scan.text(column)
                if Instant(time) == nil { scan.note(column, time) }
            }
            finishedAt = Instant(scan.text(3))?.secondsSince1970 ?? 0
            recordedAt = Instant(scan.text(6))?.secondsSince1970 ?? 0
            startedAt = Instant(scan.text(9))?.secondsSince1970 ?? 0
            id = scan.integer(4)
            outcome = scan.text(5)
            requestID = scan.optionalText(7)
            size = scan.integer(11)
            response = scan.isNull(8) ? nil : scan.blob(8)
            status = scan.optionalInteger(10)
            unit = scan.optionalInteger(12)
            endpoint = scan.optionalText(13)
            key = scan.optionalInteger(14)
            malformed = scan.malformed
        }

        var record: RecordKey { RecordKey(kind: "answer", id: id) }

        /// The certificate that it brought was stored before it.
        var named: [RecordKey] {
            [RecordKey(kind: "attempt", id: attempt)]
                + (certificate.map { [RecordKey(kind: "certificate", id: $0)] } ?? [])
        }

        var verdict: AnswerSummary.Verdict {
            switch outcome {
            case "accepted", "accepted-with-warnings", "already-accepted", "cleared-without-copy":
                .accepted
            case "rejected": .rejected
            case "clearance-off": .clearingOff
            case "unknown", "server-trouble", "unexpected-status": .unknown
            default: .nothing
            }
        }
    }

    mutating func take() -> (symptoms: [Symptom], kept: [AnswerSummary]) {
        defer { (symptoms, kept) = ([], []) }
        return (symptoms, kept)
    }

    mutating func check(_ scan: RowScan) -> Int64 {
        let row = Row(scan)
        let exchange = row.response.map { StoredExchange($0) }
        keep(row, exchange)
        let place = FindingPlace(unit: row.unit.flatMap { records.units[$0]?.name })
        func add(_ code: FindingCode, _ expected: String? = nil, _ found: String? = nil) {
            symptoms.append(
                Symptom(
                    code, at: place, expected: expected, found: found, key: .record(row.record)))
        }
        if !row.malformed.isEmpty {
            add(.valueMalformed, nil, "answer \(row.id): " + row.malformed.joined(separator: ", "))
        }
        guard row.size <= AuthorityTable.largestExchange else {
            add(.valueTooLarge, "\(AuthorityTable.largestExchange)", "\(row.size)")
            return row.id
        }
        let digest = payload.digest(scan, columns: Self.columns)
        symptoms += log.symptoms(of: row.record, at: place, payload: digest)
        symptoms += log.orderSymptoms(of: row.record, naming: row.named, at: place)
        if let secret = exchange?.secret {
            add(.secretStored, StoredExchange.removed, "answer \(row.id): \(secret)")
        }
        if let endpoint = row.endpoint, Self.judgingEndpoints.contains(endpoint),
            let said = StatedOutcome.contradiction(
                row.outcome, status: row.status, endpoint: endpoint, exchange)
        {
            add(.answerOutcome, said, "answer \(row.id): \(row.outcome)")
        }
        if let number = row.requestID, exchange?.word("requestID") != number {
            let said = exchange?.word("requestID") ?? "–"
            add(.answerOutcome, "requestID \(said)", "answer \(row.id): request_id \(number)")
        }
        if let id = row.certificate { checkCertificate(id, row, exchange, place) }
        return row.id
    }

    private mutating func keep(_ row: Row, _ exchange: StoredExchange?) {
        let issued = row.certificate.flatMap { certificate in
            row.requestID.map { (certificate: certificate, requestID: $0) }
        }
        kept.append(
            AnswerSummary(
                id: row.id, attempt: row.attempt, issued: issued, verdict: row.verdict,
                isWord: Self.words.contains(row.outcome),
                isInVain: Self.troubles.contains(row.outcome), hasCopy: exchange?.hasCopy ?? false,
                startedAt: row.startedAt, finishedAt: row.finishedAt, recordedAt: row.recordedAt))
    }

    /// The certificate that an answer brought is the one in its token, for the key that was asked
    /// for.
    private mutating func checkCertificate(
        _ id: Int64, _ row: Row, _ exchange: StoredExchange?, _ place: FindingPlace
    ) {
        guard let stored = records.certificates[id] else { return }
        let certificate = CauseKey.record(RecordKey(kind: "certificate", id: id))
        func add(_ expected: String, _ found: String, _ follows: [CauseKey]) {
            symptoms.append(
                Symptom(
                    .answerCertificate, at: place, expected: expected,
                    found: "answer \(row.id): \(found)", key: .record(row.record),
                    follows: follows))
        }
        let token = exchange?.tokenCertificate
        if token != stored.sha256 {
            add(
                "certificate \(id): \(Base64.encode(stored.sha256))",
                token.map { Base64.encode($0) } ?? "–", [certificate])
        }
        guard let endpoint = row.endpoint else { return }
        if row.key != stored.key {
            add(
                "key \(stored.key)", "\(endpoint), key \(row.key.map { "\($0)" } ?? "–")",
                [certificate, .record(RecordKey(kind: "attempt", id: row.attempt))])
        }
    }
}
