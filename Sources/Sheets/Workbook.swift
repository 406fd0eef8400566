import XML

/// A file with one or more sheets: a CSV (which is one sheet without a name), an XLSX or an ODS.
///
/// Opening reads what is small: the list of sheets, the styles and, of an XLSX, its common texts
/// (at most `SheetLimits.sharedTextBytes` of memory); of a CSV all bytes are looked at once, to
/// tell their encoding. Rows are read when asked for. Belongs to one thread.
///
/// What is no sheet is refused by what it is, whatever its name says: old and password-protected
/// workbooks, web pages called `.xls`, documents of other programs.
public final class Workbook {
    public enum Format: Hashable, Sendable {
        case csv(CSVDialect)
        case xlsx
        case ods
    }

    public struct Sheet: Hashable, Sendable {
        /// Empty for a CSV.
        public let name: String
        /// Not shown by the spreadsheet program until it is asked for.
        public let isHidden: Bool
    }

    /// What the messages call the file.
    public let name: String
    public let format: Format
    /// In the order of the file; at least one.
    public let sheets: [Sheet]

    private enum Content {
        case csv(ByteSource, CSVDialect)
        case xlsx(XLSXWorkbook)
        case ods(ODSWorkbook)
    }

    private let content: Content
    private let limits: SheetLimits

    /// - Parameters:
    ///   - encoding: Of a CSV whose encoding the user stated; else it is told from the bytes.
    ///   - separator: Of a CSV, likewise: `,` `;` tab or `|`.
    public init(
        _ input: SheetInput, limits: SheetLimits = SheetLimits(),
        encoding: TextEncoding.Name? = nil, separator: Character? = nil
    ) throws(SheetError) {
        name = input.name
        self.limits = limits
        let source = try ByteSource(input)
        guard source.count > 0 else { throw .empty(name: input.name) }
        switch try FileKind.of(source, limits: limits) {
        case .xlsx(let archive):
            let book = try XLSXWorkbook(archive)
            content = .xlsx(book)
            format = .xlsx
            sheets = book.sheets.map { Sheet(name: $0.name, isHidden: $0.isHidden) }
        case .ods(let archive):
            let book = try ODSWorkbook(archive)
            content = .ods(book)
            format = .ods
            sheets = book.sheets.map { Sheet(name: $0.name, isHidden: $0.isHidden) }
        case .text:
            let dialect = try Self.dialect(source, encoding, separator, limits)
            content = .csv(source, dialect)
            format = .csv(dialect)
            sheets = [Sheet(name: "", isHidden: false)]
        }
    }

    private static func dialect(
        _ source: ByteSource, _ name: TextEncoding.Name?, _ separator: Character?,
        _ limits: SheetLimits
    ) throws(SheetError) -> CSVDialect {
        var encoding: TextEncoding
        if let name {
            let head = try source.head(3)
            let mark: [UInt8] =
                switch name {
                case .utf8: [0xEF, 0xBB, 0xBF]
                case .utf16LittleEndian: [0xFF, 0xFE]
                case .utf16BigEndian: [0xFE, 0xFF]
                case .windows1256, .windows1252: [0]
                }
            encoding = TextEncoding(
                name: name, certainty: .certain, hasByteOrderMark: head.starts(with: mark))
        } else {
            encoding = try TextEncoding.detect(source)
        }
        var dialect = CSVDialect(
            encoding: encoding, separator: separator ?? ",", separatorCertainty: .declared)
        let rows = try CSVRows(source, dialect: dialect, limits: limits)
        if separator == nil {
            let found = rows.separator()
            dialect.separator = Character(Unicode.Scalar(found.separator))
            dialect.separatorCertainty = found.certainty
        }
        return dialect
    }

    /// The place of the sheet with this name; names differ by more than case, as in Excel.
    public func index(ofSheet name: String) throws(SheetError) -> Int {
        if let index = sheets.firstIndex(where: { $0.name == name }) { return index }
        let lower = name.lowercased()
        if let index = sheets.firstIndex(where: { $0.name.lowercased() == lower }) { return index }
        throw .noSuchSheet(name: self.name, sheet: name, sheets: sheets.map(\.name))
    }

    /// The rows of the sheet at an index from 0, from the first; may be asked for again.
    ///
    /// Of one workbook only one sheet can be read at a time: asking again ends the use of the rows
    /// given before where the file is a CSV.
    public func rows(ofSheet index: Int) throws(SheetError) -> SheetRows {
        precondition(sheets.indices.contains(index), "sheets are counted from 0")
        switch content {
        case .csv(let source, let dialect):
            return SheetRows(try CSVRows(source, dialect: dialect, limits: limits))
        case .xlsx(let book):
            let sheet = book.sheets[index]
            let ranges = try XLSXMergedRanges.read(sheet.part, of: book.archive)
            return SheetRows(
                try XLSXRows(book, sheet: sheet, mergedRanges: ranges), mergedRanges: ranges)
        case .ods(let book):
            return SheetRows(
                try ODSRows(book, sheet: index), mergedRanges: book.sheets[index].mergedRanges)
        }
    }
}
