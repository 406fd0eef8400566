public import Invoicing
import Ledger

/// What is due at the authority, and by when.
public struct SubmissionStatus: Sendable {
    /// A document that the authority has not judged, and nobody saw in its portal.
    public struct Due: Sendable {
        public let number: String
        public let unit: String
        public let kind: String
        public let type: String
        public let icv: Int64
        public let uuid: String
        public let state: SubmissionState
        /// Riyadh civil time.
        public let issuedAt: String
        public let total: String
        public let vat: String
        public let currency: String
        /// Simplified documents are to be reported within 24 hours of their issue; `nil` for
        /// standard ones, which may not be handed out before they are cleared.
        public let secondsLeft: Int64?
        /// It may have been sent, and the authority no longer knows it: a person decides.
        public let isForgotten: Bool
        /// Why it was turned away unread, and what to do; `nil` where it was not.
        public internal(set) var refusal: (message: Bilingual, remedy: Bilingual)?
        let record: SubmissionRecord

        public var isOverdue: Bool { secondsLeft.map { $0 < 0 } ?? false }
        public var isPressing: Bool {
            secondsLeft.map { (0..<SubmissionStatus.pressingSeconds).contains($0) } ?? false
        }
    }

    /// An incident that lasts.
    public struct Incident: Sendable {
        public let unit: String
        public let began: Instant
        public let isLine: Bool
    }

    /// The most pressing first; at most ``mostShown``.
    public let due: [Due]
    /// All that are due, shown or not.
    public let count: Int
    public let overdue: Int
    /// Within an hour of that.
    public let pressing: Int
    /// Nothing on this computer can send them.
    public let stranded: Int
    public let forgotten: Int
    /// Turned away before they were judged.
    public let turnedAway: Int
    public let incidents: [Incident]
    /// What was judged and wants a hand; at most ``mostShown``.
    public let open: [OpenMatter]
    public let openCount: Int
    /// Rejected documents whose sale was called off: nothing is left to do about them.
    public let closedCount: Int
    /// Accepted by the firm's word alone; nothing more is sent of them.
    public let byWordCount: Int
    /// Of these, standard documents whose copy by the authority is not here.
    public let byWordWithoutCopyCount: Int
    public let troubles: [Trouble]
    public let lives: [CertificateLife]

    /// Whether something waits for a person.
    public var wantsHand: Bool {
        overdue + stranded + forgotten + turnedAway + openCount > 0 || !troubles.isEmpty
            || lives.contains { $0.level == .ended }
    }

    public static let mostShown = 200
    private static let reportingSeconds: Int64 = 24 * 3_600
    static let pressingSeconds: Int64 = 3_600

    /// When a simplified document is to be reported at the latest; `nil` for a standard one, which
    /// is cleared before it is handed out.
    static func reportBy(_ kind: InvoiceKind, _ issuedAt: IssueTime) -> Instant? {
        guard kind == .simplified else { return nil }
        return Instant(
            secondsSince1970: issuedAt.instant.secondsSince1970 + reportingSeconds)
    }
}

extension Workplace {
    public func status(unit name: String? = nil) throws -> SubmissionStatus {
        let now = surroundings.now()
        let units = try name.map { [try unit(named: $0)] } ?? ledger.units()
        let keys = SubmissionKeys(self)
        var due: [SubmissionStatus.Due] = []
        var incidents: [SubmissionStatus.Incident] = []
        var troubles = keys.tipTroubles(unit: name)
        for unit in units {
            let logins = try SubmissionLogins(self, unit: unit.name, keys, now: now)
            var (isKeyless, isEarly) = (false, false)
            var last: Int64 = 0
            while true {
                let page = try ledger.unsubmitted(unit: unit.name, after: last, limit: 500)
                for record in page {
                    let standing = logins.standing(record)
                    isKeyless = isKeyless || standing == .keyless
                    isEarly = isEarly || standing == .early
                    due.append(Self.due(record, standing, now: now))
                }
                guard let end = page.last else { break }
                last = end.document.id
            }
            // Where nothing waits, a copy of the ledger without keys is as good as any.
            if let trouble = logins.trouble, isKeyless, !troubles.contains(trouble) {
                troubles.append(trouble)
            }
            if isEarly, let trouble = logins.clockTrouble { troubles.append(trouble) }
            if let lost = try ledger.unsettledRenewal(unit: unit.name) {
                troubles.append(
                    SubmissionStatus.Trouble(
                        LedgerError.renewalUnsettled(lost), unit: unit.name))
            }
            if let incident = try ledger.openIncident(unit: unit.name) {
                incidents.append(
                    SubmissionStatus.Incident(
                        unit: unit.name, began: incident.began, isLine: incident.cause == .line))
            }
        }
        due.sort { ($0.secondsLeft ?? .max, $0.issuedAt) < ($1.secondsLeft ?? .max, $1.issuedAt) }
        var shown = Array(due.prefix(SubmissionStatus.mostShown))
        for index in shown.indices where shown[index].state == .refused {
            shown[index].refusal = try OutboxWords.words(stored: shown[index].record, in: ledger)
        }
        let open = try openMatters(units: units.map(\.name))
        let byWord = try ledger.settlementCount(unit: name)
        return SubmissionStatus(
            due: shown, count: due.count,
            overdue: due.count { $0.isOverdue }, pressing: due.count { $0.isPressing },
            stranded: due.count { $0.state == .stranded }, forgotten: due.count { $0.isForgotten },
            turnedAway: due.count { $0.state == .refused }, incidents: incidents,
            open: Array(open.prefix(SubmissionStatus.mostShown)),
            openCount: open.count, closedCount: Int(try ledger.closingCount(unit: name)),
            byWordCount: Int(byWord.documents), byWordWithoutCopyCount: Int(byWord.withoutCopy),
            troubles: troubles, lives: try lives())
    }

    private static func due(
        _ record: SubmissionRecord, _ standing: SubmissionLogins.Standing, now: Instant
    ) -> SubmissionStatus.Due {
        let document = record.document
        let reportBy = SubmissionStatus.reportBy(document.kind, document.issuedAt)
        let sent = record.mayBeKnownSince.map { now.secondsSince1970 - $0.secondsSince1970 }
        return SubmissionStatus.Due(
            number: document.number.text, unit: document.unit, kind: document.kind.rawValue,
            type: document.type.rawValue, icv: document.icv.rawValue,
            uuid: document.uuid.description,
            state: standing == .stranded ? .stranded : SubmissionState(record),
            issuedAt: document.issuedAt.description, total: document.total.description,
            vat: document.vat.description, currency: document.currency,
            secondsLeft: reportBy.map { $0.secondsSince1970 - now.secondsSince1970 },
            isForgotten: sent.map { $0 > OutboxPass.memorySeconds } ?? false,
            record: record)
    }

    /// What every command that opens the ledger says where something is late or nearly so, or was
    /// rejected and nobody reissued or closed it: one line.
    public func dueWarning() throws -> Bilingual? {
        let late = try lateWarning()
        let rejected = try ledger.openRejections()
        guard rejected > 0 else { return late }
        let words = Bilingual(
            en: "rejected by the authority, neither reissued nor closed: \(rejected) (details: "
                + "sijil status)",
            ar: "رفضتها الهيئة ولم يُصدر خلفها ولم تُغلق: \(rejected) (التفاصيل: sijil status)")
        guard let late else { return words }
        return Bilingual(en: "\(late.en); \(words.en)", ar: "\(late.ar)؛ \(words.ar)")
    }

    private func lateWarning() throws -> Bilingual? {
        let unjudged = try ledger.unjudgedCount()
        guard unjudged > 0 else { return nil }
        // Only an old document that was never settled makes the look back long.
        let newest = try ledger.newestUnjudged(most: unjudged, span: 20_000)
        let now = surroundings.now().secondsSince1970
        let left = newest.compactMap { SubmissionStatus.reportBy($0.kind, $0.issuedAt) }.map {
            $0.secondsSince1970 - now
        }
        let overdue = left.count { $0 < 0 } + Int(unjudged) - newest.count
        let pressing = left.count { (0..<SubmissionStatus.pressingSeconds).contains($0) }
        guard overdue + pressing > 0 else { return nil }
        return Bilingual(
            en: "to be reported to the authority: \(overdue) overdue, \(pressing) due within the "
                + "hour; run: sijil submit (details: sijil status)",
            ar: "للإبلاغ إلى الهيئة: \(overdue) متأخرة و\(pressing) تستحق خلال ساعة؛ شغّل: "
                + "sijil submit (التفاصيل: sijil status)")
    }
}
