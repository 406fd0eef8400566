import Invoicing

/// Which part of `03/04/2026` is the day.
public enum DateOrder: String, Hashable, Sendable, CaseIterable {
    case dayFirst = "d/m/y"
    case monthFirst = "m/d/y"
}

/// The calendar of a column's years 1300 to 1500.
public enum DateCalendar: String, Hashable, Sendable, CaseIterable {
    case gregorian
    case ummAlQura = "umm-al-qura"
}

/// A date, with or without a time, as a person wrote it.
///
/// Read are `2026-03-01` and `1/3/2026` with any of `/ - .` or blanks between, years of two digits
/// at the end (2000 to 2079), names of months in Arabic and English, names of weekdays, eight
/// digits in a row, Arabic digits, and a time behind the date. A year first is always
/// followed by the month.
public enum WrittenDate {
    /// - Parameters:
    ///   - order: Of the column; `nil` where it is not known, which refuses a text that depends on
    ///     it.
    ///   - calendar: Of the column. Hijri dates are refused unless it is Umm al-Qura or the text
    ///     itself says that it is Hijri.
    public static func read(
        _ text: String, order: DateOrder?, calendar: DateCalendar = .gregorian
    ) -> Result<SheetDateTime, WrittenTrouble> {
        if let date = CivilDate(text) {
            return .success(SheetDateTime(date: date, secondOfDay: nil))
        }
        guard let parts = Parts(text) else { return .failure(bareNumber(text) ?? .notADate(text)) }
        let fields: Fields
        switch parts.fields(order: order) {
        case .success(let found): fields = found
        case .failure(.dateOrderUnknown): return .failure(.dateOrderUnknown(text))
        case .failure: return .failure(.noSuchDay(text))
        }
        let date: CivilDate?
        if parts.isHijri || (1300...1500).contains(fields.year) {
            guard parts.isHijri || calendar == .ummAlQura else { return .failure(.hijri(text)) }
            guard UmmAlQura.years.contains(fields.year) else {
                return .failure(.hijriYear(fields.year))
            }
            date = UmmAlQura.gregorian(year: fields.year, month: fields.month, day: fields.day)
        } else {
            date = CivilDate.inAnyYear(year: fields.year, month: fields.month, day: fields.day)
        }
        guard let date else { return .failure(.noSuchDay(text)) }
        return .success(SheetDateTime(date: date, secondOfDay: parts.second))
    }

    private static func bareNumber(_ text: String) -> WrittenTrouble? {
        let plain = WrittenText.plain(text)
        guard NumberText.isNumber(plain),
            let date = SheetDateTime(serial: SheetNumber(text: plain), uses1904: false).date,
            (1990...2100).contains(date.year)
        else { return nil }
        return .dayNumber(text, day: date.description)
    }

    /// What a column's texts tell of the order of day and month.
    public struct OrderEvidence {
        private var evidence = ColumnEvidence<DateOrder>()

        public init() {}

        public mutating func note(_ text: String, row: Int) {
            guard let parts = Parts(text) else { return }
            evidence.note(parts.sign, text, row: row)
        }

        public var reading: ColumnReading<DateOrder> { evidence.reading }
    }

    struct Fields {
        var year: Int
        var month: Int
        var day: Int
    }

    /// The numbers and names of a date.
    private struct Parts {
        private var numbers: [(value: Int, digits: Int)] = []
        private var month: MonthNames.Month?
        private var saysHijri = false
        private(set) var second: Int?

        var isHijri: Bool { saysHijri || month?.isHijri == true }

        init?(_ text: String) {
            var rest = WrittenText.plain(text)[...]
            var words: [String] = []
            while let first = rest.first {
                if first.isASCII, first.isNumber {
                    guard takeNumber(&rest) else { return nil }
                } else if first.isLetter {
                    let word = rest.prefix { $0.isLetter || $0 == "'" }
                    rest = rest.dropFirst(word.count)
                    // The T between an ISO date and its time.
                    if word == "T", numbers.count == 3, second == nil { continue }
                    words.append(String(word))
                } else {
                    guard " /-.,\u{60C}".contains(first) else { return nil }
                    rest = rest.dropFirst()
                }
            }
            guard take(words) else { return nil }
            guard numbers.count + (month == nil ? 0 : 1) == 3 else { return nil }
        }

        private mutating func takeNumber(_ rest: inout Substring) -> Bool {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            let isClock = rest.dropFirst(digits.count).first == ":"
            let isComplete = numbers.count + (month == nil ? 0 : 1) >= 2
            if isClock || (isComplete && numbers.count == 3) {
                guard second == nil, let found = WrittenTime.leading(rest) else { return false }
                second = found.second
                rest = found.rest
                // The Z of an instant would need its zone to be judged; Excel drops it as well.
                return true
            }
            rest = rest.dropFirst(digits.count)
            if digits.count == 8, numbers.isEmpty, let whole = Int(digits) {
                numbers = [(whole / 10_000, 4), (whole / 100 % 100, 2), (whole % 100, 2)]
                return true
            }
            guard digits.count <= 4, let value = Int(digits), numbers.count < 3 else {
                return false
            }
            numbers.append((value, digits.count))
            return true
        }

        private mutating func take(_ words: [String]) -> Bool {
            var names: [String] = []
            for word in words {
                let folded = HeaderName.fold(word)
                switch folded {
                case "ه", "هـ", "هجري", "هجريه", "ah", "h": saysHijri = true
                // "Gregorian", where it stands behind a date.
                case "م", "ميلادي", "ميلاديه", "ad", "st", "nd", "rd", "th", "of": break
                case _ where MonthNames.weekdays.contains(folded): break
                default: names.append(word)
                }
            }
            if names.isEmpty { return true }
            month = MonthNames.month(names.joined(separator: " "))
            return month != nil
        }

        /// Whether the year stands first; else last.
        private var yearIsFirst: Bool { numbers[0].digits >= 3 || numbers[0].value > 31 }

        private func year(_ number: (value: Int, digits: Int)) -> Int? {
            if number.digits == 4 { return number.value }
            // A year of two digits; three are a slip of the hand.
            return number.digits == 2 && number.value < 80 ? 2000 + number.value : nil
        }

        func fields(order: DateOrder?) -> Result<Fields, WrittenTrouble> {
            let wrong = WrittenTrouble.noSuchDay("")
            if let month {
                let (yearPart, dayPart) =
                    yearIsFirst ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
                guard let year = year(yearPart), dayPart.digits <= 2 else { return .failure(wrong) }
                return .success(Fields(year: year, month: month.number, day: dayPart.value))
            }
            if yearIsFirst {
                guard let year = year(numbers[0]) else { return .failure(wrong) }
                return .success(
                    Fields(year: year, month: numbers[1].value, day: numbers[2].value))
            }
            guard let year = year(numbers[2]), numbers[0].digits <= 2, numbers[1].digits <= 2 else {
                return .failure(wrong)
            }
            let (first, second) = (numbers[0].value, numbers[1].value)
            var chosen = order
            if chosen == nil, case .proof(let order) = sign { chosen = order }
            if first == second { chosen = chosen ?? .dayFirst }
            guard let chosen else { return .failure(.dateOrderUnknown("")) }
            return .success(
                chosen == .dayFirst
                    ? Fields(year: year, month: second, day: first)
                    : Fields(year: year, month: first, day: second))
        }

        var sign: Sign<DateOrder> {
            guard month == nil, !yearIsFirst else { return .none }
            let (first, second) = (numbers[0].value, numbers[1].value)
            if first > 12, second > 12 { return .none }
            if first > 12 { return .proof(.dayFirst) }
            if second > 12 { return .proof(.monthFirst) }
            return first == second ? .none : .open
        }
    }
}

extension SheetDateTime {
    /// The day of a spreadsheet's day number, for columns of dates that are formatted as numbers.
    ///
    /// Both parts are `nil` where there is no such day.
    public init(serial: SheetNumber, uses1904: Bool) {
        let found = DateSerial.moment(serial.text, format: .general, uses1904: uses1904)
        self.init(date: found?.date, secondOfDay: found?.secondOfDay)
    }
}
