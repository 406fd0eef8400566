public import Cryptography
import Encoding

/// One signature line of a note.
public struct NoteSignature: Hashable, Sendable {
    public let name: KeyName
    public let keyID: UInt32
    /// What follows the key ID: 64 bytes of Ed25519, with a time of 8 bytes before them in a
    /// witness's. Other kinds may be longer.
    public let bytes: [UInt8]

    private static let dash = Array("— ".utf8)

    /// A signature by a log's key over a note's text.
    public static func log(
        _ text: [UInt8], name: KeyName, by key: Ed25519PrivateKey
    ) -> NoteSignature {
        let id = NoteKey(name: name, kind: .log, publicKey: key.publicKey).id
        return NoteSignature(name: name, keyID: id, bytes: key.sign(text))
    }

    /// A witness's cosignature (C2SP "tlog-cosignature") over a checkpoint's text.
    ///
    /// - Parameter seconds: The witness's time, seconds since 1970, above 0.
    public static func witness(
        _ text: [UInt8], at seconds: Int64, name: KeyName, by key: Ed25519PrivateKey
    ) -> NoteSignature {
        precondition(seconds > 0, "a cosignature tells a time")
        let id = NoteKey(name: name, kind: .witness, publicKey: key.publicKey).id
        let time = (0..<8).reversed().map { UInt8(truncatingIfNeeded: seconds >> ($0 * 8)) }
        let signature = key.sign(timed(text, seconds))
        return NoteSignature(name: name, keyID: id, bytes: time + signature)
    }

    init(name: KeyName, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Reads a line without its end.
    ///
    /// - Returns: `nil` for what is no signature line.
    init?(line: ArraySlice<UInt8>) {
        guard line.starts(with: Self.dash) else { return nil }
        let parts = line.dropFirst(Self.dash.count).split(
            separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 2, let name = KeyName(parts[0]) else { return nil }
        guard let value = Base64.decode(Array(parts[1])), value.count > 4 else { return nil }
        self.name = name
        keyID = value.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        bytes = Array(value.dropFirst(4))
    }

    /// Reads signature lines as a witness answers them.
    public static func read(lines: [UInt8]) throws(NoteError) -> [NoteSignature] {
        guard lines.count <= SignedNote.limitBytes else {
            throw .tooLong(bytes: lines.count, limit: SignedNote.limitBytes)
        }
        var signatures: [NoteSignature] = []
        for (index, line) in try Lines.read(lines).enumerated() {
            guard let signature = NoteSignature(line: line) else {
                throw .signatureForm(line: index + 1)
            }
            signatures.append(signature)
        }
        guard signatures.count <= SignedNote.limitSignatures else {
            throw .tooManySignatures(limit: SignedNote.limitSignatures)
        }
        return signatures
    }

    /// The whole line, with its end.
    public var line: [UInt8] {
        let value = Base64.encodeToBytes(NoteKey.bytes(of: keyID) + bytes)
        return Self.dash + name.bytes + [UInt8(ascii: " ")] + value + [Lines.end]
    }

    func isBy(_ key: NoteKey) -> Bool { name == key.name && keyID == key.id }

    enum Check {
        case right(at: Int64?)
        case wrong
    }

    func check(_ text: [UInt8], by key: NoteKey) -> Check {
        switch key.kind {
        case .log:
            return key.publicKey.verify(bytes, of: text) ? .right(at: nil) : .wrong
        case .witness:
            guard bytes.count == 72 else { return .wrong }
            let time = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            // A time of 0 stands for "no statement", which a checkpoint's witness never makes.
            guard let seconds = Int64(exactly: time), seconds > 0 else { return .wrong }
            let message = Self.timed(text, seconds)
            return key.publicKey.verify(Array(bytes.dropFirst(8)), of: message)
                ? .right(at: seconds) : .wrong
        }
    }

    /// What a witness signs.
    private static func timed(_ text: [UInt8], _ seconds: Int64) -> [UInt8] {
        Array("cosignature/v1\ntime \(seconds)\n".utf8) + text
    }
}
