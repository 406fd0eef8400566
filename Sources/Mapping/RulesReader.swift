import Sheets

/// Reads a rules file: one rule a line, `#` before remarks, what belongs to an `if` indented below
/// it.
///
///     sheet "Sales"
///     header 3
///     skip 20-24
///     hidden-rows skip
///     totals-rows ignore
///     rows line
///     key number
///     date-order d/m/y
///     calendar umm-al-qura
///     decimal-mark .
///     prices-include-vat no
///     expect-count 412
///     expect-total 123456.78
///     field number "Invoice No"
///     field price column F
///     set kind simplified
///     if "Customer" matches "Co\.$"
///       set kind standard
///     if column H equals "cancelled"
///       skip
///
/// Texts stand in quotation marks, within which `""` is one; a word without blanks needs none.
public struct RulesReader {
    private struct Token {
        var text: String
        var isQuoted: Bool
    }

    private var rules = Rules()
    private var faults: [RulesError.Fault] = []
    private var line = 0
    private var firstLines: [String: Int] = [:]
    private var openCondition: (condition: Rules.Condition, line: Int)?

    /// - Throws: ``RulesError`` with every fault of the file.
    public static func read(_ bytes: [UInt8], file: String) throws(RulesError) -> Rules {
        var bytes = bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RulesError(
                file: file, faults: [.init(line: 1, text: file, kind: .notUTF8)])
        }
        var reader = RulesReader()
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            reader.line += 1
            reader.take(line)
        }
        reader.closeCondition()
        guard reader.faults.isEmpty else {
            throw RulesError(file: file, faults: reader.faults)
        }
        reader.rules.isGiven = true
        return reader.rules
    }

    private mutating func fault(_ text: String, _ kind: RulesError.Fault.Kind) {
        faults.append(.init(line: line, text: text, kind: kind))
    }

    private mutating func take(_ text: Substring) {
        let isIndented = text.first == " " || text.first == "\t"
        guard var tokens = tokens(text), let first = tokens.first else { return }
        tokens.removeFirst()
        if isIndented {
            guard openCondition != nil else { return fault(first.text, .strayIndent) }
            return consequence(first.text, tokens)
        }
        closeCondition()
        rule(first.text, tokens)
    }

    private mutating func closeCondition() {
        guard let (condition, line) = openCondition else { return }
        openCondition = nil
        if condition.sets.isEmpty && !condition.skips {
            faults.append(.init(line: line, text: "if", kind: .emptyCondition))
        }
        rules.conditions.append(condition)
    }

    private mutating func tokens(_ text: Substring) -> [Token]? {
        var tokens: [Token] = []
        var rest = text.drop { $0.isWhitespace }
        while let first = rest.first, first != "#" {
            if first == "\"" {
                var value = ""
                rest = rest.dropFirst()
                while true {
                    guard let next = rest.firstIndex(of: "\"") else {
                        fault(String(text), .openQuote)
                        return nil
                    }
                    value += rest[..<next]
                    rest = rest[next...].dropFirst()
                    guard rest.first == "\"" else { break }
                    value += "\""
                    rest = rest.dropFirst()
                }
                tokens.append(Token(text: value, isQuoted: true))
            } else {
                let word = rest.prefix { !$0.isWhitespace }
                rest = rest.dropFirst(word.count)
                tokens.append(Token(text: String(word), isQuoted: false))
            }
            rest = rest.drop { $0.isWhitespace }
        }
        return tokens
    }

    // MARK: Rules

    private static let words = [
        "sheet", "encoding", "separator", "header", "skip", "hidden-rows", "totals-rows",
        "rows", "key",
        "date-order", "calendar", "decimal-mark", "prices-include-vat", "expect-count",
        "expect-total", "field", "set", "if",
    ]

    private mutating func rule(_ word: String, _ tokens: [Token]) {
        guard Self.words.contains(word) else {
            return fault(word, .unknownWord(nearest: Nearest.of(word, in: Self.words) ?? "field"))
        }
        switch word {
        case "field": return mapping(tokens)
        case "set": if let set = constant(tokens) { rules.constants.append(set) }
        case "if": return condition(tokens)
        case "key": return key(tokens)
        case "skip": return skip(tokens)
        default:
            guard let value = single(word, tokens), once(word) else { return }
            if !said(word, value) { option(word, value) }
        }
    }

    /// What is a text or a number.
    private mutating func said(_ word: String, _ value: String) -> Bool {
        switch word {
        case "sheet": rules.sheet = value
        case "separator":
            let named = value == "tab" ? "\t" : value
            guard named.count == 1, let mark = named.first, ",;\t|".contains(mark) else {
                fault(value, .badValue(allowed: "\",\" \";\" tab \"|\""))
                return true
            }
            rules.separator = mark
        case "header":
            if value == "none" {
                rules.header = .none
            } else if let row = Int(value), row > 0 {
                rules.header = .row(row)
            } else {
                fault(value, .badValue(allowed: "3, none"))
            }
        case "expect-count":
            guard let count = Int(value), count >= 0 else {
                fault(value, .badValue(allowed: "412"))
                return true
            }
            rules.expectedCount = count
        case "expect-total":
            if case .success(let number) = WrittenNumber.read(value, mark: .point) {
                rules.expectedTotal = number.text
            } else {
                fault(value, .badValue(allowed: "123456.78"))
            }
        default: return false
        }
        return true
    }

    /// What is one of a few words.
    private mutating func option(_ word: String, _ value: String) {
        switch word {
        case "encoding":
            let names: [TextEncoding.Name] = [
                .utf8, .utf16LittleEndian, .utf16BigEndian, .windows1256, .windows1252,
            ]
            rules.encoding = names.first { $0.rawValue.lowercased() == value.lowercased() }
            if rules.encoding == nil {
                fault(value, .badValue(allowed: names.map(\.rawValue).joined(separator: ", ")))
            }
        case "hidden-rows": rules.hiddenRows = choice(value, ["read", "skip"]) ?? .read
        case "totals-rows": rules.totalsRows = choice(value, ["compare", "ignore"]) ?? .compare
        case "rows": rules.rowMeaning = choice(value, ["invoice", "line"])
        case "date-order": rules.dateOrder = choice(value, DateOrder.allCases.map(\.rawValue))
        case "calendar": rules.calendar = choice(value, DateCalendar.allCases.map(\.rawValue))
        case "decimal-mark":
            rules.decimalMark = choice(value, DecimalMark.allCases.map(\.rawValue))
        case "prices-include-vat":
            if value == "yes" || value == "no" {
                rules.pricesIncludeVAT = value == "yes"
            } else {
                fault(value, .badValue(allowed: "yes, no"))
            }
        default: preconditionFailure("every rule has its reader")
        }
    }

    private mutating func choice<Choice: RawRepresentable>(
        _ value: String, _ allowed: [String]
    ) -> Choice? where Choice.RawValue == String {
        if let choice = Choice(rawValue: value) { return choice }
        fault(value, .badValue(allowed: allowed.joined(separator: ", ")))
        return nil
    }

    private mutating func once(_ word: String) -> Bool {
        if let first = firstLines[word] {
            fault(word, .repeated(firstLine: first))
            return false
        }
        firstLines[word] = line
        return true
    }

    private mutating func single(_ word: String, _ tokens: [Token]) -> String? {
        guard let first = tokens.first else {
            fault(word, .missing(what: "a value"))
            return nil
        }
        guard tokens.count == 1 else {
            fault(tokens[1].text, .leftover)
            return nil
        }
        return first.text
    }

    private mutating func field(_ token: Token?, for word: String) -> SheetField? {
        guard let token else {
            fault(word, .missing(what: "a field"))
            return nil
        }
        if let field = SheetField(rawValue: token.text) { return field }
        let names = SheetField.allCases.map(\.rawValue)
        fault(token.text, .unknownField(nearest: Nearest.of(token.text, in: names) ?? "number"))
        return nil
    }

    /// A header's text, or `column` and its letters; what follows is left in `tokens`.
    private mutating func column(_ tokens: inout [Token], for word: String) -> Rules.Column? {
        guard let first = tokens.first else {
            fault(word, .missing(what: "a column: its header, or `column F`"))
            return nil
        }
        tokens.removeFirst()
        guard first.text == "column", !first.isQuoted, let letters = tokens.first else {
            return .named(first.text)
        }
        tokens.removeFirst()
        guard let address = CellAddress(letters.text + "1") else {
            fault(letters.text, .badValue(allowed: "column F"))
            return nil
        }
        return .at(address.column)
    }

    private mutating func mapping(_ tokens: [Token]) {
        guard let field = field(tokens.first, for: "field") else { return }
        var rest = Array(tokens.dropFirst())
        guard let column = column(&rest, for: field.rawValue) else { return }
        if let left = rest.first { return fault(left.text, .leftover) }
        guard once("field " + field.rawValue) else { return }
        rules.mappings.append(.init(field: field, column: column))
        rules.lines[field] = line
    }

    private mutating func constant(_ tokens: [Token]) -> Rules.Constant? {
        guard let field = field(tokens.first, for: "set") else { return nil }
        guard let value = single("set " + field.rawValue, Array(tokens.dropFirst())) else {
            return nil
        }
        return .init(field: field, value: value)
    }

    private mutating func key(_ tokens: [Token]) {
        guard once("key") else { return }
        guard !tokens.isEmpty else { return fault("key", .missing(what: "a field")) }
        for token in tokens {
            if let field = field(token, for: "key") { rules.key.append(field) }
        }
    }

    private mutating func skip(_ tokens: [Token]) {
        guard let value = single("skip", tokens) else { return }
        let ends = value.split(separator: "-").map { Int($0) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
            first > 0, first <= last
        else { return fault(value, .badValue(allowed: "2, 20-24")) }
        rules.skippedRows.append(first...last)
    }

    // MARK: Conditions

    private mutating func condition(_ tokens: [Token]) {
        var rest = tokens
        guard let column = column(&rest, for: "if") else { return }
        guard let verb = rest.first else {
            return fault("if", .missing(what: "empty, not-empty, equals, contains or matches"))
        }
        rest.removeFirst()
        let test: Rules.Condition.Test
        switch verb.text {
        case "empty": test = .isEmpty
        case "not-empty": test = .isNotEmpty
        case "equals", "contains", "matches":
            guard let value = rest.first else {
                return fault(verb.text, .missing(what: "a text"))
            }
            rest.removeFirst()
            if verb.text == "equals" {
                test = .equals(value.text)
            } else if verb.text == "contains" {
                test = .contains(value.text)
            } else {
                guard (try? Regex(value.text)) != nil else { return fault(value.text, .badPattern) }
                test = .matches(value.text)
            }
        default:
            return fault(
                verb.text, .badValue(allowed: "empty, not-empty, equals, contains, matches"))
        }
        if let left = rest.first { fault(left.text, .leftover) }
        openCondition = (Rules.Condition(column: column, test: test, sets: []), line)
    }

    private mutating func consequence(_ word: String, _ tokens: [Token]) {
        switch word {
        case "set":
            if let set = constant(tokens) { openCondition?.condition.sets.append(set) }
        case "skip":
            if let left = tokens.first { return fault(left.text, .leftover) }
            openCondition?.condition.skips = true
        default: fault(word, .badValue(allowed: "set, skip"))
        }
    }
}

/// The word of a list that is spelled most like another.
enum Nearest {
    static func of(_ word: String, in list: [String]) -> String? {
        list.min { distance(word, $0) < distance(word, $1) }
    }

    /// Letters to insert, drop or change (Levenshtein).
    static func distance(_ a: String, _ b: String) -> Int {
        let (first, second) = (
            Array(a.unicodeScalars.prefix(60)), Array(b.unicodeScalars.prefix(60))
        )
        var row = Array(0...second.count)
        for (i, x) in first.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in second.enumerated() {
                let changed = diagonal + (x == y ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(changed, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[second.count]
    }
}
