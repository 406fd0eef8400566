import Dispatch
import GRDB
import Synchronization

/// Checks the rows of one large table; one worker has one.
protocol RowChecking: SendableMetatype {
    associatedtype Kept: Sendable
    /// Rows from the first to the second number, in order.
    static var range: StaticString { get }
    /// - Returns: The number of the row.
    mutating func check(_ scan: RowScan) -> Int64
    /// What was found since the last time.
    mutating func take() -> (symptoms: [Symptom], kept: [Kept])
}

/// Reads the rows of one large table on every core, a short run of them in one transaction.
struct RowPass {
    let evidence: (path: String, mode: EvidenceConnection.Mode)
    let workers: Int
    private static let runLength = 256

    struct Outcome<Kept: Sendable>: Sendable {
        var symptoms: [Symptom] = []
        var kept: [Kept] = []
        var damage: SQLiteFailure?
    }

    private struct State<Kept: Sendable>: Sendable {
        var next = 0
        var runs: [Int: Outcome<Kept>] = [:]
        var failure: SQLiteFailure?
    }

    /// - Parameter rows: Numbers of the rows, in order.
    func run<Check: RowChecking>(
        _ rows: [Int64], _ make: @Sendable () -> Check
    ) throws(SQLiteFailure) -> Outcome<Check.Kept> {
        let state = Mutex(State<Check.Kept>())
        let count = (rows.count + Self.runLength - 1) / Self.runLength
        DispatchQueue.concurrentPerform(iterations: min(workers, count)) { _ in
            do {
                try work(rows, state, count: count, make())
            } catch {
                state.withLock { $0.failure = $0.failure ?? SQLiteFailure(error) }
            }
        }
        let finished = state.withLock { $0 }
        if let failure = finished.failure { throw failure }
        var outcome = Outcome<Check.Kept>()
        for index in 0..<count {
            guard let run = finished.runs[index] else { continue }
            outcome.symptoms += run.symptoms
            outcome.kept += run.kept
            outcome.damage = outcome.damage ?? run.damage
        }
        return outcome
    }

    private func work<Check: RowChecking>(
        _ rows: [Int64], _ state: borrowing Mutex<State<Check.Kept>>, count: Int,
        _ check: consuming Check
    ) throws {
        let connection = try EvidenceConnection(evidence.path, evidence.mode)
        while true {
            let index = state.withLock { state in
                defer { state.next += 1 }
                return state.next
            }
            guard index < count else { return }
            let range = index * Self.runLength..<min((index + 1) * Self.runLength, rows.count)
            let damage = try read(rows[range], connection, &check)
            let found = check.take()
            let run = Outcome(symptoms: found.symptoms, kept: found.kept, damage: damage)
            state.withLock { $0.runs[index] = run }
        }
    }

    /// Where the file is damaged, row by row.
    private func read(
        _ rows: ArraySlice<Int64>, _ connection: EvidenceConnection,
        _ check: inout some RowChecking
    ) throws -> SQLiteFailure? {
        guard let first = rows.first, let last = rows.last else { return nil }
        var reached = first &- 1
        let failure = try read(first, last, connection, &check, &reached)
        guard let failure else { return nil }
        for row in rows where row > reached {
            _ = try read(row, row, connection, &check, &reached)
        }
        return failure
    }

    private func read<Check: RowChecking>(
        _ first: Int64, _ last: Int64, _ connection: EvidenceConnection, _ check: inout Check,
        _ reached: inout Int64
    ) throws -> SQLiteFailure? {
        do {
            try connection.read { db in
                let scan = try RowScan(db, Check.range, first, last)
                // In a damaged table rows can come in any order, again and again.
                while try scan.next() {
                    let row = check.check(scan)
                    if row <= reached { break }
                    reached = row
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
