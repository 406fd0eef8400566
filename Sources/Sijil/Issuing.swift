public import Cryptography
import Invoicing
import Ledger
import Signer

/// One run of `issue`: drafts in, results out, in the order of the drafts.
///
/// Drafts are read and checked before the ledger is locked; only numbering, stamping and storing
/// happen inside the write transaction. A result is handed on after its group is committed and the
/// tip recorded, never before.
public struct Issuing {
    /// Documents in one transaction: enough to make the disk's share small, few enough to keep
    /// memory flat.
    static let groupSize = 1_000

    private let units: IssuingUnits
    private let isAtomic: Bool
    private let path: String

    /// Opens the keys; the passphrase is not needed afterwards.
    ///
    /// - Throws: `KeyStoreError` for a wrong passphrase or a damaged key; ``SijilError`` where the
    ///   unit has no certificate that may stamp now. Nothing is issued in any of these cases.
    public init(
        _ workplace: Workplace, passphrase: SecretBytes, unit: String?, isAtomic: Bool,
        from path: String
    ) throws {
        self.isAtomic = isAtomic
        self.path = path
        units = try IssuingUnits(workplace, passphrase: passphrase, unit: unit)
    }

    /// Issues everything, calling `tell` with the results of each committed group.
    public func run(_ tell: ([IssueResult]) throws -> Void) throws {
        var source = try DraftSource(path: path)
        switch try source.shape() {
        case .object, .array:
            try units.issue(try source.readWholeItems(), allOrNothing: true, tell)
        case .lines where isAtomic:
            try units.issue(try source.readLines(), allOrNothing: true, tell)
        case .lines:
            var group: [DraftSource.Item] = []
            while let item = try source.nextLine() {
                group.append(item)
                // Somebody who writes line by line waits for the answer to each.
                if group.count == Self.groupSize || !source.hasDraftAtHand {
                    try units.issue(group, allOrNothing: false, tell)
                    group.removeAll(keepingCapacity: true)
                }
            }
            if !group.isEmpty { try units.issue(group, allOrNothing: false, tell) }
        }
    }
}
