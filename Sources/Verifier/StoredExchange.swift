import Cryptography
import EGS
import Encoding

/// A request or an answer as it is stored: head and body of HTTP/1.1.
struct StoredExchange {
    /// Names of header fields, in lower case.
    let fields: [String]
    /// `nil` if the body is no JSON, or was cut.
    let body: JSONValue?
    /// Of the final answer; `nil` in a request.
    let status: Int64?
    /// What a request asks for, without what follows a question mark; `nil` in an answer.
    let path: String?
    private let bodyBytes: [UInt8]

    /// What stands in an answer where a secret was taken out.
    static let removed = "[removed]"
    private static let secretFields: Set<String> = ["authorization", "otp"]
    private static let secretMembers: Set<String> = ["secret", "otp", "password", "authorization"]
    private static let limits = JSONLimits(
        bytes: Int(AuthorityTable.largestExchange), depth: 64)

    init(_ bytes: [UInt8]) {
        var rest = bytes[...]
        var fields: [String] = []
        var status: Int64?
        repeat {
            let (head, after) = Self.split(rest)
            status = Self.status(head)
            fields += Self.fieldNames(head)
            rest = after
            // An interim answer (100 Continue) comes before the final one.
        } while rest.starts(with: "HTTP/".utf8)
        self.fields = fields
        self.status = status
        path = status == nil ? Self.path(bytes) : nil
        bodyBytes = Array(rest)
        // A request is ours, and as strict as we write it.
        body =
            status == nil
            ? try? JSONReader.read(bodyBytes, limits: Self.limits)
            : try? ReceivedJSON.read(bodyBytes, limits: Self.limits)
    }

    /// The first secret that was left in: the name of its line or member.
    var secret: String? {
        if let field = fields.first(where: { Self.secretFields.contains($0) }) { return field }
        guard let body else { return Self.secretInText(bodyBytes) }
        return Self.secret(in: body)
    }

    func text(_ member: String) -> String? {
        guard case .string(let text)? = body?[member] else { return nil }
        return text
    }

    /// The text of a member that is a string or a number.
    func word(_ member: String) -> String? {
        switch body?[member] {
        case .string(let text), .number(let text): text
        default: nil
        }
    }

    func text(_ member: String, in outer: String) -> String? {
        guard case .string(let text)? = body?[outer]?[member] else { return nil }
        return text
    }

    /// What an answer says of its document, in the place where the service states it or in the one
    /// where the description of the compliance check does.
    func verdict(_ member: String) -> String? {
        text(member) ?? text(member, in: "validationResults")
    }

    /// The authority's copy of the document in an answer; `nil` for none, or no base64.
    var clearedDocument: [UInt8]? {
        // Broken into lines, as it comes at times.
        clearedText.flatMap { PEM.decodeBase64(Array($0.utf8)) }
    }

    /// Something stands in the place of that copy.
    var hasCopy: Bool { clearedText.map { !$0.isEmpty } ?? false }

    private var clearedText: String? {
        let member = body?["clearedInvoice"] ?? body?["validationResults"]?["clearedInvoice"]
        guard case .string(let text)? = member else { return nil }
        return text
    }

    /// Whether this stands anywhere in the body.
    func names(_ text: String) -> Bool { bodyBytes.firstRange(of: Array(text.utf8)) != nil }

    /// SHA-256 of the certificate in `binarySecurityToken`: base64 of base64 of DER.
    var tokenCertificate: [UInt8]? {
        guard let token = text("binarySecurityToken"), let inner = Base64.decode(token),
            let der = PEM.decodeBase64(inner)
        else { return nil }
        return SHA256.hash(der).bytes
    }

    /// The key that `csr` asks a certificate for: DER in PEM in base64.
    var requestedKey: [UInt8]? {
        guard let text = text("csr"), let pem = Base64.decode(text),
            let der = PEM.firstBlock(in: pem, label: "CERTIFICATE REQUEST"),
            let request = try? CertificateRequest(der: der)
        else { return nil }
        return request.publicKey.spkiDER
    }

    // MARK: - Head

    private static func split(
        _ bytes: ArraySlice<UInt8>
    ) -> (head: ArraySlice<UInt8>, body: ArraySlice<UInt8>) {
        let lineEnd = UInt8(ascii: "\n")
        var from = bytes.startIndex
        while let end = bytes[from...].firstIndex(of: lineEnd) {
            let line = bytes[from..<end]
            if line.isEmpty || line.elementsEqual([UInt8(ascii: "\r")]) {
                return (bytes[..<from], bytes[(end + 1)...])
            }
            from = end + 1
        }
        return (bytes, bytes[bytes.endIndex...])
    }

    /// The number in `HTTP/1.1 200 OK`.
    private static func status(_ head: ArraySlice<UInt8>) -> Int64? {
        guard head.starts(with: "HTTP/".utf8) else { return nil }
        let words = head.prefix { $0 > 0x0D }.split(separator: UInt8(ascii: " "))
        return words.count > 1 ? Int64(String(decoding: words[1], as: UTF8.self)) : nil
    }

    /// The middle of `POST /path HTTP/1.1`.
    private static func path(_ head: [UInt8]) -> String? {
        let words = head.prefix { $0 > 0x0D }.split(separator: UInt8(ascii: " "))
        guard words.count == 3 else { return nil }
        return String(decoding: words[1].prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)
    }

    private static func fieldNames(_ head: ArraySlice<UInt8>) -> [String] {
        head.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let name = line[..<colon].filter { $0 > 0x20 }
            return String(decoding: name, as: UTF8.self).lowercased()
        }
    }

    // MARK: - Secrets

    private static func secret(in value: JSONValue) -> String? {
        switch value {
        case .array(let items): return items.lazy.compactMap { secret(in: $0) }.first
        case .object(let members):
            for member in members {
                let isSecret = secretMembers.contains(member.name.lowercased())
                if isSecret, member.value != .string(removed), member.value != .null {
                    return member.name
                }
                if let found = secret(in: member.value) { return found }
            }
            return nil
        case .null, .bool, .number, .string: return nil
        }
    }

    /// In a body that was cut or is no JSON: a name in quotes, a colon, and anything but the mark.
    private static func secretInText(_ body: [UInt8]) -> String? {
        let text = body.filter { $0 > 0x20 }.map { byte in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        }
        let mark = Array("\"\(removed)\"".utf8)
        for name in secretMembers.sorted() {
            let head = Array("\"\(name)\":".utf8)
            var from = text.startIndex
            while let range = text[from...].firstRange(of: head) {
                from = range.upperBound
                let value = text[from...]
                // A mark that was cut holds no secret either.
                if !value.starts(with: mark), !mark.starts(with: value) { return name }
            }
        }
        return nil
    }
}
