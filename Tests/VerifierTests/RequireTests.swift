import Testing
import Verifier

@Suite("what an audit is asked to prove beside soundness")
struct RequireTests {
    private func audit(_ evidence: Evidence) throws -> AuditReport {
        var options = AuditOptions()
        options.requires = [.submitted]
        return try Audit.run(evidence.path, options)
    }

    @Test("documents that nobody submitted leave it unproven, one finding a chain")
    func missing() throws {
        let evidence = try Evidence(SampleLedger.enrolled)
        let report = try audit(evidence)
        // Of documents 2, 4 and 5 no answer is there.
        let finding = try #require(report.findings.first)
        #expect(report.verdict == .unproven)
        #expect(report.findings.map(\.words) == ["not-submitted 2"])
        #expect(finding.also.map(\.words) == ["not-submitted 4", "not-submitted 5"])
        #expect(try evidence.audit().verdict == .sound)
    }

    @Test("what was reported too late is told, and proven all the same")
    func late() throws {
        let evidence = try Evidence(SampleLedger.enrolled)
        try evidence.rewrite("answer", 9, "finished_at = '2030-01-01T00:00:00Z'")
        let report = try audit(evidence)
        #expect(report.findings.map(\.words).contains("report-late 1"))
    }

    @Test("a document that was rejected, and that nobody reissued, is not submitted")
    func rejected() throws {
        let evidence = try Evidence(SampleLedger.enrolled)
        try evidence.rewrite("answer", 9, "outcome = 'rejected'")
        func words(_ report: AuditReport) -> [String] {
            report.findings.flatMap { [$0.words] + $0.also.map(\.words) }
        }
        #expect(try words(audit(evidence)).contains("not-submitted 1"))
        #expect(try !words(evidence.audit()).contains("not-submitted 1"))
    }

    @Test("a rejection is settled by the record that its sale was called off, if that holds")
    func closed() throws {
        let evidence = try Evidence(SampleLedger.closed)
        func words(_ report: AuditReport) -> [String] {
            report.findings.flatMap { [$0.words] + $0.also.map(\.words) }
        }
        // Of document 4 and of 5, the successor of 2, no answer is there.
        #expect(try words(audit(evidence)) == ["not-submitted 4", "not-submitted 5"])
        #expect(try audit(evidence).closings.map(\.number) == ["INV-1"])
        try evidence.rewrite("closing", 1, "document_id = 3")
        let report = try audit(evidence)
        #expect(words(report).contains("not-submitted 1"))
        #expect(words(report).contains("closing-mismatch 3"))
        #expect(report.verdict == .findings)
    }

    @Test("what the firm saw in the portal is not proven, and no outcome that is unknown")
    func settled() throws {
        let evidence = try Evidence(SampleLedger.settled)
        let report = try audit(evidence)
        #expect(report.verdict == .unproven)
        let found = report.findings.filter { $0.code != .reportLate }.flatMap { finding in
            [(finding.words, finding.found)] + finding.also.map { ($0.words, nil) }
        }
        #expect(
            found.map(\.0)
                == ["not-submitted 1", "not-submitted 3", "not-submitted 4", "not-submitted 5"])
        #expect(found.first?.1 == "settled")
        #expect(try evidence.audit().verdict == .sound)
    }
}
