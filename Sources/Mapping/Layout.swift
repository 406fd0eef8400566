import Invoicing
import Sheets

/// Which columns of a sheet are which fields, and which of its rows are data.
struct Layout {
    let file: String
    let sheet: String
    /// 0 where the sheet has none.
    let headerRow: Int
    /// By column, from 1.
    let headers: [Int: String]
    let columns: [SheetField: Int]
    let rules: Rules
    private let keyColumns: [Int]
    private let amountColumns: [Int]
    private let foldedHeaders: [Int: String]
    private let header: SheetHeader

    init(
        file: String, sheet: String, headerRow: Int, headers: [Int: String],
        columns: [SheetField: Int], rules: Rules
    ) {
        self.file = file
        self.sheet = sheet
        self.headerRow = headerRow
        self.headers = headers
        self.columns = columns
        self.rules = rules
        let keys: [SheetField] = rules.key.isEmpty ? [.number] : rules.key
        keyColumns = keys.compactMap { columns[$0] }
        amountColumns = columns.filter { $0.key.isAmount }.map(\.value).sorted()
        foldedHeaders = headers.mapValues { HeaderName.fold($0) }
        header = SheetHeader(
            columns.reduce(into: SheetRow(number: headerRow)) { row, entry in
                // Named by the field, so that also columns that the rules name are known by it.
                row.cells.append(SheetCell(value: .text(entry.key.rawValue), column: entry.value))
            })
    }

    func place(_ row: SheetRow? = nil, column: Int? = nil) -> SheetPlace {
        SheetPlace(
            file: file, sheet: sheet, row: row?.number,
            line: row.flatMap { $0.line == $0.number ? nil : $0.line }, column: column,
            header: column.flatMap { headers[$0] })
    }

    enum RowKind: Hashable {
        case data
        /// At or above the header, or left out by the rules.
        case outside
        case hidden
        case header
        case totals
        /// Text without an amount: a remark, a signature, a title.
        case remark
        /// Formulas that were filled down and found nothing.
        case idle

        /// Why the row is left out; `nil` where that needs no word.
        var reason: Understanding.LeftOut.Reason? {
            switch self {
            case .data, .outside: nil
            case .hidden: .hidden
            case .header: .header
            case .totals: .totals
            case .remark: .remark
            case .idle: .idle
            }
        }
    }

    /// - Parameter isContinued: The key's cell belongs to a merged one that began above.
    func kind(of row: SheetRow, isContinued: Bool) -> RowKind {
        if row.number <= headerRow { return .outside }
        if rules.skippedRows.contains(where: { $0.contains(row.number) }) { return .outside }
        if row.isHidden, rules.hiddenRows == .skip { return .hidden }
        if isHeaderAgain(row) { return .header }
        let hasKey = isContinued || keyColumns.contains { isFilled(row[$0]) }
        let firstText = row.cells.first { $0.text.map { !WrittenText.tidy($0).isEmpty } ?? false }
        if header.isTotals(row) { return .totals }
        if hasKey {
            // A signature or a date of printing under the numbers.
            let isAlone = !isContinued && row.cells.count { isFilled($0) } == 1
            return isAlone && columns.count > 1 ? .remark : .data
        }
        let amounts = amountColumns.compactMap { row[$0] }.filter { isFilled($0) }
        guard !amounts.isEmpty else { return .remark }
        let isIdle =
            firstText == nil
            && amounts.allSatisfy { $0.marks.contains(.formula) && Self.isZero($0) }
        return isIdle ? .idle : .data
    }

    private func isHeaderAgain(_ row: SheetRow) -> Bool {
        guard foldedHeaders.count >= 2 else { return false }
        var same = 0
        for cell in row.cells {
            guard let text = cell.text, let header = foldedHeaders[cell.column] else { continue }
            if HeaderName.fold(text) != header { return false }
            same += 1
        }
        return same >= 2
    }

    func isFilled(_ cell: SheetCell?) -> Bool {
        guard let cell, !cell.marks.contains(.covered) else { return false }
        switch cell.value {
        case .empty: return false
        case .text(let text): return !WrittenText.tidy(text).isEmpty
        default: return true
        }
    }

    private static func isZero(_ cell: SheetCell) -> Bool {
        guard case .number(let number) = cell.value else { return false }
        return number.plain.utf8.allSatisfy { $0 == 0x30 || $0 == 0x2E || $0 == 0x2D }
    }
}

/// Values of cells that are merged over several rows, for the rows below the first.
struct MergedValues {
    private var waiting: [MergedRange]
    private var active: [Int: (range: MergedRange, cell: SheetCell?)] = [:]

    init(_ ranges: [MergedRange]) {
        waiting = ranges.filter { $0.last.row > $0.first.row }.sorted { $0.first > $1.first }
    }

    /// Takes note of a row; rows come in order.
    mutating func enter(_ row: SheetRow) {
        if waiting.isEmpty && active.isEmpty { return }
        active = active.filter { $0.value.range.last.row >= row.number }
        while let next = waiting.last, next.first.row <= row.number {
            waiting.removeLast()
            guard next.last.row >= row.number else { continue }
            let cell = next.first.row == row.number ? row[next.first.column] : nil
            active[next.first.column] = (next, cell)
        }
    }

    /// The value that a merged cell gives to a row below its first.
    func value(_ row: SheetRow, column: Int) -> SheetCell? {
        guard let found = active[column], found.range.first.row < row.number else { return nil }
        return found.cell
    }
}
