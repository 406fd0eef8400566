import Cryptography
import EGS
import Encoding
import Invoicing

/// A unit's request for a certificate, judged as section B has it: the armoured text in base64,
/// signed by its own secp256k1 key, with every name in its place.
struct RequestCheck {
    let request: CertificateRequest
    let vat: VATNumber
    let unit: EGSUnitProfile

    /// Why a request is refused: a sentence for the developer behind it.
    struct Refusal: Error { let reason: String }

    private static let templateOID = "1.3.6.1.4.1.311.20.2"
    private static let alternativeNameOID = "2.5.29.17"
    private static let organizationOID = "2.5.4.10"
    private static let subjectOIDs = ["2.5.4.6", "2.5.4.11", organizationOID, "2.5.4.3"]
    private static let unitOIDs = [
        UnitAttribute.serial, UnitAttribute.vat, UnitAttribute.documents, UnitAttribute.location,
        UnitAttribute.industry,
    ]

    /// - Parameters:
    ///   - text: The member `csr` as sent.
    ///   - template: The certificate template that it has to name.
    init(_ text: String, template: String) throws(Refusal) {
        guard let pem = Base64.decode(text) else {
            throw Refusal(reason: "csr is not base64 on one line")
        }
        let begin = Array("-----BEGIN CERTIFICATE REQUEST-----".utf8)
        // Base64 of the DER alone is the common mistake (B5).
        guard pem.starts(with: begin),
            let der = PEM.firstBlock(in: pem, label: "CERTIFICATE REQUEST")
        else { throw Refusal(reason: "csr is not the base64 of a whole PEM text") }
        do throws(CertificateError) {
            request = try CertificateRequest(der: der)
        } catch {
            throw Refusal(reason: error.problem.en)
        }
        let subject = try Self.values(request.subject, Self.subjectOIDs, "subject")
        guard subject[0] == "SA" else { throw Refusal(reason: "country \(subject[0]) is not SA") }
        try Self.checkExtensions(request, template)
        guard let name = request.sanDirectoryName else {
            throw Refusal(reason: "subjectAltName has no directory name")
        }
        let names = try Self.values(name, Self.unitOIDs, "subjectAltName")
        guard let vat = VATNumber(names[1]) else {
            throw Refusal(reason: "VAT number \(names[1]) is not 15 digits from 3 to 3")
        }
        self.vat = vat
        unit = EGSUnitProfile(
            name: subject[3], serial: names[0], branch: subject[1], documents: names[2],
            location: names[3], industry: names[4])
        if let problem = unit.problems(vat: vat).first {
            throw Refusal(reason: problem.message.en)
        }
        try Self.checkOrganization(subject[2])
    }

    /// One attribute in each relative name, in this order and no other.
    private static func values(
        _ name: DistinguishedName, _ oids: [String], _ place: String
    ) throws(Refusal) -> [String] {
        let found = name.relativeNames.map { $0.map(\.oid).joined(separator: "+") }
        guard found == oids else {
            throw Refusal(
                reason: "\(place) has \(found.joined(separator: ", ")) where "
                    + "\(oids.joined(separator: ", ")) belong")
        }
        return name.attributes.map(\.value)
    }

    private static func checkExtensions(
        _ request: CertificateRequest, _ name: String
    ) throws(Refusal) {
        let found = request.extensions.map(\.oid)
        guard found == [templateOID, alternativeNameOID] else {
            throw Refusal(
                reason: "extensions are \(found.joined(separator: ", ")), not template name and "
                    + "subjectAltName")
        }
        // Both string types are taken in the field (B3).
        let forms = [DER.utf8(name), DER.printable(name)]
        guard forms.contains(request.extensions[0].value) else {
            throw Refusal(reason: "the template name is not \(name)")
        }
    }

    private static func checkOrganization(_ name: String) throws(Refusal) {
        if name.allSatisfy(\.isWhitespace) { throw Refusal(reason: "organization is blank") }
        if name.unicodeScalars.count > 64 {
            throw Refusal(reason: "organization has more than 64 characters")
        }
        if let character = name.first(where: "!@#$%&*_<".contains) {
            throw Refusal(reason: "organization holds \(character)")
        }
    }
}
