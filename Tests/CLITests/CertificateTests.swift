import Cryptography
import Encoding
import Testing

@Suite("Certificates that may not be installed")
struct CertificateTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let changes: Shop.Changes
        let code: String
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(
            name: "another taxpayer's", changes: .init(vat: "300000000000003"),
            code: "certificate-for-other-vat"),
        Row(
            name: "another unit's",
            changes: .init(serial: "1-Sijil|2-1|3-00000000-2f5b-4d0a-9f0e-5c1d2b3a4e5f"),
            code: "certificate-for-other-unit"),
        Row(
            name: "for other documents", changes: .init(documents: "0100"),
            code: "certificate-for-other-documents"),
        Row(
            name: "expired", changes: .init(beginsSecondsFromNow: -7_200, endsSecondsFromNow: -60),
            code: "certificate-expired"),
        Row(
            name: "not yet valid", changes: .init(beginsSecondsFromNow: 86_400),
            code: "certificate-not-yet-valid"),
    ]

    @Test("each is refused by name and changes nothing", arguments: rows)
    func refusal(_ row: Row) throws {
        let bench = try Shop.ready()
        let key = Secp256k1PrivateKey.generate()
        try bench.write(key.pkcs8().withBytes { Array($0) }, to: "other.der")
        try bench.write(Shop.certificate(key: key, row.changes), to: "other.pem")
        try refuse(bench, key: "other.der", certificate: "other.pem", row.code)
    }

    @Test(
        "every command warns of an end within 30 days, on standard error alone",
        arguments: [(20, true), (40, false)])
    func nearEnd(days: Int64, warns: Bool) throws {
        let bench = try Shop.ready()
        let key = Secp256k1PrivateKey.generate()
        try bench.write(key.pkcs8().withBytes { Array($0) }, to: "other.der")
        try bench.write(
            Shop.certificate(key: key, .init(endsSecondsFromNow: days * 86_400)), to: "other.pem")
        try bench.must(
            "sijil cert install --key other.der --cert other.pem --passphrase-file pass")
        for command in [
            "list", "issue one.json --passphrase-file pass", "unit list", "qr INV-1",
            "show INV-1", "export --to out",
        ] {
            let outcome = try bench.run("sijil \(command)")
            #expect(outcome.talk.contains("cert renew") == warns, "\(command): \(outcome.talk)")
            #expect(!outcome.output.contains("cert renew"), "\(command)")
        }
        // Whoever asks for certificates is told 90 days before.
        #expect(try bench.must("sijil cert list").talk.contains("cert renew"))
    }

    @Test("the certificate of another key")
    func otherKey() throws {
        let bench = try Shop.ready()
        try bench.write(Shop.certificate(key: .generate()), to: "other.pem")
        try refuse(bench, key: "key.der", certificate: "other.pem", "certificate-key-mismatch")
    }

    @Test("a compliance certificate, and an authority of another environment")
    func otherIssuers() throws {
        let bench = try Shop.ready()
        // Answered by an authority with the name that stands in compliance certificates, and by one
        // that nobody knows.
        for (name, code) in [
            ("/CN=eInvoicing", "certificate-is-compliance"),
            ("/CN=Somebody", "certificate-for-other-environment"),
        ] {
            try bench.must(
                """
                openssl ecparam -name secp256k1 -genkey -noout -out ca.key 2>/dev/null
                openssl req -x509 -new -key ca.key -subj '\(name)' -days 30 -out ca.pem
                openssl req -new -key key.der -keyform DER -subj /CN=Riyadh-1 -out unit.csr
                echo keyUsage=critical,digitalSignature > unit.ext
                openssl x509 -req -extfile unit.ext -in unit.csr -CA ca.pem -CAkey ca.key -days 20 \
                -set_serial 77 -out other.pem
                """)
            try refuse(bench, key: "key.der", certificate: "other.pem", code)
        }
    }

    @Test("texts that are no certificate or no key")
    func unreadable() throws {
        let bench = try Shop.ready()
        try bench.must("head -c 300 certificate.pem > cut.pem; head -c 60 key.der > cut.der")
        try refuse(bench, key: "key.der", certificate: "cut.pem", "certificate-not-readable")
        try refuse(bench, key: "key.der", certificate: "pass", "certificate-not-readable")
        try refuse(
            bench, key: "cut.der", certificate: "certificate.pem", "private-key-not-readable")
        try refuse(bench, key: "pass", certificate: "certificate.pem", "private-key-not-readable")
        try refuse(bench, key: "key.der", certificate: "none", "file-unreadable")
    }

    private func refuse(
        _ bench: Workbench, key: String, certificate: String, _ code: String
    ) throws {
        let ledger = try bench.sum("shop.sijil")
        let keys = try bench.must("ls shop.sijil.keys").output
        let outcome = try bench.run(
            "sijil cert install --key \(key) --cert \(certificate) --passphrase-file pass --json")
        #expect(outcome.status == 2)
        #expect(try outcome.json().first?["error"]?["code"]?.text == code, "\(outcome.output)")
        // Neither the passphrase nor any part of a key, however it is written.
        #expect(!outcome.output.contains(Shop.passphrase))
        let secret = try bench.read("key.der").suffix(32)
        let forms = [Base64.encode(Array(secret)), Hex.encode(Array(secret))]
        for form in forms { #expect(!(outcome.output + outcome.talk).contains(form)) }
        #expect(try bench.sum("shop.sijil") == ledger)
        #expect(try bench.must("ls shop.sijil.keys").output == keys)
    }
}
