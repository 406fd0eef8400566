// A signed note (C2SP "signed-note"): a text of whole lines, an empty line, then one line for each
// signature. All is UTF-8 without control characters but the line end.
//
//   sijil/399999999900003/6f0c…
//   100000
//   base64 of the root
//
//   — sijil/399999999900003/6f0c… base64(key ID, 4 bytes; signature)
//
// The last empty line is the one that divides: the text itself may hold empty lines. Limits: 64
// signatures, 256 KiB.

import Encoding

/// A text and the signatures under it, none of them checked yet.
public struct SignedNote: Hashable, Sendable {
    public static let limitBytes = 262_144
    public static let limitSignatures = 64

    /// Whole lines, the last one's end included.
    public let text: [UInt8]
    public let signatures: [NoteSignature]

    init(text: [UInt8], signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    /// The note as it is stored and handed on.
    public var bytes: [UInt8] {
        text + [Lines.end] + signatures.flatMap { $0.line }
    }

    /// The same text with one more signature.
    public func adding(_ signature: NoteSignature) -> SignedNote {
        signatures.contains(signature)
            ? self : SignedNote(text: text, signatures: signatures + [signature])
    }

    /// Reads a note. What it gives back by `bytes` is what was read.
    public static func read(_ bytes: [UInt8]) throws(NoteError) -> SignedNote {
        guard bytes.count <= limitBytes else {
            throw .tooLong(bytes: bytes.count, limit: limitBytes)
        }
        let lines = try Lines.read(bytes)
        guard let divider = lines.lastIndex(where: { $0.isEmpty }), divider > 0 else {
            throw .unfinished
        }
        let marks = lines[(divider + 1)...]
        guard !marks.isEmpty else { throw .unfinished }
        guard marks.count <= limitSignatures else {
            throw .tooManySignatures(limit: limitSignatures)
        }
        var signatures: [NoteSignature] = []
        for (offset, line) in marks.enumerated() {
            guard let signature = NoteSignature(line: line) else {
                throw .signatureForm(line: divider + 2 + offset)
            }
            signatures.append(signature)
        }
        let text = lines[..<divider].flatMap { $0 + [Lines.end] }
        return SignedNote(text: text, signatures: signatures)
    }

    /// What a key has to say to this note.
    ///
    /// A key's signature is found by name and ID. Of several by one key all must be right: a known
    /// key with a wrong signature spoils the whole note.
    func verdict(of key: NoteKey) -> NoteVerdict {
        let own = signatures.filter { $0.isBy(key) }
        guard !own.isEmpty else { return .absent }
        var times: [Int64?] = []
        for signature in own {
            switch signature.check(text, by: key) {
            case .right(let time): times.append(time)
            case .wrong: return .forged
            }
        }
        return .signed(at: times.compactMap { $0 }.min())
    }
}

/// What one known key says to a note.
enum NoteVerdict: Hashable {
    case absent
    /// The key signed; a witness said when, in seconds since 1970 (the earliest, if several times).
    case signed(at: Int64?)
    /// There is a signature under this key's name and ID, and the key did not make it.
    case forged
}
