import Glibc
import Invoicing
import TestSupport
import Testing

@testable import Ledger

@Suite("bringing an older ledger up to date")
struct MigrateTests {
    /// Makes the file that a program knowing only the first migration would have left: runs that
    /// one file, then copies the rows of today's ledger, the log without the later migrations.
    static let program = """
        import sqlite3, sys
        source, target, migration = sys.argv[1:]
        db = sqlite3.connect(target, isolation_level=None)
        db.executescript('PRAGMA application_id = 1397312076; ' + open(migration).read()
                         + ' PRAGMA user_version = 1;')
        db.execute('ATTACH ? AS new', (source,))
        db.execute('BEGIN')
        for table in ['ledger', 'unit', 'signing_key', 'certificate', 'certificate_event', 'chain',
                      'document']:
            db.execute(f'INSERT INTO main.{table} SELECT * FROM new.{table} ORDER BY id')
        db.execute('INSERT INTO main.migration SELECT * FROM new.migration WHERE id = 1')
        later = db.execute("SELECT count(*) FROM new.migration WHERE id > 1").fetchone()[0]
        db.execute('''INSERT INTO main.entry
                      SELECT iif(seq = 1, 1, seq - ?), kind, row_id, payload_sha256, leaf_hash
                      FROM new.entry WHERE NOT (kind = 'migration' AND row_id > 1) ORDER BY seq''',
                   (later,))
        db.execute('COMMIT')
        """

    /// The first migration as it was published: users have files made by it.
    static let firstSHA256 = "fa99dd35c42d3b2feedd5d4c30106f4c81249bd724745bdd542d519f83e04fef"

    let shop: Shop
    let old: String
    let copy: String

    /// A version-1 file with three documents.
    init() throws {
        shop = try Shop()
        try shop.issue(count: 3)
        old = shop.folder.file("old.sijil")
        copy = shop.folder.file("old-v1.sijil")
        let program = try shop.folder.write(Self.program, to: "old.py")
        let made = try shell(
            "python3 '\(program)' '\(shop.path)' '\(old)' '\(Self.migration)'; rm '\(program)'")
        try #require(made.output == "")
        let recompute = try shop.folder.write(Self.recompute, to: "recompute.py")
        let answer = try shell("python3 '\(recompute)' '\(old)'")
        try #require(answer.status == 0, "\(answer.output)")
    }

    private static var migration: String {
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
            .joined(separator: "/") + "/migrations/0001_ledger.sql"
    }

    /// The log's definition, for a file without the later tables.
    private static let recompute = LogTests.program.replacing(
        "count = lambda t:",
        with: """
            there = {r[0] for r in db.execute('SELECT name FROM sqlite_schema')}
            tables = {t: n for t, n in tables.items() if t in there}
            count = lambda t:
            """)

    private func migrate(
        _ path: String? = nil, at now: Instant? = nil, to copy: String? = nil, timeout: Int = 5
    ) throws -> MigrationReport {
        try Ledger.migrate(
            path ?? old, now: now ?? shop.now, backupTo: copy ?? self.copy,
            busyTimeoutSeconds: timeout)
    }

    @Test("the first migration is word for word the published one")
    func published() throws {
        #expect(try shell("sha256sum < '\(Self.migration)'").output.hasPrefix(Self.firstSHA256))
    }

    @Test("it is copied first, keeps every row, and goes on where it was")
    func migrated() throws {
        let before = try sqlite(old, ".dump").output
        let documents = try sqlite(old, "SELECT * FROM document;").output
        #expect(code { _ = try Ledger(opening: old) } == "ledger-older")
        shop.now = Instant(secondsSince1970: shop.now.secondsSince1970 + 60)
        let report = try migrate()
        #expect(report.path == old)
        #expect([report.from, report.to] == [1, 6])
        #expect(report.backup.path == copy)
        #expect(try sqlite(copy, ".dump").output == before)
        #expect(try sqlite(copy, "PRAGMA user_version;").output == "1\n")
        #expect(try sqlite(old, "PRAGMA user_version; PRAGMA integrity_check;").output == "6\nok\n")
        #expect(try sqlite(old, "SELECT * FROM document;").output == documents)
        #expect(
            try sqlite(old, "SELECT id, name, ran_at FROM migration ORDER BY id;").output
                == "1|0001_ledger|\(Sample.now)\n2|0002_authority|\(shop.now)\n"
                + "3|0003_incident|\(shop.now)\n4|0004_import|\(shop.now)\n"
                + "5|0005_closing|\(shop.now)\n6|0006_settlement|\(shop.now)\n")
        let ledger = try Ledger(opening: old)
        #expect(try ledger.logSize() == report.backup.logSize + 5)
        #expect(try ledger.lastRecordedAt() == shop.now)
        let next = try shop.issue([try Shop.request("INV-4")], through: ledger)
        #expect(next.first?.issuance?.record.icv.rawValue == 4)
        try ledger.recordRestore(missing: [], retiring: [], note: nil, now: shop.now)
        let program = try shop.folder.write(LogTests.program, to: "recompute.py")
        let answer = try shell("python3 '\(program)' '\(old)'")
        #expect(answer.status == 0, "\(answer.output)")
        let again = code { _ = try migrate(to: shop.folder.file("again")) }
        #expect(again == "ledger-current")
        #expect(try shell("test -e '\(shop.folder.file("again"))'").status == 1)
    }

    @Test("an upgraded file has word for word the schema of a new one")
    func sameSchema() throws {
        _ = try migrate()
        let question = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name;"
        #expect(try sqlite(old, question).output == sqlite(shop.path, question).output)
    }

    /// What is wrong with the file @, the commands that make it so, and the code of the refusal.
    static let refusals: [(String, String, String)] = [
        ("no file", "rm @", "ledger-missing"),
        ("another program's", "rm @; sqlite3 @ 'CREATE TABLE t (a)'", "ledger-foreign"),
        ("two names", "ln @ @2", "ledger-hard-links"),
        ("a newer version", "sqlite3 @ 'PRAGMA user_version = 7'", "ledger-newer"),
        ("a version that was never published", "sqlite3 @ 'PRAGMA user_version = 0'", schema),
        ("a negative version", "sqlite3 @ 'PRAGMA user_version = -1'", schema),
        ("a trigger taken away", "sqlite3 @ 'DROP TRIGGER entry_no_update'", schema),
        ("a table of the next version", "sqlite3 @ 'CREATE TABLE attempt (a)'", schema),
        ("claims to be current", "sqlite3 @ 'PRAGMA user_version = 6'", schema),
        (
            "another text of a migration",
            "sqlite3 @ \"DROP TRIGGER migration_no_update; UPDATE migration SET sha256 = "
                + "randomblob(32); \(trigger)\"", schema
        ),
        (
            "a migration that nobody ran",
            "sqlite3 @ \"INSERT INTO migration SELECT 2, 'x', sha256, ran_at FROM migration\"",
            schema
        ),
    ]

    private static let schema = "ledger-schema-differs"
    private static let trigger = """
        CREATE TRIGGER migration_no_update BEFORE UPDATE ON migration
        BEGIN
          SELECT RAISE(ABORT, 'migration: rows are never changed or removed');
        END
        """

    @Test("what cannot be brought forward is refused, not touched, not copied", arguments: refusals)
    func refuse(harm: String, commands: String, code expected: String) throws {
        let command = commands.replacing("@", with: old)
        let done = try shell(command)
        #expect(done.status == 0, "\(done.output)")
        let isFile = try shell("test -f '\(old)'").status == 0
        let before = isFile ? try fingerprint(old) : ""
        #expect(code { _ = try migrate() } == expected, "\(harm)")
        if isFile { #expect(try fingerprint(old) == before) }
        #expect(try shell("test -e '\(copy)'").status == 1)
    }

    @Test("a clock behind, a name taken, a lock: the file stays as it was")
    func refusedCalls() throws {
        let before = try fingerprint(old)
        let late = Instant(secondsSince1970: shop.now.secondsSince1970 - 1)
        #expect(code { _ = try migrate(at: late) } == "clock-behind")
        #expect(code { _ = try migrate(to: shop.folder.file("none/copy")) } == "backup-failed")
        #expect(try shell("test -e '\(copy)'").status == 1)
        #expect(code { _ = try migrate(to: shop.path) } == "ledger-exists")
        let writer = """
            import sqlite3, subprocess, sys
            db = sqlite3.connect(sys.argv[1], isolation_level=None)
            db.execute('BEGIN IMMEDIATE')
            print('locked', flush=True)
            sys.stdin.read()
            """
        let program = try shop.folder.write(writer, to: "lock.py")
        let lock = try #require(
            popen("python3 '\(program)' '\(old)' > '\(shop.folder.file("locked"))'", "w"))
        while try shell("grep -c locked '\(shop.folder.file("locked"))'").output != "1\n" {}
        #expect(code { _ = try migrate(timeout: 0) } == "ledger-busy")
        pclose(lock)
        #expect(try fingerprint(old) == before)
        #expect(try sqlite(old, "PRAGMA user_version;").output == "1\n")
        _ = try migrate()
    }

    private static let inCopy = Kill(
        testDescription: "in the copy", bytes: -12_288, isFromEnd: true, changesFile: false)
    static let kills = [Kill.inJournal, inCopy] + Kill.atCommit

    @Test(
        "killed in the middle, the file is as it was, and the next try succeeds", arguments: kills)
    func killed(kill: Kill) async throws {
        let before = try sqlite(old, ".dump").output
        let whole = try fingerprint(old)
        let path = old
        let target = copy
        let limit = try kill.limit(for: old)
        let seconds = shop.now.secondsSince1970
        await #expect(processExitsWith: .signal(SIGXFSZ)) {
            [
                path = path as String, target = target as String, limit = limit as Int,
                seconds = seconds as Int64
            ] in
            limitFileSize(limit)
            _ = try Ledger.migrate(
                path, now: Instant(secondsSince1970: seconds), backupTo: target)
        }
        #expect((try fingerprint(old) != whole) == kill.changesFile)
        // The commit begins when the copy is whole and has its name.
        #expect((try shell("test -e '\(target)'").status == 0) == kill.changesFile)
        if kill.changesFile { #expect(try sqlite(target, ".dump").output == before) }
        #expect(code { _ = try Ledger(opening: old) } == "ledger-older")
        #expect(try sqlite(old, ".dump").output == before)
        #expect(try sqlite(old, "PRAGMA user_version; PRAGMA integrity_check;").output == "1\nok\n")
        _ = try migrate(to: shop.folder.file("second"))
        #expect(try Ledger(opening: old).chainHead(unit: "Riyadh-1")?.icv?.rawValue == 3)
    }
}
