import Encoding
import Invoicing
import Testing
import UBL

@Suite("the stamp, against documents that another program stamped")
struct SignatureBlockTests {
    /// What the fixtures record about the SDK's test certificate.
    static func texts(in document: Cutter) throws -> SignatureBlock.StampTexts {
        let properties = try document.index(of: "<xades:SignedProperties")
        return SignatureBlock.StampTexts(
            certificate: Array(try document.text(of: "ds:X509Certificate").utf8),
            digest: Array(try document.text(of: "ds:DigestValue", from: properties).utf8),
            issuer: try document.text(of: "ds:X509IssuerName"),
            serial: try document.text(of: "ds:X509SerialNumber"))
    }

    @Test(
        "stamp and QR code, cut out and rebuilt, give the whole document back",
        arguments: WriterVector.all)
    func rebuild(vector: WriterVector) throws {
        let document = Cutter(bytes: try vector.xml())
        let hash = try #require(InvoiceHash(base64: vector.hash))
        let signatureText = try document.text(of: "ds:SignatureValue")
        let signature = try #require(Base64.decode(signatureText))
        let block = SignatureBlock.write(
            hash: hash, signature: signature, certificate: try Self.texts(in: document),
            signingTime: try document.text(of: "xades:SigningTime"))
        let qr = try QRCode.encode(try QRTests.fields(of: vector))

        let cutStart = try document.index(of: "<ext:UBLExtensions>")
        let cutEnd = try document.index(of: "    <cbc:ProfileID>") - 1
        let reference = try document.index(of: "<cbc:ID>QR</cbc:ID>")
        let qrText = try document.between("mimeCode=\"text/plain\">", "<", from: reference)
        var rebuilt = Array(document.bytes[..<cutStart])
        rebuilt += block
        rebuilt += document.bytes[cutEnd..<qrText.lowerBound]
        rebuilt += qr
        rebuilt += document.bytes[qrText.upperBound...]
        #expect(rebuilt == document.bytes)
    }

    @Test("the signed properties are hashed as recorded, byte for byte")
    func signedProperties() throws {
        let document = Cutter(bytes: try WriterVector.all[0].xml())
        let bytes = SignatureBlock.signedProperties(
            certificate: try Self.texts(in: document), signingTime: "2025-06-10T09:30:05")
        let recorded = "\(Files.vectors)/simplified-invoice-icv1.signedproperties.bin"
        #expect(bytes == (try Files.read(recorded)))
        #expect(bytes.count == 1_686)
    }

    @Test("an issuer's name is escaped in the document and in what is hashed")
    func escapes() throws {
        let texts = SignatureBlock.StampTexts(
            certificate: [], digest: [], issuer: "CN=A & B <C>, O=\"D\"", serial: "1")
        let expected = ">CN=A &amp; B &lt;C&gt;, O=\"D\"</ds:X509IssuerName>"
        let time = "2025-06-10T09:30:05"
        let hashed = SignatureBlock.signedProperties(certificate: texts, signingTime: time)
        _ = try Cutter(bytes: hashed).index(of: expected)
        let hash = try #require(InvoiceHash(base64: WriterVector.all[0].hash))
        let block = SignatureBlock.write(
            hash: hash, signature: [], certificate: texts, signingTime: time)
        _ = try Cutter(bytes: block).index(of: expected)
    }
}
