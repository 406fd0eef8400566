import Glibc
import Sheets

/// One file as people send it, and what must come of it.
struct AwkwardFile: Sendable, CustomStringConvertible {
    enum Content: Sendable {
        case bytes([UInt8])
        /// In the folder of fixtures.
        case fixture(String)
    }

    enum Outcome: Sendable {
        /// All cells of all sheets that are not hidden: `A1 text`, `B2 #1E+3`, ….
        case cells([String])
        /// The error's code, and a part of its English sentence.
        case refused(String, String)
    }

    let description: String
    let name: String
    let content: Content
    let outcome: Outcome

    init(_ description: String, _ name: String, _ bytes: [UInt8], _ outcome: Outcome) {
        self.description = description
        self.name = name
        content = .bytes(bytes)
        self.outcome = outcome
    }

    init(_ description: String, _ name: String, text: String, _ outcome: Outcome) {
        self.init(description, name, Array(text.utf8), outcome)
    }

    init(_ description: String, fixture: String, _ outcome: Outcome) {
        self.description = description
        name = fixture
        content = .fixture(fixture)
        self.outcome = outcome
    }

    var input: SheetInput {
        switch content {
        case .bytes(let bytes): .bytes(bytes, name: name)
        case .fixture(let name): .file(Fixture.path(name))
        }
    }

    func read(limits: SheetLimits = .forTests) throws(SheetError) -> [String] {
        let book = try Workbook(input, limits: limits)
        var out: [String] = []
        for (index, sheet) in book.sheets.enumerated() where !sheet.isHidden {
            let rows = try book.rows(ofSheet: index)
            var row = SheetRow()
            while try rows.next(into: &row) {
                out += row.cells.map {
                    "\(row.address(ofColumn: $0.column)) \(Self.shown($0))"
                }
            }
        }
        return out
    }

    /// Texts as they are, numbers behind `#`, what is flawed behind `!`, and the marks in braces.
    static func shown(_ cell: SheetCell) -> String {
        var out =
            switch cell.value {
            case .empty: "empty"
            case .text(let text): text
            case .number(let number): "#\(number.text)\(number.isPercent ? " percent" : "")"
            case .date(let moment): "@\(moment.text)"
            case .boolean(let value): value ? "true" : "false"
            case .error(let text): "error \(text)"
            case .flawed(let flaw): "!\(flaw.code)"
            }
        if let shown = cell.shown { out += " [\(shown)]" }
        let names: [(SheetCell.Marks, String)] = [
            (.formula, "formula"), (.hidden, "hidden"), (.merged, "merged"), (.covered, "covered"),
        ]
        let marks = names.filter { cell.marks.contains($0.0) }.map(\.1)
        return marks.isEmpty ? out : out + " {\(marks.joined(separator: " "))}"
    }
}

extension SheetLimits {
    /// Small enough that a test reaches each.
    static var forTests: SheetLimits {
        var limits = SheetLimits()
        limits.parts = 50
        limits.unpackedBytes = 3_000_000
        limits.cellBytes = 40_000
        limits.rowBytes = 100_000
        limits.rows = 2_000_000
        limits.cells = 50_000
        limits.sharedTextBytes = 1_000_000
        limits.mergedRanges = 100
        return limits
    }
}

enum Fixture {
    private static var folder: String {
        let source = #filePath
        let end = source.lastIndex(of: "/") ?? source.endIndex
        return source[..<end] + "/Fixtures/"
    }

    static func path(_ name: String) -> String { folder + name }

    static func bytes(_ name: String) -> [UInt8] { contents(path(name)) }

    static func contents(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}
