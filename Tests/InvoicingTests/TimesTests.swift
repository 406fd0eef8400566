import Foundation
import Invoicing
import Testing

@Suite("days and times")
struct TimesTests {
    @Test("each day from 2000 to 2100 is the one the system's calendar names")
    func days() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        var previous: CivilDate?
        for day in 10_957...47_846 {
            let date = CivilDate(daysSince1970: day)
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
            #expect(date.year == parts.year && date.month == parts.month && date.day == parts.day)
            #expect(date.daysSince1970 == day)
            #expect(CivilDate(date.description) == date)
            if let previous { #expect(previous < date) }
            previous = date
        }
        #expect(CivilDate(daysSince1970: 10_957).description == "2000-01-01")
        #expect(CivilDate(daysSince1970: 47_846).description == "2100-12-31")
    }

    @Test(
        "what is no day is refused",
        arguments: [
            "2026-02-29", "2100-02-29", "2026-04-31", "2026-00-01", "2026-13-01", "2026-01-00",
            "1999-12-31", "2026-1-01", "2026-01-01Z", " 2026-01-01", "2026/01/01", "", "٢٠٢٦-٠١-٠١",
            "-026-01-01", "20260101",
        ])
    func noDays(_ text: String) { #expect(CivilDate(text) == nil) }

    /// Riyadh is three hours ahead of UTC, so its day begins at 21:00 UTC.
    @Test(
        "around midnight in Riyadh",
        arguments: [
            ("2026-02-28T20:59:59Z", "2026-02-28T23:59:59"),
            ("2026-02-28T21:00:00Z", "2026-03-01T00:00:00"),
            ("2026-02-28T21:00:01Z", "2026-03-01T00:00:01"),
            ("2026-03-01T00:00:00Z", "2026-03-01T03:00:00"),
            ("2023-12-31T21:00:00Z", "2024-01-01T00:00:00"),
            ("2024-02-28T22:30:00Z", "2024-02-29T01:30:00"),
            ("2099-12-31T23:59:59Z", "2100-01-01T02:59:59"),
        ])
    func midnight(_ utc: String, _ riyadh: String) throws {
        let instant = try #require(Instant(utc))
        #expect(IssueTime(instant).description == riyadh)
        #expect(try #require(IssueTime(riyadh)).instant == instant)
        #expect(instant.description == utc)
        let system = try #require(ISO8601DateFormatter().date(from: utc))
        #expect(Int64(system.timeIntervalSince1970) == instant.secondsSince1970)
    }

    @Test(
        "what is no time is refused",
        arguments: [
            "2026-03-01T24:00:00", "2026-03-01T10:60:00", "2026-03-01T10:00:60",
            "2026-03-01 10:00:00", "2026-03-01T10:00", "2026-03-01T10:00:00Z",
            "2026-03-01T10:00:00+03:00", "2026-03-01T10:00:00.5", "2026-03-01T1:00:00", "",
        ])
    func noTimes(_ text: String) { #expect(IssueTime(text) == nil) }
}
