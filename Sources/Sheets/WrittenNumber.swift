/// The character between whole and parts.
public enum DecimalMark: String, Hashable, Sendable, CaseIterable {
    case point = "."
    case comma = ","

    var other: DecimalMark { self == .point ? .comma : .point }
}

/// A number as a person wrote it, read exactly.
///
/// Read are digits of the Arabic, Persian and Latin kind; the Arabic decimal and thousands
/// separators, which are never in doubt; point and comma by the column's decimal mark; thousands
/// also parted by blanks or apostrophes, in groups of three; a minus before or behind, or
/// parentheses; a percent sign; and the names and signs of currencies, the riyal's among them.
public struct WrittenNumber: Hashable, Sendable {
    /// Minus, digits, point, digits: fit for `ExactDecimal`.
    public let text: String
    /// It was written with a percent sign: `15%` has the text `15`.
    public let isPercent: Bool
    /// ISO 4217, where a currency's name or sign was written.
    public let currency: String?

    /// - Parameter mark: Of the column; `nil` where it is not known, which refuses a text that
    ///   depends on it.
    public static func read(
        _ text: String, mark: DecimalMark?
    ) -> Result<WrittenNumber, WrittenTrouble> {
        guard let parts = Parts(text) else { return .failure(trouble(text)) }
        if parts.isOpen, mark == nil { return .failure(.decimalMarkUnknown(text)) }
        let chosen = mark ?? parts.proof ?? .point
        guard let digits = parts.decimal(mark: chosen) else {
            let other = parts.decimal(mark: chosen.other)
            return .failure(
                other == nil
                    ? .notANumber(text) : .decimalMarkContradicted(text, mark: chosen))
        }
        let isZero = digits.utf8.allSatisfy { $0 == 0x30 || $0 == 0x2E }
        return .success(
            WrittenNumber(
                text: (parts.isNegative && !isZero ? "-" : "") + digits,
                isPercent: parts.isPercent, currency: parts.currency))
    }

    private static func trouble(_ text: String) -> WrittenTrouble {
        NumberText.isNumber(WrittenText.plain(text))
            ? .exponent(text) : .notANumber(text)
    }

    /// What a column's texts tell of its decimal mark.
    public struct MarkEvidence {
        private var evidence = ColumnEvidence<DecimalMark>()

        public init() {}

        public mutating func note(_ text: String, row: Int) {
            guard let parts = Parts(text) else { return }
            let sign: Sign<DecimalMark> =
                parts.isOpen ? .open : parts.proof.map { .proof($0) } ?? .none
            evidence.note(sign, text, row: row)
        }

        public var reading: ColumnReading<DecimalMark> { evidence.reading }
    }

    /// Sign, unit and bare number of a text.
    private struct Parts {
        var isNegative = false
        var isPercent = false
        var currency: String?
        /// Digits, points, commas, `D` for the Arabic decimal separator, `G` for what can only part
        /// thousands.
        private var core: [UInt8] = []
        private static let (point, comma) = (UInt8(ascii: "."), UInt8(ascii: ","))
        private static let minus: Set<Character> = ["-", "\u{2212}", "\u{2013}", "\u{2012}"]
        private static let percent: Set<Character> = ["%", "\u{66A}"]
        private static let (decimal, group) = (UInt8(ascii: "D"), UInt8(ascii: "G"))

        init?(_ text: String) {
            var rest = WrittenText.plain(text)
            let isBare = rest.utf8.allSatisfy {
                ($0 >= 0x30 && $0 <= 0x39) || $0 == Self.point || $0 == Self.comma
            }
            if isBare, rest.utf8.contains(where: { $0 >= 0x30 }) {
                core = Array(rest.utf8)
                return
            }
            while true {
                let before = rest
                takeSign(&rest)
                if let found = CurrencyMarks.take(from: &rest) {
                    guard currency == nil || currency == found else { return nil }
                    currency = found
                }
                if rest == before { break }
            }
            guard let core = Self.core(rest) else { return nil }
            self.core = core
        }

        private mutating func takeSign(_ rest: inout String) {
            if let first = rest.first, !isNegative, Self.minus.contains(first) {
                isNegative = true
                rest.removeFirst()
            } else if let last = rest.last, !isNegative, Self.minus.contains(last) {
                isNegative = true
                rest.removeLast()
            } else if let last = rest.last, !isPercent, Self.percent.contains(last) {
                isPercent = true
                rest.removeLast()
            } else if let first = rest.first, !isPercent, Self.percent.contains(first) {
                isPercent = true
                rest.removeFirst()
            } else if !isNegative, rest.hasPrefix("("), rest.hasSuffix(")"), rest.count > 2 {
                isNegative = true
                rest = String(rest.dropFirst().dropLast())
            } else if rest.first == "+", !isNegative {
                rest.removeFirst()
            }
            rest = WrittenText.plain(rest)
        }

        private static func core(_ text: String) -> [UInt8]? {
            var out: [UInt8] = []
            for scalar in text.unicodeScalars {
                switch scalar {
                case "0"..."9", ".": out.append(UInt8(scalar.value))
                // The Arabic comma stands where the keyboard has no other.
                case ",", "\u{60C}": out.append(comma)
                case "\u{66B}": out.append(decimal)
                case "\u{66C}", " ", "'", "\u{2019}": out.append(group)
                default: return nil
                }
            }
            guard out.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
            return out
        }

        private func count(_ byte: UInt8) -> Int { core.count { $0 == byte } }

        /// The single point or comma of a text like `1.234`, which may be either.
        var isOpen: Bool {
            guard count(Self.decimal) == 0, count(Self.group) == 0,
                count(Self.point) + count(Self.comma) == 1,
                let place = core.firstIndex(where: { $0 == Self.point || $0 == Self.comma })
            else { return false }
            // `0.125` has no thousands.
            return core.count - place - 1 == 3 && (1...3).contains(place)
                && core[0] != UInt8(ascii: "0")
        }

        /// The decimal mark that this text cannot do without.
        var proof: DecimalMark? {
            if isOpen || (count(Self.point) == 0 && count(Self.comma) == 0) { return nil }
            // With an Arabic decimal separator both can only part thousands.
            if count(Self.decimal) > 0 { return nil }
            let canPoint = decimal(mark: .point) != nil
            let canComma = decimal(mark: .comma) != nil
            if canPoint == canComma { return nil }
            return canPoint ? .point : .comma
        }

        /// - Returns: `nil` where groups are not of three digits or marks stand where they cannot.
        func decimal(mark: DecimalMark) -> String? {
            var decimals: Set<UInt8> = [Self.decimal]
            if count(Self.decimal) == 0 {
                decimals.insert(mark == .point ? Self.point : Self.comma)
            }
            let places = core.indices.filter { decimals.contains(core[$0]) }
            guard places.count <= 1 else { return nil }
            let split = places.first ?? core.count
            let fraction = core[min(split + 1, core.count)...]
            guard fraction.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
            if !places.isEmpty, fraction.isEmpty { return nil }
            let groups = core[..<split].split(
                omittingEmptySubsequences: false, whereSeparator: { $0 < 0x30 || $0 > 0x39 })
            if groups.count > 1 {
                guard let first = groups.first, (1...3).contains(first.count), first.first != 0x30,
                    groups.dropFirst().allSatisfy({ $0.count == 3 })
                else { return nil }
                let marks = Set(core[..<split].filter { $0 < 0x30 || $0 > 0x39 })
                guard marks.count == 1 else { return nil }
            }
            let whole = groups.joined()
            let text = String(decoding: whole.isEmpty ? [0x30] : Array(whole), as: UTF8.self)
            return fraction.isEmpty ? text : text + "." + String(decoding: fraction, as: UTF8.self)
        }
    }
}

/// The names and signs of currencies beside a number.
enum CurrencyMarks {
    /// Longer ones before those that they begin with.
    private static let marks: [(text: String, code: String)] = [
        ("ريال سعودي", "SAR"), ("ريالا", "SAR"), ("ريال", "SAR"), ("ر.س.", "SAR"), ("ر.س", "SAR"),
        ("ر. س.", "SAR"), ("ر. س", "SAR"), ("رس", "SAR"), ("\u{FDFC}", "SAR"), ("\u{20C1}", "SAR"),
        ("SAR", "SAR"), ("S.R.", "SAR"), ("S.R", "SAR"), ("SR.", "SAR"), ("SR", "SAR"),
        ("د.إ.", "AED"), ("د.إ", "AED"), ("AED", "AED"), ("د.ك.", "KWD"), ("د.ك", "KWD"),
        ("KWD", "KWD"), ("د.ب.", "BHD"), ("د.ب", "BHD"), ("BHD", "BHD"), ("ر.ع.", "OMR"),
        ("ر.ع", "OMR"), ("OMR", "OMR"), ("ر.ق.", "QAR"), ("ر.ق", "QAR"), ("QAR", "QAR"),
        ("US$", "USD"), ("USD", "USD"), ("$", "USD"), ("EUR", "EUR"), ("\u{20AC}", "EUR"),
        ("GBP", "GBP"), ("\u{A3}", "GBP"), ("EGP", "EGP"), ("ج.م", "EGP"), ("JOD", "JOD"),
    ]

    /// Takes one mark from the start or the end of a text.
    static func take(from text: inout String) -> String? {
        let upper = text.uppercased()
        for mark in marks {
            if upper.hasPrefix(mark.text) {
                text = WrittenText.plain(String(text.dropFirst(mark.text.count)))
                return mark.code
            }
            if upper.hasSuffix(mark.text) {
                text = WrittenText.plain(String(text.dropLast(mark.text.count)))
                return mark.code
            }
        }
        return nil
    }
}
