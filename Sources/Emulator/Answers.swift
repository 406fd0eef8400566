import Encoding
import Invoicing
import Loopback

/// Why no CSID is given, in the authority's codes and words (C3).
enum CSIDRefusal {
    case missingCode, invalidCode, missingRequest
    case invalidRequest(String)
    case missingSteps([ComplianceStep])
    case missingRequestID, invalidRequestID
    case missingComplianceCSID, invalidComplianceCSID, missingProductionCSID, invalidProductionCSID

    var code: String {
        switch self {
        case .missingCode: "Missing-OTP"
        case .invalidCode: "Invalid-OTP"
        case .missingRequest: "Missing-CSR"
        case .invalidRequest: "Invalid-CSR"
        case .missingSteps: "Missing-ComplianceSteps"
        case .missingRequestID: "Missing-compliance_request_id"
        case .invalidRequestID: "Invalid-ComplianceRequestId"
        case .missingComplianceCSID: "Missing-CurrentCCSID"
        case .invalidComplianceCSID: "Invalid-CurrentCCSID"
        case .missingProductionCSID: "Missing-currentCSID"
        case .invalidProductionCSID: "Invalid-currentCSID"
        }
    }

    private var message: Bilingual {
        switch self {
        case .missingCode: Bilingual(en: "OTP is required field", ar: "رمز التحقق مطلوب")
        case .invalidCode:
            Bilingual(en: "The provided OTP is invalid", ar: "رمز التحقق المرسل غير صالح")
        case .missingRequest: Bilingual(en: "CSR is required field", ar: "طلب الشهادة مطلوب")
        case .invalidRequest(let reason):
            // The authority says no more than the first sentence; ours is here to teach.
            Bilingual(
                en: "The provided CSR is invalid: \(reason)", ar: "طلب الشهادة غير صالح: \(reason)")
        case .missingSteps(let steps):
            Bilingual(
                en: "Compliance steps for this CSID are not yet complete: " + Self.list(steps),
                ar: "لم تكتمل خطوات التحقق لهذه الشهادة: " + Self.list(steps))
        case .missingRequestID:
            Bilingual(
                en: "compliance_request_id is required field", ar: "compliance_request_id مطلوب")
        case .invalidRequestID:
            Bilingual(
                en: "The provided compliance_request_id is not that of the current CCSID",
                ar: "compliance_request_id المرسل ليس لشهادة التحقق الحالية")
        case .missingComplianceCSID:
            Bilingual(en: "The current CCSID is required", ar: "شهادة التحقق الحالية مطلوبة")
        case .invalidComplianceCSID:
            Bilingual(
                en: "The provided credential is no CCSID", ar: "بيانات الدخول ليست لشهادة تحقق")
        case .missingProductionCSID:
            Bilingual(en: "The current CSID is required", ar: "الشهادة الحالية مطلوبة")
        case .invalidProductionCSID:
            Bilingual(
                en: "The provided credential is no production CSID",
                ar: "بيانات الدخول ليست لشهادة تشغيل")
        }
    }

    private static func list(_ steps: [ComplianceStep]) -> String {
        steps.map(\.rawValue).joined(separator: ", ")
    }

    func answer(_ language: AnswerLanguage) -> Answer {
        .json(
            400,
            [
                "errors": [
                    ["code": .string(code), "message": .string(message.text(language))]
                ]
            ])
    }
}

/// Answers that need no judgement (C3, C6).
enum PlainAnswer {
    static let wrongVersion = Answer.text(
        406, "This Version is not supported or not provided in the header.")

    static func unauthorized(_ now: Instant) -> Answer {
        .json(
            401,
            [
                "timestamp": JSONValue(now.secondsSince1970 * 1_000), "status": 401,
                "error": "Unauthorized", "message": "",
            ])
    }

    static func invalidRequest(_ status: Int) -> Answer {
        .json(
            status,
            ["code": "Invalid-Request", "message": "System failed to process your request"])
    }

    /// Misspelt by the authority.
    static let clearanceOff = Answer.json(
        303,
        [
            "message":
                .string(
                    "Clearance is deactiviated. "
                        + "Please use the /invoices/reporting/single endpoint instead.")
        ])

    static let tooLarge = Answer.html(413, "413 Request Entity Too Large")

    /// The body that belongs to a status when a scenario asks for it.
    static func forced(_ fault: Fault, _ now: Instant) -> Answer {
        var answer: Answer
        switch fault.status {
        case 303: answer = clearanceOff
        case 401: answer = unauthorized(now)
        case 406: answer = wrongVersion
        case 413: answer = tooLarge
        case 429: answer = .json(429, ["code": "429", "message": "Too Many Requests"])
        case 500:
            answer = .json(
                500,
                [
                    "category": "HTTP-Errors", "code": "500",
                    "message": "Something went wrong and caused an Internal Server Error.",
                ])
        case 502, 503, 504: answer = .html(fault.status, "\(fault.status) from the gateway")
        default: answer = invalidRequest(fault.status)
        }
        if let seconds = fault.retryAfterSeconds {
            answer.headers.append(("Retry-After", String(seconds)))
        }
        return answer
    }
}

/// One line of a validation answer (C4).
struct ValidationMessage: Hashable {
    enum Severity: String {
        case info = "INFO"
        case warning = "WARNING"
        case error = "ERROR"
    }

    var severity: Severity
    let code: String
    let category: String
    let text: Bilingual

    func json(_ language: AnswerLanguage) -> JSONValue {
        [
            "type": .string(severity.rawValue), "code": .string(code),
            "category": .string(category), "message": .string(text.text(language)),
            "status": .string(severity == .info ? "PASS" : severity.rawValue),
        ]
    }
}

/// The answer to a document, in the shape of its endpoint (C4).
struct ValidationAnswer {
    let endpoint: Endpoint
    let isSimplified: Bool
    var messages: [ValidationMessage]
    var clearedCopy: [UInt8]?

    var severity: ValidationMessage.Severity {
        if messages.contains(where: { $0.severity == .error }) { return .error }
        return messages.contains { $0.severity == .warning } ? .warning : .info
    }

    /// 200, 202 or 400, unless a duplicate has a status of its own.
    func answer(_ language: AnswerLanguage, status: Int? = nil) -> Answer {
        let severity = severity
        func list(_ wanted: ValidationMessage.Severity) -> JSONValue {
            .array(messages.filter { $0.severity == wanted }.map { $0.json(language) })
        }
        var members: [JSONValue.Member] = [
            .init(
                "validationResults",
                [
                    "infoMessages": list(.info), "warningMessages": list(.warning),
                    "errorMessages": list(.error),
                    "status": .string(severity == .info ? "PASS" : severity.rawValue),
                ])
        ]
        let reported: JSONValue = severity == .error ? "NOT_REPORTED" : "REPORTED"
        let cleared: JSONValue = severity == .error ? "NOT_CLEARED" : "CLEARED"
        switch endpoint {
        case .clearance:
            members.append(.init("clearanceStatus", cleared))
            members.append(
                .init("clearedInvoice", JSONValue(clearedCopy.map { Base64.encode($0) })))
        case .complianceCheck:
            members += [
                .init("reportingStatus", isSimplified ? reported : .null),
                .init("clearanceStatus", isSimplified ? .null : cleared),
                // Misspelt by the authority.
                .init("qrSellertStatus", .null), .init("qrBuyertStatus", .null),
            ]
        default: members.append(.init("reportingStatus", reported))
        }
        let usual = severity == .error ? 400 : severity == .warning ? 202 : 200
        return .json(status ?? usual, .object(members))
    }
}
