import Cryptography
import EGS
import Encoding
import Invoicing
import Rules
import StampCheck
import UBL

/// The verdict on one document, in the authority's codes (C4): every official rule with its own id
/// and severity, and the checks of stamp and QR code.
///
/// On a simplified document every wrong part of the stamp or the QR code is an error; on a standard
/// one, which the authority stamps anew, a warning.
struct DocumentJudge {
    let xml: [UInt8]
    let report: StampReport
    let facts: DocumentFacts
    let holder: Holder
    let now: Instant
    private(set) var messages: [ValidationMessage] = []

    /// Whose credential came with the document.
    struct Holder {
        let vat: String
        let documents: String
    }

    init(
        _ xml: [UInt8], _ report: StampReport, _ facts: DocumentFacts, sentBy holder: Holder,
        now: Instant
    ) {
        self.xml = xml
        self.report = report
        self.facts = facts
        self.holder = holder
        self.now = now
    }

    var isSimplified: Bool { facts.isSimplified }

    mutating func judge() {
        checkStructure()
        checkRules()
        checkPreviousHash()
        checkHolder()
        checkStamp()
        checkQR()
        if !messages.contains(where: { $0.code == "XSD_ZATCA_INVALID" }) {
            add(
                .info, "XSD_ZATCA_VALID", "XSD validation",
                "the document is what the UBL 2.1 schema allows", "المستند وفق مخطط UBL 2.1")
        }
    }

    mutating func add(
        _ severity: ValidationMessage.Severity, _ code: String, _ category: String, _ en: String,
        _ ar: String
    ) {
        let message = ValidationMessage(
            severity: severity, code: code, category: category, text: Bilingual(en: en, ar: ar))
        if !messages.contains(message) { messages.append(message) }
    }

    private mutating func stamp(_ code: String, _ category: String, _ en: String, _ ar: String) {
        add(isSimplified ? .error : .warning, code, category, en, ar)
    }

    // MARK: - Structure and rules

    private mutating func checkStructure() {
        for fault in report.faults where fault.kind != .byteOrderMark {
            let words = "\(fault.kind.rawValue) \(fault.place)"
            if fault.isInStamp {
                stamp("invalid-digital-signature", "SIGNATURE_ERRORS", words, words)
            } else {
                add(.error, "XSD_ZATCA_INVALID", "XSD validation", words, words)
            }
        }
    }

    /// All official rules. As officially, also of a document that the schema refuses.
    private mutating func checkRules() {
        let document: RuleDocument
        do {
            document = try RuleDocument.read(xml)
        } catch {
            let words = error.problem
            return add(.error, "XSD_ZATCA_INVALID", "XSD validation", words.en, words.ar)
        }
        let rules = RuleSet.inForce(on: IssueTime(now).date).judge(document, at: now)
        for fault in rules.schemaFaults {
            let words =
                "\(fault.kind.rawValue) \(fault.path) \(fault.found ?? "") \(fault.expected ?? "")"
            add(.error, "XSD_ZATCA_INVALID", "XSD validation", words, words)
        }
        for abort in rules.aborts {
            add(
                .error, abort.id, abort.stage == .european ? "EN_16931" : "KSA",
                "the rules cannot be evaluated at \(abort.path)",
                "لا يمكن تقييم القواعد عند \(abort.path)")
        }
        // Of one rule the first place is told.
        var told: Set<RuleID> = []
        for finding in rules.findings where told.insert(finding.rule.id).inserted {
            let values = [finding.found, finding.expected.map { "(\($0))" }].compactMap(\.self)
            let place = ([finding.path] + values).joined(separator: " ")
            add(
                finding.severity == .error ? .error : .warning, finding.id,
                finding.rule.stage == .european ? "EN_16931" : "KSA",
                "\(finding.message.en): \(place)", "\(finding.message.ar): \(place)")
        }
    }

    /// Only whether it is there is an official rule; its shape has a name without a rule.
    private mutating func checkPreviousHash() {
        guard let text = facts.pih, !text.isEmpty, PreviousInvoiceHash(text: text) == nil else {
            return
        }
        add(
            .warning, "KSA-13", "EN_16931",
            "the previous invoice hash is neither the initial one nor 32 bytes in base64",
            "بصمة الفاتورة السابقة ليست الأولية ولا 32 بايت بترميز base64")
    }

    // MARK: - Who stamped

    /// Whether the caller may send this document at all.
    private mutating func checkHolder() {
        if facts.sellerVAT != holder.vat {
            add(
                .error, "certificate-permissions", "CERTIFICATE_ERRORS",
                "the seller's VAT number \(facts.sellerVAT ?? "") is not the certificate's, "
                    + holder.vat,
                "الرقم الضريبي للبائع \(facts.sellerVAT ?? "") ليس رقم الشهادة \(holder.vat)")
        }
        let map = Array(holder.documents.utf8)
        if map.count == 4, map[isSimplified ? 1 : 0] != UInt8(ascii: "1") {
            add(
                .error, "certificate-permissions", "CERTIFICATE_ERRORS",
                "the certificate's document map \(holder.documents) has no such document",
                "خريطة مستندات الشهادة \(holder.documents) لا تشمل هذا المستند")
        }
    }

    /// - Parameter known: What became of the certificate in the stamp.
    mutating func checkCertificate(
        _ standing: CertificateStanding, policy: Scenario.OtherCertificates
    ) {
        let words: (en: String, ar: String)
        switch standing {
        case .own: return
        case .unknown: words = ("not one of this authority's", "ليست من هذه الجهة")
        case .otherClass: words = ("of the wrong class", "من صنف غير مناسب")
        case .revoked: words = ("revoked", "ملغاة")
        case .other: words = ("not the sender's present one", "ليست شهادة المرسل الحالية")
        case .outsideValidity: words = ("not in force at the signing time", "غير سارية وقت الختم")
        }
        let isWarning = policy == .warn || !isSimplified
        add(
            isWarning ? .warning : .error, "invalid-signing-certificate", "CERTIFICATE_ERRORS",
            "the stamp's certificate is \(words.en)", "شهادة الختم \(words.ar)")
    }

    /// The instant that the stamp says it was made.
    var signingTime: Instant? {
        guard let text = facts.text(.signingTime) else { return nil }
        return Instant(text.hasSuffix("Z") ? text : text + "Z")
    }

    // MARK: - Stamp and QR

    private mutating func checkStamp() {
        let checks = report.checks
        guard facts.hasSignature else {
            if isSimplified {
                stamp("invalid-digital-signature", "SIGNATURE_ERRORS", "no stamp", "لا يوجد ختم")
            }
            return
        }
        if checks.invoiceDigest == false {
            stamp(
                "invalid-invoice-hash", "INVOICE_HASHING_ERRORS",
                "the stamp's digest is not that of the document",
                "البصمة في الختم ليست بصمة المستند")
        }
        if checks.signedProperties == false {
            stamp(
                "signed-properties-hashing", "CERTIFICATE_ERRORS",
                "the digest of the signed properties is wrong",
                "بصمة الخصائص الموقعة غير صحيحة")
        }
        if checks.certDigest == false {
            stamp(
                "certificate-hashing", "CERTIFICATE_ERRORS",
                "the digest of the certificate is wrong", "بصمة الشهادة غير صحيحة")
        }
        if checks.issuer == false {
            stamp("X509IssuerName", "CERTIFICATE_ERRORS", "wrong issuer name", "اسم المصدر خاطئ")
        }
        if checks.serial == false {
            stamp(
                "X509SerialNumber", "CERTIFICATE_ERRORS", "wrong serial number",
                "الرقم التسلسلي خاطئ")
        }
        guard checks.signature == false else { return }
        let cause = report.findings.first { $0.check == .signature }?.cause ?? ""
        if cause == "does not verify" || cause == "no key" {
            stamp(
                "invalid-digital-signature", "SIGNATURE_ERRORS",
                "the signature does not verify with the certificate",
                "التوقيع لا يتحقق بمفتاح الشهادة")
        } else {
            stamp(
                "signatureValue", "SIGNATURE_ERRORS", "wrong signature Value", "قيمة التوقيع خاطئة")
        }
    }

    private mutating func checkQR() {
        let category = "QRCODE_VALIDATION"
        if report.checks.qr == nil, isSimplified {
            stamp("QRCODE_INVALID", category, "there is no QR code", "لا يوجد رمز QR")
        }
        for finding in report.findings where finding.check == .qr && !finding.isNote {
            let code =
                switch finding.cause {
                case "tag 3": "invoiceTimeStamp_QRCODE_INVALID"
                case "tag 4", "tag 5": "invoiceTotal_QRCODE_INVALID"
                case "tag 6": "invoiceHash_QRCODE_INVALID"
                case "tag 8": "publicKey_QRCODE_INVALID"
                case "tag 9": "CERTIFICATE_SIGNATURE_QRCODE_INVALID"
                default: "QRCODE_INVALID"
                }
            stamp(code, category, "QR code: \(finding.cause)", "رمز QR: \(finding.cause)")
        }
    }
}

/// What the authority knows of the certificate in a stamp.
enum CertificateStanding {
    case own, unknown, otherClass, revoked, other, outsideValidity
}
