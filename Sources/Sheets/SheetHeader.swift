/// The row that names a sheet's columns.
public struct SheetHeader: Hashable, Sendable {
    public struct Column: Hashable, Sendable {
        /// From 1.
        public let number: Int
        /// As written, tidied.
        public let name: String
        /// What the name means; `nil` where it means nothing known, or the same as a column before.
        public let field: SheetField?
    }

    /// The row that it stands in.
    public let row: Int
    public let columns: [Column]

    /// The columns whose meaning is known.
    public func column(of field: SheetField) -> Column? { columns.first { $0.field == field } }

    /// Finds the header among a sheet's first rows: the one with most columns of known meaning, two
    /// at least; of several the first. Titles above it, and groups of columns in merged cells, name
    /// fewer.
    ///
    /// - Parameter rows: The sheet's first rows; thirty suffice.
    /// - Returns: `nil` where no row names two fields.
    public static func find(in rows: [SheetRow]) -> SheetHeader? {
        var best: (header: SheetHeader, known: Int)?
        for row in rows {
            let header = SheetHeader(row)
            let known = header.columns.count { $0.field != nil }
            if known >= 2, known > best?.known ?? 1 { best = (header, known) }
        }
        return best?.header
    }

    /// Takes a row for the header, whatever it names.
    public init(_ row: SheetRow) {
        self.row = row.number
        var taken: Set<SheetField> = []
        columns = row.cells.compactMap { cell in
            guard let text = cell.text else { return nil }
            let name = WrittenText.tidy(text)
            if name.isEmpty { return nil }
            var field = SheetField.named(text)
            if let found = field, !taken.insert(found).inserted { field = nil }
            return Column(number: cell.column, name: name, field: field)
        }
    }

    private static let totals: Set<String> = Set(
        [
            "الإجمالي", "الاجمالى", "إجمالي", "المجموع", "المجموع الكلي", "الإجمالي الكلي",
            "الإجمالي العام", "مجموع", "الجملة", "Total", "Totals", "Grand Total", "Sum",
            "Subtotal", "Sub Total", "Overall Total",
        ].map { HeaderName.fold($0) })

    /// Whether a row below the header sums up others: a cell says so, and it names no invoice.
    ///
    /// A row with a number in the invoice's column is an invoice, even if its buyer is called
    /// "Total".
    public func isTotals(_ row: SheetRow) -> Bool {
        let label = row.cells.first { cell in
            guard let text = cell.text else { return false }
            return Self.totals.contains(HeaderName.fold(text))
        }
        guard let label else { return false }
        let identifying: [SheetField] = [.number, .key, .date]
        return identifying.allSatisfy { field in
            guard let column = column(of: field), let cell = row[column.number] else { return true }
            return cell == label || cell.text.map { WrittenText.plain($0).isEmpty } == true
        }
    }
}
