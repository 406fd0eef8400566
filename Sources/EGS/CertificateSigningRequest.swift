public import Cryptography
public import Invoicing

/// The request with which a unit asks the authority for a certificate.
///
/// The subject is C, OU, O, CN; the alternative name is one directory name of serial (surname), VAT
/// number (UID), document map (title), location (registeredAddress) and industry
/// (businessCategory), in this order.
public struct CertificateSigningRequest: Sendable {
    /// How the template's name is written; both are taken in the field, the official tool writes
    /// UTF8String.
    public enum TemplateType: Sendable { case utf8, printable }

    public let der: [UInt8]
    /// With armour lines and a line end after the last: what `/compliance` wants, in base64.
    public let pem: [UInt8]

    private static let templateName = "1.3.6.1.4.1.311.20.2"

    /// Makes and signs a request, or tells everything that is wrong with its texts.
    public static func make(
        profile: EGSUnitProfile, vat: VATNumber, organization: String, environment: Environment,
        templateType: TemplateType = .utf8, key: Secp256k1PrivateKey
    ) throws(Problems) -> CertificateSigningRequest {
        let problems = profile.problems(vat: vat) + UnitField.organization.problems(organization)
        guard problems.isEmpty else { throw Problems(problems) }
        let subject = DistinguishedName([
            ("2.5.4.6", .printable, "SA"), ("2.5.4.11", .utf8, profile.branch),
            ("2.5.4.10", .utf8, organization), ("2.5.4.3", .utf8, profile.name),
        ])
        let unit = DistinguishedName([
            (UnitAttribute.serial, .utf8, profile.serial), (UnitAttribute.vat, .utf8, vat.text),
            (UnitAttribute.documents, .utf8, profile.documents),
            (UnitAttribute.location, .utf8, profile.location),
            (UnitAttribute.industry, .utf8, profile.industry),
        ])
        let name = environment.templateName
        let template = CertificateExtension(
            oid: templateName, value: templateType == .utf8 ? DER.utf8(name) : DER.printable(name))
        let request = CertificateRequest(
            subject: subject, extensions: [template, .alternativeName(unit)], key: key)
        return CertificateSigningRequest(der: request.der, pem: request.pem)
    }

    /// The taxpayer's name as a request may hold it: refused characters become blanks, and what
    /// passes 64 characters is cut at a word. The invoices keep the full name.
    public static func organization(from name: String) -> String {
        let words = name.split { $0.isWhitespace || UnitField.refused.contains($0) }
        var text = ""
        for word in words {
            let longer = text.isEmpty ? String(word) : "\(text) \(word)"
            guard longer.unicodeScalars.count <= UnitField.maximumCharacters else { break }
            text = longer
        }
        if text.isEmpty, let word = words.first {
            let scalars = word.unicodeScalars.prefix(UnitField.maximumCharacters)
            text = String(String.UnicodeScalarView(scalars))
        }
        // A separator left at the end says nothing.
        while let last = text.last, last == "|" || last == " " || last == "-" { text.removeLast() }
        return text
    }
}
