import Glibc
import Testing

@testable import Invoicing
@testable import Rules

/// One change to a document without findings, and the ids that the official validator then raises.
struct VerdictRow: Sendable, CustomTestStringConvertible {
    enum Base { case standard, simplified }

    let title: String
    let base: Base
    let ids: Set<String>
    let change: @Sendable (inout SampleDocument) -> Void

    init(
        _ title: String, _ ids: String, base: Base = .standard,
        _ change: @escaping @Sendable (inout SampleDocument) -> Void
    ) {
        self.title = title
        self.base = base
        self.ids = Set(
            ids.split(separator: " ").map { id in
                // `C23` and `51` stand for ids of the Saudi families.
                if id.hasPrefix("BR") || id.hasSuffix("ABORT") { return String(id) }
                let isLimit = id.hasPrefix("C") && !id.hasPrefix("CL")
                return "BR-KSA-" + (isLimit ? "F-06-" : "") + id
            })
        self.change = change
    }

    var testDescription: String { title }

    var document: SampleDocument {
        var document = base == .standard ? SampleDocument.standard : .simplified
        change(&document)
        return document
    }
}

/// Verdicts of the official stylesheets, release R3.4.8, taken by running them outside the project.
@Suite("a change raises what the official validator raises")
struct VerdictTests {
    /// Within a day of the sample's issue time.
    static let now = Instant("2026-03-02T06:00:00Z") ?? Instant(secondsSince1970: 0)

    @Test("each row", arguments: VerdictRow.all)
    func row(_ row: VerdictRow) throws {
        let bytes = row.document.bytes
        if let folder = getenv("SIJIL_DUMP") {
            try Self.dump(bytes, row, String(cString: folder))
        }
        let report = RuleSet.current.judge(try RuleDocument.read(bytes), at: Self.now)
        let ids = report.errors + report.warnings + report.aborts.map(\.id)
        #expect(Set(ids) == row.ids)
    }

    @Test("the samples themselves have no finding and are valid")
    func samples() throws {
        for sample in [SampleDocument.standard, .simplified] {
            let report = RuleSet.current.judge(try RuleDocument.read(sample.bytes), at: Self.now)
            #expect(report.findings.isEmpty)
            #expect(report.schemaFaults.isEmpty)
            #expect(report.passes)
        }
    }

    @Test("every charge reason that a draft may give passes the official test")
    func chargeReasons() throws {
        for code in Invoicing.CodeLists.chargeReasons.sorted() {
            var sample = SampleDocument.standard
            sample.charge("5.00")
            sample.set("cbc:AllowanceChargeReasonCode", code)
            let report = RuleSet.current.judge(try RuleDocument.read(sample.bytes), at: Self.now)
            #expect(report.findings.isEmpty, "\(code)")
        }
        #expect(Invoicing.CodeLists.chargeReasons.count > 150)
    }

    /// For the comparison with the stylesheets, where somebody asks for it.
    private static func dump(_ bytes: [UInt8], _ row: VerdictRow, _ folder: String) throws {
        let name = String(row.title.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        let file = try #require(fopen("\(folder)/\(name).xml", "w"))
        _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        fclose(file)
    }
}

extension VerdictRow {
    static let all: [VerdictRow] =
        amounts + taxes + parties + buyers + kinds + identities + allowances + lines
        + prepayments + currencies + aborts + differences
}
