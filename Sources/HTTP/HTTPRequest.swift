/// One request, ready for the wire.
public struct HTTPRequest: Sendable {
    public enum Method: String, Hashable, Sendable {
        case get = "GET"
        case post = "POST"
        case patch = "PATCH"
    }

    public let method: Method
    public let url: HTTPURL
    /// `Host` and `Content-Length` are not among them: they follow from the rest.
    public let headers: [HTTPHeader]
    /// Must be empty for `get`.
    public let body: [UInt8]

    public init(_ method: Method, _ url: HTTPURL, headers: [HTTPHeader], body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }

    /// The request's bytes with every secret header left out, line and all: what may be stored.
    ///
    /// Beside those headers they are what a server reads that is reached without a proxy (a proxy
    /// for plain `http` gets the whole address in the first line).
    public var bytesWithoutSecrets: [UInt8] { head(with: headers.filter { !$0.isSecret }) + body }

    /// All bytes as they go over the wire.
    var bytes: [UInt8] { head(with: headers) + body }

    /// The headers in the order of the wire.
    var completeHeaders: [HTTPHeader] { complete(headers) }

    /// The first part that cannot be sent; `nil` where all is well.
    var fault: String? {
        for header in headers {
            guard header.isSound else { return "header \(header.name)" }
            let name = header.name.lowercased()
            guard !["host", "content-length", "transfer-encoding", "expect"].contains(name) else {
                return "header \(header.name)"
            }
        }
        guard method != .get || body.isEmpty else { return "body of a GET" }
        return nil
    }

    private func complete(_ headers: [HTTPHeader]) -> [HTTPHeader] {
        let host = HTTPHeader("Host", url.authority)
        guard method != .get else { return [host] + headers }
        return [host] + headers + [HTTPHeader("Content-Length", String(body.count))]
    }

    private func head(with headers: [HTTPHeader]) -> [UInt8] {
        var text = "\(method.rawValue) \(url.target) HTTP/1.1\r\n"
        for header in complete(headers) { text += "\(header.name): \(header.value)\r\n" }
        return Array((text + "\r\n").utf8)
    }
}

/// One header of a request. A secret one is sent, but neither stored nor shown.
public struct HTTPHeader: Hashable, Sendable {
    public let name: String
    public let isSecret: Bool
    let value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
        isSecret = false
    }

    public init(_ name: String, secret value: String) {
        self.name = name
        self.value = value
        isSecret = true
    }

    /// RFC 9110: a token, and a value without control characters or blanks around it. A line end
    /// in a value would let it add headers of its own.
    var isSound: Bool {
        let token: (UInt8) -> Bool = { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard !name.isEmpty, name.utf8.allSatisfy(token) else { return false }
        let bytes = Array(value.utf8)
        guard let first = bytes.first, let last = bytes.last else { return false }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return false }
        return first != 0x20 && last != 0x20
    }
}

extension HTTPHeader: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { isSecret ? "\(name): (secret)" : "\(name): \(value)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["header": description]) }
}

extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "\(method.rawValue) \(url), \(body.count) bytes" }
    public var debugDescription: String { description }
    public var customMirror: Mirror {
        Mirror(self, children: ["request": description, "headers": headers])
    }
}
