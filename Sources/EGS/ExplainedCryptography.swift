public import Cryptography
public import Invoicing

/// `Cryptography` knows no languages, so its errors get their words here.
extension CertificateError: ExplainedError {
    public var code: String {
        switch self {
        case .notDER: "certificate-not-der"
        case .malformed: "certificate-malformed"
        case .badPublicKey: "certificate-bad-public-key"
        case .unknownCriticalExtension: "certificate-unknown-critical-extension"
        case .negativeSerial, .zeroSerial: "certificate-bad-serial"
        case .notSecp256k1: "certificate-not-secp256k1"
        case .badSelfSignature: "request-bad-signature"
        case .unknownEncoding: "certificate-unknown-encoding"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .notDER(let offset, let reason):
            Bilingual(
                en: "the certificate is not DER at byte \(offset): \(reason)",
                ar: "الشهادة ليست بصيغة DER عند البايت \(offset): \(reason)")
        case .malformed(let field):
            Bilingual(
                en: "the certificate's part \(field) is not as X.509 wants it",
                ar: "جزء الشهادة \(field) ليس على صيغة X.509")
        case .badPublicKey(let reason):
            Bilingual(
                en: "the certificate's public key cannot be used: \(reason)",
                ar: "المفتاح العام في الشهادة لا يصلح: \(reason)")
        case .unknownCriticalExtension(let oid):
            Bilingual(
                en: "the certificate has the unknown critical extension \(oid)",
                ar: "في الشهادة امتداد حرج غير معروف \(oid)")
        case .negativeSerial:
            Bilingual(
                en: "the certificate's serial number is negative", ar: "الرقم التسلسلي للشهادة سالب"
            )
        case .zeroSerial:
            Bilingual(
                en: "the certificate's serial number is zero", ar: "الرقم التسلسلي للشهادة صفر")
        case .notSecp256k1:
            Bilingual(
                en: "the key is not on the curve secp256k1, which alone makes stamps",
                ar: "المفتاح ليس على المنحنى secp256k1 الذي لا يُختم بغيره")
        case .badSelfSignature:
            Bilingual(
                en: "the request is not signed by its own key", ar: "الطلب غير موقع بمفتاحه")
        case .unknownEncoding:
            Bilingual(
                en: "this is no certificate: neither PEM, DER, base64 nor a token",
                ar: "هذه ليست شهادة: لا PEM ولا DER ولا base64 ولا رمز أمان")
        }
    }

    public var remedy: Bilingual {
        Bilingual(
            en: "take the certificate anew from the authority's answer, unchanged",
            ar: "خذ الشهادة من جديد من رد الهيئة دون تغيير")
    }
}

extension PrivateKeyError: ExplainedError {
    public var code: String {
        switch self {
        case .unknownEncoding: "key-unknown-encoding"
        case .encrypted: "key-encrypted"
        case .notSecp256k1: "key-not-secp256k1"
        case .malformed: "key-malformed"
        case .scalarOutOfRange: "key-out-of-range"
        case .publicKeyMismatch: "key-halves-differ"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .unknownEncoding:
            Bilingual(
                en: "this is no private key: neither PEM, DER nor base64",
                ar: "هذا ليس مفتاحًا خاصًا: لا PEM ولا DER ولا base64")
        case .encrypted:
            Bilingual(
                en: "the private key is protected by a passphrase",
                ar: "المفتاح الخاص محمي بعبارة مرور")
        case .notSecp256k1:
            Bilingual(
                en: "the private key is not on the curve secp256k1",
                ar: "المفتاح الخاص ليس على المنحنى secp256k1")
        case .malformed(let offset, let reason):
            Bilingual(
                en: "the private key's structure breaks at byte \(offset): \(reason)",
                ar: "بنية المفتاح الخاص معطوبة عند البايت \(offset): \(reason)")
        case .scalarOutOfRange:
            Bilingual(
                en: "the private key is zero or too large for its curve",
                ar: "المفتاح الخاص صفر أو أكبر من أن يقبله منحناه")
        case .publicKeyMismatch:
            Bilingual(
                en: "the file's public key belongs to another private key",
                ar: "المفتاح العام في الملف لمفتاح خاص آخر")
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .encrypted:
            Bilingual(
                en: "open it with openssl pkcs8 first, and delete the open copy afterwards",
                ar: "افتحه أولًا بالأمر openssl pkcs8 ثم احذف النسخة المفتوحة")
        default:
            Bilingual(
                en: "give the key that the certificate was requested with, as PEM",
                ar: "أعطِ المفتاح الذي طُلبت به الشهادة بصيغة PEM")
        }
    }
}
