/// How much a sheet may ask for. The standard values are beyond what a firm's sheet can have, and
/// below what would fill the memory.
public struct SheetLimits: Sendable {
    /// Parts of a workbook (I1).
    public var parts = 2_000
    /// Bytes of all parts unpacked, as the file states them, and of one part as they come out.
    public var unpackedBytes = 2_000_000_000
    /// A workbook's parts together may not be larger than this times the file, beyond the first
    /// hundred million bytes. Honest sheets pack up to about fifty times.
    public var packingRatio = 200
    /// Bytes of a workbook's common texts, which stay in memory.
    public var sharedTextBytes = 100_000_000
    /// Bytes of a small part: the list of sheets, the styles.
    public var smallPartBytes = 50_000_000
    /// Merged ranges of one sheet.
    public var mergedRanges = 100_000
    /// Sheets of one workbook.
    public var sheets = 500
    /// Rows of one sheet; a workbook's own limit is 1,048,576.
    public var rows = 20_000_000
    /// Columns of one row.
    public var columns = 16_384
    /// Cells of one sheet that hold something, repeated ones among them.
    public var cells = 200_000_000
    /// Bytes of one cell: more than the 32,767 characters that Excel takes.
    public var cellBytes = 131_072
    /// Bytes of one row.
    public var rowBytes = 4_000_000

    public init() {}

    /// Of XLSX and ODS.
    static let workbookRows = 1_048_576
}
