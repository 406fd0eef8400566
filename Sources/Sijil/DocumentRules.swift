import Invoicing
import Rules
import UBL

/// Every rule on a document's final bytes, told in the places of the draft that it was made from.
///
/// One serves one thread; keep it for many documents.
final class DocumentRules {
    private let reader = RuleReader()

    struct Verdict {
        /// False if a rule is broken that the authority refuses for.
        let passes: Bool
        let problems: [Problem]
        /// Ids of the rules that warn, each once.
        let warnings: [String]
    }

    /// - Parameters:
    ///   - known: Ids that the draft's own check warned of: they are told in its words.
    ///   - now: The clock of the two rules that look at it: `recorded_at`.
    func judge(
        _ xml: [UInt8], of invoice: Invoice, known: [String], at now: Instant
    ) -> Verdict {
        let document: RuleDocument
        do {
            document = try reader.read(xml)
        } catch {
            return Verdict(passes: false, problems: [Self.unreadable(error)], warnings: [])
        }
        let report = RuleSet.inForce(on: IssueTime(now).date).judge(document, at: now)
        let place = DraftPlace(invoice)
        return Verdict(
            passes: report.passes,
            problems: report.problems.filter {
                $0.severity == .error || !known.contains($0.rule)
            }.map { problem in
                Problem(
                    rule: problem.rule, severity: problem.severity,
                    path: place.pointer(problem.path), value: problem.value,
                    message: problem.message, remedy: problem.remedy)
            },
            warnings: report.allWarnings.filter { !known.contains($0) })
    }

    /// What a stored id of a warning says, where only the id was kept.
    static func stored(_ rule: String) -> Problem? {
        let words: (message: Bilingual, mend: Bilingual)
        if let official = RuleSet.current.rule(named: rule) {
            words = (official.message, official.mend)
        } else if let own = OwnRule(rawValue: rule) {
            words = (own.message, own.mend)
        } else {
            return nil
        }
        return Problem(
            rule: rule, severity: .warning, path: "", value: nil, message: words.message,
            remedy: words.mend)
    }

    /// Our own writer's bytes; a text that no XML may hold would come this far.
    private static func unreadable(_ error: RuleDocumentError) -> Problem {
        Problem(
            rule: "SJL-SCHEMA", path: "", value: error.detail, message: error.problem,
            remedy: error.remedy)
    }
}
