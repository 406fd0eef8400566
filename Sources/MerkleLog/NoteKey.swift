// A verifier key, in the words of C2SP "signed-note" a vkey:
//
//   name+0a1b2c3d+base64(kind, public key)
//
// The eight digits are the key ID, the first four bytes of SHA-256(name, "\n", kind, public key),
// in lower-case hexadecimal. Two kinds are known: 0x01, Ed25519 over the note's text, with which a
// log signs; 0x04, Ed25519 over the text with a time before it, with which a witness cosigns.

public import Cryptography
import Encoding

/// The public half of a key that signs notes.
public struct NoteKey: Hashable, Sendable {
    public enum Kind: UInt8, Sendable {
        /// A log's own signature.
        case log = 0x01
        /// A witness's cosignature, with its time.
        case witness = 0x04
    }

    public let name: KeyName
    public let kind: Kind
    public let publicKey: Ed25519PublicKey
    /// Tells keys of one name apart. It is short, and proves nothing.
    public let id: UInt32

    public init(name: KeyName, kind: Kind, publicKey: Ed25519PublicKey) {
        self.name = name
        self.kind = kind
        self.publicKey = publicKey
        let lineEnd = UInt8(ascii: "\n")
        let digest = SHA256.hash(name.bytes + [lineEnd, kind.rawValue] + publicKey.bytes)
        id = digest.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads the one-line text of a key.
    public static func read(_ line: some Collection<UInt8>) throws(NoteError) -> NoteKey {
        let parts = line.split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = KeyName(parts[0]) else { throw .keyForm }
        guard let id = Hex.decode(String(decoding: parts[1], as: UTF8.self)), id.count == 4 else {
            throw .keyForm
        }
        guard Hex.encode(id).utf8.elementsEqual(parts[1]) else { throw .keyForm }
        guard let material = Base64.decode(Array(parts[2])), let first = material.first else {
            throw .keyForm
        }
        guard let kind = Kind(rawValue: first) else { throw .keyKind(first) }
        guard let publicKey = Ed25519PublicKey(Array(material.dropFirst())) else {
            throw .keyForm
        }
        let key = NoteKey(name: name, kind: kind, publicKey: publicKey)
        let told = id.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard told == key.id else { throw .keyID(told: told, expected: key.id) }
        return key
    }

    /// The one-line text of the key.
    public var text: String {
        let material = Base64.encode([kind.rawValue] + publicKey.bytes)
        return "\(name.text)+\(Hex.encode(Self.bytes(of: id)))+\(material)"
    }

    static func bytes(of id: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> $0) }
    }
}
