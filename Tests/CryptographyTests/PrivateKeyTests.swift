import Cryptography
import Encoding
import Testing

@Suite("private keys are read from every form they travel in")
struct PrivateKeyTests {
    private func read(_ bytes: [UInt8]) throws -> Secp256k1PrivateKey {
        try Secp256k1PrivateKey.read(pemOrDER: bytes.withUnsafeBytes { SecretBytes(copying: $0) })
    }

    @Test("PKCS#8 and SEC 1, PEM and DER, with parameters or without a public key")
    func forms() throws {
        let bench = try Workbench()
        try bench.must(
            "openssl", "ecparam", "-name", "secp256k1", "-genkey", "-out", "with-parameters.pem")
        let conversions: [[String]] = [
            ["ec", "-in", "with-parameters.pem", "-out", "sec1.pem"],
            ["ec", "-in", "with-parameters.pem", "-outform", "DER", "-out", "sec1.der"],
            ["ec", "-in", "with-parameters.pem", "-no_public", "-out", "short.pem"],
            [
                "ec", "-in", "with-parameters.pem", "-conv_form", "compressed", "-out",
                "compressed.pem",
            ],
            ["pkcs8", "-topk8", "-nocrypt", "-in", "with-parameters.pem", "-out", "pkcs8.pem"],
            [
                "pkcs8", "-topk8", "-nocrypt", "-in", "with-parameters.pem", "-outform", "DER",
                "-out", "pkcs8.der",
            ],
            [
                "ec", "-in", "with-parameters.pem", "-pubout", "-outform", "DER", "-out",
                "public.der",
            ],
        ]
        for arguments in conversions {
            let made = try bench.run("openssl", list: arguments)
            try #require(made.status == 0, "\(made.text)")
        }
        let expected = try bench.read("public.der")
        for name in [
            "with-parameters.pem", "sec1.pem", "sec1.der", "short.pem", "compressed.pem",
            "pkcs8.pem", "pkcs8.der",
        ] {
            #expect(try read(bench.read(name)).publicKey.spkiDER == expected, "\(name)")
        }
        let bare = Base64.encodeToBytes(try bench.read("sec1.der"))
        #expect(try read(bare).publicKey.spkiDER == expected)
        #expect(try read(bare + Array("\n".utf8)).publicKey.spkiDER == expected)
    }

    @Test("other curves, encrypted files, broken ones and foreign halves have their own errors")
    func refusals() throws {
        let bench = try Workbench()
        try bench.must(
            "openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "p256.pem")
        try bench.must("openssl", "genpkey", "-algorithm", "ed25519", "-out", "ed.pem")
        try bench.must(
            "openssl", "ecparam", "-name", "secp256k1", "-genkey", "-noout", "-out", "k1.pem")
        try bench.must(
            "openssl", "ecparam", "-name", "secp256k1", "-genkey", "-noout", "-param_enc",
            "explicit", "-out", "explicit.pem")
        try bench.must(
            "openssl", "pkcs8", "-topk8", "-in", "k1.pem", "-passout", "pass:12345678", "-out",
            "sealed.pem")
        try bench.must(
            "openssl", "ec", "-in", "k1.pem", "-aes256", "-passout", "pass:12345678", "-out",
            "old-sealed.pem")
        for (name, error) in [
            ("p256.pem", PrivateKeyError.notSecp256k1), ("explicit.pem", .notSecp256k1),
            ("ed.pem", .notSecp256k1), ("sealed.pem", .encrypted), ("old-sealed.pem", .encrypted),
        ] {
            let file = try bench.read(name)
            #expect(throws: error, "\(name)") { try read(file) }
        }
        #expect(throws: PrivateKeyError.unknownEncoding) { try read(Array("hello".utf8)) }
        #expect(throws: PrivateKeyError.unknownEncoding) { try read([]) }

        let sound = try #require(Base64.decode(SDKVectors.privateKeySEC1Base64))
        var foreign = sound
        // The last byte of the scalar: the public half no longer belongs to it.
        foreign[38] ^= 1
        #expect(throws: PrivateKeyError.publicKeyMismatch) { try read(foreign) }
        for length in 1..<sound.count {
            #expect(throws: PrivateKeyError.self) { try read(Array(sound[..<length])) }
        }
        #expect(throws: PrivateKeyError.self) { try read(sound + [0]) }
    }

    @Test("Ed25519: RFC 8032's second example, and OpenSSL opens our key")
    func ed25519() throws {
        var seed = try #require(
            Hex.decode("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
        let key = try #require(Ed25519PrivateKey(seed: SecretBytes(taking: &seed)))
        #expect(
            Hex.encode(key.publicKey.bytes)
                == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        let signature = key.sign([0x72])
        #expect(
            Hex.encode(signature)
                == "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
        #expect(key.publicKey.verify(signature, of: [0x72]))
        #expect(!key.publicKey.verify(signature, of: [0x73]))
        #expect(!key.publicKey.verify(Array(signature.dropLast()), of: [0x72]))
        let read = try #require(Ed25519PrivateKey.read(pkcs8: key.pkcs8()))
        #expect(read.publicKey == key.publicKey)
        let bench = try Workbench()
        try key.pkcs8().withBytes { try bench.write(Array($0), to: "key.der") }
        try bench.must(
            "openssl", "pkey", "-inform", "DER", "-in", "key.der", "-pubout", "-outform", "DER",
            "-out", "public")
        #expect(try bench.read("public").suffix(32) == key.publicKey.bytes[...])
    }

    @Test("core dumps can be forbidden")
    func hardening() {
        #expect(ProcessHardening.forbidCoreDumps())
    }
}
