import Glibc
import Invoicing

/// Days counted by a spreadsheet program.
enum DateSerial {
    /// The last day of the year 9999 in the system of 1900.
    private static let last = 2_958_465
    /// 1 January 1904 in the system of 1900.
    private static let shift1904 = 1_462

    /// - Parameter text: Decimal digits, perhaps with a point and an exponent.
    /// - Returns: `nil` where there is no such day: below 0, after 9999, the 29 February 1900 that
    ///   never was, and the day 0 of a format without a time.
    static func moment(_ text: String, format: NumberFormat, uses1904: Bool) -> SheetDateTime? {
        guard let serial = Double(text), serial >= 0, serial < Double(last + 1) else { return nil }
        var day = Int(serial)
        // Milliseconds even out what the format's binary numbers are off; seconds are not rounded
        // up, so that a sale just before midnight keeps its day.
        var milliseconds = Int(((serial - Double(day)) * 86_400_000).rounded())
        if milliseconds == 86_400_000 {
            milliseconds = 0
            day += 1
        }
        let second = milliseconds / 1_000
        if day == 0, format.hasTime, !format.hasDate {
            return SheetDateTime(date: nil, secondOfDay: second)
        }
        if uses1904 { day += shift1904 }
        guard day >= 1, day <= last, day != 60 else { return nil }
        // Day 1 is 1 January 1900, which was 25,567 days before 1970; from day 61 on the format is
        // one day ahead.
        let sinceEpoch = day - (day < 60 ? 25_568 : 25_569)
        return SheetDateTime(
            date: CivilDate(daysSince1970: sinceEpoch),
            secondOfDay: second > 0 || format.hasTime ? second : nil)
    }
}
