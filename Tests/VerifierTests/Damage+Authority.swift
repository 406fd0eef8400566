import Encoding
import Testing
import Verifier

extension Evidence {
    /// Makes the log agree with a row again, as a holder of the program could.
    func relog(_ kind: String, _ row: Int) throws {
        let table = kind.replacing("-", with: "_")
        let names = try sql("SELECT name FROM pragma_table_info('\(table)');")
        let members = names.split(separator: "\n").map { name in
            "'\(name)', CASE typeof(\(name)) WHEN 'blob' THEN '0x' || hex(\(name)) ELSE \(name) END"
        }
        let text = try sql(
            """
            SELECT json_object(\(members.joined(separator: ", "))) FROM \(table) WHERE id = \(row);
            """)
        guard
            case .object(var values) = try JSONReader.read(
                Array(text.utf8), limits: JSONLimits(bytes: 1 << 26, depth: 4))
        else { throw SampleError.unexpected(text) }
        for index in values.indices {
            guard case .string(let text) = values[index].value, text.hasPrefix("0x") else {
                continue
            }
            let bytes = try #require(Hex.decode(String(text.dropFirst(2))))
            values[index].value = .string(Base64.encode(bytes))
        }
        try setEntry(kind, row, payload: CanonicalJSON.encode(.object(values)))
    }

    /// Changes columns of one row, and makes the log agree.
    func rewrite(_ kind: String, _ row: Int, _ changes: String) throws {
        let table = kind.replacing("-", with: "_")
        try sql("UPDATE \(table) SET \(changes) WHERE id = \(row);")
        try relog(kind, row)
    }

    /// Replaces a text in the stored bytes of a row.
    func edit(
        _ kind: String, _ row: Int, _ column: String, _ old: String, _ new: String
    ) throws {
        let table = kind.replacing("-", with: "_")
        let bytes = try blob("SELECT hex(\(column)) FROM \(table) WHERE id = \(row);")
        let text = try replacing(old, new, in: String(decoding: bytes, as: UTF8.self))
        try sql(
            """
            UPDATE \(table) SET \(column) = X'\(Hex.encode(Array(text.utf8)))' WHERE id = \(row);
            """)
    }

    func relogged(
        _ kind: String, _ row: Int, _ column: String, _ old: String, _ new: String
    ) throws {
        try edit(kind, row, column, old, new)
        try relog(kind, row)
    }

    /// The number of an event of a certificate.
    func event(_ kind: String, of certificate: Int) throws -> Int {
        try #require(
            Int(
                try sql(
                    """
                    SELECT id FROM certificate_event
                    WHERE certificate_id = \(certificate) AND kind = '\(kind)';
                    """)))
    }
}

/// Harms to a ledger that was enrolled with the authority: ``SampleLedger/enrolled``.
extension Damage {
    private static let early = "2026-03-01T00:00:00Z"
    private static let late = "2026-12-01T00:00:00Z"
    private static let amount = "<cbc:PayableAmount currencyID=\"SAR\">115"
    private static let otherAmount = "<cbc:PayableAmount currencyID=\"SAR\">915"
    private static let edited = [
        "signature-invalid 4", "qr-mismatch 4", "totals-wrong 4", "column-mismatch 4",
        "pih-mismatch 5",
        "request-mismatch 4",
    ]

    static let ofRequests: [Damage] = [
        Damage("A1", "a request", .recordChanged, 1, also: ["request-mismatch 1"]) {
            try $0.sql(
                """
                UPDATE attempt SET request = (SELECT request FROM attempt WHERE id = 3)
                WHERE id = 2;
                """)
        },
        Damage("A1", "an answer", .recordChanged, also: ["answer-outcome"]) {
            try $0.edit("answer", 9, "response", "REPORTED", "RETURNED")
        },
        Damage("A1", "the outcome of an answer", .recordChanged, also: ["answer-outcome"]) {
            try $0.sql("UPDATE answer SET outcome = 'rejected' WHERE id = 9;")
        },
        Damage("K3", "a check that carries another compliance document", .requestMismatch, 1) {
            try $0.rewrite("attempt", 2, "request = (SELECT request FROM attempt WHERE id = 3)")
        },
        Damage("K3", "a report that carries another document", .requestMismatch, 1) {
            try $0.rewrite("attempt", 9, "request = (SELECT request FROM attempt WHERE id = 10)")
        },
        Damage("K3", "a report that names another document", .requestMismatch, 2) {
            try $0.rewrite("attempt", 9, "document_id = 2")
        },
        Damage("K3", "a request that is no JSON", .requestMismatch, 1, found: "invoiceHash: –") {
            try $0.relogged("attempt", 9, "request", "{\"invoiceHash\"", "(\"invoiceHash\"")
        },
        Damage("K3", "another UUID in a request", .requestMismatch, 1, found: "uuid") {
            let uuid = try $0.sql("SELECT uuid FROM document WHERE id = 1;")
            try $0.relogged(
                "attempt", 9, "request", uuid, "00000000-0000-4000-8000-000000000000")
        },
        Damage("K3", "a request for a certificate of another key", .requestMismatch) {
            try $0.rewrite("attempt", 1, "request = (SELECT request FROM attempt WHERE id = 11)")
        },
        Damage("K3", "a request that is tied to another enrolment", .requestMismatch) {
            try $0.relogged("attempt", 8, "request", "1123", "1124")
        },
        Damage("E8", "a request of another unit", .attemptUnit, 1) {
            try $0.rewrite("attempt", 2, "unit_id = 2")
        },
        Damage("B18", "an answer without its request", .recordMissing, also: ["foreign-key"]) {
            try $0.sql("DELETE FROM attempt WHERE id = 9;")
        },
        Damage("B18", "a request of no unit", .foreignKey) {
            try $0.rewrite("attempt", 9, "unit_id = 9")
        },
        Damage("B18", "an answer with a certificate that is not there", .foreignKey) {
            try $0.rewrite("answer", 1, "certificate_id = 99")
        },
        Damage("A3", "an answer deleted", .recordMissing) {
            try $0.sql("DELETE FROM answer WHERE id = 9;")
        },
        Damage(
            "A3", "requests and an answer deleted", .recordMissing,
            also: ["record-missing", "record-missing"]
        ) {
            try $0.sql(
                "DELETE FROM attempt WHERE id IN (9, 10); DELETE FROM answer WHERE id = 9;")
        },
        Damage("A24", "a request put in", .recordNotLogged, 1) {
            try $0.sql(
                """
                INSERT INTO attempt SELECT 13, unit_id, endpoint, signing_key_id, certificate_id,
                  compliance_document_id, document_id, profile, recorded_at, request
                FROM attempt WHERE id = 9;
                """)
        },
        Damage(
            "A9", "a second answer", .answerDuplicate,
            also: ["record-not-logged", "schema-differs"]
        ) {
            try $0.sql(
                """
                DROP INDEX answer_attempt;
                INSERT INTO answer SELECT 12, attempt_id, outcome, status, bytes_sent, started_at,
                  finished_at, request_id, certificate_id, recorded_at, response
                FROM answer WHERE id = 9;
                """)
        },
        Damage(
            "E12", "an answer that names another certificate", .answerCertificate,
            also: ["log-order"]
        ) {
            try $0.rewrite("answer", 1, "certificate_id = 2")
        },
        Damage(
            "E12", "another certificate in the token of an answer", .answerCertificate
        ) {
            try $0.rewrite("answer", 8, "response = (SELECT response FROM answer WHERE id = 10)")
        },
        Damage("E12", "a certificate from an answer that never came", .answerCertificate) {
            try $0.rewrite("answer", 8, "response = NULL")
        },
        Damage(
            "E12", "a certificate with the answer to a report", .answerCertificate,
            also: ["answer-certificate"]
        ) { try $0.rewrite("answer", 9, "certificate_id = 2") },
        Damage("J6", "a secret in an answer", .secretStored, found: "answer 1: secret") {
            try $0.relogged("answer", 1, "response", "[removed]", "pNJEzO6jsTtl")
        },
        Damage("J6", "a secret in an answer, its name escaped", .secretStored) {
            try $0.relogged(
                "answer", 1, "response", "\"secret\":\"[removed]\"", "\"s\\u0065cret\":\"pNJEzO6\"")
        },
        Damage(
            "J6", "a secret in an answer that was cut", .secretStored, also: ["answer-outcome"]
        ) {
            try $0.relogged("answer", 9, "response", "\"REPORTED\"}", "\"x\", \"secret\" : \"pNJ")
        },
        Damage("J6", "a one-time code in a request", .secretStored, found: "attempt 1: otp") {
            try $0.relogged("attempt", 1, "request", "Host:", "OTP: 123456\r\nHost:")
        },
        Damage(
            "J6", "credentials in a request", .secretStored, 1, found: "attempt 9: authorization"
        ) {
            try $0.relogged(
                "attempt", 9, "request", "Host:", "authorization: Basic eDp5\r\nHost:")
        },
        Damage(
            "A1", "a cleared document", .recordChanged, 3,
            also: ["cleared-stamp 3", "cleared-mismatch 3"]
        ) {
            try $0.edit("cleared", 1, "xml", "115.00</cbc:Payable", "915.00</cbc:Payable")
        },
        Damage(
            "K4", "a cleared document of another hash", .clearedMismatch, 3,
            also: ["cleared-stamp 3"],
            found: "cleared 1: hash"
        ) { try $0.relogged("cleared", 1, "xml", "115.00</cbc:Payable", "915.00</cbc:Payable") },
        Damage(
            "K4", "a cleared document that its answer did not bring", .clearedMismatch, 3,
            also: ["cleared-stamp 3"],
            found: "cleared 1: clearedInvoice"
        ) { try $0.rewrite("cleared", 1, "xml = (SELECT xml FROM document WHERE id = 3)") },
        Damage("K4", "a cleared document of another answer", .clearedMismatch, 3) {
            try $0.rewrite("cleared", 1, "answer_id = 9")
        },
        Damage(
            "K4", "a cleared document of another document", .clearedMismatch, 1,
            also: ["cleared-missing 3"]
        ) {
            try $0.rewrite("cleared", 1, "document_id = 1")
        },
        Damage(
            "A3", "a cleared document deleted", .recordMissing, also: ["cleared-missing 3"]
        ) {
            try $0.sql("DELETE FROM cleared;")
        },
        Damage("B14", "a request of 30 MB", .valueTooLarge, 1) {
            try $0.sql("UPDATE attempt SET request = zeroblob(30000000) WHERE id = 9;")
        },
    ]

    static let ofComplianceDocuments: [Damage] = [
        Damage(
            "A1", "an amount in a compliance document", .recordChanged, 4,
            also: ["hash-mismatch 4"] + edited
        ) { try $0.edit("compliance-document", 4, "xml", amount, otherAmount) },
        Damage("A2", "the same in its row and in the log", .hashMismatch, 4, also: edited) {
            try $0.relogged("compliance-document", 4, "xml", amount, otherAmount)
        },
        Damage("A25", "the step of a compliance document", .columnMismatch, 4) {
            try $0.rewrite("compliance-document", 4, "step = 'standard-compliant'")
        },
        Damage("A25", "the hash of a compliance document in its column", .columnMismatch, 4) {
            try $0.rewrite("compliance-document", 4, "hash = zeroblob(32)")
        },
        Damage(
            "A3", "a compliance document deleted", .icvGap, 3,
            also: ["record-missing", "pih-mismatch 4", "foreign-key"]
        ) { try $0.sql("DELETE FROM compliance_document WHERE id = 3;") },
        Damage(
            "A15", "the first compliance document deleted", .chainStartICV, 2,
            also: ["record-missing", "chain-start-pih 2", "foreign-key"]
        ) { try $0.sql("DELETE FROM compliance_document WHERE id = 1;") },
        Damage(
            "A18", "a compliance document under another certificate", .chainStartICV, 6,
            also: ["log-order 6", "certificate-other 6", "chain-start-pih 6"]
        ) { try $0.rewrite("compliance-document", 6, "certificate_id = 2") },
        Damage(
            "E9", "the class of a compliance certificate", .recordChanged,
            also: ["certificate-class"]
                + (1...6).flatMap { ["certificate-class \($0)", "certificate-early \($0)"] }
        ) { try $0.sql("UPDATE certificate SET class = 'production' WHERE id = 1;") },
        Damage(
            "E18", "a compliance document after its certificate was superseded", .certificateEnded,
            1, also: (2...6).map { "certificate-ended \($0)" }
        ) {
            let event = try $0.event("superseded", of: 1)
            try $0.rewrite("certificate-event", event, "effective_at = '\(early)'")
        },
    ]

    static let ofCertificateLives: [Damage] =
        ["superseded", "revoked", "compromised", "retired"].map { kind in
            Damage(
                "E18", "documents after their certificate was \(kind)", .certificateEnded, 1,
                also: ["certificate-ended 2", "certificate-ended 3"], found: "certificate 2"
            ) {
                let event = try $0.event("superseded", of: 2)
                try $0.rewrite(
                    "certificate-event", event, "kind = '\(kind)', effective_at = '\(early)'")
            }
        } + [
            Damage(
                "E18", "documents logged after the end of their certificate", .certificateEnded, 1,
                also: ["certificate-ended 2", "certificate-ended 3"], others: [.logOrder]
            ) {
                let event = try $0.event("superseded", of: 2)
                try $0.sql(
                    """
                    CREATE TEMP TABLE place AS
                    SELECT (SELECT seq FROM entry WHERE kind = 'document' AND row_id = 1) AS first,
                      (SELECT seq FROM entry
                       WHERE kind = 'certificate-event' AND row_id = \(event)) AS last;
                    UPDATE entry SET seq = 1000000 WHERE seq = (SELECT last FROM place);
                    UPDATE entry SET seq = seq + 2000000
                    WHERE seq >= (SELECT first FROM place) AND seq < (SELECT last FROM place);
                    UPDATE entry SET seq = (SELECT first FROM place) WHERE seq = 1000000;
                    UPDATE entry SET seq = seq - 2000000 + 1 WHERE seq > 2000000;
                    """)
            },
            Damage(
                "E4", "documents before their certificate was activated", .certificateEarly, 4,
                also: ["certificate-early 5"]
            ) {
                let event = try $0.event("activated", of: 3)
                try $0.rewrite(
                    "certificate-event", event,
                    "effective_at = '\(late)', recorded_at = '\(late)'")
            },
            Damage(
                "A3", "the activation of a certificate deleted", .recordMissing,
                also: ["certificate-early 4", "certificate-early 5"]
            ) {
                let event = try $0.event("activated", of: 3)
                try $0.sql("DELETE FROM certificate_event WHERE id = \(event);")
            },
        ]

    /// Harms to ``SampleLedger/restored``.
    static let ofRestores: [Damage] = [
        Damage("A12", "the root in the record of a return", .restoreMismatch) {
            try $0.rewrite("restore", 1, "root = zeroblob(32)")
        },
        Damage("A12", "the size in the record of a return", .restoreMismatch) {
            try $0.rewrite("restore", 1, "size = size - 1")
        },
        Damage("A12", "the log rewritten before a return", .restoreMismatch) {
            try $0.sql("UPDATE document SET key = 'other' WHERE id = 2;")
            try $0.relog(2)
        },
        Damage("A1", "what a return lacked", .recordChanged, also: ["epoch-retired 5"]) {
            try $0.sql(
                """
                UPDATE restore SET missing = replace(missing, '"icv_first":6', '"icv_first":5');
                """)
        },
        Damage(
            "A13", "documents in an epoch that was given up", .epochRetired, 4,
            also: ["epoch-retired 5"]
        ) {
            try $0.sql(
                """
                UPDATE restore SET missing = replace(missing, '"icv_first":6', '"icv_first":4');
                """)
            try $0.relog("restore", 1)
        },
        Damage("B15", "what a return lacked, in another form", .valueMalformed) {
            try $0.rewrite("restore", 1, "missing = '[{}]'")
        },
        Damage("B15", "a document that a return lacked, outside its counters", .valueMalformed) {
            try $0.rewrite("restore", 1, "missing = replace(missing, '\"icv\":6', '\"icv\":8')")
        },
        Damage("B15", "a document that a return lacked, without its number", .valueMalformed) {
            try $0.rewrite("restore", 1, "missing = replace(missing, '\"LOST-6\"', 'null')")
        },
        Damage("A13", "the number of a lost document given again", .numberLost, 1) {
            try $0.rewrite(
                "restore", 1,
                "missing = replace(missing, 'LOST-6', (SELECT number FROM document WHERE id = 6))")
        },
        Damage("A1", "the number of a document that a return lacked", .recordChanged) {
            try $0.sql("UPDATE restore SET missing = replace(missing, 'LOST-6', 'FREE-6');")
        },
    ]
}
