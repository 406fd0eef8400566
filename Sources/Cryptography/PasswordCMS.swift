/// Data behind a passphrase: CMS enveloped data (RFC 5652) with one password recipient (RFC 3211),
/// in PEM.
///
/// The content is encrypted with AES-256-CBC under a random key; that key is wrapped with
/// AES-256-CBC under a key from PBKDF2-HMAC-SHA256. `openssl cms -decrypt -inform PEM
/// -pwri_password …` opens it.
public enum PasswordCMS {
    private static let label = "CMS"

    public static func seal(
        _ content: SecretBytes, passphrase: SecretBytes,
        iterations: Int = EncryptedPKCS8.defaultIterations
    ) -> [UInt8] {
        let derivation = PasswordDerivation(iterations: iterations)
        let contentKey = SecureRandom.secret(32)
        let (keyIV, contentIV) = (SecureRandom.bytes(16), SecureRandom.bytes(16))
        let wrapped = KeyWrap.wrap(contentKey, under: derivation.key(passphrase), iv: keyIV)
        let cipher = AES256CBC.encrypt(content, key: contentKey, iv: contentIV)
        let recipient = DER.context(
            3,
            DER.integer(0)
                + DER.context(0, DER.oid(OID.pbkdf2) + derivation.der)
                + DER.sequence(DER.oid(OID.pwriKEK), AES256CBC.identifier(keyIV))
                + DER.octets(wrapped))
        let encrypted = DER.sequence(
            DER.oid(OID.data), AES256CBC.identifier(contentIV), DER.element(0x80, cipher))
        let enveloped = DER.sequence(DER.integer(3), DER.set(recipient), encrypted)
        let info = DER.sequence(DER.oid(OID.envelopedData), DER.context(0, enveloped))
        return PEM.encode(info, label: label)
    }

    public static func open(
        _ pem: [UInt8], passphrase: SecretBytes
    ) throws(SealedSecretError) -> SecretBytes {
        guard let der = PEM.firstBlock(in: pem, label: label) else {
            throw .malformed(field: "PEM armour")
        }
        let parts = try der.withUnsafeBufferPointer { (bytes) throws(SealedSecretError) in
            try Envelope.read(UnsafeRawBufferPointer(bytes))
        }
        let wrappingKey = parts.derivation.key(passphrase)
        guard let key = KeyWrap.unwrap(parts.wrapped, under: wrappingKey, iv: parts.keyIV),
            let content = AES256CBC.decrypt(parts.cipher, key: key, iv: parts.contentIV)
        else { throw .cannotDecrypt }
        return content
    }
}

private struct Envelope {
    let derivation: PasswordDerivation
    let keyIV: [UInt8]
    let wrapped: [UInt8]
    let contentIV: [UInt8]
    let cipher: [UInt8]

    static func read(_ buffer: UnsafeRawBufferPointer) throws(SealedSecretError) -> Envelope {
        var (recipient, encrypted) = try sealedField("EnvelopedData") { () throws(DERError) in
            try DERReader.checkWhole(buffer)
            var whole = DERReader(buffer)
            var info = try whole.enter(DERReader.Tag.sequence)
            guard try info.nextOID() == OID.envelopedData else { throw info.fail(.unexpected) }
            var explicit = try info.enter(DERReader.Tag.context(0))
            try info.finish()
            var enveloped = try explicit.enter(DERReader.Tag.sequence)
            guard try enveloped.nextSmallInteger() == 3 else { throw enveloped.fail(.unexpected) }
            var recipients = try enveloped.enter(DERReader.Tag.set)
            let recipient = try recipients.enter(DERReader.Tag.context(3))
            try recipients.finish()
            let encrypted = try enveloped.enter(DERReader.Tag.sequence)
            try enveloped.finish()
            return (recipient, encrypted)
        }
        var (function, wrapping, wrapped) = try sealedField("PasswordRecipientInfo") {
            () throws(DERError) in
            guard try recipient.nextSmallInteger() == 0 else { throw recipient.fail(.unexpected) }
            let function = try recipient.enter(DERReader.Tag.context(0))
            let wrapping = try recipient.enter(DERReader.Tag.sequence)
            let wrapped = try recipient.next(DERReader.Tag.octetString)
            try recipient.finish()
            return (function, wrapping, recipient.bytes(wrapped.content))
        }
        var (algorithm, cipher) = try sealedField("EncryptedContentInfo") { () throws(DERError) in
            guard try encrypted.nextOID() == OID.data else { throw encrypted.fail(.unexpected) }
            let algorithm = try encrypted.enter(DERReader.Tag.sequence)
            let cipher = try encrypted.next(DERReader.Tag.context(0, constructed: false))
            try encrypted.finish()
            return (algorithm, encrypted.bytes(cipher.content))
        }
        let derivation = try PasswordDerivation(algorithm: &function)
        var inner = try sealedField("key wrapping") { () throws(DERError) in
            guard try wrapping.nextOID() == OID.pwriKEK else { throw wrapping.fail(.unexpected) }
            let inner = try wrapping.enter(DERReader.Tag.sequence)
            try wrapping.finish()
            return inner
        }
        let keyIV = try AES256CBC.readIdentifier(&inner)
        let contentIV = try AES256CBC.readIdentifier(&algorithm)
        return Envelope(
            derivation: derivation, keyIV: keyIV, wrapped: wrapped, contentIV: contentIV,
            cipher: cipher)
    }
}

/// The double encryption of RFC 3211, section 2.3: length, three check bytes, key, random padding,
/// run through CBC twice so that each byte of the result depends on each byte of the key.
private enum KeyWrap {
    /// 1 + 3 + 32 bytes, filled up to whole blocks.
    private static let blockBytes = 48

    static func wrap(_ key: SecretBytes, under wrappingKey: SecretBytes, iv: [UInt8]) -> [UInt8] {
        precondition(key.count == 32, "an AES-256 key has 32 bytes")
        let block = SecretBytes(count: blockBytes) { out in
            out.copyBytes(from: SecureRandom.bytes(blockBytes))
            out[0] = 32
            key.withBytes { key in
                for index in 0..<3 { out[1 + index] = ~key[index] }
                UnsafeMutableRawBufferPointer(rebasing: out[4..<36]).copyBytes(from: key)
            }
        }
        let once = AES256CBC.encrypt(block, key: wrappingKey, iv: iv, padding: .none)
        let again = once.withUnsafeBytes { SecretBytes(copying: $0) }
        return AES256CBC.encrypt(
            again, key: wrappingKey, iv: Array(once.suffix(16)), padding: .none)
    }

    /// - Returns: `nil` where the check bytes or the length are wrong, which is what a wrong
    ///   passphrase gives.
    static func unwrap(
        _ wrapped: [UInt8], under wrappingKey: SecretBytes, iv: [UInt8]
    ) -> SecretBytes? {
        guard wrapped.count == blockBytes else { return nil }
        // The last block of the first pass is the vector of the second: it comes out of the last
        // two blocks alone.
        guard
            let last = AES256CBC.decrypt(
                Array(wrapped[32...]), key: wrappingKey, iv: Array(wrapped[16..<32]),
                padding: .none),
            let once = AES256CBC.decrypt(
                wrapped, key: wrappingKey, iv: last.withBytes { Array($0) }, padding: .none),
            let block = AES256CBC.decrypt(
                once.withBytes { Array($0) }, key: wrappingKey, iv: iv, padding: .none)
        else { return nil }
        return block.withBytes { bytes in
            guard bytes[0] == 32 else { return nil }
            guard (0..<3).allSatisfy({ bytes[1 + $0] == ~bytes[4 + $0] }) else { return nil }
            return SecretBytes(copying: UnsafeRawBufferPointer(rebasing: bytes[4..<36]))
        }
    }
}
