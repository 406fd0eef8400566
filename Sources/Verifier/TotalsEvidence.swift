import StampCheck
import UBL

/// The amounts of a document that do not follow from each other, in the words of a finding.
struct TotalsEvidence {
    private let disagreements: [TotalsDisagreement]

    init(_ facts: DocumentFacts) { disagreements = TotalsCheck.disagreements(in: facts) }

    var isEmpty: Bool { disagreements.isEmpty }

    var expected: String { words(\.expected) }
    var found: String { words(\.found) }

    private func words(_ value: (TotalsDisagreement) -> String?) -> String {
        disagreements.prefix(5).map { disagreement in
            let place = disagreement.place.map { " (\($0))" } ?? ""
            return
                "\(disagreement.rule) \(disagreement.term)\(place): \(value(disagreement) ?? "–")"
        }.joined(separator: "; ")
    }
}
