import Encoding
import Testing
import Verifier

extension Evidence {
    /// Puts a row of `closing` in at the end of the log.
    fileprivate func addClosing(_ row: Int, document: Int) throws {
        try sql(
            """
            INSERT INTO closing
            SELECT \(row), \(document), 'off', max(recorded_at) FROM document;
            INSERT INTO entry (seq, kind, row_id, payload_sha256, leaf_hash)
            SELECT max(seq) + 1, 'closing', \(row), zeroblob(32), zeroblob(32) FROM entry;
            """)
        try relog("closing", row)
    }
}

/// Harms to the record of a sale that was called off: ``SampleLedger/closed``.
extension Damage {
    static let ofClosings: [Damage] = [
        Damage("A1", "another reason", .recordChanged, found: "closing 1") {
            try $0.sql("UPDATE closing SET reason = 'other' WHERE id = 1;")
        },
        Damage("A3", "a closing removed", .recordMissing) {
            try $0.sql("DELETE FROM closing WHERE id = 1;")
        },
        Damage(
            "A24", "a closing that the log does not have", .recordNotLogged,
            also: ["closing-mismatch 4"], found: "closing 2"
        ) {
            try $0.sql("INSERT INTO closing SELECT 2, 4, reason, recorded_at FROM closing;")
        },
        Damage("K6", "a closing of a cleared document", .closingMismatch, 3, found: "accepted") {
            try $0.rewrite("closing", 1, "document_id = 3")
        },
        Damage("K6", "a closing of what was never sent", .closingMismatch, 4, found: "document 4") {
            try $0.rewrite("closing", 1, "document_id = 4")
        },
        Damage("K6", "a closing before the successor", .closingMismatch, 2, found: "document 5") {
            try $0.rewrite("closing", 1, "document_id = 2")
        },
        Damage("K6", "a closing after the successor", .closingMismatch, 2, found: "document 5") {
            try $0.addClosing(2, document: 2)
        },
        Damage("K6", "a closing put in for what was never sent", .closingMismatch, 4) {
            try $0.addClosing(2, document: 4)
        },
        Damage("K6", "a closing of no document", .foreignKey) {
            try $0.rewrite("closing", 1, "document_id = 60")
        },
        Damage(
            "K6", "a second closing", .schemaDiffers, also: ["closing-mismatch"],
            found: "closing_document"
        ) {
            try $0.sql("DROP INDEX closing_document;")
            try $0.addClosing(2, document: 1)
        },
        Damage("K6", "a closing at an earlier time", .closingMismatch, 1, found: "07:15:00Z") {
            try $0.rewrite("closing", 1, "recorded_at = '2026-03-01T07:15:00Z'")
        },
        Damage(
            "K6", "a closing before the rejection", .closingMismatch, 1, others: [.logOrder],
            found: "document 1"
        ) { try $0.exchange(("closing", 1), ("answer", 1)) },
        Damage(
            "K8", "the rejection called an acceptance", .answerOutcome,
            also: ["closing-mismatch 1"]
        ) { try $0.rewrite("answer", 1, "outcome = 'accepted'") },
        Damage("A3", "the rejection removed", .recordMissing, also: ["closing-mismatch 1"]) {
            try $0.sql("DELETE FROM answer WHERE id = 1;")
        },
        Damage("A1", "an empty reason, logged anew", .valueMalformed, found: "closing 1") {
            try $0.rewrite("closing", 1, "reason = ''")
        },
    ]
}
