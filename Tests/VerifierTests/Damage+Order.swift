import Encoding
import Testing
import Verifier

extension Evidence {
    /// Takes a row and its entry, the last one of the log, out as if they had never been.
    fileprivate func removeLast(_ kind: String, _ row: Int) throws {
        let table = kind.replacing("-", with: "_")
        try sql(
            """
            DELETE FROM \(table) WHERE id = \(row);
            DELETE FROM entry WHERE kind = '\(kind)' AND row_id = \(row);
            UPDATE sqlite_sequence SET seq = (SELECT max(seq) FROM entry) WHERE name = 'entry';
            """)
    }

    /// Puts a row of `incident` in at the end of the log.
    fileprivate func addIncident(
        _ row: Int, _ event: String, answer: Int, at time: String = "started_at"
    ) throws {
        try sql(
            """
            INSERT INTO incident
            SELECT \(row), 1, '\(event)', 'line', \(answer), \(time),
              (SELECT max(recorded_at) FROM answer), NULL
            FROM answer WHERE id = \(answer);
            INSERT INTO entry (seq, kind, row_id, payload_sha256, leaf_hash)
            SELECT max(seq) + 1, 'incident', \(row), zeroblob(32), zeroblob(32) FROM entry;
            """)
        try relog("incident", row)
    }

    /// Makes an acceptance the answer of a server that could not.
    fileprivate func makeTrouble(_ answer: Int) throws {
        try edit("answer", answer, "response", "{\"reportingStatus\":\"REPORTED\"}", "")
        try edit("answer", answer, "response", "200 OK", "503 Service Unavailable")
        try rewrite("answer", answer, "outcome = 'server-trouble', status = 503")
    }

    /// Exchanges two entries of the log.
    func exchange(_ one: (String, Int), _ other: (String, Int)) throws {
        func seq(_ entry: (String, Int)) throws -> String {
            try sql("SELECT seq FROM entry WHERE kind = '\(entry.0)' AND row_id = \(entry.1);")
        }
        let (first, second) = (try seq(one), try seq(other))
        try sql(
            """
            UPDATE entry SET seq = 1000000 WHERE seq = \(first);
            UPDATE entry SET seq = \(first) WHERE seq = \(second);
            UPDATE entry SET seq = \(second) WHERE seq = 1000000;
            """)
    }
}

/// What agrees with the log, row by row, and cannot be so together: harms to the good ledger by
/// somebody who holds the program and its keys.
extension Damage {
    static let ofRelations: [Damage] = [
        Damage("E12", "an epoch of another unit's certificate", .epochCertificate) {
            try $0.rewrite("chain", 3, "certificate_id = 3")
        },
        Damage(
            "E12", "an epoch of a certificate that was superseded", .epochCertificate,
            found: "certificate 1: superseded"
        ) { try $0.rewrite("chain", 3, "certificate_id = 1") },
        Damage(
            "E12", "an epoch of a certificate that came later", .logOrder,
            also: ["epoch-certificate"]
        ) { try $0.rewrite("chain", 1, "certificate_id = 4") },
        Damage(
            "E18", "stamps of a certificate that another one replaced", .certificateEnded, 6,
            also: ["certificate-ended 7"], found: "certificate 2"
        ) {
            // As if the first certificate had been taken into use again before them.
            let (first, second) = (
                try $0.event("superseded", of: 1), try $0.event("activated", of: 2)
            )
            try $0.rewrite("certificate-event", first, "kind = 'activated', certificate_id = 2")
            try $0.rewrite("certificate-event", second, "certificate_id = 1")
        },
        Damage(
            "A24", "the numbers of two documents exchanged, no leaf touched", .logOrder,
            others: [.clockBackwards], found: "document 11"
        ) {
            try $0.sql(
                """
                UPDATE document SET id = 1000 WHERE id = 11;
                UPDATE document SET id = 11 WHERE id = 12;
                UPDATE document SET id = 12 WHERE id = 1000;
                UPDATE entry SET row_id = 1000
                WHERE row_id = 11 AND kind IN ('document', 'issuance');
                UPDATE entry SET row_id = 11
                WHERE row_id = 12 AND kind IN ('document', 'issuance');
                UPDATE entry SET row_id = 12
                WHERE row_id = 1000 AND kind IN ('document', 'issuance');
                """)
        },
        Damage("A24", "an issuance before its document", .logOrder, 1, found: "issuance 13") {
            try $0.exchange(("document", 13), ("issuance", 13))
        },
        Damage("A3", "a document removed, its issuance forgotten", .recordMissing) {
            try $0.sql(
                """
                DELETE FROM document WHERE id = 13;
                DELETE FROM entry WHERE kind = 'document' AND row_id = 13;
                UPDATE entry SET seq = seq - 1 WHERE kind = 'issuance' AND row_id = 13;
                UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'entry';
                """)
        },
        Damage("B15", "an empty key", .valueMalformed, found: "document 13") {
            try $0.sql("UPDATE document SET key = '' WHERE id = 13;")
            try $0.relog(13)
        },
        Damage("B15", "an event of no known kind", .valueMalformed, found: "certificate_event") {
            let event = try $0.event("superseded", of: 1)
            try $0.rewrite("certificate-event", event, "kind = 'Superseded'")
        },
        Damage("A3", "a second row of the ledger", .ledgerRow, others: [.valueMalformed]) {
            try $0.sql(
                """
                INSERT INTO ledger
                SELECT 2, uuid, origin, log_key, environment, endpoint, vat, seller, recorded_at
                FROM ledger;
                INSERT INTO entry (seq, kind, row_id, payload_sha256, leaf_hash)
                SELECT max(seq) + 1, 'ledger', 2, zeroblob(32), zeroblob(32) FROM entry;
                """)
            try $0.relog("ledger", 2)
        },
        Damage("A3", "another name of the log", .ledgerRow, found: "origin: other") {
            try $0.rewrite("ledger", 1, "origin = 'other'")
        },
        Damage("A3", "another seller as given", .ledgerRow, found: "seller: 300000000000003") {
            try $0.rewrite("ledger", 1, "seller = '{\"vat\":\"300000000000003\"}'")
        },
    ]

    /// The same to ``SampleLedger/enrolled``.
    static let ofExchanges: [Damage] = [
        Damage("K4", "the cleared copy removed from the end of the log", .clearedMissing, 3) {
            try $0.removeLast("cleared", 1)
        },
        Damage("K8", "an acceptance called a refused request", .answerOutcome) {
            try $0.rewrite("answer", 9, "outcome = 'request-refused'")
        },
        Damage("K8", "a rejection called a trouble of the server", .answerOutcome) {
            try $0.edit("answer", 9, "response", "REPORTED", "NOT_REPORTED")
            try $0.edit("answer", 9, "response", "200 OK", "400 Bad Request")
            try $0.rewrite("answer", 9, "outcome = 'server-trouble', status = 400")
        },
        Damage(
            "K8", "another request id than the answer gave", .answerOutcome,
            others: [.requestMismatch], found: "request_id 7"
        ) { try $0.rewrite("answer", 1, "request_id = '7'") },
        Damage("K3", "a request to no endpoint", .valueMalformed, found: "attempt 9") {
            try $0.rewrite("attempt", 9, "endpoint = 'xreporting'")
        },
        Damage("K8", "a report that went to clearing", .requestMismatch, 1, found: "/reporting/") {
            try $0.rewrite("attempt", 9, "endpoint = 'clearance'")
        },
        Damage("K8", "a standard invoice that was reported", .reportedUncleared, 3) {
            try $0.edit("attempt", 12, "request", "/clearance/", "/reporting/")
            try $0.rewrite("attempt", 12, "endpoint = 'reporting'")
        },
        Damage("A24", "an answer before its request", .logOrder, found: "answer 9") {
            try $0.exchange(("attempt", 9), ("answer", 9))
        },
        Damage("A30", "an answer before its request was sent", .clockBackwards, 1) {
            try $0.rewrite(
                "answer", 9,
                "started_at = '2026-01-02T00:00:00Z', finished_at = '2026-01-02T00:00:00Z'")
        },
        Damage(
            "K8", "an outage that ends with no word of the authority", .incidentEnd,
            found: "incident 2: answer 1"
        ) {
            try $0.makeTrouble(9)
            try $0.addIncident(1, "began", answer: 9)
            try $0.addIncident(2, "ended", answer: 1)
        },
        Damage("K8", "an outage that an acceptance began", .incidentMismatch) {
            try $0.addIncident(1, "began", answer: 9)
        },
        Damage("K8", "an outage that ends and never began", .incidentMismatch) {
            try $0.addIncident(1, "ended", answer: 9)
        },
        Damage("K8", "an outage at another time than its request", .incidentMismatch) {
            try $0.makeTrouble(9)
            try $0.addIncident(1, "began", answer: 9, at: "'2026-03-02T00:00:00Z'")
        },
    ]
}
