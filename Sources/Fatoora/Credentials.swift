public import Cryptography
import Encoding

/// The six digits from the portal that authorise one enrolment or renewal (A3). They live one hour
/// and are never stored.
public struct OneTimeCode: Sendable {
    public static let length = 6

    /// A text, not a number: leading zeros count.
    let text: String

    /// Takes digits as people type them, Arabic ones too, with blanks around them.
    public init(_ typed: String) throws(FatooraError) {
        var digits = ""
        let trimmed = typed.drop { $0.isWhitespace }
        for scalar in trimmed.prefix(upTo: trimmed.endOfText).unicodeScalars {
            switch scalar.value {
            case 0x30...0x39: digits.unicodeScalars.append(scalar)
            case 0x660...0x669: digits += String(scalar.value - 0x660)
            case 0x6F0...0x6F9: digits += String(scalar.value - 0x6F0)
            default: throw .oneTimeCodeMalformed
            }
        }
        guard digits.utf8.count == Self.length else { throw .oneTimeCodeMalformed }
        text = digits
    }
}

extension Substring {
    /// The index behind the last character that is no blank.
    fileprivate var endOfText: Index {
        lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex
    }
}

extension OneTimeCode: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "one-time code" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The number that ties a production CSID to its compliance CSID. An integer that may pass 32 bits;
/// it is sent back as a text.
public struct ComplianceRequestID: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// - Returns: `nil` unless these are 1 to 20 ASCII digits.
    public init?(_ text: String) {
        guard (1...20).contains(text.utf8.count) else { return nil }
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        self.text = text
    }

    public var description: String { text }
}

/// The login of a CSID: the token exactly as the authority sent it, and the secret sent with it.
public struct CSIDCredential: Sendable {
    /// `binarySecurityToken`; public, for it is the certificate.
    public let token: String
    public let secret: SecretBytes

    public init(token: String, secret: SecretBytes) {
        self.token = token
        self.secret = secret
    }

    /// `Basic …`. The user name is the token undecoded (C1).
    var basicValue: String {
        var bytes = Array(token.utf8) + [UInt8(ascii: ":")]
        secret.withBytes { bytes += $0 }
        defer { for index in bytes.indices { bytes[index] = 0 } }
        return "Basic " + Base64.encode(bytes)
    }
}

extension CSIDCredential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "credential of a CSID" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
