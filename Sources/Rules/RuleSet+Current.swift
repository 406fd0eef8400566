public import Invoicing

extension RuleSet {
    /// The rules of release R3.4.8, by which documents are judged today.
    public static let current = RuleSet(
        release: "R3.4.8", asOf: CivilDate(year: 2025, month: 12, day: 1),
        rules: RuleTable.rules)

    /// Every release that is known, the oldest first.
    public static let releases = [current]

    /// The rules by which a document of that day is judged; what is older than every known release
    /// is judged by the oldest one.
    public static func inForce(on day: CivilDate) -> RuleSet {
        releases.last { $0.asOf.map { $0 <= day } ?? true } ?? releases[0]
    }
}

extension RuleTable {
    /// All rules in the order of `RuleID`.
    static var rules: [Rule] {
        var byID: [RuleID: Rule] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard let id = RuleID(rawValue: words[0]),
                let severity = Problem.Severity(rawValue: words[1]),
                let stage = Rule.Stage(rawValue: words[2]),
                let state = Rule.State(rawValue: words[3]), let audience = audiences[words[4]]
            else { preconditionFailure("the table of rules has a bad line: \(line)") }
            let text = RuleTexts.text(of: id)
            byID[id] = Rule(
                id: id, severity: severity, stage: stage, state: state, appliesTo: audience,
                terms: Array(words[5...]), message: text.message, mend: text.mend)
        }
        return RuleID.allCases.map { id in
            guard let rule = byID[id] else { preconditionFailure("\(id.rawValue) has no line") }
            return rule
        }
    }
}
