import Cryptography
import EGS
import Encoding
import Foundation
import HTTP
import Invoicing
import TestCA
import Testing

@testable import Fatoora

@Suite("a CSID is read in every shape, and believed only when it is ours")
struct CSIDTests {
    private static let issuedBody =
        "\"requestID\":1234567890123,\"tokenType\":null,\"dispositionMessage\":\"ISSUED\","
        + "\"binarySecurityToken\":\"VE9LRU4=\",\"secret\":\"c2VjcmV0\",\"errors\":null"

    private static func changed(_ from: String, _ to: String) -> String {
        "{" + issuedBody.replacingOccurrences(of: from, with: to) + "}"
    }

    private func read(_ endpoint: FatooraEndpoint, _ status: Int, _ body: String) -> FatooraAnswer {
        Samples.read(.answered(Samples.response(status, body)), of: endpoint)
    }

    @Test(
        "issued",
        arguments: [
            "{\(issuedBody)}", "{\"value\":{\(issuedBody)}}", " \n{\(issuedBody)}\r\n",
            changed("\"tokenType\":null,", ""), changed(",\"errors\":null", ""),
            changed("1234567890123", "\"1234567890123\""), changed("ISSUED", "issued"),
            changed("\"dispositionMessage\":\"ISSUED\",", ""),
            changed("\"errors\":null", "\"unknown\":[1,{\"a\":null}]"),
        ])
    func issued(body: String) throws {
        for endpoint in AnswerCase.csidEndpoints {
            let answer = read(endpoint, 200, body)
            #expect(answer.outcome == .csidIssued)
            let csid = try #require(answer.csid)
            #expect(csid.requestID?.text == "1234567890123")
            #expect(csid.credential.token == "VE9LRU4=")
            #expect(csid.credential.secret.withBytes { Array($0) } == Array("c2VjcmV0".utf8))
        }
    }

    @Test("a renewal that wants its checks again, by 428 and by 200, wrapped and flat")
    func needsCompliance() {
        let flat = Self.changed("ISSUED", "NOT_COMPLIANT")
        let unnamed = Self.changed("\"dispositionMessage\":\"ISSUED\",", "")
        for (status, body) in [
            (428, flat), (200, flat), (428, "{\"value\":\(flat)}"), (428, unnamed),
        ] {
            let answer = read(.renewal, status, body)
            #expect(answer.outcome == .csidNeedsCompliance)
            #expect(answer.outcome.next == .runComplianceChecks)
            #expect(answer.csid?.requestID != nil)
        }
        // An issued one with 428 is issued: the words decide, not the status.
        #expect(read(.renewal, 428, "{\(Self.issuedBody)}").outcome == .csidIssued)
        for endpoint in [FatooraEndpoint.complianceCSID, .productionCSID] {
            #expect(
                read(endpoint, 200, flat).outcome
                    == AnswerCase.unreadable(200, .member("dispositionMessage")))
            #expect(read(endpoint, 428, flat).outcome == .unexpectedStatus(428))
        }
    }

    @Test(
        "an answer that lacks what is needed is unknown, never half a CSID",
        arguments: [
            (200, changed("\"secret\":\"c2VjcmV0\",", ""), "secret"),
            (200, changed("\"c2VjcmV0\"", "null"), "secret"),
            (200, changed("\"c2VjcmV0\"", "\"\""), "secret"),
            (200, changed("\"VE9LRU4=\"", "null"), "binarySecurityToken"),
            (200, changed("VE9LRU4=", "VE9L RU4="), "binarySecurityToken"),
            (200, changed("VE9LRU4=", "a:b"), "binarySecurityToken"),
            (200, changed("VE9LRU4=", "a\\r\\nOTP: 1"), "binarySecurityToken"),
            (200, changed("\"requestID\":1234567890123,", ""), "requestID"),
            (200, changed("1234567890123", "1.5e3"), "requestID"),
            (200, changed("1234567890123", "null"), "requestID"),
            (200, changed("ISSUED", "REVOKED"), "dispositionMessage"),
            (200, "{}", "binarySecurityToken"),
        ])
    func incomplete(status: Int, body: String, member: String) {
        let answer = read(.complianceCSID, status, body)
        #expect(answer.outcome == AnswerCase.unreadable(status, .member(member)))
        #expect(answer.csid == nil)
    }

    @Test("a token in a refusal is no CSID")
    func contradiction() {
        let answer = read(.productionCSID, 400, "{\(Self.issuedBody)}")
        #expect(answer.outcome == AnswerCase.unreadable(400, .contradiction))
        #expect(answer.csid == nil)
    }

    /// The codes of section C3, compared exactly.
    static let refusals: [(String, String, CSIDRefusal)] = [
        ("Missing-OTP", "OTP is required field", .missingOneTimeCode),
        ("Invalid-OTP", "The provided OTP is invalid", .invalidOneTimeCode),
        ("Missing-CSR", "CSR is required field", .missingRequest),
        ("Invalid-CSR", "The provided CSR is invalid", .invalidRequest),
        ("Missing-ComplianceSteps", "not yet complete", .missingComplianceSteps([])),
        (
            "Missing-ComplianceSteps",
            "not yet complete [standard-credit-note-compliant, simplified-compliant]",
            .missingComplianceSteps([.standardCreditNote, .simplifiedInvoice])
        ),
        (
            "Missing-ComplianceSteps",
            ComplianceStep.allCases.map(\.rawValue).joined(separator: ","),
            .missingComplianceSteps(ComplianceStep.allCases)
        ),
        ("Missing-compliance_request_id", "", .missingComplianceRequestID),
        ("Invalid-ComplianceRequestId", "", .invalidComplianceRequestID),
        ("Missing-CurrentCCSID", "", .missingComplianceCSID),
        ("Invalid-CurrentCCSID", "", .invalidComplianceCSID),
        ("Missing-currentCSID", "", .missingProductionCSID),
        ("Invalid-currentCSID", "", .invalidProductionCSID),
        ("invalid-otp", "x", .unrecognised(code: "invalid-otp", text: "x")),
        ("Brand-New", "x", .unrecognised(code: "Brand-New", text: "x")),
    ]

    @Test("each code has its refusal, in every shape of an error", arguments: refusals)
    func refused(code: String, text: String, refusal: CSIDRefusal) {
        let one = "{\"code\":\"\(code)\",\"message\":\"\(text)\"}"
        let shapes = [
            "{\"errors\":[\(one)]}", "{\"errors\":\(one)}", "{\"erros\":[\(one)]}",
            "{\"errorMessages\":[\(one)],\"x\":null}", one, "{\"value\":{\"errors\":[\(one)]}}",
            "{\"requestID\":null,\"dispositionMessage\":null,\"binarySecurityToken\":null,"
                + "\"secret\":null,\"errors\":[\(one)]}",
        ]
        for endpoint in AnswerCase.csidEndpoints {
            for body in shapes {
                for status in [400, 200] {
                    #expect(read(endpoint, status, body).outcome == .csidRefused([refusal]))
                }
            }
        }
    }

    @Test("several errors are all told, and errors without a code too")
    func several() {
        let body =
            "{\"errors\":[{\"code\":\"Missing-OTP\"},{\"code\":null,\"message\":\"x\"},\"y\"]}"
        #expect(
            read(.renewal, 400, body).outcome
                == .csidRefused([
                    .missingOneTimeCode, .unrecognised(code: nil, text: "x"),
                    .unrecognised(code: nil, text: "y"),
                ]))
        #expect(
            read(.renewal, 400, "{\"error\":\"Bad Request\"}").outcome
                == .csidRefused([.unrecognised(code: nil, text: "Bad Request")]))
        #expect(
            read(.renewal, 400, "{\"errors\":null}").outcome
                == AnswerCase.unreadable(400, .member("binarySecurityToken")))
    }
}

@Suite("the certificate inside a CSID's token")
struct CSIDCertificateTests {
    private static let vatText = "399999999900003"
    private let now = Samples.instant
    private let later = Instant(secondsSince1970: Samples.instant.secondsSince1970 + 86_400)

    private func csid(_ token: String) -> IssuedCSID {
        IssuedCSID(requestID: nil, credential: Samples.credential(token: token))
    }

    private func token(_ der: [UInt8]) -> String {
        Base64.encode(Base64.encodeToBytes(der))
    }

    /// A certificate of the test authority for this key.
    private func issued(to key: Secp256k1PrivateKey) throws -> [UInt8] {
        let vat = try #require(VATNumber(Self.vatText))
        let profile = EGSUnitProfile(
            name: "TST-886431145-399999999900003",
            serial: "1-TST|2-TST|3-ed22f1d8-e6a2-1118-9b58-d9a8f11e445f", branch: "Riyadh Branch",
            documents: "1100", location: "RRRD2929", industry: "Supply activities")
        let request = try CertificateSigningRequest.make(
            profile: profile, vat: vat, organization: "Maximum Speed Tech Supply LTD",
            environment: .emulator, key: key)
        let authority = TestAuthority.generate(notBefore: now, notAfter: later)
        return try authority.issue(csrDER: request.der, notBefore: now, notAfter: later)
    }

    @Test("the published token is the published certificate")
    func vector() throws {
        let vectors = try Vectors()
        let csid = csid(try vectors.text("ccsid", "binarySecurityToken"))
        let certificate = try csid.certificate()
        let base64 = String(decoding: certificate.base64, as: UTF8.self)
        #expect(base64 == (try vectors.text("ccsid", "certificateBase64")))
        #expect(certificate.serialDecimal == (try vectors.text("ccsid", "serialDecimal")))
        #expect(certificate.issuerText == (try vectors.text("ccsid", "issuerName")))
    }

    @Test("each layer that fails is named")
    func layers() throws {
        let inner = try Vectors().text("ccsid", "certificateBase64")
        let der = try #require(Base64.decode(inner))
        let cases: [(String, FatooraError)] = [
            ("", .tokenNotBase64(layer: .outer)), ("%%%", .tokenNotBase64(layer: .outer)),
            (token(der).dropLast() + "", .tokenNotBase64(layer: .outer)),
            (inner, .tokenEncodedOnce),
            (Base64.encode(Array("no base64!".utf8)), .tokenNotBase64(layer: .inner)),
            (Base64.encode(Array(inner.utf8.dropLast(3))), .tokenNotBase64(layer: .inner)),
        ]
        for (token, error) in cases {
            #expect(throws: error) { try csid(token).certificate() }
        }
        for broken in [Array(der.dropLast()), der + [0], Array("no DER".utf8)] {
            let error = #expect(throws: FatooraError.self) { try csid(token(broken)).certificate() }
            guard case .tokenNoCertificate = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }

    @Test("key, VAT number and end are compared; the sandbox's ready-made ones only by their end")
    func checks() throws {
        let key = Secp256k1PrivateKey.generate()
        let other = Secp256k1PrivateKey.generate()
        let csid = csid(token(try issued(to: key)))
        let vat = try #require(VATNumber(Self.vatText))
        let otherVAT = try #require(VATNumber("310122393500003"))
        let production = try FatooraEnvironmentProfile(.production)
        let sandbox = try FatooraEnvironmentProfile(.sandbox)
        let emulator = try FatooraEnvironmentProfile(.emulator, endpoint: "http://127.0.0.1:1")

        for profile in [production, sandbox, emulator] {
            let certificate = try csid.checked(
                key: key.publicKey, vat: vat, profile: profile, now: now)
            #expect(certificate.publicKey == key.publicKey)
            #expect(throws: FatooraError.certificateEnded(at: later, now: later)) {
                try csid.checked(key: key.publicKey, vat: vat, profile: profile, now: later)
            }
        }
        #expect(throws: FatooraError.certificateForOtherVAT(ours: otherVAT, found: vat.text)) {
            try csid.checked(key: key.publicKey, vat: otherVAT, profile: emulator, now: now)
        }
        let error = #expect(throws: FatooraError.self) {
            try csid.checked(key: other.publicKey, vat: otherVAT, profile: production, now: now)
        }
        guard case .certificateForOtherKey(let ours, let found) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(ours == Hex.encode(Array(SHA256.hash(other.publicKey.spkiDER).bytes.prefix(8))))
        #expect(found == Hex.encode(Array(SHA256.hash(key.publicKey.spkiDER).bytes.prefix(8))))
        _ = try csid.checked(key: other.publicKey, vat: otherVAT, profile: sandbox, now: now)
    }
}
