import Invoicing
import Sheets

/// Takes the value of one cell as its field needs it: the text of a draft's member.
struct CellReading {
    let decimalMark: DecimalMark?
    let dateOrder: DateOrder?
    let calendar: DateCalendar

    init(_ rules: Rules) {
        decimalMark = rules.decimalMark
        dateOrder = rules.dateOrder
        calendar = rules.calendar ?? .gregorian
    }

    enum Value: Hashable {
        case text(String)
        case moment(SheetDateTime)
        /// Several words of one cell.
        case list([String])
    }

    struct Failure: Error {
        let fault: SheetFault
        /// The cell's text, for the message.
        let shown: String
    }

    /// - Returns: `nil` for an empty cell.
    func read(_ cell: SheetCell, as field: SheetField) -> Result<Value, Failure>? {
        if cell.marks.contains(.covered) { return nil }
        let shown = Self.shown(cell)
        switch cell.value {
        case .empty: return nil
        case .error(let text): return fail(.errorCell(text), text)
        case .flawed(let flaw): return fail(.flaw(flaw), shown)
        case .text(let text) where WrittenText.tidy(text).isEmpty: return nil
        default: break
        }
        switch field.form {
        case .text:
            let text = WrittenText.tidy(shown)
            if let meant = GarbledText.meaning(of: text) {
                return fail(.garbled(meant: meant), shown)
            }
            return .success(.text(text))
        case .code(let digits):
            return WrittenCode.read(cell, digits: digits).map { .text($0) }.mapError {
                Failure(fault: .written($0), shown: shown)
            }
        case .number: return number(cell, shown).map { .text($0.text) }
        case .percent: return number(cell, shown).map { .text($0.text) }
        case .vatRate: return rate(cell, shown)
        case .date: return date(cell, shown)
        case .time: return time(cell, shown)
        case .word:
            let text = WrittenText.tidy(shown)
            guard let word = FieldWords.value(text, of: field) else {
                return fail(.unknownWord(text, field: field), shown)
            }
            return .success(.text(word))
        case .words:
            let parts = WrittenText.tidy(shown).split { ",;،؛ ".contains($0) }
            return .success(.list(parts.map(String.init)))
        }
    }

    private func fail<T>(_ fault: SheetFault, _ shown: String) -> Result<T, Failure> {
        .failure(Failure(fault: fault, shown: shown))
    }

    // MARK: Numbers

    struct Number {
        let text: String
        let isPercent: Bool
        let currency: String?
    }

    func number(_ cell: SheetCell, _ shown: String) -> Result<Number, Failure> {
        switch cell.value {
        case .number(let number):
            // What binary arithmetic adds behind fifteen digits is not meant.
            return .success(
                Number(
                    text: Self.trimmed(number.fifteenDigits.text), isPercent: number.isPercent,
                    currency: nil))
        case .text(let text):
            return WrittenNumber.read(text, mark: decimalMark).map {
                Number(text: $0.text, isPercent: $0.isPercent, currency: $0.currency)
            }.mapError { Failure(fault: .written($0), shown: shown) }
        default: return fail(.written(.wrongKind(shown)), shown)
        }
    }

    /// Without needless zeros behind the point, which a draft's fourteen places have no room for.
    private static func trimmed(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: ".")) else { return text }
        var bytes = Array(text.utf8)
        while bytes.last == 0x30 { bytes.removeLast() }
        if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func rate(_ cell: SheetCell, _ shown: String) -> Result<Value, Failure> {
        number(cell, shown).flatMap { number in
            guard let decimal = ExactDecimal(number.text) else {
                return fail(.badRate(shown), shown)
            }
            // `15%` typed in a cell is 0.15 shown as a per cent; as a text it is 15.
            let isFraction: Bool =
                if case .number = cell.value { number.isPercent } else { false }
            for (rate, fraction) in [("15", "0.15"), ("5", "0.05"), ("0", "0")] {
                let isWhole = !isFraction && decimal == ExactDecimal(rate)
                let isPart = (isFraction || !number.isPercent) && decimal == ExactDecimal(fraction)
                if isWhole || isPart { return .success(.text(rate)) }
            }
            return fail(.badRate(shown), shown)
        }
    }

    // MARK: Dates

    private func date(_ cell: SheetCell, _ shown: String) -> Result<Value, Failure> {
        switch cell.value {
        case .date(let moment):
            guard moment.date != nil else { return fail(.written(.notADate(shown)), shown) }
            return .success(.moment(moment))
        case .text(let text): return writtenDate(text, shown)
        // Eight digits in a row are a date also where the spreadsheet took them for a number.
        case .number(let number): return writtenDate(number.plain, shown)
        default: return fail(.written(.wrongKind(shown)), shown)
        }
    }

    private func writtenDate(_ text: String, _ shown: String) -> Result<Value, Failure> {
        WrittenDate.read(
            text, order: dateOrder, calendar: calendar
        ).map { .moment($0) }.mapError { Failure(fault: .written($0), shown: shown) }
    }

    private func time(_ cell: SheetCell, _ shown: String) -> Result<Value, Failure> {
        switch cell.value {
        case .date(let moment):
            guard let second = moment.secondOfDay else {
                return fail(.written(.notATime(shown)), shown)
            }
            return .success(.moment(SheetDateTime(date: nil, secondOfDay: second)))
        case .text(let text):
            return WrittenTime.read(text).map {
                .moment(SheetDateTime(date: nil, secondOfDay: $0))
            }.mapError { Failure(fault: .written($0), shown: shown) }
        default: return fail(.written(.notATime(shown)), shown)
        }
    }

    /// What the reader of the sheet sees in a cell, as far as it is known.
    static func shown(_ cell: SheetCell) -> String {
        if let shown = cell.shown { return shown }
        switch cell.value {
        case .empty: return ""
        case .text(let text): return text
        case .number(let number): return number.isPercent ? percent(number) : number.plain
        case .date(let moment):
            let date = moment.date.map(\.description)
            let time = moment.secondOfDay.map { clock($0) }
            return [date, time].compactMap { $0 }.joined(separator: " ")
        case .boolean(let flag): return flag ? "TRUE" : "FALSE"
        case .error(let text): return text
        case .flawed(let flaw):
            if case .dateSerial(let text) = flaw { return text }
            if case .unreadable(_, let text) = flaw { return text }
            return ""
        }
    }

    private static func percent(_ number: SheetNumber) -> String {
        guard let part = ExactDecimal(number.plain),
            let whole = part.multiplied(by: ExactDecimal(digits: 100, scale: 0))
        else { return number.plain }
        return whole.normalized.description + "%"
    }

    static func clock(_ second: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
        return "\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))"
    }
}
