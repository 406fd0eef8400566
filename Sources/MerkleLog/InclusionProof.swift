public import Cryptography

/// That one entry stands at one place of a log (RFC 6962, section 2.1.1).
public struct InclusionProof: Hashable, Sendable {
    /// The entry's place, from 0.
    public let index: Int64
    /// Leaves of the tree that the proof leads into.
    public let size: Int64
    /// The hashes beside the way up, the leaf's sibling first; at most 63.
    public let hashes: [SHA256Digest]

    public init(index: Int64, size: Int64, hashes: [SHA256Digest]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// The root to which the proof leads from `leaf`.
    ///
    /// - Parameter leaf: The leaf hash, not the entry's own.
    /// - Returns: `nil` if the index is not in the tree, or the number of hashes is not the one
    ///   that this place in a tree of this size has.
    public func root(from leaf: SHA256Digest) -> SHA256Digest? {
        guard index >= 0, index < size else { return nil }
        var node = leaf
        var place = index
        var last = size - 1
        for hash in hashes {
            guard last > 0 else { return nil }
            if place & 1 == 1 || place == last {
                node = LogNode.hash(hash, node)
                // A right edge has no siblings until the next left turn.
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                node = LogNode.hash(node, hash)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 ? node : nil
    }
}
