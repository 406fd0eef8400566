import StampCheck
import UBL

/// The amounts of a document that do not follow from each other, in the words of findings and
/// rules.
struct TotalsEvidence {
    /// Official severities of the rules that the check of totals can name.
    private static let errorRules: Set<String> = ["BR-CO-11", "BR-CO-12", "BR-CO-14", "BR-CO-15"]
    private static let warningRules: Set<String> = [
        "BR-CO-10", "BR-CO-13", "BR-CO-16", "BR-KSA-51", "BR-KSA-EN16931-11", "BR-S-08", "BR-Z-08",
        "BR-E-08",
        "BR-O-08",
    ]

    private let disagreements: [TotalsDisagreement]

    init(_ facts: DocumentFacts) { disagreements = TotalsCheck.disagreements(in: facts) }

    /// Ids of official rules, each once, in the order of the document.
    var errors: [String] { rules(Self.errorRules) }
    var warnings: [String] { rules(Self.warningRules) }
    var isEmpty: Bool { disagreements.isEmpty }

    var expected: String { words(\.expected) }
    var found: String { words(\.found) }

    private func rules(_ known: Set<String>) -> [String] {
        var rules: [String] = []
        for disagreement in disagreements where known.contains(disagreement.rule) {
            if !rules.contains(disagreement.rule) { rules.append(disagreement.rule) }
        }
        return rules
    }

    private func words(_ value: (TotalsDisagreement) -> String?) -> String {
        disagreements.prefix(5).map { disagreement in
            let place = disagreement.place.map { " (\($0))" } ?? ""
            return
                "\(disagreement.rule) \(disagreement.term)\(place): \(value(disagreement) ?? "–")"
        }.joined(separator: "; ")
    }
}
