public import Encoding
public import Invoicing
import Rules
public import StampCheck
import UBL

/// What one document says about itself, judged as the authority's validator judges it.
public struct DocumentVerdict: Sendable {
    /// The document as it was named.
    public var file: String
    public var passes: Bool
    /// Recomputed; `nil` if the bytes cannot be read.
    public var hash: String?
    public var checks: StampChecks
    /// Ids of official rules that the document breaks, and of those that only warn.
    public var errors: [String] = []
    public var warnings: [String] = []
    /// What each of these rules says here, and Sijil's own warnings.
    public var problems: [Problem] = []
    public var findings: [Finding]
    /// What a receipt proves of it, where one was given.
    public var receipt: ReceiptVerdict?

    /// `{"file","verdict","hash","checks":{…},"errors":[…],"warnings":[…],"problems":[…],`
    /// `"findings":[…]}`.
    public var json: JSONValue {
        func answer(_ check: Bool?) -> JSONValue { check.map { .bool($0) } ?? .null }
        let answers: [JSONValue.Member] = [
            .init("schema", answer(checks.schema)),
            .init("invoice_digest", answer(checks.invoiceDigest)),
            .init("signed_properties", answer(checks.signedProperties)),
            .init("cert_digest", answer(checks.certDigest)),
            .init("signature", answer(checks.signature)),
            .init("issuer", answer(checks.issuer)), .init("serial", answer(checks.serial)),
            .init("qr", answer(checks.qr)),
            .init("authority_signature", answer(checks.authoritySignature)),
        ]
        let proof = receipt.map { [JSONValue.Member("receipt", $0.json)] } ?? []
        return .object(
            [
                .init("file", .string(file)), .init("verdict", .string(passes ? "pass" : "fail")),
                .init("hash", JSONValue(hash)), .init("checks", .object(answers)),
                .init("errors", .array(errors.map { .string($0) })),
                .init("warnings", .array(warnings.map { .string($0) })),
                .init("problems", .array(problems.map(\.json))),
                .init("findings", .array(findings.map(\.json))),
            ] + proof)
    }

    /// For people: the verdict, then what was found.
    public func text(_ language: ReportLanguage) -> String {
        let verdict: String
        switch language {
        case .english: verdict = passes ? "pass" : "fail"
        case .arabic: verdict = passes ? "مقبول" : "مرفوض"
        }
        var lines = ["\(SafeText.shown(file)): \(verdict)"]
        for problem in problems { lines += problem.lines(language) }
        for finding in findings { lines += finding.lines(language) }
        return lines.map { $0 + "\n" }.joined() + (receipt?.text(language) ?? "")
    }
}

/// The check of one e-invoice from anybody, from its bytes alone.
public enum Verify {
    /// - Parameter now: The clock of the rules that look at it: BR-KSA-04 and BR-KSA-98.
    public static func document(_ xml: [UInt8], name: String, at now: Instant) -> DocumentVerdict {
        let report = StampCheck.examine(xml)
        let facts = report.document?.facts
        // A standard document is stamped anew by the authority, so its own stamp is nobody's
        // condition.
        let isStandard = facts.map { !$0.isSimplified } ?? false
        let place = FindingPlace(icv: facts?.icv.flatMap { Int64($0) }, number: facts?.number)
        let findings = StampEvidence(report).items.map { item in
            var finding = Finding(
                item.code, at: place, expected: item.expected, found: item.found)
            if item.isTolerated || (isStandard && item.isInStamp) { finding.severity = .warning }
            return finding
        }
        var verdict = DocumentVerdict(
            file: name, passes: findings.allSatisfy { $0.severity == .warning },
            hash: report.hash?.base64, checks: report.checks, findings: findings)
        if facts != nil { judge(xml, at: now, &verdict) }
        return verdict
    }

    /// Adds what the official rules and the schema say.
    private static func judge(_ xml: [UInt8], at now: Instant, _ verdict: inout DocumentVerdict) {
        guard let document = try? RuleDocument.read(xml) else {
            // The reader of the rules takes whatever the schema takes.
            verdict.checks.schema = false
            verdict.passes = false
            return
        }
        let rules = RuleSet.current.judge(document, at: now)
        verdict.checks.schema = rules.schemaIsValid
        verdict.errors = rules.errors
        verdict.warnings = rules.warnings
        verdict.problems = rules.problems
        verdict.passes = verdict.passes && rules.passes
    }
}
