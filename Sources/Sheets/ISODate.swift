import Invoicing

/// Days and times as OpenDocument and strict Open XML write them.
enum ISODate {
    /// Takes `2026-03-01`, `2026-03-01T10:15:00` with up to nine decimals of a second, and `Z`.
    static func moment(_ text: String) -> SheetDateTime? {
        var parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count <= 2, let date = day(parts.removeFirst()) else { return nil }
        guard let clock = parts.first else { return SheetDateTime(date: date, secondOfDay: nil) }
        guard let second = seconds(clock) else { return nil }
        return SheetDateTime(date: date, secondOfDay: second)
    }

    /// Takes `PT10H15M00S` with decimals of a second: a time of day where it is below 24 hours.
    static func duration(_ text: String) -> SheetDateTime? {
        guard text.hasPrefix("PT") else { return nil }
        var total = 0
        var digits = ""
        for character in text.dropFirst(2) {
            switch character {
            case "H", "M", "S":
                let whole = digits.split(separator: ".").first ?? ""
                guard whole.utf8.count <= 6, let value = Int(whole) else { return nil }
                total += value * (character == "H" ? 3_600 : character == "M" ? 60 : 1)
                digits = ""
            default: digits.append(character)
            }
        }
        guard digits.isEmpty, (0..<86_400).contains(total) else { return nil }
        return SheetDateTime(date: nil, secondOfDay: total)
    }

    private static func day(_ text: Substring) -> CivilDate? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        return CivilDate.inAnyYear(year: year, month: month, day: day)
    }

    private static func seconds(_ text: Substring) -> Int? {
        let clock = text.hasSuffix("Z") ? text.dropLast() : text
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 2, parts[1].utf8.count == 2,
            let hour = Int(parts[0]), let minute = Int(parts[1])
        else { return nil }
        let whole = parts[2].split(separator: ".").first ?? ""
        guard whole.utf8.count == 2, let second = Int(whole), (0..<24).contains(hour),
            (0..<60).contains(minute), (0..<60).contains(second)
        else { return nil }
        return hour * 3_600 + minute * 60 + second
    }
}

extension CivilDate {
    /// A day of the Gregorian calendar in the years 1 to 9999; drafts themselves take none before
    /// 2000.
    static func inAnyYear(year: Int, month: Int, day: Int) -> CivilDate? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
            return nil
        }
        // 400 years are 146,097 days, and the calendar repeats itself.
        let cycles = year >= 2000 ? 0 : (2399 - year) / 400
        guard let later = CivilDate(year: year + cycles * 400, month: month, day: day) else {
            return nil
        }
        return CivilDate(daysSince1970: later.daysSince1970 - cycles * 146_097)
    }
}
