import EGS
import Foundation
import Synchronization
import Testing

@testable import Fatoora
@testable import HTTP

/// Reads one request on this computer, gives one answer, and counts connections.
private final class OneAnswer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let seen = Mutex<[[UInt8]]>([])

    var requests: [[UInt8]] { seen.withLock { $0 } }

    struct Failure: Error {}

    init(_ answer: String) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        guard bound, listen(listener, 4) == 0 else { throw Failure() }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        let thread = Thread { [weak self] in
            while true {
                let peer = accept(listener, nil, nil)
                guard peer >= 0 else { return }
                self?.serve(peer, Array(answer.utf8))
                close(peer)
            }
        }
        thread.start()
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    private func serve(_ peer: Int32, _ answer: [UInt8]) {
        var request: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !Self.isWhole(request) {
            let got = recv(peer, &buffer, buffer.count, 0)
            guard got > 0 else { break }
            request += buffer[..<got]
        }
        seen.withLock { $0.append(request) }
        _ = send(peer, answer, answer.count, Int32(MSG_NOSIGNAL))
    }

    private static func isWhole(_ request: [UInt8]) -> Bool {
        guard let head = request.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
        let text = String(decoding: request[..<head.lowerBound], as: UTF8.self)
        let line = text.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
        let length = line.flatMap { Int($0.dropFirst("Content-Length: ".count)) } ?? 0
        return request.count >= head.upperBound + length
    }
}

@Suite("a call goes over the wire once, as it was prepared")
struct ClientTests {
    private func client(_ port: UInt16) throws -> FatooraClient {
        let profile = try FatooraEnvironmentProfile(
            .emulator, endpoint: "http://127.0.0.1:\(port)/base/")
        return FatooraClient(
            profile: profile,
            settings: HTTPSettings(
                proxy: .none, connectDeadlineMilliseconds: 5_000, deadlineMilliseconds: 5_000))
    }

    @Test(
        "each endpoint's bytes arrive exactly, secrets included",
        arguments: FatooraEndpoint.allCases)
    func bytes(endpoint: FatooraEndpoint) throws {
        let server = try OneAnswer(
            "HTTP/1.1 503 X\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n")
        let client = try client(server.port)
        let call = client.prepare(try Samples.call(endpoint), language: .ar)
        let exchange = client.send(call)
        #expect(exchange.outcome == .serverTrouble(status: 503, .seconds(7)))
        #expect(server.requests == [call.request.bytes])
        let record = exchange.record(startedAt: Samples.instant, finishedAt: Samples.instant)
        #expect(record.bytesSent == server.requests.first?.count)
        #expect(record.requestBytes == call.storedBytes)
        let text = String(decoding: try #require(server.requests.first), as: UTF8.self)
        #expect(text.contains("/base\(endpoint.path) HTTP/1.1\r\n"))
        #expect(text.contains("\r\nAccept-Language: ar\r\n"))
    }

    @Test("an answer that is cut, and one that redirects, are asked for once only")
    func once() throws {
        let cut = try OneAnswer("HTTP/1.1 200 X\r\nContent-Length: 900\r\n\r\n{\"secret\":\"abc")
        let lost = try send(.complianceCSID, to: cut)
        #expect(lost.outcome == .unknown(.transport(.answerCut)))
        #expect(lost.answer.csid == nil)
        #expect(cut.requests.count == 1)

        let elsewhere = try OneAnswer(
            "HTTP/1.1 303 X\r\nLocation: /base/compliance\r\nContent-Length: 2\r\n\r\n{}")
        let redirected = try send(.clearance, to: elsewhere)
        #expect(redirected.outcome == .redirected(status: 303))
        #expect(elsewhere.requests.count == 1)
    }

    @Test("a proxy of the environment never sees what stays on this computer")
    func proxyOfEnvironment() throws {
        let here = try FatooraEnvironmentProfile(.emulator, endpoint: "http://localhost:1")
        let there = try FatooraEnvironmentProfile(.emulator, endpoint: "https://test.example")
        let named = HTTPSettings(proxy: .at("http://127.0.0.1:9"))
        #expect(FatooraClient(profile: here).http.settings.proxy == .none)
        #expect(FatooraClient(profile: there).http.settings.proxy == .environment)
        #expect(FatooraClient(profile: here, settings: named).http.settings == named)
    }

    private func send(_ endpoint: FatooraEndpoint, to server: OneAnswer) throws -> FatooraExchange {
        let client = try client(server.port)
        return client.send(client.prepare(try Samples.call(endpoint), language: .en))
    }
}
