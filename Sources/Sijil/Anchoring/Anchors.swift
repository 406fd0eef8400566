import Cryptography
import MerkleLog
public import Verifier

/// Checkpoints and receipts in a folder, as an auditor or a buyer keeps them.
public enum Anchors {
    /// Reads every `.checkpoint` and `.tlog-proof` file of a folder, and what was stamped.
    ///
    /// - Throws: ``AnchorError/damaged(path:_:)`` for one that is none: evidence is not passed over
    ///   in silence.
    public static func read(folder: String) throws -> [Anchor] {
        let names = try Files.names(in: folder)
        // What was stamped is the same checkpoint with fewer signatures.
        let stamped = names.filter { name in
            name.hasSuffix(StampSubject.suffix)
                && !names.contains(
                    name.dropLast(StampSubject.suffix.count) + AnchorFolder.suffix)
        }
        return try read(
            folder: folder,
            names.filter { name in
                name.hasSuffix(AnchorFolder.suffix) || name.hasSuffix(receiptSuffix)
                    || stamped.contains(name)
            })
    }

    static let receiptSuffix = ".tlog-proof"

    static func read(folder: String, suffixes: [String]) throws -> [Anchor] {
        let names = try Files.names(in: folder)
        return try read(
            folder: folder,
            names.filter { name in suffixes.contains { name.hasSuffix($0) } })
    }

    private static func read(folder: String, _ names: [String]) throws -> [Anchor] {
        try names.map { name in
            let path = "\(folder)/\(name)"
            let bytes = try Files.read(path, limitBytes: SignedNote.limitBytes)
            do throws(NoteError) {
                return try Anchor(name: name, bytes: bytes)
            } catch {
                throw AnchorError.damaged(path: path, error)
            }
        }
    }

    /// Reads every time stamp, `.tsr`, of a folder; none is judged here.
    public static func stamps(folder: String) throws -> [KeptStamp] {
        try Files.names(in: folder).filter { $0.hasSuffix(StampSubject.tokenSuffix) }.map { name in
            let path = "\(folder)/\(name)"
            return KeptStamp(
                name: name, bytes: try Files.read(path, limitBytes: TimestampToken.limitBytes))
        }
    }
}
