import MerkleLog
public import Verifier

/// Checkpoints and receipts in a folder, as an auditor or a buyer keeps them.
public enum Anchors {
    /// Reads every `.checkpoint` and `.tlog-proof` file of a folder.
    ///
    /// - Throws: ``AnchorError/damaged(path:_:)`` for one that is none: evidence is not passed over
    ///   in silence.
    public static func read(folder: String) throws -> [Anchor] {
        try read(folder: folder, suffixes: [AnchorFolder.suffix, receiptSuffix])
    }

    static let receiptSuffix = ".tlog-proof"

    static func read(folder: String, suffixes: [String]) throws -> [Anchor] {
        try Files.names(in: folder).filter { name in
            suffixes.contains { name.hasSuffix($0) }
        }.map { name in
            let path = "\(folder)/\(name)"
            let bytes = try Files.read(path, limitBytes: SignedNote.limitBytes)
            do throws(NoteError) {
                return try Anchor(name: name, bytes: bytes)
            } catch {
                throw AnchorError.damaged(path: path, error)
            }
        }
    }
}
