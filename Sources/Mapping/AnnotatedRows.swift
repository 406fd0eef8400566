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

    public init(_ understanding: Understanding, in book: Workbook) throws(SheetError) {
        source = try book.rows(ofSheet: understanding.sheetIndex)
        layout = understanding.layout
        maker = DraftMaker(layout, source.mergedRanges)
    }

    /// The next row below the header; `nil` at the end.
    public func next() throws(SheetError) -> Row? {
        while ready.isEmpty, !isAtEnd {
            guard let row = try source.next() else {
                isAtEnd = true
                release(with: maker.finish())
                break
            }
            guard row.number > layout.headerRow else { continue }
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
