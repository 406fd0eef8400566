import Encoding
import LedgerSchema
import Invoicing
import Ledger
import TestSupport
import Testing
import Verifier

@Suite("versions of the schema")
struct VersionTests {
    static let names = [
        CaseName("B5", "a ledger of version 1"), CaseName("B5", "the same, brought up to date"),
    ]

    private static let tables = [
        [
            "ledger", "unit", "signing_key", "certificate", "certificate_event", "chain",
            "document",
        ],
        ["compliance_document", "attempt", "answer", "cleared", "restore"], ["incident"],
        ["import"], ["closing"],
    ]

    /// A good ledger as the program of an older version would have written it: its tables, and its
    /// log without the later migrations.
    private func older(
        _ version: Int, _ sample: Result<SampleLedger, any Error> = SampleLedger.shared
    ) throws -> Evidence {
        let evidence = try Evidence(sample)
        let old = evidence.folder.file("old.sijil")
        let migrations = Migration.all.prefix(version).flatMap(\.sql)
        try File.write(migrations, to: evidence.folder.file("old.sql"))
        let copies = Self.tables.prefix(version).joined().map {
            "INSERT INTO main.\($0) SELECT * FROM new.\($0);"
        }
        try File.write(
            Array(
                """
                .dbconfig enable_trigger off
                ATTACH '\(evidence.path)' AS new;
                BEGIN;
                .read \(evidence.folder.file("old.sql"))
                PRAGMA application_id = \(LedgerFormat.applicationID);
                PRAGMA user_version = \(version);
                \(copies.joined(separator: "\n"))
                INSERT INTO main.migration SELECT * FROM new.migration WHERE id <= \(version);
                INSERT INTO main.entry
                SELECT row_number() OVER (ORDER BY seq), kind, row_id, payload_sha256, leaf_hash
                FROM new.entry WHERE kind <> 'migration' OR row_id <= \(version) ORDER BY seq;
                COMMIT;
                """.utf8), to: evidence.folder.file("copy.sql"))
        let made = try shell("sqlite3 -bail '\(old)' < '\(evidence.folder.file("copy.sql"))'")
        try #require(made.status == 0, "\(made.output)")
        try shell("mv '\(old)' '\(evidence.path)'")
        return evidence
    }

    private func first() throws -> Evidence { try older(1) }

    @Test("a ledger of version 1 is audited as it is, and stays as it is (B5)")
    func old() throws {
        let evidence = try first()
        let before = try evidence.fingerprints()
        let report = try evidence.audit()
        #expect(report.findings.map(\.words) == [])
        #expect(report.checked.soundDocuments == 13)
        #expect(report.checked.attempts == 0)
        #expect(report.notChecked.contains { $0.en.contains("this ledger version stores none") })
        #expect(try evidence.fingerprints() == before)
        #expect(try evidence.sql("PRAGMA user_version;") == "1")
    }

    @Test("a ledger that was brought up to date is as sound as before (B5)")
    func migrated() throws {
        let evidence = try first()
        let time = try #require(Instant("2026-11-01T00:00:00Z"))
        try Ledger.migrate(
            evidence.path, now: time, backupTo: evidence.folder.file("before.sijil"))
        let report = try evidence.audit()
        #expect(report.findings.map(\.words) == [])
        #expect(report.checked.soundDocuments == 13)
        #expect(try evidence.sql("PRAGMA user_version;") == "6")
        let copy = try Audit.run(evidence.folder.file("before.sijil"))
        #expect(copy.findings.map(\.words) == [])
    }

    @Test("a ledger of version 3 is audited as it is, and brought up to date (B5)")
    func third() throws {
        let evidence = try older(3, SampleLedger.enrolled)
        let before = try evidence.fingerprints()
        let report = try evidence.audit()
        #expect(report.findings.map(\.words) == [])
        #expect(report.checked.soundDocuments == 5)
        #expect(try evidence.fingerprints() == before)
        let refusal = #expect(throws: LedgerError.self) { try Ledger(opening: evidence.path) }
        #expect(refusal?.code == "ledger-older")
        let time = try #require(Instant("2026-11-01T00:00:00Z"))
        try Ledger.migrate(
            evidence.path, now: time, backupTo: evidence.folder.file("before.sijil"))
        let migrated = try evidence.audit()
        #expect(migrated.findings.map(\.words) == [])
        #expect(migrated.checked.soundDocuments == 5)
        #expect(try evidence.sql("PRAGMA user_version;") == "6")
    }

    @Test("a ledger of version 5 is audited as it is, brought up to date, and settles then (B5)")
    func fifth() throws {
        let evidence = try older(5, SampleLedger.closed)
        #expect(try evidence.audit().findings.map(\.words) == [])
        let time = try #require(Instant("2026-11-01T00:00:00Z"))
        try Ledger.migrate(
            evidence.path, now: time, backupTo: evidence.folder.file("before.sijil"))
        #expect(try evidence.sql("PRAGMA user_version; PRAGMA freelist_count;") == "6\n0")
        let ledger = try Ledger(opening: evidence.path)
        // The sample's fourth document is the only one that was not sent.
        let record = try #require(
            try ledger.unsubmitted(unit: SampleLedger.riyadh, limit: 1).first?.document)
        let active = try #require(try ledger.activeCertificate(unit: SampleLedger.riyadh))
        let attempt = try ledger.beginAttempt(
            NewAttempt(
                unit: SampleLedger.riyadh, endpoint: "reporting", certificateID: active.id,
                documentID: record.id, profile: 1,
                request: try evidence.blob("SELECT hex(request) FROM attempt WHERE id = 1;")),
            now: time)
        let unknown = NewAnswer(
            outcome: "unknown", status: nil, bytesSent: nil, startedAt: time, finishedAt: time,
            response: nil)
        try ledger.settle(attempt.id, with: unknown, now: time)
        let later = Instant(secondsSince1970: time.secondsSince1970 + 90_000)
        _ = try ledger.recordSettlement(of: record, seen: "seen", now: later)
        let codes = try evidence.audit().findings.map(\.code)
        // The request is that of another document, which is all that is wrong.
        #expect(Set(codes) == [.requestMismatch])
    }

    @Test(
        "entries of tables that a version does not have are findings",
        arguments: [
            "attempt", "answer", "compliance-document", "cleared", "restore", "incident",
            "import", "closing", "settlement",
        ])
    func kinds(kind: String) throws {
        let evidence = try first()
        try evidence.sql(
            """
            INSERT INTO entry (seq, kind, row_id, payload_sha256, leaf_hash)
            SELECT max(seq) + 1, '\(kind)', 1, zeroblob(32), zeroblob(32) FROM entry;
            """)
        try evidence.setEntry(kind, 1, payload: Array("{}".utf8))
        let report = try evidence.audit()
        #expect(report.findings.map(\.words) == ["log-kind-unknown"])
    }

    @Test("tables of a later version in an older one are not believed")
    func tables() throws {
        let evidence = try first()
        try evidence.sql("CREATE TABLE restore (id INTEGER PRIMARY KEY) STRICT;")
        let report = try evidence.audit()
        #expect(report.findings.map(\.words) == ["schema-differs"])
        #expect(report.checked.documents == 0)
    }
}
