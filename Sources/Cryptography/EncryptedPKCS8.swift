/// A private key behind a passphrase: EncryptedPrivateKeyInfo (RFC 5958) with PBES2 (RFC 8018), in
/// PEM.
///
/// Written and read: PBKDF2 with HMAC-SHA256 and a salt of 16 random bytes, AES-256-CBC. `openssl
/// pkcs8` opens it.
public enum EncryptedPKCS8 {
    public static let defaultIterations = PasswordDerivation.defaultIterations
    /// A file that asks for more is refused before anything is derived.
    public static let maximumIterations = PasswordDerivation.maximumIterations
    private static let label = "ENCRYPTED PRIVATE KEY"

    /// - Parameter key: An unencrypted PKCS#8 structure in DER.
    public static func seal(
        key: SecretBytes, passphrase: SecretBytes,
        iterations: Int = EncryptedPKCS8.defaultIterations
    ) -> [UInt8] {
        let derivation = PasswordDerivation(iterations: iterations)
        let iv = SecureRandom.bytes(16)
        let cipher = AES256CBC.encrypt(key, key: derivation.key(passphrase), iv: iv)
        let scheme = DER.sequence(
            DER.oid(OID.pbes2),
            DER.sequence(
                DER.sequence(DER.oid(OID.pbkdf2), derivation.der), AES256CBC.identifier(iv)))
        return PEM.encode(DER.sequence(scheme, DER.octets(cipher)), label: label)
    }

    /// - Returns: The PKCS#8 structure inside.
    public static func open(
        _ pem: [UInt8], passphrase: SecretBytes
    ) throws(SealedSecretError) -> SecretBytes {
        guard let der = PEM.firstBlock(in: pem, label: label) else {
            throw .malformed(field: "PEM armour")
        }
        let parts = try der.withUnsafeBufferPointer { (bytes) throws(SealedSecretError) in
            try read(UnsafeRawBufferPointer(bytes))
        }
        let key = parts.derivation.key(passphrase)
        guard let plain = AES256CBC.decrypt(parts.cipher, key: key, iv: parts.iv) else {
            throw .cannotDecrypt
        }
        // One wrong passphrase in 256 leaves a plausible padding, but never a key.
        let isKey = plain.withBytes { bytes in
            do throws(DERError) {
                try DERReader.checkWhole(bytes)
                return true
            } catch {
                return false
            }
        }
        guard isKey else { throw .cannotDecrypt }
        return plain
    }

    private static func read(
        _ buffer: UnsafeRawBufferPointer
    ) throws(SealedSecretError) -> (derivation: PasswordDerivation, iv: [UInt8], cipher: [UInt8]) {
        var (scheme, cipher) = try sealedField("EncryptedPrivateKeyInfo") { () throws(DERError) in
            try DERReader.checkWhole(buffer)
            var whole = DERReader(buffer)
            var info = try whole.enter(DERReader.Tag.sequence)
            let scheme = try info.enter(DERReader.Tag.sequence)
            let cipher = try info.next(DERReader.Tag.octetString)
            try info.finish()
            return (scheme, info.bytes(cipher.content))
        }
        let name = try sealedField("encryption scheme") { () throws(DERError) in
            try scheme.nextOID()
        }
        guard name == OID.pbes2 else { throw .unsupported(algorithm: name) }
        var (function, algorithm) = try sealedField("PBES2 parameters") { () throws(DERError) in
            var parameters = try scheme.enter(DERReader.Tag.sequence)
            try scheme.finish()
            let function = try parameters.enter(DERReader.Tag.sequence)
            let algorithm = try parameters.enter(DERReader.Tag.sequence)
            try parameters.finish()
            return (function, algorithm)
        }
        let derivation = try PasswordDerivation(algorithm: &function)
        let iv = try AES256CBC.readIdentifier(&algorithm)
        return (derivation, iv, cipher)
    }
}
