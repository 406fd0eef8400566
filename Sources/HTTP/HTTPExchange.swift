/// A request and what became of it.
public struct HTTPExchange: Sendable {
    public let request: HTTPRequest
    public let outcome: HTTPOutcome
    /// Of the request; the system took them, the server may not have read them. A server that
    /// answers early gets fewer than all.
    public let bytesSent: Int
    /// How long it took, by libcurl's own count.
    public let milliseconds: Int
}

/// What became of a request. The three are never mixed up: whoever sends a legal record must know
/// whether the other side may have it.
public enum HTTPOutcome: Sendable {
    /// No byte of the request left this computer.
    case neverSent(HTTPFailure)
    /// The connection stood and the request may have arrived, whole or in part; no whole answer
    /// came back.
    case unknown(HTTPFailure, HTTPPartialAnswer)
    case answered(HTTPResponse)
}

/// What was known when a sent request failed.
public struct HTTPPartialAnswer: Hashable, Sendable {
    /// `nil` if no status line came.
    public let status: Int?
    public let headerBytes: [UInt8]
    public let body: [UInt8]

    public init(status: Int?, headerBytes: [UInt8], body: [UInt8]) {
        self.status = status
        self.headerBytes = headerBytes
        self.body = body
    }
}

/// A whole answer.
public struct HTTPResponse: Hashable, Sendable {
    /// 200 to 599, or whatever else the server said.
    public let status: Int
    /// From the status line to the blank line, as received (interim answers left out, trailers
    /// appended).
    public let headerBytes: [UInt8]
    /// With the transfer coding taken off.
    public let body: [UInt8]

    public init(status: Int, headerBytes: [UInt8], body: [UInt8]) {
        self.status = status
        self.headerBytes = headerBytes
        self.body = body
    }

    /// The value of the first header with this name, in any case of letters, without blanks around
    /// it.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        for line in headerBytes.split(separator: 0x0A).dropFirst() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let found = String(decoding: line[..<colon], as: UTF8.self)
            guard found.lowercased() == wanted else { continue }
            let blank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
            let value = line[(colon + 1)...].drop(while: blank)
            let end = value.lastIndex { !blank($0) }
            return end.map { String(decoding: value[...$0], as: UTF8.self) } ?? ""
        }
        return nil
    }
}

// An answer may hold a secret (a CSID's is one), so its bytes are never printed by accident.
extension HTTPResponse: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "status \(status), \(body.count) bytes" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["answer": description]) }
}

extension HTTPPartialAnswer: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    public var description: String {
        let answer = status.map { "status \($0)" } ?? "no status"
        return "\(answer), \(body.count) bytes"
    }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["answer": description]) }
}
