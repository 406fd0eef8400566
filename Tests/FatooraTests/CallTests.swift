import Cryptography
import EGS
import Encoding
import Invoicing
import Testing

@testable import Fatoora
@testable import HTTP

@Suite("a call has exactly the bytes that the authority's description asks for")
struct CallTests {
    private func prepared(_ call: FatooraCall) throws -> PreparedCall {
        PreparedCall(call, to: try FatooraEnvironmentProfile(.simulation), language: .en)
    }

    /// Origin of the values: sandbox interface description 2.1.0, section C1 and C2.
    @Test(
        "method, path and headers of the six endpoints",
        arguments: [
            (.complianceCSID, "POST", "/compliance", ["OTP"]),
            (.complianceCheck, "POST", "/compliance/invoices", ["Authorization"]),
            (.productionCSID, "POST", "/production/csids", ["Authorization"]),
            (.renewal, "PATCH", "/production/csids", ["OTP", "Authorization"]),
            (
                .reporting, "POST", "/invoices/reporting/single",
                ["Clearance-Status", "Authorization"]
            ),
            (
                .clearance, "POST", "/invoices/clearance/single",
                ["Clearance-Status", "Authorization"]
            ),
        ] as [(FatooraEndpoint, String, String, [String])])
    func endpoints(endpoint: FatooraEndpoint, method: String, path: String, extra: [String]) throws
    {
        let call = try prepared(Samples.call(endpoint))
        let text = String(decoding: call.request.bytes, as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
        let lines = parts[0].split(separator: "\r\n").map(String.init)
        #expect(lines[0] == "\(method) /e-invoicing/simulation\(path) HTTP/1.1")
        #expect(lines[1] == "Host: gw-fatoora.zatca.gov.sa")
        let names = lines.dropFirst().map { String($0.prefix { $0 != ":" }) }
        let common = [
            "Host", "Accept-Version", "Accept-Language", "Accept", "Content-Type", "User-Agent",
        ]
        #expect(names == common + extra + ["Content-Length"])
        #expect(lines.contains("Accept-Version: V2"))
        #expect(lines.contains("Accept-Language: en"))
        #expect(lines.contains("Accept: application/json"))
        #expect(lines.contains("Content-Type: application/json"))
        #expect(lines.contains("OTP: 012345") == extra.contains("OTP"))
        #expect(lines.contains("Clearance-Status: 1") == extra.contains("Clearance-Status"))
        #expect(lines.contains("Content-Length: \(parts[1].utf8.count)"))

        let stored = String(decoding: call.storedBytes, as: UTF8.self)
        let secretLines = lines.filter {
            $0.hasPrefix("OTP: ") || $0.hasPrefix("Authorization: ")
        }
        #expect(secretLines.count == extra.filter { $0 != "Clearance-Status" }.count)
        #expect(stored == secretLines.reduce(text) { $0.replacing($1 + "\r\n", with: "") })
        #expect(call.storedDigest == SHA256.hash(call.storedBytes))
    }

    private func body(_ endpoint: FatooraEndpoint) throws -> String {
        String(decoding: try prepared(Samples.call(endpoint)).request.body, as: UTF8.self)
    }

    @Test("the bodies: a request, its number as a text, a document")
    func bodies() throws {
        #expect(
            try body(.complianceCSID)
                == "{\"csr\":\"LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K\"}")
        #expect(try body(.renewal) == body(.complianceCSID))
        #expect(try body(.productionCSID) == "{\"compliance_request_id\":\"1234567890123\"}")
        let document =
            "{\"invoiceHash\":\"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\","
            + "\"uuid\":\"3cf5ee18-ee25-44ea-a444-2c37ba7f28be\","
            + "\"invoice\":\"PEludm9pY2U+2YLZh9mI2Kk8L0ludm9pY2U+\"}"
        for endpoint in [FatooraEndpoint.complianceCheck, .reporting, .clearance] {
            #expect(try body(endpoint) == document)
        }
    }

    @Test("the published request and login come out byte for byte")
    func vectors() throws {
        let vectors = try Vectors()
        let pem = Array(try vectors.text("csr", "pem").utf8)
        let call = try prepared(.complianceCSID(requestPEM: pem, OneTimeCode("123345")))
        let csr = try vectors.text("csr", "requestBodyCsr")
        #expect(String(decoding: call.request.body, as: UTF8.self) == "{\"csr\":\"\(csr)\"}")

        let credential = Samples.credential(
            token: try vectors.text("ccsid", "binarySecurityToken"),
            secret: try vectors.text("ccsid", "basicAuthWithMadeUpSecret", "secret"))
        let header = try vectors.text("ccsid", "basicAuthWithMadeUpSecret", "header")
        #expect(credential.basicValue == header)
    }

    @Test(
        "each environment has its host, path and template",
        arguments: [
            (.sandbox, "developer-portal", "TSTZATCA-Code-Signing"),
            (.simulation, "simulation", "PREZATCA-Code-Signing"),
            (.production, "core", "ZATCA-Code-Signing"),
        ] as [(Environment, String, String)])
    func profiles(environment: Environment, path: String, template: String) throws {
        let profile = try FatooraEnvironmentProfile(environment)
        #expect(profile.baseAddress == "https://gw-fatoora.zatca.gov.sa/e-invoicing/\(path)")
        #expect(profile.templateName == template)
        #expect(profile.answersWithOwnKey == (environment != .sandbox))
        #expect(profile.portal?.hasPrefix("https://") == true)
        #expect(throws: FatooraError.endpointNotAllowed(environment, endpoint: "http://127.0.0.1"))
        {
            try FatooraEnvironmentProfile(environment, endpoint: "http://127.0.0.1")
        }
    }

    @Test("the emulator's address is needed, and loses its last slash")
    func emulator() throws {
        #expect(throws: FatooraError.endpointMissing) { try FatooraEnvironmentProfile(.emulator) }
        for text in ["http://127.0.0.1:8899", "http://127.0.0.1:8899/", "HTTP://127.0.0.1:8899//"] {
            let profile = try FatooraEnvironmentProfile(.emulator, endpoint: text)
            #expect(profile.baseAddress == "http://127.0.0.1:8899")
            #expect(profile.url(of: .renewal).target == "/production/csids")
        }
        let remote = try FatooraEnvironmentProfile(.emulator, endpoint: "https://test.example/z")
        #expect(remote.url(of: .complianceCSID).target == "/z/compliance")
    }

    @Test(
        "an address that would give secrets away is refused",
        arguments: [
            ("http://192.0.2.1/", .endpointNotSafe(host: "192.0.2.1")),
            ("http://127.0.0.1.example/", .endpointNotSafe(host: "127.0.0.1.example")),
            (
                "https://gw-fatoora.zatca.gov.sa/e-invoicing/core",
                .endpointIsAuthority(host: "gw-fatoora.zatca.gov.sa")
            ),
            ("https://ZATCA.gov.sa/", .endpointIsAuthority(host: "zatca.gov.sa")),
            ("127.0.0.1:80", .endpointMalformed("127.0.0.1:80")),
            ("http://127.0.0.1/?a=b", .endpointMalformed("http://127.0.0.1/?a=b")),
            ("http://user:hunter2@127.0.0.1/", .endpointMalformed("127.0.0.1/")),
            ("", .endpointMalformed("")),
        ] as [(String, FatooraError)])
    func addresses(text: String, error: FatooraError) {
        #expect(throws: error) { try FatooraEnvironmentProfile(.emulator, endpoint: text) }
    }

    @Test("a one-time code is six digits of either kind, its zeros kept")
    func oneTimeCodes() throws {
        for text in ["012345", " 012345\n", "٠١٢٣٤٥", "۰۱۲۳۴۵"] {
            #expect(try OneTimeCode(text).text == "012345")
        }
        for text in ["", "12345", "1234567", "12345a", "12 3456", "１２３４５６", "-12345"] {
            #expect(throws: FatooraError.oneTimeCodeMalformed) { try OneTimeCode(text) }
        }
    }

    @Test("a request's number may pass 32 bits and is digits only")
    func requestNumbers() {
        #expect(ComplianceRequestID("1234567890123")?.text == "1234567890123")
        for text in ["", "1.0", "1e3", "-1", "١٢", "123456789012345678901"] {
            #expect(ComplianceRequestID(text) == nil)
        }
    }
}
