import Cryptography
import EGS
import Emulator
import Encoding
import Invoicing
import TestSupport
import Testing

@Suite("enrolment and renewal, over loopback")
struct EnrolmentTests {
    @Test(
        "a unit gets from nothing to a production certificate",
        arguments: [("1000", 3), ("0100", 3), ("1100", 6)])
    func wholeWay(documents: String, steps: Int) throws {
        let desk = try Desk()
        let firm = Firm(desk, documents: documents)
        let compliance = try firm.enrol()
        #expect(compliance.certificate.class == .compliance)
        #expect(compliance.certificate.publicKey == firm.key.publicKey)

        let early = try firm.production(compliance)
        #expect(early.status == 400)
        #expect(early.json.refusal == "Missing-ComplianceSteps")
        let message = early.json["errors"]?.items.first?["message"]?.text ?? ""
        #expect(message.split(separator: ":").last?.split(separator: ",").count == steps)

        try firm.passChecks(compliance)
        let production = try Credential(firm.production(compliance))
        #expect(production.certificate.class == .emulator)
        #expect(production.certificate.vat == Desk.vat)
        #expect(production.certificate.documents == documents)
        #expect(production.requestID == compliance.requestID)
        // Asked again, as after a lost answer, there is still only one.
        #expect(try Credential(firm.production(compliance)).token == production.token)
    }

    @Test("a step that passed is not asked for again, and the others are named")
    func missingSteps() throws {
        let desk = try Desk()
        let firm = Firm(desk, documents: "0100")
        let csid = try firm.enrol()
        let credit = try firm.document(.simplified, .creditNote, csid: csid)
        #expect(try firm.send("/compliance/invoices", credit, csid).status == 200)
        let reply = try firm.production(csid)
        let message = reply.json["errors"]?.items.first?["message"]?.text ?? ""
        #expect(message.hasSuffix(": simplified-compliant, simplified-debit-note-compliant"))
    }

    /// One thing wrong with a call to `/compliance` each.
    struct Refused: CustomTestStringConvertible, Sendable {
        let name: String
        let status: Int
        let code: String?
        let call: @Sendable (Desk, Firm) throws -> Reply
        var testDescription: String { name }
    }

    static func enrol(
        _ desk: Desk, otp: String?, _ body: JSONValue
    ) throws -> Reply {
        try desk.call("POST", "/compliance", otp.map { [("OTP", $0)] } ?? [], body)
    }

    static let refused: [Refused] = [
        Refused(name: "no interface version", status: 406, code: nil) { desk, _ in
            try Wire.send(
                "POST", Authority.basePath + "/compliance", port: desk.server.port,
                headers: [("OTP", "123456")], body: Array("{}".utf8))
        },
        Refused(name: "another interface version", status: 406, code: nil) { desk, _ in
            try Wire.send(
                "POST", Authority.basePath + "/compliance", port: desk.server.port,
                headers: [("Accept-Version", "V1")], body: Array("{}".utf8))
        },
        Refused(name: "no code", status: 400, code: "Missing-OTP") { desk, firm in
            try enrol(desk, otp: nil, ["csr": .string(firm.request())])
        },
        Refused(name: "a body that is no JSON", status: 400, code: nil) { desk, _ in
            try Wire.send(
                "POST", Authority.basePath + "/compliance", port: desk.server.port,
                headers: [("Accept-Version", "V2"), ("OTP", desk.code())], body: Array("{".utf8))
        },
        Refused(name: "no request", status: 400, code: "Missing-CSR") { desk, _ in
            try enrol(desk, otp: desk.code(), [:])
        },
        Refused(name: "a code that nobody made", status: 400, code: "Invalid-OTP") { desk, firm in
            let code = try desk.code()
            let other = code == "000000" ? "000001" : "000000"
            return try enrol(desk, otp: other, ["csr": .string(firm.request())])
        },
        Refused(name: "another taxpayer's code", status: 400, code: "Invalid-OTP") { desk, firm in
            try enrol(desk, otp: desk.code("310000000000003"), ["csr": .string(firm.request())])
        },
        Refused(name: "a code after its hour", status: 400, code: "Invalid-OTP") { desk, firm in
            let code = try desk.code()
            desk.clock.advance(3_600)
            return try enrol(desk, otp: code, ["csr": .string(firm.request())])
        },
        Refused(name: "a code that was used", status: 400, code: "Invalid-OTP") { desk, firm in
            let code = try desk.code()
            let first = try enrol(desk, otp: code, ["csr": .string(firm.request())])
            try #require(first.status == 200)
            return try enrol(desk, otp: code, ["csr": .string(firm.request())])
        },
        Refused(name: "base64 of the DER alone", status: 400, code: "Invalid-CSR") { desk, firm in
            let pem = try #require(Base64.decode(firm.request()))
            let der = try #require(PEM.firstBlock(in: pem, label: "CERTIFICATE REQUEST"))
            return try enrol(desk, otp: desk.code(), ["csr": .string(Base64.encode(der))])
        },
        Refused(name: "another environment's template", status: 400, code: "Invalid-CSR") {
            desk, firm in
            try enrol(desk, otp: desk.code(), ["csr": .string(firm.request(.production))])
        },
        Refused(name: "signed by another key", status: 400, code: "Invalid-CSR") { desk, firm in
            let pem = try #require(Base64.decode(firm.request()))
            var der = try #require(PEM.firstBlock(in: pem, label: "CERTIFICATE REQUEST"))
            // The last byte belongs to s of the signature.
            der[der.count - 1] ^= 1
            let text = Base64.encode(PEM.encode(der, label: "CERTIFICATE REQUEST"))
            return try enrol(desk, otp: desk.code(), ["csr": .string(text)])
        },
    ]

    @Test("each wrong request is refused with its code", arguments: refused)
    func refusals(row: Refused) throws {
        let desk = try Desk()
        let reply = try row.call(desk, Firm(desk))
        #expect(reply.status == row.status)
        #expect(reply.json.refusal == row.code)
        if row.status == 406 {
            #expect(
                reply.text == "This Version is not supported or not provided in the header.")
            #expect(reply.headers["content-type"]?.hasPrefix("text/plain") == true)
        }
    }

    /// Requests by openssl, each with one field that section B forbids.
    static let badFields: [(name: String, subject: String, unit: String)] = [
        ("no country", "/OU=Riyadh/O=Firm/CN=Riyadh-1", good),
        ("another order", "/C=SA/O=Firm/OU=Riyadh/CN=Riyadh-1", good),
        ("another country", "/C=AE/OU=Riyadh/O=Firm/CN=Riyadh-1", good),
        ("a refused character", "/C=SA/OU=Riyadh/O=Firm & Sons/CN=Riyadh-1", good),
        ("serial without parts", subject, unit(serial: "Sijil")),
        ("VAT number too short", subject, unit(vat: "39999999990000")),
        ("no kind of document", subject, unit(documents: "0000")),
        ("a group without TIN", subject, unit(vat: "399999999910003")),
    ]
    private static let subject = "/C=SA/OU=Riyadh/O=Firm/CN=Riyadh-1"
    private static let good = unit()

    private static func unit(
        serial: String = "1-A|2-B|3-C", vat: String = Desk.vat, documents: String = "1100"
    ) -> String {
        """
        SN = \(serial)
        UID = \(vat)
        title = \(documents)
        registeredAddress = RRRD2929
        businessCategory = Retail
        """
    }

    /// A request by openssl, as base64 of its PEM.
    static func opensslRequest(_ subject: String, _ unit: String) throws -> String {
        let folder = try TemporaryFolder()
        let settings = """
            [req]
            distinguished_name = name
            req_extensions = extensions
            string_mask = utf8only
            utf8 = yes
            prompt = no
            [name]
            [extensions]
            1.3.6.1.4.1.311.20.2 = ASN1:UTF8String:TSTZATCA-Code-Signing
            subjectAltName = dirName:unit
            [unit]
            \(unit)
            """
        try folder.write(Array(settings.utf8), to: "settings")
        let made = try shell(
            """
            cd '\(folder.path)' && openssl ecparam -name secp256k1 -genkey -noout -out key.pem &&
            openssl req -new -key key.pem -config settings -subj '\(subject)' -out csr.pem &&
            base64 -w0 < csr.pem
            """)
        try #require(made.status == 0, "\(made.output)")
        return made.output
    }

    @Test(
        "an organization of more than 64 characters is refused", arguments: [(64, 200), (65, 400)])
    func organizationLength(characters: Int, status: Int) throws {
        let desk = try Desk()
        let firm = Firm(desk)
        let pem = try #require(Base64.decode(firm.request()))
        let der = try #require(PEM.firstBlock(in: pem, label: "CERTIFICATE REQUEST"))
        let name = String(repeating: "ش", count: characters)
        // Our own requests hold to the bound, and openssl's too: this one is put together.
        let request = CertificateRequest(
            subject: DistinguishedName([
                ("2.5.4.6", .printable, "SA"), ("2.5.4.11", .utf8, "Riyadh"),
                ("2.5.4.10", .utf8, name), ("2.5.4.3", .utf8, "Riyadh-1"),
            ]), extensions: try CertificateRequest(der: der).extensions, key: firm.key)
        let reply = try Self.enrol(
            desk, otp: try desk.code(), ["csr": .string(Base64.encode(request.pem))])
        #expect(reply.status == status, "\(reply.text)")
    }

    @Test("openssl's request is taken when every field is right")
    func opensslAccepted() throws {
        let desk = try Desk()
        let request = try Self.opensslRequest(Self.subject, Self.good)
        let reply = try Self.enrol(desk, otp: try desk.code(), ["csr": .string(request)])
        #expect(reply.status == 200, "\(reply.text)")
        #expect(try Credential(reply).certificate.unitSerial == "1-A|2-B|3-C")
    }

    @Test("openssl's request is refused for one wrong field", arguments: badFields)
    func badField(row: (name: String, subject: String, unit: String)) throws {
        let desk = try Desk()
        let request = try Self.opensslRequest(row.subject, row.unit)
        let code = try desk.code()
        let reply = try Self.enrol(desk, otp: code, ["csr": .string(request)])
        #expect(reply.status == 400)
        #expect(reply.json.refusal == "Invalid-CSR", "\(reply.text)")
        // A refused request leaves the code good.
        let sound = try Firm(desk).request()
        #expect(try Self.enrol(desk, otp: code, ["csr": .string(sound)]).status == 200)
    }

    @Test("the production CSID wants its request's number and the compliance CSID")
    func productionRefusals() throws {
        let desk = try Desk()
        let firm = Firm(desk)
        let csid = try firm.enrol()
        let path = "/production/csids"
        let body: JSONValue = ["compliance_request_id": .string(csid.requestID)]
        #expect(try desk.call("POST", path, [], body).json.refusal == "Missing-CurrentCCSID")
        let wrong = ("Authorization", "Basic " + Base64.encode(Array("\(csid.token):no".utf8)))
        let unauthorized = try desk.call("POST", path, [wrong], body)
        #expect(unauthorized.status == 401)
        #expect(unauthorized.json["error"]?.text == "Unauthorized")
        #expect(unauthorized.json["status"] == .number("401"))
        let login = [csid.login]
        #expect(
            try desk.call("POST", path, login, [:]).json.refusal
                == "Missing-compliance_request_id")
        #expect(
            try desk.call("POST", path, login, ["compliance_request_id": "7"]).json.refusal
                == "Invalid-ComplianceRequestId")
        let active = try firm.active()
        #expect(
            try desk.call("POST", path, [active.login], body).json.refusal
                == "Invalid-CurrentCCSID")
        #expect(try firm.renew(csid).json.refusal == "Invalid-currentCSID")
        let patched = try desk.call(
            "PATCH", path, [("OTP", try desk.code())], ["csr": .string(try firm.request())])
        #expect(patched.json.refusal == "Missing-currentCSID")
    }

    @Test("renewal at once gives a new certificate and takes the old one back")
    func renewalIssued() throws {
        let desk = try Desk()
        let firm = Firm(desk)
        let old = try firm.active()
        firm.key = .generate()
        let reply = try firm.renew(old)
        #expect(reply.status == 200)
        #expect(reply.json["dispositionMessage"]?.text == "ISSUED")
        let new = try Credential(reply)
        #expect(new.certificate.publicKey == firm.key.publicKey)
        let document = try firm.document(.simplified, csid: new)
        #expect(try firm.report(document, old).status == 401)
        #expect(try firm.report(document, new).status == 200)
    }

    @Test(
        "renewal may ask for the checks again; the old certificate works until then",
        arguments: [("not-compliant", 428), ("not-compliant-200", 200)])
    func renewalNotCompliant(mode: String, status: Int) throws {
        let desk = try Desk(#"{"renewal": "\#(mode)"}"#)
        let firm = Firm(desk, documents: "0100")
        let old = try firm.active()
        let oldDocument = try firm.document(.simplified, csid: old)
        firm.key = .generate()
        let reply = try firm.renew(old)
        #expect(reply.status == status)
        #expect(reply.json["dispositionMessage"]?.text == "NOT_COMPLIANT")
        let compliance = try Credential(reply)
        #expect(compliance.certificate.class == .compliance)
        #expect(try firm.report(oldDocument, old).status == 200)
        #expect(try firm.production(compliance).json.refusal == "Missing-ComplianceSteps")
        try firm.passChecks(compliance)
        let new = try Credential(firm.production(compliance))
        #expect(try firm.report(oldDocument, old).status == 401)
        let document = try firm.document(.simplified, csid: new)
        #expect(try firm.report(document, new).status == 200)
    }

    @Test("a renewal for another unit or with a spent code is refused")
    func renewalRefusals() throws {
        let desk = try Desk()
        let firm = Firm(desk)
        let csid = try firm.active()
        let other = Firm(desk)
        other.vat = "310000000000003"
        let wrong = try desk.call(
            "PATCH", "/production/csids", [csid.login, ("OTP", try desk.code())],
            ["csr": .string(try other.request())])
        #expect(wrong.json.refusal == "Invalid-CSR")
        #expect(try firm.renew(csid, code: "").json.refusal == "Missing-OTP")
        let code = try desk.code()
        let renewed = try Credential(firm.renew(csid, code: code))
        #expect(try firm.renew(renewed, code: code).json.refusal == "Invalid-OTP")
    }

    @Test("canned certificates are for another key, and nothing is asked for before production")
    func canned() throws {
        let desk = try Desk(#"{"canned_certificates": true}"#)
        let firm = Firm(desk)
        let compliance = try firm.enrol()
        #expect(compliance.certificate.publicKey != firm.key.publicKey)
        let production = try Credential(firm.production(compliance))
        #expect(production.certificate.publicKey != firm.key.publicKey)
    }

    @Test("a short-lived certificate opens nothing after its end")
    func shortLived() throws {
        let desk = try Desk(#"{"certificate_seconds": 60}"#)
        let firm = Firm(desk)
        let csid = try firm.active()
        let document = try firm.document(.simplified, csid: csid)
        desk.clock.advance(60)
        #expect(try firm.report(document, csid).status == 200)
        desk.clock.advance(1)
        #expect(try firm.renew(csid).status == 401)
    }

    @Test("openssl verifies every certificate under the authority's own")
    func openssl() throws {
        let desk = try Desk()
        let firm = Firm(desk)
        let compliance = try firm.enrol()
        try firm.passChecks(compliance)
        let production = try Credential(firm.production(compliance))
        let folder = try TemporaryFolder()
        let roots = try desk.admin("GET", "/admin/authority.pem")
        try folder.write(roots.body, to: "roots.pem")
        for (name, csid) in [("compliance", compliance), ("production", production)] {
            let der = csid.certificate.certificate.der
            try folder.write(PEM.encode(der, label: "CERTIFICATE"), to: name)
            let verdict = try shell(
                """
                openssl verify -x509_strict -attime \(desk.clock.now.secondsSince1970 + 1) \
                -CAfile '\(folder.file("roots.pem"))' '\(folder.file(name))'
                """)
            // A compliance certificate is as bare as the authority's own: it names no keys.
            if name == "production" { #expect(verdict.status == 0, "\(verdict.output)") }
            let lenient = try shell(
                """
                openssl verify -attime \(desk.clock.now.secondsSince1970 + 1) \
                -CAfile '\(folder.file("roots.pem"))' '\(folder.file(name))'
                """)
            #expect(lenient.status == 0, "\(lenient.output)")
        }
        let text = try shell(
            "openssl x509 -noout -issuer -serial -in '\(folder.file("compliance"))'")
        #expect(text.output.contains("issuer=CN = eInvoicing"))
    }

    @Test("messages come in Arabic when Arabic is asked for")
    func arabic() throws {
        let desk = try Desk()
        let reply = try desk.call("POST", "/compliance", [("Accept-Language", "ar")], [:])
        #expect(reply.json["errors"]?.items.first?["message"]?.text == "رمز التحقق مطلوب")
    }
}
