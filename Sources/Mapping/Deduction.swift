import Invoicing
public import Sheets

extension Understanding {
    /// Looks through a whole sheet, in constant memory.
    ///
    /// - Parameter rules: What the rules file says; `nil` where there is none, and everything is
    ///   deduced.
    public init(
        _ book: Workbook, rules given: Rules?, progress: (Int) -> Void = { _ in }
    ) throws(SheetError) {
        var deduction = try Deduction(book, given ?? Rules())
        try deduction.survey(progress)
        deduction.decide()
        self = deduction.understanding
    }
}

/// Works out what the rules do not say.
struct Deduction {
    private let book: Workbook
    private var rules: Rules
    private var found: HeaderSearch.Found
    private var layout: Layout
    private var tracks: [Int: ColumnTrack] = [:]
    private var evidence: RowEvidence
    private var dataRows = 0
    private var lastColumn = 0
    private var hiddenRows = 0
    private var hiddenColumns: Set<Int> = []
    private var leftOut: [Understanding.LeftOut] = []
    private var assumed: [Bilingual] = []
    private var questions: Set<RulesQuestion> = []
    private var problems: [SheetProblem]

    init(_ book: Workbook, _ given: Rules) throws(SheetError) {
        self.book = book
        rules = given
        found = try HeaderSearch(book: book, rules: given).find()
        problems = found.problems
        layout = Layout(
            file: book.name, sheet: book.sheets[found.sheetIndex].name,
            headerRow: found.headerRow, headers: found.headers, columns: found.columns,
            rules: given)
        evidence = RowEvidence(layout)
        let fields = Dictionary(
            found.columns.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
        for column in Set(found.headers.keys).union(found.columns.values) {
            tracks[column] = ColumnTrack(field: fields[column])
        }
    }

    // MARK: Evidence

    mutating func survey(_ progress: (Int) -> Void) throws(SheetError) {
        let source = try book.rows(ofSheet: found.sheetIndex)
        var merged = MergedValues(source.mergedRanges)
        var row = SheetRow()
        let numberColumn = layout.columns[.number]
        while try source.next(into: &row) {
            merged.enter(row)
            lastColumn = max(lastColumn, row.cells.last?.column ?? 0)
            let isContinued =
                numberColumn.map { layout.isFilled(merged.value(row, column: $0)) } ?? false
            let kind = layout.kind(of: row, isContinued: isContinued)
            guard kind == .data else {
                if let reason = kind.reason, leftOut.count < 100 {
                    leftOut.append(.init(row: row.number, reason: reason))
                }
                continue
            }
            dataRows += 1
            if dataRows % 5_000 == 0 { progress(dataRows) }
            if row.isHidden { hiddenRows += 1 }
            for cell in row.cells {
                if !row.isHidden, cell.marks.contains(.hidden) { hiddenColumns.insert(cell.column) }
                tracks[cell.column]?.note(cell, row: row.number)
            }
            evidence.note(row, isContinued: isContinued)
        }
    }

    // MARK: Decisions

    mutating func decide() {
        decideMark()
        decideDates()
        if found.headerRow > 0 || rules.header == .none { decideColumns() }
        if !rules.isGiven { fillIn() }
        layout = Layout(
            file: layout.file, sheet: layout.sheet, headerRow: layout.headerRow,
            headers: layout.headers, columns: layout.columns, rules: rules)
    }

    private mutating func decideMark() {
        guard rules.decimalMark == nil else { return }
        var chosen: DecimalMark?
        for column in tracks.keys.sorted() {
            switch tracks[column]?.marks.reading {
            case .decided(let mark, _)?:
                if chosen == nil { chosen = mark }
                if chosen != mark { return }
            case .contradictory(let first, let second)?:
                contradictory(
                    column, (first.text, first.row), (second.text, second.row))
                return
            default: break
            }
        }
        // Undecided texts are refused one by one, at their cells.
        rules.decimalMark = chosen
        let isAsked = tracks.values.contains {
            if case .undecided = $0.marks.reading { true } else { false }
        }
        if chosen == nil, isAsked { questions.insert(.decimalMark) }
    }

    private mutating func decideDates() {
        let dated = tracks.keys.sorted().filter { tracks[$0]?.field?.form == .date }
        var chosen: DateOrder?
        for column in dated {
            guard let track = tracks[column] else { continue }
            switch track.orders.reading {
            case .decided(let order, _): chosen = chosen ?? order
            case .contradictory(let first, let second):
                if rules.dateOrder == nil {
                    contradictory(column, (first.text, first.row), (second.text, second.row))
                }
            default: break
            }
            if track.trueDates > 0, let text = track.writtenDate {
                problems.append(
                    SheetFault.mixedDates(text: text.text, row: text.row).problem(
                        at: layout.place(column: column), severity: .warning))
            }
        }
        if rules.dateOrder == nil { rules.dateOrder = chosen }
        if rules.dateOrder == nil, dated.contains(where: { tracks[$0]?.writtenDate != nil }) {
            questions.insert(.dateOrder)
        }
        if rules.calendar == nil, dated.contains(where: { tracks[$0]?.hijri != nil }) {
            questions.insert(.calendar)
        }
    }

    private mutating func contradictory(
        _ column: Int, _ first: (text: String, row: Int), _ second: (text: String, row: Int)
    ) {
        problems.append(
            SheetFault.contradictory(
                first: first.text, firstRow: first.row, second: second.text, secondRow: second.row
            ).problem(at: layout.place(column: column)))
    }

    /// What every sheet needs a column or a constant for.
    private mutating func decideColumns() {
        func has(_ field: SheetField) -> Bool {
            layout.columns[field] != nil || rules.constant(field) != nil
                || rules.conditions.contains { $0.sets.contains { $0.field == field } }
        }
        let keys = rules.key.isEmpty ? [SheetField.number] : rules.key
        if !keys.allSatisfy({ has($0) }) {
            problems.append(SheetFault.noKey.problem(at: headerPlace))
        }
        if !has(.item) { missing(.item) }
        let prices: [SheetField] = [.price, .priceWithVAT, .lineNet, .net, .lineTotal, .total]
        if !prices.contains(where: { has($0) }) { missing(.price) }
        decideVATInPrices()
        decideRows()
    }

    private var headerPlace: SheetPlace {
        var place = layout.place()
        place.row = layout.headerRow == 0 ? nil : layout.headerRow
        return place
    }

    private mutating func missing(_ field: SheetField) {
        let unknown = layout.headers.filter { header in
            !layout.columns.values.contains(header.key)
        }
        let near = unknown.values.sorted().first { SheetField.nearest(to: $0)?.field == field }
        problems.append(SheetFault.columnMissing(field, nearest: near).problem(at: headerPlace))
    }

    private mutating func decideVATInPrices() {
        guard rules.pricesIncludeVAT == nil else { return }
        if layout.columns[.priceWithVAT] != nil {
            rules.pricesIncludeVAT = true
        } else if let column = layout.columns[.price] {
            let header = layout.headers[column] ?? ""
            if evidence.withVAT > 0, evidence.withoutVAT == 0 {
                rules.pricesIncludeVAT = true
            } else if evidence.withoutVAT > 0, evidence.withVAT == 0 {
                rules.pricesIncludeVAT = false
            } else if Self.saysWithoutVAT(header) {
                rules.pricesIncludeVAT = false
            } else if dataRows > 0 {
                questions.insert(.pricesIncludeVAT)
                problems.append(
                    SheetFault.vatInPricesUnknown.problem(
                        at: layout.place(column: column)))
            }
        } else {
            let hasNet = layout.columns[.lineNet] != nil || layout.columns[.net] != nil
            rules.pricesIncludeVAT = !hasNet
        }
    }

    private static func saysWithoutVAT(_ header: String) -> Bool {
        let words = HeaderName.fold(header).split(separator: " ")
        let signs: Set<Substring> = ["بدون", "قبل", "غير", "excl", "excluding", "before", "net"]
        return words.contains { signs.contains($0) }
    }

    private mutating func decideRows() {
        guard rules.rowMeaning == nil else { return }
        rules.rowMeaning = evidence.repeatedNumbers > 0 ? .line : .invoice
    }

    // MARK: Without a rules file

    /// What is written into a first rules file besides.
    private mutating func fillIn() {
        rules.sheet = layout.sheet.isEmpty ? nil : layout.sheet
        rules.header = .row(layout.headerRow)
        if layout.headerRow == 0 { rules.header = .searched }
        if case .csv(let dialect) = book.format {
            rules.encoding = dialect.encoding.name
            rules.separator = dialect.separator
            if dialect.encoding.certainty == .guessed {
                let name = dialect.encoding.name.rawValue
                assumed.append(
                    Bilingual(
                        en: "the text is in \(name): compare the samples with the sheet",
                        ar: "ترميز النص \(name): قارن الأمثلة بالجدول"))
            }
        }
        if layout.columns[.number] != nil { rules.key = [.number] }
        let byColumn = layout.columns.sorted { $0.value < $1.value }
        rules.mappings = byColumn.map { field, column in
            let name = layout.headers[column] ?? ""
            let isUnique = HeaderSearch.column(.named(name), in: layout.headers) == column
            return .init(field: field, column: isUnique ? .named(name) : .at(column))
        }
        assume()
    }

    /// A column of types may tell the kind in some rows; what is assumed is then of the others.
    private mutating func assumeKind(_ words: Bilingual) {
        let samples = layout.columns[.type].flatMap { tracks[$0]?.samples } ?? []
        let isTold = samples.contains { FieldWords.document($0)?.kind != nil }
        assumed.append(
            isTold
                ? Bilingual(
                    en: "where the type does not tell, \(words.en)",
                    ar: "إذا لم يبين النوع ذلك، \(words.ar)") : words)
    }

    private mutating func assume() {
        let columns = layout.columns
        if columns[.kind] == nil {
            rules.constants.append(.init(field: .kind, value: "simplified"))
            if let column = columns[.buyerVAT], let name = layout.headers[column] {
                rules.conditions.append(
                    .init(
                        column: .named(name), test: .isNotEmpty,
                        sets: [.init(field: .kind, value: "standard")]))
                assumeKind(
                    Bilingual(
                        en: "invoices of buyers with a VAT number are standard, others simplified",
                        ar: "فواتير المشترين ذوي الأرقام الضريبية ضريبية وغيرها مبسطة"))
            } else {
                assumeKind(
                    Bilingual(
                        en: "all invoices are simplified", ar: "كل الفواتير مبسطة"))
            }
        }
        if columns[.vatRate] == nil {
            rules.constants.append(.init(field: .vatRate, value: "15"))
            assumed.append(
                Bilingual(en: "VAT is 15 per cent", ar: "نسبة الضريبة 15 بالمئة"))
        }
        if columns[.quantity] == nil {
            rules.constants.append(.init(field: .quantity, value: "1"))
            assumed.append(Bilingual(en: "quantities are 1", ar: "الكميات 1"))
        }
        if columns[.date] != nil, columns[.time] == nil {
            rules.constants.append(.init(field: .time, value: "00:00:00"))
            assumed.append(
                Bilingual(
                    en: "where a date has no time, the time is 00:00:00",
                    ar: "إذا خلا التاريخ من الوقت فالوقت 00:00:00"))
        }
        if columns[.buyerID] != nil, columns[.buyerIDScheme] == nil {
            rules.constants.append(.init(field: .buyerIDScheme, value: "CRN"))
            assumed.append(
                Bilingual(
                    en: "buyers' identifiers are commercial registrations (CRN)",
                    ar: "معرفات المشترين سجلات تجارية (CRN)"))
        }
        let address: [SheetField] = [.street, .building, .district, .city, .postalCode]
        if columns[.country] == nil, address.contains(where: { columns[$0] != nil }) {
            rules.constants.append(.init(field: .country, value: "SA"))
            assumed.append(
                Bilingual(en: "buyers are in Saudi Arabia", ar: "المشترون في السعودية"))
        }
    }

    // MARK: The outcome

    var understanding: Understanding {
        let columns = tracks.keys.sorted().map { number in
            let track = tracks[number] ?? ColumnTrack(field: nil)
            return Understanding.Column(
                number: number, header: layout.headers[number] ?? "", field: track.field,
                samples: track.samples, filled: track.filled, remark: track.remark(rules))
        }
        return Understanding(
            file: layout.file, sheet: layout.sheet, sheetIndex: found.sheetIndex,
            headerRow: layout.headerRow, columns: columns, lastColumn: lastColumn, rules: rules,
            dataRows: dataRows, leftOut: leftOut, hiddenRows: hiddenRows,
            hiddenColumns: hiddenColumns.sorted().map {
                layout.headers[$0] ?? CellAddress.letters(ofColumn: $0)
            },
            assumed: assumed, questions: questions, problems: problems, layout: layout)
    }
}
