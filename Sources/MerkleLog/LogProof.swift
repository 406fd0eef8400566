// A receipt (C2SP "tlog-proof", file name `….tlog-proof`): that one entry is in a log, in a text
// that needs no log to be checked.
//
//   c2sp.org/tlog-proof@v1
//   extra base64                optional; proves nothing by itself
//   index 118                   the entry's place, from 0
//   base64 of a hash            the inclusion proof, the leaf's sibling first; 0 to 63 lines
//
//   the signed checkpoint, as it is
//
// What the entry itself is must be known from elsewhere: here the invoice's XML gives the leaf.

public import Cryptography
import Encoding

/// The proof of one entry of a log.
public struct LogProof: Hashable, Sendable {
    private static let format = Array("c2sp.org/tlog-proof@v1".utf8)
    private static let limitHashes = 63

    public let proof: InclusionProof
    public let checkpoint: SignedCheckpoint
    /// Unauthenticated bytes, if any. An RFC 3161 token there speaks for itself; nothing else does.
    public let extra: [UInt8]?

    /// - Precondition: the proof leads into a tree of the checkpoint's size.
    public init(_ proof: InclusionProof, checkpoint: SignedCheckpoint, extra: [UInt8]? = nil) {
        precondition(proof.size == checkpoint.checkpoint.size, "one tree")
        self.proof = proof
        self.checkpoint = checkpoint
        self.extra = extra
    }

    /// Whether the entry with this leaf hash stands where the proof says, under the checkpoint's
    /// root. It says nothing of who signed the checkpoint.
    public func proves(_ leaf: SHA256Digest) -> Bool {
        proof.root(from: leaf) == checkpoint.checkpoint.root
    }

    public var bytes: [UInt8] {
        var text = Self.format + [Lines.end]
        if let extra { text += Array("extra \(Base64.encode(extra))\n".utf8) }
        text += Array("index \(proof.index)\n".utf8)
        for hash in proof.hashes { text += Base64.encodeToBytes(hash.bytes) + [Lines.end] }
        return text + [Lines.end] + checkpoint.bytes
    }

    public static func read(_ bytes: [UInt8]) throws(NoteError) -> LogProof {
        guard bytes.count <= SignedNote.limitBytes else {
            throw .tooLong(bytes: bytes.count, limit: SignedNote.limitBytes)
        }
        let lines = try Lines.read(bytes)
        guard lines[0].elementsEqual(format) else { throw .line(1, expected: .format) }
        var next = 1
        var extra: [UInt8]?
        if let value = rest(of: lines, next, after: "extra ") {
            guard let decoded = Base64.decode(Array(value)) else {
                throw .line(next + 1, expected: .extra)
            }
            extra = decoded
            next += 1
        }
        guard let index = rest(of: lines, next, after: "index ").flatMap({ Lines.number($0) })
        else { throw .line(next + 1, expected: .index) }
        next += 1
        let hashes = try hashes(lines, from: next)
        next += hashes.count
        guard next < lines.count, lines[next].isEmpty else { throw .unfinished }
        let note = Array(bytes[lines[next].endIndex...].dropFirst())
        let checkpoint = try SignedCheckpoint(note)
        let size = checkpoint.checkpoint.size
        return LogProof(
            InclusionProof(index: index, size: size, hashes: hashes), checkpoint: checkpoint,
            extra: extra)
    }

    /// The hashes up to the next empty line.
    static func hashes(
        _ lines: [ArraySlice<UInt8>], from first: Int
    ) throws(NoteError) -> [SHA256Digest] {
        var hashes: [SHA256Digest] = []
        for place in lines.indices.dropFirst(first) {
            guard !lines[place].isEmpty else { break }
            guard hashes.count < limitHashes else { throw .line(place + 1, expected: .end) }
            guard let hash = Checkpoint.hash(lines[place]) else {
                throw .line(place + 1, expected: .hash)
            }
            hashes.append(hash)
        }
        return hashes
    }

    /// What follows a word at the beginning of a line.
    static func rest(
        of lines: [ArraySlice<UInt8>], _ place: Int, after word: String
    ) -> ArraySlice<UInt8>? {
        guard place < lines.count, lines[place].starts(with: word.utf8) else { return nil }
        return lines[place].dropFirst(word.utf8.count)
    }
}
