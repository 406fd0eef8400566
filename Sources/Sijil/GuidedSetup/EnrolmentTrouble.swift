import Fatoora
public import Invoicing

/// What setup does when the authority does not give what was asked for. All that was done before
/// stays done.
public enum EnrolmentTrouble: Equatable, Sendable {
    /// The code is of no use any more.
    case wantsNewCode
    /// The same again, with the same code, may succeed.
    case mayPass
    /// A person has to mend something elsewhere.
    case stops

    public init(_ error: any ExplainedError) {
        self = .stops
        if let error = error as? FatooraError, case .oneTimeCodeMalformed = error {
            self = .wantsNewCode
        }
        // An answer that is not to be believed has used the code up.
        if let error = error as? FatooraError, error.isAboutAnswer { self = .wantsNewCode }
        guard let refusal = error as? AuthorityRefusal else { return }
        if refusal.beginsAnew || refusal.isAboutCode {
            self = .wantsNewCode
        } else if refusal.mayRetry {
            self = .mayPass
        }
    }

    /// What to say, in words that fit a dialogue.
    static func told(_ error: any ExplainedError) -> SetupProblem {
        switch EnrolmentTrouble(error) {
        case .wantsNewCode: SetupProblem(error.problem, PortalGuide.anotherCode)
        case .mayPass: SetupProblem(error.problem, connectionRemedy)
        case .stops: SetupProblem(error.problem, error.remedy)
        }
    }

    private static let connectionRemedy = Bilingual(
        en: "What is done is kept. See whether this computer has a connection, then try again.",
        ar: "ما تم محفوظ. تحقق من اتصال هذا الحاسوب ثم أعد المحاولة.")
}

extension AuthorityRefusal {
    /// Whether the code is wrong, spent, or possibly spent by a call whose answer was lost.
    fileprivate var isAboutCode: Bool {
        guard endpoint == .complianceCSID || endpoint == .renewal else { return false }
        switch outcome {
        case .csidRefused(let refusals):
            return refusals.contains(.invalidOneTimeCode) || refusals.contains(.missingOneTimeCode)
        case .unknown: return true
        default: return false
        }
    }
}

extension FatooraError {
    fileprivate var isAboutAnswer: Bool {
        switch self {
        case .tokenNotBase64, .tokenEncodedOnce, .tokenNoCertificate, .certificateForOtherKey,
            .certificateForOtherVAT, .certificateEnded:
            true
        default: false
        }
    }
}
