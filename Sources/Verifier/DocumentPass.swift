import Dispatch
import Synchronization

/// Checks all documents and the pages of the file on every core: each worker has its own read-only
/// connection, takes the next run of rows, and keeps one document in memory at a time.
struct DocumentPass {
    let evidence: (path: String, mode: EvidenceConnection.Mode)
    let records: LedgerRecords
    let log: LogIndex
    /// Rows to read, in order.
    let rows: [Int64]
    let workers: Int
    let progress: (@Sendable (Int64, Int64) -> Void)?

    private static let runLength = DocumentLinks.pieceLength

    /// What the workers found, in the order of the rows whatever order they worked in.
    struct Outcome: Sendable {
        var links = DocumentLinks()
        /// SHA-256 of bytes that are not those that were logged, by their rows.
        var changed: [Int64: Hash32] = [:]
        var symptoms: [Symptom] = []
        var successors: [SubmissionCheck.Successor] = []
        var damage: SQLiteFailure?
        var file = FileCheck()
    }

    private struct Run: Sendable {
        var links: [DocumentLink]
        var changed: [Int64: Hash32]
        var symptoms: [Symptom]
        var successors: [SubmissionCheck.Successor]
        var damage: SQLiteFailure?
    }

    private struct State: Sendable {
        var next = 0
        var runs: [Int: Run] = [:]
        var done: Int64 = 0
        var file: FileCheck?
        var failure: SQLiteFailure?
    }

    func run() throws(SQLiteFailure) -> Outcome {
        let state = Mutex(State())
        let runCount = (rows.count + Self.runLength - 1) / Self.runLength
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
        var outcome = Outcome()
        outcome.file = finished.file ?? FileCheck()
        for index in 0..<runCount {
            guard let run = finished.runs[index] else { continue }
            outcome.links.append(run.links)
            outcome.changed.merge(run.changed) { first, _ in first }
            outcome.symptoms += run.symptoms
            outcome.successors += run.successors
            outcome.damage = outcome.damage ?? run.damage
        }
        return outcome
    }

    private func work(_ state: borrowing Mutex<State>, runCount: Int) throws {
        let connection = try EvidenceConnection(evidence.path, evidence.mode)
        var check = DocumentCheck(records: records, log: log)
        while true {
            let index = state.withLock { state in
                defer { state.next += 1 }
                return state.next
            }
            // The pages come first: that is the longest single piece.
            if index == 0 {
                let file = try checkFile(connection)
                state.withLock { $0.file = file }
                continue
            }
            guard index <= runCount else { return }
            let range = (index - 1) * Self.runLength..<min(index * Self.runLength, rows.count)
            let damage = try read(rows[range], connection, &check)
            let run = Run(
                links: check.links, changed: check.changed, symptoms: check.symptoms,
                successors: check.successors, damage: damage)
            check.clear()
            let done = state.withLock { state in
                state.runs[index - 1] = run
                state.done += Int64(range.count)
                return state.done
            }
            progress?(done, Int64(rows.count))
        }
    }

    private func checkFile(_ connection: EvidenceConnection) throws -> FileCheck {
        try connection.read { db in
            var file = FileCheck()
            file.readPages(db)
            file.readReferences(db)
            return file
        }
    }

    /// Reads a run of rows in one short transaction; where the file is damaged, row by row.
    private func read(
        _ rows: ArraySlice<Int64>, _ connection: EvidenceConnection, _ check: inout DocumentCheck
    ) throws -> SQLiteFailure? {
        guard let first = rows.first, let last = rows.last else { return nil }
        var reached = first - 1
        let failure = try readRange(first, last, connection, &check, &reached)
        guard let failure else { return nil }
        for row in rows where row > reached {
            _ = try readRange(row, row, connection, &check, &reached)
        }
        return failure
    }

    private func readRange(
        _ first: Int64, _ last: Int64, _ connection: EvidenceConnection,
        _ check: inout DocumentCheck,
        _ reached: inout Int64
    ) throws -> SQLiteFailure? {
        do {
            try connection.read { db in
                let scan = try RowScan(db, DocumentRow.range, first, last)
                while try scan.next() {
                    let row = DocumentRow(scan)
                    reached = row.id
                    check.check(row)
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
