public import Cryptography

/// That a log of one size is the beginning of a larger one (RFC 6962, section 2.1.2).
public struct ConsistencyProof: Hashable, Sendable {
    /// Leaves of the earlier tree.
    public let oldSize: Int64
    /// Leaves of the later tree.
    public let newSize: Int64
    /// At most 63 hashes; none if the sizes are equal or the earlier tree is empty.
    public let hashes: [SHA256Digest]

    public init(oldSize: Int64, newSize: Int64, hashes: [SHA256Digest]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Whether the tree of `newRoot` begins with the tree of `oldRoot`.
    ///
    /// Before an empty tree there is nothing to prove, so an old size of 0 is never proven.
    public func proves(_ oldRoot: SHA256Digest, before newRoot: SHA256Digest) -> Bool {
        guard oldSize > 0, oldSize <= newSize else { return false }
        if oldSize == newSize { return hashes.isEmpty && oldRoot == newRoot }
        guard let roots = roots(startingWith: oldRoot) else { return false }
        return roots.old == oldRoot && roots.new == newRoot
    }

    /// Both roots as the hashes give them, computed side by side from the largest subtree that ends
    /// where the old tree ends.
    private func roots(
        startingWith oldRoot: SHA256Digest
    ) -> (old: SHA256Digest, new: SHA256Digest)? {
        var rest = hashes[...]
        var place = oldSize - 1
        var last = newSize - 1
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        // A whole old tree is itself that subtree, and is not sent again.
        guard let start = place == 0 ? oldRoot : rest.popFirst() else { return nil }
        var old = start
        var new = start
        for hash in rest {
            guard last > 0 else { return nil }
            if place & 1 == 1 || place == last {
                old = LogNode.hash(hash, old)
                new = LogNode.hash(hash, new)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                new = LogNode.hash(new, hash)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 ? (old, new) : nil
    }
}
