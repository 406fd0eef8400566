import Cryptography
import EGS
import Encoding
import HTTP
import Invoicing
import Testing

@testable import Fatoora

@Suite("what is stored of an exchange holds no secret")
struct RecordTests {
    private static let newSecret = "bmV3LXNlY3JldC1vZi10aGUtY3NpZA=="
    private static let csid =
        "{\"requestID\":1,\"dispositionMessage\":\"ISSUED\",\"binarySecurityToken\":\"VE9LRU4=\","
        + "\"secret\":\"\(newSecret)\"}"

    /// Everything that must stand nowhere after this call: what it sent in secret, and the secret
    /// that its answer may hold.
    private static func forbidden(_ endpoint: FatooraEndpoint) -> [String] {
        let login = Samples.credential().basicValue.dropFirst("Basic ".count)
        let credential = endpoint == .complianceCSID ? [] : [Samples.secret, String(login)]
        let code = [.complianceCSID, .renewal].contains(endpoint) ? [Samples.oneTimeCode] : []
        // Its beginning is enough: a cut answer holds no more.
        return [String(newSecret.prefix(6))] + credential + code
    }

    private func record(
        _ endpoint: FatooraEndpoint, _ outcome: HTTPOutcome, bytesSent: Int = 99_999
    ) throws -> (FatooraRecord, FatooraExchange) {
        let exchange = try Samples.exchange(endpoint, outcome, bytesSent: bytesSent)
        let record = exchange.record(
            startedAt: Samples.instant,
            finishedAt: Instant(secondsSince1970: Samples.instant.secondsSince1970 + 1))
        return (record, exchange)
    }

    /// Answers that try to bring a secret into the ledger.
    private static let answers: [String] = {
        let code = Samples.oneTimeCode
        let login = Samples.credential().basicValue
        // As encoders write that escape more than they must.
        let escaped = Samples.secret.replacing("/", with: "\\/")
        return [
            csid, "{\"value\":\(csid)}", csid.replacing(":\"", with: " :\r\n\t\""),
            csid.replacing("\"secret\"", with: "\"s\\u0065cret\""),
            csid.replacing("\"secret\"", with: "\"Secret\""),
            csid.replacing("ISSUED", with: "STRANGE"),
            "{\"secret\":\"\(newSecret)", "{\"a\":[1,2,{\"secret\":\"\(newSecret)\",",
            "<html>OTP \(code) of \(login) is wrong</html>",
            "{\"errors\":[{\"code\":\"Invalid-OTP\",\"message\":\"OTP \(code) is invalid\"}]}",
            "{\"code\":\"x\",\"message\":\"secret \(Samples.secret)\"}",
            "OTP \(code) of \(login) is wrong", "\"OTP \(code) of \(login) is wrong\"",
            "{\"errorMessages\":[{\"code\":\"\(code)\",\"message\":\"\(login)\"}]}",
            "{\"code\":\"x\",\"message\":\"secret \(escaped)\"}",
            "{\"code\":\"x\",\"message\":\"secret \(escaped.replacing("+", with: "\\u002B"))\"}",
            "{\"headers\":{\"otp\":\(code),\"authorization\":\"\(login)\",\"x\":1}}", "", "{}",
        ]
            // Cut at every byte of the secret.
            + (0...(newSecret.count + 2)).map { String(csid.dropLast($0)) }
    }()

    @Test("no answer brings a secret into a record, a description or a message", arguments: answers)
    func scan(body: String) throws {
        for endpoint in FatooraEndpoint.allCases {
            for status in [200, 400, 428, 500] {
                let response = Samples.response(
                    status, body, headers: ["X-Echo: \(Samples.credential().basicValue)"])
                let partial = HTTPPartialAnswer(
                    status: status, headerBytes: response.headerBytes,
                    body: response.body)
                for outcome in [HTTPOutcome.answered(response), .unknown(.answerCut, partial)] {
                    let (record, exchange) = try record(endpoint, outcome)
                    try check(record, exchange, outcome)
                }
            }
        }
    }

    private func check(
        _ record: FatooraRecord, _ exchange: FatooraExchange, _ outcome: HTTPOutcome
    ) throws {
        let response = try #require(record.responseBytes)
        var texts = [
            String(decoding: record.requestBytes, as: UTF8.self),
            String(decoding: response, as: UTF8.self), "\(exchange)", "\(outcome)",
            "\(exchange.call)", String(reflecting: exchange), String(reflecting: exchange.call),
            String(describing: exchange.answer.csid), String(reflecting: exchange.answer.csid),
        ]
        // Escaped is not hidden.
        texts.append(texts[1].replacing("\\/", with: "/").replacing("\\u002B", with: "+"))
        let validation = exchange.answer.validation
        texts += [exchange.outcome.message, exchange.outcome.remedy].flatMap { [$0.en, $0.ar] }
        for value in [exchange, exchange.call, outcome, record.outcome, validation as Any] as [Any]
        {
            var dumped = ""
            dump(value, to: &dumped)
            texts.append(dumped)
        }
        for text in texts {
            for secret in Self.forbidden(record.endpoint) { #expect(!text.contains(secret)) }
        }
        let request = String(decoding: record.requestBytes, as: UTF8.self)
        #expect(!request.contains("OTP:"))
        #expect(!request.contains("Authorization:"))
        #expect(record.requestDigest == SHA256.hash(record.requestBytes))
        #expect(record.responseDigest == SHA256.hash(response))
    }

    @Test("what holds no secret is stored byte for byte, with the caller's times")
    func faithful() throws {
        let body =
            "{\"secrets\":\"kept\",\"x\":\"secret\",\"note\":\"قهوة \\\" \\\\\",\"n\":1.50}\n"
        let response = Samples.response(202, body, headers: ["Date: x"])
        let (record, _) = try record(.reporting, .answered(response))
        #expect(record.responseBytes == response.headerBytes + response.body)
        #expect(record.status == 202)
        #expect(record.startedAt == Samples.instant)
        #expect(record.finishedAt > record.startedAt)
        #expect(record.environment == .simulation)
        #expect(record.profileVersion == FatooraEnvironmentProfile.version)
        #expect(record.endpoint == .reporting)
        #expect(record.bytesSent == 99_999)
    }

    @Test("the taken-out secret is marked and the rest stays")
    func marked() throws {
        let (record, exchange) = try record(
            .complianceCSID, .answered(Samples.response(200, Self.csid)))
        #expect(exchange.outcome == .csidIssued)
        let stored = String(decoding: try #require(record.responseBytes), as: UTF8.self)
        #expect(
            stored.hasSuffix(Self.csid.replacing(Self.newSecret, with: FatooraRecord.removed)))
        // The exchange itself still gives the secret to whoever puts it away.
        let secret = try #require(exchange.answer.csid?.credential.secret)
        #expect(secret.withBytes { Array($0) } == Array(Self.newSecret.utf8))
    }

    @Test(
        "a secret member is taken out whole, and the JSON around it stays JSON",
        arguments: [
            #"{"a":1}"#, #"{"a":{"b":[1,{"c":"}"}]},"d":"\"}"}"#, "[1,[2,\"]\"],3]", "[]", "{}",
            "12",
            "null", "true", #""text""#, #""te\"x}t""#,
        ])
    func wholeValue(value: String) throws {
        for around in ["{\"password\":\(value),\"x\":1}", "{\"x\":1,\"y\":{\"otp\":\(value)}}"] {
            let (record, _) = try record(.reporting, .answered(Samples.response(200, around)))
            let stored = String(decoding: try #require(record.responseBytes), as: UTF8.self)
            #expect(stored.hasSuffix(around.replacing(value, with: "\"[removed]\"")), "\(stored)")
        }
    }

    @Test("digits of a code that stand in a token or a request's number by chance stay")
    func chance() throws {
        let code = Samples.oneTimeCode
        let body =
            "{\"requestID\":\"1\(code)2\",\"dispositionMessage\":\"ISSUED\",\"binarySecurityToken\""
            + ":\"AA\(code)AA\",\"secret\":\"\(Self.newSecret)\",\"note\":\"1\(code)2\"}"
        let (record, exchange) = try record(
            .complianceCSID, .answered(Samples.response(200, body)))
        let stored = String(decoding: try #require(record.responseBytes), as: UTF8.self)
        #expect(stored.contains("\"requestID\":\"1\(code)2\""))
        #expect(stored.contains("\"binarySecurityToken\":\"AA\(code)AA\""))
        #expect(stored.contains("\"note\":\"1[removed]2\""))
        #expect(exchange.answer.csid?.credential.token == "AA\(code)AA")
        // A value that is the code itself, or hides a password, is no chance.
        for value in [code, "AA\(Samples.secret)AA"] {
            let other = "{\"requestID\":\"\(value)\",\"secret\":\"\(Self.newSecret)\"}"
            let (record, _) = try self.record(.renewal, .answered(Samples.response(200, other)))
            let stored = String(decoding: try #require(record.responseBytes), as: UTF8.self)
            #expect(!stored.contains(value))
        }
    }

    @Test("what was never sent has no answer, and an answer cut before its status has none either")
    func nothingReceived() throws {
        let (unsent, _) = try record(.reporting, .neverSent(.proxyNameNotFound), bytesSent: 0)
        #expect(unsent.responseBytes == nil)
        #expect(unsent.responseDigest == nil)
        #expect(unsent.status == nil)
        #expect(unsent.bytesSent == 0)
        let partial = HTTPPartialAnswer(status: nil, headerBytes: [], body: [])
        let (lost, _) = try record(
            .reporting, .unknown(.closedWithoutAnswer, partial), bytesSent: 77)
        #expect(lost.responseBytes == nil)
        #expect(lost.status == nil)
        #expect(lost.bytesSent == 77)
    }

    @Test("the server's clock is read from its answer")
    func serverTime() throws {
        let response = Samples.response(
            200, "{}", headers: ["Date: Sun, 22 Nov 2026 20:05:09 GMT"])
        let (_, exchange) = try record(.reporting, .answered(response))
        #expect(exchange.serverTime == Instant("2026-11-22T20:05:09Z"))
        let (_, silent) = try record(.reporting, .answered(Samples.response(200, "{}")))
        #expect(silent.serverTime == nil)
    }
}
