import XML

/// The merged ranges of a sheet, asked row by row from top to bottom.
struct MergedCells {
    /// By their first row.
    let ranges: [MergedRange]
    private var next = 0
    /// Those that reach into the present row, by their first column. Honest ones do not overlap, so
    /// that there are no more of them than columns.
    private var open: [MergedRange] = []
    private static let mostOpen = 16_384

    init(_ ranges: [MergedRange]) {
        self.ranges = ranges.sorted { $0.first < $1.first }
    }

    /// Adds the marks of merged cells to a row's cells.
    mutating func mark(_ row: inout SheetRow) {
        if next == ranges.count, open.isEmpty { return }
        open.removeAll { $0.last.row < row.number }
        let before = next
        while next < ranges.count, ranges[next].first.row <= row.number {
            if ranges[next].last.row >= row.number, open.count < Self.mostOpen {
                open.append(ranges[next])
            }
            next += 1
        }
        if next > before { open.sort { $0.first.column < $1.first.column } }
        if open.isEmpty { return }
        var at = 0
        for index in row.cells.indices {
            let cell = row.cells[index]
            let address = row.address(ofColumn: cell.column)
            while at + 1 < open.count, open[at + 1].first.column <= cell.column { at += 1 }
            let range = open[at]
            guard range.contains(address) else { continue }
            let mark: SheetCell.Marks = range.first == address ? .merged : .covered
            row.cells[index] = SheetCell(
                value: cell.value, shown: cell.shown, column: cell.column,
                marks: cell.marks.union(mark))
        }
    }
}

extension MergedRange {
    /// Takes `A1:C3`, or one cell.
    init?(_ text: String) {
        let parts = text.split(separator: ":")
        guard let first = parts.first.flatMap({ CellAddress($0) }), parts.count <= 2,
            let last = CellAddress(parts[parts.count - 1])
        else { return nil }
        self.init(
            first: CellAddress(
                row: min(first.row, last.row), column: min(first.column, last.column)),
            last: CellAddress(
                row: max(first.row, last.row), column: max(first.column, last.column)))
    }
}

/// Finds an XLSX sheet's merged ranges, which stand behind its rows in the file.
enum XLSXMergedRanges {
    static func read(_ part: String, of archive: ZipArchive) throws(SheetError) -> [MergedRange] {
        // Most sheets have none, which the bare bytes tell in a tenth of the time.
        guard try mentions("mergeCell", part, archive) else { return [] }
        let handler = Handler(limit: archive.limits.mergedRanges)
        let reader = try PartReader(
            part, of: archive, limit: archive.limits.unpackedBytes,
            vocabulary: XLSXNames.vocabulary, handler: handler)
        let limit = archive.limits.mergedRanges
        try reader.readAll {
            handler.ranges.count > limit ? archive.limit(.mergedRanges, limit, part: part) : nil
        }
        return handler.ranges.sorted { $0.first < $1.first }
    }

    static func mentions(
        _ word: StaticString, _ part: String, _ archive: ZipArchive
    ) throws(SheetError) -> Bool {
        let opened = try archive.open(part, limit: archive.limits.unpackedBytes)
        // The word may lie across two pieces.
        let overlap = word.utf8CodeUnitCount - 1
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
        defer { buffer.deallocate() }
        var kept = 0
        while true {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[kept...])
            let taken = try opened.read(into: rest)
            if taken == 0 { return false }
            let filled = UnsafeRawBufferPointer(rebasing: buffer[..<(kept + taken)])
            if ByteSearch.isFound(word, in: filled) { return true }
            kept = min(overlap, filled.count)
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: filled.suffix(kept)))
        }
    }

    private final class Handler: XMLStreamHandler {
        private(set) var ranges: [MergedRange] = []
        private let limit: Int

        init(limit: Int) { self.limit = limit }

        func startElement(_ name: Int, attributes: UnsafeBufferPointer<XMLStreamAttribute>) {
            guard XLSXNames.element(name) == .mergeCell, ranges.count <= limit,
                let text = attributes.value(of: "ref"), let range = MergedRange(text.string)
            else { return }
            ranges.append(range)
        }

        func endElement(_ name: Int) {}
        func characters(_ bytes: XMLBytes) {}
    }
}
