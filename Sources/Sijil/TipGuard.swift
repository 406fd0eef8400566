import Glibc
import Invoicing
import KeyStore
import Ledger

/// Holds a ledger against what this computer remembers of it, so that no two released stamps share
/// a counter.
struct TipGuard {
    let store: KeyStore
    let unit: String

    /// Whether the ledger's document at the remembered place is the remembered one.
    ///
    /// Stored rows never change, so this needs no lock.
    func checkHistory(of ledger: Ledger) throws {
        guard let tip = try store.readTip(unit: unit) else { return }
        let hash = try ledger.invoiceHash(unit: unit, epoch: tip.epoch, icv: tip.icv)
        // A document that is missing is told by `check`, with all that are missing.
        guard let hash else { return }
        guard hash == tip.hash else {
            throw SijilError.ledgerForked(unit: unit, icv: tip.icv.rawValue)
        }
    }

    /// Refuses a ledger that is older than the tip; called inside the write transaction.
    ///
    /// A ledger ahead of the tip is the trace of a crash between commit and tip, and is caught up
    /// by the next group.
    func check(_ head: ChainHead) throws {
        guard let tip = try store.readTip(unit: unit) else { return }
        try Self.compare(tip, head)
    }

    private static func compare(_ tip: Tip, _ head: ChainHead) throws {
        let reached = head.icv?.rawValue ?? 0
        if tip.epoch > head.epoch {
            throw SijilError.ledgerRolledBack(unit: tip.unit, missing: 1...tip.icv.rawValue)
        }
        guard tip.epoch == head.epoch else { return }
        if tip.icv.rawValue > reached {
            throw SijilError.ledgerRolledBack(
                unit: tip.unit, missing: reached + 1...tip.icv.rawValue)
        }
        if tip.icv.rawValue == reached, tip.hash != head.hash {
            throw SijilError.ledgerForked(unit: tip.unit, icv: reached)
        }
    }
}

extension KeyStore {
    /// Records the newest document of each unit, which must be done before a document of the unit
    /// or its receipt leaves; also before one of an earlier run, which a crash may have kept from
    /// recording it.
    func recordTips(of units: Set<String>, in ledger: Ledger) throws {
        let tips = try units.sorted().compactMap { unit -> Tip? in
            // An enrolment begins an epoch that is empty at first.
            for head in try ledger.chainHeads(unit: unit).reversed() {
                guard let icv = head.icv, let hash = head.hash else { continue }
                return Tip(
                    unit: unit, epoch: head.epoch, icv: icv, hash: hash, logSize: head.logSize)
            }
            return nil
        }
        try advanceTips(tips)
    }
}

extension Workplace {
    /// The same where receipts leave without the passphrase. A computer that does not have the
    /// keys, or may not write beside them, has no tip of its own.
    func recordTips() throws {
        guard access(keysFolder, W_OK) == 0 else { return }
        try keyStore().recordTips(of: Set(ledger.units().map(\.name)), in: ledger)
    }
}

extension TipGuard {
    /// Holds the whole file against what the key folder remembers of it, without a write.
    ///
    /// - Parameter unit: Only what is remembered of this unit.
    /// - Returns: What is remembered, and whether a restore names it as missing: that is known.
    /// - Throws: ``SijilError/ledgerRolledBack(unit:missing:)`` and
    ///   ``SijilError/ledgerForked(unit:icv:)``.
    @discardableResult
    static func checkAll(
        _ ledger: Ledger, _ store: KeyStore, unit: String? = nil
    ) throws -> [(tip: Tip, isKnownMissing: Bool)] {
        let missing = try ledger.restores().flatMap(\.missing)
        let names = try ledger.units().map(\.name)
        return try store.readTips().filter { unit == nil || $0.unit == unit }.map { tip in
            let isNamed = missing.contains {
                $0.unit == tip.unit && $0.epoch == tip.epoch
                    && ($0.icvFirst...$0.icvLast).contains(tip.icv)
            }
            if isNamed { return (tip, true) }
            guard names.contains(tip.unit), let head = try ledger.chainHead(unit: tip.unit) else {
                throw SijilError.ledgerRolledBack(unit: tip.unit, missing: 1...tip.icv.rawValue)
            }
            try TipGuard(store: store, unit: tip.unit).checkHistory(of: ledger)
            // The tip was read before the head: what is issued meanwhile only moves the head on.
            try compare(tip, head)
            return (tip, false)
        }
    }
}
