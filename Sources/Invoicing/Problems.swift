/// Everything that keeps a draft, a seller file or a row from being taken, all at once.
public struct Problems: Error, Hashable, Sendable {
    public let all: [Problem]

    public init(_ all: [Problem]) { self.all = all }
}

extension Sequence<Problem> {
    public var errors: [Problem] { filter { $0.severity == .error } }
    public var warnings: [Problem] { filter { $0.severity == .warning } }
}

/// Problems on their way together: a draft of a megabyte can have a million faults, of which nobody
/// reads more than the first thousands.
struct ProblemList {
    private static let limit = 10_000

    private(set) var all: [Problem] = []
    private(set) var hasErrors = false

    /// - Parameter problem: Made only while there is room.
    mutating func add(_ severity: Problem.Severity, _ problem: () -> Problem) {
        if severity == .error { hasErrors = true }
        if all.count < Self.limit {
            all.append(problem())
        } else if all.count == Self.limit {
            all.append(
                ProblemTexts.problem("SJL-MORE", path: "", value: String(Self.limit)))
        }
    }
}
