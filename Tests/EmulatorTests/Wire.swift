import Encoding
import Glibc
import Testing

/// What came back over one connection.
struct Reply {
    /// `nil` where not even a status line came.
    var status: Int?
    /// By lower-case name.
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    /// The body is as long as its head promised.
    var isComplete = false
    /// Reading stopped because of the deadline.
    var isTimedOut = false

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSONValue {
        (try? JSONReader.read(body, limits: JSONLimits(bytes: 1 << 24, depth: 32))) ?? .null
    }
}

/// A client of its own: one request a connection, byte by byte as HTTP/1.1 has it.
enum Wire {
    static func send(
        _ method: String, _ path: String, port: Int, headers: [(String, String)] = [],
        body: [UInt8] = [], deadlineMilliseconds: Int = 20_000
    ) throws -> Reply {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try connect(descriptor, port: port)
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        head += "Content-Length: \(body.count)\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        let bytes = Array((head + "\r\n").utf8) + body
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { break }
            sent += count
        }
        return receive(descriptor, deadlineMilliseconds)
    }

    private static func connect(_ descriptor: Int32, port: Int) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(result == 0, "no connection to port \(port)")
    }

    private static func receive(_ descriptor: Int32, _ milliseconds: Int) -> Reply {
        var bytes: [UInt8] = []
        var reply = Reply()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            // The deadline is for silence, which is all that the tests need.
            guard poll(&waiting, 1, Int32(milliseconds)) > 0 else {
                reply.isTimedOut = true
                break
            }
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { break }
            bytes += buffer[..<count]
        }
        parse(bytes, into: &reply)
        return reply
    }

    private static func parse(_ bytes: [UInt8], into reply: inout Reply) {
        let end = Array("\r\n\r\n".utf8)
        let starts = bytes.indices.dropLast(3)
        guard let split = starts.first(where: { bytes[$0..<$0 + 4].elementsEqual(end) }) else {
            return
        }
        let lines = String(decoding: bytes[..<split], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        reply.status = words.count > 1 ? Int(words[1]) : nil
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            reply.headers[line[..<colon].lowercased()] = String(value)
        }
        reply.body = Array(bytes[(split + 4)...])
        reply.isComplete = reply.headers["content-length"].flatMap(Int.init) == reply.body.count
    }
}
