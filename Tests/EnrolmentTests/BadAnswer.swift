import EGS
import Encoding
import Foundation
import Testing

/// One thing that goes wrong with an enrolment or a renewal, and what must be said of it.
struct BadAnswer: Sendable, CustomTestStringConvertible {
    let name: String
    var way = Way.enrol
    /// What the gate does to requests; the first argument tells how many came before.
    var gate: (@Sendable (Int, Gate.Request) -> Gate.Reaction)?
    /// Rules for the emulator, and other members of its scenario.
    var rules: String?
    var more: String?
    var code: Code = .fresh
    var shim = Shim.cheap
    var limit: String?
    var before: @Sendable (Town) throws -> Void = { _ in }
    var after: @Sendable (Town) throws -> Void = { _ in }
    /// 0 where the program bears it.
    var exit: Int32 = 2
    var says = ""
    /// Whether the request went out at all.
    var isSent = true

    enum Code: Sendable { case fresh, text(String), expired, spent }

    var testDescription: String { name }

    /// What the emulator's rule makes of the first request to an endpoint.
    static func fault(
        _ name: String, _ fault: String, at endpoint: String = "compliance-csid", _ says: String,
        exit: Int32 = 2, way: Way = .enrol, shim: Shim = .cheap
    ) -> BadAnswer {
        BadAnswer(
            name: name, way: way, rules: #"[{"endpoint": "\#(endpoint)", "fault": \#(fault)}]"#,
            shim: shim, exit: exit, says: says)
    }

    static func status(_ status: Int, _ says: String, more: String = "") -> BadAnswer {
        fault("status \(status)\(more)", #"{"kind": "status", "status": \#(status)\#(more)}"#, says)
    }

    static func forged(_ name: String, _ lie: Forger.Lie, _ says: String) -> BadAnswer {
        BadAnswer(
            name: name,
            gate: { _, request in
                request.path.hasSuffix("/compliance") ? .answer(Forger.answer(request, lie)) : .pass
            }, says: says)
    }

    static func code(
        _ name: String, _ code: Code, _ says: String, isSent: Bool = true
    ) -> BadAnswer {
        BadAnswer(name: name, code: code, says: says, isSent: isSent)
    }

    // MARK: Rows

    static let codes: [BadAnswer] = [
        .code("a wrong code", .text("000000"), "authority-csid-refused"),
        .code("an expired code", .expired, "authority-csid-refused"),
        .code("a code used before", .spent, "authority-csid-refused"),
        .code("five digits", .text("12345"), "one-time-code-malformed", isSent: false),
        .code("seven digits", .text("1234567"), "one-time-code-malformed", isSent: false),
        .code("a letter in the code", .text("12345a"), "one-time-code-malformed", isSent: false),
        .code(
            "a line break in the code", .text("123456\r\nX: y"), "one-time-code-malformed",
            isSent: false),
    ]

    static let certificates: [BadAnswer] = [
        .fault("a certificate for another key", #""other-key""#, "certificate-for-other-key"),
        .fault(
            "a production certificate for another key", #""other-key""#, at: "production-csid",
            "certificate-for-other-key"),
        .fault(
            "a renewed certificate for another key", #""other-key""#, at: "renewal",
            "certificate-for-other-key", way: .renewChecked),
        .forged(
            "another VAT number",
            .init(attribute: UnitAttribute.vat, value: "300000000000003"),
            "certificate-for-other-vat"),
        .forged(
            "another unit's serial",
            .init(attribute: UnitAttribute.serial, value: "1-Sijil|2-1|3-other"),
            "certificate-for-other-unit"),
        .forged(
            "another document map", .init(attribute: UnitAttribute.documents, value: "1000"),
            "certificate-for-other-documents"),
        .forged(
            "a certificate that has ended",
            .init(beginsSecondsFromNow: -7_200, endsSecondsFromNow: -60), "certificate-ended"),
        .forged(
            "a certificate from tomorrow on", .init(beginsSecondsFromNow: 86_400),
            "certificate-not-yet-valid"),
        .fault("a token encoded once", #""single-base64-token""#, "token-encoded-once"),
        .forged("a token that is no base64", .init(token: .words), "token-not-base64"),
        .forged(
            "a token without certificate", .init(token: .noCertificate), "token-no-certificate"),
        .forged("a certificate cut short", .init(token: .broken), "token-no-certificate"),
    ]

    static let lines: [BadAnswer] = [
        .fault("an answer cut in the middle", #""cut""#, "authority-unknown"),
        .fault("a page with 200", #""html""#, "authority-unknown"),
        .fault("200 and nothing", #""empty""#, "authority-unknown"),
        .fault("a redirect", #""redirect""#, "authority-redirected"),
        .fault("nulls for lists", #""null-arrays""#, "", exit: 0),
        .fault("another shape of the answer", #""odd-shape""#, "", exit: 0),
        .fault(
            "silence", #"{"kind": "hang"}"#, "authority-unknown",
            shim: Shim(deadlineMilliseconds: 700)),
        .fault("closed without a word", #""drop""#, "authority-unknown"),
        .status(401, "authority-unauthorised"),
        .status(403, "authority-forbidden"),
        .status(404, "authority-unexpected-status"),
        .status(406, "authority-version-refused"),
        .status(413, "authority-too-large"),
        .status(429, "authority-too-many-requests", more: #", "retry_after": 3600"#),
        .status(429, "authority-too-many-requests", more: #", "retry_after": 2"#),
        .status(500, "authority-server-trouble"),
        .status(503, "authority-server-trouble", more: #", "retry_after": 3600"#),
        .status(504, "authority-server-trouble"),
        BadAnswer(
            name: "nobody listens", before: { $0.gate.shut() }, after: { try $0.gate.open() },
            says: "authority-never-sent", isSent: false),
        BadAnswer(
            name: "an answer of two million bytes",
            gate: { _, request in
                request.path.hasSuffix("/compliance")
                    ? .edit { _ in Self.huge } : .pass
            }, says: "token-not-base64"),
    ]

    /// A CSID with a member that nobody needs and that is too long to keep.
    private static let huge = Forger.http(
        200,
        """
        {"requestID": 1, "dispositionMessage": "ISSUED", "binarySecurityToken": "YQ==",
         "secret": "\(Forger.secret)", "x": "\(String(repeating: "x", count: 2_000_000))"}
        """)

    static let surroundings: [BadAnswer] = [
        BadAnswer(
            name: "a wrong passphrase", before: { try $0.bench.write("another one\n", to: "pass") },
            after: { try $0.bench.write(Town.passphrase + "\n", to: "pass") },
            says: "wrong-passphrase", isSent: false),
        BadAnswer(
            name: "the clock a day behind", shim: Shim(clockSeconds: -86_400),
            says: "clock-behind", isSent: false),
        BadAnswer(
            name: "a ledger that another program keeps locked",
            limit: #"""
                exec python3 -c 'import sqlite3, subprocess, sys
                c = sqlite3.connect("shop.sijil", isolation_level=None)
                c.execute("BEGIN EXCLUSIVE")
                sys.exit(subprocess.run(sys.argv[1:]).returncode)' "$0" "$@"
                """#, says: "ledger-busy", isSent: false),
        BadAnswer(
            name: "no key folder",
            before: { try rename("shop.sijil.keys", "aside", in: $0) },
            after: { try rename("aside", "shop.sijil.keys", in: $0) }, says: "keys-missing",
            isSent: false),
    ]

    @Sendable private static func rename(_ from: String, _ to: String, in town: Town) throws {
        try FileManager.default.moveItem(
            atPath: town.bench.path(from), toPath: town.bench.path(to))
    }

    static let checks: [BadAnswer] = [
        BadAnswer(
            name: "the authority's clock five seconds ahead", more: #""clock_skew_seconds": 5"#,
            shim: Shim(waits: true), exit: 0),
        BadAnswer(
            name: "the authority has forgotten a step",
            gate: { seen, request in
                request.path.hasSuffix("/production/csids") && seen == 0
                    ? .answer(missing) : .pass
            }, exit: 0),
        BadAnswer(
            name: "the authority forgets a step again and again",
            gate: { _, request in
                request.path.hasSuffix("/production/csids") ? .answer(missing) : .pass
            }, says: "authority-csid-refused"),
        BadAnswer(
            name: "a compliance document is rejected",
            gate: { _, request in
                request.path.hasSuffix("/compliance/invoices") ? .answer(rejected) : .pass
            }, says: "authority-rejected"),
        BadAnswer(
            name: "a compliance document fails at the gateway",
            gate: { _, request in
                request.path.hasSuffix("/compliance/invoices")
                    ? .answer(Forger.http(503, "busy")) : .pass
            }, says: "authority-server-trouble"),
        BadAnswer(
            name: "the compliance certificate is no longer taken",
            gate: { _, request in
                request.path.hasSuffix("/compliance/invoices")
                    ? .answer(Forger.http(401, "{}")) : .pass
            }, says: "authority-unauthorised"),
    ]

    private static let missing = Forger.http(
        400,
        """
        {"errors": [{"code": "Missing-ComplianceSteps", "message":
         "Compliance steps for this CSID are not yet complete: simplified-compliant"}]}
        """)

    private static let rejected = Forger.http(
        400,
        """
        {"validationResults": {"infoMessages": [], "warningMessages": [], "errorMessages": [
          {"type": "ERROR", "code": "BR-KSA-98", "category": "KSA", "message": "wrong",
           "status": "ERROR"}], "status": "ERROR"}, "reportingStatus": "NOT_REPORTED"}
        """)

    // MARK: Words

    /// One error in both languages, each in its own letters, with something to do.
    static func checkWords(_ outcome: Outcome, _ place: String) throws {
        let lines = try outcome.json()
        let error = try #require(lines.last?["error"], "\(place): \(outcome.output)")
        for name in ["message", "remedy"] {
            let text = try #require(error[name], "\(place)")
            #expect(text["en"]?.text?.isEmpty == false, "\(place)")
            let isArabic = text["ar"]?.text?.unicodeScalars
                .contains { (0x0621...0x064A).contains($0.value) }
            #expect(isArabic == true, "\(place): \(text.serialized())")
        }
    }
}
