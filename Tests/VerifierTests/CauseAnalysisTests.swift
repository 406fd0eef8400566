import Testing

@testable import Verifier

@Suite("causes")
struct CauseAnalysisTests {
    private func symptom(_ code: FindingCode, _ severity: FindingSeverity?) -> Symptom {
        var symptom = Symptom(code, key: .record(.document(1)))
        symptom.severity = severity
        return symptom
    }

    @Test("a group weighs what its heaviest symptom does, whichever comes first and is nearest")
    func weight() throws {
        for one in FindingCode.allCases {
            for other in FindingCode.allCases {
                let pair = [symptom(one, nil), symptom(other, nil)]
                let finding = try #require(CauseAnalysis.findings(pair).first)
                let least = min(one.severity.order, other.severity.order)
                #expect(finding.severity.order == least, "\(one) beside \(other)")
            }
        }
    }

    @Test("what is mild in one document does not lead what is not, even if it names the group")
    func mild() throws {
        for severity in [FindingSeverity.warning, .unproven] {
            var leading = symptom(.certificateEncoding, severity)
            leading.leads = true
            let found = CauseAnalysis.findings([leading, symptom(.hashMismatch, nil)])
            let finding = try #require(found.first)
            #expect(found.count == 1)
            #expect(finding.code == .hashMismatch)
            #expect(finding.severity == .fail)
            #expect(finding.also.map(\.code) == [.certificateEncoding])
        }
    }
}

/// Numbers that no writer of ours stores, in every column that takes one.
@Suite("numbers at the ends of their range")
struct ExtremeNumberTests {
    static let tables = [
        "document", "entry", "chain", "unit", "certificate", "certificate_event", "signing_key",
        "compliance_document", "attempt", "answer", "cleared", "restore", "incident",
        "import", "migration", "ledger", "closing", "settlement",
    ]
    private static let extremes = [Int64.min, Int64.min + 1, -1, 0, 1 << 53, .max - 1, .max]

    @Test("stop no audit", arguments: tables)
    func extremes(table: String) throws {
        let sample =
            switch table {
            case "closing": SampleLedger.closed
            case "settlement": SampleLedger.settled
            default: SampleLedger.shared
            }
        let good = try Evidence(sample)
        let columns = try good.sql(
            "SELECT name FROM pragma_table_info('\(table)') WHERE type = 'INTEGER';"
        ).split(separator: "\n").map(String.init)
        try #require(!columns.isEmpty)
        for column in columns {
            for extreme in Self.extremes {
                let evidence = try Evidence(sample)
                let other = extreme == .max ? extreme - 1 : extreme + 1
                // The last row, and then one more beside it.
                let changes = try evidence.sql(
                    """
                    UPDATE OR IGNORE "\(table)" SET \(column) = \(extreme)
                    WHERE rowid = (SELECT max(rowid) FROM "\(table)")
                      AND \(column) IS NOT \(extreme);
                    SELECT changes();
                    UPDATE OR IGNORE "\(table)" SET \(column) = \(other)
                    WHERE rowid = (
                      SELECT rowid FROM "\(table)" WHERE \(column) <> \(extreme)
                      ORDER BY rowid DESC LIMIT 1);
                    """)
                if changes == "0" { continue }
                let verdict = try evidence.audit().verdict
                #expect(verdict == .findings, "\(table).\(column) = \(extreme)")
            }
        }
    }
}

/// K and the Kelvin sign are canonically equivalent: the same text to Swift, not to a search.
@Suite("texts that are the same only to Unicode")
struct EquivalentTextTests {
    @Test("differ in a column", arguments: ["pih", "number", "buyer_name"])
    func columns(column: String) throws {
        let evidence = try Evidence()
        let rows = try evidence.sql(
            "SELECT id FROM document WHERE instr(\(column), 'K') + instr(\(column), 'é') > 0;")
        for row in rows.split(separator: "\n") {
            let evidence = try Evidence()
            try evidence.sql(
                """
                UPDATE document
                SET \(column) = replace(
                  replace(\(column), 'K', char(0x212A)), 'é', 'e' || char(0x301))
                WHERE id = \(row);
                """)
            let codes = try evidence.audit().findings.map(\.code)
            #expect(codes.first == .columnMismatch, "\(column) of document \(row)")
        }
        #expect(column != "pih" || !rows.isEmpty)
    }

    @Test("differ in the schema")
    func schema() throws {
        let evidence = try Evidence()
        try evidence.sql(
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = replace(sql, 'KSA', char(0x212A) || 'SA');
            SELECT 1 / changes();
            """)
        #expect(try evidence.audit().findings.map(\.code).contains(.schemaDiffers))
    }
}
