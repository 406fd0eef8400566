import Encoding
import GRDB
import Glibc

/// What the authority remembers: one SQLite file, or memory where no file is named.
///
/// Secrets stand in it as they are: they open nothing but this emulator. Only the file's owner may
/// read it all the same.
final class State: Sendable {
    /// `SJEM`.
    private static let applicationID = 0x534A_454D
    private static let version = 1

    private static let schema = """
        CREATE TABLE authority (
          -- The authority's keys: they outlive a restart, so that its certificates stay good.
          role        TEXT PRIMARY KEY CHECK (role IN ('production', 'compliance', 'clearance')),
          private_key TEXT NOT NULL,    -- base64 of PKCS#8
          certificate TEXT NOT NULL,    -- base64 of DER
          not_before  INTEGER NOT NULL, -- seconds since 1970, as all times here
          not_after   INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE one_time_code (
          code       TEXT PRIMARY KEY CHECK (length(code) = 6),
          vat        TEXT NOT NULL,
          issued_at  INTEGER NOT NULL,
          expires_at INTEGER NOT NULL,
          used_at    INTEGER
        ) STRICT;
        CREATE TABLE csid (
          id         INTEGER PRIMARY KEY,
          class      TEXT NOT NULL CHECK (class IN ('compliance', 'production')),
          request_id INTEGER NOT NULL,        -- a production CSID has that of its compliance CSID
          token      TEXT NOT NULL UNIQUE,    -- base64 of the base64 of the certificate
          secret     TEXT NOT NULL,
          serial     TEXT NOT NULL UNIQUE,    -- decimal
          vat        TEXT NOT NULL,
          unit       TEXT NOT NULL,
          documents  TEXT NOT NULL,
          request    TEXT NOT NULL,           -- base64 of the CSR's DER
          issued_at  INTEGER NOT NULL,
          not_after  INTEGER NOT NULL,
          renews     INTEGER REFERENCES csid (id), -- the production CSID that this one replaces
          revoked_at INTEGER,
          UNIQUE (class, request_id)
        ) STRICT;
        CREATE TABLE compliance_step (
          csid      INTEGER NOT NULL REFERENCES csid (id),
          step      TEXT NOT NULL,
          passed_at INTEGER NOT NULL,
          PRIMARY KEY (csid, step)
        ) STRICT;
        CREATE TABLE accepted (
          -- Documents that were reported or cleared: what makes the next one a duplicate.
          id          INTEGER PRIMARY KEY,
          endpoint    TEXT NOT NULL CHECK (endpoint IN ('reporting', 'clearance')),
          hash        TEXT NOT NULL,
          uuid        TEXT NOT NULL,
          csid        INTEGER NOT NULL REFERENCES csid (id),
          accepted_at INTEGER NOT NULL,
          cleared     TEXT -- base64 of the cleared copy
        ) STRICT;
        CREATE INDEX accepted_by_hash ON accepted (endpoint, hash);
        CREATE TABLE exchange (
          id     INTEGER PRIMARY KEY,
          at     INTEGER NOT NULL,
          method TEXT NOT NULL,
          path   TEXT NOT NULL,
          status INTEGER, -- NULL where no answer left
          fault  TEXT
        ) STRICT;
        """

    private let queue: DatabaseQueue

    init(path: String?) throws(EmulatorError) {
        let name = path ?? ":memory:"
        var configuration = Configuration()
        configuration.label = "emulator"
        configuration.busyMode = .timeout(5)
        if let path {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else {
                throw .state(path: path, reason: String(cString: strerror(errno)))
            }
            close(descriptor)
        }
        let isOurs: Bool
        do {
            queue =
                try path.map { try DatabaseQueue(path: $0, configuration: configuration) }
                ?? DatabaseQueue(configuration: configuration)
            isOurs = try queue.write { db in try Self.settle(db) }
        } catch {
            throw .state(path: name, reason: Self.reason(error))
        }
        guard isOurs else { throw .foreignState(path: name) }
    }

    private static func settle(_ db: Database) throws -> Bool {
        let id = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        if id == applicationID { return version == Self.version }
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        guard id == 0, version == 0, tables == 0 else { return false }
        try db.execute(sql: schema)
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(Self.version)")
        return true
    }

    static func reason(_ error: any Error) -> String {
        guard let error = error as? DatabaseError else { return "\(type(of: error))" }
        return error.message ?? "SQLite \(error.resultCode.rawValue)"
    }

    /// One transaction; all or nothing of `work` stays.
    func write<T>(_ work: (Database) throws -> T) throws -> T { try queue.write(work) }
    func read<T>(_ work: (Database) throws -> T) throws -> T { try queue.read(work) }
}
