import Cryptography
import EGS
import Encoding
import Foundation
import HTTP
import Invoicing
import Testing

@testable import Fatoora

/// Values of `Tests/Vectors/vectors.json`: ZATCA's published examples of a CSID and a request.
struct Vectors {
    let json: JSONValue

    init() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = tests.appendingPathComponent("Vectors/vectors.json")
        json = try JSONReader.read([UInt8](Data(contentsOf: file)))
    }

    func text(_ names: String...) throws -> String {
        let value = names.reduce(Optional(json)) { $0?[$1] }
        guard case .string(let text) = value else { throw Missing(names: names) }
        return text
    }

    struct Missing: Error { let names: [String] }
}

enum Samples {
    static let oneTimeCode = "012345"
    static let secret = "c2Vj+mV0/W9mLXRoZS11bml0"
    static let token = "VE9LRU4="
    static let instant = Instant(secondsSince1970: 1_772_000_000)

    static func secretBytes(_ text: String) -> SecretBytes {
        var bytes = Array(text.utf8)
        return SecretBytes(taking: &bytes)
    }

    static func credential(token: String = token, secret: String = secret) -> CSIDCredential {
        CSIDCredential(token: token, secret: secretBytes(secret))
    }

    static func document() throws -> FatooraDocument {
        FatooraDocument(
            hash: try #require(InvoiceHash([UInt8](repeating: 7, count: 32))),
            uuid: try #require(DocumentUUID("3cf5ee18-ee25-44ea-a444-2c37ba7f28be")),
            xml: Array("<Invoice>قهوة</Invoice>".utf8))
    }

    static func call(_ endpoint: FatooraEndpoint) throws -> FatooraCall {
        let pem = Array("-----BEGIN CERTIFICATE REQUEST-----\n".utf8)
        let code = try OneTimeCode(oneTimeCode)
        let request = try #require(ComplianceRequestID("1234567890123"))
        return switch endpoint {
        case .complianceCSID: .complianceCSID(requestPEM: pem, code)
        case .complianceCheck: .complianceCheck(try document(), credential())
        case .productionCSID: .productionCSID(request, credential())
        case .renewal: .renewal(requestPEM: pem, code, credential())
        case .reporting: .reporting(try document(), credential())
        case .clearance: .clearance(try document(), credential())
        }
    }

    /// The answer to a call that had no secret.
    static func read(_ outcome: HTTPOutcome, of endpoint: FatooraEndpoint) -> FatooraAnswer {
        FatooraAnswer.read(outcome, of: endpoint, redaction: Redaction(secrets: []))
    }

    static func response(_ status: Int, _ body: String, headers: [String] = []) -> HTTPResponse {
        let head = (["HTTP/1.1 \(status) X"] + headers).joined(separator: "\r\n") + "\r\n\r\n"
        return HTTPResponse(
            status: status, headerBytes: Array(head.utf8), body: Array(body.utf8))
    }

    /// The exchange that a given answer makes.
    static func exchange(
        _ endpoint: FatooraEndpoint, _ outcome: HTTPOutcome, bytesSent: Int = 99_999
    ) throws -> FatooraExchange {
        let profile = try FatooraEnvironmentProfile(.simulation)
        let call = PreparedCall(try call(endpoint), to: profile, language: .ar)
        return FatooraExchange(
            call: call, outcome: outcome, bytesSent: bytesSent, milliseconds: 12)
    }
}
