import Cryptography
import Encoding
import Testing

@Suite("keys and secrets behind a passphrase open with stock OpenSSL")
struct SealedSecretTests {
    static func secret(_ text: String) -> SecretBytes {
        Array(text.utf8).withUnsafeBytes { SecretBytes(copying: $0) }
    }

    static func bytes(_ secret: SecretBytes) -> [UInt8] { secret.withBytes { Array($0) } }

    static let passphrase = secret("correct horse ‏حصان")

    @Test("openssl pkcs8 opens our file, and we open its")
    func pkcs8() throws {
        let bench = try Workbench()
        let key = Secp256k1PrivateKey.generate()
        let plain = Self.bytes(key.pkcs8())
        let pem = EncryptedPKCS8.seal(key: key.pkcs8(), passphrase: Self.passphrase)
        try bench.write(pem, to: "ours.p8")
        try bench.write(Self.bytes(Self.passphrase), to: "pass")
        try bench.must(
            "openssl", "pkcs8", "-in", "ours.p8", "-passin", "file:pass", "-outform", "DER",
            "-out", "opened")
        try bench.write(plain, to: "plain.der")
        try bench.must(
            "openssl", "pkcs8", "-topk8", "-inform", "DER", "-in", "plain.der", "-v2",
            "aes-256-cbc", "-v2prf", "hmacWithSHA256", "-iter", "3000", "-passout", "file:pass",
            "-out", "theirs.p8")
        // OpenSSL writes what it opened as a SEC 1 structure.
        let theirView = try bench.read("opened").withUnsafeBytes { SecretBytes(copying: $0) }
        #expect(try Secp256k1PrivateKey.read(pemOrDER: theirView).publicKey == key.publicKey)
        let opened = try EncryptedPKCS8.open(pem, passphrase: Self.passphrase)
        #expect(Self.bytes(opened) == plain)
        let theirs = try EncryptedPKCS8.open(bench.read("theirs.p8"), passphrase: Self.passphrase)
        #expect(Self.bytes(theirs) == plain)
        let shown = try bench.must("openssl", "asn1parse", "-in", "ours.p8").text
        #expect(shown.contains(":0927C0"))  // 600,000
        #expect(shown.contains("hmacWithSHA256") && shown.contains("aes-256-cbc"))
    }

    @Test("openssl cms opens our file with the passphrase", arguments: [0, 1, 15, 16, 17, 4_000])
    func cms(length: Int) throws {
        let bench = try Workbench()
        let content = SecureRandom.bytes(length)
        let pem = PasswordCMS.seal(
            content.withUnsafeBytes { SecretBytes(copying: $0) }, passphrase: Self.passphrase,
            iterations: 2_000)
        try bench.write(pem, to: "ours.cms")
        let text = String(decoding: Self.bytes(Self.passphrase), as: UTF8.self)
        try bench.must(
            "openssl", "cms", "-decrypt", "-inform", "PEM", "-in", "ours.cms", "-binary", "-out",
            "opened", "-pwri_password", text)
        #expect(try bench.read("opened") == content)
        #expect(Self.bytes(try PasswordCMS.open(pem, passphrase: Self.passphrase)) == content)
        #expect(throws: SealedSecretError.cannotDecrypt) {
            try PasswordCMS.open(pem, passphrase: Self.secret("another one"))
        }
    }

    @Test("a wrong passphrase never opens a key, whatever padding it happens to leave")
    func wrong() throws {
        let key = Secp256k1PrivateKey.generate()
        let pem = EncryptedPKCS8.seal(key: key.pkcs8(), passphrase: Self.passphrase, iterations: 1)
        for number in 0..<2_000 {
            #expect(throws: SealedSecretError.cannotDecrypt) {
                try EncryptedPKCS8.open(pem, passphrase: Self.secret("wrong \(number)"))
            }
        }
    }

    @Test("other functions and ciphers are refused by name")
    func hostile() throws {
        let bench = try Workbench()
        let key = Secp256k1PrivateKey.generate()
        try bench.write(Self.bytes(key.pkcs8()), to: "plain.der")
        let make: (String...) throws -> [UInt8] = { options in
            let made = try bench.run(
                "openssl",
                list: [
                    "pkcs8", "-topk8", "-inform", "DER", "-in", "plain.der", "-passout",
                    "pass:12345678", "-out", "made.p8",
                ] + options)
            try #require(made.status == 0, "\(made.text)")
            return try bench.read("made.p8")
        }
        let passphrase = Self.secret("12345678")
        #expect(throws: SealedSecretError.unsupported(algorithm: "1.3.6.1.4.1.11591.4.11")) {
            try EncryptedPKCS8.open(make("-scrypt"), passphrase: passphrase)
        }
        #expect(throws: SealedSecretError.unsupported(algorithm: "1.2.840.113549.2.7")) {
            try EncryptedPKCS8.open(
                make("-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA1"), passphrase: passphrase)
        }
        #expect(throws: SealedSecretError.unsupported(algorithm: "2.16.840.1.101.3.4.1.2")) {
            try EncryptedPKCS8.open(make("-v2", "aes-128-cbc"), passphrase: passphrase)
        }
    }

    /// A file that is sound but for its number of rounds.
    static func file(rounds: [UInt8]) -> [UInt8] {
        let function = DER.sequence(
            DER.oid("1.2.840.113549.1.5.12"),
            DER.sequence(
                DER.octets(SecureRandom.bytes(16)), DER.unsigned(rounds),
                DER.sequence(DER.oid("1.2.840.113549.2.9"), DER.null)))
        let cipher = DER.sequence(
            DER.oid("2.16.840.1.101.3.4.1.42"), DER.octets(SecureRandom.bytes(16)))
        let scheme = DER.sequence(
            DER.oid("1.2.840.113549.1.5.13"), DER.sequence(function, cipher))
        return PEM.encode(
            DER.sequence(scheme, DER.octets(SecureRandom.bytes(48))), label: "ENCRYPTED PRIVATE KEY"
        )
    }

    @Test(
        "a cost beyond the limit is refused before anything is derived (integrity J2)",
        arguments: [
            ([0x7F, 0xFF, 0xFF, 0xFF], SealedSecretError.costTooHigh(iterations: 0x7FFF_FFFF)),
            ([0x98, 0x96, 0x81], .costTooHigh(iterations: 10_000_001)),
            ([UInt8](repeating: 0xFF, count: 40), .costTooHigh(iterations: .max)),
            ([0], .malformed(field: "PBKDF2 parameters")), ([100], .cannotDecrypt),
        ])
    func hostileCost(rounds: [UInt8], expected: SealedSecretError) {
        let took = ContinuousClock().measure {
            #expect(throws: expected) {
                try EncryptedPKCS8.open(
                    Self.file(rounds: rounds), passphrase: Self.secret("12345678"))
            }
        }
        // Ten million rounds take seconds.
        #expect(took < .seconds(1))
    }

    @Test("damaged files are refused without an answer")
    func damaged() throws {
        let key = Secp256k1PrivateKey.generate()
        let pem = EncryptedPKCS8.seal(key: key.pkcs8(), passphrase: Self.passphrase, iterations: 1)
        for index in stride(from: 0, to: pem.count, by: 3) {
            var bytes = pem
            bytes[index] ^= 2
            let opened = try? EncryptedPKCS8.open(bytes, passphrase: Self.passphrase)
            // CBC protects nothing: a changed byte may survive into the key. What opens is then no
            // longer our key.
            if let opened, let read = try? Secp256k1PrivateKey.read(pemOrDER: opened) {
                #expect(read.publicKey == key.publicKey, "byte \(index)")
            }
        }
        #expect(throws: SealedSecretError.malformed(field: "PEM armour")) {
            try EncryptedPKCS8.open([], passphrase: Self.passphrase)
        }
        #expect(throws: SealedSecretError.malformed(field: "PEM armour")) {
            try PasswordCMS.open(Array("x".utf8), passphrase: Self.passphrase)
        }
    }

    @Test("a secret prints its length only")
    func printing() {
        let secret = Self.secret("hunter22")
        #expect("\(secret)" == "secret of 8 bytes")
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!dumped.contains("hunter"))
        #expect(String(reflecting: secret) == "secret of 8 bytes")
    }
}
