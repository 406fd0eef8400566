import Cryptography
import EGS
import Encoding
import Invoicing
import Signer
import Testing
import UBL

@Suite("stamping, against recorded stamps and other programs")
struct SignerTests {
    /// The scalar of the key that the authority publishes for tests (SDK R3.3.3 and R3.4.8,
    /// `ec-secp256k1-priv-key.pem`); worthless by design.
    static let scalar = "bd78255fb99ebfec13c4a9a5a7f62324a8beb85506db7cfb2cfe8383512b2cfc"

    static func key(_ hex: String = scalar) throws -> Secp256k1PrivateKey {
        var bytes = try #require(Hex.decode(hex))
        return try #require(Secp256k1PrivateKey(scalar: SecretBytes(taking: &bytes)))
    }

    static func certificate() throws -> StampingCertificate {
        let document = Cutter(bytes: try WriterVector.all[0].xml())
        let text = try document.text(of: "ds:X509Certificate")
        return try StampingCertificate(der: try #require(Base64.decode(text)))
    }

    static func signer() throws -> Signer {
        try Signer(key: try key(), certificate: try certificate())
    }

    static func seal(
        _ invoice: Invoice, seller: Party = WriterSample.seller(), at time: String
    ) throws -> SealedInvoice {
        try signer().seal(
            invoice, seller: seller, uuid: try WriterTests.uuid(),
            at: try WriterTests.position(1, .initial),
            signingTime: try #require(Instant("\(time)Z")))
    }

    @Test("recorded signatures come back by RFC 6979", arguments: WriterVector.all)
    func deterministic(vector: WriterVector) throws {
        let recorded = try #require(
            Base64.decode(try Cutter(bytes: vector.xml()).text(of: "ds:SignatureValue")))
        let hash = try #require(InvoiceHash(base64: vector.hash))
        let signature = try Self.key().sign(hash.bytes)
        let (r, s) = try Self.integers(signature)
        let (recordedR, recordedS) = try Self.integers(recorded)
        #expect(r == recordedR)
        #expect(s == (vector.hasHighS ? Self.negated(recordedS) : recordedS))
        if !vector.hasHighS { #expect(signature == recorded) }
    }

    /// r and s of a DER signature, 32 bytes each.
    static func integers(_ der: [UInt8]) throws -> ([UInt8], [UInt8]) {
        func padded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
            let digits = bytes.drop { $0 == 0 }
            return [UInt8](repeating: 0, count: 32 - digits.count) + digits
        }
        try #require(der[0] == 0x30 && der[2] == 2)
        let r = 4..<4 + Int(der[3])
        try #require(der[r.upperBound] == 2)
        let s = r.upperBound + 2..<r.upperBound + 2 + Int(der[r.upperBound + 1])
        try #require(s.upperBound == der.count)
        return (padded(der[r]), padded(der[s]))
    }

    /// n − s, n the order of secp256k1.
    static func negated(_ s: [UInt8]) -> [UInt8] {
        let order =
            Hex.decode("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141") ?? []
        var borrow = 0
        var result = [UInt8](repeating: 0, count: 32)
        for index in stride(from: 31, through: 0, by: -1) {
            let difference = Int(order[index]) - Int(s[index]) - borrow
            borrow = difference < 0 ? 1 : 0
            result[index] = UInt8(truncatingIfNeeded: difference)
        }
        return result
    }

    @Test("every part of a stamp agrees with the document", arguments: try WriterSample.all())
    func consistent(sample: WriterSample) throws {
        let sealed = try Self.seal(sample.invoice, at: "2025-06-10T10:00:10")
        let document = Cutter(bytes: sealed.xml)
        #expect(try document.text(of: "xades:SigningTime") == "2025-06-10T10:00:10")
        #expect(try document.text(of: "ds:DigestValue") == sealed.hash.base64)
        let signature = try document.text(of: "ds:SignatureValue")
        let der = try #require(Base64.decode(signature))
        #expect(try Self.certificate().publicKey.verify(der, of: sealed.hash.bytes))

        let reference = try document.index(of: ">QR<")
        let qr = document.text(
            try document.between("mimeCode=\"text/plain\">", "<", from: reference))
        #expect(qr == sealed.qr)
        let code = try QRCode.decode(Array(qr.utf8))
        let texts = code.fields.prefix(7).map { String(decoding: $0.value, as: UTF8.self) }
        let totals = sample.invoice.totals
        #expect(
            texts == [
                "شركة دفتر التجريبية | Daftar Fixture Co", "399999999900003",
                "2025-06-10T13:00:09", "\(totals.payable)", "\(totals.taxInSAR)",
                sealed.hash.base64, signature,
            ])
        #expect(code.value(.publicKey) == Hex.decode(QRTests.publicKey))
        let authority =
            sample.invoice.kind == .simplified ? Hex.decode(QRTests.certificateSignature) : nil
        #expect(code.value(.certificateSignature) == authority)
    }

    @Test("the same invoice at the same place gives the same bytes")
    func repeatable() throws {
        let invoice = try WriterSample.mixed()
        let first = try Self.seal(invoice, at: "2025-06-10T10:00:10")
        #expect(try Self.seal(invoice, at: "2025-06-10T10:00:10").xml == first.xml)
        let later = try Self.seal(invoice, at: "2025-06-10T10:00:11")
        #expect(later.xml != first.xml)
        #expect(later.hash == first.hash)
    }

    @Test("openssl accepts the signature over the hash")
    func openssl() throws {
        guard try Files.run("openssl version 2>&1").status == 0 else {
            print("skipped: openssl is not installed")
            return
        }
        let sealed = try Self.seal(WriterSample.simplified(), at: "2025-06-10T10:00:10")
        let text = try Cutter(bytes: sealed.xml).text(of: "ds:SignatureValue")
        try Files.withFolder { folder in
            try Files.write(sealed.hash.bytes, to: "\(folder)/hash")
            try Files.write(try #require(Base64.decode(text)), to: "\(folder)/signature")
            try Files.write(try #require(Hex.decode(QRTests.publicKey)), to: "\(folder)/key")
            let verdict = try Files.run(
                "cd \(folder) && openssl dgst -sha256 -verify key -keyform DER "
                    + "-signature signature hash 2>&1")
            #expect(String(decoding: verdict.output, as: UTF8.self) == "Verified OK\n")
        }
    }

    @Test("a key that is not the certificate's is refused")
    func keyMismatch() throws {
        let other = try Self.key(String(repeating: "00", count: 31) + "02")
        let certificate = try Self.certificate()
        #expect(throws: SignerError.keyMismatch(serial: certificate.serialDecimal)) {
            _ = try Signer(key: other, certificate: certificate)
        }
    }

    @Test(
        "no stamp outside the certificate's life",
        arguments: [
            ("2024-01-11T09:19:29", false), ("2024-01-11T09:19:30", true),
            ("2029-01-09T09:19:30", true), ("2029-01-09T09:19:31", false),
        ])
    func validity(time: String, allowed: Bool) throws {
        let invoice = try WriterSample.prepayment()
        if allowed {
            _ = try Self.seal(invoice, at: time)
        } else {
            let expected = SignerError.outsideValidity(
                at: try #require(Instant("\(time)Z")),
                from: try #require(Instant("2024-01-11T09:19:30Z")),
                until: try #require(Instant("2029-01-09T09:19:30Z")))
            #expect(throws: expected) { try Self.seal(invoice, at: time) }
        }
    }

    @Test("a seller's name that makes the code too long is refused with its size")
    func longName() throws {
        var seller = WriterSample.seller()
        seller.name = String(repeating: "ش", count: 400)
        let invoice = try WriterSample.simplified()
        let error = #expect(throws: SignerError.self) {
            try Self.seal(invoice, seller: seller, at: "2025-06-10T10:00:10")
        }
        guard case .qrTooLong(let length, 800) = error else {
            Issue.record("expected qrTooLong, found \(String(describing: error))")
            return
        }
        #expect(length > 1_000)  // BR-CL-KSA-14
        seller.name = String(repeating: "ش", count: 100)
        let sealed = try Self.seal(invoice, seller: seller, at: "2025-06-10T10:00:10")
        #expect(sealed.qr.count > QRCode.advisedLimit)
    }
}
