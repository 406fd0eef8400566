public import Encoding
import Invoicing
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
    public var findings: [Finding]

    /// `{"file","verdict","hash","checks":{…},"errors":[…],"warnings":[…],"findings":[…]}`.
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
        return .object([
            .init("file", .string(file)), .init("verdict", .string(passes ? "pass" : "fail")),
            .init("hash", JSONValue(hash)), .init("checks", .object(answers)),
            .init("errors", .array(errors.map { .string($0) })),
            .init("warnings", .array(warnings.map { .string($0) })),
            .init("findings", .array(findings.map(\.json))),
        ])
    }

    /// For people: the verdict, then what was found.
    public func text(_ language: ReportLanguage) -> String {
        let verdict: String
        switch language {
        case .english: verdict = passes ? "pass" : "fail"
        case .arabic: verdict = passes ? "مقبول" : "مرفوض"
        }
        var lines = ["\(SafeText.shown(file)): \(verdict)"]
        if !errors.isEmpty { lines.append("  " + errors.joined(separator: " ")) }
        for finding in findings { lines += finding.lines(language) }
        return lines.map { $0 + "\n" }.joined()
    }
}

/// The check of one e-invoice from anybody, from its bytes alone.
public enum Verify {
    public static func document(_ xml: [UInt8], name: String) -> DocumentVerdict {
        let report = StampCheck.examine(xml)
        let facts = report.document?.facts
        // A standard document is stamped anew by the authority, so its own stamp is nobody's
        // condition.
        let isStandard = facts.map { !$0.isSimplified } ?? false
        let place = FindingPlace(icv: facts?.icv.flatMap { Int64($0) }, number: facts?.number)
        var findings = StampEvidence(report).items.map { item in
            var finding = Finding(
                item.code, at: place, expected: item.expected, found: item.found)
            if item.isTolerated || (isStandard && item.isInStamp) { finding.severity = .warning }
            return finding
        }
        let totals = facts.map { TotalsEvidence($0) }
        if let totals, !totals.isEmpty {
            var finding = Finding(
                .totalsWrong, at: place, expected: totals.expected, found: totals.found)
            if totals.errors.isEmpty { finding.severity = .warning }
            findings.append(finding)
        }
        return DocumentVerdict(
            file: name, passes: findings.allSatisfy { $0.severity == .warning },
            hash: report.hash?.base64,
            checks: report.checks, errors: totals?.errors ?? [],
            warnings: totals?.warnings ?? [], findings: findings)
    }
}
