/// A regular expression of XPath, as far as anybody writes one where a currency code belongs.
///
/// Three rules of the official stylesheets compare a currency by `matches()` with the text in the
/// document as the pattern, so `S.R` is SAR to them and `(` ends the stage. Characters, `.`,
/// classes, groups, `|`, anchors, repetition and the escapes `\d \s \w` and of single marks are
/// known; `\p`, `\i`, `\c`, back-references and class subtraction are refused as if malformed.
struct Pattern {
    private indirect enum Part {
        case character(Unicode.Scalar)
        case anyCharacter
        case set(ranges: [ClosedRange<Unicode.Scalar>], classes: [Character], isNegated: Bool)
        case start
        case end
        case group([[Part]])
        case repeated(Part, least: Int, most: Int)
    }

    private let alternatives: [[Part]]

    /// - Returns: `nil` if the text is no pattern.
    init?(_ text: Text) {
        guard text.count <= 200 else { return nil }
        var parser = Parser(Array(String(text).unicodeScalars))
        guard let alternatives = parser.alternatives(), parser.isAtEnd else { return nil }
        self.alternatives = alternatives
    }

    /// Whether it matches somewhere in the text; `nil` if that cannot be told in reasonable time.
    func matches(_ text: Text) -> Bool? {
        let scalars = Array(String(text).unicodeScalars)
        var steps = 100_000
        for start in 0...scalars.count {
            for alternative in alternatives
            where Self.match(alternative[...], scalars, start, &steps, { _, _ in true }) {
                return true
            }
            if steps <= 0 { return nil }
        }
        return false
    }

    private typealias Rest = (Int, inout Int) -> Bool

    private static func match(
        _ parts: ArraySlice<Part>, _ text: [Unicode.Scalar], _ at: Int, _ steps: inout Int,
        _ rest: Rest
    ) -> Bool {
        steps -= 1
        guard steps > 0 else { return false }
        guard let part = parts.first else { return rest(at, &steps) }
        let others = parts.dropFirst()
        switch part {
        case .start: return at == 0 && match(others, text, at, &steps, rest)
        case .end: return at == text.count && match(others, text, at, &steps, rest)
        case .group(let alternatives):
            return alternatives.contains { alternative in
                match(alternative[...], text, at, &steps) { end, steps in
                    match(others, text, end, &steps, rest)
                }
            }
        case .repeated(let part, let least, let most):
            if most > 0 {
                let fewer = Part.repeated(part, least: max(least - 1, 0), most: most - 1)
                let isMatch = match([part], text, at, &steps) { end, steps in
                    // A turn that takes nothing would go on for ever.
                    if end == at, least == 0 { return false }
                    return match([fewer] + others, text, end, &steps, rest)
                }
                if isMatch { return true }
            }
            return least == 0 && match(others, text, at, &steps, rest)
        default:
            guard at < text.count, holds(part, text[at]) else { return false }
            return match(others, text, at + 1, &steps, rest)
        }
    }

    private static func holds(_ part: Part, _ scalar: Unicode.Scalar) -> Bool {
        switch part {
        case .character(let wanted): wanted == scalar
        case .anyCharacter: scalar != "\n" && scalar != "\r"
        case .set(let ranges, let classes, let isNegated):
            (ranges.contains { $0.contains(scalar) } || classes.contains { isIn($0, scalar) })
                != isNegated
        default: false
        }
    }

    private static func isIn(_ name: Character, _ scalar: Unicode.Scalar) -> Bool {
        switch name {
        case "d": Characters.isDigit(scalar)
        case "D": !Characters.isDigit(scalar)
        case "w": Characters.isWord(scalar)
        case "W": !Characters.isWord(scalar)
        case "s": scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
        default: !(scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r")
        }
    }

    private struct Parser {
        private let text: [Unicode.Scalar]
        private var at = 0
        private var depth = 0

        init(_ text: [Unicode.Scalar]) { self.text = text }

        var isAtEnd: Bool { at == text.count }
        private var next: Unicode.Scalar? { at < text.count ? text[at] : nil }

        mutating func alternatives() -> [[Part]]? {
            var all: [[Part]] = []
            repeat {
                if !all.isEmpty { at += 1 }
                guard let parts = sequence() else { return nil }
                all.append(parts)
            } while next == "|"
            return all
        }

        private mutating func sequence() -> [Part]? {
            var parts: [Part] = []
            while let scalar = next, scalar != "|", scalar != ")" {
                guard let part = atom(), let counted = counted(part) else { return nil }
                parts.append(counted)
            }
            return parts
        }

        private mutating func atom() -> Part? {
            let scalar = text[at]
            at += 1
            switch scalar {
            case ".": return .anyCharacter
            case "^": return .start
            case "$": return .end
            case "[": return set()
            case "\\": return escape()
            case "*", "+", "?", "{", "}", "]": return nil
            case "(":
                depth += 1
                guard depth < 50 else { return nil }
                if next == "?" {
                    guard at + 1 < text.count, text[at + 1] == ":" else { return nil }
                    at += 2
                }
                guard let alternatives = alternatives(), next == ")" else { return nil }
                at += 1
                depth -= 1
                return .group(alternatives)
            default: return .character(scalar)
            }
        }

        private mutating func escape() -> Part? {
            guard let scalar = next else { return nil }
            at += 1
            switch scalar {
            case "n": return .character("\n")
            case "r": return .character("\r")
            case "t": return .character("\t")
            case "d", "D", "s", "S", "w", "W":
                return .set(ranges: [], classes: [Character(scalar)], isNegated: false)
            case "\\", "|", ".", "?", "*", "+", "(", ")", "{", "}", "-", "[", "]", "^", "$":
                return .character(scalar)
            default: return nil
            }
        }

        private mutating func set() -> Part? {
            var ranges: [ClosedRange<Unicode.Scalar>] = []
            var classes: [Character] = []
            var isNegated = false
            if next == "^" {
                isNegated = true
                at += 1
            }
            while let scalar = next, scalar != "]" {
                at += 1
                var first = scalar
                if scalar == "\\" {
                    switch escape() {
                    case .character(let escaped): first = escaped
                    case .set(_, let names, _):
                        classes += names
                        continue
                    default: return nil
                    }
                } else if scalar == "[" {
                    return nil
                }
                guard next == "-", at + 1 < text.count, text[at + 1] != "]" else {
                    ranges.append(first...first)
                    continue
                }
                at += 1
                let last = text[at]
                at += 1
                guard last != "[", last != "\\", first <= last else { return nil }
                ranges.append(first...last)
            }
            guard next == "]", !(ranges.isEmpty && classes.isEmpty) else { return nil }
            at += 1
            return .set(ranges: ranges, classes: classes, isNegated: isNegated)
        }

        private mutating func counted(_ part: Part) -> Part? {
            guard let mark = next else { return part }
            var bounds: (Int, Int)
            switch mark {
            case "?": bounds = (0, 1)
            case "*": bounds = (0, 1_000)
            case "+": bounds = (1, 1_000)
            case "{":
                at += 1
                guard let least = number() else { return nil }
                bounds = (least, least)
                if next == "," {
                    at += 1
                    bounds.1 = next == "}" ? 1_000 : number() ?? -1
                }
                guard next == "}", bounds.1 >= least else { return nil }
            default: return part
            }
            at += 1
            // Greedy or not makes no difference to whether it matches.
            if next == "?" { at += 1 }
            return .repeated(part, least: bounds.0, most: bounds.1)
        }

        private mutating func number() -> Int? {
            var value = 0
            let start = at
            while let scalar = next, scalar >= "0", scalar <= "9", at - start < 3 {
                value = value * 10 + Int(scalar.value - 0x30)
                at += 1
            }
            return at > start ? value : nil
        }
    }
}
