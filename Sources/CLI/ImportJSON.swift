import Encoding
import Invoicing
import Mapping
import Sijil

extension ImportShown {
    /// The whole run as one object.
    func json(_ committed: Importing.Committed?, _ refusal: Refusal?) -> JSONValue {
        let understanding = importing.understanding
        return .object([
            .init("file", .string(importing.path)), .init("sheet", .string(understanding.sheet)),
            .init("header_row", JSONValue(understanding.headerRow)),
            .init("rules", .string(importing.rulesPath)),
            .init("rules_written", .bool(importing.isFirstRun)),
            .init("rows", JSONValue(understanding.dataRows)),
            .init("invoices", JSONValue(preview.invoices)), .init("new", JSONValue(preview.new)),
            .init("existing", JSONValue(preview.existing)),
            .init("late", JSONValue(preview.late)),
            .init(
                "successors",
                .array(
                    preview.successors.map {
                        [
                            "row": JSONValue($0.row), "number": .string($0.number),
                            "icv": JSONValue($0.icv), "revision": JSONValue($0.revision),
                        ]
                    })),
            .init("columns", .array(understanding.columns.map { column($0) })),
            .init("assumed", .array(understanding.assumed.map(\.json))),
            .init(
                "left_out",
                .array(
                    understanding.leftOut.map {
                        ["row": JSONValue($0.row), "reason": .string($0.reason.rawValue)]
                    })),
            .init(
                "totals",
                .array(
                    preview.totals.map {
                        [
                            "currency": .string($0.currency), "net": .string("\($0.net)"),
                            "vat": .string("\($0.vat)"), "total": .string("\($0.total)"),
                            "advance_net": .string("\($0.advanceNet)"),
                            "advance_vat": .string("\($0.advanceVAT)"),
                        ]
                    })),
            .init("issued", JSONValue(committed?.issued ?? 0)),
            .init("icv_first", committed?.icvFirst.map { JSONValue($0) } ?? .null),
            .init("icv_last", committed?.icvLast.map { JSONValue($0) } ?? .null),
            .init("log_entry", committed?.entry.map { JSONValue($0) } ?? .null),
            .init("due_by", JSONValue(preview.dueBy?.description)),
            .init("refused_for", JSONValue(refusal.map { reason($0) })),
            .init("errors", JSONValue(preview.errors)),
            .init("warnings", JSONValue(preview.warnings)),
            .init("problems", .array(preview.problems.map { problem($0) })),
        ])
    }

    private func reason(_ refusal: Refusal) -> String {
        switch refusal {
        case .problems: "problems"
        case .late: "late"
        case .notReviewed: "rules-not-reviewed"
        }
    }

    private func column(_ column: Understanding.Column) -> JSONValue {
        [
            "column": .string(column.letters), "header": .string(column.header),
            "field": JSONValue(column.fieldName),
            "samples": .array(column.samples.map { .string($0) }),
            "filled": JSONValue(column.filled), "remark": column.remark?.json ?? .null,
        ]
    }

    private func problem(_ found: SheetProblem) -> JSONValue {
        let place = found.place
        guard case .object(let members) = found.problem.json else {
            preconditionFailure("a problem is an object")
        }
        return .object(
            [
                .init("file", .string(place.file)), .init("sheet", .string(place.sheet)),
                .init("row", place.row.map { JSONValue($0) } ?? .null),
                .init("line", place.line.map { JSONValue($0) } ?? .null),
                .init("header", JSONValue(place.header)),
            ] + members)
    }
}
