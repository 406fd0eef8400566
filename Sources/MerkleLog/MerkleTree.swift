public import Cryptography

/// An RFC 6962 tree that grows leaf by leaf and keeps only the roots of its whole subtrees: at most
/// 63 hashes, whatever its size.
public struct MerkleTree: Sendable {
    /// Leaves pushed so far.
    public private(set) var size: Int64 = 0

    /// Roots of the whole subtrees from the left, the largest first: one for each bit that is set
    /// in `size`.
    private var peaks: [SHA256Digest] = []

    public init() {}

    /// Adds the next leaf by its leaf hash.
    public mutating func push(_ leaf: SHA256Digest) {
        var node = leaf
        var merged = size
        // Each trailing 1 of the old size is a whole subtree that the new leaf completes.
        while merged & 1 == 1 {
            node = LogNode.hash(peaks.removeLast(), node)
            merged >>= 1
        }
        peaks.append(node)
        size += 1
    }

    /// The root over all leaves; SHA-256 of nothing for an empty tree (RFC 6962, section 2.1).
    public func root() -> SHA256Digest {
        guard var node = peaks.last else { return SHA256.hash([UInt8]()) }
        for peak in peaks.dropLast().reversed() { node = LogNode.hash(peak, node) }
        return node
    }
}
