import Foundation

/// Stands before the emulator at an address that stays, lets requests through, or does to them and
/// their answers what a test wants.
final class Gate: Sendable {
    struct Request: Sendable {
        let method: String
        let path: String
        let bytes: [UInt8]
        /// Where the body begins.
        let bodyStart: Int

        var body: [UInt8] { Array(bytes[bodyStart...]) }

        /// With one text of the head replaced by another.
        func replacing(_ old: String, _ new: String) -> Request {
            let head = String(decoding: bytes[..<bodyStart], as: UTF8.self)
                .replacingOccurrences(of: old, with: new)
            return Request(
                method: method, path: path, bytes: Array(head.utf8) + body,
                bodyStart: head.utf8.count)
        }
    }

    enum Reaction: Sendable {
        case pass
        /// Answers itself; the emulator never sees the request.
        case answer([UInt8])
        /// Lets the request through and changes the answer.
        case edit(@Sendable ([UInt8]) -> [UInt8])
        /// Sends another request in its place, and changes the answer.
        case send(Request, (@Sendable ([UInt8]) -> [UInt8])?)
        /// Closes without a word, before or after the emulator has done its work.
        case drop(after: Bool)
    }

    let port: UInt16
    private let listener = Locked<Int32>(-1)
    private let target = Locked<Int>(0)
    private let reaction = Locked<@Sendable (Request) -> Reaction>({ _ in .pass })
    private let kept = Locked<[[UInt8]]>([])

    struct Failure: Error {}

    init() throws {
        let (socket, port) = try Self.bound(0)
        self.port = port
        try listen(at: socket)
    }

    /// Lets connections in again after ``shut()``.
    func open() throws { try listen(at: Self.bound(port).socket) }

    /// Connections are refused from now on.
    func shut() {
        listener.withLock { socket in
            guard socket >= 0 else { return }
            shutdown(socket, Int32(SHUT_RDWR))
            close(socket)
            socket = -1
        }
    }

    deinit { shut() }

    private static func bound(_ port: UInt16) throws -> (socket: Int32, port: UInt16) {
        let made = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(made, pointer, length) == 0 && getsockname(made, pointer, &length) == 0
            }
        }
        guard isBound else { throw Failure() }
        return (made, UInt16(bigEndian: address.sin_port))
    }

    private func listen(at socket: Int32) throws {
        guard Glibc.listen(socket, 64) == 0 else { throw Failure() }
        listener.withLock { $0 = socket }
        let thread = Thread { [weak self] in
            while true {
                let peer = accept(socket, nil, nil)
                guard peer >= 0 else { return }
                // A connection of its own: one that hangs must not hold up the next.
                let worker = Thread { [weak self] in
                    self?.serve(peer)
                    close(peer)
                }
                worker.start()
            }
        }
        thread.start()
    }

    func lead(to port: Int) { target.withLock { $0 = port } }

    func react(_ body: @escaping @Sendable (Request) -> Reaction) {
        reaction.withLock { $0 = body }
    }

    /// Every answer that went through, with its head.
    var answers: [[UInt8]] { kept.now }

    private func serve(_ peer: Int32) {
        guard let request = Self.request(peer) else { return }
        switch reaction.now(request) {
        case .pass:
            let answer = forward(request) { Self.write(peer, $0) }
            kept.withLock { $0.append(answer) }
        case .answer(let bytes): send(peer, bytes)
        case .edit(let change): send(peer, change(forward(request)))
        case .send(let other, let change):
            let answer = forward(other)
            send(peer, change?(answer) ?? answer)
        case .drop(let isAfter): if isAfter { _ = forward(request) }
        }
    }

    private func send(_ peer: Int32, _ bytes: [UInt8]) {
        kept.withLock { $0.append(bytes) }
        Self.write(peer, bytes)
    }

    /// - Parameter tell: Given each piece of the answer when it comes.
    private func forward(
        _ request: Request, tell: ([UInt8]) -> Void = { _ in }
    ) -> [UInt8] {
        let upstream = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(upstream) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(target.now).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(upstream, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { return [] }
        var bytes = request.bytes
        if let end = bytes.firstIndex(of: 0x0A) {
            bytes.insert(contentsOf: Array("Connection: close\r\n".utf8), at: end + 1)
        }
        Self.write(upstream, bytes)
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(upstream, &buffer, buffer.count, 0)
            guard count > 0 else { return answer }
            answer += buffer[..<count]
            tell(Array(buffer[..<count]))
        }
    }

    private static func request(_ peer: Int32) -> Request? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let head = bytes.firstRange(of: end) {
                let text = String(decoding: bytes[..<head.lowerBound], as: UTF8.self)
                let lines = text.split(separator: "\r\n")
                let length =
                    lines.first { $0.lowercased().hasPrefix("content-length: ") }
                    .flatMap { Int($0.dropFirst("content-length: ".count)) } ?? 0
                if bytes.count >= head.upperBound + length {
                    let words = lines.first?.split(separator: " ") ?? []
                    guard words.count == 3 else { return nil }
                    return Request(
                        method: String(words[0]), path: String(words[1]), bytes: bytes,
                        bodyStart: head.upperBound)
                }
            }
            let count = recv(peer, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
    }

    private static func write(_ peer: Int32, _ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Glibc.send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }
}
