public import Invoicing
public import Sheets

/// What was made of a sheet: which columns are which fields, how its texts are read, which rows are
/// data, and what is in doubt. Shown to the user before anything is issued.
public struct Understanding {
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

        public var letters: String { CellAddress.letters(ofColumn: number) }
    }

    public let file: String
    /// Empty for a CSV.
    public let sheet: String
    let sheetIndex: Int
    /// 0 where there is none.
    public let headerRow: Int
    public let columns: [Column]
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

    /// The rules as a file to be reviewed and kept.
    public var rulesText: String {
        var samples: [SheetField: [String]] = [:]
        for column in columns {
            if let field = column.field { samples[field] = column.samples }
        }
        return RulesWriter.text(rules, file: file, samples: samples)
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
