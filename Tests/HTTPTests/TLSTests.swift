import Foundation
import HTTP
import Testing

/// A TLS server in Python, with a certificate made by openssl.
///
/// It gets its listening socket from us, so that the port is known before it runs, and writes down
/// each request that it could read. Left alone for a minute it ends by itself.
final class TLSServer {
    let port: UInt16
    let folder: String
    private var process = Process()

    private static let script = """
        import socket, ssl, sys
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain('cert.pem', 'key.pem')
        if sys.argv[1] == 'old':
            context.set_ciphers('ALL:@SECLEVEL=0')
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        server = socket.socket(fileno=0)
        server.settimeout(60)
        while True:
            plain, _ = server.accept()
            try:
                peer = context.wrap_socket(plain, server_side=True)
                if not peer.recv(65536):
                    continue
                with open('requests', 'a') as log:
                    log.write('x')
                peer.sendall(b'HTTP/1.1 200 X\\r\\nContent-Length: 2\\r\\n\\r\\n{}')
                peer.close()
            except OSError:
                plain.close()
        """

    /// A life of one day in 2024 for `expired`, else from 2024 to 2090.
    enum Life { case expired, current }

    private static let authority = """
        [ca]
        default_ca = own
        [own]
        database = index
        rand_serial = yes
        new_certs_dir = .
        default_md = sha256
        policy = any
        x509_extensions = names
        [any]
        commonName = supplied
        [names]
        """

    /// - Parameter name: The certificate's alternative name.
    init(mode: String = "new", name: String = "IP:127.0.0.1", life: Life = .current) throws {
        let (listener, port) = try LoopbackServer.listen(backlog: 8)
        self.port = port
        folder = NSTemporaryDirectory() + "sijil-tls-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        try (Self.authority + "\nsubjectAltName = \(name)\n").write(
            toFile: folder + "/ca.cnf", atomically: true, encoding: .utf8)
        try "".write(toFile: folder + "/index", atomically: true, encoding: .utf8)
        try run([
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
            "key.pem", "-out", "request.pem", "-subj", "/CN=sijil test",
        ])
        try run([
            "ca", "-batch", "-config", "ca.cnf", "-selfsign", "-keyfile", "key.pem", "-in",
            "request.pem", "-out", "cert.pem", "-notext", "-startdate", "20240101000000Z",
            "-enddate", life == .expired ? "20240102000000Z" : "20900101000000Z",
        ])

        process = Self.process("python3", ["-c", Self.script, mode], in: folder)
        process.standardInput = FileHandle(fileDescriptor: listener, closeOnDealloc: true)
        try process.run()
    }

    deinit {
        // Children of a test process start with SIGTERM held back.
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// How many requests it has read. A request is counted before it is answered.
    var requestsSeen: Int {
        FileManager.default.contents(atPath: folder + "/requests")?.count ?? 0
    }

    private func run(_ arguments: [String]) throws {
        let openssl = Self.process("openssl", arguments, in: folder)
        openssl.standardInput = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        try #require(openssl.terminationStatus == 0)
    }

    private static func process(
        _ program: String, _ arguments: [String], in folder: String
    ) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return process
    }
}

@Suite("over TLS nothing is sent to a server that is not the right one")
struct TLSTests {
    private func perform(
        _ address: String, authorities: HTTPAuthorities, connectDeadline: Int = 10_000
    ) throws -> HTTPOutcome {
        let url = try #require(HTTPURL(address))
        let settings = HTTPSettings(
            proxy: .none, authorities: authorities, connectDeadlineMilliseconds: connectDeadline,
            deadlineMilliseconds: 20_000)
        let request = HTTPRequest(.post, url, headers: [], body: Array("{}".utf8))
        return HTTPClient(settings: settings).perform(request).outcome
    }

    @Test("a certificate of our own authority file is good, and only that file counts")
    func ownAuthority() throws {
        let server = try TLSServer()
        let address = "https://127.0.0.1:\(server.port)/compliance"
        let outcome = try perform(address, authorities: .file(server.folder + "/cert.pem"))
        guard case .answered(let response) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(response.status == 200)
        #expect(server.requestsSeen == 1)
    }

    @Test("a self-signed certificate is refused, and the server read no request")
    func selfSigned() throws {
        let server = try TLSServer()
        let address = "https://127.0.0.1:\(server.port)/"
        let outcome = try perform(address, authorities: .system)
        guard case .neverSent(.tls(.notTrusted)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(server.requestsSeen == 0)
    }

    @Test("a certificate for another name is refused")
    func wrongName() throws {
        let server = try TLSServer(name: "DNS:other.example")
        let outcome = try perform(
            "https://127.0.0.1:\(server.port)/", authorities: .file(server.folder + "/cert.pem"))
        guard case .neverSent(.tls(.wrongName)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(server.requestsSeen == 0)
    }

    @Test("a certificate that has ended is refused")
    func expired() throws {
        let server = try TLSServer(life: .expired)
        let outcome = try perform(
            "https://127.0.0.1:\(server.port)/", authorities: .file(server.folder + "/cert.pem"))
        guard case .neverSent(.tls(.expired)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(server.requestsSeen == 0)
    }

    @Test("TLS 1.1 is refused")
    func oldVersion() throws {
        let server = try TLSServer(mode: "old")
        let outcome = try perform(
            "https://127.0.0.1:\(server.port)/", authorities: .file(server.folder + "/cert.pem"))
        guard case .neverSent(.tls(.handshake)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(server.requestsSeen == 0)
    }

    @Test("a handshake that is never answered: never sent, at the connect deadline")
    func silentHandshake() throws {
        let server = try LoopbackServer(.hang)
        let outcome = try perform(
            "https://127.0.0.1:\(server.port)/", authorities: .system, connectDeadline: 400)
        guard case .neverSent(.connectDeadline(milliseconds: 400)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test("a server without TLS: never sent")
    func plainServer() throws {
        let server = try LoopbackServer(
            .readBytes(1), .send("HTTP/1.1 400 X\r\nContent-Length: 0\r\n\r\n"))
        let outcome = try perform("https://127.0.0.1:\(server.port)/", authorities: .system)
        guard case .neverSent(.tls(.handshake)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test("an authority file that is not there, or holds none, is named")
    func authorityFile() throws {
        let server = try TLSServer()
        for path in [server.folder + "/missing.pem", server.folder + "/key.pem"] {
            let outcome = try perform(
                "https://127.0.0.1:\(server.port)/", authorities: .file(path))
            guard case .neverSent(.authorityFileUnusable(path)) = outcome else {
                Issue.record("\(outcome)")
                return
            }
        }
        #expect(server.requestsSeen == 0)
    }
}
