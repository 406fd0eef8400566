import Crew
import Cryptography
import EGS
import Encoding
import Invoicing
import KeyStore
import Ledger
import Rules
import Signer
import Synchronization
import UBL

/// Takes groups of drafts for one unit through checking, numbering, stamping and storing.
struct IssuingDesk {
    let ledger: Ledger
    let surroundings: Surroundings
    let unit: UnitRecord
    let seller: Party
    let signer: Signer
    let tip: TipGuard
    private let rules = ToolShed { DocumentRules() }

    init(_ workplace: Workplace, passphrase: SecretBytes, unit name: String?) throws {
        try self.init(workplace, unit: name) { store, certificate in
            let key = try store.key(
                spki: certificate.publicKey.spkiDER, passphrase: passphrase)
            return try Signer(key: key, certificate: certificate)
        }
    }

    /// - Parameter signer: Opens the key; asked last, after everything that needs no key.
    init(
        _ workplace: Workplace, unit name: String?,
        signer: (KeyStore, StampingCertificate) throws -> Signer
    ) throws {
        ledger = workplace.ledger
        surroundings = workplace.surroundings
        unit = try workplace.unit(named: name)
        seller = try workplace.sellerProfile().party
        let store = try workplace.keyStore()
        tip = TipGuard(store: store, unit: unit.name)
        guard let active = try ledger.activeCertificate(unit: unit.name) else {
            throw SijilError.noActiveCertificate(unit: unit.name)
        }
        let certificate = try StampingCertificate(der: active.der)
        try CertificateFit(header: ledger.header, unit: unit, now: surroundings.now())
            .check(certificate)
        try ledger.requireSettledRenewal(unit: unit.name)
        try store.checkPlace()
        try tip.checkHistory(of: ledger)
        self.signer = try signer(store, certificate)
    }

    /// Issues a group in one transaction and records the tip; the results are in the order of the
    /// drafts.
    func issue(_ items: [DraftSource.Item], allOrNothing: Bool) throws -> [IssueResult] {
        try issue(prepare(items), allOrNothing: allOrNothing)
    }

    /// Issues the successor of a rejected document.
    func issue(_ json: JSONValue, replacing old: DocumentRecord) throws -> IssueResult {
        let item = DraftSource.Item(
            place: 1, json: .success(json), succession: Succession(of: old))
        let results = try issue(prepare([item]), allOrNothing: true)
        guard let result = results.first else { preconditionFailure("a result is missing") }
        return result
    }

    private func issue(_ prepared: [Prepared], allOrNothing: Bool) throws -> [IssueResult] {
        let requests = prepared.compactMap(\.request)
        if allOrNothing, requests.count < prepared.count {
            return prepared.map {
                $0.request == nil ? $0.draft.result(.refused) : $0.draft.notAttempted
            }
        }
        guard !requests.isEmpty else { return prepared.map { $0.draft.result(.refused) } }
        // What the rules say of the final bytes, beside what the draft's own check said.
        let told = Warned()
        let broken = Self.broken(prepared)
        let outcomes = try ledger.issue(
            requests, unit: unit.name, mode: allOrNothing ? .allOrNothing : .each,
            certificate: signer.certificate.certificate.der, clock: surroundings.now,
            guardTip: tip.check,
            seal: { request, position, now in
                if let problems = broken[request.uuid] { return .refused(problems) }
                return try seal(request, at: position, now) { told.add($0, to: request.uuid) }
            })
        // A key that another unit issued is answered with that one's receipt.
        try tip.store.recordTips(of: Set(outcomes.compactMap(\.receiptUnit)), in: ledger)
        var waiting = outcomes.makeIterator()
        let warnings = told.all
        return prepared.map { entry in
            guard let request = entry.request else { return entry.draft.result(.refused) }
            guard let outcome = waiting.next() else { preconditionFailure("an outcome is missing") }
            return result(of: entry.draft, outcome, warnings[request.uuid] ?? [])
        }
    }

    /// What the rules warn of in documents that are stamped on several cores.
    private final class Warned: Sendable {
        private let found = Mutex<[DocumentUUID: [Problem]]>([:])
        var all: [DocumentUUID: [Problem]] { found.withLock { $0 } }
        func add(_ problems: [Problem], to uuid: DocumentUUID) {
            found.withLock { $0[uuid] = problems }
        }
    }

    /// Writes a document at once; stamps it and has every rule judge its final bytes later, on any
    /// core.
    ///
    /// - Parameter warn: Called, where there are any, with what the rules warn of.
    func seal(
        _ request: IssueRequest, at position: ChainPosition, _ now: Instant,
        warn: @escaping @Sendable ([Problem]) -> Void
    ) throws -> Sealing {
        let written = try signer.write(
            request.invoice, seller: seller, uuid: request.uuid, at: position, signingTime: now)
        return .written(hash: written.hash) { [signer, rules] in
            let sealed = try signer.stamp(written)
            let verdict = rules.lend {
                $0.judge(sealed.xml, of: request.invoice, known: request.warnings, at: now)
            }
            guard verdict.passes else { return .refused(verdict.problems) }
            if !verdict.problems.isEmpty { warn(verdict.problems) }
            return .stamped(sealed, warnings: verdict.warnings)
        }
    }

    // MARK: Before the lock

    struct Prepared {
        let draft: PreparedDraft
        /// `nil` where the draft is refused before the ledger is asked.
        let request: IssueRequest?
        /// What refuses it unless it was issued before: a document stands, whatever became of those
        /// that it names.
        var broken: [Problem] = []
    }

    static func broken(_ prepared: [Prepared]) -> [DocumentUUID: [Problem]] {
        var broken: [DocumentUUID: [Problem]] = [:]
        for entry in prepared where !entry.broken.isEmpty {
            if let uuid = entry.request?.uuid { broken[uuid] = entry.broken }
        }
        return broken
    }

    /// A draft that was looked at on some core.
    private struct Checked: Sendable {
        let draft: PreparedDraft
        let digest: SHA256Digest?
        /// What keeps a successor from being issued.
        let broken: [Problem]
    }

    /// Checks drafts on every core.
    ///
    /// - Parameters:
    ///   - later: Numbers that are issued behind these in the same transaction.
    ///   - known: What the ledger has of the documents that an invoice names; asked of the ledger
    ///     itself where no transaction is open.
    func prepare(
        _ items: [DraftSource.Item], later: Set<String> = [],
        known: ((Invoice, BatchDocuments) throws -> KnownDocuments)? = nil
    ) throws -> [Prepared] {
        let timed = items.map { (item: $0, now: surroundings.now()) }
        let checked = Crew.map(timed) { [seller, unit = unit.name] entry in
            let (now, succession) = (IssueTime(entry.now), entry.item.succession)
            // A successor is about the same sale, which was when it was.
            let draft = PreparedDraft(
                entry.item, seller: seller, issuedAt: succession?.old.issuedAt ?? now, now: now
            ) {
                guard let named = $0.unit, named != unit else { return nil }
                return Self.unitProblem(named, unit: unit)
            }
            return Checked(
                draft: draft,
                digest: draft.content.map { SHA256.hash($0.draft.canonicalJSON()) },
                broken: draft.content.flatMap { content in
                    succession?.faults(of: content.invoice, seller: seller)
                } ?? [])
        }
        var batch = BatchDocuments()
        for invoice in checked.compactMap(\.draft.content?.invoice) { batch.announce(invoice) }
        return try zip(items, checked).map { item, found in
            let request = try request(found, item.succession, later: later) {
                try known?($0, batch) ?? ledger.knownDocuments(named: $0, beside: batch)
            }
            if let invoice = found.draft.content?.invoice, request.broken.isEmpty {
                batch.count(invoice, isSuccessor: item.succession != nil)
            }
            return request
        }
    }

    private func request(
        _ checked: Checked, _ succession: Succession?, later: Set<String>,
        known: (Invoice) throws -> KnownDocuments
    ) throws -> Prepared {
        var draft = checked.draft
        guard let content = draft.content, let digest = checked.digest else {
            return Prepared(draft: draft, request: nil)
        }
        guard let key = IdempotencyKey(content.draft.key) else {
            preconditionFailure("a checked draft has a key that fits")
        }
        let named = LedgerRules.problems(
            content.invoice, try known(content.invoice), beside: later)
        draft.problems += named.warnings
        // A successor that names no key of its own takes over the one before.
        let inherited = content.draft.givenKey == nil ? succession?.old.key : nil
        let request = IssueRequest(
            key: inherited ?? key, draftDigest: succession?.draftDigest ?? digest,
            warnings: draft.problems.map(\.rule), uuid: surroundings.newUUID(),
            invoice: content.invoice, replacing: succession?.old)
        // What keeps a document back by itself says more than what is amiss with those it names.
        let broken = checked.broken.isEmpty ? named.errors : checked.broken
        return Prepared(draft: draft, request: request, broken: broken)
    }

    static func unitProblem(_ named: String, unit: String) -> Problem {
        Problem(
            rule: "SJL-UNIT", path: "/unit", value: named,
            message: Bilingual(
                en: "this run issues for unit \(unit), the draft names \(named)",
                ar: "هذا الإصدار للوحدة \(unit) بينما المسودة للوحدة \(named)"),
            remedy: Bilingual(
                en:
                    "name a unit that the ledger has; an array is one unit's, in JSON Lines each "
                    + "draft may name its own",
                ar: "اذكر وحدة في السجل؛ المصفوفة لوحدة واحدة، وفي JSON Lines لكل مسودة وحدتها"))
    }

    // MARK: After the commit

    /// - Parameter warnings: What the rules warn of in the document that was made now.
    private func result(
        of draft: PreparedDraft, _ outcome: IssueOutcome, _ warnings: [Problem]
    ) -> IssueResult {
        switch outcome {
        case .issued(let issuance):
            draft.result(.issued, receipt: Receipt(issuance), problems: warnings)
        case .existing(let issuance):
            draft.result(
                .existing, receipt: Receipt(issuance),
                problems: Self.stored(issuance.record.warnings, besides: draft.problems))
        case .refused(.rulesBroken(let problems)): draft.result(.refused, problems: problems)
        case .refused(let refusal):
            draft.result(.refused, problems: [refusal.asProblem()])
        case .notAttempted: draft.notAttempted
        }
    }

    /// What was warned of when the document was issued, as far as the draft does not show it again.
    private static func stored(_ ids: [String], besides known: [Problem]) -> [Problem] {
        ids.filter { id in !known.contains { $0.rule == id } }
            .compactMap(DocumentRules.stored)
    }
}

extension IssueOutcome {
    /// The unit whose document the receipt is of.
    fileprivate var receiptUnit: String? {
        switch self {
        case .issued(let issuance), .existing(let issuance): issuance.record.unit
        case .refused, .notAttempted: nil
        }
    }
}

extension IssueRefusal {
    /// - Parameter value: What the draft says there, where it is at hand.
    func asProblem(value: String? = nil) -> Problem {
        Problem(
            rule: "SJL-" + code.uppercased(), path: path, value: value, message: problem,
            remedy: remedy)
    }

    /// Where in the draft the refused value stands.
    fileprivate var path: String {
        switch self {
        case .keyTaken, .keyRepeated: "/key"
        case .numberTaken, .numberLost, .numberRepeated: "/number"
        case .uuidTaken, .uuidRepeated: ""
        case .kindNotAllowed: "/kind"
        case .rulesBroken: ""
        case .notRejected, .documentClosed, .replacedBefore, .notLinked: "/number"
        }
    }
}

extension Receipt {
    init(_ issuance: Issuance) {
        let record = issuance.record
        self.init(
            key: record.key.text, number: record.number.text, unit: record.unit,
            epoch: record.epoch, icv: record.icv.rawValue, uuid: record.uuid.description,
            hash: record.hash.base64, pih: record.pih.text, issuedAt: record.issuedAt.description,
            recordedAt: record.recordedAt.description, total: record.total.description,
            vat: record.vat.description, currency: record.currency, qr: issuance.qr)
    }
}
