import Cryptography
import Encoding
import Testing
import Verifier

extension Damage {
    static let ofLog: [Damage] = [
        Damage("A24", "an entry removed from the middle", .logGap, also: ["record-not-logged 3"]) {
            try $0.sql("DELETE FROM entry WHERE kind = 'issuance' AND row_id = 3;")
        },
        Damage("A24", "a leaf hash edited", .leafMismatch) {
            try $0.sql("UPDATE entry SET leaf_hash = zeroblob(32) WHERE seq = 20;")
        },
        Damage("A24", "a payload digest edited", .leafMismatch) {
            try $0.sql(
                """
                UPDATE entry SET payload_sha256 = zeroblob(32)
                WHERE kind = 'document' AND row_id = 3;
                """
            )
        },
        Damage("A21", "a trigger dropped and created again", .schemaCookie) {
            let text = try $0.sql(
                "SELECT sql FROM sqlite_schema WHERE name = 'document_no_delete';")
            try $0.sql("DROP TRIGGER document_no_delete; \(text);")
        },
        Damage("A21", "a trigger moved behind a gap in the schema", .schemaCookie, found: "row ") {
            try $0.sql(
                """
                PRAGMA writable_schema = ON;
                UPDATE sqlite_schema SET rowid = rowid + 1
                WHERE rowid = (SELECT max(rowid) FROM sqlite_schema);
                """)
        },
        Damage(
            "A22", "a trigger kept by name, its body emptied", .schemaDiffers,
            others: [.schemaCookie]
        ) {
            try $0.sql(
                """
                DROP TRIGGER document_no_delete;
                CREATE TRIGGER document_no_delete BEFORE DELETE ON document BEGIN SELECT 1; END;
                """)
        },
        Damage("A23", "a table replaced by a view", .schemaDiffers) {
            try $0.sql(
                "ALTER TABLE unit RENAME TO unit_old; CREATE VIEW unit AS SELECT * FROM unit_old;")
        },
        Damage("A23", "a table added", .schemaDiffers) { try $0.sql("CREATE TABLE extra (a);") },
    ]

    static let ofSchema: [Damage] = [
        Damage("B12", "a view that calls functions", .schemaDiffers) {
            try $0.sql("CREATE VIEW v AS SELECT load_extension('x');")
        },
        Damage("B12", "a trigger that calls functions", .schemaDiffers, others: [.schemaCookie]) {
            try $0.sql(
                """
                CREATE TRIGGER t AFTER INSERT ON document
                BEGIN SELECT load_extension('x'); END;
                """)
        },
        Damage("B12", "a generated column that calls functions", .schemaDiffers) {
            try $0.sql("ALTER TABLE unit ADD COLUMN g TEXT AS (hex(zeroblob(id * 1000000)));")
        },
        Damage("B12", "a view in the place of a table", .schemaDiffers) {
            try $0.sql(
                """
                PRAGMA legacy_alter_table = ON; ALTER TABLE unit RENAME TO unit_old;
                CREATE VIEW unit AS SELECT *, load_extension('x') FROM unit_old;
                """)
        },
        Damage("B13", "a view that never ends", .schemaDiffers) {
            try $0.sql(
                """
                CREATE VIEW v AS
                WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c;
                """)
        },
        Damage("B13", "an index over an expression", .schemaDiffers) {
            try $0.sql("CREATE INDEX i ON document (hex(xml));")
        },
        Damage("B13", "a check that never ends", .schemaDiffers) {
            try $0.rewriteSchema(
                "unit", "CHECK (id >= 1)",
                "CHECK (id >= 1 AND length(hex(zeroblob(900000000))) > id)")
        },
        Damage("B15", "a table that is not STRICT, a blob in its text", .schemaDiffers) {
            try $0.rewriteSchema("document", ") STRICT", ")")
            try $0.sql("UPDATE document SET number = X'494E562D33' WHERE id = 3;")
        },
    ]

    static let ofValues: [Damage] = [
        Damage("B14", "a document of 11 MB", .valueTooLarge, 3) {
            try $0.sql("UPDATE document SET xml = zeroblob(11000000) WHERE id = 3;")
        },
        Damage("B14", "a document of 20 MB", .valueTooLarge, 3) {
            try $0.sql("UPDATE document SET xml = zeroblob(20000000) WHERE id = 3;")
        },
        Damage(
            "B14", "a certificate of 30 MB", .valueTooLarge,
            also: [Words](repeating: "record-missing", count: 3)
                + ["certificate-unknown 1", "certificate-unknown 2", "certificate-unknown 1"]
                + ["certificate-unknown 2", "certificate-unknown 3", "certificate-unknown 1"]
        ) {
            try $0.sql("UPDATE certificate SET der = zeroblob(30000000) WHERE id = 3;")
        },
        Damage(
            "B14", "200,000 events", .recordNotLogged,
            also: ["too-many-rows", "record-not-logged ×99987", "certificate-ended 1 ×5"]
        ) {
            try $0.sql(
                """
                WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 200100)
                INSERT INTO certificate_event
                SELECT i, 1, 'retired', '2026-03-01T07:15:00Z', '2026-03-01T07:15:00Z', NULL
                FROM n;
                """)
        },
        Damage("B15", "a NUL in a text", .valueMalformed, 3, also: ["column-mismatch 3"]) {
            try $0.sql("UPDATE document SET number = 'INV-3' || char(0) || 'x' WHERE id = 3;")
        },
        Damage("B15", "bad UTF-8 in a text", .valueMalformed, 3, also: ["column-mismatch 3"]) {
            try $0.sql("UPDATE document SET number = CAST(X'494E56FF' AS TEXT) WHERE id = 3;")
        },
        Damage(
            "B15", "a blob in a text column of a STRICT table", .valueMalformed, 3,
            also: ["column-mismatch 3", "value-malformed"]
        ) {
            try $0.forceBlob("document", "number", row: 3)
        },
        Damage(
            "B18", "a document that refers to no certificate", .certificateOther, 3,
            also: ["foreign-key"]
        ) {
            try $0.sql("UPDATE document SET certificate_id = 99 WHERE id = 3;")
        },
        Damage("B18", "an epoch that refers to no certificate", .foreignKey) {
            try $0.sql("UPDATE chain SET certificate_id = 99 WHERE id = 3;")
            try $0.relogChain(3)
        },
    ]
}

extension Evidence {
    /// Edits the text of a table in the schema, which SQLite then believes.
    func rewriteSchema(_ table: String, _ old: String, _ new: String) throws {
        try sql(
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = replace(sql, '\(old)', '\(new)')
            WHERE type = 'table' AND name = '\(table)';
            """)
    }

    /// Stores a text as a blob, as only a table without STRICT takes it, and leaves no other trace.
    func forceBlob(_ table: String, _ column: String, row: Int) throws {
        let cookie = try sql("PRAGMA schema_version;")
        try rewriteSchema(table, ") STRICT", ")")
        try sql("UPDATE \(table) SET \(column) = CAST(\(column) AS BLOB) WHERE id = \(row);")
        try sql(
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = sql || ' STRICT'
            WHERE type = 'table' AND name = '\(table)';
            PRAGMA schema_version = \(cookie);
            """)
    }

    /// Makes the log agree with an epoch's row again.
    func relogChain(_ row: Int) throws {
        let fields = try sql(
            """
            SELECT json_object('id', id, 'unit_id', unit_id, 'epoch', epoch,
              'certificate_id', certificate_id, 'previous_hash', hex(previous_hash),
              'recorded_at', recorded_at)
            FROM chain WHERE id = \(row);
            """)
        guard case .object(var members) = try JSONReader.read(Array(fields.utf8)) else {
            throw SampleError.unexpected(fields)
        }
        let hash = try blob("SELECT hex(previous_hash) FROM chain WHERE id = \(row);")
        members.removeAll { $0.name == "previous_hash" }
        members.append(.init("previous_hash", .string(Base64.encode(hash))))
        try setEntry("chain", row, payload: CanonicalJSON.encode(.object(members)))
    }
}
