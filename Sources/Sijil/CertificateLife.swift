public import Invoicing

/// How near a certificate's end is, and what to say about it.
public struct CertificateLife: Sendable {
    public enum Level: String, Sendable {
        case good
        /// Within 90 days.
        case notice
        /// Within 30 days: every command says so.
        case warning
        /// Within 7 days.
        case urgent
        case ended
    }

    public let unit: String
    public let notAfter: Instant
    public let level: Level
    /// Whole days left; 0 on the last day and afterwards.
    public let days: Int64

    private static let daySeconds: Int64 = 86_400

    public init(unit: String, notAfter: Instant, now: Instant) {
        self.unit = unit
        self.notAfter = notAfter
        let left = notAfter.secondsSince1970 - now.secondsSince1970
        days = max(0, left / Self.daySeconds)
        level =
            switch left {
            case ..<0: .ended
            case ...(7 * Self.daySeconds): .urgent
            case ...(30 * Self.daySeconds): .warning
            case ...(90 * Self.daySeconds): .notice
            default: .good
            }
    }

    /// `nil` while there is nothing to say.
    public var text: Bilingual? {
        switch level {
        case .good: nil
        case .ended:
            Bilingual(
                en: "the certificate of unit \(unit) ended at \(notAfter): nothing can be issued; "
                    + "fetch a one-time code, then: sijil cert enrol --unit \(quoted)",
                ar: "انتهت شهادة الوحدة \(unit) في \(notAfter): لا يمكن الإصدار؛ أحضر رمزًا لمرة "
                    + "واحدة ثم: sijil cert enrol --unit \(quoted)")
        case .notice, .warning, .urgent:
            Bilingual(
                en: "the certificate of unit \(unit) ends in \(days) days, at \(notAfter); renew "
                    + "it before: sijil cert renew --unit \(quoted)",
                ar: "تنتهي شهادة الوحدة \(unit) بعد \(days) يومًا، في \(notAfter)؛ جددها قبل ذلك: "
                    + "sijil cert renew --unit \(quoted)")
        }
    }

    private var quoted: String { ShellText.quoted(unit) }
}
