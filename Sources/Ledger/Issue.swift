public import Cryptography
import EGS
import GRDB
public import Invoicing
import UBL

extension Ledger {
    /// Gives each new request the next counter of the unit's chain, has it sealed, stores it, and
    /// reads it back, all in one write transaction.
    ///
    /// A request whose key was issued before with the same content is answered with the first
    /// receipt, whatever the time, the certificate, or the unit. On any error nothing is stored and
    /// no counter is used, so the same call can be repeated.
    ///
    /// - Parameters:
    ///   - certificate: The one that `seal` stamps with, as DER. Another program may have taken a
    ///     new one into use since it was chosen, so it is compared inside the transaction, where
    ///     there is anything to stamp; `nil`: whichever is in use.
    ///   - clock: Asked once for each new document; its answers become `recorded_at`.
    ///   - guardTip: Called first, inside the transaction, with the head of the chain. Throws if
    ///     the ledger is older than what the caller remembers.
    ///   - seal: Called for each new document, inside the transaction, with its position and time;
    ///     again, with the same time, if one before it is refused after all. It may refuse the
    ///     document, which then uses no counter. It must not wait on anything but the processor:
    ///     other writers are held off.
    /// - Returns: One outcome for each request, in their order, after the commit.
    public func issue(
        _ batch: [IssueRequest], unit: String, mode: IssueMode, certificate der: [UInt8]? = nil,
        clock: @escaping () -> Instant, guardTip: (ChainHead) throws -> Void,
        seal: @escaping (IssueRequest, ChainPosition, Instant) throws -> Sealing
    ) throws(LedgerError) -> [IssueOutcome] {
        try store.attempt { db throws(LedgerError) in
            let unitID = try Self.unitID(unit, db)
            guard let chain = try Chain.newest(unitID: unitID, db) else {
                throw .noActiveCertificate(unit: unit)
            }
            let head = try Self.head(chainID: chain.id, epoch: chain.epoch, unit: unit, db)
            try Self.outside { try guardTip(head) }
            let fates = try Triage(db: db).fates(of: batch)
            guard fates.contains(where: { $0.isNew }) else {
                return (Self.outcomes(fates, issued: [:]), .commit)
            }
            let certificate = try Self.stamping(unitID: unitID, unit: unit, der, db)
            var allowed = fates.enumerated().map { index, fate in
                fate.limited(to: certificate, request: batch[index], unit: unit)
            }
            if mode == .allOrNothing, allowed.contains(where: \.isRefused) {
                return (Self.outcomes(allowed, issued: [:]), .commit)
            }
            let writer = try DocumentWriter(
                db: db, chainID: chain.id, head: head, certificate: certificate,
                sellerVAT: header.vat)
            var issued: [Int: Issuance] = [:]
            let line = AssemblyLine(writer, clock: clock, seal: seal) { index, result in
                switch result {
                case .success(let issuance): issued[index] = issuance
                case .failure(let refusal): allowed[index] = .refused(refusal)
                }
            }
            for (index, fate) in allowed.enumerated() where fate.isNew {
                try line.take(batch[index], index: index)
            }
            try line.finish()
            // The others were sealed all the same, so that every refusal is told at once.
            if mode == .allOrNothing, allowed.contains(where: \.isRefused) {
                return (Self.outcomes(allowed, issued: [:]), .rollback)
            }
            return (Self.outcomes(allowed, issued: issued), .commit)
        }
    }

    /// Runs what the caller gave; what it throws is passed on whole.
    static func outside<T>(_ work: () throws -> T) throws(LedgerError) -> T {
        do { return try work() } catch {
            if let ours = error as? LedgerError { throw ours }
            if let explained = error as? any ExplainedError { throw .outside(explained) }
            throw .sealFailed(type: "\(type(of: error))")
        }
    }

    private static func outcomes(
        _ fates: [Fate], issued: [Int: Issuance]
    ) -> [IssueOutcome] {
        fates.enumerated().map { index, fate in
            switch fate {
            case .existing(let issuance): return .existing(issuance)
            case .refused(let refusal): return .refused(refusal)
            case .new: return issued[index].map { .issued($0) } ?? .notAttempted
            case .sameAs(let first):
                if case .refused(let refusal) = fates[first] { return .refused(refusal) }
                return issued[first].map { .existing($0) } ?? .notAttempted
            }
        }
    }

    static func stamping(
        unitID: Int64, unit: String, _ expected: [UInt8]?, _ db: Database
    ) throws(LedgerError) -> StoredCertificate {
        guard let id = try ActiveCertificate.id(unitID: unitID, db) else {
            throw .noActiveCertificate(unit: unit)
        }
        let record = try Self.certificate(id: id, db)
        if let expected, record.der != expected { throw .certificateChanged(unit: unit) }
        if let lost = try unsettledRenewal(of: id, unitID: unitID, unit: unit, db) {
            throw .renewalUnsettled(lost)
        }
        do {
            return StoredCertificate(id: id, certificate: try StampingCertificate(der: record.der))
        } catch { throw .badRow(table: "certificate", id: id, column: "der") }
    }
}

/// The certificate whose key stamps the batch.
struct StoredCertificate {
    let id: Int64
    let certificate: StampingCertificate
}

/// What is decided about a request before anything is written.
enum Fate {
    case new
    case existing(Issuance)
    /// The same sale as an earlier request of the batch.
    case sameAs(Int)
    case refused(IssueRefusal)

    var isNew: Bool {
        if case .new = self { return true }
        return false
    }

    var isRefused: Bool {
        if case .refused = self { return true }
        return false
    }

    /// A new document must be of a kind that the certificate allows.
    func limited(to stored: StoredCertificate, request: IssueRequest, unit: String) -> Fate {
        guard isNew, !stored.certificate.allows(request.invoice.kind) else { return self }
        return .refused(.kindNotAllowed(kind: request.invoice.kind, unit: unit))
    }
}

/// Compares a batch with the ledger and with itself. Deciding everything before the first INSERT
/// keeps refusals free of side effects, and shows all of them at once.
struct Triage {
    fileprivate let db: Database
    fileprivate let byKey: PreparedSQL
    fileprivate let byNumber: PreparedSQL
    fileprivate let byUUID: PreparedSQL
    fileprivate let lost: LostDocuments

    init(db: Database) throws(LedgerError) {
        self.db = db
        lost = try Ledger.lostDocuments(db)
        byKey = try PreparedSQL(DocumentSQL.byKey, db)
        byNumber = try PreparedSQL(DocumentSQL.byNumber, db)
        byUUID = try PreparedSQL(DocumentSQL.byUUID, db)
    }

    func fates(of batch: [IssueRequest]) throws(LedgerError) -> [Fate] {
        var keys: [IdempotencyKey: Int] = [:]
        var numbers: [InvoiceNumber: Int] = [:]
        var uuids: [DocumentUUID: Int] = [:]
        var fates: [Fate] = []
        fates.reserveCapacity(batch.count)
        for (index, request) in batch.enumerated() {
            var fate = try stored(request)
            if fate.isNew {
                if let first = keys[request.key] {
                    let same = batch[first].draftDigest == request.draftDigest
                    fate =
                        same
                        ? .sameAs(first) : .refused(.keyRepeated(key: request.key, index: first))
                } else if let first = numbers[request.invoice.number] {
                    fate = .refused(.numberRepeated(number: request.invoice.number, index: first))
                } else if let first = uuids[request.uuid] {
                    fate = .refused(.uuidRepeated(uuid: request.uuid, index: first))
                } else {
                    keys[request.key] = index
                    numbers[request.invoice.number] = index
                    uuids[request.uuid] = index
                }
            }
            fates.append(fate)
        }
        return fates
    }

    /// The fate by what the file holds.
    private func stored(_ request: IssueRequest) throws(LedgerError) -> Fate {
        if let old = request.replacing { return try successor(request, of: old) }
        switch try standing(request.key, request.draftDigest, request.invoice.number) {
        case .existing(let first): return .existing(try Receipt.of(first, db))
        case .refused(let refusal): return .refused(refusal)
        case .free: break
        }
        let uuid = request.uuid
        let text = uuid.description
        if let first = try db.first(byUUID, [.text(text)], DocumentSQL.record) {
            return .refused(.uuidTaken(uuid: uuid, first: first))
        }
        return .new
    }
}

/// What a ledger holds of a sale that may be issued.
public enum Standing: Sendable {
    /// Neither key nor number.
    case free
    /// This very sale.
    case existing(DocumentRecord)
    case refused(IssueRefusal)
}

extension Ledger {
    /// What issuing would find if it began now.
    ///
    /// - Parameter draft: The digest of the draft.
    public func standing(
        key: IdempotencyKey, draft: SHA256Digest, number: InvoiceNumber
    ) throws(LedgerError) -> Standing {
        try store.read { db throws(LedgerError) in
            try Triage(db: db).standing(key, draft, number)
        }
    }
}

extension Triage {
    fileprivate func standing(
        _ key: IdempotencyKey, _ draft: SHA256Digest, _ number: InvoiceNumber
    ) throws(LedgerError) -> Standing {
        if let newest = try db.first(byKey, [.text(key.text)], DocumentSQL.record) {
            // Of a rejected document and its successors, the one that this draft made.
            let values: [SQLValue] = [.text(key.text), .blob(draft.bytes)]
            let first = try db.first(DocumentSQL.byKeyAndDraft, values, DocumentSQL.record)
            guard let first else {
                return .refused(try keyTaken(key, draft, newest))
            }
            return .existing(first)
        }
        if let first = try db.first(byNumber, [.text(number.text)], DocumentSQL.record) {
            return .refused(try numberTaken(number, first))
        }
        let lost = lost.numbers[number] ?? lost.keys[key]
        return lost.map { .refused(.numberLost($0)) } ?? .free
    }

    private func keyTaken(
        _ key: IdempotencyKey, _ draft: SHA256Digest, _ first: DocumentRecord
    ) throws(LedgerError) -> IssueRefusal {
        let rejection = try Ledger.rejection(of: first, db)
        return .keyTaken(key: key, given: draft, first: first, rejection: rejection)
    }

    private func numberTaken(
        _ number: InvoiceNumber, _ first: DocumentRecord
    ) throws(LedgerError) -> IssueRefusal {
        .numberTaken(
            number: number, first: first, rejection: try Ledger.rejection(of: first, db))
    }

    /// The fate of a document that is to take a rejected one's place.
    private func successor(
        _ request: IssueRequest, of old: DocumentRecord
    ) throws(LedgerError) -> Fate {
        let (number, key) = (request.invoice.number, request.key)
        guard number == old.number || key == old.key else { return .refused(.notLinked(old)) }
        let sameNumber = try db.first(byNumber, [.text(number.text)], DocumentSQL.record)
        let sameKey = try db.first(byKey, [.text(key.text)], DocumentSQL.record)
        for found in [sameNumber, sameKey].compactMap(\.self) where found.id != old.id {
            let isOfOld = found.number == old.number || found.key == old.key
            guard isOfOld, found.revision > old.revision else {
                return found.number == number
                    ? .refused(try numberTaken(number, found))
                    : .refused(try keyTaken(key, request.draftDigest, found))
            }
            guard found.revision == request.revision, found.draftDigest == request.draftDigest
            else { return .refused(.replacedBefore(old, by: found)) }
            return .existing(try Receipt.of(found, db))
        }
        guard try Ledger.isRejected(old.id, db) else { return .refused(.notRejected(old)) }
        if let closing = try ClosingSQL.record(of: old.id, db) {
            return .refused(.documentClosed(old, closing))
        }
        if let lost = lost.numbers[number] { return .refused(.numberLost(lost)) }
        if let first = try db.first(byUUID, [.text(request.uuid.description)], DocumentSQL.record) {
            return .refused(.uuidTaken(uuid: request.uuid, first: first))
        }
        return .new
    }
}

/// The receipt of a stored document.
enum Receipt {
    /// The QR code is read from the stored bytes: it has no column of its own.
    static func of(_ record: DocumentRecord, _ db: Database) throws(LedgerError) -> Issuance {
        let xml = try DocumentSQL.xml(id: record.id, db)
        guard let document = try? DocumentReader.read(xml), let qr = document.facts.qr else {
            throw .badRow(table: "document", id: record.id, column: "xml")
        }
        return Issuance(record: record, qr: qr)
    }
}

extension Ledger {
    /// The receipt of a stored document again.
    public func receipt(of record: DocumentRecord) throws(LedgerError) -> Issuance {
        try store.perform { db throws(LedgerError) in try Receipt.of(record, db) }
    }
}
