/// Evidence from outside that the first entries of the log existed at a time.
///
/// What the firm recorded itself is none: it holds the keys. The authority's stamp on a cleared
/// document is over the document's hash alone, so the time beside it is signed by nobody: it shows
/// that the authority saw the document, not when.
struct ExistenceProof: Hashable, Sendable {
    /// Who says so; the strongest first.
    enum Source: String, Sendable {
        /// A token of a time-stamping authority (RFC 3161).
        case timestamp
        /// Cosignatures of witnesses that the auditor's policy trusts.
        case witness
    }

    /// Entries of the log that it covers.
    let size: Int64
    /// Seconds since 1970.
    let time: Int64
    let source: Source
    /// Who, and on what.
    let text: String
}

/// All proofs of existence that an audit has, asked for the earliest that covers an entry.
struct ExistenceProofs: Sendable {
    /// Ascending by size, each at an earlier time than all that cover more.
    private let steps: [ExistenceProof]

    init(_ proofs: [ExistenceProof]) {
        let order = proofs.sorted {
            ($1.size, $0.time, $0.source.rawValue, $0.text)
                < ($0.size, $1.time, $1.source.rawValue, $1.text)
        }
        var steps: [ExistenceProof] = []
        // From the largest down: a smaller one counts only where it is earlier.
        for proof in order where proof.time < steps.last?.time ?? .max { steps.append(proof) }
        self.steps = steps.reversed()
    }

    /// - Parameter entry: Number of an entry, from 1.
    func earliest(covering entry: Int64) -> ExistenceProof? {
        var (low, high) = (0, steps.count)
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].size < entry { low = middle + 1 } else { high = middle }
        }
        return low < steps.count ? steps[low] : nil
    }
}
