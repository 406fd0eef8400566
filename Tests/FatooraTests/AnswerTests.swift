import HTTP
import Invoicing
import Testing

@testable import Fatoora

/// One answer and what it must be taken for.
struct AnswerCase: Sendable, CustomTestStringConvertible {
    let endpoint: FatooraEndpoint
    let status: Int
    let headers: [String]
    let body: String
    let outcome: FatooraOutcome

    init(
        _ endpoint: FatooraEndpoint, _ status: Int, _ body: String, headers: [String] = [],
        _ outcome: FatooraOutcome
    ) {
        self.endpoint = endpoint
        self.status = status
        self.body = body
        self.headers = headers
        self.outcome = outcome
    }

    var testDescription: String {
        "\(endpoint.rawValue) \(status) \(body.prefix(60)) -> \(outcome.code)"
    }

    static let documentEndpoints: [FatooraEndpoint] = [.complianceCheck, .reporting, .clearance]
    static let csidEndpoints: [FatooraEndpoint] = [.complianceCSID, .productionCSID, .renewal]

    static func unreadable(_ status: Int, _ kind: UnreadableKind) -> FatooraOutcome {
        .unknown(.unreadable(status: status, kind))
    }

    /// Statuses that mean the same at every endpoint, whatever the body.
    static let everywhere: [AnswerCase] = FatooraEndpoint.allCases.flatMap { endpoint in
        [
            AnswerCase(
                endpoint, 401,
                "{\"timestamp\":1,\"status\":401,\"error\":\"Unauthorized\",\"message\":\"\"}",
                .unauthorised),
            AnswerCase(endpoint, 401, "", .unauthorised),
            AnswerCase(endpoint, 401, "<html>", .unauthorised),
            AnswerCase(endpoint, 403, "<html>blocked</html>", .forbidden),
            AnswerCase(
                endpoint, 406,
                "This Version is not supported or not provided in the header.", .versionRefused),
            AnswerCase(endpoint, 413, "<html>too large</html>", .tooLarge),
            AnswerCase(
                endpoint, 429, "", headers: ["Retry-After: 120"],
                .tooManyRequests(.seconds(120))),
            AnswerCase(
                endpoint, 429, "{}", headers: ["Retry-After: Sun, 22 Nov 2026 20:05:09 GMT"],
                .tooManyRequests(.at(.init(secondsSince1970: 1_795_377_909)))),
            AnswerCase(endpoint, 429, "", headers: ["Retry-After: soon"], .tooManyRequests(nil)),
            AnswerCase(
                endpoint, 500,
                "{\"code\":\"Invalid-Request\","
                    + "\"message\":\"System failed to process your request\"}",
                .serverTrouble(status: 500, nil)),
            AnswerCase(
                endpoint, 500,
                "{\"category\":\"HTTP-Errors\",\"code\":\"500\","
                    + "\"message\":\"Something went wrong\"}",
                .serverTrouble(status: 500, nil)),
            AnswerCase(endpoint, 502, "<html>", .serverTrouble(status: 502, nil)),
            AnswerCase(
                endpoint, 503, "", headers: ["retry-after:30"],
                .serverTrouble(status: 503, .seconds(30))),
            AnswerCase(endpoint, 504, "", .serverTrouble(status: 504, nil)),
            AnswerCase(endpoint, 408, "", .serverTrouble(status: 408, nil)),
            AnswerCase(
                endpoint, 302, "", headers: ["Location: http://login/"], .redirected(status: 302)),
            AnswerCase(
                endpoint, 303, "{}", headers: ["Location: http://login/"],
                .redirected(status: 303)),
            AnswerCase(endpoint, 404, "no route", .unexpectedStatus(404)),
            AnswerCase(endpoint, 405, "", .unexpectedStatus(405)),
            AnswerCase(endpoint, 200, "<!DOCTYPE html><html>", unreadable(200, .page)),
            AnswerCase(endpoint, 200, "", unreadable(200, .empty)),
            AnswerCase(endpoint, 200, " \r\n", unreadable(200, .empty)),
            AnswerCase(endpoint, 200, "OK", unreadable(200, .text)),
            AnswerCase(endpoint, 200, "\"OK\"", unreadable(200, .text)),
            AnswerCase(endpoint, 200, "[]", unreadable(200, .noObject)),
            AnswerCase(endpoint, 200, "{\"a\":", unreadable(200, .brokenJSON(offset: 5))),
            AnswerCase(endpoint, 400, "<html>Bad Request</html>", unreadable(400, .page)),
            AnswerCase(endpoint, 400, "", unreadable(400, .empty)),
        ]
    }

    private static let warning = FatooraMessage(
        severity: .warning, code: "BR-KSA-98", category: "KSA", text: "late", status: "WARNING")
    private static let error = FatooraMessage(
        severity: .error, code: "invalid-invoice-hash", category: "INVOICE_HASHING_ERRORS",
        text: "wrong hash", status: "ERROR")
    private static let warningJSON =
        "{\"type\":\"WARNING\",\"code\":\"BR-KSA-98\",\"category\":\"KSA\",\"message\":\"late\","
        + "\"status\":\"WARNING\"}"
    private static let errorJSON =
        "{\"type\":\"ERROR\",\"code\":\"invalid-invoice-hash\","
        + "\"category\":\"INVOICE_HASHING_ERRORS\",\"message\":\"wrong hash\",\"status\":\"ERROR\"}"

    private static func results(
        _ status: String, warnings: String = "[]", errors: String = "[]", _ rest: String
    ) -> String {
        "{\"validationResults\":{\"infoMessages\":[],\"warningMessages\":\(warnings),"
            + "\"errorMessages\":\(errors),\"status\":\"\(status)\"},\(rest)}"
    }

    private static let reported = "\"reportingStatus\":\"REPORTED\",\"clearanceStatus\":null"
    private static let cleared =
        "\"clearanceStatus\":\"CLEARED\",\"clearedInvoice\":\"PEludm9pY2UvPg==\""

    /// What the ledger must tell apart (C6), in every shape that C4 names.
    static let documents: [AnswerCase] =
        [
            AnswerCase(.reporting, 200, results("PASS", reported), .accepted),
            AnswerCase(.reporting, 200, "\u{FEFF}" + results("PASS", reported), .accepted),
            AnswerCase(
                .reporting, 202, results("WARNING", warnings: "[\(warningJSON)]", reported),
                .acceptedWithWarnings([warning])),
            AnswerCase(
                .reporting, 202, results("WARNING", warnings: warningJSON, reported),
                .acceptedWithWarnings([warning])),
            AnswerCase(
                .reporting, 200, results("WARNING", warnings: "[\(warningJSON)]", reported),
                .acceptedWithWarnings([warning])),
            AnswerCase(
                .reporting, 200, results("PASS", warnings: "null", errors: "null", reported),
                .accepted),
            AnswerCase(
                .reporting, 200, "{\"validationResults\":null,\"reportingStatus\":\"REPORTED\"}",
                .accepted),
            AnswerCase(.reporting, 200, "{\"reportingStatus\":\"REPORTED\"}", .accepted),
            AnswerCase(
                .reporting, 200, "{\"validationResults\":{\"status\":\"PASS\"}}", .accepted),
            AnswerCase(
                .reporting, 208, results("PASS", reported), .alreadyAccepted),
            AnswerCase(
                .reporting, 409,
                "{\"validationResults\":{\"errorMessages\":[{\"type\":\"ERROR\",\"code\":null,"
                    + "\"category\":null,\"message\":\"sent before\",\"status\":\"ERROR\"}],"
                    + "\"status\":\"ERROR\"},\"reportingStatus\":\"NOT_REPORTED\"}",
                .alreadyAccepted),
            AnswerCase(
                .reporting, 409,
                "{\"errors\":[{\"code\":\"Invoice-Errors\",\"category\":\"Duplicate-Invoice\"}]}",
                .alreadyAccepted),
            AnswerCase(.reporting, 409, "<html>", unreadable(409, .page)),
            AnswerCase(
                .reporting, 409, "{}", unreadable(409, .member("validationResults"))),
            AnswerCase(
                .reporting, 400,
                results(
                    "ERROR", errors: "[\(errorJSON)]", "\"reportingStatus\":\"NOT_REPORTED\""),
                .rejected([error])),
            AnswerCase(
                .reporting, 400,
                results("ERROR", errors: errorJSON, "\"reportingStatus\":\"NOT_REPORTED\""),
                .rejected([error])),
            AnswerCase(
                .reporting, 400,
                "{\"validationResults\":{\"erroMessages\":[\(errorJSON)],\"status\":\"ERROR\"}}",
                .rejected([error])),
            AnswerCase(
                .reporting, 400,
                "{\"erros\":[\(errorJSON)],\"reportingStatus\":\"NOT_REPORTED\"}",
                .rejected([error])),
            AnswerCase(
                .reporting, 400, "{\"errorMessages\":[\(errorJSON)]}", .rejected([error])),
            AnswerCase(
                .reporting, 400, "{\"reportingStatus\":\"NOT_REPORTED\"}", .rejected([])),
            AnswerCase(
                .reporting, 400,
                results(
                    "ERROR",
                    errors: "[{\"code\":\"Invoice-Errors\",\"category\":\"Duplicate-Invoice\"}]",
                    "\"reportingStatus\":\"NOT_REPORTED\""), unreadable(400, .contradiction)),
            AnswerCase(
                .reporting, 400, results("PASS", reported), unreadable(400, .contradiction)),
            AnswerCase(
                .reporting, 400, "{\"code\":\"Invalid-Request\",\"message\":\"no\"}",
                .requestRefused([
                    FatooraMessage(severity: .error, code: "Invalid-Request", text: "no")
                ])),
            AnswerCase(
                .reporting, 400, "{\"errors\":[\"no\"]}",
                .requestRefused([FatooraMessage(severity: .error, code: nil, text: "no")])),
            AnswerCase(
                .reporting, 400, "{}", unreadable(400, .member("validationResults"))),
            AnswerCase(
                .reporting, 200,
                results("ERROR", errors: "[\(errorJSON)]", "\"reportingStatus\":\"NOT_REPORTED\""),
                unreadable(200, .contradiction)),
            AnswerCase(
                .reporting, 200, "{}", unreadable(200, .member("validationResults"))),
            AnswerCase(
                .reporting, 200, results("MAYBE", "\"x\":1"), unreadable(200, .member("status"))),
            AnswerCase(.reporting, 303, "{\"message\":\"x\"}", .redirected(status: 303)),
            AnswerCase(.reporting, 428, "{}", .unexpectedStatus(428)),
        ] + clearance + complianceChecks

    private static let clearance: [AnswerCase] = [
        AnswerCase(.clearance, 200, results("PASS", cleared), .accepted),
        AnswerCase(
            .clearance, 202, results("WARNING", warnings: "[\(warningJSON)]", cleared),
            .acceptedWithWarnings([warning])),
        AnswerCase(.clearance, 208, results("PASS", cleared), .alreadyAccepted),
        AnswerCase(
            .clearance, 208, results("PASS", "\"clearanceStatus\":\"CLEARED\""),
            .clearedWithoutCopy),
        AnswerCase(
            .clearance, 409, results("ERROR", "\"clearanceStatus\":\"NOT_CLEARED\""),
            .clearedWithoutCopy),
        AnswerCase(
            .clearance, 200,
            results("PASS", "\"clearanceStatus\":\"CLEARED\",\"clearedInvoice\":null"),
            .clearedWithoutCopy),
        AnswerCase(
            .clearance, 200,
            results("PASS", "\"clearanceStatus\":\"CLEARED\",\"clearedInvoice\":\"no base64!\""),
            .clearedWithoutCopy),
        AnswerCase(
            .clearance, 400,
            results("ERROR", errors: "[\(errorJSON)]", "\"clearanceStatus\":\"NOT_CLEARED\""),
            .rejected([error])),
        AnswerCase(
            .clearance, 303,
            "{\"message\":\"Clearance is deactiviated. Please use the "
                + "/invoices/reporting/single endpoint instead.\"}", .clearanceOff),
        AnswerCase(
            .clearance, 303,
            "Clearance is deactiviated. Please use the "
                + "/invoices/reporting/single endpoint instead.", .clearanceOff),
        AnswerCase(.clearance, 303, "<html>log in</html>", .redirected(status: 303)),
        AnswerCase(.clearance, 303, "", .redirected(status: 303)),
    ]

    private static let complianceChecks: [AnswerCase] = [
        AnswerCase(
            .complianceCheck, 200,
            results("PASS", reported + ",\"qrSellertStatus\":null,\"qrBuyertStatus\":null"),
            .accepted),
        // The description's own example: one object, and lists beside validationResults.
        AnswerCase(
            .complianceCheck, 200,
            "{\"validationResults\":{\"infoMessages\":{\"type\":\"INFO\",\"code\":"
                + "\"XSD_ZATCA_VALID\",\"category\":\"XSD validation\",\"message\":\"ok\","
                + "\"status\":\"PASS\"}},\"warningMessages\":[\(warningJSON)],"
                + "\"errorMessages\":[],\"status\":\"PASS\",\"reportingStatus\":\"REPORTED\"}",
            .acceptedWithWarnings([warning])),
        AnswerCase(
            .complianceCheck, 200,
            results(
                "ERROR", errors: "[\(errorJSON)]", "\"reportingStatus\":\"NOT_REPORTED\""),
            .rejected([error])),
        AnswerCase(
            .complianceCheck, 406, "This step was Submitted Before", .stepAlreadyPassed),
        AnswerCase(
            .complianceCheck, 406,
            "{\"errors\":[{\"code\":null,\"message\":\"submitted before\"}]}",
            .stepAlreadyPassed),
        AnswerCase(
            .complianceCheck, 409, "{\"errors\":[{\"code\":\"Invoice-Errors\"}]}",
            .alreadyAccepted),
    ]
}

@Suite("every answer is taken for what it is")
struct AnswerTests {
    @Test("statuses that mean the same everywhere", arguments: AnswerCase.everywhere)
    func everywhere(row: AnswerCase) { check(row) }

    @Test("answers to documents in every shape", arguments: AnswerCase.documents)
    func documents(row: AnswerCase) { check(row) }

    private func check(_ row: AnswerCase) {
        let response = Samples.response(row.status, row.body, headers: row.headers)
        let answer = Samples.read(.answered(response), of: row.endpoint)
        #expect(answer.outcome == row.outcome)
        #expect(answer.csid == nil)
    }

    @Test("only an acceptance and a rejection settle a document")
    func settled() {
        for row in AnswerCase.everywhere + AnswerCase.documents {
            let settles = [.done, .rejected].contains(row.outcome.next)
            switch row.outcome {
            case .accepted, .acceptedWithWarnings, .alreadyAccepted, .clearedWithoutCopy,
                .rejected, .stepAlreadyPassed:
                #expect(settles)
            default: #expect(!settles)
            }
        }
    }

    @Test("the cleared copy comes out byte for byte, line breaks in its base64 or not")
    func clearedCopy() {
        for text in ["PEludm9pY2UvPg==", "PEludm9p\\nY2UvPg==", "PEludm9p\\r\\nY2UvPg==\\n"] {
            let body = "{\"clearanceStatus\":\"CLEARED\",\"clearedInvoice\":\"\(text)\"}"
            let answer = Samples.read(
                .answered(Samples.response(200, body)), of: .clearance)
            #expect(answer.validation?.clearedCopy == .document(Array("<Invoice/>".utf8)))
        }
    }

    @Test(
        "what the network does is told apart from what the authority says",
        arguments: FatooraEndpoint.allCases)
    func transport(endpoint: FatooraEndpoint) {
        let partial = HTTPPartialAnswer(
            status: 200, headerBytes: [], body: Array("{}".utf8))
        let unknown = Samples.read(.unknown(.answerCut, partial), of: endpoint)
        #expect(unknown.outcome == .unknown(.transport(.answerCut)))
        #expect(unknown.outcome.next == .settle)
        let refused = Samples.read(
            .neverSent(.notReachable(systemError: 111)), of: endpoint)
        #expect(refused.outcome.next == .retry(nil))
        let untrusted = Samples.read(.neverSent(.tls(.notTrusted)), of: endpoint)
        #expect(untrusted.outcome.next == .mend)
    }

    @Test(
        "Retry-After in every form",
        arguments: [
            ("0", .seconds(0)), ("120", .seconds(120)), ("99999999999999999999", .seconds(86_400)),
            ("Sun, 22 Nov 2026 20:05:09 GMT", .at(.init(secondsSince1970: 1_795_377_909))),
            ("Sunday, 22-Nov-26 20:05:09 GMT", .at(.init(secondsSince1970: 1_795_377_909))),
            ("Sun Nov 22 20:05:09 2026", .at(.init(secondsSince1970: 1_795_377_909))),
            ("Sun Nov  1 00:00:00 2026", .at(.init(secondsSince1970: 1_793_491_200))),
            ("", nil), ("-1", nil), ("1.5", nil), ("٣", nil), ("tomorrow", nil),
            ("Sun, 31 Feb 2026 20:05:09 GMT", nil), ("Sun, 22 Nov 2026 25:05:09 GMT", nil),
            ("Sun, 22 Nov 2026 20:05:09 CET", nil),
        ] as [(String, RetryAfter?)])
    func retryAfter(text: String, expected: RetryAfter?) {
        #expect(RetryAfter(text) == expected)
    }

    @Test("a wait is counted from now and never lies in the past")
    func waits() {
        let now = Samples.instant
        #expect(
            RetryAfter.seconds(30).instant(from: now).secondsSince1970
                == now.secondsSince1970 + 30)
        #expect(RetryAfter.at(.init(secondsSince1970: 5)).instant(from: now) == now)
        // No server makes anybody wait for thousands of years.
        let never = RetryAfter("Fri, 31 Dec 9999 23:59:59 GMT")
        #expect(
            never?.instant(from: now).secondsSince1970 == now.secondsSince1970 + 86_400)
    }
}
