import Cryptography
import Encoding
public import Invoicing

/// The cryptographic stamp (KSA-15): the whole of `ext:UBLExtensions`, with the columns of the
/// authority's software.
///
/// The stamp borrows the shape of XAdES but not its meaning: the signature is not over
/// `ds:SignedInfo` but over the 32 bytes of the invoice hash, the certificate's digest is not over
/// its DER, and the digest of the signed properties is not over their canonical form. So nothing
/// here comes from a general library; the bytes are fixed text with six values put in.
public enum SignatureBlock {
    /// What the stamp says about the certificate.
    public struct StampTexts: Sendable {
        /// `ds:X509Certificate`: the base64 text of the DER, on one line.
        public let certificate: [UInt8]
        /// base64 of the hexadecimal SHA-256 of that *text*: 88 characters.
        public let digest: [UInt8]
        /// `ds:X509IssuerName`, the most specific part first.
        public let issuer: String
        /// `ds:X509SerialNumber`, decimal.
        public let serial: String

        public init(certificate: [UInt8], digest: [UInt8], issuer: String, serial: String) {
            self.certificate = certificate
            self.digest = digest
            self.issuer = issuer
            self.serial = serial
        }
    }

    /// - Parameters:
    ///   - hash: The invoice hash, written as first `ds:DigestValue`.
    ///   - signature: DER, over the 32 bytes of the hash.
    ///   - signingTime: `YYYY-MM-DDTHH:mm:ss`: UTC, without a suffix.
    public static func write(
        hash: InvoiceHash, signature: [UInt8], certificate: StampTexts, signingTime: String
    ) -> [UInt8] {
        let properties = signedProperties(certificate: certificate, signingTime: signingTime)
        var out = ByteWriter(capacity: 6_144 + certificate.certificate.count)
        writeStart(to: &out)
        writeSignedInfo(hash, propertiesDigest: hexDigestText(properties), to: &out)
        out.line(6, "<ds:SignatureValue>")
        out.raw(Base64.encodeToBytes(signature))
        out.end("ds:SignatureValue")
        out.line(6, "<ds:KeyInfo>")
        out.line(7, "<ds:X509Data>")
        out.line(8, "<ds:X509Certificate>")
        out.raw(certificate.certificate)
        out.end("ds:X509Certificate")
        out.line(7, "</ds:X509Data>")
        out.line(6, "</ds:KeyInfo>")
        out.line(6, "<ds:Object>")
        out.line(7, "<xades:QualifyingProperties")
        out.raw(xadesNamespace)
        out.raw(" Target=\"signature\">")
        out.line(8, "")
        writeSignedProperties(certificate, signingTime, as: .inDocument, to: &out)
        out.line(7, "</xades:QualifyingProperties>")
        out.line(6, "</ds:Object>")
        writeEnd(to: &out)
        return out.bytes
    }

    /// The bytes whose digest stands in the second reference: the element as it is in the document,
    /// but with its namespaces written out, and with `ds:DigestMethod` still closed in itself.
    ///
    /// No canonical form gives these bytes: an exclusive one would write that last as a pair of
    /// tags.
    public static func signedProperties(
        certificate: StampTexts, signingTime: String
    ) -> [UInt8] {
        var out = ByteWriter(capacity: 2_048)
        writeSignedProperties(certificate, signingTime, as: .hashed, to: &out)
        return out.bytes
    }

    /// base64 of the hexadecimal SHA-256 of `bytes`: 88 characters.
    private static func hexDigestText(_ bytes: [UInt8]) -> [UInt8] {
        Base64.encodeToBytes(Hex.encodeToBytes(SHA256.hash(bytes).bytes))
    }
}

/// The fixed parts, one line a call, with the column in steps of four.
extension SignatureBlock {
    private static let xadesNamespace: StaticString =
        " xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\""
    private static let dsNamespace: StaticString =
        " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\""
    private static let sha256: StaticString =
        " Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>"

    private static func writeStart(to out: inout ByteWriter) {
        out.raw("<ext:UBLExtensions>")
        out.line(1, "<ext:UBLExtension>")
        out.line(2, "<ext:ExtensionURI>urn:oasis:names:specification:ubl:dsig:enveloped:xades")
        out.end("ext:ExtensionURI")
        out.line(2, "<ext:ExtensionContent>")
        out.line(3, "<sig:UBLDocumentSignatures")
        out.raw(" xmlns:sig=\"urn:oasis:names:specification:ubl:schema:xsd:")
        out.raw("CommonSignatureComponents-2\"")
        out.raw(" xmlns:sac=\"urn:oasis:names:specification:ubl:schema:xsd:")
        out.raw("SignatureAggregateComponents-2\"")
        out.raw(" xmlns:sbc=\"urn:oasis:names:specification:ubl:schema:xsd:")
        out.raw("SignatureBasicComponents-2\">")
        out.line(4, "<sac:SignatureInformation>")
        out.line(5, "<cbc:ID>urn:oasis:names:specification:ubl:signature:1</cbc:ID>")
        out.line(5, "<sbc:ReferencedSignatureID>")
        out.raw("urn:oasis:names:specification:ubl:signature:Invoice")
        out.end("sbc:ReferencedSignatureID")
        out.line(5, "<ds:Signature")
        out.raw(dsNamespace)
        out.raw(" Id=\"signature\">")
    }

    private static func writeEnd(to out: inout ByteWriter) {
        out.line(5, "</ds:Signature>")
        out.line(4, "</sac:SignatureInformation>")
        out.line(3, "</sig:UBLDocumentSignatures>")
        out.line(2, "</ext:ExtensionContent>")
        out.line(1, "</ext:UBLExtension>")
        out.line(0, "</ext:UBLExtensions>")
    }

    private static func writeSignedInfo(
        _ hash: InvoiceHash, propertiesDigest: [UInt8], to out: inout ByteWriter
    ) {
        out.line(6, "<ds:SignedInfo>")
        out.line(7, "<ds:CanonicalizationMethod")
        out.raw(" Algorithm=\"http://www.w3.org/2006/12/xml-c14n11\"/>")
        out.line(7, "<ds:SignatureMethod")
        out.raw(" Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256\"/>")
        out.line(7, "<ds:Reference Id=\"invoiceSignedData\" URI=\"\">")
        // The transforms are told but never run: read by the letter, each would leave out the whole
        // document.
        out.line(8, "<ds:Transforms>")
        writeTransform("not(//ancestor-or-self::ext:UBLExtensions)", to: &out)
        writeTransform("not(//ancestor-or-self::cac:Signature)", to: &out)
        writeTransform(
            "not(//ancestor-or-self::cac:AdditionalDocumentReference[cbc:ID='QR'])", to: &out)
        out.line(9, "<ds:Transform Algorithm=\"http://www.w3.org/2006/12/xml-c14n11\"/>")
        out.line(8, "</ds:Transforms>")
        writeDigest(Base64.encodeToBytes(hash.bytes), to: &out)
        out.line(7, "</ds:Reference>")
        out.line(7, "<ds:Reference")
        out.raw(" Type=\"http://www.w3.org/2000/09/xmldsig#SignatureProperties\"")
        out.raw(" URI=\"#xadesSignedProperties\">")
        writeDigest(propertiesDigest, to: &out)
        out.line(7, "</ds:Reference>")
        out.line(6, "</ds:SignedInfo>")
    }

    private static func writeTransform(_ xpath: StaticString, to out: inout ByteWriter) {
        out.line(9, "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\">")
        out.line(10, "<ds:XPath>")
        out.raw(xpath)
        out.end("ds:XPath")
        out.line(9, "</ds:Transform>")
    }

    private static func writeDigest(_ text: [UInt8], to out: inout ByteWriter) {
        out.line(8, "<ds:DigestMethod")
        out.raw(sha256)
        out.line(8, "<ds:DigestValue>")
        out.raw(text)
        out.end("ds:DigestValue")
    }

    /// The two renderings of the signed properties.
    private enum Rendering { case inDocument, hashed }

    /// Begins with the tag itself, without its indentation, and ends without a line end.
    private static func writeSignedProperties(
        _ certificate: StampTexts, _ signingTime: String, as rendering: Rendering,
        to out: inout ByteWriter
    ) {
        let isHashed = rendering == .hashed
        out.raw("<xades:SignedProperties")
        if isHashed { out.raw(xadesNamespace) }
        out.raw(" Id=\"xadesSignedProperties\">")
        out.line(9, "<xades:SignedSignatureProperties>")
        out.line(10, "<xades:SigningTime>")
        out.text(signingTime)
        out.end("xades:SigningTime")
        out.line(10, "<xades:SigningCertificate>")
        out.line(11, "<xades:Cert>")
        out.line(12, "<xades:CertDigest>")
        out.line(13, "<ds:DigestMethod")
        if isHashed { out.raw(dsNamespace) }
        out.raw(sha256)
        writeProperty("ds:DigestValue", as: rendering, to: &out) { $0.raw(certificate.digest) }
        out.line(12, "</xades:CertDigest>")
        out.line(12, "<xades:IssuerSerial>")
        writeProperty("ds:X509IssuerName", as: rendering, to: &out) { $0.text(certificate.issuer) }
        writeProperty("ds:X509SerialNumber", as: rendering, to: &out) {
            $0.text(certificate.serial)
        }
        out.line(12, "</xades:IssuerSerial>")
        out.line(11, "</xades:Cert>")
        out.line(10, "</xades:SigningCertificate>")
        out.line(9, "</xades:SignedSignatureProperties>")
        out.line(8, "</xades:SignedProperties>")
    }

    private static func writeProperty(
        _ name: StaticString, as rendering: Rendering, to out: inout ByteWriter,
        content: (inout ByteWriter) -> Void
    ) {
        out.line(13, "<")
        out.raw(name)
        if rendering == .hashed { out.raw(dsNamespace) }
        out.byte(UInt8(ascii: ">"))
        content(&out)
        out.end(name)
    }
}
