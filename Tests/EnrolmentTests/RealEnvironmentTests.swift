import Cryptography
import EGS
import Encoding
import Foundation
import Testing

@Suite("The real environments, reached through a proxy on this computer", .serialized)
struct RealEnvironmentTests {
    struct Place: Sendable, CustomTestStringConvertible {
        let environment: String
        let base: String
        var testDescription: String { environment }

        static let simulation = Place(
            environment: "simulation", base: "/e-invoicing/simulation")
        static let production = Place(environment: "production", base: "/e-invoicing/core")
        static let sandbox = Place(
            environment: "sandbox", base: "/e-invoicing/developer-portal")
    }

    private func enrol(
        _ town: Town, _ gateway: RealGateway, _ more: String..., code: String? = nil
    ) throws -> Outcome {
        let text = try code ?? town.code()
        return try town.bench.sijil(
            ["cert", "enrol", "--otp", text, "--passphrase-file", "pass", "--json", "--no-backup"]
                + gateway.arguments + more)
    }

    @Test(
        "the emulator's certificates are refused there", arguments: [Place.simulation, .production])
    func emulatorsCertificate(_ place: Place) throws {
        let town = try Town(environment: place.environment)
        try town.scenario(#"{"stands_for": "\#(place.environment)"}"#)
        let gateway = try RealGateway(town, base: place.base)
        let outcome = try enrol(town, gateway)
        #expect(outcome.status == 2)
        #expect(outcome.errorCode == "certificate-for-other-environment", "\(outcome.output)")
        try BadAnswer.checkWords(outcome, place.environment)
        #expect(gateway.seen.first == "CONNECT \(RealGateway.host):443 HTTP/1.1")
        #expect(gateway.seen.contains("POST \(place.base)/production/csids HTTP/1.1"))
        let issued = try town.issue()
        #expect(issued.outcome.status == 2, "\(issued.outcome.output)")
    }

    @Test(
        "with an issuer like the real one the unit is connected, issues and renews",
        arguments: [Place.simulation, .production])
    func connected(_ place: Place) throws {
        let town = try Town(environment: place.environment)
        try town.scenario(#"{"stands_for": "\#(place.environment)"}"#)
        let gateway = try RealGateway(town, base: place.base)
        RealNames.put(on: town.gate)
        let outcome = try enrol(town, gateway)
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.talk)")
        let shown = try town.bench.must("cert", "show", "--json").json()
        #expect(
            shown.last?["issuer"]?.text
                == "CN=PRZEINVOICESCA4-CA, DC=extgazt, DC=gov, DC=local")
        #expect(try town.issue().line?["icv"] == .number("1"))
        let code = try town.code()
        let renewed = try town.bench.sijil(
            [
                "cert", "renew", "--otp", code, "--passphrase-file", "pass", "--json",
                "--with-pending",
            ] + gateway.arguments)
        #expect(renewed.status == 0, "\(renewed.output)\(renewed.talk)")
        #expect(try renewed.json().last?["epoch"] == .number("2"))
        let requests = gateway.seen.filter { !$0.hasPrefix("CONNECT") }
        #expect(requests.contains("PATCH \(place.base)/production/csids HTTP/1.1"))
        let isOnlyThere = requests.allSatisfy { line in line.contains(" \(place.base)/") }
        #expect(isOnlyThere, "\(requests)")
    }

    @Test("a production ledger without a backup is not enrolled")
    func backup() throws {
        let town = try Town(environment: "production")
        let outcome = try town.certify("enrol")
        #expect(outcome.errorCode == "backup-missing", "\(outcome.output)")
        try BadAnswer.checkWords(outcome, "backup")
    }

    @Test("in the sandbox the calls are rehearsed, and issuing is refused")
    func sandbox() throws {
        let town = try Town(environment: "sandbox")
        try town.scenario(#"{"canned_certificates": true}"#)
        let gateway = try RealGateway(town, base: Place.sandbox.base)
        let outcome = try enrol(town, gateway)
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.talk)")
        #expect(outcome.talk.contains("rehearsed"), "\(outcome.talk)")
        #expect(gateway.seen.contains("POST \(Place.sandbox.base)/production/csids HTTP/1.1"))
        let issued = try town.issue()
        #expect(issued.outcome.status == 2)
        #expect(issued.outcome.errorCode == "no-active-certificate", "\(issued.outcome.output)")
        try BadAnswer.checkWords(issued.outcome, "issue")
        let again = try enrol(town, gateway)
        #expect(again.status == 0, "\(again.output)\(again.talk)")
        let files = try town.keyFiles()
        #expect(files.count { $0.hasPrefix("key-") && $0.hasSuffix(".p8") } == 1)
        #expect(!files.contains { $0.hasPrefix("pending-") || $0.hasPrefix("secret-") })
    }

    @Test(
        "nothing is sent to a server whose certificate is not right",
        arguments: RealGateway.Flaw.allCases.filter { $0 != .none })
    func flaws(_ flaw: RealGateway.Flaw) throws {
        let town = try Town(environment: "simulation")
        try town.scenario(#"{"stands_for": "simulation"}"#)
        let gateway = try RealGateway(town, base: Place.simulation.base, flaw: flaw)
        let outcome = try enrol(town, gateway)
        #expect(outcome.status == 2)
        #expect(outcome.errorCode == "authority-never-sent", "\(outcome.output)")
        try BadAnswer.checkWords(outcome, flaw.rawValue)
        #expect(!gateway.seen.contains { $0.hasPrefix("POST") }, "\(gateway.seen)")
        #expect(!(outcome.output + outcome.talk).contains(town.allCodes[0]))
        // The code was not spent: the same one is good with the right certificate.
        RealNames.put(on: town.gate)
        let right = try RealGateway(town, base: Place.simulation.base)
        let again = try enrol(town, right, code: town.allCodes[0])
        #expect(again.status == 0, "\(again.output)\(again.talk)")
    }
}

/// Gives the emulator's production certificates an issuer with the real authority's name. The
/// emulator itself must never be able to: such certificates would pass for real ones.
enum RealNames {
    static func put(on gate: Gate) {
        // What we were given for what, so that the emulator knows its own tokens again.
        let tokens = Locked<[String: String]>([:])
        gate.react { request in
            let known = login(of: request)
            let original = known.flatMap { tokens.now[$0.token] }
            var sent = request
            if let known, let original {
                sent = request.replacing(
                    known.basic, Base64.encode(Array("\(original):\(known.secret)".utf8)))
            }
            guard request.path.hasSuffix("/production/csids") else { return .send(sent, nil) }
            return .send(sent) { answer in
                guard let own = token(in: answer), let ours = renamed(own) else { return answer }
                tokens.withLock { $0[ours] = own }
                let text = String(decoding: answer, as: UTF8.self)
                let changed = text.replacingOccurrences(of: own, with: ours)
                let body = changed.components(separatedBy: "\r\n\r\n").dropFirst().joined()
                return Forger.http(200, body)
            }
        }
    }

    private static func login(
        of request: Gate.Request
    ) -> (basic: String, token: String, secret: String)? {
        let head = String(decoding: request.bytes[..<request.bodyStart], as: UTF8.self)
        guard
            let line = head.components(separatedBy: "\r\n")
                .first(where: { $0.lowercased().hasPrefix("authorization: basic ") })
        else { return nil }
        let basic = String(line.dropFirst("authorization: basic ".count))
        guard let pair = Base64.decode(basic) else { return nil }
        let parts = String(decoding: pair, as: UTF8.self).split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        return (basic, String(parts[0]), String(parts[1]))
    }

    private static func token(in answer: [UInt8]) -> String? {
        let text = String(decoding: answer, as: UTF8.self)
        let body = text.components(separatedBy: "\r\n\r\n").dropFirst().joined()
        return (try? JSONReader.read(Array(body.utf8), limits: .any))?["binarySecurityToken"]?.text
    }

    private static func renamed(_ token: String) -> String? {
        guard let given = try? StampingCertificate(pemDEROrToken: Array(token.utf8)) else {
            return nil
        }
        let names = given.certificate.sanDirectory.map {
            (oid: $0.key, type: DistinguishedName.TextType.utf8, value: $0.value)
        }
        let template = CertificateTemplate(
            serial: [1] + SecureRandom.bytes(15), issuer: Forger.Issuer.real.name,
            subject: DistinguishedName([("2.5.4.3", .utf8, Town.unit)]),
            notBefore: given.certificate.notBefore, notAfter: given.certificate.notAfter,
            subjectKey: given.publicKey,
            extensions: [.alternativeName(DistinguishedName(names))])
        let der = template.signed(by: .generate())
        return Base64.encode(Base64.encodeToBytes(der))
    }
}
