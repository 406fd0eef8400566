/// What gives one row after another.
protocol RowSource: AnyObject {
    /// Replaces `row` by the next row with something in it.
    ///
    /// - Returns: False at the end; `row` is then of no meaning.
    func next(into row: inout SheetRow) throws(SheetError) -> Bool
}

/// The rows of one sheet from top to bottom, read as they are asked for.
///
/// Memory does not grow with the sheet. Rows in which no cell holds anything are not delivered;
/// their numbers are missing. Belongs to one thread.
public final class SheetRows {
    private let source: any RowSource
    private var failure: SheetError?
    private var isAtEnd = false
    /// By their first cell; known before the first row, as only the first cell holds the value.
    public let mergedRanges: [MergedRange]

    init(_ source: any RowSource, mergedRanges: [MergedRange] = []) {
        self.source = source
        self.mergedRanges = mergedRanges
    }

    /// Replaces `row` by the next row; giving the same variable again spares memory.
    ///
    /// - Returns: False at the end of the sheet; `row` is then of no meaning.
    /// - Throws: ``SheetError`` for the first damage. The same error comes again at every later
    ///   call, so that half a sheet is never taken for all of it.
    public func next(into row: inout SheetRow) throws(SheetError) -> Bool {
        if let failure { throw failure }
        if isAtEnd { return false }
        do {
            let found = try source.next(into: &row)
            if !found { isAtEnd = true }
            return found
        } catch {
            failure = error
            throw error
        }
    }

    /// The next row, or `nil` at the end of the sheet.
    public func next() throws(SheetError) -> SheetRow? {
        var row = SheetRow()
        return try next(into: &row) ? row : nil
    }
}
