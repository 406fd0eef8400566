import Foundation
import Synchronization

/// A server on this computer that does one thing with each connection and keeps what it read.
final class LoopbackServer: Sendable {
    /// What is done with a connection, in order.
    enum Step: Sendable {
        /// Reads a whole request: head and as much body as its length says.
        case readRequest
        /// Reads this many bytes and leaves the rest.
        case readBytes(Int)
        case send(String)
        case sendBytes([UInt8])
        /// Sends the bytes one by one, `pause` milliseconds apart, until the peer leaves.
        case trickle(String, pauseMilliseconds: Int)
        /// Keeps the connection open until the peer leaves.
        case hang
        /// Closes with a reset instead of a farewell.
        case reset
    }

    let port: UInt16
    private let listener: Int32
    private let steps: [Step]
    private let seen = Mutex<[[UInt8]]>([])

    /// What each connection brought.
    var requests: [[UInt8]] { seen.withLock { $0 } }
    var address: String { "http://127.0.0.1:\(port)" }

    struct Failure: Error {}

    convenience init(_ steps: Step...) throws { try self.init(list: steps) }

    init(list steps: [Step]) throws {
        self.steps = steps
        let (listener, port) = try Self.listen(backlog: 8)
        self.listener = listener
        self.port = port
        let thread = Thread { [weak self] in
            while true {
                let peer = accept(listener, nil, nil)
                guard peer >= 0 else { return }
                guard let self else {
                    close(peer)
                    return
                }
                self.serve(peer)
                close(peer)
            }
        }
        thread.start()
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// A bound port: listening if a backlog is given, refusing if not.
    static func listen(backlog: Int32?) throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure() }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0
                    && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard bound else { throw Failure() }
        if let backlog { guard Glibc.listen(descriptor, backlog) == 0 else { throw Failure() } }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    private func serve(_ peer: Int32) {
        // The thread reads one connection at a time, so its place in the list is fixed here.
        let place = seen.withLock { list in
            list.append([])
            return list.count - 1
        }
        for step in steps {
            switch step {
            case .readRequest: readRequest(peer, place)
            case .readBytes(let count): readBytes(peer, place, count)
            case .send(let text): guard write(peer, Array(text.utf8)) else { return }
            case .sendBytes(let bytes): guard write(peer, bytes) else { return }
            case .trickle(let text, let pause):
                for byte in text.utf8 {
                    guard write(peer, [byte]) else { return }
                    usleep(UInt32(pause) * 1_000)
                }
            case .hang: readBytes(peer, place, .max)
            case .reset:
                var farewell = linger(l_onoff: 1, l_linger: 0)
                setsockopt(
                    peer, SOL_SOCKET, SO_LINGER, &farewell,
                    socklen_t(MemoryLayout<linger>.size))
            }
        }
    }

    private func readBytes(_ peer: Int32, _ place: Int, _ count: Int) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while seen.withLock({ $0[place].count }) < count {
            let got = recv(peer, &buffer, buffer.count, 0)
            guard got > 0 else { return }
            seen.withLock { $0[place] += buffer[..<got] }
        }
    }

    private func readRequest(_ peer: Int32, _ place: Int) {
        let end = Array("\r\n\r\n".utf8)
        var length = 1
        while true {
            readBytes(peer, place, length)
            let bytes = seen.withLock { $0[place] }
            guard bytes.count >= length else { return }
            guard let head = bytes.firstRange(of: end) else {
                length = bytes.count + 1
                continue
            }
            let text = String(decoding: bytes[..<head.lowerBound], as: UTF8.self).lowercased()
            let line = text.split(separator: "\r\n").first { $0.hasPrefix("content-length: ") }
            let body = line.flatMap { Int($0.dropFirst("content-length: ".count)) } ?? 0
            guard bytes.count < head.upperBound + body else { return }
            length = head.upperBound + body
        }
    }

    private func write(_ peer: Int32, _ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Glibc.send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }
}
