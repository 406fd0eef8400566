import EGS
import Glibc
public import Invoicing
import KeyStore
import Ledger
public import Verifier

extension Workplace {
    /// What a backup is.
    public struct BackupMade: Sendable {
        public let path: String
        /// Entries in its log.
        public let size: Int64
        public let bytes: Int64
        public let report: AuditReport
        /// What to know of it beside that.
        public let warnings: [Bilingual]
    }

    /// Copies the ledger as it stands between two writes, and audits the copy. Keys are never
    /// copied: a certificate belongs to one computer.
    ///
    /// - Parameter place: A file that does not exist, or a folder; the file is then named after the
    ///   ledger and the time.
    /// - Throws: ``SijilError/backupUnsound(path:findings:)``; the copy is left for looking at.
    ///   ``SijilError/ledgerRolledBack(unit:missing:)`` for a file that is older than what was
    ///   issued: among the newest copies it would pass for the whole.
    public func backup(
        to place: String, audit options: AuditOptions = AuditOptions()
    ) throws -> BackupMade {
        let now = surroundings.now()
        let doubt = try tipDoubt()
        let path = Self.isFolder(place) ? "\(place)/\(Self.backupName(of: path, at: now))" : place
        let copy = try ledger.backup(to: path)
        let report = try Audit.run(copy.path, options)
        guard report.verdict != .findings else {
            throw SijilError.backupUnsound(path: path, findings: report.findings.count)
        }
        var warnings = copy.sharedFileSystem.map { [Self.shared($0)] } ?? []
        if let doubt { warnings.append(doubt) }
        if let beside = Self.beside(copy.path, ledger.path) { warnings.append(beside) }
        do {
            if hasKeys { try keyStore().noteBackup(at: now, logSize: report.size) }
        } catch let error as any ExplainedError {
            // The copy is good all the same.
            if error.problem != doubt { warnings.append(error.problem) }
        }
        var status = stat()
        guard stat(copy.path, &status) == 0 else {
            throw SijilError.fileUnreadable(path: path, reason: .current)
        }
        return BackupMade(
            path: copy.path, size: report.size, bytes: Int64(status.st_size), report: report,
            warnings: warnings)
    }

    /// - Returns: Why the key folder cannot say whether this is the newest file.
    private func tipDoubt() throws -> Bilingual? {
        guard hasKeys else { return nil }
        do {
            try TipGuard.checkAll(ledger, keyStore())
        } catch let error as SijilError {
            throw error
        } catch let error as any ExplainedError {
            return error.problem
        }
        return nil
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// NAME-YYYY-MM-DDThhmmssZ.sijil
    static func backupName(of ledger: String, at now: Instant) -> String {
        var name = FilePath.split(ledger).name
        if name.hasSuffix(".sijil") { name.removeLast(6) }
        return "\(name)-\(FilePath.time(now.description)).sijil"
    }

    /// Whether a name is one that `backup` or `migrate` gives to a copy: such a file is never
    /// meant where no ledger is named.
    public static func isNameOfCopy(_ name: String) -> Bool {
        if name.contains(".sijil.before-") { return true }
        guard name.hasSuffix(".sijil") else { return false }
        let time = Array(name.utf8.dropLast(6).suffix(19))
        let pattern = Array("-0000-00-00T000000Z".utf8)
        guard time.count == pattern.count else { return false }
        return zip(time, pattern).allSatisfy { byte, wanted in
            wanted == UInt8(ascii: "0")
                ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == wanted
        }
    }

    /// What a copy does that lies beside the ledger and looks like one.
    private static func beside(_ copy: String, _ ledger: String) -> Bilingual? {
        let (folder, name) = FilePath.split(copy)
        guard folder == FilePath.split(ledger).folder, name.hasSuffix(".sijil"), !isNameOfCopy(name)
        else { return nil }
        let option = "--ledger \(ShellText.quoted(FilePath.split(ledger).name))"
        return Bilingual(
            en: "the copy lies beside the ledger under a ledger's name: until it is moved away, "
                + "every command here needs \(option)",
            ar: "النسخة بجانب السجل وباسم كأسماء السجلات: وما لم تُنقل فكل أمر هنا يحتاج "
                + "\u{200E}\(option)\u{200E}")
    }

    private static func shared(_ fileSystem: String) -> Bilingual {
        Bilingual(
            en: "the copy lies on a network or shared disk (\(fileSystem)): good for a copy, but "
                + "no ledger can be used there",
            ar: "النسخة على قرص شبكي أو مشترك (\(fileSystem)): يصلح للنسخ ولا يصلح لاستعمال السجل")
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
