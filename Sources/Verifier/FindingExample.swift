public import Invoicing

/// How each finding comes about, told by one case of it.
enum FindingExample {
    private static let all = [
        ofFile, ofLog, ofChain, ofStamp, ofCertificate, ofTime, ofAuthority, ofDocument,
    ].reduce(into: [:]) {
        $0.merge($1) { first, _ in first }
    }

    static func text(of code: FindingCode) -> Bilingual? {
        all[code].map { Bilingual(en: $0.en, ar: $0.ar) }
    }
}

extension FindingCode {
    /// One case in which this is found; each code has one.
    public var example: Bilingual? { FindingExample.text(of: self) }
}
