import Testing

@testable import Fatoora

@Suite("What a stored answer said is read again")
struct StoredAnswerTests {
    private static let head = "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n\r\n"

    /// A body, and the severity, code and text of each message in it, warnings and errors.
    static let rows: [(body: String, says: [String])] = [
        (
            """
            {"validationResults":{"infoMessages":[],"warningMessages":[{"type":"WARNING",\
            "code":"BR-KSA-98","category":"KSA","message":"late","status":"WARNING"}],\
            "errorMessages":[{"type":"ERROR","code":"BR-KSA-40","category":"KSA",\
            "message":"no VAT number","status":"ERROR"}],"status":"ERROR"},\
            "reportingStatus":"NOT_REPORTED"}
            """, ["error BR-KSA-40 no VAT number", "warning BR-KSA-98 late"]
        ),
        (#"{"errorMessages":{"code":null,"message":"bare"}}"#, ["error - bare"]),
        (#"{"validationResults":{"status":"PASS"},"reportingStatus":"REPORTED"}"#, []),
    ]

    @Test("its messages are those of the answer", arguments: rows)
    func messages(_ row: (body: String, says: [String])) throws {
        let bytes = Array((Self.head + row.body).utf8)
        let answer = try #require(StoredAnswer.validation(in: bytes))
        let said = (answer.errors + answer.warnings).map {
            "\($0.severity.rawValue) \($0.code ?? "-") \($0.text)"
        }
        #expect(said == row.says)
    }

    @Test(
        "what holds no object says nothing",
        arguments: ["", "HTTP/1.1 200 OK", head, head + "<html>", head + "[1]", head + "{"])
    func nothing(_ text: String) {
        #expect(StoredAnswer.validation(in: Array(text.utf8)) == nil)
    }
}
