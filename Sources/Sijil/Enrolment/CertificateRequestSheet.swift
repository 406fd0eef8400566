public import Cryptography
import EGS
import Encoding
import Fatoora
public import Invoicing
import KeyStore
import Ledger

/// A unit's request with what a person compares with the portal.
public struct CertificateRequestSheet: Sendable {
    public let unit: String
    /// The first 16 hexadecimal digits of SHA-256 over the public key.
    public let keyID: String
    public let pem: [UInt8]
    public let facts: [(label: Bilingual, value: String)]
    /// What to do on the portal.
    public let portal: [Bilingual]
}

extension Workplace {
    /// Makes the request of the key that waits for a certificate, or of a new one.
    public func certificateRequest(
        unit name: String?, passphrase: SecretBytes
    ) throws -> CertificateRequestSheet {
        let enrolment = try Enrolment(
            self, unit: name, purpose: .enrol, passphrase: passphrase, line: AuthorityLine())
        let key = try enrolment.waitingKey()
        let request = try enrolment.certificateRequest(key)
        let unit = enrolment.desk.unit
        let profile = enrolment.desk.client.profile
        let organization = try sellerProfile().organization
        return CertificateRequestSheet(
            unit: unit.name,
            keyID: Hex.encode(Array(SHA256.hash(key.publicKey.spkiDER).bytes.prefix(8))),
            pem: request.pem,
            facts: [
                (Bilingual(en: "VAT number", ar: "الرقم الضريبي"), ledger.header.vat.text),
                (Bilingual(en: "taxpayer", ar: "المكلف"), organization),
                (Bilingual(en: "branch or TIN", ar: "الفرع أو الرقم المميز"), unit.branch),
                (Bilingual(en: "unit", ar: "الوحدة"), unit.name),
                (Bilingual(en: "serial", ar: "الرقم التسلسلي"), unit.serial),
                (Bilingual(en: "documents", ar: "المستندات"), unit.documents),
                (Bilingual(en: "location", ar: "الموقع"), unit.location),
                (Bilingual(en: "industry", ar: "النشاط"), unit.industry),
                (Bilingual(en: "template", ar: "القالب"), profile.templateName),
            ],
            portal: PortalWords.steps(profile))
    }
}

/// What a taxpayer does on the authority's portal, which has no interface for programs.
public enum PortalWords {
    static func steps(_ profile: FatooraEnvironmentProfile) -> [Bilingual] {
        steps(environment: profile.environment.rawValue, portal: profile.portal)
    }

    static func steps(environment: String, portal: String?) -> [Bilingual] {
        guard let portal else {
            return [
                Bilingual(
                    en: "the emulator makes one-time codes: sijil emulator --vat NUMBER, or POST "
                        + "/admin/one-time-codes",
                    ar: "المحاكي يصدر الرموز: ‎sijil emulator --vat NUMBER‎ أو POST "
                        + "/admin/one-time-codes")
            ]
        }
        return [
            Bilingual(
                en: "1. sign in to \(portal) as the taxpayer"
                    + (environment == "simulation" ? " and switch to simulation" : ""),
                ar: "١. ادخل إلى \(portal) بحساب المكلف"
                    + (environment == "simulation" ? " وانتقل إلى بيئة المحاكاة" : "")),
            Bilingual(
                en: "2. compare the VAT number and the name above with those on the portal",
                ar: "٢. قارن الرقم الضريبي والاسم أعلاه بما في البوابة"),
            Bilingual(
                en: "3. onboard a new solution unit and generate one one-time code (OTP); it has "
                    + "six digits and lives one hour",
                ar: "٣. اختر ربط وحدة جديدة وولّد رمزًا واحدًا لمرة واحدة (OTP) من ستة أرقام، "
                    + "صالح ساعة واحدة"),
            Bilingual(
                en: "4. within that hour: sijil cert enrol --otp",
                ar: "٤. خلال تلك الساعة: ‎sijil cert enrol --otp‎"),
        ]
    }
}
