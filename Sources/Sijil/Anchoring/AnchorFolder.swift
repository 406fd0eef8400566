import Glibc
import MerkleLog

/// The folder beside a ledger in which its checkpoints are kept, one file each, named by their
/// size: `000000000118.checkpoint`.
///
/// They are worth something only where the ledger's owner cannot change them: the folder is to be
/// copied elsewhere, and its files given to witnesses and buyers.
struct AnchorFolder {
    static let suffix = ".checkpoint"

    let path: String

    init(ledger: String) { path = ledger + ".anchors" }

    init(path: String) { self.path = path }

    /// All checkpoints in it, the smallest first.
    ///
    /// - Throws: ``AnchorError/damaged(path:_:)`` for a file of that name that is none.
    func checkpoints() throws -> [SignedCheckpoint] {
        guard access(path, F_OK) == 0 else { return [] }
        return try Files.names(in: path).filter { $0.hasSuffix(Self.suffix) }.map { name in
            let file = "\(path)/\(name)"
            let bytes = try Files.read(file, limitBytes: SignedNote.limitBytes)
            do throws(NoteError) {
                return try SignedCheckpoint(bytes)
            } catch {
                throw AnchorError.damaged(path: file, error)
            }
        }.sorted { $0.checkpoint.size < $1.checkpoint.size }
    }

    /// Where a checkpoint is kept.
    func file(of checkpoint: Checkpoint) -> String {
        let digits = String(checkpoint.size)
        let name = String(repeating: "0", count: max(0, 12 - digits.count)) + digits
        return "\(path)/\(name)\(Self.suffix)"
    }

    /// Keeps a checkpoint; one of that size that is there must say the same, and its signatures
    /// stay.
    ///
    /// - Returns: The file's path.
    @discardableResult
    func keep(_ checkpoint: SignedCheckpoint) throws -> String {
        try Files.makeFolder(path)
        let file = file(of: checkpoint.checkpoint)
        var kept = checkpoint
        if access(file, F_OK) == 0 {
            let bytes = try Files.read(file, limitBytes: SignedNote.limitBytes)
            guard let old = try? SignedCheckpoint(bytes), old.checkpoint == checkpoint.checkpoint
            else { throw AnchorError.contradicted(path: file) }
            kept = checkpoint.note.signatures.reduce(old) { $0.adding($1) }
            if kept == old { return file }
        }
        try Files.replace(kept.bytes, at: file)
        return file
    }
}
