public import Invoicing

/// Where a cell is: row and column from 1, written `B7`.
public struct CellAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let row: Int
    public let column: Int

    public init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }

    /// Takes `B7` or `$B$7`; at most 3 letters and 7 digits.
    public init?(_ text: some StringProtocol) {
        var column = 0
        var row = 0
        var letters = 0
        var digits = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
                guard digits == 0, letters < 3 else { return nil }
                column = column * 26 + Int(byte & 0x1F)
                letters += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard letters > 0, digits < 7 else { return nil }
                row = row * 10 + Int(byte - UInt8(ascii: "0"))
                digits += 1
            case UInt8(ascii: "$"): continue
            default: return nil
            }
        }
        guard letters > 0, row > 0 else { return nil }
        self.init(row: row, column: column)
    }

    /// `A` for 1, `AA` for 27.
    public static func letters(ofColumn column: Int) -> String {
        var letters: [UInt8] = []
        var rest = column
        while rest > 0 {
            rest -= 1
            letters.append(UInt8(ascii: "A") + UInt8(rest % 26))
            rest /= 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    public var description: String { Self.letters(ofColumn: column) + String(row) }

    public static func < (a: Self, b: Self) -> Bool { (a.row, a.column) < (b.row, b.column) }
}

/// A day, a time of day, or both, without a time zone.
public struct SheetDateTime: Hashable, Sendable {
    /// May lie before 2000, as far back as the year 1; `nil` where the cell holds a time only.
    public let date: CivilDate?
    /// 0 to 86,399; `nil` where the cell holds a day only.
    public let secondOfDay: Int?

    public init(date: CivilDate?, secondOfDay: Int?) {
        self.date = date
        self.secondOfDay = secondOfDay
    }
}

/// A number as it stands in the file.
public struct SheetNumber: Hashable, Sendable {
    /// The file's own text: digits, point, sign and perhaps an exponent, as in `1E+3`.
    public let text: String
    /// Shown with a percent sign: 0.15 is seen as 15%.
    public let isPercent: Bool

    /// - Precondition: The text is a decimal number; an exponent has at most three digits.
    public init(text: String, isPercent: Bool = false) {
        precondition(NumberText.isNumber(text), "not a number")
        self.text = text
        self.isPercent = isPercent
    }
}

/// What a cell holds.
public enum SheetValue: Hashable, Sendable {
    /// Never delivered in a row; the value of a cell that is not there.
    case empty
    case text(String)
    case number(SheetNumber)
    case date(SheetDateTime)
    case boolean(Bool)
    /// An error of the spreadsheet's own, as `#REF!`.
    case error(String)
    /// There is something in the cell, and it must not be taken for a value.
    case flawed(SheetFlaw)
}

/// Why a cell that is not empty has no value.
public enum SheetFlaw: Hashable, Sendable {
    /// A formula that no spreadsheet program ever computed.
    case formulaWithoutValue
    /// A formula whose stored value the file itself calls out of date: what wrote it was no
    /// spreadsheet program, and often stores 0.
    case formulaNotComputed
    /// A date counted in days where no such day exists: before 1 January 1900, after 9999, or the
    /// 29 February 1900 that the format believes in.
    case dateSerial(String)
    /// Marked as a number, a date, a boolean or a place in the list of texts, and none.
    case unreadable(kind: String, text: String)
}

public struct SheetCell: Hashable, Sendable {
    public let value: SheetValue
    /// What the reader of the sheet sees, where the file says it or it can be told without doubt;
    /// a CSV's cell is its own text.
    public let shown: String?
    /// From 1.
    public let column: Int
    public let marks: Marks

    public struct Marks: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The value was computed from other cells.
        public static let formula = Marks(rawValue: 1)
        /// In a hidden row or column.
        public static let hidden = Marks(rawValue: 2)
        /// The upper left cell of a merged range, whose value counts for all of it.
        public static let merged = Marks(rawValue: 4)
        /// Within a merged range, where nothing is shown.
        public static let covered = Marks(rawValue: 8)
    }

    public init(value: SheetValue, shown: String? = nil, column: Int, marks: Marks = []) {
        self.value = value
        self.shown = shown
        self.column = column
        self.marks = marks
    }

    /// The text of a text cell.
    public var text: String? {
        if case .text(let text) = value { text } else { nil }
    }
}

/// One row with something in it.
public struct SheetRow: Hashable, Sendable {
    /// From 1, as the spreadsheet program counts.
    public var number: Int
    /// In a CSV the line of the file where the row begins, from 1; else the row's number.
    public var line: Int
    /// Cells that hold something, by column.
    public var cells: [SheetCell]
    /// Fields that a CSV has in this row, empty ones among them; else the last cell's column.
    public var width: Int
    public var isHidden: Bool

    public init(
        number: Int = 0, line: Int = 0, cells: [SheetCell] = [], width: Int = 0,
        isHidden: Bool = false
    ) {
        self.number = number
        self.line = line
        self.cells = cells
        self.width = width
        self.isHidden = isHidden
    }

    /// The cell in a column from 1; `nil` if it is empty.
    public subscript(column: Int) -> SheetCell? {
        // Most rows have no gaps, so that the cell stands at its own column.
        if column >= 1, column <= cells.count, cells[column - 1].column == column {
            return cells[column - 1]
        }
        var low = 0
        var high = cells.count
        while low < high {
            let middle = (low + high) / 2
            if cells[middle].column < column { low = middle + 1 } else { high = middle }
        }
        return low < cells.count && cells[low].column == column ? cells[low] : nil
    }

    public func address(ofColumn column: Int) -> CellAddress {
        CellAddress(row: number, column: column)
    }
}

/// A range of cells that are shown as one.
public struct MergedRange: Hashable, Sendable {
    public let first: CellAddress
    public let last: CellAddress

    public func contains(_ address: CellAddress) -> Bool {
        (first.row...last.row).contains(address.row)
            && (first.column...last.column).contains(address.column)
    }
}
