public import Invoicing

/// One rule of the official validator, as people need it.
public struct Rule: Hashable, Sendable {
    /// The official stylesheet that holds it.
    public enum Stage: String, Sendable {
        /// EN 16931 as the authority cut it down.
        case european
        case saudi
    }

    /// What becomes of it on real documents.
    public enum State: String, Sendable {
        /// It is raised on documents that the schema takes.
        case live
        /// The schema refuses first whatever would raise it.
        case structural
        /// Another context of the official stylesheet hides it; it is never raised.
        case dead
    }

    public let id: RuleID
    /// The validator's own flag: an error fails the document, a warning does not.
    public let severity: Problem.Severity
    public let stage: Stage
    public let state: State
    /// Whom it applies to.
    public let appliesTo: Bilingual
    /// The terms it is about: `BT-31`, `KSA-16`.
    public let terms: [String]
    public let message: Bilingual
    public let mend: Bilingual

    public static func == (a: Rule, b: Rule) -> Bool { a.id == b.id }

    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
