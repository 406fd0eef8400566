public import Cryptography
public import Invoicing

/// Why a folder of trusted authorities is refused; nothing was judged by it.
public enum TrustStoreError: ExplainedError, Equatable {
    /// The file is not what its name says, or breaks the rules of its format or size.
    case unreadable(name: String, CertificateError)
    /// A certificate that may not issue others.
    case notAnAuthority(name: String)
    /// A line that is not an algorithm and a date, or names one again.
    case algorithms(line: Int, text: String)
    /// No certificate in the folder signed itself.
    case noRoot

    public var code: String {
        switch self {
        case .unreadable: "trust-unreadable"
        case .notAnAuthority: "trust-no-authority"
        case .algorithms: "trust-algorithms"
        case .noRoot: "trust-no-root"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .unreadable(let name, let error):
            Bilingual(
                en: "trusted file \(SafeText.shown(name)) is refused: \(error)",
                ar: "الملف الموثوق \(SafeText.shown(name)) مرفوض: \(error)")
        case .notAnAuthority(let name):
            Bilingual(
                en: "\(SafeText.shown(name)) is the certificate of no authority: it may not issue "
                    + "others",
                ar: "\(SafeText.shown(name)) ليست شهادة جهة إصدار: لا يجوز لها إصدار غيرها")
        case .algorithms(let line, let text):
            Bilingual(
                en: "algorithms, line \(line): “\(SafeText.shown(text))” is no algorithm and date",
                ar: "الملف algorithms، السطر \(line): «\(SafeText.shown(text))» "
                    + "ليس خوارزمية وتاريخًا")
        case .noRoot:
            Bilingual(
                en: "the folder of trusted authorities has no root: no certificate in it signed "
                    + "itself",
                ar: "مجلد الجهات الموثوقة بلا جذر: ليس فيه شهادة وقّعت نفسها")
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .unreadable:
            Bilingual(
                en: "put certificates (.pem, .crt, .cer, .der) and lists of revoked ones (.crl) "
                    + "there, PEM or DER, as their authority published them",
                ar: "ضع فيه الشهادات (.pem و.crt و.cer و.der) وقوائم الإلغاء (.crl) "
                    + "بصيغة PEM أو DER كما نشرتها جهتها")
        case .notAnAuthority:
            Bilingual(
                en: "move it out of the folder; the units' certificates are in the ledger",
                ar: "انقلها من المجلد؛ فشهادات الوحدات في السجل")
        case .algorithms:
            Bilingual(
                en: "each line is `secp256k1`, `ecdsa` or `sha256` and a date, once: "
                    + "`secp256k1 2035-01-01`",
                ar: "كل سطر `secp256k1` أو `ecdsa` أو `sha256` ثم تاريخ، مرة واحدة: "
                    + "`secp256k1 2035-01-01`")
        case .noRoot:
            Bilingual(
                en: "add the root's certificate, obtained from the authority itself",
                ar: "أضف شهادة الجذر من الجهة نفسها")
        }
    }
}
