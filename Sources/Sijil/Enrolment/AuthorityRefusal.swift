public import Fatoora
public import Invoicing

/// The authority did not give what was asked for; everything that was sent and came is stored.
public struct AuthorityRefusal: ExplainedError {
    public let endpoint: FatooraEndpoint
    public let outcome: FatooraOutcome
    /// True where the next run begins with a new one-time code.
    public let beginsAnew: Bool

    init(_ endpoint: FatooraEndpoint, _ outcome: FatooraOutcome, beginsAnew: Bool = false) {
        self.endpoint = endpoint
        self.outcome = outcome
        self.beginsAnew = beginsAnew
    }

    public var code: String { "authority-" + outcome.code }
    public var problem: Bilingual { outcome.message }

    public var remedy: Bilingual {
        let remedy = outcome.remedy
        guard beginsAnew || spendsCode else { return remedy }
        return Bilingual(
            en: remedy.en + "; the next run needs a new one-time code",
            ar: remedy.ar + "؛ ويحتاج التشغيل التالي إلى رمز جديد لمرة واحدة")
    }

    private var spendsCode: Bool {
        guard endpoint == .complianceCSID || endpoint == .renewal else { return false }
        if case .unknown = outcome { return true }
        return false
    }

    public var mayRetry: Bool {
        switch outcome.next {
        case .retry, .settle: true
        default: false
        }
    }
}
