/// The links of all documents in the order of their rows, in pieces as the workers made them: one
/// long array would have to stand in memory twice while it is put together.
struct DocumentLinks: RandomAccessCollection, Sendable {
    static let pieceLength = 256

    /// All of `pieceLength`, but the last.
    private var pieces: [[DocumentLink]] = []
    let startIndex = 0
    private(set) var endIndex = 0

    subscript(index: Int) -> DocumentLink {
        pieces[index / Self.pieceLength][index % Self.pieceLength]
    }

    mutating func append(_ run: [DocumentLink]) {
        if endIndex % Self.pieceLength == 0, run.count == Self.pieceLength {
            pieces.append(run)
            endIndex += run.count
            return
        }
        // Only runs with damaged rows come here, and what follows them.
        for link in run {
            if endIndex % Self.pieceLength == 0 { pieces.append([]) }
            pieces[pieces.count - 1].append(link)
            endIndex += 1
        }
    }
}
