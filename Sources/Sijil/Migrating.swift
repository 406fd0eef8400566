import Glibc
import Invoicing
import Ledger

/// Bringing a ledger of an older version up to date.
public enum Migrating {
    public struct Result: Sendable {
        public let path: String
        public let from: Int
        public let to: Int
        public let backup: String
    }

    /// Copies the ledger, then changes it; on any error it is as it was.
    ///
    /// - Parameter backup: Where the copy goes; beside the ledger where nothing is said.
    public static func run(
        _ path: String, backup: String?, surroundings: Surroundings = .real
    ) throws -> Result {
        let backup = backup ?? "\(path).before-\(version(of: path)).sijil"
        let report = try Ledger.migrate(path, now: surroundings.now(), backupTo: backup)
        return Result(
            path: report.path, from: report.from, to: report.to, backup: report.backup.path)
    }

    /// The version that stands in the file's header; 0 in what is no ledger, which is refused with
    /// its own words afterwards.
    private static func version(of path: String) -> Int {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return 0 }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4)
        // `user_version` in SQLite's file header.
        guard pread(descriptor, &bytes, 4, 60) == 4 else { return 0 }
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }
}
