import Encoding
import Foundation
import Ledger
import Testing

@Suite("Each answer is lost once, in each way", .serialized)
struct LostAnswerTests {
    /// A way to lose an answer; `deadline` where the client has to give up by itself.
    struct Loss: Sendable {
        let name: String
        let fault: String
        var deadline: Int?

        static let all = [
            Loss(name: "dropped before", fault: #"{"kind": "drop"}"#),
            Loss(name: "dropped after", fault: #"{"kind": "drop", "processed": true}"#),
            Loss(name: "silence before", fault: #"{"kind": "hang"}"#, deadline: 700),
            Loss(
                name: "silence after", fault: #"{"kind": "hang", "processed": true}"#,
                deadline: 700),
            Loss(name: "cut in the middle", fault: #"{"kind": "cut"}"#),
            Loss(
                name: "byte by byte", fault: #"{"kind": "trickle", "milliseconds": 50}"#,
                deadline: 700),
            Loss(name: "a page instead", fault: #"{"kind": "html", "processed": true}"#),
            Loss(name: "nothing in it", fault: #"{"kind": "empty", "processed": true}"#),
            Loss(
                name: "an error after the work",
                fault: #"{"kind": "status", "status": 500, "processed": true}"#),
        ]
    }

    private static func endpoints(_ way: Way) -> [String] {
        switch way {
        case .enrol: ["compliance-csid", "compliance-check", "production-csid"]
        case .renewAtOnce: ["renewal", "reporting"]
        case .renewChecked, .renewCheckedAs200: ["renewal", "compliance-check", "production-csid"]
        }
    }

    /// The last way differs only in the status that the renewal is answered with.
    private static let ways =
        ProcessInfo.processInfo.environment["SIJIL_CRASH"] == "all"
        ? Way.allCases : Array(Way.allCases.dropLast())

    @Test("the same command finishes", arguments: ways)
    func lost(_ way: Way) throws {
        let town = try way.town()
        var injections = 0
        var inOneRun = 0
        for endpoint in Self.endpoints(way) {
            for loss in Loss.all {
                injections += 1
                let place = "\(way.rawValue), \(endpoint), \(loss.name)"
                try town.putBack("start")
                try town.scenario(Self.scenario(way, endpoint, loss))
                let shim = Shim(deadlineMilliseconds: loss.deadline)
                let first = try town.certify(way.verb, withPending: way.leavesPending, shim: shim)
                let struck = try town.admin("GET", "/admin/exchanges").items
                    .count { $0["fault"]?.text != nil }
                #expect(struck == 1, "\(place): the fault struck \(struck) times")
                try Afterwards(town, way, place).checkCutShort()
                if first.status == 0 {
                    inOneRun += 1
                } else {
                    #expect(first.status == 2, "\(place): \(first.output)\(first.talk)")
                    try BadAnswer.checkWords(first, place)
                    let again = try town.certify(way.verb, withPending: way.leavesPending)
                    try #require(again.status == 0, "\(place): \(again.output)\(again.talk)")
                }
                try Afterwards(town, way, place).check()
            }
        }
        print(
            "lost answers, \(way.rawValue): \(injections) injections, \(inOneRun) mended by the "
                + "same run, the others by the next")
    }

    /// The way's scenario with one rule more.
    private static func scenario(_ way: Way, _ endpoint: String, _ loss: Loss) -> String {
        let rule =
            #""rules": [{"endpoint": "\#(endpoint)", "nth": 1, "fault": \#(loss.fault)}]}"#
        let start = way.scenario.dropLast()
        return start + (start.count > 1 ? ", " : "") + rule
    }
}
