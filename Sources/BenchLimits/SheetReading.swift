import Sheets

/// Reads the first sheet of a file to its end and does nothing with it: what a reader alone costs
/// is the cost of this process.
///
/// - Returns: Rows and cells that hold something.
func readSheet(_ path: String) throws(SheetError) -> (rows: Int, cells: Int) {
    let book = try Workbook(.file(path))
    let rows = try book.rows(ofSheet: 0)
    var row = SheetRow()
    var found = (rows: 0, cells: 0)
    while try rows.next(into: &row) {
        found.rows += 1
        found.cells += row.cells.count
    }
    return found
}
