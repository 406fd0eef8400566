public import Sheets

/// The rows of a sheet in their order, each with the draft it belongs to: for writing what came of
/// it beside it. Belongs to one thread.
public final class AnnotatedRows {
    public struct Row {
        public let row: SheetRow
        /// `nil` for rows that are no part of an invoice.
        public let draft: MappedDraft?
        /// The first of the invoice's rows.
        public let isFirst: Bool
    }

    private let source: SheetRows
    private let layout: Layout
    private var maker: DraftMaker
    /// Rows whose invoice is not complete yet.
    private var waiting: [SheetRow] = []
    private var ready: [Row] = []
    private var isAtEnd = false
    /// The first row below the header, until it is asked for.
    private var first: SheetRow?
    /// The rows above the header, those that hold nothing apart.
    public let above: [SheetRow]
    /// What stands in the header's own row, by column from 1.
    public let header: [Int: String]

    public init(_ understanding: Understanding, in book: Workbook) throws(SheetError) {
        source = try book.rows(ofSheet: understanding.sheetIndex)
        layout = understanding.layout
        maker = DraftMaker(layout, source.mergedRanges)
        var above: [SheetRow] = []
        var header: [Int: String] = [:]
        while let row = try source.next() {
            if row.number > layout.headerRow {
                first = row
                break
            }
            if row.number < layout.headerRow {
                above.append(row)
            } else {
                for cell in row.cells { header[cell.column] = CellReading.shown(cell) }
            }
        }
        self.above = above
        self.header = header
    }

    private func nextSource() throws(SheetError) -> SheetRow? {
        guard let row = first else { return try source.next() }
        first = nil
        return row
    }

    /// The next row below the header; `nil` at the end.
    public func next() throws(SheetError) -> Row? {
        while ready.isEmpty, !isAtEnd {
            guard let row = try nextSource() else {
                isAtEnd = true
                release(with: maker.finish())
                break
            }
            if let draft = maker.take(row) { release(with: draft) }
            waiting.append(row)
        }
        return ready.isEmpty ? nil : ready.removeFirst()
    }

    private func release(with draft: MappedDraft?) {
        let own = Set(draft?.rowNumbers ?? [])
        for row in waiting {
            let isOwn = own.contains(row.number)
            ready.append(
                Row(
                    row: row, draft: isOwn ? draft : nil,
                    isFirst: isOwn && row.number == draft?.row))
        }
        waiting = []
    }
}
