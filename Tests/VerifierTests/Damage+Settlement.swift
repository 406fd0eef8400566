import Encoding
import Testing
import Verifier

extension Evidence {
    /// Puts a row of `settlement` in at the end of the log.
    fileprivate func addSettlement(_ row: Int, document: Int) throws {
        try sql(
            """
            INSERT INTO settlement
            SELECT \(row), \(document), 'seen', max(recorded_at) FROM cleared;
            INSERT INTO entry (seq, kind, row_id, payload_sha256, leaf_hash)
            SELECT max(seq) + 1, 'settlement', \(row), zeroblob(32), zeroblob(32) FROM entry;
            """)
        try relog("settlement", row)
    }

    /// Puts an attempt about a document in at the end of the log, as an earlier one was.
    fileprivate func addAttempt(_ row: Int, like other: Int) throws {
        try sql(
            """
            INSERT INTO attempt
            SELECT \(row), unit_id, endpoint, signing_key_id, certificate_id,
              compliance_document_id, document_id, profile,
              (SELECT max(recorded_at) FROM cleared), request
            FROM attempt WHERE id = \(other);
            INSERT INTO entry (seq, kind, row_id, payload_sha256, leaf_hash)
            SELECT max(seq) + 1, 'attempt', \(row), zeroblob(32), zeroblob(32) FROM entry;
            """)
        try relog("attempt", row)
    }

    /// Takes the authority's copy out as if it had never been; it is the last of the log.
    fileprivate func removeCopy() throws {
        try sql(
            """
            DELETE FROM cleared WHERE id = 1;
            DELETE FROM entry WHERE kind = 'cleared' AND row_id = 1;
            UPDATE sqlite_sequence SET seq = (SELECT max(seq) FROM entry) WHERE name = 'entry';
            """)
    }
}

/// Harms to the record of what was seen in the portal: ``SampleLedger/settled``.
extension Damage {
    static let ofSettlements: [Damage] = [
        Damage("A1", "other words of what was seen", .recordChanged, found: "settlement 1") {
            try $0.sql("UPDATE settlement SET seen = 'other' WHERE id = 1;")
        },
        Damage("A3", "a settlement removed", .recordMissing, others: [.outcomeUnknown]) {
            try $0.sql("DELETE FROM settlement WHERE id = 1;")
        },
        Damage(
            "A24", "a settlement that the log does not have", .recordNotLogged,
            also: ["settlement-mismatch 5"], found: "settlement 3"
        ) {
            try $0.sql(
                """
                INSERT INTO settlement
                SELECT 3, 5, seen, recorded_at FROM settlement WHERE id = 1;
                """)
        },
        Damage(
            "K7", "a settlement of a reported document", .settlementMismatch, 2,
            others: [.outcomeUnknown], found: "accepted"
        ) { try $0.rewrite("settlement", 1, "document_id = 2") },
        Damage(
            "K7", "a settlement of what was never sent", .settlementMismatch, 5,
            others: [.outcomeUnknown], found: "document 5"
        ) { try $0.rewrite("settlement", 1, "document_id = 5") },
        Damage("K7", "a settlement put in for what was never sent", .settlementMismatch, 5) {
            try $0.addSettlement(3, document: 5)
        },
        Damage(
            "K7", "a settlement within the day", .settlementMismatch, 4,
            found: "settlement 3: 2026"
        ) { try $0.addSettlement(3, document: 4) },
        Damage("K7", "a settlement of no document", .foreignKey, others: [.outcomeUnknown]) {
            try $0.rewrite("settlement", 1, "document_id = 60")
        },
        Damage(
            "K7", "a second settlement", .schemaDiffers, also: ["settlement-mismatch"],
            found: "settlement_document"
        ) {
            try $0.sql("DROP INDEX settlement_document;")
            try $0.addSettlement(3, document: 1)
        },
        Damage(
            "K7", "a settlement at an earlier time", .settlementMismatch, 1,
            others: [.outcomeUnknown], found: "07:15:00Z"
        ) { try $0.rewrite("settlement", 1, "recorded_at = '2026-03-01T07:15:00Z'") },
        Damage(
            "K7", "a document sent after it was seen", .settlementMismatch, 1,
            others: [.outcomeUnknown], found: "attempt 5"
        ) { try $0.addAttempt(5, like: 1) },
        Damage(
            "K8", "a rejection beside the record", .answerOutcome, also: ["settlement-mismatch 1"]
        ) { try $0.rewrite("answer", 1, "outcome = 'rejected'") },
        Damage("A3", "the lost answer removed", .recordMissing) {
            try $0.sql("DELETE FROM answer WHERE id = 1;")
        },
        Damage(
            "A3", "the request removed", .recordMissing,
            also: ["settlement-mismatch 1", "foreign-key"]
        ) { try $0.sql("DELETE FROM attempt WHERE id = 1;") },
        Damage("A1", "empty words, logged anew", .valueMalformed, found: "settlement 1") {
            try $0.rewrite("settlement", 1, "seen = ''")
        },
        Damage("K7", "the copy never fetched", .settledWithoutCopy, 3, found: "settlement 2") {
            try $0.removeCopy()
        },
        Damage("A3", "the copy removed", .recordMissing, also: ["settled-without-copy 3"]) {
            try $0.sql("DELETE FROM cleared WHERE id = 1;")
        },
        Damage(
            "K4", "a copy that nobody saw in the portal", .clearedMismatch, 3,
            others: [.outcomeUnknown, .foreignKey], found: "settlement: –"
        ) { try $0.rewrite("settlement", 2, "document_id = 60") },
        Damage(
            "K4", "a copy of another document", .clearedMismatch, 2,
            others: [.settledWithoutCopy], found: "hash"
        ) { try $0.rewrite("cleared", 1, "document_id = 2") },
        Damage("K4", "the QR code of another in the copy", .clearedMismatch, 3, found: "QR 6") {
            try $0.swapQR(inCleared: 1, with: 1)
        },
    ]
}

extension Evidence {
    /// Gives a cleared document the QR code of another document.
    fileprivate func swapQR(inCleared row: Int, with document: Int) throws {
        func code(_ xml: [UInt8]) throws -> String {
            let text = String(decoding: xml, as: UTF8.self)
            let mark = "<cbc:ID>QR</cbc:ID>"
            let behind = try #require(text.firstRange(of: mark)?.upperBound)
            let open = try #require(text[behind...].firstRange(of: "mimeCode=\"text/plain\">"))
            let close = try #require(text[open.upperBound...].firstRange(of: "<"))
            return String(text[open.upperBound..<close.lowerBound])
        }
        let copy = try blob("SELECT hex(xml) FROM cleared WHERE id = \(row);")
        let other = try blob("SELECT hex(xml) FROM document WHERE id = \(document);")
        try relogged("cleared", row, "xml", code(copy), code(other))
    }
}
