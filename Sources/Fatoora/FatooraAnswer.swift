import HTTP

/// An outcome with what the answer held.
public struct FatooraAnswer: Sendable {
    public let outcome: FatooraOutcome
    /// There exactly with ``FatooraOutcome/csidIssued`` and ``FatooraOutcome/csidNeedsCompliance``.
    public let csid: IssuedCSID?
    /// There whenever a document's endpoint answered with an object.
    public let validation: ValidationAnswer?

    init(
        _ outcome: FatooraOutcome, csid: IssuedCSID? = nil, validation: ValidationAnswer? = nil
    ) {
        self.outcome = outcome
        self.csid = csid
        self.validation = validation
    }

    /// Reads what came of a call; depends on nothing else.
    ///
    /// - Parameter redaction: What the call sent in secret: a server may repeat it in a message,
    ///   and messages are stored and shown.
    static func read(
        _ outcome: HTTPOutcome, of endpoint: FatooraEndpoint, redaction: Redaction
    ) -> FatooraAnswer {
        switch outcome {
        case .neverSent(let failure): return FatooraAnswer(.neverSent(failure))
        case .unknown(let failure, _): return FatooraAnswer(.unknown(.transport(failure)))
        case .answered(let response):
            let reader = AnswerReader(
                endpoint: endpoint, response: response, redaction: redaction)
            return endpoint.judgesDocument ? reader.document() : reader.csid()
        }
    }
}

private struct AnswerReader {
    let endpoint: FatooraEndpoint
    let response: HTTPResponse
    let body: AnswerBody

    init(endpoint: FatooraEndpoint, response: HTTPResponse, redaction: Redaction) {
        self.endpoint = endpoint
        self.response = response
        body = AnswerBody.read(response.body, redaction: redaction)
    }

    private var retryAfter: RetryAfter? {
        response.header("Retry-After").flatMap(RetryAfter.init)
    }

    private func unreadable(_ kind: UnreadableKind) -> FatooraOutcome {
        .unknown(.unreadable(status: response.status, kind))
    }

    /// The kind to name where an object was needed and something else came.
    private var noObject: FatooraOutcome {
        switch body {
        case .empty: unreadable(.empty)
        case .text: unreadable(.text)
        case .unreadable(let kind): unreadable(kind)
        case .object: unreadable(.member("validationResults"))
        }
    }

    /// The statuses that mean the same wherever they come from.
    private func common() -> FatooraOutcome {
        switch response.status {
        case 401: .unauthorised
        case 403: .forbidden
        case 406: .versionRefused
        case 413: .tooLarge
        case 429: .tooManyRequests(retryAfter)
        case 408, 500...599: .serverTrouble(status: response.status, retryAfter)
        case 300...399: .redirected(status: response.status)
        default: .unexpectedStatus(response.status)
        }
    }

    // MARK: CSIDs

    func csid() -> FatooraAnswer {
        switch response.status {
        case 200...299, 400: break
        case 428 where endpoint == .renewal: break
        default: return FatooraAnswer(common())
        }
        guard case .object(let object) = body else { return FatooraAnswer(noObject) }
        let reading = CSIDReading(object, endpoint: endpoint, status: response.status)
        switch reading {
        case .refused(let refusals): return FatooraAnswer(.csidRefused(refusals))
        case .unreadable(let kind): return FatooraAnswer(unreadable(kind))
        case .issued, .notCompliant:
            guard response.status != 400 else { return FatooraAnswer(unreadable(.contradiction)) }
        }
        switch reading {
        case .issued(let csid): return FatooraAnswer(.csidIssued, csid: csid)
        // Only a renewal can end in a compliance CSID that it did not ask for.
        case .notCompliant(let csid) where endpoint == .renewal:
            return FatooraAnswer(.csidNeedsCompliance, csid: csid)
        default: return FatooraAnswer(unreadable(.member("dispositionMessage")))
        }
    }

    // MARK: documents

    func document() -> FatooraAnswer {
        guard case .object(let object) = body else { return FatooraAnswer(withoutObject()) }
        let validation = ValidationAnswer(object)
        return FatooraAnswer(judged(validation), validation: validation)
    }

    private func judged(_ validation: ValidationAnswer) -> FatooraOutcome {
        switch response.status {
        case 200...299: return success(validation)
        case 303 where endpoint == .clearance && response.header("Location") == nil:
            return .clearanceOff
        case 400: return refusal(validation)
        case 406 where endpoint == .complianceCheck && Self.saysRepeated(validation):
            return .stepAlreadyPassed
        case 409:
            // The body says NOT_REPORTED although the first one was accepted (C6), so it is not
            // asked for its verdict, only whether it is the authority's.
            guard validation.isVerdict || !validation.errors.isEmpty else { return noObject }
            return settledEarlier(validation)
        default: return common()
        }
    }

    private func success(_ validation: ValidationAnswer) -> FatooraOutcome {
        if response.status == 208 { return settledEarlier(validation) }
        guard validation.isVerdict else { return unreadable(.member("validationResults")) }
        guard !validation.saysNo else {
            // The checks of an enrolment count for nothing else, so their no can be believed.
            return endpoint == .complianceCheck
                ? .rejected(validation.errors) : unreadable(.contradiction)
        }
        guard validation.saysYes else { return unreadable(.member("status")) }
        if endpoint == .clearance, !hasCopy(validation) { return .clearedWithoutCopy }
        return response.status == 202 || !validation.warnings.isEmpty
            ? .acceptedWithWarnings(validation.warnings) : .accepted
    }

    private func settledEarlier(_ validation: ValidationAnswer) -> FatooraOutcome {
        endpoint == .clearance && !hasCopy(validation) ? .clearedWithoutCopy : .alreadyAccepted
    }

    private func hasCopy(_ validation: ValidationAnswer) -> Bool {
        if case .document = validation.clearedCopy { return true }
        return false
    }

    private func refusal(_ validation: ValidationAnswer) -> FatooraOutcome {
        // A duplicate was accepted before, so its 400 must not become a new document.
        guard !validation.errors.contains(where: \.isDuplicate) else {
            return unreadable(.contradiction)
        }
        if validation.saysNo { return .rejected(validation.errors) }
        guard !validation.saysYes else { return unreadable(.contradiction) }
        if !validation.errors.isEmpty, validation.errors.allSatisfy({ $0.status == "ERROR" }) {
            return .rejected(validation.errors)
        }
        let messages: [FatooraMessage] =
            if case .object(let object) = body { validation.refusals(orIn: object) } else { [] }
        return messages.isEmpty ? noObject : .requestRefused(messages)
    }

    private func withoutObject() -> FatooraOutcome {
        switch response.status {
        case 200...299, 400, 409: return noObject
        case 303 where endpoint == .clearance && response.header("Location") == nil:
            guard case .text(let text) = body, Self.saysUseReporting(text) else { return common() }
            return .clearanceOff
        case 406 where endpoint == .complianceCheck:
            guard case .text(let text) = body, Self.saysRepeated(text) else { return common() }
            return .stepAlreadyPassed
        default: return common()
        }
    }

    private static func saysUseReporting(_ text: String) -> Bool {
        text.contains("/invoices/reporting/single")
    }

    private static func saysRepeated(_ text: String) -> Bool {
        text.lowercased().contains("submitted before")
    }

    private static func saysRepeated(_ validation: ValidationAnswer) -> Bool {
        (validation.errors + validation.warnings + validation.info)
            .contains { saysRepeated($0.text) }
    }
}
