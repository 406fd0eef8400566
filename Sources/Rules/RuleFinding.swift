public import Invoicing

/// One breach of one rule, with its place and the numbers that disagree.
public struct RuleFinding: Hashable, Sendable {
    public let rule: Rule
    /// Where it stands: names and, among equals, numbers: `/Invoice/cac:InvoiceLine[2]/cbc:ID`.
    public let path: String
    /// What was found there, as written; `nil` where something is missing.
    public let found: String?
    /// What the rule would take, where it can be said.
    public let expected: String?

    public var id: String { rule.id.rawValue }
    public var severity: Problem.Severity { rule.severity }
    public var message: Bilingual { rule.message }
    public var mend: Bilingual { rule.mend }
}

/// A shape of document that the official stylesheets cannot evaluate: there the whole stage fails
/// with a processor's exception, and so it does here.
public struct RuleAbort: Hashable, Sendable {
    public enum Stage: String, Hashable, Sendable {
        case european = "EN-ABORT"
        case saudi = "KSA-ABORT"
    }

    public enum Reason: Hashable, Sendable {
        /// Several elements where a function takes one.
        case several
        /// A text that is no number, date or truth value where one is computed with.
        case notA(String)
        case divisionByZero
        /// A currency code or similar that is read as a regular expression and is none.
        case badPattern
    }

    public let stage: Stage
    public let reason: Reason
    public let path: String
    public let found: String?

    public var id: String { stage.rawValue }
}

/// What one document gets.
public struct RuleReport: Sendable {
    /// What the UBL 2.1 schema refuses; the official validator looks no further then, and errors
    /// and warnings say only what else there is.
    public var schemaFaults: [SchemaFault] = []
    public var findings: [RuleFinding] = []
    public var aborts: [RuleAbort] = []
    /// What Sijil alone warns of; no verdict depends on it.
    public var ownFindings: [OwnFinding] = []

    public var schemaIsValid: Bool { schemaFaults.isEmpty }

    /// No schema fault, no error, no stage that failed.
    public var passes: Bool {
        schemaIsValid && aborts.isEmpty && findings.allSatisfy { $0.severity == .warning }
    }

    /// Ids of the rules that are broken, each once, in the order of `RuleID`.
    public var errors: [String] { ids(.error) }
    public var warnings: [String] { ids(.warning) }

    private func ids(_ severity: Problem.Severity) -> [String] {
        let broken = Set(findings.lazy.filter { $0.severity == severity }.map(\.rule.id))
        return broken.sorted { $0.ordinal < $1.ordinal }.map(\.rawValue)
    }
}
