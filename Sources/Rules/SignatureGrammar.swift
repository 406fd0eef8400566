/// The same facts for what stands around and in a stamp: the extension elements of UBL 2.1, XML
/// Signature and XAdES 1.3.2.
///
/// Here names carry their prefix. `~` before a name: text may stand between the elements. A body of
/// `any` takes any elements, one of `any+` at least one, and those that are known are checked in
/// their turn; a body in quotes is a data type.
enum SignatureGrammar {
    static let text = """
        ext:UBLExtensions = ext:UBLExtension+
        ext:UBLExtension = cbc:ID? cbc:Name? ext:ExtensionAgencyID? ext:ExtensionAgencyName?
            ext:ExtensionVersionID? ext:ExtensionAgencyURI? ext:ExtensionURI?
            ext:ExtensionReasonCode? ext:ExtensionReason? ext:ExtensionContent
        ext:ExtensionAgencyID = "identifier"
        ext:ExtensionAgencyName = "text"
        ext:ExtensionVersionID = "identifier"
        ext:ExtensionAgencyURI = "identifier"
        ext:ExtensionURI = "identifier"
        ext:ExtensionReasonCode = "code"
        ext:ExtensionReason = "text"
        ext:ExtensionContent = any1
        sig:UBLDocumentSignatures = sac:SignatureInformation+
        sac:SignatureInformation = cbc:ID? sbc:ReferencedSignatureID? ds:Signature?
        sbc:ReferencedSignatureID = "identifier"
        ds:Signature @Id = ds:SignedInfo ds:SignatureValue ds:KeyInfo? ds:Object*
        ds:SignedInfo @Id = ds:CanonicalizationMethod ds:SignatureMethod ds:Reference+
        ~ds:CanonicalizationMethod @Algorithm! = any
        ~ds:SignatureMethod @Algorithm! = any
        ds:Reference @Id @URI @Type = ds:Transforms? ds:DigestMethod ds:DigestValue
        ds:Transforms = ds:Transform+
        ~ds:Transform @Algorithm! = any
        ds:XPath = "string"
        ~ds:DigestMethod @Algorithm! = any
        ds:DigestValue = "base64"
        ds:SignatureValue @Id = "base64"
        ~ds:KeyInfo @Id = any+
        ds:X509Data = any+
        ds:X509Certificate = "base64"
        ds:X509SubjectName = "string"
        ds:X509IssuerSerial = ds:X509IssuerName ds:X509SerialNumber
        ds:X509IssuerName = "string"
        ds:X509SerialNumber = "integer"
        ~ds:Object @Id @MimeType @Encoding = any
        xades:QualifyingProperties @Target! @Id = xades:SignedProperties?
            xades:UnsignedProperties?
        xades:SignedProperties @Id = xades:SignedSignatureProperties?
            xades:SignedDataObjectProperties?
        xades:SignedSignatureProperties @Id = xades:SigningTime? xades:SigningCertificate?
            xades:SignaturePolicyIdentifier? xades:SignatureProductionPlace?
            xades:SignerRole?
        xades:SigningTime = "datetime"
        xades:SigningCertificate = xades:Cert+
        xades:Cert @URI = xades:CertDigest xades:IssuerSerial
        xades:CertDigest = ds:DigestMethod ds:DigestValue
        xades:IssuerSerial = ds:X509IssuerName ds:X509SerialNumber
        xades:SignedDataObjectProperties @Id = xades:DataObjectFormat*
            xades:CommitmentTypeIndication* xades:AllDataObjectsTimeStamp*
            xades:IndividualDataObjectsTimeStamp*
        """
}
