public import Invoicing
public import Sheets

/// What was made of a sheet: which columns are which fields, how its texts are read, which rows are
/// data, and what is in doubt. Shown to the user before anything is issued.
public struct Understanding: Sendable {
    public struct Column: Hashable, Sendable {
        /// From 1.
        public let number: Int
        public let header: String
        /// `nil` where the column is not used.
        public let field: SheetField?
        /// Up to three different values as they are seen.
        public let samples: [String]
        /// Rows with something in it.
        public let filled: Int
        /// How its texts are read, and why.
        public let remark: Bilingual?

        /// The field's word in the rules file.
        public var fieldName: String? { field?.rawValue }
        public var letters: String { CellAddress.letters(ofColumn: number) }
    }

    public let file: String
    /// Empty for a CSV.
    public let sheet: String
    let sheetIndex: Int
    /// 0 where there is none.
    public let headerRow: Int
    public let columns: [Column]
    /// The last with something in it, whether it has a name or not; from 1.
    public let lastColumn: Int
    /// The rules that hold: those given, and what was deduced for the rest.
    public let rules: Rules
    /// Rows with data.
    public let dataRows: Int
    /// Rows that are no invoices, and why; at most a hundred.
    public let leftOut: [LeftOut]
    /// Read, unless the rules say otherwise.
    public let hiddenRows: Int
    public let hiddenColumns: [String]
    /// What was assumed because nothing in the sheet says it.
    public let assumed: [Bilingual]
    /// What nothing in the sheet tells, so that the rules must.
    let questions: Set<RulesQuestion>
    /// Of the sheet as a whole; those of its rows come with the drafts.
    public let problems: [SheetProblem]
    let layout: Layout

    public struct LeftOut: Hashable, Sendable {
        public enum Reason: String, Hashable, Sendable {
            case totals, remark, header, hidden, idle
        }

        public let row: Int
        public let reason: Reason
    }

    /// - Parameter found: Invoices of the sheet.
    /// - Returns: `nil` where the rules expect as many, or say nothing.
    public func countProblem(found: Int) -> SheetProblem? {
        guard let expected = rules.expectedCount, expected != found else { return nil }
        return SheetFault.count(expected: expected, found: found).problem(at: layout.place())
    }

    /// - Parameter found: The sum of the invoices with VAT.
    public func totalProblem(found: String) -> SheetProblem? {
        guard let expected = rules.expectedTotal else { return nil }
        if let wanted = ExactDecimal(expected), let sum = ExactDecimal(found), wanted == sum {
            return nil
        }
        return SheetFault.total(expected: expected, found: found).problem(at: layout.place())
    }

    /// The rules as a file to be reviewed and kept.
    public var rulesText: String {
        var samples: [SheetField: [String]] = [:]
        for column in columns {
            if let field = column.field { samples[field] = column.samples }
        }
        return RulesWriter.text(rules, file: file, samples: samples, questions: questions)
    }
}

extension Understanding.LeftOut.Reason {
    public var words: Bilingual {
        switch self {
        case .totals: Bilingual(en: "a row of sums", ar: "صف مجموع")
        case .remark: Bilingual(en: "text without an amount", ar: "نص بلا مبلغ")
        case .header: Bilingual(en: "the header again", ar: "تكرار العناوين")
        case .hidden: Bilingual(en: "hidden, left out by the rules", ar: "صف مخفي مستثنى بالقواعد")
        case .idle: Bilingual(en: "formulas without data", ar: "صيغ بلا بيانات")
        }
    }
}
