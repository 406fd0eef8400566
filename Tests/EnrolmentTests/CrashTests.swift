import Cryptography
import EGS
import Encoding
import Foundation
import KeyStore
import Ledger
import Testing

/// The ways from a state to a new production certificate that are cut short.
enum Way: String, CaseIterable, CustomTestStringConvertible {
    case enrol
    /// The authority renews at once.
    case renewAtOnce = "renew at once"
    /// It wants the checks again, with 428.
    case renewChecked = "renew, 428"
    /// The same with 200, and the unit's chain goes on.
    case renewCheckedAs200 = "renew, 200, chain goes on"

    var testDescription: String { rawValue }
    var isRenewal: Bool { self != .enrol }
    var verb: String { isRenewal ? "renew" : "enrol" }
    var chainGoesOn: Bool { self == .renewCheckedAs200 }
    /// Whether what waits is left where it is; else it is submitted first, as a part of the way.
    var leavesPending: Bool { isRenewal && self != .renewAtOnce }

    var scenario: String {
        switch self {
        case .enrol, .renewAtOnce: "{}"
        case .renewChecked: #"{"renewal": "not-compliant"}"#
        case .renewCheckedAs200: #"{"renewal": "not-compliant-200"}"#
        }
    }

    /// A town in the state in which the way begins, kept under the name `start`.
    func town(shim: Shim = .cheap) throws -> Town {
        let town = try Town(goesOn: chainGoesOn)
        if isRenewal {
            let enrolled = try town.certify("enrol")
            try #require(enrolled.status == 0, "\(enrolled.output)\(enrolled.talk)")
            let first = try town.issue()
            try #require(first.outcome.status == 0, "\(first.outcome.output)")
        }
        try town.keep("start")
        return town
    }
}

@Suite("Enrolment and renewal, killed at every call that changes bytes", .serialized)
struct CrashTests {
    /// All of them with SIJIL_CRASH=all, which `tools/soak` sets, or for the one way that it names;
    /// else as many as a test may take.
    private static let whole = ProcessInfo.processInfo.environment["SIJIL_CRASH"]
    private static let sample = 10

    @Test("the same command finishes, with one certificate and no orphan", arguments: Way.allCases)
    func killed(_ way: Way) throws {
        let town = try way.town()
        let log = town.bench.path("calls")
        try town.scenario(way.scenario)
        let whole = try town.certify(
            way.verb, withPending: way.leavesPending, shim: Shim(log: log))
        try #require(whole.status == 0, "\(whole.output)\(whole.talk)")
        let calls = try Self.calls(log)
        var tally = Tally()
        for place in Self.places(way, calls.count) {
            // Writes and sends are also cut in half, every other time.
            let shim = Shim(kill: place, isTorn: place % 2 == 0)
            try town.putBack("start")
            try town.scenario(way.scenario)
            try inject(way, town, shim, calls[place - 1], &tally)
        }
        print(
            """
            crash table, \(way.rawValue): \(tally.injections) of \(calls.count) places, \
            \(tally.codes) one-time codes spent in all; \
            \(tally.lostAnswers) answers lost with the crash, \(tally.kept) taken from the key \
            store; by call: \(tally.byCall.sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value)" }.joined(separator: ", "))
            """)
        #expect(tally.injections == Self.places(way, calls.count).count)
    }

    private struct Tally {
        var injections = 0
        var codes = 0
        var lostAnswers = 0
        var kept = 0
        var byCall: [String: Int] = [:]
    }

    private static func calls(_ log: String) throws -> [String] {
        try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
            .filter { $0 != "derive" }
    }

    private static func places(_ way: Way, _ count: Int) -> [Int] {
        let isWhole = whole == "all" || whole == way.rawValue
        guard !isWhole, count > sample else { return count > 0 ? Array(1...count) : [] }
        // Spread out, and other ones every day: over time all are met.
        let day = Int(Date().timeIntervalSince1970 / 86_400)
        let spread = (0..<sample).map { 1 + (($0 * count) / sample + day * 7) % count }
        // The end is where a run that did all looks like one that did nothing.
        return Set(spread).union((count - 3)...count).sorted()
    }

    private func inject(
        _ way: Way, _ town: Town, _ shim: Shim, _ call: String, _ tally: inout Tally
    ) throws {
        let place = "\(way.rawValue), call \(shim.kill ?? 0) (\(call))"
        let cut = try town.certify(way.verb, withPending: way.leavesPending, shim: shim)
        // A run may have a call or two less than the one that was counted.
        guard cut.isKilled else {
            #expect(cut.status == 0, "\(place): \(cut.output)\(cut.talk)")
            return try Afterwards(town, way, place).check()
        }
        tally.injections += 1
        tally.byCall[call, default: 0] += 1
        let pending = try town.keyFiles().contains { $0.hasPrefix("pending-") && $0.hasSuffix("s") }
        if pending { tally.kept += 1 }
        try Afterwards(town, way, place).checkCutShort()
        let again = try town.certify(way.verb, withPending: way.leavesPending)
        try #require(again.status == 0, "\(place): \(again.output)\(again.talk)")
        let after = Afterwards(town, way, place)
        try after.check()
        tally.codes += try after.codesSpent()
        tally.lostAnswers += try after.lostAnswers()
    }
}

/// What must hold after a way was cut short, and after the same command has finished it.
struct Afterwards {
    let town: Town
    let way: Way
    let place: String

    init(_ town: Town, _ way: Way, _ place: String) {
        self.town = town
        self.way = way
        self.place = place
    }

    private var certificatesBefore: Int { way.isRenewal ? 1 : 0 }

    /// The old certificate stays in use until the new one is there with its key and its secret.
    func checkCutShort() throws {
        let files = Set(try town.keyFiles())
        try town.lookAtCopy { ledger in
            let active = try ledger.activeCertificate(unit: Town.unit)
            if way.isRenewal { #expect(active != nil, "\(place): no certificate is in use") }
            guard let active else { return }
            let parsed = try StampingCertificate(der: active.der)
            #expect(files.contains(KeyStore.fileName(spki: parsed.publicKey.spkiDER)), "\(place)")
            #expect(files.contains(Town.secretFile(active)), "\(place): no secret")
        }
    }

    /// As ``check()``, where a certificate that could not be used may have cost a key.
    func checkFinished() throws { try check(mayCostMore: true) }

    func check(mayCostMore: Bool = false) throws {
        let files = try town.keyFiles()
        let epoch = try checkLedger(files, mayCostMore)
        #expect(!files.contains { $0.hasPrefix("pending-") }, "\(place): \(files)")
        #expect(!files.contains("room"), "\(place): \(files)")
        try checkAuthority(mayCostMore)
        let next = try town.issue()
        #expect(next.outcome.status == 0, "\(place): \(next.outcome.output)\(next.outcome.talk)")
        let icv = way.isRenewal && way.chainGoesOn && epoch == 1 ? "2" : "1"
        #expect(next.line?["icv"] == .number(icv), "\(place): \(next.outcome.output)")
    }

    /// - Returns: The unit's epoch.
    private func checkLedger(_ files: [String], _ mayCostMore: Bool) throws -> Int {
        let ledger = try Ledger(opening: town.bench.path("shop.sijil"))
        let keys = try ledger.signingKeys(unit: Town.unit)
        // No key is left over: each file has its row, each row its file, each key a certificate.
        let names = Set(keys.map { KeyStore.fileName(spki: $0.spki) })
        let keyFiles = Set(files.filter { $0.hasPrefix("key-") && $0.hasSuffix(".p8") })
        #expect(keyFiles == names, "\(place)")
        #expect(!keys.contains { !$0.hasCertificate }, "\(place): a key waits for nothing")
        let count = certificatesBefore + 1
        #expect(
            keys.count == count || mayCostMore && keys.count > count,
            "\(place): \(keys.count) keys")
        let all = try ledger.certificates()
        #expect(all.filter { $0.class == .production && $0.isActive }.count == 1, "\(place)")
        let attempts = try ledger.attempts(unit: Town.unit)
        #expect(!attempts.contains { $0.answer == nil }, "\(place): an attempt without answer")
        let active = try ledger.activeCertificate(unit: Town.unit)
        if let active { #expect(files.contains(Town.secretFile(active)), "\(place)") }
        let epoch = try ledger.chainHead(unit: Town.unit)?.epoch ?? 0
        let brought = attempts.last { $0.answer?.certificateID == active?.id }
        // A renewal whose answer was lost for good goes on as an enrolment: a new epoch.
        let isAnew = brought.map { isEnrolment($0, attempts) } ?? true
        let restarts = !way.isRenewal || isAnew || !way.chainGoesOn
        #expect(epoch == certificatesBefore + (restarts ? 1 : 0), "\(place): epoch \(epoch)")
        return epoch
    }

    private func isEnrolment(_ attempt: AttemptRecord, _ all: [AttemptRecord]) -> Bool {
        if attempt.endpoint == "renewal" { return false }
        let compliance = all.first { $0.answer?.certificateID == attempt.certificateID }
        return compliance?.endpoint != "renewal"
    }

    /// The newest production certificate in the authority's record is the one in use here; the one
    /// before was taken back.
    private func checkAuthority(_ mayCostMore: Bool) throws {
        let issued = try town.issued()
        let production = issued.filter(\.isProduction)
        let ledger = try Ledger(opening: town.bench.path("shop.sijil"))
        let active = try ledger.activeCertificate(unit: Town.unit)
        let serial = try active.map { try StampingCertificate(der: $0.der).serialDecimal }
        #expect(production.last?.serial == serial, "\(place)")
        #expect(production.last?.isRevoked == false, "\(place)")
        // A lost answer to a renewal at once costs one more.
        let most = certificatesBefore + (way == .renewAtOnce || mayCostMore ? 2 : 1)
        #expect((certificatesBefore + 1...most).contains(production.count), "\(place)")
        if way.isRenewal { #expect(production.first?.isRevoked == true, "\(place)") }
    }

    /// Codes that the authority has taken since the start.
    func codesSpent() throws -> Int {
        try town.issued().count { !$0.isProduction } + renewedAtOnce() - certificatesBefore
    }

    private func renewedAtOnce() throws -> Int {
        let issued = try town.issued()
        let direct = issued.count { $0.isProduction } - issued.count { !$0.isProduction }
        return max(0, direct)
    }

    /// Requests that may have arrived and whose answer nobody has.
    func lostAnswers() throws -> Int {
        let ledger = try Ledger(opening: town.bench.path("shop.sijil"))
        return try ledger.attempts(unit: Town.unit).count { $0.answer?.outcome == "unknown" }
    }
}

extension Town {
    func certify(
        _ verb: String, withPending: Bool, code: String? = nil, shim: Shim = .cheap,
        limit: String? = nil
    ) throws -> Outcome {
        withPending
            ? try certify(verb, "--with-pending", code: code, shim: shim, limit: limit)
            : try certify(verb, code: code, shim: shim, limit: limit)
    }
}
