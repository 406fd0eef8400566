public import Encoding
public import Invoicing
import Sheets

/// The draft that some rows of a sheet make, with the places that its values came from.
public struct MappedDraft: Sendable {
    /// A row of the invoice.
    struct Row: Hashable {
        let number: Int
        let line: Int
    }

    /// What the sheet computed for one row.
    struct Sums: Hashable {
        var net: ExactDecimal?
        var vat: ExactDecimal?
        var total: ExactDecimal?
    }

    /// From 1, in the order of the sheet.
    public let index: Int
    /// As it stands in the sheet; `nil` where it could not be read.
    public let number: String?
    /// A draft as `issue` takes it.
    public let json: JSONValue
    /// What is wrong in its cells; with an error the draft must not be issued.
    public internal(set) var problems: [SheetProblem]
    let rows: [Row]
    /// Where each advance is named that the draft settles.
    let prepaymentRows: [Row]
    let sums: [Sums]
    let layout: Layout

    /// The first row of the invoice.
    public var row: Int { rows.first?.number ?? 0 }
    /// Every row of the invoice.
    public var rowNumbers: [Int] { rows.map(\.number) }

    // MARK: From the draft back to the cell

    /// A problem of the draft, at the cell that its value came from; in the invoice's first row
    /// where none did.
    public func locate(_ problem: Problem) -> SheetProblem {
        var row = rows.first
        var rest = problem.path[...]
        var isLine = false
        if rest.hasPrefix("/lines/") {
            let parts = rest.dropFirst(7).split(separator: "/", maxSplits: 1)
            if let first = parts.first, let index = Int(first), rows.indices.contains(index) {
                row = rows[index]
                isLine = true
                rest = parts.count > 1 ? "/" + parts[1] : ""
            }
        }
        if rest.hasPrefix("/prepayments/") {
            let parts = rest.dropFirst(13).split(separator: "/", maxSplits: 1)
            if let index = parts.first.flatMap({ Int($0) }), prepaymentRows.indices.contains(index)
            {
                row = prepaymentRows[index]
                rest = "/prepayments/0" + (parts.count > 1 ? "/" + parts[1] : "")
            }
        }
        let column = field(at: rest, isLine: isLine).flatMap { layout.columns[$0] }
        let place = SheetPlace(
            file: layout.file, sheet: layout.sheet, row: row?.number,
            line: row.flatMap { $0.line == $0.number ? nil : $0.line }, column: column,
            header: column.flatMap { layout.headers[$0] })
        return SheetProblem(
            place: place,
            problem: Problem(
                rule: problem.rule, severity: problem.severity,
                path: place.address ?? problem.path, value: problem.value,
                message: problem.message,
                remedy: ColumnWords(layout, path: problem.path).of(problem.remedy)))
    }

    private func field(at pointer: Substring, isLine: Bool) -> SheetField? {
        var best: (field: SheetField, length: Int)?
        for field in layout.columns.keys.sorted(by: { $0.rawValue < $1.rawValue })
        where field.isOfLine == isLine && !field.isSum {
            let own = field.pointer
            let isAt = pointer == own || pointer.hasPrefix(own + "/")
            let isAbove = !pointer.isEmpty && own.hasPrefix(pointer + "/")
            guard isAt || isAbove else { continue }
            let length = isAt ? own.utf8.count + 1_000 : pointer.utf8.count
            if length > best?.length ?? 0 { best = (field, length) }
        }
        return best?.field
    }

    // MARK: What the sheet computed

    /// Where the sheet's own sums differ from those of the invoice.
    ///
    /// A sum may be of the row or, repeated, of the invoice: either will do. Rows rounded one by
    /// one may be off by a halala each; that is told as a warning.
    public func disagreements(with invoice: Invoice) -> [SheetProblem] {
        let totals = invoice.totals
        return [
            compare(\.net, totals.taxExclusive, [.lineNet, .net]) {
                .netDiffers(sheet: $0, computed: $1)
            },
            compare(\.vat, totals.tax, [.lineVAT, .vat]) { .vatDiffers(sheet: $0, computed: $1) },
            compare(\.total, totals.taxInclusive, [.lineTotal, .total]) {
                .totalDiffers(sheet: $0, computed: $1)
            },
        ].compactMap { $0 }
    }

    private func compare(
        _ part: KeyPath<Sums, ExactDecimal?>, _ computed: Money, _ fields: [SheetField],
        _ fault: (String, String) -> SheetFault
    ) -> SheetProblem? {
        let given = sums.compactMap { $0[keyPath: part]?.rounded(scale: 2) }
        guard let first = given.first else { return nil }
        let wanted = ExactDecimal(computed)
        // Credit notes are kept with a minus in many a sheet.
        func isSame(_ value: ExactDecimal) -> Bool {
            value == wanted || ExactDecimal(digits: -value.digits, scale: value.scale) == wanted
        }
        if given.allSatisfy({ $0 == first }), isSame(first) { return nil }
        var sum = ExactDecimal(digits: 0, scale: 2)
        for value in given { sum = sum.adding(value) ?? sum }
        if isSame(sum) { return nil }
        let column = fields.compactMap { layout.columns[$0] }.first
        let place = SheetPlace(
            file: layout.file, sheet: layout.sheet, row: rows.first?.number,
            line: rows.first.flatMap { $0.line == $0.number ? nil : $0.line }, column: column,
            header: column.flatMap { layout.headers[$0] })
        let slack = ExactDecimal(digits: Int128(given.count), scale: 2)
        let difference = sum.subtracting(wanted) ?? sum
        let size =
            difference.isNegative
            ? ExactDecimal(digits: -difference.digits, scale: difference.scale) : difference
        let isRounding = given.count > 1 && !(slack < size)
        return fault(sum.rounded(scale: 2).description, computed.description).problem(
            at: place, severity: isRounding ? .warning : .error)
    }
}
