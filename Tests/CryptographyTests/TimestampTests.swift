import Cryptography
import Encoding
import Foundation
import Testing

/// A time-stamping authority of the openssl program.
final class Stamper {
    let bench: Workbench
    let ca: [UInt8]
    let certificate: [UInt8]
    static let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../tools/test-tsa").path
    static let data = Array("sijil/1/2\n3\nroot\n".utf8)

    init(hours: Int = 87_600) throws {
        bench = try Workbench()
        try bench.must(Self.program, "make", ".", "\(hours)")
        try bench.write(Self.data, to: "data")
        let label = "CERTIFICATE"
        ca = try #require(PEM.firstBlock(in: bench.read("ca.pem"), label: label))
        certificate = try #require(PEM.firstBlock(in: bench.read("tsa.pem"), label: label))
    }

    func reply(to query: TimestampQuery) throws -> [UInt8] {
        try bench.write(query.der, to: "query")
        try bench.must(Self.program, "reply", ".", "query", "reply")
        return try bench.read("reply")
    }

    func forged(_ harm: String = "", at time: String = "20260301101500Z") throws -> [UInt8] {
        try bench.must(Self.program, "forge", ".", "data", "forged", time, harm)
        return try bench.read("forged")
    }
}

@Suite("time stamps")
struct TimestampTests {
    @Test("a query says what OpenSSL reads in it, and is read again")
    func query() throws {
        let stamper = try Stamper()
        let query = TimestampQuery(
            over: Stamper.data, nonce: [0, 0x80, 1, 2, 3, 4, 5, 6], policy: "1.3.6.1.4.1.4146.2.4")
        try stamper.bench.write(query.der, to: "query")
        let text = try stamper.bench.must("openssl", "ts", "-query", "-in", "query", "-text").text
        #expect(text.contains("Hash Algorithm: sha256"))
        #expect(text.contains("Nonce: 0x80010203040506\n"))
        #expect(text.contains("Policy OID: 1.3.6.1.4.1.4146.2.4"))
        #expect(text.contains("Certificate required: yes"))
        #expect(TimestampQuery.read(query.der) == query)
        #expect(TimestampQuery.read(Array(query.der.dropLast())) == nil)
        try stamper.bench.must("openssl", "ts", "-query", "-data", "data", "-out", "theirs")
        try #expect(TimestampQuery.read(stamper.bench.read("theirs"))?.imprint == query.imprint)
    }

    @Test("a policy is a dotted identifier")
    func policies() {
        for good in ["1.3.6.1.4.1.4146.2.3", "0.4", "2.999.1"] {
            #expect(TimestampQuery.isPolicy(good))
        }
        for bad in ["", "1", "3.1", "1.40", "1..2", "1.2.", "1.02", "1.-2", "1.2.x", "1.+2"] {
            #expect(!TimestampQuery.isPolicy(bad), "\(bad)")
        }
        #expect(!TimestampQuery.isPolicy("1.2.99999999999"))
    }

    @Test("OpenSSL's answer is read, and answers its own query alone")
    func answer() throws {
        let stamper = try Stamper()
        let before = Int64(Date().timeIntervalSince1970)
        let query = TimestampQuery(over: Stamper.data)
        let token = try TimestampToken.read(stamper.reply(to: query))
        #expect(query.difference(from: token) == nil)
        #expect(token.isOver(Stamper.data))
        #expect(!token.isOver(Stamper.data + [0x0A]))
        #expect((before...before + 60).contains(token.genTime))
        #expect(token.accuracySeconds == 1)
        #expect(token.policy == "1.3.6.1.4.1.4146.2.3")
        #expect(token.certificates.contains(stamper.certificate))
        #expect(TimestampQuery(over: Stamper.data).difference(from: token) == .nonce)
        #expect(
            TimestampQuery(over: [1], nonce: query.nonce).difference(from: token) == .imprint)
        let other = TimestampQuery(
            over: Stamper.data, nonce: query.nonce, policy: "1.3.6.1.4.1.4146.2.4")
        #expect(other.difference(from: token) == .policy)
        let asked = try TimestampToken.read(stamper.reply(to: other))
        #expect(other.difference(from: asked) == nil)
    }

    @Test("a refusal is told with the authority's words")
    func refusal() throws {
        let stamper = try Stamper()
        let query = TimestampQuery(over: Stamper.data, policy: "1.2.3")
        let reply = try stamper.reply(to: query)
        #expect(
            throws: TimestampError.refused(status: 2, words: "Requested policy is not supported.")
        ) { try TimestampToken.read(reply) }
    }

    @Test("it leads to its authority's root, within the life of the certificates")
    func trust() throws {
        let stamper = try Stamper(hours: 1)
        let stranger = try Stamper()
        let token = try TimestampToken.read(stamper.forged())
        let made = token.genTime
        let now = Int64(Date().timeIntervalSince1970)
        #expect(token.leads(to: [stamper.ca], at: now))
        #expect(token.leads(to: [stranger.ca, stamper.ca], at: now))
        #expect(token.leads(to: [stamper.certificate], at: now))
        #expect(!token.leads(to: [stranger.ca], at: now))
        #expect(!token.leads(to: [stranger.certificate], at: now))
        #expect(!token.leads(to: [], at: now))
        #expect(!token.leads(to: [stamper.ca], at: now + 2 * 3_600))
        #expect(!token.leads(to: [stamper.ca], at: made - 20 * 365 * 86_400))
    }

    @Test("a forged time is read as it stands")
    func times() throws {
        let stamper = try Stamper()
        let rows: [(String, Int64)] = [
            ("20260301101500Z", 1_772_360_100), ("20260301101500.75Z", 1_772_360_100),
            ("20240229235959Z", 1_709_251_199),
        ]
        for (text, seconds) in rows {
            #expect(try TimestampToken.read(stamper.forged(at: text)).genTime == seconds, "\(text)")
        }
    }

    @Test(
        "what no honest authority makes is refused",
        arguments: [
            ("purpose", "purpose"), ("two-signers", "one signer"),
            ("no-certificate", "certificate not found"), ("no-id", "signing certificate"),
            ("altered", "failure"),
        ])
    func forgeries(harm: String, word: String) throws {
        let reply = try Stamper().forged(harm)
        #expect { try TimestampToken.read(reply) } throws: { error in
            guard case .signature(let reason) = error as? TimestampError else { return false }
            return reason.contains(word)
        }
    }

    @Test("SHA-1 is no imprint")
    func weak() throws {
        let reply = try Stamper().forged("sha1")
        #expect(throws: TimestampError.imprintAlgorithm("1.3.14.3.2.26")) {
            try TimestampToken.read(reply)
        }
    }

    @Test("no altered byte of a reply gives another stamp, and none crashes")
    func flips() throws {
        let stamper = try Stamper()
        let reply = try stamper.forged()
        let token = try TimestampToken.read(reply)
        var survivors = 0
        for place in reply.indices {
            var harmed = reply
            harmed[place] ^= 0x01
            guard let read = try? TimestampToken.read(harmed) else { continue }
            survivors += 1
            // The status may say "granted with changes", and certificates that sign nothing here
            // may be anything.
            #expect(read.genTime == token.genTime && read.imprint == token.imprint, "\(place)")
            #expect(read.policy == token.policy && read.serial == token.serial, "\(place)")
        }
        print("\(survivors) of \(reply.count) flips leave a token that says the same")
        for count in stride(from: 0, to: reply.count, by: 7) {
            #expect(throws: TimestampError.malformed) {
                try TimestampToken.read(Array(reply.prefix(count)))
            }
        }
        #expect(throws: TimestampError.malformed) { try TimestampToken.read(reply + [0]) }
    }
}
