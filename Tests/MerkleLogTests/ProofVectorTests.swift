import Cryptography
import Encoding
import MerkleLog
import Testing

/// One published case: a proof, and whether it holds.
struct ProofVector: CustomTestStringConvertible, Sendable {
    let kind: String
    let first: Int64
    let second: Int64
    let hashes: [SHA256Digest]?
    let oldOrRoot: SHA256Digest?
    let newOrLeaf: SHA256Digest?
    let isRight: Bool
    let testDescription: String

    /// The cases for inclusion and consistency that transparency-dev/merkle publishes under
    /// `testdata/`, one a line: kind, two sizes or index and size, root or old root, leaf or new
    /// root, the hashes (`?` for an empty one), the verdict, and what was done to it.
    static let all: [ProofVector] = {
        let text = String(decoding: PackageResources.vectors_tsv, as: UTF8.self)
        return text.split(separator: "\n").map { line in
            ProofVector(line.split(separator: "\t", omittingEmptySubsequences: false))
        }
    }()

    private init(_ cells: [Substring]) {
        func digest(_ cell: Substring) -> SHA256Digest? {
            Base64.decode(String(cell)).flatMap { SHA256Digest($0) }
        }
        // Some cases have words for roots. What counts is which are equal.
        func root(_ cell: Substring) -> SHA256Digest? {
            let bytes = Base64.decode(String(cell))
            return bytes.map { SHA256Digest($0) ?? SHA256.hash($0) }
        }
        kind = String(cells[0])
        first = Int64(cells[1]) ?? -1
        second = Int64(cells[2]) ?? -1
        oldOrRoot = root(cells[3])
        newOrLeaf = root(cells[4])
        let proof = cells[5] == "-" ? [] : cells[5].split(separator: ",").map(digest)
        hashes = proof.contains(nil) ? nil : proof.compactMap { $0 }
        isRight = cells[6] == "right"
        testDescription = "\(cells[0]) \(cells[1]) \(cells[2]): \(cells[7])"
    }

    /// A hash that is not 32 bytes cannot even be made into a proof.
    var verdict: Bool {
        guard let hashes, let oldOrRoot, let newOrLeaf else { return false }
        if kind == "inclusion" {
            let proof = InclusionProof(index: first, size: second, hashes: hashes)
            return proof.root(from: newOrLeaf) == oldOrRoot
        }
        let proof = ConsistencyProof(oldSize: first, newSize: second, hashes: hashes)
        return proof.proves(oldOrRoot, before: newOrLeaf)
    }
}

@Suite("proofs")
struct ProofVectorTests {
    @Test("get the published verdicts")
    func published() {
        #expect(ProofVector.all.count == 196)
        #expect(ProofVector.all.count { $0.isRight } == 12)
        for vector in ProofVector.all {
            let verdict = vector.verdict
            #expect(verdict == vector.isRight, "\(vector.testDescription)")
        }
    }

    @Test("of every entry and every earlier size hold, for all sizes up to 40")
    func everyProof() {
        let leaves = (0..<40).map { SHA256.hash(Array("\($0)".utf8)) }
        var roots = [MerkleTree().root()]
        var tree = MerkleTree()
        for leaf in leaves {
            tree.push(leaf)
            roots.append(tree.root())
        }
        for size in 1...40 {
            for index in 0..<size {
                let proof = InclusionProof(
                    index: Int64(index), size: Int64(size),
                    hashes: built(.init(inclusionOf: Int64(index), in: Int64(size)), leaves))
                #expect(proof.root(from: leaves[index]) == roots[size])
                let wrong = leaves[(index + 1) % leaves.count]
                #expect(proof.root(from: wrong) != roots[size])
            }
            for old in 1...size {
                let proof = ConsistencyProof(
                    oldSize: Int64(old), newSize: Int64(size),
                    hashes: built(.init(consistencyFrom: Int64(old), to: Int64(size)), leaves))
                #expect(proof.proves(roots[old], before: roots[size]))
                #expect(!proof.proves(roots[old - 1], before: roots[size]))
            }
        }
    }

    @Test("that were cut, lengthened, flipped or moved do not hold")
    func everyHarm() {
        let leaves = (0..<21).map { SHA256.hash(Array("\($0)".utf8)) }
        var tree = MerkleTree()
        for leaf in leaves { tree.push(leaf) }
        let root = tree.root()
        for index in 0..<21 {
            let hashes = built(.init(inclusionOf: Int64(index), in: 21), leaves)
            func leads(_ index: Int, _ size: Int64, _ hashes: [SHA256Digest]) -> Bool {
                InclusionProof(index: Int64(index), size: size, hashes: hashes)
                    .root(from: leaves[min(max(index, 0), 20)]) == root
            }
            #expect(leads(index, 21, hashes))
            #expect(!leads(index, 21, Array(hashes.dropLast())))
            #expect(!leads(index, 21, Array(hashes.dropFirst())))
            #expect(!leads(index, 21, hashes + [root]))
            #expect(!leads(index, 21, [root] + hashes))
            #expect(!leads(21, 21, hashes))
            #expect(!leads(-1, 21, hashes))
            #expect(!leads(index, 0, hashes))
            for place in hashes.indices {
                var other = hashes
                other[place] = SHA256.hash(hashes[place].bytes)
                #expect(!leads(index, 21, other))
            }
        }
    }

    private func built(_ builder: ProofBuilder, _ leaves: [SHA256Digest]) -> [SHA256Digest] {
        var builder = builder
        for leaf in leaves { builder.push(leaf) }
        return builder.hashes()
    }
}
