import Testing

@testable import HTTP

@Suite("a request is what it says, and shows no secret")
struct RequestTests {
    private func url(_ text: String) throws -> HTTPURL { try #require(HTTPURL(text)) }

    @Test(
        "an address is taken apart and put together again",
        arguments: [
            ("http://127.0.0.1:8080/a/b?c=d", "127.0.0.1", 8080, "/a/b?c=d"),
            ("https://GW.example.SA", "gw.example.sa", 443, "/"),
            ("https://gw.example.sa:443/x", "gw.example.sa", 443, "/x"),
            ("http://[::1]:80?q", "[::1]", 80, "/?q"),
        ] as [(String, String, UInt16, String)])
    func addresses(text: String, host: String, port: UInt16, target: String) throws {
        let url = try url(text)
        #expect(url.host == host)
        #expect(url.port == port)
        #expect(url.target == target)
        #expect(try self.url(url.description) == url)
    }

    @Test(
        "what is no address, or holds a password, is refused",
        arguments: [
            "", "127.0.0.1", "ftp://a/", "file:///etc/passwd", "http://", "http:///x",
            "http://user:pass@host/", "http://host/#part", "http://host:0/", "http://host:70000/",
            "http://host/a b", "http://host/\r\nX: y", "http://ho st/", "http://[::1/",
            "http://::1/",
            "https://مثال.sa/",
        ])
    func noAddress(text: String) {
        #expect(HTTPURL(text) == nil)
    }

    @Test(
        "loopback is by name or by number",
        arguments: [
            ("http://127.0.0.1/", true), ("http://127.9.8.7/", true), ("http://localhost/", true),
            ("http://[::1]:9/", true), ("http://128.0.0.1/", false),
            ("http://127.0.0.1.example.sa/", false), ("http://localhost.example.sa/", false),
        ])
    func loopback(text: String, isLoopback: Bool) throws {
        #expect(try url(text).isLoopback == isLoopback)
    }

    @Test("secret headers are on the wire and nowhere else")
    func secrets() throws {
        let server = try LoopbackServer(
            .readRequest, .send("HTTP/1.1 200 X\r\nContent-Length: 0\r\n\r\n"))
        let headers = [
            HTTPHeader("Accept", "application/json"), HTTPHeader("OTP", secret: "012345"),
            HTTPHeader("Authorization", secret: "Basic c2VjcmV0LXZhbHVl"),
        ]
        let request = HTTPRequest(
            .patch, try url(server.address + "/production/csids"), headers: headers,
            body: Array("{}".utf8))
        let exchange = HTTPClient(settings: HTTPSettings(proxy: .none)).perform(request)
        let wire = String(decoding: try #require(server.requests.first), as: UTF8.self)
        #expect(
            wire == "PATCH /production/csids HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n"
                + "Accept: application/json\r\nOTP: 012345\r\n"
                + "Authorization: Basic c2VjcmV0LXZhbHVl\r\nContent-Length: 2\r\n\r\n{}")
        var dumped = ""
        dump(exchange, to: &dumped)
        let stored = String(decoding: request.bytesWithoutSecrets, as: UTF8.self)
        for text in ["\(exchange)", "\(request)", String(reflecting: exchange), dumped, stored] {
            #expect(!text.contains("012345"))
            #expect(!text.contains("c2VjcmV0"))
        }
        #expect(
            stored == "PATCH /production/csids HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n"
                + "Accept: application/json\r\nContent-Length: 2\r\n\r\n{}")
    }

    @Test("a GET and an empty POST go out as they are written")
    func bodies() throws {
        for method in [HTTPRequest.Method.get, .post] {
            let server = try LoopbackServer(
                .readRequest, .send("HTTP/1.1 200 X\r\nContent-Length: 0\r\n\r\n"))
            let request = HTTPRequest(method, try url(server.address + "/x?y=z"), headers: [])
            let exchange = HTTPClient(settings: HTTPSettings(proxy: .none)).perform(request)
            guard case .answered = exchange.outcome else {
                Issue.record("\(exchange.outcome)")
                return
            }
            #expect(server.requests == [request.bytes])
        }
    }

    @Test(
        "what could add a header of its own is never sent",
        arguments: [
            HTTPHeader("X", "a\r\nY: b"), HTTPHeader("X", "a\nb"), HTTPHeader("X", ""),
            HTTPHeader("X", " a"), HTTPHeader("X y", "a"), HTTPHeader("X:", "a"),
            HTTPHeader("", "a"), HTTPHeader("X", "é"), HTTPHeader("X", secret: "a\u{0}b"),
            HTTPHeader("Content-Length", "0"), HTTPHeader("Host", "elsewhere"),
            HTTPHeader("Transfer-Encoding", "chunked"),
        ])
    func badHeaders(header: HTTPHeader) throws {
        let server = try LoopbackServer(.readRequest)
        let request = HTTPRequest(.post, try url(server.address), headers: [header])
        let exchange = HTTPClient(settings: HTTPSettings(proxy: .none)).perform(request)
        guard case .neverSent(.invalidRequest) = exchange.outcome else {
            Issue.record("\(exchange.outcome)")
            return
        }
        #expect(server.requests.isEmpty)
    }

    @Test("headers of an answer are found in any case, the first one counts")
    func headers() {
        let head = "HTTP/1.1 200 X\r\nretry-AFTER:  120 \r\nX:\r\nRetry-After: 9\r\n\r\n"
        let response = HTTPResponse(status: 200, headerBytes: Array(head.utf8), body: [])
        #expect(response.header("Retry-After") == "120")
        #expect(response.header("x") == "")
        #expect(response.header("Location") == nil)
        #expect(response.header("HTTP/1.1 200 X") == nil)
    }
}
