import Encoding
import Invoicing
import Rules

/// What is known of one rule, whatever kind it is: one of the official validator's, one of Sijil's
/// on whole documents, or one that only drafts can break.
struct RuleShown {
    /// Where a rule is looked at.
    enum Check: String, CaseIterable {
        /// On the draft, before anything is stamped.
        case draft
        /// On the final bytes.
        case document
        /// By the UBL schema, which refuses whatever would break it.
        case schema

        var name: Bilingual {
            switch self {
            case .draft: Bilingual(en: "draft", ar: "المسودة")
            case .document: Bilingual(en: "document", ar: "المستند")
            case .schema: Bilingual(en: "schema", ar: "المخطط")
            }
        }
    }

    let id: String
    /// `live`, `structural`, `dead` or `own`.
    let state: String
    /// `error` or `warning`; an own rule of drafts refuses or warns as the case is.
    let severity: Problem.Severity?
    /// `european`, `saudi` or `sijil`.
    let stage: String
    let appliesTo: Bilingual
    let terms: [String]
    let sense: Bilingual
    let mend: Bilingual
    let checks: [Check]
    /// `nil` for a rule that only drafts can break.
    let example: RuleExample?

    init(_ rule: Rule) {
        id = rule.id.rawValue
        state = rule.state.rawValue
        severity = rule.severity
        stage = rule.stage.rawValue
        appliesTo = rule.appliesTo
        terms = rule.terms
        sense = rule.message
        mend = rule.mend
        example = rule.example
        let place: [Check] =
            switch rule.state {
            case .live: [.document]
            case .structural: [.schema]
            case .dead: []
            }
        checks = (ProblemTexts.rules.contains(rule.id.rawValue) ? [.draft] : []) + place
    }

    init(_ rule: OwnRule) {
        id = rule.rawValue
        state = "own"
        severity = rule.severity
        stage = "sijil"
        appliesTo = Bilingual(en: "every document", ar: "كل مستند")
        terms = []
        sense = rule.message
        mend = rule.mend
        example = rule.example
        checks = (ProblemTexts.rules.contains(rule.rawValue) ? [.draft] : []) + [.document]
    }

    /// A rule that only drafts can break: its values stand as `…`.
    init?(draftRule id: String) {
        guard let words = ProblemTexts.explanation(of: id) else { return nil }
        self.id = id
        state = "own"
        severity = nil
        stage = "sijil"
        appliesTo = Bilingual(en: "drafts", ar: "المسودات")
        terms = []
        sense = words.message
        mend = words.remedy
        example = nil
        checks = [.draft]
    }

    /// The rule of this id, of whatever kind.
    init?(named id: String) {
        if let rule = RuleSet.current.rule(named: id) {
            self.init(rule)
        } else if let rule = OwnRule(rawValue: id) {
            self.init(rule)
        } else {
            self.init(draftRule: id)
        }
    }

    /// The official ones in their order, then Sijil's own on documents, then those of drafts.
    static var all: [RuleShown] {
        let documents =
            RuleSet.current.rules.map { RuleShown($0) } + OwnRule.allCases.map { RuleShown($0) }
        let known = Set(documents.map(\.id))
        return documents
            + ProblemTexts.rules.filter { !known.contains($0) }.compactMap(
                RuleShown.init(draftRule:))
    }

    /// Where the tests hold it: each row breaks it once and shows that it is told.
    var tests: [String] {
        let state: [String] =
            switch state {
            case "live": ["verdict-rows"]
            case "structural": ["schema-rows"]
            case "dead": ["never-raised"]
            default: checks.contains(.document) ? ["own-rows"] : []
            }
        return (checks.contains(.draft) ? ["draft-rows"] : []) + state
    }

    // MARK: - Shown

    var json: JSONValue {
        var json: [JSONValue.Member] = summary
        if let example {
            json.append(
                .init(
                    "example",
                    [
                        "document": example.kind.name.json, "path": .string(example.path),
                        "right": .string(example.right), "wrong": .string(example.wrong),
                        "remark": example.remark?.json ?? .null,
                    ]))
        }
        return .object(json)
    }

    /// Everything but the example.
    var summary: [JSONValue.Member] {
        let summary: JSONValue = [
            "rule": .string(id), "severity": JSONValue(severity?.rawValue),
            "stage": .string(stage), "state": .string(state), "applies_to": appliesTo.json,
            "terms": .array(terms.map { .string($0) }), "sense": sense.json, "mend": mend.json,
            "checked": .array(checks.map { .string($0.rawValue) }),
            "tested": .array(tests.map { .string($0) }),
        ]
        guard case .object(let members) = summary else { preconditionFailure("an object") }
        return members
    }

    func lines(_ language: Language) -> [String] {
        let comma = language == .ar ? "، " : ", "
        let kind = [severityName(language), stageName(language), stateName(language)]
        var lines = ["\(id) (\(kind.joined(separator: comma)))", sense(language)]
        func line(_ label: Bilingual, _ words: String) {
            if !words.isEmpty { lines.append("\(label(language)): \(words)") }
        }
        line(Bilingual(en: "applies to", ar: "تنطبق على"), appliesTo(language))
        line(Bilingual(en: "terms", ar: "الحقول"), terms.joined(separator: comma))
        line(
            Bilingual(en: "checked on", ar: "تُفحص على"),
            checks.map { $0.name(language) }.joined(separator: comma))
        line(Bilingual(en: "mend", ar: "التصحيح"), mend(language))
        return lines + exampleLines(language)
    }

    /// What is right, what is wrong, and in which document.
    private func exampleLines(_ language: Language) -> [String] {
        guard let example else { return [] }
        func text(_ label: Bilingual, _ text: String) -> [String] {
            ["\(label(language)):"] + text.split(separator: "\n").map { "  \($0)" }
        }
        let place = Bilingual(en: "example", ar: "مثال")(language)
        let comma = language == .ar ? "،" : ","
        return ["\(place): \(example.kind.name(language))\(comma) \(example.path)"]
            + text(Bilingual(en: "right", ar: "صحيح"), example.right)
            + text(Bilingual(en: "wrong", ar: "خطأ"), example.wrong)
            + (example.remark.map { [$0(language)] } ?? [])
    }

    /// State, severity and stage, a word each.
    func columns(_ language: Language) -> [String] {
        let severity = self.severity?.rawValue ?? "-"
        guard language == .ar else { return [state, severity, stage] }
        let words = [
            "live": "فعالة", "structural": "بنيوية", "dead": "محجوبة", "own": "خاصة",
            "error": "خطأ", "warning": "تنبيه", "european": "أوروبية", "saudi": "سعودية",
            "sijil": "سجل",
        ]
        return [state, severity, stage].map { words[$0] ?? $0 }
    }

    func severityName(_ language: Language) -> String {
        let name: Bilingual =
            switch severity {
            case .error: Bilingual(en: "error", ar: "خطأ")
            case .warning: Bilingual(en: "warning", ar: "تنبيه")
            case nil: Bilingual(en: "refused or warned of", ar: "رفض أو تنبيه")
            }
        return name(language)
    }

    private func stageName(_ language: Language) -> String {
        let names = [
            "european": Bilingual(en: "European norm", ar: "المعيار الأوروبي"),
            "saudi": Bilingual(en: "Saudi rules", ar: "القواعد السعودية"),
        ]
        return (names[stage] ?? Bilingual(en: "Sijil's own", ar: "من سجل"))(language)
    }

    private func stateName(_ language: Language) -> String {
        let names = [
            "live": Bilingual(en: "the authority checks it", ar: "تفحصها الهيئة"),
            "structural": Bilingual(
                en: "the schema refuses first whatever would break it",
                ar: "يرفض المخطط قبلها كل ما يخالفها"),
            "dead": Bilingual(
                en: "hidden in the authority's validator, never raised",
                ar: "محجوبة في مدقق الهيئة فلا تظهر"),
        ]
        let own = Bilingual(en: "beyond the official rules", ar: "زيادة على القواعد الرسمية")
        return (names[state] ?? own)(language)
    }
}
