import Glibc
import Testing

@testable import HTTP

/// One way in which a server, or the road to it, can fail.
struct Fault: Sendable, CustomTestStringConvertible {
    enum Wanted: Sendable {
        case answered(status: Int, body: String)
        case unknown(HTTPFailure, status: Int?, body: String)
    }

    let name: String
    let steps: [LoopbackServer.Step]
    let wanted: Wanted

    var testDescription: String { name }

    var waits: Bool {
        if case .unknown(.deadline, _, _) = wanted { return true }
        return false
    }

    static let deadline = 1_500
    static let limit = 100_000

    private static func answer(_ status: Int) -> Fault {
        let body = "{\"status\":\(status)}"
        let text = "HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        return Fault(
            name: "status \(status)", steps: [.readRequest, .send(text)],
            wanted: .answered(status: status, body: body))
    }

    static let all: [Fault] =
        [200, 202, 208, 301, 302, 303, 307, 400, 401, 403, 404, 406, 409, 413, 417, 428, 429, 500]
        .map(answer) + [
            Fault(
                name: "no body", steps: [.readRequest, .send("HTTP/1.1 204 X\r\n\r\n")],
                wanted: .answered(status: 204, body: "")),
            Fault(
                name: "a body that ends with the connection",
                steps: [.readRequest, .send("HTTP/1.1 200 X\r\n\r\n{}")],
                wanted: .answered(status: 200, body: "{}")),
            Fault(
                name: "a body in chunks",
                steps: [
                    .readRequest,
                    .send(
                        "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"),
                ],
                wanted: .answered(status: 200, body: "{}")),
            Fault(
                name: "interim answers first",
                steps: [
                    .readRequest,
                    .send(
                        "HTTP/1.1 102 X\r\nRetry-After: 9\r\n\r\n"
                            + "HTTP/1.1 200 X\r\nContent-Length: 2\r\n\r\n{}"),
                ],
                wanted: .answered(status: 200, body: "{}")),
            Fault(
                name: "a redirect to itself",
                steps: [
                    .readRequest,
                    .send("HTTP/1.1 302 X\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"),
                ],
                wanted: .answered(status: 302, body: "")),
            Fault(
                name: "cut inside the body",
                steps: [
                    .readRequest, .send("HTTP/1.1 200 X\r\nContent-Length: 40\r\n\r\n{\"secret\":"),
                ],
                wanted: .unknown(.answerCut, status: 200, body: "{\"secret\":")),
            Fault(
                name: "cut inside a chunk",
                steps: [
                    .readRequest,
                    .send("HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"a"),
                ],
                wanted: .unknown(.answerCut, status: 200, body: "{\"a")),
            Fault(
                name: "closed after the request", steps: [.readRequest],
                wanted: .unknown(.closedWithoutAnswer, status: nil, body: "")),
            Fault(
                name: "reset after the request", steps: [.readRequest, .reset],
                wanted: .unknown(.connectionLost(systemError: 0), status: nil, body: "")),
            Fault(
                name: "hangs after reading the request", steps: [.readRequest, .hang],
                wanted: .unknown(.deadline(milliseconds: deadline), status: nil, body: "")),
            Fault(
                name: "hangs in the middle of its answer",
                steps: [
                    .readRequest, .send("HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n{}"), .hang,
                ],
                wanted: .unknown(.deadline(milliseconds: deadline), status: 200, body: "{}")),
            Fault(
                name: "more than the cap",
                steps: [
                    .readRequest, .send("HTTP/1.1 200 X\r\n\r\n"),
                    .sendBytes([UInt8](repeating: 0x20, count: 3 * limit)),
                ],
                wanted: .unknown(.answerTooLarge(limitBytes: limit), status: 200, body: "")),
            Fault(
                name: "endless headers",
                steps: [
                    .readRequest, .send("HTTP/1.1 200 X\r\n"),
                    .send(
                        String(
                            repeating: "X-Long: \(String(repeating: "x", count: 900))\r\n",
                            count: 200)),
                ],
                wanted: .unknown(.headersTooLarge(limitBytes: 65_536), status: 200, body: "")),
            Fault(
                name: "no HTTP at all", steps: [.readRequest, .send("220 mail ready\r\n")],
                wanted: .unknown(.answerNotHTTP, status: nil, body: "")),
        ]
}

@Suite("never sent, unknown and answered are told apart")
struct FaultTests {
    private let settings = HTTPSettings(
        proxy: .none, connectDeadlineMilliseconds: 1_500, deadlineMilliseconds: Fault.deadline,
        maximumBodyBytes: Fault.limit)

    private func request(_ address: String, body: [UInt8] = Array("{}".utf8)) throws
        -> HTTPRequest
    {
        let url = try #require(HTTPURL(address))
        let headers = [
            HTTPHeader("Content-Type", "application/json"), HTTPHeader("OTP", secret: "012345"),
        ]
        return HTTPRequest(.post, url, headers: headers, body: body)
    }

    @Test("each fault has its outcome, and one request at most was seen", arguments: Fault.all)
    func fault(_ fault: Fault) throws {
        let server = try LoopbackServer(list: fault.steps)
        let request = try request(server.address + "/compliance")
        // Only what must wait waits briefly: this computer may be busy.
        var settings = settings
        if !fault.waits {
            settings.connectDeadlineMilliseconds = 20_000
            settings.deadlineMilliseconds = 20_000
        }
        let exchange = HTTPClient(settings: settings).perform(request)
        switch (exchange.outcome, fault.wanted) {
        case (.answered(let response), .answered(let status, let body)):
            #expect(response.status == status)
            #expect(String(decoding: response.body, as: UTF8.self) == body)
            #expect(response.header("retry-after") == nil)
        case (.unknown(let failure, let partial), .unknown(let wanted, let status, let body)):
            #expect(Self.sameKind(failure, wanted), "\(failure)")
            #expect(partial.status == status)
            if !body.isEmpty { #expect(String(decoding: partial.body, as: UTF8.self) == body) }
            #expect(partial.body.count <= Fault.limit)
        default: Issue.record("\(exchange.outcome)")
        }
        #expect(server.requests == [request.bytes])
        #expect(exchange.bytesSent == request.bytes.count)
        #expect(exchange.milliseconds < settings.deadlineMilliseconds + 2_000)
    }

    /// The system's error number of a lost connection depends on who noticed first.
    private static func sameKind(_ a: HTTPFailure, _ b: HTTPFailure) -> Bool {
        if case .connectionLost = a, case .connectionLost = b { return true }
        return a == b
    }

    @Test("a body that trickles ends at the deadline")
    func trickle() throws {
        let server = try LoopbackServer(
            .readRequest, .send("HTTP/1.1 200 X\r\nContent-Length: 900\r\n\r\n"),
            .trickle(String(repeating: "x", count: 900), pauseMilliseconds: 50))
        let exchange = HTTPClient(settings: settings).perform(try request(server.address))
        guard case .unknown(.deadline, let partial) = exchange.outcome else {
            Issue.record("\(exchange.outcome)")
            return
        }
        #expect(partial.status == 200)
        #expect((1...40).contains(partial.body.count))
        #expect(exchange.milliseconds >= Fault.deadline - 50)
        #expect(exchange.milliseconds < Fault.deadline + 2_000)
    }

    @Test("a server that reads nothing leaves the outcome unknown, not unsent")
    func hangsBeforeReading() throws {
        let server = try LoopbackServer(.readBytes(1), .trickle(" ", pauseMilliseconds: 5_000))
        let body = [UInt8](repeating: 0x20, count: 12 << 20)
        let exchange = HTTPClient(settings: settings).perform(
            try request(server.address, body: body))
        guard case .unknown = exchange.outcome else {
            Issue.record("\(exchange.outcome)")
            return
        }
        #expect(exchange.bytesSent > 0)
        #expect(exchange.bytesSent < body.count)
        #expect(server.requests.count == 1)
    }

    @Test("a server that closes while a large body is on its way cannot end the process")
    func brokenPipe() throws {
        let server = try LoopbackServer(.readBytes(1), .reset)
        let body = [UInt8](repeating: 0x20, count: 12 << 20)
        let exchange = HTTPClient(settings: settings).perform(
            try request(server.address, body: body))
        guard case .unknown(.connectionLost, _) = exchange.outcome else {
            Issue.record("\(exchange.outcome)")
            return
        }
        #expect(server.requests.count == 1)
    }

    @Test("a refused port: never sent")
    func refused() throws {
        let (descriptor, port) = try LoopbackServer.listen(backlog: nil)
        defer { close(descriptor) }
        let exchange = HTTPClient(settings: settings).perform(
            try request("http://127.0.0.1:\(port)/"))
        guard case .neverSent(.notReachable(ECONNREFUSED)) = exchange.outcome else {
            Issue.record("\(exchange.outcome)")
            return
        }
    }

    @Test("a name that nobody has: never sent")
    func unknownName() throws {
        // No resolver takes a label of more than 63 letters, so no name server is asked.
        let name = String(repeating: "a", count: 70) + ".invalid"
        let exchange = HTTPClient(settings: settings).perform(try request("http://\(name)/"))
        guard case .neverSent(.nameNotFound(name)) = exchange.outcome else {
            Issue.record("\(exchange.outcome)")
            return
        }
    }

    @Test("a proxy that refuses, or is not there: never sent")
    func proxy() throws {
        let proxy = try LoopbackServer(
            .readRequest,
            .send("HTTP/1.1 407 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
        var settings = settings
        settings.proxy = .at("http://user:hunter2hunter2@127.0.0.1:\(proxy.port)")
        #expect(!"\(settings)".contains("hunter2"))
        let exchange = HTTPClient(settings: settings).perform(try request("https://127.0.0.1:9/"))
        guard case .neverSent(.proxyRefused(407)) = exchange.outcome else {
            Issue.record("\(exchange.outcome)")
            return
        }
        // The tunnel's request names the host and nothing of what is meant for the server.
        let seen = String(decoding: try #require(proxy.requests.first), as: UTF8.self)
        #expect(seen.hasPrefix("CONNECT 127.0.0.1:9 HTTP/1.1\r\n"))
        #expect(!seen.contains("OTP"))

        let (descriptor, port) = try LoopbackServer.listen(backlog: nil)
        defer { close(descriptor) }
        settings.proxy = .at("http://127.0.0.1:\(port)")
        let refused = HTTPClient(settings: settings).perform(try request("http://127.0.0.1:9/"))
        guard case .neverSent(.notReachable) = refused.outcome else {
            Issue.record("\(refused.outcome)")
            return
        }
    }
}
