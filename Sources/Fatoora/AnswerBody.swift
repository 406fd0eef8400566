import Encoding

/// The body of an answer as far as it can be read. Gateways answer with pages and bare text too, so
/// reading never fails.
enum AnswerBody {
    case empty
    case object(JSONValue)
    case unreadable(UnreadableKind)
    /// At most 1,000 characters of a text that is no JSON.
    case text(String)

    /// More than the answer's cap can hold; depth far beyond any real answer.
    private static let limits = JSONLimits(bytes: 64 << 20, depth: 64)

    static func read(_ body: [UInt8], redaction: Redaction) -> AnswerBody {
        let start = ReceivedJSON.withoutMark(body).drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        guard let first = start.first else { return .empty }
        if first == UInt8(ascii: "<") { return .unreadable(.page) }
        do {
            let value = try ReceivedJSON.read(body, limits: limits)
            guard case .object = value else {
                if case .string(let text) = value {
                    return .text(String(redaction.clean(text).prefix(1_000)))
                }
                return .unreadable(.noObject)
            }
            return .object(redaction.clean(value))
        } catch {
            if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
                return .unreadable(.brokenJSON(offset: error.offset))
            }
            let text = String(decoding: start.prefix(4_000), as: UTF8.self)
            return .text(String(redaction.clean(text).prefix(1_000)))
        }
    }
}

/// What is wrong with an answer that says nothing we can read.
public enum UnreadableKind: Hashable, Sendable {
    case empty
    /// HTML or XML, as gateways, proxies and login pages send.
    case page
    case text
    case brokenJSON(offset: Int)
    /// JSON, but no object.
    case noObject
    /// A member that the answer needs is missing or not as it must be.
    case member(String)
    /// The status says one thing and the body another.
    case contradiction
}

extension JSONValue {
    /// The text of a member that is a string or a number; `nil` for null, absent and all else.
    func text(_ name: String) -> String? {
        switch self[name] {
        case .string(let text), .number(let text): text
        default: nil
        }
    }
}
