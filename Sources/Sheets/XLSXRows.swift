import XML

/// The rows of one sheet of an XLSX workbook.
final class XLSXRows: RowSource {
    private let reader: PartReader
    private let handler: XLSXSheetHandler
    private var given = 0
    private var merged: MergedCells

    init(
        _ workbook: XLSXWorkbook, sheet: XLSXWorkbook.Sheet, mergedRanges: [MergedRange]
    ) throws(SheetError) {
        merged = MergedCells(mergedRanges)
        handler = XLSXSheetHandler(workbook, sheet: sheet)
        reader = try PartReader(
            sheet.part, of: workbook.archive, limit: workbook.archive.limits.unpackedBytes,
            vocabulary: XLSXNames.vocabulary, handler: handler)
    }

    func next(into row: inout SheetRow) throws(SheetError) -> Bool {
        while given == handler.rows.count {
            if reader.isAtEnd { return false }
            handler.rows.removeAll(keepingCapacity: true)
            given = 0
            try reader.advance()
            if let failure = handler.failure { throw failure }
        }
        swap(&row, &handler.rows[given])
        given += 1
        merged.mark(&row)
        return true
    }
}

/// Makes rows of a sheet's elements.
final class XLSXSheetHandler: XMLStreamHandler {
    var rows: [SheetRow] = []
    private(set) var failure: SheetError?

    private let workbook: XLSXWorkbook
    private let sheet: XLSXWorkbook.Sheet
    private let limits: SheetLimits
    private var hiddenColumns = HiddenColumns()
    private var isInData = false
    private var row = SheetRow()
    private var lastRow = 0
    private var lastColumn = 0
    private var isSorted = true
    private var rowBytes = 0
    private var cellCount = 0

    // The cell that is being read.
    private var column = 0
    private var style = 0
    private var kind = Kind.number
    private var hasFormula = false
    private var hasValue = false
    private var text: [UInt8] = []
    private var isTaking = false
    private var pronunciationDepth = 0

    private enum Kind { case number, shared, inline, formulaText, boolean, error, date }

    init(_ workbook: XLSXWorkbook, sheet: XLSXWorkbook.Sheet) {
        self.workbook = workbook
        self.sheet = sheet
        limits = workbook.archive.limits
    }

    func startElement(_ name: Int, attributes: UnsafeBufferPointer<XMLStreamAttribute>) {
        guard failure == nil else { return }
        switch XLSXNames.element(name) {
        case .v where isInData:
            isTaking = kind != .inline
            hasValue = true
        case .c where isInData: startCell(attributes)
        case .row where isInData: startRow(attributes)
        case .f where isInData: hasFormula = true
        case .t where isInData: isTaking = kind == .inline && pronunciationDepth == 0
        case .rPh: pronunciationDepth += 1
        case .col: hide(attributes)
        case .sheetData: isInData = true
        default: break
        }
    }

    func endElement(_ name: Int) {
        guard failure == nil else { return }
        switch XLSXNames.element(name) {
        case .v, .t: isTaking = false
        case .c where isInData: endCell()
        case .row where isInData: endRow()
        case .rPh: pronunciationDepth -= 1
        case .sheetData: isInData = false
        default: break
        }
    }

    func characters(_ bytes: XMLBytes) {
        guard isTaking else { return }
        if text.count + bytes.count > limits.cellBytes { return fail(.cellBytes, limits.cellBytes) }
        text.append(contentsOf: bytes)
    }

    private func fail(_ limit: SheetError.Limit, _ value: Int) {
        fail(workbook.archive.limit(limit, value, part: sheet.name))
    }

    private func fail(_ error: SheetError) {
        if failure == nil { failure = error }
        isTaking = false
    }

    private func disordered(_ row: Int, _ column: Int) {
        fail(
            .disordered(
                name: workbook.archive.name, sheet: sheet.name,
                cell: CellAddress(row: row, column: column)))
    }

    private func hide(_ attributes: UnsafeBufferPointer<XMLStreamAttribute>) {
        guard attributes.isTrue("hidden"), let first = attributes.value(of: "min")?.smallInteger,
            let last = attributes.value(of: "max")?.smallInteger
        else { return }
        hiddenColumns.insert(first, through: last, limit: limits.columns)
    }
}

// MARK: - Rows

extension XLSXSheetHandler {
    private func startRow(_ attributes: UnsafeBufferPointer<XMLStreamAttribute>) {
        let number = attributes.value(of: "r")?.smallInteger ?? lastRow + 1
        guard number > lastRow else { return disordered(number, 1) }
        guard number <= SheetLimits.workbookRows else {
            return fail(.rows, SheetLimits.workbookRows)
        }
        lastRow = number
        lastColumn = 0
        isSorted = true
        rowBytes = 0
        row = SheetRow(number: number, line: number, isHidden: attributes.isTrue("hidden"))
    }

    private func endRow() {
        if row.cells.isEmpty { return }
        if !isSorted {
            row.cells.sort { $0.column < $1.column }
            for (cell, after) in zip(row.cells, row.cells.dropFirst())
            where cell.column == after.column {
                return disordered(row.number, cell.column)
            }
        }
        row.width = row.cells[row.cells.count - 1].column
        rows.append(row)
        row.cells = []
    }
}

// MARK: - Cells

extension XLSXSheetHandler {
    private func startCell(_ attributes: UnsafeBufferPointer<XMLStreamAttribute>) {
        column = lastColumn + 1
        style = 0
        kind = .number
        hasFormula = false
        hasValue = false
        text.removeAll(keepingCapacity: true)
        for attribute in attributes where attribute.name == 0 && attribute.local.count == 1 {
            switch attribute.local[0] {
            case UInt8(ascii: "r"): place(attribute.value)
            case UInt8(ascii: "s"): style = attribute.value.smallInteger ?? 0
            case UInt8(ascii: "t"): kind = Self.kind(attribute.value)
            default: break
            }
        }
        if column > limits.columns { return fail(.columns, limits.columns) }
        if column <= lastColumn { isSorted = false }
        lastColumn = column
    }

    /// Takes the column of `AB12`; the row must be the one that the cell stands in.
    private func place(_ address: XMLBytes) {
        var letters = 0
        var number = 0
        for byte in address {
            if byte >= 0x30, byte <= 0x39 {
                number = number &* 10 &+ Int(byte - 0x30)
            } else {
                letters = letters &* 26 &+ Int(byte & 0x1F)
            }
        }
        guard address.count <= 10, letters > 0, number == row.number else {
            return disordered(row.number, max(column, 1))
        }
        column = letters
    }

    private static func kind(_ type: XMLBytes) -> Kind {
        if type.matches("s") { return .shared }
        if type.matches("inlineStr") { return .inline }
        if type.matches("str") { return .formulaText }
        if type.matches("b") { return .boolean }
        if type.matches("e") { return .error }
        if type.matches("d") { return .date }
        return .number
    }

    private func endCell() {
        let format = style < workbook.formats.count ? workbook.formats[style] : .general
        let value = self.value(format)
        if case .empty = value { return }
        rowBytes += text.count
        if rowBytes > limits.rowBytes { return fail(.rowBytes, limits.rowBytes) }
        cellCount += 1
        if cellCount > limits.cells { return fail(.cells, limits.cells) }
        var marks: SheetCell.Marks = hasFormula ? .formula : []
        if row.isHidden || hiddenColumns.contains(column) {
            marks.insert(.hidden)
        }
        var shown: String?
        if format.zeros > 0, case .number(let number) = value {
            shown = Self.padded(number.text, format.zeros)
        }
        if row.cells.isEmpty { row.cells.reserveCapacity(16) }
        row.cells.append(SheetCell(value: value, shown: shown, column: column, marks: marks))
    }

    private static func padded(_ digits: String, _ count: Int) -> String? {
        guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }

    private func value(_ format: NumberFormat) -> SheetValue {
        if hasFormula {
            // A formula may give an empty text, which is stored as such.
            let isEmptyText = kind == .formulaText && hasValue
            if text.isEmpty, !isEmptyText { return .flawed(.formulaWithoutValue) }
            if workbook.formulasAreStale { return .flawed(.formulaNotComputed) }
        }
        if text.isEmpty { return .empty }
        switch kind {
        case .inline, .formulaText:
            EscapedText.decode(&text)
            return .text(String(decoding: text, as: UTF8.self))
        case .shared: return sharedText()
        case .number: return number(format)
        case .boolean:
            if text == [0x31] { return .boolean(true) }
            if text == [0x30] { return .boolean(false) }
            return unreadable("boolean")
        case .error: return .error(String(decoding: text, as: UTF8.self))
        case .date:
            guard let moment = ISODate.moment(String(decoding: text, as: UTF8.self)) else {
                return unreadable("date")
            }
            return .date(moment)
        }
    }

    private func sharedText() -> SheetValue {
        let index = text.withUnsafeBufferPointer { $0.smallInteger }
        guard let index, let found = workbook.texts[index] else { return unreadable("shared text") }
        return found.isEmpty ? .empty : .text(found)
    }

    private func number(_ format: NumberFormat) -> SheetValue {
        guard NumberText.isNumber(text) else { return unreadable("number") }
        let written = String(decoding: text, as: UTF8.self)
        if format.isMoment {
            let moment = DateSerial.moment(
                written, format: format, uses1904: workbook.uses1904)
            guard let moment else { return .flawed(.dateSerial(written)) }
            return .date(moment)
        }
        return .number(SheetNumber(text: written, isPercent: format.isPercent))
    }

    private func unreadable(_ kind: String) -> SheetValue {
        .flawed(.unreadable(kind: kind, text: String(decoding: text.prefix(60), as: UTF8.self)))
    }
}
