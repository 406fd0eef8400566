/// An absolute `http` or `https` address without user, password or fragment, in ASCII.
public struct HTTPURL: Hashable, Sendable, CustomStringConvertible {
    public enum Scheme: String, Hashable, Sendable { case http, https }

    public let scheme: Scheme
    /// In lower case; an IPv6 address keeps its brackets.
    public let host: String
    public let port: UInt16
    /// Path and query as they stand in the request line; begins with `/`.
    public let target: String

    /// - Returns: `nil` for anything else, a password in the address above all: it would end up in
    ///   logs.
    public init?(_ text: String) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        guard let mark = text.firstRange(of: "://") else { return nil }
        guard let scheme = Scheme(rawValue: text[..<mark.lowerBound].lowercased()) else {
            return nil
        }
        let rest = text[mark.upperBound...]
        guard !rest.contains(where: { "#@\\\"<>^`{|}".contains($0) }) else { return nil }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard let (host, port) = Self.split(rest[..<end]) else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port ?? (scheme == .https ? 443 : 80)
        let tail = rest[end...]
        target = tail.hasPrefix("/") ? String(tail) : "/" + tail
    }

    /// The value of the header `Host`: the port stands there only if it is not the scheme's own.
    public var authority: String {
        port == (scheme == .https ? 443 : 80) ? host : "\(host):\(port)"
    }

    /// Whether the host is this computer, by name or by a loopback address.
    public var isLoopback: Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    public var description: String { "\(scheme.rawValue)://\(authority)\(target)" }

    private static func split(_ authority: Substring) -> (host: String, port: UInt16?)? {
        var host = authority
        var port: UInt16?
        let colon = authority.lastIndex(of: ":")
        let bracket = authority.lastIndex(of: "]")
        if let colon, bracket.map({ $0 < colon }) ?? true {
            guard let number = UInt16(authority[authority.index(after: colon)...]), number > 0
            else {
                return nil
            }
            port = number
            host = authority[..<colon]
        }
        guard !host.isEmpty, host.contains("[") == (bracket != nil) else { return nil }
        let letters: (Character) -> Bool = { $0.isLetter || $0.isNumber || ".-_[]:%".contains($0) }
        guard host.allSatisfy(letters), bracket != nil || !host.contains(":") else { return nil }
        return (host.lowercased(), port)
    }
}
