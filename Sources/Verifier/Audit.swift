import Cryptography
import GRDB
import Invoicing
import LedgerSchema
public import MerkleLog

/// What can be asked of an audit beside soundness; what cannot be shown makes it unproven.
public enum AuditRequirement: String, CaseIterable, Sendable {
    /// Each document was judged by the authority, simplified ones in time.
    case submitted
    /// Every document is under a checkpoint that somebody outside kept, and that the policy, where
    /// one is given, trusts.
    case anchored
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
            file: path, evidence: evidence, version: header.userVersion, options: options)
        do {
            try pass.run()
        } catch {
            if let reason = pass.scratch.failure {
                throw .copyFailed(path: path, folder: options.temporaryFolder, reason: reason)
            }
            if error.isBusy { throw .busy(path: path) }
            throw .notOpened(path: path, code: error.code, message: error.message)
        }
        if let foreign = pass.foreign { throw foreign }
        // What could not be read again was not checked.
        if let reason = pass.scratch.failure {
            throw .copyFailed(path: path, folder: options.temporaryFolder, reason: reason)
        }
        return pass.report
    }
}

/// One audit in the middle of its work.
struct AuditPass {
    private(set) var report: AuditReport
    /// Set where the audit cannot go on from the checkpoint that was named for it.
    private(set) var foreign: AuditError?
    private let evidence: EvidenceFile
    private let version: Int
    private let options: AuditOptions
    private var symptoms: [Symptom] = []
    let scratch: ScratchFile

    init(file: String, evidence: EvidenceFile, version: Int, options: AuditOptions) {
        report = AuditReport(file: file)
        self.evidence = evidence
        self.version = version
        self.options = options
        scratch = ScratchFile(in: options.temporaryFolder)
    }

    mutating func run() throws(SQLiteFailure) {
        report.notChecked = options.level == .rules ? [] : [Phrase.businessRules]
        report.notChecked += [
            Phrase.trust, Phrase.expiry, version < 2 ? Phrase.answers : Phrase.origin, Phrase.tail,
        ]
        let connection = try EvidenceConnection(evidence.path, evidence.mode)
        let published = (1...LedgerFormat.newestVersion).contains(version)
        let schema = try ExpectedSchema(version: published ? version : LedgerFormat.newestVersion)
        let found = try connection.read { db in try ExpectedSchema.objects(in: db) }
        let difference = SchemaDifference(found: found, expected: schema.objects)
        if !published || !(difference?.isReadable ?? true) {
            let version = published ? [] : ["user_version \(version)"]
            stopAtSchema(version + (difference?.objects ?? []))
            return
        }
        try readAll(connection, schema: schema, difference: difference)
    }

    private mutating func stopAtSchema(_ objects: [String]) {
        report.notChecked = [Phrase.contents]
        let symptom = Symptom(
            .schemaDiffers, expected: "version \(version)", found: objects.joined(separator: ", "),
            key: .schema)
        report.findings = evidence.findings + CauseAnalysis.findings([symptom])
    }

    private mutating func readAll(
        _ connection: EvidenceConnection, schema: ExpectedSchema, difference: SchemaDifference?
    ) throws(SQLiteFailure) {
        guard let reading = try read(connection) else { return }
        symptoms += reading.symptoms
        var recordCheck = RecordCheck(
            records: reading.records, log: reading.log, unfinished: reading.unfinished)
        recordCheck.run(version: version)
        symptoms += recordCheck.symptoms
        for row in reading.rows where row.kind == "certificate" { addCertificateFault(row) }
        let documents = DocumentPass(
            evidence: (evidence.path, evidence.mode), records: reading.records, log: reading.log,
            rows: reading.documents, scratch: scratch, workers: options.workers,
            level: options.level, sample: options.sample,
            checksPages: report.scope.since == nil, progress: options.progress)
        let outcome = try documents.run()
        symptoms += outcome.symptoms
        var chains = ChainCheck(
            records: reading.records, log: reading.log, links: outcome.links,
            changed: outcome.changed, border: Set(reading.border))
        chains.run()
        symptoms += chains.symptoms + reading.log.gapSymptoms(explained: chains.gapOfEntry)
        let lives = CertificateLives(
            records: reading.records, log: reading.log, missing: recordCheck.missing)
        let restores = RestoreCheck(records: reading.records, log: reading.log)
        let uses = UseCheck(
            outcome.links, records: reading.records, log: reading.log, lives: lives,
            restores: restores)
        symptoms += restores.symptoms + uses.symptoms
        var authority = AuthorityPass(
            connection: connection,
            pass: RowPass(evidence: (evidence.path, evidence.mode), workers: options.workers),
            reading: reading, outcome: outcome, lives: lives,
            demandsAll: options.requires.contains(.submitted))
        if version >= 2 {
            if report.scope.since == nil { try authority.run() }
        } else if options.requires.contains(.submitted), !outcome.links.isEmpty {
            // A version without answers proves nothing of them.
            symptoms.append(Symptom(.notSubmitted, key: .values))
        }
        symptoms += authority.symptoms
        var file = outcome.file
        try connection.read { db in try file.readTraces(db) }
        addFile(
            file, damage: reading.damage ?? outcome.damage ?? authority.damage,
            missing: recordCheck.missing + chains.missing + authority.missing)
        if let difference { addSchema(difference) }
        symptoms += file.traceSymptoms(
            expectedCookie: schema.cookie, newest: reading.log.newest,
            sequence: reading.entrySequence)
        holdAgainstAnchors(reading, outcome.links)
        try nameDocuments(connection)
        fill(reading, outcome, chains, uses)
        if options.level == .rules { report.checked.ruled = outcome.judged }
        report.restores = restores.restores
        report.checked.complianceDocuments = authority.counts[.complianceDocument] ?? 0
        report.checked.attempts = authority.counts[.attempt] ?? 0
        report.checked.answers = authority.counts[.answer] ?? 0
        report.checked.cleared = authority.counts[.cleared] ?? 0
        report.findings = evidence.findings + CauseAnalysis.findings(symptoms)
    }

    /// Reads the small tables and the log, from the checkpoint on where one is given and fits.
    ///
    /// - Returns: `nil` if that checkpoint is of another ledger.
    private mutating func read(
        _ connection: EvidenceConnection
    ) throws(SQLiteFailure) -> LedgerReading? {
        let sizes = anchors.map(\.checkpoint.checkpoint.size)
        if let since = options.since {
            let told = since.checkpoint.checkpoint
            var reading = LedgerReading(
                connection, version: version, scratch: scratch, since: told.size)
            do {
                try reading.run(rootsAt: sizes + [told.size])
            } catch {
                guard error.isDamage else { throw error }
            }
            let key = reading.records.ledger?.logKey
            if let key, key.name != told.origin {
                foreign = .checkpointForeign(
                    path: report.file, origin: told.origin.text, expected: key.name.text)
                return nil
            }
            let check = AnchorCheck([since], policy: nil, ownKey: key, log: reading.log)
            if check.newest != nil, reading.damage == nil {
                let count = reading.log.documentCounts[told.size] ?? 0
                report.scope.since = AuditScope.Since(
                    size: told.size, documents: count - Int64(reading.border.count))
                return reading
            }
            if options.policy != nil { symptoms += check.symptoms }
        }
        var reading = LedgerReading(connection, version: version, scratch: scratch)
        try reading.run(rootsAt: sizes)
        return reading
    }

    /// Those that were given. The auditor's own checkpoint is one too, but a policy that has to
    /// vouch for it does not know it.
    private var anchors: [Anchor] {
        options.anchors + (options.policy == nil ? [options.since].compactMap(\.self) : [])
    }

    private mutating func holdAgainstAnchors(
        _ reading: LedgerReading, _ links: Pieces<DocumentLink>
    ) {
        let check = AnchorCheck(
            anchors, policy: options.policy, ownKey: reading.records.ledger?.logKey,
            log: reading.log)
        symptoms += check.symptoms
        report.anchoredTo = check.newest
        let size = check.newest?.size ?? 0
        let covered = size == 0 ? 0 : reading.log.documentCounts[size] ?? 0
        let documents = Int64(reading.documents.count) + (report.scope.since?.documents ?? 0)
        report.unanchored = documents - covered
        report.unanchoredDays = Self.days(of: links, after: check.newest, reading.log)
        if check.newest != nil { report.notChecked.removeAll { $0 == Phrase.tail } }
        // Anchors that were given and say nothing of this ledger were asked for in vain.
        let isInVain = !options.anchors.isEmpty && check.newest == nil
        let isMissing = options.requires.contains(.anchored) && report.unanchored > 0
        if isInVain || isMissing, check.symptoms.isEmpty {
            symptoms.append(
                Symptom(
                    .notAnchored, expected: "\(documents)",
                    found: "\(report.unanchored)", key: .anchor))
        }
    }

    private mutating func addCertificateFault(_ row: RecordRow) {
        guard let fault = CertificateFault(der: row.blob("der") ?? []) else { return }
        symptoms.append(
            Symptom(
                fault.code, found: "certificate \(row.id): \(fault.found)", key: .record(row.key)))
    }

    private mutating func addFile(_ file: FileCheck, damage: SQLiteFailure?, missing: [RecordKey]) {
        let opened = evidence.mode == .salvage && damage == nil ? file.failure : damage
        symptoms += file.damageSymptoms(scanFailure: opened, others: symptoms)
        symptoms += file.referenceSymptoms(missing: missing)
    }

    /// Triggers or indexes differ; a missing unique index is how a second document came in.
    private mutating func addSchema(_ difference: SchemaDifference) {
        let twice: Set<FindingCode> = [
            .icvDuplicate, .hashDuplicate, .uuidDuplicate, .numberDuplicate, .keyDuplicate,
            .chainFork,
            .logDuplicate, .answerDuplicate,
        ]
        let causes = symptoms.filter { twice.contains($0.code) }.map(\.key)
        symptoms.append(
            Symptom(
                .schemaDiffers, expected: "version \(version)",
                found: difference.objects.joined(separator: ", "),
                key: .schema, follows: difference.missingIndexes.isEmpty ? [] : causes))
    }

    private mutating func fill(
        _ reading: LedgerReading, _ outcome: DocumentPass.Outcome, _ chains: ChainCheck,
        _ uses: UseCheck
    ) {
        report.environment = reading.records.ledger?.environment
        report.ledger = reading.records.ledger?.uuid
        report.size = reading.log.count
        report.units = reading.records.units.values.sorted { $0.id < $1.id }.map { unit in
            let epochs = reading.records.chainsInOrder.filter { $0.unit == unit.id }.map { chain in
                var epoch =
                    chains.epochs[chain.id]
                    ?? AuditReport.Epoch(epoch: chain.epoch, first: nil, last: nil)
                epoch.certificates = uses.certificates(chain: chain.id, records: reading.records)
                return epoch
            }
            return AuditReport.Unit(name: unit.name, epochs: epochs)
        }
        report.checked.documents = Int64(outcome.links.count) - outcome.leftOut
        if let sample = options.sample {
            report.scope.sampled = AuditScope.Sampled(sample: sample, documents: outcome.leftOut)
        }
        report.notChecked += report.scope.notChecked
        let unsound = unsoundRows
        report.checked.soundDocuments = Int64(
            outcome.links.count { !$0.isLeftOut && !unsound.contains($0.id) })
        report.checked.entries = reading.log.count
        report.checked.records = reading.recordCount
        report.checked.certificates = Int64(reading.records.certificates.count)
        report.checked.root = InvoiceHash(reading.log.root.bytes)
        if symptoms.contains(where: { $0.code == .fileDamaged }) {
            report.checked.readable = chains.readable(unsound: unsound)
        }
    }

    /// Documents with a symptom of their own. Where the file is damaged, a missing log entry is not
    /// theirs.
    private var unsoundRows: Set<Int64> {
        let isDamaged = symptoms.contains { $0.code == .fileDamaged }
        let own = symptoms.filter { !(isDamaged && $0.code == .recordNotLogged) }
        return Set(
            own.compactMap { symptom in
                guard case .record(let key) = symptom.key, key.kind == "document" else {
                    return nil
                }
                return key.id
            })
    }

    /// Whole days that documents under no anchor span, by recorded times.
    private static func days(
        of links: Pieces<DocumentLink>, after anchor: AnchoredTo?, _ log: LogIndex
    ) -> Int64? {
        var entries = log.documents.all.makeIterator()
        var entry = entries.next()
        var first: Int64?
        var last: Int64 = 0
        // Rows and entries are in one order, so both are gone through once.
        for link in links {
            last = max(last, link.recordedAt)
            guard first == nil else { continue }
            while let next = entry, next.row < link.id { entry = entries.next() }
            let isCovered = entry.map { $0.row == link.id && $0.seq <= anchor?.size ?? 0 } ?? false
            if !isCovered { first = link.recordedAt }
        }
        guard let first else { return nil }
        let start = anchor?.at?.secondsSince1970 ?? first
        return max(0, last - start) / 86_400
    }

    /// Numbers (BT-1) for the symptoms that were found without reading their row again.
    private mutating func nameDocuments(_ connection: EvidenceConnection) throws(SQLiteFailure) {
        let limit = 10_000
        var numbers: [Int64: String] = [:]
        for index in symptoms.indices.prefix(limit) where symptoms[index].place.number == nil {
            guard let row = symptoms[index].documentRow else { continue }
            if numbers[row] == nil {
                let number = try? connection.read { db in
                    let scan = try RowScan(
                        db, "SELECT number FROM document NOT INDEXED WHERE id = ?", row)
                    return try scan.next() ? scan.text(0) : nil
                }
                numbers[row] = number ?? ""
            }
            if let number = numbers[row], !number.isEmpty { symptoms[index].place.number = number }
        }
    }
}
