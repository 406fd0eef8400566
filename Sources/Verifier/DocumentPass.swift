import Cryptography
import Dispatch
import Synchronization

/// Checks all documents and the pages of the file on every core: each worker has its own read-only
/// connection, takes the next run of rows, and keeps one document in memory at a time.
struct DocumentPass {
    let evidence: (path: String, mode: EvidenceConnection.Mode)
    let records: LedgerRecords
    let log: LogIndex
    /// Rows to read, in order.
    let rows: Pieces<Int64>
    let scratch: ScratchFile
    let workers: Int
    let level: AuditOptions.Level
    /// Documents that are read in full; `nil` for all.
    let sample: AuditSample?
    /// Whether SQLite's own checks of the whole file are made.
    let checksPages: Bool
    /// Of the tables whose rows are held against them.
    let conditions: [TableConditions]
    let progress: (@Sendable (Int64, Int64) -> Void)?

    /// What the workers found, in the order of the rows whatever order they worked in.
    struct Outcome: Sendable {
        var links: Pieces<DocumentLink>
        /// SHA-256 of bytes that are not those that were logged, by their rows.
        var changed: [Int64: SHA256Digest] = [:]
        var symptoms: [Symptom] = []
        /// Documents that the business rules judged.
        var judged: Int64 = 0
        var successors: [SubmissionCheck.Successor] = []
        /// Documents of which only the columns were read.
        var leftOut: Int64 = 0
        var damage: SQLiteFailure?
        var file = FileCheck()

        fileprivate mutating func add(_ run: Run) {
            links.append(contentsOf: run.links)
            changed.merge(run.changed) { first, _ in first }
            symptoms += run.symptoms
            judged += run.judged
            leftOut += run.leftOut
            successors += run.successors
            damage = damage ?? run.damage
        }
    }

    fileprivate struct Run: Sendable {
        var links: [DocumentLink]
        var changed: [Int64: SHA256Digest]
        var symptoms: [Symptom]
        var judged: Int64
        var successors: [SubmissionCheck.Successor]
        var leftOut: Int64
        var damage: SQLiteFailure?
    }

    private struct State: Sendable {
        var next = 0
        var outcome: Outcome
        /// Runs in `outcome`.
        var added = 0
        /// Runs that were finished before an earlier one.
        var waiting: [Int: Run] = [:]
        var done: Int64 = 0
        var failure: SQLiteFailure?

        mutating func add(_ run: Run, number: Int) {
            waiting[number] = run
            while let next = waiting.removeValue(forKey: added) {
                outcome.add(next)
                added += 1
            }
        }
    }

    func run() throws(SQLiteFailure) -> Outcome {
        let state = Mutex(State(outcome: Outcome(links: Pieces(scratch))))
        let runCount = rows.pieceCount
        let useful = max(1, min(workers, runCount + 1))
        DispatchQueue.concurrentPerform(iterations: useful) { _ in
            do {
                try work(state, runCount: runCount)
            } catch {
                state.withLock { $0.failure = $0.failure ?? SQLiteFailure(error) }
            }
        }
        let finished = state.withLock { $0 }
        if let failure = finished.failure { throw failure }
        return finished.outcome
    }

    private func work(_ state: borrowing Mutex<State>, runCount: Int) throws {
        let connection = try EvidenceConnection(evidence.path, evidence.mode)
        var check = DocumentCheck(records: records, log: log, level: level)
        while true {
            let index = state.withLock { state in
                defer { state.next += 1 }
                return state.next
            }
            // The pages come first: that is the longest single piece.
            if index == 0 {
                let file = try checkFile()
                state.withLock { $0.outcome.file = file }
                continue
            }
            guard index <= runCount else { return }
            let rows = rows.piece(index - 1)
            let damage = try read(rows, connection, &check)
            let run = Run(
                links: check.links, changed: check.changed, symptoms: check.symptoms,
                judged: check.judged, successors: check.successors, leftOut: check.leftOut,
                damage: damage)
            check.clear()
            let done = state.withLock { state in
                state.add(run, number: index - 1)
                state.done += Int64(rows.count)
                return state.done
            }
            progress?(done, Int64(self.rows.count))
        }
    }

    /// On a connection of its own, which no documents have taken steps from.
    private func checkFile() throws -> FileCheck {
        try EvidenceConnection(evidence.path, evidence.mode).read { db in
            var file = FileCheck()
            file.readConditions(db, conditions)
            guard checksPages else { return file }
            file.readPages(db)
            try file.readSize(of: evidence.path, db)
            file.readReferences(db)
            return file
        }
    }

    /// Reads a run of rows in one short transaction; where the file is damaged, row by row.
    private func read(
        _ rows: [Int64], _ connection: EvidenceConnection, _ check: inout DocumentCheck
    ) throws -> SQLiteFailure? {
        guard let first = rows.first, let last = rows.last else { return nil }
        var reached = first &- 1
        // Ids can lie further apart than a number can say.
        let (distance, isTooFar) = last.subtractingReportingOverflow(first)
        if isTooFar || distance >= 4 * Int64(rows.count) {
            // Most rows between them are not asked for.
            var failure: SQLiteFailure?
            for row in rows {
                failure = try readRange(row, row, connection, &check, &reached) ?? failure
            }
            return failure
        }
        let failure = try readRange(first, last, connection, &check, &reached)
        guard let failure else { return nil }
        for row in rows where row > reached {
            _ = try readRange(row, row, connection, &check, &reached)
        }
        return failure
    }

    /// A document that the log does not know is never left out.
    private func isLeftOut(_ entry: LogEntry) -> Bool {
        guard let sample else { return false }
        return !sample.includes(leaf: LogIndex.leafPrefix(document: entry.payload))
    }

    private func readRange(
        _ first: Int64, _ last: Int64, _ connection: EvidenceConnection,
        _ check: inout DocumentCheck,
        _ reached: inout Int64
    ) throws -> SQLiteFailure? {
        do {
            try connection.read { db in
                let query = sample == nil ? DocumentRow.range : DocumentRow.columns
                let scan = try RowScan(db, query, first, last)
                while try scan.next() {
                    let row = DocumentRow(scan)
                    // In a damaged table rows can come in any order, again and again.
                    if row.id <= reached { break }
                    reached = row.id
                    if sample == nil {
                        check.check(row)
                    } else if let entry = log.documents.entry(of: row.id), isLeftOut(entry) {
                        check.checkColumns(row, entry: entry)
                    } else {
                        let whole = try RowScan(db, DocumentRow.range, row.id, row.id)
                        if try whole.next() { check.check(DocumentRow(whole)) }
                    }
                }
            }
            return nil
        } catch {
            let failure = SQLiteFailure(error)
            guard failure.isDamage || failure.isTooBig else { throw failure }
            return failure
        }
    }
}
