/// Why bytes are no note, key, checkpoint or proof.
public enum NoteError: Error, Hashable, Sendable {
    /// More bytes than any honest note has.
    case tooLong(bytes: Int, limit: Int)
    /// Not UTF-8.
    case notUTF8
    /// A control character other than the line end.
    case controlCharacter(UInt8, line: Int)
    /// The last line has no end, or there is no empty line before the signatures.
    case unfinished
    /// A line after the empty line that is no signature.
    case signatureForm(line: Int)
    case tooManySignatures(limit: Int)
    /// A line that is not what stands at its place: the origin, the size, a hash, …
    case line(Int, expected: Line)
    /// Not `name+ID+key`.
    case keyForm
    /// A kind of key that is not known here.
    case keyKind(UInt8)
    /// The ID is not the one of this name and key.
    case keyID(told: UInt32, expected: UInt32)

    public enum Line: Hashable, Sendable {
        case origin
        case size
        case root
        case extra
        case index
        case hash
        case oldSize
        case format
        /// More hashes than a proof can have.
        case end
    }
}
