import Cryptography
import EGS
import Encoding
import Invoicing
import TestCA
import Testing

@Suite("requests and the test authority")
struct RequestTests {
    /// The SDK's sample configuration (R3.3.3, `Data/Input/csr-config-example-EN.properties`).
    static let profile = EGSUnitProfile(
        name: "TST-886431145-399999999900003",
        serial: "1-TST|2-TST|3-ed22f1d8-e6a2-1118-9b58-d9a8f11e445f", branch: "Riyadh Branch",
        documents: "1100", location: "RRRD2929", industry: "Supply activities")
    static let organization = "Maximum Speed Tech Supply LTD"

    static func make(
        _ profile: EGSUnitProfile = profile, organization: String = organization,
        vat: String = "399999999900003", environment: Environment = .production,
        key: Secp256k1PrivateKey
    ) throws -> CertificateSigningRequest {
        try CertificateSigningRequest.make(
            profile: profile, vat: #require(VATNumber(vat)), organization: organization,
            environment: environment, key: key)
    }

    @Test(
        "the sample configuration with the SDK's key gives the published request, signature apart")
    func byteExact() throws {
        let published = try #require(
            PEM.firstBlock(
                in: Array(SDKVectors.requestPEM.utf8), label: "CERTIFICATE REQUEST"))
        let theirs = try CertificateRequest(der: published)
        let request = try Self.make(key: Secp256k1Tests.sdkKey())
        let ours = try CertificateRequest(der: request.der)
        #expect(Hex.encode(ours.infoDER) == Hex.encode(theirs.infoDER))
        #expect(
            ours.extensions.map { Hex.encode($0.value) } == [
                SDKVectors.templateExtensionHex, SDKVectors.sanExtensionHex,
            ])
        // Armour, 64 characters a line, line end last: as published.
        let lines = String(decoding: request.pem, as: UTF8.self)
        #expect(lines.hasPrefix("-----BEGIN CERTIFICATE REQUEST-----\nMIICF"))
        #expect(lines.hasSuffix("\n-----END CERTIFICATE REQUEST-----\n"))
    }

    @Test(
        "each environment names its template",
        arguments: [
            (Environment.sandbox, "TSTZATCA-Code-Signing"), (.emulator, "TSTZATCA-Code-Signing"),
            (.simulation, "PREZATCA-Code-Signing"), (.production, "ZATCA-Code-Signing"),
        ])
    func template(environment: Environment, name: String) throws {
        let request = try CertificateRequest(
            der: Self.make(environment: environment, key: .generate()).der)
        #expect(request.extensions.first?.value == DER.utf8(name))
    }

    @Test("OpenSSL verifies an Arabic request and prints its texts")
    func opensslReadsRequest() throws {
        let profile = EGSUnitProfile(
            name: "TST-1", serial: "1-TST|2-TST|3-1", branch: "فرع الرياض", documents: "0100",
            location: "RRRD2929", industry: "أنشطة توريدات")
        let request = try Self.make(
            profile, organization: "شركة توريد التكنولوجيا بأقصى سرعة المحدودة", key: .generate())
        let bench = try Workbench()
        try bench.write(request.pem, to: "request.pem")
        let shown = try bench.must(
            "openssl", "req", "-in", "request.pem", "-verify", "-noout", "-subject", "-nameopt",
            "utf8,sep_comma_plus,sname", "-text")
        #expect(
            shown.text.contains(
                "C=SA,OU=فرع الرياض,O=شركة توريد التكنولوجيا بأقصى سرعة المحدودة,CN=TST-1"))
        #expect(shown.text.contains("ASN1 OID: secp256k1"))
    }

    @Test("a changed request is refused")
    func changedRequest() throws {
        let request = try Self.make(key: .generate())
        var bytes = request.der
        let place = try #require(
            bytes.indices.first { bytes[$0...].starts(with: Array("RRRD".utf8)) })
        bytes[place] = UInt8(ascii: "S")
        #expect(throws: CertificateError.badSelfSignature) { try CertificateRequest(der: bytes) }
        let authority = Self.authority()
        #expect(throws: TestAuthorityError.request(.badSelfSignature)) {
            try authority.issue(csrDER: bytes, notBefore: Self.start, notAfter: Self.end)
        }
        let plain = CertificateRequest(
            subject: DistinguishedName([("2.5.4.3", .utf8, "x")]), extensions: [], key: .generate())
        #expect(throws: TestAuthorityError.noUnit) {
            try authority.issue(csrDER: plain.der, notBefore: Self.start, notAfter: Self.end)
        }
    }

    @Test("the authority refuses OpenSSL's request for another curve")
    func otherCurve() throws {
        let bench = try Workbench()
        try bench.must(
            "openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", "key", "-subj", "/CN=x", "-outform", "DER", "-out", "request")
        let request = try bench.read("request")
        #expect(throws: TestAuthorityError.request(.notSecp256k1)) {
            try Self.authority().issue(csrDER: request, notBefore: Self.start, notAfter: Self.end)
        }
    }

    /// 2026-01-01T00:00:00Z, and 2060 so that both forms of time are written.
    static let start = Instant(secondsSince1970: 1_767_225_600)
    static let end = Instant(secondsSince1970: 2_840_140_800)

    static func authority() -> TestAuthority {
        TestAuthority.generate(notBefore: start, notAfter: end)
    }

    @Test("OpenSSL verifies an issued certificate; we read from it what was asked for")
    func issue() throws {
        let key = Secp256k1PrivateKey.generate()
        let authority = Self.authority()
        let request = try Self.make(key: key)
        let der = try authority.issue(
            csrDER: request.der, notBefore: Self.start, notAfter: Self.end)
        let bench = try Workbench()
        try bench.write(PEM.encode(authority.certificateDER, label: "CERTIFICATE"), to: "ca.pem")
        try bench.write(PEM.encode(der, label: "CERTIFICATE"), to: "unit.pem")
        let verified = try bench.must(
            "openssl", "verify", "-x509_strict", "-attime", "1800000000", "-CAfile", "ca.pem",
            "ca.pem", "unit.pem")
        #expect(verified.text == "ca.pem: OK\nunit.pem: OK\n")
        let dates = try bench.must("openssl", "x509", "-in", "unit.pem", "-noout", "-dates")
        #expect(
            dates.text == "notBefore=Jan  1 00:00:00 2026 GMT\nnotAfter=Jan  1 00:00:00 2060 GMT\n")

        let certificate = try StampingCertificate(der: der)
        #expect(certificate.class == .emulator)
        #expect(certificate.issuerText == "CN=Sijil Test CA, DC=test")
        #expect(certificate.publicKey == key.publicKey)
        #expect(certificate.vat == "399999999900003")
        #expect(certificate.unitSerial == Self.profile.serial)
        #expect(certificate.documents == "1100")
        #expect(certificate.certificate.notBefore == Self.start.secondsSince1970)
        #expect(certificate.certificate.notAfter == Self.end.secondsSince1970)
        #expect(certificate.certificate.isSigned(by: authority.publicKey.spkiDER))
        #expect(!certificate.certificate.isSigned(by: key.publicKey.spkiDER))
        #expect(certificate.isValid(at: Self.start))
        #expect(certificate.isValid(at: Self.end))
        #expect(!certificate.isValid(at: Instant(secondsSince1970: Self.end.secondsSince1970 + 1)))
        #expect(try Certificate(der: authority.certificateDER).isAuthority)
        #expect(!certificate.certificate.isAuthority)
    }

    @Test("same key, times and serial: same certificate; a serial is 19 bytes and positive")
    func deterministic() throws {
        let (key, request) = (Secp256k1PrivateKey.generate(), try Self.make(key: .generate()))
        let serial = TestAuthority.newSerial()
        #expect(serial.count == 19 && (1...0x7F).contains(serial[0]))
        let twice = try (0..<2).map { _ in
            let authority = TestAuthority(key: key, notBefore: Self.start, notAfter: Self.end)
            return authority.certificateDER
                + (try authority.issue(
                    csrDER: request.der, notBefore: Self.start, notAfter: Self.end, serial: serial))
        }
        #expect(twice[0] == twice[1])
    }
}
