public import Cryptography
import Invoicing
import Ledger

/// Sends documents as they are issued, until it is told to stop.
///
/// Each unit has its own pace: after a pass in which the line or the authority was down it rests,
/// each time for longer and for a time drawn by chance. A document that needs a person's hand is
/// looked at again now and then, and never holds up another.
public struct Watch {
    public enum Event: Sendable {
        case item(Outbox.Item)
        /// Nothing is sent for a unit for so many seconds.
        case resting(unit: String, seconds: Int64, Outbox.End)
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
    /// For what only a person can mend.
    static let longestWaitSeconds: Int64 = 3_600

    private final class Lane {
        let outbox: Outbox
        var failures = 0
        var restsUntil: Instant?
        /// Newest document when the last whole pass began.
        var seen: Int64 = -1
        /// Documents that were not settled, by their rows.
        var waiting: [Int64: (failures: Int, until: Instant)] = [:]
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
        let now = workplace.surroundings.now()
        if let until = lane.restsUntil, now < until { return false }
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
        settle(end, lane, newest, tell)
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
        let now = workplace.surroundings.now()
        lane.waiting[item.documentID] = (
            failures, Instant(secondsSince1970: now.secondsSince1970 + seconds)
        )
    }

    private func settle(
        _ end: Outbox.End, _ lane: Lane, _ newest: Int64, _ tell: (Event) -> Void
    ) {
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
            let now = workplace.surroundings.now().secondsSince1970
            var seconds = Backoff.seconds(
                after: lane.failures + 2, longest: Self.longestRestSeconds,
                workplace.surroundings.chance())
            if case .down(let until?) = end {
                seconds = max(seconds, until.secondsSince1970 - now)
            }
            lane.restsUntil = Instant(secondsSince1970: now + seconds)
            tell(.resting(unit: lane.outbox.unit, seconds: seconds, end))
        }
    }
}
