public import Invoicing

/// Why a file was not read as a sheet, or not any further, or not written.
///
/// Reading never changes anything. Where writing fails, the file that stood at the path before
/// stands there still.
public enum SheetError: ExplainedError, Hashable {
    /// The system refused.
    case system(operation: String, path: String, errno: Int32)
    case empty(name: String)
    /// Something other than a sheet that can be read, whatever its name says.
    case notASheet(name: String, found: ForeignFormat)
    /// A workbook that only its password opens.
    case encrypted(name: String)
    /// The workbook's package is damaged, or made to mislead.
    case badPackage(name: String, fault: PackageFault)
    /// XML in the workbook that cannot be read.
    case badXML(name: String, part: String, line: Int, fault: String)
    /// One of `SheetLimits` was passed.
    case limit(name: String, part: String, limit: Limit, value: Int)
    case noSuchSheet(name: String, sheet: String, sheets: [String])
    /// Rows or cells in the file that stand in no order, or twice.
    case disordered(name: String, sheet: String, cell: CellAddress)
    /// A CSV's damage, with the line where it begins.
    case badText(name: String, line: Int, fault: TextFault)

    public enum Limit: String, Hashable, Sendable {
        case parts, unpackedBytes, packingRatio, sharedText, smallPart, mergedRanges, sheets, rows,
            columns, cells, cellBytes, rowBytes, xml
    }

    public enum PackageFault: Hashable, Sendable {
        case damaged(detail: String)
        case missingPart(String)
        /// Two parts under one name, of which two programs would read different ones.
        case repeatedPart(String)
        /// A name that leads out of the package (I2).
        case strayName(String)
        /// Parts that share bytes of the file (I1).
        case overlapping
        case noSheets
    }

    public enum TextFault: Hashable, Sendable {
        /// A quotation mark that opens a field and is never closed (I9).
        case openQuote
        /// Text between a closing quotation mark and the next separator.
        case textAfterQuote
        case nulByte
        /// Mostly UTF-8, with bytes that are none.
        case brokenUTF8
        case brokenUTF16
    }
}

/// What a file is that was given as a sheet.
public enum ForeignFormat: String, Hashable, Sendable, CaseIterable {
    case oldExcel, oldOffice, binaryExcel, numbers, html, webArchive, spreadsheetXML, flatODS,
        invoiceXML, otherXML, word, presentation, otherZip, pdf, picture, packed, ledger, json,
        binary
}
