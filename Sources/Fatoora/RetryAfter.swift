public import Invoicing

/// When a busy server wants to be asked again (RFC 9110, section 10.2.3).
public enum RetryAfter: Hashable, Sendable {
    case seconds(Int64)
    case at(Instant)

    /// A day is longer than any wait that helps; it also keeps sums from overflowing.
    private static let longestSeconds: Int64 = 86_400

    /// - Returns: `nil` for what is neither whole seconds nor an HTTP date: it is then as if the
    ///   server had said nothing.
    public init?(_ text: String) {
        if !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
            self = .seconds(min(Int64(text) ?? Int64.max, Self.longestSeconds))
        } else if let instant = HTTPDate.read(text) {
            self = .at(instant)
        } else {
            return nil
        }
    }

    /// The earliest instant to ask again.
    public func instant(from now: Instant) -> Instant {
        let wait =
            switch self {
            case .seconds(let count): count
            case .at(let instant): instant.secondsSince1970 - now.secondsSince1970
            }
        return Instant(
            secondsSince1970: now.secondsSince1970 + min(max(0, wait), Self.longestSeconds))
    }
}

/// The three forms of a date in HTTP (RFC 9110, section 5.6.7); all are UTC.
enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func read(_ text: String) -> Instant? {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" })
        switch parts.count {
        // Sun, 06 Nov 1994 08:49:37 GMT and Sunday, 06-Nov-94 08:49:37 GMT
        case 6 where parts[5] == "GMT":
            return instant(day: parts[1], month: parts[2], year: parts[3], time: parts[4])
        // Sun Nov  6 08:49:37 1994
        case 5: return instant(day: parts[2], month: parts[1], year: parts[4], time: parts[3])
        default: return nil
        }
    }

    private static func instant(
        day: Substring, month: Substring, year: Substring, time: Substring
    ) -> Instant? {
        guard let day = Int(day), var year = Int(year) else { return nil }
        guard let month = months.firstIndex(of: String(month)) else { return nil }
        // Two digits name a year of this century: certificates and gateways are younger than it.
        if year < 100 { year += 2_000 }
        guard let date = CivilDate(year: year, month: month + 1, day: day) else { return nil }
        return Instant("\(date)T\(time)Z")
    }
}
