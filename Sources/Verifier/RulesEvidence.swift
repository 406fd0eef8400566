import Encoding
import Invoicing
import Rules

/// What the business rules of its day say of a stored document.
struct RulesEvidence {
    struct Item {
        let rule: String
        let expected: String
        let found: String
        let cause: Bilingual
    }

    /// Rules that are broken, each once, by its first place.
    let errors: [Item]
    /// Ids of rules that warn, and those that were stored; `nil` where the two agree.
    let disagreement: (expected: String, found: String)?

    /// - Returns: `nil` where the document is no XML that may be read.
    init?(_ row: DocumentRow, _ reader: RuleReader) {
        guard let document = try? reader.read(row.xml), let recordedAt = Instant(row.recordedAt)
        else { return nil }
        let report = Self.judge(document, at: recordedAt)
        errors = Self.errors(report)
        disagreement = Self.disagreement(stored: row.warnings, found: report.allWarnings)
    }

    /// The rules that a document breaks, as of this day.
    ///
    /// - Returns: `nil` where it is no XML that may be read.
    static func errors(_ xml: [UInt8], at time: Instant, _ reader: RuleReader) -> [Item]? {
        guard let document = try? reader.read(xml) else { return nil }
        return errors(judge(document, at: time))
    }

    private static func judge(_ document: RuleDocument, at time: Instant) -> RuleReport {
        RuleSet.inForce(on: IssueTime(time).date).judge(document, at: time)
    }

    private static func errors(_ report: RuleReport) -> [Item] {
        var errors: [Item] = []
        for problem in report.problems where problem.severity == .error {
            guard !errors.contains(where: { $0.rule == problem.rule }) else { continue }
            let value = problem.value.map { " \($0)" } ?? ""
            errors.append(
                Item(
                    rule: problem.rule, expected: problem.rule, found: problem.path + value,
                    cause: problem.message))
        }
        return errors
    }

    /// Ids that only a draft's check or a ledger knows are no matter of the document.
    private static func disagreement(
        stored text: String, found: [String]
    ) -> (expected: String, found: String)? {
        guard text != "[]" || !found.isEmpty else { return nil }
        guard let json = try? JSONReader.read(Array(text.utf8)), case .array(let items) = json
        else { return nil }
        let stored = items.compactMap { item -> String? in
            guard case .string(let id) = item else { return nil }
            if let own = OwnRule(rawValue: id) { return own.needsLedger ? nil : id }
            return RuleID(rawValue: id) == nil ? nil : id
        }
        guard Set(stored) != Set(found) else { return nil }
        func list(_ ids: [String]) -> String {
            ids.isEmpty ? "–" : Set(ids).sorted().joined(separator: " ")
        }
        return (list(found), list(stored))
    }
}
