// A checkpoint (C2SP "tlog-checkpoint"): what a log says of itself at one moment. The text of a
// signed note, of three lines at least:
//
//   origin        the log's name
//   size          leaves, in decimal
//   root          base64 of the RFC 6962 root over them
//
// Further lines may follow; they are kept and mean nothing here. Sijil's own checkpoints have none.

public import Cryptography
import Encoding

/// The size and root of a log.
public struct Checkpoint: Hashable, Sendable {
    public let origin: KeyName
    public let size: Int64
    public let root: SHA256Digest
    /// The text that is signed.
    public let text: [UInt8]

    public init(origin: KeyName, size: Int64, root: SHA256Digest) {
        precondition(size >= 0, "a size is not negative")
        self.origin = origin
        self.size = size
        self.root = root
        text = origin.bytes + Array("\n\(size)\n\(Base64.encode(root.bytes))\n".utf8)
    }

    /// Reads the text of a note.
    public init(text: [UInt8]) throws(NoteError) {
        let lines = try Lines.read(text)
        guard let origin = KeyName(lines[0]) else { throw .line(1, expected: .origin) }
        guard lines.count > 1, let size = Lines.number(lines[1]) else {
            throw .line(2, expected: .size)
        }
        guard lines.count > 2, let root = Self.hash(lines[2]) else {
            throw .line(3, expected: .root)
        }
        if let empty = lines.firstIndex(where: \.isEmpty) {
            throw .line(empty + 1, expected: .extra)
        }
        self.origin = origin
        self.size = size
        self.root = root
        self.text = text
    }

    /// The 32 bytes behind a line of base64.
    static func hash(_ line: ArraySlice<UInt8>) -> SHA256Digest? {
        Base64.decode(Array(line)).flatMap { SHA256Digest($0) }
    }
}

/// A checkpoint with the signatures under it.
public struct SignedCheckpoint: Hashable, Sendable {
    public let checkpoint: Checkpoint
    public let note: SignedNote

    /// Signs a checkpoint with its log's key.
    public init(_ checkpoint: Checkpoint, by key: Ed25519PrivateKey) {
        self.checkpoint = checkpoint
        note = SignedNote(
            text: checkpoint.text,
            signatures: [.log(checkpoint.text, name: checkpoint.origin, by: key)])
    }

    /// Reads a checkpoint as it is stored and handed on. No signature is checked.
    public init(_ bytes: [UInt8]) throws(NoteError) {
        note = try SignedNote.read(bytes)
        checkpoint = try Checkpoint(text: note.text)
    }

    private init(_ checkpoint: Checkpoint, _ note: SignedNote) {
        self.checkpoint = checkpoint
        self.note = note
    }

    public var bytes: [UInt8] { note.bytes }

    /// The same checkpoint with one more signature.
    public func adding(_ signature: NoteSignature) -> SignedCheckpoint {
        SignedCheckpoint(checkpoint, note.adding(signature))
    }

    /// The same checkpoint with a witness's cosignature. What that witness said before stays alone:
    /// the earlier time is worth more.
    ///
    /// - Returns: `nil` unless this key made the signature for this checkpoint.
    public func adding(_ signature: NoteSignature, by witness: NoteKey) -> SignedCheckpoint? {
        guard witness.kind == .witness, signature.isBy(witness),
            case .right = signature.check(note.text, by: witness)
        else { return nil }
        return time(of: witness) == nil ? adding(signature) : self
    }

    /// The same checkpoint with the log's own signature and no other: the same bytes however many
    /// witnesses cosign later.
    ///
    /// - Returns: `nil` if that key did not sign it.
    public func alone(signedBy log: NoteKey) -> SignedCheckpoint? {
        guard isSigned(by: log), let own = note.signatures.first(where: { $0.isBy(log) }) else {
            return nil
        }
        return SignedCheckpoint(checkpoint, SignedNote(text: note.text, signatures: [own]))
    }

    /// The same checkpoint with one signature under the log's name, once for each that stands
    /// there. None is checked: they are bytes to be recognised by their hash.
    public var signedAlone: [SignedCheckpoint] {
        note.signatures.filter { $0.name == checkpoint.origin }.map {
            SignedCheckpoint(checkpoint, SignedNote(text: note.text, signatures: [$0]))
        }
    }

    /// Whether the key of this log signed, and no signature under its name is false.
    public func isSigned(by key: NoteKey) -> Bool {
        guard key.name == checkpoint.origin else { return false }
        return note.verdict(of: key) == .signed(at: nil)
    }

    /// When a witness cosigned, in seconds since 1970.
    ///
    /// - Returns: `nil` if it did not, or a signature under its name is false.
    public func time(of witness: NoteKey) -> Int64? {
        guard witness.kind == .witness else { return nil }
        guard case .signed(let time) = note.verdict(of: witness) else { return nil }
        return time
    }
}
