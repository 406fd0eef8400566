/// A sentence in both languages that Sijil speaks.
public struct Bilingual: Hashable, Sendable {
    public let en: String
    public let ar: String

    public init(en: String, ar: String) {
        self.en = en
        self.ar = ar
    }
}

/// An error that a person can act on.
public protocol ExplainedError: Error, Sendable {
    /// A stable word for scripts, kebab-case.
    var code: String { get }
    /// What is wrong, with the values.
    var problem: Bilingual { get }
    /// What to do now.
    var remedy: Bilingual { get }
    /// True where the same call may succeed later with nothing changed by the user (a lock, a full
    /// disk made free).
    var mayRetry: Bool { get }
}

extension ExplainedError {
    public var mayRetry: Bool { false }
}

/// One thing that keeps a draft from becoming an invoice, or that its writer should know.
public struct Problem: Hashable, Sendable {
    public enum Severity: String, Sendable { case error, warning }

    /// The official rule (`BR-KSA-40`) or Sijil's own (`SJL-…`).
    public let rule: String
    public let severity: Severity
    /// A JSON Pointer into the draft, or a cell address.
    public let path: String
    /// The offending value as given; `nil` where something is missing.
    public let value: String?
    public let message: Bilingual
    public let remedy: Bilingual

    public init(
        rule: String, severity: Severity = .error, path: String, value: String?, message: Bilingual,
        remedy: Bilingual
    ) {
        self.rule = rule
        self.severity = severity
        self.path = path
        self.value = value
        self.message = message
        self.remedy = remedy
    }
}
