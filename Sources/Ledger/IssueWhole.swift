public import Invoicing

/// What became of documents that were issued all or none.
public struct WholeIssue: Sendable {
    public internal(set) var issued = 0
    /// Stored before, by their keys and with the same content.
    public internal(set) var existing = 0
    /// Of the new documents.
    public internal(set) var first: InvoiceCounterValue?
    public internal(set) var last: InvoiceCounterValue?
    /// With one of these nothing was stored and no counter was used. `index` from 0, over all
    /// batches.
    public internal(set) var refusals: [(index: Int, refusal: IssueRefusal)] = []
}

extension Ledger {
    /// Issues all requests of a long input or none, in one write transaction and in memory that
    /// does not grow with it: they come batch by batch while the transaction is open.
    ///
    /// On any error, and on any refusal, nothing is stored and no counter is used.
    ///
    /// - Parameters:
    ///   - clock: As of `issue`, and `guardTip` and `seal` too.
    ///   - feed: Called once, inside the transaction, with what takes the next batch. Other writers
    ///     are held off until it returns.
    public func issueWhole(
        unit: String, clock: @escaping () -> Instant, guardTip: (ChainHead) throws -> Void,
        seal: @escaping (IssueRequest, ChainPosition, Instant) throws -> Sealing,
        feed: (@escaping (_ batch: [IssueRequest]) throws -> Void) throws -> Void
    ) throws(LedgerError) -> WholeIssue {
        var whole = WholeIssue()
        do throws(LedgerError) {
            try store.write { db throws(LedgerError) in
                let unitID = try Self.unitID(unit, db)
                guard let chain = try Chain.newest(unitID: unitID, db) else {
                    throw .noActiveCertificate(unit: unit)
                }
                let head = try Self.head(chainID: chain.id, epoch: chain.epoch, unit: unit, db)
                try Self.outside { try guardTip(head) }
                let certificate = try Self.stamping(unitID: unitID, unit: unit, db)
                var writer = try DocumentWriter(
                    db: db, chainID: chain.id, head: head, certificate: certificate,
                    sellerVAT: header.vat)
                let triage = try Triage(db: db)
                var done = 0
                try Self.outside {
                    try feed { batch in
                        let fates = try triage.fates(of: batch).enumerated().map {
                            $1.limited(to: certificate, request: batch[$0], unit: unit)
                        }
                        for (index, fate) in fates.enumerated() {
                            try whole.take(fate, at: done + index) {
                                var request = batch[index]
                                let now = try writer.time(clock())
                                let position = writer.position
                                switch try Self.outside({ try seal(request, position, now) }) {
                                case .sealed(let sealed, let warnings):
                                    request.warnings += warnings
                                    _ = try writer.add(request, sealed, at: now)
                                    return .success(position.icv)
                                case .refused(let problems):
                                    return .failure(.rulesBroken(problems))
                                }
                            }
                        }
                        done += batch.count
                    }
                }
                // An error is what rolls the transaction back.
                if let first = whole.refusals.first { throw .outside(first.refusal) }
            }
        } catch {
            guard !whole.refusals.isEmpty else { throw error }
            whole.issued = 0
            whole.first = nil
            whole.last = nil
        }
        return whole
    }
}

extension WholeIssue {
    /// Once one is refused, nothing more is written; the others are only looked at, so that all
    /// refusals are told at once.
    fileprivate mutating func take(
        _ fate: Fate, at index: Int, write: () throws -> Result<InvoiceCounterValue, IssueRefusal>
    ) throws {
        switch fate {
        case .existing, .sameAs: existing += 1
        case .refused(let refusal): refusals.append((index, refusal))
        case .new:
            guard refusals.isEmpty else { return }
            switch try write() {
            case .success(let icv):
                issued += 1
                first = first ?? icv
                last = icv
            case .failure(let refusal): refusals.append((index, refusal))
            }
        }
    }
}
