import CLibCrypto

/// A public key of Ed25519 (RFC 8032).
public struct Ed25519PublicKey: Hashable, Sendable {
    /// The 32 bytes of the point.
    public let bytes: [UInt8]

    /// - Returns: `nil` unless there are 32 bytes. Whether they are a point shows when verifying.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Whether the 64 bytes of `signature` are this key's signature over `message`.
    public func verify(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard signature.count == 64 else { return false }
        guard let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, 32) else {
            return false
        }
        defer { EVP_PKEY_free(key) }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        defer { ERR_clear_error() }
        guard EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else { return false }
        return EVP_DigestVerify(context, signature, 64, message, message.count) == 1
    }
}

/// A private key of Ed25519.
///
/// Unchecked because of the pointer: libcrypto counts references to a key safely and signing does
/// not change it.
public final class Ed25519PrivateKey: @unchecked Sendable {
    public let publicKey: Ed25519PublicKey
    private let seed: SecretBytes
    private let key: OpaquePointer

    public static func generate() -> Ed25519PrivateKey {
        guard let key = Ed25519PrivateKey(seed: SecureRandom.secret(32)) else {
            preconditionFailure("libcrypto offers no Ed25519")
        }
        return key
    }

    /// - Returns: `nil` unless there are 32 bytes; any 32 bytes are a key.
    public init?(seed: SecretBytes) {
        guard seed.count == 32 else { return nil }
        let made = seed.withBytes { bytes in
            EVP_PKEY_new_raw_private_key(
                EVP_PKEY_ED25519, nil, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), 32)
        }
        guard let key = made else { return nil }
        var length = 32
        let point = [UInt8](unsafeUninitializedCapacity: 32) { out, written in
            EVP_PKEY_get_raw_public_key(key, out.baseAddress, &length)
            written = length
        }
        guard let publicKey = Ed25519PublicKey(point) else {
            EVP_PKEY_free(key)
            return nil
        }
        self.key = key
        self.seed = seed
        self.publicKey = publicKey
    }

    deinit { EVP_PKEY_free(key) }

    /// The 64 bytes of the signature, the same for the same message.
    public func sign(_ message: [UInt8]) -> [UInt8] {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
        defer { EVP_MD_CTX_free(context) }
        let started = EVP_DigestSignInit(context, nil, nil, nil, key)
        precondition(started == 1, "libcrypto could not start an Ed25519 signature")
        return [UInt8](unsafeUninitializedCapacity: 64) { out, written in
            written = 64
            let signed = EVP_DigestSign(
                context, out.baseAddress, &written, message, message.count)
            precondition(signed == 1, "libcrypto could not sign with Ed25519")
        }
    }

    /// What stands before the seed in an unencrypted PKCS#8 structure (RFC 8410).
    private static let head: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ]

    /// The key as an unencrypted PKCS#8 structure.
    public func pkcs8() -> SecretBytes {
        SecretBytes(count: 48) { out in
            out.copyBytes(from: Self.head)
            seed.withBytes {
                UnsafeMutableRawBufferPointer(rebasing: out[16...]).copyBytes(from: $0)
            }
        }
    }

    /// Reads the structure that `pkcs8` and OpenSSL write.
    ///
    /// - Returns: `nil` for anything else.
    public static func read(pkcs8: SecretBytes) -> Ed25519PrivateKey? {
        let seed = pkcs8.withBytes { bytes -> SecretBytes? in
            guard bytes.count == 48, bytes[..<16].elementsEqual(head) else { return nil }
            return SecretBytes(copying: UnsafeRawBufferPointer(rebasing: bytes[16...]))
        }
        return seed.flatMap { Ed25519PrivateKey(seed: $0) }
    }
}
