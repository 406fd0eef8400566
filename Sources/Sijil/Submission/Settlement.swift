public import Encoding
public import Invoicing
import KeyStore
import Ledger

/// A document whose answer was lost and that the authority's portal shows as accepted, by the word
/// of somebody of the firm.
public struct SettledDocument: Sendable {
    /// What the call changed.
    public enum Change: String, Sendable {
        case settled
        /// It was on record without the authority's copy, which is now stored.
        case copyAdded = "copy-added"
        /// All of it was on record.
        case existing
    }

    public let change: Change
    public let number: String
    /// What was seen, when, by whom, and when that was recorded, in UTC; `nil` where an answer of
    /// the authority tells that it was cleared, and only the copy was missing.
    public let word: (seen: String, recordedAt: String)?
    public let icv: Int64
    /// A standard document whose copy by the authority, the one that buyers get, is not here.
    public let lacksCopy: Bool
    private let record: DocumentRecord

    init(
        _ record: DocumentRecord, _ settlement: SettlementRecord?, _ change: Change,
        lacksCopy: Bool
    ) {
        self.change = change
        self.record = record
        self.lacksCopy = lacksCopy
        number = record.number.text
        icv = record.icv.rawValue
        word = settlement.map { ($0.seen, $0.recordedAt.description) }
    }

    public var json: JSONValue {
        [
            "status": .string(change.rawValue), "number": .string(number),
            "key": .string(record.key.text), "revision": JSONValue(record.revision),
            "unit": .string(record.unit), "epoch": JSONValue(record.epoch),
            "icv": JSONValue(icv), "uuid": .string(record.uuid.description),
            "seen": word.map { .string($0.seen) } ?? .null,
            "recorded_at": word.map { .string($0.recordedAt) } ?? .null,
            "copy_missing": .bool(lacksCopy),
        ]
    }

    /// What became of it, in a line.
    public var words: Bilingual {
        let head = "\(number) (ICV \(icv)): "
        guard let recordedAt = word?.recordedAt else {
            return change == .existing
                ? Bilingual(
                    en: head + "that copy is stored already", ar: head + "تلك النسخة محفوظة")
                : Bilingual(
                    en: head + "the authority's copy is stored; it is handed out from now on",
                    ar: head + "حُفظت نسخة الهيئة وهي التي تُسلَّم من الآن")
        }
        return switch change {
        case .settled:
            Bilingual(
                en: head + "recorded on \(recordedAt), by your word, that the authority's portal "
                    + "shows it as accepted; it is not sent again",
                ar: head + "قُيّد في \(recordedAt) بقولك أن بوابة الهيئة تُظهره مقبولًا؛ ولن يُرسل "
                    + "ثانية")
        case .copyAdded:
            Bilingual(
                en: head + "the authority's copy is stored beside the word of \(recordedAt)",
                ar: head + "حُفظت نسخة الهيئة مع القول المقيّد في \(recordedAt)")
        case .existing:
            Bilingual(
                en: head + "it is on record since \(recordedAt), by the firm's word, that the "
                    + "authority's portal shows it as accepted",
                ar: head + "مُقيّد منذ \(recordedAt) بقول المنشأة أن بوابة الهيئة تُظهره مقبولًا")
        }
    }

    /// What is still missing; `nil` where nothing is.
    public var notice: (message: Bilingual, remedy: Bilingual)? {
        lacksCopy ? (SettlementWords.copyMissing, SettlementWords.addCopy(number)) : nil
    }
}

enum SettlementWords {
    static let copyMissing = Bilingual(
        en: "the authority's copy, which is what the buyer gets, is not here",
        ar: "نسخة الهيئة، وهي التي تُسلم للمشتري، ليست هنا")

    static func addCopy(_ number: String) -> Bilingual {
        let command = "sijil settle \(ShellText.quoted(number)) --cleared-copy FILE"
        return Bilingual(
            en: "fetch the cleared XML from the portal, then: \(command)",
            ar: "نزّل ملف XML المعتمد من البوابة ثم: \u{200E}\(command)\u{200E}")
    }

    /// The ways on for a document of which only the portal knows.
    static func look(_ number: String, _ kind: InvoiceKind) -> Bilingual {
        let quoted = ShellText.quoted(number)
        let again = "sijil submit \(quoted) --resend"
        let copy = kind == .standard ? " --cleared-copy FILE" : ""
        let settle = "sijil settle \(quoted) --seen-in-portal TEXT\(copy)"
        return Bilingual(
            en: "look in the portal whether it arrived; if it is not there: \(again); if it is "
                + "there, accepted: \(settle)",
            ar: "تحقق في البوابة من وصوله، فإن لم يكن فيها: \u{200E}\(again)\u{200E}؛ وإن كان فيها "
                + "مقبولًا: \u{200E}\(settle)\u{200E}")
    }
}

extension Workplace {
    /// Records that the authority's portal shows a document as accepted whose answer was lost, so
    /// that it is sent no more.
    ///
    /// The same call again is answered with the first record. A copy may follow later.
    ///
    /// - Parameters:
    ///   - seen: What was seen, when and by whom; may be `nil` where that is on record.
    ///   - copyPath: A file with the document as the authority cleared it.
    /// - Throws: ``SettlementRefusal`` for a document that an answer judged, that was never sent,
    ///   that `submit` can settle, or a copy that is not of it; ``LineTaken`` while another run is
    ///   sending for the unit.
    public func settle(
        number: String, seen: String?, copyPath: String? = nil
    ) throws -> SettledDocument {
        if let seen, !Ledger.mayBeReason(seen) {
            throw SettlementRefusal.seenUnfit(characters: seen.unicodeScalars.count)
        }
        let record = try find(number: number, key: nil)
        let line = try lineForSettling(of: record)
        return try withExtendedLifetime(line) {
            let submission = try ledger.submission(of: record)
            if let settlement = submission.settlement, !submission.isJudged {
                return try settledBefore(submission, settlement, seen: seen, copyPath: copyPath)
            }
            if seen == nil, let copyPath, submission.last?.isCleared == true {
                return try copied(submission, copyPath: copyPath)
            }
            try requireOpen(submission)
            guard let seen else { throw SettlementRefusal.unsaid(number: number) }
            let copy = try copyPath.map { try portalCopy(at: $0, of: record) }
            switch try ledger.recordSettlement(
                of: record, seen: seen, copy: copy?.xml, now: surroundings.now())
            {
            case .settled(let settlement):
                return try settled(record, settlement, .settled)
            case .existing(let settlement): return try settled(record, settlement, .existing)
            case .notOpen: throw SettlementRefusal.beingSent(number: number)
            }
        }
    }

    /// While it is held nobody sends the document. A copy without keys sends nothing.
    private func lineForSettling(of record: DocumentRecord) throws -> LineLock? {
        guard hasKeys else { return nil }
        let store = try keyStore()
        // In an older copy the answer may be missing.
        try TipGuard.checkAll(ledger, store, unit: record.unit)
        guard let line = try store.lockLine(unit: record.unit) else {
            throw LineTaken(unit: record.unit)
        }
        return line
    }

    /// Only where nobody but the portal can tell.
    private func requireOpen(_ submission: SubmissionRecord) throws {
        let number = submission.document.number.text
        if submission.isJudged {
            throw SettlementRefusal.judged(number: number, state: SubmissionState(submission))
        }
        guard let since = submission.mayBeKnownSince else {
            throw SettlementRefusal.neverSent(number: number)
        }
        let last = submission.last
        if let last, last.outcome == nil { throw SettlementRefusal.beingSent(number: number) }
        let age = surroundings.now().secondsSince1970 - since.secondsSince1970
        guard age > OutboxPass.memorySeconds else {
            throw SettlementRefusal.early(number: number, since: since)
        }
    }

    /// An answer cleared it, without the copy or with a wrong one.
    private func copied(
        _ submission: SubmissionRecord, copyPath: String
    ) throws -> SettledDocument {
        let record = submission.document
        let copy = try portalCopy(at: copyPath, of: record)
        if let kept = try ledger.clearedXML(of: record) {
            guard kept == copy.xml else {
                throw SettlementRefusal.copyStored(number: record.number.text)
            }
            return SettledDocument(record, nil, .existing, lacksCopy: false)
        }
        _ = try ledger.addPortalCopy(copy.xml, of: record, now: surroundings.now())
        return SettledDocument(record, nil, .copyAdded, lacksCopy: false)
    }

    private func settledBefore(
        _ submission: SubmissionRecord, _ settlement: SettlementRecord, seen: String?,
        copyPath: String?
    ) throws -> SettledDocument {
        let record = submission.document
        let number = record.number.text
        if let seen, seen != settlement.seen {
            throw SettlementRefusal.settled(settlement.words(number: number))
        }
        guard let copyPath else { return try settled(record, settlement, .existing) }
        let copy = try portalCopy(at: copyPath, of: record)
        if let kept = try ledger.clearedXML(of: record) {
            guard kept == copy.xml else { throw SettlementRefusal.copyStored(number: number) }
            return try settled(record, settlement, .existing)
        }
        _ = try ledger.addPortalCopy(copy.xml, of: record, now: surroundings.now())
        return try settled(record, settlement, .copyAdded)
    }

    private func portalCopy(at path: String, of record: DocumentRecord) throws -> PortalCopy {
        guard record.kind == .standard else {
            throw SettlementRefusal.copyOfSimplified(number: record.number.text)
        }
        return try PortalCopy(path: path, of: record, in: ledger)
    }

    private func settled(
        _ record: DocumentRecord, _ settlement: SettlementRecord, _ change: SettledDocument.Change
    ) throws -> SettledDocument {
        let submission = try ledger.submission(of: record)
        return SettledDocument(record, settlement, change, lacksCopy: submission.lacksPortalCopy)
    }
}
