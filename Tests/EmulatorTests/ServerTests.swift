import Cryptography
import EGS
import Emulator
import Encoding
import Glibc
import Invoicing
import Synchronization
import TestSupport
import Testing

@Suite("the server, its state and its description")
struct ServerTests {
    @Test("a restart remembers keys, codes, certificates, steps and duplicates")
    func restart() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("state.sqlite")
        let clock = TestClock()
        var desk = try Desk(statePath: path, clock: clock)
        let roots = try desk.admin("GET", "/admin/authority.pem").body
        let unused = try desk.code()
        let before = Firm(desk)
        let csid = try before.active()
        let document = try before.document(.standard, csid: csid)
        let first = try before.clear(document, csid)
        let pending = try before.enrol()
        let check = try before.document(.simplified, csid: pending)
        #expect(try before.send("/compliance/invoices", check, pending).status == 200)
        desk.server.stop()

        desk = try Desk(statePath: path, clock: clock)
        let after = Firm(desk)
        after.key = before.key
        #expect(try desk.admin("GET", "/admin/authority.pem").body == roots)
        let again = try after.clear(document, csid)
        #expect(again.status == 208)
        #expect(again.json["clearedInvoice"] == first.json["clearedInvoice"])
        let message = try after.production(pending).json["errors"]?.items.first?["message"]?.text
        #expect(message?.contains(": standard-compliant") == true)
        #expect(message?.contains("simplified-compliant") == false)
        let reply = try desk.call(
            "POST", "/compliance", [("OTP", unused)], ["csr": .string(try after.request())])
        #expect(reply.status == 200)
        #expect(try desk.admin("GET", "/admin/certificates").json.items.count == 4)
    }

    @Test("the state is one file that only its owner may read")
    func stateFile() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("state.sqlite")
        let desk = try Desk(statePath: path)
        _ = try desk.code()
        desk.server.stop()
        var status = stat()
        try #require(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(try shell("ls '\(folder.path)'").output == "state.sqlite\n")
        #expect(try shell("sqlite3 '\(path)' 'PRAGMA integrity_check'").output == "ok\n")
    }

    @Test("another program's file is not taken for a state, and stays as it is")
    func foreignState() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("other.sqlite")
        try shell("sqlite3 '\(path)' 'CREATE TABLE other (a)'")
        let sum = try shell("sha256sum '\(path)'").output
        #expect(throws: EmulatorError.foreignState(path: path)) {
            try Desk(statePath: path)
        }
        #expect(try shell("sha256sum '\(path)'").output == sum)
        try folder.write(
            Array("no database at all, but long enough to be looked at".utf8), to: "text")
        #expect(throws: EmulatorError.self) { try Desk(statePath: folder.file("text")) }
    }

    @Test("a port that is taken is an error with its number")
    func portTaken() throws {
        let desk = try Desk()
        let authority = try Authority(statePath: nil, clock: { TestClock.start })
        let error = #expect(throws: EmulatorError.self) {
            try EmulatorServer(authority, port: desk.server.port)
        }
        guard case .address(let port, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(port == desk.server.port)
    }

    @Test("it listens on the loopback address only")
    func loopback() throws {
        let desk = try Desk()
        let port = String(desk.server.port, radix: 16, uppercase: true)
        let digits = String(repeating: "0", count: 4 - port.count) + port
        let sockets = try shell("cat /proc/net/tcp /proc/net/tcp6").output
        // 0A is the state of a socket that listens.
        let listening = sockets.split(separator: "\n").filter {
            $0.contains(":\(digits) ") && $0.contains(" 0A ")
        }
        #expect(listening.count == 1)
        #expect(listening.first?.contains(" 0100007F:\(digits) ") == true)
    }

    @Test("it stops while an answer hangs", .timeLimit(.minutes(1)))
    func stopsWhileHanging() throws {
        let desk = try Desk(#"{"rules": [{"fault": "hang"}]}"#)
        let reply = try desk.call("POST", "/compliance", [], [:], deadlineMilliseconds: 100)
        #expect(reply.isTimedOut)
        // Returns; the hang would have lasted ten minutes.
        desk.server.stop()
    }

    @Test("the command prints its address and a code, and ends with 0 when told to")
    func command() throws {
        let program =
            CommandLine.arguments[0].split(separator: "/").dropLast()
            .reduce("") { $0 + "/" + $1 } + "/sijil"
        let folder = try TemporaryFolder()
        // Not the shell's own jobs: it cannot wait for them where the thread that starts it holds
        // back all signals, as those of the pool do.
        let script = """
            import subprocess, sys
            emulator = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, text=True)
            lines = [emulator.stdout.readline() for _ in range(2)]
            emulator.terminate()
            print(emulator.wait(60))
            print(*lines, sep='', end='')
            """
        try folder.write(Array(script.utf8), to: "run.py")
        let run = try shell(
            """
            cd '\(folder.path)' && \
            python3 run.py '\(program)' emulator --state s --seed 7 --vat \(Desk.vat)
            """)
        let lines = run.output.split(separator: "\n").map(String.init)
        try #require(lines.count == 3, "\(run.output)")
        #expect(lines[0] == "0")
        #expect(lines[1].hasPrefix("http://127.0.0.1:"))
        #expect(lines[1].hasSuffix(Authority.basePath))
        #expect(lines[2].utf8.count == 6)
        for wrong in ["--vat 12", "--port 70000", "--seed -1"] {
            #expect(try shell("'\(program)' emulator \(wrong)").status == 64, "\(wrong)")
        }
        for missing in ["--scenario none", "--state none/s", "--scenario s"] {
            let command = "cd '\(folder.path)' && '\(program)' emulator \(missing)"
            #expect(try shell(command).status == 2, "\(missing)")
        }
    }

    @Test("of many clients that report one document at once, one is first", arguments: [8])
    func concurrency(clients: Int) throws {
        let desk = try Desk()
        let firm = Firm(desk)
        let csid = try firm.active()
        let document = try firm.document(.simplified, csid: csid)
        let body = Array(document.body.serialized().utf8)
        let (port, login) = (desk.server.port, csid.login)
        let statuses = Mutex<[Int]>([])
        var threads: [pthread_t] = []
        for _ in 0..<clients {
            let thread = try Thread.start {
                let reply = try? Wire.send(
                    "POST", Authority.basePath + "/invoices/reporting/single", port: port,
                    headers: [("Accept-Version", "V2"), login], body: body)
                statuses.withLock { $0.append(reply?.status ?? 0) }
            }
            threads.append(thread)
        }
        for thread in threads { pthread_join(thread, nil) }
        #expect(
            statuses.withLock { $0.sorted() } == [200] + Array(repeating: 409, count: clients - 1))
    }

    // MARK: - Paths

    @Test(
        "other paths and methods are told apart",
        arguments: [
            ("GET", "/e-invoicing/emulator/compliance", 405, "POST"),
            ("DELETE", "/e-invoicing/emulator/production/csids", 405, "POST, PATCH"),
            ("POST", "/e-invoicing/emulator/elsewhere", 404, nil),
            ("GET", "/", 404, nil), ("PUT", "/admin/certificates", 405, "GET"),
            ("GET", "/admin/elsewhere", 404, nil),
        ])
    func paths(method: String, path: String, status: Int, allow: String?) throws {
        let desk = try Desk()
        let reply = try Wire.send(method, path, port: desk.server.port)
        #expect(reply.status == status)
        #expect(reply.headers["allow"] == allow)
    }

    @Test("the portal's route makes a code that works")
    func codeRoute() throws {
        let desk = try Desk()
        let made = try desk.admin("POST", "/admin/one-time-codes", #"{"vat": "\#(Desk.vat)"}"#)
        #expect(made.status == 201)
        #expect(made.json["expires_at"]?.text == "2026-03-01T08:15:00Z")
        let code = try #require(made.json["code"]?.text)
        #expect(code.utf8.count == 6)
        let reply = try desk.call(
            "POST", "/compliance", [("OTP", code)], ["csr": .string(try Firm(desk).request())])
        #expect(reply.status == 200)
        for body in ["", "{}", #"{"vat": "123"}"#] {
            #expect(try desk.admin("POST", "/admin/one-time-codes", body).status == 400)
        }
    }

    /// The program is looked for on the path and in SIJIL_SCHEMATHESIS.
    @Test("schemathesis finds no deviation from the description")
    func schemathesis() throws {
        let named = getenv("SIJIL_SCHEMATHESIS").map { String(cString: $0) } ?? "schemathesis"
        guard try shell("command -v '\(named)'").status == 0 else {
            print("no schemathesis: the description was not checked by it")
            return
        }
        let desk = try Desk()
        let firm = Firm(desk)
        let pending = try firm.enrol()
        let active = try firm.active()
        // Scenarios change what the others meet, so the parts are looked at one after the other.
        for (tag, csid) in [("authority", pending), ("authority", active), ("admin", active)] {
            let folder = try TemporaryFolder()
            // No schema can tell that a code was never made, or that a document's stamp is wrong:
            // what the schema allows may still be refused.
            let run = try shell(
                """
                cd '\(folder.path)' && '\(named)' run '\(desk.server.rootURL)/openapi.json' \
                --url '\(desk.server.rootURL)' --auth '\(csid.token):\(csid.secret)' --seed 1 \
                --include-tag \(tag) --phases coverage,fuzzing --max-examples 20 --checks all \
                --exclude-checks positive_data_acceptance --no-color
                """)
            #expect(run.status == 0, "\(run.output)")
        }
    }

    @Test("the description names every path and method that is answered")
    func description() throws {
        let desk = try Desk()
        let reply = try desk.admin("GET", "/openapi.json")
        #expect(reply.headers["content-type"] == "application/json")
        #expect(reply.json["openapi"]?.text == "3.1.0")
        guard case .object(let paths) = reply.json["paths"] else {
            Issue.record("no paths")
            return
        }
        #expect(paths.count == 12)
        for path in paths {
            guard case .object(let operations) = path.value else { continue }
            for operation in operations {
                let answer = try Wire.send(
                    operation.name.uppercased(), path.name, port: desk.server.port,
                    headers: [("Accept-Version", "V2")])
                let status = String(try #require(answer.status))
                #expect(!["404", "405"].contains(status), "\(operation.name) \(path.name)")
                #expect(operation.value["responses"]?[status] != nil, "\(path.name) \(status)")
            }
        }
    }
}

/// A thread of the system's: the pool's are too few for clients that wait.
enum Thread {
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    static func start(_ body: @escaping @Sendable () -> Void) throws -> pthread_t {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(body)).toOpaque()
        let made = pthread_create(
            &thread, nil,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
                return nil
            }, work)
        try #require(made == 0)
        return thread
    }
}
