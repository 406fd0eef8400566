public import Invoicing
import UBL

/// Why an invoice was not stamped.
///
/// In every case no document was made, nothing was stored and no counter was used.
public enum SignerError: ExplainedError, Hashable {
    /// The certificate with this serial number is for another key.
    case keyMismatch(serial: String)
    /// The certificate's document map does not name this kind.
    case kindNotAllowed(InvoiceKind, documents: String?)
    /// The certificate was not valid yet, or is no longer.
    case outsideValidity(at: Instant, from: Instant, until: Instant)
    /// The text of the QR code has more characters than a document may carry (BR-CL-KSA-14).
    case qrTooLong(length: Int, sellerNameBytes: Int)

    public var code: String {
        switch self {
        case .keyMismatch: "key-mismatch"
        case .kindNotAllowed: "kind-not-allowed"
        case .outsideValidity: "certificate-not-valid"
        case .qrTooLong: "qr-too-long"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .keyMismatch(let serial):
            Bilingual(
                en: "the certificate with serial number \(serial) belongs to another key",
                ar: "الشهادة ذات الرقم التسلسلي \(serial) تخص مفتاحا آخر")
        case .kindNotAllowed(let kind, let documents):
            Bilingual(
                en: "the unit's certificate does not cover \(kind.rawValue) invoices "
                    + "(its document map is \(documents ?? "missing"))",
                ar: "شهادة الوحدة لا تشمل الفواتير من نوع \(Self.arabic(kind)) "
                    + "(خريطة المستندات فيها: \(documents ?? "غير موجودة"))")
        case .outsideValidity(let at, let from, let until):
            Bilingual(
                en: "at \(at) the unit's certificate is not valid (it is from \(from) to \(until))",
                ar: "شهادة الوحدة غير صالحة في \(at) (صلاحيتها من \(from) إلى \(until))")
        case .qrTooLong(let length, let bytes):
            Bilingual(
                en: "the QR code would have \(length) characters; \(QRCode.limit) are allowed "
                    + "(the seller's name takes \(bytes) bytes)",
                ar: "سيبلغ نص رمز الاستجابة السريعة \(length) حرفا والحد الأعلى \(QRCode.limit) "
                    + "(اسم البائع وحده \(bytes) بايت)")
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .keyMismatch:
            Bilingual(
                en: "install the certificate that was issued for this unit's key, "
                    + "or enrol the unit again",
                ar: "ثبّت الشهادة الصادرة لمفتاح هذه الوحدة، أو أعد تسجيل الوحدة")
        case .kindNotAllowed:
            Bilingual(
                en: "issue it from a unit whose certificate covers this kind, "
                    + "or enrol this unit again with the other document map",
                ar: "أصدرها من وحدة تشمل شهادتها هذا النوع، "
                    + "أو أعد تسجيل هذه الوحدة بخريطة مستندات أخرى")
        case .outsideValidity(let at, let from, _):
            at < from
                ? Bilingual(
                    en: "check the computer's clock",
                    ar: "تحقق من ساعة الجهاز")
                : Bilingual(
                    en: "renew the certificate, or check the computer's clock",
                    ar: "جدّد الشهادة، أو تحقق من ساعة الجهاز")
        case .qrTooLong:
            Bilingual(
                en: "write the seller's registered name in one language only; up to 160 bytes "
                    + "of UTF-8 (80 Arabic letters) every reader takes",
                ar: "اكتب اسم البائع المسجل بلغة واحدة فقط، "
                    + "وتقبل كل القارئات ما لا يزيد على 160 بايت (80 حرفا عربيا)")
        }
    }

    private static func arabic(_ kind: InvoiceKind) -> String {
        switch kind {
        case .standard: "الضريبية"
        case .simplified: "الضريبية المبسطة"
        }
    }
}
