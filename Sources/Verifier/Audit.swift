public import Crew
public import Invoicing
public import MerkleLog

/// What can be asked of an audit beside soundness; what cannot be shown makes it unproven.
public enum AuditRequirement: String, CaseIterable, Sendable {
    /// Each document, or the successor of a rejected one, was accepted by the authority, simplified
    /// ones in time.
    case submitted
    /// Every document is under a checkpoint that somebody outside kept, and that the policy, where
    /// one is given, trusts.
    case anchored
    /// Every document is TOTAL-PASSED up to a root that the auditor trusts.
    case trusted
}

/// How an audit is run. The threads and the folder change nothing of what it finds.
public struct AuditOptions: Sendable {
    /// How much is asked of each document.
    public enum Level: String, Sendable, CaseIterable {
        /// Everything but the business rules, totals included.
        case stamps
        /// The business rules too.
        case rules
    }

    public var level: Level
    /// Threads for the documents; by default every core.
    public var workers: Int
    /// Where a private copy is made if a journal lies beside the file.
    public var temporaryFolder: String
    /// What the audit has to prove beside soundness.
    public var requires: Set<AuditRequirement> = []
    /// Checkpoints that somebody outside kept; those of other ledgers are passed by.
    public var anchors: [Anchor] = []
    /// Whom the auditor trusts to vouch for them.
    public var policy: TrustPolicy?
    /// A checkpoint that an earlier audit passed at: what lies under it is not read again. Where
    /// the ledger does not agree with it, everything is.
    public var since: Anchor?
    /// The part of the documents that is read in full; `nil` for all.
    public var sample: AuditSample?
    /// What certificates are judged by, and for when; without it nothing is judged over time, so
    /// that the report does not depend on the day.
    public var judgement: Judgement?
    /// Documents that somebody outside shows; `nil` where none were asked about.
    public var documents: [ShownDocument]?
    /// The checkpoints in the folder that the firm keeps beside the ledger; `nil` without one.
    public var ownAnchors: [Anchor]?
    /// The auditor's clock: a cosignature may not lie ahead of it. `nil`: nobody asks.
    public var clock: Instant?
    /// Time stamps over those checkpoints, and whose of them count.
    public var timestamps = TimestampEvidence()
    /// Called with documents done and documents in all, from any thread.
    public var progress: (@Sendable (Int64, Int64) -> Void)?

    public init(
        level: Level = .stamps, workers: Int = Processors.count,
        temporaryFolder: String = "/tmp",
        progress: (@Sendable (Int64, Int64) -> Void)? = nil
    ) {
        self.level = level
        self.workers = workers
        self.temporaryFolder = temporaryFolder
        self.progress = progress
    }
}

/// The audit of a whole ledger, offline, from its file alone.
///
/// The file and what lies beside it are never changed. A process that holds the same file open for
/// writing must not audit it too: closing a file frees all locks that its process has on it. The
/// order is one of trust: header, schema text, SQLite's own checks, the log, the small tables, then
/// every document in the order of its chain from its stored bytes.
public enum Audit {
    /// - Throws: ``AuditError`` only if the file is no ledger or cannot be read at all; all else
    ///   is in the report.
    public static func run(
        _ path: String, _ options: AuditOptions = AuditOptions()
    ) throws(AuditError) -> AuditReport {
        let evidence = try EvidenceFile.open(path, temporaryFolder: options.temporaryFolder)
        let header = try FileHeader.read(evidence.path)
        var pass = AuditPass(
            file: path, evidence: evidence, header: header, options: options)
        do {
            try pass.run()
        } catch {
            if let reason = pass.scratch.failure {
                throw .copyFailed(path: path, folder: options.temporaryFolder, reason: reason)
            }
            if error.isBusy { throw .busy(path: path) }
            throw .notOpened(path, error)
        }
        if let foreign = pass.foreign { throw foreign }
        // What could not be read again was not checked.
        if let reason = pass.scratch.failure {
            throw .copyFailed(path: path, folder: options.temporaryFolder, reason: reason)
        }
        return pass.report
    }
}
