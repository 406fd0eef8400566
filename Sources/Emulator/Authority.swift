import Cryptography
import Encoding
import GRDB
public import Invoicing
import Loopback
import StampCheck
import Synchronization
import TestCA

/// A code that authorises one enrolment or renewal.
public struct PortalCode: Sendable {
    /// Six digits.
    public let text: String
    public let vat: VATNumber
    /// One hour after it was made.
    public let expiresAt: Instant
}

/// The emulated authority: everything but the wire.
///
/// One request at a time, each in one transaction of the state. It knows no clock but the one that
/// it is given.
public final class Authority: Sendable {
    /// Behind host and port, as the real environments have theirs.
    public static let basePath = "/e-invoicing/emulator"

    private static let codeSeconds: Int64 = 3_600

    let state: State
    let keys: AuthorityKeys
    private let clock: @Sendable () -> Instant
    private let working: Mutex<Working>

    private struct Working {
        var scenario: Scenario
        var desk: FaultDesk
        var certificates = CertificateCache()
    }

    /// - Parameters:
    ///   - statePath: The file of what it remembers, made if it is not there; `nil` for memory.
    ///   - clock: The machine's; the scenario may add to it.
    public init(
        statePath: String?, scenario: Scenario = Scenario(),
        clock: @escaping @Sendable () -> Instant
    ) throws(EmulatorError) {
        state = try State(path: statePath)
        let now = clock()
        do {
            keys = try state.write { db in try AuthorityKeys(in: db, now: now) }
        } catch {
            throw .state(path: statePath ?? ":memory:", reason: State.reason(error))
        }
        self.clock = clock
        working = Mutex(Working(scenario: scenario, desk: FaultDesk(scenario)))
    }

    /// Makes a code, as the portal does for a taxpayer who asks there.
    public func issueCode(for vat: VATNumber) throws(EmulatorError) -> PortalCode {
        do {
            return try state.write { db in try newCode(vat, now: now, db) }
        } catch {
            throw .state(path: ":state:", reason: State.reason(error))
        }
    }

    /// The two certificates under which all others stand, as PEM: production, then compliance.
    public var certificatesPEM: [UInt8] {
        PEM.encode(keys.production.certificateDER, label: "CERTIFICATE")
            + PEM.encode(keys.compliance.certificateDER, label: "CERTIFICATE")
    }

    var now: Instant { working.withLock { skewed($0.scenario) } }

    private func skewed(_ scenario: Scenario) -> Instant {
        Instant(secondsSince1970: clock().secondsSince1970 + scenario.clockSkewSeconds)
    }

    var scenario: Scenario { working.withLock { $0.scenario } }

    /// Begins a scenario anew: its rules have seen nothing yet.
    public func use(_ scenario: Scenario) {
        working.withLock {
            $0.scenario = scenario
            $0.desk = FaultDesk(scenario)
        }
    }

    func newCode(_ vat: VATNumber, now: Instant, _ db: Database) throws -> PortalCode {
        let expiresAt = Instant(secondsSince1970: now.secondsSince1970 + Self.codeSeconds)
        while true {
            let draw = SecureRandom.bytes(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let digits = String(draw % 1_000_000)
            let text = String(repeating: "0", count: 6 - digits.count) + digits
            // A code is free again once it is spent or has run out.
            try db.execute(
                sql: """
                    DELETE FROM one_time_code
                    WHERE code = :code AND (used_at IS NOT NULL OR expires_at <= :now)
                    """, arguments: ["code": text, "now": now.secondsSince1970])
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO one_time_code (code, vat, issued_at, expires_at)
                    VALUES (?, ?, ?, ?)
                    """,
                arguments: [text, vat.text, now.secondsSince1970, expiresAt.secondsSince1970])
            if db.changesCount == 1 {
                return PortalCode(text: text, vat: vat, expiresAt: expiresAt)
            }
        }
    }

    // MARK: - Answering

    /// Answers one request, or says how the connection fails.
    func deliver(_ call: Call) -> Delivery {
        let path = call.path
        if !path.hasPrefix(Self.basePath + "/") {
            return .whole(AdminDesk(authority: self).answer(call))
        }
        let rest = String(path.dropFirst(Self.basePath.count))
        let there = Endpoint.allCases.filter { $0.path == rest }
        guard !there.isEmpty else { return .whole(.json(404, ["message": "no such path"])) }
        guard let endpoint = there.first(where: { $0.method == call.method }) else {
            var answer = Answer.json(405, ["message": "method not allowed"])
            answer.headers = [("Allow", there.map(\.method).joined(separator: ", "))]
            return .whole(answer)
        }
        return working.withLock { working in
            let now = skewed(working.scenario)
            let fault = working.desk.next(endpoint)
            let delivery = deliver(call, to: endpoint, fault, now, &working)
            record(call, delivery, fault, now)
            return delivery
        }
    }

    private func deliver(
        _ call: Call, to endpoint: Endpoint, _ fault: Fault?, _ now: Instant,
        _ working: inout Working
    ) -> Delivery {
        var answer = Answer.json(200, .null)
        if fault?.isProcessed ?? true {
            answer = process(call, endpoint, fault, now, &working)
        }
        guard let fault else { return .whole(answer) }
        switch fault.kind {
        case .drop: return .drop
        case .hang: return .hang(milliseconds: fault.milliseconds)
        case .trickle: return .trickle(answer, millisecondsEach: fault.milliseconds)
        case .cut: return .cut(answer, afterBytes: fault.bytes ?? answer.body.count / 2)
        case .status: return .whole(PlainAnswer.forced(fault, now))
        case .html: return .whole(.html(200, "Welcome"))
        case .empty: return .whole(Answer(status: 200, body: []))
        case .redirect:
            var answer = Answer.html(302, "302 Found")
            answer.headers = [("Location", "http://127.0.0.1:9/e-invoicing/elsewhere")]
            return .whole(answer)
        case .reject:
            let words = Bilingual(
                en: "rejected by the scenario", ar: "رُفض بحسب السيناريو")
            let message = ValidationMessage(
                severity: .error, code: fault.code, category: fault.category, text: words)
            let verdict = ValidationAnswer(
                endpoint: endpoint, isSimplified: endpoint != .clearance, messages: [message])
            return .whole(verdict.answer(call.language))
        case .otherKey: return .whole(answer)
        case .nullArrays, .oddShape, .singleBase64, .wrongUUID, .alteredCopy, .missingCopy:
            return .whole(SpoiltAnswer(answer).spoilt(by: fault.kind))
        }
    }

    private func process(
        _ call: Call, _ endpoint: Endpoint, _ fault: Fault?, _ now: Instant,
        _ working: inout Working
    ) -> Answer {
        let isTooLarge = call.isTooLarge || call.body.count > working.scenario.bodyLimitBytes
        if isTooLarge { return PlainAnswer.tooLarge }
        do {
            return try state.write { db in
                let session = Session(
                    db: db, keys: keys, scenario: working.scenario, now: now, call: call,
                    fault: fault)
                return try session.answer(to: endpoint, certificates: &working.certificates)
            }
        } catch {
            // The transaction is undone, so the request may be sent again.
            return PlainAnswer.invalidRequest(500)
        }
    }

    /// Keeps what was asked and what became of it. Bodies, codes and credentials are not kept.
    private func record(_ call: Call, _ delivery: Delivery, _ fault: Fault?, _ now: Instant) {
        let status: Int? =
            switch delivery {
            case .whole(let answer), .trickle(let answer, _), .cut(let answer, _): answer.status
            case .drop, .hang: nil
            }
        // A record that cannot be written must not change what the client was told.
        try? state.write { db in
            try db.execute(
                sql:
                    "INSERT INTO exchange (at, method, path, status, fault) VALUES (?, ?, ?, ?, ?)",
                arguments: [now.secondsSince1970, call.method, call.path, status, fault?.name])
        }
    }
}
