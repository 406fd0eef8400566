import Cryptography
import EGS
import Encoding
import Invoicing
import Testing

@Suite("a stamping certificate gives the published texts")
struct StampingCertificateTests {
    private func sdk() throws -> StampingCertificate {
        try StampingCertificate(pemDEROrToken: Array(SDKVectors.certificateBase64.utf8))
    }

    @Test("digest, issuer, serial, key and the authority's signature are those of ZATCA's samples")
    func publishedTexts() throws {
        let certificate = try sdk()
        #expect(String(decoding: certificate.base64, as: UTF8.self) == SDKVectors.certificateBase64)
        let digest = String(decoding: certificate.digestText, as: UTF8.self)
        #expect(digest == SDKVectors.certificateDigest)
        #expect(certificate.issuerText == SDKVectors.issuer)
        #expect(certificate.serialDecimal == SDKVectors.serial)
        #expect(Hex.encode(certificate.publicKey.spkiDER) == SDKVectors.spkiHex)
        #expect(Hex.encode(certificate.certificate.spkiDER) == SDKVectors.spkiHex)
        let signature = Hex.encode(certificate.certificate.signature)
        #expect(signature == SDKVectors.authoritySignatureHex)
        #expect(certificate.vat == "399999999900003")
        #expect(certificate.documents == "1100")
        #expect(certificate.unitSerial == "1-TST|2-TST|3-ed22f1d8-e6a2-1118-9b58-d9a8f11e445f")
        #expect(certificate.certificate.subjectCommonName == "TST-886431145-399999999900003")
        // 2024-01-11T09:19:30Z to 2029-01-09T09:19:30Z.
        #expect(certificate.certificate.notBefore == 1_704_964_770)
        #expect(certificate.certificate.notAfter == 1_862_644_770)
        #expect(certificate.class == .production)
        #expect(certificate.allows(.standard))
        #expect(certificate.allows(.simplified))
    }

    @Test("a token, its inner text, its DER and PEM are one certificate")
    func allForms() throws {
        let inner = Array(SDKVectors.complianceCertificateBase64.utf8)
        let der = try #require(Base64.decode(inner))
        let forms: [[UInt8]] = [
            Array(SDKVectors.complianceToken.utf8), inner, der,
            PEM.encode(der, label: "CERTIFICATE"), inner + Array("\r\n".utf8),
        ]
        for form in forms {
            let certificate = try StampingCertificate(pemDEROrToken: form)
            #expect(certificate.certificate.der == der)
            #expect(certificate.issuerText == "CN=eInvoicing")
            #expect(certificate.class == .compliance)
            #expect(certificate.serialDecimal == SDKVectors.complianceSerial)
            let digest = String(decoding: certificate.digestText, as: UTF8.self)
            #expect(digest == SDKVectors.complianceDigest)
        }
        #expect(throws: CertificateError.unknownEncoding) {
            try StampingCertificate(pemDEROrToken: Array("no certificate".utf8))
        }
    }

    @Test("the samples' stamps verify over the raw invoice hash", arguments: SDKVectors.stamps)
    func stamps(hash: String, signature: String) throws {
        let key = try sdk().publicKey
        let message = try #require(Base64.decode(hash))
        let stamp = try #require(Base64.decode(signature))
        #expect(key.verify(stamp, of: message))
        #expect(!key.verify(stamp, of: message + [0]))
        #expect(!key.verify(stamp, of: SHA256.hash(message).bytes))
    }
}
