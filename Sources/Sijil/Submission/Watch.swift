public import Cryptography
public import Invoicing
import Ledger

/// Sends documents as they are issued, until it is told to stop.
///
/// Each unit has its own pace: after a pass in which the line or the authority was down it rests,
/// each time for longer and for a time drawn by chance. So it does where this computer stands in
/// the way in a manner that may pass, as when another program keeps the ledger locked. A document
/// that needs a person's hand is looked at again now and then, and never holds up another.
public struct Watch {
    public enum Event: Sendable {
        case item(Outbox.Item)
        /// Nothing is sent for a unit for so many seconds.
        case resting(unit: String, seconds: Int64, Outbox.End)
        /// The same after an error that may pass.
        case hindered(unit: String, seconds: Int64, any ExplainedError)
        /// Another run sends for the unit.
        case elsewhere(unit: String)
        /// Every unit had its turn, and something was sent.
        case round
        /// Nothing is left to do for now.
        case idle
    }

    /// Seconds between two looks at the ledger.
    static let lookSeconds: Int64 = 2
    static let longestRestSeconds: Int64 = 900
    /// A rest ends so long before a document becomes late, whatever the authority asked for.
    static let marginSeconds: Int64 = 60
    /// For what only a person can mend.
    static let longestWaitSeconds: Int64 = 3_600

    private final class Lane {
        let outbox: Outbox
        var failures = 0
        /// By the clock that nobody sets, and the times below too.
        var restsUntil: Int64?
        /// Newest document when the last whole pass began.
        var seen: Int64 = -1
        /// Documents that were not settled, by their rows.
        var waiting: [Int64: (failures: Int, until: Int64)] = [:]
        var isElsewhere = false

        init(_ outbox: Outbox) { self.outbox = outbox }
    }

    private let workplace: Workplace
    private let lanes: [Lane]

    public init(
        _ workplace: Workplace, units: [String], passphrase: SecretBytes, line: AuthorityLine
    ) throws {
        self.workplace = workplace
        lanes = try units.map {
            Lane(try Outbox(workplace, unit: $0, passphrase: passphrase, line: line))
        }
    }

    /// - Parameter isStopped: Asked before each request and every few seconds.
    public func run(
        isStopped: @escaping @Sendable () -> Bool, _ tell: (Event) -> Void
    ) throws {
        var wasIdle = false
        while !isStopped() {
            var didWork = false
            for lane in lanes where !isStopped() {
                if try visit(lane, isStopped, tell) { didWork = true }
            }
            if didWork { tell(.round) }
            if isStopped() { return }
            if !didWork, !wasIdle { tell(.idle) }
            wasIdle = !didWork
            // A signal ends the pause.
            workplace.surroundings.pause(Self.lookSeconds)
        }
    }

    /// - Returns: Whether there was anything to send.
    private func visit(
        _ lane: Lane, _ isStopped: @escaping @Sendable () -> Bool, _ tell: (Event) -> Void
    ) throws -> Bool {
        let now = workplace.surroundings.elapsed()
        if let until = lane.restsUntil, now < until { return false }
        do {
            return try work(lane, now, isStopped, tell)
        } catch let error as any ExplainedError where error.mayRetry {
            lane.failures += 1
            let seconds = backoff(lane)
            lane.restsUntil = workplace.surroundings.elapsed() + seconds
            tell(.hindered(unit: lane.outbox.unit, seconds: seconds, error))
            return false
        }
    }

    private func work(
        _ lane: Lane, _ now: Int64, _ isStopped: @escaping @Sendable () -> Bool,
        _ tell: (Event) -> Void
    ) throws -> Bool {
        let newest = try workplace.ledger.newestDocumentID()
        let isNew = newest > lane.seen
        guard isNew || lane.failures > 0 || lane.waiting.values.contains(where: { $0.until <= now })
        else { return false }
        var order = Outbox.Order()
        order.isStopped = isStopped
        order.waiting = Set(lane.waiting.filter { $0.value.until > now }.keys)
        var hasSent = false
        let end: Outbox.End
        do {
            defer { lane.outbox.desk.leaveLine() }
            end = try lane.outbox.pass(order) { item in
                hasSent = true
                note(item, lane)
                tell(.item(item))
            }
            lane.isElsewhere = false
        } catch let taken as LineTaken {
            if !lane.isElsewhere { tell(.elsewhere(unit: taken.unit)) }
            lane.isElsewhere = true
            return false
        }
        try settle(end, lane, newest, tell)
        return hasSent
    }

    /// When a document that is not settled is looked at again.
    private func note(_ item: Outbox.Item, _ lane: Lane) {
        guard !item.state.isSettled else {
            lane.waiting[item.documentID] = nil
            return
        }
        let failures = (lane.waiting[item.documentID]?.failures ?? 0) + 1
        let seconds =
            60
            + Backoff.seconds(
                after: failures + 5, longest: Self.longestWaitSeconds,
                workplace.surroundings.chance())
        lane.waiting[item.documentID] = (failures, workplace.surroundings.elapsed() + seconds)
    }

    private func backoff(_ lane: Lane) -> Int64 {
        Backoff.seconds(
            after: lane.failures + 2, longest: Self.longestRestSeconds,
            workplace.surroundings.chance())
    }

    private func settle(
        _ end: Outbox.End, _ lane: Lane, _ newest: Int64, _ tell: (Event) -> Void
    ) throws {
        switch end {
        case .done:
            lane.failures = 0
            lane.restsUntil = nil
            lane.seen = newest
        case .stopped: return
        case .down, .loginRefused:
            lane.failures += 1
            // The whole line waits, not each document by itself.
            lane.waiting = [:]
            let now = workplace.surroundings.now()
            var seconds = backoff(lane)
            if case .down(let until?) = end {
                seconds = max(seconds, until.secondsSince1970 - now.secondsSince1970)
            }
            seconds = min(seconds, Self.longestRestSeconds)
            if let left = try secondsLeft(lane, now) { seconds = min(seconds, left) }
            lane.restsUntil = workplace.surroundings.elapsed() + seconds
            tell(.resting(unit: lane.outbox.unit, seconds: seconds, end))
        }
    }

    /// Until shortly before the next of the unit's documents becomes late; `nil` where none waits
    /// that is not late yet.
    private func secondsLeft(_ lane: Lane, _ now: Instant) throws -> Int64? {
        let due = try workplace.ledger.unsubmitted(unit: lane.outbox.unit, after: 0, limit: 500)
        return due.compactMap {
            SubmissionStatus.reportBy($0.document.kind, $0.document.issuedAt)
        }.map {
            $0.secondsSince1970 - Self.marginSeconds - now.secondsSince1970
        }.filter { $0 > 0 }.min()
    }
}
