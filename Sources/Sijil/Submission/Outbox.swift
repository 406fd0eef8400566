public import Cryptography
import EGS
import Fatoora
public import Invoicing
import KeyStore
import Ledger
import StampCheck
import UBL

/// Sends what the authority has not judged yet, one document at a time.
///
/// What is to be sent follows from the ledger's rows. Each request is stored before it leaves and
/// each answer before the next request, so a pass may be cut short at any point and begun again: a
/// document whose outcome is unknown is sent with the very same bytes, which the authority knows
/// again for 24 hours. After that nobody can tell, and a person decides.
public struct Outbox {
    /// How long the authority knows a document again (C6).
    static let memorySeconds: Int64 = 24 * 3_600

    /// One document after its turn.
    public struct Item: Sendable {
        public let number: String
        public let unit: String
        public let kind: String
        public let icv: Int64
        public let issuedAt: String
        public let state: SubmissionState
        /// What the authority said, or why nothing was sent; `nil` where there is nothing to add.
        public let message: Bilingual?
        public let remedy: Bilingual?
    }

    private let desk: AuthorityDesk
    private let certificates: [Int64: CertificateRecord]
    private let active: CertificateRecord?

    public init(
        _ workplace: Workplace, unit name: String?, passphrase: SecretBytes, line: AuthorityLine
    ) throws {
        let store = try workplace.keyStore()
        try workplace.prove(passphrase, in: store)
        try self.init(
            workplace.desk(unit: name, store: store, passphrase: passphrase, line: line))
    }

    init(_ desk: AuthorityDesk) throws {
        self.desk = desk
        let all = try desk.ledger.certificates().filter { $0.unit == desk.unit.name }
        certificates = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        active = try desk.ledger.activeCertificate(unit: desk.unit.name)
    }

    /// One pass over everything that is due, the oldest first.
    ///
    /// - Parameters:
    ///   - number: Only this document.
    ///   - resend: Send again what the authority no longer knows, although it may then count twice.
    /// - Returns: False where the pass ended early, since nothing can be sent now.
    @discardableResult
    public func pass(
        only number: String? = nil, resend: Bool = false, _ tell: (Item) -> Void
    ) throws -> Bool {
        try desk.settleInterrupted()
        if let number {
            guard let name = InvoiceNumber(number),
                let document = try desk.ledger.document(number: name)
            else { throw SijilError.documentUnknown(number: number) }
            let record = try desk.ledger.submission(of: document)
            if SubmissionState(record).isSettled {
                tell(item(record, SubmissionState(record), nil))
                return true
            }
            return try turn(of: record, resend: resend, tell)
        }
        var last: Int64 = 0
        while true {
            let page = try desk.ledger.unsubmitted(unit: desk.unit.name, after: last, limit: 100)
            for record in page {
                guard try turn(of: record, resend: resend, tell) else { return false }
            }
            guard let end = page.last else { return true }
            last = end.document.id
        }
    }

    /// Sends one document if it may be sent.
    ///
    /// - Returns: False where nothing else can be sent either.
    private func turn(
        of record: SubmissionRecord, resend: Bool, _ tell: (Item) -> Void
    ) throws -> Bool {
        let state = SubmissionState(record)
        if state == .unknown, !resend, isForgotten(record) {
            tell(item(record, .unknown, OutboxWords.forgotten))
            return true
        }
        guard let (certificate, credential) = try credential(for: record) else {
            tell(item(record, .stranded, OutboxWords.stranded))
            return true
        }
        let document = FatooraDocument(
            hash: record.document.hash, uuid: record.document.uuid,
            xml: try desk.ledger.xml(of: record.document))
        let clears = record.document.kind == .standard && state != .clearanceOff
        var settled = try desk.ask(
            clears ? .clearance(document, credential) : .reporting(document, credential),
            about: AuthorityDesk.Subject(
                certificate: certificate.id, document: record.document.id))
        if settled.outcome == .clearanceOff {
            settled = try desk.ask(
                .reporting(document, credential),
                about: AuthorityDesk.Subject(
                    certificate: certificate.id, document: record.document.id))
        }
        let problem = try keepCopy(settled, of: record)
        let after = try desk.ledger.submission(of: record.document)
        tell(item(after, SubmissionState(after), problem ?? OutboxWords.words(settled.outcome)))
        switch settled.outcome.next {
        case .stopQueue: return false
        // The line or the authority is down: each further try would only add rows.
        case .retry: return false
        default: return true
        }
    }

    private func isForgotten(_ record: SubmissionRecord) -> Bool {
        guard let first = record.firstSentAt else { return false }
        let age = desk.surroundings.now().secondsSince1970 - first.secondsSince1970
        return age > Self.memorySeconds
    }

    /// The login for a document: that of its own certificate while it is in force, else that of the
    /// one in use, which the authority takes with a warning.
    private func credential(
        for record: SubmissionRecord
    ) throws -> (CertificateRecord, CSIDCredential)? {
        var candidates: [CertificateRecord] = []
        if let own = certificates[record.certificateID], !own.isEnded { candidates.append(own) }
        if let active { candidates.append(active) }
        let now = desk.surroundings.now()
        for candidate in candidates {
            guard try StampingCertificate(der: candidate.der).isValid(at: now) else { continue }
            if let credential = try desk.credential(candidate) { return (candidate, credential) }
        }
        return nil
    }

    // MARK: The authority's copy

    /// Stores the cleared copy if it is our document with the authority's stamp.
    ///
    /// - Returns: Words, where what came is another document.
    private func keepCopy(
        _ settled: AuthorityDesk.Settled, of record: SubmissionRecord
    ) throws -> OutboxWords.Pair? {
        guard !record.hasClearedCopy, settled.attempt.endpoint == "clearance",
            case .document(let xml)? = settled.validation?.clearedCopy,
            let answer = settled.attempt.answer
        else { return nil }
        var cache = CertificateCache()
        let report = StampCheck.examine(xml, certificates: &cache)
        guard report.hash == record.document.hash,
            report.document?.facts.uuid == record.document.uuid.description,
            report.document?.facts.number == record.document.number.text
        else { return OutboxWords.otherCopy }
        _ = try desk.ledger.addCleared(
            xml, of: record.document, answer: answer.id, now: desk.surroundings.now())
        return nil
    }

    private func item(
        _ record: SubmissionRecord, _ state: SubmissionState, _ words: OutboxWords.Pair?
    ) -> Item {
        Item(
            number: record.document.number.text, unit: record.document.unit,
            kind: record.document.kind.rawValue, icv: record.document.icv.rawValue,
            issuedAt: record.document.issuedAt.description, state: state,
            message: words?.message, remedy: words?.remedy)
    }
}

/// What is said about a document's turn.
enum OutboxWords {
    typealias Pair = (message: Bilingual, remedy: Bilingual)

    static func words(_ outcome: FatooraOutcome) -> Pair? {
        switch outcome {
        case .accepted: nil
        default: (outcome.message, outcome.remedy)
        }
    }

    static let forgotten: Pair = (
        Bilingual(
            en: "it was sent more than 24 hours ago and no answer came: the authority no longer "
                + "knows it again, so a second sending may count twice",
            ar: "أُرسل قبل أكثر من 24 ساعة ولم يصل رد: لم تعد الهيئة تتعرف عليه، وقد يُحتسب إرساله "
                + "ثانية مرتين"),
        Bilingual(
            en: "look on the portal whether it arrived; if not: sijil submit NUMBER --resend",
            ar: "تحقق في البوابة من وصوله، فإن لم يصل: ‎sijil submit NUMBER --resend‎")
    )

    static let stranded: Pair = (
        Bilingual(
            en: "its certificate has ended and the unit has no other one with a secret on this "
                + "computer",
            ar: "انتهت شهادته وليست للوحدة شهادة أخرى مع سرها على هذا الحاسوب"),
        Bilingual(
            en: "enrol the unit again (sijil cert enrol); what cannot be sent then is told to the "
                + "authority by its failure form",
            ar: "سجّل الوحدة من جديد (sijil cert enrol)؛ وما يتعذر إرساله بعدها تُبلَّغ به الهيئة "
                + "بنموذج الأعطال")
    )

    static let otherCopy: Pair = (
        Bilingual(
            en: "the copy in the authority's answer is not this document: its hash, UUID or number "
                + "differs; the answer is stored, the copy is not used",
            ar: "النسخة في رد الهيئة ليست هذا المستند: تجزئتها أو معرفها أو رقمها مختلف؛ حُفظ الرد "
                + "ولم تُستعمل النسخة"),
        Bilingual(
            en: "report it to the authority with the stored answer",
            ar: "أبلغ الهيئة مع الرد المحفوظ")
    )
}

extension Workplace {
    /// The units whose documents a run of `submit` is about.
    public func unitsToSubmit(number: String?, unit name: String?) throws -> [String] {
        if let name { return [try unit(named: name).name] }
        guard let number else { return try ledger.units().map(\.name) }
        guard let parsed = InvoiceNumber(number), let found = try ledger.document(number: parsed)
        else { throw SijilError.documentUnknown(number: number) }
        return [found.unit]
    }
}
