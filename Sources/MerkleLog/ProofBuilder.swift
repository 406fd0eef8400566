public import Cryptography

/// Makes one proof while the leaves of a log pass by in order, once, keeping at most 63 small
/// trees.
///
/// A proof is the roots of some ranges of leaves that do not overlap. Each range gets its own tree.
public struct ProofBuilder: Sendable {
    private struct Range {
        let first: Int64
        let end: Int64
        var tree = MerkleTree()
    }

    /// From left to right; `order` says which of them is which hash of the proof.
    private var ranges: [Range]
    private let order: [Int]
    private var current = 0
    private var pushed: Int64 = 0
    private let size: Int64

    /// - Precondition: `index` is one of the leaves 0 to `size - 1`.
    public init(inclusionOf index: Int64, in size: Int64) {
        precondition(index >= 0, "an index is not negative")
        precondition(index < size, "the index is in the tree")
        self.init(Self.beside(index, in: 0..<size), size: size)
    }

    /// - Precondition: the old size is not negative and not above the new one.
    public init(consistencyFrom oldSize: Int64, to newSize: Int64) {
        precondition(oldSize >= 0, "a size is not negative")
        precondition(oldSize <= newSize, "the old tree is not larger than the new one")
        let isTrivial = oldSize == 0 || oldSize == newSize
        self.init(
            isTrivial ? [] : Self.between(oldSize, 0..<newSize, isWhole: true), size: newSize)
    }

    private init(_ parts: [Swift.Range<Int64>], size: Int64) {
        let sorted = parts.indices.sorted { parts[$0].lowerBound < parts[$1].lowerBound }
        ranges = sorted.map { Range(first: parts[$0].lowerBound, end: parts[$0].upperBound) }
        var order = [Int](repeating: 0, count: parts.count)
        for (place, part) in sorted.enumerated() { order[part] = place }
        self.order = order
        self.size = size
    }

    /// Takes the next leaf of the log. Leaves after the tree's size are ignored.
    public mutating func push(_ leaf: SHA256Digest) {
        if current < ranges.count, pushed >= ranges[current].first {
            ranges[current].tree.push(leaf)
            if pushed + 1 == ranges[current].end { current += 1 }
        }
        pushed += 1
    }

    /// The proof's hashes.
    ///
    /// - Precondition: as many leaves as the tree has were pushed.
    public func hashes() -> [SHA256Digest] {
        precondition(pushed >= size, "every leaf of the tree was pushed")
        return order.map { ranges[$0].tree.root() }
    }

    /// RFC 6962's PATH: the other half at each level, the lowest level first.
    private static func beside(
        _ index: Int64, in leaves: Swift.Range<Int64>
    ) -> [Swift.Range<Int64>] {
        guard leaves.count > 1 else { return [] }
        let middle = leaves.lowerBound + half(Int64(leaves.count))
        return index < middle
            ? beside(index, in: leaves.lowerBound..<middle) + [middle..<leaves.upperBound]
            : beside(index, in: middle..<leaves.upperBound) + [leaves.lowerBound..<middle]
    }

    /// RFC 6962's SUBPROOF. `end` is where the old tree ends.
    private static func between(
        _ end: Int64, _ leaves: Swift.Range<Int64>, isWhole: Bool
    ) -> [Swift.Range<Int64>] {
        // The old tree's own root is known to whoever holds it.
        if end == leaves.upperBound { return isWhole ? [] : [leaves] }
        let middle = leaves.lowerBound + half(Int64(leaves.count))
        return end <= middle
            ? between(end, leaves.lowerBound..<middle, isWhole: isWhole)
                + [middle..<leaves.upperBound]
            : between(end, middle..<leaves.upperBound, isWhole: false)
                + [leaves.lowerBound..<middle]
    }

    /// The largest power of two below `count`, which is at least 2.
    private static func half(_ count: Int64) -> Int64 {
        1 << Int64(Int64.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
