import Cryptography
import EGS
import Encoding
import Invoicing
import KeyStore
import Ledger
import Signer
import UBL

/// Takes groups of drafts for one unit through checking, numbering, stamping and storing.
struct IssuingDesk {
    let ledger: Ledger
    let surroundings: Surroundings
    let unit: UnitRecord
    let seller: Party
    let signer: Signer
    let tip: TipGuard

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
        try store.checkPlace()
        try tip.checkHistory(of: ledger)
        self.signer = try signer(store, certificate)
    }

    /// Issues a group in one transaction and records the tip; the results are in the order of the
    /// drafts.
    func issue(_ items: [DraftSource.Item], allOrNothing: Bool) throws -> [IssueResult] {
        let prepared = items.map(prepare)
        let requests = prepared.compactMap(\.request)
        if allOrNothing, requests.count < prepared.count {
            return prepared.map { $0.refusal ?? $0.notAttempted }
        }
        guard !requests.isEmpty else { return prepared.compactMap(\.refusal) }
        let outcomes = try ledger.issue(
            requests, unit: unit.name, mode: allOrNothing ? .allOrNothing : .each,
            clock: surroundings.now, guardTip: tip.check,
            seal: { request, position, now in
                try signer.seal(
                    request.invoice, seller: seller, uuid: request.uuid, at: position,
                    signingTime: now)
            })
        if outcomes.contains(where: \.hasReceipt) { try recordTip() }
        var waiting = outcomes.makeIterator()
        return prepared.map { draft in
            if let refusal = draft.refusal { return refusal }
            guard let outcome = waiting.next() else { preconditionFailure("an outcome is missing") }
            return result(of: draft, outcome)
        }
    }

    /// Records the newest document before any receipt leaves; also before one of an earlier run,
    /// which a crash may have kept from recording it.
    func recordTip() throws {
        let heads = try ledger.chainHeads(unit: unit.name)
        // An enrolment begins an epoch that is empty at first.
        guard let head = heads.last(where: { $0.icv != nil }) else {
            preconditionFailure("a unit with receipts has documents")
        }
        try tip.advance(to: head, logSize: try ledger.logSize())
    }

    // MARK: Before the lock

    /// A draft that was read and checked, or why it was not.
    struct Prepared {
        let place: Int
        let key: String?
        let number: String?
        let request: IssueRequest?
        let problems: [Problem]

        /// The result of a draft that is refused before the ledger is asked.
        var refusal: IssueResult? { request == nil ? result(.refused) : nil }
        var notAttempted: IssueResult { result(.notAttempted) }

        func result(
            _ status: IssueResult.Status, receipt: Receipt? = nil, problems more: [Problem] = []
        ) -> IssueResult {
            IssueResult(
                place: place, key: key, number: number, status: status, receipt: receipt,
                problems: problems + more)
        }
    }

    func prepare(_ item: DraftSource.Item) -> Prepared {
        let json: JSONValue
        switch item.json {
        case .success(let value): json = value
        case .failure(let error):
            return refused(item.place, nil, [error.problem(line: item.place)])
        }
        let draft: InvoiceDraft
        switch InvoiceDraft.read(json) {
        case .success(let value): draft = value
        case .failure(let problems): return refused(item.place, json, problems.all)
        }
        if let named = draft.unit, named != unit.name {
            return refused(item.place, json, [unitProblem(named)])
        }
        let now = IssueTime(surroundings.now())
        switch draft.checked(seller: seller, defaultIssuedAt: now, now: now) {
        case .failure(let problems): return refused(item.place, json, problems.all)
        case .success(let checked):
            guard let key = IdempotencyKey(draft.key) else {
                preconditionFailure("a checked draft has a key that fits")
            }
            let request = IssueRequest(
                key: key, draftDigest: SHA256.hash(draft.canonicalJSON()),
                warnings: checked.warnings.map(\.rule), uuid: surroundings.newUUID(),
                invoice: checked.invoice)
            return Prepared(
                place: item.place, key: draft.key, number: draft.number, request: request,
                problems: checked.warnings)
        }
    }

    private func refused(_ place: Int, _ json: JSONValue?, _ problems: [Problem]) -> Prepared {
        let number: String? = if case .string(let text) = json?["number"] { text } else { nil }
        let key: String? = if case .string(let text) = json?["key"] { text } else { number }
        return Prepared(
            place: place, key: key, number: number, request: nil, problems: problems)
    }

    private func unitProblem(_ named: String) -> Problem {
        Problem(
            rule: "SJL-UNIT", path: "/unit", value: named,
            message: Bilingual(
                en: "this run issues for unit \(unit.name), the draft names \(named)",
                ar: "هذا الإصدار للوحدة \(unit.name) بينما المسودة للوحدة \(named)"),
            remedy: Bilingual(
                en:
                    "name a unit that the ledger has; an array is one unit's, in JSON Lines each "
                    + "draft may name its own",
                ar: "اذكر وحدة في السجل؛ المصفوفة لوحدة واحدة، وفي JSON Lines لكل مسودة وحدتها"))
    }

    // MARK: After the commit

    private func result(of draft: Prepared, _ outcome: IssueOutcome) -> IssueResult {
        switch outcome {
        case .issued(let issuance): draft.result(.issued, receipt: Receipt(issuance))
        case .existing(let issuance): draft.result(.existing, receipt: Receipt(issuance))
        case .refused(let refusal):
            draft.result(
                .refused,
                problems: [
                    Problem(
                        rule: "SJL-" + refusal.code.uppercased(), path: refusal.path, value: nil,
                        message: refusal.problem, remedy: refusal.remedy)
                ])
        case .notAttempted: draft.notAttempted
        }
    }
}

extension IssueOutcome {
    fileprivate var hasReceipt: Bool {
        switch self {
        case .issued, .existing: true
        case .refused, .notAttempted: false
        }
    }
}

extension IssueRefusal {
    /// Where in the draft the refused value stands.
    fileprivate var path: String {
        switch self {
        case .keyTaken, .keyRepeated: "/key"
        case .numberTaken, .numberRepeated: "/number"
        case .uuidTaken, .uuidRepeated: ""
        case .kindNotAllowed: "/kind"
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
