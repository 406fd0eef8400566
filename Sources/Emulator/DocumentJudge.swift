import Cryptography
import EGS
import Encoding
import Invoicing
import StampCheck
import UBL

/// The verdict on one document, in the authority's codes (C4).
///
/// On a simplified document every wrong part of the stamp or the QR code is an error; on a standard
/// one, which the authority stamps anew, a warning.
struct DocumentJudge {
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
        _ report: StampReport, _ facts: DocumentFacts, sentBy holder: Holder, now: Instant
    ) {
        self.report = report
        self.facts = facts
        self.holder = holder
        self.now = now
    }

    var isSimplified: Bool { facts.isSimplified }

    mutating func judge() {
        checkStructure()
        checkFields()
        checkHolder()
        checkStamp()
        checkQR()
        checkTotals()
        checkLateness()
        if !messages.contains(where: { $0.code == "XSD_ZATCA_INVALID" }) {
            add(
                .info, "XSD_ZATCA_VALID", "XSD validation",
                "well-formed, in the official structure; the emulator has no XML schema",
                "سليم البنية وفق الهيكل الرسمي؛ لا مخطط XML في المحاكي")
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

    // MARK: - Structure and fields

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

    private mutating func rule(
        _ severity: ValidationMessage.Severity, _ id: String, _ en: String, _ ar: String
    ) {
        add(severity, id, id.contains("KSA") ? "KSA" : "EN_16931", en, ar)
    }

    /// The identifying fields whose rules need nothing else (D5); the others come with the rules.
    private mutating func checkFields() {
        let kinds: [[UInt8]] = [Array("01".utf8), Array("02".utf8)]
        let ksa2 = facts.ksa2 ?? ""
        if !kinds.contains(where: { ksa2.utf8.starts(with: $0) }) {
            rule(
                .error, "BR-KSA-06", "the invoice transaction code is \(ksa2)",
                "رمز نوع الفاتورة هو \(ksa2)")
        }
        let today = IssueTime(now).date
        if let date = facts.issueDate.flatMap({ CivilDate($0) }), date > today {
            rule(
                .error, "BR-KSA-04", "the issue date \(date) is after today, \(today)",
                "تاريخ الإصدار \(date) بعد اليوم \(today)")
        }
        if issueTime == nil {
            rule(
                .error, "BR-KSA-70", "the issue time is \(facts.issueTime ?? "missing")",
                "وقت الإصدار \(facts.issueTime ?? "ناقص")")
        }
        let icv = facts.icv ?? ""
        if icv.isEmpty {
            rule(.error, "BR-KSA-33", "there is no invoice counter", "لا يوجد عداد للفواتير")
        } else if !icv.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            rule(.error, "BR-KSA-34", "the invoice counter is \(icv)", "عداد الفاتورة \(icv)")
        }
        checkPreviousHash()
    }

    /// Only whether it is there is an official rule; its shape has a name without a rule.
    private mutating func checkPreviousHash() {
        guard let text = facts.pih, !text.isEmpty else {
            let isThere = facts.pih != nil
            if isThere { rule(.warning, "BR-KSA-26", "KSA-13 is empty", "KSA-13 فارغ") }
            rule(
                .warning, "BR-KSA-61", "there is no previous invoice hash",
                "لا توجد بصمة الفاتورة السابقة")
            return
        }
        if PreviousInvoiceHash(text: text) == nil {
            rule(
                .warning, "KSA-13",
                "the previous invoice hash is neither the initial one nor 32 bytes in base64",
                "بصمة الفاتورة السابقة ليست الأولية ولا 32 بايت بترميز base64")
        }
    }

    /// BT-2 and KSA-25 as one instant; a `Z` means UTC, else it is Riyadh's time.
    private var issueTime: Instant? {
        guard let date = facts.issueDate, let time = facts.issueTime else { return nil }
        if time.hasSuffix("Z") { return Instant("\(date)T\(time)") }
        return IssueTime("\(date)T\(time)")?.instant
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
        case .other: words = ("another unit's", "لوحدة أخرى")
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
        let reference = facts.bytes(.stampReferenceID) ?? facts.bytes(.stampMethod)
        if isSimplified, reference?.isEmpty ?? true {
            rule(.warning, "BR-KSA-60", "there is no cac:Signature", "لا يوجد cac:Signature")
        }
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
            rule(.warning, "BR-KSA-27", "there is no QR code", "لا يوجد رمز QR")
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

    // MARK: - Totals and time

    /// Of the rules that add up amounts, those that the official validator counts as errors.
    private static let errorRules: Set<String> = ["BR-CO-11", "BR-CO-12", "BR-CO-14", "BR-CO-15"]

    private mutating func checkTotals() {
        for found in TotalsCheck.disagreements(in: facts) {
            let place = found.place.map { " (\($0))" } ?? ""
            let (wanted, stands) = (found.expected ?? "–", found.found ?? "–")
            rule(
                Self.errorRules.contains(found.rule) ? .error : .warning, found.rule,
                "\(found.term)\(place) is \(stands), but the amounts make \(wanted)",
                "\(found.term)\(place) هو \(stands) والمبالغ تعطي \(wanted)")
        }
    }

    private mutating func checkLateness() {
        guard isSimplified, let issueTime else { return }
        let seconds = now.secondsSince1970 - issueTime.secondsSince1970
        guard seconds > 86_400 else { return }
        rule(
            .warning, "BR-KSA-98", "reported \(seconds / 3_600) hours after it was issued",
            "أُبلغ عنها بعد \(seconds / 3_600) ساعة من إصدارها")
    }
}

/// What the authority knows of the certificate in a stamp.
enum CertificateStanding {
    case own, unknown, otherClass, revoked, other, outsideValidity
}
