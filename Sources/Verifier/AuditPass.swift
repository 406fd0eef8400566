import Cryptography
import GRDB
import Invoicing
import LedgerSchema

/// One audit in the middle of its work.
struct AuditPass {
    var report: AuditReport
    /// Set where the audit cannot go on from the checkpoint that was named for it.
    var foreign: AuditError?
    let evidence: EvidenceFile
    let header: FileHeader
    var version: Int { header.userVersion }
    let options: AuditOptions
    var symptoms: [Symptom] = []
    var proofs: [ExistenceProof] = []
    let scratch: ScratchFile

    init(file: String, evidence: EvidenceFile, header: FileHeader, options: AuditOptions) {
        report = AuditReport(file: file)
        self.evidence = evidence
        self.header = header
        self.options = options
        scratch = ScratchFile(in: options.temporaryFolder)
    }

    mutating func run() throws(SQLiteFailure) {
        report.notChecked = options.level == .rules ? [] : [Phrase.businessRules]
        report.notChecked += options.uncheckedOverTime
        report.notChecked += [version < 2 ? Phrase.answers : Phrase.origin, Phrase.tail]
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
        report.findings =
            evidence.findings + header.findings + CauseAnalysis.findings([symptom])
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
            checksPages: report.scope.since == nil,
            conditions: schema.conditions(ofLarge: report.scope.since == nil),
            progress: options.progress)
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
        symptoms += reading.log.pairSymptoms(outcome.links, reading.records)
        symptoms += EpochCheck(records: reading.records, log: reading.log, lives: lives).symptoms
        let shown = ShownReading(options.documents ?? [])
        // Of documents that an earlier audit read, the log's entries are not kept.
        if report.scope.since == nil {
            symptoms +=
                ImportCheck(
                    records: reading.records, log: reading.log, links: outcome.links
                ).symptoms
        }
        var authority = AuthorityPass(
            connection: connection,
            pass: RowPass(evidence: (evidence.path, evidence.mode), workers: options.workers),
            reading: reading, outcome: outcome, lives: lives,
            demandsAll: options.requires.contains(.submitted),
            shown: Set(shown.items.map(\.bytes)))
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
        if evidence.mode == .plain, !header.isWAL, reading.damage == nil {
            symptoms += reading.log.foreignWrites(counted: header.writes)
        }
        holdAgainstAnchors(reading, outcome.links)
        judgeOverTime(reading, outcome, clearedByKnownKey: authority.clearedByKnownKey)
        lookUp(shown, reading, outcome, cleared: authority.shownCleared)
        try nameDocuments(connection)
        fill(reading, outcome, chains, uses)
        if options.level == .rules { report.checked.ruled = outcome.judged }
        report.restores = restores.restores
        report.closings = closings(connection, reading.records, outcome.links)
        report.settlements = settlements(
            connection, reading.records, outcome.links, withoutCopy: authority.settledWithoutCopy)
        if !report.settlements.isEmpty {
            report.notChecked.append(Phrase.byWord(report.settlements.count))
        }
        report.checked.complianceDocuments = authority.counts[.complianceDocument] ?? 0
        report.checked.attempts = authority.counts[.attempt] ?? 0
        report.checked.answers = authority.counts[.answer] ?? 0
        report.checked.cleared = authority.counts[.cleared] ?? 0
        report.findings = evidence.findings + header.findings + CauseAnalysis.findings(symptoms)
    }

    private mutating func addCertificateFault(_ row: RecordRow) {
        guard let fault = CertificateFault(der: row.blob("der") ?? []) else { return }
        symptoms.append(
            Symptom(
                fault.code, found: "certificate \(row.id): \(fault.found)", key: .record(row.key)))
    }

    private mutating func addFile(_ file: FileCheck, damage: SQLiteFailure?, missing: [RecordKey]) {
        var opened = evidence.mode == .salvage && damage == nil ? file.failure : damage
        // Every row may be as it was, and no program but this one would show them.
        let isAlone = symptoms.allSatisfy { $0.weight == .warning }
        if opened == nil, evidence.mode == .salvage, isAlone {
            opened = evidence.refusal
        }
        symptoms += file.conditionSymptoms(others: symptoms)
        symptoms += file.damageSymptoms(scanFailure: opened, others: symptoms)
        symptoms += file.referenceSymptoms(missing: missing)
    }

    /// Triggers or indexes differ; a missing unique index is how a second document came in.
    private mutating func addSchema(_ difference: SchemaDifference) {
        let twice: Set<FindingCode> = [
            .icvDuplicate, .hashDuplicate, .uuidDuplicate, .numberDuplicate, .keyDuplicate,
            .chainFork,
            .logDuplicate, .answerDuplicate, .closingMismatch, .settlementMismatch,
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

    /// Numbers (BT-1) for the symptoms that were found without reading their row again.
    private mutating func nameDocuments(_ connection: EvidenceConnection) throws(SQLiteFailure) {
        let limit = 10_000
        var numbers: [Int64: String] = [:]
        for index in symptoms.indices.prefix(limit) where symptoms[index].place.number == nil {
            guard let row = symptoms[index].namedRow else { continue }
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
