import Encoding
import Invoicing
import Sheets
import Testing

@testable import Mapping

/// A sheet that is read as a CSV of these lines.
struct Bench {
    let understanding: Understanding
    let drafts: [MappedDraft]
    /// Of the rows that sum up others.
    let sums: [SheetProblem]

    init(_ text: String, rules: String? = nil) throws {
        let given = try rules.map { try RulesReader.read(Array($0.utf8), file: "sales.csv.rules") }
        try self.init(
            Workbook(
                .bytes(Array(text.utf8), name: "sales.csv"), encoding: given?.encoding,
                separator: given?.separator), given)
    }

    init(_ book: Workbook, _ rules: Rules?) throws {
        understanding = try Understanding(book, rules: rules)
        var drafts: [MappedDraft] = []
        sums = try understanding.forEachDraft(in: book) {
            drafts.append($0)
            return true
        }
        self.drafts = drafts
    }

    /// Every problem in a line: rule, cell, text.
    var problems: [String] {
        (understanding.problems + drafts.flatMap(\.problems) + sums).map {
            let value = $0.problem.value.map { " " + $0 } ?? ""
            return "\($0.problem.rule) \($0.place.address ?? "-")\(value)"
        }
    }

    /// The drafts as JSON Lines.
    var json: [String] { drafts.map { $0.json.serialized() } }
}
