public import Sheets

/// How one sheet is to be read: what its rules file says, or what was deduced for want of one.
public struct Rules: Hashable, Sendable {
    /// Where a column is found.
    public enum Column: Hashable, Sendable {
        /// By the text of its header, however it is folded.
        case named(String)
        /// From 1.
        case at(Int)
    }

    public enum Header: Hashable, Sendable {
        /// The row with the most known names.
        case searched
        /// From 1.
        case row(Int)
        case none
    }

    public enum RowMeaning: String, Hashable, Sendable { case invoice, line }

    /// What the rows that the spreadsheet does not show are.
    public enum HiddenRows: String, Hashable, Sendable { case read, skip }

    /// Whether rows that sum up others must agree with them.
    public enum TotalsRows: String, Hashable, Sendable { case compare, ignore }

    public struct Mapping: Hashable, Sendable {
        public var field: SheetField
        public var column: Column

        public init(field: SheetField, column: Column) {
            self.field = field
            self.column = column
        }
    }

    public struct Constant: Hashable, Sendable {
        public var field: SheetField
        public var value: String

        public init(field: SheetField, value: String) {
            self.field = field
            self.value = value
        }
    }

    public struct Condition: Hashable, Sendable {
        public enum Test: Hashable, Sendable {
            case isEmpty
            case isNotEmpty
            /// Compared in the folded form.
            case equals(String)
            case contains(String)
            /// A regular expression that some part of the text matches.
            case matches(String)
        }

        public var column: Column
        public var test: Test
        /// What is set, over what the cells say.
        public var sets: [Constant]
        /// The row is left out.
        public var skips: Bool

        public init(column: Column, test: Test, sets: [Constant], skips: Bool = false) {
            self.column = column
            self.test = test
            self.sets = sets
            self.skips = skips
        }
    }

    public var sheet: String?
    public var encoding: TextEncoding.Name?
    public var separator: Character?
    public var header: Header = .searched
    /// Rows that are left out, from 1.
    public var skippedRows: [ClosedRange<Int>] = []
    public var hiddenRows: HiddenRows = .read
    public var totalsRows: TotalsRows = .compare
    public var rowMeaning: RowMeaning?
    /// What makes an invoice the same one when its sheet comes again; the number where empty.
    public var key: [SheetField] = []
    public var dateOrder: DateOrder?
    public var calendar: DateCalendar?
    public var decimalMark: DecimalMark?
    public var pricesIncludeVAT: Bool?
    public var expectedCount: Int?
    /// As written, digits and a point.
    public var expectedTotal: String?
    public var mappings: [Mapping] = []
    /// What a field is where its cell is empty or it has no column.
    public var constants: [Constant] = []
    public var conditions: [Condition] = []
    /// False where nobody wrote a rules file: what is missing is deduced.
    public var isGiven = false
    /// Where each mapping stands in the rules file, for messages; empty in deduced rules.
    var lines: [SheetField: Int] = [:]

    public init() {}

    /// Two files of rules say the same wherever their lines stand.
    public static func == (a: Rules, b: Rules) -> Bool { a.content == b.content }

    public func hash(into hasher: inout Hasher) { hasher.combine(content) }

    private var content: [AnyHashable] {
        [
            sheet, encoding, separator, header, skippedRows, hiddenRows, totalsRows, rowMeaning,
            key,
            dateOrder, calendar, decimalMark, pricesIncludeVAT, expectedCount, expectedTotal,
            mappings,
            constants, conditions,
        ]
    }

    func constant(_ field: SheetField) -> String? {
        constants.last { $0.field == field }?.value
    }
}
