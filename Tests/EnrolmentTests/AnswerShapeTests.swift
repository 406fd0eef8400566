import Encoding
import Foundation
import Testing

/// An answer that means yes in a shape of its own, as servers and the things before them send it.
struct AnswerShape: Sendable, CustomTestStringConvertible {
    let name: String
    var kind = Trouble.Kind.simplified
    var status = 200
    /// What becomes of the authority's own answer, which is the plain one.
    let change: @Sendable (String) throws -> String
    let state: String

    var testDescription: String { name }

    private static let mark = "\u{FEFF}"
    private static let no = #""reportingStatus":"NOT_REPORTED"}"#

    static func whole(
        _ name: String, _ body: String, status: Int = 200, state: String = "reported"
    ) -> AnswerShape {
        AnswerShape(name: name, status: status, change: { _ in body }, state: state)
    }

    /// The same yes, from both endpoints.
    private static let common: [AnswerShape] = [
        (Trouble.Kind.simplified, "reported"), (.standard, "cleared"),
    ].flatMap { kind, state in
        [
            AnswerShape(
                name: "\(state), behind a byte order mark", kind: kind, change: { mark + $0 },
                state: state),
            AnswerShape(
                name: "\(state), inside a value", kind: kind,
                change: { #" {"value": \#($0)} "# }, state: state),
        ]
    }

    static let all = common + others

    private static let others: [AnswerShape] = [
        .whole("the verdict alone", #"{"reportingStatus":"REPORTED"}"#),
        .whole("the results alone", #"{"validationResults":{"status":"PASS"}}"#),
        .whole(
            "the verdict among the results",
            #"{"validationResults":{"reportingStatus":"REPORTED"}}"#),
        .whole("the other verdict", #"{"clearanceStatus":"CLEARED"}"#),
        .whole(
            "an echo with a password", #"{"reportingStatus":"REPORTED","password":{"a":1}}"#),
        .whole(
            "an echo of a list of codes", #"{"otp":[{"a":"}"},2],"reportingStatus":"REPORTED"}"#
        ),
        .whole(
            "known with a no in the body", "{" + no, status: 208, state: "accepted-earlier"),
        AnswerShape(
            name: "a copy in lines", kind: .standard,
            change: { answer in
                try editCopy(answer) { text in
                    var lines: [Substring] = []
                    var rest = text[...]
                    while !rest.isEmpty {
                        lines.append(rest.prefix(76))
                        rest = rest.dropFirst(76)
                    }
                    return .string(lines.joined(separator: "\n") + "\n")
                }
            }, state: "cleared"),
        AnswerShape(
            name: "a copy among the results", kind: .standard,
            change: { answer in
                let json = try JSONReader.read(Array(answer.utf8), limits: .any)
                let copy = try #require(json["clearedInvoice"])
                return """
                    {"validationResults": {"status": "PASS",
                     "clearedInvoice": \(copy.serialized())}, "clearanceStatus": "CLEARED"}
                    """
            }, state: "cleared"),
    ]

    private static func editCopy(
        _ answer: String, _ change: (String) -> JSONValue
    ) throws -> String {
        guard case .object(var members) = try JSONReader.read(Array(answer.utf8), limits: .any)
        else { return answer }
        for index in members.indices where members[index].name == "clearedInvoice" {
            let text = try #require(members[index].value.text)
            members[index] = JSONValue.Member("clearedInvoice", change(text))
        }
        return JSONValue.object(members).serialized()
    }
}

@Suite("What submission believes, the audit believes", .serialized)
struct AnswerShapeTests {
    @Test("each answer settles its document, and the ledger stays sound")
    func shapes() throws {
        let town = try Shopfront.town()
        for shape in AnswerShape.all {
            try town.putBack("start")
            town.gate.react { request in
                guard request.path.contains("/invoices/") else { return .pass }
                return .edit { answer in
                    let body = answer.firstRange(of: Array("\r\n\r\n".utf8)).map {
                        String(decoding: answer[$0.upperBound...], as: UTF8.self)
                    }
                    let changed = try? shape.change(body ?? "")
                    return Forger.http(shape.status, changed ?? "no answer to change")
                }
            }
            let number = Shopfront.number(shape.kind)
            let sent = try town.bench.sijil(
                ["submit", number, "--passphrase-file", "pass", "--json"])
            let state = try sent.json().last?["state"]?.text
            #expect(state == shape.state, "\(shape.name): \(sent.output)\(sent.talk)")
            let audit = try town.bench.sijil(["audit", "shop.sijil", "--json"])
            #expect(audit.status == 0, "\(shape.name): \(audit.output)")
            town.gate.react { _ in .pass }
        }
    }
}
