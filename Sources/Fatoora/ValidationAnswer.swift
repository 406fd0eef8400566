import Cryptography
import Encoding

/// One message of an answer.
public struct FatooraMessage: Hashable, Sendable {
    public enum Severity: String, Hashable, Sendable { case info, warning, error }

    /// By the list that it stands in.
    public let severity: Severity
    /// The authority sends null here at times.
    public let code: String?
    public let category: String?
    public let text: String
    /// As sent: `PASS`, `WARNING`, `ERROR`.
    public let status: String?

    public init(
        severity: Severity, code: String?, category: String? = nil, text: String,
        status: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.category = category
        self.text = text
        self.status = status
    }
}

/// The answer to a document (C4). Whatever it holds beside these fields stays in the raw bytes.
public struct ValidationAnswer: Hashable, Sendable {
    public enum ClearedCopy: Hashable, Sendable {
        case none
        /// The document with the authority's stamp: to be kept byte by byte.
        case document([UInt8])
        /// A value that is no base64.
        case unreadable
    }

    public let info: [FatooraMessage]
    public let warnings: [FatooraMessage]
    public let errors: [FatooraMessage]
    /// `PASS`, `WARNING`, `ERROR`.
    public let validationStatus: String?
    /// `REPORTED`, `NOT_REPORTED`.
    public let reportingStatus: String?
    /// `CLEARED`, `NOT_CLEARED`.
    public let clearanceStatus: String?
    public let clearedCopy: ClearedCopy

    init(_ body: JSONValue) {
        let results = body["validationResults"] ?? .null
        // The description of the compliance check shows lists beside `validationResults` too.
        let places = [results, body]
        info = Self.messages(.info, ["infoMessages"], in: places)
        warnings = Self.messages(.warning, ["warningMessages"], in: places)
        // The schemas misspell the name in two ways; the service does not.
        errors = Self.messages(
            .error, ["errorMessages", "erroMessages", "erros", "errors"], in: places)
        validationStatus = results.text("status")
        reportingStatus = body.text("reportingStatus") ?? results.text("reportingStatus")
        clearanceStatus = body.text("clearanceStatus") ?? results.text("clearanceStatus")
        clearedCopy = Self.copy(body["clearedInvoice"] ?? results["clearedInvoice"])
    }

    /// Whether anything of a verdict was there at all.
    var isVerdict: Bool {
        validationStatus != nil || reportingStatus != nil || clearanceStatus != nil
    }

    var saysNo: Bool {
        reportingStatus == "NOT_REPORTED" || clearanceStatus == "NOT_CLEARED"
            || validationStatus == "ERROR"
    }

    var saysYes: Bool {
        if reportingStatus == "REPORTED" || clearanceStatus == "CLEARED" { return true }
        return reportingStatus == nil && clearanceStatus == nil
            && (validationStatus == "PASS" || validationStatus == "WARNING")
    }

    private static func messages(
        _ severity: FatooraMessage.Severity, _ names: [String], in places: [JSONValue]
    ) -> [FatooraMessage] {
        names.flatMap { name in places.flatMap { list($0[name], severity) } }
    }

    /// Why a request was refused: the errors, or `{"code","message"}` in the place of a list.
    func refusals(orIn body: JSONValue) -> [FatooraMessage] {
        guard errors.isEmpty else { return errors }
        guard body.text("code") != nil || body.text("message") != nil else { return [] }
        return Self.list(body, .error)
    }

    /// A list, one object in a list's place, a bare text, or nothing.
    static func list(
        _ value: JSONValue?, _ severity: FatooraMessage.Severity
    ) -> [FatooraMessage] {
        switch value {
        case .array(let values): return values.flatMap { list($0, severity) }
        case .string(let text): return [FatooraMessage(severity: severity, code: nil, text: text)]
        case .object:
            guard let value else { return [] }
            return [
                FatooraMessage(
                    severity: severity, code: value.text("code"), category: value.text("category"),
                    text: value.text("message") ?? "", status: value.text("status"))
            ]
        default: return []
        }
    }

    private static func copy(_ value: JSONValue?) -> ClearedCopy {
        guard case .string(let text) = value, !text.isEmpty else { return .none }
        guard let document = PEM.decodeBase64(Array(text.utf8)), !document.isEmpty else {
            return .unreadable
        }
        return .document(document)
    }
}
