public import Encoding
import Fatoora
public import Invoicing
import Ledger
import Rules

/// One message of the authority about a document, as it stands in a stored answer.
public struct AuthorityMessage: Sendable {
    /// `error`, `warning` or `info`, by the list that it stood in.
    public let severity: String
    /// The authority leaves it out at times.
    public let code: String?
    public let category: String?
    /// In the authority's own words.
    public let text: String
    /// In ours, where the code is known.
    public let meaning: Bilingual?

    init(_ message: FatooraMessage) {
        severity = message.severity.rawValue
        code = message.code
        category = message.category
        text = message.text
        let rule = message.code.flatMap { RuleSet.current.rule(named: $0) }
        meaning = message.explanation?.message ?? rule?.message
    }

    /// Code and words on one line, our own words behind the authority's.
    public var line: Bilingual {
        let theirs = [code, text.isEmpty ? nil : text].compactMap(\.self).joined(separator: ": ")
        func said(_ kind: String, _ ours: String?) -> String {
            "\(kind) \(theirs)" + (ours.map { " (\($0))" } ?? "")
        }
        let isError = severity == FatooraMessage.Severity.error.rawValue
        return Bilingual(
            en: said(severity, meaning?.en), ar: said(isError ? "خطأ" : "تحذير", meaning?.ar))
    }

    public var json: JSONValue {
        [
            "severity": .string(severity), "code": JSONValue(code),
            "category": JSONValue(category), "text": .string(text),
            "meaning": meaning?.json ?? .null,
        ]
    }
}

/// What the stored answers say of one document.
struct StoredWords {
    let ledger: Ledger

    /// What an answer held; `nil` where there is none, or none that can be read.
    func validation(attempt id: Int64) throws -> ValidationAnswer? {
        try ledger.responseBytes(attempt: id).flatMap { StoredAnswer.validation(in: $0) }
    }

    /// Errors first; what merely informs is left out.
    func messages(attempt id: Int64) throws -> [AuthorityMessage] {
        guard let answer = try validation(attempt: id) else { return [] }
        return (answer.errors + answer.warnings).map { AuthorityMessage($0) }
    }

    /// Whether an answer brought a copy that is not the document, or none that can be read.
    func hasOtherCopy(attempt id: Int64, of document: DocumentRecord) throws -> Bool {
        switch try validation(attempt: id)?.clearedCopy {
        case nil, .none?: false
        case .unreadable?: true
        case .document(let xml)?: !ClearedCopy.isCopy(xml, of: document)
        }
    }
}
