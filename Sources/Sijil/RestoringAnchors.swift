import Cryptography
import Glibc
import Invoicing
import Ledger
import MerkleLog

/// The checkpoints beside a ledger that was put back to an older copy.
///
/// Those of what was given up can never be continued: no other would be signed, and receipts would
/// lead into a log that is no more. They are moved out of the way, and kept.
struct RestoringAnchors {
    let ledger: Ledger

    private var folder: AnchorFolder { AnchorFolder(ledger: ledger.path) }

    /// Moves the checkpoints that are not of the ledger's log, with the stamps over them.
    ///
    /// - Parameter now: Part of the new folder's name.
    /// - Returns: Where they are; `nil` if there were none.
    func setAside(now: Instant) throws -> String? {
        let foreign = try ledger.others(than: folder.checkpoints())
        guard !foreign.isEmpty else { return nil }
        let place = FilePath.unused("\(folder.path).replaced-\(FilePath.time(now.description))")
        try Files.makeFolder(place)
        let stems = foreign.map { checkpoint in
            FilePath.split(folder.file(of: checkpoint.checkpoint)).name
                .dropLast(AnchorFolder.suffix.count - 1)
        }
        for name in try Files.names(in: folder.path)
        where stems.contains(where: { name.hasPrefix($0) }) {
            let (from, to) = ("\(folder.path)/\(name)", "\(place)/\(name)")
            guard rename(from, to) == 0 else {
                throw SijilError.fileUnwritable(path: to, reason: .current)
            }
        }
        return place
    }
}

extension Ledger {
    /// The checkpoints of this ledger's origin that its log never was at.
    ///
    /// - Parameter checkpoints: The smallest first.
    fileprivate func others(than checkpoints: [SignedCheckpoint]) throws -> [SignedCheckpoint] {
        let size = try logSize()
        let own = checkpoints.filter { $0.checkpoint.origin.text == header.origin }
        let wanted = Set(own.map(\.checkpoint.size).filter { $0 <= size })
        var tree = MerkleTree()
        var roots: [Int64: SHA256Digest] = [0: tree.root()]
        _ = try forEachLeaf(upTo: wanted.max() ?? 0) { leaf in
            tree.push(leaf)
            if wanted.contains(tree.size) { roots[tree.size] = tree.root() }
        }
        return own.filter { roots[$0.checkpoint.size] != $0.checkpoint.root }
    }
}
