import Invoicing
import Sheets
import Testing

@Suite("dates as people write them")
struct WrittenDateTests {
    struct Row: Sendable {
        let text: String
        let expected: String
        let order: DateOrder?
        let calendar: DateCalendar

        init(
            _ text: String, _ expected: String, _ order: DateOrder? = nil,
            calendar: DateCalendar = .gregorian
        ) {
            self.text = text
            self.expected = expected
            self.order = order
            self.calendar = calendar
        }
    }

    static let rows: [Row] = [
        Row("2026-03-01", "2026-03-01"), Row("2026/3/1", "2026-03-01"),
        Row("2026.03.01", "2026-03-01"),
        Row("20260301", "2026-03-01"), Row("٢٠٢٦/٠٣/٠١", "2026-03-01"),
        Row("2026-03-01T10:15:00", "2026-03-01 10:15:00"),
        Row("2026-03-01 10:15", "2026-03-01 10:15:00"),
        Row("13/04/2026", "2026-04-13"), Row("04/13/2026", "2026-04-13"),
        Row("05/05/2026", "2026-05-05"),
        Row("03/04/2026", "date-order-unknown"), Row("03/04/2026", "2026-04-03", .dayFirst),
        Row("03/04/2026", "2026-03-04", .monthFirst), Row("3-4-26", "2026-04-03", .dayFirst),
        Row("٠٦/٠١/٢٠٢٦", "2026-01-06", .dayFirst), Row("13/04/2026", "no-such-day", .monthFirst),
        Row("1 مارس 2026", "2026-03-01"), Row("١ آذار ٢٠٢٦", "2026-03-01"),
        Row("1 March 2026", "2026-03-01"),
        Row("Mar 1, 2026", "2026-03-01"), Row("1-Mar-26", "2026-03-01"),
        Row("2026 تشرين الأول 5", "2026-10-05"),
        Row("5 كانون الثاني 2026", "2026-01-05"), Row("الأحد، 1 مارس 2026", "2026-03-01"),
        Row("5 إبريل 2026", "2026-04-05"), Row("1/3/2026 م", "2026-03-01", .dayFirst),
        Row("1/3/2026 02:30 م", "2026-03-01 14:30:00", .dayFirst),
        Row("1/3/2026 2:30:05 PM", "2026-03-01 14:30:05", .dayFirst),
        Row("1/3/2026 12:05 ص", "2026-03-01 00:05:00", .dayFirst),
        Row("\u{200F}13/04/2026\u{200E}", "2026-04-13"),
        // Hijri.
        Row("1447/07/20", "hijri-date"), Row("1447/07/20", "2026-01-09", calendar: .ummAlQura),
        Row("20/07/1447", "2026-01-09", .dayFirst, calendar: .ummAlQura),
        Row("1447/07/20 هـ", "2026-01-09"),
        Row("20 رجب 1447", "2026-01-09"), Row("١ رمضان ١٤٤٧هـ", "2026-02-18"),
        Row("1501/01/01 هـ", "hijri-year"),
        Row("1447/13/01 هـ", "no-such-day"),
        Row("30/02/1447", "no-such-day", .dayFirst, calendar: .ummAlQura),
        // Days that are not, and what is no date.
        Row("2026-02-29", "no-such-day"), Row("2024-02-29", "2024-02-29"),
        Row("1900-02-29", "no-such-day"),
        Row("32/01/2026", "no-such-day"), Row("2026-13-01", "no-such-day"),
        Row("13/13/2026", "no-such-day", .dayFirst),
        Row("46082", "day-number"), Row("", "not-a-date"), Row("soon", "not-a-date"),
        Row("2026", "not-a-date"),
        Row("01/03", "not-a-date"), Row("1/3/2026 25:00", "not-a-date"),
        Row("1/3/202", "no-such-day", .dayFirst),
        Row("1/3/2026/4", "not-a-date"), Row("5 Marsh 2026", "not-a-date"),
    ]

    @Test("each is read, or refused by what is in doubt", arguments: rows)
    func date(_ row: Row) {
        switch WrittenDate.read(row.text, order: row.order, calendar: row.calendar) {
        case .success(let moment): #expect(moment.text == row.expected, "\(row.text)")
        case .failure(let trouble): #expect(trouble.code == row.expected, "\(row.text)")
        }
    }

    static let columns: [([String], String)] = [
        (["2026-03-01", "1 مارس 2026", "05/05/2026"], "not needed"),
        (["03/04/2026", "13/04/2026"], "d/m/y because 13/04/2026 in 2"),
        (["03/04/2026", "٠٤/١٣/٢٠٢٦"], "m/d/y because ٠٤/١٣/٢٠٢٦ in 2"),
        (["03/04/2026", "05/06/2026"], "undecided: 03/04/2026 in 1"),
        (["13/04/2026", "04/13/2026"], "13/04/2026 against 04/13/2026"),
        (["20/07/1447"], "d/m/y because 20/07/1447 in 1"),
    ]

    @Test("a column decides its order by a part over twelve", arguments: columns)
    func order(texts: [String], expected: String) {
        var evidence = WrittenDate.OrderEvidence()
        for (index, text) in texts.enumerated() { evidence.note(text, row: index + 1) }
        let shown =
            switch evidence.reading {
            case .notNeeded: "not needed"
            case .decided(let order, let sample):
                "\(order.rawValue) because \(sample.text) in \(sample.row)"
            case .undecided(let example): "undecided: \(example.text) in \(example.row)"
            case .contradictory(let a, let b): "\(a.text) against \(b.text)"
            }
        #expect(shown == expected)
    }

    static let times: [(String, Int?)] = [
        ("14:30", 52_200), ("2:30 PM", 52_200), ("٢:٣٠ م", 52_200), ("2:30 مساءً", 52_200),
        ("2:30 ص", 9_000), ("02:30:15 صباحًا", 9_015), ("12:00 AM", 0), ("12:00 م", 43_200),
        ("3 pm", 54_000), ("14:30 pm", 52_200), ("23:59:59", 86_399), ("10:15:00.500", 36_900),
        ("14:30 am", nil), ("0:30 pm", nil), ("24:00", nil), ("12:60", nil), ("3", nil),
        ("3:30 x", nil), ("", nil), ("1:2:3:4", nil),
    ]

    @Test("times in both languages", arguments: times)
    func time(text: String, expected: Int?) {
        #expect((try? WrittenTime.read(text).get()) == expected, "\(text)")
    }

    /// From the Python package hijridate 2.6.0. On those of 1420 to 1450 ICU 78 and Java agree.
    static let hijri: [(Int, Int, Int, String)] = [
        (1343, 1, 1, "1924-08-01"), (1343, 9, 28, "1925-04-23"), (1345, 5, 31, "1926-12-06"),
        (1356, 1, 1, "1937-03-14"), (1400, 1, 1, "1979-11-20"), (1419, 12, 29, "1999-04-15"),
        (1420, 1, 1, "1999-04-17"), (1421, 2, 14, "2000-05-18"), (1421, 4, 2, "2000-07-04"),
        (1421, 10, 4, "2000-12-30"), (1422, 9, 14, "2001-11-29"), (1422, 10, 2, "2001-12-17"),
        (1423, 9, 23, "2002-11-28"), (1423, 10, 10, "2002-12-14"), (1423, 10, 19, "2002-12-23"),
        (1430, 3, 13, "2009-03-10"), (1431, 10, 2, "2010-09-11"), (1433, 2, 8, "2012-01-02"),
        (1433, 3, 18, "2012-02-10"), (1437, 3, 10, "2015-12-21"), (1437, 11, 6, "2016-08-09"),
        (1438, 10, 13, "2017-07-07"), (1439, 4, 16, "2018-01-03"), (1440, 1, 3, "2018-09-13"),
        (1440, 4, 12, "2018-12-19"), (1440, 10, 2, "2019-06-05"), (1441, 9, 14, "2020-05-07"),
        (1444, 6, 15, "2023-01-08"), (1445, 9, 1, "2024-03-11"), (1446, 9, 4, "2025-03-04"),
        (1446, 12, 10, "2025-06-06"), (1447, 1, 1, "2025-06-26"), (1447, 7, 20, "2026-01-09"),
        (1447, 9, 1, "2026-02-18"), (1448, 6, 13, "2026-11-23"), (1449, 9, 7, "2028-02-03"),
        (1450, 4, 21, "2028-09-11"), (1450, 12, 29, "2029-05-13"), (1451, 1, 1, "2029-05-14"),
        (1500, 1, 1, "2076-11-27"),
    ]

    @Test("Umm al-Qura days are those of other programs", arguments: hijri)
    func ummAlQura(year: Int, month: Int, day: Int, expected: String) {
        #expect(UmmAlQura.gregorian(year: year, month: month, day: day)?.description == expected)
    }

    @Test("the Umm al-Qura table has no gap, and ends where the calendars end")
    func table() {
        #expect(UmmAlQura.gregorian(year: 1500, month: 12, day: 30)?.description == "2077-11-16")
        #expect(UmmAlQura.gregorian(year: 1500, month: 12, day: 31) == nil)
        #expect(UmmAlQura.gregorian(year: 1342, month: 12, day: 29) == nil)
        #expect(UmmAlQura.gregorian(year: 1447, month: 0, day: 1) == nil)
        var last: Int?
        for year in UmmAlQura.years {
            for month in 1...12 {
                let first = UmmAlQura.gregorian(year: year, month: month, day: 1)
                let day = first?.daysSince1970 ?? 0
                // Months that were corrected in mid-month have 28 or 31 days, all before 1365.
                let allowed = year < 1365 ? 28...31 : 29...30
                if let last { #expect(allowed.contains(day - last), "\(year)-\(month)") }
                last = day
            }
        }
    }
}
