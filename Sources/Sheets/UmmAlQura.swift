public import Invoicing

/// The Umm al-Qura calendar of Saudi Arabia, by a table: its months follow no formula.
///
/// The months are those that R. H. van Gent (Utrecht) collected from the printed calendars; the
/// Python package hijridate has the same ones. From 1420 to 1450 AH (April 1999 to May 2029) they
/// are also those of ICU and of Java; in other years programs differ by a day here and there.
public enum UmmAlQura {
    public static let years = 1343...1500

    /// 1 Muharram 1343 is 1 August 1924.
    private static let firstDay = -16_589

    /// The Gregorian day; `nil` for a day or month that the calendar does not have, or a year
    /// outside the table.
    public static func gregorian(year: Int, month: Int, day: Int) -> CivilDate? {
        guard years.contains(year), (1...12).contains(month) else { return nil }
        guard day >= 1, day <= length(ofMonth: month, year: year) else { return nil }
        var days = firstDay + day - 1
        for earlier in years.lowerBound..<year {
            for month in 1...12 { days += length(ofMonth: month, year: earlier) }
        }
        for earlier in 1..<month { days += length(ofMonth: earlier, year: year) }
        return CivilDate(daysSince1970: days)
    }

    /// 28 to 31: a few printed calendars of old were corrected in mid-month.
    static func length(ofMonth month: Int, year: Int) -> Int {
        28 + Int(lengths[year - years.lowerBound] >> UInt32(2 * (month - 1)) & 3)
    }

    /// A year each: days over 28 of its twelve months, two bits each, the first month lowest.
    private static let lengths: [UInt32] = [
        0xA8A9A6, 0x666665, 0x9A2766, 0x6969A5, 0x5A69A5, 0x35A666, 0xB2A666, 0x9A6599, 0x9A5666,
        0x666666, 0x9699A6, 0x666999, 0x9A6666, 0x65A665, 0xA66666, 0x69659A, 0x65966A, 0xA66666,
        0x666666, 0x666666, 0xA66666, 0x6A2666, 0xA66666, 0x666666, 0x666666, 0xA66666, 0x69A666,
        0x666666, 0xA99966, 0xA65999, 0x999999, 0xA5A666, 0x696666, 0x666A59, 0xA69996, 0x666666,
        0x999999, 0x666666, 0x6659A6, 0x9969A6, 0x666699, 0x666666, 0x6A65A6, 0xA6665A, 0xA66665,
        0x666669, 0xA66666, 0x59A666, 0xA66666, 0xA66665, 0xA66566, 0x696666, 0x6659A6, 0x9966A6,
        0x666699, 0x99A666, 0x699999, 0xA6659A, 0x665999, 0x99666A, 0x6599A9, 0x966A69, 0x6669A5,
        0x9A6666, 0x999999, 0x996666, 0x6599A6, 0x9666A6, 0x59A699, 0x66A696, 0xA69A59, 0x9A9965,
        0x9A6599, 0x996666, 0x599A66, 0x666A66, 0x9A6999, 0x9AA659, 0x9AA565, 0x9A9596, 0x999666,
        0x6659A6, 0x6699A6, 0x9A6999, 0x69A665, 0xA6A596, 0xA69659, 0x999969, 0x966669, 0x5999A9,
        0x6669A6, 0x5A6999, 0x9A6666, 0x999999, 0x9665A6, 0x6596A6, 0x9666A6, 0x599A99, 0x669A66,
        0x669999, 0xA66666, 0x999699, 0x9659A9, 0x5969A9, 0x6666A6, 0x99A699, 0x69A665, 0x699966,
        0x66659A, 0x99966A, 0x6665A9, 0x9999A9, 0x6699A5, 0x9A9996, 0xA69659, 0x9A5966, 0x69659A,
        0xA5999A, 0x666699, 0x9A6666, 0x69A659, 0xA99966, 0xA96599, 0x999666, 0x6659A6, 0x9999A6,
        0x5A69A5, 0x6A6696, 0x69A659, 0x699666, 0x6659A6, 0x99669A, 0x659A99, 0x969A99, 0x5A9A65,
        0x9A6996, 0x9A6659, 0x999969, 0x659A69, 0x9669A6, 0x59A9A5, 0x69A696, 0xA99A59, 0xA66665,
        0xA65999, 0x996669, 0x6599A9, 0x9669A6, 0xA66999, 0x9A6665, 0x9A5996, 0x99965A, 0x66599A,
        0x99666A, 0x665A69, 0x999A66, 0x699999, 0xA9965A,
    ]
}
