import Encoding

/// One way for an answer to go wrong.
struct Fault: Hashable, Sendable {
    enum Kind: String, CaseIterable, Sendable {
        // The connection.
        /// Closed without an answer.
        case drop
        /// Silence for `milliseconds`, then closed.
        case hang
        /// The body byte by byte, `milliseconds` between two.
        case trickle
        /// Closed after `bytes` of the body; without `bytes` after half of it.
        case cut
        // Another answer in the place of the right one.
        /// `status` with the body that belongs to it; 429 and 503 with `retry_after`.
        case status
        /// 200 with a page, as from a proxy in between.
        case html
        /// 200 without a body.
        case empty
        /// 302 to another host.
        case redirect
        /// 400 with an error message, of `code` and `category`: the document is found wrong.
        case reject
        // The right answer, spoilt.
        /// Null where lists and codes belong.
        case nullArrays = "null-arrays"
        /// A validation answer in the shape of the official description's own example; a CSID
        /// inside `value`.
        case oddShape = "odd-shape"
        /// A token that is base64 of the certificate, and not of its base64.
        case singleBase64 = "single-base64-token"
        /// The CSID's certificate is for another key.
        case otherKey = "other-key"
        /// The cleared copy carries another UUID.
        case wrongUUID = "wrong-uuid"
        /// The cleared copy carries another amount.
        case alteredCopy = "altered-copy"
        /// Cleared, but without a copy.
        case missingCopy = "missing-copy"

        /// Whether the request is processed when the scenario does not say.
        var isProcessedByDefault: Bool {
            switch self {
            case .drop, .hang, .status, .html, .empty, .redirect, .reject: false
            default: true
            }
        }

        /// Whether there is a choice at all: what spoils the right answer needs one.
        var mayStayUnprocessed: Bool { !isProcessedByDefault }
    }

    var kind: Kind
    /// Whether the authority did its work before the fault: then the outcome counts, although the
    /// client cannot know it.
    var isProcessed: Bool
    var status = 500
    var retryAfterSeconds: Int?
    var milliseconds = 0
    var bytes: Int?
    var code = "BR-KSA-99"
    var category = "KSA"

    init(_ kind: Kind) {
        self.kind = kind
        isProcessed = kind.isProcessedByDefault
        switch kind {
        case .hang: milliseconds = 600_000
        case .trickle: milliseconds = 20
        default: break
        }
    }

    /// As the record of requests names it.
    var name: String {
        isProcessed && kind.mayStayUnprocessed ? kind.rawValue + "-after" : kind.rawValue
    }

    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("kind", .string(kind.rawValue)), .init("processed", .bool(isProcessed)),
        ]
        if kind == .status { members.append(.init("status", JSONValue(status))) }
        if let retryAfterSeconds {
            members.append(.init("retry_after", JSONValue(retryAfterSeconds)))
        }
        if kind == .hang || kind == .trickle {
            members.append(.init("milliseconds", JSONValue(milliseconds)))
        }
        if let bytes { members.append(.init("bytes", JSONValue(bytes))) }
        if kind == .reject {
            members.append(.init("code", .string(code)))
            members.append(.init("category", .string(category)))
        }
        return .object(members)
    }
}

/// When a fault strikes.
struct FaultRule: Hashable, Sendable {
    enum Trigger: Hashable, Sendable {
        /// The nth request that the rule could strike, from 1.
        case nth(Int)
        /// Each with this chance, 0 to 1.
        case probability(Double)
        case always
    }

    /// `nil` for every endpoint.
    var endpoint: Endpoint?
    var trigger: Trigger
    /// Strikes at most so often.
    var times: Int?
    var fault: Fault

    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("endpoint", .string(endpoint?.rawValue ?? "*"))
        ]
        switch trigger {
        case .nth(let number): members.append(.init("nth", JSONValue(number)))
        case .probability(let chance): members.append(.init("probability", .number("\(chance)")))
        case .always: break
        }
        if let times { members.append(.init("times", JSONValue(times))) }
        members.append(.init("fault", fault.json))
        return .object(members)
    }
}

/// The rules at work: which request they have seen, and what strikes next.
///
/// The same scenario, seed and order of requests give the same faults.
struct FaultDesk: Sendable {
    private let rules: [FaultRule]
    private var seen: [Int]
    private var struck: [Int]
    private var random: SplitMix64

    init(_ scenario: Scenario) {
        rules = scenario.rules
        seen = Array(repeating: 0, count: rules.count)
        struck = seen
        random = SplitMix64(state: scenario.seed)
    }

    /// The fault for the next request to an endpoint: that of the first rule that strikes.
    mutating func next(_ endpoint: Endpoint) -> Fault? {
        var chosen: Fault?
        for (index, rule) in rules.enumerated() {
            guard rule.endpoint == nil || rule.endpoint == endpoint else { continue }
            seen[index] += 1
            let strikes: Bool
            switch rule.trigger {
            case .nth(let number): strikes = seen[index] == number
            case .always: strikes = true
            // Drawn even if an earlier rule struck, so that rules do not shift each other's luck.
            case .probability(let chance): strikes = random.nextUnit() < chance
            }
            guard strikes, chosen == nil, struck[index] < rule.times ?? .max else { continue }
            struck[index] += 1
            chosen = rule.fault
        }
        return chosen
    }
}

/// Sebastiano Vigna's SplitMix64: small, and the same everywhere.
struct SplitMix64: Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// From 0 up to, not including, 1.
    mutating func nextUnit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}
