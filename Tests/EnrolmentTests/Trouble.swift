import Testing

/// Something that goes wrong between a firm and the authority, and what must come of it.
struct Trouble: Sendable, CustomTestStringConvertible {
    enum Kind: String, Sendable { case simplified, standard }

    let name: String
    var kinds: [Kind] = [.simplified, .standard]
    /// The fault of the endpoint, at each request of the first run.
    var fault: String?
    /// Struck only so often.
    var times: Int?
    /// Members of the scenario beside the rules.
    var switches = ""
    /// Whether the second run meets the same switches.
    var staysSwitched = false
    /// The client's longest wait, milliseconds.
    var deadline: Int?
    /// State and exit status after the first run.
    let first: (state: String, exit: Int32)
    /// After the second, which meets no fault; `nil` where nothing changes any more.
    var last: String?
    /// How often the authority counts the document in the end.
    var accepted = 1

    var testDescription: String { name }

    /// What a settled document of a kind is called.
    static func done(_ kind: Kind) -> String { kind == .standard ? "cleared" : "reported" }

    func scenario(_ kind: Kind) -> String {
        var members = switches.isEmpty ? [] : [switches]
        if let fault {
            let endpoint = kind == .standard ? "clearance" : "reporting"
            let limit = times.map { ", \"times\": \($0)" } ?? ""
            members.append(
                #""rules": [{"endpoint": "\#(endpoint)", "fault": \#(fault)\#(limit)}]"#)
        }
        return "{\(members.joined(separator: ", "))}"
    }

    private static let processed = #", "processed": true}"#

    /// Lost on the way: nobody knows, and the same bytes settle it.
    private static let lost: [Trouble] = [
        Trouble(
            name: "dropped before", fault: #"{"kind": "drop"}"#, first: ("unknown", 2), last: "done"
        ),
        Trouble(
            name: "accepted, then dropped", fault: #"{"kind": "drop""# + processed,
            first: ("unknown", 2), last: "accepted-earlier"),
        Trouble(
            name: "silence before", fault: #"{"kind": "hang"}"#, deadline: 250,
            first: ("unknown", 2), last: "done"),
        Trouble(
            name: "accepted, then silence", fault: #"{"kind": "hang""# + processed, deadline: 250,
            first: ("unknown", 2), last: "accepted-earlier"),
        Trouble(
            name: "accepted, byte by byte", fault: #"{"kind": "trickle", "milliseconds": 50}"#,
            deadline: 250, first: ("unknown", 2), last: "accepted-earlier"),
        Trouble(
            name: "accepted, cut in the middle", fault: #"{"kind": "cut"}"#,
            first: ("unknown", 2), last: "accepted-earlier"),
        Trouble(
            name: "a page with 200", fault: #"{"kind": "html"}"#, first: ("unknown", 2),
            last: "done"),
        Trouble(
            name: "accepted, a page with 200", fault: #"{"kind": "html""# + processed,
            first: ("unknown", 2), last: "accepted-earlier"),
        Trouble(
            name: "accepted, nothing in the answer", fault: #"{"kind": "empty""# + processed,
            first: ("unknown", 2), last: "accepted-earlier"),
        Trouble(
            name: "accepted, then 500",
            fault: #"{"kind": "status", "status": 500"# + processed, first: ("unknown", 2),
            last: "accepted-earlier"),
    ]

    /// Told that it was not taken in, or turned away unread.
    private static let statuses: [Trouble] =
        [500, 502, 503, 504].map { status in
            Trouble(
                name: "\(status)", fault: #"{"kind": "status", "status": \#(status)}"#,
                first: ("unknown", 2), last: "done")
        } + [
            Trouble(
                name: "503 with Retry-After",
                fault: #"{"kind": "status", "status": 503, "retry_after": 1}"#,
                first: ("unknown", 2), last: "done"),
            Trouble(
                name: "429 with Retry-After",
                fault: #"{"kind": "status", "status": 429, "retry_after": 1}"#,
                first: ("issued", 2), last: "done"),
            Trouble(
                name: "401", fault: #"{"kind": "status", "status": 401}"#, first: ("refused", 2),
                last: "done"),
            Trouble(
                name: "redirected", fault: #"{"kind": "redirect"}"#, first: ("refused", 1),
                last: "done"),
            Trouble(
                name: "rejected", fault: #"{"kind": "reject"}"#, first: ("rejected", 1),
                accepted: 0),
        ]
        + [400, 403, 406, 413].map { status in
            Trouble(
                name: "\(status)", fault: #"{"kind": "status", "status": \#(status)}"#,
                first: ("refused", 1), last: "done")
        }

    /// What passes in one run, and what the authority's switches and clock do.
    private static let others: [Trouble] = [
        Trouble(name: "no trouble", first: ("done", 0)),
        Trouble(
            name: "dropped once after acceptance", fault: #"{"kind": "drop""# + processed,
            times: 1, first: ("accepted-earlier", 0)),
        Trouble(
            name: "500 once", fault: #"{"kind": "status", "status": 500}"#, times: 1,
            first: ("done", 0)),
        Trouble(
            name: "nulls in the answer", fault: #"{"kind": "null-arrays"}"#, first: ("done", 0)),
        Trouble(
            name: "an odd shape", fault: #"{"kind": "odd-shape"}"#, first: ("done", 0)),
        Trouble(
            name: "another UUID in the copy", kinds: [.standard],
            fault: #"{"kind": "wrong-uuid"}"#, first: ("cleared-without-copy", 1),
            last: "accepted-earlier"),
        Trouble(
            name: "an altered copy", kinds: [.standard], fault: #"{"kind": "altered-copy"}"#,
            first: ("cleared-without-copy", 1), last: "accepted-earlier"),
        Trouble(
            name: "an altered copy once", kinds: [.standard],
            fault: #"{"kind": "altered-copy"}"#, times: 1, first: ("accepted-earlier", 0)),
        Trouble(
            name: "no copy", kinds: [.standard], fault: #"{"kind": "missing-copy"}"#,
            first: ("cleared-without-copy", 1), last: "accepted-earlier"),
        Trouble(
            name: "303: clearing is off", kinds: [.standard], switches: #""clearance": "off""#,
            first: ("reported", 0)),
        Trouble(
            name: "the authority's clock is a day ahead", kinds: [.simplified],
            switches: #""clock_skew_seconds": 90000"#, first: ("accepted-with-warnings", 0)),
        Trouble(
            name: "the authority's clock is two days behind",
            switches: #""clock_skew_seconds": -172800"#, first: ("rejected", 1), accepted: 0),
    ]

    static let all = lost + statuses + others
}
