import Invoicing
import Ledger

/// What is due at the authority, and by when.
public struct SubmissionStatus: Sendable {
    /// A document that the authority has not judged.
    public struct Due: Sendable {
        public let number: String
        public let unit: String
        public let kind: String
        public let state: SubmissionState
        public let issuedAt: String
        /// Simplified documents are to be reported within 24 hours of their issue; `nil` for
        /// standard ones, which may not be handed out before they are cleared.
        public let secondsLeft: Int64?

        public var isOverdue: Bool { secondsLeft.map { $0 < 0 } ?? false }
    }

    /// The most pressing first; at most ``mostShown``.
    public let due: [Due]
    /// All that are due, shown or not.
    public let count: Int
    public let overdue: Int
    public let lives: [CertificateLife]

    public static let mostShown = 200
    static let reportingSeconds: Int64 = 24 * 3_600
}

extension Workplace {
    public func status(unit name: String? = nil) throws -> SubmissionStatus {
        let now = surroundings.now()
        let units = try name.map { [try unit(named: $0)] } ?? ledger.units()
        var due: [SubmissionStatus.Due] = []
        for unit in units {
            var last: Int64 = 0
            while true {
                let page = try ledger.unsubmitted(unit: unit.name, after: last, limit: 500)
                due += page.map { Self.due($0, now: now) }
                guard let end = page.last else { break }
                last = end.document.id
            }
        }
        due.sort { ($0.secondsLeft ?? .max, $0.issuedAt) < ($1.secondsLeft ?? .max, $1.issuedAt) }
        return SubmissionStatus(
            due: Array(due.prefix(SubmissionStatus.mostShown)), count: due.count,
            overdue: due.count { $0.isOverdue }, lives: try lives())
    }

    private static func due(_ record: SubmissionRecord, now: Instant) -> SubmissionStatus.Due {
        let document = record.document
        let age = now.secondsSince1970 - document.issuedAt.instant.secondsSince1970
        return SubmissionStatus.Due(
            number: document.number.text, unit: document.unit, kind: document.kind.rawValue,
            state: SubmissionState(record), issuedAt: document.issuedAt.description,
            secondsLeft: document.kind == .simplified
                ? SubmissionStatus.reportingSeconds - age : nil)
    }
}
