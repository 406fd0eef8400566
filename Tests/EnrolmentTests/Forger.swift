import Cryptography
import EGS
import Encoding
import Foundation
import Invoicing
import Testing

/// An authority that answers a request for a certificate wrongly.
struct Forger {
    /// What its certificate says, where it differs from the request.
    struct Lie: Sendable {
        var attribute: String?
        var value = ""
        var beginsSecondsFromNow: Int64 = -3_600
        var endsSecondsFromNow: Int64 = 86_400 * 365
        var issuer = Issuer.compliance
        /// What is done to the DER before it becomes a token.
        var token = Token.twice
    }

    enum Token: Sendable { case twice, once, words, noCertificate, broken }

    enum Issuer: Sendable {
        case compliance
        /// The name that stands in the real authority's certificates (A5).
        case real

        var name: DistinguishedName {
            switch self {
            case .compliance: DistinguishedName([("2.5.4.3", .utf8, "eInvoicing")])
            case .real:
                DistinguishedName([
                    ("0.9.2342.19200300.100.1.25", .ia5, "local"),
                    ("0.9.2342.19200300.100.1.25", .ia5, "gov"),
                    ("0.9.2342.19200300.100.1.25", .ia5, "extgazt"),
                    ("2.5.4.3", .printable, "PRZEINVOICESCA4-CA"),
                ])
            }
        }
    }

    private static let key = Secp256k1PrivateKey.generate()

    /// The answer to a request that carries a CSR.
    static func answer(_ request: Gate.Request, _ lie: Lie) -> [UInt8] {
        guard let body = try? JSONReader.read(request.body, limits: .any),
            let text = body["csr"]?.text, let pem = Base64.decode(text),
            let der = PEM.firstBlock(in: pem, label: "CERTIFICATE REQUEST"),
            let asked = try? CertificateRequest(der: der),
            let token = try? certificate(asked, lie)
        else { return http(500, "{}") }
        return http(
            200,
            """
            {"requestID": 1234567890123, "tokenType": "x", "dispositionMessage": "ISSUED",
             "binarySecurityToken": "\(wrapped(token, lie.token))",
             "secret": "\(secret)", "errors": null}
            """)
    }

    /// The secret that forged answers carry; nobody may find it anywhere.
    static let secret = "Zm9yZ2VkLXNlY3JldC1mb3JnZWQtc2VjcmV0LTAwMQ=="

    static func certificate(_ asked: CertificateRequest, _ lie: Lie) throws -> [UInt8] {
        let types: [(oid: String, type: DistinguishedName.TextType, value: String)] =
            (asked.sanDirectoryName?.attributes ?? []).map {
                ($0.oid, .utf8, $0.oid == lie.attribute ? lie.value : $0.value)
            }
        let now = Int64(Date().timeIntervalSince1970)
        let template = CertificateTemplate(
            serial: [1] + SecureRandom.bytes(15), issuer: lie.issuer.name,
            subject: asked.subject, notBefore: now + lie.beginsSecondsFromNow,
            notAfter: now + lie.endsSecondsFromNow, subjectKey: asked.publicKey,
            extensions: [.alternativeName(DistinguishedName(types))])
        return template.signed(by: key)
    }

    static func wrapped(_ der: [UInt8], _ token: Token) -> String {
        switch token {
        case .twice: Base64.encode(Base64.encodeToBytes(der))
        case .once: Base64.encode(der)
        case .words: "!this-is-no-base64!"
        case .noCertificate: Base64.encode(Base64.encodeToBytes(Array("no certificate".utf8)))
        case .broken: Base64.encode(Base64.encodeToBytes(Array(der.dropLast(40))))
        }
    }

    static func http(_ status: Int, _ body: String, _ headers: String...) -> [UInt8] {
        let lines =
            ["HTTP/1.1 \(status) X", "Content-Type: application/json"] + headers
            + ["Content-Length: \(body.utf8.count)", "Connection: close"]
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }
}
