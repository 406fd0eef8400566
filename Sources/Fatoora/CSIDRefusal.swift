import Encoding
public import Invoicing

/// A kind of document that must pass before a production CSID is given (C5).
public enum ComplianceStep: String, Hashable, Sendable, CaseIterable {
    case standardInvoice = "standard-compliant"
    case standardCreditNote = "standard-credit-note-compliant"
    case standardDebitNote = "standard-debit-note-compliant"
    case simplifiedInvoice = "simplified-compliant"
    case simplifiedCreditNote = "simplified-credit-note-compliant"
    case simplifiedDebitNote = "simplified-debit-note-compliant"

    public var name: Bilingual {
        switch self {
        case .standardInvoice: Bilingual(en: "standard invoice", ar: "فاتورة ضريبية")
        case .standardCreditNote:
            Bilingual(en: "standard credit note", ar: "إشعار دائن لفاتورة ضريبية")
        case .standardDebitNote:
            Bilingual(en: "standard debit note", ar: "إشعار مدين لفاتورة ضريبية")
        case .simplifiedInvoice: Bilingual(en: "simplified invoice", ar: "فاتورة مبسطة")
        case .simplifiedCreditNote:
            Bilingual(en: "simplified credit note", ar: "إشعار دائن لفاتورة مبسطة")
        case .simplifiedDebitNote:
            Bilingual(en: "simplified debit note", ar: "إشعار مدين لفاتورة مبسطة")
        }
    }
}

/// Why the authority gave no CSID (C3). Codes are compared exactly.
public enum CSIDRefusal: Hashable, Sendable {
    case missingOneTimeCode
    case invalidOneTimeCode
    case missingRequest
    case invalidRequest
    /// The steps that the authority's message names; empty if it names none.
    case missingComplianceSteps([ComplianceStep])
    case missingComplianceRequestID
    case invalidComplianceRequestID
    case missingComplianceCSID
    case invalidComplianceCSID
    case missingProductionCSID
    case invalidProductionCSID
    /// A code that is not among the known ones, or none at all; the text is the authority's.
    case unrecognised(code: String?, text: String)

    init(_ message: FatooraMessage) {
        self =
            switch message.code {
            case "Missing-OTP": .missingOneTimeCode
            case "Invalid-OTP": .invalidOneTimeCode
            case "Missing-CSR": .missingRequest
            case "Invalid-CSR": .invalidRequest
            case "Missing-ComplianceSteps":
                .missingComplianceSteps(
                    ComplianceStep.allCases.filter { message.text.contains($0.rawValue) })
            case "Missing-compliance_request_id": .missingComplianceRequestID
            case "Invalid-ComplianceRequestId": .invalidComplianceRequestID
            case "Missing-CurrentCCSID": .missingComplianceCSID
            case "Invalid-CurrentCCSID": .invalidComplianceCSID
            case "Missing-currentCSID": .missingProductionCSID
            case "Invalid-currentCSID": .invalidProductionCSID
            default: .unrecognised(code: message.code, text: message.text)
            }
    }

    /// Every refusal of an answer: a list, one object in its place, or the answer itself.
    static func list(_ body: JSONValue) -> [CSIDRefusal] {
        let names = ["errors", "erros", "errorMessages", "erroMessages", "error"]
        let listed = names.flatMap { ValidationAnswer.list(body[$0], .error) }
        guard listed.isEmpty || listed.allSatisfy({ $0.code == nil && $0.text.isEmpty }) else {
            return listed.map(CSIDRefusal.init)
        }
        guard body.text("code") != nil || body.text("message") != nil else { return [] }
        return ValidationAnswer.list(body, .error).map(CSIDRefusal.init)
    }
}
