public import Invoicing
import Ledger

/// Where a document stands with the authority; follows from its stored answers alone, and where
/// they are lost from the firm's word.
public enum SubmissionState: String, Sendable, CaseIterable {
    /// Nothing was sent.
    case issued
    /// A request may be on its way, or was cut short.
    case inFlight = "in-flight"
    /// It may have arrived; the same bytes again settle it within 24 hours.
    case unknown
    case cleared
    case reported
    case acceptedWithWarnings = "accepted-with-warnings"
    /// The authority had it already (208, 409).
    case acceptedEarlier = "accepted-earlier"
    /// Cleared, but the authority's copy is not here.
    case clearedWithoutCopy = "cleared-without-copy"
    case rejected
    /// Rejected, and its sale was called off: no other document takes its place.
    case closed
    /// The answer was lost, and somebody of the firm saw it accepted in the portal.
    case acceptedByWord = "accepted-by-word"
    /// The same of a standard document whose copy by the authority is not here.
    case acceptedByWordWithoutCopy = "accepted-by-word-without-copy"
    /// Turned away before it was judged; a person mends the cause.
    case refused
    /// Clearing is switched off by the authority: it is to be reported.
    case clearanceOff = "clearance-off"
    /// No credential that could send it is left.
    case stranded

    /// Whether nothing more is to be sent.
    public var isSettled: Bool {
        switch self {
        case .cleared, .reported, .acceptedWithWarnings, .acceptedEarlier, .clearedWithoutCopy,
            .rejected, .closed, .acceptedByWord, .acceptedByWordWithoutCopy:
            true
        default: false
        }
    }

    /// Whether the authority rejected it: it is no sale, and no sum counts it.
    public var isRejected: Bool { self == .rejected || self == .closed }

    /// Whether that the authority took it in is the firm's word, not its answer.
    public var isByWord: Bool { self == .acceptedByWord || self == .acceptedByWordWithoutCopy }

    /// Whether the authority took it in, by its answer or by the firm's word.
    var isAccepted: Bool { isSettled && !isRejected }

    /// Settled, and still something is to be done by a person.
    public var wantsHand: Bool { self == .rejected || self == .clearedWithoutCopy }

    init(_ record: SubmissionRecord) {
        if record.settlement != nil, !record.isJudged {
            self = record.lacksPortalCopy ? .acceptedByWordWithoutCopy : .acceptedByWord
            return
        }
        let notReceived: SubmissionState = record.mayBeKnownSince == nil ? .issued : .unknown
        guard let last = record.last else {
            self = notReceived
            return
        }
        let isClearance = last.endpoint == "clearance"
        func accepted(_ state: SubmissionState) -> SubmissionState {
            isClearance && !record.hasClearedCopy ? .clearedWithoutCopy : state
        }
        self =
            switch last.outcome {
            case nil: .inFlight
            case "never-sent", "too-many-requests": notReceived
            case "unknown", "server-trouble": .unknown
            case "accepted": accepted(isClearance ? .cleared : .reported)
            case "accepted-with-warnings": accepted(.acceptedWithWarnings)
            case "already-accepted": accepted(.acceptedEarlier)
            case "cleared-without-copy": accepted(.cleared)
            case "rejected": record.closing == nil ? .rejected : .closed
            case "clearance-off": .clearanceOff
            default: .refused
            }
    }

    public var name: Bilingual {
        switch self {
        case .issued: Bilingual(en: "issued, not submitted", ar: "صدر ولم يُرسل")
        case .inFlight: Bilingual(en: "being sent", ar: "قيد الإرسال")
        case .unknown:
            Bilingual(en: "sent, outcome unknown", ar: "أُرسل ونتيجته غير معروفة")
        case .cleared: Bilingual(en: "cleared by the authority", ar: "اعتمدته الهيئة")
        case .reported: Bilingual(en: "reported to the authority", ar: "أُبلغت به الهيئة")
        case .acceptedWithWarnings:
            Bilingual(en: "accepted with warnings", ar: "قُبل مع تحذيرات")
        case .acceptedEarlier:
            Bilingual(en: "accepted, at an earlier sending", ar: "قُبل في إرسال سابق")
        case .clearedWithoutCopy:
            Bilingual(
                en: "cleared, the authority's copy is missing", ar: "اعتُمد ونسخة الهيئة مفقودة")
        case .rejected: Bilingual(en: "rejected by the authority", ar: "رفضته الهيئة")
        case .closed:
            Bilingual(
                en: "rejected by the authority, the sale called off",
                ar: "رفضته الهيئة وأُلغي البيع")
        case .acceptedByWord:
            Bilingual(
                en: "accepted by the firm's word: seen in the portal",
                ar: "مقبول بقول المنشأة: شوهد في البوابة")
        case .acceptedByWordWithoutCopy:
            Bilingual(
                en: "accepted by the firm's word, the authority's copy is missing",
                ar: "مقبول بقول المنشأة ونسخة الهيئة مفقودة")
        case .refused: Bilingual(en: "turned away unread", ar: "رُدَّ قبل فحصه")
        case .clearanceOff:
            Bilingual(en: "clearing is off: to be reported", ar: "الاعتماد متوقف: يجب الإبلاغ عنه")
        case .stranded:
            Bilingual(
                en: "stranded: no certificate is left to send it with",
                ar: "عالق: لا شهادة باقية لإرساله")
        }
    }
}

extension SubmissionRecord {
    /// Whether an answer of the authority accepts or rejects it.
    var isJudged: Bool {
        switch last?.outcome {
        case "accepted", "accepted-with-warnings", "already-accepted", "cleared-without-copy",
            "rejected":
            true
        default: false
        }
    }

    /// Of a rejected document, whether it may have been accepted all the same, or reissued, without
    /// a trace here: an answer was lost that the later one did not settle, or it is older than the
    /// copy that the ledger was put back to.
    var mayBeTaken: Bool {
        if isOlderThanRestore { return true }
        guard let since = mayBeKnownSince, let last else { return false }
        let age = last.at.secondsSince1970 - since.secondsSince1970
        return age > OutboxPass.memorySeconds
    }

    /// Whether it was to be cleared, so that the authority's copy of it is what buyers get, and
    /// that copy is not here.
    var lacksPortalCopy: Bool {
        document.kind == .standard && last?.endpoint != "reporting" && !hasClearedCopy
    }

    /// Whether the authority took it in by a report, with which our own bytes are the document.
    var isReported: Bool { SubmissionState(self).isAccepted && last?.endpoint == "reporting" }
}
