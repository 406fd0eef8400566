import Invoicing
import Sheets

/// Finds the sheet with the table, the row with its names, and which column is which field.
struct HeaderSearch {
    struct Found {
        var sheetIndex: Int
        var headerRow = 0
        var headers: [Int: String] = [:]
        var columns: [SheetField: Int] = [:]
        var problems: [SheetProblem] = []
    }

    /// Rows that are looked through.
    static let depth = 60

    let book: Workbook
    let rules: Rules

    func find() throws(SheetError) -> Found {
        if let name = rules.sheet {
            let index = try book.index(ofSheet: name)
            return resolve(try head(of: index), index)
        }
        var candidates: [(index: Int, head: Head)] = []
        for index in book.sheets.indices where !book.sheets[index].isHidden {
            let head = try head(of: index)
            if headerRow(head) != nil { candidates.append((index, head)) }
        }
        guard let first = candidates.first else {
            let index = book.sheets.indices.first { !book.sheets[$0].isHidden } ?? 0
            return resolve(try head(of: index), index)
        }
        var found = resolve(first.head, first.index)
        if candidates.count > 1 {
            let names = candidates.map { book.sheets[$0.index].name }
            found.problems.append(
                SheetFault.twoSheets(names).problem(
                    at: SheetPlace(file: book.name, sheet: book.sheets[first.index].name)))
        }
        return found
    }

    // MARK: The first rows

    private struct Head {
        var rows: [SheetRow] = []
    }

    /// The first rows; a cell that covers several rows names its column in each of them.
    private func head(of index: Int) throws(SheetError) -> Head {
        let source = try book.rows(ofSheet: index)
        var merged = MergedValues(source.mergedRanges)
        let tall = Set(
            source.mergedRanges.filter { $0.last.row > $0.first.row }.map(\.first.column))
        var head = Head()
        while head.rows.count < Self.depth, var row = try source.next() {
            merged.enter(row)
            for column in tall {
                guard let cell = merged.value(row, column: column) else { continue }
                row.cells.removeAll { $0.column == column }
                row.cells.append(
                    SheetCell(value: cell.value, shown: cell.shown, column: column))
            }
            row.cells.sort { $0.column < $1.column }
            head.rows.append(row)
        }
        return head
    }

    private func headerRow(_ head: Head) -> SheetRow? {
        switch rules.header {
        case .none: return nil
        case .row(let number): return head.rows.first { $0.number == number }
        case .searched: break
        }
        let named = rules.mappings.compactMap { mapping -> String? in
            if case .named(let name) = mapping.column { HeaderName.fold(name) } else { nil }
        }
        if !named.isEmpty {
            let wanted = Set(named)
            let scored = head.rows.map { row in
                (row, row.cells.count { wanted.contains(HeaderName.fold($0.text ?? "")) })
            }
            if let best = scored.max(by: { $0.1 < $1.1 }), best.1 > 0 {
                return scored.first { $0.1 == best.1 }?.0
            }
        }
        // Of rows with as many names the lowest: above it stand groups of columns.
        var best: (row: SheetRow, known: Int)?
        for row in head.rows {
            let known = SheetHeader(row).columns.count { $0.field != nil }
            let isData = row.cells.contains {
                if case .number = $0.value {
                    true
                } else if case .date = $0.value {
                    true
                } else {
                    false
                }
            }
            if known >= 2, !isData, known >= best?.known ?? 0 { best = (row, known) }
        }
        return best?.row
    }

    // MARK: Columns

    private func resolve(_ head: Head, _ index: Int) -> Found {
        var found = Found(sheetIndex: index)
        let header = headerRow(head)
        found.headerRow = header?.number ?? 0
        for cell in header?.cells ?? [] {
            guard let text = cell.text, !cell.marks.contains(.covered) else { continue }
            let name = WrittenText.tidy(text)
            if !name.isEmpty { found.headers[cell.column] = name }
        }
        let place = SheetPlace(file: book.name, sheet: book.sheets[index].name)
        if header == nil, rules.header != .none {
            found.problems.append(SheetFault.noHeader.problem(at: place))
            // Names that nobody can know were perhaps known once.
            found.problems += head.rows.lazy.compactMap { Self.garbled($0, place).first }.prefix(1)
            return found
        }
        if rules.isGiven {
            byRules(&found, place)
        } else if let header {
            byNames(header, head, &found, place)
            found.problems += Self.garbled(header, place)
        }
        return found
    }

    private static func garbled(_ row: SheetRow, _ place: SheetPlace) -> [SheetProblem] {
        row.cells.compactMap { cell in
            guard let text = cell.text, let meant = GarbledText.meaning(of: text) else {
                return nil
            }
            var place = place
            place.row = row.number
            place.column = cell.column
            return SheetFault.garbled(meant: WrittenText.tidy(meant)).problem(
                at: place, value: text)
        }
    }

    /// The column that the rules mean; several of one name by the first.
    static func column(_ column: Rules.Column, in headers: [Int: String]) -> Int? {
        switch column {
        case .at(let number): return number
        case .named(let name):
            let folded = HeaderName.fold(name)
            return headers.filter { HeaderName.fold($0.value) == folded }.map(\.key).min()
        }
    }

    private func byRules(_ found: inout Found, _ place: SheetPlace) {
        var wanted = rules.mappings.map { $0.column }
        wanted += rules.conditions.map { $0.column }
        for mapping in rules.mappings {
            found.columns[mapping.field] = Self.column(mapping.column, in: found.headers)
        }
        var told: Set<String> = []
        for case .named(let name) in wanted
        where Self.column(.named(name), in: found.headers) == nil && told.insert(name).inserted {
            let folded = HeaderName.fold(name)
            let nearest = found.headers.values.sorted().min {
                Nearest.distance(HeaderName.fold($0), folded)
                    < Nearest.distance(HeaderName.fold($1), folded)
            }
            var place = place
            place.row = found.headerRow
            found.problems.append(
                SheetFault.columnNotFound(name, nearest: nearest).problem(at: place))
        }
    }

    private func byNames(
        _ header: SheetRow, _ head: Head, _ found: inout Found, _ place: SheetPlace
    ) {
        let below = head.rows.filter { $0.number > header.number }
        var names: [SheetField: (column: Int, name: String)] = [:]
        for cell in header.cells {
            guard let text = cell.text, !cell.marks.contains(.covered),
                var field = SheetField.named(text), field != .rowNumber
            else { continue }
            field = byContent(field, cell.column, below)
            if let first = names[field] {
                // Two columns of remarks do no harm; two of dates or amounts need a decision.
                guard field != .note, field != .item else { continue }
                var place = place
                place.row = header.number
                place.column = cell.column
                found.problems.append(
                    SheetFault.twoColumns(field, first: first.name, second: WrittenText.tidy(text))
                        .problem(at: place))
                continue
            }
            names[field] = (cell.column, WrittenText.tidy(text))
            found.columns[field] = cell.column
        }
        if found.columns[.price] != nil { found.columns[.priceWithVAT] = nil }
        amount(header, &found)
    }

    /// A few names mean different things in different sheets; the cells below tell.
    private func byContent(
        _ field: SheetField, _ column: Int, _ rows: [SheetRow]
    ) -> SheetField {
        let cells = rows.compactMap { $0[column] }
        switch field {
        case .type:
            let words = cells.compactMap(\.text).filter { !WrittenText.tidy($0).isEmpty }
            let areKinds = words.allSatisfy { FieldWords.value($0, of: .kind) != nil }
            return !words.isEmpty && areKinds ? .kind : .type
        case .lineVAT:
            let reading = CellReading(Rules())
            let numbers = cells.filter { FieldWords.isNumber($0) }
            let areRates = numbers.allSatisfy {
                if case .success? = reading.read($0, as: .vatRate) { true } else { false }
            }
            let areZero = numbers.allSatisfy { CellReading.shown($0) == "0" }
            return !numbers.isEmpty && areRates && !areZero ? .vatRate : .lineVAT
        default: return field
        }
    }

    /// "Amount" beside the VAT is the amount before it; alone it is the price.
    private func amount(_ header: SheetRow, _ found: inout Found) {
        let vague: Set<String> = ["المبلغ", "القيمه", "amount", "مبلغ", "القيمه الاجماليه"]
        guard let column = found.columns[.lineTotal], let text = header[column]?.text,
            vague.contains(HeaderName.fold(text))
        else { return }
        let hasVAT = found.columns[.lineVAT] != nil || found.columns[.vat] != nil
        let hasPrice = found.columns[.price] != nil || found.columns[.priceWithVAT] != nil
        if hasVAT, found.columns[.lineNet] == nil, found.columns[.net] == nil {
            found.columns[.lineTotal] = nil
            found.columns[.lineNet] = column
        } else if !hasPrice, found.columns[.lineNet] == nil {
            found.columns[.lineTotal] = nil
            found.columns[.price] = column
        }
    }
}

extension FieldWords {
    static func isNumber(_ cell: SheetCell) -> Bool {
        switch cell.value {
        case .number: true
        case .text(let text):
            if case .success = WrittenNumber.read(text, mark: .point) { true } else { false }
        default: false
        }
    }
}
