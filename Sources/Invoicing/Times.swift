/// A day of the Gregorian calendar, without a time zone.
public struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    /// - Returns: `nil` for a day that does not exist or a year outside 2000…9999 (BR-KSA-F-01).
    public init?(year: Int, month: Int, day: Int) {
        guard (2000...9999).contains(year), (1...12).contains(month) else { return nil }
        guard day >= 1, day <= Self.length(ofMonth: month, year: year) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Takes exactly `YYYY-MM-DD`.
    public init?(_ text: String) {
        var text = text
        let date = text.withUTF8 { Self.read($0) }
        guard let date else { return nil }
        self = date
    }

    fileprivate static func read(_ c: UnsafeBufferPointer<UInt8>) -> CivilDate? {
        let dash = UInt8(ascii: "-")
        guard c.count == 10, c[4] == dash, c[7] == dash else { return nil }
        guard let year = decimal(c, 0..<4), let month = decimal(c, 5..<7),
            let day = decimal(c, 8..<10)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// The day `days` after 1 January 1970.
    public init(daysSince1970 days: Int) {
        // Howard Hinnant's civil-from-days arithmetic: years begin in March, eras have 146,097
        // days.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    public var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    public var description: String {
        String(unsafeUninitializedCapacity: textCapacity) { out in
            var text = DigitText(out)
            text.put(self)
            return text.count
        }
    }

    /// Far instants, as a hostile certificate may name, are in years of any length.
    fileprivate var hasPlainYear: Bool { (0...9999).contains(year) }
    fileprivate var textCapacity: Int { hasPlainYear ? 10 : 30 }

    public static func < (a: Self, b: Self) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

/// When a document was issued (BT-2 and KSA-25): Riyadh civil time, whole seconds, written without
/// a suffix.
public struct IssueTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let date: CivilDate
    /// 0 to 86,399.
    public let secondOfDay: Int

    public init?(date: CivilDate, secondOfDay: Int) {
        guard (0..<86_400).contains(secondOfDay) else { return nil }
        self.date = date
        self.secondOfDay = secondOfDay
    }

    /// Takes exactly `YYYY-MM-DDTHH:mm:ss`.
    public init?(_ text: String) {
        var text = text
        let time = text.withUTF8 { Self.read($0) }
        guard let time else { return nil }
        self = time
    }

    fileprivate static func read(_ c: UnsafeBufferPointer<UInt8>) -> IssueTime? {
        guard c.count == 19, c[10] == UInt8(ascii: "T") else { return nil }
        let colon = UInt8(ascii: ":")
        guard c[13] == colon, c[16] == colon else { return nil }
        guard let date = CivilDate.read(UnsafeBufferPointer(rebasing: c[0..<10])) else {
            return nil
        }
        guard let hour = decimal(c, 11..<13), let minute = decimal(c, 14..<16),
            let second = decimal(c, 17..<19)
        else { return nil }
        guard hour < 24, minute < 60, second < 60 else { return nil }
        return IssueTime(date: date, secondOfDay: hour * 3_600 + minute * 60 + second)
    }

    /// The Riyadh civil time of an instant. Riyadh is three hours ahead of UTC all year.
    public init(_ instant: Instant) {
        let local = instant.secondsSince1970 + 10_800
        let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        date = CivilDate(daysSince1970: Int(days))
        secondOfDay = Int(local - days * 86_400)
    }

    public var instant: Instant {
        Instant(secondsSince1970: Int64(date.daysSince1970) * 86_400 + Int64(secondOfDay) - 10_800)
    }

    /// `HH:mm:ss`, the text of `cbc:IssueTime`.
    public var timeText: String {
        String(unsafeUninitializedCapacity: 8) { out in
            var text = DigitText(out)
            text.put(secondOfDay: secondOfDay)
            return text.count
        }
    }

    public var description: String { text(suffix: nil) }

    fileprivate func text(suffix: UInt8?) -> String {
        String(unsafeUninitializedCapacity: date.textCapacity + 10) { out in
            var text = DigitText(out)
            text.put(date)
            text.put(UInt8(ascii: "T"))
            text.put(secondOfDay: secondOfDay)
            if let suffix { text.put(suffix) }
            return text.count
        }
    }

    public static func < (a: Self, b: Self) -> Bool {
        (a.date, a.secondOfDay) < (b.date, b.secondOfDay)
    }
}

/// The machine's instant, in whole seconds of UTC; written with `Z`.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let secondsSince1970: Int64

    public init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

    /// Takes exactly `YYYY-MM-DDTHH:mm:ssZ`.
    public init?(_ text: String) {
        var text = text
        let civil = text.withUTF8 { c -> IssueTime? in
            guard c.count == 20, c[19] == UInt8(ascii: "Z") else { return nil }
            return IssueTime.read(UnsafeBufferPointer(rebasing: c[..<19]))
        }
        guard let civil else { return nil }
        self.init(secondsSince1970: civil.instant.secondsSince1970 + 10_800)
    }

    /// `YYYY-MM-DDTHH:mm:ss`, UTC without a suffix: the form of `xades:SigningTime`.
    public var textWithoutSuffix: String { civilInUTC.description }

    public var description: String { civilInUTC.text(suffix: UInt8(ascii: "Z")) }

    private var civilInUTC: IssueTime {
        IssueTime(Instant(secondsSince1970: secondsSince1970 - 10_800))
    }

    public static func < (a: Self, b: Self) -> Bool { a.secondsSince1970 < b.secondsSince1970 }
}

private func decimal(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    var value = 0
    for index in range {
        let digit = text[index]
        guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
        value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
}

/// Writes days and times digit by digit: several stand in every document and every row.
private struct DigitText {
    private let out: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(_ out: UnsafeMutableBufferPointer<UInt8>) { self.out = out }

    mutating func put(_ byte: UInt8) {
        out[count] = byte
        count += 1
    }

    /// The last two digits of a value.
    private mutating func putPair(_ value: Int) {
        put(UInt8(ascii: "0") + UInt8(value / 10 % 10))
        put(UInt8(ascii: "0") + UInt8(value % 10))
    }

    mutating func put(_ date: CivilDate) {
        if date.hasPlainYear {
            putPair(date.year / 100)
            putPair(date.year)
        } else {
            for digit in String(date.year).utf8 { put(digit) }
        }
        put(UInt8(ascii: "-"))
        putPair(date.month)
        put(UInt8(ascii: "-"))
        putPair(date.day)
    }

    mutating func put(secondOfDay: Int) {
        putPair(secondOfDay / 3_600)
        put(UInt8(ascii: ":"))
        putPair(secondOfDay / 60 % 60)
        put(UInt8(ascii: ":"))
        putPair(secondOfDay % 60)
    }
}
