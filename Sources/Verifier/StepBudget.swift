import CSQLite
import GRDB
import Glibc
import Synchronization

/// Ends statements that take more steps than any good file of that size could need: in a forged
/// file a page can stand under many others, and a table have more rows than there are atoms.
///
/// Steps of SQLite's machine are counted, not time, so that the report does not depend on the
/// speed of the computer. Short statements go on even then.
final class StepBudget: Sendable {
    static let words = "more steps than a file of this size can need"

    /// Steps between two looks at the budget.
    private static let stride: Int32 = 100_000
    /// Strides for the smallest file, and for each page more. The dearest work, to check the rows
    /// of a table against its conditions and indexes, takes some 20,000 steps a page.
    private static let least = 500
    private static let perPage = 5
    private static let pageSize = 4_096

    private let left: Atomic<Int>

    init(_ path: String) {
        var status = stat()
        // What a sparse file only claims to hold costs nothing to make.
        let size = stat(path, &status) == 0 ? min(status.st_size, status.st_blocks * 512) : 0
        left = Atomic(Self.least + size / Self.pageSize * Self.perPage)
    }

    /// Counts the steps of a connection that lives no longer than this.
    func watch(_ db: Database) {
        sqlite3_progress_handler(
            db.sqliteConnection, Self.stride,
            { context in
                guard let context else { return 0 }
                let budget = Unmanaged<StepBudget>.fromOpaque(context).takeUnretainedValue()
                return budget.left.subtract(1, ordering: .relaxed).newValue < 0 ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}
