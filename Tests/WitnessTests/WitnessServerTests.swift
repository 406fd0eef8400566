import Cryptography
import Encoding
import HTTP
import Invoicing
import MerkleLog
import Testing
import Witness

@Suite("a witness behind HTTP")
struct WitnessServerTests {
    private struct Server {
        let village: Village
        let server: WitnessServer

        init(_ village: Village) throws {
            self.village = village
            server = try WitnessServer(
                village.witness, clock: { 1_772_000_000 },
                onFailure: { Issue.record("\($0.code)") })
        }

        func send(
            _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8] = []
        ) throws -> HTTPResponse {
            let url = try #require(HTTPURL(server.url + path))
            let client = HTTPClient(settings: HTTPSettings(proxy: .none))
            let exchange = client.perform(HTTPRequest(method, url, headers: [], body: body))
            guard case .answered(let response) = exchange.outcome else {
                throw Failure(outcome: "\(exchange.outcome)")
            }
            return response
        }

        func ask(_ body: [UInt8]) throws -> HTTPResponse {
            try send(.post, "/add-checkpoint", body)
        }
    }

    private struct Failure: Error { let outcome: String }

    @Test("gives the answers that a file would hold, with their status")
    func story() throws {
        let village = try Village()
        let server = try Server(village)
        defer { server.server.stop() }
        let first = try server.ask(village.request(from: 0, to: 3))
        #expect(first.status == 200)
        let cosigned = try WitnessRequest.read(village.request(from: 0, to: 3)).checkpoint
        let signatures = try NoteSignature.read(lines: first.body)
        #expect(signatures.count == 1)
        #expect(
            signatures.first.flatMap { cosigned.adding($0, by: village.witness.key) }?
                .time(of: village.witness.key) == 1_772_000_000)
        // The rows of the page, in its order.
        let rows: [(request: [UInt8], status: Int)] = [
            (Array("old 3\n".utf8), 400),
            ([], 400),
            (village.request(from: 3, to: 2), 400),
            (village.request(from: 3, to: 5, key: .generate()), 403),
            (village.request(from: 0, to: 5), 409),
            (village.request(from: 3, to: 5, harm: { $0.dropLast() }), 422),
            (village.request(from: 3, to: 5), 200),
        ]
        for (row, place) in zip(rows, 0...) {
            #expect(try server.ask(row.request).status == row.status, "row \(place)")
        }
        let text = String(decoding: village.request(from: 5, to: 6), as: UTF8.self)
        let stranger = text.replacing("399999999900003/1", with: "399999999900003/2")
        #expect(try server.ask(Array(stranger.utf8)).status == 404)
    }

    @Test("says which size it cosigned last, in the type that clients look for")
    func conflict() throws {
        let village = try Village()
        let server = try Server(village)
        defer { server.server.stop() }
        _ = try server.ask(village.request(from: 0, to: 5))
        let answer = try server.ask(village.request(from: 4, to: 9))
        #expect(answer.status == 409)
        #expect(answer.header("Content-Type") == "text/x.tlog.size")
        #expect(answer.body == Array("5\n".utf8))
    }

    @Test("shows what it cosigned last, and nothing else")
    func pages() throws {
        let village = try Village()
        let server = try Server(village)
        defer { server.server.stop() }
        _ = try server.ask(village.request(from: 0, to: 5))
        let hash = Hex.encode(SHA256.hash(village.origin.bytes).bytes)
        let page = try server.send(.get, "/\(hash)/checkpoint")
        #expect(page.status == 200)
        #expect(try SignedCheckpoint(page.body).time(of: village.witness.key) == 1_772_000_000)
        let other = String(repeating: "0", count: 64)
        for path in ["/", "/add-checkpoint/", "/\(other)/checkpoint", "/\(hash)/", "//checkpoint"] {
            #expect(try server.send(.get, path).status == 404, "\(path)")
        }
        #expect(try server.send(.get, "/add-checkpoint").status == 405)
        #expect(try server.send(.post, "/\(hash)/checkpoint").status == 405)
    }

    @Test("a request that is too long is none, and the server goes on")
    func long() throws {
        let village = try Village()
        let server = try Server(village)
        defer { server.server.stop() }
        let body = village.request(from: 0, to: 5)
        let most = [UInt8](repeating: 0x0A, count: SignedNote.limitBytes)
        #expect(try server.ask(most).status == 400)
        #expect(try server.ask(most + [0x0A]).status == 400)
        #expect(try server.ask(body).status == 200)
    }

    @Test("a port that is taken is refused with the system's word")
    func taken() throws {
        let village = try Village()
        let server = try Server(village)
        defer { server.server.stop() }
        let port = try #require(server.server.url.split(separator: ":").last.flatMap { Int($0) })
        #expect {
            try WitnessServer(village.witness, port: port, clock: { 1 }, onFailure: { _ in })
        } throws: { error in
            let error = error as? WitnessError
            return error?.code == "witness-address" && error?.problem.en.contains("in use") == true
        }
    }
}
