import EGS
import Fatoora
import Invoicing
import Ledger

/// One pass in the middle of its work.
///
/// Each document is tried once in the order of issue; those that failed are tried again in further
/// rounds, so that one that hangs never holds up another. Between two rounds lies a pause, its
/// length drawn from a range that doubles: clients that failed together do not come back together.
struct OutboxPass {
    /// How long the authority knows a document again (C6).
    static let memorySeconds: Int64 = 24 * 3_600
    /// Failures in a row, each of another document, after which the cause is not the documents.
    private static let mostFailuresInARow = 3

    private let desk: AuthorityDesk
    private let order: Outbox.Order
    private let certificates: [Int64: CertificateRecord]
    private let active: CertificateRecord?
    /// Not before, as the authority asked.
    private var holdUntil: Instant?
    /// What was last told of the documents that are to be tried again, by their rows.
    private var failed: [Int64: Outbox.Item] = [:]
    private var again: [SubmissionRecord] = []
    private var failuresInARow = 0
    private var cameThrough = false
    private var incidents: IncidentBook

    init(_ desk: AuthorityDesk, _ order: Outbox.Order) throws {
        self.desk = desk
        self.order = order
        let all = try desk.ledger.certificates().filter { $0.unit == desk.unit.name }
        certificates = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        active = try desk.ledger.activeCertificate(unit: desk.unit.name)
        incidents = try IncidentBook(desk)
    }

    mutating func run(_ tell: (Outbox.Item) -> Void) throws -> Outbox.End {
        var source = try Source(desk, order)
        if let settled = source.settled {
            let words = try OutboxWords.words(stored: settled, in: desk.ledger)
            tell(item(settled, SubmissionState(settled), words))
            return .done
        }
        for round in 0..<order.rounds {
            if round > 0, !rest(round) { return finish(.down(until: holdUntil), tell) }
            failuresInARow = 0
            var batch = again
            again = []
            while failuresInARow < Self.mostFailuresInARow {
                if batch.isEmpty {
                    batch = try source.next()
                    // What is sent has left the house, also where its issue was cut short.
                    try desk.store.recordTips(of: [desk.unit.name], in: desk.ledger)
                }
                guard !batch.isEmpty else { break }
                if order.isStopped() { return finish(.stopped, tell) }
                let record = batch.removeFirst()
                guard try turn(of: record, tell) else {
                    let lost = try desk.ledger.unsettledRenewal(unit: desk.unit.name)
                    return finish(.loginRefused(isRenewalUnsettled: lost != nil), tell)
                }
            }
            again += batch
            if again.isEmpty { return finish(.done, tell) }
        }
        // Where not one request came through, it was not the documents.
        let isDown = failuresInARow >= Self.mostFailuresInARow || !cameThrough
        if isDown { try incidents.begin() }
        return finish(isDown ? .down(until: holdUntil) : .done, tell)
    }

    /// Tells of the documents that are left for another pass.
    private func finish(_ end: Outbox.End, _ tell: (Outbox.Item) -> Void) -> Outbox.End {
        for row in failed.keys.sorted() {
            if let item = failed[row] { tell(item) }
        }
        return end
    }

    /// Waits before another round.
    ///
    /// - Returns: False where that would take longer than anybody waits.
    private func rest(_ round: Int) -> Bool {
        var pause = Backoff.seconds(
            after: round, longest: AuthorityDesk.longestPauseSeconds, desk.surroundings.chance())
        if let holdUntil {
            let now = desk.surroundings.now()
            pause = max(pause, holdUntil.secondsSince1970 - now.secondsSince1970)
        }
        guard pause <= AuthorityDesk.longestPauseSeconds else { return false }
        desk.surroundings.pause(pause)
        return true
    }

    // MARK: One document

    /// Sends one document if it may be sent.
    ///
    /// - Returns: False where nothing else can be sent either.
    private mutating func turn(
        of record: SubmissionRecord, _ tell: (Outbox.Item) -> Void
    ) throws -> Bool {
        let state = SubmissionState(record)
        if !order.resends, isForgotten(record) {
            tell(item(record, state, OutboxWords.forgotten(record)))
            return true
        }
        guard let (certificate, credential) = try credential(for: record) else {
            tell(try keyless(record, state))
            return true
        }
        let settled = try send(record, certificate, credential)
        let after = try desk.ledger.submission(of: record.document)
        var words = try OutboxWords.words(settled, after, in: desk.ledger)
        // The right copy came, but only after another one, and nobody was told of that.
        let last = failed[record.document.id]?.message
        if last == OutboxWords.otherCopy.message, after.hasClearedCopy {
            words = OutboxWords.otherCopyBefore
        }
        try note(settled)
        let next = settled.outcome.next
        if next == .stopQueue {
            failed[record.document.id] = item(after, SubmissionState(after), words)
            return false
        }
        guard isToBeTriedAgain(next, after) else {
            failed[record.document.id] = nil
            tell(item(after, SubmissionState(after), words))
            return true
        }
        failed[record.document.id] = item(after, SubmissionState(after), words)
        again.append(after)
        return true
    }

    private func isToBeTriedAgain(_ next: FatooraNext, _ after: SubmissionRecord) -> Bool {
        switch next {
        case .retry, .settle: true
        // The same bytes again bring the copy, as long as the authority knows them.
        default: SubmissionState(after) == .clearedWithoutCopy
        }
    }

    /// What an outcome says about the line.
    private mutating func note(_ settled: AuthorityDesk.Settled) throws {
        let sign = settled.outcome.sign
        switch settled.outcome {
        case .neverSent where sign == .trouble:
            // Not this document's fault: another one would fare no better.
            failuresInARow = Self.mostFailuresInARow
        case .tooManyRequests(let after):
            failuresInARow = Self.mostFailuresInARow
            hold(after)
        case .serverTrouble(_, let after):
            failuresInARow += 1
            hold(after)
        case .unknown: failuresInARow += 1
        default: failuresInARow = 0
        }
        if sign == .reached { cameThrough = true }
        try incidents.note(settled, sign)
    }

    private mutating func hold(_ after: RetryAfter?) {
        guard let after else { return }
        let instant = after.instant(from: desk.surroundings.now())
        holdUntil = max(holdUntil ?? instant, instant)
        failuresInARow = Self.mostFailuresInARow
    }

    private func send(
        _ record: SubmissionRecord, _ certificate: CertificateRecord, _ credential: CSIDCredential
    ) throws -> AuthorityDesk.Settled {
        let document = FatooraDocument(
            hash: record.document.hash, uuid: record.document.uuid,
            xml: try desk.ledger.xml(of: record.document))
        let subject = AuthorityDesk.Subject(
            certificate: certificate.id, document: record.document.id)
        // One that went to reporting while clearing was off may be known there.
        let isReported = record.last.map {
            $0.outcome == "clearance-off" || $0.endpoint == "reporting"
        }
        if record.document.kind == .standard, isReported != true {
            let settled = try desk.askOnce(.clearance(document, credential), about: subject) {
                Self.copy($0, of: record)
            }
            // C9: only where the authority itself says that clearing is switched off.
            guard settled.outcome == .clearanceOff, !order.isStopped() else { return settled }
        }
        return try desk.askOnce(.reporting(document, credential), about: subject)
    }

    private func isForgotten(_ record: SubmissionRecord) -> Bool {
        guard let since = record.mayBeKnownSince else { return false }
        let age = desk.surroundings.now().secondsSince1970 - since.secondsSince1970
        return age > Self.memorySeconds
    }

    /// The login for a document: that of its own certificate while it is in force, else that of the
    /// one in use, which the authority takes with a warning.
    private func credential(
        for record: SubmissionRecord
    ) throws -> (CertificateRecord, CSIDCredential)? {
        let now = desk.surroundings.now()
        for candidate in SubmissionLogin.candidates(record, certificates, active) {
            guard try StampingCertificate(der: candidate.der).isValid(at: now) else { continue }
            if let credential = try desk.credential(candidate) { return (candidate, credential) }
        }
        return nil
    }

    /// A document for which there is no login here, and why.
    private func keyless(
        _ record: SubmissionRecord, _ state: SubmissionState
    ) throws -> Outbox.Item {
        let now = desk.surroundings.now()
        let unit = record.document.unit
        let lives = try SubmissionLogin.candidates(record, certificates, active).map {
            try StampingCertificate(der: $0.der)
        }
        if lives.contains(where: { $0.isValid(at: now) }) {
            let words = KeyWords.noSecret(unit)
            return item(record, state, (words.problem, words.remedy))
        }
        guard let begins = lives.compactMap({ $0.begins(after: now) }).min() else {
            return item(record, .stranded, OutboxWords.stranded)
        }
        return item(record, state, OutboxWords.early(unit, begins: begins, now: now))
    }

    /// The authority's copy in an answer, if it is our document with another stamp.
    private static func copy(
        _ answer: ValidationAnswer, of record: SubmissionRecord
    ) -> NewCleared? {
        guard !record.hasClearedCopy, case .document(let xml) = answer.clearedCopy else {
            return nil
        }
        guard ClearedCopy.isCopy(xml, of: record.document) else { return nil }
        return NewCleared(document: record.document, xml: xml)
    }

    private func item(
        _ record: SubmissionRecord, _ state: SubmissionState, _ words: OutboxWords.Pair?
    ) -> Outbox.Item {
        Outbox.Item(
            number: record.document.number.text, unit: record.document.unit,
            kind: record.document.kind.rawValue, icv: record.document.icv.rawValue,
            issuedAt: record.document.issuedAt.description, state: state,
            message: words?.message, remedy: words?.remedy, documentID: record.document.id)
    }
}

extension OutboxPass {
    /// The documents of a pass, a page at a time.
    struct Source {
        private let desk: AuthorityDesk
        private let waiting: Set<Int64>
        private var single: SubmissionRecord?
        private let isSingle: Bool
        private var last: Int64 = 0
        /// The one that was asked for, where nothing is left to do.
        private(set) var settled: SubmissionRecord?

        init(_ desk: AuthorityDesk, _ order: Outbox.Order) throws {
            self.desk = desk
            waiting = order.waiting
            isSingle = order.number != nil
            guard let number = order.number else { return }
            guard let name = InvoiceNumber(number),
                let document = try desk.ledger.document(number: name)
            else { throw SijilError.documentUnknown(number: number) }
            let record = try desk.ledger.submission(of: document)
            let state = SubmissionState(record)
            if order.resends, state.isByWord, let settlement = record.settlement {
                throw SettlementRefusal.settled(settlement.words(number: number))
            }
            if state.isSettled, state != .clearedWithoutCopy {
                settled = record
            } else {
                single = record
            }
        }

        mutating func next() throws -> [SubmissionRecord] {
            if isSingle {
                defer { single = nil }
                return single.map { [$0] } ?? []
            }
            // A long ledger is not read where nothing is due.
            if last == 0, try desk.ledger.unjudgedCount() == 0 { return [] }
            while true {
                let page = try desk.ledger.unsubmitted(
                    unit: desk.unit.name, after: last, limit: 100)
                guard let end = page.last else { return [] }
                last = end.document.id
                let due = page.filter { !waiting.contains($0.document.id) }
                if !due.isEmpty { return due }
            }
        }
    }
}

/// The certificates whose login may send a document.
enum SubmissionLogin {
    static func candidates(
        _ record: SubmissionRecord, _ all: [Int64: CertificateRecord], _ active: CertificateRecord?
    ) -> [CertificateRecord] {
        let own = all[record.certificateID].flatMap { $0.isEnded ? nil : $0 }
        return [own, active].compactMap(\.self)
    }
}

/// How long to wait after failures.
enum Backoff {
    /// Full jitter: from 1 up to a limit that doubles with each failure.
    static func seconds(after failures: Int, longest: Int64, _ chance: Double) -> Int64 {
        let limit = min(longest, 1 << Int64(min(failures, 40)))
        return 1 + Int64(chance * Double(limit))
    }
}
