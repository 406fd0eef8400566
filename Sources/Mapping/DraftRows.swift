import Encoding
import Invoicing
public import Sheets

extension Understanding {
    /// Reads the sheet again and hands on one draft after another, in the order of the sheet.
    ///
    /// Memory grows with the invoices' numbers only.
    ///
    /// - Parameter body: Returns false to stop.
    /// - Returns: What is wrong in rows that sum up others, if it did not stop.
    @discardableResult
    public func forEachDraft(
        in book: Workbook, _ body: (MappedDraft) throws -> Bool
    ) throws -> [SheetProblem] {
        let source = try book.rows(ofSheet: sheetIndex)
        var maker = DraftMaker(layout, source.mergedRanges)
        var row = SheetRow()
        while try source.next(into: &row) {
            if let draft = maker.take(row), try !body(draft) { return [] }
        }
        if let draft = maker.finish() { _ = try body(draft) }
        return maker.totals.problems
    }
}

/// Makes drafts of rows.
struct DraftMaker {
    private let layout: Layout
    private let reading: CellReading
    private let conditions: [BoundCondition]
    private let constants: OpenInvoice.Values
    private var merged: MergedValues
    private var open: OpenInvoice?
    private var count = 0
    /// The first rows of the invoices that are complete.
    private var firstRows: [String: Int] = [:]
    /// The same by number and by key, where the two are not one.
    private var firstOfNumber: [String: Int] = [:]
    private var firstOfKey: [String: Int] = [:]
    private let constantProblems: [SheetProblem]
    private(set) var totals: TotalsRows

    init(_ layout: Layout, _ ranges: [MergedRange]) {
        self.layout = layout
        merged = MergedValues(ranges)
        reading = CellReading(layout.rules)
        totals = TotalsRows(layout, reading)
        conditions = layout.rules.conditions.compactMap { BoundCondition($0, layout) }
        var problems: [SheetProblem] = []
        constants = Self.values(layout.rules.constants, reading, layout, &problems)
        constantProblems = problems
    }

    /// - Returns: The invoice that ended above this row.
    mutating func take(_ row: SheetRow) -> MappedDraft? {
        merged.enter(row)
        let keyColumn = layout.columns[.number] ?? layout.columns[.key]
        let isContinued =
            keyColumn.map { layout.isFilled(merged.value(row, column: $0)) } ?? false
        switch layout.kind(of: row, isContinued: isContinued) {
        case .data: break
        case .totals:
            totals.compare(row)
            return nil
        default: return nil
        }
        var problems: [SheetProblem] = []
        var (values, fromCells) = cells(row, &problems)
        for (field, value) in constants where values[field] == nil { values[field] = value }
        for condition in conditions where condition.holds(row, merged, layout) {
            if condition.skips { return nil }
            let sets = Self.values(condition.sets, reading, layout, &problems)
            // A kind that the row's own type tells is more than a rule about its buyer.
            let isNamed = fromCells.contains(.kind) && layout.columns[.kind] == nil
            for (field, value) in sets where field != .kind || !isNamed { values[field] = value }
        }
        let number = identity(values)
        let sums = self.sums(values)
        let isNext = layout.rules.rowMeaning == .line && number != nil && open?.number == number
        totals.add(values, isContinued: isNext)
        if isNext {
            open?.problems += problems
            open?.add(row, values, fromCells: fromCells, sums: sums)
            return nil
        }
        let closed = finish()
        var next = OpenInvoice(number: number, layout: layout)
        next.problems = constantProblems + problems
        if number == nil, problems.isEmpty {
            next.problems.append(
                SheetFault.noNumber.problem(at: layout.place(row, column: keyColumn)))
        }
        if let number, let first = firstRows[number] {
            let fault: SheetFault =
                layout.rules.rowMeaning == .line
                ? .apart(number, firstRow: first) : .repeated(number, firstRow: first)
            next.problems.append(fault.problem(at: layout.place(row, column: keyColumn)))
        }
        next.add(row, values, fromCells: fromCells, sums: sums)
        open = next
        return closed
    }

    mutating func finish() -> MappedDraft? {
        guard let done = open else { return nil }
        open = nil
        count += 1
        var draft = done.draft(index: count)
        if let number = done.number, firstRows[number] == nil {
            firstRows[number] = done.firstRow
            if !layout.rules.key.isEmpty, layout.rules.key != [.number] { findTwins(of: &draft) }
        }
        return draft
    }

    /// Key and number together tell one invoice from another, and still each of the two may be one
    /// invoice's only.
    private mutating func findTwins(of draft: inout MappedDraft) {
        func text(_ name: String) -> String? {
            guard case .string(let text)? = draft.json[name] else { return nil }
            return text
        }
        func tell(_ fault: SheetFault, _ path: String) {
            let problem = Problem(
                rule: fault.code, path: path, value: fault.value, message: fault.message,
                remedy: fault.remedy)
            draft.problems.append(draft.locate(problem))
        }
        if let number = text("number") {
            if let first = firstOfNumber[number] {
                tell(.repeated(number, firstRow: first), "/number")
            } else {
                firstOfNumber[number] = draft.row
            }
        }
        if let key = text("key") {
            if let first = firstOfKey[key] {
                tell(.repeatedKey(key, firstRow: first), "/key")
            } else {
                firstOfKey[key] = draft.row
            }
        }
    }

    /// What tells one invoice from another.
    private func identity(_ values: OpenInvoice.Values) -> String? {
        let fields: [SheetField] =
            layout.rules.key.isEmpty ? [.number] : layout.rules.key
        var parts: [String] = []
        for field in fields {
            guard let value = values[field] else { return nil }
            parts.append(value.shown)
        }
        // With a key of its own the number still holds the rows of an invoice together.
        if case .text(let number)? = values[.number], fields != [.number] { parts.append(number) }
        return parts.joined(separator: "|")
    }

    // MARK: Cells

    private func cells(
        _ row: SheetRow, _ problems: inout [SheetProblem]
    ) -> (OpenInvoice.Values, Set<SheetField>) {
        var values: OpenInvoice.Values = [:]
        var fromCells: Set<SheetField> = []
        let currency = layout.columns[.currency].flatMap { row[$0] }.flatMap {
            reading.read($0, as: .currency)
        }
        var expected = "SAR"
        if case .success(.text(let text))? = currency ?? nil {
            expected = Self.currency(text)
        } else if case .text(let text)? = constants[.currency] {
            expected = Self.currency(text)
        }
        for (field, column) in layout.columns {
            var cell = row[column]
            if !layout.isFilled(cell), !field.isOfLine {
                cell = merged.value(row, column: column) ?? cell
            }
            guard let cell, let result = reading.read(cell, as: field) else { continue }
            if case .failure = result, let name = documentName(cell, field) {
                for (part, word) in [(SheetField.kind, name.kind), (.type, name.type)] {
                    guard let word else { continue }
                    values[part] = .text(word)
                    fromCells.insert(part)
                }
                continue
            }
            switch result {
            case .success(let value):
                values[field] = value
                fromCells.insert(field)
                guard field.form == .number, case .text(let text) = cell.value,
                    case .success(let written) = WrittenNumber.read(
                        text, mark: reading.decimalMark),
                    let found = written.currency, found != expected, field != .exchangeRate
                else { continue }
                problems.append(
                    SheetFault.otherCurrency(text, found: found, expected: expected).problem(
                        at: layout.place(row, column: column)))
            case .failure(let failure):
                fromCells.insert(field)
                problems.append(
                    failure.fault.problem(
                        at: layout.place(row, column: column),
                        value: failure.shown.isEmpty ? nil : failure.shown))
            }
        }
        if case .text(let text)? = values[.currency] {
            values[.currency] = .text(Self.currency(text))
        }
        problems.sort { ($0.place.column ?? 0) < ($1.place.column ?? 0) }
        return (values, fromCells)
    }

    /// What a column of types says of kinds too, or one of kinds of types, unless the other has a
    /// column of its own.
    private func documentName(_ cell: SheetCell, _ field: SheetField) -> FieldWords.DocumentName? {
        guard field == .type || field == .kind,
            layout.columns[field == .type ? .kind : .type] == nil
        else { return nil }
        return FieldWords.document(WrittenText.tidy(CellReading.shown(cell)))
    }

    /// The code of a currency that is written by its name or sign.
    private static func currency(_ text: String) -> String {
        let upper = text.uppercased()
        if upper.utf8.count == 3, upper.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
            return upper
        }
        if case .success(let written) = WrittenNumber.read("1 " + text, mark: .point),
            let code = written.currency
        {
            return code
        }
        return text
    }

    private func sums(_ values: OpenInvoice.Values) -> MappedDraft.Sums {
        func decimal(_ fields: SheetField...) -> ExactDecimal? {
            for field in fields {
                if case .text(let text)? = values[field] { return ExactDecimal(text) }
            }
            return nil
        }
        return .init(
            net: decimal(.lineNet, .net), vat: decimal(.lineVAT, .vat),
            total: decimal(.lineTotal, .total))
    }

    /// Constants of the rules, read as the cells of a CSV are.
    private static func values(
        _ constants: [Rules.Constant], _ reading: CellReading, _ layout: Layout,
        _ problems: inout [SheetProblem]
    ) -> OpenInvoice.Values {
        var values: OpenInvoice.Values = [:]
        for constant in constants {
            let cell = SheetCell(value: .text(constant.value), shown: constant.value, column: 1)
            switch reading.read(cell, as: constant.field) {
            case .success(let value)?:
                values[constant.field] = value
                if constant.field == .currency, case .text(let text) = value {
                    values[.currency] = .text(currency(text))
                }
            case .failure(let failure)?:
                problems.append(
                    failure.fault.problem(at: layout.place(), value: constant.value))
            case nil: break
            }
        }
        return values
    }
}

/// A condition of the rules with its column found.
struct BoundCondition {
    private let column: Int
    private let test: Rules.Condition.Test
    private let folded: String
    private let pattern: Regex<AnyRegexOutput>?
    let sets: [Rules.Constant]
    let skips: Bool

    init?(_ condition: Rules.Condition, _ layout: Layout) {
        guard let column = HeaderSearch.column(condition.column, in: layout.headers) else {
            return nil
        }
        self.column = column
        test = condition.test
        sets = condition.sets
        skips = condition.skips
        switch condition.test {
        case .equals(let text), .contains(let text):
            folded = HeaderName.fold(text)
            pattern = nil
        case .matches(let text):
            folded = ""
            pattern = try? Regex(text)
        default:
            folded = ""
            pattern = nil
        }
    }

    func holds(_ row: SheetRow, _ merged: MergedValues, _ layout: Layout) -> Bool {
        var cell = row[column]
        if !layout.isFilled(cell) { cell = merged.value(row, column: column) ?? cell }
        let isFilled = layout.isFilled(cell)
        let text = isFilled ? cell.map { WrittenText.tidy(CellReading.shown($0)) } ?? "" : ""
        switch test {
        case .isEmpty: return !isFilled
        case .isNotEmpty: return isFilled
        case .equals: return HeaderName.fold(text) == folded
        case .contains:
            let (all, part) = (Array(HeaderName.fold(text).utf8), Array(folded.utf8))
            guard !part.isEmpty, all.count >= part.count else { return false }
            return (0...(all.count - part.count)).contains {
                all[$0..<($0 + part.count)].elementsEqual(part)
            }
        case .matches:
            guard let pattern else { return false }
            return (try? pattern.firstMatch(in: text)) ?? nil != nil
        }
    }
}
