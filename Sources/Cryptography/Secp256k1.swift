import CLibCrypto
import CSecp256k1

/// The one libsecp256k1 context of the process: made once, blinded with random bytes, read only
/// from then on.
///
/// Unchecked because the compiler cannot know that signing and verifying leave the context as it
/// is.
struct Secp256k1Context: @unchecked Sendable {
    let pointer: OpaquePointer

    static let shared: Secp256k1Context = {
        // Contexts of any flag can do everything since 0.2.0; the others are deprecated.
        guard let pointer = secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE)) else {
            preconditionFailure("libsecp256k1 has no room for a context")
        }
        let blinded = SecureRandom.secret(32).withBytes { seed in
            secp256k1_context_randomize(
                pointer, seed.baseAddress?.assumingMemoryBound(to: UInt8.self))
        }
        precondition(blinded == 1, "libsecp256k1 could not be blinded")
        return Secp256k1Context(pointer: pointer)
    }()
}

/// A public key on secp256k1, parsed once.
public struct Secp256k1PublicKey: Hashable, Sendable {
    /// SubjectPublicKeyInfo: id-ecPublicKey, secp256k1, uncompressed point; always 88 bytes.
    public let spkiDER: [UInt8]
    private let point: secp256k1_pubkey

    /// What stands before the 64 bytes of the coordinates.
    static let spkiPrefix: [UInt8] = [
        0x30, 0x56, 0x30, 0x10, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x05,
        0x2B, 0x81, 0x04, 0x00, 0x0A, 0x03, 0x42, 0x00, 0x04,
    ]

    /// - Returns: `nil` unless the bytes are exactly such a structure with a point on the curve.
    public init?(spkiDER: [UInt8]) {
        guard spkiDER.count == 88 else { return nil }
        guard spkiDER.starts(with: Self.spkiPrefix) else { return nil }
        var point = secp256k1_pubkey()
        let parsed = spkiDER.withUnsafeBufferPointer { bytes -> Int32 in
            guard let start = bytes.baseAddress else { return 0 }
            return secp256k1_ec_pubkey_parse(
                Secp256k1Context.shared.pointer, &point, start + 23, 65)
        }
        guard parsed == 1 else { return nil }
        self.spkiDER = spkiDER
        self.point = point
    }

    fileprivate init(_ point: secp256k1_pubkey) {
        var point = point
        var length = 65
        let coordinates = [UInt8](unsafeUninitializedCapacity: 65) { out, written in
            guard let start = out.baseAddress else { return }
            secp256k1_ec_pubkey_serialize(
                Secp256k1Context.shared.pointer, start, &length, &point,
                UInt32(SECP256K1_EC_UNCOMPRESSED))
            written = length
        }
        spkiDER = Self.spkiPrefix + coordinates.dropFirst()
        self.point = point
    }

    /// The 65 bytes of the point, `04 X Y`.
    var pointBytes: [UInt8] { [UInt8](spkiDER[23...]) }

    /// Whether `signatureDER` is this key's ECDSA signature over SHA-256 of `message`.
    ///
    /// The signature must be strict DER with r and s from 1 to n - 1. A high s is accepted: half of
    /// all genuine stamps have one, and libsecp256k1 refuses it until it is normalised.
    public func verify(_ signatureDER: [UInt8], of message: [UInt8]) -> Bool {
        message.withUnsafeBytes { verify(signatureDER, of: $0) }
    }

    public func verify(_ signatureDER: [UInt8], of message: UnsafeRawBufferPointer) -> Bool {
        guard let given = ECDSASignature.parse(signatureDER) else { return false }
        let context = Secp256k1Context.shared.pointer
        var signature = secp256k1_ecdsa_signature()
        _ = withUnsafePointer(to: given) {
            secp256k1_ecdsa_signature_normalize(context, &signature, $0)
        }
        let digest = SHA256.hash(message)
        return withUnsafePointer(to: point) { point in
            secp256k1_ecdsa_verify(context, &signature, digest.bytes, point) == 1
        }
    }

    public static func == (a: Self, b: Self) -> Bool { a.spkiDER == b.spkiDER }
    public func hash(into hasher: inout Hasher) { hasher.combine(spkiDER) }
}

/// A private key on secp256k1.
public final class Secp256k1PrivateKey: Sendable {
    public let publicKey: Secp256k1PublicKey
    private let scalar: SecretBytes

    public static func generate() -> Secp256k1PrivateKey {
        while true {
            // A random scalar is out of range once in 2^128 draws.
            if let key = Secp256k1PrivateKey(scalar: SecureRandom.secret(32)) { return key }
        }
    }

    /// - Returns: `nil` unless there are 32 bytes whose big-endian value is from 1 to n - 1.
    public init?(scalar: SecretBytes) {
        guard scalar.count == 32 else { return nil }
        var point = secp256k1_pubkey()
        let made = scalar.withBytes { bytes -> Int32 in
            guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
                return 0
            }
            // Answers 0 for a scalar out of range.
            return secp256k1_ec_pubkey_create(Secp256k1Context.shared.pointer, &point, start)
        }
        guard made == 1 else { return nil }
        publicKey = Secp256k1PublicKey(point)
        self.scalar = scalar
    }

    /// Signs SHA-256 of `message`: ECDSA, nonce by RFC 6979, low s, DER.
    public func sign(_ message: [UInt8]) -> [UInt8] {
        let context = Secp256k1Context.shared.pointer
        let digest = SHA256.hash(message)
        var signature = secp256k1_ecdsa_signature()
        let signed = scalar.withBytes { bytes -> Int32 in
            guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
                return 0
            }
            return secp256k1_ecdsa_sign(context, &signature, digest.bytes, start, nil, nil)
        }
        precondition(signed == 1, "libsecp256k1 could not sign")
        return ECDSASignature.serialize(&signature)
    }

    /// The key as an unencrypted PKCS#8 structure.
    public func pkcs8() -> SecretBytes {
        // Everything but the scalar and the point is the same for every key on this curve.
        let head: [UInt8] = [
            0x30, 0x81, 0x84, 0x02, 0x01, 0x00, 0x30, 0x10, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE,
            0x3D, 0x02, 0x01, 0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x0A, 0x04, 0x6D, 0x30, 0x6B,
            0x02, 0x01, 0x01, 0x04, 0x20,
        ]
        let tail: [UInt8] = [0xA1, 0x44, 0x03, 0x42, 0x00] + publicKey.pointBytes
        return SecretBytes(count: head.count + 32 + tail.count) { out in
            out.copyBytes(from: head)
            scalar.withBytes {
                UnsafeMutableRawBufferPointer(rebasing: out[33...]).copyBytes(from: $0)
            }
            UnsafeMutableRawBufferPointer(rebasing: out[65...]).copyBytes(from: tail)
        }
    }
}

/// ECDSA signatures between DER and libsecp256k1's own form.
enum ECDSASignature {
    /// Reads `SEQUENCE { r INTEGER, s INTEGER }` as strictly as DER asks.
    ///
    /// libsecp256k1 takes overlong integers as zero and lets verification fail; here they are told
    /// at once.
    static func parse(_ der: [UInt8]) -> secp256k1_ecdsa_signature? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { compact in
            guard copy(der, to: compact), let start = compact.baseAddress else { return nil }
            var signature = secp256k1_ecdsa_signature()
            // Answers 0 where r or s is n or more. Zero is refused by `copyInteger`.
            let parsed = secp256k1_ecdsa_signature_parse_compact(
                Secp256k1Context.shared.pointer, &signature, start)
            return parsed == 1 ? signature : nil
        }
    }

    /// As strict as ``parse(_:)``, but r and s may be n or more.
    static func read(_ der: [UInt8]) -> (r: CurveWords, s: CurveWords)? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { compact in
            guard copy(der, to: compact) else { return nil }
            let bytes = UnsafeRawBufferPointer(compact)
            return (
                CurveWords(bigEndian: .init(rebasing: bytes[..<32])),
                CurveWords(bigEndian: .init(rebasing: bytes[32...]))
            )
        }
    }

    /// r and s as 32 bytes each.
    private static func copy(
        _ der: [UInt8], to compact: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
        guard der.count >= 8, der.count <= 72 else { return false }
        guard der[0] == 0x30, Int(der[1]) == der.count - 2 else { return false }
        compact.initialize(repeating: 0)
        var position = 2
        guard copyInteger(der, &position, to: compact, endingAt: 32) else { return false }
        guard copyInteger(der, &position, to: compact, endingAt: 64) else { return false }
        return position == der.count
    }

    static func serialize(_ signature: inout secp256k1_ecdsa_signature) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 72) { out, written in
            guard let start = out.baseAddress else { return }
            var length = 72
            let done = secp256k1_ecdsa_signature_serialize_der(
                Secp256k1Context.shared.pointer, start, &length, &signature)
            precondition(done == 1, "libsecp256k1 could not write a signature")
            written = length
        }
    }

    private static func copyInteger(
        _ der: [UInt8], _ position: inout Int, to compact: UnsafeMutableBufferPointer<UInt8>,
        endingAt end: Int
    ) -> Bool {
        guard der.count - position >= 3, der[position] == 0x02 else { return false }
        var length = Int(der[position + 1])
        position += 2
        guard length >= 1, length <= 33, der.count - position >= length else { return false }
        guard der[position] < 0x80 else { return false }
        if der[position] == 0 {
            // A leading zero only where the next bit would make the number negative; so never a
            // zero itself.
            guard length > 1, der[position + 1] >= 0x80 else { return false }
            position += 1
            length -= 1
        }
        guard length <= 32 else { return false }
        for offset in 0..<length { compact[end - length + offset] = der[position + offset] }
        position += length
        return true
    }
}
