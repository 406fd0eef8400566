import CLibCrypto

/// Why a sealed secret does not open.
public enum SealedSecretError: Error, Hashable, Sendable {
    /// Not the structure it should be.
    case malformed(field: String)
    /// A sound structure with an algorithm that we do not use.
    case unsupported(algorithm: String)
    /// The file asks for more work than any honest file does; nothing was derived.
    case costTooHigh(iterations: Int)
    /// The passphrase is wrong, or the encrypted bytes were changed: the file itself cannot tell
    /// which.
    case cannotDecrypt
}

/// PBKDF2-HMAC-SHA256 with its cost, as PKCS#8 and CMS write it.
struct PasswordDerivation {
    static let defaultIterations = 600_000
    static let maximumIterations = 10_000_000

    let salt: [UInt8]
    let iterations: Int

    init(iterations: Int) {
        precondition((1...Self.maximumIterations).contains(iterations), "cost out of range")
        salt = SecureRandom.bytes(16)
        self.iterations = iterations
    }

    /// The 32 bytes of an AES-256 key.
    func key(_ passphrase: SecretBytes) -> SecretBytes {
        SecretBytes(count: 32) { out in
            let derived = passphrase.withBytes { text in
                PKCS5_PBKDF2_HMAC(
                    text.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(text.count),
                    salt, Int32(salt.count), Int32(iterations), EVP_sha256(), 32,
                    out.baseAddress?.assumingMemoryBound(to: UInt8.self))
            }
            precondition(derived == 1, "libcrypto could not derive a key")
        }
    }

    /// The parameters of id-PBKDF2.
    var der: [UInt8] {
        DER.sequence(
            DER.octets(salt), DER.integer(iterations),
            DER.sequence(DER.oid(OID.hmacWithSHA256), DER.null))
    }

    /// Reads an algorithm identifier's content, refusing any other function and any cost beyond the
    /// limit.
    init(algorithm: inout DERReader) throws(SealedSecretError) {
        let name = try sealedField("key derivation") { () throws(DERError) in
            try algorithm.nextOID()
        }
        guard name == OID.pbkdf2 else { throw .unsupported(algorithm: name) }
        let (salt, iterations, length, prf) = try sealedField("PBKDF2 parameters") {
            () throws(DERError) in
            var parameters = try algorithm.enter(DERReader.Tag.sequence)
            try algorithm.finish()
            let salt = try parameters.next(DERReader.Tag.octetString)
            let iterations = try parameters.nextCappedInteger()
            var length: Int?
            if parameters.nextTag == DERReader.Tag.integer {
                length = try parameters.nextSmallInteger()
            }
            // Without a name the function is HMAC with SHA-1.
            var prf = "1.2.840.113549.2.7"
            if var function = try parameters.nextIf(DERReader.Tag.sequence).map(parameters.inside) {
                prf = try function.nextOID()
            }
            try parameters.finish()
            return (parameters.bytes(salt.content), iterations, length, prf)
        }
        guard iterations <= Self.maximumIterations else {
            throw .costTooHigh(iterations: iterations)
        }
        guard iterations >= 1 else { throw .malformed(field: "PBKDF2 parameters") }
        guard length == nil || length == 32 else { throw .malformed(field: "PBKDF2 parameters") }
        guard prf == OID.hmacWithSHA256 else { throw .unsupported(algorithm: prf) }
        self.salt = salt
        self.iterations = iterations
    }
}

func sealedField<R>(
    _ name: String, _ read: () throws(DERError) -> R
) throws(SealedSecretError) -> R {
    do throws(DERError) {
        return try read()
    } catch {
        throw .malformed(field: name)
    }
}

/// AES-256 in CBC mode.
enum AES256CBC {
    enum Padding { case pkcs7, none }

    static func identifier(_ iv: [UInt8]) -> [UInt8] {
        DER.sequence(DER.oid(OID.aes256CBC), DER.octets(iv))
    }

    /// Reads the content of an algorithm identifier; the result is its initial vector.
    static func readIdentifier(_ algorithm: inout DERReader) throws(SealedSecretError) -> [UInt8] {
        let name = try sealedField("cipher") { () throws(DERError) in try algorithm.nextOID() }
        guard name == OID.aes256CBC else { throw .unsupported(algorithm: name) }
        let iv = try sealedField("cipher") { () throws(DERError) in
            let iv = try algorithm.next(DERReader.Tag.octetString)
            try algorithm.finish()
            return algorithm.bytes(iv.content)
        }
        guard iv.count == 16 else { throw .malformed(field: "cipher") }
        return iv
    }

    static func encrypt(
        _ plain: SecretBytes, key: SecretBytes, iv: [UInt8], padding: Padding = .pkcs7
    ) -> [UInt8] {
        plain.withBytes { plain in
            [UInt8](unsafeUninitializedCapacity: plain.count + 16) { out, written in
                let out = UnsafeMutableRawBufferPointer(out)
                guard let length = run(1, plain, key, iv, padding, into: out) else {
                    preconditionFailure("libcrypto could not encrypt")
                }
                written = length
            }
        }
    }

    /// - Returns: `nil` where length or padding is wrong.
    static func decrypt(
        _ cipher: [UInt8], key: SecretBytes, iv: [UInt8], padding: Padding = .pkcs7
    ) -> SecretBytes? {
        guard !cipher.isEmpty, cipher.count % 16 == 0 else { return nil }
        var length: Int?
        let room = SecretBytes(count: cipher.count + 16) { out in
            length = cipher.withUnsafeBytes { run(0, $0, key, iv, padding, into: out) }
        }
        guard let length else { return nil }
        return room.withBytes {
            SecretBytes(copying: UnsafeRawBufferPointer(rebasing: $0[..<length]))
        }
    }

    private static func run(
        _ direction: Int32, _ input: UnsafeRawBufferPointer, _ key: SecretBytes, _ iv: [UInt8],
        _ padding: Padding, into output: UnsafeMutableRawBufferPointer
    ) -> Int? {
        guard let context = EVP_CIPHER_CTX_new() else { preconditionFailure("out of memory") }
        // Freeing the context wipes the key schedule.
        defer { EVP_CIPHER_CTX_free(context) }
        defer { ERR_clear_error() }
        let started = key.withBytes { key in
            EVP_CipherInit_ex2(
                context, EVP_aes_256_cbc(), key.baseAddress?.assumingMemoryBound(to: UInt8.self),
                iv, direction, nil)
        }
        precondition(started == 1, "libcrypto could not start AES")
        EVP_CIPHER_CTX_set_padding(context, padding == .pkcs7 ? 1 : 0)
        guard let out = output.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
        var written: Int32 = 0
        var last: Int32 = 0
        let from = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        guard EVP_CipherUpdate(context, out, &written, from, Int32(input.count)) == 1 else {
            return nil
        }
        guard EVP_CipherFinal_ex(context, out + Int(written), &last) == 1 else { return nil }
        return Int(written + last)
    }
}
