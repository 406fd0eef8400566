import Invoicing
import Ledger
import TestSupport
import Testing

@Suite("rows are only ever added")
struct TriggerTests {
    static let tables = [
        "migration", "ledger", "unit", "signing_key", "certificate", "certificate_event", "chain",
        "document", "entry", "compliance_document", "attempt", "answer", "cleared",
        "restore", "incident", "import", "closing", "settlement",
    ]

    /// T is the table, K its primary key.
    static let attempts = [
        "UPDATE T SET K = K",
        "UPDATE T SET K = K + 1000",
        "UPDATE OR REPLACE T SET K = K",
        "UPDATE OR IGNORE T SET K = K",
        "DELETE FROM T",
        "REPLACE INTO T SELECT * FROM T WHERE K = 1",
        "INSERT OR REPLACE INTO T SELECT * FROM T WHERE K = 1",
        "INSERT OR IGNORE INTO T SELECT * FROM T WHERE K = 1",
        "INSERT INTO T SELECT * FROM T WHERE K = 1 ON CONFLICT DO NOTHING",
        "INSERT INTO T SELECT * FROM T WHERE K = 1 ON CONFLICT (K) DO UPDATE SET K = K",
    ]

    @Test("by any program, in every table", arguments: tables)
    func attempt(table: String) throws {
        let shop = try Shop()
        try shop.issue(count: 2)
        try shop.importSheet([[try Shop.request("INV-3")]])
        try shop.enrolThroughAuthority()
        try shop.enrol(Sample.unit())
        try shop.closeRejected("INV-4")
        try shop.settleLost("INV-5")
        let before = try sqlite(shop.path, ".dump").output
        for attempt in Self.attempts {
            let key = table == "entry" ? "seq" : "id"
            let sql = attempt.split(separator: " ").map {
                $0 == "T" ? table : $0 == "K" ? key : $0 == "(K)" ? "(\(key))" : String($0)
            }.joined(separator: " ")
            let answer = try sqlite(shop.path, sql + ";")
            #expect(answer.status != 0, "\(sql)")
            let told = answer.output.contains("\(table): ")
            #expect(told, "\(sql): \(answer.output)")
        }
        #expect(try sqlite(shop.path, ".dump").output == before)
    }

    /// Each unique key of `document` but its id, given to a row that is new otherwise.
    static let keys = ["icv", "pih", "hash", "uuid", "number", "key"]

    @Test("a row that meets only one unique key replaces nothing", arguments: keys)
    func oneKey(column: String) throws {
        let shop = try Shop()
        try shop.issue(count: 2)
        let fresh = [
            "icv": "3", "pih": "'\(String(repeating: "A", count: 43))='", "hash": "randomblob(32)",
            "uuid": "'00000000-0000-4000-8000-000000000000'", "number": "'new'", "key": "'new'",
        ]
        let columns = Self.keys.map { $0 == column ? $0 : (fresh[$0] ?? $0) }
        let answer = try sqlite(
            shop.path,
            """
            REPLACE INTO document
            SELECT 99, chain_id, certificate_id, recorded_at, \(columns[5]), revision, draft_sha256,
              warnings, \(columns[0]), \(columns[1]), \(columns[2]), \(columns[3]), \(columns[4]),
              kind, type, issued_at, buyer_name, buyer_vat, currency, total, vat, xml
            FROM document WHERE icv = 1;
            """)
        #expect(answer.status != 0)
        let told =
            answer.output.contains("document: that key is taken")
            || answer.output.contains("document: the next one")
        #expect(told, "\(answer.output)")
        #expect(try sqlite(shop.path, "SELECT count(*) FROM document;").output == "2\n")
    }

    /// A good next row but for one value, and a word of the answer.
    static let breaks = [
        ("icv + 1", "recorded_at", "chain_id", "document: the next one"),
        ("icv + 3", "recorded_at", "chain_id", "document: the next one"),
        ("icv + 2", "'2026-02-28T00:00:00Z'", "chain_id", "document: the next one"),
        ("icv + 2", "'yesterday'", "chain_id", "CHECK"),
        ("icv", "recorded_at", "77", "FOREIGN KEY"),
    ]

    @Test(
        "a document takes the next counter, at a later time, in a chain that is there",
        arguments: breaks)
    func next(icv: String, recordedAt: String, chain: String, told: String) throws {
        let shop = try Shop()
        try shop.issue(count: 2)
        func insert(_ icv: String, _ recordedAt: String, _ chain: String) throws -> (String, Int32)
        {
            let answer = try sqlite(
                shop.path,
                """
                PRAGMA foreign_keys = ON;
                INSERT INTO document
                SELECT NULL, \(chain), certificate_id, \(recordedAt), 'new', 0, draft_sha256,
                  warnings,
                  \(icv), '\(String(repeating: "A", count: 43))=', randomblob(32),
                  '00000000-0000-4000-8000-000000000000', 'new', kind, type, issued_at, NULL, NULL,
                  currency, total, vat, xml
                FROM document WHERE icv = 1;
                """)
            return (answer.output, answer.status)
        }
        let refused = try insert(icv, recordedAt, chain)
        #expect(refused.1 != 0)
        #expect(refused.0.contains(told), "\(refused.0)")
        // The same row with nothing wrong goes in, so it was that one value.
        #expect(try insert("icv + 2", "recorded_at", "chain_id").1 == 0)
    }

    @Test("the log has no gaps, and an epoch follows the one before it")
    func gaps() throws {
        let shop = try Shop()
        try shop.issue(count: 1)
        let gap = try sqlite(
            shop.path,
            """
            INSERT INTO entry
            SELECT seq + 2, 'token', 1, payload_sha256, leaf_hash
            FROM entry ORDER BY seq DESC LIMIT 1;
            """)
        #expect(gap.output.contains("entry: the log has no gaps"))
        for (epoch, hash) in [("3", "hash"), ("2", "NULL"), ("2", "randomblob(32)"), ("1", "hash")]
        {
            let answer = try sqlite(
                shop.path,
                """
                INSERT INTO chain
                SELECT NULL, 1, \(epoch), 1, \(hash), recorded_at
                FROM document;
                """)
            #expect(answer.status != 0, "epoch \(epoch) after \(hash)")
        }
        let good = "INSERT INTO chain SELECT NULL, 1, 2, 1, hash, recorded_at FROM document;"
        #expect(try sqlite(shop.path, good).status == 0)
        // The older epoch is closed by it.
        let late = try sqlite(
            shop.path,
            """
            INSERT INTO document
            SELECT NULL, 1, certificate_id, recorded_at, 'new', 0, draft_sha256, warnings, 2, 
              '\(String(repeating: "A", count: 43))=', randomblob(32),
              '00000000-0000-4000-8000-000000000000', 'new', kind, type, issued_at, NULL, NULL,
              currency, total, vat, xml
            FROM document;
            """)
        #expect(late.output.contains("document: the next one"))
    }
}
