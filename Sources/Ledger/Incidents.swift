import GRDB
public import Invoicing

/// A time in which a unit's documents could not be sent.
public struct IncidentRecord: Hashable, Sendable {
    public enum Cause: String, Sendable {
        /// Nothing whole came back.
        case line
        /// The authority answered that it could not.
        case authority
    }

    public let id: Int64
    public let unit: String
    public let cause: Cause
    /// The answer to the first request in vain.
    public let answerID: Int64
    public let began: Instant
    /// `nil` while it lasts.
    public let ended: Instant?
}

extension Ledger {
    /// Records that a unit's documents cannot be sent.
    ///
    /// - Parameters:
    ///   - answer: What came of the first request in vain.
    ///   - began: When that was sent.
    public func beginIncident(
        unit: String, cause: IncidentRecord.Cause, answer: Int64, began: Instant, note: String?,
        now: @autoclosure () -> Instant
    ) throws(LedgerError) {
        try add(
            unit: unit, event: "began", cause: cause, answer: answer, at: began, note: note,
            now: now)
    }

    /// Records that they can be sent again; `answer` is the first that was one.
    public func endIncident(
        _ incident: IncidentRecord, answer: Int64, ended: Instant, now: @autoclosure () -> Instant
    ) throws(LedgerError) {
        try add(
            unit: incident.unit, event: "ended", cause: incident.cause, answer: answer, at: ended,
            note: nil, now: now)
    }

    private func add(
        unit: String, event: String, cause: IncidentRecord.Cause, answer: Int64, at: Instant,
        note: String?, now: () -> Instant
    ) throws(LedgerError) {
        try store.write { db throws(LedgerError) in
            let now = try Self.time(now(), db)
            let unitID = try Self.unitID(unit, db)
            var log = try LogWriter(db)
            try db.step(
                """
                INSERT INTO incident
                  (unit_id, event, cause, answer_id, effective_at, recorded_at, note)
                VALUES
                  (:unit_id, :event, :cause, :answer_id, :effective_at, :recorded_at, :note)
                """,
                [
                    .integer(unitID), .text(event), .text(cause.rawValue), .integer(answer),
                    .text(at.description), .text(now.description), SQLValue(note),
                ])
            try log.appendRow(.incident, id: db.lastInsertedRowID)
        }
    }

    /// The incident that a unit is in, if any.
    public func openIncident(unit: String) throws(LedgerError) -> IncidentRecord? {
        try incidents(unit: unit).last { $0.ended == nil }
    }

    /// A unit's incidents, the oldest first.
    public func incidents(unit: String) throws(LedgerError) -> [IncidentRecord] {
        try store.read { db throws(LedgerError) in
            var incidents: [IncidentRecord] = []
            try db.each(
                """
                SELECT id, event, cause, answer_id, effective_at
                FROM incident
                WHERE unit_id = :unit_id
                ORDER BY id
                """, [.integer(try Self.unitID(unit, db))]
            ) { row throws(LedgerError) in
                guard let at = Instant(row.text(4) ?? ""),
                    let cause = IncidentRecord.Cause(rawValue: row.text(2) ?? "")
                else { throw .badRow(table: "incident", id: row.integer(0), column: "cause") }
                if row.text(1) == "ended", let begun = incidents.popLast() {
                    incidents.append(
                        IncidentRecord(
                            id: begun.id, unit: unit, cause: begun.cause, answerID: begun.answerID,
                            began: begun.began, ended: at))
                } else {
                    incidents.append(
                        IncidentRecord(
                            id: row.integer(0), unit: unit, cause: cause, answerID: row.integer(3),
                            began: at, ended: nil))
                }
                return true
            }
            return incidents
        }
    }
}
