/// One request as it came in, whole.
public struct Call: Sendable {
    public var method: String
    /// Without the query.
    public var path: String
    /// By lower-case name; of repeated fields the first.
    public var headers: [String: String]
    public var body: [UInt8]
    /// The body was longer than is read; then it is empty.
    public var isTooLarge = false

    public init(method: String, path: String, headers: [String: String], body: [UInt8]) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
    }
}

/// One answer.
public struct Answer: Sendable {
    public var status: Int
    public var contentType: String
    public var headers: [(name: String, value: String)] = []
    public var body: [UInt8]

    public init(status: Int, contentType: String = "application/json", body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    public static func text(_ status: Int, _ text: String) -> Answer {
        Answer(status: status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
    }
}

/// How an answer leaves, if it does.
public enum Delivery: Sendable {
    case whole(Answer)
    /// The connection is closed without a byte.
    case drop
    /// Nothing is said for so long, then the connection is closed.
    case hang(milliseconds: Int)
    /// The body comes byte by byte.
    case trickle(Answer, millisecondsEach: Int)
    /// The head promises the whole body, and the connection closes after so many bytes of it.
    case cut(Answer, afterBytes: Int)
}
