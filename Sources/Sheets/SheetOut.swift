public import Invoicing

/// A cell to be written.
public enum SheetOutCell: Hashable, Sendable {
    case empty
    /// Always a text, whatever it begins with: never a formula.
    case text(String)
    /// A decimal number, exactly as written; with more than the fifteen digits that a spreadsheet
    /// keeps it becomes a text.
    case number(SheetNumber)
    /// Money with two decimals.
    case amount(Money)
    case date(SheetDateTime)
    case boolean(Bool)

    /// The cell of another sheet as it was; what it shows where it holds no value.
    public init(_ cell: SheetCell) {
        switch cell.value {
        case .empty: self = .empty
        case .text(let text): self = .text(text)
        case .number(let number): self = .number(number)
        case .date(let moment): self = .date(moment)
        case .boolean(let value): self = .boolean(value)
        case .error(let text): self = .text(text)
        case .flawed: self = cell.shown.map { .text($0) } ?? .empty
        }
    }
}

/// A sheet to be written, row by row, in memory that does not grow with it.
public struct SheetOut {
    public struct Column: Hashable, Sendable {
        public let title: String
        /// In characters of the standard font.
        public let width: Int

        public init(title: String, width: Int = 14) {
            self.title = title
            self.width = width
        }
    }

    /// At most 31 characters, none of `[ ] : * ? / \`; others are replaced. CSV has no names.
    public let name: String
    /// Column A on the right.
    public let isRightToLeft: Bool
    public let columns: [Column]
    /// Rows above the row of the columns' titles.
    public let above: [[SheetOutCell]]
    /// Gives the next row; `nil` after the last. What it throws ends the writing, and the file that
    /// stood there before stays.
    public let nextRow: () throws(SheetError) -> [SheetOutCell]?

    public init(
        name: String, isRightToLeft: Bool, columns: [Column], above: [[SheetOutCell]] = [],
        nextRow: @escaping () throws(SheetError) -> [SheetOutCell]?
    ) {
        self.name = name
        self.isRightToLeft = isRightToLeft
        self.columns = columns
        self.above = above
        self.nextRow = nextRow
    }
}

extension SheetOut {
    /// Writes a workbook; a file at the path is replaced at once and only when all is written.
    ///
    /// - Precondition: At least one sheet.
    public static func writeXLSX(_ sheets: [SheetOut], to path: String) throws(SheetError) {
        precondition(!sheets.isEmpty, "a workbook has a sheet")
        let archive = try ZipWriter(path)
        for part in XLSXParts.fixed(sheets) { archive.add(part.name, part.text) }
        for (index, sheet) in sheets.enumerated() {
            let writer = XLSXSheetWriter(sheet, path: path)
            archive.add("xl/worksheets/sheet\(index + 1).xml") { () throws(SheetError) in
                try writer.nextPiece()
            }
        }
        try archive.finish()
    }

    /// Writes a CSV: UTF-8 with a byte order mark (Excel misreads Arabic without), commas, CRLF; a
    /// text that a spreadsheet would take for a formula has an apostrophe before it.
    public func writeCSV(to path: String) throws(SheetError) {
        let file = try ReplacingFile(path)
        var bytes = CSVText.start(columns.map(\.title), above: above)
        while let row = try nextRow() {
            CSVText.append(row, to: &bytes)
            if bytes.count >= 1 << 16 {
                try file.write(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try file.write(bytes)
        try file.finish()
    }
}
