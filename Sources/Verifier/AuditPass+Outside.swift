import Cryptography
import Invoicing
import MerkleLog

/// What somebody outside kept, trusts or shows, held against the ledger.
extension AuditPass {
    /// Reads the small tables and the log, from the checkpoint on where one is given and fits.
    ///
    /// - Returns: `nil` if that checkpoint is of another ledger.
    mutating func read(
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
            let check = AnchorCheck([since], policy: nil, ownKey: key, log: reading.log, clock: nil)
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

    mutating func holdAgainstAnchors(
        _ reading: LedgerReading, _ links: Pieces<DocumentLink>
    ) {
        let check = AnchorCheck(
            anchors, policy: options.policy, ownKey: reading.records.ledger?.logKey,
            log: reading.log, clock: options.clock)
        symptoms += check.symptoms
        proofs += check.proofs
        addStamps(reading, agreed: Set(check.agreeing.map(\.size)), links)
        symptoms += check.omissions(from: options.ownAnchors)
        if !options.anchors.isEmpty, options.ownAnchors == nil {
            report.notChecked.append(Phrase.ownAnchors)
        }
        if options.anchors.isEmpty, let own = options.ownAnchors, !own.isEmpty {
            report.notChecked.append(Phrase.anchorsBeside(own.count, of: report.file))
        }
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

    /// Time stamps over checkpoints that the log agrees with, judged by the auditor's own roots.
    private mutating func addStamps(
        _ reading: LedgerReading, agreed: Set<Int64>, _ links: Pieces<DocumentLink>
    ) {
        var evidence = options.timestamps
        guard !evidence.stamps.isEmpty else { return }
        if let judgement = options.judgement {
            evidence.roots = judgement.trust.certificates
            evidence.at = judgement.at
        }
        let newest = reading.log.newestClaims(links, under: agreed)
        let check = TimestampCheck(
            evidence, anchors: anchors, agreed: agreed, ownKey: reading.records.ledger?.logKey,
            newest: { newest[$0] })
        symptoms += check.symptoms
        report.existence = check.proofs
        proofs += check.proofs.map { stamp in
            ExistenceProof(
                size: stamp.size, time: stamp.at.secondsSince1970, source: .timestamp,
                text: "time stamp on checkpoint \(stamp.size) (\(stamp.source))")
        }
        if evidence.roots.isEmpty { report.notChecked.append(Phrase.stamps) }
    }

    mutating func judgeOverTime(
        _ reading: LedgerReading, _ outcome: DocumentPass.Outcome, clearedByKnownKey: Int64
    ) {
        guard let judgement = options.judgement else {
            if options.requires.contains(.trusted) {
                symptoms.append(Symptom(.issuerUnknown, found: "–", key: .values))
            }
            return
        }
        var pass = ValidationPass(
            judgement, proofs: proofs, records: reading.records, log: reading.log,
            symptoms: symptoms)
        pass.run(outcome.links)
        symptoms += pass.symptoms
        report.validation = pass.report
        report.validation?.clearedByKnownKey = clearedByKnownKey
    }

    /// Documents that somebody outside showed.
    mutating func lookUp(
        _ shown: ShownReading, _ reading: LedgerReading, _ outcome: DocumentPass.Outcome,
        cleared: Set<SHA256Digest>
    ) {
        guard options.documents != nil else { return }
        let check = ShownCheck(
            shown, records: reading.records, log: reading.log, links: outcome.links,
            cleared: cleared)
        symptoms += check.symptoms
        report.shown = check.report
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
}
