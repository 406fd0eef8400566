import EGS
import Glibc
import KeyStore
import Ledger
public import Verifier

extension Workplace {
    /// What a backup is.
    public struct BackupMade: Sendable {
        public let path: String
        /// Entries in its log.
        public let size: Int64
        public let report: AuditReport
    }

    /// Copies the ledger as it stands between two writes, and audits the copy. Keys are never
    /// copied: a certificate belongs to one computer.
    ///
    /// - Throws: ``SijilError/backupUnsound(path:findings:)``; the copy is left for looking at.
    public func backup(to path: String) throws -> BackupMade {
        let now = surroundings.now()
        try ledger.backup(to: path)
        let report = try Audit.run(path)
        guard report.verdict != .findings else {
            throw SijilError.backupUnsound(path: path, findings: report.findings.count)
        }
        if access(keysFolder, F_OK) == 0 {
            try keyStore().noteBackup(at: now, logSize: report.size)
        }
        return BackupMade(path: path, size: report.size, report: report)
    }

    /// Refuses to bind a production certificate to a ledger of which there is no second copy.
    ///
    /// - Throws: ``SijilError/backupMissing(path:)``
    public func requireBackup() throws {
        guard environment == .production, access(keysFolder, F_OK) == 0 else { return }
        guard try keyStore().lastBackup() == nil else { return }
        throw SijilError.backupMissing(path: path)
    }
}
