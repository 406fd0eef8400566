import XML

/// The elements and attributes of OpenDocument 1.2 that are read.
enum ODSName: Int, CaseIterable {
    case table = 1
    case tableRow, tableColumn, tableCell, coveredCell, tableProperties, style
    case paragraph, space, tab, lineBreak
    // Attributes.
    case name, styleName, visibility, columnsRepeated, rowsRepeated, columnsSpanned, rowsSpanned,
        formula, display
    case valueType, value, dateValue, timeValue, booleanValue, stringValue
    case spaces, styleTitle
    case body

    private static let prefix = "urn:oasis:names:tc:opendocument:xmlns:"

    private var place: (namespace: String, local: String) {
        switch self {
        case .table: ("table", "table")
        case .tableRow: ("table", "table-row")
        case .tableColumn: ("table", "table-column")
        case .tableCell: ("table", "table-cell")
        case .coveredCell: ("table", "covered-table-cell")
        case .tableProperties: ("style", "table-properties")
        case .style: ("style", "style")
        case .paragraph: ("text", "p")
        case .space: ("text", "s")
        case .tab: ("text", "tab")
        case .lineBreak: ("text", "line-break")
        case .name: ("table", "name")
        case .styleName: ("table", "style-name")
        case .visibility: ("table", "visibility")
        case .columnsRepeated: ("table", "number-columns-repeated")
        case .rowsRepeated: ("table", "number-rows-repeated")
        case .columnsSpanned: ("table", "number-columns-spanned")
        case .rowsSpanned: ("table", "number-rows-spanned")
        case .formula: ("table", "formula")
        case .display: ("table", "display")
        case .valueType: ("office", "value-type")
        case .value: ("office", "value")
        case .dateValue: ("office", "date-value")
        case .timeValue: ("office", "time-value")
        case .booleanValue: ("office", "boolean-value")
        case .stringValue: ("office", "string-value")
        case .spaces: ("text", "c")
        case .styleTitle: ("style", "name")
        case .body: ("office", "spreadsheet")
        }
    }

    static let vocabulary = XMLVocabulary(
        namespaces: ["table", "office", "style", "text"].map { prefix + $0 + ":1.0" },
        names: allCases.map {
            XMLVocabulary.Name(
                namespace: prefix + $0.place.namespace + ":1.0", local: $0.place.local)
        })
}

extension UnsafeBufferPointer<XMLStreamAttribute> {
    func value(of name: ODSName) -> XMLBytes? { value(ofCode: name.rawValue) }

    /// A count of 1 or more, 1 where it is not given.
    func count(of name: ODSName) -> Int { Swift.max(value(of: name)?.smallInteger ?? 1, 1) }
}

/// The sheets of an ODS workbook, which stand one behind the other in one part.
final class ODSWorkbook {
    struct Sheet {
        let name: String
        let isHidden: Bool
        let mergedRanges: [MergedRange]
    }

    static let part = "content.xml"

    let archive: ZipArchive
    let sheets: [Sheet]

    init(_ archive: ZipArchive) throws(SheetError) {
        sheets = try Self.sheets(in: archive)
        self.archive = archive
    }

    private static func sheets(in archive: ZipArchive) throws(SheetError) -> [Sheet] {
        let survey = ODSSurvey(archive)
        let reader = try PartReader(
            part, of: archive, limit: archive.limits.unpackedBytes,
            vocabulary: ODSName.vocabulary, handler: survey)
        try reader.readAll { survey.failure }
        if survey.sheets.isEmpty { throw .badPackage(name: archive.name, fault: .noSheets) }
        return survey.sheets
    }
}

/// Finds the sheets and their merged ranges.
private final class ODSSurvey: XMLStreamHandler {
    private(set) var sheets: [ODSWorkbook.Sheet] = []
    private(set) var failure: SheetError?
    private let archive: ZipArchive
    private var hiddenStyles: Set<String> = []
    private var style = ""
    private var table = ""
    private var isHidden = false
    private var ranges: [MergedRange] = []
    private var row = 0
    private var column = 0
    private var rowCount = 1
    /// Tables can stand within cells.
    private var depth = 0
    private var isInBody = false

    init(_ archive: ZipArchive) { self.archive = archive }

    private func fail(_ limit: SheetError.Limit, _ value: Int) {
        failure = archive.limit(limit, value, part: ODSWorkbook.part)
    }

    func startElement(_ name: Int, attributes: UnsafeBufferPointer<XMLStreamAttribute>) {
        switch ODSName(rawValue: name) {
        case .style: style = attributes.value(of: .styleTitle)?.string ?? ""
        case .tableProperties:
            if attributes.value(of: .display)?.matches("false") == true {
                hiddenStyles.insert(style)
            }
        case .body: isInBody = true
        case .table where isInBody:
            depth += 1
            guard depth == 1 else { return }
            table = attributes.value(of: .name)?.string ?? ""
            isHidden = hiddenStyles.contains(attributes.value(of: .styleName)?.string ?? "")
            ranges = []
            (row, column, rowCount) = (0, 0, 1)
        case .tableRow where depth == 1:
            row += 1
            column = 0
            rowCount = attributes.count(of: .rowsRepeated)
        case .tableCell where depth == 1, .coveredCell where depth == 1: cell(attributes)
        default: break
        }
    }

    private func cell(_ attributes: UnsafeBufferPointer<XMLStreamAttribute>) {
        let columns = attributes.count(of: .columnsSpanned)
        let rows = attributes.count(of: .rowsSpanned)
        if columns > 1 || rows > 1 {
            let limit = archive.limits.mergedRanges
            if ranges.count >= limit { return fail(.mergedRanges, limit) }
            ranges.append(
                MergedRange(
                    first: CellAddress(row: row, column: column + 1),
                    last: CellAddress(row: row + rows - 1, column: column + columns)))
        }
        column += attributes.count(of: .columnsRepeated)
    }

    func endElement(_ name: Int) {
        switch ODSName(rawValue: name) {
        case .body: isInBody = false
        case .tableRow where depth == 1: row += rowCount - 1
        case .table where isInBody:
            depth -= 1
            guard depth == 0 else { return }
            sheets.append(
                ODSWorkbook.Sheet(name: table, isHidden: isHidden, mergedRanges: ranges))
            if sheets.count > archive.limits.sheets { fail(.sheets, archive.limits.sheets) }
        default: break
        }
    }

    func characters(_ bytes: XMLBytes) {}
}
