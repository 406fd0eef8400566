import ArgumentParser
import Encoding
import Invoicing
import Rules

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Every rule that documents are judged by, with its state.",
        discussion: """
            live: the authority's validator raises it. structural: the UBL schema refuses first \
            whatever would. dead: hidden in the validator, never raised. own: Sijil's, beyond the \
            official rules. `sijil explain RULE` says more of one.
            """)

    @Flag(
        name: .long, help: "Say where each is checked and tested, and the counts.")
    var coverage = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let rules = RuleShown.all
        if console.isJSON {
            console.out(json(rules))
            return
        }
        let widest = rules.map(\.id.count).max() ?? 0
        for rule in rules {
            let id = rule.id + String(repeating: " ", count: widest - rule.id.count)
            var line = "\(id)  " + rule.columns(console.language).joined(separator: "  ")
            if coverage {
                let places = rule.checks.map {
                    console.language == .ar ? $0.name.ar : $0.rawValue
                }.joined(separator: "+")
                line += "  " + (places.isEmpty ? "-" : places)
                // Names of tests, as they stand in the code.
                line += "  " + rule.tests.joined(separator: "+")
            }
            console.out(line + "  " + rule.sense(console.language))
        }
        if coverage { for line in Self.counts(rules) { console.note(line) } }
    }

    private func json(_ rules: [RuleShown]) -> JSONValue {
        .object([
            .init("release", .string(RuleSet.current.release)),
            .init("as_of", JSONValue(RuleSet.current.asOf?.description)),
            .init("official", JSONValue(RuleID.allCases.count)),
            .init(
                "rules",
                .array(
                    rules.map { rule in
                        .object(
                            rule.summary.filter { member in
                                coverage || member.name != "checked" && member.name != "tested"
                            })
                    })),
        ])
    }

    /// How many rules of each state, and how many are checked where.
    private static func counts(_ rules: [RuleShown]) -> [Bilingual] {
        func count(_ state: String) -> Int { rules.count { $0.state == state } }
        func count(_ check: RuleShown.Check) -> Int { rules.count { $0.checks.contains(check) } }
        let official = RuleID.allCases.count
        let release = RuleSet.current.release
        return [
            Bilingual(
                en: "\(official) official rules (\(release)): \(count("live")) live, "
                    + "\(count("structural")) structural, \(count("dead")) dead; "
                    + "\(count("own")) of Sijil's own",
                ar: "القواعد الرسمية \(official) (\(release)): الفعالة \(count("live"))، "
                    + "البنيوية \(count("structural"))، المحجوبة \(count("dead"))؛ "
                    + "وقواعد سجل \(count("own"))"),
            Bilingual(
                en: "checked on the draft: \(count(.draft)), on the document: "
                    + "\(count(.document)), by the schema: \(count(.schema))",
                ar: "تُفحص على المسودة: \(count(.draft))، وعلى المستند: \(count(.document))، "
                    + "وبالمخطط: \(count(.schema))"),
        ]
    }
}
