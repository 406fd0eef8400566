import Invoicing
import Sheets

/// Compares the rows in which a sheet sums up others with those others, to the halala.
///
/// A row of sums is right if it adds up all rows above it or those since the row of sums before,
/// each row or, where the rows of one invoice repeat its total, each invoice; with credit notes as
/// they are written or taken off; exactly or rounded row by row.
struct TotalsRows {
    /// One way of adding a column up.
    private struct Way: Hashable {
        var isPerInvoice = false
        var takesCreditsOff = false
        var isRounded = false

        static let all: [Way] = [false, true].flatMap { perInvoice in
            [false, true].flatMap { credits in
                [false, true].map {
                    Way(isPerInvoice: perInvoice, takesCreditsOff: credits, isRounded: $0)
                }
            }
        }
    }

    private struct Column {
        let field: SheetField
        let number: Int
        /// In the order of `Way.all`; `nil` where a sum passed all bounds.
        var all = [ExactDecimal?](repeating: zero, count: Way.all.count)
        var since = [ExactDecimal?](repeating: zero, count: Way.all.count)

        private static let zero = ExactDecimal(digits: 0, scale: 2)

        mutating func forget() {
            since = [ExactDecimal?](repeating: Self.zero, count: Way.all.count)
        }
    }

    private(set) var problems: [SheetProblem] = []
    private let layout: Layout
    private let reading: CellReading
    private var columns: [Column]

    init(_ layout: Layout, _ reading: CellReading) {
        self.layout = layout
        self.reading = reading
        let compared = layout.rules.totalsRows == .compare
        columns = layout.columns.filter { compared && $0.key.isAddedUp }
            .map { Column(field: $0.key, number: $0.value) }.sorted { $0.number < $1.number }
    }

    /// - Parameter isContinued: The row is not the first of its invoice.
    mutating func add(_ values: OpenInvoice.Values, isContinued: Bool) {
        let isCredit = values[.type] == .text(InvoiceType.creditNote.rawValue)
        for index in columns.indices {
            let field = columns[index].field
            guard case .text(let text)? = values[field], let value = ExactDecimal(text) else {
                continue
            }
            let rounded = value.rounded(scale: 2)
            for (place, way) in Way.all.enumerated() {
                if way.isPerInvoice, isContinued, field.isRepeated { continue }
                var part = way.isRounded ? rounded : value
                if way.takesCreditsOff, isCredit, !part.isNegative {
                    part = ExactDecimal(digits: -part.digits, scale: part.scale)
                }
                columns[index].all[place] = columns[index].all[place]?.adding(part)
                columns[index].since[place] = columns[index].since[place]?.adding(part)
            }
        }
    }

    /// Compares a row of sums with what is above it.
    mutating func compare(_ row: SheetRow) {
        for index in columns.indices {
            let column = columns[index]
            columns[index].forget()
            guard let cell = row[column.number], layout.isFilled(cell) else { continue }
            let shown = CellReading.shown(cell)
            // A text like a dash says nothing of a sum.
            guard case .success(let number) = reading.number(cell, shown),
                let said = ExactDecimal(number.text)?.rounded(scale: 2)
            else { continue }
            let sums = (column.all + column.since).compactMap { $0?.rounded(scale: 2) }
            if sums.isEmpty || sums.contains(said) { continue }
            problems.append(
                SheetFault.sumDiffers(sheet: said.description, computed: sums[0].description)
                    .problem(at: layout.place(row, column: column.number), value: shown))
        }
    }
}
