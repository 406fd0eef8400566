public import Invoicing
import Sheets

/// Where in a sheet something stands.
public struct SheetPlace: Hashable, Sendable {
    public let file: String
    /// Empty for a CSV.
    public let sheet: String
    /// From 1; `nil` for what concerns the whole sheet.
    public var row: Int?
    /// In a CSV the line of the file, where it differs from the row.
    public var line: Int?
    /// From 1.
    public var column: Int?
    public var header: String?

    /// `Sales!B7`, `sales.csv:14`; as far as it is known.
    public var address: String? {
        guard let row else { return column.map { CellAddress.letters(ofColumn: $0) } }
        guard let column else { return String(row) }
        return CellAddress(row: row, column: column).description
    }
}

/// One thing wrong in a sheet, at its cell.
public struct SheetProblem: Hashable, Sendable {
    public let place: SheetPlace
    /// Its path is the cell's address.
    public let problem: Problem

    public var isError: Bool { problem.severity == .error }
}

/// What can be wrong in a sheet before any rule of invoices is asked.
enum SheetFault: Hashable, Sendable {
    case written(WrittenTrouble)
    case flaw(SheetFlaw)
    /// `#REF!` and the like.
    case errorCell(String)
    case unknownWord(String, field: SheetField)
    case badRate(String)
    case otherCurrency(String, found: String, expected: String)
    case noHeader
    case columnNotFound(String, nearest: String?)
    case columnMissing(SheetField, nearest: String?)
    case twoColumns(SheetField, first: String, second: String)
    case twoSheets([String])
    case vatInPricesUnknown
    case contradictory(first: String, firstRow: Int, second: String, secondRow: Int)
    case mixedDates(text: String, row: Int)
    case noKey
    case noNumber
    case differs(SheetField, first: String, firstRow: Int)
    case apart(String, firstRow: Int)
    case repeated(String, firstRow: Int)
    case repeatedKey(String, firstRow: Int)
    case count(expected: Int, found: Int)
    case total(expected: String, found: String)
    case netDiffers(sheet: String, computed: String)
    case vatDiffers(sheet: String, computed: String)
    case totalDiffers(sheet: String, computed: String)
    case sumDiffers(sheet: String, computed: String)
    /// The lines of the invoice have different VAT, and an advance may have had any of it.
    case advanceVATUnknown
    /// Arabic text that was read in a wrong encoding once, and saved so.
    case garbled(meant: String)

    var code: String {
        switch self {
        case .written(let trouble): "SJL-SHEET-" + trouble.code.uppercased()
        case .flaw(let flaw): "SJL-SHEET-" + flaw.code.uppercased()
        case .errorCell: "SJL-SHEET-ERROR-CELL"
        case .unknownWord: "SJL-SHEET-WORD"
        case .badRate: "SJL-SHEET-RATE"
        case .otherCurrency: "SJL-SHEET-CURRENCY"
        case .noHeader: "SJL-SHEET-HEADER"
        case .columnNotFound: "SJL-SHEET-COLUMN-NOT-FOUND"
        case .columnMissing: "SJL-SHEET-COLUMN-MISSING"
        case .twoColumns: "SJL-SHEET-TWO-COLUMNS"
        case .twoSheets: "SJL-SHEET-TWO-SHEETS"
        case .vatInPricesUnknown: "SJL-SHEET-VAT-IN-PRICES"
        case .contradictory: "SJL-SHEET-CONTRADICTORY"
        case .mixedDates: "SJL-SHEET-MIXED-DATES"
        case .noKey: "SJL-SHEET-KEY"
        case .noNumber: "SJL-SHEET-NUMBER"
        case .differs: "SJL-SHEET-DIFFERS"
        case .apart: "SJL-SHEET-APART"
        case .repeated, .repeatedKey: "SJL-SHEET-REPEATED"
        case .count: "SJL-SHEET-COUNT"
        case .total: "SJL-SHEET-TOTAL"
        case .netDiffers: "SJL-SHEET-NET"
        case .vatDiffers: "SJL-SHEET-VAT"
        case .totalDiffers: "SJL-SHEET-GROSS"
        case .sumDiffers: "SJL-SHEET-SUM"
        case .advanceVATUnknown: "SJL-SHEET-ADVANCE-VAT"
        case .garbled: "SJL-SHEET-GARBLED"
        }
    }

    /// The cell's text, where there is one.
    var value: String? {
        switch self {
        case .errorCell(let text), .unknownWord(let text, _), .badRate(let text),
            .otherCurrency(let text, _, _), .apart(let text, _), .repeated(let text, _),
            .repeatedKey(let text, _):
            text
        case .netDiffers(let text, _), .vatDiffers(let text, _), .totalDiffers(let text, _),
            .sumDiffers(let text, _):
            text
        default: nil
        }
    }

    func problem(
        at place: SheetPlace, value: String? = nil, severity: Problem.Severity = .error
    ) -> SheetProblem {
        SheetProblem(
            place: place,
            problem: Problem(
                rule: code, severity: severity, path: place.address ?? "",
                value: value ?? self.value, message: message, remedy: remedy))
    }
}
