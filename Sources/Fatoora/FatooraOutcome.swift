public import HTTP

/// What became of a call: the closed table of C6.
///
/// A document is settled only by ``accepted``, ``acceptedWithWarnings(_:)``, ``alreadyAccepted``,
/// ``clearedWithoutCopy`` and ``rejected(_:)``. After every other outcome the same bytes are sent
/// again, or nothing is: never a new stamp, never a new counter.
public enum FatooraOutcome: Hashable, Sendable {
    /// No byte of the request left; the authority cannot know of it.
    case neverSent(HTTPFailure)
    /// The request may have arrived. For a document the same bytes settle it; for a CSID the
    /// one-time code may be spent.
    case unknown(UnknownReason)

    // CSIDs
    case csidIssued
    /// A new compliance CSID instead of a renewed one.
    case csidNeedsCompliance
    case csidRefused([CSIDRefusal])

    // Documents
    case accepted
    case acceptedWithWarnings([FatooraMessage])
    /// The same bytes were accepted within the last 24 hours (208, 409).
    case alreadyAccepted
    /// Cleared, but the authority's copy was not in the answer.
    case clearedWithoutCopy
    /// This kind of document has passed the compliance checks before.
    case stepAlreadyPassed
    /// Final for this document; it keeps its counter.
    case rejected([FatooraMessage])
    /// Clearing is switched off by the authority; this document is to be reported (C9).
    case clearanceOff

    // Everything
    /// The request itself is wrong; the document was not judged.
    case requestRefused([FatooraMessage])
    case unauthorised
    /// The gateway lets nobody through from here (403).
    case forbidden
    case versionRefused
    case tooLarge
    case tooManyRequests(RetryAfter?)
    case serverTrouble(status: Int, RetryAfter?)
    /// Something on the way answers in the authority's place.
    case redirected(status: Int)
    case unexpectedStatus(Int)
}

public enum UnknownReason: Hashable, Sendable {
    case transport(HTTPFailure)
    /// A whole answer that cannot be read.
    case unreadable(status: Int, UnreadableKind)
}

/// What to do after an outcome.
public enum FatooraNext: Hashable, Sendable {
    /// Settled: nothing more is sent.
    case done
    /// Settled: the document is not accepted, and its successor is a new document.
    case rejected
    /// Not received: the same bytes again, not before the instant that the server named.
    case retry(RetryAfter?)
    /// May have been received: the same bytes again settle it within 24 hours; afterwards a person
    /// decides, since the document may then count twice.
    case settle
    /// The same document to the reporting endpoint.
    case report
    /// The compliance checks with the new CSID.
    case runComplianceChecks
    /// A person mends the cause; then the same command again.
    case mend
    /// No call with this credential can succeed: the queue stops.
    case stopQueue
}

extension FatooraOutcome {
    public var next: FatooraNext {
        switch self {
        case .csidIssued, .accepted, .acceptedWithWarnings, .alreadyAccepted, .stepAlreadyPassed,
            .clearedWithoutCopy:
            .done
        case .rejected: .rejected
        case .neverSent(let failure): failure.mayPass ? .retry(nil) : .mend
        case .tooManyRequests(let after), .serverTrouble(_, let after): .retry(after)
        case .unknown: .settle
        case .clearanceOff: .report
        case .csidNeedsCompliance: .runComplianceChecks
        case .csidRefused, .requestRefused, .versionRefused, .tooLarge, .redirected, .forbidden,
            .unexpectedStatus:
            .mend
        case .unauthorised: .stopQueue
        }
    }

    /// A stable word for scripts and for the ledger.
    public var code: String {
        switch self {
        case .neverSent: "never-sent"
        case .unknown: "unknown"
        case .csidIssued: "csid-issued"
        case .csidNeedsCompliance: "csid-needs-compliance"
        case .csidRefused: "csid-refused"
        case .accepted: "accepted"
        case .acceptedWithWarnings: "accepted-with-warnings"
        case .alreadyAccepted: "already-accepted"
        case .clearedWithoutCopy: "cleared-without-copy"
        case .stepAlreadyPassed: "step-already-passed"
        case .rejected: "rejected"
        case .clearanceOff: "clearance-off"
        case .requestRefused: "request-refused"
        case .unauthorised: "unauthorised"
        case .forbidden: "forbidden"
        case .versionRefused: "version-refused"
        case .tooLarge: "too-large"
        case .tooManyRequests: "too-many-requests"
        case .serverTrouble: "server-trouble"
        case .redirected: "redirected"
        case .unexpectedStatus: "unexpected-status"
        }
    }
}

extension FatooraOutcome {
    /// A stored outcome in which a document was turned away before it was judged, from its code.
    ///
    /// - Parameters:
    ///   - status: Of the stored answer.
    ///   - errors: The answer's errors, where it had any.
    /// - Returns: `nil` for the code of any other outcome.
    public init?(turnedAway code: String, status: Int?, errors: [FatooraMessage]) {
        switch (code, status) {
        case ("request-refused", _): self = .requestRefused(errors)
        case ("unauthorised", _): self = .unauthorised
        case ("forbidden", _): self = .forbidden
        case ("version-refused", _): self = .versionRefused
        case ("too-large", _): self = .tooLarge
        case ("redirected", let status?): self = .redirected(status: status)
        case ("unexpected-status", let status?): self = .unexpectedStatus(status)
        default: return nil
        }
    }
}

extension HTTPFailure {
    /// Whether the same request may pass later with nothing changed here.
    var mayPass: Bool {
        switch self {
        case .invalidRequest, .authorityFileUnusable, .tls, .proxyRefused: false
        default: true
        }
    }
}
