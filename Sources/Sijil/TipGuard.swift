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
        let reached = head.icv?.rawValue ?? 0
        if tip.epoch > head.epoch {
            throw SijilError.ledgerRolledBack(unit: unit, missing: 1...tip.icv.rawValue)
        }
        guard tip.epoch == head.epoch else { return }
        if tip.icv.rawValue > reached {
            throw SijilError.ledgerRolledBack(unit: unit, missing: reached + 1...tip.icv.rawValue)
        }
        if tip.icv.rawValue == reached, tip.hash != head.hash {
            throw SijilError.ledgerForked(unit: unit, icv: reached)
        }
    }

    /// Records what may now leave the house.
    func advance(to head: ChainHead, logSize: Int64) throws {
        guard let icv = head.icv, let hash = head.hash else { return }
        try store.advanceTip(
            Tip(unit: unit, epoch: head.epoch, icv: icv, hash: hash, logSize: logSize))
    }
}
