import Cryptography
import EGS
import Encoding
import Invoicing
import StampCheck
import Testing
import UBL

@testable import Emulator

@Suite("faults on order, over loopback")
struct FaultTests {
    /// A desk, a firm with a production CSID, and a document; then the scenario begins.
    private func reporting(_ scenario: String) throws -> (Desk, Firm, Credential, Firm.Document) {
        let desk = try Desk()
        let firm = Firm(desk, documents: "0100")
        let csid = try firm.active()
        let document = try firm.document(.simplified, csid: csid)
        try desk.scenario(scenario)
        return (desk, firm, csid, document)
    }

    private func first(_ fault: String) -> String {
        #"{"rules": [{"endpoint": "reporting", "nth": 1, "fault": \#(fault)}]}"#
    }

    @Test(
        "a dropped answer: whether it was processed shows at the second try",
        arguments: [(false, 200), (true, 409)])
    func drop(isProcessed: Bool, second: Int) throws {
        let (_, firm, csid, document) = try reporting(
            first(#"{"kind": "drop", "processed": \#(isProcessed)}"#))
        let lost = try firm.report(document, csid)
        #expect(lost.status == nil)
        #expect(!lost.isTimedOut)
        #expect(try firm.report(document, csid).status == second)
    }

    @Test("a hanging answer says nothing, then closes", arguments: [(false, 200), (true, 409)])
    func hang(isProcessed: Bool, second: Int) throws {
        let (_, firm, csid, document) = try reporting(
            first(#"{"kind": "hang", "milliseconds": 400, "processed": \#(isProcessed)}"#))
        let impatient = try firm.send(
            "/invoices/reporting/single", document, csid, deadlineMilliseconds: 100)
        #expect(impatient.isTimedOut)
        #expect(impatient.status == nil)
        #expect(try firm.report(document, csid).status == second)
    }

    @Test("a hang ends by itself")
    func hangEnds() throws {
        let (_, firm, csid, document) = try reporting(
            first(#"{"kind": "hang", "milliseconds": 50}"#))
        let closed = try firm.report(document, csid)
        #expect(!closed.isTimedOut)
        #expect(closed.status == nil)
    }

    @Test("a trickle is whole in the end")
    func trickle() throws {
        let (_, firm, csid, document) = try reporting(
            first(#"{"kind": "trickle", "milliseconds": 0}"#))
        let reply = try firm.report(document, csid)
        #expect(reply.status == 200)
        #expect(reply.isComplete)
        #expect(reply.json["reportingStatus"]?.text == "REPORTED")
    }

    @Test("a cut body is shorter than promised, and the document counts")
    func cut() throws {
        let (_, firm, csid, document) = try reporting(first(#"{"kind": "cut", "bytes": 10}"#))
        let reply = try firm.report(document, csid)
        #expect(reply.status == 200)
        #expect(!reply.isComplete)
        #expect(reply.body.count == 10)
        #expect(try firm.report(document, csid).status == 409)
    }

    struct Status: Sendable, CustomTestStringConvertible {
        let status: Int
        var retryAfter: Int?
        let type: String
        var testDescription: String { "\(status)" }
    }

    @Test(
        "any status, with the body and headers that belong to it, and nothing was processed",
        arguments: [
            Status(status: 401, type: "application/json"),
            Status(status: 406, type: "text/plain; charset=utf-8"),
            Status(status: 413, type: "text/html"),
            Status(status: 428, type: "application/json"),
            Status(status: 429, retryAfter: 3, type: "application/json"),
            Status(status: 500, type: "application/json"),
            Status(status: 502, type: "text/html"),
            Status(status: 503, retryAfter: 120, type: "text/html"),
            Status(status: 504, type: "text/html"),
        ])
    func status(row: Status) throws {
        let after = row.retryAfter.map { #", "retry_after": \#($0)"# } ?? ""
        let (_, firm, csid, document) = try reporting(
            first(#"{"kind": "status", "status": \#(row.status)\#(after)}"#))
        let reply = try firm.report(document, csid)
        #expect(reply.status == row.status)
        #expect(reply.headers["retry-after"] == row.retryAfter.map(String.init))
        #expect(reply.headers["content-type"] == row.type)
        #expect(try firm.report(document, csid).status == 200)
    }

    @Test("a page, nothing at all, or a redirect in the answer's place")
    func otherBodies() throws {
        let (desk, firm, csid, document) = try reporting(first(#""html""#))
        let page = try firm.report(document, csid)
        #expect(page.status == 200)
        #expect(page.text.hasPrefix("<html>"))
        try desk.scenario(first(#""empty""#))
        let empty = try firm.report(document, csid)
        #expect(empty.status == 200)
        #expect(empty.body.isEmpty)
        try desk.scenario(first(#""redirect""#))
        let redirect = try firm.report(document, csid)
        #expect(redirect.status == 302)
        #expect(redirect.headers["location"] != nil)
        #expect(try firm.report(document, csid).status == 200)
    }

    @Test("a document is rejected with the code and category that are asked for")
    func rejected() throws {
        let (desk, firm, csid, document) = try reporting(first(#""reject""#))
        let plain = try firm.report(document, csid)
        #expect(plain.status == 400 && plain.json.errorCodes == ["BR-KSA-99"])
        try desk.scenario(
            first(#"{"kind": "reject", "code": "signatureValue", "category": "SIGNATURE_ERRORS"}"#))
        let named = try firm.report(document, csid)
        #expect(named.status == 400 && named.json.errorCodes == ["signatureValue"])
        #expect(named.text.contains(#""category":"SIGNATURE_ERRORS""#))
        #expect(try firm.report(document, csid).status == 200)
        for wrong in [
            #"{"kind": "drop", "code": "x"}"#, #"{"kind": "reject", "code": ""}"#,
            #"{"kind": "reject", "category": 1}"#,
        ] {
            let text = first(wrong)
            #expect(try desk.admin("PUT", "/admin/scenario", text).status == 400, "\(wrong)")
        }
    }

    @Test("null where lists belong, and lists where none belong")
    func shapes() throws {
        let (desk, firm, csid, document) = try reporting(first(#""null-arrays""#))
        let nulls = try firm.report(document, csid)
        #expect(nulls.json["validationResults"]?["infoMessages"] == .null)
        #expect(nulls.json["validationResults"]?["errorMessages"] == .null)
        try desk.scenario(first(#""null-arrays""#))
        let duplicate = try firm.report(document, csid)
        #expect(duplicate.status == 409)
        #expect(
            duplicate.json["validationResults"]?["errorMessages"]?.items.first?["code"] == .null)
        try desk.scenario(first(#""odd-shape""#))
        let odd = try firm.report(document, csid)
        #expect(odd.json["erroMessages"]?.items.count == 1)
        #expect(odd.json["validationResults"]?["errorMessages"] == nil)
    }

    @Test("a CSID in odd shapes: one level deeper, encoded once, for another key")
    func csids() throws {
        let desk = try Desk(
            """
            {"rules": [
              {"endpoint": "compliance-csid", "nth": 1, "fault": "odd-shape"},
              {"endpoint": "compliance-csid", "nth": 2, "fault": "single-base64-token"},
              {"endpoint": "compliance-csid", "nth": 3, "fault": "other-key"},
              {"endpoint": "compliance-csid", "nth": 4, "fault": "odd-shape"}]}
            """)
        let firm = Firm(desk)
        func ask(_ code: String) throws -> Reply {
            try desk.call(
                "POST", "/compliance", [("OTP", code)], ["csr": .string(try firm.request())])
        }
        let nested = try ask(try desk.code())
        #expect(nested.json["value"]?["dispositionMessage"]?.text == "ISSUED")
        let once = try ask(try desk.code()).json["binarySecurityToken"]?.text ?? ""
        #expect(Base64.decode(once)?.first == 0x30)
        let foreign = try Credential(ask(try desk.code()))
        #expect(foreign.certificate.publicKey != firm.key.publicKey)
        let refused = try ask("")
        #expect(refused.json["code"]?.text == "Missing-OTP")
    }

    @Test("a cleared copy that is another document, or is missing")
    func copies() throws {
        let desk = try Desk()
        let firm = Firm(desk, documents: "1000")
        let csid = try firm.active()
        func clear(_ fault: String) throws -> (Firm.Document, Reply) {
            let rules = #"{"rules": [{"endpoint": "clearance", "nth": 1, "fault": "\#(fault)"}]}"#
            try desk.scenario(rules)
            let document = try firm.document(.standard, csid: csid)
            return (document, try firm.clear(document, csid))
        }
        for fault in ["wrong-uuid", "altered-copy"] {
            let (document, reply) = try clear(fault)
            let copy = try #require(
                reply.json["clearedInvoice"]?.text.flatMap { Base64.decode($0) })
            let report = StampCheck.examine(copy)
            #expect(report.hash?.base64 != document.hash)
            #expect((report.document?.facts.uuid == document.uuid) == (fault == "altered-copy"))
            // What the authority remembers is the right one.
            let again = try firm.clear(document, csid)
            #expect(again.status == 208)
            let right = try #require(
                again.json["clearedInvoice"]?.text.flatMap { Base64.decode($0) })
            #expect(StampCheck.examine(right).hash?.base64 == document.hash)
        }
        let (_, missing) = try clear("missing-copy")
        #expect(missing.json["clearanceStatus"]?.text == "CLEARED")
        #expect(missing.json["clearedInvoice"] == .null)
    }

    @Test("the clock of the authority can be wrong")
    func skew() throws {
        let (desk, firm, csid, document) = try reporting(#"{"clock_skew_seconds": 86401}"#)
        let late = try firm.report(document, csid)
        #expect(late.status == 202)
        #expect(late.json.warningCodes == ["BR-KSA-98"])
        try desk.scenario(#"{"clock_skew_seconds": -86400}"#)
        let future = try firm.document(.simplified, csid: csid)
        #expect(try firm.report(future, csid).json.errorCodes == ["BR-KSA-04"])
    }

    @Test("a body over the limit is not received")
    func tooLarge() throws {
        let (_, firm, csid, document) = try reporting(#"{"body_limit_bytes": 1000}"#)
        #expect(try firm.report(document, csid).status == 413)
    }

    // MARK: - Rules

    private func faults(_ scenario: String, _ requests: [Endpoint]) throws -> [String] {
        var desk = FaultDesk(try Scenario.read(Array(scenario.utf8)))
        return requests.map { desk.next($0)?.kind.rawValue ?? "-" }
    }

    @Test("rules strike at their request, so often, at their endpoint; the first one wins")
    func rules() throws {
        let scenario = """
            {"rules": [
              {"endpoint": "reporting", "nth": 2, "fault": "drop"},
              {"endpoint": "*", "times": 2, "fault": "html"},
              {"endpoint": "clearance", "fault": "cut"}]}
            """
        let found = try faults(
            scenario, [.reporting, .reporting, .clearance, .clearance, .reporting])
        #expect(found == ["html", "drop", "html", "cut", "-"])
    }

    @Test("the same seed gives the same chances, another one others")
    func seeds() throws {
        func run(_ seed: Int) throws -> [String] {
            try faults(
                #"{"seed": \#(seed), "rules": [{"probability": 0.25, "fault": "drop"}]}"#,
                Array(repeating: .reporting, count: 400))
        }
        let first = try run(7)
        #expect(try run(7) == first)
        #expect(try run(8) != first)
        #expect((60...140).contains(first.count { $0 == "drop" }))
    }

    @Test(
        "a scenario with a mistake is refused, and the mistake is named",
        arguments: [
            ("[]", "/"), ("{", ""), (#"{"sed": 1}"#, "/sed"), (#"{"seed": -1}"#, "/seed"),
            (#"{"clearance": "maybe"}"#, "/clearance"),
            (#"{"rules": [{"fault": "explode"}]}"#, "/rules/0/fault"),
            (#"{"rules": [{"endpoint": "*"}]}"#, "/rules/0/fault"),
            (#"{"rules": [{"fault": "drop", "probability": 2}]}"#, "/rules/0/probability"),
            (#"{"rules": [{"fault": "drop", "nth": 1, "probability": 1}]}"#, "/rules/0"),
            (
                #"{"rules": [{"fault": {"kind": "cut", "processed": false}}]}"#,
                "/rules/0/fault/processed"
            ),
            (
                #"{"rules": [{"fault": {"kind": "status", "status": 99}}]}"#,
                "/rules/0/fault/status"
            ),
        ])
    func badScenarios(text: String, path: String) throws {
        let error = #expect(throws: EmulatorError.self) {
            try Scenario.read(Array(text.utf8))
        }
        guard case .scenario(let problems) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(problems.first?.path.hasPrefix(path) == true, "\(problems)")
        let desk = try Desk()
        let reply = try desk.admin("PUT", "/admin/scenario", text)
        #expect(reply.status == 400)
        #expect(reply.json["code"]?.text == "emulator-scenario")
    }

    @Test("a scenario reads back as what was set")
    func readBack() throws {
        let desk = try Desk()
        try desk.scenario(
            """
            {"seed": 3, "rules": [{"endpoint": "renewal", "nth": 4,
             "fault": {"kind": "status", "status": 429, "retry_after": 9}}]}
            """
        )
        let first = try desk.admin("GET", "/admin/scenario")
        try desk.scenario(first.text)
        #expect(try desk.admin("GET", "/admin/scenario").json == first.json)
        #expect(first.json["rules"]?.items.first?["fault"]?["retry_after"] == .number("9"))
    }

    @Test("every injection is on record, without credentials or codes")
    func record() throws {
        let (desk, firm, csid, document) = try reporting(first(#""drop""#))
        _ = try firm.report(document, csid)
        _ = try firm.report(document, csid)
        let reply = try desk.admin("GET", "/admin/exchanges")
        let reports = reply.json.items.filter {
            $0["path"]?.text?.hasSuffix("/reporting/single") == true
        }
        #expect(reports.map { $0["fault"] } == ["drop", .null])
        #expect(reports.map { $0["status"] } == [.null, .number("200")])
        #expect(!reply.text.contains(csid.secret))
    }
}
