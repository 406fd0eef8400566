/// The lexical forms of XML Schema's types, as text.
enum Lexical {
    /// A moment as seconds since 1970, as far as binary64 goes.
    struct Moment {
        let seconds: Double
        /// The text said where in the world.
        let hasZone: Bool
    }

    /// Riyadh is three hours ahead of UTC all year: what has no zone is meant there.
    private static let riyadhSeconds = 10_800.0

    /// `xs:dateTime`, blanks around it.
    static func dateTime(_ text: Text) -> Moment? {
        var reader = Reader(text.trimmed)
        guard let day = reader.day(), reader.take("T"), let second = reader.time() else {
            return nil
        }
        guard let zone = reader.zone(), reader.isAtEnd else { return nil }
        return moment(day: day, second: second, zone: zone)
    }

    /// `xs:date`, blanks around it: its first moment.
    static func date(_ text: Text) -> Moment? {
        var reader = Reader(text.trimmed)
        guard let day = reader.day(), let zone = reader.zone(), reader.isAtEnd else { return nil }
        return moment(day: day, second: 0, zone: zone)
    }

    /// `xs:time`, blanks around it.
    static func isTime(_ text: Text) -> Bool {
        var reader = Reader(text.trimmed)
        return reader.time() != nil && reader.zone() != nil && reader.isAtEnd
    }

    private static func moment(day: Int, second: Double, zone: Reader.Zone) -> Moment {
        let local = Double(day) * 86_400 + second
        return Moment(
            seconds: local - (zone.seconds.map(Double.init) ?? riyadhSeconds),
            hasZone: zone.seconds != nil)
    }

    /// `HH:mm:ss` and nothing else.
    static func isPlainTime(_ text: Text) -> Bool {
        guard text.count == 8, text[2] == 0x3A, text[5] == 0x3A else { return false }
        guard let hour = number(text, 0, 2), let minute = number(text, 3, 5),
            let second = number(text, 6, 8)
        else { return false }
        return hour < 24 && minute < 60 && second < 60
    }

    /// `YYYY-MM-DD` within these years; 29 February where the last two digits of the year say so,
    /// and in `leapCentury`.
    static func isPlainDate(_ text: Text, years: ClosedRange<Int>, everyHundred: Bool) -> Bool {
        guard text.count == 10, text[4] == 0x2D, text[7] == 0x2D else { return false }
        guard let year = number(text, 0, 4), let month = number(text, 5, 7),
            let day = number(text, 8, 10)
        else { return false }
        guard years.contains(year), (1...12).contains(month), day >= 1 else { return false }
        switch month {
        case 2:
            let isLeap = year % 4 == 0 && (everyHundred || year % 100 != 0 || year == 2_000)
            return day <= (isLeap ? 29 : 28)
        case 4, 6, 9, 11: return day <= 30
        default: return day <= 31
        }
    }

    private static func number(_ text: Text, _ start: Int, _ end: Int) -> Int? {
        var value = 0
        for byte in text[start..<end] {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    /// `xs:boolean`, blanks around it.
    static func isBoolean(_ text: Text) -> Bool {
        let text = text.trimmed
        return text.equals("true") || text.equals("false") || text.equals("1") || text.equals("0")
    }

    /// `xs:integer`, blanks around it.
    static func isInteger(_ text: Text) -> Bool {
        var text = text.trimmed
        if let sign = text.first, sign == 0x2B || sign == 0x2D {
            text = Text(rebasing: text.dropFirst())
        }
        return !text.isEmpty && text.isASCIIDigits
    }

    /// `xs:decimal`, blanks around it, of any length.
    static func isDecimal(_ text: Text) -> Bool {
        var text = text.trimmed
        if let sign = text.first, sign == 0x2B || sign == 0x2D {
            text = Text(rebasing: text.dropFirst())
        }
        var digits = 0
        var points = 0
        for byte in text {
            if byte >= 0x30 && byte <= 0x39 {
                digits += 1
            } else if byte == 0x2E {
                points += 1
            } else {
                return false
            }
        }
        return digits > 0 && points <= 1
    }

    /// `xs:base64Binary`: groups of four, blanks anywhere, padding only at the end and with no
    /// stray bits before it.
    static func isBase64(_ text: Text) -> Bool {
        var count = 0
        var padding = 0
        var last: UInt8 = 0
        for byte in text where !Characters.isBlank(byte) {
            if byte == UInt8(ascii: "=") {
                padding += 1
            } else {
                guard padding == 0, let value = base64Value(byte) else { return false }
                last = value
            }
            count += 1
        }
        guard count % 4 == 0, padding <= 2 else { return false }
        switch padding {
        case 1: return last & 0x03 == 0
        case 2: return last & 0x0F == 0
        default: return true
        }
    }

    private static func base64Value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x41...0x5A: byte - 0x41
        case 0x61...0x7A: byte - 0x61 + 26
        case 0x30...0x39: byte - 0x30 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    /// `xs:NCName`, blanks around it: letters, digits, `.`, `-` and `_`, not first a digit or mark.
    static func isName(_ text: Text) -> Bool {
        let text = text.trimmed
        if let first = text.first, (0x61...0x7A).contains(first | 0x20) {
            let isPlain = text.allSatisfy { byte in
                (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                    || byte == 0x2D || byte == 0x2E || byte == 0x5F
            }
            if isPlain { return true }
        }
        let scalars = String(text).unicodeScalars
        guard let first = scalars.first, first == "_" || first.properties.isAlphabetic else {
            return false
        }
        return scalars.allSatisfy {
            $0 == "." || $0 == "-" || $0 == "_" || $0 == "\u{B7}" || $0.properties.isAlphabetic
                || Characters.isDigit($0)
        }
    }

    /// `xs:language`: words of up to eight letters, later ones with digits too, hyphens between.
    static func isLanguage(_ text: Text) -> Bool {
        let words = text.trimmed.split(separator: 0x2D, omittingEmptySubsequences: false)
        for (index, word) in words.enumerated() {
            guard (1...8).contains(word.count) else { return false }
            for byte in word {
                let isLetter = (0x61...0x7A).contains(byte | 0x20)
                let isDigit = index > 0 && byte >= 0x30 && byte <= 0x39
                guard isLetter || isDigit else { return false }
            }
        }
        return true
    }

    private struct Reader {
        struct Zone {
            /// East of UTC; `nil` where none is written.
            let seconds: Int?
        }

        private let text: Text
        private var at = 0

        init(_ text: Text) { self.text = text }

        var isAtEnd: Bool { at == text.count }

        mutating func take(_ character: Character) -> Bool {
            guard at < text.count, text[at] == character.asciiValue else { return false }
            at += 1
            return true
        }

        private mutating func digits() -> Int {
            let start = at
            while at < text.count, text[at] >= 0x30, text[at] <= 0x39 { at += 1 }
            return at - start
        }

        private mutating func pair() -> Int? {
            guard at + 2 <= text.count, let value = number(text, at, at + 2) else { return nil }
            at += 2
            return value
        }

        /// The day since 1970; years may have a sign and more than four digits.
        mutating func day() -> Int? {
            let isNegative = take("-")
            let start = at
            let count = digits()
            guard count >= 4, count <= 9, count == 4 || text[start] != 0x30 else { return nil }
            guard let magnitude = number(text, start, at) else { return nil }
            guard take("-"), let month = pair(), take("-"), let day = pair() else { return nil }
            let year = isNegative ? -magnitude : magnitude
            guard (1...12).contains(month), day >= 1 else { return nil }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            guard day <= lengths[month - 1] else { return nil }
            // Years begin in March; an era has 400 of them.
            let shifted = month <= 2 ? year - 1 : year
            let era = (shifted >= 0 ? shifted : shifted - 399) / 400
            let yearOfEra = shifted - era * 400
            let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
            return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
                - 719_468
        }

        /// The second of the day; 24:00:00 is the next day's first.
        mutating func time() -> Double? {
            guard let hour = pair(), take(":"), let minute = pair(), take(":"),
                let second = pair()
            else { return nil }
            var fraction = 0.0
            if take(".") {
                let start = at
                guard digits() > 0 else { return nil }
                fraction = Binary64.parse(Text(rebasing: text[(start - 1)..<at])) ?? 0
            }
            guard minute < 60, second < 60 else { return nil }
            if hour == 24 {
                guard minute == 0, second == 0, fraction == 0 else { return nil }
            } else if hour > 24 {
                return nil
            }
            return Double(hour * 3_600 + minute * 60 + second) + fraction
        }

        mutating func zone() -> Zone? {
            if isAtEnd { return Zone(seconds: nil) }
            if take("Z") { return Zone(seconds: 0) }
            let isWest = text[at] == 0x2D
            guard isWest || text[at] == 0x2B else { return nil }
            at += 1
            guard let hour = pair(), take(":"), let minute = pair(), minute < 60 else {
                return nil
            }
            guard hour * 60 + minute <= 840 else { return nil }
            let seconds = hour * 3_600 + minute * 60
            return Zone(seconds: isWest ? -seconds : seconds)
        }
    }
}
