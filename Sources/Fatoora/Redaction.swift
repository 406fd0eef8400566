import Cryptography
import Encoding

/// Takes secrets out of an answer's bytes before they are stored.
///
/// It reads JSON's strings itself instead of parsing: a body that was cut, or that is no JSON at
/// all, is cleaned too.
struct Redaction {
    /// Members whose values are never stored; in lower case.
    private static let names: Set<String> = ["secret", "otp", "password", "authorization"]
    private static let removed = Array(FatooraRecord.removed.utf8)
    private static let values: Set<String> = [
        "requestID", "binarySecurityToken", "secret", "clearedInvoice",
    ]
    /// A code can stand in a long value by chance; a password is too long for that.
    private static let longestCode = 8
    /// What is shorter stands in ordinary text by chance.
    private static let shortestSecret = 6

    private let secrets: [SecretBytes]

    init(secrets: [SecretBytes]) {
        self.secrets = secrets.filter { $0.count >= Self.shortestSecret }
    }

    func clean(header: [UInt8], body: [UInt8]) -> [UInt8] {
        withoutSecrets(header) + cleanBody(body)
    }

    func clean(_ text: String) -> String {
        String(decoding: withoutSecrets(Array(text.utf8)), as: UTF8.self)
    }

    /// Cleans the texts that people read. The values that the answer is about stay as they are,
    /// even if six digits of a code stand in them by chance.
    func clean(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(clean(text))
        case .array(let values): .array(values.map { clean($0) })
        case .object(let members):
            .object(
                members.map { member in
                    Self.values.contains(member.name)
                        ? member : JSONValue.Member(member.name, clean(member.value))
                })
        case .null, .bool, .number: value
        }
    }

    private func withoutSecrets(
        _ bytes: [UInt8], where isMeant: (SecretBytes) -> Bool = { _ in true }
    ) -> [UInt8] {
        secrets.filter(isMeant).reduce(bytes) { bytes, secret in
            secret.withBytes { Self.replacing($0, in: bytes) }
        }
    }

    /// A value that the answer is about, quotes included: with a code in it by chance it would be
    /// stored wrong. One that is nothing but a code is that code.
    private func cleanValue(_ quoted: [UInt8]) -> [UInt8] {
        func isMeant(_ secret: SecretBytes) -> Bool {
            secret.count > Self.longestCode || quoted.count <= secret.count + 2
        }
        if quoted.contains(UInt8(ascii: "\\")) {
            let plain = Array(Self.text(quoted[...]).utf8)
            guard withoutSecrets(plain, where: isMeant) == plain else {
                return [UInt8(ascii: "\"")] + Self.removed + [UInt8(ascii: "\"")]
            }
        }
        return withoutSecrets(quoted, where: isMeant)
    }

    private static func replacing(_ needle: UnsafeRawBufferPointer, in bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            if bytes[at] == needle[0], bytes.count - at >= needle.count,
                bytes[at..<(at + needle.count)].elementsEqual(needle)
            {
                out += removed
                at += needle.count
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        return out
    }

    private func cleanBody(_ bytes: [UInt8]) -> [UInt8] {
        var done: [UInt8] = []
        // What was read since the last value that is cleaned by itself.
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "\"") else {
                out.append(bytes[at])
                at += 1
                continue
            }
            let end = Self.endOfString(bytes, from: at)
            let text = Self.text(bytes[(at + 1)..<max(at + 1, end - 1)])
            // Escapes can hide a secret from a search for its bytes.
            if bytes[at..<end].contains(UInt8(ascii: "\\")), clean(text) != text {
                out += [UInt8(ascii: "\"")] + Self.removed + [UInt8(ascii: "\"")]
            } else {
                out += bytes[at..<end]
            }
            at = end
            guard let value = Self.valueStart(bytes, from: end) else { continue }
            if Self.names.contains(text.lowercased()) {
                out += bytes[end..<value]
                at = Self.endOfValue(bytes, from: value)
                out += [UInt8(ascii: "\"")] + Self.removed + [UInt8(ascii: "\"")]
            } else if Self.values.contains(text), bytes[value] == UInt8(ascii: "\"") {
                done += withoutSecrets(out + bytes[end..<value])
                out.removeAll(keepingCapacity: true)
                at = Self.endOfString(bytes, from: value)
                done += cleanValue(Array(bytes[value..<at]))
            }
        }
        return done + withoutSecrets(out)
    }

    /// The index behind the closing quote, or the end of a string that was cut.
    private static func endOfString(_ bytes: [UInt8], from start: Int) -> Int {
        var at = start + 1
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\\") {
                at += 2
            } else if bytes[at] == UInt8(ascii: "\"") {
                return at + 1
            } else {
                at += 1
            }
        }
        return bytes.count
    }

    /// Where the value of a member begins; `nil` if the string was no member's name.
    private static func valueStart(_ bytes: [UInt8], from end: Int) -> Int? {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        var at = end
        while at < bytes.count, blanks.contains(bytes[at]) { at += 1 }
        guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { return nil }
        at += 1
        while at < bytes.count, blanks.contains(bytes[at]) { at += 1 }
        return at < bytes.count ? at : nil
    }

    /// The index behind a string, a whole object or list, or before what ends a number or a word;
    /// the end of what was cut.
    private static func endOfValue(_ bytes: [UInt8], from start: Int) -> Int {
        if bytes[start] == UInt8(ascii: "\"") { return endOfString(bytes, from: start) }
        var depth = 0
        var at = start
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return at }
                depth -= 1
                if depth == 0 { return at + 1 }
            case UInt8(ascii: ","), 0x0A:
                if depth == 0 { return at }
            case UInt8(ascii: "\"") where depth > 0:
                at = endOfString(bytes, from: at)
                continue
            default: break
            }
            at += 1
        }
        return bytes.count
    }

    /// The text of a string's inside, escapes resolved as far as they stand for what a secret or
    /// a member's name can hold; other bytes are taken one by one.
    private static func text(_ inside: ArraySlice<UInt8>) -> String {
        var text = ""
        var rest = inside
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "u"), rest.count >= 5,
                let value = UInt32(
                    String(decoding: rest.dropFirst().prefix(4), as: UTF8.self), radix: 16),
                let scalar = Unicode.Scalar(value)
            {
                text.unicodeScalars.append(scalar)
                rest = rest.dropFirst(5)
            } else if byte == UInt8(ascii: "\\"), let next = rest.popFirst() {
                text.unicodeScalars.append(Unicode.Scalar(next))
            } else {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return text
    }
}
