import GRDB
import Glibc

/// The witness's own SQLite file: its key, the logs it knows, and what it said last of each.
struct WitnessFile {
    /// `SJWI`.
    private static let applicationID = 0x534A_5749
    private static let version = 1

    private static let schema = """
        CREATE TABLE witness (
          id          INTEGER PRIMARY KEY CHECK (id = 1),
          name        TEXT NOT NULL,
          private_key TEXT NOT NULL -- PKCS#8 in PEM, behind the passphrase
        ) STRICT;
        CREATE TABLE log (
          origin TEXT PRIMARY KEY,
          key    TEXT NOT NULL -- name+ID+base64, as C2SP's signed-note writes keys
        ) STRICT;
        CREATE TABLE cosigned (
          -- The last checkpoint of each log that this witness vouched for. It only grows.
          origin     TEXT PRIMARY KEY REFERENCES log (origin),
          size       INTEGER NOT NULL CHECK (size >= 0),
          root       TEXT NOT NULL CHECK (length(root) = 44), -- base64 of 32 bytes
          checkpoint TEXT NOT NULL, -- with the log's signature and this witness's
          seconds    INTEGER NOT NULL -- since 1970
        ) STRICT;
        CREATE TRIGGER cosigned_grows BEFORE UPDATE ON cosigned
        WHEN new.size < old.size OR (new.size = old.size AND new.root IS NOT old.root)
        BEGIN SELECT RAISE(ABORT, 'a witness never goes back'); END;
        CREATE TABLE refused (
          -- Signed requests that contradict what was cosigned: evidence against the log.
          id      INTEGER PRIMARY KEY,
          origin  TEXT NOT NULL REFERENCES log (origin),
          request TEXT NOT NULL,
          reason  TEXT NOT NULL,
          seconds INTEGER NOT NULL
        ) STRICT;
        """

    let path: String
    private let queue: DatabaseQueue

    /// Makes a new file that only its owner may read.
    init(creating path: String) throws(WitnessError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { throw .exists(path: path) }
            throw .unusable(path: path, reason: String(cString: strerror(errno)))
        }
        close(descriptor)
        try self.init(path)
        try write { db in
            try db.execute(sql: Self.schema)
            try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
            try db.execute(sql: "PRAGMA user_version = \(Self.version)")
        }
    }

    init(opening path: String) throws(WitnessError) {
        guard access(path, F_OK) == 0 else { throw .missing(path: path) }
        try self.init(path)
        let marks = try read { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            )
        }
        guard marks == (Self.applicationID, Self.version) else { throw .foreign(path: path) }
    }

    private init(_ path: String) throws(WitnessError) {
        self.path = path
        var configuration = Configuration()
        configuration.label = "witness"
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = TRUNCATE")
            try db.execute(sql: "PRAGMA synchronous = EXTRA")
            try db.execute(sql: "PRAGMA foreign_keys = ON")
        }
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw Self.unusable(path, error)
        }
    }

    /// One transaction that holds other writers off from its beginning; all or nothing of it stays,
    /// and what it wrote is on the disk when this returns.
    func write<T>(_ work: (Database) throws -> T) throws(WitnessError) -> T {
        do {
            return try queue.writeWithoutTransaction { db in
                var result: T?
                try db.inTransaction(.immediate) {
                    result = try work(db)
                    return .commit
                }
                guard let result else { preconditionFailure("the work was done") }
                return result
            }
        } catch let error as WitnessError {
            throw error
        } catch {
            throw Self.unusable(path, error)
        }
    }

    func read<T>(_ work: (Database) throws -> T) throws(WitnessError) -> T {
        do {
            return try queue.read(work)
        } catch let error as WitnessError {
            throw error
        } catch {
            throw Self.unusable(path, error)
        }
    }

    private static func unusable(_ path: String, _ error: any Error) -> WitnessError {
        let database = error as? DatabaseError
        return .unusable(path: path, reason: database?.message ?? "\(error)")
    }
}
