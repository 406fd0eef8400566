import XML

/// The rows of one sheet of an ODS workbook.
final class ODSRows: RowSource {
    private let reader: PartReader
    private let handler: ODSSheetHandler
    private let limits: SheetLimits
    private let archive: ZipArchive
    private let sheet: String
    private var given = 0
    private var repeated = 0
    private var cells = 0

    init(_ workbook: ODSWorkbook, sheet: Int) throws(SheetError) {
        archive = workbook.archive
        limits = archive.limits
        self.sheet = workbook.sheets[sheet].name
        handler = ODSSheetHandler(sheet: sheet, named: self.sheet, of: archive)
        reader = try PartReader(
            ODSWorkbook.part, of: archive, limit: limits.unpackedBytes,
            vocabulary: ODSName.vocabulary, handler: handler)
    }

    func next(into row: inout SheetRow) throws(SheetError) -> Bool {
        while given == handler.rows.count {
            if reader.isAtEnd || handler.isFinished { return false }
            handler.rows.removeAll(keepingCapacity: true)
            given = 0
            try reader.advance()
            if let failure = handler.failure { throw failure }
        }
        let found = handler.rows[given]
        row = found.row
        row.number += repeated
        row.line = row.number
        if row.number > SheetLimits.workbookRows {
            throw archive.limit(.rows, SheetLimits.workbookRows, part: sheet)
        }
        cells += row.cells.count
        if cells > limits.cells { throw archive.limit(.cells, limits.cells, part: sheet) }
        repeated += 1
        if repeated == found.count {
            repeated = 0
            given += 1
        }
        return true
    }
}

/// Makes rows of a sheet's elements. Repeated empty rows and cells, of which there are often a
/// million, are counted and not made.
private final class ODSSheetHandler: XMLStreamHandler {
    var rows: [(row: SheetRow, count: Int)] = []
    private(set) var failure: SheetError?
    private(set) var isFinished = false

    private let wanted: Int
    private let name: String
    private let archive: ZipArchive
    private let limits: SheetLimits
    private var sheet = -1
    private var depth = 0
    private var isInBody = false
    private var hiddenColumns = HiddenColumns()
    private var columnCount = 0
    private var row = SheetRow()
    private var lastRow = 0
    private var rowCount = 1
    private var lastColumn = 0
    private var rowBytes = 0
    private var cell = ODSCell()
    private var isInCell = false
    /// Open elements within the cell. Only paragraphs right below it are its text; those of
    /// comments and drawings stand deeper.
    private var inner = 0

    init(sheet: Int, named name: String, of archive: ZipArchive) {
        wanted = sheet
        self.name = name
        self.archive = archive
        limits = archive.limits
    }

    private func fail(_ limit: SheetError.Limit, _ value: Int) {
        if failure == nil { failure = archive.limit(limit, value, part: name) }
    }

    private var isReading: Bool { isInBody && depth == 1 && sheet == wanted }

    func startElement(_ name: Int, attributes: UnsafeBufferPointer<XMLStreamAttribute>) {
        guard failure == nil, !isFinished else { return }
        let element = ODSName(rawValue: name)
        if isInCell { return startWithinCell(element, attributes) }
        switch element {
        case .body: isInBody = true
        case .table where isInBody:
            if depth == 0 { sheet += 1 }
            depth += 1
        case .tableColumn where isReading: column(attributes)
        case .tableRow where isReading: startRow(attributes)
        case .tableCell where isReading, .coveredCell where isReading:
            isInCell = true
            inner = 0
            cell.start(attributes, isCovered: element == .coveredCell)
        default: break
        }
    }

    private func startWithinCell(
        _ element: ODSName?, _ attributes: UnsafeBufferPointer<XMLStreamAttribute>
    ) {
        inner += 1
        if element == .paragraph, inner == 1 { return cell.startParagraph() }
        guard cell.isInParagraph else { return }
        switch element {
        case .space: cell.append(spaces: attributes.count(of: .spaces))
        case .tab: cell.append("\t")
        case .lineBreak: cell.append("\n")
        default: break
        }
        checkLength()
    }

    func endElement(_ name: Int) {
        guard failure == nil, !isFinished else { return }
        if isInCell, inner > 0 {
            if inner == 1 { cell.isInParagraph = false }
            inner -= 1
            return
        }
        switch ODSName(rawValue: name) {
        case .body: isInBody = false
        case .table where isInBody:
            depth -= 1
            if depth == 0, sheet == wanted { isFinished = true }
        case .tableCell where isReading, .coveredCell where isReading:
            isInCell = false
            endCell()
        case .tableRow where isReading: endRow()
        default: break
        }
    }

    func characters(_ bytes: XMLBytes) {
        guard failure == nil, isInCell, cell.isInParagraph else { return }
        cell.append(bytes)
        checkLength()
    }

    private func checkLength() {
        if cell.text.count > limits.cellBytes { fail(.cellBytes, limits.cellBytes) }
    }

    private func column(_ attributes: UnsafeBufferPointer<XMLStreamAttribute>) {
        let count = min(attributes.count(of: .columnsRepeated), limits.columns)
        let visibility = attributes.value(of: .visibility)
        if visibility?.matches("collapse") == true || visibility?.matches("filter") == true {
            hiddenColumns.insert(
                columnCount + 1, through: columnCount + count, limit: limits.columns)
        }
        columnCount = min(columnCount + count, limits.columns)
    }

    private func startRow(_ attributes: UnsafeBufferPointer<XMLStreamAttribute>) {
        rowCount = attributes.count(of: .rowsRepeated)
        let visibility = attributes.value(of: .visibility)
        let isHidden =
            visibility?.matches("collapse") == true || visibility?.matches("filter") == true
        row = SheetRow(number: lastRow + 1, line: lastRow + 1, isHidden: isHidden)
        lastColumn = 0
        rowBytes = 0
    }

    private func endRow() {
        lastRow += rowCount
        guard let last = row.cells.last else { return }
        row.width = last.column
        if lastRow > SheetLimits.workbookRows { fail(.rows, SheetLimits.workbookRows) }
        rows.append((row, rowCount))
        row.cells = []
    }

    private func endCell() {
        let count = cell.count
        let first = lastColumn + 1
        lastColumn += count
        guard let (value, shown) = cell.value() else { return }
        if lastColumn > limits.columns {
            return fail(.columns, limits.columns)
        }
        rowBytes += (cell.text.count + 1) * count
        if rowBytes > limits.rowBytes {
            return fail(.rowBytes, limits.rowBytes)
        }
        for column in first...lastColumn {
            var marks = cell.marks
            if row.isHidden || hiddenColumns.contains(column) {
                marks.insert(.hidden)
            }
            row.cells.append(SheetCell(value: value, shown: shown, column: column, marks: marks))
        }
    }
}

/// One cell on its way.
private struct ODSCell {
    private(set) var count = 1
    private(set) var text: [UInt8] = []
    private(set) var marks: SheetCell.Marks = []
    var isInParagraph = false
    private var paragraphs = 0
    private var type = ""
    private var written: String?

    mutating func start(
        _ attributes: UnsafeBufferPointer<XMLStreamAttribute>, isCovered: Bool
    ) {
        count = attributes.count(of: .columnsRepeated)
        text.removeAll(keepingCapacity: true)
        paragraphs = 0
        isInParagraph = false
        marks = isCovered ? .covered : []
        if attributes.value(of: .formula) != nil { marks.insert(.formula) }
        if attributes.count(of: .columnsSpanned) > 1 || attributes.count(of: .rowsSpanned) > 1 {
            marks.insert(.merged)
        }
        type = attributes.value(of: .valueType)?.string ?? ""
        let name: ODSName =
            switch type {
            case "date": .dateValue
            case "time": .timeValue
            case "boolean": .booleanValue
            case "string": .stringValue
            default: .value
            }
        written = attributes.value(of: name)?.string
    }

    mutating func startParagraph() {
        if paragraphs > 0 { text.append(0x0A) }
        paragraphs += 1
        isInParagraph = true
    }

    mutating func append(_ bytes: some Sequence<UInt8>) { text.append(contentsOf: bytes) }

    mutating func append(_ character: Character) {
        text.append(contentsOf: String(character).utf8)
    }

    /// More blanks than a cell can hold are as good as that many and one.
    mutating func append(spaces: Int) {
        text.append(contentsOf: repeatElement(0x20, count: min(spaces, 1 << 18)))
    }

    /// - Returns: `nil` for an empty cell.
    func value() -> (value: SheetValue, shown: String?)? {
        let shown = String(decoding: text, as: UTF8.self)
        switch type {
        case "":
            if marks.contains(.formula) { return (.flawed(.formulaWithoutValue), nil) }
            return shown.isEmpty ? nil : (.text(shown), nil)
        case "string":
            // An error of a formula is stored as a text that begins so.
            if marks.contains(.formula), isError(shown) { return (.error(shown), shown) }
            let text = written ?? shown
            if text.isEmpty { return nil }
            return (.text(text), shown == text ? nil : shown)
        case "float", "currency", "percentage":
            guard let written, NumberText.isNumber(written) else {
                return (.flawed(.unreadable(kind: "number", text: clipped(written))), shown)
            }
            if marks.contains(.formula), isError(shown) { return (.error(shown), shown) }
            let number = SheetNumber(text: written, isPercent: type == "percentage")
            return (.number(number), shown)
        case "date", "time":
            let text = written ?? ""
            let moment = type == "date" ? ISODate.moment(text) : ISODate.duration(text)
            guard let moment else {
                return (.flawed(.unreadable(kind: type, text: clipped(written))), shown)
            }
            return (.date(moment), shown)
        case "boolean":
            guard written == "true" || written == "false" else {
                return (.flawed(.unreadable(kind: type, text: clipped(written))), shown)
            }
            return (.boolean(written == "true"), shown)
        default: return (.flawed(.unreadable(kind: type, text: clipped(written))), shown)
        }
    }

    private func clipped(_ text: String?) -> String { String((text ?? "").prefix(60)) }

    private func isError(_ shown: String) -> Bool {
        let errors = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"]
        return errors.contains(shown) || shown.hasPrefix("Err:")
    }
}
