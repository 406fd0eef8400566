import Encoding
import Testing
import Verifier

/// Harms to the records of imports: ``SampleLedger/imported``.
extension Damage {
    static let ofImports: [Damage] = [
        Damage("A1", "the digest of an imported file", .recordChanged) {
            try $0.sql("UPDATE import SET sha256 = zeroblob(32) WHERE id = 1;")
        },
        Damage("A1", "the name of an imported file", .recordChanged) {
            try $0.sql("UPDATE import SET name = 'other.csv' WHERE id = 2;")
        },
        Damage("A3", "an import removed", .recordMissing) {
            try $0.sql("DELETE FROM import WHERE id = 1;")
        },
        Damage(
            "A3", "a document of an import removed", .icvGap, 3,
            also: ["pih-mismatch 4", "record-missing"]
        ) {
            try $0.sql("DELETE FROM document WHERE id = 3;")
        },
        Damage(
            "A3", "the first document of an import removed", .icvGap, 2,
            also: ["pih-mismatch 3", "record-missing", "foreign-key"]
        ) {
            try $0.sql("DELETE FROM document WHERE id = 2;")
        },
        Damage(
            "A24", "an import that the log does not have", .recordNotLogged, found: "import 3"
        ) {
            try $0.sql(
                """
                INSERT INTO import
                SELECT 3, name, size, sha256, rules_sha256, sheet, rows, 7, 7, recorded_at
                FROM import WHERE id = 1;
                """)
        },
        Damage("A25", "an import with a document more, logged anew", .importMismatch) {
            try $0.rewrite("import", 1, "last_document_id = 5")
        },
        Damage("A25", "an import with a document less, logged anew", .importMismatch) {
            try $0.rewrite("import", 1, "last_document_id = 3")
        },
        Damage(
            "A25", "an import of a document that is not there, logged anew", .importMismatch,
            also: ["foreign-key", "foreign-key"]
        ) {
            try $0.rewrite("import", 2, "first_document_id = 60, last_document_id = 60")
        },
        Damage("A25", "an import of no documents, logged anew", .importMismatch) {
            try $0.rewrite("import", 1, "first_document_id = 4, last_document_id = 2")
        },
        Damage("A25", "an import at another time, logged anew", .importMismatch) {
            try $0.rewrite("import", 2, "recorded_at = '2026-12-01T00:00:00Z'")
        },
        Damage("A25", "an import put in at the end of the log", .importMismatch) {
            try $0.sql(
                """
                INSERT INTO import
                SELECT 3, name, size, sha256, rules_sha256, sheet, rows, 5, 5,
                  (SELECT recorded_at FROM document WHERE id = 5)
                FROM import WHERE id = 1;
                INSERT INTO entry (seq, kind, row_id, payload_sha256, leaf_hash)
                SELECT max(seq) + 1, 'import', 3, zeroblob(32), zeroblob(32) FROM entry;
                """)
            try $0.relog("import", 3)
        },
    ]
}
