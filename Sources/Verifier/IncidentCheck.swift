import Invoicing

/// The recorded outages: in turns for each unit, each begun by an answer in vain and ended by a
/// word of the authority, at the time of that very request.
///
/// An outage is what a firm shows where something is late, so none may be made up.
struct IncidentCheck {
    private(set) var symptoms: [Symptom] = []
    private let records: LedgerRecords

    init(records: LedgerRecords, attempts: [AttemptSummary], answers: [AnswerSummary]) {
        self.records = records
        guard !records.incidents.isEmpty else { return }
        let wanted = Set(records.incidents.map { $0.integer("answer_id") })
        let named = Dictionary(
            answers.lazy.filter { wanted.contains($0.id) }.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        let asked = Set(named.values.map(\.attempt))
        let units = Dictionary(
            attempts.lazy.filter { asked.contains($0.id) }.map { ($0.id, $0.unit) },
            uniquingKeysWith: { first, _ in first })
        var open: [Int64: RecordRow] = [:]
        for row in records.incidents.sorted(by: { $0.id < $1.id }) {
            let unit = row.integer("unit_id")
            checkTurn(row, open[unit])
            open[unit] = row.text("event") == "began" ? row : nil
            // An answer that is not there is told as a reference to nothing.
            guard let answer = named[row.integer("answer_id")] else { continue }
            check(row, answer, unit: units[answer.attempt])
        }
    }

    private mutating func checkTurn(_ row: RecordRow, _ open: RecordRow?) {
        guard row.text("event") == "ended" else {
            if let open { add(row, "ended, as incident \(open.id) began", "began") }
            return
        }
        guard let open else { return add(row, "began", "ended") }
        if row.text("cause") != open.text("cause") {
            add(row, open.text("cause"), row.text("cause"))
        }
    }

    private mutating func check(_ row: RecordRow, _ answer: AnswerSummary, unit: Int64?) {
        if let unit, unit != row.integer("unit_id") {
            add(row, place(row).unit ?? "–", records.units[unit]?.name ?? "–", answer)
        }
        let began = row.text("event") == "began"
        if began, !answer.isInVain {
            add(row, "an answer in vain", "answer \(answer.id)", answer)
        }
        let started = Instant(secondsSince1970: answer.startedAt).description
        if row.text("effective_at") != started {
            add(row, started, row.text("effective_at"), answer)
        }
        guard !began, !answer.isWord else { return }
        symptoms.append(
            Symptom(
                .incidentEnd, at: place(row), expected: "an answer of the authority",
                found: "incident \(row.id): answer \(answer.id)", key: .record(row.key),
                follows: [.record(RecordKey(kind: "answer", id: answer.id))]))
    }

    private func place(_ row: RecordRow) -> FindingPlace {
        FindingPlace(unit: records.units[row.integer("unit_id")]?.name)
    }

    private mutating func add(
        _ row: RecordRow, _ expected: String, _ found: String, _ answer: AnswerSummary? = nil
    ) {
        let named = answer.map { CauseKey.record(RecordKey(kind: "answer", id: $0.id)) }
        symptoms.append(
            Symptom(
                .incidentMismatch, at: place(row), expected: expected,
                found: "incident \(row.id): \(found)", key: .record(row.key),
                follows: [named, .file].compactMap(\.self)))
    }
}

/// The times of requests and answers: a document is recorded, its request after it, then that is
/// sent, answered, and the answer recorded. A clock that was set back meanwhile shows here too, so
/// this is a trace and no proof.
struct ExchangeTimes {
    private(set) var symptoms: [Symptom] = []

    init(
        records: LedgerRecords, links: Pieces<DocumentLink>, exchanges: [ExchangeSummary]
    ) {
        for (attempt, answer) in exchanges {
            let link = attempt.document.flatMap { links.index(ofRow: $0) }.map { links[$0] }
            let key = RecordKey(kind: "attempt", id: attempt.id)
            let place = link.map { records.place($0) } ?? .file
            if let link { check([link.recordedAt, attempt.recordedAt], key, place) }
            guard let answer else { continue }
            let own = RecordKey(kind: "answer", id: answer.id)
            check([attempt.recordedAt, answer.startedAt, answer.finishedAt], own, place)
            check([attempt.recordedAt, answer.recordedAt], own, place)
        }
    }

    /// Times in the order in which they must be; 0 stands for one that cannot be read.
    private mutating func check(_ times: [Int64], _ key: RecordKey, _ place: FindingPlace) {
        for (before, after) in zip(times, times.dropFirst()) where after < before && after != 0 {
            symptoms.append(
                Symptom(
                    .clockBackwards, at: place,
                    expected: Instant(secondsSince1970: before).description,
                    found: "\(key.kind) \(key.id): \(Instant(secondsSince1970: after))",
                    key: .clock, follows: [.record(key)]))
            return
        }
    }
}
