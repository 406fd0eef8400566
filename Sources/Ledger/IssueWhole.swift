import GRDB
public import Invoicing

/// What became of documents that were issued all or none.
public struct WholeIssue: Sendable {
    public internal(set) var issued = 0
    /// Stored before, by their keys and with the same content.
    public internal(set) var existing = 0
    /// Units of the documents, new and existing.
    public internal(set) var units: Set<String> = []
    /// Of the new documents.
    public internal(set) var first: InvoiceCounterValue?
    public internal(set) var last: InvoiceCounterValue?
    /// With one of these nothing was stored and no counter was used. `index` from 0, over all
    /// batches.
    public internal(set) var refusals: [(index: Int, refusal: IssueRefusal)] = []
    /// The record of the sheet that they came from; `nil` where none is new.
    public internal(set) var sheetImport: SheetImportRecord?
}

/// What the maker of a long input's requests may ask of the open transaction.
public struct WholeIssueDesk {
    /// Takes the next batch.
    public let issue: (_ batch: [IssueRequest]) throws -> Void
    /// As `knownDocuments` of the ledger; the batches before count.
    public let knownDocuments: (_ named: Invoice, _ beside: BatchDocuments) throws -> KnownDocuments
}

extension Ledger {
    /// Issues all requests of a long input or none, in one write transaction and in memory that
    /// does not grow with it: they come batch by batch while the transaction is open.
    ///
    /// On any error, and on any refusal, nothing is stored and no counter is used.
    ///
    /// - Parameters:
    ///   - sheet: Where they come from; recorded with them if one of them is new.
    ///   - certificate: As of `issue`, and `clock`, `guardTip` and `seal` too.
    ///   - feed: Called once, inside the transaction. It must not ask this ledger but through what
    ///     it is given. Other writers are held off until it returns.
    public func issueWhole(
        unit: String, from sheet: ImportedSheet, certificate der: [UInt8]? = nil,
        clock: @escaping () -> Instant, guardTip: (ChainHead) throws -> Void,
        seal: @escaping (IssueRequest, ChainPosition, Instant) throws -> Sealing,
        feed: (WholeIssueDesk) throws -> Void
    ) throws(LedgerError) -> WholeIssue {
        try store.attempt { db throws(LedgerError) in
            let unitID = try Self.unitID(unit, db)
            guard let chain = try Chain.newest(unitID: unitID, db) else {
                throw .noActiveCertificate(unit: unit)
            }
            let head = try Self.head(chainID: chain.id, epoch: chain.epoch, unit: unit, db)
            try Self.outside { try guardTip(head) }
            let certificate = try Self.stamping(unitID: unitID, unit: unit, der, db)
            let writer = try DocumentWriter(
                db: db, chainID: chain.id, head: head, certificate: certificate,
                sellerVAT: header.vat)
            let triage = try Triage(db: db)
            var whole = WholeIssue()
            var documents: (range: ClosedRange<Int64>, newest: Instant)?
            let line = AssemblyLine(writer, clock: clock, seal: seal) { index, result in
                whole.add(result, at: index)
                guard case .success(let issuance) = result else { return }
                let record = issuance.record
                documents = (
                    (documents?.range.lowerBound ?? record.id)...record.id, record.recordedAt
                )
            }
            var done = 0
            let desk = WholeIssueDesk(
                issue: { batch in
                    // What is on the line is not stored yet, and would not be found.
                    try line.finish()
                    for (index, fate) in try triage.fates(of: batch).enumerated() {
                        let request = batch[index]
                        let fate = fate.limited(to: certificate, request: request, unit: unit)
                        if whole.take(fate, at: done + index) {
                            try line.take(request, index: done + index)
                        }
                    }
                    done += batch.count
                },
                knownDocuments: { named, beside in
                    if named.namedNumbers.isEmpty { return KnownDocuments() }
                    try line.finish()
                    return try Self.knownDocuments(named: named, beside: beside, db)
                })
            try Self.outside { try feed(desk) }
            try line.finish()
            whole.refusals.sort { $0.index < $1.index }
            if whole.refusals.isEmpty {
                if let documents {
                    whole.sheetImport = try SheetImportSQL.add(
                        sheet, documents: documents.range, at: documents.newest, db)
                }
                return (whole, .commit)
            }
            whole.issued = 0
            whole.first = nil
            whole.last = nil
            return (whole, .rollback)
        }
    }
}

extension WholeIssue {
    /// Once one is refused, nothing more is written; the others are only looked at, so that all
    /// refusals are told at once.
    ///
    /// - Returns: Whether a document is to be made.
    fileprivate mutating func take(_ fate: Fate, at index: Int) -> Bool {
        switch fate {
        case .existing(let issuance):
            existing += 1
            units.insert(issuance.record.unit)
        case .sameAs: existing += 1
        case .refused(let refusal): refusals.append((index, refusal))
        case .new: return refusals.isEmpty
        }
        return false
    }

    fileprivate mutating func add(_ result: Result<Issuance, IssueRefusal>, at index: Int) {
        switch result {
        case .failure(let refusal): refusals.append((index, refusal))
        case .success(let issuance):
            issued += 1
            units.insert(issuance.record.unit)
            first = first ?? issuance.record.icv
            last = issuance.record.icv
        }
    }
}
