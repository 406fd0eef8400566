/// Which columns of a sheet are hidden, asked for every cell.
struct HiddenColumns {
    private var flags: [Bool] = []

    /// - Parameter limit: Columns beyond it are of no interest.
    mutating func insert(_ first: Int, through last: Int, limit: Int) {
        let last = min(last, limit)
        guard first >= 1, first <= last else { return }
        if flags.count <= last { flags += repeatElement(false, count: last + 1 - flags.count) }
        for column in first...last { flags[column] = true }
    }

    func contains(_ column: Int) -> Bool { column < flags.count && flags[column] }
}
