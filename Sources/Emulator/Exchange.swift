import Encoding
import Invoicing
import Loopback

/// The authority's six endpoints (C2), by the names that scenarios and records use.
enum Endpoint: String, CaseIterable, Sendable {
    case complianceCSID = "compliance-csid"
    case complianceCheck = "compliance-check"
    case productionCSID = "production-csid"
    case renewal = "renewal"
    case reporting = "reporting"
    case clearance = "clearance"

    var method: String { self == .renewal ? "PATCH" : "POST" }

    /// Behind the base path.
    var path: String {
        switch self {
        case .complianceCSID: "/compliance"
        case .complianceCheck: "/compliance/invoices"
        case .productionCSID, .renewal: "/production/csids"
        case .reporting: "/invoices/reporting/single"
        case .clearance: "/invoices/clearance/single"
        }
    }

    var judgesDocument: Bool {
        switch self {
        case .complianceCheck, .reporting, .clearance: true
        case .complianceCSID, .productionCSID, .renewal: false
        }
    }
}

extension Call {
    /// `en` unless Arabic is asked for.
    var language: AnswerLanguage {
        headers["accept-language"]?.hasPrefix("ar") ?? false ? .ar : .en
    }
}

enum AnswerLanguage: Sendable { case en, ar }

extension Bilingual {
    func text(_ language: AnswerLanguage) -> String { language == .ar ? ar : en }
}

extension Answer {
    static func json(_ status: Int, _ value: JSONValue) -> Answer {
        Answer(status: status, body: Array(value.serialized().utf8))
    }

    static func html(_ status: Int, _ title: String) -> Answer {
        let page = "<html><head><title>\(title)</title></head><body><h1>\(title)</h1></body></html>"
        return Answer(status: status, contentType: "text/html", body: Array(page.utf8))
    }
}

extension JSONValue {
    var string: String? { if case .string(let text) = self { text } else { nil } }
    var integer: Int? { if case .number(let text) = self { Int(text) } else { nil } }
    var double: Double? { if case .number(let text) = self { Double(text) } else { nil } }
    var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

    /// The body of a request, if it is one JSON object.
    static func object(in body: [UInt8]) -> JSONValue? {
        let limits = JSONLimits(bytes: max(body.count, 1), depth: 16)
        guard let value = try? JSONReader.read(body, limits: limits), value.members != nil else {
            return nil
        }
        return value
    }
}
