public import Invoicing

extension RuleReport {
    /// What the rules found, in the shape in which problems are told everywhere.
    public var problems: [Problem] {
        schemaFaults.map(Self.problem) + aborts.map(Self.problem) + findings.map(Self.problem)
            + ownFindings.map(Self.problem)
    }

    /// Ids of all rules that warn of the document, the official ones first.
    public var allWarnings: [String] {
        if ownFindings.isEmpty { return warnings }
        let own = Set(ownFindings.map(\.rule))
        return warnings + OwnRule.allCases.filter { own.contains($0) }.map(\.rawValue)
    }

    private static func problem(_ finding: RuleFinding) -> Problem {
        Problem(
            rule: finding.id, severity: finding.severity, path: finding.path,
            value: value(finding.found, finding.expected), message: finding.message,
            remedy: finding.mend)
    }

    private static func problem(_ finding: OwnFinding) -> Problem {
        Problem(
            rule: finding.rule.rawValue, severity: .warning, path: finding.path,
            value: value(finding.found, finding.expected), message: finding.rule.message,
            remedy: finding.rule.mend)
    }

    private static func problem(_ fault: SchemaFault) -> Problem {
        Problem(
            rule: "SJL-SCHEMA", path: fault.path, value: value(fault.found, fault.expected),
            message: Bilingual(
                en: "the UBL 2.1 schema does not allow this: \(fault.kind.rawValue)",
                ar: "لا يسمح مخطط UBL 2.1 بهذا: \(fault.kind.rawValue)"),
            remedy: Bilingual(
                en: "write the elements of an invoice in the order and form of UBL 2.1",
                ar: "اكتب عناصر الفاتورة بترتيب UBL 2.1 وصيغه"))
    }

    private static func problem(_ abort: RuleAbort) -> Problem {
        Problem(
            rule: abort.id, path: abort.path, value: abort.found,
            message: Bilingual(
                en: "the authority's validator breaks off here: \(reason(abort.reason).en)",
                ar: "يتوقف مدقق الهيئة هنا: \(reason(abort.reason).ar)"),
            remedy: Bilingual(
                en: "write one value of the right kind in this place",
                ar: "اكتب في هذا الموضع قيمة واحدة من النوع الصحيح"))
    }

    private static func reason(_ reason: RuleAbort.Reason) -> Bilingual {
        switch reason {
        case .several:
            Bilingual(en: "several elements in the place of one", ar: "عدة عناصر مكان واحد")
        case .notA(let kind):
            Bilingual(en: "the text is no \(kind)", ar: "النص ليس من النوع \(kind)")
        case .divisionByZero: Bilingual(en: "division by zero", ar: "قسمة على صفر")
        case .badPattern:
            Bilingual(en: "the text is no valid pattern", ar: "النص ليس نمطًا صالحًا")
        }
    }

    private static func value(_ found: String?, _ expected: String?) -> String? {
        guard let expected else { return found }
        return "\(found ?? "–") (\(expected))"
    }
}
