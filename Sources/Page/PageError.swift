public import Invoicing

/// Why there is no page for a document. Nothing was written.
public enum PageError: ExplainedError, Hashable {
    /// The stored bytes are no XML.
    case notXML(line: Int, column: Int)
    /// The text of the QR code cannot be drawn.
    case noQRCode(bytes: Int)

    public var code: String {
        switch self {
        case .notXML: "document-not-xml"
        case .noQRCode: "no-qr-code"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .notXML(let line, let column):
            Bilingual(
                en: "the stored document is no XML: line \(line), column \(column)",
                ar: "المستند المخزَّن ليس XML: السطر \(line)، العمود \(column)")
        case .noQRCode(let bytes):
            Bilingual(
                en: "the QR code's text of \(bytes) bytes cannot be drawn",
                ar: "لا يمكن رسم نص رمز الاستجابة السريعة، وطوله \(bytes) بايت")
        }
    }

    public var remedy: Bilingual {
        Bilingual(
            en: "run `sijil audit` on this ledger: it tells what was changed, and what to do",
            ar: "شغّل `sijil audit` على هذا السجل: يبيّن ما تغيّر وما ينبغي فعله")
    }
}
